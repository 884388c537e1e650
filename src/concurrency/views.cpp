#include "concurrency/views.h"

#include <algorithm>

namespace assay::concurrency {

namespace {
constexpr size_t kKept = 64;     // stores of one location that can still be read; fewer only hides behaviours
constexpr size_t kShown = 8;     // without weak memory only the newest is read; the others are for reports
constexpr size_t kMissed = 16;   // of each thread
constexpr size_t kFreed = 32;    // freed addresses that are remembered, as many as memory does
constexpr size_t kOffered = 4;   // every fourth is offered to other threads (publishing costs)
constexpr size_t kCrowded = 32;  // SeqCst events from which on old ones are looked for

Order read_half(Order o) { return o == Order::Release ? Order::Relaxed : o == Order::AcqRel ? Order::Acquire : o; }
Order write_half(Order o) { return o == Order::Acquire ? Order::Relaxed : o == Order::AcqRel ? Order::Release : o; }
}  // namespace

Views::Views(Oracle& oracle, Options options) : oracle_(oracle), options_(options) {
  threads_.emplace_back();
  threads_[0].clock.set(0, 1);
  slots_.push_back({.threads = {{0, 0}}});
}

void Views::attach(const Whereabouts& where) {
  names_ = std::make_unique<Names>(*this, where);
  if (options_.races) races_ = std::make_unique<Races>(*names_);
}

uint32_t Views::thread_at(Epoch who) const {
  uint32_t thread = 0;
  for (const auto& [from, t] : slots_[who.thread].threads)
    if (from <= who.time) thread = t;
  return thread;
}

uint32_t Views::slot_for_new_thread() {
  for (uint32_t i = 0; i < slots_.size(); i++) {
    if (!slots_[i].over) continue;
    const Epoch end{i, slots_[i].last};
    if (std::all_of(threads_.begin(), threads_.end(), [&](const Thread& t) { return t.over || t.clock.covers(end); }))
      return i;
  }
  slots_.emplace_back();
  return static_cast<uint32_t>(slots_.size() - 1);
}

// ---- locations ---------------------------------------------------------------------------------------------------

History& Views::location(const AtomicAccess& access) {
  auto& all = by_alloc_[access.place.alloc->id];
  const ByteRange range{access.place.offset, access.place.offset + access.size};
  History* found = nullptr;
  for (const auto& x : all) {
    if (x->range == range)
      found = x.get();
    else if (x->range.overlaps(range))
      x->stores.clear();  // ordered accesses of different sizes: a new beginning
  }
  if (!found) {
    all.push_back(std::make_unique<History>());
    found = all.back().get();
    found->alloc = access.place.alloc->id;
    found->range = range;
    found->listed = locations_.size();
    locations_.push_back(found);
  }
  if (found->stores.empty()) {
    Store initial;
    initial.id = next_store_++;
    const auto content = access.load();
    initial.value = content ? *content : Atom::undef();
    found->stores.push_back(std::move(initial));
  }
  return *found;
}

void Views::seal(Allocation& alloc, ByteRange range) {
  const auto it = by_alloc_.find(alloc.id);
  if (it == by_alloc_.end()) return;
  for (const auto& x : it->second)
    if (x->range.overlaps(range)) x->stores.clear();
}

void Views::trim(History& x) {
  const size_t kept = options_.weak ? kKept : kShown;
  if (x.stores.size() <= kept) return;
  const size_t dropped = kept / 2;
  x.stores.erase(x.stores.begin(), x.stores.begin() + static_cast<std::ptrdiff_t>(dropped));
}

// ---- what may be picked ------------------------------------------------------------------------------------------

VectorClock Views::after_reading(const Store& store, Order order) {
  VectorClock past = me().clock;
  if (acquires(order)) past.join(store.released);
  return past;
}

/// The axiom SC, for reading stores[index] and (`stores`) writing right after it.
bool Views::allowed(const History& x, size_t index, Order order, const Update* update, bool stores) {
  const size_t last = x.stores.size() - 1;
  if (index == last || !options_.weak) return true;  // maximal: always consistent
  const bool sc = order == Order::SeqCst;
  if (!sc_.active()) return true;
  const ScOrder::Mark mark = sc_.mark();
  const VectorClock& other = elsewhere(&x);
  VectorClock past = after_reading(x.stores[index], order);
  bool fine = sc_.add({&x, index, x.stores[index].id, false, sc, now(), events_, past, other}, locations_);
  if (fine && update && stores) {
    Epoch when = now();
    if (sc) {
      when.time++;
      past.set(slot_, when.time);
    }
    fine = sc_.add({&x, index + 1, 0, true, sc, when, events_, past, other}, locations_);
  }
  sc_.roll_back(mark);
  return fine;
}

std::vector<Views::Candidate> Views::readable(const History& x, Order order, const AtomicAccess& access,
                                              const Update* update) {
  std::vector<Candidate> out;
  const size_t last = x.stores.size() - 1;
  bool fails = false;
  if (update && update->compare && update->weak && options_.weak_failure_percent > 0)
    fails = oracle_.choose(Choice::WeakCasFails, 100) < options_.weak_failure_percent;
  for (size_t i = options_.weak ? x.lowest(me().clock) : last; i <= last; i++) {
    const bool stores = update && !fails && update->matches(x.stores[i].value, access.size);
    // ATOMICITY: two read-modify-writes do not read the same store.
    if (stores && i != last && x.stores[i + 1].rmw) continue;
    if (allowed(x, i, update && !stores ? update->failure : order, update, stores)) out.push_back({i, fails});
  }
  return out;
}

Outcome<size_t> Views::pick(size_t candidates, Choice kind) {
  return candidates <= 1 ? 0 : oracle_.choose(kind, static_cast<uint32_t>(candidates));
}

Outcome<> Views::check(const AtomicAccess& access, AccessClass what) {
  if (!races_) return {};
  Allocation& alloc = *access.place.alloc;
  return explained(races_->atomic(alloc, {access.place.offset, access.place.offset + access.size}, actor(), what));
}

void Views::note_missed(const Store& store, Order order) {
  Thread& t = me();
  if (!races_ || t.clock.covers(store.clock)) return;
  const Thread::Missed missed{store.site, races_->last_site(), store.order, order, store.clock, store.released};
  if (t.missed.size() < kMissed)
    t.missed.push_back(missed);
  else
    t.missed[t.next_missed++ % kMissed] = missed;
}

Outcome<> Views::explained(Outcome<> outcome) {
  if (outcome) return outcome;
  StopInfo& info = outcome.error().info();
  const Epoch other = races_->raced_with();
  for (size_t i = me().missed.size(); i-- > 0;) {
    const Thread::Missed& m = me().missed[(i + me().next_missed) % me().missed.size()];
    if (!m.before_store.covers(other)) continue;
    const bool published = m.released.covers(other);
    info.related.push_back(
        {races_->place(m.store_site),
         published ? "this store publishes it" : "this store comes after it, but does not publish it", false});
    info.related.push_back({races_->place(m.load_site),
                            acquires(m.load_order)
                                ? "this load reads that store"
                                : "this load reads that store, but does not acquire what it publishes",
                            false});
    const char* release = "`Release` on the store";
    const char* acquire = "`Acquire` on the load";
    info.help.push_back(std::string(published ? "" : release) + (!published && !acquires(m.load_order) ? " and " : "") +
                        (acquires(m.load_order) ? "" : acquire) + " would order the two accesses in this execution");
    break;
  }
  return outcome;
}

// ---- steps -------------------------------------------------------------------------------------------------------

void Views::make_room() {
  if (!options_.weak || sc_.count() < kCrowded) return;
  std::vector<const VectorClock*> pasts;
  for (const Thread& t : threads_)
    if (!t.over) pasts.push_back(&t.clock);
  sc_.retire(pasts);
  if (sc_.count() + 2 <= ScOrder::kSlots) return;
  // Nothing older than the newest stores is read or overtaken from here on: then no old event is in a new cycle.
  for (const auto& [alloc, all] : by_alloc_)
    for (const auto& x : all)
      if (x->stores.size() > 1) x->stores.erase(x->stores.begin(), x->stores.end() - 1);
  sc_.clear();
}

void Views::step(const History* where) {
  Thread& t = me();
  if (options_.weak) {
    if (sc_.active()) sc_.step(where, now());
    if (!where || t.last_where != where) t.last_elsewhere = t.last;
    t.last_where = where;
    t.last = t.clock;
  }
  t.clock.tick(slot_);
  if (races_) moment_ = now().packed();
}

/// Reads stores[index]. A load (not the read of a read-modify-write) is remembered.
void Views::read(History& x, size_t index, Order order, bool record_load) {
  Thread& t = me();
  Store& store = x.stores[index];
  x.last_event = ++events_;
  (acquires(order) ? t.clock : t.unacquired).join(store.released);
  note_missed(store, order);
  if (record_load && options_.weak) {
    auto mine =
        std::find_if(store.loads.begin(), store.loads.end(), [&](const LoadsOfThread& l) { return l.thread == slot_; });
    if (mine == store.loads.end()) {
      store.loads.push_back({slot_, now().time, {}});
      mine = store.loads.end() - 1;
    }
    mine->last = t.clock;
  }
  if (options_.weak && (order == Order::SeqCst || sc_.active()))
    sc_.add({&x, index, store.id, false, order == Order::SeqCst, now(), events_, t.clock, elsewhere(&x)}, locations_);
}

/// Makes a store that becomes stores[index].
void Views::write(const AtomicAccess& access, History& x, size_t index, Order order, const Atom& value, bool rmw) {
  Thread& t = me();
  x.last_event = ++events_;
  Store made;
  made.id = next_store_++;
  made.value = value;
  made.when = now();
  made.clock = t.clock;
  made.released = releases(order) ? t.clock : t.released;
  made.rmw = rmw;
  made.order = order;
  if (races_) made.site = races_->last_site();
  if (rmw) made.released.join(x.stores[index - 1].released);
  if (options_.weak && (order == Order::SeqCst || sc_.active()))
    sc_.add({&x, index, made.id, true, order == Order::SeqCst, now(), events_, t.clock, elsewhere(&x)}, locations_);
  if (index == x.stores.size()) access.store(value);  // memory holds the newest value
  x.stores.insert(x.stores.begin() + static_cast<std::ptrdiff_t>(index), std::move(made));
  trim(x);
}

// ---- accesses ----------------------------------------------------------------------------------------------------

Outcome<Step> Views::load(const AtomicAccess& access, Order order, Atom& value) {
  if (!watching_) {
    ASSAY_TRY_LET(value, access.load());
    return Step::Done;
  }
  ASSAY_TRY(check(access, AccessClass::AtomicLoad));
  if (order == Order::SeqCst) make_room();
  History& x = location(access);
  const auto candidates = readable(x, order, access, nullptr);
  ASSAY_TRY_LET(const size_t picked, pick(candidates.size()));
  const size_t index = candidates[picked].index;
  value = x.stores[index].value;
  if (value.is_undef()) {
    ASSAY_TRY(access.load());
    return stop_ub(UbKind::Uninit, "atomic load of uninitialized memory, which an older store left");
  }
  read(x, index, order, true);
  step(&x);
  return Step::Done;
}

Outcome<Step> Views::store(const AtomicAccess& access, Order order, const Atom& value) {
  if (!watching_) {
    access.store(value);
    return Step::Done;
  }
  ASSAY_TRY(check(access, AccessClass::AtomicStore));
  if (order == Order::SeqCst) make_room();
  History& x = location(access);
  const size_t end = x.stores.size();
  std::vector<size_t> places;
  if (options_.weak)
    for (size_t p = x.lowest(me().clock) + 1; p < end; p++) {
      if (x.stores[p].rmw) continue;  // ATOMICITY: nothing between a read-modify-write and what it read
      if (sc_.active()) {
        const ScOrder::Mark mark = sc_.mark();
        const bool sc = order == Order::SeqCst;
        const bool fine = sc_.add({&x, p, 0, true, sc, now(), events_, me().clock, elsewhere(&x)}, locations_);
        sc_.roll_back(mark);
        if (!fine) continue;
      }
      places.push_back(p);
    }
  places.push_back(end);
  ASSAY_TRY_LET(const size_t picked, pick(places.size()));
  write(access, x, places[picked], order, value, false);
  step(&x);
  return Step::Done;
}

Outcome<Step> Views::update(const AtomicAccess& access, const Update& update, Updated& result) {
  if (!watching_) {
    ASSAY_TRY_LET(result.old, access.load());
    result.stored = update.matches(result.old, access.size);
    if (result.stored && update.weak && options_.weak_failure_percent > 0 &&
        oracle_.choose(Choice::WeakCasFails, 100) < options_.weak_failure_percent)
      result.stored = false;
    if (result.stored) access.store(update.next(result.old));
    return Step::Done;
  }
  if (update.success == Order::SeqCst || update.failure == Order::SeqCst) make_room();
  History& x = location(access);
  const auto candidates = readable(x, read_half(update.success), access, &update);
  ASSAY_TRY_LET(const size_t picked, pick(candidates.size()));
  const auto [index, spurious] = candidates[picked];
  result.old = x.stores[index].value;
  if (result.old.is_undef()) {
    ASSAY_TRY(access.load());
    return stop_ub(UbKind::Uninit, "atomic access of uninitialized memory, which an older store left");
  }
  result.stored = !spurious && update.matches(result.old, access.size);
  ASSAY_TRY(check(access, result.stored ? AccessClass::AtomicRmw : AccessClass::AtomicLoad));
  if (!result.stored) {
    read(x, index, update.failure, true);
    step(&x);
    return Step::Done;
  }
  read(x, index, read_half(update.success), false);
  if (update.success == Order::SeqCst) step(&x);  // the read and the write are two SeqCst events
  write(access, x, index + 1, write_half(update.success), update.next(result.old), true);
  step(&x);
  return Step::Done;
}

Outcome<Step> Views::fence(Order order) {
  if (!watching_) return Step::Done;
  Thread& t = me();
  if (order == Order::SeqCst) make_room();
  if (acquires(order)) t.clock.join(t.unacquired);
  if (releases(order)) t.released = t.clock;
  ++events_;
  if (order == Order::SeqCst && options_.weak)
    sc_.add({nullptr, 0, 0, false, true, now(), events_, t.clock, t.last}, locations_);
  step(nullptr);
  return Step::Done;
}

Outcome<> Views::plain(Allocation& alloc, ByteRange range, AccessKind kind, bool by_retag) {
  if (races_) {
    if (alloc.race_covers(now().packed(), range.lo, range.size(), kind)) return {};
    ASSAY_TRY(explained(races_->access(alloc, range, actor(), kind, by_retag)));
  }
  // All atomic accesses come before this write, and all later ones after it.
  if (kind == AccessKind::Write) {
    if (options_.racy == RacyReads::Ub)
      seal(alloc, range);
    else if (!by_retag)
      keep_plain_write(alloc, range);
  }
  return {};
}

// ---- racy reads --------------------------------------------------------------------------------------------------

History& Views::byte_location(Allocation& alloc, uint64_t offset) {
  History*& x = bytes_[uint64_t{alloc.id.raw} << 32 | offset];
  if (!x) {
    auto fresh = std::make_unique<History>();
    x = fresh.get();
    x->alloc = alloc.id;
    x->range = {offset, offset + 1};
    x->listed = locations_.size();
    locations_.push_back(x);
    by_alloc_[alloc.id].push_back(std::move(fresh));
  }
  if (x->stores.empty()) {
    x->stores.emplace_back();
    x->stores.back().id = next_store_++;
  }
  return *x;
}

void Views::keep_plain_write(Allocation& alloc, ByteRange range) {
  const auto known = by_alloc_.find(alloc.id);
  if (known != by_alloc_.end())
    for (const auto& x : known->second)
      if (x->range.size() != 1 && x->range.overlaps(range)) x->stores.clear();
  for (uint64_t offset = range.lo; offset < range.hi; offset++) {
    History& x = byte_location(alloc, offset);
    x.stores.back().byte = alloc.byte_at(offset);
    Store made;
    made.id = next_store_++;
    made.when = now();
    made.clock = me().clock;
    if (options_.plain_writes_publish) made.released = me().released;
    made.plain = true;
    x.last_event = ++events_;
    x.stores.push_back(std::move(made));
    trim(x);
  }
}

/// MAYBE-INVALID, by reads-from: a byte is invalid if it is read from a plain write that does not happen before.
Outcome<Step> Views::read_racy(Allocation& alloc, ByteRange range, std::span<memory::Byte> bytes) {
  if (!watching_ || options_.racy == RacyReads::Ub) return Concurrency::read_racy(alloc, range, bytes);
  for (uint64_t i = 0; i < range.size(); i++) {
    History& x = byte_location(alloc, range.lo + i);
    const size_t last = x.stores.size() - 1;
    std::vector<size_t> candidates;
    for (size_t k = options_.weak ? x.lowest(me().clock) : last; k <= last; k++)
      if (allowed(x, k, Order::Relaxed, nullptr, false)) candidates.push_back(k);
    ASSAY_TRY_LET(const size_t picked, pick(candidates.size()));
    const size_t k = candidates[picked];
    const Store& store = x.stores[k];
    const bool invalid = store.plain && !me().clock.covers(store.when);
    bytes[i] = invalid ? memory::Byte{} : k == last ? alloc.byte_at(range.lo + i) : store.byte;
    read(x, k, Order::Relaxed, true);
    step(&x);
  }
  return Step::Done;
}

void Views::allocated(Allocation& alloc) {
  for (FreedAddress& f : freed_)
    if (f.base == alloc.base) {
      me().clock.join(f.clock);
      f.base = 0;
    }
  if (races_) races_->allocated(alloc, actor());
}

Outcome<> Views::freed(Allocation& alloc) {
  if (races_) ASSAY_TRY(explained(races_->freed(alloc, actor())));
  if (memory::is_heap(alloc.kind) && alloc.size != 0 && ++frees_ % kOffered == 0) {
    alloc.address_offered = true;
    const FreedAddress freed{alloc.base, me().clock};
    if (freed_.size() < kFreed)
      freed_.push_back(freed);
    else
      freed_[next_freed_++ % kFreed] = freed;
    step(nullptr);
  }
  const auto it = by_alloc_.find(alloc.id);
  if (it == by_alloc_.end()) return {};
  for (const auto& x : it->second) {
    locations_[x->listed] = locations_.back();
    locations_[x->listed]->listed = x->listed;
    locations_.pop_back();
    if (!bytes_.empty()) bytes_.erase(uint64_t{alloc.id.raw} << 32 | x->range.lo);
    for (Thread& t : threads_)
      if (t.last_where == x.get()) t.last_where = nullptr;
  }
  by_alloc_.erase(it);
  return {};
}

// ---- threads -----------------------------------------------------------------------------------------------------

void Views::spawned(uint32_t child) {
  if (!watching_) me().last = me().last_elsewhere = me().clock;
  watching_ = true;
  Thread fresh;
  fresh.slot = slot_for_new_thread();
  if (threads_.size() <= child) threads_.resize(child + 1);
  Slot& slot = slots_[fresh.slot];
  const Time first = slot.last + 1;
  slot.over = false;
  slot.threads.emplace_back(first, child);
  fresh.clock = me().clock;
  fresh.clock.set(fresh.slot, first);
  fresh.last = fresh.last_elsewhere = fresh.clock;
  threads_[child] = std::move(fresh);
  step(nullptr);
}
void Views::returned() {
  if (!watching_) return;
  me().returned = me().clock;
  step(nullptr);
}
void Views::ended() {
  if (!watching_) return;
  Thread& t = me();
  VectorClock end = t.clock, returned = t.returned;
  slots_[slot_].over = true;
  slots_[slot_].last = now().time;
  step(nullptr);
  const uint32_t slot = t.slot;
  t = Thread{};
  t.slot = slot;
  t.ended = std::move(end);
  t.returned = std::move(returned);
  t.over = true;
}
void Views::joined(uint32_t target, bool returned_only) {
  if (!watching_) return;
  me().clock.join(returned_only ? threads_[target].returned : threads_[target].ended);
  step(nullptr);
  rest_if_alone();
}

/// When all that other threads did happens before this one's next step, there is nothing to watch until another thread
/// is made: what is made after this happens after everything that was remembered.
void Views::rest_if_alone() {
  for (uint32_t i = 0; i < slots_.size(); i++)
    if (i != slot_ && !(slots_[i].over && me().clock.covers(Epoch{i, slots_[i].last}))) return;
  watching_ = false;
  moment_ = 0;
  by_alloc_.clear();
  locations_.clear();
  bytes_.clear();
  sc_.clear();
  freed_.clear();
  me().missed.clear();
  me().last_where = nullptr;
}
void Views::release_to(uint64_t object) {
  if (!watching_) return;
  objects_[object].join(me().clock);
  step(nullptr);
}
void Views::acquire_from(uint64_t object) {
  if (!watching_) return;
  if (const auto it = objects_.find(object); it != objects_.end()) me().clock.join(it->second);
  step(nullptr);
}

std::optional<uint32_t> Views::taken_by(AllocId alloc, ByteRange word) const {
  const auto it = by_alloc_.find(alloc);
  if (it == by_alloc_.end()) return std::nullopt;
  for (const auto& x : it->second) {
    if (x->range != word) continue;
    for (size_t i = x->stores.size(); i-- > 1;)
      if (x->stores[i].value.bits != 0 && x->stores[i - 1].value.bits == 0) return thread_at(x->stores[i].when);
  }
  return std::nullopt;
}

Outcome<Step> Views::choose(Choice kind, uint32_t n, uint32_t& answer) {
  answer = n <= 1 ? 0 : oracle_.choose(kind, n);
  return Step::Done;
}

}  // namespace assay::concurrency
