// What stands between the machine and the other threads: the values that atomic accesses read, what happens before
// what, who runs, and which executions there are. The machine interprets one thread after the other and asks here
// whenever threads could matter. Implementations: Sequential (one interleaving, values in memory), the graph of
// exhaustive exploration (graph_concurrency.h), views for single weak executions.
//
// A call that answers Step::Wait has done nothing: the machine puts the thread aside and makes the same call again when
// `pick` returns the thread. So a handler asks here before it changes memory or tells the aliasing model.
// A call that answers with StopKind::Cut ends the execution without a verdict: it is not one of the model's.
#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "base/function_ref.h"
#include "base/oracle.h"
#include "concurrency/races.h"
#include "diag/stop.h"
#include "memory/memory.h"

namespace assay::concurrency {

/// As the const arguments of the atomic intrinsics number them (core::intrinsics::AtomicOrdering).
enum class Order : uint8_t { Relaxed = 0, Release = 1, Acquire = 2, AcqRel = 3, SeqCst = 4 };
constexpr bool acquires(Order o) { return o == Order::Acquire || o == Order::AcqRel || o == Order::SeqCst; }
constexpr bool releases(Order o) { return o == Order::Release || o == Order::AcqRel || o == Order::SeqCst; }

enum class Step : uint8_t {
  Done,
  Wait,  // nothing happened; ask again
};

/// What an atomic access moves: bits and provenance, or all 16 bytes of a wide integer. The same as code::Reg.
struct alignas(16) Atom {
  uint64_t bits = 0;
  memory::Prov prov;
  static constexpr Atom undef() { return {0, memory::Prov{AllocId(), Tag(0xffff'fffe)}}; }
  constexpr bool is_undef() const { return !prov.alloc && prov.tag.raw == 0xffff'fffe; }
  constexpr bool operator==(const Atom&) const = default;
};

/// The bytes of one atomic access, resolved and aligned. `load` and `store` go to memory itself, without any check
/// of aliasing or races; `load` stops on uninitialised bytes.
class AtomicAccess {
 public:
  AtomicAccess(const memory::BytePlace& where, uint32_t bytes) : place(where), size(bytes) {}
  virtual ~AtomicAccess() = default;
  virtual Outcome<Atom> load() const = 0;
  virtual void store(const Atom& value) const = 0;
  const memory::BytePlace place;
  const uint32_t size;
};

/// A read-modify-write: always (`compare` false: swap, fetch_add, ...) or if the value read is `expected`.
struct Update {
  Order success = Order::Relaxed, failure = Order::Relaxed;  // the failure order only with `compare`
  bool compare = false;
  bool weak = false;  // may fail although the value is the expected one
  Atom expected;
  FunctionRef<Atom(const Atom& old)> next;  // the value to write
  /// Pointers are compared by address.
  bool matches(const Atom& old, uint32_t size) const {
    return !compare || (old.bits == expected.bits && (size != 16 || old.prov == expected.prov));
  }
};
struct Updated {
  Atom old;
  bool stored = false;
};

/// What the machine knows of a thread when somebody must be chosen.
enum class ThreadState : uint8_t {
  Ready,
  Waiting,  // one of the calls here answered Step::Wait
  Blocked,  // on a join, a lock, a timeout: the machine wakes it
  Ended
};

/// Why a thread cannot go on in this execution, for good.
enum class Stuck : uint8_t {
  Assume,  // assume(false): the execution does not count
  Await,   // it waits for a value that nobody wrote (a lock, a park, a futex, a loop without effects)
};

/// What becomes of a thread that goes round a loop without any effect.
enum class Round : uint8_t {
  Goes,  // on; each round makes progress of its own
  Waits  // until another thread writes what it waits for
};

/// What `assay::read_racy` means against an unordered plain write (concurrency.md 4.2). Ub: undefined behaviour, as
/// today. MaybeInvalid: the byte is invalid if it is read from such a write.
enum class RacyReads : uint8_t { Ub, MaybeInvalid };

class Concurrency {
 public:
  virtual ~Concurrency() = default;

  /// The machine does this once, before anything else.
  virtual void attach(const Whereabouts&) {}
  /// From now on, this thread acts.
  virtual void switch_to(uint32_t thread) { current_ = thread; }
  uint32_t current() const { return current_; }

  // Atomic accesses by the current thread. --------------------------------------------------------------------------

  /// Stops: uninit (from AtomicAccess::load), data-race.
  virtual Outcome<Step> load(const AtomicAccess& access, Order order, Atom& value) = 0;
  virtual Outcome<Step> store(const AtomicAccess& access, Order order, const Atom& value) = 0;
  virtual Outcome<Step> update(const AtomicAccess& access, const Update& update, Updated& result) = 0;
  virtual Outcome<Step> fence(Order order) = 0;

  /// A read that tolerates races with plain writes (`assay::read_racy`): each byte is a relaxed load of its own. A byte
  /// that is invalid comes back uninitialised. Stops: data-race, where the mode does not tolerate it.
  virtual Outcome<Step> read_racy(Allocation& alloc, ByteRange range, std::span<memory::Byte> bytes) {
    if (watching_) ASSAY_TRY(plain(alloc, range, AccessKind::Read, false));
    for (uint64_t i = 0; i < range.size(); i++) bytes[i] = alloc.byte_at(range.lo + i);
    return Step::Done;
  }

  // Other accesses by the current thread. Only told while `watching`; the place is resolved, nothing has happened yet.

  bool watching() const { return watching_; }
  /// The current thread's moment, packed, where the windows of `Allocation` are kept; 0: they are not.
  uint64_t moment() const { return moment_; }
  /// A non-atomic access or (`by_retag`) what the aliasing model says that a retag is. Stops: data-race.
  virtual Outcome<> plain(Allocation&, ByteRange, AccessKind, bool by_retag) {
    (void)by_retag;
    return {};
  }
  /// After the allocation was made. Storage that exists before all threads (statics, constants) is not announced.
  virtual void allocated(Allocation&) {}
  /// Before it dies. Stops: data-race.
  virtual Outcome<> freed(Allocation&) { return {}; }
  /// A dangling pointer is used. Stops with the race that this really is, if nothing orders the use after the free.
  virtual Outcome<> use_after_free(AllocId, AccessClass) { return {}; }

  // Threads. --------------------------------------------------------------------------------------------------------

  /// The number of the thread that the current one is about to make; `count` is one more than the largest in use.
  virtual uint32_t new_thread(uint32_t count) { return count; }
  /// The current thread made `child`, which has not run yet.
  virtual void spawned(uint32_t child) { (void)child; }
  /// The current thread has returned from its function; destructors of thread-locals may follow (they do not belong to
  /// what the end of a scope waits for).
  virtual void returned() {}
  /// The current thread is over.
  virtual void ended() {}
  /// The current thread has seen the end of `target`; `returned_only`: only that its function returned.
  virtual void joined(uint32_t target, bool returned_only) { (void)target, (void)returned_only; }
  /// Everything before `release_to(object)` happens before what follows an `acquire_from(object)` made after it; for
  /// what the machine implements itself (park tokens, futex queues, pthread objects). Not used while `explores`.
  virtual void release_to(uint64_t object) { (void)object; }
  virtual void acquire_from(uint64_t object) { (void)object; }

  /// For reports: who took this lock word from 0 to another value last, if that is known.
  virtual std::optional<uint32_t> taken_by(AllocId alloc, ByteRange word) const {
    (void)alloc, (void)word;
    return std::nullopt;
  }

  // Exploration. ----------------------------------------------------------------------------------------------------

  /// True: one of the executions of `check`. Then waiting is a matter of the values that are read: handlers use
  /// `await` and the operations above instead of queues and deadlines.
  virtual bool explores() const { return false; }
  /// Which of `n` alternatives, 0 being the usual one.
  virtual Outcome<Step> choose(Choice kind, uint32_t n, uint32_t& answer) = 0;
  /// The current thread cannot go on.
  virtual void stuck(Stuck why) { (void)why; }
  /// What the current thread did before is another moment than what it does next.
  virtual void new_moment() {}
  /// How many events the current thread has made.
  virtual uint32_t steps() const { return 0; }
  /// The current thread has gone round the innermost of the loops `sites` (outermost first) without an effect of its
  /// own since it had made `since` events. Not `same`: its state is as if the load before the loop had given the value
  /// that the one load of this round gave.
  virtual Outcome<Round> goes_round(std::span<const uint64_t> sites, uint32_t since, bool same) {
    return (void)sites, (void)since, (void)same, Round::Goes;
  }
  /// The token of `park`, as an atomic location: takes it. Not `taken`: it is not there, and the caller is stuck.
  virtual Outcome<Step> park(bool& taken) { return (void)taken, Step::Done; }
  virtual Outcome<Step> unpark(uint32_t target) { return (void)target, Step::Done; }
  /// True: `pick` says who runs, by the states of all threads; none: nobody can.
  virtual bool schedules() const { return false; }
  virtual std::optional<uint32_t> pick(std::span<const ThreadState> threads) {
    (void)threads;
    return std::nullopt;
  }

 protected:
  uint32_t current_ = 0;
  bool watching_ = false;
  uint64_t moment_ = 0;
};

}  // namespace assay::concurrency
