#include "expand/derive.h"

#include <array>

#include "base/symbols.h"
#include "expand/cfg.h"
#include "expand/derive_bodies.h"
#include "expand/quote.h"
#include "syntax/parser.h"

namespace assay::expand {

using namespace ast;

namespace {

struct TraitEntry {
  std::string_view name;
  std::string_view path;
  bool copies_when_packed;  // its fields are moved out of packed structs, so parameters must be Copy
};
constexpr std::array<TraitEntry, 9> kTraits{{
    {"Clone", "$crate::clone::Clone", true},
    {"Copy", "$crate::marker::Copy", false},
    {"Debug", "$crate::fmt::Debug", true},
    {"PartialEq", "$crate::cmp::PartialEq", true},
    {"Eq", "$crate::cmp::Eq", false},
    {"PartialOrd", "$crate::cmp::PartialOrd", true},
    {"Ord", "$crate::cmp::Ord", true},
    {"Hash", "$crate::hash::Hash", true},
    {"Default", "$crate::default::Default", false},
}};
const TraitEntry& entry(DeriveTrait trait) { return kTraits[static_cast<size_t>(trait)]; }

bool is_packed(const Item& item) {
  for (const Attribute& attribute : item.attrs)
    if (attribute.path.size() == 1 && attribute.path[0] == sym::repr)
      for (const Token& token : attribute_arguments(attribute))
        if (token.kind == TokenKind::Ident && token.text == sym::packed) return true;
  return false;
}

/// Collects the types that begin with a type parameter but are more than that: `T::Item`.
class Projections {
 public:
  Projections(const Item& item, std::vector<const Ty*>& out) : item_(item), out_(out) {}

  void visit(const Ty* ty) {
    if (!ty) return;
    if (ty->kind == Ty::Kind::Path) {
      const Path& path = ty->path;
      if (!path.qself && path.segments.size() > 1 && is_parameter(path.segments[0].ident.name)) out_.push_back(ty);
      visit(path);
    }
    visit(ty->inner);
    visit(ty->output);
    for (const Ty* element : ty->elements) visit(element);
    for (const BareFnParam& param : ty->params) visit(param.ty);
    for (const Bound& bound : ty->bounds) visit(bound.path);
  }

 private:
  void visit(const Path& path) {
    visit(path.qself);
    for (const PathSegment& segment : path.segments) {
      if (!segment.args) continue;
      for (const GenericArg& arg : segment.args->args) visit(arg.ty);
      visit(segment.args->output);
    }
  }
  bool is_parameter(SymbolId name) const {
    for (const GenericParam& param : item_.generics.params)
      if (param.kind == GenericParam::Kind::Type && param.name.name == name) return true;
    return false;
  }
  const Item& item_;
  std::vector<const Ty*>& out_;
};

class Deriver {
 public:
  Deriver(Session& session, const Item& item, Span span, SyntaxContextId context)
      : session_(session), item_(item), span_(span), context_(context) {}

  /// `header` is everything before the type.
  Item* make_impl(std::string_view trait_path, const std::string& body) {
    const TokenBuffer* tokens =
        quote(session_, "#[automatically_derived] impl " + std::string(trait_path) + " for () { " + body + " }", span_,
              context_);
    const auto items = syntax::Parser(session_, *tokens, Edition::E2021).parse_items();
    ASSAY_CHECK(items.size() == 1 && items[0]->kind == Item::Kind::Impl, "a derive wrote something else than an impl");
    auto* impl = const_cast<Item*>(items[0]);
    impl->generics = item_.generics;
    for (GenericParam& param : impl->generics.params) {
      if (param.kind == GenericParam::Kind::Type) param.ty = nullptr;  // defaults stay behind
      param.const_default = nullptr;
    }
    impl->ty = self_type();
    return impl;
  }

  Bound bound(std::string_view trait_path) {
    const TokenBuffer* tokens = quote(session_, trait_path, span_, context_);
    Bound result;
    result.path = syntax::Parser(session_, *tokens, Edition::E2021).parse_path(syntax::Parser::PathStyle::Type);
    result.span = span_;
    return result;
  }

  void add_bounds(Item& impl, const std::vector<std::string_view>& traits) {
    for (GenericParam& param : impl.generics.params) {
      if (param.kind != GenericParam::Kind::Type) continue;
      for (std::string_view trait : traits) param.bounds.push_back(bound(trait));
    }
    std::vector<const Ty*> projections;
    Projections finder(item_, projections);
    for (const VariantDef& variant : item_.variants)
      for (const FieldDef& field : variant.fields) finder.visit(field.ty);
    for (const Ty* projection : projections) {
      WherePredicate predicate;
      predicate.span = span_;
      predicate.bounded = projection;
      for (std::string_view trait : traits) predicate.bounds.push_back(bound(trait));
      impl.generics.where_clauses.push_back(std::move(predicate));
    }
  }

