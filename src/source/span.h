// Where text comes from: half-open byte ranges in the concatenation of all loaded files.
#pragma once
#include <algorithm>
#include <cstdint>

#include "base/id.h"

namespace assay {

struct Span {
  uint32_t lo = 0, hi = 0;  // bytes; {0,0}: no place
  constexpr bool empty() const { return lo == 0 && hi == 0; }
  constexpr auto operator<=>(const Span&) const = default;
  constexpr Span to(Span other) const {
    if (empty()) return other;
    if (other.empty()) return *this;
    return {std::min(lo, other.lo), std::max(hi, other.hi)};
  }
};

/// An identifier with its hygiene context (none: written at the root, not by a macro).
struct Ident {
  SymbolId name;
  Span span;
  SyntaxContextId context;
};

}  // namespace assay
