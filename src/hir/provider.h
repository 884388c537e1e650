// How later stages ask for HIR: signatures and bodies are lowered when first needed, then kept.
#pragma once
#include <span>

#include "diag/session.h"
#include "hir/hir.h"

namespace assay::hir {

class Provider {
 public:
  virtual ~Provider() = default;
  virtual const ItemSig& sig(DefId def) = 0;
  /// The body of a Fn/AssocFn/Const/AssocConst/Static/AnonConst/InlineConst, or null if it has none.
  virtual const Body* body(DefId def) = 0;
  /// All impls of all loaded crates (those in function bodies that were lowered so far included: `impl_count` grows).
  virtual std::span<const DefId> impls() const = 0;
  /// Makes sure that all impls of `trait` are among impls(): macro calls of libraries that make nothing but impls are
  /// expanded when something may ask for one of them. Ask before searching; impls() may have grown afterwards.
  virtual void need_trait_impls(DefId) {}
  /// The same for inherent impls that define an item called `name`.
  virtual void need_inherent_items(SymbolId) {}
  /// The trait an impl implements, without lowering the rest of its signature; none for inherent impls.
  virtual DefId impl_trait(DefId impl) {
    const Path* path = sig(impl).of_trait;
    return path && path->res.kind == Res::Kind::Def ? path->res.def : DefId();
  }
  /// `#[lang = "name"]`, or none.
  virtual DefId lang_item(SymbolId name) const = 0;
  /// Traits in scope at `body_owner` (imports, globs, prelude, traits of enclosing blocks), for method lookup.
  virtual std::span<const DefId> traits_in_scope(DefId body_owner) = 0;
  /// Traits brought into scope by a `use` inside blocks of that body, by expression, may be folded into the above.
  virtual DefId main_fn() const = 0;  // the user's `main`, or none
  virtual DefId find_path(
      std::string_view path) = 0;  // "core::fmt::Arguments", types, then values; for tools and tests

  DefTable defs;
  Session& session;

 protected:
  explicit Provider(Session& s) : session(s) {}
};

}  // namespace assay::hir
