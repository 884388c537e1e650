// The phases of a body's check, its errors, and the small questions about types that every other file asks.
#include "infer/fn_ctxt.h"

namespace assay::infer {

FnCtxt::FnCtxt(TypeChecker& c, InferState& s, const hir::Body& b, DefId o, FnCtxt* p)
    : checker(c),
      state(s),
      session(c.session),
      items(c.items),
      tcx(c.tcx),
      solver(c.solver),
      hir(c.hir),
      table(s.table),
      body(b),
      owner(o),
      parent(p) {
  tables.ty.resize(body.hir_ids);
  tables.locals.resize(body.locals.size());
  in_library_ = !hir.defs.crates[hir.defs[owner].crate].is_user;
}
FnCtxt::~FnCtxt() = default;

namespace {

/// Replaces the opaque types that the checked function itself defines by their inference variables.
class OpaqueReplacer final : public TyFolder {
 public:
  OpaqueReplacer(TyContext& tcx, std::function<TyId(DefId)> variable) : TyFolder(tcx), variable_(std::move(variable)) {}
  TyId fold_ty(TyId ty) override {
    if (!tcx_.has(ty, kHasOpaque)) return ty;
    if (tcx_[ty].kind == TyKind::Opaque)
      if (const TyId var = variable_(tcx_[ty].def)) return var;
    return super_fold(ty);
  }

