#include "expand/hygiene.h"

namespace assay::expand {

SyntaxContextId SyntaxContexts::mark(SyntaxContextId inner, ExpansionId expansion) {
  const uint64_t key = (uint64_t{inner.raw} << 32) | expansion.raw;
  if (auto it = marks_.find(key); it != marks_.end()) return it->second;
  const SyntaxContextId context = entries_.push({inner, expansion});
  marks_.emplace(key, context);
  return context;
}

SyntaxContextId SyntaxContexts::leave_definition(SyntaxContextId context, NodeId macro_def) const {
  if (!context || !macro_def) return context;
  return expansion(context).macro_def == macro_def ? parent(context) : context;
}

Span SyntaxContexts::outermost_call_span(SyntaxContextId context, Span span) const {
  while (context) {
    const Expansion& from = expansion(context);
    span = from.call_span;
    context = from.call_context;
  }
  return span;
}

Span SyntaxContexts::outermost_user_span(SyntaxContextId context, Span span, const SourceMap& sources) const {
  while (context && (span.empty() || sources.is_library(span))) {
    const Expansion& from = expansion(context);
    span = from.call_span;
    context = from.call_context;
  }
  return span;
}

}  // namespace assay::expand
