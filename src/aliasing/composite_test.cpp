// The composite against its parts alone: every model of a tuple says on one execution what it says when it runs by
// itself, step by step, with the same rule.
#include "aliasing/composite.h"

#include <random>

#include "aliasing/report.h"
#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::AllocKind;
using memory::Pointer;
using memory::PtrKind;
using memory::RetagMode;

enum class Op : uint8_t { Read, Write, Make, Call, Return, Expose, WildRead, WildWrite, Free };
struct Step {
  Op op;
  size_t pointer;
  uint64_t lo, size;
  RetagSpec spec;
};

/// A world and the pointers that a program has made in it. The steps name pointers by number.
struct Player {
  explicit Player(std::string_view model) : world(model) { pointers.push_back(world.make(4, AllocKind::HeapRust)); }
  World world;
  std::vector<Pointer> pointers;
  std::vector<CallId> calls;
  bool alive = true;

  Outcome<> play(const Step& step) {
    Pointer p = pointers[step.pointer];
    p.addr = pointers[0].addr + step.lo;
    switch (step.op) {
      case Op::Read:
        return world.read(p, step.size);
      case Op::Write:
        return world.write(p, step.size);
      case Op::Make:
      case Op::Call: {
        const bool entry = step.op == Op::Call;
        if (entry) calls.push_back(world.enter());
        if ((world.model->hooks() & hook_of(step.spec.mode)) == 0) {  // as the machine does
          pointers.push_back(p);
          return {};
        }
        auto made = world.reborrow(p, step.size, step.spec, entry ? calls.back() : CallId());
        if (!made) return tl::make_unexpected(std::move(made.error()));
        pointers.push_back(*made);
        return {};
      }
      case Op::Return: {
        const CallId call = calls.back();
        calls.pop_back();
        return world.leave(call);
      }
      case Op::Expose:
        world.expose(p);
        return {};
      case Op::WildRead:
      case Op::WildWrite:
        return world.access(world.memory.ptr_from_exposed(p.addr), step.size,
                            step.op == Op::WildRead ? AccessKind::Read : AccessKind::Write);
      case Op::Free:
        alive = false;
        return world.free({pointers[0].addr, p.prov});
    }
    return {};
  }
};

std::string text(const Step& step) {
  static constexpr const char* kOps[] = {"read",   "write",     "make",       "call", "return",
                                         "expose", "wild read", "wild write", "free"};
  std::string out = std::string(kOps[static_cast<size_t>(step.op)]) + " p" + std::to_string(step.pointer) + "[" +
                    std::to_string(step.lo) + ".." + std::to_string(step.lo + step.size) + "]";
  if (step.op == Op::Make || step.op == Op::Call)
    out += std::string(" ") + pointer_text(step.spec.ptr) + (step.spec.frozen.all_frozen ? "" : " with a cell");
  return out + "\n";
}

Step random_step(std::mt19937& random, size_t pointers, bool in_call, bool exposed) {
  Step step{Op::Read, random() % pointers, random() % 4, 0, {}};
  step.size = 1 + random() % (4 - step.lo);
  if (random() % 2) step.pointer = pointers - 1;
  const auto what = random() % 24;
  if (what < 5)
    step.op = Op::Read;
  else if (what < 9)
    step.op = Op::Write;
  else if (what < 16 || (what < 19 && !in_call))
    step.op = Op::Make;
  else if (what < 19)
    step.op = Op::Return;
  else if (what < 21)
    step.op = Op::Call;
  else if (what == 21)
    step.op = Op::Expose;
  else if (what == 22)
    step.op = exposed ? random() % 2 ? Op::WildRead : Op::WildWrite : Op::Read;
  else
    step.op = random() % 4 == 0 ? Op::Free : Op::Write;
  constexpr PtrKind kKinds[] = {PtrKind::Ref, PtrKind::MutRef, PtrKind::Box, PtrKind::RawMut, PtrKind::RawConst};
  step.spec.ptr = kKinds[random() % (step.op == Op::Call ? 3 : 5)];
  const bool raw = step.spec.ptr == PtrKind::RawMut || step.spec.ptr == PtrKind::RawConst;
  step.spec.mode = step.op == Op::Call ? RetagMode::FnEntry : raw ? RetagMode::Raw : RetagMode::Default;
  if (random() % 4 == 0) {
    step.spec.frozen.all_frozen = false;
    step.spec.frozen.prefix_size = step.size;
    step.spec.frozen.cells = {{0, 1}};
  }
  return step;
}

TEST(Composite, SaysWhatItsPartsSayAlone) {
  std::mt19937 random(5);
  std::vector<uint64_t> stops(models().size(), 0);
  for (int round = 0; round < 3000; ++round) {
    Player together(kCompositeName);
    const auto& composite = static_cast<const Composite&>(*together.world.model);
    std::vector<std::unique_ptr<Player>> alone;
    for (const ModelEntry& entry : models()) alone.push_back(std::make_unique<Player>(entry.name));
    ASSERT_EQ(composite.parts().size(), alone.size());
    std::vector<std::string> rules(alone.size());  // of the stops
    bool exposed = false;
    std::string story;
    for (int n = 0; n < 5 + round % 30 && together.alive; ++n) {
      const Step step = random_step(random, together.pointers.size(), !together.calls.empty(), exposed);
      exposed |= step.op == Op::Expose;
      story += text(step);
      // Bytes of a wildcard access that is not exposed at all is an error of memory, for everybody.
      ASSERT_TRUE(together.play(step)) << "round " << round << " step " << n;
      for (size_t i = 0; i < alone.size(); ++i) {
        if (rules[i].empty()) {
          const Outcome<> outcome = alone[i]->play(step);
          if (!outcome) {
            rules[i] = outcome.error().info().rule;
            ASSERT_FALSE(rules[i].empty());
            ++stops[i];
          }
        }
        const auto& stop = composite.parts()[i].stop;
        ASSERT_EQ(stop ? stop->rule : "", rules[i])
            << story << (stop ? stop->message : "") << "\n"
            << models()[i].name << " in round " << round << " step " << n << " op " << static_cast<int>(step.op);
      }
    }
    for (size_t i = together.calls.size(); i-- > 0;) together.world.context.end_call(together.calls[i]);
  }
  for (size_t i = 0; i < stops.size(); ++i) {
    const std::string_view name = models()[i].name;
    if (name == "none") {
      EXPECT_EQ(stops[i], 0u);
    }
    if (name.starts_with("stacked") || name == "tree") {
      EXPECT_GT(stops[i], 100u) << name;
    }
  }
}

TEST(Composite, GoesOnWithoutTheModelsThatMindADanglingReborrow) {
  World world(kCompositeName);
  const Pointer x = world.make(4, AllocKind::HeapRust);
  EXPECT_TRUE(world.free(x));
  EXPECT_TRUE(world.reborrow(x, 4, PtrKind::Ref));
  for (const Composite::Part& part : static_cast<const Composite&>(*world.model).parts()) {
    const bool minds = (part.hooks & kHookFresh) != 0;
    EXPECT_EQ(part.stop.has_value(), minds) << part.name;
    if (minds) {
      EXPECT_EQ(part.stop->ub, UbKind::UseAfterFree);
    }
  }
}

}  // namespace
}  // namespace assay::aliasing
