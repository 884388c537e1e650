// Tokens. A token sequence is flat; delimiters know the distance to their partner, so any balanced slice can be
// skipped, copied or parsed on its own.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.h"
#include "source/span.h"

namespace assay {

enum class TokenKind : uint8_t {
  Eof,
  Ident,     // also keywords: compare `text` with the symbols of lex/keywords.h; raw identifiers have `raw` set
  Lifetime,  // text includes the quote: 'a
  Int,
  Float,  // text as written, with suffix and underscores
  Str,
  ByteStr,
  CStr,
  Char,
  Byte,         // text: the unescaped VALUE (bytes); quotes and prefix removed
  DocComment,   // text: contents; `inner` for //! and /*! (only kept where attributes may stand)
  Dollar,       // `$` of macro definitions
  DollarCrate,  // `$crate`, made by transcription; text: the crate's name
  // punctuation, maximal munch is done by the parser from single characters with `joint`; see parser/cursor
  Punct,  // `ch`
  // delimiters; `partner` is the distance (in tokens) to the matching one: positive for open, negative for close
  OpenParen,
  CloseParen,
  OpenBracket,
  CloseBracket,
  OpenBrace,
  CloseBrace,
  OpenInvisible,
  CloseInvisible,  // around a transcribed macro fragment; `fragment` says which
};

enum class FragmentKind : uint8_t {
  None,
  Expr,
  Ty,
  Pat,
  Stmt,
  Block,
  Item,
  Path,
  Vis,
  Meta,
  Literal,
  Ident,
  Lifetime,
  Tt
};

struct Token {
  TokenKind kind = TokenKind::Eof;
  char ch = 0;         // Punct: the character
  bool joint = false;  // Punct: the next token is a Punct that follows without white space
  bool raw = false;    // Ident: r#name;  DocComment: inner
  FragmentKind fragment = FragmentKind::None;
  SymbolId text;
  Span span;
  SyntaxContextId context;  // hygiene
  int32_t partner = 0;
};

using TokenSlice = std::span<const Token>;  // always balanced
using TokenBuffer = std::vector<Token>;

}  // namespace assay
