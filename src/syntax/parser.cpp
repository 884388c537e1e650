#include "syntax/parser.h"

#include "lex/keywords.h"
#include "lex/lexer.h"
#include "lex/literals.h"
#include "syntax/cfg.h"
#include "syntax/token_text.h"

// Decisions by the kind of the next token concern a few kinds and have a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::syntax {

using namespace ast;

const Token Parser::kEof{};

// ---- entry points ----------------------------------------------------------------------------------------------
Crate parse_file(Session& session, const SourceFile& file, Edition edition) {
  const auto* tokens = session.arena.make<TokenBuffer>(lex::lex(session, file));
  Crate crate = Parser(session, *tokens, edition).parse_crate();
  crate.span = {file.start, file.start + static_cast<uint32_t>(file.text.size())};
  return crate;
}

const Block* parse_body(Session& session, const LazyBody& body, Edition edition) {
  if (!body.parsed && !body.tokens.empty()) {
    Parser parser(session, body.tokens, edition);
    body.parsed = parser.parse_block();
  }
  return body.parsed;
}

TokenSlice peel(TokenSlice tokens) {
  while (tokens.size() >= 2 && tokens[0].kind == TokenKind::OpenInvisible &&
         static_cast<size_t>(tokens[0].partner) == tokens.size() - 1)
    tokens = tokens.subspan(1, tokens.size() - 2);
  return tokens;
}

Literal literal_of(Session& session, const Token& token) {
  Literal literal;
  const std::string_view text = session.text(token.text);
  using Kind = Literal::Kind;
  switch (token.kind) {
    case TokenKind::Int:
    case TokenKind::Float: {
      const bool is_float = token.kind == TokenKind::Float;
      const lex::NumberParts parts = lex::split_number(text, is_float);
      literal.kind = is_float ? Kind::Float : Kind::Int;
      literal.text = session.sym(parts.digits);
      if (!parts.suffix.empty()) literal.suffix = session.sym(parts.suffix);
      break;
    }
    case TokenKind::Str:
      literal.kind = Kind::Str, literal.text = token.text;
      break;
    case TokenKind::ByteStr:
      literal.kind = Kind::ByteStr, literal.text = token.text;
      break;
    case TokenKind::CStr:
      literal.kind = Kind::CStr, literal.text = token.text;
      break;
    case TokenKind::Char:
      literal.kind = Kind::Char;
      literal.scalar = text.empty() ? 0 : lex::decode_utf8(text);
      break;
    case TokenKind::Byte:
      literal.kind = Kind::Byte;
      literal.scalar = text.empty() ? 0 : static_cast<uint8_t>(text[0]);
      break;
    default:
      literal.kind = Kind::Bool;
      literal.scalar = token.text == sym::true_ ? 1 : 0;
  }
  return literal;
}

Crate Parser::parse_crate() {
  Crate crate;
  const bool enabled = parse_inner_attributes(crate.attrs);
  crate.items = parse_items();
  if (!enabled) crate.items.clear();
  crate.span = tokens_.empty() ? Span{} : tokens_.front().span.to(tokens_.back().span);
  return crate;
}

std::vector<const Item*> Parser::parse_items(ItemPlace place) {
  std::vector<const Item*> items;
  while (!at_close()) {
    const size_t before = pos_;
    if (eat_ch(';')) continue;
    if (const Item* item = parse_item(place)) items.push_back(item);
    if (pos_ != before) continue;
    error_expected("an item");
    while (!at_close() && (pos_ == before || !at_item_start(place))) skip_tree();
  }
  return items;
}

