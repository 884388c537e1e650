// Vector clocks: how far a step has seen each thread. A thread's own entry is the time of its current step; it grows
// after every step that somebody else can synchronise with, so that what comes later is told apart from what was
// published. Source: Lamport 1978, Mattern 1989; epochs as in FastTrack (PLDI 2009).
#pragma once
#include <algorithm>
#include <cstdint>

#include "memory/small_vector.h"

namespace assay::concurrency {

/// A time of one thread, counted from 1; 0 is before everything.
using Time = uint32_t;

/// A moment: one thread at one time.
struct Epoch {
  uint32_t thread = 0;
  Time time = 0;
  /// As one number; 0 is "before everything".
  constexpr uint64_t packed() const { return uint64_t{thread} << 32 | time; }
  static constexpr Epoch unpack(uint64_t packed) {
    return {static_cast<uint32_t>(packed >> 32), static_cast<Time>(packed)};
  }
  constexpr bool operator==(const Epoch&) const = default;
};

class VectorClock {
 public:
  /// Threads beyond the stored ones have time 0.
  Time operator[](uint32_t thread) const { return thread < times_.size() ? times_[thread] : 0; }
  void set(uint32_t thread, Time time) {
    while (times_.size() <= thread) times_.push_back(0);
    times_[thread] = time;
  }
  void tick(uint32_t thread) { set(thread, (*this)[thread] + 1); }
  /// The least upper bound.
  void join(const VectorClock& other) {
    for (uint32_t i = 0; i < other.times_.size(); i++)
      if (other.times_[i] > (*this)[i]) set(i, other.times_[i]);
  }
  /// Is the moment part of what was seen?
  bool covers(Epoch epoch) const { return epoch.time <= (*this)[epoch.thread]; }
  bool covers(const VectorClock& other) const {
    for (uint32_t i = 0; i < other.times_.size(); i++)
      if (other.times_[i] > (*this)[i]) return false;
    return true;
  }
  size_t size() const { return times_.size(); }
  void clear() { times_.clear(); }

 private:
  memory::SmallVector<Time, 6> times_;
};

}  // namespace assay::concurrency
