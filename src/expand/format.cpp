#include "expand/format.h"

#include "base/symbols.h"
#include "lex/literals.h"
#include "syntax/parser.h"

namespace assay::expand {
namespace {

using namespace ast;

class FormatParser {
 public:
  FormatParser(const BuiltinContext& context, TokenSlice input)
      : context_(context), session_(context.session), input_(input) {}

  const FormatArgsExpr* run(bool newline) {
    out_ = session_.arena.make<FormatArgsExpr>();
    out_->span = context_.call_span;
    if (!read_arguments()) return nullptr;
    explicit_count_ = out_->args.size();
    used_.assign(explicit_count_, false);
    if (!read_template()) return nullptr;
    if (newline) literal_ += '\n';
    flush();
    for (size_t i = 0; i < explicit_count_; i++)
      if (!used_[i])
        return error(out_->args[i].expr->span, "this argument is never used by the format string"), nullptr;
    return out_;
  }

 private:
  bool error(Span span, std::string message) {
    session_.diags.error(span, std::move(message));
    return false;
  }

  // ---- arguments -------------------------------------------------------------------------------------------------
  static bool is_ch(const Token& token, char c) { return token.kind == TokenKind::Punct && token.ch == c; }

  bool read_arguments() {
    syntax::Parser parser(session_, input_, context_.edition);
    if (parser.at_end()) return error(context_.call_span, "requires at least a format string argument");
    const Expr* first = parser.parse_expr();
    if (parser.failed() || !read_literal(first, input_.first(parser.position()))) return false;
    while (!parser.at_end()) {
      if (!is_ch(parser.peek(), ',')) return error(parser.peek().span, "expected `,` between format arguments");
      parser.seek(parser.position() + 1);
      if (parser.at_end()) break;
      FormatArg arg;
      const bool named = parser.peek().kind == TokenKind::Ident && is_ch(parser.peek(1), '=') &&
                         !(parser.peek(1).joint && is_ch(parser.peek(2), '='));
      if (named) {
        const Token& name = parser.peek();
        arg.name = Ident{name.text, name.span, name.context};
        parser.seek(parser.position() + 2);
        for (const FormatArg& other : out_->args)
          if (other.name && other.name->name == name.text) return error(name.span, "duplicate argument name");
      } else if (!out_->args.empty() && out_->args.back().name) {
        return error(parser.peek().span, "positional arguments cannot follow named arguments");
      }
      arg.expr = parser.parse_expr();
      if (parser.failed()) return false;
      if (!arg.name) positional_count_++;
      out_->args.push_back(arg);
    }
    return true;
  }

  /// The template: a string literal, or a macro that becomes one.
  bool read_literal(const Expr* expr, TokenSlice tokens) {
    while (expr->kind == Expr::Kind::Paren) expr = expr->lhs;
    template_span_ = expr->span;
    if (expr->kind == Expr::Kind::Macro && context_.expand_inner) {
      const TokenBuffer* expanded = context_.expand_inner(*expr->macro);
      if (!expanded) return false;
      may_capture_ = false;
      tokens = *expanded;
      if (!tokens.empty() && is_ch(tokens.back(), ';')) tokens = tokens.first(tokens.size() - 1);
      expr = syntax::Parser(session_, tokens, context_.edition).parse_expr_complete();
      while (expr->kind == Expr::Kind::Paren) expr = expr->lhs;
      if (expr->kind == Expr::Kind::Macro) return read_literal(expr, tokens);
    }
    if (expr->kind != Expr::Kind::Lit || expr->lit.kind != Literal::Kind::Str)
      return error(template_span_, "format argument must be a string literal");
    text_ = session_.text(expr->lit.text);
    tokens = syntax::peel(tokens);
    if (tokens.size() == 1) template_context_ = tokens[0].context;
    // A literal without escapes lets errors and captures point into it.
    exact_ = session_.sources.text(template_span_) == "\"" + std::string(text_) + "\"";
    return true;
  }

