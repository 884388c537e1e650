// Which macro calls of libraries can wait? Those whose macro makes nothing but impls: nobody can name an impl, so it
// need not exist before somebody asks for the trait it implements or for an item of its name. The names are read off
// the macro's text, without expanding it; too many names only mean that the call is expanded earlier than necessary.
// Limit: a macro that implements a trait under a name given by `use .. as` is not found by the trait's own name.
#include "resolve/collector.h"
#include "resolve/macros.h"

namespace assay::resolve {

namespace {

class ImplScan {
 public:
  ImplScan(Context& cx, const TextualScope* textual) : cx_(cx), textual_(textual) {}

  const ImplOnly& of(DefId macro) {
    if (auto it = cx_.impl_only.find(macro); it != cx_.impl_only.end()) return it->second;
    // While it is being scanned, a macro that calls itself adds nothing of its own.
    cx_.impl_only[macro] = {.holds = true, .needs_input = true};
    ImplOnly result;
    const MacroInfo& info = *cx_.macros.at(macro);
    result.holds =
        !info.builtin && !info.unknown_builtin && !info.item->macro_v2 && rules(info.item->macro_tokens, result);
    return cx_.impl_only[macro] = std::move(result);
  }

 private:
  static bool is(const Token& token, char c) { return token.kind == TokenKind::Punct && token.ch == c; }
  bool is(const Token& token, SymbolId word) const { return token.kind == TokenKind::Ident && token.text == word; }
  static bool opens(const Token& token) {
    return token.kind == TokenKind::OpenParen || token.kind == TokenKind::OpenBracket ||
           token.kind == TokenKind::OpenBrace || token.kind == TokenKind::OpenInvisible;
  }
  static TokenSlice inside(TokenSlice tokens, size_t open) {
    return tokens.subspan(open + 1, static_cast<size_t>(tokens[open].partner) - 1);
  }
  static size_t after(TokenSlice tokens, size_t open) { return open + static_cast<size_t>(tokens[open].partner) + 1; }

  /// `(matcher) => { transcriber }; ...`
  bool rules(TokenSlice tokens, ImplOnly& result) {
    for (size_t i = 0; i < tokens.size();) {
      if (!opens(tokens[i])) return false;
      i = after(tokens, i);
      if (i + 2 >= tokens.size() || !is(tokens[i], '=') || !is(tokens[i + 1], '>') || !opens(tokens[i + 2]))
        return false;
      if (!items(inside(tokens, i + 2), result)) return false;
      i = after(tokens, i + 2);
      if (i < tokens.size() && is(tokens[i], ';')) ++i;
    }
    return true;
  }

  bool items(TokenSlice tokens, ImplOnly& result) {
    for (size_t i = 0; i < tokens.size();) {
      const Token& token = tokens[i];
      const bool more = i + 1 < tokens.size();
      if (is(token, ';') || token.kind == TokenKind::DocComment || is(token, cx_.names.unsafe_)) {
        ++i;
      } else if (is(token, '#') && more && tokens[i + 1].kind == TokenKind::OpenBracket) {
        if (is_telling(inside(tokens, i + 1))) return false;
        i = after(tokens, i + 1);
      } else if (token.kind == TokenKind::Dollar && more && tokens[i + 1].kind == TokenKind::OpenParen) {
        if (!items(inside(tokens, i + 1), result)) return false;
        i = after(tokens, i + 1);
        while (i < tokens.size() && !is(tokens[i], '*') && !is(tokens[i], '+') && !is(tokens[i], '?')) ++i;
        ++i;
      } else if (is(token, cx_.names.impl_)) {
        if (!impl(tokens, i, result)) return false;
      } else if (token.kind == TokenKind::Ident && i + 2 < tokens.size() && is(tokens[i + 1], '!') &&
                 opens(tokens[i + 2])) {
        if (!call(token.text, inside(tokens, i + 2), result)) return false;
        i = after(tokens, i + 2);
      } else {
        return false;
      }
    }
    return true;
  }

  /// Attributes that make a definition known by more than impls do.
  bool is_telling(TokenSlice attribute) const {
    for (const Token& token : attribute)
      if (is(token, cx_.names.lang) || is(token, cx_.names.no_mangle) || is(token, cx_.names.export_name) ||
          is(token, cx_.names.rustc_std_internal_symbol))
        return true;
    return false;
  }

