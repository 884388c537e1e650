// Paths, generic arguments and parameters, bounds, where clauses.
#include "lex/keywords.h"
#include "syntax/parser.h"

// Decisions by the kind of the next token concern a few kinds and have a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::syntax {

using namespace ast;

// ---- paths -----------------------------------------------------------------------------------------------------
Path Parser::parse_path(PathStyle style) {
  DepthGuard depth(*this);
  if (!depth.ok) return {};
  if (at_fragment()) return parse_fragment_path(style);
  if (at_ch('<') && style != PathStyle::Mod) return parse_qualified_path(style);
  Path path;
  const Span start = here();
  if (at_path_sep()) {
    path.global = true;
    pos_ += 2;
  }
  if (parse_segment(path, style)) parse_path_rest(path, style);
  path.span = from(start);
  return path;
}

/// A path captured by a macro, possibly continued: `$p`, `$t::NAME`.
Path Parser::parse_fragment_path(PathStyle style) {
  const Span start = here();
  const FragmentKind fragment = peek().fragment;
  const size_t end = group_end();
  pos_++;
  Path path;
  if (fragment == FragmentKind::Ty) {
    const Ty* ty = parse_ty();
    if (ty->kind == Ty::Kind::Path)
      path = ty->path;
    else
      path.qself = ty;
  } else {
    path = parse_path(fragment == FragmentKind::Path && style != PathStyle::Mod ? PathStyle::Type : style);
  }
  close_group(end);
  if (path.segments.empty() || at_path_sep()) parse_path_rest(path, style);
  path.span = from(start);
  return path;
}

Path Parser::parse_qualified_path(PathStyle style) {
  Path path;
  const Span start = here();
  pos_++;  // <
  const Ty* qself = parse_ty();
  if (eat_kw(sym::as_)) {
    path = parse_path(PathStyle::Type);
    path.trait_segments = static_cast<uint32_t>(path.segments.size());
  }
  path.qself = qself;
  expect_ch('>');
  if (!at_path_sep()) error_expected("`::`");
  parse_path_rest(path, style);
  path.span = from(start);
  return path;
}

void Parser::parse_path_rest(Path& path, PathStyle style) {
  while (at_path_sep()) {
    // `use a::{..}` and `use a::*` stop before the separator.
    if (style == PathStyle::Mod && (at(TokenKind::OpenBrace, 2) || at_ch('*', 2))) return;
    pos_ += 2;
    if (!parse_segment(path, style)) return;
  }
}

bool Parser::parse_segment(Path& path, PathStyle style) {
  const Token& token = peek();
  PathSegment segment;
  if (token.kind == TokenKind::DollarCrate) {
    path.dollar_crate = token.text;
    segment.ident = {sym::dollar_crate, token.span, token.context};
  } else if (at_ident() || (token.kind == TokenKind::Ident && lex::is_path_keyword(token.text))) {
    segment.ident = ident_of(token);
  } else {
    error_expected(path.segments.empty() ? "a path" : "an identifier");
    return false;
  }
  pos_++;
  if (style == PathStyle::Type) {
    const size_t sep = at_path_sep() ? 2 : 0;
    if (at_ch('<', sep) && !at_op("<=", sep)) {  // `x as u8 <= y` compares
      pos_ += sep;
      segment.args = parse_angle_args();
    } else if (at(TokenKind::OpenParen, sep)) {
      pos_ += sep;
      segment.args = parse_paren_args();
    }
  } else if (style == PathStyle::Expr && at_path_sep()) {
    if (at_ch('<', 2)) {
      pos_ += 2;
      segment.args = parse_angle_args();
    } else if (at(TokenKind::OpenParen, 2)) {
      pos_ += 2;
      segment.args = parse_paren_args();
    }
  }
  path.segments.push_back(segment);
  return true;
}

// ---- generic arguments -----------------------------------------------------------------------------------------
const GenericArgs* Parser::parse_paren_args() {
  auto* args = session_.arena.make<GenericArgs>();
  const Span start = here();
  args->parenthesized = true;
  const size_t end = group_end();
  pos_++;
  while (!at_close()) {
    const size_t before = pos_;
    GenericArg arg;
    arg.kind = GenericArg::Kind::Type;
    arg.span = here();
    arg.ty = parse_ty();
    args->args.push_back(arg);
    if (!eat_ch(',') || pos_ == before) break;
  }
  close_group(end);
  if (eat_op("->")) args->output = parse_ty(false);
  args->span = from(start);
  return args;
}

