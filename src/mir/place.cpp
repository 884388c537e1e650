// Types of places and small constructors.
#include "mir/place.h"

namespace assay::mir {

bool is_box(TyId ty, Collector& items) {
  const TyData& data = items.tcx[ty];
  return data.kind == TyKind::Adt && items.adt(data.def).is_box;
}

TyId deref_ty(TyId ty, Collector& items) {
  const TyData& data = items.tcx[ty];
  if (data.kind == TyKind::Ref || data.kind == TyKind::RawPtr) return data.inner;
  if (!is_box(ty, items)) return TyId();
  const auto args = items.tcx[data.args];
  for (const GenericArg& arg : args)
    if (arg.kind == GenericArg::Kind::Type) return arg.ty();
  return TyId();
}

TyId projected_ty(TyId base, const ProjectionElem& elem, Collector& items) {
  TyContext& tcx = items.tcx;
  switch (elem.kind) {
    case ProjectionElem::Kind::Deref: {
      const TyId inner = deref_ty(base, items);
      return inner ? inner : tcx.error;
    }
    case ProjectionElem::Kind::Field:
      return elem.ty;
    case ProjectionElem::Kind::Index:
    case ProjectionElem::Kind::ConstantIndex: {
      const TyData& data = tcx[base];
      return data.kind == TyKind::Array || data.kind == TyKind::Slice ? data.inner : tcx.error;
    }
    case ProjectionElem::Kind::Subslice: {
      const TyData& data = tcx[base];
      if (data.kind == TyKind::Array && !elem.from_end) return tcx.array(data.inner, elem.min_length - elem.offset);
      if (data.kind == TyKind::Slice) return base;
      return tcx.error;
    }
    case ProjectionElem::Kind::Downcast:
      return base;
  }
  return tcx.error;
}

TyId place_ty(const Body& body, const Place& place, Collector& items) {
  TyId ty = body.locals[place.local].ty;
  for (const ProjectionElem& elem : place.projection) ty = projected_ty(ty, elem, items);
  return ty;
}

Place local_place(LocalId local) { return Place{local, {}}; }

Place project(Place base, ProjectionElem elem) {
  base.projection.push_back(elem);
  return base;
}

Place deref(Place base) { return project(std::move(base), ProjectionElem{ProjectionElem::Kind::Deref}); }

Place field(Place base, uint32_t index, TyId ty) {
  ProjectionElem elem{ProjectionElem::Kind::Field};
  elem.field = index;
  elem.ty = ty;
  return project(std::move(base), elem);
}

Place downcast(Place base, uint32_t variant) {
  ProjectionElem elem{ProjectionElem::Kind::Downcast};
  elem.field = variant;
  return project(std::move(base), elem);
}

Operand copy(Place place, Span span) {
  Operand operand;
  operand.kind = Operand::Kind::Copy;
  operand.place = std::move(place);
  operand.span = span;
  return operand;
}

Operand move(Place place, Span span) {
  Operand operand = copy(std::move(place), span);
  operand.kind = Operand::Kind::Move;
  return operand;
}

Operand constant(ConstValue value, Span span) {
  Operand operand;
  operand.kind = Operand::Kind::Constant;
  operand.constant = value;
  operand.span = span;
  return operand;
}

ConstValue scalar(TyId ty, u128 bits) {
  ConstValue value;
  value.kind = ConstValue::Kind::Scalar;
  value.ty = ty;
  value.bits = bits;
  return value;
}

ConstValue zero_sized(TyId ty) {
  ConstValue value;
  value.kind = ConstValue::Kind::ZeroSized;
  value.ty = ty;
  return value;
}

}  // namespace assay::mir
