// What does an item say apart from its body? Generics, bounds, types and function signatures as hir::ItemSig.
#include "resolve/generics.h"
#include "resolve/ty_lowering.h"

namespace assay::resolve {

using hir::DefKind;

namespace {
bool declares_generics(DefKind kind) {
  switch (kind) {
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
    case DefKind::Trait:
    case DefKind::TraitAlias:
    case DefKind::TyAlias:
    case DefKind::AssocTy:
    case DefKind::Fn:
    case DefKind::AssocFn:
    case DefKind::Const:
    case DefKind::AssocConst:
    case DefKind::Impl:
      return true;
    case DefKind::Mod:
    case DefKind::ForeignMod:
    case DefKind::Variant:
    case DefKind::Ctor:
    case DefKind::ForeignTy:
    case DefKind::TyParam:
    case DefKind::ConstParam:
    case DefKind::LifetimeParam:
    case DefKind::Static:
    case DefKind::Field:
    case DefKind::Closure:
    case DefKind::AnonConst:
    case DefKind::InlineConst:
    case DefKind::OpaqueTy:
    case DefKind::Macro:
    case DefKind::Use:
    case DefKind::ExternCrate:
      return false;
  }
  return false;
}

DefKind param_kind(ast::GenericParam::Kind kind) {
  switch (kind) {
    case ast::GenericParam::Kind::Lifetime:
      return DefKind::LifetimeParam;
    case ast::GenericParam::Kind::Type:
      return DefKind::TyParam;
    case ast::GenericParam::Kind::Const:
      return DefKind::ConstParam;
  }
  return DefKind::TyParam;
}
}  // namespace

const std::vector<hir::GenericParam>& generic_params(Context& cx, DefId item) {
  if (const auto* known = cx.info_of(item).params) return *known;
  auto* params = cx.session.arena.make<std::vector<hir::GenericParam>>();
  cx.info_of(item).params = params;
  const hir::Def owner = cx.defs[item];
  if (!declares_generics(owner.kind) || !owner.item) return *params;
  const DefInfo where = cx.info_of(item);
  params->reserve(owner.item->generics.params.size());
  for (const ast::GenericParam& param : owner.item->generics.params) {
    hir::Def def{.kind = param_kind(param.kind),
                 .parent = item,
                 .crate = owner.crate,
                 .name = param.name.name,
                 .span = param.name.span};
    def.index = static_cast<uint32_t>(params->size());
    def.attrs = &param.attrs;
    const DefId id = cx.add_def(std::move(def), where.module, where.textual);
    params->push_back({.def = id, .kind = param.kind, .name = param.name.name});
  }
  return *params;
}

DefId generics_parent(const Context& cx, DefId item) {
  const hir::Def& def = cx.defs[item];
  switch (def.kind) {
    case DefKind::AssocFn:
    case DefKind::AssocConst:
    case DefKind::AssocTy:
      return def.parent;
    case DefKind::OpaqueTy:
    case DefKind::Closure:
    case DefKind::AnonConst:
    case DefKind::InlineConst:
    case DefKind::Variant:
    case DefKind::Ctor:
    case DefKind::Field:
    case DefKind::TyParam:
    case DefKind::ConstParam:
    case DefKind::LifetimeParam:
      return def.parent ? cx.defs.generics_owner(def.parent) : DefId();
    case DefKind::Mod:
    case DefKind::ForeignMod:
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
    case DefKind::Trait:
    case DefKind::TraitAlias:
    case DefKind::TyAlias:
    case DefKind::ForeignTy:
    case DefKind::Fn:
    case DefKind::Const:
    case DefKind::Static:
    case DefKind::Impl:
    case DefKind::Macro:
    case DefKind::Use:
    case DefKind::ExternCrate:
      return {};
  }
  return {};
}

namespace {

class SigLowerer {
 public:
  SigLowerer(Context& cx, DefId def, hir::ItemSig& sig)
      : cx_(cx),
        id_(def),
        def_(cx.defs[def]),
        sig_(sig),
        lower_(cx, Scope{cx.info_of(def).module, def, cx.info_of(def).textual}) {}

