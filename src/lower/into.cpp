// Evaluating an expression straight into a place: calls, structs, borrows, short-circuit operators.
#include "lower/builder.h"

namespace assay::lower {

void Builder::into(const Place& dest, const Expr* e) {
  in_scope(e->span, [&] { into_inner(dest, e); });
}

void Builder::into_inner(const Place& dest, const Expr* e) {
  switch (e->kind) {
    case Expr::Kind::Block:
      return into_block(dest, e);
    case Expr::Kind::Match:
      return into_match(dest, e);
    case Expr::Kind::If:
      return into_if(dest, e);
    case Expr::Kind::Loop:
      return into_loop(dest, e);
    case Expr::Kind::Call:
      return into_call(dest, e);
    case Expr::Kind::Adt:
      return into_adt(dest, e);
    case Expr::Kind::Borrow:
    case Expr::Kind::RawBorrow:
      return into_borrow(dest, e);
    case Expr::Kind::LogicalAnd:
    case Expr::Kind::LogicalOr:
    case Expr::Kind::Let:
      return into_logical(dest, e);
    case Expr::Kind::DropTemps:
      in_terminating(e->span, [&] { into(dest, e->lhs); });
      return;
    case Expr::Kind::Break:
    case Expr::Kind::Continue:
    case Expr::Kind::Return:
      return exit_to(e);
    case Expr::Kind::Assign:
    case Expr::Kind::AssignOp:
      stmt_expr_inner(e, kNoScope);
      return assign_unit(dest, e->span);
    case Expr::Kind::Unsupported: {
      const std::string feature(session_.text(e->feature));
      return unsupported(e->span, feature.c_str());
    }
    case Expr::Kind::Local:
    case Expr::Kind::Upvar:
    case Expr::Kind::Static:
    case Expr::Kind::Deref:
    case Expr::Kind::Field:
    case Expr::Kind::Index: {
      const Place place = as_place_inner(e);
      return assign_operand(dest, consume(place, e->is_copy, e->span), e->span);
    }
    case Expr::Kind::Cast:
      if (e->cast == thir::CastKind::NeverToAny) return into_never_to_any(e);
      return assign(dest, as_rvalue_inner(e, top()), e->span);
    case Expr::Kind::Const:
    case Expr::Kind::Tuple:
    case Expr::Kind::Array:
    case Expr::Kind::Repeat:
    case Expr::Kind::Binary:
    case Expr::Kind::Neg:
    case Expr::Kind::Not:
    case Expr::Kind::Closure:
    case Expr::Kind::OffsetOf:
      return assign(dest, as_rvalue_inner(e, top()), e->span);
  }
}

// ---- calls -------------------------------------------------------------------------------------------------

// A callee whose ABI or attributes say that it never unwinds: unwinding out of it is undefined behaviour.
mir::UnwindAction Builder::call_unwind(TyId callee) {
  const TyData& data = tcx_[callee];
  SymbolId abi;
  if (data.kind == TyKind::FnDef) {
    abi = items_.fn_sig(data.def).abi;
    if (items_.hir.defs.has_attr(data.def, session_.sym("rustc_nounwind"))) return mir::UnwindAction::Unreachable;
  } else if (data.kind == TyKind::FnPtr) {
    abi = data.sig.abi;
  }
  if (!abi) return mir::UnwindAction::Continue;
  const std::string_view text = session_.text(abi);
  const bool may = text.starts_with("Rust") || text.starts_with("rust") || text.ends_with("-unwind");
  return may ? mir::UnwindAction::Continue : mir::UnwindAction::Unreachable;
}

void Builder::call(Operand callee, std::vector<Operand> args, const Place& dest, TyId ret, Span span, bool from_hir) {
  const mir::UnwindAction unwind = call_unwind(operand_ty(callee));
  record_moved(args);
  Terminator& terminator = terminate(cur_, Terminator::Kind::Call, span);
  terminator.operand = std::move(callee);
  terminator.args = std::move(args);
  terminator.place = dest;
  terminator.from_hir_call = from_hir;
  terminator.unwind = unwind;
  diverge(cur_);
  const BlockId next = new_block();
  if (!is_uninhabited(ret)) out_->blocks[cur_].terminator.target = next;
  cur_ = next;
}

// `Some(x)` is an aggregate, not a call.
bool Builder::into_ctor(const Place& dest, const Expr* e) {
  const TyData& callee = tcx_[e->lhs->ty];
  const TyData& made = tcx_[e->ty];
  if (callee.kind != TyKind::FnDef || made.kind != TyKind::Adt) return false;
  const hir::Def& ctor = items_.hir.defs[callee.def];
  if (ctor.kind != hir::DefKind::Ctor) return false;
  const hir::Def& parent = items_.hir.defs[ctor.parent];
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Aggregate;
  rvalue.aggregate = mir::AggregateKind::Adt;
  rvalue.ty = e->ty;
  rvalue.def = made.def;
  if (parent.kind == hir::DefKind::Variant) rvalue.variant = parent.index;
  const ScopeRef scope = top();
  for (const Expr* field : e->exprs) rvalue.operands.push_back(as_operand(field, scope));
  assign(dest, std::move(rvalue), e->span);
  return true;
}

void Builder::into_call(const Place& dest, const Expr* e) {
  if (into_ctor(dest, e)) return;
  Operand callee = as_local_operand(e->lhs);
  std::vector<Operand> args;
  for (const Expr* arg : e->exprs) args.push_back(as_call_operand(arg));
  call(std::move(callee), std::move(args), dest, e->ty, e->span, !e->from_overloaded_op);
}

// ---- structs, borrows --------------------------------------------------------------------------------------

void Builder::into_adt(const Place& dest, const Expr* e) {
  const AdtInfo& adt = items_.adt(e->def);
  Rvalue rvalue;
  rvalue.kind = Rvalue::Kind::Aggregate;
  rvalue.aggregate = mir::AggregateKind::Adt;
  rvalue.ty = e->ty;
  rvalue.def = e->def;
  rvalue.variant = e->variant;
  const ScopeRef scope = top();
  const size_t field_count = adt.variants[e->variant].fields.size();
  std::vector<std::optional<Operand>> given(field_count);
  for (const thir::FieldExpr& field : e->fields) {
    given[field.field] = as_operand(field.value, scope);
    if (adt.kind == AdtInfo::Kind::Union) rvalue.active_field = field.field;
  }
  Place base;
  if (e->rhs != nullptr) base = as_place(e->rhs);
  for (uint32_t i = 0; i < field_count; ++i) {
    if (given[i]) {
      rvalue.operands.push_back(std::move(*given[i]));
    } else if (e->rhs != nullptr) {
      const TyId ty = field_ty(e->ty, e->variant, i);
      rvalue.operands.push_back(consume(mir::field(base, i, ty), solver_.is_copy(ty, env_), e->span));
    }
  }
  assign(dest, std::move(rvalue), e->span);
}

void Builder::into_borrow(const Place& dest, const Expr* e) {
  if (e->kind == Expr::Kind::Borrow && try_promote(dest, e)) return;
  Rvalue rvalue;
  rvalue.place = as_place(e->lhs);
  if (e->kind == Expr::Kind::RawBorrow) {
    rvalue.kind = Rvalue::Kind::RawPtr;
    rvalue.is_mut = e->is_mut;
  } else {
    rvalue.kind = Rvalue::Kind::Ref;
    switch (e->borrow) {
      case thir::BorrowKind::Shared:
        rvalue.borrow = mir::BorrowKind::Shared;
        break;
      case thir::BorrowKind::Mut:
        rvalue.borrow = mir::BorrowKind::Mut;
        break;
      case thir::BorrowKind::TwoPhaseMut:
        rvalue.borrow = mir::BorrowKind::TwoPhaseMut;
        break;
      case thir::BorrowKind::Fake:
        rvalue.borrow = mir::BorrowKind::Fake;
        break;
    }
  }
  rvalue.ty = e->ty;
  assign(dest, std::move(rvalue), e->span);
}

void Builder::into_never_to_any(const Expr* e) {
  as_temp(e->lhs, top());
  if (e->lhs->kind == Expr::Kind::Call) return;  // its block has no successor already
  terminate(cur_, Terminator::Kind::Unreachable, e->span);
  cur_ = new_block();
}

// `a && b`, `a || b` and `let` as values: both ways meet again with a constant written.
void Builder::into_logical(const Place& dest, const Expr* e) {
  const auto assign_bool = [&](bool value) {
    assign_operand(dest, mir::constant(mir::scalar(tcx_.bool_, value ? 1 : 0), e->span), e->span);
  };
  const BlockId join = new_block();
  if (e->kind == Expr::Kind::LogicalOr) {
    const BlockId otherwise = in_if_then(top(), [&] { in_terminating(e->span, [&] { then_else(e->lhs); }); });
    assign_bool(true);
    go(cur_, join, e->span);
    cur_ = otherwise;
    in_terminating(e->span, [&] { into(dest, e->rhs); });
    go(cur_, join, e->span);
    cur_ = join;
    return;
  }
  BlockId otherwise;
  if (e->kind == Expr::Kind::LogicalAnd) {
    otherwise = in_if_then(top(), [&] { in_terminating(e->span, [&] { then_else(e->lhs); }); });
    in_terminating(e->span, [&] { into(dest, e->rhs); });
  } else {
    otherwise = in_if_then(top(), [&] { in_scope(e->span, [&] { then_else(e); }); });
    assign_bool(true);
  }
  go(cur_, join, e->span);
  cur_ = otherwise;
  assign_bool(false);
  go(cur_, join, e->span);
  cur_ = join;
}

}  // namespace assay::lower
