// The dispatch loop: runs the current thread until it must stop, switch or is done. Common operations are here with
// their fast paths; whatever is rare or may push frames is a method of Machine, called with the frame's state saved.
#include <cstring>

#include "machine/arith.h"
#include "machine/machine.h"

namespace assay::machine {

using code::CallSite;
using code::MemOp;
using code::Op;

namespace {
template <class T>
T as(const Reg& r) {
  return static_cast<T>(r.bits);
}
template <class T>
uint64_t to_bits(T value) {
  return static_cast<uint64_t>(static_cast<std::make_unsigned_t<T>>(value));
}
enum class Kind : uint8_t { Add, Sub, Mul };
template <class T, Kind kind>
bool overflowing(T a, T b, T& out) {
  if constexpr (kind == Kind::Add)
    return __builtin_add_overflow(a, b, &out);
  else if constexpr (kind == Kind::Sub)
    return __builtin_sub_overflow(a, b, &out);
  else
    return __builtin_mul_overflow(a, b, &out);
}
}  // namespace

#define TYPES(F, X)  \
  F(X, i8, int8_t)   \
  F(X, i16, int16_t) \
  F(X, i32, int32_t) F(X, i64, int64_t) F(X, u8, uint8_t) F(X, u16, uint16_t) F(X, u32, uint32_t) F(X, u64, uint64_t)

Outcome<Machine::LoopEnd> Machine::dispatch(uint32_t stop_depth) {
  auto end = dispatch_loop(stop_depth);
  if (!end) {
    const StopInfo& info = end.error().info();
    // A use after free is a race if nothing orders it after the free.
    if (info.kind == StopKind::Ub && info.ub == UbKind::UseAfterFree && info.blame.alloc != 0 && watching())
      if (auto race = conc.use_after_free(AllocId(info.blame.alloc), concurrency::AccessClass::Read); !race)
        end = tl::make_unexpected(std::move(race.error()));
    complete(end.error().info());
  }
  return end;
}

Outcome<Machine::LoopEnd> Machine::dispatch_loop(uint32_t stop_depth) {
  static const void* const kLabels[] = {
#define OP(name) &&op_##name,
#include "code/ops.def"
#undef OP
  };
  Thread* t = threads_[current_].get();
  Frame* f = &t->frames.back();
  Reg* R = t->regs.data() + f->base;
  const Code* code = f->code;
  const Insn* pc = f->pc;
  const Insn* n = pc;
  const bool plain_memory = !memory.target().big_endian && !symbolic_alignment();
  bool fast_memory = plain_memory && !watching();
  uint64_t moment = plain_memory ? conc.moment() : 0;
  const uint64_t align_mask = options.alignment == AlignmentCheck::Off ? 0 : ~uint64_t{0};

#define NEXT()                                 \
  do {                                         \
    n = pc++;                                  \
    goto* kLabels[static_cast<size_t>(n->op)]; \
  } while (false)
#define SAVE() (f->pc = pc)
#define RELOAD()                                                  \
  do {                                                            \
    t = threads_[current_].get();                                 \
    if (t->frames.size() <= stop_depth) return LoopEnd::Finished; \
    f = &t->frames.back();                                        \
    R = t->regs.data() + f->base;                                 \
    code = f->code;                                               \
    pc = f->pc;                                                   \
  } while (false)
#define SPAN() (alias.current_span = code->spans[static_cast<size_t>(n - code->insns.data())])
// May run other code (constants), so everything is looked up again after.
#define SLOW(expr)                                       \
  do {                                                   \
    SAVE();                                              \
    SPAN();                                              \
    if (auto o_ = (expr); !o_) [[unlikely]]              \
      return tl::make_unexpected(std::move(o_.error())); \
    RELOAD();                                            \
  } while (false)
// Runs no other code: registers stay where they are.
#define CHECKED(expr)                                    \
  do {                                                   \
    SAVE();                                              \
    SPAN();                                              \
    if (auto o_ = (expr); !o_) [[unlikely]]              \
      return tl::make_unexpected(std::move(o_.error())); \
  } while (false)
#define TICK(resume)                           \
  do {                                         \
    if (--fuel_ <= 0) [[unlikely]] {           \
      CHECKED(tick());                         \
      if (want_switch_ && const_depth_ == 0) { \
        want_switch_ = false;                  \
        f->pc = (resume);                      \
        return LoopEnd::Switch;                \
      }                                        \
    }                                          \
  } while (false)
#define LEAVE_IF_STUCK()                        \
  do {                                          \
    if (t->blocked.kind != Blocked::Kind::No) { \
      want_switch_ = false;                     \
      f->pc = pc;                               \
      return LoopEnd::Switch;                   \
    }                                           \
  } while (false)
#define JUMP(target) (pc = code->insns.data() + (target))

  NEXT();

op_Nop:
  NEXT();
op_Mov:
  R[n->a] = R[n->b];
  NEXT();
op_Mov2 : {
  const Reg lo = R[n->b], hi = R[n->b + 1];
  R[n->a] = lo;
  R[n->a + 1] = hi;
  NEXT();
}
op_Const:
  R[n->a] = Reg{n->imm, {}};
  NEXT();
op_Const128:
  R[n->a] = Reg::of(code->wide_consts[n->imm], 16);
  NEXT();
op_Undef:
  R[n->a] = Reg::undef();
  NEXT();
op_Global : {
  const uint32_t g = n->lo();
  if (g < globals_.size() && !globals_[g].prov.is_none()) [[likely]] {
    R[n->a] = Reg::of(globals_[g]);
    NEXT();
  }
  Pointer p;
  const uint16_t a = n->a;
  SLOW([&]() -> Outcome<> {
    ASSAY_TRY_LET(p, global(g));
    return {};
  }());
  R[a] = Reg::of(p);
  NEXT();
}
op_GlobalValue : {
  const uint32_t g = n->lo();
  if (g >= global_values_.size() || !global_values_[g]) [[unlikely]] {
    const Insn* at = n;
    SLOW([&]() -> Outcome<> {
      ASSAY_TRY_LET(Pointer p, global(g));
      (void)p;
      return {};
    }());
    n = at;
  }
  R[n->a] = global_values_[g]->a;
  if (n->b == 2) R[n->a + 1] = global_values_[g]->b;
  NEXT();
}
#define WIDTH(name, type, expr)                                                  \
  op_##name : R[n->a] = Reg{static_cast<uint64_t>(static_cast<type>(expr)), {}}; \
  NEXT();
  WIDTH(AddW8, uint8_t, R[n->b].bits + R[n->c].bits)
  WIDTH(AddW16, uint16_t, R[n->b].bits + R[n->c].bits)
  WIDTH(AddW32, uint32_t, R[n->b].bits + R[n->c].bits)
  WIDTH(AddW64, uint64_t, R[n->b].bits + R[n->c].bits)
  WIDTH(SubW8, uint8_t, R[n->b].bits - R[n->c].bits)
  WIDTH(SubW16, uint16_t, R[n->b].bits - R[n->c].bits)
  WIDTH(SubW32, uint32_t, R[n->b].bits - R[n->c].bits)
  WIDTH(SubW64, uint64_t, R[n->b].bits - R[n->c].bits)
  WIDTH(MulW8, uint8_t, R[n->b].bits * R[n->c].bits)
  WIDTH(MulW16, uint16_t, R[n->b].bits * R[n->c].bits)
  WIDTH(MulW32, uint32_t, R[n->b].bits * R[n->c].bits)
  WIDTH(MulW64, uint64_t, R[n->b].bits * R[n->c].bits)
  WIDTH(AddIW8, uint8_t, R[n->b].bits + n->imm)
  WIDTH(AddIW16, uint16_t, R[n->b].bits + n->imm)
  WIDTH(AddIW32, uint32_t, R[n->b].bits + n->imm)
  WIDTH(AddIW64, uint64_t, R[n->b].bits + n->imm)
  WIDTH(SubIW8, uint8_t, R[n->b].bits - n->imm)
  WIDTH(SubIW16, uint16_t, R[n->b].bits - n->imm)
  WIDTH(SubIW32, uint32_t, R[n->b].bits - n->imm)
  WIDTH(SubIW64, uint64_t, R[n->b].bits - n->imm)
#undef WIDTH
#define OVERFLOWING(X, name, type)                                                           \
  op_##X##O_##name : {                                                                       \
    type out_;                                                                               \
    const bool o_ = overflowing<type, Kind::X>(as<type>(R[n->b]), as<type>(R[n->c]), out_);  \
    R[n->a] = Reg{to_bits<type>(out_), {}};                                                  \
    R[n->a + 1] = Reg::bit(o_);                                                              \
    NEXT();                                                                                  \
  }                                                                                          \
  op_##X##C_##name : {                                                                       \
    type out_;                                                                               \
    if (overflowing<type, Kind::X>(as<type>(R[n->b]), as<type>(R[n->c]), out_)) [[unlikely]] \
      JUMP(n->lo());                                                                         \
    else                                                                                     \
      R[n->a] = Reg{to_bits<type>(out_), {}};                                                \
    NEXT();                                                                                  \
  }
  TYPES(OVERFLOWING, Add)
  TYPES(OVERFLOWING, Sub)
  TYPES(OVERFLOWING, Mul)
