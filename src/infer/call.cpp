// Calls: what is called (items, pointers, closures, values with Fn* impls), and the order in which arguments are
// checked.
#include "infer/fn_ctxt.h"

namespace assay::infer {

using AK = Adjustment::Kind;

FnSig FnCtxt::sig_of(DefId def, ArgsId args, Span span) { return norm(tcx.subst(items.fn_sig(def), args), span); }

/// What the arguments would be if the call's result were exactly what is expected: hints, never demands.
std::vector<TyId> FnCtxt::expected_inputs(Expectation expected, TyId output, std::span<const TyId> formal) {
  std::vector<TyId> hints(formal.begin(), formal.end());
  const TyId want = expected.only_has();
  if (!want || formal.empty()) return hints;
  const TyId head = resolve(want), out = resolve(output);
  if (is_var(head) || !tcx.has(out, kHasInfer | kHasConstInfer)) return hints;
  if (tcx[out].kind == TyKind::Infer && tcx[head].kind != TyKind::Infer) {
    // `T` itself as the result: `Some type that will be coerced` is a hint all the same.
  }
  Probe probe(*this);
  if (!table.unify(out, head)) return hints;
  for (TyId& ty : hints) ty = resolve(ty);
  return hints;
}

void FnCtxt::check_args(Span, const std::vector<const hir::Expr*>& args, std::span<const TyId> formal,
                        std::span<const TyId> expected, bool variadic) {
  // Closures last: the other arguments may tell what their parameters are.
  for (const bool closures_now : {false, true}) {
    if (closures_now) {
      bool any = false;
      for (const hir::Expr* arg : args) any = any || arg->kind == hir::Expr::Kind::Closure;
      if (!any) break;
    }
    select_where_possible();
    for (size_t i = 0; i < args.size(); ++i) {
      const hir::Expr& arg = *args[i];
      if ((arg.kind == hir::Expr::Kind::Closure) != closures_now) continue;
      if (i >= formal.size()) {
        if (variadic) check_expr(arg);
        continue;
      }
      const Expectation hint = rvalue_hint(i < expected.size() ? expected[i] : formal[i]);
      const TyId ty = check_expr(arg, hint);
      // First towards the hint (it may ask for an unsizing that the formal type alone would not), then the formal type.
      const TyId wanted = hint.only_has();
      if (wanted && wanted != formal[i]) {
        const TyId from = structurally(ty);
        std::vector<Adjustment> out;
        Probe probe(*this);
        if (try_coerce(&arg, from, shallow(wanted), true, out) && table.unify(wanted, formal[i])) {
          probe.commit();
          adjust(arg, std::move(out));
          continue;
        }
      }
      coerce(arg, ty, formal[i], true);
    }
  }
}

bool FnCtxt::overloaded_call(const hir::Expr& expr, TyId callee_ty, Expectation, TyId& result) {
  const std::vector<AutoderefStep> steps = autoderef(callee_ty, expr.span);
  struct Way {
    const char *trait, *method;
    int borrow;  // 0: by value, 1: &, 2: &mut
  };
  static constexpr Way kWays[] = {{"fn", "call", 1}, {"fn_mut", "call_mut", 2}, {"fn_once", "call_once", 0}};
  for (size_t i = 0; i < steps.size(); ++i) {
    const TyId self = steps[i].ty;
    const TyKind kind = tcx[self].kind;
    if (kind == TyKind::Infer || kind == TyKind::Error) return false;
    for (const Way& way : kWays) {
      std::vector<TyId> inputs;
      for (size_t n = 0; n < expr.exprs.size(); ++n) inputs.push_back(fresh_ty(expr.span));
      const TyId tuple = tcx.tuple(inputs);
      const std::optional<Callee> method = method_in_trait(lang(way.trait), way.method, self, {&tuple, 1}, expr.span);
      if (!method) continue;
      std::vector<Adjustment> adjustments;
      push_derefs(steps, i, adjustments);
      if (way.borrow) {
        Adjustment borrow{AK::Borrow, tcx.ref(self, way.borrow == 2), way.borrow == 2};
        adjustments.push_back(borrow);
      }
      adjust(*expr.lhs, std::move(adjustments));
      tables.callee[expr.id] = *method;
      tables.calls[expr.id] = CallKind::Overloaded;
      select_where_possible();
      const AssocItem* output = items.assoc_item(lang("fn_once"), session.sym("Output"), AssocItem::Kind::Type);
      result = output ? project(output->def, method->args, expr.span) : tcx.error;
      check_args(expr.span, expr.exprs, inputs, inputs, false);
      return true;
    }
  }
  return false;
}

TyId FnCtxt::check_call(const hir::Expr& expr, Expectation expected) {
  const TyId callee = structurally(check_expr(*expr.lhs));
  const auto give_up = [&] {
    for (const hir::Expr* arg : expr.exprs) check_expr(*arg);
    return tcx.error;
  };
  if (tcx[callee].kind == TyKind::Error) return give_up();
  if (tcx[callee].kind == TyKind::Never) {
    give_up();
    return tcx.never;
  }
  std::vector<AutoderefStep> steps = autoderef(callee, expr.span);
  for (size_t i = 0; i < steps.size(); ++i) {
    const TyData d = tcx[steps[i].ty];
    std::optional<FnSig> sig;
    if (d.kind == TyKind::FnDef)
      sig = sig_of(d.def, d.args, expr.span);
    else if (d.kind == TyKind::FnPtr)
      sig = d.sig;
    else if (d.kind == TyKind::Closure && items.has_closure_info(d.def))
      sig = tcx.subst(items.closure_info(d.def).sig, d.args);
    if (!sig) continue;
    std::vector<Adjustment> adjustments;
    push_derefs(steps, i, adjustments);
    adjust(*expr.lhs, std::move(adjustments));
    tables.calls[expr.id] = d.kind == TyKind::Closure ? CallKind::Closure : CallKind::Fn;
    const std::vector<TyId> inputs(tcx[sig->inputs].begin(), tcx[sig->inputs].end());
    if (inputs.size() != expr.exprs.size() && !(sig->is_variadic && inputs.size() < expr.exprs.size())) {
      give_up();
      error(expr.span,
            "this function takes " + std::to_string(inputs.size()) + " arguments but " +
                std::to_string(expr.exprs.size()) + " were supplied",
            "E0061");
      return sig->output;
    }
    const std::vector<TyId> hints = expected_inputs(expected, sig->output, inputs);
    check_args(expr.span, expr.exprs, inputs, hints, sig->is_variadic);
    return norm(sig->output, expr.span);
  }
  TyId result;
  if (overloaded_call(expr, callee, expected, result)) return result;
  give_up();
  if (is_var(callee))
    error(expr.lhs->span, "type annotations needed", "E0282", "cannot infer type");
  else
    error(expr.span, "expected function, found " + show(callee), "E0618");
  return tcx.error;
}

}  // namespace assay::infer
