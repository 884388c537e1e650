#include "types/region_sigs.h"

#include <unordered_map>

#include "types/lower_ty.h"

namespace assay::types {

using hir::DefKind;

struct RegionSigs::Impl {
  std::unordered_map<uint32_t, Sig> sigs;
  std::unordered_map<uint32_t, TyId> types;
  std::unordered_map<uint32_t, ArgsId> identity;
};

RegionSigs::RegionSigs(Collector& c) : items(c), tcx(c.tcx), impl_(std::make_unique<Impl>()) {}
RegionSigs::~RegionSigs() = default;

Region RegionSigs::param(DefId lifetime) {
  const DefId item = items.hir.defs[lifetime].parent;
  for (const GenericParamInfo& p : items.generics_of(item).params)
    if (p.def == lifetime) return {Region::Kind::Param, p.index};
  return {Region::Kind::Param, kFnRegion + items.hir.defs[lifetime].index};
}

ArgsId RegionSigs::identity_args(DefId def) {
  def = items.generics_item(def);
  if (const auto it = impl_->identity.find(def.raw); it != impl_->identity.end()) return it->second;
  const ArgsId erased = items.identity_args(def);
  std::vector<GenericArg> args(tcx[erased].begin(), tcx[erased].end());
  for (size_t i = 0; i < args.size(); ++i)
    if (args[i].kind == GenericArg::Kind::Region)
      args[i] = GenericArg::of(Region{Region::Kind::Param, static_cast<uint32_t>(i)});
  const ArgsId out = tcx.args(args);
  impl_->identity.emplace(def.raw, out);
  return out;
}

TyId RegionSigs::type_of(DefId def) {
  if (const auto it = impl_->types.find(def.raw); it != impl_->types.end()) return it->second;
  const TyId erased = items.type_of(def);  // first: reports what is wrong, and stops at cycles
  impl_->types.emplace(def.raw, erased);
  TyId out = erased;
  switch (items.hir.defs[def].kind) {
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
      out = tcx.adt(def, identity_args(def));
      break;
    case DefKind::Variant:
      out = type_of(items.hir.defs[def].parent);
      break;
    case DefKind::TyAlias:
    case DefKind::AssocTy:
    case DefKind::Field:
    case DefKind::Impl:
    case DefKind::Static:
    case DefKind::Const:
    case DefKind::AssocConst:
      if (const hir::Ty* ty = items.hir.sig(def).ty) {
        TyLowerer lowerer(items, def);
        lowerer.keep_regions(*this);
        out = lowerer.lower(*ty);
      }
      break;
    case DefKind::Mod:
    case DefKind::ForeignMod:
    case DefKind::Ctor:
    case DefKind::Trait:
    case DefKind::TraitAlias:
    case DefKind::ForeignTy:
    case DefKind::TyParam:
    case DefKind::ConstParam:
    case DefKind::LifetimeParam:
    case DefKind::Fn:
    case DefKind::AssocFn:
    case DefKind::Closure:
    case DefKind::AnonConst:
    case DefKind::InlineConst:
    case DefKind::OpaqueTy:
    case DefKind::Macro:
    case DefKind::Use:
    case DefKind::ExternCrate:
      break;
  }
  if (!out || tcx.has(out, kHasError)) out = erased;
  impl_->types[def.raw] = out;
  return out;
}

std::optional<TraitRef> RegionSigs::impl_trait_ref(DefId impl) {
  const hir::ItemSig& sig = items.hir.sig(impl);
  if (!sig.of_trait) return std::nullopt;
  TyLowerer lowerer(items, impl);
  lowerer.keep_regions(*this);
  return lowerer.lower_trait_ref(*sig.of_trait, type_of(impl), nullptr);
}

namespace {

/// The lifetimes in a type, in order of appearance.
class RegionList final : public TyFolder {
 public:
  explicit RegionList(TyContext& tcx) : TyFolder(tcx) {}
  Region fold_region(Region r) override {
    if (r.kind == Region::Kind::Static || r.kind == Region::Kind::Param) found.push_back(r);
    return r;
  }
  std::vector<Region> found;
};

/// The lifetime bounds that an item writes on its parameters, in its where clauses and on `impl Trait` arguments.
class WrittenBounds {
 public:
  WrittenBounds(RegionSigs& sigs, DefId item, RegionSigs::Sig& out)
      : sigs_(sigs), defs_(sigs.items.hir.defs), item_(item), out_(out) {}

