// Tokens to syntax tree: recursive descent with precedence climbing, for every edition. Errors are reported and leave
// Error nodes; the parser always terminates and always consumes what it was given. What `#[cfg]` configures out is
// parsed and dropped, cfg_attr is replaced (syntax/cfg.h).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/symbols.h"
#include "diag/session.h"
#include "lex/token.h"
#include "syntax/ast.h"

namespace assay::syntax {

using ast::Attributes;

/// Lexes a file into the arena and parses it as a crate root or an out-of-line module.
ast::Crate parse_file(Session& session, const SourceFile& file, Edition edition);

/// The block of a lazily kept body, parsed on first use. Null if the body is absent.
const ast::Block* parse_body(Session& session, const ast::LazyBody& body, Edition edition);

/// The literal of a token that is one, or `true` or `false`.
ast::Literal literal_of(Session& session, const Token& token);

/// `if`, `match`, loops and blocks: complete at the start of a statement, and as an arm without comma.
bool is_block_like(const ast::Expr& expr);

/// `tokens` without invisible delimiters around all of them.
TokenSlice peel(TokenSlice tokens);

/// Where an item stands; decides a few rules (functions without bodies, unnamed parameters, ...).
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
  /// All of the tokens as one expression; with `allow_semi` (macros at expression position) a `;` may follow.
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
  const ast::Pat* parse_pat();  // with alternatives at the top
  const ast::Pat* parse_pat_no_top_alt();
  /// None if nothing was there, or a statement that is configured out (then tokens were consumed).
  std::optional<ast::Stmt> parse_stmt();
  /// A statement without its semicolon, as `$s:stmt` captures it.
  std::optional<ast::Stmt> parse_stmt_without_semi();
  const ast::Block* parse_block();
  /// Null if no item starts here, or it is configured out (then tokens were consumed).
  const ast::Item* parse_item(ItemPlace place = ItemPlace::Module);
  enum class PathStyle : uint8_t { Expr, Type, Mod };
  ast::Path parse_path(PathStyle style);
  ast::Visibility parse_visibility(bool in_tuple_field = false);
  /// False: configured out. `attrs` is what remains of them.
  bool parse_outer_attributes(Attributes& attrs);
  /// What `$m:meta` captures: a path, then nothing, a group, or `= expression`.
  void skip_meta();
  const Token& peek(size_t ahead = 0) const { return pos_ + ahead < tokens_.size() ? tokens_[pos_ + ahead] : kEof; }
  bool at_item_start(ItemPlace place = ItemPlace::Statement) const;
  bool can_begin_expr() const;
  bool can_begin_ty() const;

 private:
  using Expr = ast::Expr;
  using Pat = ast::Pat;
  using Ty = ast::Ty;
  using Item = ast::Item;
  using Path = ast::Path;
  static const Token kEof;
  static constexpr uint32_t kMaxDepth = 400;  // nested constructs: bounds the stack of every later recursion too
  static constexpr uint32_t kMaxSpine = 500;  // operators and calls in a row

