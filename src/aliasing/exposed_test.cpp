// Pointers made from exposed addresses: if some choice of the exposed tag makes a program fine, the models must not
// stop it. The same random program runs with the tags known and with the tags forgotten.
#include <random>

#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::AllocKind;
using memory::Pointer;
using memory::PtrKind;
using memory::RetagMode;

struct Exposed : ::testing::TestWithParam<const char*> {};

TEST_P(Exposed, AForgottenTagIsNeverAFalseError) {
  std::mt19937 random(3);
  int finished = 0, wild_steps = 0;
  for (int round = 0; round < 20000; ++round) {
    World known(GetParam()), forgot(GetParam());
    const size_t size = 3;
    const AllocKind kind = random() % 2 ? AllocKind::HeapRust : AllocKind::Local;
    std::vector<std::pair<Pointer, Pointer>> pointers{{known.make(size, kind), forgot.make(size, kind)}};
    const uint64_t address = pointers[0].first.addr;
    std::vector<std::pair<Pointer, Pointer>> exposed;
    std::vector<std::pair<CallId, CallId>> calls;
    bool fine = true;
    int wild = 0;
    for (int step = 0; fine && step < 12 + round % 20; ++step) {
      auto [a, b] = pointers[random() % 2 ? pointers.size() - 1 : random() % pointers.size()];
      const size_t lo = random() % size, n = 1 + random() % (size - lo);
      a.addr = b.addr = address + lo;
      wild += b.prov.is_wildcard();
      const auto what = random() % 12;
      if (what < 4) {
        const AccessKind access = what < 2 ? AccessKind::Write : AccessKind::Read;
        fine = known.access(a, n, access).has_value();
        if (fine) {
          ASSERT_EQ(rule_of(forgot.access(b, n, access)), "ok") << "round " << round << " step " << step;
        }
      } else if (what < 8) {
        RetagSpec spec;
        static constexpr PtrKind kinds[] = {PtrKind::MutRef, PtrKind::Ref, PtrKind::RawMut, PtrKind::Box};
        spec.ptr = kinds[random() % 4];
        const bool entry = !calls.empty() && spec.ptr != PtrKind::RawMut && random() % 3 == 0;
        spec.mode = spec.ptr == PtrKind::RawMut ? RetagMode::Raw : entry ? RetagMode::FnEntry : RetagMode::Default;
        spec.frozen.all_frozen = random() % 4 != 0;
        if (!spec.frozen.all_frozen) {
          spec.frozen.prefix_size = n;
          spec.frozen.cells = {{0, 1}};
        }
        const auto x = known.reborrow(a, n, spec, entry ? calls.back().first : CallId());
        fine = x.has_value();
        if (!fine) break;
        const auto y = forgot.reborrow(b, n, spec, entry ? calls.back().second : CallId());
        ASSERT_TRUE(y) << "round " << round << " step " << step << ": " << y.error().info().message;
        pointers.emplace_back(*x, *y);
      } else if (what == 8) {
        if (a.prov.tag == kWildcardTag) continue;
        exposed.emplace_back(a, b);
        known.expose(a);
        forgot.expose(b);
      } else if (what == 9) {
        if (exposed.empty()) continue;
        const Pointer real = exposed[random() % exposed.size()].first;
        pointers.emplace_back(real, forgot.memory.ptr_from_exposed(address));
      } else if (what == 10) {
        calls.emplace_back(known.enter(), forgot.enter());
      } else if (!calls.empty()) {
        fine = known.leave(calls.back().first).has_value();
        if (fine) {
          ASSERT_EQ(rule_of(forgot.leave(calls.back().second)), "ok") << "round " << round << " step " << step;
        }
        calls.pop_back();
      }
    }
    finished += fine;
    wild_steps += wild;
  }
  EXPECT_GT(finished, 100);
  EXPECT_GT(wild_steps, 1000);
}
INSTANTIATE_TEST_SUITE_P(Models, Exposed, ::testing::Values("stacked", "tree", "none"));

}  // namespace
}  // namespace assay::aliasing
