// One execution of an exploration: first the machine runs along the events that the graph has (a read waits until the
// write that it reads from was executed), then each thread is run up to its next event, and then events are added, one
// at a time, in the one canonical way; what else could have been chosen is pushed as work. Source: concurrency.md 5.2.
//
// Memory holds, for each atomic location, the executed write that is last in modification order, so plain accesses
// need no events: in a graph without races they have one possible source (5.6). A plain write to an atomic location
// begins a new location. While only one thread exists, atomic accesses are plain ones.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <memory>
#include <optional>

#include "concurrency/concurrency.h"
#include "concurrency/consistency.h"
#include "concurrency/work.h"

namespace assay::concurrency {

/// What has the same name in all executions of one exploration.
class EventNames {
 public:
  /// The `epoch`-th atomic location at these bytes; each plain write begins the next.
  LocationId location(AllocId alloc, uint64_t offset, uint32_t size, uint32_t epoch);
  /// The `number`-th thread that `parent` makes.
  uint32_t thread(uint32_t parent, uint32_t number);
  uint32_t thread_count() const { return next_thread_; }
  /// Loops that are known to wait: an iteration of theirs without effect is never part of a complete execution.
  boost::unordered_flat_set<uint64_t> awaits;

 private:
  boost::unordered_flat_map<std::pair<uint64_t, uint64_t>, LocationId> locations_;
  boost::unordered_flat_map<uint64_t, uint32_t> threads_;
  uint32_t next_thread_ = 1;
};

struct GraphOptions {
  ModelKind model = ModelKind::Rc11;
  bool races = true;
  uint32_t max_events = 10'000;  // in one execution
};

class GraphConcurrency : public Concurrency, public Oracle {
 public:
  GraphConcurrency(Frame& frame, EventNames& names, const GraphOptions& options);

  void attach(const Whereabouts& where) override;
  void switch_to(uint32_t thread) override;
  Outcome<Step> load(const AtomicAccess& access, Order order, Atom& value) override;
  Outcome<Step> store(const AtomicAccess& access, Order order, const Atom& value) override;
  Outcome<Step> update(const AtomicAccess& access, const Update& update, Updated& result) override;
  Outcome<Step> fence(Order order) override;
  Outcome<> plain(Allocation& alloc, ByteRange range, AccessKind kind, bool by_retag) override;
  void allocated(Allocation& alloc) override;
  Outcome<> freed(Allocation& alloc) override;
  Outcome<> use_after_free(AllocId alloc, AccessClass what) override;
  uint32_t new_thread(uint32_t count) override;
  void spawned(uint32_t child) override;
  void returned() override;
  void ended() override;
  void joined(uint32_t target, bool returned_only) override;
  bool explores() const override { return true; }
  void new_moment() override { tick(); }
  uint32_t steps() const override { return threads_[current_].executed; }
  Outcome<Round> goes_round(std::span<const uint64_t> sites, uint32_t since, bool same) override;
  Outcome<Step> choose(Choice kind, uint32_t n, uint32_t& answer) override;
  /// Choices that cannot wait: they are made at once.
  uint32_t choose(Choice kind, uint32_t n) override;
  void stuck(Stuck why) override;
  Outcome<Step> park(bool& taken) override;
  Outcome<Step> unpark(uint32_t target) override;
  bool schedules() const override { return true; }
  std::optional<uint32_t> pick(std::span<const ThreadState> states) override;

  // After the run.
  bool all_ended() const;
  /// No thread is stuck for the sake of an assumption, and no thread that waits could still see another value.
  bool is_deadlock() const;
  bool several_threads() const { return threads_.size() > 1; }
  /// A loop was found to wait: what was explored before has to be explored anew, without its idle rounds.
  bool must_restart() const { return restart_; }

 private:
  struct Thread {
    bool exists = false, is_over = false, is_stuck = false, parked = false;
    Stuck why = Stuck::Await;
    uint32_t waits_since = 0;   // its reads from there on are what it waits for
    uint32_t executed = 0;      // events of it that this run has come to
    EventId waits_for = kInit;  // the write that must be executed first
    uint32_t children = 0;
    VectorClock hb, returned;
    std::vector<Time> porf, porf_returned, release_fence, acquired;
  };
  struct Cell {
    LocationId location;
    uint64_t offset = 0;
    uint32_t size = 0, epoch = 0;
    bool alive = true;
    EventId in_memory = kInit;
    std::optional<StopInfo> uninit;  // why the initial value cannot be read
  };
  class Token;

  // cells.cpp
  Outcome<Cell*> cell_of(const AtomicAccess& access);
  Cell& new_cell(std::vector<Cell>& cells, const AtomicAccess& access);
  static void seal(std::vector<Cell>& cells, uint64_t lo, uint64_t hi);
  std::vector<Cell>& cells_at(const AtomicAccess& access);
  Outcome<> check_race(const AtomicAccess& access, AccessClass what);

  Thread& me() { return threads_[current_]; }
  bool solo() const { return solo_; }
  void update_solo();
  bool may_add();
  bool must_wait(EventId e);
  EventId next_event();  // of the current thread in the graph, or kInit
  Outcome<EventId> add(Event event);
  tl::unexpected<Stop> diverged(const char* what) const;
  Event& fill(Event& event);
  void tick();
  void set_moment();
  void clock_read(EventId e);
  void clock_write(EventId e);
  void clock_fence(EventId e);
  void clock_choice(EventId e);
  Outcome<Atom> value_read(EventId read, const Cell& cell) const;
  void executed(EventId e);
  Outcome<EventId> add_read(Event event, const Cell& cell);
  /// False: there is no place for it.
  Outcome<bool> add_write(Event event, std::optional<EventId> read, EventId& write);
  void push_revisits(EventId write);
  bool maximal(EventId e, EventId write, std::span<const Time> prefix) const;
  void put_in_memory(EventId write, Cell& cell, const AtomicAccess& access);
  std::span<const Time> as_row(const VectorClock& clock);

  Frame& frame_;
  Graph& graph_;
  EventNames& names_;
  GraphOptions options_;
  std::optional<Races> races_;
  std::vector<Thread> threads_;
  std::vector<uint8_t> executed_;         // by event
  std::vector<std::vector<Cell>> cells_;  // by Allocation::atomic_cells - 1
  std::vector<Cell> tokens_;              // park tokens
  boost::unordered_flat_map<uint64_t, Atom> token_values_;
  std::vector<Time> row_;
  bool solo_ = true, restart_ = false;
  uint32_t settled_ = UINT32_MAX;  // all others wait or are stuck, and this is the thread to go on
};

/// Makes the graph of the frame on top ready for its next piece of work, opening frames for revisits and closing
/// finished ones. False: all is done.
bool next_work(std::vector<std::unique_ptr<Frame>>& frames, ModelKind model);

}  // namespace assay::concurrency
