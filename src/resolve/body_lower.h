// One body from syntax to HIR: macros expanded, locals and labels resolved with hygiene, sugar removed.
// Blocks and statements are in body_block, expressions in body_expr, loops and other sugar in body_sugar, assignments
// to patterns in body_assign, patterns in body_pat, format_args in body_format.
#pragma once
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "expand/format.h"
#include "resolve/ty_lowering.h"

namespace assay::resolve {

class BodyLowerer {
 public:
  BodyLowerer(Context& cx, DefId owner, Scope scope);
  const hir::Body* fn_body(const ast::Item& item);
  const hir::Body* expr_body(const ast::Expr& expr);
  const hir::Body* block_body(const ast::Block& block);

 private:
  using Expr = hir::Expr;
  using Pat = hir::Pat;

  // ---- scopes ------------------------------------------------------------------------------------------------
  /// Something that a lookup of a local or label meets on its way outwards.
  struct Rib {
    enum class Kind : uint8_t { Local, Label, MacroDef, BlockModule, Closure } kind;
    Ident name;                // Local, Label
    hir::LocalVar local;       // Local
    hir::HirId target;         // Label
    NodeId macro;              // MacroDef
    Module* module = nullptr;  // BlockModule
  };
  using Bindings = std::vector<std::pair<Ident, hir::LocalVar>>;
  hir::LocalVar find_local(const Ident& name);
  hir::HirId find_label(const Ident& name);
  void push_bindings(const Bindings& bindings);
  hir::LocalVar declare(const Ident& name, Span span, hir::HirId owner, bool is_mut);

  // ---- making nodes ------------------------------------------------------------------------------------------
  Expr* make(Expr::Kind kind, Span span);
  Pat* make_pat(Pat::Kind kind, Span span);
  const Expr* error(Span span);
  const Expr* unsupported(Span span, std::string_view feature);
  const Expr* unit(Span span);
  const Expr* local_expr(hir::LocalVar local, Span span);
  const Expr* path_expr(const hir::Path* path, Span span);
  const Expr* call(const Expr* callee, std::vector<const Expr*> args, Span span);
  const Expr* addr_of(const Expr* of, Span span, bool is_mut = false);
  const Expr* array(std::vector<const Expr*> elements, Span span);
  const Expr* literal(ast::Literal lit, Span span);
  const Expr* integer(uint64_t value, std::string_view suffix, Span span);
  const Expr* string(SymbolId text, Span span);
  const Expr* field(const Expr* of, std::string_view name, Span span);
  const Expr* block_of(const Expr* tail, Span span);
  /// A path that is resolved already; a trait's or enum's item also names that.
  const hir::Path* item_path(DefId def, Span span);
  /// `Type::name` with the type resolved and the name left to type inference.
  const hir::Path* assoc_path(DefId ty, std::string_view name, Span span);
  DefId lang(std::string_view name, Span span);
  /// Items without a lang attribute, "core::fmt::rt::Count".
  DefId library(std::string_view path, Span span);
  Ident ident(std::string_view name, Span span) { return {cx_.sym(name), span, {}}; }

  // ---- blocks ------------------------------------------------------------------------------------------------
  struct FlatStmt {
    ast::Stmt stmt;
    const TextualScope* textual;
  };
  struct BlockState {
    Module* module;
    const TextualScope* textual;
    size_t ribs;
  };
  BlockState enter_block() { return {scope().module, scope().textual, ribs_.size()}; }
  void leave_block(const BlockState& state);
  Module* block_module(Module*& made);
  void flatten(std::span<const ast::Stmt> from, bool is_block_end, Module*& made, std::vector<FlatStmt>& to);
  void flatten_macro(const ast::Stmt& stmt, bool is_last, Module*& made, std::vector<FlatStmt>& to);
  const Expr* block(const ast::Block& from, hir::HirId id = {});
  void check_block_imports(Module& module);
  void statements(const std::vector<FlatStmt>& stmts, Expr& to);
  hir::Stmt let_stmt(const ast::Stmt& from);