#undef OVERFLOWING
#define IMMEDIATE(X, name, type)                                                                            \
  op_##X##CI_##name : {                                                                                     \
    type out_;                                                                                              \
    if (overflowing<type, Kind::X>(as<type>(R[n->b]), static_cast<type>(static_cast<int16_t>(n->c)), out_)) \
        [[unlikely]]                                                                                        \
      JUMP(n->lo());                                                                                        \
    else                                                                                                    \
      R[n->a] = Reg{to_bits<type>(out_), {}};                                                               \
    NEXT();                                                                                                 \
  }
  TYPES(IMMEDIATE, Add)
  TYPES(IMMEDIATE, Sub)
#undef IMMEDIATE
#define BITS(name, expr)                                      \
  op_##name : R[n->a] = Reg{static_cast<uint64_t>(expr), {}}; \
  NEXT();
  BITS(And, R[n->b].bits & R[n->c].bits)
  BITS(Or, R[n->b].bits | R[n->c].bits)
  BITS(Xor, R[n->b].bits ^ R[n->c].bits)
  BITS(AndI, R[n->b].bits & n->imm)
  BITS(NotBool, R[n->b].bits ^ 1)
  BITS(Eq, R[n->b].bits == R[n->c].bits)
  BITS(Ne, R[n->b].bits != R[n->c].bits)
  BITS(EqI, R[n->b].bits == n->imm)
  BITS(NeI, R[n->b].bits != n->imm)
  BITS(Lt_u, R[n->b].bits < R[n->c].bits)
  BITS(Le_u, R[n->b].bits <= R[n->c].bits)
  BITS(Lt_i8, as<int8_t>(R[n->b]) < as<int8_t>(R[n->c]))
  BITS(Lt_i16, as<int16_t>(R[n->b]) < as<int16_t>(R[n->c]))
  BITS(Lt_i32, as<int32_t>(R[n->b]) < as<int32_t>(R[n->c]))
  BITS(Lt_i64, as<int64_t>(R[n->b]) < as<int64_t>(R[n->c]))
  BITS(Le_i8, as<int8_t>(R[n->b]) <= as<int8_t>(R[n->c]))
  BITS(Le_i16, as<int16_t>(R[n->b]) <= as<int16_t>(R[n->c]))
  BITS(Le_i32, as<int32_t>(R[n->b]) <= as<int32_t>(R[n->c]))
  BITS(Le_i64, as<int64_t>(R[n->b]) <= as<int64_t>(R[n->c]))
  BITS(LtI_u, R[n->b].bits < n->imm)
  BITS(LtI_i8, as<int8_t>(R[n->b]) < static_cast<int64_t>(n->imm))
  BITS(LtI_i16, as<int16_t>(R[n->b]) < static_cast<int64_t>(n->imm))
  BITS(LtI_i32, as<int32_t>(R[n->b]) < static_cast<int64_t>(n->imm))
  BITS(LtI_i64, as<int64_t>(R[n->b]) < static_cast<int64_t>(n->imm))
  BITS(Zext, n->imm >= 8 ? R[n->b].bits : R[n->b].bits & ((uint64_t{1} << (n->imm * 8)) - 1))
