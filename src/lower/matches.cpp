// match and let: candidates, arms, guards, bindings. Inside a guard variables are read through shared references to
// what they will be bound to; copies and moves happen when the guard has said yes.
#include "lower/builder.h"

namespace assay::lower {

void Builder::into_match(const Place& dest, const Expr* e) {
  // The temporaries of a `for` loop's head die with the loop.
  if (e->source != hir::MatchSource::ForLoop) return into_arms(dest, e);
  in_terminating(e->span, [&] { into_arms(dest, e); });
}

void Builder::into_arms(const Place& dest, const Expr* e) {
  const Place scrutinee = lower_scrutinee(e->lhs);
  if (e->arms.empty()) {
    if (tcx_[e->lhs->ty].kind == TyKind::Never) mention(Statement::Kind::FakeRead, scrutinee, e->span);
    terminate(cur_, Terminator::Kind::Unreachable, e->span);
    cur_ = new_block();
    return;
  }
  std::vector<std::vector<std::unique_ptr<Candidate>>> arms;
  std::vector<Candidate*> all;
  for (const thir::MatchArm& arm : e->arms) {
    arms.push_back(candidates(arm.pat, scrutinee, arm.guard != nullptr));
    for (const auto& candidate : arms.back()) all.push_back(candidate.get());
  }
  const BlockId otherwise = match_candidates(all, cur_, e->span);
  terminate(otherwise, Terminator::Kind::Unreachable, e->span);

  const BlockId join = new_block();
  const ScopeRef outer = top();
  const ScopeRef saved_var = var_scope_;
  for (size_t i = 0; i < arms.size(); ++i) {
    const thir::MatchArm& arm = e->arms[i];
    push_scope();
    var_scope_ = top();
    declare(arm.pat);
    // What the guard's `let` makes lives through the arm's body, but not as long as what the pattern binds.
    const bool guard_has_let = arm.guard != nullptr && has_let(arm.guard);
    const ScopeRef saved_guard = guard_scope_;
    if (guard_has_let) push_scope();
    guard_scope_ = top();
    bind(arms[i], arm.guard, outer, arm.span);
    guard_scope_ = saved_guard;
    var_scope_ = saved_var;
    if (arm.body != nullptr) {
      in_terminating(arm.body->span, [&] { into(dest, arm.body); });
    } else {
      terminate(cur_, Terminator::Kind::Unreachable, arm.span);  // `!`: there is no such value
      cur_ = new_block();
    }
    if (guard_has_let) pop_scope(arm.span);
    pop_scope(arm.span);
    go(cur_, join, arm.span);
  }
  cur_ = join;
}

void Builder::lower_let(const Pat* pat, const Expr* init) {
  // Initialisers of `let` in conditions keep their temporaries as long as the condition's own.
  const Place place = lower_scrutinee(init);
  declare(pat);
  auto list = candidates(pat, place, false);
  std::vector<Candidate*> pointers;
  for (const auto& candidate : list) pointers.push_back(candidate.get());
  const BlockId otherwise = match_candidates(pointers, cur_, pat->span);
  break_for_else(otherwise, pat->span);
  bind(list, nullptr, top(), pat->span);
}

// ---- bindings ----------------------------------------------------------------------------------------------

void Builder::declare(const Pat* pat) {
  for_each_binding(pat, [&](const Pat* binding) { var_local(binding->local); });
}

LocalId Builder::var_local(LocalVar var) {
  const auto found = vars_.find(var.raw);
  if (found != vars_.end()) return found->second;
  const thir::LocalInfo& info = thir_.locals[var];
  const LocalId local = new_local(info.ty, info.span);
  mir::LocalDecl& decl = out_->locals[local];
  decl.name = info.name;
  decl.is_user = true;
  decl.is_mut = info.is_mut;
  vars_.emplace(var.raw, local);
  return local;
}

LocalId Builder::storage_live_binding(LocalVar var, Span span, bool schedule_drop) {
  const LocalId local = var_local(var);
  storage(Statement::Kind::StorageLive, local, span);
  if (schedule_drop) schedule(var_scope_, local, DropKind::Storage, span);
  return local;
}

// Leaves `cur_` where the pattern has matched, the guard holds and all is bound, whichever alternative it was.
void Builder::bind(std::vector<std::unique_ptr<Candidate>>& list, const Expr* guard, ScopeRef outer, Span span) {
  if (list.size() == 1) return bind_one(*list[0], guard, outer, true, span);
  const BlockId join = new_block();
  for (size_t i = 0; i < list.size(); ++i) {
    bind_one(*list[i], guard, outer, i + 1 == list.size(), span);
    go(cur_, join, span);
  }
  cur_ = join;
}

void Builder::bind_one(Candidate& candidate, const Expr* guard, ScopeRef outer, bool schedule_drops, Span span) {
  cur_ = candidate.start ? candidate.start : new_block();
  if (candidate.never) {
    terminate(cur_, Terminator::Kind::Unreachable, span);
    cur_ = new_block();
  }
  if (guard == nullptr) return bind_by_value(candidate, false, schedule_drops);
  bind_for_guard(candidate, schedule_drops);
  auto& frame = guards_.emplace_back();
  for (const BindingSite& site : candidate.bindings) frame.insert(site.pat->local.raw);
  const BlockId failed = in_if_then(outer, [&] {
    if (has_let(guard)) {
      const ScopeRef saved_temp = temp_scope_, saved_var = var_scope_;
      temp_scope_ = var_scope_ = guard_scope_;
      in_scope(guard->span, [&] { then_else(guard); });
      temp_scope_ = saved_temp;
      var_scope_ = saved_var;
    } else {
      in_terminating(guard->span, [&] { then_else(guard); });
    }
  });
  guards_.pop_back();
  if (candidate.otherwise) {
    go(failed, candidate.otherwise, span);
  } else {
    terminate(failed, Terminator::Kind::Unreachable, span);
  }
  bind_by_value(candidate, true, schedule_drops);
}

void Builder::bind_for_guard(const Candidate& candidate, bool schedule_drops) {
  for (const BindingSite& site : candidate.bindings) {
    const Pat* pat = site.pat;
    const TyId var_ty = thir_.locals[pat->local].ty;
    Rvalue reference;
    reference.kind = Rvalue::Kind::Ref;
    reference.ty = tcx_.ref(var_ty, false);
    reference.place = site.source;
    if (pat->by_ref) {
      // The variable itself is a reference: it is made now, and read through another one.
      const LocalId local = storage_live_binding(pat->local, pat->span, schedule_drops);
      Rvalue value;
      value.kind = Rvalue::Kind::Ref;
      value.borrow = pat->ref_mut ? mir::BorrowKind::Mut : mir::BorrowKind::Shared;
      value.place = site.source;
      value.ty = var_ty;
      assign(mir::local_place(local), std::move(value), pat->span);
      reference.place = mir::local_place(local);
    }
    auto [it, fresh] = guard_refs_.try_emplace(pat->local.raw);
    if (fresh) it->second = new_local(reference.ty, pat->span);
    storage(Statement::Kind::StorageLive, it->second, pat->span);
    if (schedule_drops) schedule(var_scope_, it->second, DropKind::Storage, pat->span);
    assign(mir::local_place(it->second), std::move(reference), pat->span);
  }
}

void Builder::bind_by_value(const Candidate& candidate, bool only_values, bool schedule_drops) {
  for (const BindingSite& site : candidate.bindings) {
    const Pat* pat = site.pat;
    if (pat->by_ref && only_values) continue;
    const LocalId local = storage_live_binding(pat->local, pat->span, schedule_drops);
    Rvalue value;
    if (pat->by_ref) {
      value.kind = Rvalue::Kind::Ref;
      value.borrow = pat->ref_mut ? mir::BorrowKind::Mut : mir::BorrowKind::Shared;
      value.place = site.source;
      value.ty = thir_.locals[pat->local].ty;
    } else {
      value.operands.push_back(consume(site.source, pat->is_copy, pat->span));
    }
    assign(mir::local_place(local), std::move(value), pat->span);
    if (schedule_drops) schedule(var_scope_, local, DropKind::Value, pat->span);
  }
}

}  // namespace assay::lower
