// Sequential consistency: acyclic(po ∪ rf ∪ mo ∪ rb) over all atomic events. Each relation is followed by its immediate
// edges only: the next event of the thread, the readers, the next write.
#include "concurrency/consistency.h"

namespace assay::concurrency {

bool consistent_sc(const Graph& graph) {
  const EventId n = graph.size();
  std::vector<std::vector<EventId>> next(n);
  for (const auto& thread : graph.threads)
    for (size_t i = 1; i < thread.size(); i++) next[thread[i - 1]].push_back(thread[i]);
  for (const LocationEvents& l : graph.locations) {
    for (size_t i = 1; i < l.mo.size(); i++) next[l.mo[i - 1]].push_back(l.mo[i]);
    for (EventId read : l.reads) {
      const EventId rf = graph[read].rf;
      if (rf != kInit) next[rf].push_back(read);
      const size_t after = static_cast<size_t>(graph.rank(rf) + 1);
      if (after < l.mo.size() && l.mo[after] != read) next[read].push_back(l.mo[after]);
    }
  }
  // Events leave in topological order or there is a cycle. (Spawn and join only add edges along time.)
  std::vector<uint32_t> in(n);
  for (const auto& targets : next)
    for (EventId t : targets) in[t]++;
  std::vector<EventId> ready;
  for (EventId e = 0; e < n; e++)
    if (in[e] == 0) ready.push_back(e);
  size_t done = 0;
  while (!ready.empty()) {
    const EventId e = ready.back();
    ready.pop_back();
    done++;
    for (EventId t : next[e])
      if (--in[t] == 0) ready.push_back(t);
  }
  return done == n;
}

}  // namespace assay::concurrency
