// Definitions of macro_rules and `macro` to linear patterns and templates.
#include "base/symbols.h"
#include "expand/macro_parts.h"
#include "lex/lexer.h"
#include "lex/literals.h"
#include "syntax/parser.h"

namespace assay::expand {

FragmentKind kind_of(FragmentSpec spec) {
  switch (spec) {
    case FragmentSpec::Ident:
      return FragmentKind::Ident;
    case FragmentSpec::Lifetime:
      return FragmentKind::Lifetime;
    case FragmentSpec::Tt:
      return FragmentKind::Tt;
    case FragmentSpec::Literal:
      return FragmentKind::Literal;
    case FragmentSpec::Expr:
    case FragmentSpec::Expr2021:
      return FragmentKind::Expr;
    case FragmentSpec::Ty:
      return FragmentKind::Ty;
    case FragmentSpec::Pat:
    case FragmentSpec::PatParam:
      return FragmentKind::Pat;
    case FragmentSpec::Stmt:
      return FragmentKind::Stmt;
    case FragmentSpec::Block:
      return FragmentKind::Block;
    case FragmentSpec::Item:
      return FragmentKind::Item;
    case FragmentSpec::Path:
      return FragmentKind::Path;
    case FragmentSpec::Meta:
      return FragmentKind::Meta;
    case FragmentSpec::Vis:
      return FragmentKind::Vis;
  }
  return FragmentKind::Tt;
}

size_t operator_length(TokenSlice tokens, size_t at) {
  const auto ch = [&](size_t i) { return tokens[at + i].ch; };
  const auto joined = [&](size_t n) {  // the first n + 1 are punctuation without space between
    if (at + n >= tokens.size()) return false;
    for (size_t i = 0; i <= n; i++)
      if (tokens[at + i].kind != TokenKind::Punct || (i < n && !tokens[at + i].joint)) return false;
    return true;
  };
  if (!joined(1)) return 1;
  const char a = ch(0), b = ch(1);
  if (joined(2)) {
    const char c = ch(2);
    if ((a == '<' && b == '<' && c == '=') || (a == '>' && b == '>' && c == '=') ||
        (a == '.' && b == '.' && c == '.') || (a == '.' && b == '.' && c == '='))
      return 3;
  }
  if (b == '=' && std::string_view("<=!>+-*/%^&|").find(a) != std::string_view::npos) return 2;
  if (a == b && std::string_view("&|<>.:").find(a) != std::string_view::npos) return 2;
  if ((a == '-' && b == '>') || (a == '<' && b == '-') || (a == '=' && b == '>')) return 2;
  return 1;
}

void link_delimiters(TokenBuffer& tokens) {
  std::vector<size_t> open;
  for (size_t i = 0; i < tokens.size(); i++) {
    switch (tokens[i].kind) {
      case TokenKind::OpenParen:
      case TokenKind::OpenBracket:
      case TokenKind::OpenBrace:
      case TokenKind::OpenInvisible:
        open.push_back(i);
        break;
      case TokenKind::CloseParen:
      case TokenKind::CloseBracket:
      case TokenKind::CloseBrace:
      case TokenKind::CloseInvisible: {
        const auto distance = static_cast<int32_t>(i - open.back());
        tokens[open.back()].partner = distance;
        tokens[i].partner = -distance;
        open.pop_back();
        break;
      }
      case TokenKind::Eof:
      case TokenKind::Ident:
      case TokenKind::Lifetime:
      case TokenKind::Int:
      case TokenKind::Float:
      case TokenKind::Str:
      case TokenKind::ByteStr:
      case TokenKind::CStr:
      case TokenKind::Char:
      case TokenKind::Byte:
      case TokenKind::DocComment:
      case TokenKind::Dollar:
      case TokenKind::DollarCrate:
      case TokenKind::Punct:
        break;
    }
  }
}

namespace {

class Compiler {
 public:
  Compiler(Session& session, MacroRules& macro) : session_(session), macro_(macro) {}

