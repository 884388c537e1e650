// What do written types, bounds and constant arguments mean? Paths are in path_lowering.
#include "resolve/ty_lowering.h"

#include "lex/lexer.h"
#include "resolve/generics.h"
#include "resolve/macros.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

const hir::Ty* TyLowerer::unit(Span span) { return make({.kind = hir::Ty::Kind::Tuple, .span = span}); }

const hir::Ty* TyLowerer::ty_of_res(Res res, Ident name, Span span) {
  hir::Path path{.span = span, .res = res};
  path.resolved = 1;
  path.segments.push_back({name, nullptr});
  return make({.kind = hir::Ty::Kind::Path, .span = span, .path = cx_.session.arena.make<hir::Path>(path)});
}

const hir::Ty* TyLowerer::ty(const ast::Ty& from) {
  using From = ast::Ty::Kind;
  using To = hir::Ty::Kind;
  switch (from.kind) {
    case From::Path:
      return path_ty(from);
    case From::Ref: {
      hir::Ty to{.kind = To::Ref, .span = from.span, .inner = ty(*from.inner), .is_mut = from.is_mut};
      if (from.lifetime) to.lifetime = lifetime(*from.lifetime);
      return make(std::move(to));
    }
    case From::RawPtr:
      return make({.kind = To::RawPtr, .span = from.span, .inner = ty(*from.inner), .is_mut = from.is_mut});
    case From::Slice:
      return make({.kind = To::Slice, .span = from.span, .inner = ty(*from.inner)});
    case From::Array: {
      hir::Ty to{.kind = To::Array, .span = from.span, .inner = ty(*from.inner)};
      to.length = const_arg(*from.length);
      return make(std::move(to));
    }
    case From::Tuple: {
      hir::Ty to{.kind = To::Tuple, .span = from.span};
      for (const ast::Ty* element : from.elements) to.elements.push_back(ty(*element));
      return make(std::move(to));
    }
    case From::Never:
      return make({.kind = To::Never, .span = from.span});
    case From::Infer:
      return make({.kind = To::Infer, .span = from.span});
    case From::BareFn: {
      hir::Ty to{.kind = To::BareFn, .span = from.span};
      to.bound_lifetimes = enter_binder(from.for_params);
      for (const ast::BareFnParam& param : from.params)
        if (param.ty && param.ty->kind != From::CVarArgs) to.elements.push_back(ty(*param.ty));
      if (from.output) to.output = ty(*from.output);
      to.is_unsafe = from.is_unsafe;
      to.is_variadic = from.is_variadic;
      if (from.abi) to.abi = *from.abi;
      leave_binder(to.bound_lifetimes.size());
      return make(std::move(to));
    }
    case From::ImplTrait:
      return impl_trait(from);
    case From::DynTrait: {
      hir::Ty to{.kind = To::DynTrait, .span = from.span};
      to.bounds = bounds(from.bounds, &to.lifetime);
      return make(std::move(to));
    }
    case From::Paren:
      return ty(*from.inner);
    case From::Macro: {
      ExpansionDepth depth(cx_, from.span);
      const ast::Ty* expanded = depth.exceeded() ? nullptr : expand_ty(cx_, scope_, *from.macro);
      if (expanded) return ty(*expanded);
      failed = true;
      return make({.kind = To::Error, .span = from.span});
    }
    case From::SelfImplicit: {
      const Binding self = lookup_lexical(cx_, scope_, cx_.names.self_ty, Ns::Type);
      if (self) return ty_of_res(self.res, {cx_.names.self_ty, from.span, {}}, from.span);
      failed = true;
      return make({.kind = To::Error, .span = from.span});
    }
    case From::CVarArgs:
      return make({.kind = To::Error, .span = from.span});
    case From::Error:
      failed = true;
      return make({.kind = To::Error, .span = from.span});
  }
  return nullptr;
}

const hir::Ty* TyLowerer::path_ty(const ast::Ty& from) {
  const hir::Path* lowered = path(from.path, Want::Type);
  if (lowered->res.kind == Res::Kind::Err && !lowered->qself)
    return make({.kind = hir::Ty::Kind::Error, .span = from.span});
  if (lowered->res.kind == Res::Kind::Def && lowered->resolved == lowered->segments.size() && !lowered->qself) {
    const DefKind kind = cx_.defs[lowered->res.def].kind;
    if (kind == DefKind::Trait || kind == DefKind::TraitAlias) {
      hir::Ty object{.kind = hir::Ty::Kind::DynTrait, .span = from.span};
      object.bounds.push_back({.span = from.span, .path = lowered});
      return make(std::move(object));
    }
  }
  return make({.kind = hir::Ty::Kind::Path, .span = from.span, .path = lowered});
}

