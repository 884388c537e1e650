// Functions: qualifiers, parameters, lazily kept bodies.
#include "lex/keywords.h"
#include "syntax/parser.h"

namespace assay::syntax {

using namespace ast;

/// `const async unsafe extern "C" fn`, any of the qualifiers, `ahead` tokens from here.
bool Parser::at_fn(size_t ahead) const {
  size_t i = ahead;
  while (at_kw(sym::const_, i) || at_kw(sym::async_, i) || at_kw(sym::unsafe_, i) || at_kw(sym::safe_, i) ||
         (at_kw(sym::gen_, i) && !at_open(i + 1)))
    i++;
  if (at_kw(sym::extern_, i)) {
    i++;
    if (at(TokenKind::Str, i)) i++;
    if (at(TokenKind::OpenInvisible, i)) i += static_cast<size_t>(peek(i).partner) + 1;
  }
  return at_kw(sym::fn_, i);
}

void Parser::parse_fn(Item& item, ItemPlace place) {
  item.kind = Item::Kind::Fn;
  FnSig& sig = item.sig;
  while (true) {
    if (eat_kw(sym::const_))
      sig.is_const = true;
    else if (eat_kw(sym::async_))
      sig.is_async = true;
    else if (eat_kw(sym::unsafe_))
      sig.is_unsafe = true;
    else if (eat_kw(sym::safe_))
      sig.is_safe = true;
    else if (at_kw(sym::gen_))
      unsupported(here(), "item:gen-fn"), pos_++;
    else
      break;
  }
  sig.abi = parse_abi();
  expect_kw(sym::fn_);
  item.name = expect_ident();
  parse_generics(item.generics);
  parse_fn_params(sig, place);
  if (eat_op("->")) sig.output = parse_ty();
  parse_where(item.generics);
  parse_lazy_body(item.body);
}

/// `;`, or a block whose tokens are kept for later.
void Parser::parse_lazy_body(LazyBody& body) {
  if (eat_ch(';')) return;
  if (at_fragment()) {
    body.parsed = parse_block();
    return;
  }
  if (!at(TokenKind::OpenBrace)) return error_expected("`{` or `;`");
  const size_t end = group_end();
  body.tokens = tokens_.subspan(pos_, end + 1 - pos_);
  pos_ = end + 1;
}

void Parser::parse_fn_params(FnSig& sig, ItemPlace place) {
  if (!at(TokenKind::OpenParen)) return error_expected("`(`");
  const size_t end = group_end();
  pos_++;
  bool first = true;
  while (!at_close()) {
    const size_t before = pos_;
    Param param{};
    const bool enabled = parse_outer_attributes(param.attrs);
    param.span = here();
    if (first && parse_self_param(sig, param)) {
      param.span = from(param.span);
      sig.params.push_back(std::move(param));
    } else if (at_op("...")) {
      pos_ += 3;
      sig.is_variadic = true;
      eat_ch(',');
      break;
    } else {
      const bool unnamed = place == ItemPlace::Trait && edition_ == Edition::E2015 && !at_named_param();
      if (unnamed) {
        param.pat = make_pat(Pat::Kind::Wild, here());
      } else {
        param.pat = parse_pat_no_top_alt();
        expect_ch(':');
      }
      param.ty = parse_ty();
      if (param.ty->kind == Ty::Kind::CVarArgs) sig.is_variadic = true;
      param.span = from(param.span);
      if (enabled) sig.params.push_back(std::move(param));
    }
    first = false;
    if (!eat_ch(',') || pos_ == before) break;
  }
  close_group(end);
}

/// 2015 allows parameters that are only a type in trait methods.
bool Parser::at_named_param() const {
  size_t i = 0;
  if (at_ch('&', i)) i++;
  if (at_ch('&', i)) i++;
  if (at_kw(sym::mut_, i)) i++;
  return at(TokenKind::Ident, i) && at_ch(':', i + 1) && !at_path_sep(i + 1);
}

/// `self`, `mut self`, `&self`, `&'a mut self`, `self: T`
bool Parser::parse_self_param(FnSig& sig, Param& param) {
  using SelfKind = FnSig::SelfKind;
  const Span start = here();
  size_t i = 0;
  const bool reference = at_ch('&');
  if (reference) i++;
  const bool lifetime = reference && at(TokenKind::Lifetime, i);
  if (lifetime) i++;
  const bool is_mut = at_kw(sym::mut_, i);
  if (is_mut) i++;
  if (!at_kw(sym::self_, i) || at_path_sep(i + 1)) return false;
  Ty* self = make_ty(Ty::Kind::SelfImplicit, peek(i).span);
  Pat* pat = make_pat(Pat::Kind::Ident, peek(i).span);
  pat->ident = ident_of(peek(i));
  param.pat = pat;
  param.ty = self;
  if (reference) {
    Ty* ty = make_ty(Ty::Kind::Ref, start);
    ty->is_mut = is_mut;
    if (lifetime) ty->lifetime = ident_of(peek(1));
    ty->inner = self;
    param.ty = ty;
    sig.self_kind = is_mut ? SelfKind::RefMut : SelfKind::Ref;
    pos_ += i + 1;
    ty->span = from(start);
    return true;
  }
  pat->is_mut = is_mut;
  sig.self_mut = is_mut;
  sig.self_kind = SelfKind::Value;
  pos_ += i + 1;
  if (eat_ch(':')) {
    sig.self_kind = SelfKind::Typed;
    param.ty = parse_ty();
  }
  return true;
}

}  // namespace assay::syntax
