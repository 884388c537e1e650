#include "expand/builtin.h"

#include <array>

#include "base/symbols.h"
#include "expand/cfg.h"
#include "expand/format.h"
#include "expand/quote.h"
#include "lex/lexer.h"
#include "lex/literals.h"
#include "syntax/parser.h"
#include "syntax/token_text.h"

// An expression has many kinds; literals matter here.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::expand {

using ast::Expr;

std::optional<Builtin> builtin_by_name(std::string_view name) {
  struct Entry {
    std::string_view name;
    Builtin macro;
  };
  static constexpr std::array kTable{
      Entry{"concat", Builtin::Concat},
      Entry{"concat_bytes", Builtin::ConcatBytes},
      Entry{"stringify", Builtin::Stringify},
      Entry{"line", Builtin::Line},
      Entry{"column", Builtin::Column},
      Entry{"file", Builtin::File},
      Entry{"module_path", Builtin::ModulePath},
      Entry{"cfg", Builtin::Cfg},
      Entry{"cfg_select", Builtin::CfgSelect},
      Entry{"include_str", Builtin::IncludeStr},
      Entry{"include", Builtin::Include},
      Entry{"include_bytes", Builtin::IncludeBytes},
      Entry{"env", Builtin::Env},
      Entry{"option_env", Builtin::OptionEnv},
      Entry{"compile_error", Builtin::CompileError},
      Entry{"format_args", Builtin::FormatArgs},
      Entry{"format_args_nl", Builtin::FormatArgsNl},
      Entry{"const_format_args", Builtin::ConstFormatArgs},
      Entry{"addr_of", Builtin::AddrOf},
      Entry{"addr_of_mut", Builtin::AddrOfMut},
      Entry{"offset_of", Builtin::OffsetOf},
      Entry{"assert", Builtin::Assert},
      Entry{"panic", Builtin::Panic},
      Entry{"std_panic", Builtin::Panic},
      Entry{"core_panic", Builtin::CorePanic},
      Entry{"unreachable", Builtin::Unreachable},
      Entry{"asm", Builtin::Asm},
      Entry{"global_asm", Builtin::GlobalAsm},
      Entry{"naked_asm", Builtin::NakedAsm},
      Entry{"pattern_type", Builtin::PatternType},
      Entry{"concat_idents", Builtin::Unsupported},
      Entry{"log_syntax", Builtin::Unsupported},
      Entry{"trace_macros", Builtin::Unsupported},
      Entry{"type_ascribe", Builtin::Unsupported},
      Entry{"deref", Builtin::Unsupported},
  };
  for (const Entry& entry : kTable)
    if (entry.name == name) return entry.macro;
  return std::nullopt;
}

namespace {

class Expander {
 public:
  Expander(const BuiltinContext& context, TokenSlice input)
      : context_(context), session_(context.session), input_(input) {
    Expansion expansion;
    expansion.call_span = context.call_span;
    expansion.call_context = context.call_context;
    mark_ = context.contexts.mark({}, context.contexts.begin(expansion));
  }

  BuiltinResult run(Builtin macro) {
    switch (macro) {
      case Builtin::Concat:
        return concat();
      case Builtin::ConcatBytes:
        return concat_bytes();
      case Builtin::Stringify:
        return string(syntax::tokens_text(session_, input_));
      case Builtin::Line:
        return integer(place().line);
      case Builtin::Column:
        return integer(place().column);
      case Builtin::File:
        return file();
      case Builtin::ModulePath:
        return string(context_.module_path);
      case Builtin::Cfg:
        return tokens(cfg_holds(session_, input_) ? "true" : "false");
      case Builtin::CfgSelect:
        return cfg_select();
      case Builtin::IncludeStr:
      case Builtin::IncludeBytes:
      case Builtin::Include:
        return include(macro);
      case Builtin::Env:
        return env(false);
      case Builtin::OptionEnv:
        return env(true);
      case Builtin::CompileError: {
        const auto message = string_argument();
        if (message) session_.diags.error(context_.call_span, *message);
        return {};
      }
      case Builtin::FormatArgs:
      case Builtin::ConstFormatArgs:
        return format(false);
      case Builtin::FormatArgsNl:
        return format(true);
      case Builtin::AddrOf:
        return address_of(false);
      case Builtin::AddrOfMut:
        return address_of(true);
      case Builtin::OffsetOf:
        return offset_of();
      case Builtin::Assert:
        return assertion();
      case Builtin::Panic:
        return {panic(input_, true), nullptr};
      case Builtin::CorePanic:
        return {panic(input_, false), nullptr};
      case Builtin::Unreachable:
        return unreachable();
      case Builtin::Asm:
      case Builtin::GlobalAsm:
      case Builtin::NakedAsm:
        return unsupported("item:asm");
      case Builtin::PatternType:
        return unsupported("macro:pattern_type");
      case Builtin::Unsupported:
        return unsupported("macro:internal");
    }
    return {};
  }

