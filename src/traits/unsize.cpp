// `T: Unsize<U>` and `P: CoerceUnsized<Q>`: which values may lose their static size or concrete type.
#include <algorithm>

#include "traits/solve_impl.h"

namespace assay::traits {

Solver::Impl::Builtin Solver::Impl::unsize(Ctx& ctx, const TraitRef& goal, Selection& out) {
  const auto args = tcx[goal.args];
  if (args.size() < 2) return Builtin::No;
  const TyId source = args[0].ty(), target = args[1].ty();
  const TyData& from = tcx[source];
  const TyData& to = tcx[target];
  if (from.kind == TyKind::Infer || to.kind == TyKind::Infer) return Builtin::Ambiguous;
  out.kind = Selection::Kind::Unsize;
  if (to.kind == TyKind::Slice && from.kind == TyKind::Array)
    return ctx.table.unify(from.inner, to.inner) ? Builtin::Yes : Builtin::No;
  if (to.kind == TyKind::Dynamic) return unsize_to_dyn(ctx, source, target, out);
  if (to.kind == TyKind::Adt && from.kind == TyKind::Adt && from.def == to.def)
    return unsize_struct(ctx, source, target, out, goal.trait);
  return Builtin::No;
}

Solver::Impl::Builtin Solver::Impl::unsize_to_dyn(Ctx& ctx, TyId source, TyId target, Selection& out) {
  const DynTy& to = tcx.dyn_ty(target);
  if (tcx[source].kind == TyKind::Dynamic) {
    // Upcast: to a supertrait, to fewer auto traits, or to no principal at all.
    const DynTy& from = tcx.dyn_ty(source);
    std::vector<TraitRef> supers;
    if (from.principal) {
      std::vector<GenericArg> args{GenericArg::of(source)};
      for (const GenericArg& a : tcx[tcx.erase_regions(from.principal_args)]) args.push_back(a);
      supers = self.supertraits({from.principal, tcx.args(args)});
    }
    for (DefId a : to.autos) {
      const bool direct = std::find(from.autos.begin(), from.autos.end(), a) != from.autos.end();
      if (!direct && std::none_of(supers.begin(), supers.end(), [&](const TraitRef& s) { return s.trait == a; }))
        return Builtin::No;
    }
    if (!to.principal) return Builtin::Yes;
    for (const TraitRef& super : supers) {
      if (super.trait != to.principal) continue;
      const auto snapshot = ctx.table.snapshot();
      Preds nested;
      const ArgsId have = normalize(ctx, super.args, nested);
      bool ok = ctx.table.unify(tcx.args(tcx[have].subspan(1)), tcx.erase_regions(to.principal_args));
      for (const DynProjection& want : to.projections) {
        const auto same = std::find_if(from.projections.begin(), from.projections.end(),
                                       [&](const DynProjection& p) { return p.assoc == want.assoc; });
        if (same != from.projections.end()) ok = ok && ctx.table.unify(same->ty, want.ty);
      }
      if (ok) {
        out.nested.insert(out.nested.end(), nested.begin(), nested.end());
        return Builtin::Yes;
      }
      ctx.table.rollback(snapshot);
    }
    return Builtin::No;
  }
  if (const DefId sized_trait = items.lang("sized")) nest(out, sized_trait, source);
  if (to.principal) {
    std::vector<GenericArg> args{GenericArg::of(source)};
    for (const GenericArg& a : tcx[tcx.erase_regions(to.principal_args)]) args.push_back(a);
    const TraitRef principal{to.principal, tcx.args(args)};
    Predicate p;
    p.trait_ref = principal;
    out.nested.push_back(p);
    if (!to.projections.empty()) {
      const std::vector<TraitRef> supers = self.supertraits(principal);
      for (const DynProjection& want : to.projections) {
        const DefId trait = items.hir.defs[want.assoc].parent;
        for (const TraitRef& super : supers) {
          if (super.trait != trait) continue;
          Predicate equation;
          equation.kind = Predicate::Kind::Projection;
          equation.trait_ref = super;
          equation.assoc = want.assoc;
          equation.assoc_args = super.args;
          equation.ty = tcx.erase_regions(want.ty);
          out.nested.push_back(equation);
          break;
        }
      }
    }
  }
  for (DefId a : to.autos) nest(out, a, source);
  return Builtin::Yes;
}

namespace {
// Which parameters a type mentions.
void mark_params(TyContext& tcx, TyId ty, std::vector<bool>& used) {
  struct Walk final : TyFolder {
    Walk(TyContext& t, std::vector<bool>& u) : TyFolder(t), used_(u) {}
    TyId fold_ty(TyId t) override {
      if (!tcx_.has(t, kHasParam)) return t;
      const TyData& d = tcx_[t];
      if (d.kind != TyKind::Param) return super_fold(t);
      if (d.index < used_.size()) used_[d.index] = true;
      return t;
    }
    ConstId fold_const(ConstId c) override {
      const ConstData& d = tcx_[c];
      if (d.kind == ConstData::Kind::Param && d.index < used_.size()) used_[d.index] = true;
      return super_fold(c);
    }
    std::vector<bool>& used_;
  };
  Walk(tcx, used).fold_ty(ty);
}
}  // namespace

// `S<.., T, ..>: Unsize<S<.., U, ..>>` when only the last field depends on T and that field unsizes.
Solver::Impl::Builtin Solver::Impl::unsize_struct(Ctx& ctx, TyId source, TyId target, Selection& out, DefId trait) {
  const TyData& from = tcx[source];
  const TyData& to = tcx[target];
  const AdtInfo& adt = items.adt(from.def);
  if (adt.kind != AdtInfo::Kind::Struct || adt.variants[0].fields.empty()) return Builtin::No;
  const auto from_args = tcx[from.args], to_args = tcx[to.args];
  std::vector<bool> in_tail(from_args.size(), false), elsewhere(from_args.size(), false);
  const std::vector<FieldInfo>& fields = adt.variants[0].fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    const TyId ty = items.type_of(fields[i].def);
    if (!ty) return Builtin::No;
    mark_params(tcx, ty, i + 1 == fields.size() ? in_tail : elsewhere);
  }
  bool any = false;
  std::vector<GenericArg> mixed(from_args.begin(), from_args.end());
  for (size_t i = 0; i < mixed.size(); ++i) {
    if (!in_tail[i] || elsewhere[i]) continue;
    mixed[i] = to_args[i];
    any = true;
  }
  if (!any || !ctx.table.unify(tcx.args(mixed), to.args)) return Builtin::No;
  const TyId tail = items.type_of(fields.back().def);
  Predicate p;
  p.trait_ref = {trait, tcx.args(std::vector{GenericArg::of(tcx.subst(tail, from.args)),
                                             GenericArg::of(tcx.subst(tail, to.args))})};
  out.nested.push_back(p);
  return Builtin::Yes;
}

