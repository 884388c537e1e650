// Expressions from syntax to HIR, kind by kind; what is sugar goes on to body_sugar, body_assign and body_format.
#include "resolve/body_lower.h"
#include "resolve/macros.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

std::vector<const hir::Expr*> BodyLowerer::exprs(const std::vector<const ast::Expr*>& from) {
  std::vector<const Expr*> to;
  to.reserve(from.size());
  for (const ast::Expr* each : from) to.push_back(expr(*each));
  return to;
}

const hir::Expr* BodyLowerer::expr(const ast::Expr& from) {
  using From = ast::Expr::Kind;
  using To = Expr::Kind;
  Expr* to = nullptr;
  switch (from.kind) {
    case From::Lit:
      return literal(from.lit, from.span);
    case From::Path:
      return path(from, Want::Value);
    case From::Array:
      to = make(To::Array, from.span);
      to->exprs = exprs(from.exprs);
      return to;
    case From::Tuple:
      to = make(To::Tuple, from.span);
      to->exprs = exprs(from.exprs);
      return to;
    case From::Repeat:
      to = make(To::Repeat, from.span);
      to->lhs = expr(*from.lhs);
      to->length = types_.const_arg(*from.rhs);
      return to;
    case From::Struct:
      return struct_expr(from);
    case From::Call:
      to = make(To::Call, from.span);
      to->lhs = from.lhs->kind == From::Path ? path(*from.lhs, Want::Function) : expr(*from.lhs);
      to->exprs = exprs(from.exprs);
      return to;
    case From::MethodCall:
      to = make(To::MethodCall, from.span);
      to->lhs = expr(*from.lhs);
      to->segment = types_.segment(from.segment);
      to->exprs = exprs(from.exprs);
      return to;
    case From::Binary:
      to = make(To::Binary, from.span);
      to->bin_op = from.bin_op;
      to->lhs = expr(*from.lhs);
      to->rhs = expr(*from.rhs);
      return to;
    case From::Unary:
      to = make(To::Unary, from.span);
      to->un_op = from.un_op;
      to->lhs = expr(*from.lhs);
      return to;
    case From::AddrOf:
    case From::RawAddrOf:
      to = make(from.kind == From::AddrOf ? To::AddrOf : To::RawAddrOf, from.span);
      to->is_mut = from.is_mut;
      to->lhs = expr(*from.lhs);
      return to;
    case From::Cast:
      to = make(To::Cast, from.span);
      to->lhs = expr(*from.lhs);
      to->ty = types_.ty(*from.ty);
      return to;
    case From::Field:
      to = make(To::Field, from.span);
      to->lhs = expr(*from.lhs);
      to->segment = types_.segment(from.segment);
      return to;
    case From::Index:
    case From::AssignOp:
      to = make(from.kind == From::Index ? To::Index : To::AssignOp, from.span);
      to->bin_op = from.bin_op;
      to->lhs = expr(*from.lhs);
      to->rhs = expr(*from.rhs);
      return to;
    case From::Assign:
      return assign(from);
    case From::Range:
      return range(from);
    case From::Block:
    case From::Unsafe:
      return block_expr(from);
    case From::ConstBlock:
      return const_block(from);
    case From::If:
      return if_expr(from);
    case From::Let:
      return let_expr(from);
    case From::Match:
      return match_expr(from);
    case From::Loop:
      return loop(from);
    case From::While:
      return while_loop(from);
    case From::For:
      return for_loop(from);
    case From::Break:
      return jump(from, To::Break);
    case From::Continue:
      return jump(from, To::Continue);
    case From::Return:
      to = make(To::Return, from.span);
      to->lhs = expr_or_null(from.lhs);
      return to;
    case From::Closure:
      return closure(from);
    case From::Try:
      return try_expr(from);
    case From::Await:
      return await(from);
    case From::Async:
      return async_block(from);
    case From::Macro:
      return macro(from);
    case From::Paren:
      return expr(*from.lhs);
    case From::Underscore:
      cx_.session.diags.error(from.span, "in expressions, `_` can only be used on the left-hand side of an assignment");
      return error(from.span);
    case From::Yield:
      return unsupported(from.span, "expr:yield");
    case From::Become:
      return unsupported(from.span, "expr:become");
    case From::Error:
      return error(from.span);
    case From::FormatArgs:
      return format_args(*from.format);
    case From::OffsetOf:
      return offset_of(from);
    case From::BuiltinType:
      return unsupported(from.span, "expr:type-ascription");
  }
  return nullptr;
}