  bool impl(TokenSlice tokens, size_t& i, ImplOnly& result) {
    size_t for_at = SIZE_MAX;
    const size_t begin = ++i;
    while (i < tokens.size() && tokens[i].kind != TokenKind::OpenBrace) {
      if (is(tokens[i], cx_.names.for_) && for_at == SIZE_MAX && i + 1 < tokens.size() && !is(tokens[i + 1], '<'))
        for_at = i;
      i = opens(tokens[i]) ? after(tokens, i) : i + 1;
    }
    if (i >= tokens.size()) return false;
    const TokenSlice body = inside(tokens, i);
    i = after(tokens, i);
    if (is_telling(body)) return false;
    if (for_at != SIZE_MAX) {
      for (size_t at = begin; at < for_at; ++at) add(tokens, at, result);
      return true;
    }
    for (size_t at = 0; at + 1 < body.size(); ++at) {
      if (is(body[at], cx_.names.fn_) || is(body[at], cx_.names.const_) || is(body[at], cx_.names.type_))
        add(body, at + 1, result);
      if (opens(body[at]) && body[at].kind == TokenKind::OpenBrace) at = after(body, at) - 1;
      // An item macro inside of the impl.
      else if (is(body[at + 1], '!') && body[at].kind == TokenKind::Ident && at + 2 < body.size() &&
               opens(body[at + 2]))
        return false;
    }
    return true;
  }

  void add(TokenSlice tokens, size_t at, ImplOnly& result) {
    if (tokens[at].kind == TokenKind::Ident) result.names.push_back(tokens[at].text);
    if (tokens[at].kind == TokenKind::Dollar) result.needs_input = true;
  }

  bool call(SymbolId name, TokenSlice input, ImplOnly& result) {
    for (const TextualScope* at = textual_; at; at = at->outer) {
      if (at->name != name) continue;
      const ImplOnly inner = of(at->macro);
      if (!inner.holds) return false;
      result.names.insert(result.names.end(), inner.names.begin(), inner.names.end());
      if (inner.needs_input) {
        result.needs_input = true;
        for (const Token& token : input)
          if (token.kind == TokenKind::Ident) result.names.push_back(token.text);
      }
      return true;
    }
    return false;
  }

  Context& cx_;
  const TextualScope* textual_;
};

}  // namespace

bool Collector::defer(Module* module, DefId parent, const ast::Item& item, const TextualScope* textual, DefId macro) {
  if (cx_.is_user(module->crate) || module->kind != Module::Kind::Mod) return false;
  const ImplOnly& scan = ImplScan(cx_, textual).of(macro);
  if (!scan.holds) return false;
  const uint32_t index = static_cast<uint32_t>(cx_.deferred.size());
  cx_.deferred.push_back({module, parent, &item, textual, macro});
  const auto enter = [&](SymbolId name) {
    std::vector<uint32_t>& calls = cx_.deferred_by_name[name];
    if (calls.empty() || calls.back() != index) calls.push_back(index);
  };
  for (SymbolId name : scan.names) enter(name);
  if (scan.needs_input)
    for (const Token& token : item.macro->tokens)
      if (token.kind == TokenKind::Ident) enter(token.text);
  return true;
}

void Collector::defer_derive(Module* module, DefId parent, const ast::Item& item, expand::DeriveTrait trait,
                             SymbolId name, Span attribute) {
  const uint32_t index = static_cast<uint32_t>(cx_.deferred.size());
  cx_.deferred.push_back({module, parent, &item, textual_, {}, trait, attribute});
  cx_.deferred_by_name[name].push_back(index);
  if (trait == expand::DeriveTrait::PartialEq) cx_.deferred_by_name[cx_.names.structural_partial_eq].push_back(index);
}

void Collector::expand_deferred(SymbolId name) {
  const auto expand = [&](uint32_t index) {
    if (cx_.deferred[index].done) return;
    cx_.deferred[index].done = true;
    const DeferredCall call = cx_.deferred[index];
    const TextualScope* textual = call.textual;
    if (!call.macro) {
      textual_ = textual;
      expand_derive(call.module, call.parent, *call.item, call.derive, call.attribute);
      return;
    }
    expand_and_collect(call.module, call.parent, *call.item, textual, call.macro);
  };
  if (!name) {
    for (uint32_t i = 0; i < cx_.deferred.size(); ++i) expand(i);
    cx_.deferred_by_name.clear();
    finish_pending();
    return;
  }
  // Expanding may put off further calls, also under this name.
  bool any = false;
  for (auto it = cx_.deferred_by_name.find(name); it != cx_.deferred_by_name.end();
       it = cx_.deferred_by_name.find(name)) {
    const std::vector<uint32_t> calls = std::move(it->second);
    cx_.deferred_by_name.erase(it);
    for (uint32_t index : calls) expand(index);
    any = true;
  }
  if (any) finish_pending();
}

}  // namespace assay::resolve