  /// Rules separated by `;` (or, for `macro`, `,` or nothing).
  bool run(TokenSlice tokens) {
    size_t i = 0;
    while (i < tokens.size()) {
      if (!is_open(tokens, i)) return error(tokens[i].span, "expected a macro pattern");
      const TokenSlice pattern = contents(tokens, i);
      i += pattern.size() + 2;
      const bool arrow = is_ch(tokens, i, '=') && is_ch(tokens, i + 1, '>');
      if (arrow)
        i += 2;
      else if (!macro_.is_v2)
        return error(i < tokens.size() ? tokens[i].span : macro_.span, "expected `=>` in a macro definition");
      if (!is_open(tokens, i))
        return error(i < tokens.size() ? tokens[i].span : macro_.span, "expected the body of a macro rule");
      const TokenSlice body = contents(tokens, i);
      i += body.size() + 2;
      rule_ = &macro_.rules.emplace_back();
      if (!compile_pattern(pattern, 0)) return false;
      rule_->pattern.push_back({});
      if (!compile_body(body, 0, rule_->body)) return false;
      if (is_ch(tokens, i, ';') || (macro_.is_v2 && is_ch(tokens, i, ',')))
        i++;
      else if (i < tokens.size() && !macro_.is_v2)
        return error(tokens[i].span, "expected `;` between macro rules");
    }
    return true;
  }

 private:
  bool error(Span span, std::string message) {
    session_.diags.error(span, std::move(message));
    return false;
  }
  static bool is_open(TokenSlice tokens, size_t i) {
    return i < tokens.size() && tokens[i].partner > 0 && tokens[i].kind != TokenKind::OpenInvisible;
  }
  static TokenSlice contents(TokenSlice tokens, size_t i) {
    return tokens.subspan(i + 1, static_cast<size_t>(tokens[i].partner) - 1);
  }
  static bool is_ch(TokenSlice tokens, size_t i, char c) {
    return i < tokens.size() && tokens[i].kind == TokenKind::Punct && tokens[i].ch == c;
  }
  static bool is_ident(TokenSlice tokens, size_t i) { return i < tokens.size() && tokens[i].kind == TokenKind::Ident; }

  std::optional<FragmentSpec> spec_by_name(std::string_view name) const {
    const Edition edition = macro_.origin.edition;
    if (name == "ident") return FragmentSpec::Ident;
    if (name == "lifetime") return FragmentSpec::Lifetime;
    if (name == "tt") return FragmentSpec::Tt;
    if (name == "literal") return FragmentSpec::Literal;
    if (name == "expr") return edition >= Edition::E2024 ? FragmentSpec::Expr : FragmentSpec::Expr2021;
    if (name == "expr_2021") return FragmentSpec::Expr2021;
    if (name == "ty") return FragmentSpec::Ty;
    if (name == "pat") return edition >= Edition::E2021 ? FragmentSpec::Pat : FragmentSpec::PatParam;
    if (name == "pat_param") return FragmentSpec::PatParam;
    if (name == "stmt") return FragmentSpec::Stmt;
    if (name == "block") return FragmentSpec::Block;
    if (name == "item") return FragmentSpec::Item;
    if (name == "path") return FragmentSpec::Path;
    if (name == "meta") return FragmentSpec::Meta;
    if (name == "vis") return FragmentSpec::Vis;
    return std::nullopt;
  }

  std::optional<Repeat> repeat_at(TokenSlice tokens, size_t i) const {
    if (i >= tokens.size() || operator_length(tokens, i) != 1) return std::nullopt;
    if (is_ch(tokens, i, '*')) return Repeat::ZeroOrMore;
    if (is_ch(tokens, i, '+')) return Repeat::OneOrMore;
    if (is_ch(tokens, i, '?')) return Repeat::ZeroOrOne;
    return std::nullopt;
  }

  /// What follows `$(..)`: a separator, if any, and the operator. `i` moves behind them.
  std::optional<Repeat> repetition(TokenSlice tokens, size_t& i, TokenSlice& separator) {
    if (auto repeat = repeat_at(tokens, i)) return i++, repeat;
    if (i < tokens.size()) {
      const size_t length = operator_length(tokens, i);
      if (auto repeat = repeat_at(tokens, i + length)) {
        separator = tokens.subspan(i, length);
        i += length + 1;
        return repeat;
      }
    }
    error(i < tokens.size() ? tokens[i].span : macro_.span, "expected one of `*`, `+` and `?` after a repetition");
    return std::nullopt;
  }

