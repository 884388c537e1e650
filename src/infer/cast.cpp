// `as`: checked when every type is known, a coercion if one does it, otherwise one of the primitive casts. Which one is
// decided from the types when THIR is built; here only adjustments of the operand and leftover variables are settled.
#include "infer/fn_ctxt.h"

namespace assay::infer {

using AK = Adjustment::Kind;

void FnCtxt::check_deferred_cast(const InferState::Cast& cast) {
  const hir::Expr& operand = *cast.expr->lhs;
  const TyId from = structurally(cast.from), to = structurally(cast.to);
  std::vector<Adjustment> out;
  if (try_coerce(&operand, from, to, false, out)) {
    adjust(operand, std::move(out));
    return;
  }
  const TyData a = tcx[from], b = tcx[to];
  const auto fail = [&] {
    if (a.kind == TyKind::Error || b.kind == TyKind::Error) {
      state.failed = true;
      return;
    }
    error(cast.expr->span, "non-primitive cast: " + show(from) + " as " + show(to), "E0605");
  };
  const bool to_int =
      b.kind == TyKind::Int || b.kind == TyKind::Uint || (b.kind == TyKind::Infer && b.infer_kind() == InferKind::Int);
  const bool to_number = to_int || b.kind == TyKind::Float;
  switch (a.kind) {
    case TyKind::Int:
    case TyKind::Uint:
      if (b.kind == TyKind::Char && from != tcx.uint_ty(UintTy::U8))
        return error(cast.expr->span, "only `u8` can be cast as `char`, not " + show(from), "E0604");
      if (to_number || b.kind == TyKind::RawPtr || b.kind == TyKind::Char) return;
      return fail();
    case TyKind::Infer:
      if (a.infer_kind() == InferKind::Ty) return error(operand.span, "type annotations needed", "E0282");
      return;
    case TyKind::Float:
      return to_number ? void() : fail();
    case TyKind::Bool:
    case TyKind::Char:
      return to_int ? void() : fail();
    case TyKind::Adt:
      if (to_int && items.adt(a.def).kind == AdtInfo::Kind::Enum) return;
      return fail();
    case TyKind::RawPtr:
      if (to_int) return;
      if (b.kind == TyKind::RawPtr) {
        if (is_var(b.inner)) unify(a.inner, b.inner);
        const TyKind thin = data(a.inner).kind, wide = data(b.inner).kind;
        const bool is_thin = thin == TyKind::Int || thin == TyKind::Uint || thin == TyKind::Float ||
                             thin == TyKind::Bool || thin == TyKind::Char || thin == TyKind::Tuple;
        if (is_thin && (wide == TyKind::Slice || wide == TyKind::Str || wide == TyKind::Dynamic))
          error(cast.expr->span, "cannot cast thin pointer " + show(from) + " to wide pointer " + show(to), "E0607");
        return;
      }
      return fail();
    case TyKind::FnPtr:
      if (to_int) return;
      if (b.kind == TyKind::RawPtr) {
        if (is_var(b.inner)) unify(b.inner, tcx.unit);
        return;
      }
      return fail();
    case TyKind::FnDef:
    case TyKind::Closure: {
      const std::optional<FnSig> sig = fn_ptr_sig_of(from);
      if (!sig || (!to_int && b.kind != TyKind::RawPtr)) return fail();
      FnSig plain = *sig;
      adjust(operand, {{a.kind == TyKind::FnDef ? AK::ReifyFn : AK::ClosureFn, tcx.fn_ptr(plain)}});
      if (b.kind == TyKind::RawPtr && is_var(b.inner)) unify(b.inner, tcx.unit);
      return;
    }
    case TyKind::Ref: {
      // &[T; N] as *const T, also &mut.
      const TyData pointee = data(a.inner);
      if (b.kind == TyKind::RawPtr && pointee.kind == TyKind::Array && (a.is_mut() || !b.is_mut()) &&
          unify(pointee.inner, b.inner)) {
        adjust(operand, {{AK::Deref, a.inner}, {AK::RawBorrow, tcx.raw_ptr(a.inner, b.is_mut()), b.is_mut()}});
        return;
      }
      return fail();
    }
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::Dynamic:
    case TyKind::Tuple:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Error:
      return fail();
  }
}

}  // namespace assay::infer
