// Assignments. A destructuring one becomes `{ let pattern = value; place = part; ... }`, in source order.
#include "resolve/body_lower.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

bool BodyLowerer::is_destructuring(const ast::Expr& from) {
  using Kind = ast::Expr::Kind;
  switch (from.kind) {
    case Kind::Tuple:
    case Kind::Array:
    case Kind::Struct:
    case Kind::Underscore:
      return true;
    case Kind::Call:
      return from.lhs->kind == Kind::Path;
    case Kind::Paren:
      return is_destructuring(*from.lhs);
    case Kind::Lit:
    case Kind::Path:
    case Kind::Repeat:
    case Kind::MethodCall:
    case Kind::Binary:
    case Kind::Unary:
    case Kind::AddrOf:
    case Kind::RawAddrOf:
    case Kind::Cast:
    case Kind::Field:
    case Kind::Index:
    case Kind::Assign:
    case Kind::AssignOp:
    case Kind::Range:
    case Kind::Block:
    case Kind::Unsafe:
    case Kind::ConstBlock:
    case Kind::If:
    case Kind::Let:
    case Kind::Match:
    case Kind::Loop:
    case Kind::While:
    case Kind::For:
    case Kind::Break:
    case Kind::Continue:
    case Kind::Return:
    case Kind::Closure:
    case Kind::Try:
    case Kind::Await:
    case Kind::Async:
    case Kind::Macro:
    case Kind::Yield:
    case Kind::Become:
    case Kind::Error:
    case Kind::FormatArgs:
    case Kind::OffsetOf:
    case Kind::BuiltinType:
      return false;
  }
  return false;
}

const hir::Expr* BodyLowerer::assign(const ast::Expr& from) {
  if (!is_destructuring(*from.lhs)) {
    Expr* to = make(Expr::Kind::Assign, from.span);
    to->lhs = expr(*from.lhs);
    to->rhs = expr(*from.rhs);
    return to;
  }
  Expr* to = make(Expr::Kind::Block, from.span);
  hir::Stmt let{.kind = hir::Stmt::Kind::Let, .span = from.span};
  let.init = expr(*from.rhs);
  std::vector<Assignment> assignments;
  let.pat = assignee(*from.lhs, assignments);
  to->stmts.push_back(let);
  for (const Assignment& each : assignments) {
    Expr* store = make(Expr::Kind::Assign, each.place->span);
    store->lhs = expr(*each.place);
    store->rhs = local_expr(each.value, each.place->span);
    hir::Stmt stmt{.kind = hir::Stmt::Kind::Semi, .span = each.place->span};
    stmt.init = store;
    to->stmts.push_back(stmt);
  }
  return to;
}

void BodyLowerer::assignees(const std::vector<const ast::Expr*>& from, bool is_slice, Pat& to,
                            std::vector<Assignment>& out) {
  for (const ast::Expr* each : from) {
    if (each->kind == ast::Expr::Kind::Range && !each->lhs && !each->rhs) {
      to.rest = static_cast<uint32_t>(to.pats.size());
      if (is_slice) to.pats.push_back(make_pat(Pat::Kind::Wild, each->span));
      continue;
    }
    to.pats.push_back(assignee(*each, out));
  }
}

const hir::Pat* BodyLowerer::assignee(const ast::Expr& from, std::vector<Assignment>& assignments) {
  using Kind = ast::Expr::Kind;
  if (from.kind == Kind::Paren) return assignee(*from.lhs, assignments);
  if (from.kind == Kind::Underscore) return make_pat(Pat::Kind::Wild, from.span);
  if (from.kind == Kind::Tuple || from.kind == Kind::Array) {
    const bool is_slice = from.kind == Kind::Array;
    Pat* to = make_pat(is_slice ? Pat::Kind::Slice : Pat::Kind::Tuple, from.span);
    assignees(from.exprs, is_slice, *to, assignments);
    return to;
  }
  if (from.kind == Kind::Call && from.lhs->kind == Kind::Path) {
    const PathResult callee = types_.resolve_quietly(from.lhs->path, Ns::Value);
    if (callee.found() && callee.res.kind == Res::Kind::Def && cx_.defs[callee.res.def].kind == DefKind::Fn) {
      cx_.session.diags.error(from.span, "invalid left-hand side of assignment", "E0070");
      return make_pat(Pat::Kind::Wild, from.span);
    }
    Pat* to = make_pat(Pat::Kind::TupleStruct, from.span);
    to->path = types_.path(from.lhs->path, Want::TupleStruct);
    assignees(from.exprs, false, *to, assignments);
    return to;
  }
  if (from.kind == Kind::Struct) {
    Pat* to = make_pat(Pat::Kind::Struct, from.span);
    to->path = types_.path(from.path, Want::Struct);
    to->has_rest = from.struct_rest;
    for (const ast::FieldInit& init : from.fields)
      to->fields.push_back({init.name, assignee(*init.value, assignments), init.span});
    return to;
  }
  if (from.kind == Kind::Path && !(from.path.segments.size() == 1 && find_local(from.path.segments[0].ident))) {
    const PathResult found = types_.resolve_quietly(from.path, Ns::Value);
    if (found.found() && found.res.kind == Res::Kind::Def && cx_.defs[found.res.def].kind == DefKind::Ctor) {
      Pat* to = make_pat(Pat::Kind::Path, from.span);
      to->path = types_.path(from.path, Want::Pattern);
      return to;
    }
  }
  Assignment assignment{.place = &from, .value = {}};
  const Pat* to = binding("lhs", from.span, false, assignment.value);
  assignments.push_back(assignment);
  return to;
}

}  // namespace assay::resolve
