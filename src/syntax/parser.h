// Tokens to syntax tree: recursive descent with precedence climbing, for every edition. Errors are reported and leave
// Error nodes; the parser always terminates and always consumes what it was given. What `#[cfg]` configures out is
// parsed and dropped, cfg_attr is replaced (syntax/cfg.h).
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "diag/session.h"
#include "lex/token.h"
#include "syntax/ast.h"

namespace assay::syntax {

using ast::Attributes;

/// Lexes a file into the arena and parses it as a crate root or an out-of-line module.
ast::Crate parse_file(Session& session, const SourceFile& file, Edition edition);

/// The block of a lazily kept body, parsed on first use. Null if the body is absent.
const ast::Block* parse_body(Session& session, const ast::LazyBody& body, Edition edition);

/// Where an item stands; decides a few rules (a `self` parameter, functions without bodies, ...).
enum class ItemPlace : uint8_t { Module, Statement, Trait, Impl, Foreign };

class Parser {
 public:
  /// `tokens` must outlive the nodes: trees keep slices of them.
  Parser(Session& session, TokenSlice tokens, Edition edition)
      : session_(session), tokens_(tokens), edition_(edition) {}

  // ---- whole inputs; leftovers are reported ------------------------------------------------------------------
  ast::Crate parse_crate();
  std::vector<const ast::Item*> parse_items(ItemPlace place = ItemPlace::Module);
  std::vector<ast::Stmt> parse_stmts();
  /// Parses all of the tokens as one expression; one trailing `;` is allowed when `allow_semi` (macros in expression
  /// position).
  const ast::Expr* parse_expr_complete(bool allow_semi = false);
  const ast::Ty* parse_ty_complete();
  const ast::Pat* parse_pat_complete();

  // ---- one thing from the front; the rest stays --------------------------------------------------------------
  bool at_end() const { return pos_ >= tokens_.size(); }
  size_t position() const { return pos_; }
  void seek(size_t position) { pos_ = position; }
  /// True once something was reported by this parser.
  bool failed() const { return failed_; }
  /// Reports nothing (for trial parses); failed() still tells.
  void set_quiet(bool quiet) { quiet_ = quiet; }

  const ast::Expr* parse_expr();
  const ast::Ty* parse_ty(bool allow_plus = true);
  const ast::Pat* parse_pat();             // with top-level alternatives
  const ast::Pat* parse_pat_no_top_alt();
  /// None if nothing was there, or only a configured-out statement.
  std::optional<ast::Stmt> parse_stmt();
  /// A statement without its semicolon, as `$s:stmt` captures it.
  std::optional<ast::Stmt> parse_stmt_without_semi();
  const ast::Block* parse_block();
  /// Null if no item starts here, or it was configured out (then tokens were consumed).
  const ast::Item* parse_item(ItemPlace place = ItemPlace::Module);
  enum class PathStyle : uint8_t { Expr, Type, Mod };
  ast::Path parse_path(PathStyle style);
  ast::Visibility parse_visibility(bool in_tuple_field = false);
  Attributes parse_outer_attributes();
  /// What `$m:meta` captures: a path, then nothing, a group, or `= expression`.
  void skip_meta();

 private:
#include "syntax/parser_private.inc"
};

/// Splits a Literal's token; `token` must be a literal, or `true`/`false`.
ast::Literal literal_of(Session& session, const Token& token);

}  // namespace assay::syntax
