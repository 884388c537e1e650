// Operators. Built in where both operands are known primitives; otherwise a trait obligation whose method is recorded,
// and the decision is made again when THIR is built, since by then a variable may have become a primitive.
#include "infer/fn_ctxt.h"

namespace assay::infer {

using AK = Adjustment::Kind;
using hir::BinOp;

namespace {

struct OpTrait {
  const char *trait, *method, *assign_trait, *assign_method;
};
OpTrait op_trait(BinOp op) {
  switch (op) {
    case BinOp::Add:
      return {"add", "add", "add_assign", "add_assign"};
    case BinOp::Sub:
      return {"sub", "sub", "sub_assign", "sub_assign"};
    case BinOp::Mul:
      return {"mul", "mul", "mul_assign", "mul_assign"};
    case BinOp::Div:
      return {"div", "div", "div_assign", "div_assign"};
    case BinOp::Rem:
      return {"rem", "rem", "rem_assign", "rem_assign"};
    case BinOp::BitAnd:
      return {"bitand", "bitand", "bitand_assign", "bitand_assign"};
    case BinOp::BitOr:
      return {"bitor", "bitor", "bitor_assign", "bitor_assign"};
    case BinOp::BitXor:
      return {"bitxor", "bitxor", "bitxor_assign", "bitxor_assign"};
    case BinOp::Shl:
      return {"shl", "shl", "shl_assign", "shl_assign"};
    case BinOp::Shr:
      return {"shr", "shr", "shr_assign", "shr_assign"};
    case BinOp::Eq:
      return {"eq", "eq", nullptr, nullptr};
    case BinOp::Ne:
      return {"eq", "ne", nullptr, nullptr};
    case BinOp::Lt:
      return {"partial_ord", "lt", nullptr, nullptr};
    case BinOp::Le:
      return {"partial_ord", "le", nullptr, nullptr};
    case BinOp::Gt:
      return {"partial_ord", "gt", nullptr, nullptr};
    case BinOp::Ge:
      return {"partial_ord", "ge", nullptr, nullptr};
    case BinOp::And:
    case BinOp::Or:
      break;
  }
  return {};
}

enum class OpClass : uint8_t { Math, Bit, Shift, Compare };
OpClass class_of(BinOp op) {
  switch (op) {
    case BinOp::Add:
    case BinOp::Sub:
    case BinOp::Mul:
    case BinOp::Div:
    case BinOp::Rem:
      return OpClass::Math;
    case BinOp::BitAnd:
    case BinOp::BitOr:
    case BinOp::BitXor:
      return OpClass::Bit;
    case BinOp::Shl:
    case BinOp::Shr:
      return OpClass::Shift;
    case BinOp::Eq:
    case BinOp::Ne:
    case BinOp::Lt:
    case BinOp::Le:
    case BinOp::Gt:
    case BinOp::Ge:
    case BinOp::And:
    case BinOp::Or:
      return OpClass::Compare;
  }
  return OpClass::Compare;
}

bool is_integral(const TyData& d) {
  return d.kind == TyKind::Int || d.kind == TyKind::Uint ||
         (d.kind == TyKind::Infer && d.infer_kind() == InferKind::Int);
}
bool is_float(const TyData& d) {
  return d.kind == TyKind::Float || (d.kind == TyKind::Infer && d.infer_kind() == InferKind::Float);
}
bool is_scalar(const TyData& d) {
  return is_integral(d) || is_float(d) || d.kind == TyKind::Bool || d.kind == TyKind::Char ||
         d.kind == TyKind::RawPtr || d.kind == TyKind::FnDef || d.kind == TyKind::FnPtr;
}
bool is_builtin(BinOp op, const TyData& l, const TyData& r) {
  switch (class_of(op)) {
    case OpClass::Shift:
      return is_integral(l) && is_integral(r);
    case OpClass::Math:
      return (is_integral(l) && is_integral(r)) || (is_float(l) && is_float(r));
    case OpClass::Bit:
      return (is_integral(l) && is_integral(r)) || (l.kind == TyKind::Bool && r.kind == TyKind::Bool);
    case OpClass::Compare:
      return is_scalar(l) && is_scalar(r);
  }
  return false;
}

}  // namespace

TyId FnCtxt::check_binary(const hir::Expr& expr, Expectation expected) {
  const BinOp op = expr.bin_op;
  if (op == BinOp::And || op == BinOp::Or) {
    check_has(*expr.lhs, tcx.bool_);
    const bool lhs_diverges = diverges;
    check_has(*expr.rhs, tcx.bool_);
    diverges = lhs_diverges;  // the right operand may not be evaluated
    return tcx.bool_;
  }
  const OpClass op_class = class_of(op);
  const bool by_ref = op_class == OpClass::Compare;
  // The type of the result is often that of the left operand: a hint for literals only.
  Expectation lhs_hint;
  if (!by_ref && expr.lhs->kind == hir::Expr::Kind::Lit)
    if (const TyId want = expected.any(); want && is_scalar(data(want)) && data(want).kind != TyKind::Infer)
      lhs_hint = Expectation::none();
  TyId lhs = structurally(check_expr(*expr.lhs, lhs_hint));
  if (tcx[lhs].kind == TyKind::Never) {
    const TyId var = fresh_ty(expr.span);
    coerce(*expr.lhs, lhs, var);
    lhs = var;
  }
  if (is_scalar(tcx[lhs])) {
    // Both operands primitive: no trait is needed to know what this means.
    const Expectation hint = op_class != OpClass::Shift ? Expectation::has(lhs) : Expectation::none();
    const bool literal = expr.rhs->kind == hir::Expr::Kind::Lit;
    TyId rhs =
        structurally(check_expr(*expr.rhs, literal && tcx[lhs].kind != TyKind::Infer ? hint : Expectation::none()));
    if (tcx[rhs].kind == TyKind::Never) {
      coerce(*expr.rhs, rhs, lhs);
      rhs = lhs;
    }
    lhs = structurally(lhs);
    if (tcx[rhs].kind == TyKind::Error) return by_ref ? tcx.bool_ : lhs;
    // Pointers are compared with pointers of the same type only, so the right operand is coerced to it.
    if (by_ref && (tcx[lhs].kind == TyKind::RawPtr || tcx[lhs].kind == TyKind::FnPtr) &&
        tcx[rhs].kind != tcx[lhs].kind) {
      std::vector<Adjustment> out;
      if (try_coerce(expr.rhs, rhs, lhs, false, out)) {
        adjust(*expr.rhs, std::move(out));
        return tcx.bool_;
      }
    }
    if (is_builtin(op, tcx[lhs], tcx[rhs])) {
      if (op_class == OpClass::Shift) return lhs;
      if (!unify(lhs, rhs)) {
        std::vector<Adjustment> out;
        const bool pointers =
            tcx[lhs].kind == TyKind::RawPtr || tcx[lhs].kind == TyKind::FnPtr || tcx[lhs].kind == TyKind::FnDef;
        if (pointers && try_coerce(expr.rhs, rhs, lhs, false, out))
          adjust(*expr.rhs, std::move(out));
        else
          mismatch(expr.rhs->span, lhs, rhs);
      }
      return by_ref ? tcx.bool_ : lhs;
    }
    const OpTrait t = op_trait(op);
    const std::optional<Callee> method = method_in_trait(lang(t.trait), t.method, lhs, {&rhs, 1}, expr.span);
    if (!method) {
      error(expr.span, "cannot apply binary operator to " + show(lhs) + " and " + show(rhs),
            by_ref ? "E0369" : "E0277");
      return tcx.error;
    }
    tables.callee[expr.id] = *method;
    if (by_ref) {
      adjust(*expr.lhs, {{AK::Borrow, tcx.ref(lhs, false), false}});
      adjust(*expr.rhs, {{AK::Borrow, tcx.ref(rhs, false), false}});
      return tcx.bool_;
    }
    // `1 + x` with x a reference to a primitive: the result is known even while `{integer}` is not.
    const TyData r = tcx[rhs];
    if (r.kind == TyKind::Ref && is_builtin(op, tcx[lhs], data(r.inner))) {
      if (op_class != OpClass::Shift) unify(lhs, r.inner);
      return lhs;
    }
    const AssocItem* output = items.assoc_item(lang(t.trait), session.sym("Output"), AssocItem::Kind::Type);
    select_where_possible();
    return output ? project(output->def, method->args, expr.span) : tcx.error;
  }
  const OpTrait t = op_trait(op);
  if (tcx[lhs].kind == TyKind::Error) {
    check_expr(*expr.rhs);
    return tcx.error;
  }
  // A `&mut` operand of a by-value operator would be moved; it is reborrowed like an argument.
  const TyId rhs_var = fresh_ty(expr.span);
  const std::optional<Callee> method = method_in_trait(lang(t.trait), t.method, lhs, {&rhs_var, 1}, expr.span);
  if (!method) {
    const TyId rhs = check_expr(*expr.rhs);
    const TyData d = tcx[lhs];
    if (d.kind == TyKind::Adt && !hir.defs.crates[hir.defs[d.def].crate].is_user && !in_library_)
      unsupported(expr.span, "std:" + items.print(resolve(lhs)) + "." + t.method);
    else
      error(expr.span, "cannot apply binary operator to " + show(lhs) + " and " + show(rhs), "E0369");
    return tcx.error;
  }
  tables.callee[expr.id] = *method;
  select_where_possible();
  const TyId rhs = check_expr(*expr.rhs, Expectation::has(rhs_var));
  coerce(*expr.rhs, rhs, rhs_var);
  select_where_possible();
  if (by_ref) {
    adjust(*expr.lhs, {{AK::Borrow, tcx.ref(lhs, false), false}});
    adjust(*expr.rhs, {{AK::Borrow, tcx.ref(rhs_var, false), false}});
    return tcx.bool_;
  }
  // A reference to a primitive on the left: the result is the primitive.
  const TyData l = tcx[structurally(lhs)];
  const TyData r = tcx[structurally(rhs_var)];
  if (l.kind == TyKind::Ref) {
    const TyData li = data(l.inner);
    const TyData ri = r.kind == TyKind::Ref ? data(r.inner) : r;
    if (ri.kind != TyKind::Infer || ri.infer_kind() != InferKind::Ty)
      if (is_builtin(op, li, ri)) {
        if (op_class != OpClass::Shift) unify(l.inner, r.kind == TyKind::Ref ? r.inner : structurally(rhs_var));
        return shallow(l.inner);
      }
  }
  const AssocItem* output = items.assoc_item(lang(t.trait), session.sym("Output"), AssocItem::Kind::Type);
  return output ? project(output->def, method->args, expr.span) : tcx.error;
}

TyId FnCtxt::check_assign_op(const hir::Expr& expr) {
  const BinOp op = expr.bin_op;
  TyId lhs = structurally(check_expr(*expr.lhs));
  make_mutable(*expr.lhs);
  if (is_scalar(tcx[lhs]) || tcx[lhs].kind == TyKind::Error) {
    const bool shift = class_of(op) == OpClass::Shift;
    const bool literal = expr.rhs->kind == hir::Expr::Kind::Lit;
    TyId rhs = structurally(check_expr(
        *expr.rhs, !shift && literal && tcx[lhs].kind != TyKind::Infer ? Expectation::has(lhs) : Expectation::none()));
    if (tcx[rhs].kind == TyKind::Never) {
      coerce(*expr.rhs, rhs, lhs);
      rhs = lhs;
    }
    lhs = structurally(lhs);
    if (tcx[lhs].kind == TyKind::Error || tcx[rhs].kind == TyKind::Error) return tcx.unit;
    if (is_builtin(op, tcx[lhs], tcx[rhs])) {
      if (!shift) demand_eq(expr.rhs->span, lhs, rhs);
      return tcx.unit;
    }
    const OpTrait t = op_trait(op);
    const TyData r = tcx[rhs];
    if (r.kind == TyKind::Ref && !shift && is_builtin(op, tcx[lhs], data(r.inner))) unify(lhs, r.inner);
    const std::optional<Callee> method =
        method_in_trait(lang(t.assign_trait), t.assign_method, lhs, {&rhs, 1}, expr.span);
    if (!method) {
      error(expr.span, "binary assignment operation cannot be applied to " + show(lhs) + " and " + show(rhs), "E0277");
      return tcx.unit;
    }
    Adjustment borrow{AK::Borrow, tcx.ref(lhs, true), true};
    borrow.two_phase = true;
    adjust(*expr.lhs, {borrow});
    tables.callee[expr.id] = *method;
    return tcx.unit;
  }
  const OpTrait t = op_trait(op);
  const TyId rhs_var = fresh_ty(expr.span);
  const std::optional<Callee> method =
      method_in_trait(lang(t.assign_trait), t.assign_method, lhs, {&rhs_var, 1}, expr.span);
  if (!method) {
    const TyId rhs = check_expr(*expr.rhs);
    const TyData d = tcx[lhs];
    if (d.kind == TyKind::Adt && !hir.defs.crates[hir.defs[d.def].crate].is_user && !in_library_)
      unsupported(expr.span, "std:" + items.print(resolve(lhs)) + "." + t.assign_method);
    else
      error(expr.span, "binary assignment operation cannot be applied to " + show(lhs) + " and " + show(rhs), "E0368");
    return tcx.unit;
  }
  tables.callee[expr.id] = *method;
  select_where_possible();
  check_coerce(*expr.rhs, rhs_var);
  Adjustment borrow{AK::Borrow, tcx.ref(lhs, true), true};
  borrow.two_phase = true;
  adjust(*expr.lhs, {borrow});
  return tcx.unit;
}

TyId FnCtxt::check_unary(const hir::Expr& expr, Expectation expected) {
  if (expr.un_op == hir::UnOp::Deref) {
    const TyId operand = check_expr(*expr.lhs);
    return check_deref(expr, operand);
  }
  const bool is_not = expr.un_op == hir::UnOp::Not;
  const TyId operand =
      structurally(check_expr(*expr.lhs, expected.kind == Expectation::Kind::Rvalue ? Expectation::none() : expected));
  const TyData d = tcx[operand];
  if (d.kind == TyKind::Error) return tcx.error;
  if (!is_not && d.kind == TyKind::Uint) {
    error(expr.span, "cannot apply unary operator `-` to type " + show(operand), "E0600");
    return operand;
  }
  if (is_not ? (d.kind == TyKind::Bool || is_integral(d)) : (is_integral(d) || is_float(d))) return operand;
  if (d.kind == TyKind::Never) return tcx.never;
  const char* name = is_not ? "not" : "neg";
  const std::optional<Callee> method = method_in_trait(lang(name), name, operand, {}, expr.span);
  if (!method) {
    error(expr.span, std::string("cannot apply unary operator `") + (is_not ? "!" : "-") + "` to type " + show(operand),
          "E0600");
    return tcx.error;
  }
  tables.callee[expr.id] = *method;
  const AssocItem* output = items.assoc_item(lang(name), session.sym("Output"), AssocItem::Kind::Type);
  return output ? project(output->def, method->args, expr.span) : tcx.error;
}

}  // namespace assay::infer