const GenericArgs* Parser::parse_angle_args() {
  auto* args = session_.arena.make<GenericArgs>();
  const Span start = here();
  expect_ch('<');
  while (!at_ch('>') && !at_close()) {
    const size_t before = pos_;
    parse_generic_arg(*args);
    if (!eat_ch(',') || pos_ == before) break;
  }
  expect_ch('>');
  args->span = from(start);
  return args;
}

bool Parser::at_const_arg() const {
  switch (peek().kind) {
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Str:
    case TokenKind::ByteStr:
    case TokenKind::CStr:
    case TokenKind::Char:
    case TokenKind::Byte:
    case TokenKind::OpenBrace:
      return true;
    case TokenKind::Ident:
      return at_kw(sym::true_) || at_kw(sym::false_) || (at_kw(sym::const_) && at(TokenKind::OpenBrace, 1));
    case TokenKind::Punct:
      return peek().ch == '-';
    case TokenKind::OpenInvisible:
      return peek().fragment == FragmentKind::Expr || peek().fragment == FragmentKind::Literal ||
             peek().fragment == FragmentKind::Block;
    default:
      return false;
  }
}

const Expr* Parser::parse_const_arg() {
  RestrictionScope scope(*this, {});
  if (at_fragment()) return parse_fragment_expr();
  if (at(TokenKind::OpenBrace)) return parse_block_expr(Expr::Kind::Block, here());
  if (at_ch('-')) return parse_unary();
  return parse_primary();
}

void Parser::parse_generic_arg(GenericArgs& args) {
  GenericArg arg;
  const Span start = here();
  if (at(TokenKind::Lifetime) && !at_ch('+', 1)) {
    arg.kind = GenericArg::Kind::Lifetime;
    arg.lifetime = ident_of(tokens_[pos_++]);
  } else if (at_const_arg()) {
    arg.kind = GenericArg::Kind::Const;
    arg.expr = parse_const_arg();
  } else {
    arg.kind = GenericArg::Kind::Type;
    arg.ty = parse_ty();
    const Path& path = arg.ty->path;
    const bool name = arg.ty->kind == Ty::Kind::Path && path.segments.size() == 1 && !path.qself && !path.global;
    if (name && at_ch('=') && !at_op("==")) {
      pos_++;
      arg.lifetime = path.segments[0].ident;
      arg.assoc_args = path.segments[0].args;
      if (at_const_arg()) {
        arg.kind = GenericArg::Kind::AssocConstEq;
        arg.expr = parse_const_arg();
        arg.ty = nullptr;
      } else {
        arg.kind = GenericArg::Kind::AssocEq;
        arg.ty = parse_ty();
      }
    } else if (name && at_ch(':') && !at_path_sep()) {
      pos_++;
      arg.kind = GenericArg::Kind::AssocBound;
      arg.lifetime = path.segments[0].ident;
      arg.assoc_args = path.segments[0].args;
      arg.ty = nullptr;
      arg.bounds = parse_bounds();
    }
  }
  arg.span = from(start);
  args.args.push_back(std::move(arg));
}

// ---- bounds ----------------------------------------------------------------------------------------------------
bool Parser::at_bound() const {
  if (at(TokenKind::Lifetime) || at_ident() || at(TokenKind::OpenParen) || at(TokenKind::DollarCrate)) return true;
  if (at_fragment()) return peek().fragment == FragmentKind::Path || peek().fragment == FragmentKind::Ty;
  if (at_ch('?') || at_ch('~') || at_ch('<') || at_path_sep()) return true;
  if (at(TokenKind::OpenBracket)) return at_kw(sym::const_, 1);
  if (at_ch('!')) return true;
  if (!at(TokenKind::Ident)) return false;
  const SymbolId word = peek().text;
  return lex::is_path_keyword(word) || word == sym::for_ || word == sym::const_ || word == sym::use_ ||
         word == sym::async_;
}

std::vector<Bound> Parser::parse_bounds(bool only_one) {
  std::vector<Bound> bounds;
  while (at_bound()) {
    const size_t before = pos_;
    bounds.push_back(parse_bound());
    if (only_one || pos_ == before || !at_ch('+') || at_op("+=")) break;
    pos_++;
  }
  return bounds;
}

