// A value for every byte of an allocation, stored as maximal runs of equal values. Runs split lazily at the borders of
// an operation and merge again when neighbours become equal. Runs live in chunks, so that a million of them can be
// made in any order.
#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/check.h"
#include "memory/byte.h"

namespace assay::memory {

/// T is copyable and has operator==. Offsets are below size(); the map of an empty allocation has no runs to visit.
template <class T>
class RangeMap {
 public:
  RangeMap(uint64_t size, T initial) : size_(size) {
    chunks_.emplace_back();
    chunks_.back().push_back({0, std::move(initial)});
  }

  uint64_t size() const { return size_; }
  size_t runs() const {
    size_t n = 0;
    for (const Chunk& chunk : chunks_) n += chunk.size();
    return n;
  }

  struct Run {
    ByteRange range;
    T* value;
  };
  /// The run that contains `offset`.
  Run at(uint64_t offset) {
    const Pos pos = find(offset);
    return {range_at(pos), &entry(pos).value};
  }
  const T& operator[](uint64_t offset) const {
    return const_cast<RangeMap*>(this)->entry(const_cast<RangeMap*>(this)->find(offset)).value;
  }

  /// Calls f(ByteRange, T&) for every run that touches `range`, whole runs, in order; stops when f returns false.
  template <class F>
  void visit(ByteRange range, F f) {
    if (range.empty()) return;
    for (Pos pos = find(range.lo); valid(pos); pos = next(pos)) {
      const ByteRange run = range_at(pos);
      if (run.lo >= range.hi) return;
      if (!f(run, entry(pos).value)) return;
    }
  }
  template <class F>
  void visit(ByteRange range, F f) const {
    const_cast<RangeMap*>(this)->visit(range, [&](ByteRange run, T& value) { return f(run, std::as_const(value)); });
  }
  /// Like visit, after making the borders of `range` borders of runs; call merge when the values may have changed.
  template <class F>
  void update(ByteRange range, F f) {
    if (range.empty()) return;
    split(range.lo);
    split(range.hi);
    visit(range, f);
  }
  /// Joins equal neighbours in and around `range`.
  void merge(ByteRange range) {
    if (range.empty()) return;
    Pos pos = find(range.lo == 0 ? 0 : range.lo - 1);
    for (;;) {
      const Pos after = next(pos);
      if (!valid(after) || entry(after).lo > range.hi) return;
      if (entry(pos).value == entry(after).value) {
        const uint64_t lo = entry(pos).lo;
        erase(after);
        pos = find(lo);
      } else {
        pos = after;
      }
    }
  }

 private:
  static constexpr size_t kChunk = 128;
  struct Entry {
    uint64_t lo;
    T value;
  };
  using Chunk = std::vector<Entry>;
  struct Pos {
    size_t chunk, index;
  };

  bool valid(Pos pos) const { return pos.chunk < chunks_.size(); }
  Entry& entry(Pos pos) { return chunks_[pos.chunk][pos.index]; }
  Pos next(Pos pos) const {
    if (pos.index + 1 < chunks_[pos.chunk].size()) return {pos.chunk, pos.index + 1};
    return {pos.chunk + 1, 0};
  }
  ByteRange range_at(Pos pos) {
    const Pos after = next(pos);
    return {entry(pos).lo, valid(after) ? entry(after).lo : size_};
  }
  Pos find(uint64_t offset) {
    size_t chunk = 0;
    if (chunks_.size() > 1) {
      const auto it = std::upper_bound(chunks_.begin(), chunks_.end(), offset,
                                       [](uint64_t o, const Chunk& c) { return o < c.front().lo; });
      chunk = static_cast<size_t>(it - chunks_.begin()) - 1;
    }
    const Chunk& entries = chunks_[chunk];
    if (entries.size() == 1) return {chunk, 0};
    const auto it =
        std::upper_bound(entries.begin(), entries.end(), offset, [](uint64_t o, const Entry& e) { return o < e.lo; });
    return {chunk, static_cast<size_t>(it - entries.begin()) - 1};
  }
  void split(uint64_t offset) {
    if (offset == 0 || offset >= size_) return;
    const Pos pos = find(offset);
    if (entry(pos).lo == offset) return;
    Chunk& chunk = chunks_[pos.chunk];
    T copy = entry(pos).value;
    chunk.insert(chunk.begin() + static_cast<std::ptrdiff_t>(pos.index) + 1, Entry{offset, std::move(copy)});
    if (chunk.size() <= kChunk) return;
    // The upper part moves to a chunk of its own; at the end of the map only the last entry does, for sequential use.
    const size_t keep = pos.index + 2 >= chunk.size() ? chunk.size() - 1 : chunk.size() / 2;
    const auto from = chunk.begin() + static_cast<std::ptrdiff_t>(keep);
    Chunk upper(std::make_move_iterator(from), std::make_move_iterator(chunk.end()));
    chunk.erase(from, chunk.end());
    chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(pos.chunk) + 1, std::move(upper));
  }
  void erase(Pos pos) {
    Chunk& chunk = chunks_[pos.chunk];
    chunk.erase(chunk.begin() + static_cast<std::ptrdiff_t>(pos.index));
    if (chunk.empty() && chunks_.size() > 1) chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(pos.chunk));
  }

  uint64_t size_;
  std::vector<Chunk> chunks_;
};

}  // namespace assay::memory
