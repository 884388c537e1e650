// What does a single name mean: in a module, in an enum or trait, or lexically from the inside outwards.
#include "resolve/lookup.h"

#include "resolve/generics.h"
#include "resolve/loader.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

bool is_in_namespace(const hir::Def& def, Ns ns) {
  switch (def.kind) {
    case DefKind::AssocFn:
    case DefKind::AssocConst:
    case DefKind::Fn:
    case DefKind::Const:
    case DefKind::Static:
    case DefKind::Ctor:
      return ns == Ns::Value;
    case DefKind::Macro:
      return ns == Ns::Macro;
    case DefKind::Mod:
    case DefKind::ForeignMod:
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
    case DefKind::Variant:
    case DefKind::Trait:
    case DefKind::TraitAlias:
    case DefKind::TyAlias:
    case DefKind::AssocTy:
    case DefKind::ForeignTy:
    case DefKind::TyParam:
    case DefKind::ConstParam:
    case DefKind::LifetimeParam:
    case DefKind::Field:
    case DefKind::Impl:
    case DefKind::Closure:
    case DefKind::AnonConst:
    case DefKind::InlineConst:
    case DefKind::OpaqueTy:
    case DefKind::Use:
    case DefKind::ExternCrate:
      return ns == Ns::Type;
  }
  return false;
}

DefId trait_item(const Context& cx, DefId trait, SymbolId name, Ns ns) {
  for (DefId child : cx.defs[trait].children)
    if (cx.defs[child].name == name && is_in_namespace(cx.defs[child], ns)) return child;
  return {};
}

namespace {

Binding lookup_in_globs(Context& cx, Module* module, SymbolId name, Ns ns) {
  if (module->globs.empty()) return {};
  const uint64_t key = (uint64_t{name.raw} << 2) | static_cast<uint64_t>(ns);
  if (module->complete)
    if (auto it = module->glob_cache.find(key); it != module->glob_cache.end()) return it->second;
  const std::pair<const Module*, uint64_t> frame{module, key};
  for (const auto& open : cx.glob_stack)
    if (open == frame) return {};
  cx.glob_stack.push_back(frame);
  Binding result;
  for (size_t i = 0; i < module->globs.size(); ++i) {
    Import& glob = *module->globs[i];
    const DefId target = glob_target(cx, glob);
    if (!target) continue;
    Binding found = lookup_in_def(cx, target, name, ns);
    if (!found || (found.within && !is_inside(module, found.within))) continue;
    if (glob.within && (!found.within || is_inside(glob.within, found.within))) found.within = glob.within;
    if (result && !found.missing && found.res.def == result.res.def) {
      // The same item by two ways: the wider visibility counts.
      if (!found.within || (result.within && is_inside(result.within, found.within))) result = found;
      continue;
    }
    if (!result || (result.missing && !found.missing)) result = found;
  }
  cx.glob_stack.pop_back();
  if (module->complete && (result || cx.glob_stack.empty())) module->glob_cache.emplace(key, result);
  return result;
}

Binding lookup_generics(Context& cx, DefId owner, SymbolId name, Ns ns) {
  for (DefId at = cx.defs.generics_owner(owner); at; at = generics_parent(cx, at)) {
    if (name == cx.names.self_ty) {
      const Res::Kind kind = ns == Ns::Type ? Res::Kind::SelfTyAlias : Res::Kind::SelfCtor;
      const DefKind def_kind = cx.defs[at].kind;
      if (def_kind == DefKind::Impl || def_kind == DefKind::Struct || def_kind == DefKind::Enum ||
          def_kind == DefKind::Union)
        return {.res = {.kind = kind, .def = at}};
      if (def_kind == DefKind::Trait || def_kind == DefKind::TraitAlias)
        return {.res = {.kind = ns == Ns::Type ? Res::Kind::SelfTyParam : Res::Kind::Err, .def = at}};
      continue;
    }
    for (const hir::GenericParam& param : generic_params(cx, at)) {
      if (param.name != name) continue;
      const ast::GenericParam::Kind wanted =
          ns == Ns::Type ? ast::GenericParam::Kind::Type : ast::GenericParam::Kind::Const;
      if (ns != Ns::Macro && param.kind == wanted) return {.res = res_of(param.def)};
    }
  }
  return {};
}

/// A glob of a library module may have brought anything into scope that our library lacks.
SymbolId missing_glob(Context& cx, Module* module) {
  if (!cx.is_user(module->crate)) return {};
  for (; module; module = module->kind == Module::Kind::Mod ? nullptr : module->parent) {
    for (Import* glob : module->globs) {
      if (glob->glob_missing) return glob->glob_missing;
      const DefId target = glob_target(cx, *glob);
      if (!target || cx.is_user(cx.defs[target].crate) || cx.defs[target].kind != DefKind::Mod) continue;
      const std::string path = cx.defs.path(target, cx.session.symbols);
      const size_t after_crate = path.find("::");
      return cx.sym("std:" + (after_crate == std::string::npos ? path : path.substr(after_crate + 2)) + "::*");
    }
  }
  return {};
}

Binding lookup_preludes(Context& cx, const Module* module, SymbolId name, Ns ns) {
  const Context::CrateState& crate = cx.crates[module->crate.raw];
  if (ns == Ns::Type) {
    if (Module* root = extern_crate(cx, module, name)) return {.res = res_of(root->def)};
    if (auto it = crate.lacks.find(name); it != crate.lacks.end()) return {.missing = it->second};
  }
  if (ns == Ns::Macro && crate.macro_roots[0])
    for (Module* root : crate.macro_roots)
      if (root)
        if (Binding found = lookup_in_module(cx, root, name, ns); found && !found.missing) return found;
  if (Module* prelude = prelude_of(cx, module->crate))
    if (Binding found = lookup_in_module(cx, prelude, name, ns); found && !found.missing) return found;
  if (ns == Ns::Type)
    if (auto prim = primitive_type(cx.text(name))) return {.res = {.kind = Res::Kind::Prim, .prim = *prim}};
  return {};
}

}  // namespace