  Span span_at(size_t from, size_t to) const {
    if (!exact_) return template_span_;
    const uint32_t base = template_span_.lo + 1;
    return {base + static_cast<uint32_t>(from), base + static_cast<uint32_t>(to)};
  }

  // ---- the template ----------------------------------------------------------------------------------------------
  char peek(size_t ahead = 0) const { return pos_ + ahead < text_.size() ? text_[pos_ + ahead] : '\0'; }
  bool eat(char c) {
    if (pos_ >= text_.size() || text_[pos_] != c) return false;
    pos_++;
    return true;
  }
  void skip_space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') pos_++;
  }

  void flush() {
    if (literal_.empty()) return;
    FormatPiece piece;
    piece.is_literal = true;
    piece.literal = session_.sym(literal_);
    out_->pieces.push_back(piece);
    literal_.clear();
  }

  bool read_template() {
    while (pos_ < text_.size()) {
      const char c = text_[pos_];
      if (c == '{') {
        if (peek(1) == '{') {
          literal_ += '{';
          pos_ += 2;
          continue;
        }
        const size_t start = pos_++;
        FormatPiece piece;
        if (!read_placeholder(piece.placeholder, start)) return false;
        piece.placeholder.span = span_at(start, pos_);
        flush();
        out_->pieces.push_back(piece);
      } else if (c == '}') {
        if (peek(1) != '}') return error(span_at(pos_, pos_ + 1), "invalid format string: unmatched `}` found");
        literal_ += '}';
        pos_ += 2;
      } else {
        literal_ += c;
        pos_++;
      }
    }
    return true;
  }

  static bool is_word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view word() {
    const size_t start = pos_;
    while (is_word_start(peek()) || is_digit(peek())) pos_++;
    return text_.substr(start, pos_ - start);
  }
  uint32_t number() {
    uint64_t value = 0;
    while (is_digit(peek())) {
      value = std::min<uint64_t>(value * 10 + static_cast<uint64_t>(peek() - '0'), 65536);
      pos_++;
    }
    return static_cast<uint32_t>(value);
  }

  bool use(size_t index, size_t from, uint32_t& out) {
    if (index >= explicit_count_) {
      const size_t n = explicit_count_;
      return error(span_at(from, pos_), n == 0 ? "the format string needs an argument, but none is given"
                                               : "the format string refers to argument " + std::to_string(index) +
                                                     ", but there " + (n == 1 ? "is 1" : "are " + std::to_string(n)));
    }
    used_[index] = true;
    out = static_cast<uint32_t>(index);
    return true;
  }

  bool use_named(std::string_view name, size_t from, uint32_t& out) {
    const SymbolId symbol = session_.sym(name);
    for (size_t i = 0; i < out_->args.size(); i++) {
      if (!out_->args[i].name || out_->args[i].name->name != symbol) continue;
      if (i < explicit_count_) used_[i] = true;
      out = static_cast<uint32_t>(i);
      return true;
    }
    const Span span = span_at(from, pos_);
    if (!may_capture_) return error(span, "there is no argument named `" + std::string(name) + "`");
    const Ident ident{symbol, span, template_context_};
    Expr* path = session_.arena.make<Expr>();
    path->kind = Expr::Kind::Path;
    path->id = session_.fresh_node();
    path->span = span;
    path->path.span = span;
    path->path.segments.push_back({ident, nullptr});
    FormatArg arg;
    arg.name = ident;
    arg.captured = true;
    arg.expr = path;
    out = static_cast<uint32_t>(out_->args.size());
    out_->args.push_back(arg);
    return true;
  }

  /// `12`, `12$`, `name$`, or nothing.
  bool read_count(FormatCount& count) {
    const size_t start = pos_;
    if (is_digit(peek())) {
      const uint32_t value = number();
      if (value > 65535) return error(span_at(start, pos_), "invalid format string: number is too large");
      if (eat('$')) {
        count.kind = FormatCount::Kind::Argument;
        return use(value, start, count.value);
      }
      count.kind = FormatCount::Kind::Literal;
      count.value = value;
      return true;
    }
    if (!is_word_start(peek())) return true;
    const std::string_view name = word();
    if (peek() != '$') {  // that was the trait
      pos_ = start;
      return true;
    }
    count.kind = FormatCount::Kind::Argument;
    const bool ok = use_named(name, start, count.value);
    pos_++;
    return ok;
  }

