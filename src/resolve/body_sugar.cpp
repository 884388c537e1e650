// Loops, `?` and ranges in terms of match, calls and structs of the library, as the reference describes them.
#include "resolve/body_lower.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

const hir::Pat* BodyLowerer::binding(std::string_view name, Span span, bool is_mut, hir::LocalVar& local) {
  Pat* to = make_pat(Pat::Kind::Binding, span);
  to->is_mut = is_mut;
  local = to->local = declare(ident(name, span), span, to->id, is_mut);
  return to;
}

const hir::Pat* BodyLowerer::variant_pat(DefId variant, std::vector<const Pat*> pats, Span span) {
  const DefId ctor = variant ? cx_.defs[variant].ctor : DefId();
  Pat* to = make_pat(pats.empty() ? Pat::Kind::Path : Pat::Kind::TupleStruct, span);
  to->path = item_path(ctor, span);
  to->pats = std::move(pats);
  return to;
}

const hir::Expr* BodyLowerer::break_to(hir::HirId target, Span span) {
  Expr* to = make(Expr::Kind::Break, span);
  to->target = target;
  return to;
}

const hir::Expr* BodyLowerer::loop(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::Loop, from.span);
  to->targeted = true;
  const size_t ribs = ribs_.size();
  if (from.label) ribs_.push_back({.kind = Rib::Kind::Label, .name = *from.label, .target = to->id});
  loops_.push_back(to->id);
  to->block = block(*from.block);
  loops_.pop_back();
  ribs_.resize(ribs);
  return to;
}

// while cond { body }  =>  loop { if cond { body } else { break } }
const hir::Expr* BodyLowerer::while_loop(const ast::Expr& from) {
  Expr* to = make(Expr::Kind::Loop, from.span);
  to->targeted = true;
  const size_t ribs = ribs_.size();
  if (from.label) ribs_.push_back({.kind = Rib::Kind::Label, .name = *from.label, .target = to->id});
  loops_.push_back(to->id);
  Expr* branch = make(Expr::Kind::If, from.span);
  branch->tail_2024 = is_2024_;
  branch->lhs = condition(*from.lhs);
  branch->block = block(*from.block);
  branch->rhs = block_of(break_to(to->id, from.span), from.span);
  to->block = block_of(branch, from.span);
  loops_.pop_back();
  ribs_.resize(ribs);
  return to;
}

// for pat in e { body }  =>  match IntoIterator::into_iter(e) {
//   mut iter => loop { match Iterator::next(&mut iter) { None => break, Some(pat) => body } } }
const hir::Expr* BodyLowerer::for_loop(const ast::Expr& from) {
  const Span head = from.lhs->span;
  Expr* outer = make(Expr::Kind::Match, from.span);
  outer->source = hir::MatchSource::ForLoop;
  const DefId into_iter = lang("into_iter", head);
  outer->lhs = call(path_expr(item_path(into_iter, head), head), {expr(*from.lhs)}, head);

  hir::LocalVar iter;
  const Pat* iter_pat = binding("iter", head, true, iter);
  Expr* inner = make(Expr::Kind::Loop, from.span);
  inner->targeted = true;
  Expr* step = make(Expr::Kind::Match, from.span);
  step->source = hir::MatchSource::ForLoop;
  const DefId next = lang("next", head);
  step->lhs = call(path_expr(item_path(next, head), head), {addr_of(local_expr(iter, head), head, true)}, head);
  step->arms.push_back({from.span, variant_pat(lang("None", head), {}, head), nullptr, break_to(inner->id, from.span)});

  const size_t ribs = ribs_.size();
  if (from.label) ribs_.push_back({.kind = Rib::Kind::Label, .name = *from.label, .target = inner->id});
  loops_.push_back(inner->id);
  const Pat* item = pat_in_scope(*from.pat);
  const Pat* some = variant_pat(lang("Some", head), {item}, from.pat->span);
  step->arms.push_back({from.span, some, nullptr, block(*from.block)});
  loops_.pop_back();
  ribs_.resize(ribs);

  // The step is a statement: its temporaries (the borrow of the iterator) die before the next one.
  Expr* body = make(Expr::Kind::Block, from.span);
  hir::Stmt stmt{.kind = hir::Stmt::Kind::Expr, .span = from.span};
  stmt.init = step;
  body->stmts.push_back(stmt);
  inner->block = body;
  outer->arms.push_back({from.span, iter_pat, nullptr, inner});
  return outer;
}

// e?  =>  match Try::branch(e) { Continue(val) => val, Break(residual) => return FromResidual::from_residual(residual)
// }
const hir::Expr* BodyLowerer::try_expr(const ast::Expr& from) {
  const Span span = from.span;
  Expr* to = make(Expr::Kind::Match, span);
  to->source = hir::MatchSource::Try;
  const DefId branch = lang("branch", span);
  to->lhs = call(path_expr(item_path(branch, span), span), {expr(*from.lhs)}, span);
  hir::LocalVar value, residual;
  const Pat* value_pat = binding("val", span, false, value);
  to->arms.push_back({span, variant_pat(lang("Continue", span), {value_pat}, span), nullptr, local_expr(value, span)});
  const Pat* residual_pat = binding("residual", span, false, residual);
  Expr* leave = make(Expr::Kind::Return, span);
  const DefId from_residual = lang("from_residual", span);
  leave->lhs = call(path_expr(item_path(from_residual, span), span), {local_expr(residual, span)}, span);
  to->arms.push_back({span, variant_pat(lang("Break", span), {residual_pat}, span), nullptr, leave});
  return to;
}

const hir::Expr* BodyLowerer::range(const ast::Expr& from) {
  const Span span = from.span;
  if (from.inclusive && from.lhs && from.rhs) {
    // RangeInclusive::new(a, b)
    DefId ty = cx_.db.lang_item("RangeInclusiveStruct");
    if (!ty) ty = library("core::ops::RangeInclusive", span);
    const Expr* callee = path_expr(assoc_path(ty, "new", span), span);
    const Expr* lo = expr(*from.lhs);
    const Expr* hi = expr(*from.rhs);
    return call(callee, {lo, hi}, span);
  }
  if (!from.lhs && !from.rhs) {
    DefId full = lang("RangeFull", span);
    if (full && cx_.defs[full].ctor) full = cx_.defs[full].ctor;
    return path_expr(item_path(full, span), span);
  }
  const char* name = from.inclusive ? "RangeToInclusive" : !from.lhs ? "RangeTo" : !from.rhs ? "RangeFrom" : "Range";
  Expr* to = make(Expr::Kind::Struct, span);
  to->path = item_path(lang(name, span), span);
  if (from.lhs) to->fields.push_back({ident("start", from.lhs->span), expr(*from.lhs)});
  if (from.rhs) to->fields.push_back({ident("end", from.rhs->span), expr(*from.rhs)});
  return to;
}

}  // namespace assay::resolve