std::vector<Stmt> Parser::parse_stmts() {
  std::vector<Stmt> stmts;
  while (!at_end()) {
    std::vector<Stmt> some = parse_stmt_list();
    stmts.insert(stmts.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    if (!at_end()) pos_++;  // a stray closing delimiter
  }
  return stmts;
}

const Expr* Parser::parse_expr_complete(bool allow_semi) {
  const Expr* expr = parse_expr();
  if (allow_semi) eat_ch(';');
  if (!at_end()) error_expected("the end of the expression");
  return expr;
}

const Ty* Parser::parse_ty_complete() {
  const Ty* ty = parse_ty();
  if (!at_end()) error_expected("the end of the type");
  return ty;
}

const Pat* Parser::parse_pat_complete() {
  const Pat* pat = parse_pat();
  if (!at_end()) error_expected("the end of the pattern");
  return pat;
}

// ---- cursor ----------------------------------------------------------------------------------------------------
bool Parser::at_op(std::string_view op, size_t ahead) const {
  for (size_t i = 0; i < op.size(); i++) {
    const Token& token = peek(ahead + i);
    if (token.kind != TokenKind::Punct || token.ch != op[i]) return false;
    if (i + 1 < op.size() && !token.joint) return false;
  }
  return true;
}

bool Parser::at_single(char c, size_t ahead) const {
  if (!at_ch(c, ahead)) return false;
  if (!peek(ahead).joint) return true;
  const char next = peek(ahead + 1).kind == TokenKind::Punct ? peek(ahead + 1).ch : '\0';
  if (c == '=' && next == '>') return false;
  return next != '=' && next != c;
}

bool Parser::at_ident(size_t ahead) const {
  const Token& token = peek(ahead);
  return token.kind == TokenKind::Ident && (token.raw || !lex::is_reserved(token.text, edition_));
}

bool Parser::at_open(size_t ahead) const {
  const TokenKind kind = peek(ahead).kind;
  return kind == TokenKind::OpenParen || kind == TokenKind::OpenBracket || kind == TokenKind::OpenBrace;
}

bool Parser::at_close() const {
  const TokenKind kind = peek().kind;
  return kind == TokenKind::Eof || kind == TokenKind::CloseParen || kind == TokenKind::CloseBracket ||
         kind == TokenKind::CloseBrace || kind == TokenKind::CloseInvisible;
}

bool Parser::expect_ch(char c) {
  if (eat_ch(c)) return true;
  error_expected("`" + std::string(1, c) + "`");
  return false;
}
bool Parser::expect_op(std::string_view op) {
  if (eat_op(op)) return true;
  error_expected("`" + std::string(op) + "`");
  return false;
}
bool Parser::expect_kw(SymbolId keyword) {
  if (eat_kw(keyword)) return true;
  error_expected("`" + std::string(session_.text(keyword)) + "`");
  return false;
}
bool Parser::expect(TokenKind kind) {
  if (eat(kind)) return true;
  Token wanted;
  wanted.kind = kind;
  error_expected("`" + token_text(session_, wanted) + "`");
  return false;
}

Ident Parser::expect_ident() {
  if (at_ident()) return ident_of(tokens_[pos_++]);
  error_expected("an identifier");
  const Span span = here();
  // A reserved word was meant as the name: go on behind it.
  if (at(TokenKind::Ident)) pos_++;
  return {sym::underscore, span, {}};
}

void Parser::skip_tree() {
  if (at_end()) return;
  pos_ += peek().partner > 0 ? static_cast<size_t>(peek().partner) + 1 : 1;
}

Span Parser::here() const {
  if (!at_end()) return peek().span;
  return tokens_.empty() ? Span{} : tokens_.back().span;
}
Span Parser::last_span() const { return pos_ == 0 || tokens_.empty() ? here() : tokens_[pos_ - 1].span; }

void Parser::error(Span span, std::string message) {
  failed_ = true;
  if (quiet_ || last_error_ == pos_) return;
  last_error_ = pos_;
  session_.diags.error(span, std::move(message));
}

void Parser::error_expected(std::string_view what) {
  const std::string found = at_end() ? "the end of the input" : "`" + token_text(session_, peek()) + "`";
  error(here(), "expected " + std::string(what) + ", found " + found);
}

void Parser::unsupported(Span span, std::string feature) {
  failed_ = true;
  if (!quiet_) session_.diags.unsupported(span, std::move(feature));
}

size_t Parser::group_end() const { return pos_ + static_cast<size_t>(peek().partner); }
TokenSlice Parser::group_contents() const { return tokens_.subspan(pos_ + 1, static_cast<size_t>(peek().partner) - 1); }

void Parser::close_group(size_t end) {
  if (pos_ != end) {
    Token wanted;
    if (end < tokens_.size()) wanted.kind = tokens_[end].kind;
    if (wanted.kind == TokenKind::CloseInvisible)
      error_expected("the end of a macro fragment");
    else
      error_expected("`" + token_text(session_, wanted) + "`");
  }
  pos_ = std::min(end + 1, tokens_.size());
}

Parser::DepthGuard::DepthGuard(Parser& p) : parser(p), ok(++p.depth_ <= kMaxDepth) {
  if (ok) return;
  parser.failed_ = true;
  if (!parser.quiet_ && parser.last_error_ != SIZE_MAX - 1)
    parser.session_.diags.unsupported(parser.here(), "syntax:nesting", "the program is nested too deeply");
  // Nothing more is worth saying: unwind to the end of the input.
  parser.pos_ = parser.tokens_.size();
  parser.last_error_ = SIZE_MAX - 1;
  parser.quiet_ = true;
}

// ---- attributes ------------------------------------------------------------------------------------------------
bool Parser::at_outer_attribute() const {
  return (at_ch('#') && at(TokenKind::OpenBracket, 1)) || (at(TokenKind::DocComment) && !peek().raw);
}

namespace {
/// `contents`: between the brackets.
Attribute make_attribute(TokenSlice contents, Span span, bool inner) {
  Attribute attribute;
  attribute.span = span;
  attribute.inner = inner;
  contents = peel(contents);
  if (contents.size() >= 2 && contents[0].kind == TokenKind::Ident && contents[0].text == sym::unsafe_ &&
      contents[1].kind == TokenKind::OpenParen)
    contents = peel(contents.subspan(2, static_cast<size_t>(contents[1].partner) - 1));
  size_t i = 0;
  for (; i < contents.size(); i++) {
    if (contents[i].kind == TokenKind::Ident)
      attribute.path.push_back(contents[i].text);
    else if (contents[i].kind == TokenKind::DollarCrate)
      attribute.path.push_back(sym::dollar_crate);
    else if (!(contents[i].kind == TokenKind::Punct && contents[i].ch == ':') &&
             contents[i].kind != TokenKind::OpenInvisible && contents[i].kind != TokenKind::CloseInvisible)
      break;
  }
  attribute.tokens = contents.subspan(i);
  return attribute;
}
}  // namespace

bool Parser::parse_outer_attributes(Attributes& attrs) {
  const size_t start = attrs.size();
  while (at_outer_attribute()) {
    if (eat(TokenKind::DocComment)) continue;
    const Span first = here();
    pos_++;
    const TokenSlice contents = group_contents();
    pos_ = group_end() + 1;
    attrs.push_back(make_attribute(contents, from(first), false));
  }
  return attrs.size() == start || configure(session_, attrs, edition_);
}

bool Parser::parse_inner_attributes(Attributes& attrs) {
  const size_t start = attrs.size();
  while (true) {
    if (at(TokenKind::DocComment) && peek().raw) {
      pos_++;
      continue;
    }
    if (!(at_ch('#') && at_ch('!', 1) && at(TokenKind::OpenBracket, 2))) break;
    const Span first = here();
    pos_ += 2;
    const TokenSlice contents = group_contents();
    pos_ = group_end() + 1;
    attrs.push_back(make_attribute(contents, from(first), true));
  }
  return attrs.size() == start || configure(session_, attrs, edition_);
}

void Parser::skip_meta() {
  if (at_fragment() && peek().fragment == FragmentKind::Meta) return skip_tree();
  if (at_kw(sym::unsafe_) && at(TokenKind::OpenParen, 1)) {
    pos_++;
    return skip_tree();
  }
  parse_path(PathStyle::Mod);
  if (at_open()) return skip_tree();
  if (at_single('=')) {
    pos_++;
    parse_expr();
  }
}

// ---- visibility ------------------------------------------------------------------------------------------------
Visibility Parser::parse_visibility(bool in_tuple_field) {
  Visibility vis;
  if (at_fragment() && peek().fragment == FragmentKind::Vis) {
    const size_t end = group_end();
    pos_++;
    vis = parse_visibility();
    close_group(end);
    return vis;
  }
  if (at_kw(sym::crate_) && !at_path_sep(1) && !in_tuple_field) {
    pos_++;
    vis.kind = Visibility::Kind::Crate;
    return vis;
  }
  if (!eat_kw(sym::pub_)) return vis;
  vis.kind = Visibility::Kind::Public;
  if (!at(TokenKind::OpenParen)) return vis;
  const bool lone = at(TokenKind::CloseParen, 2);
  if (lone && at_kw(sym::crate_, 1)) {
    pos_ += 3;
    vis.kind = Visibility::Kind::Crate;
  } else if (at_kw(sym::in_, 1) || (lone && (at_kw(sym::self_, 1) || at_kw(sym::super_, 1)))) {
    const size_t end = group_end();
    pos_++;
    eat_kw(sym::in_);
    vis.kind = Visibility::Kind::Restricted;
    vis.path = parse_path(PathStyle::Mod);
    close_group(end);
  }
  return vis;
}

}  // namespace assay::syntax
