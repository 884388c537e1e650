// Which expansion wrote an identifier? A syntax context is a chain of expansions: `parent` is the context that the
// identifier has in the macro's definition, `expansion` the invocation that copied it. Local variables and labels are
// the same only if name and context are; a lookup that leaves the scope in which a macro was defined continues with
// the parent (see `leave_definition`). Everything else ignores contexts, as macro_rules does.
#pragma once
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "source/source_map.h"

namespace assay::expand {

using ExpansionId = Id<struct ExpansionTag>;

/// One invocation of a macro.
struct Expansion {
  SymbolId macro_name;
  NodeId macro_def;              // the ast::Item that defines the macro; none: built in or derive
  Span call_span;                // the invocation, where it was written
  SyntaxContextId call_context;  // of the invocation's name: not none if a macro wrote the invocation
  bool is_local_macro = false;   // defined inside a function body
  bool is_v2 = false;            // `macro` item
};

class SyntaxContexts {
 public:
  ExpansionId begin(Expansion expansion) { return expansions_.push(expansion); }
  /// The context of a token of the macro's own text that has context `inner` there. Same arguments, same result.
  SyntaxContextId mark(SyntaxContextId inner, ExpansionId expansion);

  /// The context the identifier has in the macro's definition. `context` must not be the root (none).
  SyntaxContextId parent(SyntaxContextId context) const { return entries_[context].parent; }
  const Expansion& expansion(SyntaxContextId context) const { return expansions_[entries_[context].expansion]; }
  const Expansion& expansion(ExpansionId id) const { return expansions_[id]; }

  /// The context to look on with when a lookup of a local walks outwards past the definition of macro `macro_def`
  /// (a macro_rules item among the statements of a block): `context` itself unless that macro wrote the identifier.
  SyntaxContextId leave_definition(SyntaxContextId context, NodeId macro_def) const;

  /// The invocation outermost around a token, or `span` if no macro wrote it: what `line!()` and panic locations say.
  Span outermost_call_span(SyntaxContextId context, Span span) const;
  /// `span` if it is the user's, else the first invocation on the way out that is.
  Span outermost_user_span(SyntaxContextId context, Span span, const SourceMap& sources) const;

 private:
  struct Entry {
    SyntaxContextId parent;
    ExpansionId expansion;
  };
  Store<SyntaxContextId, Entry> entries_;
  Store<ExpansionId, Expansion> expansions_;
  std::unordered_map<uint64_t, SyntaxContextId> marks_;
};

}  // namespace assay::expand
