// Stacked Borrows: the rules one by one, and random programs against a plain stack per byte.
#include <algorithm>
#include <map>
#include <random>

#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::AllocKind;
using memory::Pointer;
using memory::PtrKind;
using memory::RetagMode;

TEST(Stacked, WriteThroughTheParentPopsTheChild) {
  World world("stacked");
  const Pointer x = world.make(4);
  const Pointer child = world.mut(x, 4);
  EXPECT_TRUE(world.write(child, 4));
  EXPECT_TRUE(world.write(x, 4));
  EXPECT_EQ(rule_of(world.write(child, 4)), "stacked/access#write-1");
}

TEST(Stacked, ReadThroughTheParentDisablesUniqueButKeepsShared) {
  World world("stacked");
  const Pointer x = world.make(4);
  const Pointer unique = world.mut(x, 4), shared = world.shared(unique, 4);
  EXPECT_TRUE(world.read(x, 4));
  EXPECT_TRUE(world.read(shared, 4));
  EXPECT_EQ(rule_of(world.read(unique, 4)), "stacked/access#read-1");
}

TEST(Stacked, SharedReferencesDoNotWrite) {
  World world("stacked");
  const Pointer shared = world.shared(world.make(1));
  EXPECT_EQ(rule_of(world.write(shared)), "stacked/access#write-1");
}

TEST(Stacked, NeighbouringRawPointersFormAGroup) {
  World world("stacked");
  const Pointer m = world.mut(world.make(1));
  const Pointer a = world.raw(m), b = world.raw(m);
  for (const Pointer p : {a, b, a, b}) EXPECT_TRUE(world.write(p));
  EXPECT_TRUE(world.write(m));
  EXPECT_FALSE(world.write(a));
}

TEST(Stacked, ProtectedReferencesStayUntilTheCallEnds) {
  World world("stacked");
  const Pointer x = world.make(1);
  const Pointer raw = world.raw(x);
  const CallId call = world.enter();
  const Pointer arg = *world.reborrow(raw, 1, PtrKind::MutRef, RetagMode::FnEntry, call);
  EXPECT_TRUE(world.write(arg));
  World other("stacked");
  EXPECT_EQ(rule_of(world.read(raw)), "stacked/access#read-2");
  EXPECT_TRUE(world.leave(call));
  EXPECT_TRUE(world.write(raw));
}

TEST(Stacked, WeakProtectorsPermitTheirOwnFree) {
  for (const PtrKind kind : {PtrKind::Box, PtrKind::MutRef}) {
    World world("stacked");
    const Pointer x = world.make(1, AllocKind::HeapRust);
    const Pointer arg = *world.reborrow(x, 1, kind, RetagMode::FnEntry, world.enter());
    EXPECT_EQ(rule_of(world.free(arg)), kind == PtrKind::Box ? "ok" : "stacked/dealloc#free-2");
  }
}

TEST(Stacked, TwoPhaseAndUnpinlessAreRaw) {
  World world("stacked");
  const Pointer m = world.mut(world.make(1));
  const Pointer two = *world.reborrow(m, 1, PtrKind::MutRef, RetagMode::TwoPhase);
  EXPECT_TRUE(world.read(m));
  EXPECT_TRUE(world.write(two));
  RetagSpec pinned;
  pinned.ptr = PtrKind::MutRef;
  pinned.pointee_unpin = false;
  const Pointer a = *world.reborrow(m, 1, pinned), b = *world.reborrow(m, 1, pinned);
  EXPECT_TRUE(world.write(a));
  EXPECT_TRUE(world.write(b));
  EXPECT_TRUE(world.write(a));
}

TEST(Stacked, CellBytesAreSharedReadWrite) {
  World world("stacked");
  const Pointer x = world.make(2);
  RetagSpec spec;
  spec.frozen.all_frozen = false;
  spec.frozen.prefix_size = 2;
  spec.frozen.cells = {{1, 2}};
  const Pointer shared = *world.reborrow(x, 2, spec);
  EXPECT_TRUE(world.write(shared.wrapping_add(1)));
  EXPECT_FALSE(world.write(shared));
}

TEST(Stacked, ZeroSizedReborrowsGiveNoBytes) {
  World world("stacked");
  const Pointer x = world.make(1);
  const Pointer nothing = world.mut(x, 0);
  EXPECT_NE(nothing.prov.tag, x.prov.tag);
  EXPECT_TRUE(world.read(nothing, 0));
  EXPECT_FALSE(world.read(nothing, 1));
}

TEST(Stacked, ExposedPointersAreAcceptedOptimistically) {
  World world("stacked");
  const Pointer x = world.make(1);
  const Pointer m = world.mut(x), raw = world.raw(m);
  world.expose(raw);
  const Pointer wild = world.memory.ptr_from_exposed(raw.addr);
  EXPECT_TRUE(world.write(wild));
  EXPECT_TRUE(world.write(raw));
  EXPECT_TRUE(world.write(m));
  World strict("stacked");
  const Pointer y = strict.make(1);
  const Pointer shared = strict.shared(y);
  strict.expose(shared);
  EXPECT_FALSE(strict.write(strict.memory.ptr_from_exposed(y.addr)));
}

TEST(Stacked, ExplainNamesCreationAndLoss) {
  const auto program = [](World& world) {
    const Pointer x = world.make(1);
    world.context.current_span = {10, 11};
    const Pointer child = world.mut(x);
    world.context.current_span = {20, 21};
    EXPECT_TRUE(world.write(x));
    world.context.current_span = {30, 31};
    return world.write(child);
  };
  for (const char* name : {"stacked", "tree"}) {
    World world(name);
    Outcome<> outcome = program(world);
    ASSERT_FALSE(outcome);
    StopInfo& stop = outcome.error().info();
    trace::Explain explain(stop.blame);
    World again(name);
    again.context.trace = &explain;
    EXPECT_FALSE(program(again));
    explain.describe_into(stop);
    ASSERT_EQ(stop.related.size(), 2u) << name;
    EXPECT_EQ(stop.related[0].span, (Span{10, 11}));
    EXPECT_EQ(stop.related[1].span, (Span{20, 21}));
  }
}

