// The type of a place, from the types its projections carry. Next: mir/body.h.
#pragma once
#include "mir/body.h"

namespace assay::mir {

/// The type of `place` in terms of the body's generics; after a Downcast the enum's own type.
TyId place_ty(const Body& body, const Place& place, Collector& items);
/// The type after one more step from `base`.
TyId projected_ty(TyId base, const ProjectionElem& elem, Collector& items);
/// What `ty` points to when dereferenced by MIR: references, raw pointers, Box. None otherwise.
TyId deref_ty(TyId ty, Collector& items);
bool is_box(TyId ty, Collector& items);

Place local_place(LocalId local);
Place project(Place base, ProjectionElem elem);
Place deref(Place base);
Place field(Place base, uint32_t index, TyId ty);
Place downcast(Place base, uint32_t variant);

Operand copy(Place place, Span span = {});
Operand move(Place place, Span span = {});
Operand constant(ConstValue value, Span span = {});
ConstValue scalar(TyId ty, u128 bits);
ConstValue zero_sized(TyId ty);

}  // namespace assay::mir