  void run() {
    of(item_);
    const DefId parent = defs_[item_].parent;
    if (parent && defs_[parent].kind == DefKind::Impl) of(parent);
    if (const ast::Item* syntax = defs_[item_].item)
      for (uint32_t i = 0; i < syntax->sig.params.size(); ++i)
        if (const ast::Ty* ty = syntax->sig.params[i].ty; ty && ty->kind == ast::Ty::Kind::ImplTrait)
          for (const Region shorter : lifetimes(ty->bounds)) out_.inputs_outlive.emplace_back(i, shorter);
  }

 private:
  void of(DefId owner) {
    const ast::Item* syntax = defs_[owner].item;
    if (!syntax) return;
    for (const ast::GenericParam& p : syntax->generics.params) bound(p.name.name, p.bounds);
    for (const ast::WherePredicate& where : syntax->generics.where_clauses)
      if (where.bounded && where.bounded->kind == ast::Ty::Kind::Path && where.bounded->path.segments.size() == 1)
        bound(where.bounded->path.segments[0].ident.name, where.bounds);
  }
  void bound(SymbolId name, const std::vector<ast::Bound>& bounds) {
    for (const Region shorter : lifetimes(bounds)) {
      if (const auto longer = find(name)) out_.outlives.emplace_back(*longer, shorter);
      for (const GenericParamInfo& p : sigs_.items.generics_of(item_).params)
        if (p.kind == GenericParamInfo::Kind::Type && p.name == name)
          out_.params_outlive.emplace_back(p.index, shorter);
    }
  }
  std::vector<Region> lifetimes(const std::vector<ast::Bound>& bounds) {
    std::vector<Region> found;
    for (const ast::Bound& b : bounds)
      if (b.kind == ast::Bound::Kind::Lifetime)
        if (const auto region = find(b.lifetime.name)) found.push_back(*region);
    return found;
  }
  std::optional<Region> find(SymbolId name) {
    if (sigs_.items.hir.session.text(name) == "'static") return Region{Region::Kind::Static};
    for (DefId owner = item_; owner; owner = defs_[owner].parent) {
      if (defs_[owner].kind == DefKind::Mod) break;
      for (const hir::GenericParam& p : sigs_.items.hir.sig(owner).generics.params)
        if (p.kind == ast::GenericParam::Kind::Lifetime && p.name == name) return sigs_.param(p.def);
      if (defs_[owner].parent && defs_[defs_[owner].parent].kind != DefKind::Impl) break;
    }
    return std::nullopt;
  }

  RegionSigs& sigs_;
  const hir::DefTable& defs_;
  DefId item_;
  RegionSigs::Sig& out_;
};

}  // namespace

const RegionSigs::Sig& RegionSigs::fn(DefId fn) {
  if (const auto it = impl_->sigs.find(fn.raw); it != impl_->sigs.end()) return it->second;
  const FnSig erased = items.fn_sig(fn);
  Sig out;
  out.inputs.assign(tcx[erased.inputs].begin(), tcx[erased.inputs].end());
  out.output = erased.output;
  if (items.hir.defs[fn].kind == DefKind::Ctor) {
    const DefId of = items.hir.defs[fn].parent;
    size_t next = 0;
    for (DefId field : std::vector<DefId>(items.hir.defs[of].children))
      if (items.hir.defs[field].kind == DefKind::Field && next < out.inputs.size()) out.inputs[next++] = type_of(field);
    out.output = type_of(of);
    return impl_->sigs.emplace(fn.raw, std::move(out)).first->second;
  }
  const hir::FnSig& sig = items.hir.sig(fn).fn;
  TyLowerer lowerer(items, fn);
  lowerer.keep_regions(*this);
  RegionList regions(tcx);
  size_t of_self = 0;
  for (size_t i = 0; i < sig.inputs.size() && i < out.inputs.size(); ++i) {
    if (!sig.inputs[i]) continue;
    const TyId ty = lowerer.lower(*sig.inputs[i]);
    if (!tcx.has(ty, kHasError)) out.inputs[i] = ty;
    regions.fold_ty(ty);
    if (i == 0 && sig.has_self) of_self = regions.found.size();
  }
  // Elision: the lifetime of the reference to self, or the only one there is.
  const TyData self = out.inputs.empty() ? TyData{} : tcx[out.inputs[0]];
  if (of_self != 0)
    lowerer.elide_to(self.kind == TyKind::Ref ? self.region : regions.found[0]);
  else if (regions.found.size() == 1)
    lowerer.elide_to(regions.found[0]);
  else
    lowerer.elide_to({});
  if (sig.output) {
    const TyId ty = lowerer.lower(*sig.output);
    if (!tcx.has(ty, kHasError)) out.output = ty;
  }
  WrittenBounds(*this, fn, out).run();
  return impl_->sigs.emplace(fn.raw, std::move(out)).first->second;
}

}  // namespace assay::types