Binding lookup_in_module(Context& cx, Module* module, SymbolId name, Ns ns) {
  Binding poisoned;
  if (auto it = module->names.find(name); it != module->names.end()) {
    const NameEntry& entry = it->second;
    if (const Binding& own = entry.own[static_cast<size_t>(ns)]) return own;
    // Resolving an import may load a crate, but adds no names here.
    for (Import* import : entry.imports) {
      Binding found = import_binding(cx, *import, ns);
      if (found && !found.missing) return found;
      if (found) poisoned = found;
    }
  }
  if (poisoned) return poisoned;
  return lookup_in_globs(cx, module, name, ns);
}

Binding lookup_in_def(Context& cx, DefId container, SymbolId name, Ns ns) {
  switch (cx.defs[container].kind) {
    case DefKind::Mod:
      return lookup_in_module(cx, cx.info_of(container).own, name, ns);
    case DefKind::Enum:
      for (DefId child : cx.defs[container].children) {
        const hir::Def& variant = cx.defs[child];
        if (variant.name != name) continue;
        if (ns == Ns::Type) return {.res = res_of(child)};
        if (ns == Ns::Value && variant.ctor) return {.res = res_of(variant.ctor)};
      }
      return {};
    case DefKind::Trait:
      if (DefId item = trait_item(cx, container, name, ns)) return {.res = res_of(item)};
      return {};
    case DefKind::ForeignMod:
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Variant:
    case DefKind::Ctor:
    case DefKind::TraitAlias:
    case DefKind::TyAlias:
    case DefKind::AssocTy:
    case DefKind::ForeignTy:
    case DefKind::TyParam:
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
      return {};
  }
  return {};
}

Binding lookup_lexical(Context& cx, const Scope& scope, SymbolId name, Ns ns) {
  const DefId owner = scope.owner ? cx.defs.generics_owner(scope.owner) : DefId();
  bool generics_pending = static_cast<bool>(owner);
  Module* module = scope.module;
  for (;; module = module->parent) {
    if (generics_pending && !(module->kind == Module::Kind::Block && module->def == owner)) {
      generics_pending = false;
      if (Binding found = lookup_generics(cx, owner, name, ns)) return found;
    }
    if (Binding found = lookup_in_module(cx, module, name, ns)) return found;
    if (module->kind == Module::Kind::Mod) break;
  }
  if (Binding found = lookup_preludes(cx, module, name, ns)) return found;
  if (SymbolId missing = missing_glob(cx, scope.module)) return {.missing = missing};
  return {};
}

Module* extern_crate(Context& cx, const Module* from, SymbolId name) {
  const auto& declared = cx.crates[from->crate.raw].extern_names;
  if (auto it = declared.find(name); it != declared.end()) return it->second;
  if (cx.is_user(from->crate)) {
    const Context::CrateState& crate = cx.crates[from->crate.raw];
    if (auto it = crate.deps.find(name); it != crate.deps.end()) return it->second;
    if (crate.lacks.contains(name)) return nullptr;
    if (name == cx.names.alloc) return nullptr;
    if (name == cx.names.std && cx.defs.crates[from->crate].no_std) return nullptr;
  }
  if (auto it = cx.crate_roots.find(name); it != cx.crate_roots.end())
    return it->second->crate == from->crate || cx.is_user(it->second->crate) ? nullptr : it->second;
  return load_predeclared_crate(cx, name);
}