  // ---- cursor (parser.cpp) -----------------------------------------------------------------------------------
  bool at(TokenKind kind, size_t ahead = 0) const { return peek(ahead).kind == kind; }
  bool at_ch(char c, size_t ahead = 0) const { return at(TokenKind::Punct, ahead) && peek(ahead).ch == c; }
  /// The characters of `op` stand here without space between; the next one may be joint too.
  bool at_op(std::string_view op, size_t ahead = 0) const;
  /// `c` and not the beginning of `c=` or `cc`.
  bool at_single(char c, size_t ahead = 0) const;
  bool at_kw(SymbolId keyword, size_t ahead = 0) const {
    return at(TokenKind::Ident, ahead) && peek(ahead).text == keyword && !peek(ahead).raw;
  }
  bool at_ident(size_t ahead = 0) const;  // not reserved
  bool at_path_sep(size_t ahead = 0) const { return at_op("::", ahead); }
  bool at_open(size_t ahead = 0) const;  // any visible opening delimiter
  bool at_close() const;                 // any closing delimiter, or the end
  bool at_fragment() const { return at(TokenKind::OpenInvisible); }
  bool eat_ch(char c) { return at_ch(c) ? (pos_++, true) : false; }
  bool eat_op(std::string_view op) { return at_op(op) ? (pos_ += op.size(), true) : false; }
  bool eat_kw(SymbolId keyword) { return at_kw(keyword) ? (pos_++, true) : false; }
  bool eat(TokenKind kind) { return at(kind) ? (pos_++, true) : false; }
  bool expect_ch(char c);
  bool expect_op(std::string_view op);
  bool expect_kw(SymbolId keyword);
  bool expect(TokenKind kind);
  Ident expect_ident();
  Ident ident_of(const Token& token) const { return {token.text, token.span, token.context}; }
  void skip_tree();
  Span here() const;
  Span last_span() const;
  Span from(Span start) const { return start.to(last_span()); }
  void error(Span span, std::string message);
  void error_expected(std::string_view what);
  void unsupported(Span span, std::string feature);
  TokenSlice group_contents() const;  // of the group that opens here
  size_t group_end() const;           // index of the closing delimiter of the group that opens here
  /// After the contents of a group were parsed up to here: the rest is reported, the delimiter eaten.
  void close_group(size_t end);
  struct DepthGuard {
    Parser& parser;
    bool ok;
    explicit DepthGuard(Parser& p);
    ~DepthGuard() { parser.depth_--; }
  };

  // ---- attributes --------------------------------------------------------------------------------------------
  bool parse_inner_attributes(Attributes& attrs);
  bool at_outer_attribute() const;

  // ---- paths, generics (parse_path.cpp) ----------------------------------------------------------------------
  void parse_path_rest(Path& path, PathStyle style);
  bool parse_segment(Path& path, PathStyle style);
  Path parse_qualified_path(PathStyle style);
  Path parse_fragment_path(PathStyle style);
  const ast::GenericArgs* parse_angle_args();
  const ast::GenericArgs* parse_paren_args();
  void parse_generic_arg(ast::GenericArgs& args);
  bool at_const_arg() const;
  const Expr* parse_const_arg();
  std::vector<ast::Bound> parse_bounds(bool only_one = false);
  bool at_bound() const;
  ast::Bound parse_bound();
  std::vector<ast::GenericParam> parse_for_binder();  // `for<'a>` if it is here
  std::vector<ast::GenericParam> parse_generic_params();
  void parse_generics(ast::Generics& generics);
  void parse_where(ast::Generics& generics);

  // ---- types (parse_ty.cpp) ----------------------------------------------------------------------------------
  Ty* make_ty(Ty::Kind kind, Span span);
  Ty* parse_ty_inner(bool allow_plus);
  Ty* parse_paren_ty(bool allow_plus);
  Ty* parse_bare_fn(std::vector<ast::GenericParam> binder, Span start);
  Ty* parse_path_ty(std::vector<ast::GenericParam> binder, Span start, bool allow_plus);
  Ty* bare_trait_object(ast::Bound first, Span start);
  bool at_bare_fn() const;
  bool at_dyn() const;
  std::optional<SymbolId> parse_abi();

  // ---- patterns (parse_pat.cpp) ------------------------------------------------------------------------------
  Pat* make_pat(Pat::Kind kind, Span span);
  Pat* parse_pat_inner();
  Pat* parse_fragment_pat();
  Pat* parse_ident_pat();
  Pat* parse_path_pat();
  Pat* finish_path_pat(Path path, Span start);
  Pat* parse_range_pat(const Expr* lo, Span start);
  bool at_range_pat_end() const;
  const Expr* parse_range_pat_bound();
  void parse_field_pats(Pat& pat);
  std::vector<const Pat*> parse_pat_list(TokenKind close);