const hir::Expr* BodyLowerer::path(const ast::Expr& from, Want want) {
  const ast::Path& path = from.path;
  if (path.segments.size() == 1 && !path.global && !path.dollar_crate && !path.qself)
    if (const hir::LocalVar local = find_local(path.segments[0].ident))
      return path_expr(types_.resolved_path(path, {.kind = Res::Kind::Local, .local = local}, 1), from.span);
  const hir::Path* lowered = types_.path(path, want);
  if (lowered->res.kind == Res::Kind::Err && !lowered->qself) return error(from.span);
  if (types_.failed && lowered->res.kind == Res::Kind::Err && path.trait_segments > 0) return error(from.span);
  return path_expr(lowered, from.span);
}

const hir::Expr* BodyLowerer::struct_expr(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::Struct, from.span);
  to->path = types_.path(from.path, Want::Struct);
  for (const ast::FieldInit& init : from.fields) to->fields.push_back({init.name, expr(*init.value)});
  to->rhs = expr_or_null(from.rhs);
  if (to->path->res.kind == Res::Kind::Err && !to->path->qself) return error(from.span);
  return to;
}

const hir::Expr* BodyLowerer::block_expr(const ast::Expr& from) {
  if (!from.label) {
    const Expr* lowered = block(*from.block);
    if (from.kind != ast::Expr::Kind::Unsafe) return lowered;
    auto* with_unsafe = const_cast<Expr*>(lowered);  // made just now, not shared yet
    with_unsafe->is_unsafe = true;
    return with_unsafe;
  }
  const hir::HirId id(body_->hir_ids++);
  ribs_.push_back({.kind = Rib::Kind::Label, .name = *from.label, .target = id});
  auto* lowered = const_cast<Expr*>(block(*from.block, id));
  ribs_.pop_back();
  lowered->targeted = true;
  return lowered;
}

namespace {
bool has_let(const ast::Expr& from) {
  if (from.kind == ast::Expr::Kind::Let) return true;
  if (from.kind == ast::Expr::Kind::Paren) return has_let(*from.lhs);
  return from.kind == ast::Expr::Kind::Binary && from.bin_op == ast::BinOp::And &&
         (has_let(*from.lhs) || has_let(*from.rhs));
}
}  // namespace

// A condition drops its temporaries before the branch is taken, except those of the scrutinees of `let`.
const hir::Expr* BodyLowerer::condition(const ast::Expr& from) {
  if (from.kind == ast::Expr::Kind::Let) return let_expr(from);
  if (from.kind == ast::Expr::Kind::Paren && has_let(*from.lhs)) return condition(*from.lhs);
  if (from.kind == ast::Expr::Kind::Binary && from.bin_op == ast::BinOp::And && has_let(from)) {
    Expr* to = make(Expr::Kind::Binary, from.span);
    to->bin_op = ast::BinOp::And;
    to->lhs = condition(*from.lhs);
    to->rhs = condition(*from.rhs);
    return to;
  }
  Expr* to = make(Expr::Kind::DropTemps, from.span);
  to->lhs = expr(from);
  return to;
}

const hir::Expr* BodyLowerer::let_expr(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::Let, from.span);
  to->lhs = expr(*from.lhs);
  to->pat = pat_in_scope(*from.pat);
  return to;
}

const hir::Expr* BodyLowerer::if_expr(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::If, from.span);
  to->tail_2024 = is_2024_;
  const size_t ribs = ribs_.size();
  to->lhs = condition(*from.lhs);
  to->block = block(*from.block);
  ribs_.resize(ribs);
  to->rhs = expr_or_null(from.rhs);
  return to;
}

