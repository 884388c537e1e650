// Structs, unions, enums, traits and impls.
#include "lex/keywords.h"
#include "syntax/parser.h"

namespace assay::syntax {

using namespace ast;

void Parser::parse_struct(Item& item) {
  item.kind = at_kw(sym::struct_) ? Item::Kind::Struct : Item::Kind::Union;
  pos_++;
  item.name = expect_ident();
  parse_generics(item.generics);
  parse_where(item.generics);
  VariantDef variant;
  variant.name = item.name;
  variant.span = item.name.span;
  if (at(TokenKind::OpenBrace)) {
    variant.shape = VariantDef::Shape::Named;
    parse_named_fields(variant.fields);
  } else {
    if (at(TokenKind::OpenParen)) {
      variant.shape = VariantDef::Shape::Tuple;
      parse_tuple_fields(variant.fields);
      parse_where(item.generics);
    }
    if (!eat_ch(';')) error_expected("`;`");
  }
  item.variants.push_back(std::move(variant));
}

void Parser::parse_named_fields(std::vector<FieldDef>& fields) {
  const size_t end = group_end();
  pos_++;
  while (!at_close()) {
    const size_t before = pos_;
    FieldDef field{};
    const bool enabled = parse_outer_attributes(field.attrs);
    const Span start = here();
    field.vis = parse_visibility();
    if (at_kw(sym::unsafe_)) pos_++;
    field.name = at_kw(sym::underscore) ? ident_of(tokens_[pos_++]) : expect_ident();
    expect_ch(':');
    field.ty = parse_ty();
    if (at_ch('=')) {
      unsupported(here(), "item:default-field-value");
      pos_++;
      parse_expr();
    }
    field.span = from(start);
    if (enabled) fields.push_back(std::move(field));
    if (!eat_ch(',') || pos_ == before) break;
  }
  close_group(end);
}

void Parser::parse_tuple_fields(std::vector<FieldDef>& fields) {
  const size_t end = group_end();
  pos_++;
  while (!at_close()) {
    const size_t before = pos_;
    FieldDef field{};
    const bool enabled = parse_outer_attributes(field.attrs);
    const Span start = here();
    field.vis = parse_visibility(true);
    field.ty = parse_ty();
    field.span = from(start);
    field.name = {session_.sym(std::to_string(fields.size())), field.span, {}};
    if (enabled) fields.push_back(std::move(field));
    if (!eat_ch(',') || pos_ == before) break;
  }
  close_group(end);
}

void Parser::parse_enum(Item& item) {
  item.kind = Item::Kind::Enum;
  pos_++;
  item.name = expect_ident();
  parse_generics(item.generics);
  parse_where(item.generics);
  if (!at(TokenKind::OpenBrace)) return error_expected("`{`");
  const size_t end = group_end();
  pos_++;
  while (!at_close()) {
    const size_t before = pos_;
    VariantDef variant;
    const bool enabled = parse_outer_attributes(variant.attrs);
    const Span start = here();
    parse_visibility();
    variant.name = expect_ident();
    if (at(TokenKind::OpenBrace)) {
      variant.shape = VariantDef::Shape::Named;
      parse_named_fields(variant.fields);
    } else if (at(TokenKind::OpenParen)) {
      variant.shape = VariantDef::Shape::Tuple;
      parse_tuple_fields(variant.fields);
    }
    if (eat_ch('=')) variant.discriminant = parse_expr();
    variant.span = from(start);
    if (enabled) item.variants.push_back(std::move(variant));
    if (!eat_ch(',') || pos_ == before) break;
  }
  close_group(end);
}

void Parser::parse_trait(Item& item) {
  item.kind = Item::Kind::Trait;
  item.is_unsafe = eat_kw(sym::unsafe_);
  item.is_auto = eat_kw(sym::auto_);
  expect_kw(sym::trait_);
  item.name = expect_ident();
  parse_generics(item.generics);
  if (at_ch(':')) {
    pos_++;
    item.bounds = parse_bounds();
  }
  if (eat_ch('=')) {
    item.kind = Item::Kind::TraitAlias;
    item.bounds = parse_bounds();
    parse_where(item.generics);
    if (!eat_ch(';')) error_expected("`;`");
    return;
  }
  parse_where(item.generics);
  parse_assoc_items(item, ItemPlace::Trait);
}

void Parser::parse_assoc_items(Item& item, ItemPlace place) {
  if (!at(TokenKind::OpenBrace)) return error_expected("`{`");
  const size_t end = group_end();
  pos_++;
  parse_inner_attributes(item.attrs);
  item.items = parse_items(place);
  close_group(end);
}

/// `impl<..>` with parameters, unlike `impl <T as Trait>::Type`.
bool Parser::at_impl_generics() const {
  if (!at_ch('<')) return false;
  if (at_ch('>', 1) || at_ch('#', 1) || at(TokenKind::Lifetime, 1) || at_kw(sym::const_, 1)) return true;
  return at(TokenKind::Ident, 1) &&
         (at_ch('>', 2) || at_ch(',', 2) || at_ch('=', 2) || (at_ch(':', 2) && !at_path_sep(2)));
}

void Parser::parse_impl(Item& item) {
  item.kind = Item::Kind::Impl;
  item.is_unsafe = eat_kw(sym::unsafe_);
  pos_++;
  if (at_impl_generics()) parse_generics(item.generics);
  eat_kw(sym::const_);
  if (at_ch('!') && !at_open(1)) {
    pos_++;
    item.is_negative = true;
  }
  const Ty* first = parse_ty();
  if (eat_kw(sym::for_)) {
    while (first->kind == Ty::Kind::Paren) first = first->inner;
    if (first->kind == Ty::Kind::Path)
      item.of_trait = first->path;
    else
      error(first->span, "expected a trait");
    item.ty = parse_ty();
  } else {
    item.ty = first;
  }
  parse_where(item.generics);
  parse_assoc_items(item, ItemPlace::Impl);
}

}  // namespace assay::syntax
