// Expressions: what is no operator. Literals, paths, groups, control flow, closures, macro calls.
#include "lex/keywords.h"
#include "syntax/parser.h"

// Decisions by the kind of the next token concern a few kinds and have a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::syntax {

using namespace ast;

Expr* Parser::parse_primary() {
  const Span start = here();
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Str:
    case TokenKind::ByteStr:
    case TokenKind::CStr:
    case TokenKind::Char:
    case TokenKind::Byte: {
      Expr* expr = make_expr(Expr::Kind::Lit, start);
      expr->lit = literal_of(session_, token);
      pos_++;
      return expr;
    }
    case TokenKind::OpenInvisible:
      return parse_fragment_expr();
    case TokenKind::OpenParen:
      return parse_paren_expr();
    case TokenKind::OpenBracket:
      return parse_array();
    case TokenKind::OpenBrace:
      return parse_block_expr(Expr::Kind::Block, start);
    case TokenKind::Lifetime:
      return parse_labeled();
    case TokenKind::DollarCrate:
      return parse_path_expr();
    case TokenKind::Punct:
      if (token.ch == '|') return parse_closure();
      if (token.ch == '<' || at_path_sep()) return parse_path_expr();
      break;
    case TokenKind::Ident:
      if (token.raw) return parse_path_expr();
      if (at_closure()) return parse_closure();
      if (at_ident() || lex::is_path_keyword(token.text)) return parse_path_expr();
      return parse_keyword_expr(token.text);
    default:
      break;
  }
  error_expected("an expression");
  return make_expr(Expr::Kind::Error, start);
}

Expr* Parser::parse_keyword_expr(SymbolId keyword) {
  const Span start = here();
  if (keyword == sym::true_ || keyword == sym::false_) {
    Expr* expr = make_expr(Expr::Kind::Lit, start);
    expr->lit = literal_of(session_, tokens_[pos_++]);
    return expr;
  }
  if (keyword == sym::underscore) {
    pos_++;
    return make_expr(Expr::Kind::Underscore, start);
  }
  if (keyword == sym::if_) return parse_if();
  if (keyword == sym::match_) return parse_match();
  if (keyword == sym::loop_ || keyword == sym::while_ || keyword == sym::for_) return parse_loop({}, start);
  if (keyword == sym::let_) return parse_condition_let();
  if (keyword == sym::return_ || keyword == sym::break_ || keyword == sym::continue_ || keyword == sym::yield_ ||
      keyword == sym::become_)
    return parse_jump();
  if (keyword == sym::async_) return parse_async();
  if (keyword == sym::unsafe_ && at(TokenKind::OpenBrace, 1)) {
    pos_++;
    return parse_block_expr(Expr::Kind::Unsafe, start);
  }
  if (keyword == sym::const_ && at(TokenKind::OpenBrace, 1)) {
    pos_++;
    return parse_block_expr(Expr::Kind::ConstBlock, start);
  }
  if ((keyword == sym::try_ || keyword == sym::gen_) && at(TokenKind::OpenBrace, 1)) {
    pos_++;
    unsupported(start, keyword == sym::try_ ? "expr:try-block" : "expr:gen-block");
    Expr* expr = parse_block_expr(Expr::Kind::Block, start);
    expr->kind = Expr::Kind::Error;
    return expr;
  }
  error_expected("an expression");
  return make_expr(Expr::Kind::Error, start);
}

/// A captured fragment at expression position.
Expr* Parser::parse_fragment_expr() {
  const Span start = here();
  const FragmentKind fragment = peek().fragment;
  if (fragment == FragmentKind::Path || fragment == FragmentKind::Ty) return parse_path_expr();
  const size_t end = group_end();
  pos_++;
  Expr* expr = nullptr;
  {
    RestrictionScope scope(*this, {});
    expr = parse_assoc(0);
  }
  close_group(end);
  // A captured expression is an operand of its own, whatever operators are in it; its span is where it was written.
  if (expr->span.empty()) expr->span = start;
  return expr;
}

Expr* Parser::parse_path_expr() {
  const Span start = here();
  return finish_path_expr(parse_path(PathStyle::Expr), start);
}

bool Parser::at_macro_bang() const { return at_ch('!') && at_open(1); }

MacroCall* Parser::parse_macro_rest(Path path, Span start) {
  auto* call = session_.arena.make<MacroCall>();
  pos_++;  // !
  call->path = std::move(path);
  call->delimiter = peek().kind;
  call->tokens = group_contents();
  pos_ = group_end() + 1;
  call->span = from(start);
  return call;
}

Expr* Parser::finish_path_expr(Path path, Span start) {
  if (path.segments.empty()) {
    if (!failed_) error_expected("an expression");
    if (pos_ < tokens_.size() && tokens_[pos_].span == start && !at_close()) skip_tree();
    return make_expr(Expr::Kind::Error, start);
  }
  if (at_macro_bang()) {
    Expr* expr = make_expr(Expr::Kind::Macro, start);
    expr->macro = parse_macro_rest(std::move(path), start);
    expr->span = from(start);
    return expr;
  }
  if (at(TokenKind::OpenBrace) && !restrictions_.no_struct) return parse_struct_literal(std::move(path), start);
  Expr* expr = make_expr(Expr::Kind::Path, from(start));
  expr->path = std::move(path);
  return expr;
}

