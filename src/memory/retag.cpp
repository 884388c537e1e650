// Which bytes of a pointee are frozen, once its size is known.
#include "memory/retag.h"

#include <algorithm>

namespace assay::memory {
namespace {

/// Collects consecutive ranges, merging neighbours of the same kind.
class Ranges {
 public:
  void add(uint64_t lo, uint64_t hi, bool frozen) {
    if (lo >= hi) return;
    if (!out_.empty() && out_.back().frozen == frozen && out_.back().range.hi == lo)
      out_.back().range.hi = hi;
    else
      out_.push_back({{lo, hi}, frozen});
  }
  /// [lo, hi) is frozen except for `cells`, which are relative to `base`.
  void add_with_cells(uint64_t lo, uint64_t hi, uint64_t base, const std::vector<ByteRange>& cells) {
    uint64_t at = lo;
    for (const ByteRange& cell : cells) {
      const uint64_t from = std::clamp(base + cell.lo, at, hi), to = std::clamp(base + cell.hi, at, hi);
      add(at, from, true);
      add(from, to, false);
      at = to;
    }
    add(at, hi, true);
  }
  std::vector<FreezeRange> take() { return std::move(out_); }

 private:
  std::vector<FreezeRange> out_;
};

}  // namespace

std::vector<FreezeRange> FreezeMap::ranges(uint64_t size, const FreezeMap* dynamic_tail, uint64_t tail_offset) const {
  Ranges out;
  if (all_frozen) {
    out.add(0, size, true);
    return out.take();
  }
  const bool known_tail = tail == Tail::Dynamic && dynamic_tail != nullptr;
  const uint64_t prefix = std::min(size, known_tail ? tail_offset : prefix_size);
  out.add_with_cells(0, prefix, 0, cells);
  switch (tail) {
    case Tail::Frozen:
      out.add(prefix, size, true);
      break;
    case Tail::Cell:
      out.add(prefix, size, false);
      break;
    case Tail::Elements:
      for (uint64_t at = prefix; at < size && element_size != 0; at += element_size)
        out.add_with_cells(at, std::min(size, at + element_size), at, element_cells);
      break;
    case Tail::Dynamic:
      if (!known_tail) {
        out.add(prefix, size, false);
        break;
      }
      for (const FreezeRange& part : dynamic_tail->ranges(size - prefix))
        out.add(prefix + part.range.lo, prefix + part.range.hi, part.frozen);
      break;
  }
  return out.take();
}

}  // namespace assay::memory
