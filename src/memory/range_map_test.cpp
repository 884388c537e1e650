// RangeMap against the obvious implementation: one value a byte.
#include "memory/range_map.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <ostream>
#include <vector>

namespace assay::memory {
namespace {

struct Step {
  uint64_t lo = 0, hi = 0;
  uint8_t value = 0;
  bool add = false;  // add `value` instead of setting it, so that neighbours become equal again
};

void showValue(const Step& step, std::ostream& out) {
  out << '[' << step.lo << ", " << step.hi << (step.add ? ") += " : ") = ") << int{step.value};
}

/// What the map says byte by byte, and that its runs are maximal where `merge` was called after every step.
void check_equal(RangeMap<uint8_t>& map, const std::vector<uint8_t>& bytes) {
  uint64_t at = 0;
  size_t runs = 0;
  std::optional<uint8_t> before;
  map.visit({0, map.size()}, [&](ByteRange run, const uint8_t& value) {
    RC_ASSERT(run.lo == at);
    RC_ASSERT(!run.empty());
    RC_ASSERT(!before || *before != value);
    for (uint64_t i = run.lo; i < run.hi; i++) RC_ASSERT(bytes[i] == value);
    at = run.hi;
    before = value;
    runs++;
    return true;
  });
  RC_ASSERT(at == map.size());
  RC_ASSERT(runs == map.runs());
}

RC_GTEST_PROP(RangeMapProperty, UpdatesAgreeWithBytes, ()) {
  const auto size = *rc::gen::inRange<uint64_t>(1, 600);
  RangeMap<uint8_t> map(size, 0);
  std::vector<uint8_t> bytes(size, 0);
  const auto steps = *rc::gen::container<std::vector<Step>>(rc::gen::apply(
      [](uint64_t a, uint64_t b, uint8_t value, bool add) {
        return Step{std::min(a, b), std::max(a, b), value, add};
      },
      rc::gen::inRange<uint64_t>(0, size + 1), rc::gen::inRange<uint64_t>(0, size + 1), rc::gen::inRange<uint8_t>(0, 4),
      rc::gen::arbitrary<bool>()));
  for (const Step& step : steps) {
    const ByteRange range{step.lo, step.hi};
    const auto next = [&](uint8_t old) { return static_cast<uint8_t>(step.add ? old + step.value : step.value); };
    uint64_t seen = 0;
    map.update(range, [&](ByteRange run, uint8_t& value) {
      RC_ASSERT(range.contains(run));
      seen += run.size();
      value = next(value);
      return true;
    });
    RC_ASSERT(seen == range.size());
    map.merge(range);
    for (uint64_t i = step.lo; i < step.hi; i++) bytes[i] = next(bytes[i]);
  }
  check_equal(map, bytes);
  const auto offset = *rc::gen::inRange<uint64_t>(0, size);
  RC_ASSERT(map[offset] == bytes[offset]);
  const auto run = map.at(offset);
  RC_ASSERT(run.range.lo <= offset && offset < run.range.hi && *run.value == bytes[offset]);
}

// More runs than a chunk holds, made from the back and from the front.
TEST(RangeMap, ManyRuns) {
  RangeMap<uint32_t> map(1000, 0);
  for (uint32_t i = 0; i < 1000; i += 2) {
    const uint64_t at = i % 4 == 0 ? i : 999 - i;
    map.update({at, at + 1}, [&](ByteRange, uint32_t& value) {
      value = i + 1;
      return true;
    });
    map.merge({at, at + 1});
  }
  for (uint32_t i = 0; i < 1000; i += 2) EXPECT_EQ(map[i % 4 == 0 ? i : 999 - i], i + 1);
  map.update({0, 1000}, [](ByteRange, uint32_t& value) {
    value = 7;
    return true;
  });
  map.merge({0, 1000});
  EXPECT_EQ(map.runs(), 1u);
}

}  // namespace
}  // namespace assay::memory
