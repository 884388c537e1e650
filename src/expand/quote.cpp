#include "expand/quote.h"

#include "base/symbols.h"
#include "expand/macro_parts.h"
#include "lex/lexer.h"

namespace assay::expand {

TokenBuffer* quote(Session& session, std::string_view text, Span span, SyntaxContextId context,
                   std::initializer_list<TokenSlice> slices) {
  const TokenBuffer tokens = lex::lex_snippet(session, text, span, context, sym::core_);
  auto* out = session.arena.make<TokenBuffer>();
  for (size_t i = 0; i < tokens.size(); i++) {
    const bool hole = tokens[i].kind == TokenKind::Punct && tokens[i].ch == '@' && i + 1 < tokens.size() &&
                      tokens[i + 1].kind == TokenKind::Int;
    if (!hole) {
      out->push_back(tokens[i]);
      continue;
    }
    const size_t index = static_cast<size_t>(session.text(tokens[++i].text)[0] - '0');
    ASSAY_CHECK(index < slices.size(), "quote names a slice it was not given");
    const TokenSlice slice = slices.begin()[index];
    out->insert(out->end(), slice.begin(), slice.end());
  }
  link_delimiters(*out);
  return out;
}

}  // namespace assay::expand
