#include "concurrency/sc_order.h"

#include "base/check.h"

namespace assay::concurrency {

namespace {
constexpr uint32_t kNone = 64;
/// Does the moment happen before one of the store's loads (the latest of each thread)?
bool before_a_load(Epoch moment, const Store& store) {
  for (const LoadsOfThread& load : store.loads)
    if (load.last.covers(moment)) return true;
  return false;
}
/// Does one of the store's loads happen before what has this past?
bool has_load_in(const Store& store, const VectorClock& past) {
  for (const LoadsOfThread& load : store.loads)
    if (past.covers(Epoch{load.thread, load.first})) return true;
  return false;
}
}  // namespace

template <class F>
bool ScOrder::for_each(F f) const {
  for (uint64_t rest = used_; rest != 0; rest &= rest - 1)
    if (!f(static_cast<uint32_t>(std::countr_zero(rest)))) return false;
  return true;
}

/// Adds `from -> to` to the closed relation; false if it closes a cycle.
bool ScOrder::edge(uint32_t from, uint32_t to) {
  const uint64_t from_bit = uint64_t{1} << from, to_bit = uint64_t{1} << to;
  if (from == to || (before_[from] & to_bit) != 0) return false;
  if ((before_[to] & from_bit) != 0) return true;
  const uint64_t all = before_[from] | from_bit;
  before_[to] |= all;
  return for_each([&](uint32_t k) {
    if ((before_[k] & to_bit) != 0) before_[k] |= all;
    return true;
  });
}

bool ScOrder::add(const Event& event, std::span<History* const> locations) {
  uint32_t self = kNone;
  if (event.sc) {
    ASSAY_CHECK(count() < kSlots, "a slot for a SeqCst event");
    self = static_cast<uint32_t>(std::countr_one(used_));
    Node& node = nodes_[self];
    node.fence = event.where == nullptr;
    node.write = event.write;
    node.when = event.when;
    node.number = event.number;
    node.clock = event.clock;
    node.next_other = 0;
    node.store = event.store;
    if (event.where) {
      node.alloc = event.where->alloc;
      node.range = event.where->range;
    }
    before_[self] = 0;
    const uint64_t bit = uint64_t{1} << self;
    for_each([&](uint32_t k) {
      before_[k] &= ~bit;  // left over from the slot's last event
      return true;
    });
    used_ |= bit;
    if (!(event.where ? edges_from_past(self, event) : edges_into_fence(self, event, locations))) return false;
  }
  return event.where == nullptr || edges_to_later(self, event);
}

/// `scb` and `[F];hb;scb` that end in this SeqCst access.
bool ScOrder::edges_from_past(uint32_t to, const Event& event) {
  const History& x = *event.where;
  return for_each([&](uint32_t k) {
    if (k == to) return true;
    const Node& a = nodes_[k];
    const bool before = event.clock.covers(a.when);
    if (a.fence) {
      bool related = before;
      // [F] ; hb ; mo ∪ rb
      if (event.write)
        for (size_t i = 0; i < event.index && !related; i++)
          related = x.stores[i].clock.covers(a.when) || before_a_load(a.when, x.stores[i]);
      return !related || edge(k, to);
    }
    bool related = before && (a.when.thread == event.when.thread ||  // po
                              at(a, x) ||                            // hb|loc
                              (a.next_other != 0 && event.other.covers(Epoch{a.when.thread, a.next_other})));
    if (!related && event.write && at(a, x)) {  // mo, rb
      const size_t index = x.find(a.store);
      related = index == x.stores.size() || index < event.index;
    }
    return !related || edge(k, to);
  });
}

/// `scb ; hb ; [F]`, `[F] ; hb ; [F]` and `[F] ; hb ; eco ; hb ; [F]` that end in this fence.
bool ScOrder::edges_into_fence(uint32_t to, const Event& event, std::span<History* const> locations) {
  return for_each([&](uint32_t k) {
    if (k == to) return true;
    const Node& a = nodes_[k];
    if (event.clock.covers(a.when)) return edge(k, to);
    for (const History* z : locations) {
      if (a.fence ? z->last_event <= a.number : !at(a, *z)) continue;  // nothing there since the fence
      const size_t n = z->stores.size();
      // The newest store that is in the fence's past, or of which a load is.
      size_t written = n, seen = n;
      for (size_t i = n; i-- > 0;) {
        const bool in_past = event.clock.covers(z->stores[i].when);
        if (written == n && in_past) written = i;
        if (seen == n && (in_past || has_load_in(z->stores[i], event.clock))) seen = i;
        if (written != n) break;
      }
      if (!a.fence) {  // mo, rb from the access itself to a write in the fence's past
        const size_t index = z->find(a.store);
        if (written != n && (index == n ? written != 0 : index < written)) return edge(k, to);
        continue;
      }
      for (size_t i = 0; i < n; i++) {
        // A write after the fence `a`, read or overwritten in the new fence's past; or a load after it, overwritten.
        // (Loads of overwriting stores are in `seen`.)
        const bool write_after = z->stores[i].clock.covers(a.when);
        if (write_after && seen != n && i <= seen) return edge(k, to);
        if (seen != n && i < seen && before_a_load(a.when, z->stores[i])) return edge(k, to);
      }
    }
    return true;
  });
}

/// `mo ∪ rb` from this event to stores that are there already, and through them.
bool ScOrder::edges_to_later(uint32_t self, const Event& event) {
  const History& x = *event.where;
  const size_t first = event.write ? event.index : event.index + 1;
  if (first >= x.stores.size()) return true;
  // Where the paths begin: the event itself, and the fences before it.
  uint64_t fences = 0;
  for_each([&](uint32_t k) {
    if (k != self && nodes_[k].fence && event.clock.covers(nodes_[k].when)) fences |= uint64_t{1} << k;
    return true;
  });
  if (self == kNone && fences == 0) return true;
  return for_each([&](uint32_t k) {
    if (k == self) return true;
    const Node& b = nodes_[k];
    bool from_self = false, from_fences = false;
    for (size_t i = first; i < x.stores.size(); i++) {
      const Store& w = x.stores[i];
      if (b.fence) {
        const bool before = b.clock.covers(w.when);
        from_self |= before;
        from_fences |= before || has_load_in(w, b.clock);
      } else if (b.write && at(b, x) && b.store == w.id) {
        from_self = from_fences = true;
      }
    }
    if (from_self && self != kNone && !edge(self, k)) return false;
    if (from_fences)
      for (uint64_t rest = fences; rest != 0; rest &= rest - 1)
        if (const auto f = static_cast<uint32_t>(std::countr_zero(rest)); f == k || !edge(f, k)) return false;
    return true;
  });
}

void ScOrder::step(const History* where, Epoch when) {
  for_each([&](uint32_t k) {
    Node& a = nodes_[k];
    if (!a.fence && a.when.thread == when.thread && a.next_other == 0 && a.when.time < when.time &&
        !(where && at(a, *where)))
      a.next_other = when.time;
    return true;
  });
}

void ScOrder::retire(std::span<const VectorClock* const> pasts) {
  for_each([&](uint32_t k) {
    for (const VectorClock* past : pasts)
      if (!past->covers(nodes_[k].when)) return true;
    const uint64_t bit = uint64_t{1} << k;
    used_ &= ~bit;
    return true;
  });
  for (uint64_t& before : before_) before &= used_;
}

}  // namespace assay::concurrency
