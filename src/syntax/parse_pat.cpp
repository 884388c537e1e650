// Patterns.
#include "lex/keywords.h"
#include "syntax/parser.h"

// Decisions by the kind of the next token concern a few kinds and have a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::syntax {

using namespace ast;

Pat* Parser::make_pat(Pat::Kind kind, Span span) {
  Pat* pat = session_.arena.make<Pat>();
  pat->kind = kind;
  pat->span = span;
  return pat;
}

const Pat* Parser::parse_pat() {
  DepthGuard depth(*this);
  const Span start = here();
  if (!depth.ok) return make_pat(Pat::Kind::Error, start);
  if (at_ch('|') && !at_op("||")) pos_++;
  const Pat* first = parse_pat_no_top_alt();
  if (!at_ch('|') || at_op("||") || at_op("|=")) return first;
  Pat* alternatives = make_pat(Pat::Kind::Or, start);
  alternatives->pats.push_back(first);
  while (at_ch('|') && !at_op("||") && !at_op("|=")) {
    const size_t before = ++pos_;
    alternatives->pats.push_back(parse_pat_no_top_alt());
    if (pos_ == before) break;
  }
  alternatives->span = from(start);
  return alternatives;
}

const Pat* Parser::parse_pat_no_top_alt() {
  DepthGuard depth(*this);
  const Span start = here();
  if (!depth.ok) return make_pat(Pat::Kind::Error, start);
  Pat* pat = parse_pat_inner();
  pat->span = from(start);
  return pat;
}

std::vector<const Pat*> Parser::parse_pat_list(TokenKind close) {
  std::vector<const Pat*> pats;
  while (!at_close()) {
    const size_t before = pos_;
    Attributes attrs;
    const bool enabled = parse_outer_attributes(attrs);
    const Pat* pat = parse_pat();
    if (enabled) pats.push_back(pat);
    if (!eat_ch(',') || pos_ == before) break;
  }
  (void)close;
  return pats;
}

Pat* Parser::parse_pat_inner() {
  const Span start = here();
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::OpenInvisible:
      return parse_fragment_pat();
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Str:
    case TokenKind::ByteStr:
    case TokenKind::CStr:
    case TokenKind::Char:
    case TokenKind::Byte:
      return parse_range_pat(parse_range_pat_bound(), start);
    case TokenKind::OpenParen: {
      const size_t end = group_end();
      pos_++;
      Pat* pat = make_pat(Pat::Kind::Tuple, start);
      pat->pats = parse_pat_list(TokenKind::CloseParen);
      const bool comma =
          at_ch(',') || (pos_ > 0 && tokens_[pos_ - 1].kind == TokenKind::Punct && tokens_[pos_ - 1].ch == ',');
      close_group(end);
      if (pat->pats.size() == 1 && !comma && pat->pats[0]->kind != Pat::Kind::Rest) {
        pat->kind = Pat::Kind::Paren;
        pat->sub = pat->pats[0];
        pat->pats.clear();
      }
      return pat;
    }
    case TokenKind::OpenBracket: {
      const size_t end = group_end();
      pos_++;
      Pat* pat = make_pat(Pat::Kind::Slice, start);
      pat->pats = parse_pat_list(TokenKind::CloseBracket);
      close_group(end);
      return pat;
    }
    case TokenKind::Punct:
      if (token.ch == '&') {
        pos_++;
        Pat* pat = make_pat(Pat::Kind::Ref, start);
        // `&mut x` borrows mutably; `&(mut x)` is written with parentheses.
        pat->is_mut = eat_kw(sym::mut_);
        pat->sub = parse_pat_no_top_alt();
        return pat;
      }
      if (token.ch == '-') return parse_range_pat(parse_range_pat_bound(), start);
      if (at_op("..")) {
        const bool closed = at_op("..=") || at_op("...");
        pos_ += closed ? 3 : 2;
        if (!closed && !at_range_pat_end()) return make_pat(Pat::Kind::Rest, start);
        Pat* pat = make_pat(Pat::Kind::Range, start);
        pat->range_end = closed ? RangeEnd::Closed : RangeEnd::HalfOpen;
        pat->hi = parse_range_pat_bound();
        return pat;
      }
      if (token.ch == '!') {
        pos_++;
        return make_pat(Pat::Kind::Never, start);
      }
      if (token.ch == '<' || at_path_sep()) return parse_path_pat();
      break;
    case TokenKind::DollarCrate:
      return parse_path_pat();
    case TokenKind::Ident: {
      if (at_kw(sym::underscore)) {
        pos_++;
        return make_pat(Pat::Kind::Wild, start);
      }
      if (at_kw(sym::true_) || at_kw(sym::false_)) return parse_range_pat(parse_range_pat_bound(), start);
      if (at_kw(sym::box_)) {
        pos_++;
        Pat* pat = make_pat(Pat::Kind::Box, start);
        pat->sub = parse_pat_no_top_alt();
        return pat;
      }
      if (at_kw(sym::const_) && at(TokenKind::OpenBrace, 1)) {
        pos_++;
        Pat* pat = make_pat(Pat::Kind::ConstBlock, start);
        pat->lo = parse_block_expr(Expr::Kind::ConstBlock, start);
        return pat;
      }
      if (at_kw(sym::mut_) || at_kw(sym::ref_)) return parse_ident_pat();
      const bool path_follows = at_path_sep(1) || at(TokenKind::OpenParen, 1) || at(TokenKind::OpenBrace, 1) ||
                                (at_ch('!', 1) && at_open(2)) || at_op("..", 1);
      if (at_ident() && !path_follows) return parse_ident_pat();
      if (at_kw(sym::self_) && !path_follows) return parse_ident_pat();
      if (at_ident() || lex::is_path_keyword(token.text)) return parse_path_pat();
      break;
    }
    default:
      break;
  }
  error_expected("a pattern");
  return make_pat(Pat::Kind::Error, start);
}

