// The SC axiom of RC11: acyclic(psc_base ∪ psc_F), over the events with order SeqCst.
//
//   scb      = po ∪ ( po|≠loc ; hb ; po|≠loc ) ∪ hb|loc ∪ mo ∪ rb
//   psc_base = ( [SC] ∪ [F^sc] ; hb? ) ; scb ; ( [SC] ∪ hb? ; [F^sc] )
//   psc_F    = [F^sc] ; ( hb ∪ hb ; eco ; hb ) ; [F^sc]
//
// Source: "Repairing Sequential Consistency in C/C++11" (PLDI 2017), section 3.3; concurrency.md 2.
#include <algorithm>

#include "concurrency/consistency.h"

namespace assay::concurrency {

namespace {

class Psc {
 public:
  explicit Psc(const Graph& graph) : g_(graph) {}

  bool acyclic() {
    if (!collect()) return true;
    const size_t n = sc_.size();
    std::vector<std::vector<uint32_t>> next(n);
    for (uint32_t a = 0; a < n; a++)
      for (uint32_t b = 0; b < n; b++)
        if (a != b && (base(sc_[a], sc_[b]) || fences(sc_[a], sc_[b]))) next[a].push_back(b);
    // 0 not seen, 1 on the path, 2 done
    std::vector<uint8_t> state(n);
    std::vector<std::pair<uint32_t, size_t>> path;
    for (uint32_t start = 0; start < n; start++) {
      if (state[start] != 0) continue;
      path.emplace_back(start, 0);
      state[start] = 1;
      while (!path.empty()) {
        auto& [at, child] = path.back();
        if (child == next[at].size()) {
          state[at] = 2;
          path.pop_back();
          continue;
        }
        const uint32_t to = next[at][child++];
        if (state[to] == 1) return false;
        if (state[to] == 0) {
          state[to] = 1;
          path.emplace_back(to, 0);
        }
      }
    }
    return true;
  }

 private:
  /// The SC events; false when they cannot make a cycle: fewer than two, or all in one thread.
  bool collect() {
    bool several = false;
    for (EventId e = 0; e < g_.size(); e++) {
      if (g_[e].kind == EventKind::Choice || g_[e].order != Order::SeqCst) continue;
      several |= !sc_.empty() && g_[sc_[0]].thread != g_[e].thread;
      sc_.push_back(e);
    }
    if (!several) return false;
    rank_.resize(g_.size(), -1);
    for (const LocationEvents& l : g_.locations) {
      for (size_t i = 0; i < l.mo.size(); i++) rank_[l.mo[i]] = static_cast<Rank>(i);
      for (EventId r : l.reads) rank_[r] = g_[r].rf == kInit ? -1 : rank_[g_[r].rf];
    }
    return true;
  }
  bool is_fence(EventId e) const { return g_[e].kind == EventKind::Fence; }
  bool same_location(EventId a, EventId b) const {
    return g_[a].location != kNoLocation && g_[a].location == g_[b].location;
  }
  bool po(EventId a, EventId b) const { return g_[a].thread == g_[b].thread && a < b; }
  bool hb(EventId a, EventId b) const { return g_.happens_before(a, b); }
  /// For events of one location. Reads have the rank of what they read.
  bool eco(EventId a, EventId b) const {
    if (!same_location(a, b) || a == b) return false;
    if (g_[a].kind == EventKind::Write && g_[b].kind == EventKind::Read) return rank_[a] <= rank_[b];
    return rank_[a] < rank_[b];
  }
  /// mo ∪ rb
  bool mo_or_rb(EventId a, EventId b) const {
    return g_[b].kind == EventKind::Write && same_location(a, b) && a != b && rank_[a] < rank_[b];
  }

  /// po|≠loc ; hb ; po|≠loc, between different threads. Spawns and joins are steps without a location.
  bool detour(EventId x, EventId y) const {
    const std::span<const Time> arrived = before(y);
    const auto& mine = g_.threads[g_[x].thread];
    // The first step after x that is elsewhere: `from` is its time.
    Time from = g_[x].time + 1;
    for (auto it = std::upper_bound(mine.begin(), mine.end(), x); it != mine.end(); ++it) {
      if (g_[*it].time > from || !same_location(*it, x)) break;
      from = g_[*it].time + 1;
    }
    const uint32_t t = g_[x].thread;
    if (arrived[t] < from) return false;
    // The last event before y that is elsewhere, or a join, must know of it.
    const auto& theirs = g_.threads[g_[y].thread];
    for (auto it = std::lower_bound(theirs.begin(), theirs.end(), y); it != theirs.begin();) {
      const EventId z = *--it;
      if (!same_location(z, y)) {
        if (g_.hb(z)[t] >= from) return true;
        break;
      }
      if (g_.hb(z)[t] >= from && before(z)[t] < from) return false;  // it came by z itself
    }
    return true;  // by a join or the beginning of the thread
  }
  std::span<const Time> before(EventId e) const {
    return g_[e].kind == EventKind::Read || g_[e].kind == EventKind::Fence ? g_.before(e) : g_.hb(e);
  }
  bool scb(EventId x, EventId y) const {
    if (x == y) return false;
    if (po(x, y) || mo_or_rb(x, y)) return true;
    if (g_[x].thread == g_[y].thread || !hb(x, y)) return false;
    return same_location(x, y) || detour(x, y);
  }
  /// [SC] ∪ [F^sc] ; hb?  to the right: the events that stand for `a`; to the left those for `b`.
  template <class F>
  bool any_from(EventId a, F f) const {
    if (f(a)) return true;
    if (is_fence(a))
      for (EventId x = 0; x < g_.size(); x++)
        if (hb(a, x) && f(x)) return true;
    return false;
  }
  template <class F>
  bool any_to(EventId b, F f) const {
    if (f(b)) return true;
    if (is_fence(b))
      for (EventId y = 0; y < g_.size(); y++)
        if (hb(y, b) && f(y)) return true;
    return false;
  }
  bool base(EventId a, EventId b) const {
    if (po(a, b)) return true;
    return any_from(a, [&](EventId x) { return any_to(b, [&](EventId y) { return scb(x, y); }); });
  }
  bool fences(EventId a, EventId b) const {
    if (!is_fence(a) || !is_fence(b)) return false;
    if (hb(a, b)) return true;
    for (EventId x = 0; x < g_.size(); x++) {
      if (!hb(a, x)) continue;
      for (EventId y = 0; y < g_.size(); y++)
        if (hb(y, b) && eco(x, y)) return true;
    }
    return false;
  }

  const Graph& g_;
  std::vector<EventId> sc_;
  std::vector<Rank> rank_;  // of writes; reads: of the write they read
};

}  // namespace

bool consistent_rc11(const Graph& graph) { return Psc(graph).acyclic(); }

}  // namespace assay::concurrency