// Random programs against the rules on a plain stack per byte. -----------------------------------------------------

struct PlainStacked {
  enum Perm { U, RW, RO, D };
  struct Item {
    uint32_t tag;
    Perm perm;
    int protector;  // call, or -1
    bool weak;
  };
  std::vector<std::vector<Item>> bytes;
  std::map<int, bool> active;
  bool on(const Item& item, bool freeing) {
    return item.protector >= 0 && active[item.protector] && !(freeing && item.weak);
  }
  int granting(size_t b, uint32_t tag, bool write) {
    for (size_t i = bytes[b].size(); i-- > 0;)
      if (bytes[b][i].tag == tag && bytes[b][i].perm != D && (!write || bytes[b][i].perm != RO))
        return static_cast<int>(i);
    return -1;
  }
  size_t cut(size_t b, int g) {
    size_t c = static_cast<size_t>(g) + 1;
    if (bytes[b][static_cast<size_t>(g)].perm == RW)
      while (c < bytes[b].size() && bytes[b][c].perm == RW) ++c;
    return c;
  }
  bool access(size_t b, uint32_t tag, bool write) {
    const int g = granting(b, tag, write);
    if (g < 0) return false;
    if (write) {
      const size_t c = cut(b, g);
      while (bytes[b].size() > c) {
        if (on(bytes[b].back(), false)) return false;
        bytes[b].pop_back();
      }
    } else {
      for (size_t i = static_cast<size_t>(g) + 1; i < bytes[b].size(); ++i) {
        if (bytes[b][i].perm != U) continue;
        if (on(bytes[b][i], false)) return false;
        bytes[b][i].perm = D;
      }
    }
    return true;
  }
};

TEST(Stacked, RandomProgramsAgreeWithPlainStacks) {
  std::mt19937 random(1);
  int stopped = 0;
  for (int round = 0; round < 4000; ++round) {
    World world("stacked");
    world.context.quiet_windows = round % 2 == 0;
    const size_t size = 6;
    const bool heap = random() % 2;
    std::vector<Pointer> pointers{world.make(size, heap ? AllocKind::HeapRust : AllocKind::Local)};
    PlainStacked plain;
    plain.bytes.assign(size, {{pointers[0].prov.tag.raw, heap ? PlainStacked::RW : PlainStacked::U, -1, false}});
    std::vector<CallId> calls;
    for (int step = 0; step < 60; ++step) {
      if (random() % 8 == 0) world.collect(pointers, random);
      const Pointer base = pointers[random() % 3 == 0 ? pointers.size() - 1 : random() % pointers.size()];
      const size_t lo = random() % size, n = 1 + random() % (size - lo);
      Pointer p = base;
      p.addr = pointers[0].addr + lo;
      const auto what = random() % 12;
      bool expected = true, got = true;
      if (what < 5) {
        const bool write = what < 2;
        for (size_t b = lo; expected && b < lo + n; ++b) expected = plain.access(b, p.prov.tag.raw, write);
        got = world.access(p, n, write ? AccessKind::Write : AccessKind::Read).has_value();
      } else if (what < 10) {
        static constexpr PtrKind kinds[] = {PtrKind::MutRef, PtrKind::Ref, PtrKind::RawMut, PtrKind::Box};
        const PtrKind kind = kinds[random() % 4];
        const bool entry = !calls.empty() && kind != PtrKind::RawMut && random() % 2;
        const auto perm = kind == PtrKind::RawMut ? PlainStacked::RW
                          : kind == PtrKind::Ref  ? PlainStacked::RO
                                                  : PlainStacked::U;
        const auto fresh = world.reborrow(p, n, kind,
                                          kind == PtrKind::RawMut ? RetagMode::Raw
                                          : entry                 ? RetagMode::FnEntry
                                                                  : RetagMode::Default,
                                          entry ? calls.back() : CallId());
        got = fresh.has_value();
        for (size_t b = lo; expected && b < lo + n; ++b) {
          const PlainStacked::Item item{got ? fresh->prov.tag.raw : 0, perm,
                                        entry ? static_cast<int>(calls.back().raw) : -1, kind == PtrKind::Box};
          if (perm == PlainStacked::RW) {
            const int g = plain.granting(b, p.prov.tag.raw, true);
            expected = g >= 0;
            if (expected)
              plain.bytes[b].insert(plain.bytes[b].begin() + static_cast<std::ptrdiff_t>(plain.cut(b, g)), item);
          } else {
            expected = plain.access(b, p.prov.tag.raw, perm == PlainStacked::U);
            if (expected) plain.bytes[b].push_back(item);
          }
        }
        if (got) pointers.push_back({pointers[0].addr, fresh->prov});
      } else if (what == 10) {
        calls.push_back(world.enter());
        plain.active[static_cast<int>(calls.back().raw)] = true;
      } else if (!calls.empty()) {
        plain.active[static_cast<int>(calls.back().raw)] = false;
        got = world.leave(calls.back()).has_value();
        calls.pop_back();
      }
      ASSERT_EQ(got, expected) << "round " << round << " step " << step << " what " << what;
      if (!got) {
        ++stopped;
        break;
      }
    }
  }
  EXPECT_GT(stopped, 500);
}

}  // namespace
}  // namespace assay::aliasing
