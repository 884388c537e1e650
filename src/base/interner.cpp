#include "base/interner.h"

namespace assay {

Interner::Interner() {
#define SYMBOL(name, text) intern(text);
#include "base/symbols.def"
#undef SYMBOL
}

SymbolId Interner::intern(std::string_view text) {
  if (auto it = index_.find(text); it != index_.end()) return it->second;
  strings_.emplace_back(text);
  const SymbolId id(static_cast<uint32_t>(strings_.size() - 1));
  index_.emplace(strings_.back(), id);
  return id;
}

SymbolId Interner::find(std::string_view text) const {
  auto it = index_.find(text);
  return it == index_.end() ? SymbolId() : it->second;
}

}  // namespace assay
