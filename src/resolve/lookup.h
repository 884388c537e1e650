// What does a name or path mean at some place? Modules, imports and globs on demand, then preludes and primitive types.
#pragma once
#include <span>

#include "resolve/context.h"

namespace assay::resolve {

/// Where a name is looked up. `owner`: the item in whose signature or body it stands, for its generics and `Self`.
struct Scope {
  Module* module = nullptr;
  DefId owner;
  const TextualScope* textual = nullptr;
};

struct PathQuery {
  bool global = false;
  SymbolId dollar_crate;
  std::span<const Ident> segments;
  bool is_import = false;  // edition 2015: relative to the crate root
};
struct PathResult {
  hir::Res res;           // Kind::Err: not found
  uint32_t resolved = 0;  // segments used; on failure the index of the segment that was not found
  uint32_t trait_segment = kNoId;
  SymbolId missing;                  // on failure: what rustlib lacks
  uint32_t private_segment = kNoId;  // the first one that may not be named from here
  DefId failed_in;                   // on failure: the module, enum or trait that lacks the segment; none: not in scope
  bool found() const { return res.kind != hir::Res::Kind::Err; }
};

/// A name in a module: its own items, its imports, then its globs.
Binding lookup_in_module(Context& cx, Module* module, SymbolId name, Ns ns);
/// A name in a module, an enum (variants) or a trait (associated items).
Binding lookup_in_def(Context& cx, DefId container, SymbolId name, Ns ns);
/// A single name, from the inside outwards: blocks, generics, module, preludes. Local variables are not looked at.
Binding lookup_lexical(Context& cx, const Scope& scope, SymbolId name, Ns ns);
PathResult resolve_path(Context& cx, const Scope& scope, const PathQuery& query, Ns ns);
/// The binding that an explicit import makes in a namespace.
Binding import_binding(Context& cx, Import& import, Ns ns);
/// The module, enum or trait that a glob import names, or none.
DefId glob_target(Context& cx, Import& import);
/// Reports an import that resolves to nothing (a missing library item counts as resolved); whether it did.
bool report_unresolved(Context& cx, Import& import);
/// Reports imports of `crate` that resolve to nothing.
void check_imports(Context& cx, CrateId crate);

/// The root of the crate that is called `name` in paths of `from`, loaded now if it is one of the predeclared ones.
Module* extern_crate(Context& cx, const Module* from, SymbolId name);
Module* prelude_of(Context& cx, CrateId crate);
std::optional<hir::PrimTy> primitive_type(std::string_view name);

/// The macro a path names, or none. Reports nothing.
DefId resolve_macro(Context& cx, const Scope& scope, const ast::Path& path);

/// Traits that `module` itself brings into scope (not the prelude's, not its parents').
const std::vector<DefId>& traits_of_module(Context& cx, Module* module);

/// An associated item of a trait by name, or none.
DefId trait_item(const Context& cx, DefId trait, SymbolId name, Ns ns);
/// Which namespace an associated item is in.
bool is_in_namespace(const hir::Def& def, Ns ns);

}  // namespace assay::resolve
