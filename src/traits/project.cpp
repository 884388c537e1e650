// Associated types: what `<T as Trait>::Name` is. Equations of where clauses and declared bounds first, then trait
// objects, then what is built in, then the impl's value. What only a bound without an equation supports stays rigid.
#include <algorithm>

#include "traits/solve_impl.h"

namespace assay::traits {
namespace {

class Normalizer final : public TyFolder {
 public:
  Normalizer(Solver::Impl& solver, Ctx& ctx, Preds& nested)
      : TyFolder(solver.tcx),
        solver_(solver),
        ctx_(ctx),
        nested_(nested),
        mask_(static_cast<uint16_t>(kHasProjection | kHasUnevaluated | (ctx.reveal ? kHasOpaque : 0))) {}

  TyId fold_ty(TyId ty) override {
    if (!tcx_.has(ty, mask_)) return ty;
    const TyKind kind = tcx_[ty].kind;
    if (kind == TyKind::Projection) {
      const TyData& d = tcx_[ty];
      const ArgsId args = fold(d.args);
      TyId out;
      switch (solver_.project(ctx_, d.def, args, out, nested_)) {
        case Answer::Yes:
          return out;
        case Answer::No:
          return tcx_.projection(d.def, args);
        case Answer::Ambiguous: {
          const TyId var = ctx_.table.fresh_ty();
          Predicate p;
          p.kind = Predicate::Kind::Projection;
          p.assoc = d.def;
          p.assoc_args = args;
          const DefId trait = solver_.items.hir.defs[d.def].parent;
          const size_t count = solver_.items.generics_of(trait).params.size();
          p.trait_ref = {trait, tcx_.args(tcx_[args].first(std::min(count, tcx_[args].size())))};
          p.ty = var;
          nested_.push_back(p);
          return var;
        }
      }
    }
    if (kind == TyKind::Opaque && ctx_.reveal) {
      const TyData& d = tcx_[ty];
      if (const auto hidden = solver_.self.hidden_type(d.def); hidden && ctx_.depth < kDepthLimit) {
        ++ctx_.depth;
        const TyId out = fold_ty(tcx_.subst(*hidden, d.args));
        --ctx_.depth;
        return out;
      }
    }
    return super_fold(ty);
  }
  ConstId fold_const(ConstId c) override {
    const ConstId folded = super_fold(c);
    return tcx_[folded].kind == ConstData::Kind::Unevaluated ? solver_.eval_to_value(folded) : folded;
  }

