// Conditions, loops and jumps. A condition leaves `cur_` where it holds; the ways on which it does not are entries of
// the enclosing if-then scope.
#include "lower/builder.h"

namespace assay::lower {
bool has_let(const Expr* e) {
  if (e->kind == Expr::Kind::Let) return true;
  return e->kind == Expr::Kind::LogicalAnd && (has_let(e->lhs) || has_let(e->rhs));
}

void Builder::into_if(const Place& dest, const Expr* e) {
  const ScopeRef outer = top();
  const ScopeRef saved_temp = temp_scope_, saved_var = var_scope_;
  push_scope();
  // Edition 2024: temporaries of the condition die before `else`; before, they live as long as the whole expression's.
  if (e->tail_2024) temp_scope_ = top();
  var_scope_ = top();
  const BlockId otherwise = in_if_then(outer, [&] {
    if (has_let(e->lhs)) {
      in_scope(e->lhs->span, [&] { then_else(e->lhs); });
    } else {
      in_terminating(e->lhs->span, [&] { then_else(e->lhs); });
    }
    var_scope_ = saved_var;
    in_terminating(e->third->span, [&] { into(dest, e->third); });
  });
  temp_scope_ = saved_temp;
  var_scope_ = saved_var;
  pop_scope(e->span);
  const BlockId then = cur_;
  cur_ = otherwise;
  if (e->rhs != nullptr) {
    in_terminating(e->rhs->span, [&] { into(dest, e->rhs); });
  } else {
    assign_unit(dest, e->span);
  }
  const BlockId join = new_block();
  go(then, join, e->span);
  go(cur_, join, e->span);
  cur_ = join;
}

void Builder::then_else(const Expr* e) {
  const auto operand = [&](const Expr* part) {
    if (has_let(part)) return then_else(part);
    in_terminating(part->span, [&] { then_else(part); });
  };
  if (e->kind == Expr::Kind::LogicalAnd) {
    operand(e->lhs);
    operand(e->rhs);
    return;
  }
  if (e->kind == Expr::Kind::LogicalOr) {
    const BlockId lhs_false = in_if_then(top(), [&] { operand(e->lhs); });
    const BlockId join = new_block();
    go(cur_, join, e->span);
    cur_ = lhs_false;
    operand(e->rhs);
    go(cur_, join, e->span);
    cur_ = join;
    return;
  }
  if (e->kind == Expr::Kind::Not && e->ty == tcx_.bool_) {
    const BlockId is_false = in_if_then(top(), [&] { in_scope(e->span, [&] { then_else(e->lhs); }); });
    break_for_else(cur_, e->span);
    cur_ = is_false;
    return;
  }
  if (e->kind == Expr::Kind::DropTemps) return in_terminating(e->span, [&] { then_else(e->lhs); });
  if (e->kind == Expr::Kind::Let) return lower_let(e->pat, e->lhs);
  const Operand condition = mir::move(mir::local_place(as_temp(e, top())), e->span);
  const BlockId then = new_block(), otherwise = new_block();
  switch_bool(cur_, condition, then, otherwise, e->span);
  break_for_else(otherwise, e->span);
  cur_ = then;
}

void Builder::break_for_else(BlockId from, Span) {
  ASSAY_CHECK(if_then_.has_value(), "a condition outside of an if-then scope");
  const uint32_t node = path_out_of(if_then_->else_drops, if_then_->region);
  if_then_->else_drops.add_entry(from, node);
}

void Builder::in_breakable(HirId id, std::optional<BlockId> continue_to, const Place& dest, Span span,
                           const std::function<bool()>& f) {
  Breakable mine;
  mine.id = id;
  mine.region = top();
  mine.dest = dest;
  if (continue_to) mine.continues.emplace();
  breakables_.push_back(std::move(mine));
  // Conditions inside must not leave through an if-then scope outside: each opens its own.
  const bool falls_through = f();
  Breakable done = std::move(breakables_.back());
  breakables_.pop_back();
  const std::optional<BlockId> exit = build_exits(done.breaks, done.region, std::nullopt);
  if (done.continues) build_exits(*done.continues, done.region, continue_to);
  if (falls_through && exit) {
    const BlockId join = new_block();
    go(cur_, join, span);
    go(*exit, join, span);
    cur_ = join;
  } else if (exit) {
    cur_ = *exit;
  } else if (!falls_through) {
    cur_ = new_block();
  }
}

void Builder::into_loop(const Place& dest, const Expr* e) {
  const BlockId head = new_block();
  go(cur_, head, e->span);
  in_breakable(e->id, head, dest, e->span, [&] {
    cur_ = head;
    const LocalId unit = new_local(tcx_.unit, e->span);
    in_terminating(e->lhs->span, [&] { into(mir::local_place(unit), e->lhs); });
    go(cur_, head, e->span);
    return false;
  });
}

void Builder::exit_to(const Expr* e) {
  size_t at = 0;
  if (e->kind != Expr::Kind::Return) {
    at = breakables_.size();
    while (at > 0 && breakables_[at - 1].id != e->target) --at;
    ASSAY_CHECK(at > 0, "break or continue without its target");
    --at;
  }
  if (breakables_.empty()) return unsupported(e->span, "expr:return");
  const bool is_continue = e->kind == Expr::Kind::Continue;
  if (!is_continue) {
    const Place dest = breakables_[at].dest;
    if (e->lhs != nullptr) {
      into(dest, e->lhs);
    } else {
      assign_unit(dest, e->span);
    }
  }
  Breakable& target = breakables_[at];
  DropTree& tree = is_continue ? *target.continues : target.breaks;
  tree.add_entry(cur_, path_out_of(tree, target.region));
  cur_ = new_block();
}

}  // namespace assay::lower
