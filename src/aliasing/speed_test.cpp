// Shapes that must stay linear. Sizes are small here; ASSAY_SPEED multiplies them for measuring by hand.
#include <chrono>
#include <cstdlib>

#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::AllocKind;
using memory::Pointer;

int scaled(int n) {
  const char* factor = std::getenv("ASSAY_SPEED");
  return factor ? n * std::atoi(factor) : n;
}

struct Speed : ::testing::TestWithParam<const char*> {
  World world{GetParam()};
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  void report(int n) {
    const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start);
    RecordProperty("ns_per_step", static_cast<int>(ns.count() / n));
    if (std::getenv("ASSAY_SPEED")) std::printf("  %d steps, %d ns each\n", n, static_cast<int>(ns.count() / n));
  }
};

TEST_P(Speed, SiblingMutReborrowsWithOneUseEach) {
  const Pointer x = world.make(8);
  const int n = scaled(10000);
  for (int i = 0; i < n; ++i) ASSERT_TRUE(world.write(world.mut(x, 8), 8));
  report(n);
}
TEST_P(Speed, SiblingSharedReborrowsWithOneUseEach) {
  const Pointer x = world.make(8);
  const int n = scaled(10000);
  for (int i = 0; i < n; ++i) ASSERT_TRUE(world.read(world.shared(x, 8), 8));
  report(n);
}
TEST_P(Speed, NestedReborrows) {
  Pointer p = world.make(8);
  const int n = scaled(100);
  for (int i = 0; i < n; ++i) p = world.mut(p, 8);
  ASSERT_TRUE(world.write(p, 8));
  report(n);
}
TEST_P(Speed, EveryElementOfAnArray) {
  const int n = scaled(10000);
  const Pointer array = world.make(static_cast<uint64_t>(n) * 4, AllocKind::HeapRust);
  const Pointer slice = world.mut(array, static_cast<uint64_t>(n) * 4);
  for (int i = 0; i < n; ++i) ASSERT_TRUE(world.write(world.mut(slice.wrapping_add(4 * i), 4), 4));
  report(n);
}
TEST_P(Speed, EveryElementBackwards) {
  const int n = scaled(10000);
  const Pointer array = world.make(static_cast<uint64_t>(n) * 4, AllocKind::HeapRust);
  const Pointer slice = world.mut(array, static_cast<uint64_t>(n) * 4);
  for (int i = n; i-- > 0;) ASSERT_TRUE(world.write(world.mut(slice.wrapping_add(4 * i), 4), 4));
  report(n);
}
TEST_P(Speed, EveryElementInsideACall) {
  const int n = scaled(10000);
  const uint64_t bytes = static_cast<uint64_t>(n) * 4;
  const Pointer array = world.make(bytes, AllocKind::HeapRust);
  const CallId call = world.enter();
  const Pointer slice = *world.reborrow(array, bytes, memory::PtrKind::MutRef, memory::RetagMode::FnEntry, call);
  for (int i = 0; i < n; ++i) ASSERT_TRUE(world.write(world.mut(slice.wrapping_add(4 * i), 4), 4));
  ASSERT_TRUE(world.leave(call));
  report(n);
}
TEST_P(Speed, DeepRecursionWithAnArgument) {
  const int n = scaled(200);
  std::vector<CallId> calls;
  Pointer p = world.make(8);
  for (int i = 0; i < n; ++i) {
    calls.push_back(world.enter());
    p = *world.reborrow(p, 8, memory::PtrKind::MutRef, memory::RetagMode::FnEntry, calls.back());
    ASSERT_TRUE(world.write(p, 8));
  }
  for (; !calls.empty(); calls.pop_back()) ASSERT_TRUE(world.leave(calls.back()));
  report(n);
}
TEST_P(Speed, AlternatingTags) {
  const Pointer x = world.make(8);
  const Pointer a = world.shared(x, 8), b = world.shared(x, 8);
  const int n = scaled(10000);
  for (int i = 0; i < n; ++i) ASSERT_TRUE(world.read(i % 2 ? a : b, 8));
  report(n);
}
TEST_P(Speed, CallsWithOneProtectedArgument) {
  const Pointer x = world.make(8);
  const int n = scaled(10000);
  for (int i = 0; i < n; ++i) {
    const CallId call = world.enter();
    const auto arg = world.reborrow(x, 8, memory::PtrKind::MutRef, memory::RetagMode::FnEntry, call);
    ASSERT_TRUE(world.write(*arg, 8));
    ASSERT_TRUE(world.leave(call));
  }
  report(n);
}
TEST_P(Speed, LocalsThatComeAndGo) {
  const int n = scaled(10000);
  for (int i = 0; i < n; ++i) {
    const Pointer x = world.make(8);
    ASSERT_TRUE(world.write(x, 8));
    ASSERT_TRUE(world.free(x));
  }
  report(n);
}
INSTANTIATE_TEST_SUITE_P(Models, Speed, ::testing::Values("stacked", "tree", "none"));

}  // namespace
}  // namespace assay::aliasing
