// Discriminant values: the nearest explicit one at or before the variant, plus the distance.
#include "lower/discriminants.h"

namespace assay::lower {

using types::TyId;

TyId discriminant_ty(const types::AdtInfo& adt, types::TyContext& tcx) {
  if (adt.repr.int_repr) return tcx.int_ty(*adt.repr.int_repr);
  if (adt.repr.uint_repr) return tcx.uint_ty(*adt.repr.uint_repr);
  return tcx.isize;
}

std::optional<u128> discriminant_value(const types::AdtInfo& adt, uint32_t variant, traits::Solver& solver) {
  u128 value = variant;
  for (uint32_t v = variant + 1; v-- > 0;) {
    if (!adt.variants[v].explicit_discr) continue;
    const std::optional<u128> base = solver.eval_const(adt.variants[v].explicit_discr);
    if (!base) return std::nullopt;
    value = *base + (variant - v);
    break;
  }
  const uint32_t index = adt.repr.int_repr    ? static_cast<uint32_t>(*adt.repr.int_repr)
                         : adt.repr.uint_repr ? static_cast<uint32_t>(*adt.repr.uint_repr)
                                              : static_cast<uint32_t>(types::IntTy::Isize);
  const uint32_t bits = index < 5 ? 8u << index : solver.items.hir.session.options.target.pointer_bytes * 8;
  return bits >= 128 ? value : value & ((u128{1} << bits) - 1);
}

}  // namespace assay::lower
