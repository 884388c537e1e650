// The discriminants of enums as MIR sees them: their type and the value of each variant.
#pragma once
#include <optional>

#include "traits/solve.h"

namespace assay::lower {

/// What `repr` says, isize otherwise.
types::TyId discriminant_ty(const types::AdtInfo& adt, types::TyContext& tcx);
/// The value of `variant`, cut to the width of the discriminant; nothing if its constant cannot be evaluated.
std::optional<u128> discriminant_value(const types::AdtInfo& adt, uint32_t variant, traits::Solver& solver);

}  // namespace assay::lower
