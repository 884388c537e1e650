#include "concurrency/races.h"

#include <gtest/gtest.h>

#include "memory/memory.h"

namespace assay::concurrency {
namespace {

struct Nowhere : Whereabouts {
  Span here() const override { return {line, line + 1}; }
  std::string thread_name(uint32_t thread) const override { return "thread " + std::to_string(thread); }
  uint32_t line = 1;
};

/// Threads that synchronise by hand: publish() is a release, acquire() an acquire of what was published.
struct World {
  Nowhere where;
  Races races{where};
  memory::Memory memory{{}, nullptr};
  VectorClock clocks[3];
  World() {
    for (uint32_t t = 0; t < 3; t++) clocks[t].set(t, 1);
  }
  Actor actor(uint32_t t) { return {t, clocks[t]}; }
  VectorClock publish(uint32_t t) {
    VectorClock out = clocks[t];
    clocks[t].tick(t);
    return out;
  }
  void acquire(uint32_t t, const VectorClock& clock) { clocks[t].join(clock); }
  Allocation& block(uint64_t size, memory::AllocKind kind = memory::AllocKind::HeapRust) {
    auto p = memory.allocate({.size = size, .kind = kind});
    return *memory.live(p->prov.alloc);
  }
  std::string read(Allocation& a, uint32_t t, uint64_t lo, uint64_t hi) {
    return text(races.access(a, {lo, hi}, actor(t), AccessKind::Read));
  }
  std::string write(Allocation& a, uint32_t t, uint64_t lo, uint64_t hi) {
    return text(races.access(a, {lo, hi}, actor(t), AccessKind::Write));
  }
  std::string atomic(Allocation& a, uint32_t t, uint64_t lo, uint64_t hi, AccessClass what) {
    auto out = text(races.atomic(a, {lo, hi}, actor(t), what));
    clocks[t].tick(t);
    return out;
  }
  static std::string text(const Outcome<>& o) {
    if (o) return "fine";
    const std::string& m = o.error().info().message;
    return m.substr(0, m.find(':'));
  }
};

TEST(Races, UnorderedPairsRaceUnlessBothRead) {
  for (int first = 0; first < 2; first++)
    for (int second = 0; second < 2; second++) {
      World w;
      Allocation& a = w.block(4);
      EXPECT_EQ(first ? w.write(a, 0, 0, 4) : w.read(a, 0, 0, 4), "fine");
      EXPECT_EQ(second ? w.write(a, 1, 0, 4) : w.read(a, 1, 0, 4), first || second ? "data-race" : "fine");
    }
}

TEST(Races, PublishedAccessesAreOrdered) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.write(a, 0, 0, 4), "fine");
  const VectorClock c = w.publish(0);
  w.acquire(1, c);
  EXPECT_EQ(w.write(a, 1, 0, 4), "fine");
}

TEST(Races, WhatComesAfterThePublicationIsNotOrdered) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.write(a, 0, 0, 4), "fine");
  const VectorClock c = w.publish(0);
  EXPECT_EQ(w.write(a, 0, 0, 4), "fine");  // the same access again, at a later moment
  w.acquire(1, c);
  EXPECT_EQ(w.read(a, 1, 0, 4), "data-race");
}

TEST(Races, BytesAreApart) {
  World w;
  Allocation& a = w.block(8);
  EXPECT_EQ(w.write(a, 0, 0, 4), "fine");
  EXPECT_EQ(w.write(a, 1, 4, 8), "fine");
  EXPECT_EQ(w.write(a, 0, 3, 5), "data-race");
}

TEST(Races, EveryUnorderedReaderCounts) {
  World w;
  Allocation& a = w.block(1);
  EXPECT_EQ(w.read(a, 0, 0, 1), "fine");
  EXPECT_EQ(w.read(a, 1, 0, 1), "fine");
  w.acquire(2, w.publish(1));
  EXPECT_EQ(w.write(a, 2, 0, 1), "data-race");  // thread 0 read as well
  World v;
  Allocation& b = v.block(1);
  EXPECT_EQ(v.read(b, 0, 0, 1), "fine");
  EXPECT_EQ(v.read(b, 1, 0, 1), "fine");
  v.acquire(2, v.publish(1));
  v.acquire(2, v.publish(0));
  EXPECT_EQ(v.write(b, 2, 0, 1), "fine");
}