#undef BITS
op_Sext : {
  const int shift = static_cast<int>(64 - n->lo() * 8);
  const uint64_t wide = static_cast<uint64_t>(static_cast<int64_t>(R[n->b].bits << shift) >> shift);
  const uint32_t to = n->hi();
  R[n->a] = Reg{to >= 8 ? wide : wide & ((uint64_t{1} << (to * 8)) - 1), {}};
  NEXT();
}
op_Binary:
  CHECKED(binary_op(code->binaries[n->imm], R + n->a, R + n->b, R + n->c));
  NEXT();
op_Unary:
  R[n->a] = unary_op(code->unaries[n->imm], R[n->b]);
  NEXT();
op_Cast:
  R[n->a] = cast_op(code->casts[n->imm], R[n->b]);
  NEXT();

  // ---- control -------------------------------------------------------------------------------------------------
op_Jmp:
  JUMP(n->lo());
  NEXT();
op_LoopHead:
  if (!fast_memory && watching()) [[unlikely]] {
    CHECKED(arrive_at_loop(static_cast<uint32_t>(n - code->insns.data())));
    LEAVE_IF_STUCK();
    moment = plain_memory ? conc.moment() : 0;
  }
  NEXT();
op_Loop:
  JUMP(n->lo());
  if (!fast_memory && n->lo() != 0 && (pc - 1)->op == Op::LoopHead && watching()) [[unlikely]] {
    CHECKED(arrive_at_loop(n->lo() - 1));
    LEAVE_IF_STUCK();
    moment = plain_memory ? conc.moment() : 0;
  }
  TICK(pc);
  NEXT();