 private:
  std::function<TyId(DefId)> variable_;
};

}  // namespace

TyId FnCtxt::resolve_opaques(TyId ty, Span span) {
  std::vector<DefId> found;
  OpaqueReplacer replacer(tcx, [&](DefId opaque) -> TyId {
    const auto known = state.opaques.find(opaque);
    if (known != state.opaques.end()) return known->second;
    const bool of_alias = hir.defs[hir.defs[opaque].parent].kind == hir::DefKind::TyAlias;
    // `type T = impl Trait;` is defined by the functions that say #[define_opaque(T)]; without parameters only.
    const bool defines =
        of_alias ? hir.defs.has_attr(owner, session.sym("define_opaque")) && tcx[items.identity_args(opaque)].empty()
                 : items.generics_item(opaque) == items.generics_item(owner);
    if (!defines) return {};
    const TyId var = table.fresh_ty(span);
    state.opaques.emplace(opaque, var);
    found.push_back(opaque);
    return var;
  });
  const TyId out = replacer.fold_ty(ty);
  while (!found.empty()) {  // the bounds guide inference: closures' signatures, items of iterators
    const DefId opaque = found.back();
    found.pop_back();
    const std::vector<Predicate> bounds(items.item_bounds(opaque).begin(), items.item_bounds(opaque).end());
    for (Predicate p : bounds) {
      p.trait_ref.args = replacer.fold(p.trait_ref.args);
      if (p.kind == Predicate::Kind::Projection) {
        p.assoc_args = replacer.fold(p.assoc_args);
        p.ty = replacer.fold_ty(p.ty);
      }
      require(p, span);
    }
  }
  return out;
}

void FnCtxt::check_fn() {
  const FnSig sig = items.fn_sig(owner);
  for (TyId input : std::vector<TyId>(tcx[sig.inputs].begin(), tcx[sig.inputs].end()))
    param_tys.push_back(norm(input, body.value->span));
  return_ty = norm(resolve_opaques(sig.output, body.value->span), body.value->span);
  CoerceMany returns;
  returns.expected = return_ty;
  frames.push_back({return_ty, &returns, nullptr});
  for (size_t i = 0; i < body.params.size() && i < param_tys.size(); ++i) check_pat(*body.params[i].pat, param_tys[i]);
  diverges = false;
  const TyId ty = check_expr(*body.value, Expectation::has(return_ty));
  push(returns, body.value, ty, body.value->span);
  frames.pop_back();
}

void FnCtxt::check_const(TyId expected) {
  return_ty = expected;
  CoerceMany returns;
  returns.expected = return_ty;
  frames.push_back({return_ty, &returns, nullptr});
  check_coerce(*body.value, return_ty);
  frames.pop_back();
}

void FnCtxt::finish() {
  select_where_possible();
  for (int round = 0; round < 8; ++round) {
    if (!table.apply_fallback()) break;
    select_where_possible();
  }
  for (size_t i = 0; i < state.casts.size(); ++i) {
    const InferState::Cast cast = state.casts[i];
    cast.fcx->check_deferred_cast(cast);
  }
  state.casts.clear();
  select_where_possible();
  while (table.apply_fallback()) select_where_possible();
  report_pending();
  for (const auto& [opaque, var] : state.opaques) {
    const TyId hidden = table.resolve(var);
    if (!tcx.has(hidden, kHasInfer)) items.set_opaque_type(opaque, hidden);
  }
}

// ---- types ---------------------------------------------------------------------------------------------------
TyId FnCtxt::fresh_ty(Span span) { return table.fresh_ty(span); }
ConstId FnCtxt::fresh_const(TyId ty, Span) { return table.fresh_const(ty); }

bool FnCtxt::is_var(TyId ty) {
  const TyData& d = data(ty);
  return d.kind == TyKind::Infer && d.infer_kind() == InferKind::Ty;
}

TyId FnCtxt::structurally(TyId ty) {
  ty = shallow(ty);
  if (!is_var(ty) || state.probes) return ty;
  select_where_possible();
  return shallow(ty);
}

bool FnCtxt::unify(TyId a, TyId b) {
  if (a == b) return true;
  const InferTable::Snapshot snapshot = table.snapshot();
  if (table.unify(a, b)) {
    table.commit(snapshot);
    return true;
  }
  table.rollback(snapshot);
  return false;
}

bool FnCtxt::demand_eq(Span span, TyId expected, TyId found) {
  if (unify(expected, found)) return true;
  mismatch(span, expected, found);
  return false;
}

std::string FnCtxt::show(TyId ty) {
  ty = resolve(ty);
  if (tcx[ty].kind == TyKind::Infer) {
    switch (tcx[ty].infer_kind()) {
      case InferKind::Int:
        return "integer";
      case InferKind::Float:
        return "floating-point number";
      case InferKind::Ty:
        return "_";
    }
  }
  return "`" + items.print(ty) + "`";
}

TyId FnCtxt::lower_ty(const hir::Ty& ty) {
  const TyId out = items.lower_ty(ty, owner, this);
  return out ? norm(resolve_opaques(out, ty.span), ty.span) : tcx.error;
}

// ---- errors --------------------------------------------------------------------------------------------------
void FnCtxt::error(Span span, std::string message, const char* code, std::string label) {
  state.failed = true;
  if (in_library_) {
    session.diags.unsupported(span, "std:" + hir.defs.path(owner, session.symbols),
                              std::string(code) + ": " + message + (label.empty() ? "" : " (" + label + ")"));
    return;
  }
  // After something unsupported a mistake may be only its consequence: never a verdict.
  for (const auto& u : session.diags.unsupported_features())
    if (!session.sources.is_library(u.span)) return;
  Diagnostic d;
  d.code = code;
  d.message = std::move(message);
  d.labels.push_back({span, std::move(label), true});
  session.diags.add(std::move(d));
}

void FnCtxt::unsupported(Span span, std::string feature, std::string detail) {
  state.failed = true;
  session.diags.unsupported(span, std::move(feature), std::move(detail));
}

void FnCtxt::mismatch(Span span, TyId expected, TyId found) {
  expected = resolve(expected);
  found = resolve(found);
  if (tcx.has(expected, kHasError) || tcx.has(found, kHasError)) {
    state.failed = true;
    return;
  }
  error(span, "mismatched types", "E0308", "expected " + show(expected) + ", found " + show(found));
}

}  // namespace assay::infer
