#include "syntax/cfg.h"

#include <array>

#include "base/symbols.h"
#include "syntax/parser.h"
#include "syntax/token_text.h"

namespace assay::syntax {
namespace {

/// Whether option `name`, with `value` if it has one, is set.
bool option_set(const Session& session, std::string_view name, std::optional<std::string_view> value) {
  const FrontOptions& options = session.options;
  for (const auto& [key, set] : options.cfg)
    if (key == name && (value ? set == *value : set.empty())) return true;
  if (session.crate)
    for (const auto& [key, set] : session.crate->cfg)
      if (key == name && (value ? set == *value : set.empty())) return true;
  const TargetDescription& target = options.target;
  if (!value) {
    if (name == "test") return session.in_test_crate();
    if (name == "debug_assertions") return options.debug_assertions;
    if (name == "overflow_checks") return options.overflow_checks;
    return name == "unix" || name == "target_thread_local" || name == "target_has_atomic" || name == "ub_checks";
  }
  if (name == "target_os") return *value == "linux";
  if (name == "target_family") return *value == "unix";
  if (name == "target_env") return *value == "gnu";
  if (name == "target_vendor") return *value == "unknown";
  if (name == "target_abi") return value->empty();
  if (name == "target_endian") return *value == (target.big_endian ? "big" : "little");
  if (name == "target_pointer_width") return *value == std::to_string(target.pointer_bytes * 8);
  if (name == "target_arch") {
    if (target.big_endian) return *value == (target.pointer_bytes == 8 ? "s390x" : "mips");
    return *value == (target.pointer_bytes == 8 ? "x86_64" : "x86");
  }
  if (name == "target_has_atomic" || name == "target_has_atomic_load_store" ||
      name == "target_has_atomic_equal_alignment") {
    return *value == "8" || *value == "16" || *value == "32" || *value == "ptr" || *value == "64";
  }
  if (name == "target_feature") return !target.big_endian && (*value == "sse" || *value == "sse2" || *value == "fxsr");
  if (name == "panic") return *value == (options.panic_abort ? "abort" : "unwind");
  if (name == "relocation_model") return *value == "pic";
  return false;
}

class Predicate {
 public:
  Predicate(Session& session, TokenSlice tokens) : session_(session), tokens_(peel(tokens)) {}

  bool evaluate() {
    const bool holds = one();
    if (pos_ < tokens_.size() && is_ch(',')) pos_++;
    if (pos_ < tokens_.size()) error("expected the end of the predicate");
    return holds && !failed_;
  }

 private:
  bool is_ch(char c) const {
    return pos_ < tokens_.size() && tokens_[pos_].kind == TokenKind::Punct && tokens_[pos_].ch == c;
  }
  void error(const char* message) {
    if (!failed_)
      session_.diags.error(pos_ < tokens_.size() ? tokens_[pos_].span
                           : tokens_.empty()     ? Span{}
                                                 : tokens_.back().span,
                           std::string("malformed configuration predicate: ") + message);
    failed_ = true;
    pos_ = tokens_.size();
  }

  bool one() {
    if (pos_ < tokens_.size() && tokens_[pos_].kind == TokenKind::OpenInvisible) {
      const TokenSlice inside = tokens_.subspan(pos_ + 1, static_cast<size_t>(tokens_[pos_].partner) - 1);
      pos_ += inside.size() + 2;
      return Predicate(session_, inside).evaluate();
    }
    if (pos_ >= tokens_.size() || tokens_[pos_].kind != TokenKind::Ident) {
      error("expected a name");
      return false;
    }
    const SymbolId name = tokens_[pos_++].text;
    if (pos_ < tokens_.size() && tokens_[pos_].kind == TokenKind::OpenParen) return combination(name);
    if (is_ch('=')) {
      pos_++;
      const TokenSlice value = peel(tokens_.subspan(pos_, pos_ < tokens_.size() ? extent() : 0));
      if (value.size() != 1 || value[0].kind != TokenKind::Str) {
        error("expected a string");
        return false;
      }
      pos_ += extent();
      return option_set(session_, session_.text(name), session_.text(value[0].text));
    }
    if (name == sym::true_) return true;
    if (name == sym::false_) return false;
    return option_set(session_, session_.text(name), std::nullopt);
  }

  size_t extent() const { return tokens_[pos_].partner > 0 ? static_cast<size_t>(tokens_[pos_].partner) + 1 : 1; }