op_Br:
  JUMP(R[n->a].bits ? n->lo() : n->hi());
  NEXT();
op_BrEqI:
  JUMP(R[n->a].bits == (uint64_t{n->b} | uint64_t{n->c} << 16) ? n->lo() : n->hi());
  NEXT();
#define BRANCH(name, cond)                      \
  op_##name : JUMP((cond) ? n->lo() : n->hi()); \
  NEXT();
  BRANCH(BrEq, R[n->a].bits == R[n->b].bits)
  BRANCH(BrNe, R[n->a].bits != R[n->b].bits)
  BRANCH(BrLt_u, R[n->a].bits < R[n->b].bits)
  BRANCH(BrLt_i32, as<int32_t>(R[n->a]) < as<int32_t>(R[n->b]))
  BRANCH(BrLt_i64, as<int64_t>(R[n->a]) < as<int64_t>(R[n->b]))
  BRANCH(BrLtI_u, R[n->a].bits < n->c)
  BRANCH(BrLtI_i32, as<int32_t>(R[n->a]) < static_cast<int16_t>(n->c))
  BRANCH(BrLtI_i64, as<int64_t>(R[n->a]) < static_cast<int16_t>(n->c))
#undef BRANCH
op_Switch:
op_Switch128 : {
  const code::SwitchTable& table = code->switches[n->imm];
  const u128 value = R[n->a].value(table.size);
  size_t i = 0;
  while (i < table.values.size() && table.values[i] != value) i++;
  const uint32_t to = table.targets[i];
  if (to <= static_cast<uint32_t>(n - code->insns.data())) TICK(n);
  JUMP(to);
  NEXT();
}
op_Call : {
  const CallSite& site = code->sites[n->imm];
  const Code* callee = site.code;
  TICK(n);
  if (!callee || !ready_[callee->index] || !site.in_place.empty()) [[unlikely]] {
    SLOW(call_direct(site));
    NEXT();
  }
  SAVE();
  const uint32_t base = f->base + code->frame_regs;
  if (base + callee->stack_regs > t->regs.size() || t->frames.size() >= options.max_frames) [[unlikely]] {
    SLOW(enter(site, *callee, {}));
    NEXT();
  }
  t->frames.push_back(Frame{callee, callee->insns.data(), &site, base, CallId(next_call_++), {}, 0, false});
  f = &t->frames.back();
  R = t->regs.data() + base;
  code = callee;
  pc = callee->insns.data();
  if (!callee->simple) [[unlikely]] {
    for (const code::MemLocal& l : callee->mem_locals)
      if (l.reg >= callee->param_reg_count) R[l.reg] = Reg{};
    if (callee->ret->cls == code::RegClass::Memory && site.dest != code::kNoReg)
      f->dest = (t->regs.data() + (f - 1)->base)[site.dest].pointer();
  }
  NEXT();
}
op_CallPtr:
  TICK(n);
  SLOW(call_pointer(code->sites[n->imm]));
  NEXT();
op_CallVirtual:
  TICK(n);
  SLOW(call_virtual(code->sites[n->imm]));
  NEXT();
