// Execution graphs: events with program order, reads-from and modification order; the data of exhaustive exploration.
// An event's number is its place in the order of insertion (the stamp `<G`), so cutting a graph back to an earlier time
// is dropping its last events. Values are part of a write only as far as one execution goes: they are computed anew
// when the graph is run. Source: concurrency.md 1, 5; "Truly Stateless, Optimal Dynamic Partial Order Reduction"
// (POPL 2022).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "concurrency/concurrency.h"

namespace assay::concurrency {

using EventId = uint32_t;                     // place in the order of insertion
using LocationId = uint32_t;                  // an atomic location, see graph_concurrency.h
inline constexpr EventId kInit = UINT32_MAX;  // the initial value of a location, first in its modification order
inline constexpr LocationId kNoLocation = UINT32_MAX;

enum class EventKind : uint8_t { Read, Write, Fence, Choice };

struct Event {
  EventKind kind = EventKind::Read;
  Order order = Order::Relaxed;  // of an update's read: as it turned out
  // Reads.
  bool is_update = false;  // the read of a read-modify-write, if it stores
  bool compare = false, weak = false;
  bool spurious = false;  // a weak compare-exchange that failed although it need not
  bool rmw = false;       // this read or write belongs to a read-modify-write that stores
  Order success = Order::Relaxed, failure = Order::Relaxed;
  uint8_t size = 0;  // bytes
  uint32_t thread = 0;
  Time time = 0;  // of the thread at this step
  LocationId location = kNoLocation;
  EventId rf = kInit;
  uint32_t chosen = 0, alternatives = 0;  // Choice
  Atom value;                             // Write: what is written; a compare-exchange: what is expected
};

/// One location: its writes in modification order (without the initial one), its reads in order of insertion.
struct LocationEvents {
  std::vector<EventId> mo, reads;
  Atom init;  // the initial value, as far as one execution goes
};

/// Where in a modification order: -1 is the initial write.
using Rank = int32_t;

class Graph {
 public:
  std::vector<Event> events;
  std::vector<std::vector<EventId>> threads;  // program order
  std::vector<LocationEvents> locations;

  Event& operator[](EventId e) { return events[e]; }
  const Event& operator[](EventId e) const { return events[e]; }
  EventId size() const { return static_cast<EventId>(events.size()); }

  /// Appends an event to its thread; writes are not yet in modification order.
  EventId add(const Event& event);
  /// Drops every event after `last`.
  void cut_after(EventId last);
  /// The place of a write in modification order.
  Rank rank(EventId write) const;
  EventId at(LocationId location, Rank rank) const {
    return rank < 0 ? kInit : locations[location].mo[static_cast<size_t>(rank)];
  }
  Rank last_rank(LocationId location) const { return static_cast<Rank>(locations[location].mo.size()) - 1; }
  void insert(EventId write, Rank rank);
  void remove_from_mo(EventId write);
  LocationEvents& location(LocationId id) {
    if (id >= locations.size()) locations.resize(id + 1);
    return locations[id];
  }

  // Clocks. hb: what happens before the event, and itself; porf: the same for (po ∪ rf ∪ spawn ∪ join)⁺. Of writes also
  // what a reader with acquire gets (`message`); of reads, what happened before their own synchronisation (`before`).
  std::span<Time> hb(EventId e) { return row(e, 0); }
  std::span<Time> porf(EventId e) { return row(e, 1); }
  std::span<Time> message(EventId e) { return row(e, 2); }
  std::span<Time> before(EventId e) { return row(e, 2); }
  std::span<const Time> hb(EventId e) const { return row(e, 0); }
  std::span<const Time> porf(EventId e) const { return row(e, 1); }
  std::span<const Time> message(EventId e) const { return row(e, 2); }
  std::span<const Time> before(EventId e) const { return row(e, 2); }
  bool covers(std::span<const Time> clock, EventId e) const { return clock[events[e].thread] >= events[e].time; }
  bool happens_before(EventId a, EventId b) const { return a != b && covers(hb(b), a); }
  uint32_t width() const { return width_; }  // threads that clocks have room for
  void widen(uint32_t threads);

  /// The graph of a backward revisit: `read` reads from `write`; of the other events only those before `read` in
  /// insertion order and those that `write` depends on are kept. `write` is last and not in modification order yet.
  Graph revisited(EventId read, EventId write, EventId& new_read, EventId& new_write) const;
  /// A read's order and whether it is half of a read-modify-write, from the value that it reads.
  void decide(Event& read, const Atom& value) const;
  const Atom& value(LocationId location, EventId write) const {
    return write == kInit ? locations[location].init : events[write].value;
  }
  /// Makes a read's hb clock anew, after its `rf` or order changed.
  void synchronise(EventId read);

 private:
  std::span<Time> row(EventId e, uint32_t which) { return {clocks_.data() + (size_t{e} * 3 + which) * width_, width_}; }
  std::span<const Time> row(EventId e, uint32_t which) const {
    return {clocks_.data() + (size_t{e} * 3 + which) * width_, width_};
  }
  uint32_t width_ = 4;
  std::vector<Time> clocks_;
};

inline void join_into(std::span<Time> into, std::span<const Time> from) {
  for (size_t i = 0; i < into.size(); i++) into[i] = std::max(into[i], from[i]);
}
inline void copy_into(std::span<Time> into, std::span<const Time> from) {
  std::copy(from.begin(), from.end(), into.begin());
}

}  // namespace assay::concurrency
