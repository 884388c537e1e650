// Does a rule match? All possibilities are followed at once, token by token, without backtracking; a fragment is only
// parsed when it is the single possibility left, and if its parse fails the invocation is wrong.
#include "base/symbols.h"
#include "expand/macro_parts.h"
#include "lex/keywords.h"
#include "syntax/parser.h"
#include "syntax/token_text.h"

// Few of the many token kinds matter in each decision.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace assay::expand {
namespace {

bool is_literal(const Token& token) {
  switch (token.kind) {
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Str:
    case TokenKind::ByteStr:
    case TokenKind::CStr:
    case TokenKind::Char:
    case TokenKind::Byte:
      return true;
    case TokenKind::Ident:
      return !token.raw && (token.text == sym::true_ || token.text == sym::false_);
    default:
      return false;
  }
}

bool same_token(const Token& a, const Token& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case TokenKind::Punct:
      return a.ch == b.ch;
    case TokenKind::Ident:
      return a.text == b.text && a.raw == b.raw;
    case TokenKind::Lifetime:
    case TokenKind::Int:
    case TokenKind::Float:
    case TokenKind::Str:
    case TokenKind::ByteStr:
    case TokenKind::CStr:
    case TokenKind::Char:
    case TokenKind::Byte:
    case TokenKind::DollarCrate:
      return a.text == b.text;
    case TokenKind::OpenInvisible:
    case TokenKind::CloseInvisible:
      return false;
    default:
      return true;
  }
}

class Matcher {
 public:
  Matcher(Session& session, const MacroRules& macro, const Rule& rule, TokenSlice input, Edition edition)
      : session_(session), macro_(macro), rule_(rule), input_(input), parser_(session, input, edition) {}

  MatchResult run() {
    MatchResult result;
    current_.push_back({0, kNoId});
    while (true) {
      waiting_.clear();
      next_.clear();
      const bool at_end = pos_ >= input_.size();
      std::optional<uint32_t> finished = step(at_end);
      if (at_end) {
        result.furthest = pos_;
        if (!finished) return result;
        result.kind = MatchResult::Kind::Matched;
        result.bindings = bindings(*finished);
        return result;
      }
      if (!next_.empty()) {
        pos_ += operator_length(input_, pos_);
        current_.swap(next_);
      } else if (waiting_.size() == 1) {
        const Thread thread = waiting_[0];
        const Location& location = rule_.pattern[thread.location];
        const auto tokens = fragment(rule_.variables[location.variable].spec);
        if (!tokens) {
          result.kind = MatchResult::Kind::Failed;
          return result;
        }
        const uint32_t event = push({thread.events, location.variable, location.depth, false, *tokens});
        current_.push_back({thread.location + 1, event});
      } else if (waiting_.empty()) {
        result.furthest = pos_;
        return result;
      } else {
        session_.diags.error(input_[pos_].span, "this macro input could match in several ways");
        result.kind = MatchResult::Kind::Failed;
        return result;
      }
    }
  }

 private:
  struct Thread {
    uint32_t location;
    uint32_t events;  // newest event of its history
  };
  /// A binding, or the beginning of a repetition of a variable; a history is a linked list of them.
  struct Event {
    uint32_t previous;
    uint32_t variable;
    uint32_t depth;
    bool is_sequence;
    TokenSlice tokens;
  };
  uint32_t push(Event event) {
    events_.push_back(event);
    return static_cast<uint32_t>(events_.size() - 1);
  }

  bool matches_here(TokenSlice tokens) const {
    if (pos_ >= input_.size() || operator_length(input_, pos_) != tokens.size()) return false;
    for (size_t i = 0; i < tokens.size(); i++)
      if (!same_token(tokens[i], input_[pos_ + i])) return false;
    return true;
  }

  /// Moves all threads up to the token here. The history of a thread that is at the end of the pattern, if any.
  std::optional<uint32_t> step(bool at_end) {
    std::optional<uint32_t> finished;
    uint32_t steps = 0;
    while (!current_.empty()) {
      Thread thread = current_.back();
      current_.pop_back();
      const Location& location = rule_.pattern[thread.location];
      switch (location.kind) {
        case Location::Kind::Token:
          if (!at_end && matches_here(location.tokens)) next_.push_back({thread.location + 1, thread.events});
          break;
        case Location::Kind::Sequence: {
          for (uint32_t v = 0; v < location.variable_count; v++)
            thread.events = push({thread.events, location.first_variable + v, location.depth, true, {}});
          if (location.repeat != Repeat::OneOrMore) current_.push_back({location.target, thread.events});
          current_.push_back({thread.location + 1, thread.events});
          break;
        }
        case Location::Kind::SequenceEnd:
          current_.push_back({thread.location + 1, thread.events});
          if (location.repeat != Repeat::ZeroOrOne) current_.push_back({location.target, thread.events});
          break;
        case Location::Kind::SequenceSeparator:
          current_.push_back({thread.location + 2, thread.events});
          if (location.repeat != Repeat::ZeroOrOne && !at_end && matches_here(location.tokens))
            next_.push_back({thread.location + 1, thread.events});
          break;
        case Location::Kind::SequenceAgain:
          current_.push_back({location.target, thread.events});
          break;
        case Location::Kind::Variable:
          if (!at_end && may_start(rule_.variables[location.variable].spec)) waiting_.push_back(thread);
          break;
        case Location::Kind::End:
          if (at_end) finished = thread.events;
          break;
      }
      // A repetition whose contents can match nothing would go on for ever.
      if (++steps > kMaxSteps) return current_.clear(), next_.clear(), waiting_.clear(), std::nullopt;
    }
    return finished;
  }