const hir::Expr* BodyLowerer::match_expr(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::Match, from.span);
  to->lhs = expr(*from.lhs);
  to->arms.reserve(from.arms.size());
  for (const ast::Arm& arm : from.arms) {
    const size_t ribs = ribs_.size();
    hir::Arm lowered{.span = arm.span, .pat = pat_in_scope(*arm.pat), .guard = nullptr, .body = nullptr};
    if (arm.guard) lowered.guard = condition(*arm.guard);
    lowered.body = arm.body ? expr(*arm.body) : error(arm.span);
    ribs_.resize(ribs);
    to->arms.push_back(lowered);
  }
  return to;
}

const hir::Expr* BodyLowerer::jump(const ast::Expr& from, Expr::Kind kind) {
  Expr* to = make(kind, from.span);
  to->lhs = expr_or_null(from.lhs);
  if (from.label) {
    to->target = find_label(*from.label);
    if (to->target) return to;
    cx_.session.diags.error(from.label->span,
                            "use of undeclared label `" + std::string(cx_.text(from.label->name)) + "`", "E0426");
    return error(from.span);
  }
  if (!loops_.empty()) to->target = loops_.back();
  if (to->target) return to;
  cx_.session.diags.error(from.span, "`break` or `continue` outside of a loop", "E0268");
  return error(from.span);
}

const hir::Expr* BodyLowerer::closure(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::Closure, from.span);
  hir::Def def{.kind = DefKind::Closure, .parent = owner_, .crate = scope().module->crate, .span = from.span};
  to->def = cx_.add_def(std::move(def), scope().module, scope().textual);
  to->is_move = from.is_move;
  const size_t ribs = ribs_.size();
  const size_t binder = types_.enter_binder(from.for_params).size();
  ribs_.push_back({.kind = Rib::Kind::Closure});
  loops_.emplace_back();
  Bindings bindings;
  for (const ast::Param& param : from.params)
    to->params.push_back({pat(*param.pat, bindings), param.ty ? types_.ty(*param.ty) : nullptr, param.span});
  if (from.ty && !from.is_async) to->ty = types_.ty(*from.ty);
  push_bindings(bindings);
  contexts_.emplace_back();
  to->lhs = from.is_async ? async_closure_body(from) : expr(*from.lhs);
  contexts_.pop_back();
  loops_.pop_back();
  ribs_.resize(ribs);
  types_.leave_binder(binder);
  return to;
}

const hir::Expr* BodyLowerer::const_block(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::ConstBlock, from.span);
  hir::Def def{.kind = DefKind::InlineConst, .parent = owner_, .crate = scope().module->crate, .span = from.span};
  to->def = cx_.add_def(std::move(def), scope().module, scope().textual);
  cx_.info_of(to->def).block = from.block;
  return to;
}

const hir::Expr* BodyLowerer::offset_of(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::OffsetOf, from.span);
  to->ty = types_.ty(*from.ty);
  to->offset_fields = from.offset_fields;
  return to;
}

const hir::Expr* BodyLowerer::macro(const ast::Expr& from) {
  ExpansionDepth depth(cx_, from.span);
  if (depth.exceeded()) return error(from.span);
  if (const DefId found = resolve_macro(cx_, scope(), from.macro->path)) {
    const MacroInfo& info = *cx_.macros.at(found);
    using expand::Builtin;
    if (info.unknown_builtin ||
        (info.builtin &&
         (*info.builtin == Builtin::Asm || *info.builtin == Builtin::NakedAsm || *info.builtin == Builtin::GlobalAsm ||
          *info.builtin == Builtin::PatternType || *info.builtin == Builtin::Unsupported)))
      return unsupported(from.span, "macro:" + std::string(cx_.text(info.name)));
  }
  const ast::Expr* expanded = expand_expr(cx_, scope(), *from.macro);
  return expanded ? expr(*expanded) : error(from.span);
}

}  // namespace assay::resolve
