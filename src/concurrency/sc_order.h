// RC11's axiom SC, `acyclic(psc_base ∪ psc_F)`, kept incrementally over the SeqCst events that can still take part in a
// cycle. An event is added with its place in modification order; the edges that it makes, itself being an end of them
// or in the middle, go into a transitively closed relation.
// Source: RC11 (PLDI 2017), section 3; concurrency.md 2. Two facts used: happens-before between a SeqCst fence and any
// SeqCst event is always part of psc; the newest event happens before nothing.
#pragma once
#include <array>
#include <bit>
#include <span>
#include <vector>

#include "concurrency/history.h"

namespace assay::concurrency {

class ScOrder {
 public:
  /// An event about to be added. `where` null: a fence.
  struct Event {
    const History* where = nullptr;
    size_t index = 0;    // a read: of stores[index]; a write: becomes stores[index]
    uint64_t store = 0;  // the id of the store read or made
    bool write = false, sc = false;
    Epoch when;
    uint64_t number;           // counted over the execution
    const VectorClock& clock;  // what happens before it, itself included
    const VectorClock& other;  // ... the last event before it in program order at another location, itself included
  };

  /// Are there events that the axiom is about?
  bool active() const { return used_ != 0; }
  static constexpr size_t kSlots = 64;
  size_t count() const { return static_cast<size_t>(std::popcount(used_)); }
  /// Adds the event; false if that closes a cycle (then roll back).
  bool add(const Event& event, std::span<History* const> locations);

  struct Mark {
    uint64_t used;
    std::array<uint64_t, 64> before;
  };
  Mark mark() const { return {used_, before_}; }
  void roll_back(const Mark& mark) {
    used_ = mark.used;
    before_ = mark.before;
  }
  /// The thread makes an event at `where` (null: none): the steps `po|≠loc` of its earlier SeqCst accesses.
  void step(const History* where, Epoch when);
  /// Events that happen before all that is to come take part in no new cycle. `pasts`: of every thread that goes on.
  void retire(std::span<const VectorClock* const> pasts);
  void clear() { used_ = 0; }

 private:
  struct Node {
    bool fence = false, write = false;
    Epoch when;
    uint64_t number = 0;
    VectorClock clock;
    AllocId alloc;  // of an access
    memory::ByteRange range;
    uint64_t store = 0;
    Time next_other = 0;  // the first later event of its thread at another location; 0: none yet
  };
  bool at(const Node& node, const History& where) const {
    return !node.fence && node.alloc == where.alloc && node.range.overlaps(where.range);
  }
  bool edge(uint32_t from, uint32_t to);
  bool edges_from_past(uint32_t to, const Event& event);
  bool edges_into_fence(uint32_t to, const Event& event, std::span<History* const> locations);
  bool edges_to_later(uint32_t self, const Event& event);
  template <class F>
  bool for_each(F f) const;

  std::array<Node, 64> nodes_;
  std::array<uint64_t, 64> before_{};  // psc⁺ predecessors, as bits
  uint64_t used_ = 0;
};

}  // namespace assay::concurrency
