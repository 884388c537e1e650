// What does an invocation of a macro_rules (or `macro`) macro become? Pure: definition and input tokens to output
// tokens; names are resolved elsewhere. A captured fragment other than ident, lifetime and tt is wrapped in invisible
// delimiters, so that it is parsed as one unit afterwards.
#pragma once
#include "diag/session.h"
#include "expand/hygiene.h"
#include "lex/token.h"
#include "syntax/ast.h"

namespace assay::expand {

/// Where a macro was defined.
struct MacroOrigin {
  SymbolId crate_name;  // what `$crate` means
  Edition edition = Edition::E2021;
  bool is_local = false;  // inside a function body
};

struct MacroRules;  // compiled; lives in the session's arena

/// Compiles the rules of `item` (kind MacroRules). Null after a diagnostic if they are malformed.
const MacroRules* parse_macro_rules(Session& session, const ast::Item& item, const MacroOrigin& origin);

/// Where a macro is invoked.
struct CallSite {
  Span span;                // the whole invocation
  SyntaxContextId context;  // of the invocation's name (last segment of its path)
  Edition edition = Edition::E2021;
};

/// The output of the first rule that matches `input` (without the invocation's delimiters). Null after a diagnostic if
/// none does. The buffer lives in the arena.
///
/// Identifiers of the macro's own text get a fresh context, identifiers of the input keep theirs. Tokens of a library
/// macro's own text invoked outside the library get the invocation's span; all others keep their own.
const TokenBuffer* expand_macro_rules(Session& session, SyntaxContexts& contexts, const MacroRules& macro,
                                      TokenSlice input, const CallSite& call);

}  // namespace assay::expand
