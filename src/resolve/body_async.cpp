// Async blocks, functions and closures, and `.await`, in terms of a coroutine: a closure that takes the context of a
// poll and that lower cuts at each `assay_yield` (lower/coroutine.cpp). Source: the Rust reference, "await
// expressions".
#include "resolve/body_lower.h"
#include "syntax/parser.h"

namespace assay::resolve {

using hir::DefKind;

template <class LowerBody>
const hir::Expr* BodyLowerer::future(Span span, bool is_move, const hir::Ty* output, LowerBody lower_body) {
  Expr* to = make(Expr::Kind::Closure, span);
  hir::Def def{.kind = DefKind::Closure, .parent = owner_, .crate = scope().module->crate, .span = span};
  to->def = cx_.add_def(std::move(def), scope().module, scope().textual);
  to->is_move = is_move;
  to->is_coroutine = true;
  to->ty = output;
  const size_t ribs = ribs_.size();
  ribs_.push_back({.kind = Rib::Kind::Closure});
  loops_.emplace_back();
  hir::LocalVar context;
  to->params.push_back({binding("context", span, true, context), nullptr, span});
  contexts_.push_back(context);
  to->lhs = lower_body();
  contexts_.pop_back();
  loops_.pop_back();
  ribs_.resize(ribs);
  return call(path_expr(item_path(lang("assay_async_block", span), span), span), {to}, span);
}

const hir::Expr* BodyLowerer::async_block(const ast::Expr& from) {
  return future(from.span, from.is_move, nullptr, [&] { return block(*from.block); });
}

// async move |x| body  =>  move |x| async move { body }. Without `move`, parameters would have to move into the future
// and captured variables not.
const hir::Expr* BodyLowerer::async_closure_body(const ast::Expr& from) {
  if (!from.is_move && !from.params.empty()) return unsupported(from.span, "expr:async-closure");
  return future(from.span, from.is_move, nullptr, [&] { return expr(*from.lhs); });
}

// All parameters move into the future, in order, also those that the body does not name.
const hir::Body* BodyLowerer::async_fn_body(const ast::Item& item, const ast::Block& body) {
  const hir::ItemSig& sig = item_sig(cx_, owner_);
  std::vector<std::pair<hir::LocalVar, const ast::Param*>> params;
  for (size_t i = 0; i < item.sig.params.size() && i < sig.fn.inputs.size(); ++i) {
    const ast::Param& param = item.sig.params[i];
    hir::LocalVar local;
    body_->params.push_back(
        {binding("arg" + std::to_string(i), param.span, false, local), sig.fn.inputs[i], param.span});
    params.emplace_back(local, &param);
  }
  // What the body gives is known beforehand, unless its type is one that only the signature may name.
  const ast::Ty* output = item.sig.output;
  const bool is_opaque = output && cx_.session.sources.text(output->span).find("impl ") != std::string_view::npos;
  const hir::Ty* gives = output && !is_opaque ? types_.ty(*output) : nullptr;
  return finish(future(item.span, /*is_move=*/true, gives, [&] {
    Expr* whole = make(Expr::Kind::Block, item.span);
    const size_t ribs = ribs_.size();
    for (size_t i = 0; i < params.size(); ++i) {
      const auto& [local, param] = params[i];
      hir::LocalVar moved;
      hir::Stmt keep{.kind = hir::Stmt::Kind::Let, .span = param->span};
      keep.pat = binding("arg" + std::to_string(i), param->span, false, moved);
      keep.init = local_expr(local, param->span);
      whole->stmts.push_back(keep);
      if (!param->pat) continue;
      hir::Stmt bind{.kind = hir::Stmt::Kind::Let, .span = param->span};
      bind.init = local_expr(moved, param->span);
      Bindings bindings;
      bind.pat = pat(*param->pat, bindings);
      if (i == 0 && sig.fn.has_self && item.sig.self_mut && bind.pat->kind == Pat::Kind::Binding)
        body_->locals[bind.pat->local].is_mut = true;
      push_bindings(bindings);
      whole->stmts.push_back(bind);
    }
    whole->lhs = block(body);
    ribs_.resize(ribs);
    return static_cast<const Expr*>(whole);
  }));
}

// e.await  =>  match IntoFuture::into_future(e) {
//   mut pinned => loop { match poll_await(&mut pinned, context) { Ready(v) => break v, Pending => {} }
//                        context = assay_yield(); } }
const hir::Expr* BodyLowerer::await(const ast::Expr& from) {
  const Span span = from.span;
  if (contexts_.empty() || !contexts_.back()) {
    cx_.session.diags.error(span, "`await` is only allowed inside `async` functions and blocks", "E0728");
    return error(span);
  }
  const hir::LocalVar context = contexts_.back();
  Expr* outer = make(Expr::Kind::Match, span);
  outer->source = hir::MatchSource::Await;
  outer->lhs = call(path_expr(item_path(lang("into_future", span), span), span), {expr(*from.lhs)}, span);

  hir::LocalVar pinned, value;
  const Pat* pinned_pat = binding("pinned", span, true, pinned);
  Expr* loop = make(Expr::Kind::Loop, span);
  loop->targeted = true;
  Expr* step = make(Expr::Kind::Match, span);
  step->source = hir::MatchSource::Await;
  step->lhs = call(path_expr(item_path(lang("assay_poll_await", span), span), span),
                   {addr_of(local_expr(pinned, span), span, true), local_expr(context, span)}, span);
  const Pat* value_pat = binding("value", span, false, value);
  Expr* leave = make(Expr::Kind::Break, span);
  leave->target = loop->id;
  leave->lhs = local_expr(value, span);
  step->arms.push_back({span, variant_pat(lang("Ready", span), {value_pat}, span), nullptr, leave});
  step->arms.push_back({span, variant_pat(lang("Pending", span), {}, span), nullptr, unit(span)});

  Expr* body = make(Expr::Kind::Block, span);
  hir::Stmt poll{.kind = hir::Stmt::Kind::Semi, .span = span};
  poll.init = step;
  body->stmts.push_back(poll);
  Expr* resume = make(Expr::Kind::Assign, span);
  resume->lhs = local_expr(context, span);
  resume->rhs = call(path_expr(item_path(lang("assay_yield", span), span), span), {}, span);
  hir::Stmt next{.kind = hir::Stmt::Kind::Semi, .span = span};
  next.init = resume;
  body->stmts.push_back(next);
  loop->block = body;
  outer->arms.push_back({span, pinned_pat, nullptr, loop});
  return outer;
}

}  // namespace assay::resolve
