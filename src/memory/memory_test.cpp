// Allocation life, bounds, initialisation, provenance, and the range map against a plain array.
#include "memory/memory.h"

#include <gtest/gtest.h>

#include <random>

#include "memory/range_map.h"
#include "memory/retag.h"

namespace assay::memory {
namespace {

struct MemoryTest : ::testing::Test {
  Memory memory{MemoryOptions{.addresses = {.random = false}}, nullptr};
  Pointer make(uint64_t size, uint64_t align = 8, AllocKind kind = AllocKind::HeapRust) {
    AllocInfo info;
    info.size = size;
    info.align = align;
    info.kind = kind;
    return *memory.allocate(info);
  }
  BytePlace at(Pointer pointer, uint64_t size = 1) { return *memory.resolve(pointer, size, 1, Purpose::Load); }
  template <class T>
  static UbKind kind(const Outcome<T>& outcome) {
    EXPECT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().info().kind, StopKind::Ub);
    return outcome.error().info().ub;
  }
};

TEST_F(MemoryTest, AccessesAreCheckedForBoundsAlignmentAndLife) {
  const Pointer p = make(16);
  EXPECT_TRUE(memory.resolve(p, 16, 8, Purpose::Load));
  EXPECT_EQ(kind(memory.resolve(p, 17, 8, Purpose::Load)), UbKind::OutOfBounds);
  EXPECT_EQ(kind(memory.resolve(p.wrapping_add(-1), 1, 1, Purpose::Load)), UbKind::OutOfBounds);
  EXPECT_EQ(kind(memory.resolve(p.wrapping_add(1), 4, 4, Purpose::Load)), UbKind::Alignment);
  EXPECT_EQ(kind(memory.resolve({0, {}}, 4, 4, Purpose::Load)), UbKind::NullPointer);
  EXPECT_EQ(kind(memory.resolve({p.addr, {}}, 4, 4, Purpose::Load)), UbKind::Provenance);
  EXPECT_TRUE(memory.resolve({0, {}}, 0, 1, Purpose::Load));
  EXPECT_TRUE(memory.resolve(p.wrapping_add(100), 0, 1, Purpose::Load));
  memory.kill(*memory.live(p.prov.alloc), {});
  EXPECT_EQ(kind(memory.resolve(p, 1, 1, Purpose::Load)), UbKind::UseAfterFree);
  EXPECT_TRUE(memory.resolve(p, 0, 1, Purpose::Load));
  EXPECT_EQ(kind(memory.check_free(p, AllocKind::HeapRust, 16, 8)), UbKind::UseAfterFree);
}

TEST_F(MemoryTest, FreesMustMatchTheAllocation) {
  const Pointer p = make(16);
  EXPECT_EQ(kind(memory.check_free(p, AllocKind::HeapC, std::nullopt, std::nullopt)), UbKind::InvalidFree);
  EXPECT_EQ(kind(memory.check_free(p, AllocKind::HeapRust, 8, 8)), UbKind::InvalidFree);
  EXPECT_EQ(kind(memory.check_free(p, AllocKind::HeapRust, 16, 4)), UbKind::InvalidFree);
  EXPECT_EQ(kind(memory.check_free(p.wrapping_add(8), AllocKind::HeapRust, 16, 8)), UbKind::InvalidFree);
  EXPECT_TRUE(memory.check_free(p, AllocKind::HeapRust, 16, 8));
}

TEST_F(MemoryTest, PointerArithmeticStaysInBounds) {
  const Pointer p = make(16);
  EXPECT_TRUE(memory.check_inbounds_offset(p, 16));
  EXPECT_TRUE(memory.check_inbounds_offset(p.wrapping_add(16), -16));
  EXPECT_EQ(kind(memory.check_inbounds_offset(p, 17)), UbKind::OutOfBounds);
  EXPECT_EQ(kind(memory.check_inbounds_offset(p, -1)), UbKind::OutOfBounds);
  EXPECT_TRUE(memory.check_inbounds_offset({4, {}}, 0));
  EXPECT_EQ(kind(memory.check_inbounds_offset({4, {}}, 1)), UbKind::Provenance);
  EXPECT_EQ(*memory.distance(p.wrapping_add(12), p), 12);
  EXPECT_FALSE(memory.distance(p, make(16)));
}

TEST_F(MemoryTest, UninitialisedBytesCannotBeReadAsIntegers) {
  const Pointer p = make(16);
  EXPECT_EQ(kind(memory.read_bits(at(p), 4)), UbKind::Uninit);
  memory.write_bits(at(p), 0x01020304, 4);
  EXPECT_EQ(*memory.read_bits(at(p), 4), 0x01020304u);
  EXPECT_EQ(*memory.read_bits(at(p), 2), 0x0304u);
  EXPECT_EQ(kind(memory.read_bits(at(p.wrapping_add(2)), 4)), UbKind::Uninit);
  memory.mark_uninit(at(p.wrapping_add(1)), 1);
  EXPECT_EQ(kind(memory.read_bits(at(p), 4)), UbKind::Uninit);
  EXPECT_TRUE(memory.read_bits(at(p), 1));
  memory.fill(at(p), 7, 16);
  EXPECT_EQ(*memory.read_u128(at(p)), (u128{0x0707070707070707} << 64) | 0x0707070707070707);
}

TEST_F(MemoryTest, PointersKeepProvenanceThroughCopiesAndLoseItInParts) {
  const Pointer p = make(32), target = make(4);
  memory.write_pointer(at(p), target);
  EXPECT_EQ(*memory.read_pointer(at(p)), target);
  EXPECT_EQ(*memory.read_bits(at(p), 8), target.addr);
  memory.copy(at(p), at(p.wrapping_add(16)), 8);
  EXPECT_EQ(*memory.read_pointer(at(p.wrapping_add(16))), target);
  for (int64_t i = 0; i < 8; ++i) memory.copy(at(p.wrapping_add(i)), at(p.wrapping_add(20 + i)), 1);
  memory.mark_uninit(at(p.wrapping_add(28)), 4);
  EXPECT_EQ(*memory.read_pointer(at(p.wrapping_add(20))), target);  // byte by byte, unaligned
  memory.copy(at(p.wrapping_add(20)), at(p.wrapping_add(8)), 8);
  EXPECT_EQ(*memory.read_pointer(at(p.wrapping_add(8))), target);
  memory.write_bits(at(p), *memory.read_bits(at(p), 1), 1);  // the same value, but an integer
  EXPECT_EQ(memory.read_pointer(at(p))->prov, Prov::none());
  EXPECT_EQ(memory.read_pointer(at(p))->addr, target.addr);
  EXPECT_TRUE(memory.live(p.prov.alloc)->byte_at(1).fragment);
}

TEST_F(MemoryTest, ExposedAddressesReachExposedAllocationsOnly) {
  const Pointer p = make(16), q = make(16);
  memory.expose(p.prov);
  EXPECT_TRUE(memory.resolve(memory.ptr_from_exposed(p.addr + 8), 8, 8, Purpose::Load));
  EXPECT_EQ(kind(memory.resolve(memory.ptr_from_exposed(q.addr), 8, 8, Purpose::Load)), UbKind::Provenance);
  memory.kill(*memory.live(p.prov.alloc), {});
  EXPECT_EQ(kind(memory.resolve(memory.ptr_from_exposed(p.addr), 1, 1, Purpose::Load)), UbKind::UseAfterFree);
}

TEST_F(MemoryTest, LeaksAreHeapAllocationsThatNoRootReaches) {
  const Pointer root = make(8, 8, AllocKind::Static), a = make(8), b = make(8), c = make(8);
  memory.write_pointer(at(root), a);
  memory.write_pointer(at(a), b);
  const AllocId roots[] = {root.prov.alloc};
  EXPECT_EQ(memory.leaks(roots), std::vector<AllocId>{c.prov.alloc});
}

TEST_F(MemoryTest, StorageIsRecycledAndIdsAreNot) {
  AllocId last;
  for (int i = 0; i < 5000; ++i) {
    const Pointer p = make(8, 8, AllocKind::Local);
    EXPECT_NE(p.prov.alloc, last);
    last = p.prov.alloc;
    EXPECT_FALSE(memory.is_init(at(p), 1));
    memory.write_pointer(at(p), p);
    memory.kill(*memory.live(last), {});
  }
  EXPECT_EQ(memory.live_bytes(), 0u);
}

TEST_F(MemoryTest, CloneIsIndependent) {
  const Pointer p = make(8);
  memory.write_pointer(at(p), p);
  Memory copy = memory.clone();
  memory.write_bits(at(p), 5, 8);
  const BytePlace there = *copy.resolve(p, 8, 8, Purpose::Load);
  EXPECT_EQ(*copy.read_pointer(there), p);
}

TEST(RangeMapTest, AgreesWithAnArray) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    const uint64_t size = 1 + random() % 700;
    RangeMap<int> map(size, 0);
    std::vector<int> plain(size, 0);
    for (int step = 0; step < 400; ++step) {
      const uint64_t lo = random() % size, hi = lo + random() % std::min<uint64_t>(size - lo + 1, 9);
      const int value = static_cast<int>(random() % 3);
      map.update({lo, hi}, [&](ByteRange run, int& v) {
        EXPECT_LE(lo, run.lo);
        EXPECT_LE(run.hi, hi);
        v = value;
        return true;
      });
      map.merge({lo, hi});
      for (uint64_t i = lo; i < hi; ++i) plain[i] = value;
    }
    size_t runs = 1;
    for (uint64_t i = 0; i < size; ++i) {
      ASSERT_EQ(map[i], plain[i]);
      if (i > 0) runs += plain[i] != plain[i - 1];
    }
    EXPECT_EQ(map.runs(), runs);
  }
}

TEST(FreezeMapTest, CellsSplitTheRange) {
  FreezeMap map;
  map.all_frozen = false;
  map.prefix_size = 8;
  map.cells = {{4, 8}};
  map.tail = FreezeMap::Tail::Elements;
  map.element_size = 4;
  map.element_cells = {{0, 1}};
  const auto ranges = map.ranges(16);
  ASSERT_EQ(ranges.size(), 5u);
  EXPECT_EQ(ranges[0].range, (ByteRange{0, 4}));
  EXPECT_TRUE(ranges[0].frozen);
  EXPECT_EQ(ranges[1].range, (ByteRange{4, 9}));
  EXPECT_FALSE(ranges[1].frozen);
  EXPECT_EQ(ranges[4].range, (ByteRange{13, 16}));
}

}  // namespace
}  // namespace assay::memory
