// A rule's right-hand side with its variables filled in.
#include "expand/macro_parts.h"

namespace assay::expand {
namespace {

class Transcriber {
 public:
  Transcriber(Session& session, SyntaxContexts& contexts, const MacroRules& macro, const Rule& rule,
              const std::vector<Match>& bindings, ExpansionId expansion, const CallSite& call, TokenBuffer& out)
      : session_(session),
        contexts_(contexts),
        rule_(rule),
        bindings_(bindings),
        expansion_(expansion),
        call_(call),
        out_(out),
        at_call_(macro.from_library && !session.sources.is_library(call.span)) {}

  bool run() {
    if (!emit_all(rule_.body)) return false;
    link_delimiters(out_);
    return true;
  }

 private:
  bool error(Span span, std::string message) {
    session_.diags.error(at_call_ ? call_.span : span, std::move(message));
    return false;
  }

  void own(const Token& token) {
    Token copy = token;
    copy.context = contexts_.mark(token.context, expansion_);
    if (at_call_) copy.span = call_.span;
    out_.push_back(copy);
  }

  /// The match of a variable inside the repetitions entered so far; null if it repeats deeper than that.
  const Match* current(uint32_t variable) const {
    const Match* match = &bindings_[variable];
    for (const size_t index : indices_) {
      if (!match->is_sequence) return match;
      if (index >= match->entries.size()) return nullptr;
      match = &match->entries[index];
    }
    return match;
  }

  bool emit_all(const std::vector<Template>& body) {
    for (const Template& part : body)
      if (!emit(part)) return false;
    return true;
  }

  bool emit(const Template& part) {
    switch (part.kind) {
      case Template::Kind::Token:
        own(part.token);
        return true;
      case Template::Kind::Variable:
        return emit_variable(part);
      case Template::Kind::Sequence:
        return emit_sequence(part);
      case Template::Kind::Count: {
        const Match* match = current(part.variable);
        return match ? emit_number(part.token, leaves(*match)) : false;
      }
      case Template::Kind::Index:
      case Template::Kind::Length: {
        if (part.level >= indices_.size()) return error(part.token.span, "no repetition at this depth");
        const size_t at = indices_.size() - 1 - part.level;
        return emit_number(part.token, part.kind == Template::Kind::Index ? indices_[at] : lengths_[at]);
      }
    }
    return false;
  }

  static size_t leaves(const Match& match) {
    if (!match.is_sequence) return 1;
    size_t n = 0;
    for (const Match& entry : match.entries) n += leaves(entry);
    return n;
  }

  bool emit_number(const Token& where, size_t value) {
    Token token = where;
    token.kind = TokenKind::Int;
    token.text = session_.sym(std::to_string(value));
    own(token);
    return true;
  }

  bool emit_variable(const Template& part) {
    const Match* match = current(part.variable);
    if (!match || match->is_sequence)
      return error(part.token.span, "variable `" + std::string(session_.text(rule_.variables[part.variable].name)) +
                                        "` is still repeating at this depth");
    const TokenSlice tokens = match->tokens;
    if (tokens.empty()) return true;
    const FragmentKind kind = kind_of(rule_.variables[part.variable].spec);
    const bool wrapped =
        tokens[0].kind == TokenKind::OpenInvisible && static_cast<size_t>(tokens[0].partner) == tokens.size() - 1;
    const bool atomic = kind == FragmentKind::Ident || kind == FragmentKind::Lifetime || kind == FragmentKind::Tt ||
                        kind == FragmentKind::Block || (kind == FragmentKind::Literal && tokens.size() == 1) || wrapped;
    if (atomic) {
      out_.insert(out_.end(), tokens.begin(), tokens.end());
      // What follows it in the output did not follow it in the input.
      if (out_.back().kind == TokenKind::Punct) out_.back().joint = false;
      return true;
    }
    Token delimiter;
    delimiter.fragment = kind;
    delimiter.span = tokens.front().span.to(tokens.back().span);
    delimiter.context = tokens.front().context;
    delimiter.kind = TokenKind::OpenInvisible;
    out_.push_back(delimiter);
    out_.insert(out_.end(), tokens.begin(), tokens.end());
    delimiter.kind = TokenKind::CloseInvisible;
    out_.push_back(delimiter);
    return true;
  }

  bool emit_sequence(const Template& part) {
    size_t count = SIZE_MAX;
    for (const uint32_t variable : part.variables) {
      const Match* match = current(variable);
      if (!match || !match->is_sequence) continue;
      if (count != SIZE_MAX && count != match->entries.size())
        return error(part.token.span, "variables of one repetition were matched different numbers of times");
      count = match->entries.size();
    }
    if (count == SIZE_MAX) return error(part.token.span, "this repetition contains no repeating variable");
    for (size_t i = 0; i < count; i++) {
      if (i > 0) {
        for (const Token& token : part.separator) own(token);
        if (!part.separator.empty()) out_.back().joint = false;
      }
      indices_.push_back(i);
      lengths_.push_back(count);
      const bool ok = emit_all(part.contents);
      indices_.pop_back();
      lengths_.pop_back();
      if (!ok) return false;
    }
    return true;
  }

  Session& session_;
  SyntaxContexts& contexts_;
  const Rule& rule_;
  const std::vector<Match>& bindings_;
  ExpansionId expansion_;
  const CallSite& call_;
  TokenBuffer& out_;
  bool at_call_;
  std::vector<size_t> indices_, lengths_;  // of the repetitions around
};

}  // namespace

bool transcribe(Session& session, SyntaxContexts& contexts, const MacroRules& macro, const Rule& rule,
                const std::vector<Match>& bindings, ExpansionId expansion, const CallSite& call, TokenBuffer& out) {
  return Transcriber(session, contexts, macro, rule, bindings, expansion, call, out).run();
}

}  // namespace assay::expand