  // ---- expressions -------------------------------------------------------------------------------------------
  const Expr* expr(const ast::Expr& from);
  const Expr* expr_or_null(const ast::Expr* from) { return from ? expr(*from) : nullptr; }
  std::vector<const Expr*> exprs(const std::vector<const ast::Expr*>& from);
  const Expr* path(const ast::Expr& from, Want want);
  const Expr* struct_expr(const ast::Expr& from);
  const Expr* block_expr(const ast::Expr& from);
  const Expr* if_expr(const ast::Expr& from);
  const Expr* condition(const ast::Expr& from);
  const Expr* let_expr(const ast::Expr& from);
  const Expr* match_expr(const ast::Expr& from);
  const Expr* closure(const ast::Expr& from);
  const Expr* macro(const ast::Expr& from);
  const Expr* jump(const ast::Expr& from, Expr::Kind kind);
  const Expr* const_block(const ast::Expr& from);
  const Expr* offset_of(const ast::Expr& from);

  // ---- sugar -------------------------------------------------------------------------------------------------
  const Expr* loop(const ast::Expr& from);
  const Expr* while_loop(const ast::Expr& from);
  const Expr* for_loop(const ast::Expr& from);
  const Expr* try_expr(const ast::Expr& from);
  const Expr* range(const ast::Expr& from);
  const Expr* async_block(const ast::Expr& from);
  /// The future of a body that `lower_body` lowers, inside of the coroutine.
  template <class LowerBody>
  const Expr* future(Span span, bool is_move, const hir::Ty* output, LowerBody lower_body);
  const Expr* await(const ast::Expr& from);
  const Expr* async_closure_body(const ast::Expr& from);
  const hir::Body* async_fn_body(const ast::Item& item, const ast::Block& body);
  const Expr* break_to(hir::HirId target, Span span);
  const Pat* binding(std::string_view name, Span span, bool is_mut, hir::LocalVar& local);
  const Pat* variant_pat(DefId variant, std::vector<const Pat*> pats, Span span);
  const Expr* assign(const ast::Expr& from);
  struct Assignment {
    const ast::Expr* place;
    hir::LocalVar value;
  };
  const Pat* assignee(const ast::Expr& from, std::vector<Assignment>& assignments);
  void assignees(const std::vector<const ast::Expr*>& from, bool is_slice, Pat& to, std::vector<Assignment>& out);
  static bool is_destructuring(const ast::Expr& from);
  const Expr* format_args(const ast::FormatArgsExpr& written);
  ast::FormatArgsExpr flatten_format(const ast::FormatArgsExpr& from);
  const ast::Expr& format_operand(ast::FormatArg& arg);
  const Expr* format_argument(const ast::FormatArgsExpr& from, uint32_t argument, std::string_view constructor,
                              const Expr* reference, Span span);
  const Expr* format_count(const ast::FormatCount& count, std::span<const std::pair<uint32_t, uint32_t>> used,
                           Span span);

  // ---- patterns ----------------------------------------------------------------------------------------------
  const Pat* pat(const ast::Pat& from, Bindings& bindings);
  /// A pattern on its own, its bindings put in scope.
  const Pat* pat_in_scope(const ast::Pat& from);
  const Pat* ident_pat(const ast::Pat& from, Bindings& bindings);
  void sub_pats(const std::vector<const ast::Pat*>& from, bool is_slice, Pat& to, Bindings& bindings);
  const Expr* pat_expr(const ast::Expr& from);

  Scope& scope() { return types_.scope(); }
  const hir::Body* finish(const Expr* value);

  Context& cx_;
  DefId owner_;
  TyLowerer types_;
  hir::Body* body_;
  std::vector<Rib> ribs_;
  std::vector<hir::LocalVar> contexts_;  // of the async bodies around; none: in a closure that is not async
  std::vector<hir::HirId> loops_;        // targets of `break` without label; none: a closure begins
  bool is_2024_;
};

/// The body of a definition, lowered on first use; null if it has none.
const hir::Body* body_of(Context& cx, DefId def);

}  // namespace assay::resolve