 private:
  BuiltinResult unsupported(const char* feature) {
    session_.diags.unsupported(context_.call_span, feature);
    return {};
  }
  BuiltinResult error(Span span, std::string message) {
    session_.diags.error(span.empty() ? context_.call_span : span, std::move(message));
    return {};
  }
  BuiltinResult tokens(std::string_view text, std::initializer_list<TokenSlice> slices = {}) {
    return {quote(session_, text, context_.call_span, mark_, slices), nullptr};
  }
  TokenBuffer* literal(TokenKind kind, std::string_view value) {
    Token token;
    token.kind = kind;
    token.text = session_.sym(value);
    token.span = context_.call_span;
    token.context = mark_;
    auto* out = session_.arena.make<TokenBuffer>();
    out->push_back(token);
    return out;
  }
  BuiltinResult string(std::string_view value) { return {literal(TokenKind::Str, value), nullptr}; }
  BuiltinResult integer(uint32_t value) { return {literal(TokenKind::Int, std::to_string(value) + "u32"), nullptr}; }

  Span outermost() const { return context_.contexts.outermost_call_span(context_.call_context, context_.call_span); }
  LineColumn place() const { return session_.sources.line_column(outermost().lo); }
  BuiltinResult file() {
    const SourceFile* file = session_.sources.file_at(outermost().lo);
    return string(file ? file->path : "");
  }

  // ---- arguments that are literals, or macros that become literals ---------------------------------------------
  static std::string digits(std::string_view text) {
    std::string out;
    for (char c : text)
      if (c != '_') out += c;
    return out;
  }

  /// The text that concat! makes of `expr`; none after a diagnostic.
  std::optional<std::string> literal_text(const Expr* expr) {
    switch (expr->kind) {
      case Expr::Kind::Paren:
        return literal_text(expr->lhs);
      case Expr::Kind::Unary: {
        if (expr->un_op != ast::UnOp::Neg) break;
        auto text = literal_text(expr->lhs);
        return text ? std::optional("-" + *text) : std::nullopt;
      }
      case Expr::Kind::Macro: {
        const Expr* expanded = expand_inner(expr);
        return expanded ? literal_text(expanded) : std::nullopt;
      }
      case Expr::Kind::Lit: {
        const ast::Literal& lit = expr->lit;
        switch (lit.kind) {
          case ast::Literal::Kind::Bool:
            return lit.scalar != 0 ? "true" : "false";
          case ast::Literal::Kind::Char: {
            std::string text;
            lex::append_utf8(text, lit.scalar);
            return text;
          }
          case ast::Literal::Kind::Int: {
            u128 value = 0;
            if (!lex::parse_integer(session_.text(lit.text), value)) return digits(session_.text(lit.text));
            std::string text;
            do text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
            while ((value /= 10) != 0);
            return text;
          }
          case ast::Literal::Kind::Float:
            return digits(session_.text(lit.text));
          case ast::Literal::Kind::Str:
            return std::string(session_.text(lit.text));
          case ast::Literal::Kind::Byte:
          case ast::Literal::Kind::ByteStr:
          case ast::Literal::Kind::CStr:
            break;
        }
        error(expr->span, "cannot concatenate a byte or C string literal");
        return std::nullopt;
      }
      default:
        break;
    }
    error(expr->span, "expected a literal");
    return std::nullopt;
  }

  const Expr* expand_inner(const Expr* call) {
    if (!context_.expand_inner) return nullptr;
    const TokenBuffer* expanded = context_.expand_inner(*call->macro);
    if (!expanded) return nullptr;
    return syntax::Parser(session_, *expanded, context_.edition).parse_expr_complete(true);
  }

