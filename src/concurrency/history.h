// The stores to one atomic location that may still be read, in modification order, and who read them.
#pragma once
#include <vector>

#include "concurrency/concurrency.h"
#include "concurrency/vector_clock.h"
#include "memory/byte.h"

namespace assay::concurrency {

/// What a thread's loads of one store mean for others.
struct LoadsOfThread {
  uint32_t thread = 0;
  Time first = 0;    // whoever has seen this moment may read nothing older than the store
  VectorClock last;  // what happens before the latest of them, itself included
};

struct Store {
  uint64_t id = 0;       // unique in an execution; never 0
  Atom value;            // undef: not initialised
  Epoch when;            // time 0: the value from before all threads
  VectorClock clock;     // what happens before it, itself included
  VectorClock released;  // what an acquire of it synchronises with: its release sequence, RC11 `rs`
  bool plain = false;    // of one byte, not atomic: kept where racy reads may see it
  memory::Byte byte;     // what it wrote, once it is overwritten (before that, memory has it)
  Order order = Order::Relaxed;
  uint32_t site = 0;  // where it is, for reports
  bool rmw = false;   // reads from the store before it: nothing comes between them
  std::vector<LoadsOfThread> loads;
};

struct History {
  AllocId alloc;
  memory::ByteRange range;
  std::vector<Store> stores;  // in modification order; empty: what memory holds is the only one
  uint64_t last_event = 0;    // the number of the last atomic access, counted over the execution
  size_t listed = 0;          // its place in the list of all locations

  bool same_place(const History& other) const { return alloc == other.alloc && range.overlaps(other.range); }
  /// The index after which nothing with this past may read or be placed: COHERENCE, `irreflexive(hb ; eco?)`.
  size_t lowest(const VectorClock& past) const {
    for (size_t i = stores.size(); i-- > 1;) {
      if (past.covers(stores[i].when)) return i;
      for (const LoadsOfThread& load : stores[i].loads)
        if (past.covers(Epoch{load.thread, load.first})) return i;
    }
    return 0;
  }
  /// None (stores.size()) when it is no longer kept; then it is older than all others.
  size_t find(uint64_t id) const {
    for (size_t i = stores.size(); i-- > 0;)
      if (stores[i].id == id) return i;
    return stores.size();
  }
};

}  // namespace assay::concurrency
