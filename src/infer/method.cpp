// Which function does `receiver.name(..)` or `Type::name` mean? For each autoderef step: by value, by &, by &mut;
// inherent candidates (impls, bounds, trait objects) before traits in scope; arrays as slices last.
#include "infer/fn_ctxt.h"
#include "infer/inherent_index.h"

namespace assay::infer {

using AK = Adjustment::Kind;
using hir::DefKind;

namespace {

struct Candidate {
  Pick::Source source;
  DefId item, container;
  TraitRef trait_ref;
};

/// Collects what is called `name` and tests it against self types.
class Prober {
 public:
  Prober(FnCtxt& fcx, SymbolId name, Mode mode, AssocItem::Kind kind)
      : fcx_(fcx), tcx_(fcx.tcx), name_(name), mode_(mode), kind_(kind) {}

  void assemble_inherent(const std::vector<AutoderefStep>& steps, bool allow_private) {
    inherent_.clear();
    std::vector<uint64_t> heads;
    for (const AutoderefStep& step : steps) {
      if (const uint64_t head = type_head(tcx_, step.ty)) heads.push_back(head);
      if (tcx_[step.ty].kind == TyKind::Array) heads.push_back(type_head(tcx_, tcx_.slice(tcx_[step.ty].inner)));
    }
    const CrateId here = fcx_.hir.defs[fcx_.owner].crate;
    const std::vector<InherentIndex::Entry> entries = fcx_.checker.index().named(name_, fcx_.hir);
    for (size_t i = 0; i < entries.size(); ++i) {
      InherentIndex::Entry entry = entries[i];
      if (entry.is_fn != (kind_ == AssocItem::Kind::Fn) || (mode_ == Mode::Method && !entry.has_self)) continue;
      if (!entry.is_pub && !allow_private && fcx_.hir.defs[entry.item].crate != here) continue;
      if (!entry.has_head) {
        entry.head = type_head(tcx_, fcx_.items.impl_info(entry.impl).self_ty);
        entry.has_head = true;
        fcx_.checker.index().named(name_, fcx_.hir)[i] = entry;
      }
      for (const uint64_t head : heads)
        if (head == entry.head) {
          inherent_.push_back({Pick::Source::Impl, entry.item, entry.impl, {}});
          break;
        }
    }
    for (const AutoderefStep& step : steps) assemble_bounds(step.ty);
  }

  void assemble_traits() {
    const auto in_scope = fcx_.hir.traits_in_scope(fcx_.owner);
    for (const DefId trait : std::vector<DefId>(in_scope.begin(), in_scope.end())) {
      if (const AssocItem* item = trait_item(trait)) {
        bool known = false;
        for (const Candidate& c : extension_) known = known || c.item == item->def;
        if (!known) extension_.push_back({Pick::Source::Trait, item->def, trait, {}});
      }
    }
  }

  /// The first candidate that fits a receiver (or type, in path mode) of type `self`.
  const Candidate* find(TyId self) {
    if (const Candidate* found = find_in(inherent_, self)) return found;
    return find_in(extension_, self);
  }

 private:
  const AssocItem* trait_item(DefId trait) {
    const AssocItem* item = fcx_.items.assoc_item(trait, name_, kind_);
    return item && (mode_ == Mode::Path || item->has_self) ? item : nullptr;
  }
  void add_bound(const TraitRef& trait_ref) {
    if (const AssocItem* item = trait_item(trait_ref.trait))
      inherent_.push_back({Pick::Source::Bound, item->def, trait_ref.trait, trait_ref});
  }
  void add_with_supers(const TraitRef& trait_ref) {
    for (const TraitRef& super : fcx_.solver.supertraits(trait_ref)) add_bound(super);
  }
  void assemble_bounds(TyId ty) {
    const TyData d = tcx_[ty];
    if (d.kind == TyKind::Dynamic) {
      const DynTy dyn = tcx_.dyn_ty(ty);
      if (!dyn.principal) return;
      std::vector<GenericArg> args{GenericArg::of(ty)};
      for (const GenericArg& a : tcx_[dyn.principal_args]) args.push_back(a);
      add_with_supers({dyn.principal, tcx_.args(args)});
      return;
    }
    if (d.kind != TyKind::Param && d.kind != TyKind::Projection && d.kind != TyKind::Opaque) return;
    const TyId resolved = fcx_.resolve(ty);
    for (const Predicate& p : fcx_.state.env.predicates) {
      if (p.kind != Predicate::Kind::Trait || !trait_item(p.trait_ref.trait)) continue;
      const TyId self = tcx_[p.trait_ref.args][0].ty();
      if (tcx_[self].kind == d.kind &&
          (self == resolved || (d.kind != TyKind::Param && fcx_.norm(self, {}) == resolved)))
        add_bound(p.trait_ref);
    }
    if (d.kind == TyKind::Param) return;
    const auto bounds = fcx_.items.item_bounds(d.def);
    for (const Predicate& p : std::vector<Predicate>(bounds.begin(), bounds.end()))
      if (p.kind == Predicate::Kind::Trait)
        add_with_supers({p.trait_ref.trait, fcx_.norm(tcx_.subst(p.trait_ref.args, d.args), {})});
  }