 private:
  const Ty* path_type(const Ident& name, const GenericArgs* args) {
    Ty* ty = session_.arena.make<Ty>();
    ty->kind = Ty::Kind::Path;
    ty->span = span_;
    ty->path.span = span_;
    ty->path.segments.push_back({name, args});
    return ty;
  }
  const Ty* self_type() {
    GenericArgs* args = nullptr;
    if (!item_.generics.params.empty()) args = session_.arena.make<GenericArgs>();
    for (const GenericParam& param : item_.generics.params) {
      GenericArg arg{};
      arg.span = span_;
      if (param.kind == GenericParam::Kind::Lifetime) {
        arg.kind = GenericArg::Kind::Lifetime;
        arg.lifetime = param.name;
      } else {  // a constant parameter looks like a type here, as it does in source text
        arg.kind = GenericArg::Kind::Type;
        arg.ty = path_type(param.name, nullptr);
      }
      args->args.push_back(std::move(arg));
    }
    if (args) args->span = span_;
    return path_type(item_.name, args);
  }

  Session& session_;
  const Item& item_;
  Span span_;
  SyntaxContextId context_;
};

}  // namespace

std::optional<DeriveTrait> derive_by_name(std::string_view name) {
  for (size_t i = 0; i < kTraits.size(); i++)
    if (kTraits[i].name == name) return static_cast<DeriveTrait>(i);
  return std::nullopt;
}

std::vector<DerivePath> derive_paths(Session& session, const Attributes& attrs, Edition edition) {
  std::vector<DerivePath> out;
  for (const Attribute& attribute : attrs) {
    if (attribute.path.size() != 1 || attribute.path[0] != sym::derive) continue;
    syntax::Parser parser(session, attribute_arguments(attribute), edition);
    while (!parser.at_end()) {
      const size_t before = parser.position();
      ast::Path path = parser.parse_path(syntax::Parser::PathStyle::Mod);
      if (parser.failed()) break;
      out.push_back({std::move(path), attribute.span});
      if (!parser.at_end()) parser.seek(parser.position() + 1);  // ,
      if (parser.position() == before) break;
    }
  }
  return out;
}

std::vector<const Item*> expand_derive(Session& session, SyntaxContexts& contexts, DeriveTrait trait, const Item& item,
                                       Span attribute) {
  const bool is_type =
      item.kind == Item::Kind::Struct || item.kind == Item::Kind::Enum || item.kind == Item::Kind::Union;
  if (!is_type) {
    session.diags.error(attribute, "`derive` may only be applied to structs, enums and unions");
    return {};
  }
  DeriveInput input{session, item, is_packed(item), false};
  bool has_types = false;
  for (const GenericParam& param : item.generics.params)
    has_types = has_types || param.kind == GenericParam::Kind::Type;
  if (trait == DeriveTrait::Clone && !has_types)
    for (const DerivePath& path : derive_paths(session, item.attrs, Edition::E2021))
      if (!path.path.segments.empty() && session.text(path.path.segments.back().ident.name) == "Copy")
        input.copy_clone = true;

  const auto body = derive_body(input, trait);
  const std::string name(entry(trait).name);
  if (!body) {
    session.diags.error(attribute, trait == DeriveTrait::Default && item.kind == Item::Kind::Enum
                                       ? "`#[derive(Default)]` on an enum needs a unit variant marked `#[default]`"
                                       : "`" + name + "` cannot be derived for a union");
    return {};
  }
  Expansion expansion;
  expansion.macro_name = session.sym(name);
  expansion.call_span = attribute;
  const SyntaxContextId context = contexts.mark({}, contexts.begin(expansion));
  Deriver deriver(session, item, attribute, context);

  std::vector<const Item*> out;
  Item* impl = deriver.make_impl(entry(trait).path, *body);
  const bool enum_default = trait == DeriveTrait::Default && item.kind == Item::Kind::Enum;
  if (!enum_default) {
    std::vector<std::string_view> bounds{entry(trait).path};
    const bool union_clone = trait == DeriveTrait::Clone && item.kind == Item::Kind::Union;
    if ((input.packed && entry(trait).copies_when_packed) || union_clone)
      bounds.push_back(entry(DeriveTrait::Copy).path);
    deriver.add_bounds(*impl, bounds);
  }
  out.push_back(impl);
  if (trait == DeriveTrait::PartialEq) out.push_back(deriver.make_impl("$crate::marker::StructuralPartialEq", ""));
  return out;
}

}  // namespace assay::expand
