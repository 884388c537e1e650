// Every definition of every crate, in one table: what it is, what it is called, whose child it is, its syntax.
// `resolve` fills it; everything later only reads (closures and anonymous constants are added while bodies are
// lowered).
#pragma once
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/id.h"
#include "diag/session.h"
#include "syntax/ast.h"

namespace assay::hir {

enum class DefKind : uint8_t {
  Mod,
  ForeignMod,
  Struct,
  Union,
  Enum,
  Variant,
  Ctor /* of a tuple or unit struct or variant; parent is that */,
  Trait,
  TraitAlias,
  TyAlias,
  AssocTy,
  ForeignTy,
  TyParam,
  ConstParam,
  LifetimeParam,
  Fn,
  AssocFn,
  Const,
  AssocConst,
  Static,
  Field,
  Impl,
  Closure,
  AnonConst,
  InlineConst,
  OpaqueTy,
  Macro,
  Use,
  ExternCrate
};

enum class CtorKind : uint8_t { Fn, Const };  // tuple-like, unit-like

struct Def {
  DefKind kind = DefKind::Mod;
  DefId parent;  // none for a crate root; an item in a function body is a child of the function
                 // but inherits no generics: only associated items, opaque types, variants,
                 // fields, ctors, closures and anonymous constants do
  CrateId crate;
  SymbolId name;  // none for impls, closures, anonymous constants
  Span span;      // the name's or the head's
  bool is_pub = false;
  bool in_foreign = false;            // Fn, Static, ForeignTy inside `extern { }`
  CtorKind ctor_kind = CtorKind::Fn;  // Ctor
  uint32_t index = 0;                 // Variant: its index; Field: its index; params: index in their own item's list
  const ast::Item* item = nullptr;    // everything that is an item (also associated and foreign items)
  const ast::VariantDef* variant = nullptr;  // Struct, Union (their only one), Variant, Ctor
  const ast::FieldDef* field = nullptr;
  const ast::Attributes* attrs = nullptr;  // cfg_attr already expanded
  DefId ctor;                              // Struct, Variant: its Ctor if tuple- or unit-like
  DefId discriminant;                      // Variant: the AnonConst of `= expr`, or none
  std::vector<DefId> children;  // Enum: variants; Trait, Impl, ForeignMod: items; Variant/Struct/Union: fields
};

struct CrateInfo {
  SymbolId name;
  Edition edition;
  DefId root;
  bool is_user = false, no_std = false, no_core = false, no_main = false;
};

/// References to a Def stay valid while definitions are added.
class DefTable {
 public:
  DefId add(Def def) {
    if (size_ % kChunk == 0) chunks_.push_back(std::make_unique<Chunk>());
    (*chunks_.back())[size_ % kChunk] = std::move(def);
    return DefId(size_++);
  }
  Def& operator[](DefId id) {
    ASSAY_CHECK(id.raw < size_, "definition out of range");
    return (*chunks_[id.raw / kChunk])[id.raw % kChunk];
  }
  const Def& operator[](DefId id) const {
    ASSAY_CHECK(id.raw < size_, "definition out of range");
    return (*chunks_[id.raw / kChunk])[id.raw % kChunk];
  }
  size_t size() const { return size_; }

  Store<CrateId, CrateInfo> crates;

  /// The first attribute named `name` (single-segment path), or null.
  const ast::Attribute* attr(DefId id, SymbolId name) const;
  bool has_attr(DefId id, SymbolId name) const { return attr(id, name) != nullptr; }
  /// `core::option::Option::unwrap`; impls print as `<impl>` unless `types` prints them.
  std::string path(DefId id, const Interner& symbols) const;
  /// The item itself, or for Ctor/Variant/Field/Closure/AnonConst the nearest enclosing thing with generics.
  DefId generics_owner(DefId id) const;

 private:
  static constexpr uint32_t kChunk = 256;
  using Chunk = std::array<Def, kChunk>;
  std::vector<std::unique_ptr<Chunk>> chunks_;
  uint32_t size_ = 0;
};

}  // namespace assay::hir
