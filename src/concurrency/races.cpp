#include "concurrency/races.h"

#include <fmt/format.h>

#include <optional>

#include "base/check.h"

namespace assay::concurrency {

namespace {
bool is_atomic(AccessClass what) { return what >= AccessClass::AtomicLoad; }
bool is_retag(AccessClass what) { return what == AccessClass::RetagRead || what == AccessClass::RetagWrite; }

/// The rule is one; the name says which kind of pair it is.
const char* race_name(AccessClass a, AccessClass b) {
  if (a == AccessClass::Alloc || b == AccessClass::Alloc) return "alloc-race";
  if (a == AccessClass::Free || b == AccessClass::Free) return "dealloc-race";
  if (is_atomic(a) && is_atomic(b)) return "mixed-size-race";
  if (is_retag(a) || is_retag(b)) return "retag-race";
  return "data-race";
}

std::string described(AccessClass what, uint64_t size) {
  if (what == AccessClass::Alloc || what == AccessClass::Free) return access_class_text(what);
  return fmt::format("{}-byte {}", size, access_class_text(what));
}
}  // namespace

const char* access_class_text(AccessClass what) {
  switch (what) {
    case AccessClass::Alloc:
      return "allocation";
    case AccessClass::Read:
      return "non-atomic read";
    case AccessClass::Write:
      return "non-atomic write";
    case AccessClass::RetagRead:
      return "read by a reborrow";
    case AccessClass::RetagWrite:
      return "write by a reborrow";
    case AccessClass::Free:
      return "deallocation";
    case AccessClass::AtomicLoad:
      return "atomic load";
    case AccessClass::AtomicStore:
      return "atomic store";
    case AccessClass::AtomicRmw:
      return "atomic read-modify-write";
  }
  ASSAY_UNREACHABLE("access class");
}

Races::Cells& Races::cells_of(Allocation& alloc) {
  if (!alloc.race_shadow) {
    Cell initial;
    initial.write.when = Epoch::unpack(alloc.race_born);
    alloc.race_shadow = std::make_unique<Cells>(memory::RangeMap<Cell>(alloc.size, std::move(initial)));
  }
  return static_cast<Cells&>(*alloc.race_shadow);
}

/// The access as it is remembered. The place is only looked up here, once for each access that changes a cell.
Races::Record Races::record(const Actor& actor, AccessClass what, uint64_t size) {
  const Site site{where_.here(), what, static_cast<uint32_t>(size)};
  std::vector<uint32_t>& same_span = by_span_[uint64_t{site.span.lo} << 32 | site.span.hi];
  for (const uint32_t id : same_span)
    if (sites_[id] == site) {
      last_site_ = id;
      return {actor.now(), id};
    }
  last_site_ = static_cast<uint32_t>(sites_.size());
  same_span.push_back(last_site_);
  sites_.push_back(site);
  return {actor.now(), last_site_};
}

Outcome<> Races::read(Allocation& alloc, ByteRange range, const Actor& actor, AccessClass what) {
  auto& map = cells_of(alloc).map;
  const Epoch now = actor.now();
  Record mine;  // made when needed
  std::optional<Record> racing;
  map.update(range, [&](ByteRange, Cell& cell) {
    if (!actor.clock.covers(cell.write.when)) {
      racing = cell.write;
      return false;
    }
    for (const AtomicRecord& a : cell.atomics)
      if (a.write && !actor.clock.covers(a.record.when)) {
        racing = a.record;
        return false;
      }
    if (cell.write.when == now) return true;  // whoever races with this read races with that write
    // A read ordered before this one need not be remembered: whoever races with it races with this one.
    size_t kept = 0;
    for (size_t i = 0; i < cell.reads.size(); i++) {
      if (cell.reads[i].when == now) return true;
      if (!actor.clock.covers(cell.reads[i].when)) cell.reads[kept++] = cell.reads[i];
    }
    cell.reads.truncate(kept);
    if (mine.when.time == 0) mine = record(actor, what, range.size());
    cell.reads.push_back(mine);
    return true;
  });
  map.merge(range);
  if (racing) return race(&alloc, *racing, actor, what, range.size());
  alloc.widen_race_window(now.packed(), range, false);
  return {};
}

Outcome<> Races::write(Allocation& alloc, ByteRange range, const Actor& actor, AccessClass what) {
  auto& map = cells_of(alloc).map;
  Record mine;
  std::optional<Record> racing;
  map.update(range, [&](ByteRange, Cell& cell) {
    if (!actor.clock.covers(cell.write.when)) racing = cell.write;
    for (const Record& r : cell.reads)
      if (!racing && !actor.clock.covers(r.when)) racing = r;
    for (const AtomicRecord& a : cell.atomics)
      if (!racing && !actor.clock.covers(a.record.when)) racing = a.record;
    if (racing) return false;
    if (mine.when.time == 0) mine = record(actor, what, range.size());
    cell.write = mine;
    cell.reads.clear();
    cell.atomics.clear();
    return true;
  });
  map.merge(range);
  if (racing) return race(&alloc, *racing, actor, what, range.size());
  alloc.widen_race_window(mine.when.packed(), range, true);
  return {};
}

Outcome<> Races::atomic(Allocation& alloc, ByteRange range, const Actor& actor, AccessClass what) {
  auto& map = cells_of(alloc).map;
  const bool writes = what != AccessClass::AtomicLoad;
  const AtomicRecord mine{record(actor, what, range.size()), range, writes};
  std::optional<Record> racing;
  map.update(range, [&](ByteRange, Cell& cell) {
    if (!actor.clock.covers(cell.write.when)) racing = cell.write;
    if (writes)
      for (const Record& r : cell.reads)
        if (!racing && !actor.clock.covers(r.when)) racing = r;
    for (const AtomicRecord& a : cell.atomics)
      if (!racing && (a.write || writes) && a.range != range && !actor.clock.covers(a.record.when)) racing = a.record;
    if (racing) return false;
    // What is ordered before this access and conflicts with no more than it does need not be remembered.
    std::erase_if(cell.atomics, [&](const AtomicRecord& a) {
      return a.range == range && (writes || !a.write) && actor.clock.covers(a.record.when);
    });
    cell.atomics.push_back(mine);
    return true;
  });
  map.merge(range);
  if (racing) return race(&alloc, *racing, actor, what, range.size());
  return {};
}

Outcome<> Races::freed(Allocation& alloc, const Actor& actor) {
  if (alloc.size == 0) return {};
  // Never touched by anybody else, nor has its owner published anything since it was made.
  if (alloc.race_born == actor.now().packed() &&
      alloc.race_covers(actor.now().packed(), 0, alloc.size, AccessKind::Write))
    return {};
  ASSAY_TRY(write(alloc, {0, alloc.size}, actor, AccessClass::Free));
  const Death death{alloc.id, record(actor, AccessClass::Free, alloc.size)};
  if (deaths_.size() < kDeaths)
    deaths_.push_back(death);
  else
    deaths_[next_death_++ % kDeaths] = death;
  return {};
}

Outcome<> Races::use_after_free(AllocId alloc, const Actor& actor, AccessClass what) const {
  for (const Death& death : deaths_)
    if (death.alloc == alloc && !actor.clock.covers(death.free.when)) return race(nullptr, death.free, actor, what, 0);
  return {};
}

tl::unexpected<Stop> Races::race(const Allocation* alloc, const Record& other, const Actor& actor, AccessClass what,
                                 uint64_t size) const {
  raced_with_ = other.when;
  Site first = sites_[other.site];
  if (other.site == 0 && alloc) first.span = alloc->allocated_at;
  const std::string this_thread = where_.name_at(actor.now());
  const std::string that_thread = where_.name_at(other.when);
  StopInfo info{.kind = StopKind::Ub, .ub = UbKind::DataRace};
  info.span = where_.here();
  info.message = fmt::format("{}: {} on {} and {} on {}, and nothing orders them", race_name(first.what, what),
                             described(first.what, first.size), that_thread,
                             size ? described(what, size) : std::string(access_class_text(what)), this_thread);
  info.related.push_back({first.span, fmt::format("{} on {}", described(first.what, first.size), that_thread), false});
  const Time seen = actor.clock[other.when.thread];
  info.notes.push_back(seen == 0
                           ? fmt::format("{} has synchronised with nothing that {} did", this_thread, that_thread)
                           : fmt::format("the last thing that {} did and {} has synchronised with comes before the {}",
                                         that_thread, this_thread, access_class_text(first.what)));
  return stop_with(std::move(info));
}

}  // namespace assay::concurrency
