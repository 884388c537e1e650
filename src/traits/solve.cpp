// The Solver's doors: questions with a table, questions about concrete types, parameter environments.
#include "traits/solve.h"

#include <algorithm>

#include "traits/solve_impl.h"

namespace assay::traits {

Solver::Solver(Collector& c, ConstEvaluator* evaluator) : items(c), tcx(c.tcx), impl_(new Impl(*this, c, evaluator)) {}
Solver::~Solver() { delete impl_; }
void Solver::set_evaluator(ConstEvaluator* evaluator) {
  impl_->evaluator = evaluator;
  impl_->const_cache.clear();
}

Answer Solver::select(InferTable& table, const ParamEnv& env, const TraitRef& goal, Selection& out) {
  impl_->attach(table);
  Ctx ctx{table, env};
  out = {};
  const auto snapshot = table.snapshot();
  const Answer answer = impl_->select(ctx, goal, out);
  if (answer != Answer::Yes) table.rollback(snapshot);
  return answer;
}

Answer Solver::holds(InferTable& table, const ParamEnv& env, const TraitRef& goal) {
  impl_->attach(table);
  Ctx ctx{table, env};
  const auto snapshot = table.snapshot();
  Predicate p;
  p.trait_ref = goal;
  const Answer answer = impl_->eval(ctx, p);
  table.rollback(snapshot);
  return answer;
}

Answer Solver::project(InferTable& table, const ParamEnv& env, DefId assoc, ArgsId args, TyId& out,
                       std::vector<Predicate>& nested) {
  impl_->attach(table);
  Ctx ctx{table, env};
  const auto snapshot = table.snapshot();
  const size_t before = nested.size();
  const Answer answer = impl_->project(ctx, assoc, args, out, nested);
  if (answer != Answer::Yes) {
    table.rollback(snapshot);
    nested.resize(before);
  }
  return answer;
}

TyId Solver::normalize_with(InferTable& table, const ParamEnv& env, TyId ty, std::vector<Predicate>& nested) {
  impl_->attach(table);
  Ctx ctx{table, env};
  return impl_->normalize(ctx, ty, nested);
}

bool Solver::implements(TyId ty, DefId trait, const ParamEnv& env) {
  if (!trait) return false;
  return implements(trait_predicate(tcx, trait, ty).trait_ref, env);
}

bool Solver::implements(const TraitRef& goal, const ParamEnv& env) {
  if (!goal.trait) return false;
  if (impl_->is_concrete(goal.args)) {
    impl_->sync();
    if (const auto it = impl_->eval_cache.find(goal); it != impl_->eval_cache.end()) return it->second == Answer::Yes;
  }
  InferTable table(tcx);
  impl_->attach(table);
  Ctx ctx{table, env};
  Predicate p;
  p.trait_ref = goal;
  if (tcx.flags(goal.args) & kHasInfer) {
    // Variables of a table this question knows nothing about: they become variables of its own.
    struct Rename final : TyFolder {
      Rename(TyContext& t, InferTable& into) : TyFolder(t), table(into) {}
      TyId fold_ty(TyId ty) override {
        const TyData& d = tcx_[ty];
        if (d.kind != TyKind::Infer) return super_fold(ty);
        for (const auto& [from, to] : known)
          if (from == ty) return to;
        const TyId to = d.infer_kind() == InferKind::Ty    ? table.fresh_ty()
                        : d.infer_kind() == InferKind::Int ? table.fresh_int()
                                                           : table.fresh_float();
        known.emplace_back(ty, to);
        return to;
      }
      ConstId fold_const(ConstId c) override {
        const ConstData& d = tcx_[c];
        return d.kind == ConstData::Kind::Infer ? table.fresh_const(d.ty) : super_fold(c);
      }
      InferTable& table;
      std::vector<std::pair<TyId, TyId>> known;
    } rename(tcx, table);
    p.trait_ref.args = rename.fold(goal.args);
  }
  return impl_->eval(ctx, p) == Answer::Yes;
}

TyId Solver::normalize(TyId ty, const ParamEnv& env) { return impl_->normalize_top(ty, env); }

ArgsId Solver::normalize(ArgsId args, const ParamEnv& env) {
  if (!(tcx.flags(args) & (kHasProjection | kHasOpaque | kHasUnevaluated))) return args;
  std::vector<GenericArg> out(tcx[args].begin(), tcx[args].end());
  for (GenericArg& a : out) {
    if (a.kind == GenericArg::Kind::Type) a = GenericArg::of(normalize(a.ty(), env));
    if (a.kind == GenericArg::Kind::Const) a = GenericArg::of(impl_->eval_to_value(a.constant()));
  }
  return tcx.args(out);
}

FnSig Solver::normalize(const FnSig& sig, const ParamEnv& env) {
  FnSig out = sig;
  std::vector<TyId> inputs;
  for (TyId t : tcx[sig.inputs]) inputs.push_back(normalize(t, env));
  out.inputs = tcx.list(inputs);
  out.output = normalize(sig.output, env);
  return out;
}

std::optional<u128> Solver::eval_const(ConstId c) { return impl_->eval_const(c); }
std::optional<uint64_t> Solver::eval_usize(ConstId c) {
  const auto bits = impl_->eval_const(c);
  return bits ? std::optional(static_cast<uint64_t>(*bits)) : std::nullopt;
}

std::vector<TraitRef> Solver::supertraits(const TraitRef& trait_ref) {
  std::vector<TraitRef> out{trait_ref};
  for (size_t i = 0; i < out.size() && i < 256; ++i) {
    const TraitRef at = out[i];
    const TyId self_ty = tcx[at.args][0].ty();
    for (const Predicate& p : items.super_predicates(at.trait)) {
      if (p.kind != Predicate::Kind::Trait) continue;
      TraitRef super{p.trait_ref.trait, tcx.subst(p.trait_ref.args, at.args)};
      if (tcx[super.args][0].ty() != self_ty) continue;  // a bound on an associated type
      if (tcx.flags(super.args) & kHasProjection && !(tcx.flags(super.args) & (kHasParam | kHasInfer)))
        super.args = normalize(super.args);
      if (std::find(out.begin(), out.end(), super) == out.end()) out.push_back(super);
    }
  }
  return out;
}

namespace {

bool same(const Predicate& a, const Predicate& b) {
  return a.kind == b.kind && a.trait_ref == b.trait_ref && a.assoc == b.assoc && a.assoc_args == b.assoc_args &&
         a.ty == b.ty;
}

void elaborate(Collector& items, std::vector<Predicate>& list) {
  TyContext& tcx = items.tcx;
  for (size_t i = 0; i < list.size() && i < 2000; ++i) {
    if (list[i].kind != Predicate::Kind::Trait) continue;
    const TraitRef at = list[i].trait_ref;
    for (const Predicate& p : items.super_predicates(at.trait)) {
      const Predicate next = subst(tcx, p, at.args);
      if (std::none_of(list.begin(), list.end(), [&](const Predicate& known) { return same(known, next); }))
        list.push_back(next);
    }
  }
}

}  // namespace

ParamEnv Solver::param_env(DefId owner) {
  const DefId item = items.generics_item(owner);
  if (const auto it = impl_->envs.find(item.raw); it != impl_->envs.end()) return it->second;
  ParamEnv env;
  for (const Predicate& p : items.predicates_of(item))
    if (std::none_of(env.predicates.begin(), env.predicates.end(),
                     [&](const Predicate& known) { return same(known, p); }))
      env.predicates.push_back(p);
  elaborate(items, env.predicates);
  const bool any = std::any_of(env.predicates.begin(), env.predicates.end(), [&](const Predicate& p) {
    return tcx.flags(p.trait_ref.args) & (kHasProjection | kHasUnevaluated) ||
           (p.ty && tcx.has(p.ty, kHasProjection | kHasUnevaluated));
  });
  if (any) {
    // `T: Iterator<Item = U>, T::Item: Debug` also says `U: Debug`. The written form stays too.
    ParamEnv normal = env;
    InferTable table(tcx);
    impl_->attach(table);
    for (const Predicate& p : env.predicates) {
      Predicate n = p;
      Ctx ctx{table, env};
      Preds nested;
      n.trait_ref.args = impl_->normalize(ctx, p.trait_ref.args, nested);
      if (p.kind == Predicate::Kind::Projection) {
        n.assoc_args = impl_->normalize(ctx, p.assoc_args, nested);
        n.ty = impl_->normalize(ctx, p.ty, nested);
      }
      const bool open = tcx.flags(n.trait_ref.args) & kHasInfer || (n.ty && tcx.has(n.ty, kHasInfer));
      if (open) continue;
      if (std::none_of(normal.predicates.begin(), normal.predicates.end(),
                       [&](const Predicate& known) { return same(known, n); }))
        normal.predicates.push_back(n);
    }
    elaborate(items, normal.predicates);
    env = std::move(normal);
  }
  return impl_->envs.emplace(item.raw, std::move(env)).first->second;
}

std::optional<TyId> Solver::hidden_type(DefId opaque) {
  if (const auto hidden = items.opaque_type(opaque)) return hidden;
  if (!ensure_opaque || !impl_->opaques_in_progress.insert(opaque.raw).second) return std::nullopt;
  ensure_opaque(opaque);
  impl_->opaques_in_progress.erase(opaque.raw);
  return items.opaque_type(opaque);
}

}  // namespace assay::traits