  bool compile_pattern(TokenSlice tokens, uint32_t depth) {
    size_t i = 0;
    while (i < tokens.size()) {
      const Token& token = tokens[i];
      if (token.kind == TokenKind::DocComment) {
        i++;
      } else if (token.kind == TokenKind::Dollar && i + 1 < tokens.size() &&
                 tokens[i + 1].kind == TokenKind::OpenParen) {
        if (!compile_sequence(tokens, i, depth)) return false;
      } else if (token.kind == TokenKind::Dollar && is_ident(tokens, i + 1) && is_ch(tokens, i + 2, ':') &&
                 is_ident(tokens, i + 3)) {
        const std::string_view name = session_.text(tokens[i + 3].text);
        const auto spec = spec_by_name(name);
        if (!spec) return error(tokens[i + 3].span, "invalid fragment specifier `" + std::string(name) + "`");
        Location location;
        location.kind = Location::Kind::Variable;
        location.variable = static_cast<uint32_t>(rule_->variables.size());
        location.depth = depth;
        rule_->variables.push_back({tokens[i + 1].text, *spec, depth});
        rule_->pattern.push_back(location);
        i += 4;
      } else {
        // `$$`, and `$` of a macro that defines macros, stand for themselves.
        if (token.kind == TokenKind::Dollar && i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::Dollar) i++;
        Location location;
        location.kind = Location::Kind::Token;
        const size_t length = operator_length(tokens, i);
        location.tokens = tokens.subspan(i, length);
        rule_->pattern.push_back(location);
        i += length;
      }
    }
    return true;
  }

  bool compile_sequence(TokenSlice tokens, size_t& i, uint32_t depth) {
    const TokenSlice inside = contents(tokens, i + 1);
    i += inside.size() + 3;
    TokenSlice separator;
    const auto repeat = repetition(tokens, i, separator);
    if (!repeat) return false;
    const auto at = static_cast<uint32_t>(rule_->pattern.size());
    Location start;
    start.kind = Location::Kind::Sequence;
    start.repeat = *repeat;
    start.depth = depth;
    start.first_variable = static_cast<uint32_t>(rule_->variables.size());
    rule_->pattern.push_back(start);
    if (!compile_pattern(inside, depth + 1)) return false;
    Location end;
    end.repeat = *repeat;
    end.target = at + 1;
    if (separator.empty()) {
      end.kind = Location::Kind::SequenceEnd;
      rule_->pattern.push_back(end);
    } else {
      end.kind = Location::Kind::SequenceSeparator;
      end.tokens = separator;
      rule_->pattern.push_back(end);
      end.kind = Location::Kind::SequenceAgain;
      end.tokens = {};
      rule_->pattern.push_back(end);
    }
    if (rule_->pattern.size() == at + 2 && inside.empty()) return error(tokens[0].span, "repetition matches nothing");
    rule_->pattern[at].target = static_cast<uint32_t>(rule_->pattern.size());
    rule_->pattern[at].variable_count = static_cast<uint32_t>(rule_->variables.size()) - start.first_variable;
    return true;
  }

  std::optional<uint32_t> variable(SymbolId name) const {
    for (uint32_t v = 0; v < rule_->variables.size(); v++)
      if (rule_->variables[v].name == name) return v;
    return std::nullopt;
  }

  static Template token_template(const Token& token) {
    Template result;
    result.token = token;
    return result;
  }