const hir::Ty* TyLowerer::impl_trait(const ast::Ty& from) {
  if (synthetic) {
    hir::Def def{.kind = DefKind::TyParam,
                 .parent = scope_.owner,
                 .crate = scope_.module->crate,
                 .name = cx_.sym("impl " + std::string(cx_.session.sources.text(from.span))),
                 .span = from.span};
    if (def.name && cx_.text(def.name).starts_with("impl impl ")) def.name = cx_.sym(cx_.text(def.name).substr(5));
    def.index = static_cast<uint32_t>(synthetic->params.size());
    const SymbolId name = def.name;
    const DefId id = cx_.add_def(std::move(def), scope_.module, scope_.textual);
    synthetic->params.push_back({.def = id, .kind = ast::GenericParam::Kind::Type, .name = name, .synthetic = true});
    const hir::Ty* param = ty_of_res(res_of(id), {name, from.span, {}}, from.span);
    hir::WherePredicate predicate{.span = from.span, .bounded = param};
    predicate.bounds = bounds(from.bounds);
    synthetic->predicates.push_back(std::move(predicate));
    return param;
  }
  hir::Def def{.kind = DefKind::OpaqueTy, .parent = scope_.owner, .crate = scope_.module->crate, .span = from.span};
  const DefId id = cx_.add_def(std::move(def), scope_.module, scope_.textual);
  auto* sig = cx_.session.arena.make<hir::ItemSig>();
  cx_.info_of(id).sig = sig;
  sig->bounds = bounds(from.bounds);
  return make({.kind = hir::Ty::Kind::Opaque, .span = from.span, .def = id});
}

std::vector<DefId> TyLowerer::enter_binder(const std::vector<ast::GenericParam>& params) {
  std::vector<DefId> defs;
  for (const ast::GenericParam& param : params) {
    if (param.kind != ast::GenericParam::Kind::Lifetime) continue;
    hir::Def def{.kind = DefKind::LifetimeParam,
                 .parent = scope_.owner,
                 .crate = scope_.module->crate,
                 .name = param.name.name,
                 .span = param.name.span};
    def.index = static_cast<uint32_t>(defs.size());
    defs.push_back(cx_.add_def(std::move(def), scope_.module, scope_.textual));
    binders_.push_back({param.name.name, defs.back()});
  }
  return defs;
}

hir::Lifetime TyLowerer::lifetime(const Ident& name) {
  if (name.name == cx_.names.static_lifetime) return {hir::Lifetime::Kind::Static, {}};
  if (name.name == cx_.names.underscore_lifetime) return {};
  for (auto it = binders_.rbegin(); it != binders_.rend(); ++it)
    if (it->name == name.name) return {hir::Lifetime::Kind::Bound, it->def};
  if (!scope_.owner) return {};
  for (DefId at = cx_.defs.generics_owner(scope_.owner); at; at = generics_parent(cx_, at))
    for (const hir::GenericParam& param : generic_params(cx_, at))
      if (param.kind == ast::GenericParam::Kind::Lifetime && param.name == name.name)
        return {hir::Lifetime::Kind::Param, param.def};
  return {};
}

hir::TraitBound TyLowerer::bound(const ast::Bound& from) {
  hir::TraitBound to{.span = from.span, .maybe = from.maybe};
  to.bound_lifetimes = enter_binder(from.for_params);
  to.path = path(from.path, Want::Trait);
  leave_binder(to.bound_lifetimes.size());
  return to;
}

std::vector<hir::TraitBound> TyLowerer::bounds(const std::vector<ast::Bound>& from, hir::Lifetime* life) {
  std::vector<hir::TraitBound> to;
  for (const ast::Bound& each : from) {
    if (each.kind == ast::Bound::Kind::Lifetime && life) *life = lifetime(each.lifetime);
    if (each.kind != ast::Bound::Kind::Trait) continue;
    hir::TraitBound lowered = bound(each);
    if (lowered.path->res.kind != Res::Kind::Err) to.push_back(std::move(lowered));
  }
  return to;
}

const hir::GenericArgs* TyLowerer::generic_args(const ast::GenericArgs& from) {
  hir::GenericArgs to{.span = from.span, .parenthesized = from.parenthesized};
  if (from.parenthesized) {
    hir::Ty inputs{.kind = hir::Ty::Kind::Tuple, .span = from.span};
    for (const ast::GenericArg& arg : from.args)
      if (arg.ty) inputs.elements.push_back(ty(*arg.ty));
    to.args.push_back({.kind = hir::GenericArg::Kind::Type, .span = from.span, .ty = make(std::move(inputs))});
    hir::AssocConstraint output{.name = {cx_.names.output, from.span, {}}};
    output.ty = from.output ? ty(*from.output) : unit(from.span);
    to.constraints.push_back(std::move(output));
  } else {
    to.args.reserve(from.args.size());
    for (const ast::GenericArg& arg : from.args) generic_arg(arg, to);
  }
  return cx_.session.arena.make<hir::GenericArgs>(std::move(to));
}

