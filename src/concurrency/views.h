// One execution under RC11, step by step. Every location keeps its stores in modification order; an access picks, by
// the oracle, any store that RC11 lets it read or any place where RC11 lets it write, given what happens before it.
// What was picked is an RC11-consistent graph at every step (the axioms are prefix-closed), and every consistent graph
// can be picked, in every order that extends program order and reads-from: COHERENCE and ATOMICITY are the candidates
// (history.h), SC is sc_order.h, NO-THIN-AIR is that steps are made one after the other.
// Happens-before also feeds the race detector. Without weak memory each access picks the newest store.
// Source: RC11 (PLDI 2017), release sequences as in C++20; concurrency.md 2, 5.4.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <vector>

#include "concurrency/concurrency.h"
#include "concurrency/history.h"
#include "concurrency/races.h"
#include "concurrency/sc_order.h"

namespace assay::concurrency {

class Views : public Concurrency {
 public:
  struct Options {
    bool races = true;  // data races are errors
    bool weak = true;   // old values are read, writes land in the middle of modification order
    RacyReads racy = RacyReads::Ub;
    bool plain_writes_publish = true;   // ... as relaxed stores do, after a release fence
    uint32_t weak_failure_percent = 0;  // how often a weak compare-exchange fails for no reason
  };
  Views(Oracle& oracle, Options options);

  void attach(const Whereabouts& where) override;
  void switch_to(uint32_t thread) override {
    current_ = thread;
    slot_ = threads_[thread].slot;
    if (watching_) moment_ = races_ ? now().packed() : 0;
  }

  Outcome<Step> load(const AtomicAccess& access, Order order, Atom& value) override;
  Outcome<Step> store(const AtomicAccess& access, Order order, const Atom& value) override;
  Outcome<Step> update(const AtomicAccess& access, const Update& update, Updated& result) override;
  Outcome<Step> fence(Order order) override;
  Outcome<Step> read_racy(Allocation& alloc, ByteRange range, std::span<memory::Byte> bytes) override;

  Outcome<> plain(Allocation& alloc, ByteRange range, AccessKind kind, bool by_retag) override;
  void allocated(Allocation& alloc) override;
  Outcome<> freed(Allocation& alloc) override;

  void spawned(uint32_t child) override;
  void returned() override;
  void ended() override;
  void joined(uint32_t target, bool returned_only) override;
  void release_to(uint64_t object) override;
  void acquire_from(uint64_t object) override;

  std::optional<uint32_t> taken_by(AllocId alloc, ByteRange word) const override;
  Outcome<Step> choose(Choice kind, uint32_t n, uint32_t& answer) override;
  /// How many threads the clocks tell apart.
  size_t slots() const { return slots_.size(); }

 private:
  struct Thread {
    uint32_t slot = 0;            // its place in clocks
    VectorClock clock;            // what happens before its next step; its own entry is the time of that step
    VectorClock released;         // by its last release fence
    VectorClock unacquired;       // what relaxed loads read; an acquire fence gets it
    VectorClock returned, ended;  // for joins
    bool over = false;
    // Loads that got less than all that happens before the store they read, the last few: for reports.
    struct Missed {
      uint32_t store_site = 0, load_site = 0;
      Order store_order = Order::Relaxed, load_order = Order::Relaxed;
      VectorClock before_store, released;
    };
    std::vector<Missed> missed;  // a ring
    size_t next_missed = 0;
    // For `po|≠loc`: the location of the last event, what happened before it, and before the last one elsewhere.
    const History* last_where = nullptr;
    VectorClock last, last_elsewhere;
  };
  /// A place in clocks. A thread gets that of one whose end happens before everything to come, at later times.
  struct Slot {
    bool over = false;
    Time last = 0;                                   // of the thread that is over
    std::vector<std::pair<Time, uint32_t>> threads;  // from when on it belongs to which thread
  };
  /// Names in reports are those of threads, not of slots.
  struct Names : Whereabouts {
    Names(const Views& v, const Whereabouts& w) : views(v), where(w) {}
    Span here() const override { return where.here(); }
    std::string thread_name(uint32_t thread) const override { return where.thread_name(thread); }
    std::string name_at(Epoch who) const override { return where.thread_name(views.thread_at(who)); }
    const Views& views;
    const Whereabouts& where;
  };
  struct Candidate {
    size_t index;  // of the store read
    bool spurious = false;
  };

  Thread& me() { return threads_[current_]; }
  Actor actor() { return {slot_, me().clock}; }
  Epoch now() { return {slot_, me().clock[slot_]}; }
  uint32_t thread_at(Epoch who) const;
  uint32_t slot_for_new_thread();
  const VectorClock& elsewhere(const History* where) {
    return me().last_where == where ? me().last_elsewhere : me().last;
  }
  History& location(const AtomicAccess& access);
  /// The plain writes of a byte are kept as stores of their own.
  void keep_plain_write(Allocation& alloc, ByteRange range);
  History& byte_location(Allocation& alloc, uint64_t offset);
  /// The plain content of memory is the only store left.
  void seal(Allocation& alloc, ByteRange range);
  Outcome<> check(const AtomicAccess& access, AccessClass what);
  /// Adds to a race which orderings would have ordered the two accesses in this execution.
  Outcome<> explained(Outcome<> outcome);
  void note_missed(const Store& store, Order order);
  Outcome<size_t> pick(size_t candidates, Choice kind = Choice::ReadsFrom);
  std::vector<Candidate> readable(const History& x, Order order, const AtomicAccess& access, const Update* update);
  bool allowed(const History& x, size_t index, Order order, const Update* update, bool stores);
  void read(History& x, size_t index, Order order, bool record_load);
  void write(const AtomicAccess& access, History& x, size_t index, Order order, const Atom& value, bool rmw);
  /// The end of an event at `where` (null: none): what comes later in the thread is a later moment.
  void step(const History* where);
  VectorClock after_reading(const Store& store, Order order);
  void make_room();
  void rest_if_alone();
  void trim(History& x);

  Oracle& oracle_;
  const Options options_;
  std::unique_ptr<Names> names_;
  std::unique_ptr<Races> races_;
  uint32_t slot_ = 0;  // of the current thread
  std::vector<Slot> slots_;
  std::vector<Thread> threads_;
  boost::unordered_flat_map<AllocId, std::vector<std::unique_ptr<History>>> by_alloc_;
  std::vector<History*> locations_;
  boost::unordered_flat_map<uint64_t, History*> bytes_;  // by allocation and offset; RacyReads::MaybeInvalid
  boost::unordered_flat_map<uint64_t, VectorClock> objects_;
  /// Addresses that their thread freed and offered to all: whoever gets one comes after the free.
  struct FreedAddress {
    uint64_t base = 0;
    VectorClock clock;
  };
  std::vector<FreedAddress> freed_;  // a ring
  size_t next_freed_ = 0, frees_ = 0;
  ScOrder sc_;
  uint64_t next_store_ = 1;
  uint64_t events_ = 0;  // atomic accesses and fences so far
};

}  // namespace assay::concurrency
