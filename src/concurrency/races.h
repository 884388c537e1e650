// The data race detector: two accesses of overlapping bytes by different threads, one of them a write, one of them not
// atomic, neither before the other in happens-before, are undefined behaviour. Each byte remembers its last
// non-atomic write, the reads since, and the atomic accesses since; every new access is compared with those.
// Who acts and what happens before it comes from outside (a vector clock), so that one run and exhaustive exploration
// share the rules. Atomic accesses of overlapping but different ranges race as well unless they are reads.
// Source: concurrency.md 4.1, 1.4; Rust's `std::sync::atomic`, "Memory model for atomic accesses"; FastTrack (PLDI
// 2009) for what is remembered.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <string>
#include <vector>

#include "concurrency/vector_clock.h"
#include "diag/stop.h"
#include "memory/allocation.h"
#include "memory/range_map.h"

namespace assay::concurrency {

using memory::AccessKind;
using memory::Allocation;
using memory::ByteRange;

enum class AccessClass : uint8_t {
  Alloc,
  Read,
  Write,
  RetagRead,
  RetagWrite,
  Free,
  AtomicLoad,
  AtomicStore,
  AtomicRmw
};
const char* access_class_text(AccessClass what);

/// Who acts, and what happens before its next step; clock[thread] is the time of that step.
struct Actor {
  uint32_t thread = 0;
  const VectorClock& clock;
  Epoch now() const { return {thread, clock[thread]}; }
};

/// What only the machine knows: where the current thread stands in the user's code, and the names of threads.
class Whereabouts {
 public:
  virtual ~Whereabouts() = default;
  virtual Span here() const = 0;
  virtual std::string thread_name(uint32_t thread) const = 0;
  /// Where the numbers in clocks are not those of threads.
  virtual std::string name_at(Epoch who) const { return thread_name(who.thread); }
};

class Races {
 public:
  explicit Races(const Whereabouts& where) : where_(where) { sites_.push_back({}); }

  /// `alloc` begins its life as a non-atomic write of all its bytes. Storage that exists before all threads (statics,
  /// constants, thread-locals) is not announced.
  void allocated(Allocation& alloc, const Actor& actor) const {
    alloc.race_born = actor.now().packed();
    // What a thread does with a local of its own before it publishes anything has the same moment as the allocation.
    // (Writes of heap blocks are told apart, for the reports.)
    if (!memory::is_heap(alloc.kind)) alloc.race_window[0] = {alloc.race_born, {0, alloc.size}, true};
  }
  /// A non-atomic access; the range is not empty and in bounds. Stops: data-race.
  Outcome<> access(Allocation& alloc, ByteRange range, const Actor& actor, AccessKind kind, bool by_retag = false) {
    if (alloc.race_covers(actor.now().packed(), range.lo, range.size(), kind)) [[likely]]
      return {};
    if (kind == AccessKind::Read)
      return read(alloc, range, actor, by_retag ? AccessClass::RetagRead : AccessClass::Read);
    return write(alloc, range, actor, by_retag ? AccessClass::RetagWrite : AccessClass::Write);
  }
  /// An atomic access: AtomicLoad, AtomicStore or AtomicRmw. Stops: data-race.
  Outcome<> atomic(Allocation& alloc, ByteRange range, const Actor& actor, AccessClass what);
  /// The allocation is about to die: a non-atomic write of all its bytes, remembered by its id. Stops: data-race.
  Outcome<> freed(Allocation& alloc, const Actor& actor);
  /// What an access through a dangling pointer is when nothing orders it after the free: a race, not a use after
  /// free. None when the free happens before the access, or is not remembered.
  Outcome<> use_after_free(AllocId alloc, const Actor& actor, AccessClass what) const;

  /// The access that the last race was with.
  Epoch raced_with() const { return raced_with_; }
  /// Where the last access that was remembered is; a number for `place`.
  uint32_t last_site() const { return last_site_; }
  Span place(uint32_t site) const { return sites_[site].span; }

 private:
  struct Site {
    Span span;
    AccessClass what = AccessClass::Alloc;
    uint32_t size = 0;
    bool operator==(const Site&) const = default;
  };
  struct Record {
    Epoch when;
    uint32_t site = 0;  // index into sites_; 0 with Alloc: the allocation's own place
    bool operator==(const Record&) const = default;
  };
  struct AtomicRecord {
    Record record;
    ByteRange range;  // of the whole access
    bool write = false;
    bool operator==(const AtomicRecord&) const = default;
  };
  struct Cell {
    Record write;
    memory::SmallVector<Record, 1> reads;  // since the write; one a thread, without those ordered before another
    std::vector<AtomicRecord> atomics;     // since the write
    bool operator==(const Cell&) const = default;
  };
  struct Cells : memory::Shadow {
    memory::RangeMap<Cell> map;
    explicit Cells(memory::RangeMap<Cell> cells) : map(std::move(cells)) {}
    std::unique_ptr<Shadow> clone() const override { return std::make_unique<Cells>(map); }
  };
  static Cells& cells_of(Allocation& alloc);
  Record record(const Actor& actor, AccessClass what, uint64_t size);
  Outcome<> read(Allocation& alloc, ByteRange range, const Actor& actor, AccessClass what);
  Outcome<> write(Allocation& alloc, ByteRange range, const Actor& actor, AccessClass what);
  tl::unexpected<Stop> race(const Allocation* alloc, const Record& other, const Actor& actor, AccessClass what,
                            uint64_t size) const;

  const Whereabouts& where_;
  std::vector<Site> sites_;
  uint32_t last_site_ = 0;
  mutable Epoch raced_with_;
  boost::unordered_flat_map<uint64_t, std::vector<uint32_t>> by_span_;
  struct Death {
    AllocId alloc;
    Record free;
  };
  static constexpr size_t kDeaths = 1024;  // frees that are remembered
  std::vector<Death> deaths_;              // a ring
  size_t next_death_ = 0;
};

}  // namespace assay::concurrency
