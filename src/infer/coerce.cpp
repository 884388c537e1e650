// May a value of one type stand where another is wanted, and by which steps? Reborrows, derefs, raw pointers, unsizing,
// functions to fn pointers, `!` to anything; and the common type of several expressions (least upper bound).
#include "infer/fn_ctxt.h"

namespace assay::infer {

using AK = Adjustment::Kind;

void FnCtxt::adjust(const hir::Expr& expr, std::vector<Adjustment> adjustments) {
  if (adjustments.empty()) return;
  std::vector<Adjustment>& list = tables.adjustments[expr.id];
  const bool was_never = !list.empty() && list.back().kind == AK::NeverToAny;
  if (was_never) list.clear();
  // A second coercion of the same expression (an outer block's) starts where the first one ended.
  list.insert(list.end(), adjustments.begin(), adjustments.end());
  // A mutable autoborrow is `&mut` of the expression: what it goes through must be mutable too.
  for (const Adjustment& a : adjustments)
    if (a.kind == AK::Borrow && a.is_mut) return make_mutable(expr);
}

bool FnCtxt::coerce(const hir::Expr& expr, TyId from, TyId to, bool two_phase) {
  from = structurally(from);
  to = structurally(to);
  std::vector<Adjustment> out;
  if (!try_coerce(&expr, from, to, two_phase, out)) {
    mismatch(expr.span, to, from);
    return false;
  }
  adjust(expr, std::move(out));
  return true;
}

bool FnCtxt::try_coerce(const hir::Expr* expr, TyId from, TyId to, bool two_phase, std::vector<Adjustment>& out) {
  Probe probe(*this);
  std::vector<Adjustment> steps;
  if (!coerce_inner(expr, shallow(from), shallow(to), two_phase, steps)) return false;
  probe.commit();
  out = std::move(steps);
  return true;
}

bool FnCtxt::coerce_inner(const hir::Expr* expr, TyId from, TyId to, bool two_phase, std::vector<Adjustment>& out) {
  const TyData a = tcx[from], b = tcx[to];
  if (a.kind == TyKind::Error || b.kind == TyKind::Error) {
    state.failed = true;
    return true;
  }
  if (a.kind == TyKind::Never) {
    if (b.kind == TyKind::Never) return true;
    if (is_var(to)) table.set_diverging(to);
    out.push_back({AK::NeverToAny, to});
    return true;
  }
  if (is_var(from)) return unify(from, to);
  if (is_var(to)) return unify(from, to);
  if (coerce_unsized(from, to, out)) return true;
  if (b.kind == TyKind::RawPtr) {
    if (a.kind == TyKind::Ref) {
      if (b.is_mut() && !a.is_mut()) return false;
      if (!unify(a.inner, b.inner)) return false;
      out.push_back({AK::Deref, a.inner});
      out.push_back({AK::RawBorrow, to, b.is_mut()});
      return true;
    }
    if (a.kind == TyKind::RawPtr) {
      if (b.is_mut() && !a.is_mut()) return false;
      if (!unify(a.inner, b.inner)) return false;
      if (a.is_mut() != b.is_mut()) out.push_back({AK::MutToConst, to});
      return true;
    }
    return false;
  }
  if (b.kind == TyKind::Ref) return coerce_ref(from, to, two_phase, out);
  if (a.kind == TyKind::FnDef || a.kind == TyKind::FnPtr || a.kind == TyKind::Closure)
    if (b.kind == TyKind::FnPtr) return coerce_to_fn_ptr(expr, from, to, out);
  if (a.kind == TyKind::Adt && b.kind == TyKind::Adt && items.adt(a.def).kind == AdtInfo::Kind::Struct &&
      reborrows(from, to)) {
    out.push_back({AK::AdtReborrow, to, a.def == b.def});
    return true;
  }
  return unify(from, to);
}

/// A struct of references that is reborrowed like one: as itself (Reborrow), or as its shared twin (CoerceShared).
bool FnCtxt::reborrows(TyId from, TyId to) {
  const TyData a = tcx[from], b = tcx[to];
  const bool same = a.def == b.def;
  const DefId trait = lang(same ? "reborrow" : "coerce_shared");
  if (!trait || items.adt(b.def).kind != AdtInfo::Kind::Struct) return false;
  std::vector<GenericArg> args{GenericArg::of(resolve(from))};
  if (!same) args.push_back(GenericArg::of(resolve(to)));
  if (holds(trait, tcx.args(args)) != Answer::Yes) return false;
  if (same) return unify(from, to);
  Selection selection;
  return solver.select(table, state.env, {trait, tcx.args(args)}, selection) == Answer::Yes;
}

/// `from` to a reference type: reborrow after as many derefs as it takes.
bool FnCtxt::coerce_ref(TyId from, TyId to, bool two_phase, std::vector<Adjustment>& out) {
  const TyData a = tcx[from], b = tcx[to];
  if (a.kind != TyKind::Ref) return unify(from, to);
  if (b.is_mut() && !a.is_mut()) return false;
  TyId at = a.inner;
  out.push_back({AK::Deref, at});
  for (int count = 1; count < 32; ++count) {
    if (unify(at, b.inner)) {
      if (count == 1 && !a.is_mut() && !b.is_mut()) {  // & to the same &: nothing to do
        out.clear();
        return true;
      }
      Adjustment borrow{AK::Borrow, to, b.is_mut()};
      borrow.two_phase = two_phase && b.is_mut();
      if (b.is_mut())
        for (Adjustment& step : out)
          if (step.kind == AK::OverloadedDeref) step.is_mut = true;
      out.push_back(borrow);
      return true;
    }
    const TyData d = data(at);
    if (d.kind == TyKind::Ref) {
      at = d.inner;
      out.push_back({AK::Deref, at});
    } else if (d.kind == TyKind::Adt && items.adt(d.def).is_box) {
      at = tcx[d.args][0].ty();
      out.push_back({AK::Deref, at});
    } else {
      const TyId target = overloaded_deref_target(shallow(at), {});
      if (!target) return false;
      at = target;
      out.push_back({AK::OverloadedDeref, at});
    }
    at = shallow(at);
  }
  return false;
}

/// `from: Unsize<to>` for the types behind pointers. Registers what must hold of the source.
bool FnCtxt::unsize_pointee(TyId from, TyId to) {
  from = shallow(from);
  to = shallow(to);
  const TyData a = tcx[from], b = tcx[to];
  if (a.kind == TyKind::Infer && a.infer_kind() == InferKind::Ty) return false;
  if (b.kind == TyKind::Slice) return a.kind == TyKind::Array && unify(a.inner, b.inner);
  if (b.kind == TyKind::Dynamic) {
    const DynTy target = tcx.dyn_ty(to);
    if (a.kind == TyKind::Slice || a.kind == TyKind::Str) return false;
    if (a.kind == TyKind::Dynamic) {
      // The same type needs no coercion; the same but for what its binder binds has another vtable.
      if (unify(from, to)) return resolve(from) != resolve(to);
      const DynTy source = tcx.dyn_ty(from);
      if (!target.principal) return true;
      if (!source.principal) return false;
      std::vector<GenericArg> with_self{GenericArg::of(from)};
      for (const GenericArg& arg : tcx[source.principal_args]) with_self.push_back(arg);
      for (const TraitRef& super : solver.supertraits({source.principal, tcx.args(with_self)})) {
        if (super.trait != target.principal) continue;
        const auto list = tcx[super.args];
        const ArgsId rest = tcx.args(list.subspan(1));
        if (table.unify(rest, target.principal_args)) return true;
      }
      return false;
    }
    // The object's trait and associated types guide inference of the source.
    std::vector<GenericArg> with_self{GenericArg::of(from)};
    for (const GenericArg& arg : tcx[target.principal_args]) with_self.push_back(arg);
    if (target.principal) {
      const TraitRef goal{target.principal, tcx.args(with_self)};
      Predicate p;
      p.trait_ref = goal;
      require(p, {});
      const std::vector<TraitRef> supers = solver.supertraits(goal);
      for (const DynProjection& projection : target.projections) {
        const DefId trait = hir.defs[projection.assoc].parent;
        for (const TraitRef& super : supers) {
          if (super.trait != trait) continue;
          Predicate q;
          q.kind = Predicate::Kind::Projection;
          q.trait_ref = super;
          q.assoc = projection.assoc;
          q.assoc_args = super.args;
          q.ty = projection.ty;
          require(q, {});
          break;
        }
      }
    }
    return true;
  }
  if (a.kind == TyKind::Adt && b.kind == TyKind::Adt && a.def == b.def &&
      items.adt(a.def).kind == AdtInfo::Kind::Struct) {
    if (unify(from, to)) return false;
    const DefId unsize = lang("unsize");
    if (!unsize) return false;
    const GenericArg args[] = {GenericArg::of(resolve(from)), GenericArg::of(resolve(to))};
    Selection selection;
    if (solver.select(table, state.env, {unsize, tcx.args(args)}, selection) != Answer::Yes) return false;
    for (const Predicate& p : selection.nested) {
      if (p.kind != Predicate::Kind::Trait || p.trait_ref.trait != unsize) {
        require(p, {});
        continue;
      }
      const auto list = tcx[norm(table.resolve(p.trait_ref.args), {})];
      if (!unsize_pointee(list[0].ty(), list[1].ty())) return false;
    }
    return true;
  }
  return false;
}

bool FnCtxt::coerce_unsized(TyId from, TyId to, std::vector<Adjustment>& out) {
  const TyData a = tcx[from], b = tcx[to];
  const bool a_ptr = a.kind == TyKind::Ref || a.kind == TyKind::RawPtr;
  const bool b_ptr = b.kind == TyKind::Ref || b.kind == TyKind::RawPtr;
  if (a_ptr && b_ptr) {
    if (a.kind == TyKind::RawPtr && b.kind == TyKind::Ref) return false;
    if (b.is_mut() && !a.is_mut()) return false;
    const TyKind target = tcx[shallow(b.inner)].kind;
    if (target != TyKind::Slice && target != TyKind::Dynamic && target != TyKind::Adt) return false;
    Probe probe(*this);
    if (!unsize_pointee(a.inner, b.inner)) return false;
    probe.commit();
    if (a.kind == TyKind::Ref) {
      out.push_back({AK::Deref, a.inner});
      if (b.kind == TyKind::Ref)
        out.push_back({AK::Borrow, tcx.ref(a.inner, b.is_mut()), b.is_mut()});
      else
        out.push_back({AK::RawBorrow, tcx.raw_ptr(a.inner, b.is_mut()), b.is_mut()});
    }
    out.push_back({AK::Unsize, to});
    return true;
  }
  if (a.kind != TyKind::Adt || b.kind != TyKind::Adt || a.def != b.def) return false;
  {
    Probe probe(*this);
    if (table.unify(from, to)) return false;
  }
  const DefId trait = lang("coerce_unsized");
  if (!trait) return false;
  Probe probe(*this);
  const GenericArg args[] = {GenericArg::of(resolve(from)), GenericArg::of(resolve(to))};
  // Follow CoerceUnsized and Unsize now; what they ask of other traits can wait.
  std::vector<Predicate> work{{}};
  work[0].trait_ref = {trait, tcx.args(args)};
  for (size_t i = 0; i < work.size() && i < 64; ++i) {
    const Predicate p = work[i];
    const DefId unsize = lang("unsize");
    if (p.kind == Predicate::Kind::Trait && p.trait_ref.trait == unsize) {
      const auto list = tcx[table.resolve(p.trait_ref.args)];
      const TyId s = list[0].ty(), t = list[1].ty();
      if (!unsize_pointee(norm(s, {}), norm(t, {}))) return false;
    } else if (p.kind == Predicate::Kind::Trait && p.trait_ref.trait == trait) {
      const ArgsId goal = norm(table.resolve(p.trait_ref.args), {});
      const TyData s = tcx[shallow(tcx[goal][0].ty())], t = tcx[shallow(tcx[goal][1].ty())];
      const bool pointers =
          (s.kind == TyKind::Ref || s.kind == TyKind::RawPtr) && (t.kind == TyKind::Ref || t.kind == TyKind::RawPtr);
      if (pointers) {
        if (!unsize_pointee(s.inner, t.inner)) return false;
        continue;
      }
      Selection selection;
      if (solver.select(table, state.env, {trait, goal}, selection) != Answer::Yes) return false;
      for (const Predicate& n : selection.nested) work.push_back(n);
    } else {
      require(p, {});
    }
  }
  probe.commit();
  out.push_back({AK::Unsize, to});
  return true;
}

// ---- functions -----------------------------------------------------------------------------------------------
bool FnCtxt::captures_nothing(TyId closure_ty) {
  const DefId def = tcx[closure_ty].def;
  for (const ClosureCtx& c : closures)
    if (c.def == def) return !c.captures;
  return items.has_closure_info(def) && items.closure_info(def).upvar_tys.empty();
}

std::optional<FnSig> FnCtxt::fn_ptr_sig_of(TyId ty) {
  const TyData d = tcx[shallow(ty)];
  if (d.kind == TyKind::FnPtr) return d.sig;
  if (d.kind == TyKind::FnDef) return sig_of(d.def, d.args, {});
  if (d.kind == TyKind::Closure && captures_nothing(shallow(ty))) {
    FnSig sig = tcx.subst(items.closure_info(d.def).sig, d.args);
    return sig;
  }
  return std::nullopt;
}

bool FnCtxt::coerce_to_fn_ptr(const hir::Expr*, TyId from, TyId to, std::vector<Adjustment>& out) {
  const TyData a = tcx[from], b = tcx[to];
  const std::optional<FnSig> sig = fn_ptr_sig_of(from);
  if (!sig) return false;
  FnSig plain = *sig;
  plain.abi = a.kind == TyKind::Closure ? SymbolId() : sig->abi;
  const TyId ptr = tcx.fn_ptr(plain);
  const bool to_unsafe = b.sig.is_unsafe && !plain.is_unsafe;
  FnSig wanted = plain;
  if (to_unsafe) wanted.is_unsafe = true;
  if (!unify(tcx.fn_ptr(wanted), to)) return false;
  if (a.kind == TyKind::FnDef) out.push_back({AK::ReifyFn, to_unsafe ? ptr : to});
  if (a.kind == TyKind::Closure)
    out.push_back({AK::ClosureFn, to});
  else if (to_unsafe)
    out.push_back({AK::UnsafeFn, to});
  return true;
}

// ---- least upper bound ---------------------------------------------------------------------------------------
bool FnCtxt::lub(CoerceMany& many, const hir::Expr* expr, TyId ty) {
  const TyId prev = structurally(many.merged), next = structurally(ty);
  if (prev == next) return true;
  const TyKind a = tcx[prev].kind, b = tcx[next].kind;
  const bool fn_like_a = a == TyKind::FnDef || a == TyKind::Closure,
             fn_like_b = b == TyKind::FnDef || b == TyKind::Closure;
  if (fn_like_a && fn_like_b) {
    if (unify(prev, next)) return true;
    std::optional<FnSig> sa = fn_ptr_sig_of(prev), sb = fn_ptr_sig_of(next);
    if (!sa || !sb) return false;
    const bool is_unsafe = sa->is_unsafe || sb->is_unsafe;
    FnSig common = *sa;
    common.is_unsafe = is_unsafe;
    FnSig other = *sb;
    other.is_unsafe = is_unsafe;
    const TyId ptr = tcx.fn_ptr(common);
    if (!unify(ptr, tcx.fn_ptr(other))) return false;
    for (const hir::Expr* e : many.exprs)
      if (e && tcx[shallow(tables.ty[e->id])].kind != TyKind::Never) coerce(*e, prev, ptr);
    if (expr) coerce(*expr, next, ptr);
    many.merged = ptr;
    return true;
  }
  if (tcx[prev].kind == TyKind::Never) {
    // Everything so far diverges.
    for (const hir::Expr* e : many.exprs)
      if (e) adjust(*e, {{AK::NeverToAny, next}});
    many.merged = next;
    return true;
  }
  std::vector<Adjustment> out;
  if (try_coerce(expr, next, prev, false, out)) {
    if (expr) adjust(*expr, std::move(out));
    return true;
  }
  // The other way round, if the earlier ones have not been adjusted but by reborrowing.
  for (const hir::Expr* e : many.exprs) {
    if (!e) return false;
    if (const auto* list = tables.adjustments_of(e->id))
      for (const Adjustment& step : *list)
        if (step.kind != AK::Deref && step.kind != AK::Borrow && step.kind != AK::NeverToAny) return false;
  }
  if (many.from_expectation) return false;
  {
    std::vector<Adjustment> trial;
    if (!try_coerce(nullptr, prev, next, false, trial)) return false;
  }
  for (const hir::Expr* e : many.exprs) {
    const auto* list = tables.adjustments_of(e->id);
    if (list && list->back().kind == AK::NeverToAny) {
      tables.adjustments[e->id].back().target = next;
      continue;
    }
    std::vector<Adjustment> steps;
    if (!try_coerce(e, prev, next, false, steps)) return false;
    adjust(*e, std::move(steps));
  }
  many.merged = next;
  return true;
}

void FnCtxt::push(CoerceMany& many, const hir::Expr* expr, TyId ty, Span span) {
  ty = structurally(ty);
  if (!many.pushed) {
    const TyId want = structurally(many.expected);
    many.from_expectation = !is_var(want);
    if (expr) {
      coerce(*expr, ty, want);
    } else if (!unify(want, ty)) {
      mismatch(span, want, ty);
    }
    many.merged = want;
    many.pushed = true;
  } else if (!lub(many, expr, ty)) {
    mismatch(span, many.merged, ty);
  }
  many.exprs.push_back(expr);
}

TyId FnCtxt::complete(CoerceMany& many) { return many.pushed ? many.merged : tcx.never; }

}  // namespace assay::infer
