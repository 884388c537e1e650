// Expressions: dispatch, literals, references, aggregates, closures' relatives. Control flow is in expr_flow.cpp,
// calls, operators, places and paths in files of their own.
#include <charconv>

#include "infer/fn_ctxt.h"

namespace assay::infer {

using EK = hir::Expr::Kind;

TyId FnCtxt::check_expr(const hir::Expr& expr, Expectation expected) {
  const bool before = diverges;
  diverges = false;
  const TyId ty = check_kind(expr, expected);
  tables.ty[expr.id] = ty;
  // A place of type `!` need not be read; where it is, its use as a value diverges (see check_stmt, check_match).
  if (tcx[shallow(ty)].kind == TyKind::Never) diverges = true;
  diverges |= before;
  return ty;
}

TyId FnCtxt::check_coerce(const hir::Expr& expr, TyId target, bool two_phase) {
  const TyId ty = check_expr(expr, Expectation::has(target));
  return coerce(expr, ty, target, two_phase) ? target : tcx.error;
}

TyId FnCtxt::check_has(const hir::Expr& expr, TyId target) {
  TyId ty = check_expr(expr, Expectation::has(target));
  if (tcx[shallow(ty)].kind == TyKind::Never && tcx[shallow(target)].kind != TyKind::Never) {
    adjust(expr, {{Adjustment::Kind::NeverToAny, target}});
    return target;
  }
  demand_eq(expr.span, target, ty);
  return ty;
}

TyId FnCtxt::check_kind(const hir::Expr& expr, Expectation expected) {
  switch (expr.kind) {
    case EK::Lit:
      return check_lit(expr.lit, expected);
    case EK::Path:
      return check_path(expr);
    case EK::Array:
      return check_array(expr, expected);
    case EK::Repeat:
      return check_repeat(expr, expected);
    case EK::Tuple:
      return check_tuple(expr, expected);
    case EK::Struct:
      return check_struct(expr, expected);
    case EK::Call:
      return check_call(expr, expected);
    case EK::MethodCall:
      return check_method_call(expr, expected);
    case EK::Binary:
      return check_binary(expr, expected);
    case EK::Unary:
      return check_unary(expr, expected);
    case EK::AddrOf:
    case EK::RawAddrOf:
      return check_addr_of(expr, expected);
    case EK::Cast:
      return check_cast(expr);
    case EK::Field:
      return check_field(expr);
    case EK::Index:
      return check_index(expr);
    case EK::Assign:
      return check_assign(expr);
    case EK::AssignOp:
      return check_assign_op(expr);
    case EK::Block:
      return check_block(expr, expected);
    case EK::If:
      return check_if(expr, expected);
    case EK::Let:
      return check_let(expr);
    case EK::Match:
      return check_match(expr, expected);
    case EK::Loop:
      return check_loop(expr, expected);
    case EK::Break:
      return check_break(expr);
    case EK::Continue:
      return tcx.never;
    case EK::Return:
      return check_return(expr);
    case EK::Closure:
      return check_closure(expr, expected);
    case EK::ConstBlock:
      return check_const_block(expr, expected);
    case EK::OffsetOf:
      return check_offset_of(expr);
    case EK::DropTemps:
      return check_expr(*expr.lhs, expected);
    case EK::Unsupported:
      unsupported(expr.span, std::string(session.text(expr.feature)));
      return tcx.error;
    case EK::Error:
      state.failed = true;
      return tcx.error;
  }
  return tcx.error;
}

namespace {
std::optional<TyId> suffix_ty(TyContext& tcx, std::string_view s) {
  if (s == "i8") return tcx.i8;
  if (s == "i16") return tcx.i16;
  if (s == "i32") return tcx.i32;
  if (s == "i64") return tcx.i64;
  if (s == "i128") return tcx.i128;
  if (s == "isize") return tcx.isize;
  if (s == "u8") return tcx.u8;
  if (s == "u16") return tcx.u16;
  if (s == "u32") return tcx.u32;
  if (s == "u64") return tcx.u64;
  if (s == "u128") return tcx.u128_;
  if (s == "usize") return tcx.usize;
  if (s == "f16") return tcx.float_ty(FloatTy::F16);
  if (s == "f32") return tcx.f32;
  if (s == "f64") return tcx.f64;
  if (s == "f128") return tcx.float_ty(FloatTy::F128);
  return std::nullopt;
}
}  // namespace

TyId FnCtxt::check_lit(const ast::Literal& lit, Expectation expected) {
  using LK = ast::Literal::Kind;
  switch (lit.kind) {
    case LK::Bool:
      return tcx.bool_;
    case LK::Char:
      return tcx.char_;
    case LK::Byte:
      return tcx.u8;
    case LK::Str:
      return tcx.ref(tcx.str_, false);
    case LK::ByteStr:
      return tcx.ref(tcx.array(tcx.u8, session.text(lit.text).size()), false);
    case LK::CStr: {
      const DefId cstr = lang("CStr");
      return cstr ? tcx.ref(known_type(items, cstr), false) : tcx.error;
    }
    case LK::Int: {
      if (lit.suffix)
        if (const auto ty = suffix_ty(tcx, session.text(lit.suffix))) return *ty;
      if (const TyId hint = expected.any()) {
        const TyData& d = data(hint);
        if (d.kind == TyKind::Int || d.kind == TyKind::Uint) return shallow(hint);
        if (d.kind == TyKind::Infer && d.infer_kind() == InferKind::Int) return shallow(hint);
        if (expected.kind == Expectation::Kind::Cast) {
          if (d.kind == TyKind::Char) return tcx.u8;
          if (d.kind == TyKind::RawPtr || d.kind == TyKind::FnPtr) return tcx.usize;
        }
      }
      return table.fresh_int();
    }
    case LK::Float: {
      if (lit.suffix)
        if (const auto ty = suffix_ty(tcx, session.text(lit.suffix))) return *ty;
      if (const TyId hint = expected.any()) {
        const TyData& d = data(hint);
        if (d.kind == TyKind::Float) return shallow(hint);
        if (d.kind == TyKind::Infer && d.infer_kind() == InferKind::Float) return shallow(hint);
      }
      return table.fresh_float();
    }
  }
  return tcx.error;
}

// ---- references ----------------------------------------------------------------------------------------------
bool FnCtxt::is_place_syntax(const hir::Expr& expr) {
  switch (expr.kind) {
    case EK::Path:
      return expr.path->res.kind == hir::Res::Kind::Local || expr.path->res.kind == hir::Res::Kind::Err ||
             expr.path->res.kind == hir::Res::Kind::Def;
    case EK::Field:
    case EK::Index:
      return true;
    case EK::Unary:
      return expr.un_op == hir::UnOp::Deref;
    case EK::Lit:
    case EK::Array:
    case EK::Repeat:
    case EK::Tuple:
    case EK::Struct:
    case EK::Call:
    case EK::MethodCall:
    case EK::Binary:
    case EK::AddrOf:
    case EK::RawAddrOf:
    case EK::Cast:
    case EK::Assign:
    case EK::AssignOp:
    case EK::Block:
    case EK::If:
    case EK::Let:
    case EK::Match:
    case EK::Loop:
    case EK::Break:
    case EK::Continue:
    case EK::Return:
    case EK::Closure:
    case EK::ConstBlock:
    case EK::OffsetOf:
    case EK::DropTemps:
    case EK::Unsupported:
    case EK::Error:
      return false;
  }
  return false;
}

/// A value that will be borrowed and may then be unsized: its type is a hint only if the context's is unsized.
Expectation FnCtxt::rvalue_hint(TyId ty) {
  TyId tail = ty;
  for (int i = 0; i < 32; ++i) {
    const TyData d = data(tail);
    if (d.kind == TyKind::Slice || d.kind == TyKind::Str || d.kind == TyKind::Dynamic)
      return {Expectation::Kind::Rvalue, ty};
    if (d.kind == TyKind::Tuple && !tcx[d.list].empty()) {
      tail = tcx[d.list].back();
    } else if (d.kind == TyKind::Adt && items.adt(d.def).kind == AdtInfo::Kind::Struct &&
               !items.adt(d.def).variants[0].fields.empty()) {
      tail = tcx.subst(known_type(items, items.adt(d.def).variants[0].fields.back().def), d.args);
    } else {
      break;
    }
  }
  return Expectation::has(ty);
}

TyId FnCtxt::check_addr_of(const hir::Expr& expr, Expectation expected) {
  Expectation inner;
  if (const TyId want = expected.only_has()) {
    const TyData& d = data(want);
    if (d.kind == TyKind::Ref || d.kind == TyKind::RawPtr)
      inner = is_place_syntax(*expr.lhs) ? Expectation::has(d.inner) : rvalue_hint(d.inner);
  }
  const bool before = diverges;
  TyId ty = check_expr(*expr.lhs, inner);
  if (is_place_syntax(*expr.lhs) && tcx[shallow(ty)].kind == TyKind::Never) diverges = before;  // borrowed, not read
  if (expr.is_mut) make_mutable(*expr.lhs);
  return expr.kind == EK::AddrOf ? tcx.ref(ty, expr.is_mut) : tcx.raw_ptr(ty, expr.is_mut);
}

// ---- aggregates ----------------------------------------------------------------------------------------------
TyId FnCtxt::coercion_target(Expectation expected, Span span) {
  const TyId ty = expected.only_has();
  return ty ? ty : fresh_ty(span);
}

TyId FnCtxt::check_array(const hir::Expr& expr, Expectation expected) {
  TyId element;
  if (const TyId want = expected.any()) {
    const TyData& d = data(want);
    if (d.kind == TyKind::Array || d.kind == TyKind::Slice) element = d.inner;
  }
  CoerceMany many;
  many.expected = element ? element : fresh_ty(expr.span);
  for (const hir::Expr* e : expr.exprs) {
    const TyId ty = check_expr(*e, element ? Expectation::has(element) : Expectation::none());
    push(many, e, ty, e->span);
  }
  const TyId merged = expr.exprs.empty() ? many.expected : complete(many);
  return tcx.array(merged, expr.exprs.size());
}

TyId FnCtxt::check_repeat(const hir::Expr& expr, Expectation expected) {
  const ConstId count = items.lower_const(*expr.length, tcx.usize, owner, this);
  tables.counts[expr.id] = count;
  TyId element;
  if (const TyId want = expected.any()) {
    const TyData& d = data(want);
    if (d.kind == TyKind::Array || d.kind == TyKind::Slice) element = d.inner;
  }
  if (element) {
    check_coerce(*expr.lhs, element);
  } else {
    element = fresh_ty(expr.span);
    check_has(*expr.lhs, element);
  }
  return tcx.array(element, count);
}

TyId FnCtxt::check_tuple(const hir::Expr& expr, Expectation expected) {
  std::vector<TyId> wanted;
  if (const TyId want = expected.only_has()) {
    const TyData& d = tcx[structurally(want)];
    if (d.kind == TyKind::Tuple) wanted.assign(tcx[d.list].begin(), tcx[d.list].end());
  }
  std::vector<TyId> tys;
  for (size_t i = 0; i < expr.exprs.size(); ++i) {
    if (i < wanted.size()) {
      check_coerce(*expr.exprs[i], wanted[i]);
      tys.push_back(wanted[i]);
    } else {
      const TyId ty = check_expr(*expr.exprs[i]);
      if (tcx[shallow(ty)].kind == TyKind::Never) {
        const TyId var = fresh_ty(expr.span);
        coerce(*expr.exprs[i], ty, var);
        tys.push_back(var);
      } else {
        tys.push_back(ty);
      }
    }
  }
  return tcx.tuple(tys);
}

TyId FnCtxt::check_struct(const hir::Expr& expr, Expectation expected) {
  TyId ty;
  const std::optional<VariantRes> variant = resolve_variant(*expr.path, expr.span, ty);
  if (!variant) {
    for (const hir::FieldInit& f : expr.fields) check_expr(*f.value);
    if (expr.rhs) check_expr(*expr.rhs);
    return tcx.error;
  }
  tables.variants[expr.id] = *variant;
  if (const TyId want = expected.only_has()) unify(want, ty);
  const AdtInfo& adt = items.adt(variant->adt);
  const ArgsId args = data(ty).args;
  require_all(variant->adt, args, expr.span);
  const VariantInfo& info = adt.variants[variant->variant];
  for (const hir::FieldInit& f : expr.fields) {
    const FieldInfo* found = nullptr;
    for (const FieldInfo& field : info.fields)
      if (field.name == f.name.name) found = &field;
    for (const hir::FieldInit& earlier : expr.fields) {
      if (&earlier == &f) break;
      if (earlier.name.name != f.name.name) continue;
      error(f.name.span, "field `" + std::string(session.text(f.name.name)) + "` specified more than once", "E0062");
      break;
    }
    if (!found) {
      error(f.name.span,
            "`" + items.print_path(info.def) + "` has no field named `" + std::string(session.text(f.name.name)) + "`",
            "E0560", "unknown field");
      check_expr(*f.value);
      continue;
    }
    check_coerce(*f.value, norm(tcx.subst(known_type(items, found->def), args), f.value->span));
  }
  if (expr.rhs) {
    check_has(*expr.rhs, ty);
  } else if (adt.kind != AdtInfo::Kind::Union && expr.fields.size() < info.fields.size()) {
    error(expr.span, "missing fields in initializer of `" + items.print_path(info.def) + "`", "E0063");
  }
  return ty;
}

TyId FnCtxt::check_assign(const hir::Expr& expr) {
  const bool before = diverges;
  const TyId place = check_expr(*expr.lhs);
  if (tcx[shallow(place)].kind == TyKind::Never) diverges = before;
  using EK = hir::Expr::Kind;
  if (expr.lhs->kind == EK::Lit || expr.lhs->kind == EK::Call || expr.lhs->kind == EK::MethodCall ||
      expr.lhs->kind == EK::Binary)
    error(expr.span, "invalid left-hand side of assignment", "E0070");
  make_mutable(*expr.lhs);
  check_coerce(*expr.rhs, place);
  return tcx.unit;
}

TyId FnCtxt::check_cast(const hir::Expr& expr) {
  const TyId to = lower_ty(*expr.ty);
  const TyId from = check_expr(*expr.lhs, {Expectation::Kind::Cast, to});
  if (tcx[shallow(from)].kind == TyKind::Error || tcx[shallow(to)].kind == TyKind::Error) return to;
  state.casts.push_back({this, &expr, from, to});
  return to;
}

TyId FnCtxt::check_const_block(const hir::Expr& expr, Expectation expected) {
  const hir::Body* inner = hir.body(expr.def);
  if (!inner || inner->has_error) {
    state.failed = true;
    return tcx.error;
  }
  const TyId ty = coercion_target(expected, expr.span);
  state.children.push_back(std::make_unique<FnCtxt>(checker, state, *inner, expr.def, this));
  FnCtxt* child = state.children.back().get();
  child->check_const(ty);
  return ty;
}

TyId FnCtxt::check_offset_of(const hir::Expr& expr) {
  tables.containers[expr.id] = lower_ty(*expr.ty);
  return tcx.usize;
}

}  // namespace assay::infer
