// Control flow: blocks and statements, if, match, loops, break, return. Follows which code can be reached, since a
// block that ends in something diverging has any type.
#include "infer/fn_ctxt.h"

namespace assay::infer {

using EK = hir::Expr::Kind;

TyId FnCtxt::check_block(const hir::Expr& expr, Expectation expected) {
  CoerceMany many;
  many.expected = coercion_target(expected, expr.span);
  if (expr.targeted) breakables.push_back({expr.id, &many, false});
  const bool before = diverges;
  for (const hir::Stmt& stmt : expr.stmts) check_stmt(stmt);
  if (expr.lhs) {
    const TyId ty = check_expr(*expr.lhs, expected);
    push(many, expr.lhs, ty, expr.lhs->span);
  } else if (!diverges) {
    // Say what is missing rather than what is there: only a block with a value expected reaches this as an error.
    if (!unify(many.pushed ? many.merged : many.expected, tcx.unit)) {
      const TyId want = resolve(many.pushed ? many.merged : many.expected);
      mismatch(expr.span, want, tcx.unit);
    }
    if (!many.pushed) many.merged = tcx.unit;
    many.pushed = true;
  }
  bool may_break = false;
  if (expr.targeted) {
    may_break = breakables.back().may_break;
    breakables.pop_back();
  }
  if (may_break) diverges = before;
  return complete(many);
}

void FnCtxt::check_stmt(const hir::Stmt& stmt) {
  const bool before = diverges;
  diverges = false;
  switch (stmt.kind) {
    case hir::Stmt::Kind::Let: {
      const TyId declared = stmt.ty ? lower_ty(*stmt.ty) : TyId();
      TyId ty = declared ? declared : fresh_ty(stmt.span);
      if (stmt.init) {
        const bool is_place = is_place_syntax(*stmt.init);
        if (has_ref_binding(*stmt.pat) && is_place) {
          const TyId init = check_expr(*stmt.init, declared ? Expectation::has(declared) : Expectation::none());
          if (has_ref_mut_binding(*stmt.pat)) make_mutable(*stmt.init);
          demand_eq(stmt.init->span, ty, init);
        } else if (is_place && stmt.pat->kind == hir::Pat::Kind::Wild) {
          const TyId init = check_expr(*stmt.init, declared ? Expectation::has(declared) : Expectation::none());
          if (tcx[shallow(init)].kind == TyKind::Never) diverges = false;  // not read
          if (declared)
            coerce(*stmt.init, init, ty);
          else
            ty = init;
        } else if (declared) {
          check_coerce(*stmt.init, ty);
        } else {
          const TyId init = check_expr(*stmt.init);
          if (tcx[shallow(init)].kind == TyKind::Never)
            coerce(*stmt.init, init, ty);
          else
            ty = init;
        }
      }
      if (stmt.else_block) {
        const bool saved = diverges;
        check_has(*stmt.else_block, tcx.never);
        diverges = saved;
      }
      check_pat(*stmt.pat, ty);
      break;
    }
    case hir::Stmt::Kind::Expr: {
      // An expression statement without semicolon is a block-like thing of type ().
      const TyId ty = check_expr(*stmt.init, Expectation::has(tcx.unit));
      if (!coerce(*stmt.init, ty, tcx.unit)) return;
      break;
    }
    case hir::Stmt::Kind::Semi:
      check_expr(*stmt.init);
      break;
  }
  diverges |= before;
}

/// Arms must not be checked against an unknown type: the first one's type is to be found, then coerced.
Expectation FnCtxt::for_branches(Expectation expected) {
  if (expected.kind != Expectation::Kind::Type) return expected;
  const TyId ty = structurally(expected.ty);
  return is_var(ty) ? Expectation::none() : Expectation::has(ty);
}

TyId FnCtxt::check_if(const hir::Expr& expr, Expectation expected) {
  check_has(*expr.lhs, tcx.bool_);
  const bool cond_diverges = diverges;
  const Expectation inner = for_branches(expected);
  CoerceMany many;
  many.expected = coercion_target(expected, expr.span);
  diverges = false;
  const TyId then_ty = check_expr(*expr.block, inner);
  push(many, expr.block, then_ty, expr.block->span);
  const bool then_diverges = diverges;
  diverges = false;
  if (expr.rhs) {
    const TyId else_ty = check_expr(*expr.rhs, inner);
    push(many, expr.rhs, else_ty, expr.rhs->span);
  } else {
    push(many, nullptr, tcx.unit, expr.span);
  }
  diverges = cond_diverges || (then_diverges && diverges);
  return complete(many);
}

TyId FnCtxt::check_let(const hir::Expr& expr) {
  const TyId ty = check_expr(*expr.lhs);
  if (has_ref_mut_binding(*expr.pat)) make_mutable(*expr.lhs);
  check_pat(*expr.pat, ty);
  return tcx.bool_;
}

namespace {
/// Does any arm read the scrutinee, so that a scrutinee of type `!` diverges?
bool only_wild(const std::vector<hir::Arm>& arms) {
  if (arms.empty()) return false;
  for (const hir::Arm& arm : arms)
    if (arm.pat->kind != hir::Pat::Kind::Wild) return false;
  return true;
}
}  // namespace

TyId FnCtxt::check_match(const hir::Expr& expr, Expectation expected) {
  const bool before = diverges;
  const TyId scrutinee = check_expr(*expr.lhs);
  if (is_place_syntax(*expr.lhs) && tcx[shallow(scrutinee)].kind == TyKind::Never && only_wild(expr.arms))
    diverges = before;
  const bool scrutinee_diverges = diverges;
  for (const hir::Arm& arm : expr.arms)
    if (has_ref_mut_binding(*arm.pat)) {
      make_mutable(*expr.lhs);
      break;
    }
  if (expr.arms.empty()) {
    diverges = true;
    return tcx.never;
  }
  for (const hir::Arm& arm : expr.arms) check_pat(*arm.pat, scrutinee);
  const Expectation inner = for_branches(expected);
  CoerceMany many;
  many.expected = coercion_target(expected, expr.span);
  bool all_diverge = true;
  for (const hir::Arm& arm : expr.arms) {
    diverges = false;
    if (arm.guard) check_has(*arm.guard, tcx.bool_);
    diverges = false;
    const TyId ty = check_expr(*arm.body, inner);
    all_diverge = all_diverge && diverges;
    push(many, arm.body, ty, arm.body->span);
  }
  diverges = scrutinee_diverges || all_diverge;
  return complete(many);
}

TyId FnCtxt::check_loop(const hir::Expr& expr, Expectation expected) {
  CoerceMany many;
  many.expected = coercion_target(expected, expr.span);
  breakables.push_back({expr.id, &many, false});
  const TyId body_ty = check_expr(*expr.block, Expectation::has(tcx.unit));
  coerce(*expr.block, body_ty, tcx.unit);
  const bool may_break = breakables.back().may_break;
  breakables.pop_back();
  diverges = !may_break;
  return may_break ? complete(many) : tcx.never;
}

TyId FnCtxt::check_break(const hir::Expr& expr) {
  size_t found = breakables.size();
  while (found-- > 0)
    if (breakables[found].target == expr.target) break;
  if (found >= breakables.size()) {
    if (expr.lhs) check_expr(*expr.lhs);
    error(expr.span, "`break` outside of a loop or labeled block", "E0268");
    return tcx.never;
  }
  CoerceMany* many = breakables[found].coerce;
  if (expr.lhs) {
    const TyId ty = check_expr(*expr.lhs, Expectation::has(many->pushed ? many->merged : many->expected));
    push(*many, expr.lhs, ty, expr.lhs->span);
  } else {
    push(*many, nullptr, tcx.unit, expr.span);
  }
  breakables[found].may_break = true;
  return tcx.never;
}

TyId FnCtxt::check_return(const hir::Expr& expr) {
  FnFrame& frame = frames.back();
  const TyId want = frame.return_ty;
  if (expr.lhs) {
    const TyId ty = check_expr(*expr.lhs, Expectation::has(want));
    push(*frames.back().returns, expr.lhs, ty, expr.lhs->span);
  } else {
    push(*frames.back().returns, nullptr, tcx.unit, expr.span);
  }
  return tcx.never;
}

}  // namespace assay::infer
