// Items as later stages see them: generics, types, signatures, associated items and impls. Predicates are in
// collect_predicates.cpp, ADTs in collect_adt.cpp, the lowering of types in lower_ty.cpp.
#include "types/collect.h"

#include <map>

#include "types/collect_impl.h"
#include "types/lower_ty.h"

namespace assay::types {

using hir::DefKind;

Collector::Collector(TyContext& t, hir::Provider& h) : tcx(t), hir(h), impl_(new Impl) {}
Collector::~Collector() { delete impl_; }

DefId Collector::lang(const char* name) {
  const auto it = impl_->langs.find(name);
  if (it != impl_->langs.end()) return it->second;
  const DefId def = hir.lang_item(hir.session.sym(name));
  if (def) impl_->langs.emplace(name, def);
  return def;
}

DefId Collector::generics_item(DefId def) {
  DefId item = hir.defs.generics_owner(def);
  while (hir.defs[item].kind == DefKind::OpaqueTy) item = hir.defs.generics_owner(hir.defs[item].parent);
  return item;
}

namespace {
bool has_generics(DefKind kind) {
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
bool is_container(DefKind kind) { return kind == DefKind::Impl || kind == DefKind::Trait; }
}  // namespace

const Generics& Collector::generics_of(DefId def) {
  def = generics_item(def);
  if (const Generics* known = impl_->generics.find(def)) return *known;
  Generics out;
  const DefKind kind = hir.defs[def].kind;  // copies: the table may grow while signatures are lowered
  const DefId parent = hir.defs[def].parent;
  if (parent && is_container(hir.defs[parent].kind)) {
    out = generics_of(parent);
    out.parent_count = static_cast<uint32_t>(out.params.size());
  }
  if (!has_generics(kind)) return impl_->generics.put(def, std::move(out));
  if (kind == DefKind::Trait || kind == DefKind::TraitAlias) {
    out.has_self = true;
    out.params.push_back({GenericParamInfo::Kind::Type, def, hir.session.sym("Self"), 0});
  }
  const bool is_fn = kind == DefKind::Fn || kind == DefKind::AssocFn;
  for (const hir::GenericParam& p : hir.sig(def).generics.params) {
    GenericParamInfo info{GenericParamInfo::Kind::Type, p.def, p.name, static_cast<uint32_t>(out.params.size())};
    switch (p.kind) {
      case ast::GenericParam::Kind::Lifetime:
        if (is_fn) continue;
        info.kind = GenericParamInfo::Kind::Region;
        break;
      case ast::GenericParam::Kind::Type:
        info.has_default = p.ty != nullptr;
        break;
      case ast::GenericParam::Kind::Const:
        info.kind = GenericParamInfo::Kind::Const;
        info.has_default = p.const_default != nullptr;
        break;
    }
    info.synthetic = p.synthetic;
    out.params.push_back(info);
  }
  return impl_->generics.put(def, std::move(out));
}

ArgsId Collector::identity_args(DefId def) {
  def = generics_item(def);
  if (const ArgsId* known = impl_->identity.find(def)) return *known;
  std::vector<GenericArg> args;
  for (const GenericParamInfo& p : generics_of(def).params) {
    switch (p.kind) {
      case GenericParamInfo::Kind::Region:
        args.push_back(GenericArg::of(Region{}));
        break;
      case GenericParamInfo::Kind::Type:
        args.push_back(GenericArg::of(tcx.param(p.index, p.name)));
        break;
      case GenericParamInfo::Kind::Const: {
        ConstData c;
        c.kind = ConstData::Kind::Param;
        c.index = p.index;
        c.name = p.name;
        c.ty = type_of(p.def);
        args.push_back(GenericArg::of(tcx.intern(c)));
        break;
      }
    }
  }
  return impl_->identity.put(def, tcx.args(args));
}

namespace {

const hir::GenericParam* find_param(hir::Provider& hir, DefId param) {
  const DefId item = hir.defs[param].parent;
  for (const hir::GenericParam& p : hir.sig(item).generics.params)
    if (p.def == param) return &p;
  return nullptr;
}

TyId discriminant_ty(Collector& items, DefId owner) {
  const ReprOptions& repr = items.adt(owner).repr;
  if (repr.int_repr) return items.tcx.int_ty(*repr.int_repr);
  if (repr.uint_repr) return items.tcx.uint_ty(*repr.uint_repr);
  return items.tcx.isize;
}

}  // namespace

TyId Collector::type_of(DefId def) {
  if (const TyId* known = impl_->types.find(def)) return *known;
  if (!impl_->enter(Impl::Question::Type, def)) {
    hir.session.diags.unsupported(hir.defs[def].span, "type:cycle");
    return tcx.error;
  }
  const DefKind kind = hir.defs[def].kind;
  const DefId parent = hir.defs[def].parent;
  const auto written = [&]() -> TyId {
    const hir::Ty* ty = hir.sig(def).ty;
    return ty ? TyLowerer(*this, def).lower(*ty) : TyId();
  };
  TyId out;
  bool keep = true;
  switch (kind) {
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
      out = tcx.adt(def, identity_args(def));
      break;
    case DefKind::Variant:
      out = type_of(parent);
      break;
    case DefKind::Ctor:
      if (hir.defs[def].ctor_kind == hir::CtorKind::Const)
        out = type_of(parent);
      else
        out = tcx.fn_def(def, identity_args(def));
      break;
    case DefKind::Fn:
    case DefKind::AssocFn:
      out = tcx.fn_def(def, identity_args(def));
      break;
    case DefKind::TyAlias:
    case DefKind::AssocTy:
    case DefKind::Const:
    case DefKind::AssocConst:
    case DefKind::Static:
    case DefKind::Field:
    case DefKind::Impl:
      out = written();
      break;
    case DefKind::ForeignTy: {
      TyData d;
      d.kind = TyKind::Foreign;
      d.def = def;
      out = tcx.intern(d);
      break;
    }
    case DefKind::TyParam:
      for (const GenericParamInfo& p : generics_of(parent).params)
        if (p.def == def) out = tcx.param(p.index, p.name);
      break;
    case DefKind::ConstParam:
      if (const hir::GenericParam* p = find_param(hir, def); p && p->ty)
        out = TyLowerer(*this, parent).lower(*p->ty);
      else
        out = written();
      break;
    case DefKind::AnonConst: {
      const auto it = impl_->anon_types.find(def.raw);
      if (it != impl_->anon_types.end())
        out = it->second;
      else if (hir.defs[parent].kind == DefKind::Variant)
        out = discriminant_ty(*this, hir.defs[parent].parent);
      else if (hir.defs[parent].kind == DefKind::Enum)
        out = discriminant_ty(*this, parent);
      else
        out = tcx.usize, keep = false;
      break;
    }
    case DefKind::Closure:
      out = tcx.closure(def, identity_args(def));
      break;
    case DefKind::OpaqueTy:
      out = tcx.opaque(def, identity_args(def));
      break;
    case DefKind::Mod:
    case DefKind::ForeignMod:
    case DefKind::Trait:
    case DefKind::TraitAlias:
    case DefKind::LifetimeParam:
    case DefKind::InlineConst:
    case DefKind::Macro:
    case DefKind::Use:
    case DefKind::ExternCrate:
      break;
  }
  impl_->leave(Impl::Question::Type, def);
  if (!keep) return out;
  return impl_->types.put(def, out);
}

FnSig Collector::fn_sig(DefId fn) {
  if (const FnSig* known = impl_->sigs.find(fn)) return *known;
  FnSig out;
  if (hir.defs[fn].kind == DefKind::Ctor) {
    const DefId of = hir.defs[fn].parent;
    std::vector<TyId> inputs;
    for (DefId field : std::vector<DefId>(hir.defs[of].children))
      if (hir.defs[field].kind == DefKind::Field) inputs.push_back(type_of(field));
    out.inputs = tcx.list(inputs);
    out.output = type_of(of);
    return impl_->sigs.put(fn, out);
  }
  const hir::FnSig& sig = hir.sig(fn).fn;
  TyLowerer lowerer(*this, fn);
  std::vector<TyId> inputs;
  for (const hir::Ty* ty : sig.inputs) inputs.push_back(ty ? lowerer.lower(*ty) : tcx.error);
  out.inputs = tcx.list(inputs);
  out.output = sig.output ? lowerer.lower(*sig.output) : tcx.unit;
  out.abi = sig.abi;
  if (out.abi && hir.session.text(out.abi) == "Rust") out.abi = {};
  out.is_unsafe = sig.is_unsafe;
  out.is_variadic = sig.is_variadic;
  if (sig.is_async && (!sig.output || sig.output->kind != hir::Ty::Kind::Opaque))
    hir.session.diags.unsupported(hir.defs[fn].span, "item:async-fn");
  return impl_->sigs.put(fn, out);
}

std::span<const AssocItem> Collector::assoc_items(DefId container) {
  if (const auto* known = impl_->assocs.find(container)) return *known;
  std::vector<AssocItem> out;
  for (DefId child : hir.defs[container].children) {
    const hir::Def& d = hir.defs[child];
    AssocItem item{child, d.name, AssocItem::Kind::Fn, false, false, container};
    if (d.kind == DefKind::AssocFn) {
      item.has_self = d.item && d.item->sig.self_kind != ast::FnSig::SelfKind::None;
      item.has_default = d.item && d.item->body.present();
    } else if (d.kind == DefKind::AssocConst) {
      item.kind = AssocItem::Kind::Const;
      item.has_default = d.item && d.item->expr;
    } else if (d.kind == DefKind::AssocTy) {
      item.kind = AssocItem::Kind::Type;
      item.has_default = d.item && d.item->ty;
    } else {
      continue;
    }
    out.push_back(item);
  }
  return impl_->assocs.put(container, std::move(out));
}

const AssocItem* Collector::assoc_item(DefId container, SymbolId name, AssocItem::Kind kind) {
  for (const AssocItem& item : assoc_items(container))
    if (item.name == name && item.kind == kind) return &item;
  return nullptr;
}

AssocItem Collector::assoc_info(DefId item) {
  for (const AssocItem& a : assoc_items(hir.defs[item].parent))
    if (a.def == item) return a;
  return {};
}

DefId Collector::impl_trait(DefId impl) { return hir.impl_trait(impl); }

bool Collector::is_trait_impl(DefId impl) {
  const ast::Item* item = hir.defs[impl].item;
  return item ? item->of_trait.has_value() : hir.sig(impl).of_trait != nullptr;
}

const ImplInfo& Collector::impl_info(DefId impl) {
  if (const ImplInfo* known = impl_->impls.find(impl)) return *known;
  ImplInfo out;
  out.def = impl;
  out.self_ty = type_of(impl);
  if (!out.self_ty) out.self_ty = tcx.error;
  const hir::ItemSig& sig = hir.sig(impl);
  out.negative = sig.negative;
  if (impl_trait(impl)) out.trait_ref = TyLowerer(*this, impl).lower_trait_ref(*sig.of_trait, out.self_ty, nullptr);
  return impl_->impls.put(impl, out);
}

// Reads only the heads of impls: the type a path names, aliases expanded.
static DefId head_of(Collector& items, DefId impl) {
  const hir::Ty* ty = items.hir.sig(impl).ty;
  if (!ty) return {};
  if (ty->kind == hir::Ty::Kind::Path && !ty->path->qself && ty->path->res.kind == hir::Res::Kind::Def) {
    const DefId def = ty->path->res.def;
    const DefKind kind = items.hir.defs[def].kind;
    if (kind == DefKind::Struct || kind == DefKind::Enum || kind == DefKind::Union || kind == DefKind::ForeignTy)
      return def;
  }
  if (ty->kind != hir::Ty::Kind::Path && ty->kind != hir::Ty::Kind::DynTrait) return {};
  const TyId self = items.type_of(impl);
  if (!self) return {};
  const TyData& d = items.tcx[self];
  if (d.kind == TyKind::Adt || d.kind == TyKind::Foreign) return d.def;
  if (d.kind == TyKind::Dynamic) return items.tcx.dyn_ty(self).principal;
  return {};
}

bool Collector::has_drop_impl(DefId adt) { return static_cast<bool>(drop_impl(adt)); }

DefId Collector::drop_impl(DefId adt) {
  if (const DefId drop = lang("drop")) hir.need_trait_impls(drop);
  inherent_impls(adt);
  const auto it = impl_->drop_impls.find(adt.raw);
  if (it == impl_->drop_impls.end()) return {};
  const AssocItem* method = assoc_item(it->second, hir.session.sym("drop"), AssocItem::Kind::Fn);
  return method ? method->def : DefId();
}

std::span<const DefId> Collector::inherent_impls(DefId head) {
  const DefId drop = lang("drop");
  std::map<uint32_t, std::vector<DefId>> added;
  while (impl_->impls_seen < hir.impls().size()) {
    const DefId impl = hir.impls()[impl_->impls_seen++];
    if (!is_trait_impl(impl)) {
      added[head_of(*this, impl).raw].push_back(impl);  // kNoId: types without a definition
    } else if (drop && impl_trait(impl) == drop && !hir.sig(impl).negative) {
      if (const DefId of = head_of(*this, impl)) impl_->drop_impls.emplace(of.raw, impl);
    }
  }
  // A list that was handed out stays valid: it is replaced, not extended.
  for (auto& [key, impls] : added) {
    std::unique_ptr<std::vector<DefId>>& list = impl_->inherent[key];
    if (list) {
      impls.insert(impls.begin(), list->begin(), list->end());
      impl_->retired.push_back(std::move(list));
    }
    list = std::make_unique<std::vector<DefId>>(std::move(impls));
  }
  const auto it = impl_->inherent.find(head.raw);
  if (it == impl_->inherent.end()) return {};
  return *it->second;
}

std::span<const DefId> Collector::inherent_impls_of_builtins() { return inherent_impls(DefId()); }

bool Collector::is_auto_trait(DefId trait) {
  const hir::Def& d = hir.defs[trait];
  return d.kind == DefKind::Trait && d.item && d.item->is_auto;
}

TyId Collector::param_default(DefId param) {
  if (const TyId* known = impl_->param_defaults.find(param)) return *known;
  const hir::GenericParam* p = find_param(hir, param);
  TyId out;
  if (p && p->kind == ast::GenericParam::Kind::Type && p->ty)
    out = TyLowerer(*this, hir.defs[param].parent).lower(*p->ty);
  return impl_->param_defaults.put(param, out);
}

ConstId Collector::const_param_default(DefId param) {
  const hir::GenericParam* p = find_param(hir, param);
  if (!p || !p->const_default) return {};
  return TyLowerer(*this, hir.defs[param].parent).lower_const(*p->const_default, type_of(param));
}

TyId Collector::lower_ty(const hir::Ty& ty, DefId owner, InferHooks* hooks) {
  return TyLowerer(*this, owner, hooks).lower(ty);
}
ConstId Collector::lower_const(const hir::ConstArg& c, TyId ty, DefId owner, InferHooks* hooks) {
  return TyLowerer(*this, owner, hooks).lower_const(c, ty);
}
ArgsId Collector::lower_args(DefId def, ArgsId parent_args, TyId self_ty, const hir::GenericArgs* written, DefId owner,
                             InferHooks* hooks, Span span) {
  return TyLowerer(*this, owner, hooks).lower_args(def, parent_args, self_ty, written, written == nullptr, span);
}
TraitRef Collector::lower_trait_ref(const hir::Path& path, TyId self_ty, DefId owner, InferHooks* hooks,
                                    std::vector<Predicate>* constraints) {
  return TyLowerer(*this, owner, hooks).lower_trait_ref(path, self_ty, constraints);
}

ClosureInfo& Collector::closure_info(DefId closure) {
  ClosureInfo* known = impl_->closures.find(closure);
  return known ? *known : impl_->closures.put(closure, {});
}
bool Collector::has_closure_info(DefId closure) const { return impl_->closures.find(closure) != nullptr; }
void Collector::set_opaque_type(DefId opaque, TyId hidden) { impl_->opaques.put(opaque, hidden); }
std::optional<TyId> Collector::opaque_type(DefId opaque) const {
  const TyId* known = impl_->opaques.find(opaque);
  return known ? std::optional(*known) : std::nullopt;
}

}  // namespace assay::types
