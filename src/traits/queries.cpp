// Questions about concrete types: Copy, Sized, Freeze, drop glue, tails.
#include "traits/solve_impl.h"

namespace assay::traits {

bool Solver::is_copy(TyId ty, const ParamEnv& env) {
  const TyData& d = tcx[ty];
  switch (d.kind) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Never:
    case TyKind::RawPtr:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Error:
      return true;
    case TyKind::Str:
    case TyKind::Slice:
    case TyKind::Dynamic:
    case TyKind::Foreign:
      return false;
    case TyKind::Ref:
      return !d.is_mut();
    case TyKind::Infer:
      return d.infer_kind() != InferKind::Ty;
    case TyKind::Array:
      return is_copy(d.inner, env);
    case TyKind::Tuple:
      for (TyId e : tcx[d.list])
        if (!is_copy(e, env)) return false;
      return true;
    case TyKind::Adt:
    case TyKind::Closure:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
      return implements(ty, items.lang("copy"), env);
  }
  return false;
}

bool Solver::is_sized(TyId ty, const ParamEnv& env) {
  const DefId trait = items.lang("sized");
  if (!trait) {
    const TyKind kind = tcx[struct_tail(ty, env)].kind;
    return kind != TyKind::Str && kind != TyKind::Slice && kind != TyKind::Dynamic && kind != TyKind::Foreign;
  }
  return implements(ty, trait, env);
}

bool Solver::is_unpin(TyId ty, const ParamEnv& env) {
  const DefId trait = items.lang("unpin");
  return !trait || implements(ty, trait, env);
}

bool Solver::is_freeze(TyId ty, const ParamEnv& env) {
  const TyData& d = tcx[ty];
  const auto all_fields = [&] {
    std::vector<TyId> fields;
    impl_->field_types(ty, fields);
    for (TyId t : fields)
      if (!is_freeze(normalize(t, env), env)) return false;
    return true;
  };
  switch (d.kind) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Never:
    case TyKind::Str:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Error:
    case TyKind::Infer:
      return true;
    case TyKind::Foreign:
    case TyKind::Dynamic:
      return false;
    case TyKind::Array:
    case TyKind::Slice:
      return is_freeze(d.inner, env);
    case TyKind::Tuple:
      for (TyId e : tcx[d.list])
        if (!is_freeze(e, env)) return false;
      return true;
    case TyKind::Closure: {
      if (!items.has_closure_info(d.def)) return false;
      if (items.closure_info(d.def).is_coroutine) return false;  // whatever it keeps across an await may change
      const std::vector<TyId> upvars = items.closure_info(d.def).upvar_tys;
      for (TyId t : upvars)
        if (!is_freeze(normalize(tcx.subst(t, d.args), env), env)) return false;
      return true;
    }
    case TyKind::Adt: {
      const AdtInfo& adt = items.adt(d.def);
      if (adt.is_unsafe_cell) return false;
      if (adt.is_phantom) return true;
      const bool keep = !tcx.has(ty, kHasParam | kHasInfer);
      if (keep)
        if (const auto it = impl_->freeze_cache.find(ty.raw); it != impl_->freeze_cache.end()) return it->second;
      if (keep) impl_->freeze_cache.emplace(ty.raw, true);  // recursive types
      const bool out = all_fields();
      if (keep && impl_->may_keep(d.args))
        impl_->freeze_cache.insert_or_assign(ty.raw, out);
      else if (keep)
        impl_->freeze_cache.erase(ty.raw);
      return out;
    }
    case TyKind::Param:
    case TyKind::Projection:
    case TyKind::Opaque: {
      const TyId normal = normalize(ty, env);
      if (normal != ty) return is_freeze(normal, env);
      const DefId trait = items.lang("freeze");
      return trait && implements(ty, trait, env);
    }
  }
  return false;
}

