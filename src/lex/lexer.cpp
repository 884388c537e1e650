#include "lex/lexer.h"

#include <array>
#include <string>

#include "base/symbols.h"
#include "lex/literals.h"

namespace assay::lex {
namespace {

enum CharClass : uint8_t { kOther = 0, kIdentStart = 1, kIdentContinue = 2, kPunct = 4, kSpace = 8 };

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> table{};
  for (int c = 'a'; c <= 'z'; c++) table[c] = kIdentStart | kIdentContinue;
  for (int c = 'A'; c <= 'Z'; c++) table[c] = kIdentStart | kIdentContinue;
  for (int c = '0'; c <= '9'; c++) table[c] = kIdentContinue;
  for (int c = 0x80; c <= 0xff; c++) table[c] = kIdentStart | kIdentContinue;
  table['_'] = kIdentStart | kIdentContinue;
  for (char c : std::string_view("~!@#%^&*-+=|\\?/<>.,:;")) table[static_cast<uint8_t>(c)] = kPunct;
  for (char c : std::string_view(" \t\n\r\v\f")) table[static_cast<uint8_t>(c)] = kSpace;
  return table;
}
constexpr auto kClasses = make_classes();

constexpr bool in_class(char c, uint8_t mask) { return (kClasses[static_cast<uint8_t>(c)] & mask) != 0; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
 public:
  Lexer(Session& session, std::string_view text, uint32_t base, bool keep_docs)
      : session_(session), text_(text), base_(base), keep_docs_(keep_docs) {
    out_.reserve(text.size() / 4 + 16);
  }

  TokenBuffer run(bool whole_file, SymbolId snippet_crate) {
    snippet_crate_ = snippet_crate;
    if (whole_file) skip_prologue();
    while (pos_ < text_.size()) next();
    while (!open_.empty()) {
      error(out_[open_.back()].span, "this delimiter is never closed");
      close_top(static_cast<uint32_t>(text_.size()), static_cast<uint32_t>(text_.size()));
    }
    return std::move(out_);
  }

 private:
  // Beyond the end of the text every character is NUL.
  char at(size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  char peek(size_t ahead = 0) const { return at(pos_ + ahead); }
  Span span(size_t from, size_t to) const {
    return {base_ + static_cast<uint32_t>(from), base_ + static_cast<uint32_t>(to)};
  }
  void error(Span where, std::string message) { session_.diags.error(where, std::move(message)); }

  Token& push(TokenKind kind, size_t from) {
    Token& token = out_.emplace_back();
    token.kind = kind;
    token.span = span(from, pos_);
    return token;
  }

  void skip_prologue() {
    if (text_.substr(0, 3) == "\xef\xbb\xbf") pos_ = 3;
    if (peek() != '#' || peek(1) != '!') return;
    size_t after = pos_ + 2;
    while (in_class(at(after), kSpace)) after++;
    if (at(after) == '[') return;
    while (pos_ < text_.size() && peek() != '\n') pos_++;
  }

  void next() {
    const char c = peek();
    const size_t start = pos_;
    if (in_class(c, kSpace)) {
      pos_++;
    } else if (c == '/' && peek(1) == '/') {
      line_comment();
    } else if (c == '/' && peek(1) == '*') {
      block_comment();
    } else if (in_class(c, kIdentStart)) {
      word();
    } else if (is_digit(c)) {
      number();
    } else if (in_class(c, kPunct)) {
      pos_++;
      Token& token = push(TokenKind::Punct, start);
      token.ch = c;
      token.joint = in_class(peek(), kPunct) && !(peek() == '/' && (peek(1) == '/' || peek(1) == '*'));
    } else {
      other(c);
    }
  }

  void other(char c) {
    const size_t start = pos_;
    switch (c) {
      case '(':
        return open(TokenKind::OpenParen);
      case '[':
        return open(TokenKind::OpenBracket);
      case '{':
        return open(TokenKind::OpenBrace);
      case ')':
        return close(TokenKind::CloseParen);
      case ']':
        return close(TokenKind::CloseBracket);
      case '}':
        return close(TokenKind::CloseBrace);
      case '"':
        return string(start, TokenKind::Str);
      case '\'':
        return quote();
      case '$':
        pos_++;
        if (snippet_crate_ && text_.substr(pos_, 5) == "crate") {
          pos_ += 5;
          push(TokenKind::DollarCrate, start).text = snippet_crate_;
        } else {
          push(TokenKind::Dollar, start);
        }
        return;
      default:
        pos_++;
        error(span(start, pos_), "unknown character in source text");
    }
  }

  // ---- delimiters --------------------------------------------------------------------------------------------
  static TokenKind closer(TokenKind open) { return static_cast<TokenKind>(static_cast<uint8_t>(open) + 1); }

  void open(TokenKind kind) {
    const size_t start = pos_++;
    push(kind, start);
    open_.push_back(static_cast<uint32_t>(out_.size() - 1));
  }

  void close_top(uint32_t from, uint32_t to) {
    const uint32_t opener = open_.back();
    open_.pop_back();
    Token& token = out_.emplace_back();
    token.kind = closer(out_[opener].kind);
    token.span = span(from, to);
    const auto distance = static_cast<int32_t>(out_.size() - 1 - opener);
    token.partner = -distance;
    out_[opener].partner = distance;
  }

  void close(TokenKind kind) {
    const auto start = static_cast<uint32_t>(pos_++);
    bool known = false;
    for (uint32_t index : open_) known = known || closer(out_[index].kind) == kind;
    if (!known) return error(span(start, pos_), "unexpected closing delimiter");
    while (closer(out_[open_.back()].kind) != kind) {
      error(out_[open_.back()].span, "this delimiter is closed by another kind");
      close_top(start, start);
    }
    close_top(start, static_cast<uint32_t>(pos_));
  }

  // ---- comments ----------------------------------------------------------------------------------------------
  void doc(size_t start, size_t from, size_t to, bool inner) {
    if (!keep_docs_) return;
    Token& token = push(TokenKind::DocComment, start);
    token.raw = inner;
    token.text = session_.sym(text_.substr(from, to - from));
  }

  void line_comment() {
    const size_t start = pos_;
    size_t end = text_.find('\n', pos_);
    if (end == std::string_view::npos) end = text_.size();
    pos_ = end;
    if (at(start + 2) == '!' || (at(start + 2) == '/' && at(start + 3) != '/'))
      doc(start, start + 3, end > start + 3 && at(end - 1) == '\r' ? end - 1 : end, at(start + 2) == '!');
  }

  void block_comment() {
    const size_t start = pos_;
    pos_ += 2;
    uint32_t depth = 1;
    while (depth > 0) {
      if (pos_ >= text_.size()) return error(span(start, start + 2), "unterminated block comment");
      if (peek() == '/' && peek(1) == '*') {
        depth++;
        pos_ += 2;
      } else if (peek() == '*' && peek(1) == '/') {
        depth--;
        pos_ += 2;
      } else {
        pos_++;
      }
    }
    const bool outer = at(start + 2) == '*' && at(start + 3) != '*' && pos_ - start > 4;
    if (at(start + 2) == '!' || outer) doc(start, start + 3, pos_ - 2, !outer);
  }

  // ---- words -------------------------------------------------------------------------------------------------
  void word() {
    const size_t start = pos_;
    const char c = peek();
    if (c == 'r' || c == 'b' || c == 'c') {
      if (prefixed(start)) return;
    }
    if ((c & 0x80) != 0 && unicode_space()) return;
    scan_ident();
    push(TokenKind::Ident, start).text = session_.sym(text_.substr(start, pos_ - start));
  }

  void scan_ident() {
    while (pos_ < text_.size() && in_class(text_[pos_], kIdentContinue)) pos_++;
  }

  // U+0085, U+200E, U+200F, U+2028, U+2029 are white space.
  bool unicode_space() {
    const std::string_view two = text_.substr(pos_, 2), three = text_.substr(pos_, 3);
    if (two == "\xc2\x85") return pos_ += 2, true;
    if (three == "\xe2\x80\x8e" || three == "\xe2\x80\x8f" || three == "\xe2\x80\xa8" || three == "\xe2\x80\xa9")
      return pos_ += 3, true;
    return false;
  }

  // r"", r#""#, b"", b'', br"", c"", cr"", r#name
  bool prefixed(size_t start) {
    const char c = peek();
    size_t at_quote = pos_ + 1;
    bool raw = c == 'r';
    if (c != 'r' && at(at_quote) == 'r') raw = true, at_quote++;
    const TokenKind kind = c == 'b' ? TokenKind::ByteStr : c == 'c' ? TokenKind::CStr : TokenKind::Str;
    if (raw) {
      size_t hashes = 0;
      while (at(at_quote + hashes) == '#') hashes++;
      if (at(at_quote + hashes) == '"') {
        pos_ = at_quote + hashes;
        raw_string(start, kind, hashes);
        return true;
      }
      if (c == 'r' && hashes == 1 && in_class(at(at_quote + 1), kIdentStart)) {
        pos_ = at_quote + 1;
        const size_t name = pos_;
        scan_ident();
        Token& token = push(TokenKind::Ident, start);
        token.raw = true;
        token.text = session_.sym(text_.substr(name, pos_ - name));
        return true;
      }
      return false;
    }
    if (at(at_quote) == '"') {
      pos_ = at_quote;
      string(start, kind);
      return true;
    }
    if (c == 'b' && at(at_quote) == '\'') {
      pos_ = at_quote;
      character(start, TokenKind::Byte);
      return true;
    }
    return false;
  }

  // ---- strings and characters --------------------------------------------------------------------------------
  void string(size_t start, TokenKind kind) {
    const size_t from = ++pos_;
    bool plain = true;
    while (pos_ < text_.size() && text_[pos_] != '"') {
      if (text_[pos_] == '\\') plain = false, pos_++;
      if (pos_ < text_.size() && text_[pos_] == '\r') plain = false;
      pos_++;
    }
    if (pos_ >= text_.size()) {
      pos_ = text_.size();
      error(span(start, start + 1), "unterminated string literal");
      push(kind, start).text = sym::empty;
      return;
    }
    const std::string_view body = text_.substr(from, pos_ - from);
    pos_++;
    skip_suffix();
    push(kind, start).text = plain ? session_.sym(body) : session_.sym(unescape(body, from, kind));
  }

  void raw_string(size_t start, TokenKind kind, size_t hashes) {
    const size_t from = ++pos_;
    while (true) {
      const size_t quote = text_.find('"', pos_);
      if (quote == std::string_view::npos) {
        pos_ = text_.size();
        error(span(start, start + 1), "unterminated raw string");
        push(kind, start).text = sym::empty;
        return;
      }
      size_t seen = 0;
      while (seen < hashes && at(quote + 1 + seen) == '#') seen++;
      pos_ = quote + 1 + seen;
      if (seen < hashes) continue;
      std::string value(text_.substr(from, quote - from));
      for (size_t i = value.find("\r\n"); i != std::string::npos; i = value.find("\r\n", i)) value.erase(i, 1);
      push(kind, start).text = session_.sym(value);
      return;
    }
  }

  void quote() {
    const size_t start = pos_;
    const char c = peek(1);
    if (c == '\\') return character(start, TokenKind::Char);
    const size_t width = utf8_width(c);
    if (peek(1 + width) == '\'' && c != '\'' && c != '\n') return character(start, TokenKind::Char);
    if (!in_class(c, kIdentStart)) {
      if (c == '\'') pos_++;
      pos_++;
      error(span(start, pos_), c == '\'' ? "empty character literal" : "unterminated character literal");
      return;
    }
    pos_++;
    const bool raw = peek() == 'r' && peek(1) == '#' && in_class(peek(2), kIdentStart);
    if (raw) pos_ += 2;
    const size_t name = pos_;
    scan_ident();
    Token& token = push(TokenKind::Lifetime, start);
    token.raw = raw;
    token.text =
        session_.sym(raw ? "'" + std::string(text_.substr(name, pos_ - name)) : text_.substr(start, pos_ - start));
  }

  void character(size_t start, TokenKind kind) {
    const size_t from = ++pos_;
    while (pos_ < text_.size() && text_[pos_] != '\'' && text_[pos_] != '\n') {
      if (text_[pos_] == '\\') pos_++;
      pos_++;
    }
    if (pos_ >= text_.size() || text_[pos_] != '\'') {
      pos_ = std::min(pos_, text_.size());
      error(span(start, pos_), "unterminated character literal");
      push(kind, start).text = session_.sym("?");
      return;
    }
    const std::string_view body = text_.substr(from, pos_ - from);
    pos_++;
    skip_suffix();
    const std::string value = unescape(body, from, kind);
    const bool one =
        kind == TokenKind::Byte ? value.size() == 1 : !value.empty() && utf8_width(value[0]) == value.size();
    if (!one) error(span(start, pos_), "character literal must contain one character");
    push(kind, start).text = session_.sym(value);
  }

  std::string unescape(std::string_view body, size_t from, TokenKind kind) {
    std::string value;
    if (auto problem = unescape_into(value, body, kind))
      error(span(from + problem->offset, from + problem->offset + 1), problem->message);
    return value;
  }

  void skip_suffix() {
    if (in_class(peek(), kIdentStart)) scan_ident();
  }

  // ---- numbers -----------------------------------------------------------------------------------------------
  // After the `.` of a field access only digits belong to the number, so that `x.0.1` is two accesses.
  bool after_field_dot() const {
    if (out_.empty() || out_.back().kind != TokenKind::Punct || out_.back().ch != '.') return false;
    if (out_.size() < 2) return true;
    const Token& before = out_[out_.size() - 2];
    return !(before.kind == TokenKind::Punct && before.ch == '.' && before.joint);
  }

  void number() {
    const size_t start = pos_;
    bool is_float = false;
    const bool radix = peek() == '0' && (peek(1) == 'x' || peek(1) == 'o' || peek(1) == 'b');
    if (radix) {
      scan_ident();
    } else {
      while (is_digit(peek()) || peek() == '_') pos_++;
      if (peek() == '.' && peek(1) != '.' && !in_class(peek(1), kIdentStart) && !after_field_dot()) {
        is_float = true;
        pos_++;
        while (is_digit(peek()) || peek() == '_') pos_++;
      }
      if (peek() == 'e' || peek() == 'E') {
        size_t digits = pos_ + 1;
        if (at(digits) == '+' || at(digits) == '-') digits++;
        while (at(digits) == '_') digits++;
        if (is_digit(at(digits))) {
          is_float = true;
          pos_ = digits;
          while (is_digit(peek()) || peek() == '_') pos_++;
        }
      }
      scan_ident();
    }
    const std::string_view text = text_.substr(start, pos_ - start);
    if (!is_float && !radix) {
      const std::string_view suffix = split_number(text, true).suffix;
      is_float = suffix == "f16" || suffix == "f32" || suffix == "f64" || suffix == "f128";
    }
    push(is_float ? TokenKind::Float : TokenKind::Int, start).text = session_.sym(text);
  }

  Session& session_;
  std::string_view text_;
  uint32_t base_;
  bool keep_docs_;
  SymbolId snippet_crate_;
  size_t pos_ = 0;
  TokenBuffer out_;
  std::vector<uint32_t> open_;  // indices of open delimiters
};

}  // namespace

TokenBuffer lex(Session& session, const SourceFile& file) {
  // Nobody reads the library's documentation, and it is a good part of its text.
  return Lexer(session, file.text, file.start, !file.is_library).run(true, {});
}

TokenBuffer lex_snippet(Session& session, std::string_view text, Span span, SyntaxContextId context,
                        SymbolId crate_name) {
  TokenBuffer tokens = Lexer(session, text, 0, true).run(false, crate_name);
  for (Token& token : tokens) {
    token.span = span;
    token.context = context;
  }
  return tokens;
}

}  // namespace assay::lex