  void run() {
    if (declares_generics(def_.kind) && def_.item) generics(def_.item->generics);
    switch (def_.kind) {
      case DefKind::Fn:
      case DefKind::AssocFn:
        function();
        break;
      case DefKind::Const:
      case DefKind::AssocConst:
      case DefKind::Static:
      case DefKind::TyAlias:
        type(def_.item->ty);
        break;
      case DefKind::AssocTy:
        type(def_.item->ty);
        sig_.bounds = lower_.bounds(def_.item->bounds);
        break;
      case DefKind::Trait:
      case DefKind::TraitAlias:
        sig_.bounds = lower_.bounds(def_.item->bounds);
        break;
      case DefKind::Impl:
        type(def_.item->ty);
        sig_.negative = def_.item->is_negative;
        if (def_.item->of_trait) sig_.of_trait = lower_.path(*def_.item->of_trait, Want::Trait);
        break;
      case DefKind::Field:
        type(def_.field->ty);
        break;
      case DefKind::TyParam:
      case DefKind::ConstParam:
        parameter();
        break;
      case DefKind::Mod:
      case DefKind::ForeignMod:
      case DefKind::Struct:
      case DefKind::Union:
      case DefKind::Enum:
      case DefKind::Variant:
      case DefKind::Ctor:
      case DefKind::ForeignTy:
      case DefKind::LifetimeParam:
      case DefKind::Closure:
      case DefKind::AnonConst:
      case DefKind::InlineConst:
      case DefKind::OpaqueTy:
      case DefKind::Macro:
      case DefKind::Use:
      case DefKind::ExternCrate:
        break;
    }
  }

 private:
  void type(const ast::Ty* from) {
    if (from) sig_.ty = lower_.ty(*from);
  }

  void parameter() {
    if (!def_.parent) return;
    const hir::ItemSig& owner = item_sig(cx_, def_.parent);
    for (const hir::GenericParam& param : owner.generics.params)
      if (param.def == id_) sig_.ty = param.ty;
  }

  void generics(const ast::Generics& from) {
    sig_.generics.params = generic_params(cx_, id_);
    for (size_t i = 0; i < from.params.size(); ++i) {
      const ast::GenericParam& param = from.params[i];
      hir::GenericParam& to = sig_.generics.params[i];
      if (param.kind == ast::GenericParam::Kind::Lifetime) continue;
      if (param.ty) to.ty = lower_.ty(*param.ty);
      if (param.const_default) to.const_default = lower_.const_arg(*param.const_default);
      if (param.bounds.empty() || param.kind != ast::GenericParam::Kind::Type) continue;
      hir::WherePredicate predicate{.span = param.name.span};
      predicate.bounds = lower_.bounds(param.bounds);
      predicate.bounded = lower_.ty_of_res(res_of(to.def), param.name, param.name.span);
      if (!predicate.bounds.empty()) sig_.generics.predicates.push_back(std::move(predicate));
    }
    for (const ast::WherePredicate& where : from.where_clauses) {
      if (!where.bounded) continue;
      hir::WherePredicate predicate{.span = where.span};
      predicate.bound_lifetimes = lower_.enter_binder(where.for_params);
      predicate.bounded = lower_.ty(*where.bounded);
      predicate.bounds = lower_.bounds(where.bounds);
      lower_.leave_binder(predicate.bound_lifetimes.size());
      sig_.generics.predicates.push_back(std::move(predicate));
    }
  }

