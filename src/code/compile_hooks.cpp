// Places that an aliasing model may ask to see besides accesses and retags: pointers that are followed, pointers in
// values that move, the beginning of calls. Nothing here is compiled unless a model asked (CodeOptions::places).
#include "code/compile.h"

namespace assay::code {

using memory::PtrKind;
using memory::ValueMove;

/// `at` was just reached through a pointer of type `pointer`, which lies in at.base and at.meta.
Outcome<> FnCompiler::hook_deref(PlaceRef& at, const TyData& pointer) {
  if (!cache_.options.places.deref) return {};
  const std::shared_ptr<const layout::PointeePlan> pointee = program_.plans.pointee(at.ty);
  if (!pointee) return unsupported("layout:pointee");
  PtrKind kind = PtrKind::Box;
  if (pointer.kind == TyKind::RawPtr)
    kind = pointer.is_mut() ? PtrKind::RawMut : PtrKind::RawConst;
  else if (pointer.kind == TyKind::Ref)
    kind = pointer.is_mut() ? PtrKind::MutRef : PtrKind::Ref;
  const memory::RetagSpec& spec = cache_.spec(*pointee, kind, memory::RetagMode::Default, true);
  const uint16_t reg = at.meta == kNoReg ? temp() : temp(2);
  emit(Op::Deref, reg, at.base, 0, add(code_.derefs, DerefOp{&spec, pointee.get()}));
  if (at.meta != kNoReg) {
    mov(static_cast<uint16_t>(reg + 1), at.meta);
    at.meta = static_cast<uint16_t>(reg + 1);
  }
  at.base = reg;
  return {};
}

/// Whether values of the type hold references; a bare raw pointer is none.
bool FnCompiler::moves_pointers(const TypeInfo& type) const {
  return type.has_retag && tcx_[type.ty].kind != TyKind::RawPtr;
}

void FnCompiler::hook_move(ValueMove move, const TypeInfo& type, uint16_t regs, const PlaceRef* place) {
  if (!moves_pointers(type)) return;
  const MoveOp op{move, &type, place ? place->offset : 0};
  emit(Op::MoveRegs, regs, place ? place->base : kNoReg, 0, add(code_.moves, op));
}

Outcome<> FnCompiler::hook_move_memory(ValueMove move, const PlaceRef& value, const PlaceRef* place) {
  if (!moves_pointers(*value.type) || value.in_reg) return {};
  const MoveOp op{move, value.type, place ? place->offset : 0};
  const uint16_t at = address(value);
  emit(Op::MoveMem, at, place ? place->base : kNoReg, 0, add(code_.moves, op));
  return {};
}

/// With retag_fields other than `all`: does a retag of this type stop at its outside?
bool FnCompiler::skips_fields(const TypeInfo& type) const {
  const TyData data = tcx_[type.ty];
  if (data.kind == TyKind::Ref || data.kind == TyKind::RawPtr) return false;
  if (data.kind == TyKind::Adt && program_.items.adt(data.def).is_box) return false;
  switch (cache_.options.retag_fields) {
    case RetagFields::All:
      return false;
    case RetagFields::Scalar:
      return type.cls == RegClass::Memory;
    case RetagFields::None:
      return true;
  }
  return false;
}

}  // namespace assay::code