Pat* Parser::parse_ident_pat() {
  const Span start = here();
  Pat* pat = make_pat(Pat::Kind::Ident, start);
  if (at_kw(sym::mut_) && at_kw(sym::self_, 1)) {
    pos_++;
    pat->is_mut = true;
  } else {
    const bool leading_mut = eat_kw(sym::mut_);
    pat->by_ref = eat_kw(sym::ref_);
    const bool mut_after = eat_kw(sym::mut_);
    pat->is_mut = leading_mut || mut_after;
  }
  if (at_kw(sym::self_))
    pat->ident = ident_of(tokens_[pos_++]);
  else
    pat->ident = expect_ident();
  if (eat_ch('@')) pat->sub = parse_pat_no_top_alt();
  return pat;
}

Pat* Parser::parse_fragment_pat() {
  const Span start = here();
  const FragmentKind fragment = peek().fragment;
  if (fragment == FragmentKind::Path || fragment == FragmentKind::Ty) return parse_path_pat();
  const size_t end = group_end();
  pos_++;
  if (fragment == FragmentKind::Expr || fragment == FragmentKind::Literal || fragment == FragmentKind::Block) {
    const bool literal = !at_ident() && !at_path_sep() && !at(TokenKind::DollarCrate);
    const Pat* inner = parse_pat();
    close_group(end);
    const Expr* lo = inner->lo;
    if (inner->kind == Pat::Kind::Path) {
      Expr* path = make_expr(Expr::Kind::Path, start);
      path->path = inner->path;
      lo = path;
    } else if (inner->kind == Pat::Kind::Ident) {
      Expr* path = make_expr(Expr::Kind::Path, start);
      path->path.segments.push_back({inner->ident, nullptr});
      path->path.span = start;
      lo = path;
    }
    if (at_op("..") && lo && (literal || inner->kind == Pat::Kind::Path || inner->kind == Pat::Kind::Ident))
      return parse_range_pat(lo, start);
    Pat* pat = make_pat(inner->kind, start);
    *pat = *inner;
    return pat;
  }
  // Alternatives inside of a captured pattern stay together.
  const Pat* inner = parse_pat();
  close_group(end);
  Pat* pat = make_pat(Pat::Kind::Paren, start);
  pat->sub = inner;
  return pat;
}

Pat* Parser::parse_path_pat() {
  const Span start = here();
  return finish_path_pat(parse_path(PathStyle::Expr), start);
}

Pat* Parser::finish_path_pat(Path path, Span start) {
  if (at_macro_bang()) {
    Pat* pat = make_pat(Pat::Kind::Macro, start);
    pat->macro = parse_macro_rest(std::move(path), start);
    return pat;
  }
  if (at(TokenKind::OpenParen)) {
    Pat* pat = make_pat(Pat::Kind::TupleStruct, start);
    pat->path = std::move(path);
    const size_t end = group_end();
    pos_++;
    pat->pats = parse_pat_list(TokenKind::CloseParen);
    close_group(end);
    return pat;
  }
  if (at(TokenKind::OpenBrace)) {
    Pat* pat = make_pat(Pat::Kind::Struct, start);
    pat->path = std::move(path);
    const size_t end = group_end();
    pos_++;
    parse_field_pats(*pat);
    close_group(end);
    return pat;
  }
  if (at_op("..")) {
    Expr* lo = make_expr(Expr::Kind::Path, path.span);
    lo->path = std::move(path);
    return parse_range_pat(lo, start);
  }
  Pat* pat = make_pat(path.segments.empty() ? Pat::Kind::Error : Pat::Kind::Path, start);
  pat->path = std::move(path);
  return pat;
}

