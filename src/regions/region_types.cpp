// Renumbering, the types of places, projections through impls.
#include "regions/region_types.h"

#include "mir/place.h"

namespace assay::regions {

using mir::ProjectionElem;

namespace {

class RegionMap final : public TyFolder {
 public:
  RegionMap(TyContext& tcx, const std::function<Region(Region)>& map) : TyFolder(tcx), map_(map) {}
  TyId fold_ty(TyId ty) override {
    const TyKind kind = tcx_[ty].kind;
    if (kind == TyKind::FnPtr) return ty;  // its own binder; nothing is borrowed by a function pointer
    const TyId inner = super_fold(ty);
    if (kind != TyKind::Closure && kind != TyKind::Opaque) return inner;
    TyData d = tcx_[inner];
    const Region region = map_(d.region);
    if (region == d.region) return inner;
    d.region = region;
    return tcx_.intern(d);
  }
  Region fold_region(Region r) override { return r.kind == Region::Kind::Bound ? r : map_(r); }

 private:
  const std::function<Region(Region)>& map_;
};

}  // namespace

RegionTypes::RegionTypes(const mir::Body& b, traits::Solver& s, RegionSigs& g, Variances& v,
                         const traits::ParamEnv& env)
    : body(b), solver(s), sigs(g), tcx(s.tcx), variances_(v), env_(env) {
  for (uint32_t i = 0; i < body.locals.size(); ++i) {
    const TyId ty = body.locals[LocalId(i)].ty;
    // What comes from the caller and what goes back outlives the body.
    const Region outside{Region::Kind::Var, kOutside};
    locals_.push_back(i <= body.arg_count ? replace(ty, [&](Region) { return outside; }) : renumber(ty));
    well_formed(locals_.back());
  }
}

Region RegionTypes::fresh() { return {Region::Kind::Var, next_++}; }

std::optional<RegionVar> RegionTypes::var_of(Region r) {
  switch (r.kind) {
    case Region::Kind::Var:
      return r.index;
    case Region::Kind::Static:
      return kStatic;
    case Region::Kind::Param:
      return kOutside;
    case Region::Kind::Erased:
    case Region::Kind::Bound:
      break;
  }
  return std::nullopt;
}

TyId RegionTypes::replace(TyId ty, const std::function<Region(Region)>& by) { return RegionMap(tcx, by).fold_ty(ty); }

std::vector<RegionVar> RegionTypes::vars(TyId ty) {
  std::vector<RegionVar> out;
  replace(ty, [&](Region r) {
    if (const auto var = var_of(r)) out.push_back(*var);
    return r;
  });
  return out;
}

TyId RegionTypes::renumber(TyId ty) {
  return replace(ty, [&](Region r) { return r.kind == Region::Kind::Erased ? fresh() : r; });
}
ArgsId RegionTypes::renumber(ArgsId args) {
  if (!args) return args;
  std::vector<GenericArg> out(tcx[args].begin(), tcx[args].end());
  for (GenericArg& a : out) {
    if (a.kind == GenericArg::Kind::Region && a.region.kind == Region::Kind::Erased) a = GenericArg::of(fresh());
    if (a.kind == GenericArg::Kind::Type) a = GenericArg::of(renumber(a.ty()));
  }
  return tcx.args(out);
}
TyId RegionTypes::erase(TyId ty) {
  return replace(ty, [](Region) { return Region{}; });
}
TyId RegionTypes::fill(TyId ty, const std::vector<RegionVar>& sources) {
  return replace(ty, [&](Region r) {
    if (r.kind != Region::Kind::Erased) return r;
    const Region made = fresh();
    for (const RegionVar source : sources) outlives(source, made.index);
    return made;
  });
}

void RegionTypes::well_formed(TyId ty) {
  class Visitor final : public TyFolder {
   public:
    explicit Visitor(RegionTypes& types) : TyFolder(types.tcx), types_(types) {}
    TyId fold_ty(TyId t) override {
      const TyData d = tcx_[t];
      if (d.kind == TyKind::Ref)
        if (const auto shorter = var_of(d.region))
          for (const RegionVar longer : types_.vars(d.inner)) types_.outlives(longer, *shorter);
      return super_fold(t);
    }

   private:
    RegionTypes& types_;
  };
  Visitor(*this).fold_ty(ty);
}

// ---- places ----------------------------------------------------------------------------------------------------

TyId RegionTypes::field(TyId ty, uint32_t variant, uint32_t index) {
  const TyData d = tcx[ty];
  if (d.kind == TyKind::Tuple) return index < tcx[d.list].size() ? tcx[d.list][index] : tcx.error;
  if (d.kind == TyKind::Closure) {
    const std::vector<TyId>& upvars = sigs.items.closure_info(d.def).upvar_tys;
    if (index >= upvars.size()) return tcx.error;
    return replace(tcx.subst(upvars[index], d.args), [&](Region) { return d.region; });
  }
  if (d.kind != TyKind::Adt) return tcx.error;
  const AdtInfo& info = sigs.items.adt(d.def);
  if (variant >= info.variants.size() || index >= info.variants[variant].fields.size()) return tcx.error;
  const TyId declared = tcx.subst(sigs.type_of(info.variants[variant].fields[index].def), d.args);
  return fill(normalize(declared), vars(ty));
}

TyId RegionTypes::project(TyId base, const ProjectionElem& elem, uint32_t& variant) {
  const TyData d = tcx[base];
  switch (elem.kind) {
    case ProjectionElem::Kind::Deref: {
      const TyId inner = mir::deref_ty(base, sigs.items);
      return inner ? inner : tcx.error;
    }
    case ProjectionElem::Kind::Field: {
      const TyId ty = field(base, variant, elem.field);
      variant = 0;
      return tcx[ty].kind == TyKind::Error ? fill(elem.ty, vars(base)) : ty;
    }
    case ProjectionElem::Kind::Index:
    case ProjectionElem::Kind::ConstantIndex:
      return d.kind == TyKind::Array || d.kind == TyKind::Slice ? d.inner : tcx.error;
    case ProjectionElem::Kind::Subslice:
      return base;  // lengths play no part here
    case ProjectionElem::Kind::Downcast:
      variant = elem.field;
      return base;
  }
  return tcx.error;
}

TyId RegionTypes::place(const Place& place) {
  TyId ty = local(place.local);
  uint32_t variant = 0;
  for (const ProjectionElem& elem : place.projection) ty = project(ty, elem, variant);
  return ty;
}

TyId RegionTypes::operand(const Operand& operand) {
  // Constants live for ever: nothing needs to outlive their regions.
  if (operand.kind == Operand::Kind::Constant) return renumber(operand.constant.ty);
  return place(operand.place);
}

// ---- projections -----------------------------------------------------------------------------------------------

TyId RegionTypes::normalize(TyId ty, int depth) {
  if (!tcx.has(ty, kHasProjection)) return ty;
  class Normalizer final : public TyFolder {
   public:
    Normalizer(RegionTypes& types, int depth) : TyFolder(types.tcx), types_(types), depth_(depth) {}
    TyId fold_ty(TyId t) override {
      if (!tcx_.has(t, kHasProjection)) return t;
      const TyId inner = super_fold(t);
      const TyData d = tcx_[inner];
      if (d.kind != TyKind::Projection) return inner;
      const TyId plain = types_.solver.normalize(types_.erase(inner), types_.env_);
      if (tcx_[plain].kind == TyKind::Projection) return inner;
      return types_.project_through_impl(d, plain, depth_);
    }

   private:
    RegionTypes& types_;
    int depth_;
  };
  return Normalizer(*this, depth).fold_ty(ty);
}

bool RegionTypes::match(TyId pattern, TyId actual, std::vector<GenericArg>& bound, std::vector<bool>& set) {
  const TyData p = tcx[pattern], a = tcx[actual];
  const auto region = [&](Region from, Region to) {
    if (from.kind != Region::Kind::Param || from.index >= bound.size() || set[from.index]) return;
    bound[from.index] = GenericArg::of(to);
    set[from.index] = true;
  };
  if (p.kind == TyKind::Param) {
    if (p.index < bound.size() && !set[p.index]) {
      bound[p.index] = GenericArg::of(actual);
      set[p.index] = true;
    }
    return true;
  }
  if (p.kind == TyKind::Projection || p.kind != a.kind) return true;
  const auto lists = [&](std::span<const GenericArg> x, std::span<const GenericArg> y) {
    for (size_t i = 0; i < x.size() && i < y.size(); ++i) {
      if (x[i].kind == GenericArg::Kind::Type && y[i].kind == GenericArg::Kind::Type)
        match(x[i].ty(), y[i].ty(), bound, set);
      if (x[i].kind == GenericArg::Kind::Region) region(x[i].region, y[i].region);
    }
  };
  region(p.region, a.region);
  if (p.inner && a.inner) match(p.inner, a.inner, bound, set);
  if (p.args && a.args) lists(tcx[p.args], tcx[a.args]);
  if (p.list && a.list)
    for (size_t i = 0; i < tcx[p.list].size() && i < tcx[a.list].size(); ++i)
      match(tcx[p.list][i], tcx[a.list][i], bound, set);
  return true;
}

// `<I as Trait>::Assoc` with regions: the impl's header tells what its parameters are, its definition the type.
// Otherwise (closures, where clauses) every lifetime of the projection may be in the result.
TyId RegionTypes::project_through_impl(const TyData& projection, TyId plain, int depth) {
  std::vector<RegionVar> sources;
  for (const GenericArg& a : tcx[projection.args]) {
    if (a.kind == GenericArg::Kind::Type)
      for (const RegionVar var : vars(a.ty())) sources.push_back(var);
    if (a.kind == GenericArg::Kind::Region)
      if (const auto var = var_of(a.region)) sources.push_back(*var);
  }
  if (sources.empty() || depth > 8) return fill(plain, sources);
  Collector& items = sigs.items;
  const hir::DefTable& defs = items.hir.defs;
  const DefId trait = defs[projection.def].parent;
  const size_t own = items.generics_of(trait).params.size();
  std::vector<GenericArg> of_trait, erased;
  for (size_t i = 0; i < own && i < tcx[projection.args].size(); ++i) {
    const GenericArg a = tcx[projection.args][i];
    of_trait.push_back(a);
    erased.push_back(a.kind == GenericArg::Kind::Type     ? GenericArg::of(erase(a.ty()))
                     : a.kind == GenericArg::Kind::Region ? GenericArg::of(Region{})
                                                          : a);
  }
  traits::InferTable table(tcx);
  traits::Selection selection;
  const auto answer = solver.select(table, env_, {trait, tcx.args(erased)}, selection);
  if (answer != traits::Answer::Yes || selection.kind != traits::Selection::Kind::Impl) return fill(plain, sources);
  const AssocItem* item = items.assoc_item(selection.impl, defs[projection.def].name, AssocItem::Kind::Type);
  const auto header = sigs.impl_trait_ref(selection.impl);
  if (!item || !header) return fill(plain, sources);
  const ArgsId identity = sigs.identity_args(selection.impl);
  std::vector<GenericArg> bound(tcx[identity].begin(), tcx[identity].end());
  std::vector<bool> set(bound.size(), false);
  for (size_t i = 0; i < of_trait.size() && i < tcx[header->args].size(); ++i) {
    const GenericArg pattern = tcx[header->args][i];
    if (pattern.kind == GenericArg::Kind::Type && of_trait[i].kind == GenericArg::Kind::Type)
      match(pattern.ty(), of_trait[i].ty(), bound, set);
  }
  const ArgsId impl_args = table.resolve(selection.impl_args);
  for (size_t i = 0; i < bound.size(); ++i) {
    if (set[i]) continue;
    if (bound[i].kind == GenericArg::Kind::Region) {
      bound[i] = GenericArg::of(Region{});
      continue;
    }
    if (i >= tcx[impl_args].size()) return fill(plain, sources);
    bound[i] = tcx[impl_args][i];
    if (bound[i].kind == GenericArg::Kind::Type && tcx.has(bound[i].ty(), kHasInfer)) return fill(plain, sources);
  }
  for (size_t i = own; i < tcx[projection.args].size(); ++i) bound.push_back(tcx[projection.args][i]);
  const TyId defined = tcx.subst(sigs.type_of(item->def), tcx.args(bound));
  return fill(normalize(defined, depth + 1), sources);
}

}  // namespace assay::regions
