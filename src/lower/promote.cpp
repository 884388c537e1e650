// `&EXPR` of a constant expression refers to memory that lives for ever. A promoted constant is a body of its own of
// type
// `&T`, evaluated like a constant item. Promoted: literals, aggregates, arithmetic that cannot fail, paths to
// constants, fields of such, empty arrays also behind `&mut`; nothing that must be dropped or can be changed through
// the reference.
#include "lower/builder.h"

namespace assay::lower {

namespace {
constexpr int kDeepest = 64;
}

// What `&` is applied to: a value expression that gets a temporary, or a part of one.
bool Builder::is_promotable_place(const Expr* e, int depth) {
  if (depth > kDeepest) return false;
  switch (e->kind) {
    case Expr::Kind::Field: {
      const TyData& base = tcx_[e->lhs->ty];
      const bool is_union = base.kind == TyKind::Adt && items_.adt(base.def).kind == AdtInfo::Kind::Union;
      return !is_union && is_promotable_place(e->lhs, depth + 1);
    }
    case Expr::Kind::Index: {
      const TyData& base = tcx_[e->lhs->ty];
      if (base.kind != TyKind::Array || e->rhs->kind != Expr::Kind::Const) return false;
      const ConstData& length = tcx_[base.length];
      const ConstValue& at = e->rhs->constant;
      if (length.kind != ConstData::Kind::Value || at.kind != ConstValue::Kind::Scalar || at.bits >= length.bits)
        return false;
      return is_promotable_place(e->lhs, depth + 1);
    }
    case Expr::Kind::Deref:
      // `&*&CONSTANT`: only through a reference that is promoted itself.
      return tcx_[e->lhs->ty].kind == TyKind::Ref && e->lhs->kind == Expr::Kind::Borrow &&
             is_promotable(e->lhs, depth + 1);
    case Expr::Kind::Local:
    case Expr::Kind::Upvar:
    case Expr::Kind::Static:
      return false;
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
      return is_promotable(e, depth);
  }
  return false;
}

bool Builder::is_promotable_const(const Expr* e, int depth) {
  const ConstValue& value = e->constant;
  switch (value.kind) {
    case ConstValue::Kind::Scalar:
    case ConstValue::Kind::Str:
    case ConstValue::Kind::ByteStr:
    case ConstValue::Kind::CStr:
    case ConstValue::Kind::Param:
      return true;
    case ConstValue::Kind::ZeroSized:
      return !needs_drop(e->ty);
    case ConstValue::Kind::Promoted:
      return false;
    case ConstValue::Kind::Named:
      break;
  }
  if (!needs_drop(e->ty) && solver_.is_freeze(e->ty, env_)) return true;
  // The type may need more than the value has: look at the value, if it is known which one.
  const hir::DefKind kind = items_.hir.defs[value.def].kind;
  if (kind != hir::DefKind::Const) return false;
  const thir::Body* body = bodies_.thir(value.def);
  return body != nullptr && body->value != nullptr && is_promotable(body->value, depth + 1);
}

bool Builder::is_promotable(const Expr* e, int depth) {
  if (depth > kDeepest) return false;
  const auto all = [&](const std::vector<const Expr*>& list) {
    for (const Expr* part : list)
      if (!is_promotable(part, depth + 1)) return false;
    return true;
  };
  switch (e->kind) {
    case Expr::Kind::Const:
      return is_promotable_const(e, depth);
    case Expr::Kind::Tuple:
    case Expr::Kind::Array:
      return all(e->exprs);
    case Expr::Kind::Repeat:
      return is_promotable(e->lhs, depth + 1);
    case Expr::Kind::Adt: {
      const AdtInfo& adt = items_.adt(e->def);
      if (adt.is_unsafe_cell || adt.kind == AdtInfo::Kind::Union || e->rhs != nullptr) return false;
      if (items_.has_drop_impl(e->def)) return false;
      for (const thir::FieldExpr& field : e->fields)
        if (!is_promotable(field.value, depth + 1)) return false;
      return true;
    }
    case Expr::Kind::Call: {
      // Tuple-like constructors only: no function runs in a promoted constant.
      const TyData& callee = tcx_[e->lhs->ty];
      if (callee.kind != TyKind::FnDef || items_.hir.defs[callee.def].kind != hir::DefKind::Ctor) return false;
      const TyData& made = tcx_[e->ty];
      if (made.kind != TyKind::Adt || items_.adt(made.def).is_unsafe_cell || items_.has_drop_impl(made.def))
        return false;
      return all(e->exprs);
    }
    case Expr::Kind::Binary: {
      const TyKind kind = tcx_[e->lhs->ty].kind;
      const bool number = kind == TyKind::Bool || kind == TyKind::Char || kind == TyKind::Int || kind == TyKind::Uint ||
                          kind == TyKind::Float;
      if (!number || !is_promotable(e->lhs, depth + 1) || !is_promotable(e->rhs, depth + 1)) return false;
      const bool divides = e->bin_op == hir::BinOp::Div || e->bin_op == hir::BinOp::Rem;
      if (!divides || !is_integral(e->lhs->ty)) return true;
      // The divisor must be seen to be neither zero nor minus one.
      const ConstValue& divisor = e->rhs->constant;
      if (e->rhs->kind != Expr::Kind::Const || divisor.kind != ConstValue::Kind::Scalar || divisor.bits == 0)
        return false;
      return !is_signed(e->lhs->ty) || divisor.bits != mask(e->lhs->ty);
    }
    case Expr::Kind::Neg:
    case Expr::Kind::Not:
      return is_promotable(e->lhs, depth + 1);
    case Expr::Kind::Cast:
      switch (e->cast) {
        case thir::CastKind::PtrToInt:
        case thir::CastKind::IntToPtr:
        case thir::CastKind::FnPtrToInt:
        case thir::CastKind::NeverToAny:
          return false;
        case thir::CastKind::IntToInt:
        case thir::CastKind::FloatToInt:
        case thir::CastKind::IntToFloat:
        case thir::CastKind::FloatToFloat:
        case thir::CastKind::PtrToPtr:
        case thir::CastKind::FnPtrToPtr:
        case thir::CastKind::ReifyFnPointer:
        case thir::CastKind::UnsafeFnPointer:
        case thir::CastKind::ClosureFnPointer:
        case thir::CastKind::MutToConstPointer:
        case thir::CastKind::ArrayToPointer:
        case thir::CastKind::Unsize:
          return is_promotable(e->lhs, depth + 1);
      }
      return false;
    case Expr::Kind::Borrow: {
      if (e->borrow == thir::BorrowKind::Shared) return is_promotable_place(e->lhs, depth + 1);
      if (e->borrow != thir::BorrowKind::Mut) return false;
      const TyData& inner = tcx_[e->lhs->ty];
      if (inner.kind != TyKind::Array || e->lhs->kind != Expr::Kind::Array) return false;
      return e->lhs->exprs.empty();
    }
    case Expr::Kind::Closure:
      return e->exprs.empty();
    case Expr::Kind::OffsetOf:
      return true;
    case Expr::Kind::Field:
      return is_promotable_place(e, depth);
    case Expr::Kind::Deref:
      return is_promotable_place(e, depth);
    case Expr::Kind::Index:
      return is_promotable_place(e, depth);
    case Expr::Kind::Block:
      return e->stmts.empty() && !e->targeted && e->lhs != nullptr && is_promotable(e->lhs, depth + 1);
    case Expr::Kind::RawBorrow:
    case Expr::Kind::LogicalAnd:
    case Expr::Kind::LogicalOr:
    case Expr::Kind::If:
    case Expr::Kind::Let:
    case Expr::Kind::Match:
    case Expr::Kind::Loop:
    case Expr::Kind::Break:
    case Expr::Kind::Continue:
    case Expr::Kind::Return:
    case Expr::Kind::Assign:
    case Expr::Kind::AssignOp:
    case Expr::Kind::DropTemps:
    case Expr::Kind::Unsupported:
    case Expr::Kind::Local:
    case Expr::Kind::Upvar:
    case Expr::Kind::Static:
      return false;
  }
  return false;
}

/// Makes the body of the promoted constant: a place that never dies, and a reference to it.
ConstValue Builder::promote(const Expr* e) {
  Builder inner(session_, solver_, bodies_, thir_);
  inner.in_constant_ = true;
  inner.cur_ = inner.new_block();
  inner.new_local(e->ty, e->span);
  inner.push_scope();
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Ref;
  rvalue.borrow = e->borrow == thir::BorrowKind::Shared ? mir::BorrowKind::Shared : mir::BorrowKind::Mut;
  rvalue.ty = e->ty;
  rvalue.place = inner.as_place(e->lhs);
  inner.assign(mir::local_place(LocalId(0)), std::move(rvalue), e->span);
  inner.pop_scope(e->span);
  inner.terminate(inner.cur_, Terminator::Kind::Return, e->span);
  inner.build_unwind_tree();
  ConstValue value;
  value.kind = ConstValue::Kind::Promoted;
  value.ty = e->ty;
  value.def = thir_.owner;
  value.args = items_.identity_args(thir_.owner);
  value.bits = out_->promoted.size();
  inner.out_->span = e->span;
  out_->promoted.push_back(std::move(inner.out_));
  return value;
}

// In a promoted or constant body nothing dies anyway: plain borrows will do.
bool Builder::try_promote(const Place& dest, const Expr* e) {
  if (in_constant_ && temp_scope_of(e->lhs) == kNoScope) return false;
  if (!is_promotable(e, 0)) return false;
  const ConstValue value = promote(e);
  const Place temp = mir::local_place(new_local(e->ty, e->span));
  assign_operand(temp, mir::constant(value, e->span), e->span);
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Ref;
  rvalue.borrow = e->borrow == thir::BorrowKind::Shared ? mir::BorrowKind::Shared : mir::BorrowKind::Mut;
  rvalue.ty = e->ty;
  rvalue.place = mir::deref(temp);
  assign(dest, std::move(rvalue), e->span);
  return true;
}

}  // namespace assay::lower
