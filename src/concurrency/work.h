// What exploration has still to do: alternatives of events of a graph, on an explicit stack. Source:
// concurrency.md 5.7.
#pragma once
#include <vector>

#include "concurrency/graph.h"

namespace assay::concurrency {

struct WorkItem {
  enum class Kind : uint8_t {
    ReadFrom,  // `event` reads from `other`
    Place,     // the write `event` stands at `rank` in modification order (and the read `other` reads from it)
    Choose,    // the choice `event` is `other`
    Revisit    // the read `other` reads from the write `event`
  } kind;
  EventId event;
  uint32_t other = kInit;
  Rank rank = 0;
  bool spurious = false;  // ReadFrom, Place with a read: the weak compare-exchange fails all the same
};

/// A graph and the alternatives of its events. Items are popped in the reverse order of pushing, so the graph up to
/// `item.event` is as it was when the item was pushed.
struct Frame {
  Graph graph;
  std::vector<WorkItem> work;
};

}  // namespace assay::concurrency