Expr* Parser::parse_struct_literal(Path path, Span start) {
  Expr* expr = make_expr(Expr::Kind::Struct, start);
  expr->path = std::move(path);
  const size_t end = group_end();
  pos_++;
  RestrictionScope scope(*this, {});
  while (!at_close()) {
    const size_t before = pos_;
    FieldInit field{};
    const bool enabled = parse_outer_attributes(field.attrs);
    if (at_op("..")) {
      pos_ += 2;
      if (at_close())
        expr->struct_rest = true;
      else
        expr->rhs = parse_expr();
      break;
    }
    field.span = here();
    const bool wrapped = at_fragment() && peek().partner == 2;
    if (wrapped || at(TokenKind::Int)) {
      field.name = ident_of(wrapped ? peek(1) : peek());
      skip_tree();
    } else {
      field.name = expect_ident();
    }
    if (at_ch(':') && !at_path_sep()) {
      pos_++;
      field.value = parse_expr();
    } else {
      field.shorthand = true;
      Expr* value = make_expr(Expr::Kind::Path, field.name.span);
      value->path.span = field.name.span;
      value->path.segments.push_back({field.name, nullptr});
      field.value = value;
    }
    field.span = from(field.span);
    if (enabled) expr->fields.push_back(std::move(field));
    if (!eat_ch(',') || pos_ == before) break;
  }
  close_group(end);
  expr->span = from(start);
  return expr;
}

Expr* Parser::parse_paren_expr() {
  const Span start = here();
  Expr* expr = make_expr(Expr::Kind::Tuple, start);
  const size_t end = group_end();
  pos_++;
  expr->exprs = parse_expr_list(TokenKind::CloseParen);
  const Token& last = tokens_[pos_ - 1];
  const bool comma = last.kind == TokenKind::Punct && last.ch == ',';
  close_group(end);
  expr->span = from(start);
  if (expr->exprs.size() == 1 && !comma) {
    expr->kind = Expr::Kind::Paren;
    expr->lhs = expr->exprs[0];
    expr->exprs.clear();
  }
  return expr;
}

Expr* Parser::parse_array() {
  const Span start = here();
  Expr* expr = make_expr(Expr::Kind::Array, start);
  const size_t end = group_end();
  pos_++;
  expr->exprs = parse_expr_list(TokenKind::CloseBracket);
  if (at_ch(';') && expr->exprs.size() == 1) {
    pos_++;
    RestrictionScope scope(*this, {});
    expr->kind = Expr::Kind::Repeat;
    expr->lhs = expr->exprs[0];
    expr->exprs.clear();
    expr->rhs = parse_expr();
  }
  close_group(end);
  expr->span = from(start);
  return expr;
}

/// At the block's brace; `start` is where the expression began.
Expr* Parser::parse_block_expr(Expr::Kind kind, Span start) {
  Expr* expr = make_expr(kind, start);
  expr->block = parse_block();
  expr->span = from(start);
  return expr;
}

Expr* Parser::parse_labeled() {
  const Span start = here();
  const Ident label = ident_of(tokens_[pos_++]);
  if (!at_ch(':')) {
    error_expected("`:` after a label");
    return make_expr(Expr::Kind::Error, start);
  }
  pos_++;
  if (at_kw(sym::loop_) || at_kw(sym::while_) || at_kw(sym::for_)) return parse_loop(label, start);
  if (!at(TokenKind::OpenBrace) && !at_fragment()) {
    error_expected("a loop or a block after a label");
    return make_expr(Expr::Kind::Error, start);
  }
  Expr* expr = parse_block_expr(Expr::Kind::Block, start);
  expr->label = label;
  return expr;
}

// ---- control flow ----------------------------------------------------------------------------------------------
Expr* Parser::parse_if() {
  DepthGuard depth(*this);
  const Span start = here();
  Expr* expr = make_expr(Expr::Kind::If, start);
  if (!depth.ok) return expr->kind = Expr::Kind::Error, expr;
  pos_++;
  expr->lhs = parse_expr_no_struct();
  expr->block = parse_block();
  if (eat_kw(sym::else_)) {
    RestrictionScope scope(*this, {});
    if (at_kw(sym::if_))
      expr->rhs = parse_if();
    else
      expr->rhs = parse_block_expr(Expr::Kind::Block, here());
  }
  expr->span = from(start);
  return expr;
}

Expr* Parser::parse_match() {
  const Span start = here();
  pos_++;
  Expr* expr = make_expr(Expr::Kind::Match, start);
  expr->lhs = parse_expr_no_struct();
  if (at(TokenKind::OpenBrace)) {
    const size_t end = group_end();
    pos_++;
    Attributes inner;
    parse_inner_attributes(inner);
    parse_arms(*expr);
    close_group(end);
  } else {
    error_expected("`{`");
  }
  expr->span = from(start);
  return expr;
}

