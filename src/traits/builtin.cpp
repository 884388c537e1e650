// Traits that hold without an impl in source: Sized, Copy and Clone of structural types, Fn*, Tuple, auto traits.
#include <algorithm>

#include "traits/solve_impl.h"

namespace assay::traits {

Known Solver::Impl::known(DefId trait) {
  if (known_traits.empty()) {
    const auto put = [&](const char* name, Known k) {
      if (const DefId def = items.lang(name)) known_traits.emplace(def.raw, k);
    };
    put("sized", Known::Sized);
    put("copy", Known::Copy);
    put("clone", Known::Clone);
    put("fn", Known::Fn);
    put("fn_mut", Known::FnMut);
    put("fn_once", Known::FnOnce);
    put("tuple_trait", Known::Tuple);
    put("unsize", Known::Unsize);
    put("coerce_unsized", Known::CoerceUnsized);
    put("dispatch_from_dyn", Known::DispatchFromDyn);
    put("pointee_trait", Known::Pointee);
    put("discriminant_kind", Known::DiscriminantKind);
    put("destruct", Known::Destruct);
    put("freeze", Known::Freeze);
    put("unpin", Known::Unpin);
    put("fn_ptr_trait", Known::FnPtr);
    put("structural_peq", Known::AlwaysTrue);
    put("meta_sized", Known::AlwaysTrue);
    put("pointee_sized", Known::AlwaysTrue);
    fn_once_output = items.lang("fn_once_output");
    const auto assoc = [&](const char* trait_name, const char* name) {
      const DefId of = items.lang(trait_name);
      if (!of) return DefId();
      const AssocItem* item = items.assoc_item(of, items.hir.session.sym(name), AssocItem::Kind::Type);
      return item ? item->def : DefId();
    };
    if (!fn_once_output) fn_once_output = assoc("fn_once", "Output");
    pointee_metadata = assoc("pointee_trait", "Metadata");
    discriminant_assoc = assoc("discriminant_kind", "Discriminant");
    if (known_traits.empty()) known_traits.emplace(kNoId, Known::None);
  }
  const auto it = known_traits.find(trait.raw);
  return it == known_traits.end() ? Known::None : it->second;
}

void Solver::Impl::nest(Selection& out, DefId trait, TyId ty) { out.nested.push_back(trait_predicate(tcx, trait, ty)); }

bool Solver::Impl::field_types(TyId adt, std::vector<TyId>& out) {
  const TyData& d = tcx[adt];
  if (d.kind != TyKind::Adt) return false;
  for (const VariantInfo& variant : items.adt(d.def).variants)
    for (const FieldInfo& field : variant.fields)
      if (const TyId ty = items.type_of(field.def)) out.push_back(tcx.subst(ty, d.args));
  return true;
}

Solver::Impl::Builtin Solver::Impl::builtin(Ctx& ctx, Known k, const TraitRef& goal, Selection& out) {
  const TyId ty = tcx[goal.args][0].ty();
  switch (k) {
    case Known::None:
      return items.is_auto_trait(goal.trait) ? auto_trait(ctx, k, goal, out) : Builtin::NotBuiltin;
    case Known::Sized:
      return sized(ty, out, goal);
    case Known::Copy:
    case Known::Clone:
      return copy_clone(k, ty, out, goal);
    case Known::Fn:
    case Known::FnMut:
    case Known::FnOnce:
      return fn_family(ctx, k, goal, out);
    case Known::Tuple: {
      const TyKind kind = tcx[ty].kind;
      return kind == TyKind::Tuple ? Builtin::Yes : Builtin::No;
    }
    case Known::Unsize:
      return unsize(ctx, goal, out);
    case Known::CoerceUnsized:
    case Known::DispatchFromDyn:
      return coerce_unsized(ctx, goal, out);
    case Known::Freeze:
    case Known::Unpin:
      return auto_trait(ctx, k, goal, out);
    case Known::FnPtr:
      return tcx[ty].kind == TyKind::FnPtr ? Builtin::Yes : Builtin::No;
    case Known::Pointee:
    case Known::DiscriminantKind:
    case Known::Destruct:
    case Known::AlwaysTrue:
      return Builtin::Yes;
  }
  return Builtin::NotBuiltin;
}

Solver::Impl::Builtin Solver::Impl::sized(TyId ty, Selection& out, const TraitRef& goal) {
  const TyData& d = tcx[ty];
  switch (d.kind) {
    case TyKind::Str:
    case TyKind::Slice:
    case TyKind::Dynamic:
    case TyKind::Foreign:
      return Builtin::No;
    case TyKind::Param:
    case TyKind::Projection:
      return Builtin::No;
    case TyKind::Tuple:
      if (const auto list = tcx[d.list]; !list.empty()) nest(out, goal.trait, list.back());
      return Builtin::Yes;
    case TyKind::Adt: {
      const AdtInfo& adt = items.adt(d.def);
      if (adt.kind != AdtInfo::Kind::Struct || adt.variants[0].fields.empty()) return Builtin::Yes;
      const TyId tail = items.type_of(adt.variants[0].fields.back().def);
      if (!tail) return Builtin::Yes;
      switch (tcx[tail].kind) {  // only these can be unsized
        case TyKind::Adt:
        case TyKind::Tuple:
        case TyKind::Param:
        case TyKind::Projection:
        case TyKind::Str:
        case TyKind::Slice:
        case TyKind::Dynamic:
        case TyKind::Foreign:
          nest(out, goal.trait, tcx.subst(tail, d.args));
          break;
        case TyKind::Bool:
        case TyKind::Char:
        case TyKind::Int:
        case TyKind::Uint:
        case TyKind::Float:
        case TyKind::Never:
        case TyKind::Array:
        case TyKind::RawPtr:
        case TyKind::Ref:
        case TyKind::FnDef:
        case TyKind::FnPtr:
        case TyKind::Closure:
        case TyKind::Opaque:
        case TyKind::Infer:
        case TyKind::Error:
          break;
      }
      return Builtin::Yes;
    }
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Never:
    case TyKind::Array:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Closure:
    case TyKind::Opaque:
    case TyKind::Error:
      return Builtin::Yes;
    case TyKind::Infer:
      return d.infer_kind() == InferKind::Ty ? Builtin::Ambiguous : Builtin::Yes;
  }
  return Builtin::No;
}

Solver::Impl::Builtin Solver::Impl::copy_clone(Known k, TyId ty, Selection& out, const TraitRef& goal) {
  const DefId trait = goal.trait;
  const TyData& d = tcx[ty];
  const bool copy = k == Known::Copy;
  switch (d.kind) {
    case TyKind::FnDef:
    case TyKind::FnPtr:
      return Builtin::Yes;
    case TyKind::Tuple:
      for (TyId e : tcx[d.list]) nest(out, trait, e);
      return Builtin::Yes;
    case TyKind::Closure: {
      if (!items.has_closure_info(d.def)) return Builtin::Ambiguous;
      if (items.closure_info(d.def).is_coroutine) return Builtin::No;
      const std::vector<TyId> upvars = items.closure_info(d.def).upvar_tys;
      for (TyId t : upvars) nest(out, trait, tcx.subst(t, d.args));
      return Builtin::Yes;
    }
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Never:
    case TyKind::RawPtr:
      return copy ? Builtin::Yes : Builtin::NotBuiltin;
    case TyKind::Infer:
      if (d.infer_kind() == InferKind::Ty) return Builtin::Ambiguous;
      return Builtin::Yes;  // of an integer or a float, whichever
    case TyKind::Ref:
      if (d.is_mut()) return Builtin::No;
      return copy ? Builtin::Yes : Builtin::NotBuiltin;
    case TyKind::Array:
      if (!copy) return Builtin::NotBuiltin;
      nest(out, trait, d.inner);
      return Builtin::Yes;
    case TyKind::Str:
    case TyKind::Slice:
    case TyKind::Dynamic:
    case TyKind::Foreign:
      return Builtin::No;
    case TyKind::Param:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Adt:
    case TyKind::Error:
      return Builtin::NotBuiltin;
  }
  return Builtin::NotBuiltin;
}

/// The signature of something that can be called without an impl; regions bound by it are erased.
std::optional<FnSig> Solver::Impl::callable_sig(TyId ty) {
  const TyData& d = tcx[ty];
  FnSig sig;
  if (d.kind == TyKind::Closure) {
    if (!items.has_closure_info(d.def)) return std::nullopt;
    sig = tcx.subst(items.closure_info(d.def).sig, d.args);
    if (!sig.output) return std::nullopt;
  } else if (d.kind == TyKind::FnDef) {
    sig = tcx.subst(items.fn_sig(d.def), d.args);
  } else if (d.kind == TyKind::FnPtr) {
    sig = d.sig;
  } else {
    return std::nullopt;
  }
  std::vector<TyId> inputs;
  for (TyId t : tcx[sig.inputs]) inputs.push_back(tcx.erase_regions(t));
  sig.inputs = tcx.list(inputs);
  sig.output = tcx.erase_regions(sig.output);
  return sig;
}

Solver::Impl::Builtin Solver::Impl::fn_family(Ctx& ctx, Known k, const TraitRef& goal, Selection& out) {
  const auto args = tcx[goal.args];
  const TyId ty = args[0].ty();
  const TyData& d = tcx[ty];
  if (d.kind != TyKind::Closure && d.kind != TyKind::FnDef && d.kind != TyKind::FnPtr) return Builtin::NotBuiltin;
  const auto sig = callable_sig(ty);
  if (!sig) return Builtin::Ambiguous;
  if (d.kind == TyKind::Closure) {
    const ClosureKind kind = items.closure_info(d.def).kind;
    if (k == Known::Fn && kind != ClosureKind::Fn) return Builtin::No;
    if (k == Known::FnMut && kind == ClosureKind::FnOnce) return Builtin::No;
  } else if (sig->is_unsafe || sig->is_variadic) {
    return Builtin::No;
  }
  const TyId inputs = normalize(ctx, tcx.tuple(tcx[sig->inputs]), out.nested);
  if (args.size() < 2 || !ctx.table.unify(args[1].ty(), inputs)) return Builtin::No;
  out.kind = d.kind == TyKind::Closure ? Selection::Kind::Closure : Selection::Kind::FnPointer;
  return Builtin::Yes;
}

Solver::Impl::Builtin Solver::Impl::auto_trait(Ctx& ctx, Known k, const TraitRef& goal, Selection& out) {
  const DefId trait = goal.trait;
  const TyId ty = tcx[goal.args][0].ty();
  const TyData& d = tcx[ty];
  if (k == Known::Freeze && d.kind == TyKind::Adt) {
    const AdtInfo& adt = items.adt(d.def);
    if (adt.is_unsafe_cell) return Builtin::No;
    if (adt.is_phantom) return Builtin::Yes;
  }
  if (k != Known::None && (d.kind == TyKind::Ref || d.kind == TyKind::RawPtr)) return Builtin::Yes;
  // An impl that speaks about this type, positive or negative, decides.
  std::vector<DefId> explicit_impls;
  if (d.kind != TyKind::Infer) candidates(ctx, goal, explicit_impls);
  if (!explicit_impls.empty()) {
    std::vector<DefId> negative, positive;
    for (DefId impl : explicit_impls) (items.impl_info(impl).negative ? negative : positive).push_back(impl);
    const auto matches = [&](DefId impl, bool prove) {
      const auto snapshot = ctx.table.snapshot();
      Selection scratch;
      bool ok = confirm_impl(ctx, impl, goal, scratch);
      if (ok && prove) ok = fulfil(ctx, std::move(scratch.nested)) != Answer::No;
      ctx.table.rollback(snapshot);
      return ok;
    };
    for (DefId impl : negative)
      if (matches(impl, true)) return Builtin::No;
    for (DefId impl : positive)
      if (matches(impl, false)) return Builtin::NotBuiltin;
  }
  switch (d.kind) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Error:
      return Builtin::Yes;
    case TyKind::Foreign:
      return Builtin::No;
    case TyKind::Infer:
      return d.infer_kind() == InferKind::Ty ? Builtin::Ambiguous : Builtin::Yes;
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::RawPtr:
    case TyKind::Ref:
      nest(out, trait, d.inner);
      return Builtin::Yes;
    case TyKind::Tuple:
      for (TyId e : tcx[d.list]) nest(out, trait, e);
      return Builtin::Yes;
    case TyKind::Adt: {
      std::vector<TyId> fields;
      if (items.adt(d.def).is_phantom) {
        for (const GenericArg& a : tcx[d.args])
          if (a.kind == GenericArg::Kind::Type) fields.push_back(a.ty());
      } else {
        field_types(ty, fields);
      }
      std::sort(fields.begin(), fields.end());
      fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
      for (TyId t : fields) nest(out, trait, t);
      return Builtin::Yes;
    }
    case TyKind::Closure: {
      if (!items.has_closure_info(d.def)) return Builtin::Yes;
      const std::vector<TyId> upvars = items.closure_info(d.def).upvar_tys;
      for (TyId t : upvars) nest(out, trait, tcx.subst(t, d.args));
      return Builtin::Yes;
    }
    case TyKind::Opaque:
      if (const auto hidden = self.hidden_type(d.def)) nest(out, trait, tcx.subst(*hidden, d.args));
      return Builtin::Yes;
    case TyKind::Dynamic: {
      const DynTy& dyn = tcx.dyn_ty(ty);
      if (std::find(dyn.autos.begin(), dyn.autos.end(), trait) != dyn.autos.end()) return Builtin::Yes;
      if (!dyn.principal) return Builtin::No;
      std::vector<GenericArg> args{GenericArg::of(ty)};
      for (const GenericArg& a : tcx[dyn.principal_args]) args.push_back(a);
      for (const TraitRef& super : self.supertraits({dyn.principal, tcx.args(args)}))
        if (super.trait == trait) return Builtin::Yes;
      return Builtin::No;
    }
    case TyKind::Param:
    case TyKind::Projection:
      return Builtin::No;
  }
  return Builtin::No;
}

}  // namespace assay::traits
