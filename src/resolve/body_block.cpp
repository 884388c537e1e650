// Blocks: their items become an anonymous module seen in the whole block, statement macros are expanded in place.
#include "resolve/body_lower.h"
#include "resolve/collector.h"
#include "resolve/macros.h"
#include "syntax/parser.h"

namespace assay::resolve {

void BodyLowerer::leave_block(const BlockState& state) {
  scope().module = state.module;
  scope().textual = state.textual;
  ribs_.resize(state.ribs);
}

Module* BodyLowerer::block_module(Module*& made) {
  if (made) return made;
  made = cx_.new_module(Module::Kind::Block, scope().module, cx_.defs.generics_owner(owner_));
  scope().module = made;
  DefInfo& info = cx_.info_of(owner_);
  if (!info.body_blocks) info.body_blocks = cx_.session.arena.make<std::vector<Module*>>();
  info.body_blocks->push_back(made);
  return made;
}

void BodyLowerer::flatten(std::span<const ast::Stmt> from, bool is_block_end, Module*& made,
                          std::vector<FlatStmt>& to) {
  Collector collector(cx_);
  // Imports first: a macro call further up may need one.
  for (const ast::Stmt& stmt : from) {
    if (stmt.kind != ast::Stmt::Kind::Item || stmt.item->kind != ast::Item::Kind::Use) continue;
    const TextualScope* textual = scope().textual;
    collector.collect_item(block_module(made), owner_, *stmt.item, textual);
  }
  for (size_t i = 0; i < from.size(); ++i) {
    const ast::Stmt& stmt = from[i];
    const bool is_last = is_block_end && i + 1 == from.size();
    switch (stmt.kind) {
      case ast::Stmt::Kind::Item: {
        if (stmt.item->kind == ast::Item::Kind::Use) break;
        const TextualScope* textual = scope().textual;
        const bool is_macro = stmt.item->kind == ast::Item::Kind::MacroRules && !stmt.item->macro_v2;
        collector.collect_item(is_macro ? scope().module : block_module(made), owner_, *stmt.item, textual);
        scope().textual = textual;
        if (is_macro) to.push_back({stmt, textual});
        break;
      }
      case ast::Stmt::Kind::Macro:
        flatten_macro(stmt, is_last, made, to);
        break;
      case ast::Stmt::Kind::Expr:
        // `m!(..)` at a block's end may expand to statements too.
        if (stmt.init->kind == ast::Expr::Kind::Macro) {
          ast::Stmt call{.kind = ast::Stmt::Kind::Macro, .span = stmt.span};
          call.macro = stmt.init->macro;
          flatten_macro(call, is_last, made, to);
          break;
        }
        to.push_back({stmt, scope().textual});
        break;
      case ast::Stmt::Kind::Let:
      case ast::Stmt::Kind::Semi:
        to.push_back({stmt, scope().textual});
        break;
      case ast::Stmt::Kind::Empty:
        break;
    }
  }
  collector.finish_pending();
}

void BodyLowerer::flatten_macro(const ast::Stmt& stmt, bool is_last, Module*& made, std::vector<FlatStmt>& to) {
  const bool keeps_value = is_last && !stmt.macro_semi;
  ast::Stmt as_expr{.kind = keeps_value ? ast::Stmt::Kind::Expr : ast::Stmt::Kind::Semi, .span = stmt.span};
  ast::Expr call{.kind = ast::Expr::Kind::Macro, .span = stmt.span};
  call.macro = stmt.macro;
  const DefId macro = resolve_macro(cx_, scope(), stmt.macro->path);
  // A built-in macro makes an expression; lowering it there reports what is wrong with it.
  if (!macro) {
    (void)expand_definitions(cx_, scope(), *stmt.macro);
    body_->has_error = true;
    return;
  }
  if (cx_.macros.at(macro)->builtin || cx_.macros.at(macro)->unknown_builtin) {
    as_expr.init = cx_.session.arena.make<ast::Expr>(std::move(call));
    to.push_back({as_expr, scope().textual});
    return;
  }
  ExpansionDepth depth(cx_, stmt.span);
  const Expanded expanded = depth.exceeded() ? Expanded{} : expand_definitions(cx_, scope(), *stmt.macro, macro);
  if (!expanded.tokens) {
    body_->has_error = true;
    return;
  }
  syntax::Parser parser(cx_.session, *expanded.tokens, scope().module->edition);
  auto* stmts = cx_.session.arena.make<std::vector<ast::Stmt>>(parser.parse_stmts());
  if (parser.failed()) body_->has_error = true;
  if (!keeps_value && !stmts->empty()) {
    // `m!(..);`: the semicolon belongs to the expression that the expansion ends with.
    ast::Stmt& last = stmts->back();
    if (last.kind == ast::Stmt::Kind::Expr && stmt.macro_semi) last.kind = ast::Stmt::Kind::Semi;
    if (last.kind == ast::Stmt::Kind::Macro) last.macro_semi = last.macro_semi || stmt.macro_semi;
  }
  flatten(*stmts, keeps_value, made, to);
}

const hir::Expr* BodyLowerer::block(const ast::Block& from, hir::HirId id) {
  const BlockState state = enter_block();
  Expr* to = make(Expr::Kind::Block, from.span);
  if (id) to->id = id;
  to->tail_2024 = is_2024_;
  std::vector<FlatStmt> flat;
  flat.reserve(from.stmts.size());
  Module* made = nullptr;
  flatten(from.stmts, true, made, flat);
  if (made) {
    made->complete = true;
    ribs_.push_back({.kind = Rib::Kind::BlockModule, .module = made});
    // Imports that could not be settled while the block grew.
    for (size_t i = 0; i < made->unnamed.size(); ++i) (void)import_binding(cx_, *made->unnamed[i], Ns::Type);
    check_block_imports(*made);
  }
  statements(flat, *to);
  leave_block(state);
  return to;
}

void BodyLowerer::check_block_imports(Module& module) {
  if (!cx_.is_user(module.crate)) return;
  for (const auto& entry : module.names)
    for (Import* import : std::vector<Import*>(entry.second.imports))
      if (report_unresolved(cx_, *import)) body_->has_error = true;
  for (Import* import : module.globs)
    if (report_unresolved(cx_, *import)) body_->has_error = true;
}

void BodyLowerer::statements(const std::vector<FlatStmt>& stmts, Expr& to) {
  for (size_t i = 0; i < stmts.size(); ++i) {
    const ast::Stmt& stmt = stmts[i].stmt;
    scope().textual = stmts[i].textual;
    switch (stmt.kind) {
      case ast::Stmt::Kind::Item:
        ribs_.push_back({.kind = Rib::Kind::MacroDef, .macro = stmt.item->id});
        break;
      case ast::Stmt::Kind::Let:
        to.stmts.push_back(let_stmt(stmt));
        break;
      case ast::Stmt::Kind::Expr:
      case ast::Stmt::Kind::Semi: {
        const Expr* lowered = expr(*stmt.init);
        // Only macro definitions may follow the tail.
        bool is_tail = stmt.kind == ast::Stmt::Kind::Expr;
        for (size_t j = i + 1; j < stmts.size(); ++j) is_tail = is_tail && stmts[j].stmt.kind == ast::Stmt::Kind::Item;
        if (is_tail) {
          to.lhs = lowered;
          break;
        }
        hir::Stmt made{.kind = stmt.kind == ast::Stmt::Kind::Expr ? hir::Stmt::Kind::Expr : hir::Stmt::Kind::Semi,
                       .span = stmt.span};
        made.init = lowered;
        to.stmts.push_back(made);
        break;
      }
      case ast::Stmt::Kind::Macro:
      case ast::Stmt::Kind::Empty:
        break;
    }
  }
}

hir::Stmt BodyLowerer::let_stmt(const ast::Stmt& from) {
  hir::Stmt to{.kind = hir::Stmt::Kind::Let, .span = from.span};
  if (from.ty) to.ty = types_.ty(*from.ty);
  to.init = expr_or_null(from.init);
  if (from.else_block) to.else_block = block(*from.else_block);
  to.pat = pat_in_scope(*from.pat);
  return to;
}

}  // namespace assay::resolve
