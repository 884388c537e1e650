// Obligations: what must hold of types for the body to make sense. They are worked on until nothing moves; selecting an
// impl binds variables, which is what drives inference. Projections are normalised here, at once or when possible.
#include "infer/fn_ctxt.h"

namespace assay::infer {

namespace {

constexpr uint32_t kMaxDepth = 96;

class Normalizer final : public TyFolder {
 public:
  Normalizer(FnCtxt& fcx, Span span) : TyFolder(fcx.tcx), fcx_(fcx), span_(span) {}
  TyId fold_ty(TyId ty) override {
    if (!tcx_.has(ty, kHasProjection)) return ty;
    const TyData& d = tcx_[ty];
    if (d.kind != TyKind::Projection) return super_fold(ty);
    return fcx_.project(d.def, fold(d.args), span_);
  }

 private:
  FnCtxt& fcx_;
  Span span_;
};

TraitRef trait_of_projection(Collector& items, DefId assoc, ArgsId args) {
  const DefId trait = items.hir.defs[assoc].parent;
  const size_t count = items.generics_of(trait).params.size();
  const auto all = items.tcx[args];
  return {trait, items.tcx.args(all.first(std::min(count, all.size())))};
}

}  // namespace

TyId FnCtxt::norm(TyId ty, Span span) {
  if (!tcx.has(ty, kHasProjection)) return ty;
  return Normalizer(*this, span).fold_ty(table.resolve(ty));
}
FnSig FnCtxt::norm(const FnSig& sig, Span span) { return Normalizer(*this, span).fold(sig); }
ArgsId FnCtxt::norm(ArgsId args, Span span) {
  if (!(tcx.flags(args) & kHasProjection)) return args;
  return Normalizer(*this, span).fold(table.resolve(args));
}

TyId FnCtxt::project(DefId assoc, ArgsId args, Span span) {
  args = table.resolve(args);
  TyId out;
  std::vector<Predicate> nested;
  if (solver.project(table, state.env, assoc, args, out, nested) == Answer::Yes && out) {
    for (const Predicate& p : nested) require(p, span, 1);
    const TyData& d = tcx[out];
    if (d.kind == TyKind::Projection && d.def == assoc && table.resolve(d.args) == table.resolve(args))
      return out;  // rigid
    return norm(out, span);
  }
  const TyId var = table.fresh_ty(span);
  Predicate p;
  p.kind = Predicate::Kind::Projection;
  p.trait_ref = trait_of_projection(items, assoc, args);
  p.assoc = assoc;
  p.assoc_args = args;
  p.ty = var;
  p.span = span;
  state.pending.push_back({p, span, 0});
  return var;
}

void FnCtxt::require(const Predicate& given, Span span, uint32_t depth) {
  if (depth > kMaxDepth) return;
  Predicate predicate = given;
  if (predicate.kind == Predicate::Kind::Trait) {
    // Neither guides inference, and neither is proved: a program that lacks them is rustc's business.
    if (predicate.trait_ref.trait == lang("sized") || items.is_auto_trait(predicate.trait_ref.trait)) return;
    predicate.trait_ref.args = norm(predicate.trait_ref.args, span);
  } else {
    predicate.trait_ref.args = norm(predicate.trait_ref.args, span);
    predicate.assoc_args = norm(predicate.assoc_args, span);
    predicate.ty = norm(predicate.ty, span);
  }
  state.pending.push_back({predicate, span, depth});
}

void FnCtxt::require_trait(DefId trait, ArgsId args, Span span) {
  if (!trait) return;
  Predicate p;
  p.trait_ref = {trait, args};
  p.span = span;
  require(p, span);
}

void FnCtxt::require_all(DefId item, ArgsId args, Span span) {
  const auto list = items.predicates_of(item);
  for (const Predicate& from : std::vector<Predicate>(list.begin(), list.end())) {
    Predicate p = from;
    p.trait_ref.args = tcx.subst(p.trait_ref.args, args);
    if (p.kind == Predicate::Kind::Projection) {
      p.assoc_args = tcx.subst(p.assoc_args, args);
      p.ty = tcx.subst(p.ty, args);
    }
    require(p, span);
  }
}

/// `Add<u8>` of `<i32 as Add<u8>>`.
std::string FnCtxt::show_trait(const TraitRef& trait_ref) {
  std::string out = items.print_path(trait_ref.trait);
  const auto args = tcx[table.resolve(trait_ref.args)];
  std::string list;
  for (size_t i = 1; i < args.size(); ++i)
    if (args[i].kind == GenericArg::Kind::Type) list += (list.empty() ? "" : ", ") + items.print(args[i].ty());
  return list.empty() ? out : out + "<" + list + ">";
}

bool FnCtxt::process(Obligation& obligation, std::vector<Obligation>& added, bool report) {
  const Predicate& p = obligation.predicate;
  const TraitRef goal = table.resolve(p.trait_ref);
  const auto args = tcx[goal.args];
  if (tcx.flags(goal.args) & kHasError) return true;
  if (args.empty()) return true;
  const ArgsId now = p.kind == Predicate::Kind::Trait ? goal.args : table.resolve(p.assoc_args);
  if (!report && obligation.tried == now) return false;
  obligation.tried = now;
  if (p.kind == Predicate::Kind::Trait) {
    if (is_var(args[0].ty())) return false;
    Selection selection;
    const Answer answer = solver.select(table, state.env, goal, selection);
    if (answer == Answer::Yes) {
      for (const Predicate& nested : selection.nested) added.push_back({nested, obligation.span, obligation.depth + 1});
      return true;
    }
    if (answer == Answer::No && report) {
      error(obligation.span,
            "the trait bound `" + items.print(args[0].ty()) + ": " + show_trait(goal) + "` is not satisfied", "E0277");
      return true;
    }
    return false;
  }
  TyId out;
  std::vector<Predicate> nested;
  const Answer answer = solver.project(table, state.env, p.assoc, table.resolve(p.assoc_args), out, nested);
  if (answer == Answer::Yes && out) {
    for (const Predicate& n : nested) added.push_back({n, obligation.span, obligation.depth + 1});
    const TyData& d = tcx[out];
    const bool rigid = d.kind == TyKind::Projection && d.def == p.assoc;
    const TyId value = rigid ? out : norm(out, obligation.span);
    const TyId wanted = resolve(p.ty);
    if (!unify(wanted, value)) {
      const TyId again = norm(wanted, obligation.span);
      if (!unify(again, value))
        error(obligation.span,
              "type mismatch resolving `" + items.print(tcx.projection(p.assoc, table.resolve(p.assoc_args))) +
                  " == " + items.print(wanted) + "`",
              "E0271", "expected " + show(wanted) + ", found " + show(value));
    }
    return true;
  }
  if (answer == Answer::No && report) {
    error(obligation.span,
          "the trait bound `" + items.print(args[0].ty()) + ": " + show_trait(goal) + "` is not satisfied", "E0277");
    return true;
  }
  return false;
}

void FnCtxt::select_where_possible() {
  if (state.probes) return;
  bool progress = true;
  for (uint32_t rounds = 0; progress && rounds < 64; ++rounds) {
    progress = false;
    const size_t count = state.pending.size();
    std::vector<Obligation> added;
    for (size_t i = 0; i < count; ++i) {
      Obligation current = state.pending[i];
      if (current.done) continue;
      const bool done = process(current, added, false);
      state.pending[i].done = done;
      state.pending[i].tried = current.tried;
      progress = progress || done;
    }
    for (const Obligation& o : added) require(o.predicate, o.span, o.depth);
    std::erase_if(state.pending, [](const Obligation& o) { return o.done; });
  }
}

void FnCtxt::report_pending() {
  for (size_t i = 0; i < state.pending.size(); ++i) {
    if (state.failed) return;  // what follows from a first mistake is not worth reporting
    Obligation current = state.pending[i];
    std::vector<Obligation> added;
    process(current, added, true);
  }
}

Answer FnCtxt::holds(DefId trait, ArgsId args) {
  if (!trait) return Answer::No;
  return solver.holds(table, state.env, {trait, table.resolve(args)});
}

bool FnCtxt::implements(TyId ty, const char* lang_trait) {
  const DefId trait = lang(lang_trait);
  if (!trait) return false;
  const GenericArg self = GenericArg::of(resolve(ty));
  return holds(trait, tcx.args({&self, 1})) == Answer::Yes;
}

}  // namespace assay::infer
