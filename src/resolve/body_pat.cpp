// Patterns from syntax to HIR. An identifier that names a constant, static or unit constructor is not a binding.
#include "resolve/body_lower.h"
#include "resolve/macros.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

const hir::Pat* BodyLowerer::pat_in_scope(const ast::Pat& from) {
  Bindings bindings;
  const Pat* to = pat(from, bindings);
  push_bindings(bindings);
  return to;
}

const hir::Pat* BodyLowerer::pat(const ast::Pat& from, Bindings& bindings) {
  using From = ast::Pat::Kind;
  using To = Pat::Kind;
  Pat* to = nullptr;
  switch (from.kind) {
    case From::Wild:
    case From::Rest:
      return make_pat(To::Wild, from.span);
    case From::Ident:
      return ident_pat(from, bindings);
    case From::Lit:
    case From::ConstBlock:
      to = make_pat(To::Lit, from.span);
      to->lo = pat_expr(*from.lo);
      return to;
    case From::Range:
      to = make_pat(To::Range, from.span);
      if (from.lo) to->lo = pat_expr(*from.lo);
      if (from.hi) to->hi = pat_expr(*from.hi);
      to->range_end = from.range_end;
      return to;
    case From::Ref:
    case From::Box:
      to = make_pat(from.kind == From::Ref ? To::Ref : To::Box, from.span);
      to->is_mut = from.is_mut;
      to->sub = pat(*from.sub, bindings);
      return to;
    case From::Tuple:
    case From::Slice:
      to = make_pat(from.kind == From::Tuple ? To::Tuple : To::Slice, from.span);
      sub_pats(from.pats, from.kind == From::Slice, *to, bindings);
      return to;
    case From::Path:
      to = make_pat(To::Path, from.span);
      to->path = types_.path(from.path, Want::Pattern);
      break;
    case From::TupleStruct:
      to = make_pat(To::TupleStruct, from.span);
      to->path = types_.path(from.path, Want::TupleStruct);
      sub_pats(from.pats, false, *to, bindings);
      break;
    case From::Struct:
      to = make_pat(To::Struct, from.span);
      to->path = types_.path(from.path, Want::Struct);
      for (const ast::FieldPat& field : from.fields)
        to->fields.push_back({field.name, pat(*field.pat, bindings), field.span});
      to->has_rest = from.has_rest;
      break;
    case From::Or: {
      to = make_pat(To::Or, from.span);
      for (const ast::Pat* each : from.pats) to->pats.push_back(pat(*each, bindings));
      return to;
    }
    case From::Paren:
      return pat(*from.sub, bindings);
    case From::Macro: {
      ExpansionDepth depth(cx_, from.span);
      const ast::Pat* expanded = depth.exceeded() ? nullptr : expand_pat(cx_, scope(), *from.macro);
      if (expanded) return pat(*expanded, bindings);
      body_->has_error = true;
      return make_pat(To::Error, from.span);
    }
    case From::Never:
      return make_pat(To::Never, from.span);
    case From::Error:
      body_->has_error = true;
      return make_pat(To::Error, from.span);
  }
  if (to->path->res.kind == Res::Kind::Err && !to->path->qself) {
    body_->has_error = true;
    return make_pat(To::Error, from.span);
  }
  return to;
}

const hir::Pat* BodyLowerer::ident_pat(const ast::Pat& from, Bindings& bindings) {
  if (!from.by_ref && !from.is_mut && !from.sub) {
    const Binding named = lookup_lexical(cx_, scope(), from.ident.name, Ns::Value);
    bool is_constant = named.res.kind == Res::Kind::SelfCtor;
    if (named.res.kind == Res::Kind::Def) {
      const hir::Def& def = cx_.defs[named.res.def];
      is_constant = def.kind == DefKind::Const || def.kind == DefKind::Static || def.kind == DefKind::AssocConst ||
                    def.kind == DefKind::ConstParam ||
                    (def.kind == DefKind::Ctor && def.ctor_kind == hir::CtorKind::Const);
    }
    if (is_constant && from.ident.name != cx_.names.self_) {
      hir::Path path{.span = from.span, .res = named.res, .resolved = 1};
      path.segments.push_back({from.ident, nullptr});
      Pat* to = make_pat(Pat::Kind::Path, from.span);
      to->path = cx_.session.arena.make<hir::Path>(std::move(path));
      return to;
    }
  }
  Pat* to = make_pat(Pat::Kind::Binding, from.span);
  to->by_ref = from.by_ref;
  to->is_mut = from.is_mut;
  for (const auto& [name, local] : bindings)
    if (name.name == from.ident.name && name.context == from.ident.context) to->local = local;
  if (!to->local) {
    // `mut` of a `ref mut` binding says what is borrowed, not that the variable changes.
    to->local = declare(from.ident, from.ident.span, to->id, from.is_mut && !from.by_ref);
    bindings.emplace_back(from.ident, to->local);
  }
  if (from.sub && from.sub->kind != ast::Pat::Kind::Rest) to->sub = pat(*from.sub, bindings);
  return to;
}

void BodyLowerer::sub_pats(const std::vector<const ast::Pat*>& from, bool is_slice, Pat& to, Bindings& bindings) {
  for (const ast::Pat* each : from) {
    const ast::Pat* inner = each;
    while (inner->kind == ast::Pat::Kind::Paren) inner = inner->sub;
    const bool bare = inner->kind == ast::Pat::Kind::Rest;
    const bool named = inner->kind == ast::Pat::Kind::Ident && inner->sub && inner->sub->kind == ast::Pat::Kind::Rest;
    if (bare || (is_slice && named)) to.rest = static_cast<uint32_t>(to.pats.size());
    if (bare && !is_slice) continue;
    to.pats.push_back(pat(*each, bindings));
  }
}

/// What may stand in a literal or range pattern: a literal, a negated one, a path, a const block.
const hir::Expr* BodyLowerer::pat_expr(const ast::Expr& from) {
  if (from.kind == ast::Expr::Kind::Path) {
    // Never a local variable.
    const hir::Path* lowered = types_.path(from.path, Want::Pattern);
    if (lowered->res.kind == Res::Kind::Err && !lowered->qself) return error(from.span);
    return path_expr(lowered, from.span);
  }
  return expr(from);
}

}  // namespace assay::resolve
