// Text to tokens: all of Rust's lexical structure, editions 2015 to 2024.
#pragma once
#include <string_view>

#include "base/int128.h"
#include "diag/session.h"
#include "lex/token.h"

namespace assay::lex {

/// The tokens of a file, without Eof. Always balanced: a delimiter without partner is reported and dropped or closed.
/// Skips a byte order mark and a shebang line. Doc comments become DocComment tokens, other comments nothing.
TokenBuffer lex(Session& session, const SourceFile& file);

/// The tokens of text that is in no file, all with the same span and context. `$crate` becomes `$crate` of
/// `crate_name`. The text must be free of errors.
TokenBuffer lex_snippet(Session& session, std::string_view text, Span span, SyntaxContextId context,
                        SymbolId crate_name);

/// The value of an integer literal's text (with 0x, 0o or 0b and underscores, no suffix); false if it overflows.
bool parse_integer(std::string_view digits, u128& value);

/// Splits the text of an Int or Float token into digits and suffix (which may be empty).
struct NumberParts {
  std::string_view digits, suffix;
};
NumberParts split_number(std::string_view text, bool is_float);

}  // namespace assay::lex
