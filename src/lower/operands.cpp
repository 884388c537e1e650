// Places, operands and temporaries. A place expression used as an operand goes through a temporary, so that its value
// is fixed when it is evaluated.
#include "lower/builder.h"

namespace assay::lower {
namespace {

bool is_place(const Expr* e) {
  switch (e->kind) {
    case Expr::Kind::Local:
    case Expr::Kind::Upvar:
    case Expr::Kind::Static:
    case Expr::Kind::Deref:
    case Expr::Kind::Field:
    case Expr::Kind::Index:
      return true;
    case Expr::Kind::Const:
    case Expr::Kind::Tuple:
    case Expr::Kind::Array:
    case Expr::Kind::Repeat:
    case Expr::Kind::Adt:
    case Expr::Kind::Call:
    case Expr::Kind::Binary:
    case Expr::Kind::LogicalAnd:
    case Expr::Kind::LogicalOr:
    case Expr::Kind::Neg:
    case Expr::Kind::Not:
    case Expr::Kind::Cast:
    case Expr::Kind::Borrow:
    case Expr::Kind::RawBorrow:
    case Expr::Kind::Block:
    case Expr::Kind::If:
    case Expr::Kind::Let:
    case Expr::Kind::Match:
    case Expr::Kind::Loop:
    case Expr::Kind::Break:
    case Expr::Kind::Continue:
    case Expr::Kind::Return:
    case Expr::Kind::Assign:
    case Expr::Kind::AssignOp:
    case Expr::Kind::Closure:
    case Expr::Kind::OffsetOf:
    case Expr::Kind::DropTemps:
    case Expr::Kind::Unsupported:
      return false;
  }
  return false;
}

}  // namespace

ScopeRef Builder::temp_scope_of(const Expr* e) const {
  const auto it = extended_.find(e->id.raw);
  return it == extended_.end() ? temp_scope_ : it->second;
}

// ---- places ------------------------------------------------------------------------------------------------

Place Builder::as_place(const Expr* e) {
  Place place;
  in_scope(e->span, [&] { place = as_place_inner(e); });
  return place;
}

Place Builder::as_place_inner(const Expr* e) {
  if (!is_place(e)) return mir::local_place(as_temp_inner(e, temp_scope_of(e)));
  if (e->kind == Expr::Kind::Local && e->is_outer) return mir::local_place(outer_local(e));
  if (e->kind == Expr::Kind::Local) return local_var_place(e->local);
  if (e->kind == Expr::Kind::Upvar) return upvar_place(e->field);
  if (e->kind == Expr::Kind::Static) return static_place(e);
  if (e->kind == Expr::Kind::Deref) return mir::deref(as_place(e->lhs));
  if (e->kind == Expr::Kind::Field) {
    const Place base = as_place(e->lhs);
    return mir::field(base, e->field, e->ty);
  }
  return index_place(e);
}

Place Builder::local_var_place(LocalVar var) {
  for (const auto& frame : guards_)
    if (frame.contains(var.raw)) return mir::deref(mir::local_place(guard_refs_[var.raw]));
  return mir::local_place(var_local(var));
}

Place Builder::upvar_place(uint32_t index) {
  const thir::Capture& capture = thir_.captures[index];
  Place env = mir::local_place(LocalId(1));
  if (thir_.closure_kind != ClosureKind::FnOnce) env = mir::deref(env);
  Place place = mir::field(env, index, capture.ty);
  return capture.mode == CaptureMode::ByValue ? place : mir::deref(place);
}

Place Builder::static_place(const Expr* e) {
  const hir::Def& def = items_.hir.defs[e->def];
  const bool is_mut = def.item != nullptr && def.item->is_mut;
  const bool is_thread_local = items_.hir.defs.has_attr(e->def, session_.sym("thread_local"));
  const bool raw = is_mut || def.in_foreign;
  Rvalue rvalue;
  rvalue.kind = is_thread_local ? Rvalue::Kind::ThreadLocalRef : Rvalue::Kind::StaticRef;
  rvalue.def = e->def;
  rvalue.ty = raw ? tcx_.raw_ptr(e->ty, true) : tcx_.ref(e->ty, false);
  const LocalId temp = new_local(rvalue.ty, e->span);
  storage(Statement::Kind::StorageLive, temp, e->span);
  schedule(temp_scope_of(e), temp, DropKind::Storage, e->span);
  assign(mir::local_place(temp), std::move(rvalue), e->span);
  return mir::deref(mir::local_place(temp));
}

Place Builder::index_place(const Expr* e) {
  const Place base = as_place(e->lhs);
  // A fresh temporary: nothing can change the index between the check and the use.
  const LocalId index = as_temp(e->rhs, temp_scope_of(e));
  const Operand length = length_of(base, e->span);
  const Operand at = mir::copy(mir::local_place(index), e->span);
  const LocalId in_bounds = compare(mir::BinOp::Lt, at, length, e->span);
  assert_that(mir::move(mir::local_place(in_bounds), e->span), true, mir::AssertKind::BoundsCheck, mir::BinOp::Add,
              {length, at}, e->span);
  mir::ProjectionElem elem{mir::ProjectionElem::Kind::Index};
  elem.index = index;
  return mir::project(base, elem);
}

Operand Builder::length_of(const Place& place, Span span) {
  const TyData& data = tcx_[place_ty(place)];
  if (data.kind == TyKind::Array) {
    const ConstData& length = tcx_[data.length];
    if (length.kind == ConstData::Kind::Value) return mir::constant(mir::scalar(tcx_.usize, length.bits), span);
  }
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Len;
  rvalue.place = place;
  const LocalId temp = new_local(tcx_.usize, span);
  assign(mir::local_place(temp), std::move(rvalue), span);
  return mir::copy(mir::local_place(temp), span);
}

Place Builder::lower_scrutinee(const Expr* e) {
  const Place place = as_place(e);
  mention(Statement::Kind::PlaceMention, place, e->span);
  return place;
}

// ---- operands and temporaries ------------------------------------------------------------------------------

Operand Builder::as_operand(const Expr* e, ScopeRef scope) {
  Operand operand;
  if (e->kind == Expr::Kind::Const && !needs_drop(e->ty)) return mir::constant(e->constant, e->span);
  in_scope(e->span, [&] { operand = mir::move(mir::local_place(as_temp_inner(e, scope)), e->span); });
  return operand;
}

// An argument of unsized type is `*box`: it is moved out of the box in place.
Operand Builder::as_call_operand(const Expr* e) {
  const ScopeRef scope = top();
  if (e->kind == Expr::Kind::Deref && mir::is_box(e->lhs->ty, items_) && !solver_.is_sized(e->ty, env_)) {
    Operand box;
    in_scope(e->span, [&] { box = as_operand(e->lhs, scope); });
    return mir::move(mir::deref(box.place), e->span);
  }
  return as_operand(e, scope);
}

LocalId Builder::as_temp(const Expr* e, ScopeRef scope) {
  LocalId temp;
  in_scope(e->span, [&] { temp = as_temp_inner(e, scope); });
  return temp;
}

LocalId Builder::as_temp_inner(const Expr* e, ScopeRef scope) {
  const LocalId temp = new_local(e->ty, e->span);
  const bool never_assigned =
      e->kind == Expr::Kind::Break || e->kind == Expr::Kind::Continue || e->kind == Expr::Kind::Return;
  if (!never_assigned) {
    storage(Statement::Kind::StorageLive, temp, e->span);
    schedule(scope, temp, DropKind::Storage, e->span);
  }
  into_inner(mir::local_place(temp), e);
  schedule(scope, temp, DropKind::Value, e->span);
  return temp;
}

}  // namespace assay::lower
