// Which way a trait obligation holds. Order, as in rustc: where clauses and declared bounds of aliases, then what is
// built in, then trait objects, then impls. Several impls are told apart by proving what they require.
#include <algorithm>

#include "traits/solve_impl.h"

namespace assay::traits {

Predicate trait_predicate(TyContext& tcx, DefId trait, TyId ty) {
  Predicate p;
  p.trait_ref = {trait, tcx.args(std::vector{GenericArg::of(ty)})};
  return p;
}

Predicate subst(TyContext& tcx, const Predicate& p, ArgsId args) {
  Predicate out = p;
  out.trait_ref.args = tcx.subst(p.trait_ref.args, args);
  if (p.kind == Predicate::Kind::Projection) {
    out.assoc_args = tcx.subst(p.assoc_args, args);
    out.ty = tcx.subst(p.ty, args);
  }
  return out;
}

bool Solver::Impl::is_concrete(ArgsId args) {
  return may_keep(args) && !(tcx.flags(args) & (kHasInfer | kHasConstInfer | kHasParam | kHasProjection | kHasOpaque |
                                                kHasUnevaluated | kHasError));
}

// Answers about a closure that is still being checked must not be kept.
bool Solver::Impl::may_keep(ArgsId args) {
  if (!(tcx.flags(args) & kHasClosure)) return true;
  struct Walk final : TyFolder {
    Walk(TyContext& t, Collector& c) : TyFolder(t), items(c) {}
    TyId fold_ty(TyId ty) override {
      if (!complete || !tcx_.has(ty, kHasClosure)) return ty;
      const TyData& d = tcx_[ty];
      if (d.kind == TyKind::Closure && (!items.has_closure_info(d.def) || !items.closure_info(d.def).complete))
        complete = false;
      return super_fold(ty);
    }
    Collector& items;
    bool complete = true;
  } walk(tcx, items);
  walk.fold(args);
  return walk.complete;
}

Answer Solver::Impl::eval(Ctx& ctx, const Predicate& predicate) {
  if (predicate.kind == Predicate::Kind::Projection) {
    Preds nested;
    TyId out;
    const Answer a = project(ctx, predicate.assoc, predicate.assoc_args, out, nested);
    if (a != Answer::Yes) return a;
    const TyId wanted = normalize(ctx, predicate.ty, nested);
    if (!ctx.table.unify(out, wanted)) return Answer::No;
    return fulfil(ctx, std::move(nested));
  }
  TraitRef goal = ctx.table.resolve(predicate.trait_ref);
  Preds from_args;
  if (tcx.flags(goal.args) & (kHasProjection | kHasUnevaluated | (ctx.reveal ? kHasOpaque : 0)))
    goal.args = ctx.table.resolve(normalize(ctx, goal.args, from_args));
  if (!from_args.empty()) {
    if (settle(ctx, from_args) == Answer::No) return Answer::No;
    goal.args = ctx.table.resolve(goal.args);
  }
  const bool concrete = is_concrete(goal.args);
  if (concrete) {
    sync();
    if (const auto it = eval_cache.find(goal); it != eval_cache.end()) return it->second;
  }
  const bool closed = !(tcx.flags(goal.args) & (kHasInfer | kHasConstInfer));
  if (closed && !ctx.known.empty())
    if (const auto it = ctx.known.find(goal); it != ctx.known.end()) return it->second;
  for (size_t i = 0; i < ctx.stack.size(); ++i) {
    if (!(ctx.stack[i] == goal)) continue;
    ctx.lowest_dependency = std::min(ctx.lowest_dependency, i);
    bool coinductive = true;
    for (size_t j = i; j < ctx.stack.size(); ++j)
      coinductive &= items.is_auto_trait(ctx.stack[j].trait) || known(ctx.stack[j].trait) == Known::Sized;
    if (coinductive) return Answer::Yes;
    return tcx.flags(goal.args) & kHasInfer ? Answer::Ambiguous : Answer::No;
  }
  if (ctx.depth > kDepthLimit) return tcx.flags(goal.args) & kHasInfer ? Answer::Ambiguous : Answer::No;
  const size_t index = ctx.stack.size();
  const size_t outer_dependency = std::exchange(ctx.lowest_dependency, SIZE_MAX);
  ctx.stack.push_back(goal);
  ++ctx.depth;
  Selection selection;
  Answer answer = select(ctx, goal, selection);
  if (answer == Answer::Yes) {
    selection.nested.insert(selection.nested.end(), from_args.begin(), from_args.end());
    answer = fulfil(ctx, std::move(selection.nested));
  }
  --ctx.depth;
  ctx.stack.pop_back();
  const bool independent = ctx.lowest_dependency >= index;
  if (closed && independent && answer != Answer::Ambiguous && ctx.depth < kDepthLimit / 2) {
    if (concrete)
      eval_cache.emplace(goal, answer);
    else
      ctx.known.emplace(goal, answer);
  }
  ctx.lowest_dependency = std::min(outer_dependency, independent ? SIZE_MAX : ctx.lowest_dependency);
  return answer;
}

Answer Solver::Impl::fulfil(Ctx& ctx, Preds predicates) { return settle(ctx, predicates); }

Answer Solver::Impl::settle(Ctx& ctx, Preds& predicates) {
  bool progress = true;
  while (progress && !predicates.empty()) {
    progress = false;
    Preds left;
    for (Predicate& p : predicates) {
      switch (eval(ctx, p)) {
        case Answer::No:
          return Answer::No;
        case Answer::Yes:
          progress = true;
          break;
        case Answer::Ambiguous:
          left.push_back(std::move(p));
          break;
      }
    }
    predicates = std::move(left);
  }
  return predicates.empty() ? Answer::Yes : Answer::Ambiguous;
}

Answer Solver::Impl::select(Ctx& ctx, TraitRef goal, Selection& out) {
  sync();
  goal.args = ctx.table.resolve(goal.args);
  if (tcx.flags(goal.args) & (kHasProjection | kHasUnevaluated | (ctx.reveal ? kHasOpaque : 0)))
    goal.args = ctx.table.resolve(normalize(ctx, goal.args, out.nested));
  if (!out.nested.empty()) {
    if (settle(ctx, out.nested) == Answer::No) return Answer::No;
    goal.args = ctx.table.resolve(goal.args);
  }
  out.trait_ref = goal;
  const auto args = tcx[goal.args];
  if (args.empty()) return Answer::No;
  const TyId self_ty = args[0].ty();
  const TyData& d = tcx[self_ty];
  out.kind = Selection::Kind::Builtin;
  if (d.kind == TyKind::Error) return Answer::Yes;
  const Known builtin_trait = known(goal.trait);
  if (builtin_trait == Known::AlwaysTrue || builtin_trait == Known::Pointee ||
      builtin_trait == Known::DiscriminantKind || builtin_trait == Known::Destruct)
    return Answer::Yes;
  if (d.kind == TyKind::Infer && d.infer_kind() == InferKind::Ty) return Answer::Ambiguous;

  bool matched = false;
  const Answer by_env = select_env(ctx, goal, out, matched);
  if (matched) return by_env;

  out.kind = Selection::Kind::Builtin;
  switch (builtin(ctx, builtin_trait, goal, out)) {
    case Builtin::Yes:
      return Answer::Yes;
    case Builtin::No:
      return Answer::No;
    case Builtin::Ambiguous:
      return Answer::Ambiguous;
    case Builtin::NotBuiltin:
      break;
  }
  if (d.kind == TyKind::Dynamic && select_object(ctx, goal, out)) return Answer::Yes;
  const Answer by_impl = select_impl(ctx, goal, out);
  if (by_impl == Answer::No && builtin_trait == Known::Clone) {
    // Without an impl in the library: whatever is Copy is Clone.
    Selection copy;
    const DefId copy_trait = items.lang("copy");
    const bool simple =
        d.kind != TyKind::Adt && d.kind != TyKind::Param && d.kind != TyKind::Projection && d.kind != TyKind::Opaque;
    if (simple && copy_trait && copy_clone(Known::Copy, self_ty, copy, goal) == Builtin::Yes) {
      out.kind = Selection::Kind::Builtin;
      for (const Predicate& p : copy.nested) out.nested.push_back(p);
      return Answer::Yes;
    }
  }
  return by_impl;
}

// Where clauses, and the bounds declared on a projection or opaque self type.
Answer Solver::Impl::select_env(Ctx& ctx, const TraitRef& goal, Selection& out, bool& matched) {
  std::vector<TraitRef> found;
  const auto try_one = [&](const TraitRef& candidate) {
    if (candidate.trait != goal.trait) return;
    for (const TraitRef& known_one : found)
      if (known_one == candidate) return;
    const auto snapshot = ctx.table.snapshot();
    if (ctx.table.unify(candidate.args, goal.args)) found.push_back(candidate);
    ctx.table.rollback(snapshot);
  };
  for (const Predicate& p : ctx.env.predicates)
    if (p.kind == Predicate::Kind::Trait) try_one(p.trait_ref);
  // A bound's own arguments may be projections; its Self is the alias and stays.
  const auto normal_bound = [&](TraitRef bound) {
    if (tcx[bound.args].size() <= 1 || ctx.depth >= kDepthLimit) return bound;
    std::vector<GenericArg> list(tcx[bound.args].begin(), tcx[bound.args].end());
    ++ctx.depth;
    for (size_t i = 1; i < list.size(); ++i)
      if (list[i].kind == GenericArg::Kind::Type) list[i] = GenericArg::of(normalize(ctx, list[i].ty(), out.nested));
    --ctx.depth;
    bound.args = tcx.args(list);
    return bound;
  };
  const auto goal_args = tcx[goal.args];
  for (TyId at = goal_args[0].ty(); tcx[at].kind == TyKind::Projection || tcx[at].kind == TyKind::Opaque;) {
    const TyData& alias = tcx[at];
    for (const Predicate& p : items.item_bounds(alias.def)) {
      if (p.kind != Predicate::Kind::Trait) continue;
      const TraitRef bound{p.trait_ref.trait, tcx.subst(p.trait_ref.args, alias.args)};
      if (bound.trait == goal.trait) {
        try_one(normal_bound(bound));
      } else if (!items.super_predicates(bound.trait).empty()) {
        for (const TraitRef& super : self.supertraits(bound))
          if (super.trait == goal.trait) try_one(normal_bound(super));
      }
    }
    if (alias.kind != TyKind::Projection) break;
    at = tcx[alias.args][0].ty();
    if (tcx[at].kind != TyKind::Projection) break;
  }
  if (found.empty()) return Answer::No;
  matched = true;
  const TraitRef* chosen = found.size() == 1 ? &found[0] : nullptr;
  for (const TraitRef& candidate : found)
    if (candidate.args == goal.args) chosen = &candidate;
  if (!chosen) {
    if (tcx.flags(goal.args) & kHasInfer) return Answer::Ambiguous;
    chosen = &found[0];
  }
  ctx.table.unify(chosen->args, goal.args);
  out.kind = Selection::Kind::Param;
  out.trait_ref = *chosen;
  return Answer::Yes;
}

bool Solver::Impl::select_object(Ctx& ctx, const TraitRef& goal, Selection& out) {
  const TyId self_ty = tcx[goal.args][0].ty();
  const DynTy& dyn = tcx.dyn_ty(self_ty);
  if (!dyn.principal) return false;
  std::vector<GenericArg> args{GenericArg::of(self_ty)};
  const ArgsId principal_args = tcx.erase_regions(dyn.principal_args);
  for (const GenericArg& a : tcx[principal_args]) args.push_back(a);
  for (const TraitRef& super : self.supertraits({dyn.principal, tcx.args(args)})) {
    if (super.trait != goal.trait) continue;
    const auto snapshot = ctx.table.snapshot();
    Preds nested;
    const ArgsId normal = normalize(ctx, super.args, nested);
    if (!ctx.table.unify(normal, goal.args)) {
      ctx.table.rollback(snapshot);
      continue;
    }
    out.kind = Selection::Kind::Object;
    out.trait_ref = super;
    out.nested.insert(out.nested.end(), nested.begin(), nested.end());
    return true;
  }
  return false;
}

bool Solver::Impl::confirm_impl(Ctx& ctx, DefId impl, const TraitRef& goal, Selection& out) {
  const ImplInfo& info = items.impl_info(impl);
  const ArgsId args = ctx.table.fresh_args(items, impl);
  ArgsId header = tcx.subst(info.trait_ref->args, args);
  if (tcx.flags(header) & (kHasProjection | kHasUnevaluated)) {
    // The head without its projections first, so that what they depend on is known.
    header = normalize(ctx, header, out.nested);
  }
  if (!ctx.table.unify(header, goal.args)) return false;
  out.kind = Selection::Kind::Impl;
  out.impl = impl;
  out.impl_args = args;
  out.trait_ref = goal;
  for (const Predicate& p : items.predicates_of(impl)) out.nested.push_back(subst(tcx, p, args));
  return true;
}

// Whether impl `a` applies only where `b` does (specialisation).
bool Solver::Impl::more_specific(DefId a, DefId b) {
  InferTable table(tcx);
  attach(table);
  const ParamEnv env = self.param_env(a);
  Ctx ctx{table, env};
  Selection selection;
  if (!confirm_impl(ctx, b, *items.impl_info(a).trait_ref, selection)) return false;
  return fulfil(ctx, std::move(selection.nested)) != Answer::No;
}

Answer Solver::Impl::select_impl(Ctx& ctx, const TraitRef& goal, Selection& out) {
  std::vector<DefId> all, matching;
  candidates(ctx, goal, all);
  for (DefId impl : all) {
    const auto snapshot = ctx.table.snapshot();
    Selection scratch;
    if (confirm_impl(ctx, impl, goal, scratch)) matching.push_back(impl);
    ctx.table.rollback(snapshot);
  }
  const bool open = (tcx.flags(goal.args) & kHasInfer) != 0;
  if (matching.size() > 1) {
    std::vector<DefId> left;
    for (DefId impl : matching) {
      const auto snapshot = ctx.table.snapshot();
      Selection scratch;
      ++ctx.depth;
      const bool applies = ctx.depth > kDepthLimit || (confirm_impl(ctx, impl, goal, scratch) &&
                                                       fulfil(ctx, std::move(scratch.nested)) != Answer::No);
      --ctx.depth;
      ctx.table.rollback(snapshot);
      if (!applies) continue;
      left.push_back(impl);
      if (open && left.size() > 1) return Answer::Ambiguous;
    }
    matching = std::move(left);
    if (matching.size() > 1) {
      size_t best = 0;
      for (size_t i = 1; i < matching.size(); ++i)
        if (more_specific(matching[i], matching[best])) best = i;
      matching = {matching[best]};
    }
  }
  if (matching.empty()) return Answer::No;
  if (items.impl_info(matching[0]).negative) return Answer::No;
  return confirm_impl(ctx, matching[0], goal, out) ? Answer::Yes : Answer::No;
}

Answer Solver::Impl::select_concrete(const TraitRef& goal, Selection& out) {
  sync();
  const bool keep = is_concrete(goal.args);
  if (keep) {
    if (const auto it = select_cache.find(goal); it != select_cache.end()) {
      out = it->second.selection;
      return it->second.answer;
    }
  }
  if (concrete_depth > kConcreteLimit) return Answer::Ambiguous;
  ++concrete_depth;
  InferTable table(tcx);
  attach(table);
  const ParamEnv env;
  Ctx ctx{table, env, true};
  ctx.stack.push_back(goal);
  Answer answer = select(ctx, goal, out);
  if (answer == Answer::Yes) {
    answer = fulfil(ctx, out.nested);
    out.nested.clear();
    out.impl_args = table.resolve(out.impl_args);
    out.trait_ref = table.resolve(out.trait_ref);
    // Something nested that cannot be proved does not change which impl it is.
    if (answer != Answer::Yes && out.kind == Selection::Kind::Impl && !(tcx.flags(out.impl_args) & kHasInfer) &&
        answer == Answer::Ambiguous)
      answer = Answer::Yes;
  }
  --concrete_depth;
  if (keep) select_cache.insert_or_assign(goal, Kept{answer, out});
  return answer;
}

}  // namespace assay::traits