 private:
  Solver::Impl& solver_;
  Ctx& ctx_;
  Preds& nested_;
  uint16_t mask_;
};

}  // namespace

TyId Solver::Impl::normalize(Ctx& ctx, TyId ty, Preds& nested) {
  if (!tcx.has(ty, static_cast<uint16_t>(kHasProjection | kHasUnevaluated | (ctx.reveal ? kHasOpaque : 0)))) return ty;
  return Normalizer(*this, ctx, nested).fold_ty(ctx.table.resolve(ty));
}

ArgsId Solver::Impl::normalize(Ctx& ctx, ArgsId args, Preds& nested) {
  if (!(tcx.flags(args) & (kHasProjection | kHasUnevaluated | (ctx.reveal ? kHasOpaque : 0)))) return args;
  return Normalizer(*this, ctx, nested).fold(ctx.table.resolve(args));
}

// Looks for `<..>::assoc == T` among `bounds` (after substituting `bounds_args`, if any).
bool Solver::Impl::project_from(Ctx& ctx, std::span<const Predicate> bounds, ArgsId bounds_args, DefId assoc,
                                ArgsId args, TyId& out, bool& ambiguous) {
  std::vector<Predicate> found;
  for (const Predicate& bound : bounds) {
    if (bound.kind != Predicate::Kind::Projection || bound.assoc != assoc) continue;
    const Predicate p = bounds_args ? subst(tcx, bound, bounds_args) : bound;
    if (tcx[p.ty].kind == TyKind::Projection && tcx[p.ty].def == assoc && tcx[p.ty].args == p.assoc_args) continue;
    const auto snapshot = ctx.table.snapshot();
    if (ctx.table.unify(p.assoc_args, args)) {
      const auto same = [&](const Predicate& f) { return f.assoc_args == p.assoc_args && f.ty == p.ty; };
      if (std::none_of(found.begin(), found.end(), same)) found.push_back(p);
    }
    ctx.table.rollback(snapshot);
  }
  if (found.empty()) return false;
  const Predicate* chosen = &found[0];
  if (found.size() > 1) {
    const auto exact =
        std::find_if(found.begin(), found.end(), [&](const Predicate& p) { return p.assoc_args == args; });
    if (exact != found.end())
      chosen = &*exact;
    else if (tcx.flags(args) & kHasInfer) {
      ambiguous = true;
      return true;
    }
  }
  ctx.table.unify(chosen->assoc_args, args);
  out = chosen->ty;
  return true;
}

Answer Solver::Impl::project(Ctx& ctx, DefId assoc, ArgsId args, TyId& out, Preds& nested) {
  sync();
  known({});
  args = ctx.table.resolve(args);
  if (tcx.flags(args) & (kHasProjection | kHasUnevaluated | (ctx.reveal ? kHasOpaque : 0)))
    args = ctx.table.resolve(normalize(ctx, args, nested));
  const auto list = tcx[args];
  if (list.empty()) return Answer::No;
  const TyId self_ty = list[0].ty();
  const TyData& d = tcx[self_ty];
  if (d.kind == TyKind::Error) {
    out = tcx.error;
    return Answer::Yes;
  }
  if (d.kind == TyKind::Infer && d.infer_kind() == InferKind::Ty) return Answer::Ambiguous;
  if (ctx.depth > kDepthLimit) return Answer::No;
  struct Deeper {
    Ctx& ctx;
    explicit Deeper(Ctx& c) : ctx(c) { ++ctx.depth; }
    ~Deeper() { --ctx.depth; }
  } deeper(ctx);

  bool ambiguous = false;
  if (project_from(ctx, ctx.env.predicates, {}, assoc, args, out, ambiguous)) {
    if (!ambiguous) out = normalize(ctx, out, nested);
    return ambiguous ? Answer::Ambiguous : Answer::Yes;
  }
  if (d.kind == TyKind::Projection || d.kind == TyKind::Opaque) {
    // The alias' bounds, those of the supertraits of its bounds included.
    std::vector<Predicate> bounds;
    for (const Predicate& p : items.item_bounds(d.def)) {
      const Predicate bound = subst(tcx, p, d.args);
      bounds.push_back(bound);
      if (p.kind != Predicate::Kind::Trait || items.super_predicates(p.trait_ref.trait).empty()) continue;
      for (const TraitRef& super : self.supertraits(bound.trait_ref))
        for (const Predicate& q : items.super_predicates(super.trait))
          if (q.kind == Predicate::Kind::Projection) bounds.push_back(subst(tcx, q, super.args));
    }
    if (project_from(ctx, bounds, {}, assoc, args, out, ambiguous)) {
      if (!ambiguous) out = normalize(ctx, out, nested);
      return ambiguous ? Answer::Ambiguous : Answer::Yes;
    }
  }
  const DefId trait = items.hir.defs[assoc].parent;
  const size_t trait_count = items.generics_of(trait).params.size();
  if (d.kind == TyKind::Dynamic) {
    for (const DynProjection& p : tcx.dyn_ty(self_ty).projections) {
      if (p.assoc != assoc) continue;
      out = tcx.erase_regions(p.ty);
      return Answer::Yes;
    }
  }
  bool handled = false;
  const Answer built_in = project_builtin(ctx, assoc, args, out, nested, handled);
  if (handled) return built_in;

  const TraitRef goal{trait, tcx.args(list.first(std::min(trait_count, list.size())))};
  Selection selection;
  const bool concrete = is_concrete(goal.args);
  const Answer answer = concrete ? select_concrete(goal, selection) : select(ctx, goal, selection);
  if (answer != Answer::Yes) return answer;
  if (selection.kind == Selection::Kind::Impl && !selection.nested.empty() &&
      tcx.flags(ctx.table.resolve(selection.impl_args)) & kHasInfer) {
    // What the head leaves open, where clauses may say: `impl<I, T> Tr for S<I> where I: Iterator<Item = T>`.
    ctx.stack.push_back(goal);
    const Answer settled = settle(ctx, selection.nested);
    ctx.stack.pop_back();
    if (settled == Answer::No) return Answer::No;
  }
  nested.insert(nested.end(), selection.nested.begin(), selection.nested.end());
  if (selection.kind != Selection::Kind::Impl) {
    out = tcx.projection(assoc, args);
    return Answer::Yes;
  }
  // The impl's own value, or the trait's default.
  const AssocItem* value = items.assoc_item(selection.impl, items.hir.defs[assoc].name, AssocItem::Kind::Type);
  TyId ty = value ? items.type_of(value->def) : TyId();
  ArgsId with = selection.impl_args;
  if (!ty) {
    ty = items.type_of(assoc);
    with = args;
  } else if (list.size() > trait_count) {  // a generic associated type: the impl's arguments, then its own
    std::vector<GenericArg> own(tcx[selection.impl_args].begin(), tcx[selection.impl_args].end());
    own.insert(own.end(), list.begin() + static_cast<std::ptrdiff_t>(trait_count), list.end());
    with = tcx.args(own);
  }
  if (!ty) return Answer::No;
  const TyId raw = tcx.subst(ty, with);
  if (tcx[raw].kind == TyKind::Projection && tcx[raw].def == assoc && tcx[raw].args == args) return Answer::No;
  out = normalize(ctx, raw, nested);
  return Answer::Yes;
}

Answer Solver::Impl::project_builtin(Ctx& ctx, DefId assoc, ArgsId args, TyId& out, Preds& nested, bool& handled) {
  const auto list = tcx[args];
  const TyId self_ty = list[0].ty();
  const TyData& d = tcx[self_ty];
  if (assoc == fn_once_output) {
    if (d.kind != TyKind::Closure && d.kind != TyKind::FnDef && d.kind != TyKind::FnPtr) return Answer::No;
    handled = true;
    const auto sig = callable_sig(self_ty);
    if (!sig) return Answer::Ambiguous;
    const TyId inputs = normalize(ctx, tcx.tuple(tcx[sig->inputs]), nested);
    if (list.size() < 2 || !ctx.table.unify(list[1].ty(), inputs)) return Answer::No;
    out = normalize(ctx, sig->output, nested);
    return Answer::Yes;
  }
  if (assoc == pointee_metadata) {
    handled = true;
    return metadata(ctx, self_ty, out, nested);
  }
  if (assoc == discriminant_assoc) {
    handled = true;
    if (d.kind == TyKind::Param || d.kind == TyKind::Projection || d.kind == TyKind::Opaque)
      out = tcx.projection(assoc, args);
    else if (d.kind == TyKind::Adt && items.adt(d.def).kind == AdtInfo::Kind::Enum)
      out = self.discriminant_ty(self_ty);
    else
      out = tcx.u8;
    return Answer::Yes;
  }
  return Answer::No;
}

Answer Solver::Impl::metadata(Ctx& ctx, TyId ty, TyId& out, Preds& nested) {
  for (int i = 0; i < kDepthLimit; ++i) {
    ty = normalize(ctx, ctx.table.resolve(ty), nested);
    const TyData& d = tcx[ty];
    switch (d.kind) {
      case TyKind::Str:
      case TyKind::Slice:
        out = tcx.usize;
        return Answer::Yes;
      case TyKind::Dynamic: {
        const DefId def = items.lang("dyn_metadata");
        out = def ? tcx.adt(def, tcx.args(std::vector{GenericArg::of(ty)})) : tcx.error;
        return Answer::Yes;
      }
      case TyKind::Adt: {
        const AdtInfo& adt = items.adt(d.def);
        if (adt.kind == AdtInfo::Kind::Struct && !adt.variants[0].fields.empty()) {
          ty = tcx.subst(items.type_of(adt.variants[0].fields.back().def), d.args);
          continue;
        }
        out = tcx.unit;
        return Answer::Yes;
      }
      case TyKind::Tuple:
        if (const auto list = tcx[d.list]; !list.empty()) {
          ty = list.back();
          continue;
        }
        out = tcx.unit;
        return Answer::Yes;
      case TyKind::Param:
      case TyKind::Projection:
      case TyKind::Opaque: {
        const DefId sized_trait = items.lang("sized");
        const bool is_sized = sized_trait && eval(ctx, trait_predicate(tcx, sized_trait, ty)) == Answer::Yes;
        out = is_sized ? tcx.unit : tcx.projection(pointee_metadata, tcx.args(std::vector{GenericArg::of(ty)}));
        return Answer::Yes;
      }
      case TyKind::Infer:
        if (d.infer_kind() == InferKind::Ty) return Answer::Ambiguous;
        out = tcx.unit;
        return Answer::Yes;
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
      case TyKind::Never:
      case TyKind::Foreign:
      case TyKind::Array:
      case TyKind::RawPtr:
      case TyKind::Ref:
      case TyKind::FnDef:
      case TyKind::FnPtr:
      case TyKind::Closure:
      case TyKind::Error:
        out = tcx.unit;
        return Answer::Yes;
    }
  }
  return Answer::No;
}

// All projections and opaque types of a type without variables.
TyId Solver::Impl::normalize_top(TyId ty, const ParamEnv& env) {
  const uint16_t flags = tcx.flags(ty);
  if (!(flags & (kHasProjection | kHasOpaque | kHasUnevaluated)) || flags & kHasInfer) return ty;
  sync();
  const bool keep =
      !(flags & kHasParam) && (!(flags & kHasClosure) || may_keep(tcx.args(std::vector{GenericArg::of(ty)})));
  if (keep)
    if (const auto it = normalize_cache.find(ty.raw); it != normalize_cache.end()) return it->second;
  InferTable table(tcx);
  attach(table);
  Ctx ctx{table, env, true};
  Preds nested;
  TyId out = normalize(ctx, ty, nested);
  if (tcx.has(out, kHasInfer)) {
    fulfil(ctx, std::move(nested));
    out = table.resolve(out);
    if (tcx.has(out, kHasInfer)) return ty;
  }
  if (keep && !tcx.has(out, kHasProjection | kHasOpaque | kHasUnevaluated | kHasError))
    normalize_cache.insert_or_assign(ty.raw, out);
  return out;
}

}  // namespace assay::traits
