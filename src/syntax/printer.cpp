#include "syntax/printer.h"

#include "syntax/printer_parts.h"

namespace assay::syntax {

using namespace ast;

std::string print_path(const Session& session, const Path& path) { return Printer(session).path(path); }
std::string print_ty(const Session& session, const Ty& ty) { return Printer(session).ty(&ty); }
std::string print_pat(const Session& session, const Pat& pat) { return Printer(session).pat(&pat); }
std::string print_expr(const Session& session, const Expr& expr) { return Printer(session).expr(&expr); }
std::string print_block(const Session& session, const Block& block) { return Printer(session).block(&block); }
std::string print_item(const Session& session, const Item& item) { return Printer(session).item(&item); }

std::string Printer::path(const Path& path) const {
  std::string out = path.global ? "::" : "";
  size_t i = 0;
  const auto segments = [&](size_t end) {
    for (bool first = true; i < end; i++, first = false) {
      if (!first) out += "::";
      out += segment(path.segments[i]);
    }
  };
  if (path.qself) {
    out += "<" + ty(path.qself);
    if (path.trait_segments > 0) {
      out += " as ";
      segments(path.trait_segments);
    }
    out += ">";
    if (i < path.segments.size()) out += "::";
  }
  segments(path.segments.size());
  return out;
}

std::string Printer::generic_args(const GenericArgs* args) const {
  if (!args) return "";
  const auto one = [&](const GenericArg& arg) -> std::string {
    const std::string assoc = name(arg.lifetime) + generic_args(arg.assoc_args);
    switch (arg.kind) {
      case GenericArg::Kind::Lifetime:
        return name(arg.lifetime);
      case GenericArg::Kind::Type:
        return ty(arg.ty);
      case GenericArg::Kind::Const:
        return expr(arg.expr);
      case GenericArg::Kind::AssocEq:
        return assoc + " = " + ty(arg.ty);
      case GenericArg::Kind::AssocConstEq:
        return assoc + " = " + expr(arg.expr);
      case GenericArg::Kind::AssocBound:
        return assoc + ": " + bounds(arg.bounds);
    }
    return "";
  };
  if (!args->parenthesized) return "<" + list(args->args, one) + ">";
  return "(" + list(args->args, one) + ")" + (args->output ? " -> " + ty(args->output) : "");
}

std::string Printer::generic_params(const std::vector<GenericParam>& params, const char* before) const {
  if (params.empty()) return "";
  return before + ("<" +
                   list(params,
                        [&](const GenericParam& param) {
                          std::string out = param.kind == GenericParam::Kind::Const ? "const " : "";
                          out += name(param.name);
                          if (!param.bounds.empty()) out += ": " + bounds(param.bounds);
                          if (param.ty) out += (param.kind == GenericParam::Kind::Const ? ": " : " = ") + ty(param.ty);
                          if (param.const_default) out += " = " + expr(param.const_default);
                          return out;
                        }) +
                   ">");
}

std::string Printer::where(const Generics& generics) const {
  if (generics.where_clauses.empty()) return "";
  return " where " + list(generics.where_clauses, [&](const WherePredicate& predicate) {
           const std::string binder = generic_params(predicate.for_params, "for");
           return (binder.empty() ? "" : binder + " ") + (predicate.bounded ? ty(predicate.bounded) : "'_") + ": " +
                  bounds(predicate.bounds);
         });
}

std::string Printer::bound(const Bound& bound) const {
  if (bound.kind == Bound::Kind::Lifetime) return name(bound.lifetime);
  if (bound.kind == Bound::Kind::Use) return "use<..>";
  std::string out = generic_params(bound.for_params, "for");
  if (!out.empty()) out += " ";
  if (bound.is_const) out += "const ";
  if (bound.is_async) out += "async ";
  if (bound.maybe) out += "?";
  return out + path(bound.path);
}
std::string Printer::bounds(const std::vector<Bound>& bounds) const {
  return list(
      bounds, [&](const Bound& one) { return bound(one); }, " + ");
}

std::string Printer::macro(const MacroCall& call) const {
  Token open, close;
  open.kind = call.delimiter;
  close.kind = static_cast<TokenKind>(static_cast<uint8_t>(call.delimiter) + 1);
  return path(call.path) + "!" + token_text(session_, open) + tokens_text(session_, call.tokens) +
         token_text(session_, close);
}

std::string Printer::bare_fn(const Ty& t) const {
  std::string out = generic_params(t.for_params, "for");
  if (!out.empty()) out += " ";
  if (t.is_unsafe) out += "unsafe ";
  if (t.abi) out += "extern \"" + std::string(session_.text(*t.abi)) + "\" ";
  out += "fn(" + list(t.params, [&](const BareFnParam& param) { return ty(param.ty); });
  if (t.is_variadic) out += t.params.empty() ? "..." : ", ...";
  return out + ")" + (t.output ? " -> " + ty(t.output) : "");
}

std::string Printer::ty(const Ty* t) const {
  if (!t) return "?";
  switch (t->kind) {
    case Ty::Kind::Path:
      return path(t->path);
    case Ty::Kind::Ref:
      return "&" + (t->lifetime ? name(*t->lifetime) + " " : "") + (t->is_mut ? "mut " : "") + ty(t->inner);
    case Ty::Kind::RawPtr:
      return (t->is_mut ? "*mut " : "*const ") + ty(t->inner);
    case Ty::Kind::Slice:
      return "[" + ty(t->inner) + "]";
    case Ty::Kind::Array:
      return "[" + ty(t->inner) + "; " + expr(t->length) + "]";
    case Ty::Kind::Tuple:
      return "(" + list(t->elements, [&](const Ty* element) { return ty(element); }) +
             (t->elements.size() == 1 ? ",)" : ")");
    case Ty::Kind::Never:
      return "!";
    case Ty::Kind::Infer:
      return "_";
    case Ty::Kind::BareFn:
      return bare_fn(*t);
    case Ty::Kind::ImplTrait:
      return "impl " + bounds(t->bounds);
    case Ty::Kind::DynTrait:
      return "dyn " + bounds(t->bounds);
    case Ty::Kind::Paren:
      return "(" + ty(t->inner) + ")";
    case Ty::Kind::Macro:
      return macro(*t->macro);
    case Ty::Kind::SelfImplicit:
      return "Self";
    case Ty::Kind::CVarArgs:
      return "...";
    case Ty::Kind::Error:
      return "<error>";
  }
  return "";
}

std::string Printer::pat(const Pat* p) const {
  if (!p) return "?";
  const auto pats = [&] { return list(p->pats, [&](const Pat* one) { return pat(one); }); };
  switch (p->kind) {
    case Pat::Kind::Wild:
      return "_";
    case Pat::Kind::Rest:
      return "..";
    case Pat::Kind::Ident:
      return std::string(p->by_ref ? "ref " : "") + (p->is_mut ? "mut " : "") + name(p->ident) +
             (p->sub ? " @ " + pat(p->sub) : "");
    case Pat::Kind::Lit:
    case Pat::Kind::ConstBlock:
      return expr(p->lo);
    case Pat::Kind::Range:
      return (p->lo ? expr(p->lo) : "") + (p->range_end == RangeEnd::Closed ? "..=" : "..") +
             (p->hi ? expr(p->hi) : "");
    case Pat::Kind::Ref:
      return (p->is_mut ? "&mut " : "&") + pat(p->sub);
    case Pat::Kind::Tuple:
      return "(" + pats() + (p->pats.size() == 1 ? ",)" : ")");
    case Pat::Kind::Slice:
      return "[" + pats() + "]";
    case Pat::Kind::Path:
      return path(p->path);
    case Pat::Kind::TupleStruct:
      return path(p->path) + "(" + pats() + ")";
    case Pat::Kind::Struct: {
      std::string fields = list(p->fields, [&](const FieldPat& field) {
        return field.shorthand ? pat(field.pat) : name(field.name) + ": " + pat(field.pat);
      });
      if (p->has_rest) fields += fields.empty() ? ".." : ", ..";
      return path(p->path) + " { " + fields + " }";
    }
    case Pat::Kind::Or:
      return "(" +
             list(
                 p->pats, [&](const Pat* one) { return pat(one); }, " | ") +
             ")";
    case Pat::Kind::Paren:
      return "(" + pat(p->sub) + ")";
    case Pat::Kind::Box:
      return "box " + pat(p->sub);
    case Pat::Kind::Macro:
      return macro(*p->macro);
    case Pat::Kind::Never:
      return "!";
    case Pat::Kind::Error:
      return "<error>";
  }
  return "";
}

}  // namespace assay::syntax