Bound Parser::parse_bound() {
  Bound bound;
  DepthGuard depth(*this);
  if (!depth.ok) return bound;
  const Span start = here();
  if (at(TokenKind::Lifetime)) {
    bound.kind = Bound::Kind::Lifetime;
    bound.lifetime = ident_of(tokens_[pos_++]);
    bound.span = start;
    return bound;
  }
  if (at_kw(sym::use_)) {
    pos_++;
    bound.kind = Bound::Kind::Use;
    expect_ch('<');
    while (!at_ch('>') && !at_close()) pos_++;
    expect_ch('>');
    bound.span = from(start);
    return bound;
  }
  if (at(TokenKind::OpenParen)) {
    const size_t end = group_end();
    pos_++;
    bound = parse_bound();
    close_group(end);
    bound.span = from(start);
    return bound;
  }
  std::vector<GenericParam> binder = parse_for_binder();
  if (at(TokenKind::OpenBracket) && at_kw(sym::const_, 1)) {
    skip_tree();
    bound.is_const = true;
  }
  if (eat_ch('~')) expect_kw(sym::const_), bound.is_const = true;
  if (eat_kw(sym::const_)) bound.is_const = true;
  if (eat_kw(sym::async_)) bound.is_async = true;
  if (eat_ch('?')) bound.maybe = true;
  if (eat_ch('!')) unsupported(start, "bound:negative");
  bound.for_params = parse_for_binder();
  if (bound.for_params.empty()) bound.for_params = std::move(binder);
  bound.path = parse_path(PathStyle::Type);
  bound.span = from(start);
  return bound;
}

// ---- generic parameters ----------------------------------------------------------------------------------------
std::vector<GenericParam> Parser::parse_for_binder() {
  if (!at_kw(sym::for_) || !at_ch('<', 1)) return {};
  pos_++;
  return parse_generic_params();
}

std::vector<GenericParam> Parser::parse_generic_params() {
  std::vector<GenericParam> params;
  expect_ch('<');
  while (!at_ch('>') && !at_close()) {
    const size_t before = pos_;
    GenericParam param;
    const bool enabled = parse_outer_attributes(param.attrs);
    if (at(TokenKind::Lifetime)) {
      param.kind = GenericParam::Kind::Lifetime;
      param.name = ident_of(tokens_[pos_++]);
      if (eat_ch(':')) param.bounds = parse_bounds();
    } else if (eat_kw(sym::const_)) {
      param.kind = GenericParam::Kind::Const;
      param.name = expect_ident();
      if (expect_ch(':')) param.ty = parse_ty();
      if (eat_ch('=')) {
        if (at_const_arg()) {
          param.const_default = parse_const_arg();
        } else {
          Expr* path = make_expr(Expr::Kind::Path, here());
          path->path = parse_path(PathStyle::Expr);
          param.const_default = path;
        }
      }
    } else {
      param.kind = GenericParam::Kind::Type;
      param.name = expect_ident();
      if (eat_ch(':')) param.bounds = parse_bounds();
      if (eat_ch('=')) param.ty = parse_ty();
    }
    if (enabled) params.push_back(std::move(param));
    if (!eat_ch(',') || pos_ == before) break;
  }
  expect_ch('>');
  return params;
}

void Parser::parse_generics(Generics& generics) {
  if (!at_ch('<')) return;
  const Span start = here();
  generics.params = parse_generic_params();
  generics.span = from(start);
}

void Parser::parse_where(Generics& generics) {
  if (!eat_kw(sym::where_)) return;
  while (true) {
    const size_t before = pos_;
    Attributes attrs;
    const bool enabled = parse_outer_attributes(attrs);
    WherePredicate predicate;
    const Span start = here();
    if (at(TokenKind::Lifetime)) {
      pos_++;
      if (expect_ch(':')) predicate.bounds = parse_bounds();
    } else if (at_kw(sym::for_) || can_begin_ty()) {
      predicate.for_params = parse_for_binder();
      predicate.bounded = parse_ty(false);
      if (expect_ch(':')) predicate.bounds = parse_bounds();
    } else {
      return;
    }
    predicate.span = from(start);
    if (enabled) generics.where_clauses.push_back(std::move(predicate));
    if (!eat_ch(',') || pos_ == before) return;
  }
}

}  // namespace assay::syntax
