// Strong 32-bit indices and the vectors they index. Id<A> and Id<B> do not mix.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "base/check.h"

namespace assay {

inline constexpr uint32_t kNoId = 0xffff'ffffu;

/// An index into a Store<Id, T>. Default-constructed: none (false).
template <class Kind>
struct Id {
  uint32_t raw = kNoId;
  constexpr Id() = default;
  constexpr explicit Id(uint32_t value) : raw(value) {}
  constexpr explicit operator bool() const { return raw != kNoId; }
  constexpr auto operator<=>(const Id&) const = default;
};

/// A vector indexed by a strong id.
template <class I, class T>
class Store {
 public:
  I push(T value) {
    items_.push_back(std::move(value));
    return I(static_cast<uint32_t>(items_.size() - 1));
  }
  T& operator[](I id) {
    ASSAY_CHECK(id.raw < items_.size(), "id out of range");
    return items_[id.raw];
  }
  const T& operator[](I id) const {
    ASSAY_CHECK(id.raw < items_.size(), "id out of range");
    return items_[id.raw];
  }
  size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  void resize(size_t n) { items_.resize(n); }
  bool contains(I id) const { return id.raw < items_.size(); }
  I next_id() const { return I(static_cast<uint32_t>(items_.size())); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::vector<T> items_;
};

using SymbolId = Id<struct SymbolTag>;                // an interned string
using CrateId = Id<struct CrateTag>;                  // a crate (user, core, alloc, std, ...)
using DefId = Id<struct DefTag>;                      // a definition, one space for all crates
using NodeId = Id<struct NodeTag>;                    // an AST node
using SyntaxContextId = Id<struct SyntaxContextTag>;  // hygiene mark chain; none = root

}  // namespace assay

template <class Kind>
struct std::hash<assay::Id<Kind>> {
  size_t operator()(assay::Id<Kind> id) const noexcept { return std::hash<uint32_t>{}(id.raw); }
};
namespace assay {
template <class Kind>
size_t hash_value(Id<Kind> id) noexcept {  // found by boost::hash
  return std::hash<uint32_t>{}(id.raw);
}
}  // namespace assay
