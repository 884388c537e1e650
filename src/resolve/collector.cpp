// Which definitions do items make? One function per kind of item; macro calls and imports are in collector_macros.
#include "resolve/collector.h"

#include "resolve/loader.h"
#include "resolve/macros.h"
#include "syntax/cfg.h"

namespace assay::resolve {

using ast::Item;
using hir::DefKind;

void Collector::collect(Module* module, DefId parent, std::span<const Item* const> items,
                        const TextualScope*& textual) {
  for (const Item* item : items) collect_item(module, parent, *item, textual);
}

void Collector::collect_item(Module* module, DefId parent, const Item& item, const TextualScope*& textual) {
  textual_ = textual;
  // Tests exist only in a test harness; benchmarks need one that we do not have.
  if (item.kind == Item::Kind::Fn && !item.attrs.empty()) {
    if (syntax::find_attribute(item.attrs, cx_.names.bench)) return;
    if (syntax::find_attribute(item.attrs, cx_.names.test)) {
      if (!cx_.session.in_test_crate()) return;
      collect_fn(module, parent, item);
      cx_.tests.push_back(cx_.user_owners.back());
      return;
    }
  }
  switch (item.kind) {
    case Item::Kind::Fn:
      collect_fn(module, parent, item);
      break;
    case Item::Kind::Struct:
    case Item::Kind::Union:
      collect_adt(module, parent, item);
      break;
    case Item::Kind::Enum:
      collect_enum(module, parent, item);
      break;
    case Item::Kind::Trait:
      collect_container(DefKind::Trait, module, parent, item);
      break;
    case Item::Kind::Impl:
      collect_container(DefKind::Impl, module, parent, item);
      break;
    case Item::Kind::TraitAlias:
      bind(module, item.name.name, Ns::Type, add(DefKind::TraitAlias, module, parent, item, item.name), item.vis);
      break;
    case Item::Kind::TypeAlias:
      bind(module, item.name.name, Ns::Type, add(DefKind::TyAlias, module, parent, item, item.name), item.vis);
      break;
    case Item::Kind::Const:
    case Item::Kind::Static: {
      const DefKind kind = item.kind == Item::Kind::Const ? DefKind::Const : DefKind::Static;
      const DefId def = add(kind, module, parent, item, item.name);
      if (item.name.name != cx_.names.underscore) bind(module, item.name.name, Ns::Value, def, item.vis);
      note_exports(def);
      if (cx_.is_user(module->crate)) cx_.user_owners.push_back(def);
      if (cx_.global_allocator == def) define_allocator(module, parent, item);
      break;
    }
    case Item::Kind::Mod:
      collect_mod(module, parent, item, textual);
      break;
    case Item::Kind::Use:
      collect_use(module, item);
      break;
    case Item::Kind::ExternCrate:
      collect_extern_crate(module, item, textual);
      break;
    case Item::Kind::ForeignMod:
      collect_foreign(module, parent, item);
      break;
    case Item::Kind::MacroRules:
      collect_macro(module, parent, item, textual);
      break;
    case Item::Kind::MacroCall:
      expand_item_call(module, parent, item, textual);
      break;
    case Item::Kind::GlobalAsm:
      cx_.session.diags.unsupported(item.span, "item:global_asm");
      break;
    case Item::Kind::Error:
      break;
  }
}

DefId Collector::add(DefKind kind, Module* module, DefId parent, const Item& item, Ident name) {
  hir::Def def{.kind = kind,
               .parent = parent,
               .crate = module->crate,
               .name = name.name,
               .span = name.span.empty() ? item.span : name.span};
  def.is_pub = item.vis.kind == ast::Visibility::Kind::Public;
  def.item = &item;
  def.attrs = &item.attrs;
  const DefId id = cx_.add_def(std::move(def), module, textual_);
  if (!item.attrs.empty()) note_attributes(id, item.attrs);
  return id;
}

const Module* Collector::visible_within(Module* module, const ast::Visibility& vis) {
  using Kind = ast::Visibility::Kind;
  switch (vis.kind) {
    case Kind::Inherited:
      return module;
    case Kind::Public:
      return nullptr;
    case Kind::Crate:
      return cx_.root_of(module->crate);
    case Kind::Restricted:
      break;
  }
  const Module* at = module->normal;
  for (const ast::PathSegment& segment : vis.path.segments) {
    if (segment.ident.name == cx_.names.self_) continue;
    if (segment.ident.name != cx_.names.super_ || !at->parent) return cx_.root_of(module->crate);
    at = at->parent->normal;
  }
  return at;
}

void Collector::bind(Module* module, SymbolId name, Ns ns, DefId def, const ast::Visibility& vis) {
  Binding& own = module->names[name].own[static_cast<size_t>(ns)];
  if (own && cx_.is_user(module->crate) && ns != Ns::Macro && !own.missing) {
    cx_.session.diags.error(cx_.defs[def].span,
                            "the name `" + std::string(cx_.text(name)) + "` is defined multiple times", "E0428");
    return;
  }
  own = {.res = res_of(def), .within = visible_within(module, vis)};
}

void Collector::note_attributes(DefId def, const ast::Attributes& attrs) {
  for (const ast::Attribute& attribute : attrs) {
    if (attribute.path.size() != 1) continue;
    if (attribute.path[0] == cx_.names.lang) {
      if (const auto value = syntax::attribute_value(attribute)) cx_.lang_items.emplace(*value, def);
    } else if (attribute.path[0] == cx_.names.global_allocator) {
      cx_.global_allocator = def;
    } else if (attribute.path[0] == cx_.names.panic_handler && cx_.is_user(cx_.defs[def].crate)) {
      cx_.panic_handler = def;
    }
  }
}

void Collector::note_exports(DefId def) {
  const ast::Attributes* attrs = cx_.defs[def].attrs;
  for (const ast::Attribute& attribute : *attrs) {
    if (attribute.path.size() != 1) continue;
    const SymbolId name = attribute.path[0];
    if (name == cx_.names.no_mangle || name == cx_.names.rustc_std_internal_symbol) {
      cx_.exports.push_back({cx_.defs[def].name, def});
    } else if (name == cx_.names.export_name) {
      if (const auto value = syntax::attribute_value(attribute)) cx_.exports.push_back({*value, def});
    }
  }
}

void Collector::collect_fn(Module* module, DefId parent, const Item& item) {
  const DefId def = add(DefKind::Fn, module, parent, item, item.name);
  bind(module, item.name.name, Ns::Value, def, item.vis);
  note_exports(def);
  if (cx_.is_user(module->crate) && item.body.present()) cx_.user_owners.push_back(def);
}

void Collector::collect_fields(Module* module, DefId parent, const ast::VariantDef& variant) {
  std::vector<DefId> fields;
  fields.reserve(variant.fields.size());
  for (uint32_t i = 0; i < variant.fields.size(); ++i) {
    const ast::FieldDef& field = variant.fields[i];
    hir::Def def{
        .kind = DefKind::Field, .parent = parent, .crate = module->crate, .name = field.name.name, .span = field.span};
    def.is_pub = field.vis.kind == ast::Visibility::Kind::Public;
    def.index = i;
    def.field = &field;
    def.attrs = &field.attrs;
    fields.push_back(cx_.add_def(std::move(def), module, textual_));
  }
  cx_.defs[parent].children = std::move(fields);
}

DefId Collector::add_ctor(Module* module, DefId parent, const ast::VariantDef& variant) {
  if (variant.shape == ast::VariantDef::Shape::Named) return {};
  hir::Def def{.kind = DefKind::Ctor,
               .parent = parent,
               .crate = module->crate,
               .name = cx_.defs[parent].name,
               .span = cx_.defs[parent].span};
  def.is_pub = cx_.defs[parent].is_pub;
  def.ctor_kind = variant.shape == ast::VariantDef::Shape::Tuple ? hir::CtorKind::Fn : hir::CtorKind::Const;
  def.variant = &variant;
  def.item = cx_.defs[parent].item;
  const DefId id = cx_.add_def(std::move(def), module, textual_);
  cx_.defs[parent].ctor = id;
  return id;
}

void Collector::collect_adt(Module* module, DefId parent, const Item& item) {
  const DefKind kind = item.kind == Item::Kind::Struct ? DefKind::Struct : DefKind::Union;
  const DefId def = add(kind, module, parent, item, item.name);
  bind(module, item.name.name, Ns::Type, def, item.vis);
  if (!item.variants.empty()) {
    cx_.defs[def].variant = &item.variants[0];
    collect_fields(module, def, item.variants[0]);
    if (const DefId ctor = add_ctor(module, def, item.variants[0])) {
      bind(module, item.name.name, Ns::Value, ctor, item.vis);
      // A constructor is not wider known than each of its fields.
      Binding& own = module->names[item.name.name].own[static_cast<size_t>(Ns::Value)];
      if (own.res.def == ctor)
        for (const ast::FieldDef& field : item.variants[0].fields) {
          const Module* within = visible_within(module, field.vis);
          if (within && (!own.within || is_inside(within, own.within))) own.within = within;
        }
    }
  }
  derive(module, parent, item);
}

void Collector::collect_enum(Module* module, DefId parent, const Item& item) {
  const DefId def = add(DefKind::Enum, module, parent, item, item.name);
  bind(module, item.name.name, Ns::Type, def, item.vis);
  std::vector<DefId> variants;
  for (uint32_t i = 0; i < item.variants.size(); ++i) {
    const ast::VariantDef& variant = item.variants[i];
    hir::Def child{.kind = DefKind::Variant,
                   .parent = def,
                   .crate = module->crate,
                   .name = variant.name.name,
                   .span = variant.span};
    child.is_pub = true;
    child.index = i;
    child.item = &item;
    child.variant = &variant;
    child.attrs = &variant.attrs;
    const DefId id = cx_.add_def(std::move(child), module, textual_);
    variants.push_back(id);
    if (!variant.attrs.empty()) note_attributes(id, variant.attrs);
    collect_fields(module, id, variant);
    add_ctor(module, id, variant);
    if (!variant.discriminant) continue;
    hir::Def constant{
        .kind = DefKind::AnonConst, .parent = id, .crate = module->crate, .span = variant.discriminant->span};
    const DefId discriminant = cx_.add_def(std::move(constant), module, textual_);
    cx_.info_of(discriminant).expr = variant.discriminant;
    cx_.defs[id].discriminant = discriminant;
    if (cx_.is_user(module->crate)) cx_.user_owners.push_back(discriminant);
  }
  cx_.defs[def].children = std::move(variants);
  derive(module, parent, item);
}

void Collector::collect_container(DefKind kind, Module* module, DefId parent, const Item& item) {
  Ident name = item.name;
  if (kind == DefKind::Impl) name = Ident{.name = {}, .span = item.span};
  const DefId def = add(kind, module, parent, item, name);
  if (kind == DefKind::Trait)
    bind(module, item.name.name, Ns::Type, def, item.vis);
  else
    cx_.impls.push_back(def);
  collect_children(module, def, item.items);
}

void Collector::collect_children(Module* module, DefId container, std::span<const Item* const> items) {
  cx_.defs[container].children.reserve(items.size());
  for (const Item* item : items) collect_child(module, container, *item);
}

void Collector::collect_child(Module* module, DefId container, const Item& item) {
  DefKind kind = DefKind::AssocFn;
  switch (item.kind) {
    case Item::Kind::Fn:
      break;
    case Item::Kind::Const:
      kind = DefKind::AssocConst;
      break;
    case Item::Kind::TypeAlias:
      kind = DefKind::AssocTy;
      break;
    case Item::Kind::MacroCall: {
      const PendingMacro call{module, &item, textual_, container};
      if (!expand_pending(call)) cx_.pending.push_back(call);
      return;
    }
    case Item::Kind::Struct:
    case Item::Kind::Union:
    case Item::Kind::Enum:
    case Item::Kind::Trait:
    case Item::Kind::TraitAlias:
    case Item::Kind::Impl:
    case Item::Kind::Static:
    case Item::Kind::Mod:
    case Item::Kind::Use:
    case Item::Kind::ExternCrate:
    case Item::Kind::ForeignMod:
    case Item::Kind::MacroRules:
    case Item::Kind::GlobalAsm:
    case Item::Kind::Error:
      return;
  }
  const DefId def = add(kind, module, container, item, item.name);
  cx_.defs[container].children.push_back(def);
  if (kind == DefKind::AssocTy) return;
  note_exports(def);
  if (cx_.is_user(module->crate) && (kind == DefKind::AssocConst ? item.expr != nullptr : item.body.present()))
    cx_.user_owners.push_back(def);
}

void Collector::collect_mod(Module* module, DefId parent, const Item& item, const TextualScope*& textual) {
  const DefId def = add(DefKind::Mod, module, parent, item, item.name);
  bind(module, item.name.name, Ns::Type, def, item.vis);
  Module* child = cx_.new_module(Module::Kind::Mod, module, def);
  cx_.info_of(def).own = child;
  std::span<const Item* const> items = item.items;
  if (item.is_inline) {
    enter_inline_module(cx_, *module, item, *child);
  } else {
    const ast::Crate* file = load_module_file(cx_, *module, item, *child);
    if (!file) return;
    items = file->items;
  }
  const TextualScope* inner = textual;
  collect(child, def, items, inner);
  if (syntax::find_attribute(item.attrs, cx_.names.macro_use)) textual = inner;
}

void Collector::collect_foreign(Module* module, DefId parent, const Item& item) {
  const DefId block = add(DefKind::ForeignMod, module, parent, item, Ident{.name = {}, .span = item.span});
  for (const Item* child : item.items) {
    DefKind kind = DefKind::Fn;
    if (child->kind == Item::Kind::Static)
      kind = DefKind::Static;
    else if (child->kind == Item::Kind::TypeAlias)
      kind = DefKind::ForeignTy;
    else if (child->kind != Item::Kind::Fn)
      continue;
    const DefId def = add(kind, module, block, *child, child->name);
    cx_.defs[def].in_foreign = true;
    cx_.defs[block].children.push_back(def);
    bind(module, child->name.name, kind == DefKind::ForeignTy ? Ns::Type : Ns::Value, def, child->vis);
  }
}

}  // namespace assay::resolve