TEST(Races, AtomicsDoNotRaceWithEachOther) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.atomic(a, 0, 0, 4, AccessClass::AtomicStore), "fine");
  EXPECT_EQ(w.atomic(a, 1, 0, 4, AccessClass::AtomicRmw), "fine");
  EXPECT_EQ(w.read(a, 2, 0, 4), "data-race");
}

TEST(Races, AtomicAndPlainReadsAgree) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.atomic(a, 0, 0, 4, AccessClass::AtomicLoad), "fine");
  EXPECT_EQ(w.read(a, 1, 0, 4), "fine");
  EXPECT_EQ(w.atomic(a, 2, 0, 4, AccessClass::AtomicStore), "data-race");
}

TEST(Races, MixedSizesRaceIfOneWrites) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.atomic(a, 0, 0, 4, AccessClass::AtomicLoad), "fine");
  EXPECT_EQ(w.atomic(a, 1, 0, 2, AccessClass::AtomicLoad), "fine");
  EXPECT_EQ(w.atomic(a, 2, 0, 2, AccessClass::AtomicStore), "mixed-size-race");
}

TEST(Races, OrderedMixedSizesAreFine) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.atomic(a, 0, 0, 4, AccessClass::AtomicStore), "fine");
  w.acquire(1, w.publish(0));
  EXPECT_EQ(w.atomic(a, 1, 0, 2, AccessClass::AtomicStore), "fine");
}

TEST(Races, AllocationIsAWrite) {
  World w;
  Allocation& a = w.block(4);
  w.races.allocated(a, w.actor(0));
  EXPECT_EQ(w.read(a, 1, 0, 4), "alloc-race");
  World v;
  Allocation& b = v.block(4, memory::AllocKind::Local);
  v.races.allocated(b, v.actor(0));
  EXPECT_EQ(v.write(b, 0, 0, 4), "fine");
  v.acquire(1, v.publish(0));
  EXPECT_EQ(v.write(b, 1, 0, 4), "fine");
}

TEST(Races, FreeIsDecidedByClocksFromBothSides) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.read(a, 0, 0, 4), "fine");
  EXPECT_EQ(World::text(w.races.freed(a, w.actor(1))), "dealloc-race");
  World v;
  Allocation& b = v.block(4);
  EXPECT_EQ(World::text(v.races.freed(b, v.actor(1))), "fine");
  EXPECT_EQ(World::text(v.races.use_after_free(b.id, v.actor(0), AccessClass::Read)), "dealloc-race");
  v.acquire(0, v.publish(1));
  EXPECT_EQ(World::text(v.races.use_after_free(b.id, v.actor(0), AccessClass::Read)), "fine");
}

TEST(Races, RetagsAreNamed) {
  World w;
  Allocation& a = w.block(4);
  EXPECT_EQ(w.read(a, 0, 0, 4), "fine");
  EXPECT_EQ(World::text(w.races.access(a, {0, 4}, w.actor(1), AccessKind::Write, true)), "retag-race");
}

TEST(Races, RepeatedAccessesOfOneMomentAreKnown) {
  World w;
  Allocation& a = w.block(64);
  for (uint64_t i = 0; i < 64; i++) EXPECT_EQ(w.write(a, 0, i, i + 1), "fine");
  EXPECT_TRUE(a.race_covers(w.actor(0).now().packed(), 0, 64, AccessKind::Read));
  w.publish(0);
  EXPECT_FALSE(a.race_covers(w.actor(0).now().packed(), 0, 1, AccessKind::Read));
}

}  // namespace
}  // namespace assay::concurrency