Solver::Impl::Builtin Solver::Impl::coerce_unsized(Ctx&, const TraitRef& goal, Selection& out) {
  const auto args = tcx[goal.args];
  if (args.size() < 2) return Builtin::No;
  const TyData& from = tcx[args[0].ty()];
  const TyData& to = tcx[args[1].ty()];
  if (to.kind == TyKind::Infer && (from.kind == TyKind::Ref || from.kind == TyKind::RawPtr)) return Builtin::Ambiguous;
  const bool from_pointer = from.kind == TyKind::Ref || from.kind == TyKind::RawPtr;
  const bool to_pointer = to.kind == TyKind::Ref || to.kind == TyKind::RawPtr;
  if (!from_pointer || !to_pointer) return Builtin::NotBuiltin;
  if (to.is_mut() && !from.is_mut()) return Builtin::No;
  if (from.kind == TyKind::RawPtr && to.kind == TyKind::Ref) return Builtin::No;
  const DefId unsize_trait = items.lang("unsize");
  if (!unsize_trait) return Builtin::No;
  Predicate p;
  p.trait_ref = {unsize_trait, tcx.args(std::vector{GenericArg::of(from.inner), GenericArg::of(to.inner)})};
  out.nested.push_back(p);
  out.kind = Selection::Kind::Unsize;
  return Builtin::Yes;
}

}  // namespace assay::traits
