// One body from syntax to HIR: entry points, scopes of locals and labels, and the constructors of nodes.
#include "resolve/body_lower.h"

#include <string>

#include "syntax/parser.h"

namespace assay::resolve {

using hir::DefKind;
using hir::Res;

BodyLowerer::BodyLowerer(Context& cx, DefId owner, Scope scope) : cx_(cx), owner_(owner), types_(cx, scope) {
  body_ = cx.session.arena.make<hir::Body>();
  body_->owner = owner;
  body_->edition = scope.module->edition;
  is_2024_ = body_->edition == Edition::E2024;
  ++cx_.in_body;
}

const hir::Body* BodyLowerer::finish(const Expr* value) {
  --cx_.in_body;
  body_->value = value;
  body_->has_error = body_->has_error || types_.failed;
  return body_;
}

const hir::Body* BodyLowerer::fn_body(const ast::Item& item) {
  const ast::Block* block_ast = syntax::parse_body(cx_.session, item.body, body_->edition);
  if (!block_ast) {
    body_->has_error = true;
    return finish(error(item.span));
  }
  if (item.sig.is_async) return async_fn_body(item, *block_ast);
  const hir::ItemSig& sig = item_sig(cx_, owner_);
  if (sig.fn.is_variadic) return finish(block_of(unsupported(item.span, "item:c-variadic-fn"), item.span));
  Bindings bindings;
  size_t input = 0;
  for (size_t i = 0; i < item.sig.params.size(); ++i) {
    const ast::Param& param = item.sig.params[i];
    if (param.ty && param.ty->kind == ast::Ty::Kind::CVarArgs) continue;
    const Pat* lowered = param.pat ? pat(*param.pat, bindings) : make_pat(Pat::Kind::Wild, param.span);
    if (i == 0 && sig.fn.has_self && item.sig.self_mut && lowered->kind == Pat::Kind::Binding) {
      auto* with_mut = cx_.session.arena.make<Pat>(*lowered);
      with_mut->is_mut = true;
      body_->locals[with_mut->local].is_mut = true;
      lowered = with_mut;
    }
    const hir::Ty* ty = input < sig.fn.inputs.size() ? sig.fn.inputs[input] : nullptr;
    ++input;
    body_->params.push_back({lowered, ty, param.span});
  }
  push_bindings(bindings);
  return finish(block(*block_ast));
}

const hir::Body* BodyLowerer::expr_body(const ast::Expr& from) { return finish(expr(from)); }
const hir::Body* BodyLowerer::block_body(const ast::Block& from) { return finish(block(from)); }

// ---- scopes --------------------------------------------------------------------------------------------------
hir::LocalVar BodyLowerer::find_local(const Ident& name) {
  SyntaxContextId context = name.context;
  for (size_t i = ribs_.size(); i-- > 0;) {
    const Rib& rib = ribs_[i];
    switch (rib.kind) {
      case Rib::Kind::Local:
        if (rib.name.name == name.name && rib.name.context == context) return rib.local;
        break;
      case Rib::Kind::MacroDef:
        context = cx_.contexts.leave_definition(context, rib.macro);
        break;
      case Rib::Kind::BlockModule:
        // An item or import of this block hides locals further out.
        if (lookup_in_module(cx_, rib.module, name.name, Ns::Value)) return {};
        break;
      case Rib::Kind::Label:
      case Rib::Kind::Closure:
        break;
    }
  }
  return {};
}

hir::HirId BodyLowerer::find_label(const Ident& name) {
  SyntaxContextId context = name.context;
  for (size_t i = ribs_.size(); i-- > 0;) {
    const Rib& rib = ribs_[i];
    switch (rib.kind) {
      case Rib::Kind::Label:
        if (rib.name.name == name.name && rib.name.context == context) return rib.target;
        break;
      case Rib::Kind::MacroDef:
        context = cx_.contexts.leave_definition(context, rib.macro);
        break;
      case Rib::Kind::Closure:
        return {};
      case Rib::Kind::Local:
      case Rib::Kind::BlockModule:
        break;
    }
  }
  return {};
}

void BodyLowerer::push_bindings(const Bindings& bindings) {
  for (const auto& [name, local] : bindings) ribs_.push_back({.kind = Rib::Kind::Local, .name = name, .local = local});
}

hir::LocalVar BodyLowerer::declare(const Ident& name, Span span, hir::HirId owner, bool is_mut) {
  return body_->locals.push({name, span, owner, is_mut});
}

// ---- making nodes --------------------------------------------------------------------------------------------
hir::Expr* BodyLowerer::make(Expr::Kind kind, Span span) {
  return cx_.session.arena.make<Expr>(Expr{.kind = kind, .id = hir::HirId(body_->hir_ids++), .span = span});
}
hir::Pat* BodyLowerer::make_pat(Pat::Kind kind, Span span) {
  return cx_.session.arena.make<Pat>(Pat{.kind = kind, .id = hir::HirId(body_->hir_ids++), .span = span});
}
const hir::Expr* BodyLowerer::error(Span span) {
  body_->has_error = true;
  return make(Expr::Kind::Error, span);
}
const hir::Expr* BodyLowerer::unsupported(Span span, std::string_view feature) {
  Expr* to = make(Expr::Kind::Unsupported, span);
  to->feature = cx_.sym(feature);
  return to;
}
const hir::Expr* BodyLowerer::unit(Span span) { return make(Expr::Kind::Tuple, span); }

const hir::Expr* BodyLowerer::local_expr(hir::LocalVar local, Span span) {
  hir::Path to{.span = span, .res = {.kind = Res::Kind::Local, .local = local}, .resolved = 1};
  to.segments.push_back({body_->locals[local].name, nullptr});
  return path_expr(cx_.session.arena.make<hir::Path>(std::move(to)), span);
}
const hir::Expr* BodyLowerer::path_expr(const hir::Path* path, Span span) {
  Expr* to = make(Expr::Kind::Path, span);
  to->path = path;
  return to;
}
const hir::Expr* BodyLowerer::call(const Expr* callee, std::vector<const Expr*> args, Span span) {
  Expr* to = make(Expr::Kind::Call, span);
  to->lhs = callee;
  to->exprs = std::move(args);
  return to;
}
const hir::Expr* BodyLowerer::addr_of(const Expr* of, Span span, bool is_mut) {
  Expr* to = make(Expr::Kind::AddrOf, span);
  to->lhs = of;
  to->is_mut = is_mut;
  return to;
}
const hir::Expr* BodyLowerer::array(std::vector<const Expr*> elements, Span span) {
  Expr* to = make(Expr::Kind::Array, span);
  to->exprs = std::move(elements);
  return to;
}
const hir::Expr* BodyLowerer::literal(ast::Literal lit, Span span) {
  Expr* to = make(Expr::Kind::Lit, span);
  to->lit = lit;
  return to;
}
const hir::Expr* BodyLowerer::integer(uint64_t value, std::string_view suffix, Span span) {
  return literal({.kind = ast::Literal::Kind::Int, .text = cx_.sym(std::to_string(value)), .suffix = cx_.sym(suffix)},
                 span);
}
const hir::Expr* BodyLowerer::string(SymbolId text, Span span) {
  return literal({.kind = ast::Literal::Kind::Str, .text = text}, span);
}
const hir::Expr* BodyLowerer::field(const Expr* of, std::string_view name, Span span) {
  Expr* to = make(Expr::Kind::Field, span);
  to->lhs = of;
  to->segment.ident = ident(name, span);
  return to;
}
const hir::Expr* BodyLowerer::block_of(const Expr* tail, Span span) {
  Expr* to = make(Expr::Kind::Block, span);
  to->lhs = tail;
  to->tail_2024 = is_2024_;
  return to;
}

const hir::Path* BodyLowerer::item_path(DefId def, Span span) {
  hir::Path to{.span = span};
  if (!def) return cx_.session.arena.make<hir::Path>(std::move(to));
  to.res = res_of(def);
  const DefId parent = cx_.defs[def].parent;
  if (parent && cx_.defs[parent].kind == DefKind::Trait) {
    to.segments.push_back({{cx_.defs[parent].name, span, {}}, nullptr});
    to.trait_segment = 0;
  }
  to.segments.push_back({{cx_.defs[def].name, span, {}}, nullptr});
  to.resolved = static_cast<uint32_t>(to.segments.size());
  return cx_.session.arena.make<hir::Path>(std::move(to));
}

const hir::Path* BodyLowerer::assoc_path(DefId ty, std::string_view name, Span span) {
  hir::Path to{.span = span, .resolved = 1};
  if (!ty) return cx_.session.arena.make<hir::Path>(std::move(to));
  to.res = res_of(ty);
  to.segments.push_back({{cx_.defs[ty].name, span, {}}, nullptr});
  to.segments.push_back({ident(name, span), nullptr});
  return cx_.session.arena.make<hir::Path>(std::move(to));
}

DefId BodyLowerer::lang(std::string_view name, Span span) {
  const DefId found = cx_.db.lang_item(name);
  if (found) return found;
  body_->has_error = true;
  cx_.session.diags.unsupported(span, "lang:" + std::string(name));
  return {};
}

DefId BodyLowerer::library(std::string_view path, Span span) {
  const SymbolId symbol = cx_.sym(path);
  DefId& found = cx_.library_paths[symbol];
  if (!found) found = cx_.db.find_path(path);
  if (found) return found;
  body_->has_error = true;
  cx_.session.diags.unsupported(span, "std:" + std::string(path.substr(path.find(':') + 2)));
  return {};
}

const hir::Body* body_of(Context& cx, DefId def) {
  if (cx.info_of(def).body_done) return cx.info_of(def).body;
  cx.info_of(def).body_done = true;
  const hir::Def owner = cx.defs[def];
  const InCrate in_crate(cx, cx.crates[owner.crate.raw].source);
  const DefInfo where = cx.info_of(def);
  const Scope scope{where.module, def, where.textual};
  const hir::Body* body = nullptr;
  switch (owner.kind) {
    case DefKind::Fn:
    case DefKind::AssocFn:
      if (owner.item && owner.item->body.present()) body = BodyLowerer(cx, def, scope).fn_body(*owner.item);
      break;
    case DefKind::Const:
    case DefKind::AssocConst:
    case DefKind::Static:
      if (owner.item && owner.item->expr) body = BodyLowerer(cx, def, scope).expr_body(*owner.item->expr);
      break;
    case DefKind::AnonConst:
    case DefKind::InlineConst:
      if (where.expr)
        body = BodyLowerer(cx, def, scope).expr_body(*where.expr);
      else if (where.block)
        body = BodyLowerer(cx, def, scope).block_body(*where.block);
      break;
    case DefKind::Mod:
    case DefKind::ForeignMod:
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
    case DefKind::Variant:
    case DefKind::Ctor:
    case DefKind::Trait:
    case DefKind::TraitAlias:
    case DefKind::TyAlias:
    case DefKind::AssocTy:
    case DefKind::ForeignTy:
    case DefKind::TyParam:
    case DefKind::ConstParam:
    case DefKind::LifetimeParam:
    case DefKind::Field:
    case DefKind::Impl:
    case DefKind::Closure:
    case DefKind::OpaqueTy:
    case DefKind::Macro:
    case DefKind::Use:
    case DefKind::ExternCrate:
      break;
  }
  cx.info_of(def).body = body;
  return body;
}

}  // namespace assay::resolve