void TyLowerer::generic_arg(const ast::GenericArg& from, hir::GenericArgs& to) {
  using From = ast::GenericArg::Kind;
  using To = hir::GenericArg::Kind;
  switch (from.kind) {
    case From::Lifetime:
      to.args.push_back({.kind = To::Lifetime,
                         .span = from.span,
                         .lifetime = cx_.session.arena.make<hir::Lifetime>(lifetime(from.lifetime))});
      return;
    case From::Type:
      if (is_const_argument(*from.ty))
        to.args.push_back({.kind = To::Const, .span = from.span, .constant = const_path(from.ty->path)});
      else
        to.args.push_back({.kind = To::Type, .span = from.span, .ty = ty(*from.ty)});
      return;
    case From::Const:
      to.args.push_back({.kind = To::Const, .span = from.span, .constant = const_arg(*from.expr)});
      return;
    case From::AssocEq:
    case From::AssocConstEq:
    case From::AssocBound: {
      hir::AssocConstraint constraint{.name = from.lifetime};
      if (from.assoc_args) constraint.args = generic_args(*from.assoc_args);
      if (from.ty && is_const_argument(*from.ty))
        constraint.constant = const_path(from.ty->path);
      else if (from.ty)
        constraint.ty = ty(*from.ty);
      if (from.expr) constraint.constant = const_arg(*from.expr);
      constraint.bounds = bounds(from.bounds);
      to.constraints.push_back(std::move(constraint));
      return;
    }
  }
}

bool TyLowerer::is_const_argument(const ast::Ty& from) {
  if (from.kind != ast::Ty::Kind::Path || from.path.qself || from.path.segments.size() != 1 || from.path.global ||
      from.path.dollar_crate || from.path.segments[0].args)
    return false;
  const SymbolId name = from.path.segments[0].ident.name;
  const Binding as_type = lookup_lexical(cx_, scope_, name, Ns::Type);
  if (as_type && !as_type.missing) return false;
  const Binding as_value = lookup_lexical(cx_, scope_, name, Ns::Value);
  return as_value && !as_value.missing;
}

const hir::ConstArg* TyLowerer::const_path(const ast::Path& from) {
  const hir::Path* lowered = path(from, Want::Value);
  hir::ConstArg to{.kind = hir::ConstArg::Kind::Path, .span = from.span, .path = lowered};
  if (lowered->res.kind == Res::Kind::Def && cx_.defs[lowered->res.def].kind == DefKind::ConstParam) {
    to.kind = hir::ConstArg::Kind::Param;
    to.def = lowered->res.def;
  }
  return cx_.session.arena.make<hir::ConstArg>(to);
}

const hir::ConstArg* TyLowerer::anon_const(const ast::Expr& from) {
  hir::Def def{.kind = DefKind::AnonConst, .parent = scope_.owner, .crate = scope_.module->crate, .span = from.span};
  if (!def.parent) def.parent = scope_.module->normal->def;
  const DefId id = cx_.add_def(std::move(def), scope_.module, scope_.textual);
  cx_.info_of(id).expr = &from;
  return cx_.session.arena.make<hir::ConstArg>(
      hir::ConstArg{.kind = hir::ConstArg::Kind::Anon, .span = from.span, .def = id});
}

const hir::ConstArg* TyLowerer::const_arg(const ast::Expr& from) {
  using Kind = ast::Expr::Kind;
  hir::ConstArg to{.kind = hir::ConstArg::Kind::Literal, .span = from.span};
  switch (from.kind) {
    case Kind::Lit: {
      const ast::Literal& lit = from.lit;
      if (lit.kind == ast::Literal::Kind::Bool || lit.kind == ast::Literal::Kind::Char ||
          lit.kind == ast::Literal::Kind::Byte) {
        to.value = lit.scalar;
        return cx_.session.arena.make<hir::ConstArg>(to);
      }
      unsigned __int128 value = 0;
      if (lit.kind == ast::Literal::Kind::Int && lex::parse_integer(cx_.text(lit.text), value) && value <= UINT64_MAX) {
        to.value = static_cast<uint64_t>(value);
        return cx_.session.arena.make<hir::ConstArg>(to);
      }
      return anon_const(from);
    }
    case Kind::Paren:
      return const_arg(*from.lhs);
    case Kind::Underscore:
      to.kind = hir::ConstArg::Kind::Infer;
      return cx_.session.arena.make<hir::ConstArg>(to);
    case Kind::Path:
      return const_path(from.path);
    case Kind::Block:
      if (from.block && !from.label && from.block->stmts.size() == 1 &&
          from.block->stmts[0].kind == ast::Stmt::Kind::Expr) {
        const ast::Expr& tail = *from.block->stmts[0].init;
        if (tail.kind == Kind::Lit || tail.kind == Kind::Path) return const_arg(tail);
      }
      return anon_const(from);
    case Kind::Array:
    case Kind::Repeat:
    case Kind::Tuple:
    case Kind::Struct:
    case Kind::Call:
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
      return anon_const(from);
  }
  return nullptr;
}

}  // namespace assay::resolve
