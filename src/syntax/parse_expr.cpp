// Expressions: operators, prefix and postfix. What stands between them is in parse_primary.cpp.
#include "lex/keywords.h"
#include "syntax/parser.h"

// Decisions by the kind of the next token concern a few kinds and have a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::syntax {

using namespace ast;

namespace {
// Binding strength, weakest first.
enum Precedence : uint32_t {
  kAssign = 1,
  kRange,
  kOr,
  kAnd,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kSum,
  kProduct,
  kCast
};
}  // namespace

struct Parser::Operator {
  enum class Kind : uint8_t { None, Binary, Assign, AssignOp, Range, As } kind = Kind::None;
  uint32_t precedence = 0;
  uint8_t length = 0;  // in tokens
  BinOp op = BinOp::Add;
  bool inclusive = false;
};

Expr* Parser::make_expr(Expr::Kind kind, Span span) {
  Expr* expr = session_.arena.make<Expr>();
  expr->kind = kind;
  expr->id = session_.fresh_node();
  expr->span = span;
  return expr;
}

const Expr* Parser::parse_expr() {
  Restrictions now = restrictions_;
  now.statement = false;
  RestrictionScope scope(*this, now);
  return parse_assoc(0);
}

const Expr* Parser::parse_expr_no_struct() {
  RestrictionScope scope(*this, {true, false});
  return parse_assoc(0);
}

bool Parser::can_begin_expr() const {
  switch (peek().kind) {
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Str:
    case TokenKind::ByteStr:
    case TokenKind::CStr:
    case TokenKind::Char:
    case TokenKind::Byte:
    case TokenKind::OpenParen:
    case TokenKind::OpenBracket:
    case TokenKind::OpenBrace:
    case TokenKind::Lifetime:
    case TokenKind::DollarCrate:
      return true;
    case TokenKind::OpenInvisible:
      return peek().fragment != FragmentKind::Item && peek().fragment != FragmentKind::Vis &&
             peek().fragment != FragmentKind::Pat;
    case TokenKind::Punct: {
      const char c = peek().ch;
      return c == '!' || c == '-' || c == '*' || c == '|' || c == '&' || c == '<' || c == '#' || at_op("..") ||
             at_path_sep();
    }
    case TokenKind::Ident: {
      if (at_ident() || lex::is_path_keyword(peek().text)) return true;
      const SymbolId word = peek().text;
      return word == sym::if_ || word == sym::match_ || word == sym::loop_ || word == sym::while_ ||
             word == sym::for_ || word == sym::unsafe_ || word == sym::const_ || word == sym::async_ ||
             word == sym::move_ || word == sym::static_ || word == sym::return_ || word == sym::break_ ||
             word == sym::continue_ || word == sym::true_ || word == sym::false_ || word == sym::yield_ ||
             word == sym::become_ || word == sym::let_ || word == sym::underscore || word == sym::try_ ||
             word == sym::do_;
    }
    default:
      return false;
  }
}

