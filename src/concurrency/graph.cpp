#include "concurrency/graph.h"

#include <algorithm>

namespace assay::concurrency {

EventId Graph::add(const Event& event) {
  const EventId id = size();
  events.push_back(event);
  clocks_.resize(events.size() * 3 * width_);
  if (event.thread >= threads.size()) threads.resize(event.thread + 1);
  threads[event.thread].push_back(id);
  if (event.kind == EventKind::Read) location(event.location).reads.push_back(id);
  if (event.kind == EventKind::Write) location(event.location);
  return id;
}

void Graph::cut_after(EventId last) {
  if (last + 1 == size()) return;
  for (EventId e = size(); e-- > last + 1;) {
    const Event& event = events[e];
    threads[event.thread].pop_back();
    if (event.kind == EventKind::Read) locations[event.location].reads.pop_back();
    if (event.kind == EventKind::Write) {
      auto& mo = locations[event.location].mo;
      if (const auto it = std::find(mo.begin(), mo.end(), e); it != mo.end()) mo.erase(it);
    }
  }
  events.resize(last + 1);
  clocks_.resize(events.size() * 3 * width_);
}

Rank Graph::rank(EventId write) const {
  if (write == kInit) return -1;
  const auto& mo = locations[events[write].location].mo;
  return static_cast<Rank>(std::find(mo.begin(), mo.end(), write) - mo.begin());
}

void Graph::insert(EventId write, Rank rank) {
  auto& mo = locations[events[write].location].mo;
  mo.insert(mo.begin() + rank, write);
}
void Graph::remove_from_mo(EventId write) {
  auto& mo = locations[events[write].location].mo;
  mo.erase(std::remove(mo.begin(), mo.end(), write), mo.end());
}

void Graph::widen(uint32_t wanted) {
  if (wanted <= width_) return;
  const uint32_t wide = std::max(wanted, width_ * 2);
  std::vector<Time> clocks(events.size() * 3 * wide);
  for (size_t r = 0; r < events.size() * 3; r++)
    std::copy_n(clocks_.begin() + static_cast<std::ptrdiff_t>(r * width_), width_,
                clocks.begin() + static_cast<std::ptrdiff_t>(r * wide));
  clocks_ = std::move(clocks);
  width_ = wide;
}

Graph Graph::revisited(EventId read, EventId write, EventId& new_read, EventId& new_write) const {
  Graph out;
  out.width_ = width_;
  out.threads.resize(threads.size());
  out.locations.resize(locations.size());
  std::vector<EventId> renamed(size(), kInit);
  const std::span<const Time> prefix = porf(write);
  auto keep = [&](EventId e) {
    renamed[e] = out.add(events[e]);
    const EventId n = renamed[e];
    std::copy_n(clocks_.begin() + static_cast<std::ptrdiff_t>(size_t{e} * 3 * width_), 3 * width_,
                out.clocks_.begin() + static_cast<std::ptrdiff_t>(size_t{n} * 3 * width_));
  };
  for (EventId e = 0; e < size(); e++)
    if (e != write && (e <= read || covers(prefix, e))) keep(e);
  keep(write);
  new_read = renamed[read];
  new_write = renamed[write];
  for (Event& e : out.events)
    if (e.kind == EventKind::Read && e.rf != kInit) e.rf = renamed[e.rf];
  out[new_read].rf = new_write;
  out[new_read].spurious = false;
  for (size_t l = 0; l < locations.size(); l++) out.locations[l].init = locations[l].init;
  for (size_t l = 0; l < locations.size(); l++)
    for (EventId w : locations[l].mo)
      if (w != write && renamed[w] != kInit) out.locations[l].mo.push_back(renamed[w]);
  return out;
}

void Graph::synchronise(EventId read) {
  copy_into(hb(read), before(read));
  const Event& e = events[read];
  if (e.rf != kInit && acquires(e.order)) join_into(hb(read), message(e.rf));
}

void Graph::decide(Event& read, const Atom& value) const {
  if (!read.is_update) return;
  read.rmw = !read.compare ||
             (value.bits == read.value.bits && (read.size != 16 || value.prov == read.value.prov) && !read.spurious);
  read.order = read.rmw ? read.success : read.failure;
}

}  // namespace assay::concurrency