  // ---- fragments -------------------------------------------------------------------------------------------------
  bool is_ch(char c, size_t ahead = 0) const {
    return pos_ + ahead < input_.size() && input_[pos_ + ahead].kind == TokenKind::Punct &&
           input_[pos_ + ahead].ch == c;
  }

  bool may_start(FragmentSpec spec) {
    const Token& token = input_[pos_];
    parser_.seek(pos_);
    const bool is_close = token.partner < 0;
    const bool is_word = token.kind == TokenKind::Ident || token.kind == TokenKind::DollarCrate;
    switch (spec) {
      case FragmentSpec::Ident:
        return is_word && (token.raw || token.text != sym::underscore);
      case FragmentSpec::Lifetime:
        return token.kind == TokenKind::Lifetime;
      case FragmentSpec::Tt:
      case FragmentSpec::Item:
      case FragmentSpec::Stmt:
        return !is_close;
      case FragmentSpec::Literal: {
        if (token.kind == TokenKind::OpenInvisible) {
          const size_t inner = pos_ + (input_[pos_ + 1].kind == TokenKind::Punct ? 2 : 1);
          return (token.fragment == FragmentKind::Literal || token.fragment == FragmentKind::Expr) &&
                 is_literal(input_[inner]) && pos_ + static_cast<size_t>(token.partner) == inner + 1;
        }
        return is_literal(token) || (is_ch('-') && pos_ + 1 < input_.size() && is_literal(input_[pos_ + 1]));
      }
      case FragmentSpec::Expr:
      case FragmentSpec::Expr2021: {
        if (token.kind == TokenKind::Ident && !token.raw) {
          if (token.text == sym::let_) return false;
          if (spec == FragmentSpec::Expr2021 && (token.text == sym::underscore || token.text == sym::const_))
            return false;
        }
        return parser_.can_begin_expr();
      }
      case FragmentSpec::Ty:
        return parser_.can_begin_ty();
      case FragmentSpec::Pat:
      case FragmentSpec::PatParam: {
        if (is_word || is_literal(token) || token.kind == TokenKind::OpenParen || token.kind == TokenKind::OpenBracket)
          return true;
        if (token.kind == TokenKind::OpenInvisible)
          return token.fragment != FragmentKind::Item && token.fragment != FragmentKind::Stmt &&
                 token.fragment != FragmentKind::Vis;
        return is_ch('&') || is_ch('-') || is_ch('<') || is_ch('!') || (is_ch('.') && is_ch('.', 1)) ||
               (is_ch(':') && is_ch(':', 1)) || (is_ch('|') && spec == FragmentSpec::Pat);
      }
      case FragmentSpec::Block:
        return token.kind == TokenKind::OpenBrace ||
               (token.kind == TokenKind::OpenInvisible && token.fragment == FragmentKind::Block);
      case FragmentSpec::Path:
      case FragmentSpec::Meta:
        if (token.kind == TokenKind::OpenInvisible)
          return token.fragment == FragmentKind::Path || token.fragment == FragmentKind::Ty ||
                 (token.fragment == FragmentKind::Meta && spec == FragmentSpec::Meta);
        return is_word || (is_ch(':') && is_ch(':', 1));
      case FragmentSpec::Vis:
        return is_word || is_ch(',') || token.kind == TokenKind::OpenInvisible || parser_.can_begin_ty();
    }
    return false;
  }

