#include "concurrency/graph_concurrency.h"

#include <algorithm>

namespace assay::concurrency {

GraphConcurrency::GraphConcurrency(Frame& frame, EventNames& names, const GraphOptions& options)
    : frame_(frame), graph_(frame.graph), names_(names), options_(options) {
  threads_.resize(1);
  threads_[0].exists = true;
  threads_[0].hb.set(0, 1);
  threads_[0].porf = {1};
  executed_.assign(graph_.size(), 0);
}

void GraphConcurrency::attach(const Whereabouts& where) {
  if (options_.races) races_.emplace(where);
}

tl::unexpected<Stop> GraphConcurrency::diverged(const char* what) const {
  return stop_unsupported("check:divergence", {},
                          std::string("a thread did something else when it was run again: ") + what);
}

// Clocks. ----------------------------------------------------------------------------------------------------------

namespace {
void grow(std::vector<Time>& clock, size_t width) {
  if (clock.size() < width) clock.resize(width);
}
void join(std::vector<Time>& into, std::span<const Time> from) {
  grow(into, from.size());
  for (size_t i = 0; i < from.size(); i++) into[i] = std::max(into[i], from[i]);
}
void join(VectorClock& into, std::span<const Time> from) {
  for (uint32_t i = 0; i < from.size(); i++)
    if (from[i] > into[i]) into.set(i, from[i]);
}
void write_row(std::span<Time> row, const VectorClock& clock) {
  for (uint32_t i = 0; i < row.size(); i++) row[i] = clock[i];
}
void write_row(std::span<Time> row, const std::vector<Time>& clock) {
  for (size_t i = 0; i < row.size(); i++) row[i] = i < clock.size() ? clock[i] : 0;
}
}  // namespace

std::span<const Time> GraphConcurrency::as_row(const VectorClock& clock) {
  row_.resize(graph_.width());
  for (uint32_t i = 0; i < row_.size(); i++) row_[i] = clock[i];
  return row_;
}

void GraphConcurrency::tick() {
  Thread& t = me();
  t.hb.tick(current_);
  grow(t.porf, current_ + 1);
  t.porf[current_] = t.hb[current_];
  set_moment();
}
/// Where plain accesses may be fast, see Allocation::race_covers.
void GraphConcurrency::set_moment() { moment_ = watching_ && races_ ? Epoch{current_, me().hb[current_]}.packed() : 0; }
void GraphConcurrency::switch_to(uint32_t thread) {
  current_ = thread;
  set_moment();
}

void GraphConcurrency::clock_read(EventId e) {
  Thread& t = me();
  const Event& event = graph_[e];
  write_row(graph_.before(e), t.hb);
  if (event.rf != kInit) {
    join(t.porf, graph_.porf(event.rf));
    if (acquires(event.order))
      join(t.hb, graph_.message(event.rf));
    else
      join(t.acquired, graph_.message(event.rf));
  }
  write_row(graph_.hb(e), t.hb);
  write_row(graph_.porf(e), t.porf);
}
void GraphConcurrency::clock_write(EventId e) {
  Thread& t = me();
  const Event& event = graph_[e];
  write_row(graph_.hb(e), t.hb);
  write_row(graph_.porf(e), t.porf);
  if (releases(event.order))
    write_row(graph_.message(e), t.hb);
  else
    write_row(graph_.message(e), t.release_fence);
  if (event.rmw) {  // the release sequence goes on: rs = [W≥rlx] ; (rf ; rmw)*
    const auto& thread = graph_.threads[current_];
    const auto it = std::find(thread.rbegin(), thread.rend(), e);
    const EventId source = graph_[*std::next(it)].rf;
    if (source != kInit) join_into(graph_.message(e), graph_.message(source));
  }
}
void GraphConcurrency::clock_fence(EventId e) {
  Thread& t = me();
  const Event& event = graph_[e];
  write_row(graph_.before(e), t.hb);
  if (acquires(event.order)) join(t.hb, t.acquired);
  write_row(graph_.hb(e), t.hb);
  write_row(graph_.porf(e), t.porf);
  if (releases(event.order)) {
    t.release_fence.resize(graph_.width());
    write_row(t.release_fence, t.hb);
  }
}
void GraphConcurrency::clock_choice(EventId e) {
  write_row(graph_.hb(e), me().hb);
  write_row(graph_.porf(e), me().porf);
}

// Threads. ---------------------------------------------------------------------------------------------------------

uint32_t GraphConcurrency::new_thread(uint32_t) { return names_.thread(current_, me().children); }
void GraphConcurrency::spawned(uint32_t child) {
  if (child >= threads_.size()) threads_.resize(child + 1);
  graph_.widen(static_cast<uint32_t>(threads_.size()));
  Thread& t = me();
  Thread& c = threads_[child];
  t.children++;
  c.exists = true;
  c.hb = t.hb;
  c.hb.set(child, 1);
  c.porf = t.porf;
  grow(c.porf, child + 1);
  c.porf[child] = 1;
  tick();
  settled_ = UINT32_MAX;
  update_solo();
}
void GraphConcurrency::returned() {
  me().returned = me().hb;
  me().porf_returned = me().porf;
  tick();
}
void GraphConcurrency::ended() {
  me().is_over = true;
  settled_ = UINT32_MAX;
}
void GraphConcurrency::joined(uint32_t target, bool returned_only) {
  Thread& other = threads_[target];
  me().hb.join(returned_only ? other.returned : other.hb);
  join(me().porf, returned_only ? other.porf_returned : other.porf);
  update_solo();
}
/// Alone: all other threads are over, and all they did happens before what this one does next.
void GraphConcurrency::update_solo() {
  solo_ = true;
  for (uint32_t i = 0; i < threads_.size(); i++)
    if (i != current_ && threads_[i].exists && (!threads_[i].is_over || !me().hb.covers(Epoch{i, threads_[i].hb[i]})))
      solo_ = false;
  watching_ = !solo_;
  set_moment();
}
void GraphConcurrency::stuck(Stuck why) {
  Thread& t = me();
  // Not in a loop: what it waits for is what it read last.
  if (!t.is_stuck) t.waits_since = t.executed > 0 ? t.executed - 1 : 0;
  t.is_stuck = true;
  t.why = why;
  settled_ = UINT32_MAX;
}

/// A loop waits if a round without effect could be followed by the same round again, reading the same writes. Its idle
/// rounds, and those of the loops around it, are then cut in all executions.
Outcome<Round> GraphConcurrency::goes_round(std::span<const uint64_t> sites, uint32_t since, bool same) {
  Thread& t = me();
  const auto& mine = graph_.threads.size() > current_ ? graph_.threads[current_] : std::vector<EventId>();
  // An update that writes what it read has no effect either.
  auto writes_the_same = [&](uint32_t n) {
    const Event& write = graph_[mine[n]];
    return n > 0 && write.value.bits == graph_.value(write.location, graph_[mine[n - 1]].rf).bits;
  };
  bool spurious = false;
  for (uint32_t n = since; n < t.executed; n++) {
    const Event& e = graph_[mine[n]];
    if (e.kind == EventKind::Choice || (e.kind == EventKind::Write && !(e.rmw && writes_the_same(n))))
      return Round::Goes;
    spurious |= e.spurious;
  }
  if (spurious) {  // the next round may do what this one should have done
    if (!same) return Round::Goes;
    t.is_stuck = true;
    t.waits_since = UINT32_MAX;
    return Round::Waits;
  }
  const bool known = names_.awaits.contains(sites.back());
  if (!same) {  // the load before the loop and the one of this round are the same question
    if (!known || since == 0 || t.executed != since + 1) return Round::Goes;
    const Event &a = graph_[mine[since - 1]], &b = graph_[mine[since]];
    if (a.kind != EventKind::Read || b.kind != EventKind::Read || a.location != b.location || a.order != b.order ||
        a.is_update || b.is_update)
      return Round::Goes;
  }
  if (!known) {
    for (uint32_t n = since; n < t.executed; n++) {
      const Event& e = graph_[mine[n]];
      if (e.kind == EventKind::Read && !e.rmw && coherence_bound(graph_, e.location, as_row(t.hb)) > graph_.rank(e.rf))
        return Round::Goes;
    }
    for (uint64_t site : sites) names_.awaits.insert(site);
    restart_ = true;
    return stop_with({.kind = StopKind::Cut, .message = "a loop waits"});
  }
  t.is_stuck = true;
  t.waits_since = same ? since : UINT32_MAX;  // the other case is an execution without this round
  return Round::Waits;
}

std::optional<uint32_t> GraphConcurrency::pick(std::span<const ThreadState> states) {
  settled_ = UINT32_MAX;
  std::optional<uint32_t> parked;
  for (uint32_t i = 0; i < states.size(); i++) {
    if (states[i] == ThreadState::Ready) return i;
    if (states[i] != ThreadState::Waiting) continue;
    if (threads_[i].parked) {
      if (!parked) parked = i;
    } else if (threads_[i].waits_for == kInit || executed_[threads_[i].waits_for]) {
      return i;
    }
  }
  if (parked) {
    threads_[*parked].parked = false;
    settled_ = *parked;
  }
  return parked;
}

bool GraphConcurrency::all_ended() const {
  return std::all_of(threads_.begin(), threads_.end(), [](const Thread& t) { return !t.exists || t.is_over; });
}
bool GraphConcurrency::is_deadlock() const {
  for (uint32_t i = 0; i < threads_.size(); i++) {
    const Thread& t = threads_[i];
    if (!t.exists || !t.is_stuck) continue;
    if (t.why == Stuck::Assume || t.waits_since == UINT32_MAX) return false;
    if (i >= graph_.threads.size()) continue;
    for (size_t n = t.waits_since; n < t.executed; n++) {
      const Event& e = graph_[graph_.threads[i][n]];
      if (e.kind != EventKind::Read) continue;
      const Rank seen = e.rmw ? graph_.rank(graph_.threads[i][n + 1]) : graph_.rank(e.rf);
      if (seen != graph_.last_rank(e.location)) return false;
    }
  }
  return true;
}

// Events. ----------------------------------------------------------------------------------------------------------

EventId GraphConcurrency::next_event() {
  if (current_ >= graph_.threads.size()) return kInit;
  const auto& mine = graph_.threads[current_];
  return me().executed < mine.size() ? mine[me().executed] : kInit;
}
/// May the current thread add an event now? Only when all others have come to their next one, and the lowest first.
bool GraphConcurrency::may_add() {
  if (settled_ == current_ || solo_) return true;
  me().parked = true;
  return false;
}
/// The write that a read of the graph reads from comes first.
bool GraphConcurrency::must_wait(EventId e) {
  const Event& event = graph_[e];
  if (event.kind != EventKind::Read || event.rf == kInit || executed_[event.rf]) return false;
  me().waits_for = event.rf;
  return true;
}
Event& GraphConcurrency::fill(Event& event) {
  event.thread = current_;
  event.time = me().hb[current_];
  return event;
}
Outcome<EventId> GraphConcurrency::add(Event event) {
  if (graph_.size() >= options_.max_events)
    return stop_limit("events", "an execution has more than " + std::to_string(options_.max_events) +
                                    " events: a loop waits for something that does not come");
  const EventId e = graph_.add(fill(event));
  executed_.resize(graph_.size());
  return e;
}
void GraphConcurrency::executed(EventId e) {
  executed_[e] = 1;
  me().executed++;
  tick();
}

Outcome<Atom> GraphConcurrency::value_read(EventId read, const Cell& cell) const {
  const EventId rf = graph_[read].rf;
  if (rf == kInit && cell.uninit) return stop_with(*cell.uninit);
  return graph_.value(cell.location, rf);
}

Outcome<EventId> GraphConcurrency::add_read(Event event, const Cell& cell) {
  const LocationId location = cell.location;
  graph_.location(location);
  const Rank bound = coherence_bound(graph_, location, as_row(me().hb)), last = graph_.last_rank(location);
  event.kind = EventKind::Read;
  event.location = location;
  event.rf = graph_.at(location, last);
  graph_.decide(event, graph_.value(location, event.rf));
  ASSAY_TRY_LET(const EventId e, add(event));
  for (Rank r = bound; r <= last; r++) {
    const EventId w = graph_.at(location, r);
    if (event.weak) {
      Event other = event;
      graph_.decide(other, graph_.value(location, w));
      if (other.rmw)
        frame_.work.push_back({.kind = WorkItem::Kind::ReadFrom, .event = e, .other = w, .spurious = true});
    }
    if (r != last) frame_.work.push_back({.kind = WorkItem::Kind::ReadFrom, .event = e, .other = w});
  }
  return e;
}

Outcome<bool> GraphConcurrency::add_write(Event event, std::optional<EventId> read, EventId& write) {
  const LocationId location = event.location;
  const Rank first = coherence_bound(graph_, location, as_row(me().hb)) + 1, end = graph_.last_rank(location) + 1;
  event.kind = EventKind::Write;
  event.rmw = read.has_value();
  ASSAY_TRY_LET(write, add(event));
  clock_write(write);
  if (read) {
    const Rank only = graph_.rank(graph_[*read].rf) + 1;
    const bool possible = only >= first && keeps_atomicity(graph_, location, only);
    if (possible) graph_.insert(write, only);
    push_revisits(write);
    return possible && (only == end || consistent(options_.model, graph_));
  }
  for (Rank r = first; r < end; r++)
    if (keeps_atomicity(graph_, location, r))
      frame_.work.push_back({.kind = WorkItem::Kind::Place, .event = write, .rank = r});
  graph_.insert(write, end);
  push_revisits(write);
  return true;
}

/// The backward revisits of a new write: reads of the location that it does not depend on, as long as everything that
/// the revisit deletes was added in the canonical way.
void GraphConcurrency::push_revisits(EventId write) {
  const std::span<const Time> prefix = graph_.porf(write);
  for (EventId e = write; e-- > 0;) {
    if (graph_.covers(prefix, e)) continue;
    if (!maximal(e, write, prefix)) return;
    if (graph_[e].kind == EventKind::Read && graph_[e].location == graph_[write].location)
      frame_.work.push_back({.kind = WorkItem::Kind::Revisit, .event = write, .other = e});
  }
}

/// `maximal` of concurrency.md 5.2: the event is what would be added again after its deletion.
bool GraphConcurrency::maximal(EventId e, EventId write, std::span<const Time> prefix) const {
  const Event& event = graph_[e];
  auto seen = [&](EventId x) { return x == kInit || x <= e || graph_.covers(prefix, x); };
  switch (event.kind) {
    case EventKind::Fence:
      return true;
    case EventKind::Choice:
      return event.chosen == 0;
    case EventKind::Read:
      if (event.spurious) return false;
      break;
    case EventKind::Write:
      for (EventId r : graph_.locations[event.location].reads)
        if (graph_[r].rf == e && seen(r)) return false;
      break;
  }
  const EventId w = event.kind == EventKind::Read ? event.rf : e;
  if (!seen(w)) return false;
  const auto& mo = graph_.locations[event.location].mo;
  for (size_t i = mo.size(); i-- > 0;)
    if (mo[i] != write && seen(mo[i])) return mo[i] == w;
  return w == kInit;
}

// What the machine asks. -------------------------------------------------------------------------------------------

Outcome<Step> GraphConcurrency::load(const AtomicAccess& access, Order order, Atom& value) {
  if (solo_) {
    ASSAY_TRY_LET(value, access.load());
    return Step::Done;
  }
  EventId e = next_event();
  if (e == kInit ? !may_add() : must_wait(e)) return Step::Wait;
  ASSAY_TRY_LET(Cell* const cell, cell_of(access));
  if (e == kInit) {
    Event event;
    event.order = strengthened(options_.model, order);
    event.size = static_cast<uint8_t>(access.size);
    ASSAY_TRY_LET(e, add_read(event, *cell));
  } else {
    if (graph_[e].kind != EventKind::Read || graph_[e].location != cell->location) return diverged("a load");
  }
  clock_read(e);
  ASSAY_TRY(check_race(access, AccessClass::AtomicLoad));
  ASSAY_TRY_LET(value, value_read(e, *cell));
  executed(e);
  return Step::Done;
}

Outcome<Step> GraphConcurrency::store(const AtomicAccess& access, Order order, const Atom& value) {
  if (solo_) {
    access.store(value);
    seal(cells_at(access), access.place.offset, access.place.offset + access.size);
    return Step::Done;
  }
  EventId e = next_event();
  if (e == kInit ? !may_add() : must_wait(e)) return Step::Wait;
  ASSAY_TRY_LET(Cell* const cell, cell_of(access));
  if (e == kInit) {
    Event event;
    event.order = strengthened(options_.model, order);
    event.size = static_cast<uint8_t>(access.size);
    event.location = cell->location;
    event.value = value;
    ASSAY_TRY(add_write(event, std::nullopt, e));
  } else {
    if (graph_[e].kind != EventKind::Write || graph_[e].location != cell->location) return diverged("a store");
    clock_write(e);
    graph_[e].value = value;
  }
  ASSAY_TRY(check_race(access, AccessClass::AtomicStore));
  put_in_memory(e, *cell, access);
  executed(e);
  return Step::Done;
}

Outcome<Step> GraphConcurrency::update(const AtomicAccess& access, const Update& update, Updated& result) {
  if (solo_) {
    ASSAY_TRY_LET(result.old, access.load());
    result.stored = update.matches(result.old, access.size);
    // Two spurious failures in a row show nothing that one does not.
    const uint32_t before = me().executed;
    const bool failed = before > 0 && graph_[graph_.threads[current_][before - 1]].kind == EventKind::Choice &&
                        graph_[graph_.threads[current_][before - 1]].chosen == 1;
    if (result.stored && update.weak && !failed) {
      uint32_t fails = 0;
      ASSAY_TRY(choose(Choice::WeakCasFails, 2, fails));
      result.stored = fails == 0;
    }
    if (result.stored) {
      access.store(update.next(result.old));
      seal(cells_at(access), access.place.offset, access.place.offset + access.size);
    }
    return Step::Done;
  }
  EventId e = next_event();
  if (e == kInit ? !may_add() : must_wait(e)) return Step::Wait;
  ASSAY_TRY_LET(Cell* const cell, cell_of(access));
  if (e == kInit) {
    Event event;
    event.size = static_cast<uint8_t>(access.size);
    event.is_update = true;
    event.compare = update.compare;
    event.weak = update.weak;
    event.success = strengthened(options_.model, update.success);
    event.failure = strengthened(options_.model, update.failure);
    event.value = update.expected;
    ASSAY_TRY_LET(e, add_read(event, *cell));
  } else {
    if (graph_[e].kind != EventKind::Read || graph_[e].location != cell->location || !graph_[e].is_update)
      return diverged("a read-modify-write");
  }
  ASSAY_TRY_LET(result.old, value_read(e, *cell));
  graph_[e].value = update.expected;
  graph_.decide(graph_[e], result.old);
  result.stored = graph_[e].rmw;
  clock_read(e);
  ASSAY_TRY(check_race(access, result.stored ? AccessClass::AtomicRmw : AccessClass::AtomicLoad));
  executed(e);
  if (!result.stored) return Step::Done;
  const EventId read = e;
  e = next_event();
  if (e == kInit) {
    Event event;
    event.order = graph_[read].order;
    event.size = static_cast<uint8_t>(access.size);
    event.location = cell->location;
    event.value = update.next(result.old);
    ASSAY_TRY_LET(const bool possible, add_write(event, read, e));
    if (!possible) return stop_with({.kind = StopKind::Cut, .message = "two updates of one value"});
  } else {
    if (graph_[e].kind != EventKind::Write || !graph_[e].rmw) return diverged("the write of a read-modify-write");
    graph_[e].value = update.next(result.old);
    clock_write(e);
  }
  put_in_memory(e, *cell, access);
  executed(e);
  return Step::Done;
}

Outcome<Step> GraphConcurrency::fence(Order order) {
  if (solo_) return Step::Done;
  EventId e = next_event();
  if (e == kInit && !may_add()) return Step::Wait;
  if (e == kInit) {
    Event event;
    event.kind = EventKind::Fence;
    event.order = strengthened(options_.model, order);
    ASSAY_TRY_LET(e, add(event));
  } else if (graph_[e].kind != EventKind::Fence) {
    return diverged("a fence");
  }
  clock_fence(e);
  executed(e);
  return Step::Done;
}

uint32_t GraphConcurrency::choose(Choice kind, uint32_t n) {
  if (kind == Choice::Address || kind == Choice::AddressReuse || kind == Choice::FunctionAddress || !solo_) return 0;
  uint32_t answer = 0;
  return choose(kind, n, answer) ? answer : 0;  // alone, nothing makes it wait
}
Outcome<Step> GraphConcurrency::choose(Choice, uint32_t n, uint32_t& answer) {
  answer = 0;
  if (n <= 1) return Step::Done;
  EventId e = next_event();
  if (e == kInit && !may_add()) return Step::Wait;
  if (e == kInit) {
    Event event;
    event.kind = EventKind::Choice;
    event.alternatives = n;
    ASSAY_TRY_LET(e, add(event));
    for (uint32_t other = n; other-- > 1;)
      frame_.work.push_back({.kind = WorkItem::Kind::Choose, .event = e, .other = other});
  } else if (graph_[e].kind != EventKind::Choice) {
    return diverged("a choice");
  }
  clock_choice(e);
  answer = graph_[e].chosen;
  executed(e);
  return Step::Done;
}

}  // namespace assay::concurrency
