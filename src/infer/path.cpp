// What a path means in value position: locals, functions, constants, constructors; associated items found by type.
#include "infer/fn_ctxt.h"
#include "infer/inherent_index.h"

namespace assay::infer {

using hir::DefKind;
using RK = hir::Res::Kind;

TyId FnCtxt::check_path(const hir::Expr& expr) {
  const ValueRes res = resolve_value(*expr.path, expr.span);
  tables.paths[expr.id] = res;
  return type_of_value(res, expr.span);
}

TyId FnCtxt::local_ty(LocalVar local, Span span) {
  TyId& ty = tables.locals[local];
  if (!ty) ty = fresh_ty(span);
  return ty;
}

TyId FnCtxt::type_of_value(const ValueRes& res, Span span) {
  switch (res.kind) {
    case ValueRes::Kind::Err:
      return tcx.error;
    case ValueRes::Kind::Local: {
      const auto frame = local_frame.find(res.local);
      if (frame != local_frame.end())
        for (size_t i = frame->second + 1; i < frames.size(); ++i)
          if (frames[i].closure) frames[i].closure->captures = true;
      return local_ty(res.local, span);
    }
    case ValueRes::Kind::Fn:
      return tcx.fn_def(res.def, res.args);
    case ValueRes::Kind::Const: {
      const TyId ty = known_type(items, res.def);
      return ty ? norm(tcx.subst(ty, res.args), span) : tcx.error;
    }
    case ValueRes::Kind::UnitCtor: {
      const DefId parent_def = hir.defs[res.def].parent;
      const DefId adt = hir.defs[parent_def].kind == DefKind::Variant ? hir.defs[parent_def].parent : parent_def;
      return tcx.adt(adt, res.args);
    }
    case ValueRes::Kind::Static:
      return norm(known_type(items, res.def), span);
    case ValueRes::Kind::ConstParam:
      return tcx[res.constant].ty;
  }
  return tcx.error;
}

ValueRes FnCtxt::value_of_item(DefId def, ArgsId args, Span span, bool require_bounds) {
  ValueRes res;
  res.def = def;
  res.args = args;
  const DefKind kind = hir.defs[def].kind;
  if (kind == DefKind::Fn || kind == DefKind::AssocFn) {
    res.kind = ValueRes::Kind::Fn;
  } else if (kind == DefKind::Const || kind == DefKind::AssocConst) {
    res.kind = ValueRes::Kind::Const;
  } else if (kind == DefKind::Static) {
    res.kind = ValueRes::Kind::Static;
  } else if (kind == DefKind::Ctor) {
    res.kind = hir.defs[def].ctor_kind == hir::CtorKind::Fn ? ValueRes::Kind::Fn : ValueRes::Kind::UnitCtor;
  } else {
    error(span, "expected value, found `" + items.print_path(def) + "`", "E0423");
    return {};
  }
  if (require_bounds && kind != DefKind::Static)
    require_all(kind == DefKind::Ctor ? items.generics_item(def) : def, args, span);
  return res;
}

TyId FnCtxt::lower_path_prefix(const hir::Path& path, size_t count) {
  if (count == 0) return path.qself ? lower_ty(*path.qself) : tcx.error;
  if (count == path.resolved && path.res.kind == RK::Def && !path.qself) {
    const DefKind kind = hir.defs[path.res.def].kind;
    if (kind == DefKind::Struct || kind == DefKind::Enum || kind == DefKind::Union) {
      const ArgsId args = items.lower_args(path.res.def, {}, {}, path.segments[count - 1].args, owner, this, path.span);
      return tcx.adt(path.res.def, norm(args, path.span));
    }
  }
  hir::Path prefix = path;
  prefix.segments.resize(count);
  if (prefix.resolved > count) prefix.resolved = static_cast<uint32_t>(count);
  const hir::Path* kept = session.arena.make<hir::Path>(std::move(prefix));
  hir::Ty ty;
  ty.kind = hir::Ty::Kind::Path;
  ty.span = path.span;
  ty.path = kept;
  return lower_ty(ty);
}

ValueRes FnCtxt::resolve_value(const hir::Path& path, Span span) {
  const size_t count = path.segments.size();
  if (path.resolved < count) {
    if (path.res.kind == RK::Err && !path.qself) {
      state.failed = true;
      return {};
    }
    // `<T as Trait>::Name::f` and `Type::f`: everything but the last segment is a type.
    const TyId self = lower_path_prefix(path, count - 1);
    if (tcx[self].kind == TyKind::Error) {
      state.failed = true;
      return {};
    }
    return assoc_value(self, path.segments[count - 1], span);
  }
  ValueRes res;
  switch (path.res.kind) {
    case RK::Err:
      state.failed = true;
      return {};
    case RK::Local:
      res.kind = ValueRes::Kind::Local;
      res.local = path.res.local;
      return res;
    case RK::SelfCtor: {
      const TyId self = norm(known_type(items, path.res.def), span);
      const TyData& d = data(self);
      if (d.kind != TyKind::Adt) return {};
      const AdtInfo& adt = items.adt(d.def);
      if (adt.variants.size() != 1 || !adt.variants[0].ctor) {
        error(span, "the `Self` constructor must be used with unit or tuple structs", "E0423");
        return {};
      }
      return value_of_item(adt.variants[0].ctor, d.args, span, false);
    }
    case RK::Prim:
    case RK::SelfTyParam:
    case RK::SelfTyAlias:
      error(span, "expected value, found type", "E0423");
      return {};
    case RK::Def:
      break;
  }
  const DefId def = path.res.def;
  const DefKind kind = hir.defs[def].kind;
  const hir::GenericArgs* written = count ? path.segments[count - 1].args : nullptr;
  if (kind == DefKind::ConstParam) {
    const Generics& generics = items.generics_of(owner);
    for (size_t i = 0; i < generics.params.size(); ++i) {
      if (generics.params[i].def != def) continue;
      res.kind = ValueRes::Kind::ConstParam;
      res.def = def;
      res.constant = tcx[items.identity_args(owner)][i].constant();
      return res;
    }
    return {};
  }
  if (kind == DefKind::Ctor || kind == DefKind::Variant || kind == DefKind::Struct) {
    DefId ctor = kind == DefKind::Ctor ? def : hir.defs[def].ctor;
    if (!ctor) {
      error(span, "expected value, found `" + items.print_path(def) + "`", "E0533");
      return {};
    }
    const DefId of = hir.defs[ctor].parent;
    DefId adt = of;
    if (hir.defs[of].kind == DefKind::Variant) {
      adt = hir.defs[of].parent;
      if (!written && count >= 2) written = path.segments[count - 2].args;
    }
    return value_of_item(ctor, norm(items.lower_args(adt, {}, {}, written, owner, this, span), span), span);
  }
  const DefId container = hir.defs[def].parent;
  if ((kind == DefKind::AssocFn || kind == DefKind::AssocConst) && container) {
    ArgsId parent_args;
    if (hir.defs[container].kind == DefKind::Trait) {
      const TyId self = path.qself ? lower_ty(*path.qself) : fresh_ty(span);
      const size_t at = path.trait_segment != kNoId ? path.trait_segment : count >= 2 ? count - 2 : count;
      const hir::GenericArgs* trait_args = at < count ? path.segments[at].args : nullptr;
      parent_args = items.lower_args(container, {}, self, trait_args, owner, this, span);
    } else {
      parent_args = table.fresh_args(items, container, span);
    }
    return value_of_item(def, norm(items.lower_args(def, parent_args, {}, written, owner, this, span), span), span);
  }
  if (kind == DefKind::Static) return value_of_item(def, {}, span);
  return value_of_item(def, norm(items.lower_args(def, {}, {}, written, owner, this, span), span), span);
}

ValueRes FnCtxt::assoc_value(TyId self_ty, const hir::PathSegment& segment, Span span) {
  self_ty = structurally(self_ty);
  const TyData d = tcx[self_ty];
  const SymbolId name = segment.ident.name;
  if (d.kind == TyKind::Adt) {
    const AdtInfo& adt = items.adt(d.def);
    if (adt.kind == AdtInfo::Kind::Enum)
      for (const VariantInfo& variant : adt.variants)
        if (variant.name == name) {
          if (variant.ctor) return value_of_item(variant.ctor, d.args, span);
          error(span, "expected value, found struct variant `" + items.print_path(variant.def) + "`", "E0533");
          return {};
        }
  }
  std::vector<AutoderefStep> steps{{self_ty, false}};
  std::optional<Pick> pick = probe(steps, false, name, Mode::Path, AssocItem::Kind::Fn);
  if (!pick) pick = probe(steps, false, name, Mode::Path, AssocItem::Kind::Const);
  if (!pick) {
    const std::string text(session.text(name));
    if (is_var(self_ty))
      error(span, "type annotations needed", "E0282", "cannot infer type");
    else if (d.kind == TyKind::Adt && hir.defs.crates[hir.defs[d.def].crate].is_user)
      error(segment.ident.span,
            "no function or associated item named `" + text + "` found for " + show(self_ty) + " in the current scope",
            "E0599");
    else if (d.kind == TyKind::Adt)
      unsupported(segment.ident.span, "std:" + hir.defs.path(d.def, session.symbols) + "::" + text);
    else
      unsupported(segment.ident.span, "std:" + items.print(resolve(self_ty)) + "::" + text);
    return {};
  }
  ArgsId parent_args;
  switch (pick->source) {
    case Pick::Source::Impl:
      parent_args = table.fresh_args(items, pick->container, span);
      demand_eq(span, norm(tcx.subst(items.impl_info(pick->container).self_ty, parent_args), span), self_ty);
      break;
    case Pick::Source::Bound:
      parent_args = pick->trait_ref.args;
      break;
    case Pick::Source::Trait: {
      parent_args = items.lower_args(pick->container, {}, self_ty, nullptr, owner, this, span);
      break;
    }
  }
  const ArgsId args = norm(items.lower_args(pick->item, parent_args, {}, segment.args, owner, this, span), span);
  return value_of_item(pick->item, args, span);
}

std::optional<VariantRes> FnCtxt::resolve_variant(const hir::Path& path, Span span, TyId& ty) {
  const size_t count = path.segments.size();
  const auto whole = [&]() -> std::optional<VariantRes> {
    const TyData& d = tcx[structurally(ty)];
    if (d.kind == TyKind::Error) {
      state.failed = true;
      return std::nullopt;
    }
    if (d.kind == TyKind::Adt && items.adt(d.def).kind != AdtInfo::Kind::Enum) {
      ty = structurally(ty);
      return VariantRes{d.def, 0};
    }
    error(span, "expected struct, variant or union type, found " + show(ty), "E0574");
    return std::nullopt;
  };
  if (path.resolved == count && path.res.kind == RK::Def) {
    DefId def = path.res.def;
    if (hir.defs[def].kind == DefKind::Ctor) def = hir.defs[def].parent;
    if (hir.defs[def].kind == DefKind::Variant) {
      const DefId adt = hir.defs[def].parent;
      const hir::GenericArgs* written = path.segments[count - 1].args;
      if (!written && count >= 2) written = path.segments[count - 2].args;
      ty = tcx.adt(adt, norm(items.lower_args(adt, {}, {}, written, owner, this, span), span));
      return VariantRes{adt, hir.defs[def].index};
    }
    if (hir.defs[def].kind == DefKind::Struct || hir.defs[def].kind == DefKind::Union) {
      ty = tcx.adt(def, norm(items.lower_args(def, {}, {}, path.segments[count - 1].args, owner, this, span), span));
      return VariantRes{def, 0};
    }
    ty = lower_path_prefix(path, count);
    return whole();
  }
  if (path.res.kind == RK::SelfCtor || (path.res.kind == RK::SelfTyAlias && path.resolved == count)) {
    ty = norm(known_type(items, path.res.def), span);
    return whole();
  }
  if (path.resolved == count || count == 0) {
    if (path.res.kind != RK::Err) error(span, "expected struct, variant or union type", "E0574");
    state.failed = true;
    return std::nullopt;
  }
  if (path.res.kind == RK::Err && !path.qself) {
    state.failed = true;
    return std::nullopt;
  }
  ty = structurally(lower_path_prefix(path, count - 1));
  const TyData& d = tcx[ty];
  if (d.kind == TyKind::Adt) {
    const AdtInfo& adt = items.adt(d.def);
    if (adt.kind == AdtInfo::Kind::Enum) {
      for (uint32_t i = 0; i < adt.variants.size(); ++i)
        if (adt.variants[i].name == path.segments[count - 1].ident.name) return VariantRes{d.def, i};
      error(span,
            "no variant named `" + std::string(session.text(path.segments[count - 1].ident.name)) +
                "` found for enum " + show(ty),
            "E0599");
      return std::nullopt;
    }
  }
  ty = lower_path_prefix(path, count);
  return whole();
}

/// `Type::Name` in type position, where the bounds in scope said nothing: a trait that is in scope has the type.
TyId FnCtxt::assoc_by_name(TyId self, Ident name, Span span) {
  self = structurally(self);
  const auto with_self = [&](DefId trait) { return items.lower_args(trait, {}, self, nullptr, owner, this, span); };
  for (const Predicate& p : state.env.predicates) {
    if (p.kind != Predicate::Kind::Trait) continue;
    const AssocItem* item = items.assoc_item(p.trait_ref.trait, name.name, AssocItem::Kind::Type);
    if (item && unify(tcx[p.trait_ref.args][0].ty(), self)) return project(item->def, p.trait_ref.args, span);
  }
  const auto in_scope = hir.traits_in_scope(owner);
  for (const DefId trait : std::vector<DefId>(in_scope.begin(), in_scope.end())) {
    const AssocItem* item = items.assoc_item(trait, name.name, AssocItem::Kind::Type);
    if (!item) continue;
    const ArgsId args = with_self(trait);
    if (holds(trait, args) != Answer::No) return project(item->def, args, span);
  }
  error(span, "associated type `" + std::string(session.text(name.name)) + "` not found for " + show(self), "E0220");
  return tcx.error;
}

}  // namespace assay::infer
