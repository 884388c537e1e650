#include "concurrency/consistency.h"

namespace assay::concurrency {

Rank coherence_bound(const Graph& graph, LocationId location, std::span<const Time> clock) {
  const LocationEvents& l = graph.locations[location];
  Rank bound = -1;
  for (Rank r = graph.last_rank(location); r >= 0; r--)
    if (graph.covers(clock, l.mo[static_cast<size_t>(r)])) {
      bound = r;
      break;
    }
  for (EventId read : l.reads) {
    if (graph[read].rf == kInit || !graph.covers(clock, read)) continue;
    bound = std::max(bound, graph.rank(graph[read].rf));
  }
  return bound;
}

bool keeps_atomicity(const Graph& graph, LocationId location, Rank rank) {
  const auto& mo = graph.locations[location].mo;
  return static_cast<size_t>(rank) >= mo.size() || !graph[mo[static_cast<size_t>(rank)]].rmw;
}

bool consistent(ModelKind model, const Graph& graph) {
  return model == ModelKind::Sc ? consistent_sc(graph) : consistent_rc11(graph);
}

}  // namespace assay::concurrency
