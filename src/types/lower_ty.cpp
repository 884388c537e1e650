// From written types to types. Lifetimes are erased, except those bound by `for<..>` (or elided) inside a fn pointer
// or trait object type, which are numbered in order of appearance. For region_sigs.h all are kept.
#include "types/lower_ty.h"

#include <algorithm>

#include "types/collect_impl.h"
#include "types/region_sigs.h"

namespace assay::types {

using hir::DefKind;
using hir::Res;

TyId TyLowerer::prim(hir::PrimTy p) {
  switch (p) {
    case hir::PrimTy::Bool:
      return tcx_.bool_;
    case hir::PrimTy::Char:
      return tcx_.char_;
    case hir::PrimTy::Str:
      return tcx_.str_;
    case hir::PrimTy::Never:
      return tcx_.never;
    case hir::PrimTy::I8:
      return tcx_.i8;
    case hir::PrimTy::I16:
      return tcx_.i16;
    case hir::PrimTy::I32:
      return tcx_.i32;
    case hir::PrimTy::I64:
      return tcx_.i64;
    case hir::PrimTy::I128:
      return tcx_.i128;
    case hir::PrimTy::Isize:
      return tcx_.isize;
    case hir::PrimTy::U8:
      return tcx_.u8;
    case hir::PrimTy::U16:
      return tcx_.u16;
    case hir::PrimTy::U32:
      return tcx_.u32;
    case hir::PrimTy::U64:
      return tcx_.u64;
    case hir::PrimTy::U128:
      return tcx_.u128_;
    case hir::PrimTy::Usize:
      return tcx_.usize;
    case hir::PrimTy::F16:
      return tcx_.float_ty(FloatTy::F16);
    case hir::PrimTy::F32:
      return tcx_.f32;
    case hir::PrimTy::F64:
      return tcx_.f64;
    case hir::PrimTy::F128:
      return tcx_.float_ty(FloatTy::F128);
  }
  return tcx_.error;
}

Region TyLowerer::lower_region(const hir::Lifetime& lifetime) {
  switch (lifetime.kind) {
    case hir::Lifetime::Kind::Elided:
      return elided_region();
    case hir::Lifetime::Kind::Static:
      return sigs_ ? Region{Region::Kind::Static} : Region{};
    case hir::Lifetime::Kind::Param:
      return sigs_ ? sigs_->param(lifetime.def) : Region{};
    case hir::Lifetime::Kind::Bound:
      break;
  }
  for (size_t i = binders_.size(); i-- > 0;) {
    for (auto& [def, number] : binders_[i].named) {
      if (def != lifetime.def) continue;
      if (number == kNoId) number = binders_[i].count++;
      return {Region::Kind::Bound, static_cast<uint32_t>(binders_.size() - 1 - i) << 16 | number};
    }
  }
  return {};
}

Region TyLowerer::elided_region() {
  for (size_t i = binders_.size(); i-- > 0;) {
    Binder& binder = binders_[i];
    const uint32_t depth = static_cast<uint32_t>(binders_.size() - 1 - i) << 16;
    switch (binder.elided) {
      case Elided::Erased:
        continue;
      case Elided::Input:
        return {Region::Kind::Bound, depth | binder.count++};
      case Elided::Output:
        return binder.count == 1 ? Region{Region::Kind::Bound, depth} : Region{};
    }
  }
  return sigs_ ? anonymous_region() : Region{};
}

Region TyLowerer::anonymous_region() {
  if (elided_to_) return *elided_to_;
  return {Region::Kind::Param, kAnonymousRegion + anonymous_++};
}

void TyLowerer::unsupported(Span span, const char* feature, const char* detail) {
  if (!sigs_) hir_.session.diags.unsupported(span, feature, detail);
}

TyId TyLowerer::named_ty(DefId def) { return sigs_ ? sigs_->type_of(def) : items_.type_of(def); }
ArgsId TyLowerer::identity_args(DefId def) { return sigs_ ? sigs_->identity_args(def) : items_.identity_args(def); }

TyId TyLowerer::lower(const hir::Ty& ty) {
  switch (ty.kind) {
    case hir::Ty::Kind::Path:
      return lower_path(*ty.path);
    case hir::Ty::Kind::Ref: {
      const Region region = lower_region(ty.lifetime);  // before the inner type: numbered by appearance
      const Region outer = object_region_;
      object_region_ = region;
      const TyId inner = lower(*ty.inner);
      object_region_ = outer;
      return tcx_.ref(inner, ty.is_mut, region);
    }
    case hir::Ty::Kind::RawPtr:
      return tcx_.raw_ptr(lower(*ty.inner), ty.is_mut);
    case hir::Ty::Kind::Slice:
      return tcx_.slice(lower(*ty.inner));
    case hir::Ty::Kind::Array: {
      const TyId inner = lower(*ty.inner);
      return tcx_.array(inner, ty.length ? lower_const(*ty.length, tcx_.usize) : const_error(tcx_.usize));
    }
    case hir::Ty::Kind::Tuple: {
      std::vector<TyId> elements;
      for (const hir::Ty* e : ty.elements) elements.push_back(lower(*e));
      return tcx_.tuple(elements);
    }
    case hir::Ty::Kind::Never:
      return tcx_.never;
    case hir::Ty::Kind::Infer:
      if (hooks_) return hooks_->fresh_ty(ty.span);
      unsupported(ty.span, "type:placeholder-in-signature");
      return tcx_.error;
    case hir::Ty::Kind::BareFn:
      return lower_bare_fn(ty);
    case hir::Ty::Kind::Opaque: {
      const DefId item = items_.generics_item(ty.def);
      const DefId parent = hir_.defs[item].parent;
      if (parent && hir_.defs[parent].kind == DefKind::Trait) unsupported(ty.span, "type:impl-trait-in-trait");
      return tcx_.opaque(ty.def, identity_args(ty.def));
    }
    case hir::Ty::Kind::DynTrait:
      return lower_dyn(ty);
    case hir::Ty::Kind::Error:
      return tcx_.error;
  }
  return tcx_.error;
}

TyId TyLowerer::lower_bare_fn(const hir::Ty& ty) {
  Binder binder;
  for (DefId def : ty.bound_lifetimes) binder.named.emplace_back(def, kNoId);
  binder.elided = Elided::Input;
  binders_.push_back(std::move(binder));
  std::vector<TyId> inputs;
  for (const hir::Ty* e : ty.elements) inputs.push_back(lower(*e));
  FnSig sig;
  binders_.back().elided = Elided::Output;
  sig.output = ty.output ? lower(*ty.output) : tcx_.unit;
  sig.bound_regions = binders_.back().count;
  binders_.pop_back();
  sig.inputs = tcx_.list(inputs);
  sig.abi = ty.abi && hir_.session.text(ty.abi) != "Rust" ? ty.abi : SymbolId();
  sig.is_unsafe = ty.is_unsafe;
  sig.is_variadic = ty.is_variadic;
  return tcx_.fn_ptr(sig);
}

TyId TyLowerer::lower_dyn(const hir::Ty& ty) {
  DynTy dyn;
  const TyId self = tcx_.param(kDynSelfIndex, hir_.session.sym("dyn Self"));
  std::vector<Predicate> constraints;
  TraitRef principal;
  binders_.push_back({});
  for (const hir::TraitBound& bound : ty.bounds) {
    if (bound.maybe || !bound.path) continue;
    const DefId trait = bound.path->res.def;
    if (bound.path->res.kind != Res::Kind::Def || !trait) continue;
    if (items_.is_auto_trait(trait)) {
      dyn.autos.push_back(trait);
      continue;
    }
    if (principal.trait || hir_.defs[trait].kind != DefKind::Trait) {
      unsupported(bound.span, "type:trait-object", "more than one trait, or an alias");
      continue;
    }
    for (DefId def : bound.bound_lifetimes) binders_.back().named.emplace_back(def, kNoId);
    principal = lower_trait_ref(*bound.path, self, &constraints);
  }
  binders_.pop_back();
  std::sort(dyn.autos.begin(), dyn.autos.end());
  dyn.autos.erase(std::unique(dyn.autos.begin(), dyn.autos.end()), dyn.autos.end());
  if (principal.trait) {
    dyn.principal = principal.trait;
    dyn.principal_args = tcx_.args(tcx_[principal.args].subspan(1));
    const auto add = [&](const Predicate& p) {
      if (p.kind != Predicate::Kind::Projection) return;
      for (const DynProjection& known : dyn.projections)
        if (known.assoc == p.assoc) return;
      dyn.projections.push_back({p.assoc, p.ty});
    };
    for (const Predicate& p : constraints) add(p);
    std::vector<TraitRef> todo{principal};
    for (size_t i = 0; i < todo.size() && i < 64; ++i) {
      for (const Predicate& p : items_.super_predicates(todo[i].trait)) {
        Predicate super = p;
        super.trait_ref.args = tcx_.subst(p.trait_ref.args, todo[i].args);
        if (tcx_[super.trait_ref.args][0].ty() != self) continue;
        if (p.kind == Predicate::Kind::Projection)
          super.ty = tcx_.subst(p.ty, todo[i].args), add(super);
        else
          todo.push_back(super.trait_ref);
      }
    }
    std::sort(dyn.projections.begin(), dyn.projections.end());
  }
  TyData d;
  d.kind = TyKind::Dynamic;
  d.dyn = tcx_.intern(dyn);
  if (sigs_) d.region = ty.lifetime.kind == hir::Lifetime::Kind::Elided ? object_region_ : lower_region(ty.lifetime);
  return tcx_.intern(d);
}

TyId TyLowerer::project(DefId assoc, ArgsId args, Span span) {
  return hooks_ ? hooks_->project(assoc, args, span) : tcx_.projection(assoc, args);
}

TyId TyLowerer::lower_path(const hir::Path& path) {
  if (path.qself) return lower_qualified(path);
  const TyId base = lower_resolved(path);
  return lower_rest(base, path, path.resolved);
}

// `<T as Trait<..>>::Name<..>` and `<T>::Name`.
TyId TyLowerer::lower_qualified(const hir::Path& path) {
  const TyId self = lower(*path.qself);
  if (path.resolved == 0) return lower_rest(self, path, 0);
  if (path.res.kind != Res::Kind::Def || hir_.defs[path.res.def].kind != DefKind::AssocTy ||
      path.trait_segment == kNoId) {
    unsupported(path.span, "type:qualified-path");
    return tcx_.error;
  }
  const DefId assoc = path.res.def;
  const ArgsId trait_args =
      lower_args(hir_.defs[assoc].parent, {}, self, path.segments[path.trait_segment].args, false, path.span);
  const ArgsId args = lower_args(assoc, trait_args, {}, path.segments[path.trait_segment + 1].args, false, path.span);
  return lower_rest(project(assoc, args, path.span), path, std::max(path.resolved, path.trait_segment + 2));
}

TyId TyLowerer::lower_resolved(const hir::Path& path) {
  switch (path.res.kind) {
    case Res::Kind::Err:
    case Res::Kind::Local:
      return tcx_.error;
    case Res::Kind::Prim:
      return prim(path.res.prim);
    case Res::Kind::SelfTyParam:
      return tcx_.param(0, hir_.session.sym("Self"));
    case Res::Kind::SelfTyAlias: {
      const TyId self = named_ty(path.res.def);
      return self ? self : tcx_.error;
    }
    case Res::Kind::SelfCtor:
      return named_ty(path.res.def);
    case Res::Kind::Def:
      break;
  }
  const DefId def = path.res.def;
  const hir::GenericArgs* written = path.resolved > 0 ? path.segments[path.resolved - 1].args : nullptr;
  switch (hir_.defs[def].kind) {
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
      return tcx_.adt(def, lower_args(def, {}, {}, written, false, path.span));
    case DefKind::TyAlias: {
      const TyId aliased = named_ty(def);
      return aliased ? tcx_.subst(aliased, lower_args(def, {}, {}, written, false, path.span)) : tcx_.error;
    }
    case DefKind::TyParam:
    case DefKind::ForeignTy: {
      const TyId ty = items_.type_of(def);
      return ty ? ty : tcx_.error;
    }
    case DefKind::Trait:
    case DefKind::TraitAlias: {  // `Trait` for `dyn Trait`, up to edition 2018
      hir::Ty bare;
      bare.kind = hir::Ty::Kind::DynTrait;
      bare.span = path.span;
      hir::TraitBound bound;
      bound.span = path.span;
      bound.path = &path;
      bare.bounds.push_back(bound);
      return lower_dyn(bare);
    }
    case DefKind::Mod:
    case DefKind::ForeignMod:
    case DefKind::Variant:
    case DefKind::Ctor:
    case DefKind::AssocTy:
    case DefKind::ConstParam:
    case DefKind::LifetimeParam:
    case DefKind::Fn:
    case DefKind::AssocFn:
    case DefKind::Const:
    case DefKind::AssocConst:
    case DefKind::Static:
    case DefKind::Field:
    case DefKind::Impl:
    case DefKind::Closure:
    case DefKind::AnonConst:
    case DefKind::InlineConst:
    case DefKind::OpaqueTy:
    case DefKind::Macro:
    case DefKind::Use:
    case DefKind::ExternCrate:
      break;
  }
  unsupported(path.span, "type:path");
  return tcx_.error;
}

// Associated types named after what is resolved: `T::Item::Other`.
TyId TyLowerer::lower_rest(TyId base, const hir::Path& path, uint32_t from) {
  for (size_t i = from; i < path.segments.size(); ++i) {
    const hir::PathSegment& segment = path.segments[i];
    if (tcx_[base].kind == TyKind::Error) return base;
    const TyId plain = sigs_ ? tcx_.erase_regions(base) : base;
    if (const AssocFound found = assoc_in_scope(plain, segment.ident.name, AssocItem::Kind::Type)) {
      ArgsId parents = found.trait_ref.args;
      if (plain != base) {
        std::vector<GenericArg> of(tcx_[parents].begin(), tcx_[parents].end());
        of[0] = GenericArg::of(base);
        parents = tcx_.args(of);
      }
      const ArgsId args = lower_args(found.item, parents, {}, segment.args, false, path.span);
      base = project(found.item, args, path.span);
    } else if (hooks_) {
      base = hooks_->assoc_by_name(base, segment.ident, path.span);
    } else {
      unsupported(path.span, "type:associated-type-of-concrete-type");
      return tcx_.error;
    }
  }
  return base;
}

ArgsId TyLowerer::lower_args(DefId def, ArgsId parent_args, TyId self_ty, const hir::GenericArgs* written,
                             bool infer_missing, Span span) {
  const Generics& generics = items_.generics_of(def);
  std::vector<GenericArg> out;
  out.reserve(generics.params.size());
  if (parent_args) {
    const auto parents = tcx_[parent_args];
    out.assign(parents.begin(), parents.begin() + std::min<size_t>(parents.size(), generics.parent_count));
  } else if (generics.has_self && generics.parent_count == 0 && self_ty) {
    out.push_back(GenericArg::of(self_ty));
  }
  std::vector<const hir::GenericArg*> lifetimes, others;
  if (written) {
    for (const hir::GenericArg& a : written->args)
      (a.kind == hir::GenericArg::Kind::Lifetime ? lifetimes : others).push_back(&a);
  }
  const bool parenthesized = written && written->parenthesized;
  Elided saved = Elided::Erased;
  if (parenthesized && !binders_.empty()) {
    saved = binders_.back().elided;
    binders_.back().elided = Elided::Input;
  }
  size_t next_lifetime = 0, next_other = 0;
  const auto so_far = [&] { return tcx_.args(out); };
  const auto missing = [&](const char* what) { unsupported(span, "type:missing-generic-argument", what); };
  for (size_t i = out.size(); i < generics.params.size(); ++i) {
    const GenericParamInfo& p = generics.params[i];
    const bool own = i >= generics.parent_count;
    const hir::GenericArg* arg = nullptr;
    switch (p.kind) {
      case GenericParamInfo::Kind::Region: {
        Region region;
        if (own && next_lifetime < lifetimes.size() && lifetimes[next_lifetime]->lifetime)
          region = lower_region(*lifetimes[next_lifetime++]->lifetime);
        else
          region = elided_region();
        out.push_back(GenericArg::of(region));
        break;
      }
      case GenericParamInfo::Kind::Type: {
        if (own && !p.synthetic && next_other < others.size()) arg = others[next_other++];
        if (arg && arg->ty)
          out.push_back(GenericArg::of(lower(*arg->ty)));
        else if (p.has_default && !(infer_missing && hooks_))
          out.push_back(GenericArg::of(tcx_.subst(items_.param_default(p.def), so_far())));
        else if (hooks_)
          out.push_back(GenericArg::of(hooks_->fresh_ty(span)));
        else {
          missing("type");
          out.push_back(GenericArg::of(tcx_.error));
        }
        break;
      }
      case GenericParamInfo::Kind::Const: {
        const TyId ty = items_.type_of(p.def);
        if (own && next_other < others.size()) arg = others[next_other++];
        if (arg && arg->constant)
          out.push_back(GenericArg::of(lower_const(*arg->constant, ty)));
        else if (arg && arg->ty && arg->ty->kind == hir::Ty::Kind::Path)
          out.push_back(GenericArg::of(lower_const_path(*arg->ty->path, ty)));
        else if (!arg && p.has_default && !(infer_missing && hooks_))
          out.push_back(GenericArg::of(tcx_.subst(items_.const_param_default(p.def), so_far())));
        else if (hooks_)
          out.push_back(GenericArg::of(hooks_->fresh_const(ty, span)));
        else {
          missing("const");
          out.push_back(GenericArg::of(const_error(ty)));
        }
        break;
      }
    }
  }
  if (parenthesized && !binders_.empty()) binders_.back().elided = saved;
  return tcx_.args(out);
}

ConstId TyLowerer::const_error(TyId ty) {
  ConstData c;
  c.ty = ty;
  return tcx_.intern(c);
}

ConstId TyLowerer::unevaluated(DefId def, ArgsId args, TyId ty) {
  ConstData c;
  c.kind = ConstData::Kind::Unevaluated;
  c.ty = ty;
  c.def = def;
  c.args = args ? args : tcx_.args({});
  return tcx_.intern(c);
}

ConstId TyLowerer::const_param(DefId def) {
  for (const GenericParamInfo& p : items_.generics_of(hir_.defs[def].parent).params) {
    if (p.def != def) continue;
    ConstData c;
    c.kind = ConstData::Kind::Param;
    c.ty = items_.type_of(def);
    c.index = p.index;
    c.name = p.name;
    return tcx_.intern(c);
  }
  return const_error(tcx_.error);
}

ConstId TyLowerer::lower_const(const hir::ConstArg& c, TyId ty) {
  switch (c.kind) {
    case hir::ConstArg::Kind::Literal:
      return tcx_.const_value(ty, c.value);
    case hir::ConstArg::Kind::Param:
      return const_param(c.def);
    case hir::ConstArg::Kind::Anon:
      // Anonymous constants see no parameters (only a lone parameter may be named, which is the case above).
      items_.impl_->anon_types[c.def.raw] = ty;
      return unevaluated(c.def, {}, ty);
    case hir::ConstArg::Kind::Infer:
      if (hooks_) return hooks_->fresh_const(ty, c.span);
      unsupported(c.span, "type:placeholder-in-signature");
      return const_error(ty);
    case hir::ConstArg::Kind::Path:
      return lower_const_path(*c.path, ty);
  }
  return const_error(ty);
}

ConstId TyLowerer::lower_const_path(const hir::Path& path, TyId ty) {
  if (path.res.kind == Res::Kind::Def && path.resolved == path.segments.size()) {
    const DefId def = path.res.def;
    const DefKind kind = hir_.defs[def].kind;
    if (kind == DefKind::ConstParam) return const_param(def);
    if (kind == DefKind::Const) return unevaluated(def, {}, ty);
    // A fieldless enum variant: its value is the variant's index.
    if (kind == DefKind::Ctor && hir_.defs[def].ctor_kind == hir::CtorKind::Const &&
        hir_.defs[hir_.defs[def].parent].kind == DefKind::Variant)
      return tcx_.const_value(ty, hir_.defs[hir_.defs[def].parent].index);
    if (kind == DefKind::AssocConst && path.qself && path.trait_segment != kNoId) {
      const TyId self = lower(*path.qself);
      return unevaluated(
          def, lower_args(hir_.defs[def].parent, {}, self, path.segments[path.trait_segment].args, false, path.span),
          ty);
    }
  }
  if (path.segments.size() == size_t{path.resolved} + 1) {
    const SymbolId name = path.segments.back().ident.name;
    const TyId self = path.qself ? lower(*path.qself) : lower_resolved(path);
    if (tcx_[self].kind == TyKind::Error) return const_error(ty);
    // Inherent constants first; only those whose impl has the very same self type (or the impl around).
    const TyData& d = tcx_[self];
    const bool has_head = d.kind == TyKind::Adt || d.kind == TyKind::Foreign;
    hir_.need_inherent_items(name);
    for (DefId impl : has_head ? items_.inherent_impls(d.def) : items_.inherent_impls_of_builtins()) {
      const AssocItem* item = items_.assoc_item(impl, name, AssocItem::Kind::Const);
      if (!item) continue;
      if (items_.type_of(impl) == self) return unevaluated(item->def, items_.identity_args(impl), ty);
      const TyData& of = tcx_[items_.type_of(impl)];
      if (has_head && of.args == items_.identity_args(impl) && of.def == d.def)
        return unevaluated(item->def, d.args, ty);
    }
    if (const AssocFound found = assoc_in_scope(self, name, AssocItem::Kind::Const))
      return unevaluated(found.item, found.trait_ref.args, ty);
  }
  unsupported(path.span, "type:constant-path");
  return const_error(ty);
}

}  // namespace assay::types
