// Tags of places, for models in which the type through which a pointer is followed matters. The tag of a place `*p` is
// the tag of p with the kind of p in its upper bits; a place behind a `&` with cells in its pointee also knows where
// they are. A tag without a kind is a local named directly, storage's own tag, or a pointer that the library uses.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <vector>

#include "aliasing/model.h"

namespace assay::aliasing {

/// The static type of the pointer that leads to a place.
enum class Via : uint8_t { None, Unique, Shared, Raw };
constexpr Via via_of(memory::PtrKind kind) {
  switch (kind) {
    case memory::PtrKind::Ref:
      return Via::Shared;
    case memory::PtrKind::MutRef:
    case memory::PtrKind::Box:
      return Via::Unique;
    case memory::PtrKind::RawConst:
    case memory::PtrKind::RawMut:
      return Via::Raw;
    case memory::PtrKind::InPlace:
      break;
  }
  return Via::None;
}

/// The pointee's bytes by whether they lie outside every cell, relative to the allocation; one part where there is no
/// cell. Empty for empty pointees.
inline std::vector<memory::FreezeRange> parts_of(const Retag& pointer) {
  if (pointer.range.empty()) return {};
  if (pointer.spec.frozen.all_frozen) return {{pointer.range, true}};
  std::vector<memory::FreezeRange> parts =
      pointer.spec.frozen.ranges(pointer.range.size(), pointer.dynamic_tail, pointer.tail_offset);
  for (memory::FreezeRange& part : parts) {
    part.range.lo += pointer.range.lo;
    part.range.hi += pointer.range.lo;
  }
  return parts;
}

class PlaceTags {
 public:
  static constexpr uint32_t kShift = 30;
  static constexpr uint32_t kValueMask = (1u << kShift) - 1;
  static constexpr Via via(Tag tag) { return static_cast<Via>(tag.raw >> kShift); }
  static constexpr Tag with_via(Tag value, Via via) {
    return Tag((value.raw & kValueMask) | static_cast<uint32_t>(via) << kShift);
  }

  /// The tag of the pointer through which the place was reached.
  Tag value(Tag tag) const {
    const Tag plain(tag.raw & kValueMask);
    if (cells_.empty() || via(tag) != Via::Shared) return plain;
    const auto it = cells_.find(plain);
    return it == cells_.end() ? plain : it->second.value;
  }
  /// The place that a pointer of tag `value` leads to.
  Tag follow(Context& context, Tag value, const Retag& pointer, Via via) {
    if (via != Via::Shared || pointer.spec.frozen.all_frozen) return with_via(value, via);
    const Key key{&pointer.spec, pointer.alloc_id, value, pointer.range.lo, pointer.range.hi};
    auto [it, fresh] = by_pointer_.emplace(key, Tag());
    if (fresh) {
      it->second = context.fresh_tag();
      cells_[it->second] = {value, parts_of(pointer)};
    }
    return with_via(it->second, Via::Shared);
  }
  /// Calls f(range, frozen) for the parts of `range` inside and outside of cells, by the pointer that led here.
  template <class F>
  void for_each_part(Tag tag, ByteRange range, F f) const {
    const auto it = cells_.empty() || via(tag) != Via::Shared ? cells_.end() : cells_.find(Tag(tag.raw & kValueMask));
    if (it == cells_.end()) {
      f(range, true);
      return;
    }
    uint64_t done = range.lo;
    for (const memory::FreezeRange& part : it->second.parts) {
      const ByteRange both{std::max(part.range.lo, range.lo), std::min(part.range.hi, range.hi)};
      if (both.lo >= both.hi) continue;
      f(both, part.frozen);
      done = both.hi;
    }
    if (done < range.hi) f(ByteRange{done, range.hi}, true);  // outside the pointee
  }

 private:
  struct Key {
    const void* spec;
    AllocId alloc;
    Tag value;
    uint64_t lo, hi;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    size_t operator()(const Key& k) const noexcept {
      uint64_t h = reinterpret_cast<uint64_t>(k.spec);
      for (const uint64_t part : {uint64_t{k.alloc.raw} << 32 | k.value.raw, k.lo, k.hi})
        h = (h ^ part) * 0x9e37'79b9'7f4a'7c15u;
      return static_cast<size_t>(h ^ h >> 32);
    }
  };
  struct Cells {
    Tag value;
    std::vector<memory::FreezeRange> parts;
  };
  boost::unordered_flat_map<Key, Tag, Hash> by_pointer_;
  boost::unordered_flat_map<Tag, Cells> cells_;
};

/// A property of tags; tags that were never set have the default.
template <class T>
class TagTable {
 public:
  T of(Tag tag) const { return tag.raw < values_.size() ? values_[tag.raw] : T{}; }
  void set(Tag tag, T value) {
    if (tag.raw >= values_.size()) values_.resize(std::max<size_t>(tag.raw + 1, values_.size() * 2));
    values_[tag.raw] = value;
  }

 private:
  std::vector<T> values_;
};

/// Whether the storage is a local of some frame, which has a name of its own.
inline bool is_local(const Allocation& alloc) {
  return alloc.kind == memory::AllocKind::Local || alloc.kind == memory::AllocKind::ArgTemp;
}

}  // namespace assay::aliasing
