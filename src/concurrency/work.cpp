#include "concurrency/work.h"

#include <memory>

#include "concurrency/consistency.h"
#include "concurrency/graph_concurrency.h"

namespace assay::concurrency {

namespace {

/// The frame of a backward revisit with one item for each place of the write; null when there is none.
std::unique_ptr<Frame> revisit(const Frame& from, EventId read, EventId write, ModelKind model) {
  auto frame = std::make_unique<Frame>();
  EventId r = 0, w = 0;
  frame->graph = from.graph.revisited(read, write, r, w);
  Graph& g = frame->graph;
  const LocationId location = g[w].location;
  g.decide(g[r], g[w].value);
  g.synchronise(r);
  std::vector<Time> past(g.before(r).begin(), g.before(r).end());
  past[g[r].thread] = g[r].time - 1;  // without the read itself
  Rank first = coherence_bound(g, location, g.hb(w)) + 1, last = g.last_rank(location) + 1;
  if (g[w].rmw) {
    const auto& thread = g.threads[g[w].thread];
    const EventId source = g[thread[thread.size() - 2]].rf;
    const Rank only = g.rank(source) + 1;
    if (only < first) return nullptr;
    first = last = only;
  }
  for (Rank rank = first; rank <= last; rank++) {
    if (!keeps_atomicity(g, location, rank)) continue;
    g.insert(w, rank);
    const bool good = coherence_bound(g, location, past) <= rank && consistent(model, g);
    g.remove_from_mo(w);
    if (!good) continue;
    if (g[r].weak && g[r].rmw)
      frame->work.push_back({.kind = WorkItem::Kind::Place, .event = w, .other = r, .rank = rank, .spurious = true});
    frame->work.push_back({.kind = WorkItem::Kind::Place, .event = w, .other = r, .rank = rank});
  }
  return frame->work.empty() ? nullptr : std::move(frame);
}

/// Applies an item to its graph. False: the result is not consistent.
bool apply(Frame& frame, const WorkItem& item, ModelKind model) {
  Graph& g = frame.graph;
  g.cut_after(item.event);
  Event& e = g[item.event];
  switch (item.kind) {
    case WorkItem::Kind::ReadFrom:
      e.rf = item.other;
      e.spurious = item.spurious;
      g.decide(e, g.value(e.location, e.rf));
      g.synchronise(item.event);
      return consistent(model, g);
    case WorkItem::Kind::Place:
      g.remove_from_mo(item.event);
      g.insert(item.event, item.rank);
      if (item.other != kInit) {
        Event& read = g[item.other];
        read.spurious = item.spurious;
        g.decide(read, e.value);
        g.synchronise(item.other);
      }
      return consistent(model, g);
    case WorkItem::Kind::Choose:
      e.chosen = item.other;
      return true;
    case WorkItem::Kind::Revisit:
      break;
  }
  return false;
}

}  // namespace

bool next_work(std::vector<std::unique_ptr<Frame>>& frames, ModelKind model) {
  while (!frames.empty()) {
    Frame& top = *frames.back();
    if (top.work.empty()) {
      frames.pop_back();
      continue;
    }
    const WorkItem item = top.work.back();
    top.work.pop_back();
    if (item.kind == WorkItem::Kind::Revisit) {
      top.graph.cut_after(item.event);
      if (auto frame = revisit(top, item.other, item.event, model)) frames.push_back(std::move(frame));
      continue;
    }
    if (apply(top, item, model)) return true;
  }
  return false;
}

}  // namespace assay::concurrency