Parser::Operator Parser::peek_operator() const {
  using Kind = Operator::Kind;
  if (at_kw(sym::as_)) return {Kind::As, kCast, 1};
  if (!at(TokenKind::Punct)) return {};
  const auto binary = [](uint32_t precedence, uint8_t length, BinOp op) {
    return Operator{Kind::Binary, precedence, length, op};
  };
  const auto arithmetic = [&](uint32_t precedence, std::string_view with_assign, BinOp op) {
    const auto length = static_cast<uint8_t>(with_assign.size() - 1);
    if (at_op(with_assign)) return Operator{Kind::AssignOp, kAssign, static_cast<uint8_t>(length + 1), op};
    return Operator{Kind::Binary, precedence, length, op};
  };
  switch (peek().ch) {
    case '+':
      return arithmetic(kSum, "+=", BinOp::Add);
    case '-':
      return arithmetic(kSum, "-=", BinOp::Sub);
    case '*':
      return arithmetic(kProduct, "*=", BinOp::Mul);
    case '/':
      return arithmetic(kProduct, "/=", BinOp::Div);
    case '%':
      return arithmetic(kProduct, "%=", BinOp::Rem);
    case '^':
      return arithmetic(kBitXor, "^=", BinOp::BitXor);
    case '&':
      return at_op("&&") ? binary(kAnd, 2, BinOp::And) : arithmetic(kBitAnd, "&=", BinOp::BitAnd);
    case '|':
      return at_op("||") ? binary(kOr, 2, BinOp::Or) : arithmetic(kBitOr, "|=", BinOp::BitOr);
    case '<':
      if (at_op("<<")) return arithmetic(kShift, "<<=", BinOp::Shl);
      return at_op("<=") ? binary(kCompare, 2, BinOp::Le) : binary(kCompare, 1, BinOp::Lt);
    case '>':
      if (at_op(">>")) return arithmetic(kShift, ">>=", BinOp::Shr);
      return at_op(">=") ? binary(kCompare, 2, BinOp::Ge) : binary(kCompare, 1, BinOp::Gt);
    case '=':
      if (at_op("==")) return binary(kCompare, 2, BinOp::Eq);
      if (at_op("=>")) return {};
      return {Kind::Assign, kAssign, 1};
    case '!':
      return at_op("!=") ? binary(kCompare, 2, BinOp::Ne) : Operator{};
    case '.':
      if (at_op("..=") || at_op("...")) return {Kind::Range, kRange, 3, BinOp::Add, true};
      return at_op("..") ? Operator{Kind::Range, kRange, 2} : Operator{};
    default:
      return {};
  }
}

Expr* Parser::parse_assoc(uint32_t min_prec) {
  DepthGuard depth(*this);
  if (!depth.ok) return make_expr(Expr::Kind::Error, here());
  const bool statement = restrictions_.statement;
  if (at_op("..")) return parse_prefix_range();
  Expr* lhs = parse_unary();
  Restrictions rest = restrictions_;
  rest.statement = false;
  RestrictionScope scope(*this, rest);
  return parse_assoc_rest(lhs, min_prec, statement);
}

bool is_block_like(const Expr& expr) {
  switch (expr.kind) {
    case Expr::Kind::If:
    case Expr::Kind::Match:
    case Expr::Kind::Block:
    case Expr::Kind::Unsafe:
    case Expr::Kind::ConstBlock:
    case Expr::Kind::Loop:
    case Expr::Kind::While:
    case Expr::Kind::For:
      return true;
    default:
      return false;
  }
}

/// Operators after `lhs`. `statement`: a block-like `lhs` stands alone.
Expr* Parser::parse_assoc_rest(Expr* lhs, uint32_t min_prec, bool statement) {
  using Kind = Operator::Kind;
  if (statement && is_block_like(*lhs)) return lhs;
  const Span start = lhs->span;
  for (uint32_t spine = 0;; spine++) {
    const Operator op = peek_operator();
    if (op.kind == Kind::None || op.precedence < min_prec) return lhs;
    if (spine > kMaxSpine) {
      unsupported(here(), "syntax:nesting");
      pos_ = tokens_.size();
      return lhs;
    }
    const Span op_span = here();
    pos_ += op.length;
    Expr* expr = nullptr;
    switch (op.kind) {
      case Kind::None:
        return lhs;
      case Kind::As:
        expr = make_expr(Expr::Kind::Cast, start);
        expr->ty = parse_ty(false);
        break;
      case Kind::Assign:
      case Kind::AssignOp:
        expr = make_expr(op.kind == Kind::Assign ? Expr::Kind::Assign : Expr::Kind::AssignOp, start);
        expr->bin_op = op.op;
        expr->rhs = parse_assoc(kAssign);
        break;
      case Kind::Range:
        expr = make_expr(Expr::Kind::Range, start);
        expr->inclusive = op.inclusive;
        if (can_begin_expr() && !(restrictions_.no_struct && at(TokenKind::OpenBrace)))
          expr->rhs = parse_assoc(kRange + 1);
        break;
      case Kind::Binary:
        expr = make_expr(Expr::Kind::Binary, start);
        expr->bin_op = op.op;
        expr->rhs = parse_assoc(op.precedence + 1);
        if (op.precedence == kCompare && peek_operator().precedence == kCompare)
          error(op_span, "comparison operators cannot be chained");
        break;
    }
    expr->lhs = lhs;
    expr->span = from(start);
    lhs = expr;
  }
}