  std::optional<std::vector<const Expr*>> arguments(TokenSlice input) {
    syntax::Parser parser(session_, input, context_.edition);
    std::vector<const Expr*> out;
    while (!parser.at_end()) {
      out.push_back(parser.parse_expr());
      if (parser.failed()) return std::nullopt;
      if (parser.at_end()) break;
      const Token& token = parser.peek();
      if (token.kind != TokenKind::Punct || token.ch != ',') {
        error(token.span, "expected `,`");
        return std::nullopt;
      }
      parser.seek(parser.position() + 1);
    }
    return out;
  }

  /// The single string argument of include!, env!, ...
  std::optional<std::string> string_argument() {
    const auto args = arguments(input_);
    if (!args) return std::nullopt;
    if (args->empty()) {
      error({}, "this macro needs a string literal");
      return std::nullopt;
    }
    return literal_text((*args)[0]);
  }

  BuiltinResult concat() {
    const auto args = arguments(input_);
    if (!args) return {};
    std::string out;
    for (const Expr* arg : *args) {
      const auto text = literal_text(arg);
      if (!text) return {};
      out += *text;
    }
    return string(out);
  }

  bool append_bytes(const Expr* expr, std::string& out) {
    if (expr->kind == Expr::Kind::Macro) {
      const Expr* expanded = expand_inner(expr);
      return expanded && append_bytes(expanded, out);
    }
    if (expr->kind == Expr::Kind::Array) {
      for (const Expr* element : expr->exprs)
        if (!append_bytes(element, out)) return false;
      return true;
    }
    if (expr->kind == Expr::Kind::Lit) {
      using Kind = ast::Literal::Kind;
      if (expr->lit.kind == Kind::ByteStr) return out += session_.text(expr->lit.text), true;
      if (expr->lit.kind == Kind::Byte) return out += static_cast<char>(expr->lit.scalar), true;
      u128 value = 0;
      if (expr->lit.kind == Kind::Int && lex::parse_integer(session_.text(expr->lit.text), value) && value < 256)
        return out += static_cast<char>(value), true;
    }
    error(expr->span, "expected a byte literal");
    return false;
  }

  BuiltinResult concat_bytes() {
    const auto args = arguments(input_);
    if (!args) return {};
    std::string out;
    for (const Expr* arg : *args)
      if (!append_bytes(arg, out)) return {};
    return {literal(TokenKind::ByteStr, out), nullptr};
  }

  // ---- configuration and environment -----------------------------------------------------------------------------
  /// `predicate => { tokens }` arms; the first that holds, `_` always does.
  BuiltinResult cfg_select() {
    TokenSlice rest = input_;
    if (rest.size() >= 2 && rest[0].kind == TokenKind::OpenBrace &&
        static_cast<size_t>(rest[0].partner) == rest.size() - 1)
      rest = rest.subspan(1, rest.size() - 2);
    while (!rest.empty()) {
      size_t arrow = 0;
      while (arrow + 1 < rest.size() && !(rest[arrow].kind == TokenKind::Punct && rest[arrow].ch == '=' &&
                                          rest[arrow].joint && rest[arrow + 1].ch == '>'))
        arrow += rest[arrow].partner > 0 ? static_cast<size_t>(rest[arrow].partner) + 1 : 1;
      if (arrow + 2 >= rest.size()) return error(rest[0].span, "expected `=>`");
      const TokenSlice predicate = rest.subspan(0, arrow);
      size_t end = arrow + 2;
      TokenSlice body;
      if (rest[end].kind == TokenKind::OpenBrace) {
        body = rest.subspan(end + 1, static_cast<size_t>(rest[end].partner) - 1);
        end += body.size() + 2;
      } else {
        const size_t start = end;
        while (end < rest.size() && !(rest[end].kind == TokenKind::Punct && rest[end].ch == ','))
          end += rest[end].partner > 0 ? static_cast<size_t>(rest[end].partner) + 1 : 1;
        body = rest.subspan(start, end - start);
      }
      if (end < rest.size() && rest[end].kind == TokenKind::Punct && rest[end].ch == ',') end++;
      const bool always = predicate.size() == 1 && predicate[0].text == sym::underscore;
      if (always || cfg_holds(session_, predicate)) return tokens("@0", {body});
      rest = rest.subspan(end);
    }
    return error({}, "none of the predicates of `cfg_select` holds");
  }