op_DropDyn:
  TICK(n);
  SLOW(drop_dyn(code->sites[n->imm]));
  NEXT();
op_CallShim : {
  SLOW(call_shim(code->sites[n->imm]));
  fast_memory = plain_memory && !watching();
  moment = plain_memory ? conc.moment() : 0;
  if (want_switch_) [[unlikely]] {
    if (t->blocked.kind != Blocked::Kind::No && const_depth_ != 0) return stop_unsupported("const:blocking");
    want_switch_ = false;
    if (const_depth_ == 0) return LoopEnd::Switch;
  }
  NEXT();
}
op_Ret:
  if (code->simple && f->extra == 0 && !alias.call_has_protectors(f->call)) [[likely]] {
    t->frames.pop_back();
    RELOAD();
    NEXT();
  }
  SLOW(return_value(RetKind::None, 0));
  NEXT();
op_Ret1:
  if (code->simple && f->extra == 0 && !alias.call_has_protectors(f->call)) [[likely]] {
    const Reg value = R[n->a];
    const uint16_t dest = f->site->dest;
    t->frames.pop_back();
    RELOAD();
    if (dest != code::kNoReg) R[dest] = value;
    NEXT();
  }
  SLOW(return_value(RetKind::One, n->a));
  NEXT();
op_Ret2:
  if (code->simple && f->extra == 0 && !alias.call_has_protectors(f->call)) [[likely]] {
    const Reg lo = R[n->a], hi = R[n->a + 1];
    const uint16_t dest = f->site->dest;
    t->frames.pop_back();
    RELOAD();
    if (dest != code::kNoReg) {
      R[dest] = lo;
      R[dest + 1] = hi;
    }
    NEXT();
  }
  SLOW(return_value(RetKind::Two, n->a));
  NEXT();
op_RetMem:
  SLOW(return_value(RetKind::Memory, n->a));
  NEXT();
op_UnwindResume:
  SAVE();
  SPAN();
  f->unwinding = false;
  SLOW([&]() -> Outcome<> {
    ASSAY_TRY_LET(const bool caught, unwind_pop());
    if (caught) return {};
    return unwind();
  }());
  NEXT();
op_UnwindTerminate:
  SLOW(terminate("panic_in_cleanup"));
  NEXT();
op_Unreachable:
  SAVE();
  SPAN();
  return stop_ub(UbKind::Unreachable, n->a == 1 ? "entering unreachable code: a function that never returns did"
                                                : "entering unreachable code");
op_Uninhabited:
  SAVE();
  SPAN();
  return stop_ub(UbKind::Uninhabited, "constructing or reading a value of an uninhabited type");
op_Unsupported:
  SAVE();
  return stop_unsupported(std::string(program.session.text(code->features[n->imm])),
                          code->spans[static_cast<size_t>(n - code->insns.data())]);

  // ---- memory --------------------------------------------------------------------------------------------------
op_LocalLive : {
  const code::MemLocal& l = code->mem_locals[n->imm];
  const uint16_t a = n->a;
  if (!R[a].prov.is_none()) {
    CHECKED(end_local(R[a].pointer()));
  }
  Pointer p;
  CHECKED([&]() -> Outcome<> {
    ASSAY_TRY_LET(p, allocate(l.type->size, l.type->align, AllocKind::Local, false, l.span));
    return {};
  }());
  R[a] = Reg::of(p);
  NEXT();
}
op_LocalDead:
  if (!R[n->a].prov.is_none()) {
    CHECKED(end_local(R[n->a].pointer()));
  }
  NEXT();
#define FAST_PLACE(bytes, KIND)                                                                                    \
  const uint32_t off_ = n->lo();                                                                                   \
  const Reg base_ = R[n->b];                                                                                       \
  Allocation* al_ = memory.live(base_.prov.alloc);                                                                 \
  const uint64_t at_ = al_ ? base_.bits + off_ - al_->base : 0;                                                    \
  const bool fast_ = al_ && (fast_memory || al_->race_covers(moment, at_, bytes, AccessKind::KIND)) &&             \
                     at_ <= al_->size && (bytes) <= al_->size - at_ && (n->c || off_ <= at_) &&                    \
                     (base_.bits & ((uint64_t{1} << (n->hi() & 0xff)) - 1) & align_mask) == 0 && al_->size != 0 && \
                     (!tracks_ || al_->quiet_covers(base_.prov.tag, at_, bytes, AccessKind::KIND))