  bool combination(SymbolId name) {
    const TokenSlice inside = tokens_.subspan(pos_ + 1, static_cast<size_t>(tokens_[pos_].partner) - 1);
    pos_ += inside.size() + 2;
    Predicate list(session_, inside);
    uint32_t count = 0, holding = 0;
    while (list.pos_ < list.tokens_.size()) {
      if (list.one()) holding++;
      count++;
      if (list.pos_ < list.tokens_.size()) {
        if (list.is_ch(','))
          list.pos_++;
        else
          list.error("expected `,`");
      }
    }
    failed_ = failed_ || list.failed_;
    if (name == sym::all) return holding == count;
    if (name == sym::any) return holding > 0;
    if (name == sym::not_ && count == 1) return holding == 0;
    if (session_.text(name) == "version") return true;
    if (session_.text(name) == "accessible") return false;
    if (session_.text(name) == "target") return holding == count;
    error("unknown combination");
    return false;
  }

  Session& session_;
  TokenSlice tokens_;
  size_t pos_ = 0;
  bool failed_ = false;
};

bool is(const ast::Attribute& attribute, SymbolId name) {
  return attribute.path.size() == 1 && attribute.path[0] == name;
}

/// The attributes of `cfg_attr(predicate, a, b(..))` if the predicate holds.
void expand_cfg_attr(Session& session, const ast::Attribute& attribute, Edition edition, ast::Attributes& out) {
  const TokenSlice inside = attribute_arguments(attribute);
  std::vector<TokenSlice> parts;
  size_t start = 0;
  for (size_t i = 0; i <= inside.size(); i++) {
    if (i < inside.size() && inside[i].partner > 0) i += static_cast<size_t>(inside[i].partner);
    if (i == inside.size() || (inside[i].kind == TokenKind::Punct && inside[i].ch == ',')) {
      if (i > start) parts.push_back(inside.subspan(start, i - start));
      start = i + 1;
    }
  }
  if (parts.empty()) return session.diags.error(attribute.span, "malformed `cfg_attr`");
  if (!cfg_holds(session, parts[0])) return;
  for (size_t i = 1; i < parts.size(); i++) {
    // `# [ part ]`, to be read like any attribute.
    auto* tokens = session.arena.make<TokenBuffer>();
    const auto size = static_cast<int32_t>(parts[i].size());
    const auto push = [&](TokenKind kind, char ch, int32_t partner) {
      Token token;
      token.kind = kind;
      token.ch = ch;
      token.partner = partner;
      token.span = attribute.span;
      tokens->push_back(token);
    };
    push(TokenKind::Punct, '#', 0);
    push(TokenKind::OpenBracket, 0, size + 1);
    tokens->insert(tokens->end(), parts[i].begin(), parts[i].end());
    push(TokenKind::CloseBracket, 0, -(size + 1));
    ast::Attributes one;
    if (!Parser(session, *tokens, edition).parse_outer_attributes(one)) {
      ast::Attribute off;
      off.span = attribute.span;
      off.path = {sym::cfg, sym::false_};
      one.push_back(off);
    }
    out.insert(out.end(), one.begin(), one.end());
  }
}

}  // namespace

bool cfg_holds(Session& session, TokenSlice predicate) { return Predicate(session, predicate).evaluate(); }

bool configure(Session& session, ast::Attributes& attrs, Edition edition) {
  bool enabled = true;
  ast::Attributes kept;
  kept.reserve(attrs.size());
  for (ast::Attribute& attribute : attrs) {
    if (is(attribute, sym::cfg)) {
      enabled = cfg_holds(session, attribute_arguments(attribute)) && enabled;
    } else if (is(attribute, sym::cfg_attr)) {
      ast::Attributes some;
      expand_cfg_attr(session, attribute, edition, some);
      for (ast::Attribute& one : some) {
        if (one.path.size() == 2 && one.path[0] == sym::cfg && one.path[1] == sym::false_)
          enabled = false;
        else
          kept.push_back(std::move(one));
      }
    } else if (!is(attribute, sym::doc)) {
      kept.push_back(std::move(attribute));
    }
  }
  attrs = std::move(kept);
  return enabled;
}

const ast::Attribute* find_attribute(const ast::Attributes& attrs, SymbolId name) {
  for (const ast::Attribute& attribute : attrs)
    if (is(attribute, name)) return &attribute;
  return nullptr;
}

std::optional<SymbolId> attribute_value(const ast::Attribute& attribute) {
  if (attribute.tokens.empty() || attribute.tokens[0].kind != TokenKind::Punct || attribute.tokens[0].ch != '=')
    return std::nullopt;
  const TokenSlice value = peel(attribute.tokens.subspan(1));
  if (value.size() != 1) return std::nullopt;
  return value[0].text;
}

TokenSlice attribute_arguments(const ast::Attribute& attribute) {
  const TokenSlice tokens = attribute.tokens;
  if (tokens.size() < 2 || static_cast<size_t>(tokens[0].partner) != tokens.size() - 1) return {};
  return peel(tokens.subspan(1, tokens.size() - 2));
}

}  // namespace assay::syntax
