// What a pointer is: an address and a provenance. A provenance names an allocation and a tag whose meaning belongs
// to the aliasing model. Source: MiniRust, "Pointers"; unsafe-code-guidelines glossary, "provenance".
#pragma once
#include <cstdint>
#include <string>

#include "base/id.h"

namespace assay {

using AllocId = Id<struct AllocTag>;    // an allocation; never reused within an execution
using Tag = Id<struct PointerTag>;      // an aliasing model's name for a pointer; 0 is the wildcard
using CallId = Id<struct CallTag>;      // one call of a function; a protector lasts as long as its call
using ThreadId = Id<struct ThreadTag>;  // 0 is the main thread

}  // namespace assay

namespace assay::memory {

inline constexpr Tag kWildcardTag{0};
inline constexpr Tag kFirstTag{1};

/// None (no allocation), wildcard (some exposed provenance, not known which), or a concrete (allocation, tag).
struct Prov {
  AllocId alloc;
  Tag tag;
  static constexpr Prov none() { return {}; }
  static constexpr Prov wildcard() { return {AllocId(), kWildcardTag}; }
  constexpr bool is_none() const { return !alloc && !tag; }
  constexpr bool is_wildcard() const { return !alloc && tag == kWildcardTag; }
  constexpr bool is_concrete() const { return static_cast<bool>(alloc); }
  constexpr bool operator==(const Prov&) const = default;
};
static_assert(sizeof(Prov) == 8);

struct Pointer {
  uint64_t addr = 0;
  Prov prov;
  /// The pointer `bytes` further, wrapping at 2^64; provenance is kept and nothing is checked.
  constexpr Pointer wrapping_add(int64_t bytes) const { return {addr + static_cast<uint64_t>(bytes), prov}; }
  constexpr bool operator==(const Pointer&) const = default;
};

/// "alloc3", "0x10[noalloc]", "0x1000[wildcard]", "alloc3+0x4<7>": for messages only.
std::string describe(AllocId alloc);
std::string describe(const Pointer& pointer);

}  // namespace assay::memory