#define LOAD(name, type)                                                   \
  op_##name : {                                                            \
    FAST_PLACE(sizeof(type), Read);                                        \
    if (fast_ && al_->is_init(at_, sizeof(type))) [[likely]] {             \
      type v_;                                                             \
      std::memcpy(&v_, al_->data() + at_, sizeof(type));                   \
      R[n->a] = Reg{v_, {}};                                               \
      NEXT();                                                              \
    }                                                                      \
    CHECKED(load_slow(R[n->a], base_.pointer(), *n, sizeof(type), false)); \
    NEXT();                                                                \
  }
  LOAD(Load8, uint8_t)
  LOAD(Load16, uint16_t)
  LOAD(Load32, uint32_t)
  LOAD(Load64, uint64_t)
#undef LOAD
op_LoadPtr : {
  FAST_PLACE(8, Read);
  if (fast_ && al_->is_init(at_, 8)) [[likely]] {
    uint64_t v;
    std::memcpy(&v, al_->data() + at_, 8);
    R[n->a] = Reg{v, al_->has_provenance() ? al_->provenance_at(at_) : Prov::none()};
    NEXT();
  }
  CHECKED(load_slow(R[n->a], base_.pointer(), *n, 8, true));
  NEXT();
}
#define STORE(name, type)                                                   \
  op_##name : {                                                             \
    FAST_PLACE(sizeof(type), Write);                                        \
    if (fast_ && !al_->read_only) [[likely]] {                              \
      const type v_ = static_cast<type>(R[n->a].bits);                      \
      std::memcpy(al_->data() + at_, &v_, sizeof(type));                    \
      al_->mark_init(at_, sizeof(type));                                    \
      al_->clear_provenance(at_, sizeof(type));                             \
      NEXT();                                                               \
    }                                                                       \
    CHECKED(store_slow(R[n->a], base_.pointer(), *n, sizeof(type), false)); \
    NEXT();                                                                 \
  }
  STORE(Store8, uint8_t)
  STORE(Store16, uint16_t)
  STORE(Store32, uint32_t)
  STORE(Store64, uint64_t)
#undef STORE
op_StorePtr : {
  FAST_PLACE(8, Write);
  if (fast_ && !al_->read_only) [[likely]] {
    std::memcpy(al_->data() + at_, &R[n->a].bits, 8);
    al_->mark_init(at_, 8);
    al_->clear_provenance(at_, 8);
    if (!R[n->a].prov.is_none()) al_->set_provenance(at_, R[n->a].prov);
    NEXT();
  }
  CHECKED(store_slow(R[n->a], base_.pointer(), *n, 8, true));
  NEXT();
}
op_LoadT:
  CHECKED(load_typed(R + n->a, R[n->b].pointer(), code->mem_ops[n->imm], n->c != 0));
  NEXT();
op_StoreT:
  CHECKED(store_typed(R + n->a, R[n->b].pointer(), code->mem_ops[n->imm], n->c != 0));
  NEXT();
op_CopyT:
  SLOW(copy_typed(R[n->a].pointer(), R[n->b].pointer(), code->mem_ops[n->imm], n->c));
  NEXT();
op_CopyArg : {
  Pointer p;
  const uint16_t a = n->a;
  SLOW([&]() -> Outcome<> {
    ASSAY_TRY_LET(p, copy_argument(R[n->b].pointer(), code->mem_ops[n->imm], n->c));
    return {};
  }());
  R[a] = Reg::of(p);
  NEXT();
}
op_UninitT:
  CHECKED(uninit_typed(R[n->b].pointer(), code->mem_ops[n->imm], n->c != 0));
  NEXT();
op_RepeatT:
  CHECKED(repeat_typed(R[n->a].pointer(), code->mem_ops[n->imm], n->c != 0));
  NEXT();
op_ReadT:
  SLOW(read_typed(R[n->b].pointer(), code->mem_ops[n->imm], n->c != 0));
  NEXT();
