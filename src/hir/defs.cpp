#include "hir/defs.h"

#include "base/interner.h"

namespace assay::hir {

const ast::Attribute* DefTable::attr(DefId id, SymbolId name) const {
  const Def& def = (*this)[id];
  if (!def.attrs) return nullptr;
  for (const ast::Attribute& attribute : *def.attrs)
    if (attribute.path.size() == 1 && attribute.path[0] == name) return &attribute;
  return nullptr;
}

std::string DefTable::path(DefId id, const Interner& symbols) const {
  const Def& def = (*this)[id];
  if (!def.parent) return std::string(symbols.text(crates[def.crate].name));
  std::string name;
  if (def.kind == DefKind::Impl)
    name = "<impl>";
  else if (def.kind == DefKind::Closure)
    name = "{closure}";
  else if (def.kind == DefKind::AnonConst || def.kind == DefKind::InlineConst)
    name = "{const}";
  else if (def.kind == DefKind::Ctor)
    return path(def.parent, symbols);
  else
    name = std::string(symbols.text(def.name));
  return path(def.parent, symbols) + "::" + name;
}

DefId DefTable::generics_owner(DefId id) const {
  for (DefId at = id;; at = (*this)[at].parent) {
    switch ((*this)[at].kind) {
      case DefKind::Ctor:
      case DefKind::Variant:
      case DefKind::Field:
      case DefKind::Closure:
      case DefKind::AnonConst:
      case DefKind::InlineConst:
      case DefKind::TyParam:
      case DefKind::ConstParam:
      case DefKind::LifetimeParam:
        continue;
      case DefKind::Mod:
      case DefKind::ForeignMod:
      case DefKind::Struct:
      case DefKind::Union:
      case DefKind::Enum:
      case DefKind::Trait:
      case DefKind::TraitAlias:
      case DefKind::TyAlias:
      case DefKind::AssocTy:
      case DefKind::ForeignTy:
      case DefKind::Fn:
      case DefKind::AssocFn:
      case DefKind::Const:
      case DefKind::AssocConst:
      case DefKind::Static:
      case DefKind::Impl:
      case DefKind::OpaqueTy:
      case DefKind::Macro:
      case DefKind::Use:
      case DefKind::ExternCrate:
        return at;
    }
  }
}

}  // namespace assay::hir