  BuiltinResult env(bool optional) {
    const auto args = arguments(input_);
    if (!args || args->empty()) return error({}, "this macro needs a string literal");
    const auto name = literal_text((*args)[0]);
    if (!name) return {};
    // Of the environment of the compilation, only what a package says about itself is known.
    if (session_.crate)
      for (const auto& [key, value] : session_.crate->env)
        if (key == *name) {
          const TokenBuffer* text = literal(TokenKind::Str, value);
          return optional ? tokens("$crate::option::Option::Some(@0)", {TokenSlice(*text)})
                          : BuiltinResult{text, nullptr};
        }
    if (optional) return tokens("$crate::option::Option::None::<&'static str>");
    return unsupported("macro:env");
  }

  BuiltinResult include(Builtin macro) {
    const auto name = string_argument();
    if (!name) return {};
    if (!context_.files) return unsupported("macro:include");
    std::string path = *name;
    const SourceFile* includer = session_.sources.file_at(outermost().lo);
    if (includer && !path.starts_with('/')) {
      const size_t slash = includer->path.rfind('/');
      if (slash != std::string::npos) path = includer->path.substr(0, slash + 1) + path;
    }
    auto text = context_.files->read(path);
    if (!text) return error({}, "couldn't read `" + path + "`");
    if (macro == Builtin::IncludeStr) return string(*text);
    if (macro == Builtin::IncludeBytes) return {literal(TokenKind::ByteStr, *text), nullptr};
    const SourceFile& file = session_.sources.add(path, std::move(*text), includer && includer->is_library);
    return {session_.arena.make<TokenBuffer>(lex::lex(session_, file)), nullptr};
  }

  // ---- finished expressions --------------------------------------------------------------------------------------
  Expr* make_expr(Expr::Kind kind) {
    Expr* expr = session_.arena.make<Expr>();
    expr->kind = kind;
    expr->id = session_.fresh_node();
    expr->span = context_.call_span;
    return expr;
  }

  BuiltinResult format(bool newline) {
    const ast::FormatArgsExpr* parsed = parse_format_args(context_, input_, newline);
    if (!parsed) return {};
    Expr* expr = make_expr(Expr::Kind::FormatArgs);
    expr->format = parsed;
    return {nullptr, expr};
  }

  BuiltinResult address_of(bool is_mut) {
    syntax::Parser parser(session_, input_, context_.edition);
    Expr* expr = make_expr(Expr::Kind::RawAddrOf);
    expr->is_mut = is_mut;
    expr->lhs = parser.parse_expr_complete();
    return {nullptr, expr};
  }

  BuiltinResult offset_of() {
    syntax::Parser parser(session_, input_, context_.edition);
    Expr* expr = make_expr(Expr::Kind::OffsetOf);
    expr->ty = parser.parse_ty();
    for (size_t i = parser.position(); i < input_.size(); i++) {
      const Token& token = input_[i];
      if (token.kind == TokenKind::Ident || token.kind == TokenKind::Int) {
        expr->offset_fields.push_back({token.text, token.span, token.context});
      } else if (token.kind == TokenKind::Float) {  // `0.1`
        const std::string text(session_.text(token.text));
        const size_t dot = text.find('.');
        expr->offset_fields.push_back({session_.sym(text.substr(0, dot)), token.span, token.context});
        if (dot != std::string::npos && dot + 1 < text.size())
          expr->offset_fields.push_back({session_.sym(text.substr(dot + 1)), token.span, token.context});
      } else if (!(token.kind == TokenKind::Punct && (token.ch == ',' || token.ch == '.')) &&
                 token.kind != TokenKind::OpenInvisible && token.kind != TokenKind::CloseInvisible) {
        return error(token.span, "expected a field name");
      }
    }
    if (parser.failed()) return {};
    if (expr->offset_fields.empty()) return error({}, "`offset_of!` needs a field");
    return {nullptr, expr};
  }

  // ---- panics ----------------------------------------------------------------------------------------------------
  static TokenSlice without_trailing_comma(TokenSlice args) {
    if (!args.empty() && args.back().kind == TokenKind::Punct && args.back().ch == ',')
      return args.first(args.size() - 1);
    return args;
  }
  /// The whole of `args` is one string literal.
  const Token* lone_string(TokenSlice args) const {
    args = syntax::peel(without_trailing_comma(args));
    return args.size() == 1 && args[0].kind == TokenKind::Str ? &args[0] : nullptr;
  }
  static bool has_comma(TokenSlice args) {
    args = without_trailing_comma(args);
    for (size_t i = 0; i < args.size(); i++) {
      if (args[i].partner > 0) i += static_cast<size_t>(args[i].partner);
      if (args[i].kind == TokenKind::Punct && args[i].ch == ',') return true;
    }
    return false;
  }

