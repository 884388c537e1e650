#include "syntax/token_text.h"

#include <fmt/format.h>

namespace assay::syntax {

std::string escape_text(std::string_view value, bool bytes) {
  std::string out;
  for (char c : value) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\0':
        out += "\\0";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '"':
        out += "\\\"";
        break;
      default:
        if (static_cast<uint8_t>(c) < 0x20 || c == 0x7f || (bytes && (c & 0x80) != 0))
          out += fmt::format("\\x{:02x}", static_cast<uint8_t>(c));
        else
          out += c;
    }
  }
  return out;
}

namespace {
std::string quoted_char(std::string_view value, bool bytes) {
  if (value == "'") return "\\'";
  if (value == "\"") return "\"";
  return escape_text(value, bytes);
}
}  // namespace

std::string token_text(const Session& session, const Token& token) {
  const std::string text(session.text(token.text));
  switch (token.kind) {
    case TokenKind::Eof:
      return "";
    case TokenKind::Ident:
      return token.raw ? "r#" + text : text;
    case TokenKind::Lifetime:
    case TokenKind::Int:
    case TokenKind::Float:
      return text;
    case TokenKind::Str:
      return "\"" + escape_text(text, false) + "\"";
    case TokenKind::ByteStr:
      return "b\"" + escape_text(text, true) + "\"";
    case TokenKind::CStr:
      return "c\"" + escape_text(text, true) + "\"";
    case TokenKind::Char:
      return "'" + quoted_char(text, false) + "'";
    case TokenKind::Byte:
      return "b'" + quoted_char(text, true) + "'";
    case TokenKind::DocComment:
      return (token.raw ? "//!" : "///") + text;
    case TokenKind::Dollar:
      return "$";
    case TokenKind::DollarCrate:
      return "$crate";
    case TokenKind::Punct:
      return std::string(1, token.ch);
    case TokenKind::OpenParen:
      return "(";
    case TokenKind::CloseParen:
      return ")";
    case TokenKind::OpenBracket:
      return "[";
    case TokenKind::CloseBracket:
      return "]";
    case TokenKind::OpenBrace:
      return "{";
    case TokenKind::CloseBrace:
      return "}";
    case TokenKind::OpenInvisible:
    case TokenKind::CloseInvisible:
      return "";
  }
  return "";
}

namespace {
bool is_word(const Token& token) {
  return token.kind == TokenKind::Ident || token.kind == TokenKind::Lifetime || token.kind == TokenKind::Int ||
         token.kind == TokenKind::Float || token.kind == TokenKind::DollarCrate;
}
bool is_open(const Token& token) { return token.partner > 0; }
bool is_close(const Token& token) { return token.partner < 0; }

// For tokens that were not neighbours in a file: what people usually write.
bool usual_space(const Token& left, const Token& right) {
  if (left.kind == TokenKind::Punct && left.joint) return false;
  if (right.kind == TokenKind::Punct && (right.ch == ',' || right.ch == ';' || right.ch == '.' || right.ch == '?'))
    return false;
  if (right.kind == TokenKind::Punct && (right.ch == ':' || right.ch == '!') && is_word(left)) return false;
  if (left.kind == TokenKind::Punct && (left.ch == '.' || left.ch == '&' || left.ch == '!' || left.ch == '#'))
    return false;
  if (left.kind == TokenKind::Dollar) return false;
  if (left.kind == TokenKind::OpenBrace || right.kind == TokenKind::CloseBrace)
    return !(is_open(left) && is_close(right));
  if (is_open(left) || is_close(right)) return false;
  if (right.kind == TokenKind::OpenParen || right.kind == TokenKind::OpenBracket)
    return !is_word(left) && !is_close(left) && !(left.kind == TokenKind::Punct && left.ch == '!');
  return true;
}
}  // namespace

std::string tokens_text(const Session& session, TokenSlice tokens) {
  std::string out;
  const Token* last = nullptr;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::OpenInvisible || token.kind == TokenKind::CloseInvisible) continue;
    if (last) {
      const bool same_text = token.span.lo >= last->span.hi && last->span.hi != 0 &&
                             session.sources.file_at(last->span.lo) == session.sources.file_at(token.span.lo);
      const bool near = same_text && token.span.lo - last->span.hi < 200;
      bool space = near ? token.span.lo > last->span.hi : usual_space(*last, token);
      if (is_word(*last) && is_word(token)) space = true;
      if (space) out += ' ';
    }
    out += token_text(session, token);
    last = &token;
  }
  return out;
}

}  // namespace assay::syntax
