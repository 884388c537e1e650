// Litmus programs over the operational model: what is seen over many seeds is exactly what RC11 allows.
#include "concurrency/views.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "memory/memory.h"

namespace assay::concurrency {
namespace {

using enum Order;

struct Seeded : Oracle {
  uint64_t state;
  explicit Seeded(uint64_t seed) : state(seed * 0x9e3779b97f4a7c15u + 1) {}
  uint32_t choose(Choice, uint32_t n) override {  // splitmix64
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<uint32_t>(((z ^ (z >> 31)) >> 32) % n);
  }
};
struct Nowhere : Whereabouts {
  Span here() const override { return {1, 2}; }
  std::string thread_name(uint32_t thread) const override { return "thread " + std::to_string(thread); }
};
struct Word : AtomicAccess {
  memory::Memory& memory;
  Word(memory::Memory& m, const memory::BytePlace& where) : AtomicAccess(where, 4), memory(m) {}
  Outcome<Atom> load() const override {
    ASSAY_TRY_LET(const uint64_t bits, memory.read_bits(place, 4));
    return Atom{bits, {}};
  }
  void store(const Atom& value) const override { memory.write_bits(place, value.bits, 4); }
};

enum Loc : uint8_t { X, Y, D };
struct World;
using Statement = std::function<bool(World&)>;  // false: the execution stopped
using Thread = std::vector<Statement>;

struct World {
  Seeded oracle;
  Nowhere where;
  Views views;
  memory::Memory memory{{}, nullptr};
  memory::BytePlace places[3];
  uint64_t regs[8] = {};
  std::string stopped;
  World(uint64_t seed, bool weak) : World(seed, Views::Options{.weak = weak}) {}
  World(uint64_t seed, Views::Options options) : oracle(seed), views(oracle, options) {
    views.attach(where);
    for (auto& place : places) {
      place = memory.place_of(memory.allocate({.size = 4, .align = 4})->prov.alloc);
      memory.write_bits(place, 0, 4);
    }
  }
  template <class T>
  bool done(const Outcome<T>& o) {
    if (!o) stopped = o.error().info().message;
    return o.has_value();
  }
  void run(const std::vector<Thread>& threads) {
    std::vector<size_t> next(threads.size());
    for (uint32_t t = 0; t < threads.size(); t++) views.spawned(t + 1);
    for (;;) {
      std::vector<uint32_t> ready;
      for (uint32_t t = 0; t < threads.size(); t++)
        if (next[t] < threads[t].size()) ready.push_back(t);
      if (ready.empty()) return;
      const uint32_t t = ready[oracle.choose(Choice::Schedule, static_cast<uint32_t>(ready.size()))];
      views.switch_to(t + 1);
      if (!threads[t][next[t]++](*this)) return;
    }
  }
};

Statement w(Loc loc, Order o, uint64_t value) {
  return [=](World& world) {
    const Word word(world.memory, world.places[loc]);
    return world.done(world.views.store(word, o, {value, {}}));
  };
}
Statement r(int reg, Loc loc, Order o) {
  return [=](World& world) {
    const Word word(world.memory, world.places[loc]);
    Atom value;
    if (!world.done(world.views.load(word, o, value))) return false;
    world.regs[reg] = value.bits;
    return true;
  };
}
Statement add(int reg, Loc loc, Order o, uint64_t by) {
  return [=](World& world) {
    const Word word(world.memory, world.places[loc]);
    auto next = [&](const Atom& old) { return Atom{old.bits + by, {}}; };
    Updated result;
    if (!world.done(world.views.update(word, Update{.success = o, .next = next}, result))) return false;
    world.regs[reg] = result.old.bits;
    return true;
  };
}
Statement f(Order o) {
  return [=](World& world) { return world.done(world.views.fence(o)); };
}
Statement plain_write(Loc loc, uint64_t value) {
  return [=](World& world) {
    if (!world.done(world.views.plain(*world.places[loc].alloc, {0, 4}, AccessKind::Write, false))) return false;
    world.memory.write_bits(world.places[loc], value, 4);
    return true;
  };
}
/// Reads `loc` if the register has the value.
Statement plain_read_if(int reg, uint64_t value, Loc loc) {
  return [=](World& world) {
    return world.regs[reg] != value ||
           world.done(world.views.plain(*world.places[loc].alloc, {0, 4}, AccessKind::Read, false));
  };
}

/// Every outcome over the seeds: the first `regs` registers and, on demand, the final values of x and y.
std::set<std::string> outcomes(const std::vector<Thread>& program, int regs, bool finals = false, bool weak = true,
                               uint64_t seeds = 3000) {
  std::set<std::string> out;
  for (uint64_t seed = 0; seed < seeds; seed++) {
    World world(seed, weak);
    world.run(program);
    if (!world.stopped.empty()) {
      out.insert(world.stopped.substr(0, world.stopped.find(':')));
      continue;
    }
    std::string text;
    for (int i = 0; i < regs; i++) text += std::to_string(world.regs[i]);
    if (finals)
      for (Loc loc : {X, Y}) text += std::to_string(*world.memory.read_bits(world.places[loc], 4));
    out.insert(text);
  }
  return out;
}
using Set = std::set<std::string>;

TEST(Views, StoreBuffering) {
  auto sb = [](Order o) { return std::vector<Thread>{{w(X, o, 1), r(0, Y, o)}, {w(Y, o, 1), r(1, X, o)}}; };
  EXPECT_EQ(outcomes({{w(X, Relaxed, 1), r(0, Y, Relaxed)}, {w(Y, Relaxed, 1), r(1, X, Relaxed)}}, 2),
            (Set{"00", "01", "10", "11"}));
  EXPECT_EQ(outcomes(sb(SeqCst), 2), (Set{"01", "10", "11"}));
  EXPECT_EQ(outcomes(sb(Relaxed), 2, false, false), (Set{"01", "10", "11"}));
}
TEST(Views, StoreBufferingWithFences) {
  auto sb = [](Order o) {
    return std::vector<Thread>{{w(X, Relaxed, 1), f(o), r(0, Y, Relaxed)}, {w(Y, Relaxed, 1), f(o), r(1, X, Relaxed)}};
  };
  EXPECT_EQ(outcomes(sb(AcqRel), 2), (Set{"00", "01", "10", "11"}));
  EXPECT_EQ(outcomes(sb(SeqCst), 2), (Set{"01", "10", "11"}));
}
TEST(Views, LoadBufferingIsForbidden) {
  EXPECT_EQ(outcomes({{r(0, X, Relaxed), w(Y, Relaxed, 1)}, {r(1, Y, Relaxed), w(X, Relaxed, 1)}}, 2),
            (Set{"00", "01", "10"}));
}
TEST(Views, MessagePassing) {
  EXPECT_EQ(outcomes({{w(X, Relaxed, 1), w(Y, Release, 1)}, {r(0, Y, Acquire), r(1, X, Relaxed)}}, 2),
            (Set{"00", "01", "11"}));
  EXPECT_EQ(outcomes({{w(X, Relaxed, 1), w(Y, Relaxed, 1)}, {r(0, Y, Acquire), r(1, X, Relaxed)}}, 2),
            (Set{"00", "01", "10", "11"}));
  EXPECT_EQ(
      outcomes({{w(X, Relaxed, 1), f(Release), w(Y, Relaxed, 1)}, {r(0, Y, Relaxed), f(Acquire), r(1, X, Relaxed)}}, 2),
      (Set{"00", "01", "11"}));
}
TEST(Views, CoherenceOfReads) {
  EXPECT_EQ(outcomes({{w(X, Relaxed, 1), w(X, Relaxed, 2)}, {r(0, X, Relaxed), r(1, X, Relaxed)}}, 2),
            (Set{"00", "01", "02", "11", "12", "22"}));
}
TEST(Views, StoresLandInTheMiddle) {
  // 2+2W: both first stores last needs a store placed before one that is there already.
  const std::vector<Thread> program{{w(X, Relaxed, 1), w(Y, Relaxed, 2)}, {w(Y, Relaxed, 1), w(X, Relaxed, 2)}};
  EXPECT_EQ(outcomes(program, 0, true), (Set{"11", "12", "21", "22"}));
  const std::vector<Thread> sc{{w(X, SeqCst, 1), w(Y, SeqCst, 2)}, {w(Y, SeqCst, 1), w(X, SeqCst, 2)}};
  EXPECT_EQ(outcomes(sc, 0, true), (Set{"12", "21", "22"}));
}
TEST(Views, UpdatesAreAtomic) {
  EXPECT_EQ(outcomes({{add(0, X, Relaxed, 1)}, {add(1, X, Relaxed, 1)}}, 2, true), (Set{"0120", "1020"}));
  // Nothing comes between an update and what it read: it is not the last one if it read the initial value.
  EXPECT_EQ(outcomes({{add(0, X, Relaxed, 1)}, {w(X, Relaxed, 5)}}, 1, true), (Set{"050", "560"}));
}
TEST(Views, ReleaseSequences) {
  // Headed by the release store, continued by updates, ended by any other store.
  const Thread reader{r(0, Y, Acquire), plain_read_if(0, 2, D)};
  EXPECT_FALSE(
      outcomes({{plain_write(D, 1), w(Y, Release, 1)}, {add(1, Y, Relaxed, 1)}, reader}, 0).contains("data-race"));
  EXPECT_FALSE(
      outcomes({{plain_write(D, 1), w(Y, Release, 1), add(1, Y, Relaxed, 1)}, reader}, 0).contains("data-race"));
  EXPECT_TRUE(outcomes({{plain_write(D, 1), w(Y, Release, 1), w(Y, Relaxed, 2)}, reader}, 0).contains("data-race"));
}
TEST(Views, IndependentReads) {
  auto iriw = [](Order store, Order load) {
    return std::vector<Thread>{
        {w(X, store, 1)}, {w(Y, store, 1)}, {r(0, X, load), r(1, Y, load)}, {r(2, Y, load), r(3, X, load)}};
  };
  EXPECT_TRUE(outcomes(iriw(Release, Acquire), 4).contains("1010"));
  EXPECT_FALSE(outcomes(iriw(SeqCst, SeqCst), 4).contains("1010"));
  EXPECT_EQ(outcomes(iriw(SeqCst, SeqCst), 4).size(), 15u);
}
TEST(Views, SeqCstIsNotTheOrderOfSteps) {
  // The load may be SeqCst-before the store although it is made after it, as nothing synchronises.
  const std::vector<Thread> program{{w(X, SeqCst, 1), w(Y, Relaxed, 1)}, {r(0, Y, Relaxed), r(1, X, SeqCst)}};
  EXPECT_EQ(outcomes(program, 2), (Set{"00", "01", "10", "11"}));
}
TEST(Views, Z6U) {
  const std::vector<Thread> program{{w(X, SeqCst, 1), w(Y, Release, 1)},
                                    {add(0, Y, SeqCst, 1), r(1, Y, Relaxed)},
                                    {w(Y, SeqCst, 3), r(2, X, SeqCst)}};
  const Set seen = outcomes(program, 3, false, true, 20000);
  EXPECT_TRUE(seen.contains("130"));  // what `po|≠loc` is for
  EXPECT_EQ(seen, (Set{"010", "011", "030", "031", "120", "121", "130", "131", "310", "311", "340", "341"}));
}
TEST(Views, RacesNeedNoLuckWithValues) {
  // The store is relaxed: when the load reads it, the plain accesses race, whoever ran first.
  const std::vector<Thread> racy{{plain_write(D, 1), w(Y, Relaxed, 1)}, {r(0, Y, Acquire), plain_read_if(0, 1, D)}};
  EXPECT_TRUE(outcomes(racy, 0).contains("data-race"));
  const std::vector<Thread> fine{{plain_write(D, 1), w(Y, Release, 1)}, {r(0, Y, Acquire), plain_read_if(0, 1, D)}};
  EXPECT_EQ(outcomes(fine, 0), (Set{""}));
}
/// A racy read of the plain word; 99 if any byte is invalid.
Statement read_racy(int reg, Loc loc) {
  return [=](World& world) {
    memory::Byte bytes[4];
    if (!world.done(world.views.read_racy(*world.places[loc].alloc, {0, 4}, bytes))) return false;
    world.regs[reg] = 0;
    for (int i = 0; i < 4; i++) world.regs[reg] |= uint64_t{bytes[i].value} << 8 * i;
    for (const memory::Byte& byte : bytes)
      if (!byte.init) world.regs[reg] = 99;
    return true;
  };
}
/// The values that a fence-based sequence lock hands out when its check succeeds.
Set seqlock(bool plain_writes_publish) {
  const std::vector<Thread> program{{w(X, Relaxed, 1), f(Release), plain_write(D, 7), w(X, Release, 2)},
                                    {r(0, X, Acquire), read_racy(1, D), f(Acquire), r(2, X, Relaxed)}};
  Set out;
  for (uint64_t seed = 0; seed < 20000; seed++) {
    World world(seed, {.racy = RacyReads::MaybeInvalid, .plain_writes_publish = plain_writes_publish});
    world.run(program);
    if (!world.stopped.empty()) out.insert(world.stopped);
    if (world.regs[0] == world.regs[2] && world.regs[0] != 1) out.insert(std::to_string(world.regs[1]));
  }
  return out;
}
TEST(Views, ASequenceLockOverPlainDataNeedsPlainWritesThatPublish) {
  EXPECT_EQ(seqlock(true), (Set{"0", "7"}));
  EXPECT_TRUE(seqlock(false).contains("99"));
}
TEST(Views, RacyReadsAreRacesWhereTheModeSaysSo) {
  const std::vector<Thread> program{{plain_write(D, 7)}, {read_racy(0, D)}};
  Set seen;
  for (uint64_t seed = 0; seed < 50; seed++) {
    World world(seed, Views::Options{});
    world.run(program);
    seen.insert(world.stopped.substr(0, world.stopped.find(':')));
  }
  EXPECT_TRUE(seen.contains("data-race"));
}

TEST(Views, ThreadsThatAreJoinedLeaveTheirPlaceInClocks) {
  World world(1, true);
  const Word word(world.memory, world.places[X]);
  for (uint32_t t = 1; t <= 100; t++) {
    world.views.switch_to(0);
    world.views.spawned(t);
    world.views.switch_to(t);
    ASSERT_TRUE(world.views.plain(*world.places[D].alloc, {0, 4}, AccessKind::Write, false));
    world.views.ended();
    world.views.switch_to(0);
    world.views.joined(t, false);
  }
  EXPECT_EQ(world.views.slots(), 2u);
  // The place is the same, but the accesses are not ordered: 101 runs while 102, in the place of 100, is over.
  world.views.spawned(101);
  world.views.spawned(102);
  world.views.switch_to(101);
  ASSERT_TRUE(world.views.plain(*world.places[D].alloc, {0, 4}, AccessKind::Write, false));
  world.views.ended();
  world.views.switch_to(102);
  EXPECT_FALSE(world.views.plain(*world.places[D].alloc, {0, 4}, AccessKind::Read, false));
}
TEST(Views, ManySeqCstEventsStaySequential) {
  // More SeqCst events than are kept: what is forgotten may only hide behaviours.
  Thread a, b;
  for (int i = 0; i < 100; i++) {
    a.push_back(w(D, SeqCst, 1));
    b.push_back(r(7, D, SeqCst));
  }
  a.push_back(w(X, SeqCst, 1)), a.push_back(r(0, Y, SeqCst));
  b.push_back(w(Y, SeqCst, 1)), b.push_back(r(1, X, SeqCst));
  EXPECT_FALSE(outcomes({a, b}, 2, false, true, 300).contains("00"));
}

}  // namespace
}  // namespace assay::concurrency