  const TokenBuffer* panic(TokenSlice args, bool of_std) {
    const auto text = [&](std::string_view snippet, std::initializer_list<TokenSlice> slices = {}) {
      return quote(session_, snippet, context_.call_span, mark_, slices);
    };
    if (args.empty()) return text("$crate::panicking::panic(\"explicit panic\")");
    const bool single = !has_comma(args);
    if (const Token* message = lone_string(args)) {
      const std::string_view value = session_.text(message->text);
      const bool plain = value.find_first_of("{}") == std::string_view::npos;
      if (plain || context_.edition < Edition::E2021)
        return text("$crate::panicking::panic(@0)", {TokenSlice(message, 1)});
    } else if (single && context_.edition < Edition::E2021) {
      if (!of_std) return text("$crate::panicking::panic_str_2015(@0)", {without_trailing_comma(args)});
      TokenBuffer* out = text("$crate::rt::begin_panic(@0)", {without_trailing_comma(args)});
      (*out)[0].text = sym::std_;
      return out;
    }
    // `"{}", value` alone shows the value and is never taken as part of the message's text.
    if (args.size() > 2 && args[0].kind == TokenKind::Str && session_.text(args[0].text) == "{}" &&
        args[1].kind == TokenKind::Punct && args[1].ch == ',' && !has_comma(args.subspan(2))) {
      const TokenSlice value = without_trailing_comma(args.subspan(2));
      const bool named = value.size() > 1 && value[1].kind == TokenKind::Punct && value[1].ch == '=';
      if (!value.empty() && !named)
        return text("$crate::panicking::panic_fmt($crate::format_args!(\"{}\", *&(@0)))", {value});
    }
    return text("$crate::panicking::panic_fmt($crate::format_args!(@0))", {args});
  }

  BuiltinResult unreachable() {
    static constexpr std::string_view kPrefix = "internal error: entered unreachable code";
    if (input_.empty()) return tokens("$crate::panicking::panic(\"internal error: entered unreachable code\")");
    if (const Token* message = lone_string(input_)) {
      const std::string_view value = session_.text(message->text);
      if (value.find_first_of("{}") == std::string_view::npos || context_.edition < Edition::E2021)
        return tokens("$crate::panicking::panic(@0)",
                      {*literal(TokenKind::Str, std::string(kPrefix) + ": " + std::string(value))});
    } else if (!has_comma(input_) && context_.edition < Edition::E2021) {
      return tokens(
          "$crate::panicking::panic_fmt($crate::format_args!(\"internal error: entered unreachable code: {}\", @0))",
          {input_});
    }
    return tokens(
        "$crate::panicking::panic_fmt($crate::format_args!(\"internal error: entered unreachable code: {}\", "
        "$crate::format_args!(@0)))",
        {input_});
  }

  BuiltinResult assertion() {
    syntax::Parser parser(session_, input_, context_.edition);
    if (input_.empty()) return error({}, "macro requires a boolean expression as an argument");
    const Expr* condition = parser.parse_expr();
    if (parser.failed()) return {};
    const size_t end = parser.position();
    if (end < input_.size() && !(input_[end].kind == TokenKind::Punct && input_[end].ch == ','))
      return error(input_[end].span, "expected `,`");
    TokenBuffer wrapped;
    Token delimiter;
    delimiter.kind = TokenKind::OpenInvisible;
    delimiter.fragment = FragmentKind::Expr;
    delimiter.span = condition->span;
    wrapped.push_back(delimiter);
    wrapped.insert(wrapped.end(), input_.begin(), input_.begin() + static_cast<ptrdiff_t>(end));
    delimiter.kind = TokenKind::CloseInvisible;
    wrapped.push_back(delimiter);
    const TokenSlice args = end < input_.size() ? input_.subspan(end + 1) : TokenSlice();
    if (!args.empty()) return tokens("if !@0 { @1 }", {wrapped, *panic(args, true)});
    const std::string message = "assertion failed: " + syntax::tokens_text(session_, input_.first(end));
    return tokens("if !@0 { $crate::panicking::panic(@1) }", {wrapped, *literal(TokenKind::Str, message)});
  }

  const BuiltinContext& context_;
  Session& session_;
  TokenSlice input_;
  SyntaxContextId mark_;
};

}  // namespace

BuiltinResult expand_builtin(const BuiltinContext& context, Builtin macro, TokenSlice input) {
  return Expander(context, input).run(macro);
}

}  // namespace assay::expand