/// `..`, `..b`, `..=b`
Expr* Parser::parse_prefix_range() {
  Expr* range = make_expr(Expr::Kind::Range, here());
  const Span start = here();
  range->inclusive = at_op("..=");
  pos_ += range->inclusive ? 3 : 2;
  Restrictions rest = restrictions_;
  rest.statement = false;
  RestrictionScope scope(*this, rest);
  if (can_begin_expr() && !(restrictions_.no_struct && at(TokenKind::OpenBrace))) range->rhs = parse_assoc(kRange + 1);
  range->span = from(start);
  return range;
}

Expr* Parser::parse_unary() {
  DepthGuard depth(*this);
  const Span start = here();
  if (!depth.ok) return make_expr(Expr::Kind::Error, start);
  if (at_outer_attribute()) {
    Attributes attrs;
    parse_outer_attributes(attrs);
    Expr* expr = parse_unary();
    expr->attrs.insert(expr->attrs.begin(), attrs.begin(), attrs.end());
    return expr;
  }
  if (at(TokenKind::Punct)) {
    const char c = peek().ch;
    if (c == '&') {
      const Restrictions rest{restrictions_.no_struct, false};
      RestrictionScope scope(*this, rest);
      return parse_borrow();
    }
    if (c == '!' || c == '-' || c == '*') {
      const Restrictions rest{restrictions_.no_struct, false};
      RestrictionScope scope(*this, rest);
      pos_++;
      Expr* expr = make_expr(Expr::Kind::Unary, start);
      expr->un_op = c == '!' ? UnOp::Not : c == '-' ? UnOp::Neg : UnOp::Deref;
      expr->lhs = parse_unary();
      expr->span = from(start);
      return expr;
    }
  }
  const bool statement = restrictions_.statement;
  Expr* base = parse_primary();
  return parse_postfix(base, statement);
}

/// `&x`, `&mut x`, `&raw const x`, `&raw mut x`; `&&x` is two of them.
Expr* Parser::parse_borrow() {
  const Span start = here();
  pos_++;
  Expr* expr = make_expr(Expr::Kind::AddrOf, start);
  if (at_kw(sym::raw_) && (at_kw(sym::const_, 1) || at_kw(sym::mut_, 1)) && !at(TokenKind::OpenBrace, 2)) {
    expr->kind = Expr::Kind::RawAddrOf;
    expr->is_mut = at_kw(sym::mut_, 1);
    pos_ += 2;
  } else {
    expr->is_mut = eat_kw(sym::mut_);
  }
  expr->lhs = parse_unary();
  expr->span = from(start);
  return expr;
}

std::vector<const Expr*> Parser::parse_expr_list(TokenKind close) {
  RestrictionScope scope(*this, {});
  std::vector<const Expr*> exprs;
  (void)close;
  while (!at_close()) {
    const size_t before = pos_;
    Attributes attrs;
    const bool enabled = parse_outer_attributes(attrs);
    const Expr* expr = parse_expr();
    if (enabled) exprs.push_back(expr);
    if (!eat_ch(',') || pos_ == before) break;
  }
  return exprs;
}