  static FormatAlign align_of(char c) {
    return c == '<'   ? FormatAlign::Left
           : c == '^' ? FormatAlign::Center
           : c == '>' ? FormatAlign::Right
                      : FormatAlign::Unknown;
  }

  bool read_placeholder(FormatPlaceholder& out, size_t start) {
    skip_space();
    const size_t name_at = pos_;
    std::optional<uint32_t> position;
    std::string_view name;
    if (is_digit(peek()))
      position = number();
    else if (is_word_start(peek()))
      name = word();
    const size_t name_end = pos_;
    skip_space();
    if (eat(':') && !read_spec(out)) return false;
    skip_space();
    if (!eat('}')) return error(span_at(start, pos_), "invalid format string: expected `}`");
    const size_t end = pos_;
    bool ok = false;
    if (position || !name.empty()) {
      pos_ = name_end;
      ok = position ? use(*position, name_at, out.argument) : use_named(name, name_at, out.argument);
    } else {
      ok = use(next_++, start, out.argument);
    }
    pos_ = end;
    return ok;
  }

  bool read_spec(FormatPlaceholder& out) {
    if (pos_ < text_.size()) {
      const size_t width = lex::utf8_width(text_[pos_]);
      if (align_of(peek(width)) != FormatAlign::Unknown) {
        out.fill = lex::decode_utf8(text_.substr(pos_));
        out.align = align_of(peek(width));
        pos_ += width + 1;
      } else if (align_of(peek()) != FormatAlign::Unknown) {
        out.align = align_of(peek());
        pos_++;
      }
    }
    if (eat('+'))
      out.plus = true;
    else if (eat('-'))
      out.minus = true;
    out.alternate = eat('#');
    if (peek() == '0' && peek(1) != '$') out.zero_pad = eat('0');
    if (!read_count(out.width)) return false;
    if (eat('.')) {
      const size_t at = pos_;
      if (eat('*')) {
        out.precision.kind = FormatCount::Kind::Argument;
        if (!use(next_++, at, out.precision.value)) return false;
      } else if (!read_count(out.precision)) {
        return false;
      }
    }
    const size_t at = pos_;
    if ((peek() == 'x' || peek() == 'X') && peek(1) == '?') {
      out.debug_hex = peek() == 'x' ? DebugHex::Lower : DebugHex::Upper;
      pos_++;
    }
    if (eat('?')) {
      out.trait = FormatTrait::Debug;
      return true;
    }
    const std::string_view name = word();
    if (name.empty())
      out.trait = FormatTrait::Display;
    else if (name == "x")
      out.trait = FormatTrait::LowerHex;
    else if (name == "X")
      out.trait = FormatTrait::UpperHex;
    else if (name == "o")
      out.trait = FormatTrait::Octal;
    else if (name == "b")
      out.trait = FormatTrait::Binary;
    else if (name == "e")
      out.trait = FormatTrait::LowerExp;
    else if (name == "E")
      out.trait = FormatTrait::UpperExp;
    else if (name == "p")
      out.trait = FormatTrait::Pointer;
    else
      return error(span_at(at, pos_), "unknown format trait `" + std::string(name) + "`");
    return true;
  }

  const BuiltinContext& context_;
  Session& session_;
  TokenSlice input_;
  FormatArgsExpr* out_ = nullptr;
  std::string_view text_;
  Span template_span_;
  SyntaxContextId template_context_;
  bool exact_ = false, may_capture_ = true;
  size_t explicit_count_ = 0, positional_count_ = 0;
  size_t pos_ = 0;
  size_t next_ = 0;  // the argument of the next `{}`
  std::vector<bool> used_;
  std::string literal_;
};

}  // namespace

const FormatArgsExpr* parse_format_args(const BuiltinContext& context, TokenSlice input, bool newline) {
  return FormatParser(context, input).run(newline);
}

}  // namespace assay::expand