  const Candidate* find_in(const std::vector<Candidate>& list, TyId self) {
    const Candidate* maybe = nullptr;
    for (const Candidate& candidate : list) {
      const Answer answer = fits(candidate, self);
      if (answer == Answer::Yes) return &candidate;
      if (answer == Answer::Ambiguous && !maybe) maybe = &candidate;
    }
    return maybe;
  }

  Answer bounds_hold(DefId item, ArgsId args) {
    Answer all = Answer::Yes;
    const auto list = fcx_.items.predicates_of(item);
    for (const Predicate& p : std::vector<Predicate>(list.begin(), list.end())) {
      if (p.kind != Predicate::Kind::Trait) continue;
      const DefId trait = p.trait_ref.trait;
      if (fcx_.items.is_auto_trait(trait) || trait == fcx_.lang("sized")) continue;
      const ArgsId with = fcx_.norm(tcx_.subst(p.trait_ref.args, args), {});
      if (fcx_.is_var(tcx_[fcx_.table.resolve(with)][0].ty())) {
        all = Answer::Ambiguous;
        continue;
      }
      const Answer answer = fcx_.holds(trait, with);
      if (answer == Answer::No) return answer;
      if (answer == Answer::Ambiguous) all = answer;
    }
    return all;
  }

  Answer fits(const Candidate& c, TyId self) {
    Probe probe(fcx_);
    ArgsId args = fcx_.table.fresh_args(fcx_.items, c.item);
    const size_t container_count = fcx_.items.generics_of(c.container).params.size();
    if (c.source == Pick::Source::Bound) {
      std::vector<GenericArg> whole(tcx_[c.trait_ref.args].begin(), tcx_[c.trait_ref.args].end());
      const auto own = tcx_[args];
      for (size_t i = whole.size(); i < own.size(); ++i) whole.push_back(own[i]);
      args = tcx_.args(whole);
    }
    if (mode_ == Mode::Method) {
      const FnSig sig = fcx_.items.fn_sig(c.item);
      if (tcx_[sig.inputs].empty()) return Answer::No;
      if (!fcx_.unify(fcx_.norm(tcx_.subst(tcx_[sig.inputs][0], args), {}), self)) return Answer::No;
    } else if (c.source == Pick::Source::Impl) {
      if (!fcx_.unify(fcx_.norm(tcx_.subst(fcx_.items.impl_info(c.container).self_ty, args), {}), self))
        return Answer::No;
    } else if (!fcx_.unify(tcx_[args][0].ty(), self)) {
      return Answer::No;
    }
    if (c.source == Pick::Source::Bound) return Answer::Yes;
    const ArgsId container_args = tcx_.args(tcx_[args].first(container_count));
    if (c.source == Pick::Source::Impl) return bounds_hold(c.container, container_args);
    return fcx_.holds(c.container, container_args);
  }