void Parser::parse_arms(Expr& match) {
  RestrictionScope scope(*this, {});
  while (!at_close()) {
    const size_t before = pos_;
    Arm arm{};
    const bool enabled = parse_outer_attributes(arm.attrs);
    arm.span = here();
    arm.pat = parse_pat();
    if (eat_kw(sym::if_)) arm.guard = parse_expr();
    bool needs_comma = true;
    if (eat_op("=>")) {
      RestrictionScope body(*this, {false, true});
      arm.body = parse_assoc(0);
      needs_comma = !is_block_like(*arm.body);
    } else if (!at_ch(',') && !at_close()) {
      error_expected("`=>`");
    }
    arm.span = from(arm.span);
    if (enabled) match.arms.push_back(std::move(arm));
    if (!eat_ch(',') && needs_comma) return;
    if (pos_ == before) return;
  }
}

Expr* Parser::parse_loop(std::optional<Ident> label, Span start) {
  Expr* expr = make_expr(Expr::Kind::Loop, start);
  expr->label = label;
  if (eat_kw(sym::while_)) {
    expr->kind = Expr::Kind::While;
    expr->lhs = parse_expr_no_struct();
  } else if (eat_kw(sym::for_)) {
    expr->kind = Expr::Kind::For;
    if (eat_kw(sym::await_)) unsupported(start, "expr:for-await");
    expr->pat = parse_pat();
    expect_kw(sym::in_);
    expr->lhs = parse_expr_no_struct();
  } else {
    pos_++;
  }
  expr->block = parse_block();
  expr->span = from(start);
  return expr;
}

const Expr* Parser::parse_operand_opt() {
  if (!can_begin_expr() || (restrictions_.no_struct && at(TokenKind::OpenBrace))) return nullptr;
  return parse_expr();
}

Expr* Parser::parse_jump() {
  const Span start = here();
  const SymbolId keyword = tokens_[pos_++].text;
  Expr* expr = make_expr(Expr::Kind::Return, start);
  if (keyword == sym::break_ || keyword == sym::continue_) {
    expr->kind = keyword == sym::break_ ? Expr::Kind::Break : Expr::Kind::Continue;
    const bool labeled_operand = at_ch(':', 1) && !at_path_sep(1);  // `break 'a: loop { .. }`
    if (at(TokenKind::Lifetime) && !labeled_operand) expr->label = ident_of(tokens_[pos_++]);
    if (keyword == sym::break_) expr->lhs = parse_operand_opt();
  } else {
    if (keyword == sym::yield_) expr->kind = Expr::Kind::Yield;
    if (keyword == sym::become_) expr->kind = Expr::Kind::Become;
    expr->lhs = parse_operand_opt();
  }
  expr->span = from(start);
  return expr;
}

// ---- closures and async ----------------------------------------------------------------------------------------
bool Parser::at_closure() const {
  size_t i = 0;
  if (at_kw(sym::for_) && at_ch('<', 1)) return true;
  if (at_kw(sym::const_, i)) i++;
  if (at_kw(sym::static_, i)) i++;
  if (at_kw(sym::async_, i)) i++;
  if (at_kw(sym::move_, i)) i++;
  return i > 0 && at_ch('|', i);
}

Expr* Parser::parse_closure() {
  const Span start = here();
  Expr* expr = make_expr(Expr::Kind::Closure, start);
  expr->for_params = parse_for_binder();
  eat_kw(sym::const_);
  expr->is_static = eat_kw(sym::static_);
  expr->is_async = eat_kw(sym::async_);
  expr->is_move = eat_kw(sym::move_);
  if (!expect_ch('|')) return expr;
  while (!at_ch('|') && !at_close()) {
    const size_t before = pos_;
    Param param{};
    const bool enabled = parse_outer_attributes(param.attrs);
    param.span = here();
    param.pat = parse_pat_no_top_alt();
    if (at_ch(':') && !at_path_sep()) {
      pos_++;
      param.ty = parse_ty();
    }
    param.span = from(param.span);
    if (enabled) expr->params.push_back(std::move(param));
    if (!eat_ch(',') || pos_ == before) break;
  }
  expect_ch('|');
  if (eat_op("->")) {
    expr->ty = parse_ty(false);
    expr->lhs = parse_block_expr(Expr::Kind::Block, here());
  } else {
    expr->lhs = parse_expr();
  }
  expr->span = from(start);
  return expr;
}

Expr* Parser::parse_async() {
  const Span start = here();
  pos_++;
  eat_kw(sym::gen_);
  const bool is_move = eat_kw(sym::move_);
  Expr* expr = parse_block_expr(Expr::Kind::Async, start);
  expr->is_move = is_move;
  return expr;
}

}  // namespace assay::syntax
