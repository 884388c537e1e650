// Atomic intrinsics: an access is resolved and aligned here (alignment is always checked); what it reads or writes and
// when is up to `conc`; then the aliasing model hears of it.
#include "shims/rows.h"

namespace assay::shims {

namespace {

using code::Reg;
using concurrency::Atom;
using concurrency::Order;
using concurrency::Step;
using memory::AccessKind;
using memory::BytePlace;
using memory::Purpose;

Reg reg_of(const Atom& atom) { return Reg{atom.bits, atom.prov}; }
Atom atom_of(const Reg& reg) { return Atom{reg.bits, reg.prov}; }

/// The memory orderings, given as const arguments of the intrinsic.
uint64_t ordering(ShimCall& call, size_t n) {
  auto& program = call.machine.program;
  for (const types::GenericArg& a : program.tcx[call.site.type_args])
    if (a.kind == types::GenericArg::Kind::Const && n-- == 0) {
      const auto value = program.solver.eval_const(a.constant());
      return value && *value <= 4 ? static_cast<uint64_t>(*value) : 4;
    }
  return 4;
}
uint16_t orders(ShimCall& call) {
  if (call.site.orders == code::kNoReg)
    call.site.orders = static_cast<uint16_t>(ordering(call, 0) | ordering(call, 1) << 8);
  return call.site.orders;
}
Order order(ShimCall& call) { return static_cast<Order>(orders(call) & 0xff); }
Order failure_order(ShimCall& call) { return static_cast<Order>(orders(call) >> 8); }

/// The bytes of a scalar.
class Access : public concurrency::AtomicAccess {
 public:
  Access(Machine& m, const BytePlace& where, const layout::Scalar& scalar)
      : AtomicAccess(where, scalar.size), machine_(m), scalar_(scalar) {}
  Outcome<Atom> load() const override {
    ASSAY_TRY_LET(const Reg value, machine_.load_part(place, scalar_));
    return atom_of(value);
  }
  void store(const Atom& value) const override { machine_.store_part(place, scalar_, reg_of(value)); }

