// Patterns against a type, with default binding modes: a pattern that is not a reference looks through references, and
// what it binds there is bound by reference.
#include "infer/fn_ctxt.h"

namespace assay::infer {

using PK = hir::Pat::Kind;

bool FnCtxt::has_ref_mut_binding(const hir::Pat& pat) {
  if (pat.kind == PK::Binding && pat.by_ref && pat.is_mut) return true;
  if (pat.sub && has_ref_mut_binding(*pat.sub)) return true;
  for (const hir::Pat* p : pat.pats)
    if (has_ref_mut_binding(*p)) return true;
  for (const hir::FieldPat& f : pat.fields)
    if (has_ref_mut_binding(*f.pat)) return true;
  return false;
}

bool FnCtxt::has_ref_binding(const hir::Pat& pat) {
  if (pat.kind == PK::Binding && pat.by_ref) return true;
  if (pat.sub && has_ref_binding(*pat.sub)) return true;
  for (const hir::Pat* p : pat.pats)
    if (has_ref_binding(*p)) return true;
  for (const hir::FieldPat& f : pat.fields)
    if (has_ref_binding(*f.pat)) return true;
  return false;
}

TyId FnCtxt::check_pat_expr(const hir::Expr& expr, TyId expected) {
  const TyId ty = check_expr(expr, Expectation::has(expected));
  return ty;
}

void FnCtxt::check_pat(const hir::Pat& pat, TyId expected, BindingMode mode) {
  // Which patterns look through references, and which start over with bindings by value.
  bool peel = false;
  switch (pat.kind) {
    case PK::Struct:
    case PK::TupleStruct:
    case PK::Tuple:
    case PK::Box:
    case PK::Range:
    case PK::Slice:
      peel = true;
      break;
    case PK::Path: {
      const ValueRes res = resolve_value(*pat.path, pat.span);
      tables.paths[pat.id] = res;
      peel = res.kind == ValueRes::Kind::UnitCtor;
      break;
    }
    case PK::Lit: {
      const hir::Expr* e = pat.lo;
      const bool text = e && e->kind == hir::Expr::Kind::Lit &&
                        (e->lit.kind == ast::Literal::Kind::Str || e->lit.kind == ast::Literal::Kind::ByteStr ||
                         e->lit.kind == ast::Literal::Kind::CStr);
      peel = !text && e && (e->kind == hir::Expr::Kind::Lit || e->kind == hir::Expr::Kind::Unary);
      if (text) {  // "x" against &&str looks through all but the last reference
        expected = structurally(expected);
        while (tcx[expected].kind == TyKind::Ref && data(tcx[expected].inner).kind == TyKind::Ref) {
          tables.pat_derefs[pat.id].push_back(expected);
          expected = structurally(tcx[expected].inner);
        }
      }
      break;
    }
    case PK::Ref:
      mode = {};
      break;
    case PK::Wild:
    case PK::Binding:
    case PK::Or:
    case PK::Never:
    case PK::Error:
      break;
  }
  if (peel) {
    expected = structurally(expected);
    while (tcx[expected].kind == TyKind::Ref) {
      const TyData d = tcx[expected];
      tables.pat_derefs[pat.id].push_back(expected);
      mode = {true, d.is_mut() && (!mode.by_ref || mode.is_mut)};
      expected = structurally(d.inner);
    }
  }
  tables.ty[pat.id] = expected;
  switch (pat.kind) {
    case PK::Wild:
    case PK::Never:
      return;
    case PK::Error:
      state.failed = true;
      return;
    case PK::Binding: {
      PatBinding binding;
      if (pat.by_ref)
        binding = {true, pat.is_mut};
      else if (mode.by_ref && !pat.is_mut)
        binding = {true, mode.is_mut};
      tables.bindings[pat.id] = binding;
      const TyId ty = binding.by_ref ? tcx.ref(expected, binding.ref_mut) : expected;
      local_frame[pat.local] = frames.empty() ? 0 : frames.size() - 1;
      TyId& local = tables.locals[pat.local];
      if (!local)
        local = ty;
      else
        demand_eq(pat.span, local, ty);
      if (pat.sub) check_pat(*pat.sub, expected, mode);
      return;
    }
    case PK::Or:
      for (const hir::Pat* p : pat.pats) check_pat(*p, expected, mode);
      return;
    case PK::Ref: {
      expected = structurally(expected);
      TyId inner;
      if (is_var(expected)) {
        inner = fresh_ty(pat.span);
        unify(expected, tcx.ref(inner, pat.is_mut));
      } else if (tcx[expected].kind == TyKind::Ref) {
        inner = tcx[expected].inner;
      } else {
        if (tcx[expected].kind != TyKind::Error) mismatch(pat.span, expected, tcx.ref(fresh_ty(pat.span), pat.is_mut));
        inner = tcx.error;
      }
      tables.ty[pat.id] = expected;
      check_pat(*pat.sub, inner, mode);
      return;
    }
    case PK::Box: {
      const DefId box = lang("owned_box");
      if (!box) return;
      const ArgsId args = table.fresh_args(items, box, pat.span);
      demand_eq(pat.span, expected, tcx.adt(box, args));
      check_pat(*pat.sub, shallow(tcx[args][0].ty()), mode);
      return;
    }
    case PK::Lit: {
      const TyId ty = check_pat_expr(*pat.lo, expected);
      const TyData want = data(expected), have = data(ty);
      // b"..." matches slices too, "..." matches str itself.
      if (have.kind == TyKind::Ref && want.kind == TyKind::Ref && data(have.inner).kind == TyKind::Array &&
          data(want.inner).kind == TyKind::Slice && unify(data(have.inner).inner, data(want.inner).inner))
        return;
      if (have.kind == TyKind::Ref && want.kind != TyKind::Ref && !is_var(expected) && unify(have.inner, expected))
        return;
      demand_eq(pat.span, expected, ty);
      return;
    }
    case PK::Range:
      for (const hir::Expr* end : {pat.lo, pat.hi})
        if (end) demand_eq(end->span, expected, check_pat_expr(*end, expected));
      return;
    case PK::Path: {
      const ValueRes& res = tables.paths[pat.id];
      if (res.kind == ValueRes::Kind::Err) {
        state.failed = true;
        return;
      }
      demand_eq(pat.span, expected, type_of_value(res, pat.span));
      return;
    }
    case PK::Struct:
    case PK::TupleStruct:
      check_adt_pat(pat, expected, mode);
      return;
    case PK::Tuple:
      check_tuple_pat(pat, expected, mode);
      return;
    case PK::Slice:
      check_slice_pat(pat, expected, mode);
      return;
  }
}

void FnCtxt::check_tuple_fields(const hir::Pat& pat, const std::vector<TyId>& tys, BindingMode mode) {
  const bool rest = pat.rest != kNoId;
  if (rest ? pat.pats.size() > tys.size() : pat.pats.size() != tys.size()) {
    error(pat.span,
          "this pattern has " + std::to_string(pat.pats.size()) + " fields, but the corresponding type has " +
              std::to_string(tys.size()),
          "E0023");
    for (const hir::Pat* p : pat.pats) check_pat(*p, tcx.error, mode);
    return;
  }
  const size_t skipped = tys.size() - pat.pats.size();
  for (size_t i = 0; i < pat.pats.size(); ++i)
    check_pat(*pat.pats[i], tys[rest && i >= pat.rest ? i + skipped : i], mode);
}

void FnCtxt::check_adt_pat(const hir::Pat& pat, TyId expected, BindingMode mode) {
  TyId ty;
  const std::optional<VariantRes> variant = resolve_variant(*pat.path, pat.span, ty);
  if (!variant) {
    for (const hir::Pat* p : pat.pats) check_pat(*p, tcx.error, mode);
    for (const hir::FieldPat& f : pat.fields) check_pat(*f.pat, tcx.error, mode);
    return;
  }
  tables.variants[pat.id] = *variant;
  demand_eq(pat.span, expected, ty);
  const ArgsId args = data(ty).args;
  const VariantInfo& info = items.adt(variant->adt).variants[variant->variant];
  const auto field_ty = [&](const FieldInfo& field) {
    return norm(tcx.subst(known_type(items, field.def), args), pat.span);
  };
  if (pat.kind == PK::TupleStruct) {
    std::vector<TyId> tys;
    for (const FieldInfo& field : info.fields) tys.push_back(field_ty(field));
    check_tuple_fields(pat, tys, mode);
    return;
  }
  for (const hir::FieldPat& f : pat.fields) {
    const FieldInfo* found = nullptr;
    for (const FieldInfo& field : info.fields)
      if (field.name == f.name.name) found = &field;
    if (!found)
      error(f.span,
            "`" + items.print_path(info.def) + "` does not have a field named `" +
                std::string(session.text(f.name.name)) + "`",
            "E0026");
    check_pat(*f.pat, found ? field_ty(*found) : tcx.error, mode);
  }
  const bool is_union = items.adt(variant->adt).kind == AdtInfo::Kind::Union;
  if (pat.has_rest || is_union) return;
  for (const FieldInfo& field : info.fields) {
    bool named = false;
    for (const hir::FieldPat& f : pat.fields) named = named || f.name.name == field.name;
    if (named) continue;
    error(pat.span, "pattern does not mention field `" + std::string(session.text(field.name)) + "`", "E0027");
    return;
  }
}

void FnCtxt::check_tuple_pat(const hir::Pat& pat, TyId expected, BindingMode mode) {
  expected = structurally(expected);
  if (is_var(expected) && pat.rest == kNoId) {
    std::vector<TyId> tys;
    for (size_t i = 0; i < pat.pats.size(); ++i) tys.push_back(fresh_ty(pat.span));
    unify(expected, tcx.tuple(tys));
    expected = shallow(expected);
  }
  const TyData d = tcx[expected];
  if (d.kind != TyKind::Tuple) {
    if (d.kind != TyKind::Error) {
      std::vector<TyId> tys;
      for (size_t i = 0; i < pat.pats.size(); ++i) tys.push_back(fresh_ty(pat.span));
      if (is_var(expected))
        error(pat.span, "type annotations needed", "E0282");
      else
        mismatch(pat.span, expected, tcx.tuple(tys));
    }
    for (const hir::Pat* p : pat.pats) check_pat(*p, tcx.error, mode);
    return;
  }
  check_tuple_fields(pat, std::vector<TyId>(tcx[d.list].begin(), tcx[d.list].end()), mode);
}

void FnCtxt::check_slice_pat(const hir::Pat& pat, TyId expected, BindingMode mode) {
  expected = structurally(expected);
  if (is_var(expected)) {
    // Only an array can be matched by value.
    if (pat.rest == kNoId) unify(expected, tcx.array(fresh_ty(pat.span), pat.pats.size()));
    expected = shallow(expected);
  }
  const TyData d = tcx[expected];
  TyId element, rest;
  if (d.kind == TyKind::Array) {
    element = d.inner;
    if (pat.rest == kNoId) {
      table.unify(d.length, tcx.const_usize(pat.pats.size()));
      rest = element;
    } else {
      const ConstId length = table.resolve(d.length);
      std::optional<uint64_t> n;
      if (tcx[length].kind == ConstData::Kind::Value)
        n = static_cast<uint64_t>(tcx[length].bits);
      else if (!(tcx.flags(length) & (kHasParam | kHasInfer | kHasConstInfer)))
        n = solver.eval_usize(length);
      if (n && *n + 1 >= pat.pats.size())
        rest = tcx.array(element, *n + 1 - pat.pats.size());
      else
        rest = tcx.array(element, fresh_const(tcx.usize, pat.span));
    }
  } else if (d.kind == TyKind::Slice) {
    element = d.inner;
    rest = expected;
  } else {
    if (d.kind != TyKind::Error) error(pat.span, "expected an array or slice, found " + show(expected), "E0529");
    element = rest = tcx.error;
  }
  for (size_t i = 0; i < pat.pats.size(); ++i) check_pat(*pat.pats[i], i == pat.rest ? rest : element, mode);
}

}  // namespace assay::infer
