// Items: what begins one, and those without much structure. Functions are in parse_fn.cpp, types, traits and impls in
// parse_adt.cpp.
#include "lex/keywords.h"
#include "syntax/parser.h"

namespace assay::syntax {

using namespace ast;

bool Parser::at_item_start(ItemPlace place) const {
  if (at_fragment()) {
    const FragmentKind fragment = peek().fragment;
    if (fragment == FragmentKind::Item || fragment == FragmentKind::Vis) return true;
    return false;
  }
  if (at_outer_attribute() && place != ItemPlace::Statement) return true;
  if (!at(TokenKind::Ident) || peek().raw) return false;
  const SymbolId word = peek().text;
  if (word == sym::fn_ || word == sym::struct_ || word == sym::enum_ || word == sym::trait_ || word == sym::impl_ ||
      word == sym::use_ || word == sym::pub_ || word == sym::type_ || word == sym::extern_)
    return true;
  if (word == sym::mod_) return at_ident(1);
  if (word == sym::const_)
    return !at(TokenKind::OpenBrace, 1) && !at_ch('|', 1) && !at_kw(sym::move_, 1) &&
           !(at_kw(sym::async_, 1) && !at_fn());
  if (word == sym::static_) return !at_ch('|', 1) && !at_kw(sym::move_, 1) && !at_kw(sym::async_, 1);
  if (word == sym::unsafe_)
    return at_kw(sym::fn_, 1) || at_kw(sym::impl_, 1) || at_kw(sym::trait_, 1) || at_kw(sym::extern_, 1) ||
           at_kw(sym::mod_, 1) || at_kw(sym::auto_, 1) || at_kw(sym::static_, 1);
  if (word == sym::async_ || word == sym::gen_) return at_fn();
  if (word == sym::safe_) return at_kw(sym::fn_, 1) || at_kw(sym::static_, 1) || at_kw(sym::extern_, 1);
  if (word == sym::union_) return at_ident(1);
  if (word == sym::auto_) return at_kw(sym::trait_, 1);
  if (word == sym::macro_rules) return at_ch('!', 1) && at(TokenKind::Ident, 2);
  if (word == sym::macro_) return at_ident(1);
  if (word == sym::default_) {
    if (place == ItemPlace::Statement || !at(TokenKind::Ident, 1)) return false;
    return at_fn(1) || at_kw(sym::const_, 1) || at_kw(sym::type_, 1) || at_kw(sym::impl_, 1) || at_kw(sym::unsafe_, 1);
  }
  return false;
}

const Item* Parser::parse_item(ItemPlace place) {
  DepthGuard depth(*this);
  if (!depth.ok) return nullptr;
  if (at_fragment() && peek().fragment == FragmentKind::Item) {
    const size_t end = group_end();
    pos_++;
    const Item* item = parse_item(place);
    close_group(end);
    return item;
  }
  const size_t before = pos_;
  const Span start = here();
  Attributes attrs;
  const bool enabled = parse_outer_attributes(attrs);
  if (at_fragment() && peek().fragment == FragmentKind::Item) {
    const Item* inner = parse_item(place);
    if (!inner || !enabled) return nullptr;
    auto* item = const_cast<Item*>(inner);
    item->attrs.insert(item->attrs.begin(), attrs.begin(), attrs.end());
    return item;
  }
  if (at_close()) {
    if (pos_ != before && !attrs.empty()) error_expected("an item after attributes");
    return nullptr;
  }
  Item* item = session_.arena.make<Item>();
  item->kind = Item::Kind::Error;
  item->id = session_.fresh_node();
  item->attrs = std::move(attrs);
  item->vis = parse_visibility();
  RestrictionScope scope(*this, {});
  if (!parse_item_kind(*item, place)) {
    if (pos_ != before) error_expected("an item");
    return nullptr;
  }
  item->span = from(start);
  return enabled ? item : nullptr;
}

/// After attributes and visibility. False, with nothing consumed, if no item is here.
bool Parser::parse_item_kind(Item& item, ItemPlace place) {
  if (at_kw(sym::default_) && place != ItemPlace::Statement && at(TokenKind::Ident, 1) &&
      (at_fn(1) || at_kw(sym::const_, 1) || at_kw(sym::type_, 1) || at_kw(sym::impl_, 1) || at_kw(sym::unsafe_, 1))) {
    pos_++;
    item.is_default = true;
  }
  if (at_fn()) return parse_fn(item, place), true;
  if (!at(TokenKind::Ident) || peek().raw) return parse_item_macro(item);
  const SymbolId word = peek().text;
  if (word == sym::use_) return parse_use(item), true;
  if (word == sym::mod_ || (word == sym::unsafe_ && at_kw(sym::mod_, 1))) return parse_mod(item), true;
  if (word == sym::extern_ && at_kw(sym::crate_, 1)) return parse_extern_crate(item), true;
  if (word == sym::extern_ || ((word == sym::unsafe_ || word == sym::safe_) && at_kw(sym::extern_, 1)))
    return parse_foreign_mod(item), true;
  if (word == sym::static_ || ((word == sym::unsafe_ || word == sym::safe_) && at_kw(sym::static_, 1)))
    return parse_static(item), true;
  if (word == sym::const_ &&
      (at_kw(sym::trait_, 1) || (at_kw(sym::unsafe_, 1) && at_kw(sym::trait_, 2)) || at_kw(sym::impl_, 1))) {
    pos_++;
    return parse_item_kind(item, place);
  }
  if (word == sym::const_) return parse_const(item), true;
  if (word == sym::type_) return parse_type_alias(item), true;
  if (word == sym::struct_ || (word == sym::union_ && at_ident(1))) return parse_struct(item), true;
  if (word == sym::enum_) return parse_enum(item), true;
  if (word == sym::trait_ || (word == sym::auto_ && at_kw(sym::trait_, 1)) ||
      (word == sym::unsafe_ && (at_kw(sym::trait_, 1) || at_kw(sym::auto_, 1))))
    return parse_trait(item), true;
  if (word == sym::impl_ || (word == sym::unsafe_ && at_kw(sym::impl_, 1))) return parse_impl(item), true;
  if ((word == sym::macro_rules && at_ch('!', 1) && at(TokenKind::Ident, 2)) || (word == sym::macro_ && at_ident(1)))
    return parse_macro_definition(item), true;
  return parse_item_macro(item);
}

bool Parser::parse_item_macro(Item& item) {
  if (!at_macro_stmt()) return false;
  const Span start = here();
  Path path = parse_path(PathStyle::Mod);
  item.kind = Item::Kind::MacroCall;
  MacroCall* call = parse_macro_rest(std::move(path), start);
  item.macro = call;
  if (call->delimiter != TokenKind::OpenBrace && !eat_ch(';') && !at_close()) error_expected("`;`");
  return true;
}

void Parser::parse_macro_definition(Item& item) {
  item.kind = Item::Kind::MacroRules;
  if (eat_kw(sym::macro_rules)) {
    pos_++;  // !
    item.name = at(TokenKind::Ident) ? ident_of(tokens_[pos_++]) : expect_ident();
    if (!at_open()) return error_expected("`{`");
    const bool braces = at(TokenKind::OpenBrace);
    item.macro_tokens = group_contents();
    pos_ = group_end() + 1;
    if (!braces && !eat_ch(';') && !at_close()) error_expected("`;`");
    return;
  }
  pos_++;  // macro
  item.macro_v2 = true;
  item.name = expect_ident();
  if (at(TokenKind::OpenParen)) {  // macro name(pattern) { body }: one rule
    const size_t rule = pos_;
    skip_tree();
    if (!at(TokenKind::OpenBrace)) return error_expected("`{`");
    skip_tree();
    item.macro_tokens = tokens_.subspan(rule, pos_ - rule);
  } else if (at(TokenKind::OpenBrace)) {
    item.macro_tokens = group_contents();
    skip_tree();
  } else {
    error_expected("`{`");
  }
}

// ---- modules and imports ---------------------------------------------------------------------------------------
void Parser::parse_mod(Item& item) {
  item.kind = Item::Kind::Mod;
  item.is_unsafe = eat_kw(sym::unsafe_);
  pos_++;
  item.name = expect_ident();
  if (eat_ch(';')) {
    item.is_inline = false;
    return;
  }
  if (!at(TokenKind::OpenBrace)) return error_expected("`;` or `{`");
  const size_t end = group_end();
  pos_++;
  parse_inner_attributes(item.attrs);
  item.items = parse_items();
  close_group(end);
}

void Parser::parse_use(Item& item) {
  item.kind = Item::Kind::Use;
  pos_++;
  item.use_tree = parse_use_tree();
  if (!eat_ch(';')) error_expected("`;`");
}

UseTree Parser::parse_use_tree() {
  UseTree tree;
  DepthGuard depth(*this);
  const Span start = here();
  tree.span = start;
  if (!depth.ok) return tree;
  const size_t sep = at_path_sep() ? 2 : 0;
  const bool no_prefix = at(TokenKind::OpenBrace, sep) || at_ch('*', sep);
  if (no_prefix) {
    tree.prefix.global = sep != 0;
    tree.prefix.span = start;
    pos_ += sep;
  } else {
    tree.prefix = parse_path(PathStyle::Mod);
    if (at_path_sep()) pos_ += 2;  // stopped before `::{` or `::*`
  }
  if (at_ch('*')) {
    pos_++;
    tree.kind = UseTree::Kind::Glob;
  } else if (at(TokenKind::OpenBrace)) {
    tree.kind = UseTree::Kind::Nested;
    const size_t end = group_end();
    pos_++;
    while (!at_close()) {
      const size_t before = pos_;
      tree.nested.push_back(parse_use_tree());
      if (!eat_ch(',') || pos_ == before) break;
    }
    close_group(end);
  } else if (eat_kw(sym::as_)) {
    tree.rename = at_kw(sym::underscore) ? ident_of(tokens_[pos_++]) : expect_ident();
  }
  tree.span = from(start);
  return tree;
}

void Parser::parse_extern_crate(Item& item) {
  item.kind = Item::Kind::ExternCrate;
  pos_ += 2;
  item.name = at_kw(sym::self_) ? ident_of(tokens_[pos_++]) : expect_ident();
  if (eat_kw(sym::as_)) item.rename = at_kw(sym::underscore) ? ident_of(tokens_[pos_++]) : expect_ident();
  if (!eat_ch(';')) error_expected("`;`");
}

void Parser::parse_foreign_mod(Item& item) {
  item.kind = Item::Kind::ForeignMod;
  item.is_unsafe = eat_kw(sym::unsafe_);
  eat_kw(sym::safe_);
  item.abi = parse_abi();
  if (!at(TokenKind::OpenBrace)) return error_expected("`{`");
  const size_t end = group_end();
  pos_++;
  parse_inner_attributes(item.attrs);
  item.items = parse_items(ItemPlace::Foreign);
  close_group(end);
}

// ---- constants and aliases -------------------------------------------------------------------------------------
void Parser::parse_const(Item& item) {
  item.kind = Item::Kind::Const;
  pos_++;
  item.is_mut = eat_kw(sym::mut_);
  if (item.is_mut) error(last_span(), "a constant cannot be mutable");
  item.name = at_kw(sym::underscore) ? ident_of(tokens_[pos_++]) : expect_ident();
  parse_generics(item.generics);
  if (at_ch(':')) {
    pos_++;
    item.ty = parse_ty();
  }
  parse_where(item.generics);
  if (eat_ch('=')) item.expr = parse_expr();
  parse_where(item.generics);
  if (!eat_ch(';')) error_expected("`;`");
}

void Parser::parse_static(Item& item) {
  item.kind = Item::Kind::Static;
  item.is_unsafe = eat_kw(sym::unsafe_);
  item.sig.is_safe = eat_kw(sym::safe_);
  pos_++;
  item.is_mut = eat_kw(sym::mut_);
  item.name = expect_ident();
  if (at_ch(':')) {
    pos_++;
    item.ty = parse_ty();
  }
  if (eat_ch('=')) item.expr = parse_expr();
  if (!eat_ch(';')) error_expected("`;`");
}

void Parser::parse_type_alias(Item& item) {
  item.kind = Item::Kind::TypeAlias;
  pos_++;
  item.name = expect_ident();
  parse_generics(item.generics);
  if (eat_ch(':')) item.bounds = parse_bounds();
  parse_where(item.generics);
  if (eat_ch('=')) item.ty = parse_ty();
  parse_where(item.generics);
  if (!eat_ch(';')) error_expected("`;`");
}

}  // namespace assay::syntax
