// Types.
#include "lex/keywords.h"
#include "syntax/parser.h"

// Decisions by the kind of the next token concern a few kinds and have a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::syntax {

using namespace ast;

Ty* Parser::make_ty(Ty::Kind kind, Span span) {
  Ty* ty = session_.arena.make<Ty>();
  ty->kind = kind;
  ty->span = span;
  return ty;
}

const Ty* Parser::parse_ty(bool allow_plus) {
  DepthGuard depth(*this);
  const Span start = here();
  if (!depth.ok) return make_ty(Ty::Kind::Error, start);
  Ty* ty = parse_ty_inner(allow_plus);
  ty->span = from(start);
  return ty;
}

bool Parser::can_begin_ty() const {
  switch (peek().kind) {
    case TokenKind::OpenParen:
    case TokenKind::OpenBracket:
    case TokenKind::Lifetime:
    case TokenKind::DollarCrate:
      return true;
    case TokenKind::OpenInvisible:
      return peek().fragment == FragmentKind::Ty || peek().fragment == FragmentKind::Path;
    case TokenKind::Punct: {
      const char c = peek().ch;
      return c == '!' || c == '*' || c == '&' || c == '<' || c == '?' || at_path_sep() || at_op("...");
    }
    case TokenKind::Ident: {
      if (at_ident()) return true;
      const SymbolId word = peek().text;
      return lex::is_path_keyword(word) || word == sym::underscore || word == sym::fn_ || word == sym::unsafe_ ||
             word == sym::extern_ || word == sym::for_ || word == sym::impl_ || word == sym::dyn_;
    }
    default:
      return false;
  }
}

bool Parser::at_bare_fn() const {
  size_t i = 0;
  if (at_kw(sym::const_, i) || at_kw(sym::async_, i)) i++;
  if (at_kw(sym::unsafe_, i) || at_kw(sym::safe_, i)) i++;
  if (at_kw(sym::extern_, i)) {
    i++;
    if (at(TokenKind::Str, i)) i++;
    if (at(TokenKind::OpenInvisible, i)) i += static_cast<size_t>(peek(i).partner) + 1;
  }
  return at_kw(sym::fn_, i) && at(TokenKind::OpenParen, i + 1);
}

bool Parser::at_dyn() const {
  if (!at_kw(sym::dyn_)) return false;
  if (edition_ >= Edition::E2018) return true;
  if (at_path_sep(1)) return false;
  return at(TokenKind::Lifetime, 1) || at(TokenKind::Ident, 1) || at(TokenKind::OpenParen, 1) || at_ch('?', 1) ||
         at_ch('<', 1) || at(TokenKind::DollarCrate, 1);
}

Ty* Parser::parse_ty_inner(bool allow_plus) {
  const Span start = here();
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::OpenInvisible: {
      if (token.fragment != FragmentKind::Ty) {
        if (token.fragment == FragmentKind::Path || token.fragment == FragmentKind::Ident)
          return parse_path_ty({}, start, allow_plus);
        break;
      }
      const size_t after = static_cast<size_t>(token.partner) + 1;
      if (at_path_sep(after)) return parse_path_ty({}, start, allow_plus);
      const size_t end = group_end();
      pos_++;
      Ty* ty = parse_ty_inner(true);
      close_group(end);
      return ty;
    }
    case TokenKind::OpenParen:
      return parse_paren_ty(allow_plus);
    case TokenKind::OpenBracket: {
      const size_t end = group_end();
      pos_++;
      Ty* ty = make_ty(Ty::Kind::Slice, start);
      ty->inner = parse_ty();
      if (eat_ch(';')) {
        ty->kind = Ty::Kind::Array;
        RestrictionScope scope(*this, {});
        ty->length = parse_expr();
      }
      close_group(end);
      return ty;
    }
    case TokenKind::Lifetime:
      return bare_trait_object(parse_bound(), start);
    case TokenKind::Punct: {
      if (token.ch == '!') {
        pos_++;
        return make_ty(Ty::Kind::Never, start);
      }
      if (token.ch == '*') {
        pos_++;
        Ty* ty = make_ty(Ty::Kind::RawPtr, start);
        ty->is_mut = eat_kw(sym::mut_);
        if (!ty->is_mut && !eat_kw(sym::const_)) error_expected("`const` or `mut`");
        ty->inner = parse_ty(false);
        return ty;
      }
      if (token.ch == '&') {
        pos_++;
        Ty* ty = make_ty(Ty::Kind::Ref, start);
        if (at(TokenKind::Lifetime)) ty->lifetime = ident_of(tokens_[pos_++]);
        ty->is_mut = eat_kw(sym::mut_);
        ty->inner = parse_ty(false);
        return ty;
      }
      if (at_op("...")) {
        pos_ += 3;
        return make_ty(Ty::Kind::CVarArgs, start);
      }
      if (token.ch == '?') return bare_trait_object(parse_bound(), start);
      if (token.ch == '<' || at_path_sep()) return parse_path_ty({}, start, allow_plus);
      break;
    }
    case TokenKind::DollarCrate:
      return parse_path_ty({}, start, allow_plus);
    case TokenKind::Ident: {
      if (at_kw(sym::underscore)) {
        pos_++;
        return make_ty(Ty::Kind::Infer, start);
      }
      if (at_kw(sym::for_)) {
        std::vector<GenericParam> binder = parse_for_binder();
        if (at_bare_fn()) return parse_bare_fn(std::move(binder), start);
        return parse_path_ty(std::move(binder), start, allow_plus);
      }
      if (at_bare_fn()) return parse_bare_fn({}, start);
      if (at_kw(sym::impl_) || at_dyn()) {
        Ty* ty = make_ty(at_kw(sym::impl_) ? Ty::Kind::ImplTrait : Ty::Kind::DynTrait, start);
        pos_++;
        ty->bounds = parse_bounds(!allow_plus);
        if (ty->bounds.empty()) error_expected("a bound");
        return ty;
      }
      if (at_ident() || lex::is_path_keyword(token.text)) return parse_path_ty({}, start, allow_plus);
      break;
    }
    default:
      break;
  }
  error_expected("a type");
  return make_ty(Ty::Kind::Error, start);
}

