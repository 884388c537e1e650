// What one byte of memory is, as a value. Storage is allocation.h's; this is the meaning and the unit of raw dumps.
#pragma once
#include <cstdint>
#include <optional>

#include "memory/pointer.h"

namespace assay::memory {

/// A fragment of a pointer: byte number `position` (0 is the lowest address) of a pointer with provenance `prov`.
struct Fragment {
  Prov prov;
  uint8_t position = 0;
  constexpr bool operator==(const Fragment&) const = default;
};

struct Byte {
  bool init = false;
  uint8_t value = 0;
  std::optional<Fragment> fragment;
  constexpr bool operator==(const Byte&) const = default;
};

/// A half-open range of bytes relative to the start of an allocation.
struct ByteRange {
  uint64_t lo = 0, hi = 0;
  constexpr uint64_t size() const { return hi - lo; }
  constexpr bool empty() const { return hi == lo; }
  constexpr bool contains(ByteRange other) const { return lo <= other.lo && other.hi <= hi; }
  constexpr bool overlaps(ByteRange other) const { return lo < other.hi && other.lo < hi; }
  constexpr bool operator==(const ByteRange&) const = default;
};

enum class AccessKind : uint8_t { Read, Write };
inline const char* access_name(AccessKind kind) { return kind == AccessKind::Read ? "read" : "write"; }

}  // namespace assay::memory