  FnCtxt& fcx_;
  TyContext& tcx_;
  SymbolId name_;
  Mode mode_;
  AssocItem::Kind kind_;
  std::vector<Candidate> inherent_, extension_;
};

}  // namespace

std::optional<Pick> FnCtxt::probe(const std::vector<AutoderefStep>& steps, bool, SymbolId name, Mode mode,
                                  AssocItem::Kind kind) {
  Prober prober(*this, name, mode, kind);
  prober.assemble_traits();
  const auto made = [&](const Candidate& c, uint32_t derefs, Pick::Autoref autoref, bool unsize) {
    Pick pick;
    pick.source = c.source;
    pick.autoref = autoref;
    pick.item = c.item;
    pick.container = c.container;
    pick.trait_ref = c.trait_ref;
    pick.derefs = derefs;
    pick.unsize = unsize;
    return pick;
  };
  for (const bool allow_private : {false, true}) {
    prober.assemble_inherent(steps, allow_private);
    for (uint32_t i = 0; i < steps.size(); ++i) {
      const TyId ty = steps[i].ty;
      if (tcx[ty].kind == TyKind::Error) return std::nullopt;
      if (is_var(ty) && mode == Mode::Method) break;
      if (const Candidate* c = prober.find(ty)) return made(*c, i, Pick::Autoref::None, false);
      if (mode == Mode::Path) break;
      if (const Candidate* c = prober.find(tcx.ref(ty, false))) return made(*c, i, Pick::Autoref::Ref, false);
      if (const Candidate* c = prober.find(tcx.ref(ty, true))) return made(*c, i, Pick::Autoref::RefMut, false);
      const TyData d = tcx[ty];
      if (d.kind == TyKind::RawPtr && d.is_mut())
        if (const Candidate* c = prober.find(tcx.raw_ptr(d.inner, false)))
          return made(*c, i, Pick::Autoref::ConstPtr, false);
      if (d.kind == TyKind::Array && i + 1 == steps.size()) {
        const TyId slice = tcx.slice(d.inner);
        if (const Candidate* c = prober.find(tcx.ref(slice, false))) return made(*c, i, Pick::Autoref::Ref, true);
        if (const Candidate* c = prober.find(tcx.ref(slice, true))) return made(*c, i, Pick::Autoref::RefMut, true);
      }
    }
  }
  // `{integer}` and `{float}`: only traits know what to do with them, unless they become what they fall back to.
  const TyId last = shallow(steps.back().ty);
  if (tcx[last].kind == TyKind::Infer && tcx[last].infer_kind() != InferKind::Ty) {
    const TyId fallback = tcx[last].infer_kind() == InferKind::Int ? tcx.i32 : tcx.f64;
    std::vector<AutoderefStep> again = steps;
    again.back().ty = fallback;
    if (const std::optional<Pick> pick = probe(again, false, name, mode, kind)) {
      unify(last, fallback);
      return pick;
    }
  }
  return std::nullopt;
}

std::optional<Callee> FnCtxt::method_in_trait(DefId trait, const char* method, TyId self, std::span<const TyId> further,
                                              Span span) {
  if (!trait) return std::nullopt;
  const AssocItem* item = items.assoc_item(trait, session.sym(method), AssocItem::Kind::Fn);
  if (!item) return std::nullopt;
  std::vector<GenericArg> list{GenericArg::of(resolve(self))};
  for (const TyId ty : further) list.push_back(GenericArg::of(ty));
  const ArgsId args = tcx.args(list);
  if (items.generics_of(trait).params.size() != list.size()) return std::nullopt;
  if (!is_var(self) && holds(trait, args) == Answer::No) return std::nullopt;
  require_trait(trait, args, span);
  return Callee{item->def, args};
}

TyId FnCtxt::check_method_call(const hir::Expr& expr, Expectation expected) {
  const TyId receiver = structurally(check_expr(*expr.lhs));
  const auto give_up = [&] {
    for (const hir::Expr* arg : expr.exprs) check_expr(*arg);
    return tcx.error;
  };
  if (tcx.has(resolve(receiver), kHasError)) return give_up();
  if (is_var(receiver)) {
    error(expr.lhs->span, "type annotations needed", "E0282", "cannot infer type");
    return give_up();
  }
  bool reached_var = false;
  std::vector<AutoderefStep> steps = autoderef(receiver, expr.span, false, &reached_var);
  const SymbolId name = expr.segment.ident.name;
  const std::optional<Pick> pick = probe(steps, false, name, Mode::Method, AssocItem::Kind::Fn);
  if (pick) {
    for (AutoderefStep& step : steps) step.ty = shallow(step.ty);
    return finish_method(expr, *pick, steps, expected);
  }
  const std::string text(session.text(name));
  const TyId ty = resolve(receiver);
  if (reached_var && !state.failed) {
    error(expr.lhs->span, "type annotations needed", "E0282", "cannot infer type");
    return give_up();
  }
  bool is_user = true;
  for (const AutoderefStep& step : steps) {
    const TyData& d = tcx[step.ty];
    if (d.kind == TyKind::Ref) continue;
    if (d.kind == TyKind::Param || d.kind == TyKind::Infer) break;
    is_user = d.kind == TyKind::Adt && hir.defs.crates[hir.defs[d.def].crate].is_user;
    break;
  }
  if (is_user || in_library_)
    error(expr.segment.ident.span, "no method named `" + text + "` found for " + show(ty) + " in the current scope",
          "E0599");
  else
    unsupported(expr.segment.ident.span, "std:" + items.print(ty) + "::" + text);
  return give_up();
}

TyId FnCtxt::finish_method(const hir::Expr& expr, const Pick& pick, const std::vector<AutoderefStep>& steps,
                           Expectation expected) {
  std::vector<Adjustment> adjustments;
  push_derefs(steps, pick.derefs, adjustments);
  TyId receiver = steps[pick.derefs].ty;
  switch (pick.autoref) {
    case Pick::Autoref::None: {
      const TyData d = tcx[receiver];
      if (d.kind != TyKind::Ref) break;
      // A reference used as the receiver is reborrowed.
      adjustments.push_back({AK::Deref, d.inner});
      Adjustment borrow{AK::Borrow, receiver, d.is_mut()};
      borrow.two_phase = d.is_mut();
      adjustments.push_back(borrow);
      break;
    }
    case Pick::Autoref::Ref:
    case Pick::Autoref::RefMut: {
      const bool is_mut = pick.autoref == Pick::Autoref::RefMut;
      Adjustment borrow{AK::Borrow, tcx.ref(receiver, is_mut), is_mut};
      borrow.two_phase = is_mut;
      adjustments.push_back(borrow);
      receiver = borrow.target;
      if (pick.unsize) {
        receiver = tcx.ref(tcx.slice(tcx[steps[pick.derefs].ty].inner), is_mut);
        adjustments.push_back({AK::Unsize, receiver});
      }
      break;
    }
    case Pick::Autoref::ConstPtr:
      receiver = tcx.raw_ptr(tcx[receiver].inner, false);
      adjustments.push_back({AK::MutToConst, receiver});
      break;
  }
  adjust(*expr.lhs, std::move(adjustments));
  const ArgsId parent_args =
      pick.source == Pick::Source::Bound ? pick.trait_ref.args : table.fresh_args(items, pick.container, expr.span);
  const ArgsId args =
      norm(items.lower_args(pick.item, parent_args, {}, expr.segment.args, owner, this, expr.span), expr.span);
  const FnSig sig = sig_of(pick.item, args, expr.span);
  const std::vector<TyId> inputs(tcx[sig.inputs].begin(), tcx[sig.inputs].end());
  if (inputs.empty()) return tcx.error;
  demand_eq(expr.lhs->span, inputs[0], receiver);
  require_all(pick.item, args, expr.segment.ident.span);
  tables.callee[expr.id] = {pick.item, args};
  const std::span<const TyId> formal = std::span(inputs).subspan(1);
  if (formal.size() != expr.exprs.size()) {
    for (const hir::Expr* arg : expr.exprs) check_expr(*arg);
    error(expr.segment.ident.span,
          "this method takes " + std::to_string(formal.size()) + " arguments but " + std::to_string(expr.exprs.size()) +
              " were supplied",
          "E0061");
    return sig.output;
  }
  const std::vector<TyId> hints = expected_inputs(expected, sig.output, formal);
  check_args(expr.span, expr.exprs, formal, hints, false);
  return sig.output;
}

}  // namespace assay::infer