void Parser::parse_field_pats(Pat& pat) {
  while (!at_close()) {
    const size_t before = pos_;
    Attributes attrs;
    const bool enabled = parse_outer_attributes(attrs);
    if (at_op("..")) {
      pos_ += 2;
      pat.has_rest = true;
      break;
    }
    FieldPat field{};
    const Span start = here();
    if ((at(TokenKind::Ident) || at(TokenKind::Int)) && at_ch(':', 1) && !at_path_sep(1)) {
      field.name = ident_of(tokens_[pos_]);
      pos_ += 2;
      field.pat = parse_pat();
    } else {
      field.shorthand = true;
      const bool boxed = eat_kw(sym::box_);
      Pat* binding = parse_ident_pat();
      binding->span = from(start);
      field.name = binding->ident;
      field.pat = binding;
      if (boxed) {
        Pat* box = make_pat(Pat::Kind::Box, from(start));
        box->sub = binding;
        field.pat = box;
      }
    }
    field.span = from(start);
    if (enabled) pat.fields.push_back(field);
    if (!eat_ch(',') || pos_ == before) break;
  }
}

// ---- literals and ranges ---------------------------------------------------------------------------------------
bool Parser::at_range_pat_end() const {
  switch (peek().kind) {
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Char:
    case TokenKind::Byte:
    case TokenKind::Str:
    case TokenKind::DollarCrate:
      return true;
    case TokenKind::OpenInvisible:
      return peek().fragment != FragmentKind::Pat;
    case TokenKind::Punct:
      return peek().ch == '-' || peek().ch == '<' || at_path_sep();
    case TokenKind::Ident:
      return at_ident() || lex::is_path_keyword(peek().text) || (at_kw(sym::const_) && at(TokenKind::OpenBrace, 1));
    default:
      return false;
  }
}

/// A literal, a negative literal, a path or a const block.
const Expr* Parser::parse_range_pat_bound() {
  const Span start = here();
  if (at_fragment()) {
    if (peek().fragment == FragmentKind::Path || peek().fragment == FragmentKind::Ty) {
      Expr* path = make_expr(Expr::Kind::Path, start);
      path->path = parse_path(PathStyle::Expr);
      return path;
    }
    return parse_fragment_expr();
  }
  if (at_ch('-')) {
    pos_++;
    Expr* negation = make_expr(Expr::Kind::Unary, start);
    negation->un_op = UnOp::Neg;
    negation->lhs = parse_range_pat_bound();
    negation->span = from(start);
    return negation;
  }
  if (at_kw(sym::const_) && at(TokenKind::OpenBrace, 1)) {
    pos_++;
    return parse_block_expr(Expr::Kind::ConstBlock, start);
  }
  switch (peek().kind) {
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Str:
    case TokenKind::ByteStr:
    case TokenKind::CStr:
    case TokenKind::Char:
    case TokenKind::Byte: {
      Expr* literal = make_expr(Expr::Kind::Lit, start);
      literal->lit = literal_of(session_, tokens_[pos_++]);
      return literal;
    }
    default:
      break;
  }
  if (at_kw(sym::true_) || at_kw(sym::false_)) {
    Expr* literal = make_expr(Expr::Kind::Lit, start);
    literal->lit = literal_of(session_, tokens_[pos_++]);
    return literal;
  }
  Expr* path = make_expr(Expr::Kind::Path, start);
  path->path = parse_path(PathStyle::Expr);
  path->span = from(start);
  return path;
}

/// `lo` was read; a range if `..` follows, else a literal.
Pat* Parser::parse_range_pat(const Expr* lo, Span start) {
  Pat* pat = make_pat(Pat::Kind::Lit, start);
  pat->lo = lo;
  if (!at_op("..")) return pat;
  pat->kind = Pat::Kind::Range;
  const bool closed = at_op("..=") || at_op("...");
  pos_ += closed ? 3 : 2;
  pat->range_end = closed ? RangeEnd::Closed : RangeEnd::HalfOpen;
  if (closed || at_range_pat_end()) pat->hi = parse_range_pat_bound();
  return pat;
}

}  // namespace assay::syntax