bool Solver::needs_drop(TyId ty, const ParamEnv& env) {
  const TyData& d = tcx[ty];
  switch (d.kind) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Never:
    case TyKind::Str:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Error:
    case TyKind::Foreign:
      return false;
    case TyKind::Infer:
      return d.infer_kind() == InferKind::Ty;
    case TyKind::Dynamic:
      return true;
    case TyKind::Slice:
      return needs_drop(d.inner, env);
    case TyKind::Array: {
      if (!needs_drop(d.inner, env)) return false;
      const ConstData& length = tcx[d.length];
      if (length.kind == ConstData::Kind::Value) return length.bits != 0;
      const auto known = tcx.flags(d.length) & (kHasParam | kHasInfer) ? std::nullopt : impl_->eval_const(d.length);
      return !known || *known != 0;
    }
    case TyKind::Tuple:
      for (TyId e : tcx[d.list])
        if (needs_drop(e, env)) return true;
      return false;
    case TyKind::Closure: {
      if (!items.has_closure_info(d.def) || items.closure_info(d.def).is_coroutine) return true;
      const std::vector<TyId> upvars = items.closure_info(d.def).upvar_tys;
      for (TyId t : upvars)
        if (needs_drop(normalize(tcx.subst(t, d.args), env), env)) return true;
      return false;
    }
    case TyKind::Adt: {
      const AdtInfo& adt = items.adt(d.def);
      if (adt.is_manually_drop || adt.is_phantom || adt.kind == AdtInfo::Kind::Union) {
        return adt.kind == AdtInfo::Kind::Union && items.has_drop_impl(d.def);
      }
      if (adt.is_box || items.has_drop_impl(d.def)) return true;
      impl_->sync();
      const bool keep = !tcx.has(ty, kHasParam | kHasInfer);
      if (keep)
        if (const auto it = impl_->needs_drop_cache.find(ty.raw); it != impl_->needs_drop_cache.end())
          return it->second;
      if (keep) impl_->needs_drop_cache.emplace(ty.raw, false);  // a recursive type needs it elsewhere if at all
      std::vector<TyId> fields;
      impl_->field_types(ty, fields);
      bool out = false;
      for (TyId t : fields)
        if ((out = needs_drop(normalize(t, env), env))) break;
      if (keep && impl_->may_keep(d.args))
        impl_->needs_drop_cache.insert_or_assign(ty.raw, out);
      else if (keep)
        impl_->needs_drop_cache.erase(ty.raw);
      return out;
    }
    case TyKind::Param:
      return !is_copy(ty, env);
    case TyKind::Projection:
    case TyKind::Opaque: {
      const TyId normal = normalize(ty, env);
      return normal != ty ? needs_drop(normal, env) : !is_copy(ty, env);
    }
  }
  return true;
}

TyId Solver::struct_tail(TyId ty, const ParamEnv& env) {
  for (int i = 0; i < kDepthLimit; ++i) {
    ty = normalize(ty, env);
    const TyData& d = tcx[ty];
    if (d.kind == TyKind::Tuple) {
      const auto list = tcx[d.list];
      if (list.empty()) return ty;
      ty = list.back();
    } else if (d.kind == TyKind::Adt) {
      const AdtInfo& adt = items.adt(d.def);
      if (adt.kind != AdtInfo::Kind::Struct || adt.variants[0].fields.empty()) return ty;
      const TyId field = items.type_of(adt.variants[0].fields.back().def);
      if (!field) return ty;
      ty = tcx.subst(field, d.args);
    } else {
      return ty;
    }
  }
  return ty;
}

TyId Solver::metadata_ty(TyId ty, const ParamEnv& env) {
  InferTable table(tcx);
  impl_->attach(table);
  Ctx ctx{table, env, true};
  Preds nested;
  TyId out;
  impl_->known({});
  return impl_->metadata(ctx, ty, out, nested) == Answer::Yes ? out : tcx.unit;
}

TyId Solver::discriminant_ty(TyId ty) {
  const TyData& d = tcx[ty];
  if (d.kind != TyKind::Adt || items.adt(d.def).kind != AdtInfo::Kind::Enum) return tcx.u8;
  const ReprOptions& repr = items.adt(d.def).repr;
  if (repr.int_repr) return tcx.int_ty(*repr.int_repr);
  if (repr.uint_repr) return tcx.uint_ty(*repr.uint_repr);
  return tcx.isize;
}

}  // namespace assay::traits
