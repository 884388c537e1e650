// Interned strings. A SymbolId is valid for the interner that made it; equal strings have equal ids.
#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/id.h"

namespace assay {

class Interner {
 public:
  Interner();  // holds the names of base/symbols.def, at their constant ids
  SymbolId intern(std::string_view text);
  std::string_view text(SymbolId id) const { return id ? std::string_view(strings_[id.raw]) : std::string_view(); }
  /// The id of `text` if it was interned before, none otherwise.
  SymbolId find(std::string_view text) const;

 private:
  std::deque<std::string> strings_;  // stable addresses: the map's keys point here
  std::unordered_map<std::string_view, SymbolId> index_;
};

}  // namespace assay