Expr* Parser::parse_postfix(Expr* base, bool statement) {
  const Span start = base->span;
  for (uint32_t spine = 0;; spine++) {
    if (spine > kMaxSpine) {
      unsupported(here(), "syntax:nesting");
      pos_ = tokens_.size();
      return base;
    }
    if (at_ch('?')) {
      pos_++;
      Expr* expr = make_expr(Expr::Kind::Try, from(start));
      expr->lhs = base;
      base = expr;
      continue;
    }
    if (at_ch('.') && !at_op("..")) {
      pos_++;
      base = parse_dot(base);
      continue;
    }
    if (statement && is_block_like(*base)) return base;
    if (at(TokenKind::OpenParen)) {
      Expr* expr = make_expr(Expr::Kind::Call, start);
      const size_t end = group_end();
      pos_++;
      expr->exprs = parse_expr_list(TokenKind::CloseParen);
      close_group(end);
      expr->lhs = base;
      expr->span = from(start);
      base = expr;
      continue;
    }
    if (at(TokenKind::OpenBracket)) {
      Expr* expr = make_expr(Expr::Kind::Index, start);
      const size_t end = group_end();
      pos_++;
      {
        RestrictionScope scope(*this, {});
        expr->rhs = parse_expr();
      }
      close_group(end);
      expr->lhs = base;
      expr->span = from(start);
      base = expr;
      continue;
    }
    return base;
  }
}

/// After the dot: a field, a method call or `await`.
Expr* Parser::parse_dot(Expr* base) {
  const Span start = base->span;
  if (at_kw(sym::await_) && edition_ >= Edition::E2018) {
    pos_++;
    Expr* expr = make_expr(Expr::Kind::Await, from(start));
    expr->lhs = base;
    return expr;
  }
  if (at_fragment() && peek().partner == 2 && (at(TokenKind::Int, 1) || at(TokenKind::Ident, 1))) {
    Expr* expr = make_expr(Expr::Kind::Field, start);
    expr->segment.ident = ident_of(peek(1));
    skip_tree();
    expr->lhs = base;
    expr->span = from(start);
    return expr;
  }
  if (at(TokenKind::Int)) {
    Expr* expr = make_expr(Expr::Kind::Field, start);
    expr->segment.ident = ident_of(tokens_[pos_++]);
    expr->lhs = base;
    expr->span = from(start);
    return expr;
  }
  if (at(TokenKind::Float)) {  // `x.0.1` whose dots a macro put together
    const Token& token = tokens_[pos_++];
    const std::string text(session_.text(token.text));
    const size_t dot = text.find('.');
    for (const std::string& part : {text.substr(0, dot), dot == std::string::npos ? "" : text.substr(dot + 1)}) {
      if (part.empty()) continue;
      Expr* expr = make_expr(Expr::Kind::Field, from(start));
      expr->segment.ident = {session_.sym(part), token.span, token.context};
      expr->lhs = base;
      base = expr;
    }
    return base;
  }
  Expr* expr = make_expr(Expr::Kind::Field, start);
  expr->lhs = base;
  if (!at_ident()) {
    error_expected("a field or method name");
    return expr;
  }
  expr->segment.ident = ident_of(tokens_[pos_++]);
  if (at_path_sep() && at_ch('<', 2)) {
    pos_ += 2;
    expr->segment.args = parse_angle_args();
    if (!at(TokenKind::OpenParen)) error_expected("`(`");
  }
  if (at(TokenKind::OpenParen)) {
    expr->kind = Expr::Kind::MethodCall;
    const size_t end = group_end();
    pos_++;
    expr->exprs = parse_expr_list(TokenKind::CloseParen);
    close_group(end);
  }
  expr->span = from(start);
  return expr;
}

/// `let pat = scrutinee` in a condition; `&&` ends the scrutinee.
Expr* Parser::parse_condition_let() {
  const Span start = here();
  pos_++;
  Expr* expr = make_expr(Expr::Kind::Let, start);
  expr->pat = parse_pat();
  expect_ch('=');
  Restrictions rest = restrictions_;
  rest.statement = false;
  RestrictionScope scope(*this, rest);
  expr->lhs = parse_assoc(kCompare);
  expr->span = from(start);
  return expr;
}

}  // namespace assay::syntax