op_AddrOff : {
  const Reg base = R[n->b];
  Allocation* al = memory.live(base.prov.alloc);
  const uint64_t at = al ? base.bits - al->base : 0;
  if (!(al && at <= al->size && n->imm <= al->size - at)) [[unlikely]]
    CHECKED(memory.check_inbounds_offset(base.pointer(), static_cast<int64_t>(n->imm)));
  R[n->a] = Reg{base.bits + n->imm, base.prov};
  NEXT();
}
op_AddrOffRaw:
  R[n->a] = Reg{R[n->b].bits + n->imm, R[n->b].prov};
  NEXT();
op_AddrIndex:
  R[n->a] = Reg{R[n->b].bits + R[n->c].bits * n->imm, R[n->b].prov};
  NEXT();
op_AddrTail : {
  Pointer p;
  CHECKED([&]() -> Outcome<> {
    ASSAY_TRY_LET(p, tail_address(R[n->b].pointer(), R[n->c], code->tails[n->imm]));
    return {};
  }());
  R[n->a] = Reg::of(p);
  NEXT();
}
op_CheckAlign:
  if ((R[n->a].bits & (n->imm - 1) & align_mask) || !fast_memory) CHECKED(check_alignment(R[n->a].pointer(), n->imm));
  NEXT();
op_Offset : {
  const Reg base = R[n->b];
  const bool is_signed = n->imm >> 63 != 0;
  const uint64_t stride = n->imm & ~(uint64_t{1} << 63);
  const int64_t count = static_cast<int64_t>(R[n->c].bits);
  int64_t delta = 0;
  if ((!is_signed && count < 0) || __builtin_mul_overflow(count, static_cast<int64_t>(stride), &delta)) [[unlikely]] {
    if (stride != 0) {
      SAVE();
      return stop_ub(UbKind::Overflow,
                     "overflowing pointer arithmetic: the total offset in bytes does not fit in an `isize`");
    }
    delta = 0;
  }
  if (delta != 0) {
    Allocation* al = memory.live(base.prov.alloc);
    const uint64_t at = al ? base.bits - al->base : 0, to = at + static_cast<uint64_t>(delta);
    if (!(al && at <= al->size && to <= al->size)) [[unlikely]]
      CHECKED(memory.check_inbounds_offset(base.pointer(), delta));
  }
  R[n->a] = Reg{base.bits + static_cast<uint64_t>(delta), base.prov};
  NEXT();
}
op_CheckRange : {
  const code::RangeCheck& check = code->ranges[n->imm];
  if (!check.scalar.contains(R[n->a].value(check.scalar.size)) ||
      (check.scalar.hi == 0x10ffff && check.scalar.size == 4 && R[n->a].bits - 0xd800 < 0x800)) [[unlikely]]
    CHECKED(stop_range(check.scalar, check.what, R[n->a]));
  NEXT();
}
op_CheckReg : {
  Value v{code->types[n->imm], R[n->a], {}};
  if (v.type->cls == code::RegClass::Pair) v.b = R[n->a + 1];
  SLOW(validate_value(v));
  NEXT();
}
op_CheckRef : {
  const Reg r = R[n->a];
  const Allocation* al = memory.live(r.prov.alloc);
  const uint64_t at = al ? r.bits - al->base : 0, size = n->lo();
  if (al && size != 0 && at <= al->size && size <= al->size - at &&
      (r.bits & ((uint64_t{1} << n->c) - 1) & align_mask) == 0 && fast_memory && !(n->b && al->read_only)) [[likely]]
    NEXT();
  SLOW(validate_value(Value{code->types[n->hi()], r, {}}));
  NEXT();
}
op_ValidateMem:
  SLOW(validate_memory(R[n->a].pointer(), *code->types[n->imm]));
  NEXT();