  void function() {
    const ast::FnSig& from = def_.item->sig;
    hir::FnSig& to = sig_.fn;
    to.has_self = from.self_kind != ast::FnSig::SelfKind::None;
    to.is_unsafe = from.is_unsafe || (def_.in_foreign && !from.is_safe);
    to.is_const = from.is_const;
    to.is_async = from.is_async;
    to.is_variadic = from.is_variadic;
    if (from.abi) to.abi = *from.abi;
    if (def_.in_foreign && def_.parent && cx_.defs[def_.parent].item)
      to.abi = cx_.defs[def_.parent].item->abi.value_or(cx_.sym("C"));
    lower_.synthetic = &sig_.generics;
    for (size_t i = 0; i < from.params.size(); ++i) {
      const ast::Param& param = from.params[i];
      if (i == 0 && to.has_self)
        to.inputs.push_back(self_type(from, param));
      else if (param.ty && param.ty->kind == ast::Ty::Kind::CVarArgs)
        to.is_variadic = true;
      else if (param.ty)
        to.inputs.push_back(lower_.ty(*param.ty));
    }
    lower_.synthetic = nullptr;
    if (from.is_async)
      to.output = lower_.ty(*future_of(from));
    else if (from.output)
      to.output = lower_.ty(*from.output);
  }

  /// `impl $crate::future::Future<Output = T>`.
  const ast::Ty* future_of(const ast::FnSig& from) {
    Arena& arena = cx_.session.arena;
    const Span span = from.output ? from.output->span : def_.span;
    const ast::Ty* output = from.output;
    if (!output) {
      ast::Ty unit{.kind = ast::Ty::Kind::Tuple, .span = span};
      output = arena.make<ast::Ty>(std::move(unit));
    }
    ast::GenericArg arg{.kind = ast::GenericArg::Kind::AssocEq, .span = span};
    arg.lifetime = {cx_.sym("Output"), span, {}};
    arg.ty = output;
    auto* args = arena.make<ast::GenericArgs>();
    args->span = span;
    args->args.push_back(std::move(arg));
    ast::Bound bound;
    bound.span = span;
    bound.path.span = span;
    bound.path.dollar_crate = cx_.names.core;
    bound.path.segments = {{{cx_.sym("$crate"), span, {}}, nullptr},
                           {{cx_.sym("future"), span, {}}, nullptr},
                           {{cx_.sym("Future"), span, {}}, args}};
    ast::Ty future{.kind = ast::Ty::Kind::ImplTrait, .span = span};
    future.bounds.push_back(std::move(bound));
    return arena.make<ast::Ty>(std::move(future));
  }

  const hir::Ty* self_type(const ast::FnSig& from, const ast::Param& param) {
    const bool implicit = !param.ty || param.ty->kind == ast::Ty::Kind::SelfImplicit;
    const ast::Ty self{.kind = ast::Ty::Kind::SelfImplicit, .span = param.span};
    if (!implicit) return lower_.ty(*param.ty);
    const hir::Ty* inner = lower_.ty(self);
    switch (from.self_kind) {
      case ast::FnSig::SelfKind::None:
      case ast::FnSig::SelfKind::Value:
      case ast::FnSig::SelfKind::Typed:
        return inner;
      case ast::FnSig::SelfKind::Ref:
      case ast::FnSig::SelfKind::RefMut:
        break;
    }
    hir::Ty ref{.kind = hir::Ty::Kind::Ref, .span = param.span, .inner = inner};
    ref.is_mut = from.self_kind == ast::FnSig::SelfKind::RefMut;
    if (param.ty && param.ty->lifetime) ref.lifetime = lower_.lifetime(*param.ty->lifetime);
    return cx_.session.arena.make<hir::Ty>(std::move(ref));
  }

  Context& cx_;
  DefId id_;
  hir::Def def_;  // a copy: the table grows meanwhile
  hir::ItemSig& sig_;
  TyLowerer lower_;
};

}  // namespace

const hir::ItemSig& item_sig(Context& cx, DefId def) {
  if (const hir::ItemSig* known = cx.info_of(def).sig) return *known;
  auto* sig = cx.session.arena.make<hir::ItemSig>();
  cx.info_of(def).sig = sig;
  SigLowerer(cx, def, *sig).run();
  return *sig;
}

}  // namespace assay::resolve
