// A closure's signature: from what is expected of its type (Fn* bounds, trait objects, fn pointers) and what it says
// itself. What it captures, and so its kind where the context does not say, is found on THIR: captures.h.
#include "infer/fn_ctxt.h"

namespace assay::infer {

namespace {
std::optional<ClosureKind> kind_of_trait(FnCtxt& fcx, DefId trait) {
  if (!trait) return std::nullopt;
  if (trait == fcx.lang("fn")) return ClosureKind::Fn;
  if (trait == fcx.lang("fn_mut")) return ClosureKind::FnMut;
  if (trait == fcx.lang("fn_once")) return ClosureKind::FnOnce;
  return std::nullopt;
}
}  // namespace

/// Takes what `predicate` says about calling `self`. True if it said anything.
bool FnCtxt::deduce_from_predicate(const Predicate& predicate, TyId self, std::optional<ClosureKind>& kind,
                                   TyId& inputs, TyId& output) {
  const auto args = tcx[predicate.trait_ref.args];
  if (args.empty()) return false;
  const TyId subject = shallow(args[0].ty());
  if (self && subject != self) return false;
  if (predicate.kind == Predicate::Kind::Projection) {
    if (!kind_of_trait(*this, predicate.trait_ref.trait)) return false;
    if (hir.defs[predicate.assoc].name != session.sym("Output")) return false;
    output = predicate.ty;
    if (args.size() > 1 && !inputs) inputs = args[1].ty();
    return true;
  }
  std::vector<TraitRef> traits{predicate.trait_ref};
  if (!kind_of_trait(*this, predicate.trait_ref.trait)) traits = solver.supertraits(table.resolve(predicate.trait_ref));
  bool any = false;
  for (const TraitRef& t : traits) {
    const std::optional<ClosureKind> found = kind_of_trait(*this, t.trait);
    if (!found) continue;
    if (!any && (!kind || *found < *kind)) kind = *found;
    const auto list = tcx[t.args];
    if (!inputs && list.size() > 1) inputs = list[1].ty();
    any = true;
  }
  return any;
}

TyId FnCtxt::check_closure(const hir::Expr& expr, Expectation expected) {
  std::optional<ClosureKind> kind;
  TyId inputs, output;
  if (const TyId want = expected.any()) {
    const TyId ty = structurally(want);
    const TyData d = tcx[ty];
    if (d.kind == TyKind::Infer) {
      for (const Obligation& o : state.pending)
        if (!o.done) deduce_from_predicate(o.predicate, ty, kind, inputs, output);
    } else if (d.kind == TyKind::Dynamic) {
      const DynTy dyn = tcx.dyn_ty(ty);
      std::vector<GenericArg> args{GenericArg::of(ty)};
      for (const GenericArg& a : tcx[dyn.principal_args]) args.push_back(a);
      Predicate p;
      p.trait_ref = {dyn.principal, tcx.args(args)};
      if (dyn.principal && deduce_from_predicate(p, {}, kind, inputs, output))
        for (const DynProjection& projection : dyn.projections)
          if (hir.defs[projection.assoc].name == session.sym("Output")) output = projection.ty;
    } else if (d.kind == TyKind::FnPtr) {
      inputs = tcx.tuple(std::vector<TyId>(tcx[d.sig.inputs].begin(), tcx[d.sig.inputs].end()));
      output = d.sig.output;
    } else if (d.kind == TyKind::Opaque) {
      const auto bounds = items.item_bounds(d.def);
      for (const Predicate& b : std::vector<Predicate>(bounds.begin(), bounds.end())) {
        Predicate p = b;
        p.trait_ref.args = norm(tcx.subst(p.trait_ref.args, d.args), expr.span);
        if (p.kind == Predicate::Kind::Projection) p.ty = norm(tcx.subst(p.ty, d.args), expr.span);
        deduce_from_predicate(p, {}, kind, inputs, output);
      }
    }
  }
  std::vector<TyId> wanted;
  if (inputs) {
    const TyData d = tcx[structurally(inputs)];
    if (d.kind == TyKind::Tuple) wanted.assign(tcx[d.list].begin(), tcx[d.list].end());
  }
  const bool same_arity = wanted.size() == expr.params.size();
  std::vector<TyId> params;
  for (size_t i = 0; i < expr.params.size(); ++i) {
    TyId ty;
    if (expr.params[i].ty) {
      ty = lower_ty(*expr.params[i].ty);
      if (same_arity) unify(ty, wanted[i]);
    } else {
      ty = same_arity ? wanted[i] : fresh_ty(expr.params[i].span);
    }
    // A region bound by `for<'a>` in the expected signature is erased inside the body.
    params.push_back(tcx.erase_regions(resolve(norm(ty, expr.span))));
  }
  TyId ret;
  if (expr.ty) {
    ret = lower_ty(*expr.ty);
    if (output) unify(ret, output);
  } else {
    ret = output ? norm(output, expr.span) : fresh_ty(expr.span);
  }
  ret = tcx.erase_regions(resolve(ret));

  ClosureInfo& info = items.closure_info(expr.def);
  if (expr.is_coroutine) kind = ClosureKind::FnOnce;  // its body owns what it captures
  info.is_coroutine = expr.is_coroutine;
  info.kind = kind ? *kind : ClosureKind::Fn;
  info.complete = false;
  info.sig = {};
  info.sig.inputs = tcx.list(params);
  info.sig.output = ret;
  closures.push_back({&expr, expr.def, kind.has_value(), false});
  ClosureCtx* ctx = &closures.back();

  // The body sees neither the loops nor the divergence around it.
  std::vector<Breakable> outer_breakables;
  outer_breakables.swap(breakables);
  const bool outer_diverges = diverges;
  CoerceMany returns;
  returns.expected = ret;
  frames.push_back({ret, &returns, ctx});
  for (size_t i = 0; i < expr.params.size(); ++i) check_pat(*expr.params[i].pat, params[i]);
  diverges = false;
  const TyId body_ty = check_expr(*expr.lhs, Expectation::has(ret));
  push(returns, expr.lhs, body_ty, expr.lhs->span);
  frames.pop_back();
  breakables.swap(outer_breakables);
  diverges = outer_diverges;
  return tcx.closure(expr.def, items.identity_args(owner));
}

}  // namespace assay::infer