op_RetagReg : {
  const code::RetagOp& op = code->retags[n->imm];
  alias.scope = op.scope;
  const Reg meta = op.pointee->meta == layout::LayoutContext::Meta::None ? Reg{} : R[n->a + 1];
  CHECKED(retag_reg(R[n->a], meta, *op.pointee, op.spec));
  NEXT();
}
op_RetagRegs : {
  const code::RetagOp& op = code->retags[n->imm];
  alias.scope = op.scope;
  const bool pair = op.type->cls == code::RegClass::Pair;
  Value v{op.type, R[n->a], pair ? R[n->a + 1] : Reg{}};
  CHECKED(retag_value(v, op.mode));
  R[n->a] = v.a;
  if (pair) R[n->a + 1] = v.b;
  NEXT();
}
op_RetagMem : {
  const code::RetagOp& op = code->retags[n->imm];
  alias.scope = op.scope;
  CHECKED(retag_memory(R[n->a].pointer(), *op.type, op.mode));
  NEXT();
}
op_Deref : {
  const code::DerefOp& op = code->derefs[n->imm];
  const Reg ptr = R[n->b];
  const bool thin = op.pointee->meta == layout::LayoutContext::Meta::None;
  const Allocation* al = memory.live(ptr.prov.alloc);
  if (al && al->quiet_deref.value == ptr.prov.tag && al->quiet_deref.addr == ptr.bits &&
      al->quiet_deref.type == op.spec && thin) [[likely]] {
    R[n->a] = Reg{ptr.bits, {ptr.prov.alloc, al->quiet_deref.place}};
    NEXT();
  }
  CHECKED(follow(R[n->a], ptr, thin ? Reg{} : R[n->b + 1], op));
  NEXT();
}
op_MoveRegs : {
  const code::MoveOp& op = code->moves[n->imm];
  const bool pair = op.type->cls == code::RegClass::Pair;
  Value v{op.type, R[n->a], pair ? R[n->a + 1] : Reg{}};
  CHECKED(move_value(v, op, n->b == code::kNoReg ? Pointer{} : R[n->b].pointer()));
  R[n->a] = v.a;
  if (pair) R[n->a + 1] = v.b;
  NEXT();
}
op_MoveMem : {
  const code::MoveOp& op = code->moves[n->imm];
  CHECKED(move_memory(R[n->a].pointer(), op, n->b == code::kNoReg ? Pointer{} : R[n->b].pointer()));
  NEXT();
}
op_CallBegin:
  if (hooks_ & aliasing::kHookCalls) CHECKED(model.on_call_begin(alias, f->call));
  NEXT();
op_ScopeEnd:
  CHECKED(scope_end(code->scope_ends[n->imm]));
  NEXT();
op_ContractPlace:
  CHECKED(contract_place(R[n->a].pointer(), n->b == code::kNoReg ? Reg{} : R[n->b], code->contracts[n->imm]));
  NEXT();
op_ContractValue : {
  const code::ContractStep& step = code->contracts[n->imm];
  const bool pair = step.type->cls == code::RegClass::Pair;
  CHECKED(contract_value(Value{step.type, R[n->a], pair ? R[n->a + 1] : Reg{}}, step));
  NEXT();
}
op_ContractRelaxed : {
  // Functions of the library among themselves promise nothing.
  const auto& frames = thread().frames;
  const bool from_program = frames.size() > 1 && frames[frames.size() - 2].code->has_contract;
  if (n->a == 1 && !from_program) {
    JUMP(n->lo());
  }
  NEXT();
}
op_GetDiscr : {
  const TypeInfo& type = *code->types[n->imm];
  uint32_t variant = 0;
  CHECKED([&]() -> Outcome<> {
    ASSAY_TRY_LET(variant, read_variant(*type.layout, R[n->b]));
    return {};
  }());
  R[n->a] = Reg::of(type.layout->discriminants[variant], 16);
  if (type.layout->discriminants[variant] >> 64 == 0) R[n->a].prov = {};
  NEXT();
}
op_Upcast : {
  Pointer p;
  const uint16_t a = n->a;
  SLOW([&]() -> Outcome<> {
    ASSAY_TRY_LET(p, upcast(R[n->b].pointer(), code->types[n->lo()]->ty, code->types[n->hi()]->ty));
    return {};
  }());
  R[a] = Reg::of(p);
  NEXT();
}
op_Expose:
  SAVE();
  SPAN();
  aliasing::expose(alias, model, R[n->b].pointer());
  R[n->a] = Reg{R[n->b].bits, {}};
  NEXT();
op_FromExposed:
  if (options.provenance == ProvenanceMode::Strict) {
    SAVE();
    return stop_unsupported("int-to-pointer cast", {},
                            "integer-to-pointer casts are not supported in strict provenance mode");
  }
  R[n->a] = Reg::of(memory.ptr_from_exposed(R[n->b].bits));
  NEXT();
op_PtrCmp:
  NEXT();
op_InConst:
  R[n->a] = Reg::bit(in_const());
  NEXT();
}

}  // namespace assay::machine