  /// The tokens of the fragment here; moves behind it. None after a diagnostic.
  std::optional<TokenSlice> fragment(FragmentSpec spec) {
    const size_t start = pos_;
    const Token& token = input_[pos_];
    parser_.seek(pos_);
    const bool failed_before = parser_.failed();
    const size_t tree = token.partner > 0 ? static_cast<size_t>(token.partner) + 1 : 1;
    switch (spec) {
      case FragmentSpec::Ident:
      case FragmentSpec::Lifetime:
        pos_++;
        return input_.subspan(start, 1);
      case FragmentSpec::Tt:
        pos_ += token.partner > 0 ? tree : operator_length(input_, pos_);
        return input_.subspan(start, pos_ - start);
      case FragmentSpec::Literal:
        pos_ += token.kind == TokenKind::Punct ? 2 : tree;
        return input_.subspan(start, pos_ - start);
      case FragmentSpec::Expr:
      case FragmentSpec::Expr2021:
        parser_.parse_expr();
        break;
      case FragmentSpec::Ty:
        parser_.parse_ty();
        break;
      case FragmentSpec::Pat:
        parser_.parse_pat();
        break;
      case FragmentSpec::PatParam:
        parser_.parse_pat_no_top_alt();
        break;
      case FragmentSpec::Stmt:
        parser_.parse_stmt_without_semi();
        break;
      case FragmentSpec::Block:
        parser_.parse_block();
        break;
      case FragmentSpec::Item:
        parser_.parse_item();
        break;
      case FragmentSpec::Path:
        parser_.parse_path(syntax::Parser::PathStyle::Type);
        break;
      case FragmentSpec::Meta:
        parser_.skip_meta();
        break;
      case FragmentSpec::Vis:
        parser_.parse_visibility();
        break;
    }
    pos_ = parser_.position();
    if (!failed_before && parser_.failed()) return std::nullopt;
    empty_fragments_ = pos_ == start ? empty_fragments_ + 1 : 0;
    if (pos_ == start && (spec != FragmentSpec::Vis || empty_fragments_ > 1000)) {
      session_.diags.error(token.span, "this token does not begin the fragment that macro `" +
                                           std::string(session_.text(macro_.name)) + "` expects");
      return std::nullopt;
    }
    return input_.subspan(start, pos_ - start);
  }

  // ---- histories to bindings -------------------------------------------------------------------------------------
  std::vector<Match> bindings(uint32_t newest) const {
    std::vector<uint32_t> order;
    for (uint32_t e = newest; e != kNoId; e = events_[e].previous) order.push_back(e);
    std::vector<Match> result(rule_.variables.size());
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
      const Event& event = events_[*it];
      Match* at = &result[event.variable];
      Match added{event.is_sequence, event.tokens, {}};
      if (event.depth == 0) {
        *at = std::move(added);
        continue;
      }
      for (uint32_t d = 1; d < event.depth; d++) at = &at->entries.back();
      at->entries.push_back(std::move(added));
    }
    return result;
  }

  static constexpr uint32_t kMaxSteps = 100'000;  // per token
  Session& session_;
  const MacroRules& macro_;
  const Rule& rule_;
  TokenSlice input_;
  syntax::Parser parser_;
  size_t pos_ = 0;
  uint32_t empty_fragments_ = 0;  // at this token
  std::vector<Thread> current_, next_, waiting_;
  std::vector<Event> events_;
};

/// Doc comments of the input as the attributes they stand for.
TokenSlice desugar_docs(Session& session, TokenSlice input) {
  bool any = false;
  for (const Token& token : input) any = any || token.kind == TokenKind::DocComment;
  if (!any) return input;
  auto* out = session.arena.make<TokenBuffer>();
  for (const Token& token : input) {
    if (token.kind != TokenKind::DocComment) {
      out->push_back(token);
      continue;
    }
    const auto push = [&](TokenKind kind, char ch, SymbolId text) {
      Token made = token;
      made.kind = kind;
      made.ch = ch;
      made.text = text;
      made.raw = false;
      out->push_back(made);
    };
    push(TokenKind::Punct, '#', {});
    if (token.raw) push(TokenKind::Punct, '!', {});
    push(TokenKind::OpenBracket, 0, {});
    push(TokenKind::Ident, 0, sym::doc);
    push(TokenKind::Punct, '=', {});
    push(TokenKind::Str, 0, token.text);
    push(TokenKind::CloseBracket, 0, {});
  }
  link_delimiters(*out);
  return *out;
}

}  // namespace

MatchResult match_rule(Session& session, const MacroRules& macro, const Rule& rule, TokenSlice input, Edition edition) {
  return Matcher(session, macro, rule, input, edition).run();
}

const TokenBuffer* expand_macro_rules(Session& session, SyntaxContexts& contexts, const MacroRules& macro,
                                      TokenSlice input, const CallSite& call) {
  input = desugar_docs(session, input);
  size_t furthest = 0;
  for (const Rule& rule : macro.rules) {
    MatchResult result = match_rule(session, macro, rule, input, call.edition);
    switch (result.kind) {
      case MatchResult::Kind::Failed:
        return nullptr;
      case MatchResult::Kind::NoMatch:
        furthest = std::max(furthest, result.furthest);
        continue;
      case MatchResult::Kind::Matched:
        break;
    }
    Expansion expansion;
    expansion.macro_name = macro.name;
    expansion.macro_def = macro.node;
    expansion.call_span = call.span;
    expansion.call_context = call.context;
    expansion.is_local_macro = macro.origin.is_local;
    expansion.is_v2 = macro.is_v2;
    auto* out = session.arena.make<TokenBuffer>();
    const ExpansionId id = contexts.begin(expansion);
    return transcribe(session, contexts, macro, rule, result.bindings, id, call, *out) ? out : nullptr;
  }
  const std::string name(session.text(macro.name));
  if (furthest < input.size())
    session.diags.error(input[furthest].span, "no rules expected the token `" +
                                                  syntax::token_text(session, input[furthest]) +
                                                  "` in a call of macro `" + name + "`");
  else
    session.diags.error(call.span, "unexpected end of the input of macro `" + name + "`");
  return nullptr;
}

}  // namespace assay::expand