 private:
  Machine& machine_;
  const layout::Scalar& scalar_;
};

Outcome<BytePlace> place(ShimCall& call, AccessKind kind) {
  const TypeInfo& type = *call.type(0);
  Machine& m = call.machine;
  ASSAY_TRY_LET(const BytePlace p, m.resolve(call.pointer(0), type.size, m.effective_align(type.size), kind,
                                             kind == AccessKind::Read ? Purpose::Load : Purpose::Store, true));
  if (m.symbolic_alignment()) ASSAY_TRY(m.check_alignment(call.pointer(0), type.size));
  return p;
}
Outcome<> tell_model(ShimCall& call, const BytePlace& p, AccessKind kind) {
  Machine& m = call.machine;
  if (!m.tracks()) return {};
  return aliasing::access(m.alias, m.model, p, call.type(0)->size, kind, true);
}
Reg masked(const Reg& r, uint64_t size) {
  Reg out = r;
  if (size < 8) out.bits &= (uint64_t{1} << (size * 8)) - 1;
  return out;
}
Status wait(ShimCall& call) {
  call.machine.wait_for_event("waits for its turn");
  return ShimStatus::Blocked;
}

Status load(ShimCall& call) {
  ASSAY_TRY_LET(const BytePlace p, place(call, AccessKind::Read));
  const TypeInfo& type = *call.type(0);
  // Read-only memory may hold relaxed loads of at most pointer size; anything stronger may be compiled to a write.
  if (p.alloc->read_only && (order(call) != Order::Relaxed || type.size > call.machine.memory.target().pointer_bytes))
    return stop_ub(UbKind::ReadOnly, "atomic load of read-only memory that is not relaxed or too large");
  Atom value;
  ASSAY_TRY_LET(const Step step, call.machine.conc.load(Access(call.machine, p, scalar_of(type)), order(call), value));
  if (step == Step::Wait) return wait(call);
  ASSAY_TRY(tell_model(call, p, AccessKind::Read));
  call.result_a = reg_of(value);
  call.machine.note_load(call.result_a);
  return ShimStatus::Done;
}
Status store(ShimCall& call) {
  ASSAY_TRY_LET(const BytePlace p, place(call, AccessKind::Write));
  const Access access(call.machine, p, scalar_of(*call.type(0)));
  ASSAY_TRY_LET(const Step step, call.machine.conc.store(access, order(call), atom_of(call.args[1].a)));
  if (step == Step::Wait) return wait(call);
  ASSAY_TRY(tell_model(call, p, AccessKind::Write));
  return ShimStatus::Done;
}

/// Nothing: the thread must wait.
Outcome<std::optional<concurrency::Updated>> update_with(ShimCall& call, const concurrency::Update& update) {
  ASSAY_TRY_LET(const BytePlace p, place(call, AccessKind::Write));
  concurrency::Updated result;
  ASSAY_TRY_LET(const Step step,
                call.machine.conc.update(Access(call.machine, p, scalar_of(*call.type(0))), update, result));
  if (step == Step::Wait) {
    call.machine.wait_for_event("waits for its turn");
    return std::nullopt;
  }
  // A failed compare-exchange needs the permission to write as well.
  ASSAY_TRY(tell_model(call, p, AccessKind::Write));
  ASSAY_TRY(tell_model(call, p, AccessKind::Read));
  return result;
}

template <class F>
Status update(ShimCall& call, F&& f) {
  const layout::Scalar& scalar = scalar_of(*call.type(0));
  auto next = [&](const Atom& old) { return atom_of(masked(f(reg_of(old), call.args[1].a, scalar), scalar.size)); };
  concurrency::Update how{.success = order(call), .failure = order(call), .expected = {}, .next = next};
  ASSAY_TRY_LET(const auto result, update_with(call, how));
  if (!result) return ShimStatus::Blocked;
  call.result_a = reg_of(result->old);
  return ShimStatus::Done;
}
/// Arithmetic on the bits; a pointer keeps its provenance.
template <class F>
Status bitwise(ShimCall& call, F&& f) {
  return update(call, [&](const Reg& old, const Reg& operand, const layout::Scalar& s) {
    if (s.size == 16) return Reg::of(f(old.wide(), operand.wide()), 16);
    Reg r = old;
    r.bits = static_cast<uint64_t>(f(u128{old.bits}, u128{operand.bits}));
    return r;
  });
}
Status xchg(ShimCall& call) {
  return update(call, [](const Reg&, const Reg& operand, const layout::Scalar&) { return operand; });
}
Status xadd(ShimCall& call) {
  return bitwise(call, [](u128 a, u128 b) { return a + b; });
}
Status xsub(ShimCall& call) {
  return bitwise(call, [](u128 a, u128 b) { return a - b; });
}
Status and_(ShimCall& call) {
  return bitwise(call, [](u128 a, u128 b) { return a & b; });
}
Status nand(ShimCall& call) {
  return bitwise(call, [](u128 a, u128 b) { return ~(a & b); });
}
Status or_(ShimCall& call) {
  return bitwise(call, [](u128 a, u128 b) { return a | b; });
}
Status xor_(ShimCall& call) {
  return bitwise(call, [](u128 a, u128 b) { return a ^ b; });
}
template <bool max, bool is_signed>
Status extreme(ShimCall& call) {
  return update(call, [](const Reg& old, const Reg& operand, const layout::Scalar& s) {
    const u128 a = old.value(s.size), b = operand.value(s.size);
    const bool less = is_signed ? signed_value(a, s.size) < signed_value(b, s.size) : a < b;
    return less == max ? operand : old;
  });
}

template <bool weak>
Status compare_exchange(ShimCall& call) {
  Machine& m = call.machine;
  const layout::Scalar& scalar = scalar_of(*call.type(0));
  auto next = [&](const Atom&) { return atom_of(call.args[2].a); };
  concurrency::Update how{.success = order(call),
                          .failure = failure_order(call),
                          .compare = true,
                          .weak = weak,
                          .expected = atom_of(call.args[1].a),
                          .next = next};
  ASSAY_TRY_LET(const auto result, update_with(call, how));
  if (!result) return ShimStatus::Blocked;
  const Reg old = reg_of(result->old);
  const TypeInfo* type = call.site.ret;
  if (type->cls == RegClass::Memory) {
    Pointer value = call.dest, flag = call.dest;
    value.addr += type->layout->offsets[0];
    flag.addr += type->layout->offsets[1];
    ASSAY_TRY_LET(const BytePlace to, m.write_place(value, scalar.size, 1));
    m.store_part(to, scalar, old);
    ASSAY_TRY(m.write_int(flag, result->stored, 1));
    return ShimStatus::Done;
  }
  call.result_a = old;
  call.result_b = Reg::bit(result->stored);
  return ShimStatus::Done;
}
Status fence(ShimCall& call) {
  ASSAY_TRY_LET(const Step step, call.machine.conc.fence(order(call)));
  return step == Step::Wait ? wait(call) : Status(ShimStatus::Done);
}
Status compiler_fence(ShimCall&) { return ShimStatus::Done; }

}  // namespace

void add_atomic(Rows& rows) {
  rows.intrinsic("atomic_load", load);
  rows.intrinsic("atomic_store", store);
  rows.intrinsic("atomic_xchg", xchg);
  rows.intrinsic("atomic_xadd", xadd);
  rows.intrinsic("atomic_xsub", xsub);
  rows.intrinsic("atomic_and", and_);
  rows.intrinsic("atomic_nand", nand);
  rows.intrinsic("atomic_or", or_);
  rows.intrinsic("atomic_xor", xor_);
  rows.intrinsic("atomic_max", extreme<true, true>);
  rows.intrinsic("atomic_min", extreme<false, true>);
  rows.intrinsic("atomic_umax", extreme<true, false>);
  rows.intrinsic("atomic_umin", extreme<false, false>);
  rows.intrinsic("atomic_cxchg", compare_exchange<false>);
  rows.intrinsic("atomic_cxchgweak", compare_exchange<true>);
  rows.intrinsic("atomic_fence", fence);
  rows.intrinsic("atomic_singlethreadfence", compiler_fence);
}

}  // namespace assay::shims
