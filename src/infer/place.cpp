// Places: what a value derefs to, fields and elements found by autoderef, and which overloaded derefs and indexings
// must be the mutable ones (known only from how the place is used in the end).
#include "infer/fn_ctxt.h"

namespace assay::infer {

using AK = Adjustment::Kind;
using EK = hir::Expr::Kind;

/// <ty as Deref>::Target if `ty` implements Deref, or none.
TyId FnCtxt::overloaded_deref_target(TyId ty, Span span) {
  ty = resolve(ty);
  switch (tcx[ty].kind) {
    case TyKind::Adt:
    case TyKind::Param:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Dynamic:
      break;
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Closure:
    case TyKind::Tuple:
    case TyKind::Infer:
    case TyKind::Error:
      return {};
  }
  const DefId deref = lang("deref");
  if (!deref) return {};
  const GenericArg self = GenericArg::of(ty);
  const ArgsId args = tcx.args({&self, 1});
  if (holds(deref, args) == Answer::No) return {};
  DefId target = lang("deref_target");
  if (!target) {
    const AssocItem* item = items.assoc_item(deref, session.sym("Target"), AssocItem::Kind::Type);
    if (!item) return {};
    target = item->def;
  }
  return shallow(project(target, args, span));
}

std::vector<AutoderefStep> FnCtxt::autoderef(TyId ty, Span span, bool through_raw, bool* reached_var) {
  std::vector<AutoderefStep> steps{{structurally(ty), false}};
  while (steps.size() < 64) {
    const TyId at = steps.back().ty;
    const TyData& d = tcx[at];
    if (d.kind == TyKind::Infer) {
      if (reached_var && d.infer_kind() == InferKind::Ty) *reached_var = true;
      break;
    }
    if (d.kind == TyKind::Ref || (through_raw && d.kind == TyKind::RawPtr)) {
      steps.push_back({structurally(d.inner), false});
    } else if (d.kind == TyKind::Adt && items.adt(d.def).is_box) {
      steps.push_back({structurally(tcx[d.args][0].ty()), false});
    } else {
      const TyId target = overloaded_deref_target(at, span);
      if (!target) break;
      steps.push_back({structurally(target), true});
    }
  }
  return steps;
}

void FnCtxt::push_derefs(const std::vector<AutoderefStep>& steps, size_t count, std::vector<Adjustment>& out) {
  for (size_t i = 1; i <= count; ++i)
    out.push_back({steps[i].overloaded ? AK::OverloadedDeref : AK::Deref, steps[i].ty});
}

TyId FnCtxt::check_deref(const hir::Expr& expr, TyId operand) {
  operand = structurally(operand);
  const TyData& d = tcx[operand];
  if (d.kind == TyKind::Error) return tcx.error;
  if (d.kind == TyKind::Ref || d.kind == TyKind::RawPtr) return d.inner;
  if (d.kind == TyKind::Adt && items.adt(d.def).is_box) return tcx[d.args][0].ty();
  if (const TyId target = overloaded_deref_target(operand, expr.span)) {
    const GenericArg self = GenericArg::of(operand);
    if (const AssocItem* method = items.assoc_item(lang("deref"), session.sym("deref"), AssocItem::Kind::Fn))
      tables.callee[expr.id] = {method->def, tcx.args({&self, 1})};
    adjust(*expr.lhs, {{AK::Borrow, tcx.ref(operand, false), false}});
    return target;
  }
  if (is_var(operand))
    error(expr.span, "type annotations needed", "E0282");
  else
    error(expr.span, "type " + show(operand) + " cannot be dereferenced", "E0614");
  return tcx.error;
}

// ---- fields --------------------------------------------------------------------------------------------------
std::optional<uint32_t> FnCtxt::find_field(TyId ty, SymbolId name, TyId& field_ty, Span span) {
  const TyData d = data(ty);
  if (d.kind == TyKind::Tuple) {
    const auto list = tcx[d.list];
    uint32_t index = 0;
    for (const char c : session.text(name)) {
      if (c < '0' || c > '9') return std::nullopt;
      index = index * 10 + static_cast<uint32_t>(c - '0');
    }
    if (index >= list.size()) return std::nullopt;
    field_ty = list[index];
    return index;
  }
  if (d.kind != TyKind::Adt) return std::nullopt;
  const AdtInfo& adt = items.adt(d.def);
  if (adt.kind == AdtInfo::Kind::Enum) return std::nullopt;
  const VariantInfo& variant = adt.variants[0];
  for (uint32_t i = 0; i < variant.fields.size(); ++i) {
    if (variant.fields[i].name != name) continue;
    const DefId def = variant.fields[i].def;
    if (hir.defs[def].crate != hir.defs[owner].crate && hir.defs[def].field &&
        hir.defs[def].field->vis.kind != ast::Visibility::Kind::Public && !in_library_)
      return std::nullopt;  // cannot be seen from here: another type further on may have it
    field_ty = norm(tcx.subst(known_type(items, def), d.args), span);
    return i;
  }
  return std::nullopt;
}

TyId FnCtxt::check_field(const hir::Expr& expr) {
  const bool before = diverges;
  const TyId base = check_expr(*expr.lhs);
  if (is_place_syntax(*expr.lhs) && tcx[shallow(base)].kind == TyKind::Never) diverges = before;
  bool reached_var = false;
  const std::vector<AutoderefStep> steps = autoderef(base, expr.span, false, &reached_var);
  for (size_t i = 0; i < steps.size(); ++i) {
    if (tcx[steps[i].ty].kind == TyKind::Error) return tcx.error;
    TyId field_ty;
    if (const auto index = find_field(steps[i].ty, expr.segment.ident.name, field_ty, expr.span)) {
      std::vector<Adjustment> adjustments;
      push_derefs(steps, i, adjustments);
      adjust(*expr.lhs, std::move(adjustments));
      tables.fields[expr.id] = *index;
      return field_ty;
    }
  }
  if (reached_var) {
    error(expr.lhs->span, "type annotations needed", "E0282", "cannot infer type");
    return tcx.error;
  }
  const TyId ty = resolve(base);
  const TyData& d = tcx[ty];
  const std::string name(session.text(expr.segment.ident.name));
  if (d.kind == TyKind::Adt && !hir.defs.crates[hir.defs[d.def].crate].is_user && !in_library_)
    unsupported(expr.span, "std:" + hir.defs.path(d.def, session.symbols) + "." + name);
  else
    error(expr.segment.ident.span, "no field `" + name + "` on type " + show(ty), "E0609", "unknown field");
  return tcx.error;
}

// ---- index ---------------------------------------------------------------------------------------------------
TyId FnCtxt::check_index(const hir::Expr& expr) {
  const TyId base = check_expr(*expr.lhs);
  const TyId index = structurally(check_expr(*expr.rhs));
  if (tcx[shallow(base)].kind == TyKind::Error || tcx[index].kind == TyKind::Error) return tcx.error;
  bool reached_var = false;
  const std::vector<AutoderefStep> steps = autoderef(base, expr.span, false, &reached_var);
  const DefId trait = lang("index");
  for (size_t i = 0; i < steps.size(); ++i) {
    const TyData d = tcx[steps[i].ty];
    const TyData idx = tcx[index];
    const bool usize_like = index == tcx.usize || (idx.kind == TyKind::Infer && idx.infer_kind() == InferKind::Int);
    if ((d.kind == TyKind::Array || d.kind == TyKind::Slice) && usize_like) {
      std::vector<Adjustment> adjustments;
      push_derefs(steps, i, adjustments);
      adjust(*expr.lhs, std::move(adjustments));
      unify(index, tcx.usize);
      return d.inner;
    }
    for (int unsize = 0; unsize < 2; ++unsize) {
      if (unsize && d.kind != TyKind::Array) break;
      const TyId self = unsize ? tcx.slice(d.inner) : steps[i].ty;
      if (tcx[self].kind == TyKind::Infer) break;
      const TyId input = fresh_ty(expr.span);
      const std::optional<Callee> method = method_in_trait(trait, "index", self, {&input, 1}, expr.rhs->span);
      if (!method) continue;
      std::vector<Adjustment> adjustments;
      push_derefs(steps, i, adjustments);
      adjustments.push_back({AK::Borrow, tcx.ref(steps[i].ty, false), false});
      if (unsize) adjustments.push_back({AK::Unsize, tcx.ref(self, false)});
      adjust(*expr.lhs, std::move(adjustments));
      tables.callee[expr.id] = *method;
      select_where_possible();
      coerce(*expr.rhs, index, input);
      const AssocItem* output = items.assoc_item(trait, session.sym("Output"), AssocItem::Kind::Type);
      return output ? structurally(project(output->def, method->args, expr.span)) : tcx.error;
    }
  }
  if (reached_var)
    error(expr.lhs->span, "type annotations needed", "E0282", "cannot infer type");
  else
    error(expr.span, "cannot index into a value of type " + show(base), "E0608");
  return tcx.error;
}

// ---- mutability ----------------------------------------------------------------------------------------------
void FnCtxt::make_index_mutable(const hir::Expr& expr) {
  const auto it = tables.callee.find(expr.id);
  if (it == tables.callee.end()) return;
  const DefId trait = lang("index_mut");
  if (!trait || holds(trait, it->second.args) == Answer::No) return;
  const AssocItem* method = items.assoc_item(trait, session.sym("index_mut"), AssocItem::Kind::Fn);
  if (!method) return;
  it->second.def = method->def;
  require_trait(trait, it->second.args, expr.span);
  for (Adjustment& a : tables.adjustments[expr.lhs->id]) {
    if (a.kind == AK::Borrow) {
      a.is_mut = true;
      a.target = tcx.ref(data(a.target).inner, true);
    } else if (a.kind == AK::Unsize) {
      a.target = tcx.ref(data(a.target).inner, true);
    }
  }
}

void FnCtxt::make_deref_mutable(const hir::Expr& expr) {
  const auto it = tables.callee.find(expr.id);
  if (it == tables.callee.end()) return;
  const DefId trait = lang("deref_mut");
  if (!trait || holds(trait, it->second.args) == Answer::No) return;
  const AssocItem* method = items.assoc_item(trait, session.sym("deref_mut"), AssocItem::Kind::Fn);
  if (!method) return;
  it->second.def = method->def;
  std::vector<Adjustment>& list = tables.adjustments[expr.lhs->id];
  if (!list.empty() && list.back().kind == AK::Borrow) {
    list.back().is_mut = true;
    list.back().target = tcx.ref(data(list.back().target).inner, true);
  }
}

/// The place `expr` is written or mutably borrowed: every overloaded step on the way to it must be the mutable one.
void FnCtxt::make_mutable(const hir::Expr& expr) {
  std::vector<const hir::Expr*> chain{&expr};
  for (const hir::Expr* at = &expr;
       at->kind == EK::Field || at->kind == EK::Index || (at->kind == EK::Unary && at->un_op == hir::UnOp::Deref);) {
    at = at->lhs;
    chain.push_back(at);
  }
  const DefId deref_mut = lang("deref_mut");
  for (size_t i = chain.size(); i-- > 0;) {
    const hir::Expr& at = *chain[i];
    const auto list = tables.adjustments.find(at.id);
    if (list != tables.adjustments.end()) {
      TyId source = tables.ty[at.id];
      for (Adjustment& a : list->second) {
        if (a.kind == AK::OverloadedDeref) {
          const GenericArg self = GenericArg::of(resolve(source));
          if (holds(deref_mut, tcx.args({&self, 1})) != Answer::No) a.is_mut = true;
        }
        source = a.target;
      }
    }
    if (at.kind == EK::Index) make_index_mutable(at);
    if (at.kind == EK::Unary && at.un_op == hir::UnOp::Deref) make_deref_mutable(at);
  }
}

}  // namespace assay::infer