  bool compile_body(TokenSlice tokens, uint32_t depth, std::vector<Template>& out) {
    size_t i = 0;
    while (i < tokens.size()) {
      const Token& token = tokens[i];
      if (token.kind != TokenKind::Dollar || i + 1 >= tokens.size()) {
        out.push_back(token_template(token));
        i++;
        continue;
      }
      const Token& next = tokens[i + 1];
      if (next.kind == TokenKind::OpenParen) {
        Template sequence;
        sequence.kind = Template::Kind::Sequence;
        sequence.token = token;
        const TokenSlice inside = contents(tokens, i + 1);
        i += inside.size() + 3;
        if (!repetition(tokens, i, sequence.separator)) return false;
        if (!compile_body(inside, depth + 1, sequence.contents)) return false;
        collect_variables(sequence.contents, sequence.variables);
        out.push_back(std::move(sequence));
      } else if (next.kind == TokenKind::OpenBrace) {
        if (!compile_expression(contents(tokens, i + 1), out)) return false;
        i += static_cast<size_t>(next.partner) + 2;
      } else if (next.kind == TokenKind::Dollar) {
        out.push_back(token_template(next));
        i += 2;
      } else if (next.kind == TokenKind::Ident && next.text == sym::crate_ && !next.raw) {
        Token crate = next;
        crate.kind = TokenKind::DollarCrate;
        crate.text = macro_.origin.crate_name;
        crate.span = token.span.to(next.span);
        out.push_back(token_template(crate));
        i += 2;
      } else if (next.kind == TokenKind::Ident && variable(next.text)) {
        Template use;
        use.kind = Template::Kind::Variable;
        use.token = next;
        use.variable = *variable(next.text);
        out.push_back(use);
        i += 2;
      } else {  // of a macro that this one defines
        out.push_back(token_template(token));
        i++;
      }
    }
    return true;
  }

  /// `${count(x)}`, `${index()}`, `${len()}`, `${ignore(x)}`; their names may be prefixed with `$`.
  bool compile_expression(TokenSlice tokens, std::vector<Template>& out) {
    const Span span = tokens.empty() ? macro_.span : tokens[0].span;
    if (!is_ident(tokens, 0) || !is_open(tokens, 1)) return error(span, "malformed macro metavariable expression");
    const std::string_view name = session_.text(tokens[0].text);
    TokenSlice args = contents(tokens, 1);
    if (!args.empty() && args[0].kind == TokenKind::Dollar) args = args.subspan(1);
    Template result;
    result.token = tokens[0];
    if (name == "count" || name == "ignore") {
      if (!is_ident(args, 0) || !variable(args[0].text)) return error(span, "expected a variable of the macro");
      result.variable = *variable(args[0].text);
      if (name == "ignore") {
        result.kind = Template::Kind::Sequence;  // repeats with the variable, yields nothing
        result.variables.push_back(result.variable);
        ignored_.push_back(result.variable);
        return true;
      }
      result.kind = Template::Kind::Count;
    } else if (name == "index" || name == "len") {
      result.kind = name == "index" ? Template::Kind::Index : Template::Kind::Length;
      if (!args.empty() && args[0].kind == TokenKind::Int) {
        u128 level = 0;
        lex::parse_integer(session_.text(args[0].text), level);
        result.level = static_cast<uint32_t>(level);
      }
    } else {
      session_.diags.unsupported(span, "macro:metavariable-" + std::string(name));
      return false;
    }
    out.push_back(std::move(result));
    return true;
  }

  void collect_variables(const std::vector<Template>& body, std::vector<uint32_t>& out) {
    out.insert(out.end(), ignored_.begin(), ignored_.end());
    ignored_.clear();
    for (const Template& part : body) {
      if (part.kind == Template::Kind::Variable || part.kind == Template::Kind::Count) out.push_back(part.variable);
      if (part.kind == Template::Kind::Sequence) out.insert(out.end(), part.variables.begin(), part.variables.end());
    }
  }

  Session& session_;
  MacroRules& macro_;
  Rule* rule_ = nullptr;
  std::vector<uint32_t> ignored_;  // `${ignore(x)}` seen in the innermost repetition
};

}  // namespace

const MacroRules* parse_macro_rules(Session& session, const ast::Item& item, const MacroOrigin& origin) {
  auto* macro = session.arena.make<MacroRules>();
  macro->name = item.name.name;
  macro->node = item.id;
  macro->span = item.span;
  macro->origin = origin;
  macro->is_v2 = item.macro_v2;
  macro->from_library = session.sources.is_library(item.span);
  return Compiler(session, *macro).run(item.macro_tokens) ? macro : nullptr;
}

}  // namespace assay::expand
