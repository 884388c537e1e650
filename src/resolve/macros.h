// What does a macro call become? Finds the macro, expands it and parses the result at its position.
#pragma once
#include "resolve/lookup.h"

namespace assay::resolve {

struct Expanded {
  const TokenBuffer* tokens = nullptr;
  const ast::Expr* expr = nullptr;
  explicit operator bool() const { return tokens || expr; }
};

/// Makes the definition of a macro item; `module` is where it stands.
DefId define_macro(Context& cx, Module* module, DefId parent, const ast::Item& item, const TextualScope* textual);

/// Expands `call`; nothing after a diagnostic. `macro`: the result of resolve_macro when it is known already.
Expanded expand_call(Context& cx, const Scope& scope, const ast::MacroCall& call, DefId macro = {});

/// As expand_call, for a call that makes items or statements: if that is unsupported, names may be missing from now on.
Expanded expand_definitions(Context& cx, const Scope& scope, const ast::MacroCall& call, DefId macro = {});

/// The call, expanded and parsed; null after a diagnostic.
const ast::Expr* expand_expr(Context& cx, const Scope& scope, const ast::MacroCall& call);
const ast::Ty* expand_ty(Context& cx, const Scope& scope, const ast::MacroCall& call);
const ast::Pat* expand_pat(Context& cx, const Scope& scope, const ast::MacroCall& call);

/// Counts nested expansions; beyond the recursion limit it reports and tells so.
class ExpansionDepth {
 public:
  ExpansionDepth(Context& cx, Span span);
  ~ExpansionDepth() { --cx_.expansion_depth; }
  ExpansionDepth(const ExpansionDepth&) = delete;
  ExpansionDepth& operator=(const ExpansionDepth&) = delete;
  bool exceeded() const { return exceeded_; }

 private:
  Context& cx_;
  bool exceeded_;
};

}  // namespace assay::resolve
