// Tokens as text: for messages, stringify! and dumps.
#pragma once
#include <string>

#include "diag/session.h"
#include "lex/token.h"

namespace assay::syntax {

/// As it would be written in a program; strings are quoted and escaped again.
std::string token_text(const Session& session, const Token& token);

/// With white space where the source had some, or where it is usual if the tokens come from different places.
/// Invisible delimiters are left out.
std::string tokens_text(const Session& session, TokenSlice tokens);

/// The contents of a string literal that denotes `value`. `bytes`: bytes beyond ASCII become \x escapes.
std::string escape_text(std::string_view value, bool bytes);

}  // namespace assay::syntax
