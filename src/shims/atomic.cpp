// Atomic intrinsics, sequentially consistent: each is one access of one interleaving. Alignment is always checked.
#include "shims/rows.h"

namespace assay::shims {

namespace {

using code::Reg;
using memory::AccessKind;
using memory::BytePlace;
using memory::Purpose;

/// The memory ordering given as const argument `n` among the constants.
uint64_t ordering(ShimCall& call, size_t n) {
  auto& program = call.machine.program;
  for (const types::GenericArg& a : program.tcx[call.site.type_args])
    if (a.kind == types::GenericArg::Kind::Const && n-- == 0) {
      const auto value = program.solver.eval_const(a.constant());
      return value ? static_cast<uint64_t>(*value) : 4;
    }
  return 4;
}
constexpr uint64_t kRelaxed = 0;

Outcome<BytePlace> place(ShimCall& call, AccessKind kind) {
  const TypeInfo& type = *call.type(0);
  return call.machine.access(call.pointer(0), type.size, type.size, kind,
                             kind == AccessKind::Read ? Purpose::Load : Purpose::Store, true);
}
Reg masked(const Reg& r, uint64_t size) {
  Reg out = r;
  if (size < 8) out.bits &= (uint64_t{1} << (size * 8)) - 1;
  return out;
}

Status load(ShimCall& call) {
  ASSAY_TRY_LET(const BytePlace p, place(call, AccessKind::Read));
  const TypeInfo& type = *call.type(0);
  // Read-only memory may hold relaxed loads of at most pointer size; anything stronger may be compiled to a write.
  if (p.alloc->read_only && (ordering(call, 0) != kRelaxed || type.size > call.machine.memory.target().pointer_bytes))
    return stop_ub(UbKind::ReadOnly, "atomic load of read-only memory that is not relaxed or too large");
  ASSAY_TRY_LET(call.result_a, call.machine.load_part(p, scalar_of(type)));
  return ShimStatus::Done;
}
Status store(ShimCall& call) {
  ASSAY_TRY_LET(const BytePlace p, place(call, AccessKind::Write));
  call.machine.store_part(p, scalar_of(*call.type(0)), call.args[1].a);
  return ShimStatus::Done;
}

Outcome<Reg> read_for_update(ShimCall& call, BytePlace& p) {
  ASSAY_TRY_LET(p, place(call, AccessKind::Write));
  ASSAY_TRY(aliasing::access(call.machine.alias, call.machine.model, p, call.type(0)->size, AccessKind::Read, true));
  return call.machine.load_part(p, scalar_of(*call.type(0)));
}

template <class F>
Status update(ShimCall& call, F&& f) {
  BytePlace p;
  ASSAY_TRY_LET(const Reg old, read_for_update(call, p));
  const layout::Scalar& scalar = scalar_of(*call.type(0));
  Reg next = f(old, call.args[1].a, scalar);
  call.machine.store_part(p, scalar, masked(next, scalar.size));
  call.result_a = old;
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
  BytePlace p;
  ASSAY_TRY_LET(const Reg old, read_for_update(call, p));
  const layout::Scalar& scalar = scalar_of(*call.type(0));
  bool same = old.value(scalar.size) == call.args[1].a.value(scalar.size);
  if (scalar.primitive == layout::Primitive::Pointer) same = old.bits == call.args[1].a.bits;
  if (same && weak && m.options.explore) {
    if (m.oracle.choose(Choice::WeakCasFails, 2) == 1) same = false;
  } else if (same && weak && !m.options.deterministic && m.options.cas_weak_failure_rate > 0) {
    const auto failing = static_cast<uint32_t>(m.options.cas_weak_failure_rate * 100);
    if (m.oracle.choose(Choice::WeakCasFails, 100) < failing) same = false;
  }
  if (same) m.store_part(p, scalar, call.args[2].a);
  const TypeInfo* type = call.site.ret;
  if (type->cls == RegClass::Memory) {
    Pointer value = call.dest, flag = call.dest;
    value.addr += type->layout->offsets[0];
    flag.addr += type->layout->offsets[1];
    ASSAY_TRY_LET(const BytePlace to, m.write_place(value, scalar.size, 1));
    m.store_part(to, scalar, old);
    ASSAY_TRY(m.write_int(flag, same, 1));
    return ShimStatus::Done;
  }
  call.result_a = old;
  call.result_b = Reg::bit(same);
  return ShimStatus::Done;
}
Status fence(ShimCall&) { return ShimStatus::Done; }

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
  rows.intrinsic("atomic_singlethreadfence", fence);
}

}  // namespace assay::shims
