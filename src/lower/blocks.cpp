// Blocks, statements, `let`, assignment, and which temporaries of a `let` initialiser live as long as the variable.
#include "lower/builder.h"

namespace assay::lower {

void Builder::into_block(const Place& dest, const Expr* e) {
  if (!e->targeted) return block_statements(dest, e);
  in_breakable(e->id, std::nullopt, dest, e->span, [&] {
    block_statements(dest, e);
    return true;
  });
}

void Builder::block_statements(const Place& dest, const Expr* e) {
  const size_t base = scopes_.size();
  const ScopeRef saved_var = var_scope_;
  for (const thir::Stmt& stmt : e->stmts) {
    if (stmt.kind == thir::Stmt::Kind::Let) {
      let_stmt(stmt);
      continue;
    }
    in_terminating(stmt.span, [&] { stmt_expr(stmt.init, top()); });
  }
  if (e->lhs != nullptr && e->tail_2024) {
    in_terminating(e->lhs->span, [&] { into(dest, e->lhs); });
  } else if (e->lhs != nullptr) {
    into(dest, e->lhs);
  } else if (place_ty(dest) == tcx_.unit) {
    assign_unit(dest, e->span);
  }
  while (scopes_.size() > base) pop_scope(e->span);
  var_scope_ = saved_var;
}

void Builder::let_stmt(const thir::Stmt& stmt) {
  const ScopeRef outer = top();
  push_scope();  // the rest of the block
  var_scope_ = top();
  declare(stmt.pat);
  if (stmt.else_block != nullptr) return let_else_stmt(stmt, outer);
  if (stmt.init == nullptr) {
    for_each_binding(stmt.pat, [&](const Pat* pat) {
      const LocalId local = storage_live_binding(pat->local, pat->span, true);
      schedule(var_scope_, local, DropKind::Value, pat->span);
    });
    return;
  }
  extend_let(stmt.init, stmt.pat, top());
  in_terminating(stmt.span, [&] { expr_into_pattern(stmt.pat, stmt.init); });
}

// When the pattern does not match, everything that the statement made is dropped before the else block runs.
void Builder::let_else_stmt(const thir::Stmt& stmt, ScopeRef outer) {
  extend_let(stmt.init, stmt.pat, top());
  BlockId failure;
  in_terminating(stmt.span, [&] { failure = in_if_then(outer, [&] { lower_let(stmt.pat, stmt.init); }); });
  const BlockId matching = cur_;
  Scope remainder = std::move(scopes_.back());
  scopes_.pop_back();
  cur_ = failure;
  const LocalId never = new_local(tcx_.never, stmt.span);
  in_terminating(stmt.else_block->span, [&] { into(mir::local_place(never), stmt.else_block); });
  terminate(cur_, Terminator::Kind::Unreachable, stmt.span);
  remainder.unwind.reset();
  scopes_.push_back(std::move(remainder));
  cur_ = matching;
}

void Builder::stmt_expr(const Expr* e, ScopeRef statement) {
  in_scope(e->span, [&] { stmt_expr_inner(e, statement); });
}

void Builder::stmt_expr_inner(const Expr* e, ScopeRef statement) {
  if (e->kind == Expr::Kind::Assign) return assign_expr(e);
  if (e->kind == Expr::Kind::AssignOp) return assign_op_expr(e);
  if (e->kind == Expr::Kind::Break || e->kind == Expr::Kind::Continue || e->kind == Expr::Kind::Return)
    return exit_to(e);
  as_temp_inner(e, statement);
}

// ---- assignment --------------------------------------------------------------------------------------------

void Builder::assign_expr(const Expr* e) {
  // The right side first; then the place; then the old value is dropped.
  Rvalue value = as_rvalue(e->rhs);
  const Place place = as_place(e->lhs);
  if (needs_drop(e->lhs->ty)) return drop_and_replace(place, std::move(value), e->span);
  assign(place, std::move(value), e->span);
}

void Builder::drop_and_replace(const Place& place, Rvalue value, Span span) {
  const BlockId write = new_block(), write_unwinding = new_block();
  out_->blocks[write_unwinding].is_cleanup = true;
  Terminator& terminator = terminate(cur_, Terminator::Kind::Drop, span);
  terminator.place = place;
  terminator.target = write;
  terminator.unwind = mir::UnwindAction::Cleanup;
  terminator.cleanup = write_unwinding;
  terminator.replace = true;
  diverge(cur_);
  cur_ = write_unwinding;
  assign(place, value, span);
  cur_ = write;
  assign(place, std::move(value), span);
}

void Builder::assign_op_expr(const Expr* e) {
  Operand rhs = as_local_operand(e->rhs);
  const Place place = as_place(e->lhs);
  Rvalue value = binary(e->bin_op, e->lhs->ty, mir::copy(place, e->span), std::move(rhs), e->span);
  assign(place, std::move(value), e->span);
}

// ---- patterns that cannot fail -----------------------------------------------------------------------------

void Builder::expr_into_pattern(const Pat* pat, const Expr* init) {
  if (pat->kind == Pat::Kind::Binding && !pat->by_ref && pat->sub == nullptr) {
    const LocalId local = storage_live_binding(pat->local, pat->span, true);
    into(mir::local_place(local), init);
    schedule(var_scope_, local, DropKind::Value, pat->span);
    return;
  }
  place_into_pattern(pat, lower_scrutinee(init));
}

void Builder::place_into_pattern(const Pat* pat, const Place& place) {
  auto list = candidates(pat, place, false);
  std::vector<Candidate*> pointers;
  for (const auto& candidate : list) pointers.push_back(candidate.get());
  const BlockId otherwise = match_candidates(pointers, cur_, pat->span);
  terminate(otherwise, Terminator::Kind::Unreachable, pat->span);
  bind(list, nullptr, top(), pat->span);
}

// ---- extended temporaries ----------------------------------------------------------------------------------

namespace {

// What an adjustment was applied to: adjustments have the identity of the expression they adjust.
const Expr* adjusted_operand(const Expr* e) {
  const bool may_be =
      (e->kind == Expr::Kind::Deref || e->kind == Expr::Kind::Borrow || e->kind == Expr::Kind::RawBorrow)
          ? e->reborrow_adjustment
          : e->kind == Expr::Kind::Cast;
  if (may_be && e->lhs->id == e->id) return e->lhs;
  const bool overloaded = e->kind == Expr::Kind::Call && e->from_overloaded_op && !e->exprs.empty();
  return overloaded && e->exprs[0]->id == e->id ? e->exprs[0] : nullptr;
}

const Expr* without_adjustments(const Expr* e) {
  while (const Expr* operand = adjusted_operand(e)) e = operand;
  return e;
}

// A pattern with a `ref` binding that binds part of the value itself.
bool binds_by_reference(const Pat* pat) {
  switch (pat->kind) {
    case Pat::Kind::Binding:
      return pat->by_ref || (pat->sub != nullptr && binds_by_reference(pat->sub));
    case Pat::Kind::DerefBox:
      return binds_by_reference(pat->sub);
    case Pat::Kind::Variant:
    case Pat::Kind::Leaf:
      for (const thir::FieldPat& field : pat->fields)
        if (binds_by_reference(field.pat)) return true;
      return false;
    case Pat::Kind::Slice:
      for (const Pat* part : pat->prefix)
        if (binds_by_reference(part)) return true;
      for (const Pat* part : pat->suffix)
        if (binds_by_reference(part)) return true;
      return pat->slice != nullptr && binds_by_reference(pat->slice);
    case Pat::Kind::Or:
      for (const Pat* part : pat->alternatives)
        if (binds_by_reference(part)) return true;
      return false;
    case Pat::Kind::Wild:
    case Pat::Kind::Deref:
    case Pat::Kind::Constant:
    case Pat::Kind::Range:
    case Pat::Kind::Never:
    case Pat::Kind::Error:
      return false;
  }
  return false;
}

}  // namespace

void Builder::extend_let(const Expr* init, const Pat* pat, ScopeRef scope) {
  extend_borrows(init, scope);
  if (binds_by_reference(pat)) extend_operand(init, scope);
}

void Builder::extend_borrows(const Expr* adjusted, ScopeRef scope) {
  const Expr* e = without_adjustments(adjusted);
  switch (e->kind) {
    case Expr::Kind::Borrow:
    case Expr::Kind::RawBorrow:
      extend_borrows(e->lhs, scope);
      extend_operand(e->lhs, scope);
      return;
    case Expr::Kind::Adt:
      for (const thir::FieldExpr& field : e->fields) extend_borrows(field.value, scope);
      return;
    case Expr::Kind::Tuple:
    case Expr::Kind::Array:
      for (const Expr* element : e->exprs) extend_borrows(element, scope);
      return;
    case Expr::Kind::Call: {
      const TyData& callee = tcx_[e->lhs->ty];
      if (callee.kind != TyKind::FnDef || items_.hir.defs[callee.def].kind != hir::DefKind::Ctor) return;
      for (const Expr* arg : e->exprs) extend_borrows(arg, scope);
      return;
    }
    case Expr::Kind::Cast:
      return extend_borrows(e->lhs, scope);
    case Expr::Kind::Block:
      if (e->lhs != nullptr) extend_borrows(e->lhs, scope);
      return;
    case Expr::Kind::If:
      extend_borrows(e->third, scope);
      if (e->rhs != nullptr) extend_borrows(e->rhs, scope);
      return;
    case Expr::Kind::Match:
      for (const thir::MatchArm& arm : e->arms)
        if (arm.body != nullptr) extend_borrows(arm.body, scope);
      return;
    case Expr::Kind::Const:
    case Expr::Kind::Repeat:
    case Expr::Kind::Binary:
    case Expr::Kind::LogicalAnd:
    case Expr::Kind::LogicalOr:
    case Expr::Kind::Neg:
    case Expr::Kind::Not:
    case Expr::Kind::Let:
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
    case Expr::Kind::Local:
    case Expr::Kind::Upvar:
    case Expr::Kind::Static:
    case Expr::Kind::Deref:
    case Expr::Kind::Field:
    case Expr::Kind::Index:
      return;
  }
}

// `e` is borrowed by something that lives until `scope` ends: so must the temporary that it is a part of.
void Builder::extend_operand(const Expr* adjusted, ScopeRef scope) {
  const Expr* e = adjusted;
  for (;;) {
    extended_[e->id.raw] = scope;
    e = without_adjustments(e);
    const bool goes_on = e->kind == Expr::Kind::Borrow || e->kind == Expr::Kind::Deref ||
                         e->kind == Expr::Kind::Field || e->kind == Expr::Kind::Index;
    if (!goes_on) return;
    const bool is_deref = e->kind == Expr::Kind::Deref;
    e = e->lhs;
    if (is_deref && e->kind == Expr::Kind::Call && e->from_overloaded_op && !e->exprs.empty()) e = e->exprs[0];
  }
}

}  // namespace assay::lower
