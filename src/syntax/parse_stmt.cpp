// Blocks and statements.
#include "lex/keywords.h"
#include "syntax/parser.h"

namespace assay::syntax {

using namespace ast;

const Block* Parser::parse_block() {
  const Span start = here();
  if (at_fragment()) {  // a captured block or expression
    const size_t end = group_end();
    pos_++;
    const Block* inner = parse_block();
    close_group(end);
    return inner;
  }
  auto* block = session_.arena.make<Block>();
  block->id = session_.fresh_node();
  block->span = start;
  DepthGuard depth(*this);
  if (!depth.ok) return block;
  if (!at(TokenKind::OpenBrace)) {
    error_expected("`{`");
    return block;
  }
  const size_t end = group_end();
  pos_++;
  RestrictionScope scope(*this, {});
  parse_inner_attributes(block->attrs);
  block->stmts = parse_stmt_list();
  close_group(end);
  block->span = from(start);
  return block;
}

/// Statements up to a closing delimiter or the end.
std::vector<Stmt> Parser::parse_stmt_list() {
  std::vector<Stmt> stmts;
  RestrictionScope scope(*this, {});
  while (!at_close()) {
    const size_t before = pos_;
    const bool failed_before = failed_;
    failed_ = false;
    if (std::optional<Stmt> stmt = parse_stmt()) stmts.push_back(std::move(*stmt));
    if (failed_ || pos_ == before) recover_stmt(before);
    failed_ = failed_ || failed_before;
  }
  return stmts;
}

/// After an error: on to the end of the statement.
void Parser::recover_stmt(size_t start) {
  if (pos_ == start) {
    if (!failed_) error_expected("a statement");
    skip_tree();
  }
  const Token& last = tokens_[pos_ - 1];
  if (last.kind == TokenKind::Punct && last.ch == ';') return;
  while (!at_close() && !at_ch(';') && !at_item_start() && !at_kw(sym::let_)) skip_tree();
  eat_ch(';');
}

std::optional<Stmt> Parser::parse_stmt() { return parse_stmt_inner(true); }
std::optional<Stmt> Parser::parse_stmt_without_semi() { return parse_stmt_inner(false); }

std::optional<Stmt> Parser::parse_stmt_inner(bool take_semi) {
  Stmt stmt{};
  const Span start = here();
  const bool enabled = parse_outer_attributes(stmt.attrs);
  const auto result = [&](std::optional<Stmt> parsed) -> std::optional<Stmt> {
    if (parsed) parsed->span = from(start);
    return enabled ? parsed : std::nullopt;
  };
  if (at_close()) return std::nullopt;
  if (at_fragment() && peek().fragment == FragmentKind::Stmt) {
    const size_t end = group_end();
    pos_++;
    std::optional<Stmt> inner = parse_stmt_inner(false);
    close_group(end);
    if (!inner) return std::nullopt;
    if (inner->kind == Stmt::Kind::Expr && !at_close() && !at_ch(';')) {
      // The captured expression goes on: `$s + 1`, `$s.f()`.
      auto* base = const_cast<Expr*>(inner->init);
      return result(parse_expr_stmt(std::move(stmt), parse_assoc_rest(parse_postfix(base, true), 0, true), take_semi));
    }
    if (take_semi && eat_ch(';')) {
      if (inner->kind == Stmt::Kind::Expr) inner->kind = Stmt::Kind::Semi;
      if (inner->kind == Stmt::Kind::Macro) inner->macro_semi = true;
    }
    return result(std::move(inner));
  }
  if (at_ch(';')) {
    if (!take_semi) return std::nullopt;
    pos_++;
    stmt.kind = Stmt::Kind::Empty;
    return result(std::move(stmt));
  }
  if (at_kw(sym::let_)) return result(parse_let(std::move(stmt), take_semi));
  if (at_kw(sym::super_) && at_kw(sym::let_, 1)) {
    unsupported(start, "stmt:super-let");
    pos_++;
    return result(parse_let(std::move(stmt), take_semi));
  }
  if (at_item_start(ItemPlace::Statement)) {
    stmt.kind = Stmt::Kind::Item;
    // Attributes were read here already: the item gets them.
    const Item* item = parse_item(ItemPlace::Statement);
    if (!item) return std::nullopt;
    if (!stmt.attrs.empty()) {
      auto* owned = const_cast<Item*>(item);
      owned->attrs.insert(owned->attrs.begin(), stmt.attrs.begin(), stmt.attrs.end());
      owned->span = start.to(owned->span);
    }
    stmt.item = item;
    return result(std::move(stmt));
  }
  if (at_macro_stmt()) return result(parse_macro_stmt(std::move(stmt), take_semi));
  Expr* expr = nullptr;
  {
    RestrictionScope scope(*this, {false, true});
    expr = parse_assoc(0);
  }
  return result(parse_expr_stmt(std::move(stmt), expr, take_semi));
}

std::optional<Stmt> Parser::parse_let(Stmt stmt, bool take_semi) {
  pos_++;
  stmt.kind = Stmt::Kind::Let;
  stmt.pat = parse_pat();
  if (at_ch(':')) {
    pos_++;
    stmt.ty = parse_ty();
  }
  if (at_ch('=')) {
    pos_++;
    RestrictionScope scope(*this, {});
    stmt.init = parse_expr();
    if (eat_kw(sym::else_)) stmt.else_block = parse_block();
  }
  if (take_semi && !eat_ch(';')) error_expected("`;`");
  return stmt;
}

/// `name!{..}` or `a::b!(..)` at the start of a statement.
bool Parser::at_macro_stmt() const {
  size_t i = 0;
  if (at_path_sep()) i = 2;
  while (true) {
    const Token& token = peek(i);
    if (token.kind == TokenKind::OpenInvisible && token.fragment == FragmentKind::Path) {
      i += static_cast<size_t>(token.partner) + 1;
    } else if (token.kind == TokenKind::DollarCrate || at_ident(i) ||
               (token.kind == TokenKind::Ident && lex::is_path_keyword(token.text))) {
      i++;
    } else {
      return false;
    }
    if (at_ch('!', i)) return at_open(i + 1);
    if (!at_path_sep(i)) return false;
    i += 2;
  }
}

std::optional<Stmt> Parser::parse_macro_stmt(Stmt stmt, bool take_semi) {
  const Span start = here();
  MacroCall* call = parse_macro_rest(parse_path(PathStyle::Mod), start);
  const bool braces = call->delimiter == TokenKind::OpenBrace;
  const bool goes_on = at_ch('?') || (at_ch('.') && !at_op(".."));
  if (braces && !goes_on) {
    stmt.kind = Stmt::Kind::Macro;
    stmt.macro = call;
    const bool semi = take_semi && eat_ch(';');
    stmt.macro_semi = semi || !at_close();
    return stmt;
  }
  if (take_semi && at_ch(';')) {
    pos_++;
    stmt.kind = Stmt::Kind::Macro;
    stmt.macro = call;
    stmt.macro_semi = true;
    return stmt;
  }
  Expr* expr = make_expr(Expr::Kind::Macro, from(start));
  expr->macro = call;
  expr = parse_assoc_rest(parse_postfix(expr, true), 0, true);
  return parse_expr_stmt(std::move(stmt), expr, take_semi);
}

std::optional<Stmt> Parser::parse_expr_stmt(Stmt stmt, Expr* expr, bool take_semi) {
  stmt.kind = Stmt::Kind::Expr;
  stmt.init = expr;
  if (!stmt.attrs.empty()) expr->attrs.insert(expr->attrs.begin(), stmt.attrs.begin(), stmt.attrs.end());
  if (!take_semi) return stmt;
  if (eat_ch(';')) {
    stmt.kind = Stmt::Kind::Semi;
    return stmt;
  }
  if (at_close()) return stmt;
  if (!is_block_like(*expr) && expr->kind != Expr::Kind::Error) error_expected("`;` or `}`");
  return stmt;
}

}  // namespace assay::syntax
