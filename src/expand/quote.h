// Tokens written as Rust text, for what built-in macros and derives produce.
#pragma once
#include <initializer_list>
#include <string_view>

#include "diag/session.h"
#include "lex/token.h"

namespace assay::expand {

/// The tokens of `text`, all with `span` and `context`; `$crate` is core. `@0`, `@1`, ... stand for the given slices,
/// which keep their own spans and contexts.
TokenBuffer* quote(Session& session, std::string_view text, Span span, SyntaxContextId context,
                   std::initializer_list<TokenSlice> slices = {});

}  // namespace assay::expand