  // ---- expressions (parse_expr.cpp, parse_primary.cpp) -------------------------------------------------------
  Expr* make_expr(Expr::Kind kind, Span span);
  const Expr* error_expr(Span span) { return make_expr(Expr::Kind::Error, span); }
  struct Operator;
  Operator peek_operator() const;
  Expr* parse_assoc(uint32_t min_prec);
  Expr* parse_assoc_rest(Expr* lhs, uint32_t min_prec, bool statement);
  Expr* parse_prefix_range();
  Expr* parse_unary();
  Expr* parse_borrow();
  Expr* parse_postfix(Expr* base, bool statement);
  Expr* parse_dot(Expr* base);
  Expr* parse_primary();
  Expr* parse_keyword_expr(SymbolId keyword);
  Expr* parse_fragment_expr();
  Expr* parse_path_expr();
  Expr* finish_path_expr(Path path, Span start);
  Expr* parse_struct_literal(Path path, Span start);
  Expr* parse_paren_expr();
  Expr* parse_array();
  Expr* parse_block_expr(Expr::Kind kind, Span start);
  Expr* parse_labeled();
  Expr* parse_if();
  Expr* parse_condition_let();
  Expr* parse_match();
  void parse_arms(Expr& match);
  Expr* parse_loop(std::optional<Ident> label, Span start);
  Expr* parse_jump();
  Expr* parse_closure();
  bool at_closure() const;
  Expr* parse_async();
  const Expr* parse_expr_no_struct();
  const Expr* parse_operand_opt();  // of return, break, yield
  std::vector<const Expr*> parse_expr_list(TokenKind close);
  ast::MacroCall* parse_macro_rest(Path path, Span start);  // at `!`
  bool at_macro_bang() const;
  struct Restrictions {
    bool no_struct = false;  // in a condition or scrutinee: `{` does not begin a struct literal
    bool statement = false;  // at the start of a statement: a block-like expression is complete
  };
  struct RestrictionScope {
    Parser& parser;
    Restrictions saved;
    RestrictionScope(Parser& p, Restrictions now) : parser(p), saved(p.restrictions_) { p.restrictions_ = now; }
    ~RestrictionScope() { parser.restrictions_ = saved; }
  };

  // ---- statements (parse_stmt.cpp) ---------------------------------------------------------------------------
  std::optional<ast::Stmt> parse_stmt_inner(bool take_semi);
  std::optional<ast::Stmt> parse_let(ast::Stmt stmt, bool take_semi);
  std::optional<ast::Stmt> parse_macro_stmt(ast::Stmt stmt, bool take_semi);
  std::optional<ast::Stmt> parse_expr_stmt(ast::Stmt stmt, Expr* expr, bool take_semi);
  bool at_macro_stmt() const;
  std::vector<ast::Stmt> parse_stmt_list();
  void recover_stmt(size_t start);

  // ---- items (parse_item.cpp, parse_fn.cpp, parse_adt.cpp) ---------------------------------------------------
  bool parse_item_kind(Item& item, ItemPlace place);
  bool parse_item_macro(Item& item);
  void parse_mod(Item& item);
  void parse_use(Item& item);
  ast::UseTree parse_use_tree();
  void parse_extern_crate(Item& item);
  void parse_foreign_mod(Item& item);
  void parse_const(Item& item);
  void parse_static(Item& item);
  void parse_type_alias(Item& item);
  void parse_macro_definition(Item& item);
  void parse_struct(Item& item);
  void parse_enum(Item& item);
  void parse_named_fields(std::vector<ast::FieldDef>& fields);
  void parse_tuple_fields(std::vector<ast::FieldDef>& fields);
  void parse_trait(Item& item);
  void parse_impl(Item& item);
  void parse_assoc_items(Item& item, ItemPlace place);
  bool at_impl_generics() const;
  bool at_fn(size_t ahead = 0) const;
  void parse_fn(Item& item, ItemPlace place);
  void parse_fn_params(ast::FnSig& sig, ItemPlace place);
  bool parse_self_param(ast::FnSig& sig, ast::Param& param);
  bool at_named_param() const;
  void parse_lazy_body(ast::LazyBody& body);

  Session& session_;
  TokenSlice tokens_;
  Edition edition_;
  size_t pos_ = 0;
  uint32_t depth_ = 0;
  Restrictions restrictions_;
  bool failed_ = false, quiet_ = false;
  size_t last_error_ = SIZE_MAX;  // position of the last report: one per place
};

}  // namespace assay::syntax