Ty* Parser::parse_paren_ty(bool allow_plus) {
  const Span start = here();
  const size_t end = group_end();
  pos_++;
  Ty* tuple = make_ty(Ty::Kind::Tuple, start);
  bool comma = false;
  while (!at_close()) {
    const size_t before = pos_;
    tuple->elements.push_back(parse_ty());
    comma = eat_ch(',');
    if (!comma || pos_ == before) break;
  }
  close_group(end);
  if (tuple->elements.size() != 1 || comma) return tuple;
  const Ty* inner = tuple->elements[0];
  if (allow_plus && at_ch('+') && inner->kind == Ty::Kind::Path) {
    Bound first;
    first.path = inner->path;
    first.span = inner->span;
    return bare_trait_object(std::move(first), start);
  }
  Ty* paren = make_ty(Ty::Kind::Paren, start);
  paren->inner = inner;
  return paren;
}

std::optional<SymbolId> Parser::parse_abi() {
  if (!eat_kw(sym::extern_)) return std::nullopt;
  if (at(TokenKind::Str)) return tokens_[pos_++].text;
  if (at_fragment() && at(TokenKind::Str, 1)) {
    const SymbolId abi = peek(1).text;
    skip_tree();
    return abi;
  }
  return sym::C_;
}

Ty* Parser::parse_bare_fn(std::vector<GenericParam> binder, Span start) {
  Ty* ty = make_ty(Ty::Kind::BareFn, start);
  ty->for_params = std::move(binder);
  while (at_kw(sym::const_) || at_kw(sym::async_) || at_kw(sym::safe_)) pos_++;
  ty->is_unsafe = eat_kw(sym::unsafe_);
  ty->abi = parse_abi();
  expect_kw(sym::fn_);
  const size_t end = group_end();
  pos_++;
  while (!at_close()) {
    const size_t before = pos_;
    Attributes attrs;
    const bool enabled = parse_outer_attributes(attrs);
    if (at_op("...")) {
      pos_ += 3;
      ty->is_variadic = true;
      break;
    }
    BareFnParam param{};
    size_t name = at_kw(sym::mut_) ? 1 : 0;
    if ((at(TokenKind::Ident, name)) && at_ch(':', name + 1) && !at_path_sep(name + 1)) {
      pos_ += name;
      param.name = ident_of(tokens_[pos_]);
      pos_ += 2;
    }
    if (at_op("...")) {
      pos_ += 3;
      ty->is_variadic = true;
      break;
    }
    param.ty = parse_ty();
    if (enabled) ty->params.push_back(param);
    if (!eat_ch(',') || pos_ == before) break;
  }
  close_group(end);
  if (eat_op("->")) ty->output = parse_ty(false);
  return ty;
}

Ty* Parser::bare_trait_object(Bound first, Span start) {
  Ty* ty = make_ty(Ty::Kind::DynTrait, start);
  ty->bounds.push_back(std::move(first));
  while (at_ch('+') && !at_op("+=")) {
    pos_++;
    if (!at_bound()) break;
    ty->bounds.push_back(parse_bound());
  }
  return ty;
}

/// A path, a macro call, or a trait object without `dyn`.
Ty* Parser::parse_path_ty(std::vector<GenericParam> binder, Span start, bool allow_plus) {
  Path path = parse_path(PathStyle::Type);
  if (binder.empty() && at_macro_bang()) {
    Ty* ty = make_ty(Ty::Kind::Macro, start);
    ty->macro = parse_macro_rest(std::move(path), start);
    return ty;
  }
  if (!binder.empty() || (allow_plus && at_ch('+') && !at_op("+="))) {
    Bound first;
    first.span = from(start);
    first.for_params = std::move(binder);
    first.path = std::move(path);
    if (!allow_plus) {
      Ty* ty = make_ty(Ty::Kind::DynTrait, start);
      ty->bounds.push_back(std::move(first));
      return ty;
    }
    return bare_trait_object(std::move(first), start);
  }
  Ty* ty = make_ty(path.segments.empty() && !path.qself ? Ty::Kind::Error : Ty::Kind::Path, start);
  if (path.segments.empty() && path.qself) {  // `$t` on its own
    *ty = *path.qself;
    return ty;
  }
  ty->path = std::move(path);
  return ty;
}

}  // namespace assay::syntax