Module* prelude_of(Context& cx, CrateId crate) {
  if (cx.crates[crate.raw].prelude_known) return cx.crates[crate.raw].prelude;
  const hir::CrateInfo& info = cx.defs.crates[crate];
  if (info.no_core && info.name != cx.names.core) return nullptr;
  const SymbolId source = info.name == cx.names.core || info.name == cx.names.std ? info.name
                          : info.no_std || !cx.crate_roots.contains(cx.names.std) ? cx.names.core
                                                                                  : cx.names.std;
  auto root = cx.crate_roots.find(source);
  if (root == cx.crate_roots.end()) return nullptr;
  SymbolId by_edition = cx.names.rust_2024;
  switch (info.edition) {
    case Edition::E2015:
      by_edition = cx.names.rust_2015;
      break;
    case Edition::E2018:
      by_edition = cx.names.rust_2018;
      break;
    case Edition::E2021:
      by_edition = cx.names.rust_2021;
      break;
    case Edition::E2024:
      break;
  }
  Module* found = nullptr;
  const Binding prelude = lookup_in_module(cx, root->second, cx.names.prelude, Ns::Type);
  if (prelude.res.kind == Res::Kind::Def && cx.defs[prelude.res.def].kind == DefKind::Mod) {
    for (SymbolId name : {by_edition, cx.names.v1}) {
      const Binding inner = lookup_in_module(cx, cx.info_of(prelude.res.def).own, name, Ns::Type);
      if (found || inner.res.kind != Res::Kind::Def || cx.defs[inner.res.def].kind != DefKind::Mod) continue;
      found = cx.info_of(inner.res.def).own;
    }
  }
  if (root->second->complete) {
    cx.crates[crate.raw].prelude = found;
    cx.crates[crate.raw].prelude_known = true;
  }
  return found;
}

std::optional<hir::PrimTy> primitive_type(std::string_view name) {
  using hir::PrimTy;
  static constexpr std::pair<std::string_view, PrimTy> kTable[] = {
      {"bool", PrimTy::Bool},   {"char", PrimTy::Char}, {"str", PrimTy::Str},     {"i8", PrimTy::I8},
      {"i16", PrimTy::I16},     {"i32", PrimTy::I32},   {"i64", PrimTy::I64},     {"i128", PrimTy::I128},
      {"isize", PrimTy::Isize}, {"u8", PrimTy::U8},     {"u16", PrimTy::U16},     {"u32", PrimTy::U32},
      {"u64", PrimTy::U64},     {"u128", PrimTy::U128}, {"usize", PrimTy::Usize}, {"f16", PrimTy::F16},
      {"f32", PrimTy::F32},     {"f64", PrimTy::F64},   {"f128", PrimTy::F128}};
  if (name.size() < 2 || name.size() > 5) return {};
  for (const auto& [text, prim] : kTable)
    if (text == name) return prim;
  return {};
}

const std::vector<DefId>& traits_of_module(Context& cx, Module* module) {
  if (module->traits) return *module->traits;
  std::vector<DefId> traits;
  auto add = [&](const Binding& binding) {
    if (binding.res.kind != Res::Kind::Def) return;
    const DefKind kind = cx.defs[binding.res.def].kind;
    if (kind != DefKind::Trait && kind != DefKind::TraitAlias) return;
    for (DefId have : traits)
      if (have == binding.res.def) return;
    traits.push_back(binding.res.def);
  };
  module->traits.emplace();  // a cycle of globs sees nothing
  std::vector<SymbolId> names;
  for (const auto& [name, entry] : module->names) names.push_back(name);
  for (SymbolId name : names) {
    const NameEntry& entry = module->names.find(name)->second;
    if (entry.own[static_cast<size_t>(Ns::Type)]) {
      add(entry.own[static_cast<size_t>(Ns::Type)]);
      continue;
    }
    for (Import* import : entry.imports) add(import_binding(cx, *import, Ns::Type));
  }
  for (Import* import : module->unnamed) add(import_binding(cx, *import, Ns::Type));
  // What a glob brings is not shadowed by an explicit name for method lookup only when that name is another trait's;
  // a shadowed trait in scope is rare and harmless, so globs are taken whole.
  for (Import* glob : module->globs) {
    const DefId target = glob_target(cx, *glob);
    if (!target || cx.defs[target].kind != DefKind::Mod) continue;
    Module* from = cx.info_of(target).own;
    const std::vector<DefId> candidates = traits_of_module(cx, from);
    for (DefId trait : candidates) add(Binding{.res = res_of(trait)});
  }
  module->traits = std::move(traits);
  return *module->traits;
}

}  // namespace assay::resolve
