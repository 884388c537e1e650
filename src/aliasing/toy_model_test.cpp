// A whole model in sixty lines, as docs/models/README.md describes: what one must write, and nothing else.
#include "aliasing/report.h"
#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

// The rules. Every reborrow is a new youngest pointer of its allocation. Only the youngest may write; a pointer may
// read as long as no younger one has written. The allocation's own pointer counts as the oldest.
class Youngest final : public AliasingModel {
 public:
  std::string_view name() const override { return "youngest"; }
  uint32_t hooks() const override { return kHookAccess | kHookFresh; }

  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    if (retag.alloc == nullptr) return RetagResult{retag.parent, {}};
    const Tag fresh = context.fresh_tag();
    if (context.trace)
      context.emit(trace::Retagged{retag.alloc_id, retag.range, retag.parent, fresh, "youngest",
                                   pointer_text(retag.spec.ptr), false});
    state_of(*retag.alloc).youngest = fresh;
    return RetagResult{fresh, {}};
  }
  Outcome<Quiet> on_access(Context&, const Access& access) override {
    State& state = state_of(access.alloc);
    const bool write = access.kind == AccessKind::Write;
    const Violation violation{access.alloc.id, access.range, access.range.lo, access.tag, access.tag};
    if (write && access.tag != state.youngest)
      return stop_aliasing(violation, "a write through an older pointer", "youngest/access#write");
    if (access.tag < state.writer)
      return stop_aliasing(violation, "a read after a younger pointer wrote", "youngest/access#read");
    const bool changes = write && state.writer != access.tag;
    if (write) state.writer = access.tag;
    return Quiet{access.range, true, write, changes};
  }
  Outcome<> on_dealloc(Context&, Allocation&, Tag) override { return {}; }
  void draw(const Allocation& alloc, trace::Picture& picture) const override {
    if (const auto* state = static_cast<const State*>(alloc.alias_shadow.get()))
      picture.stacks.push_back({{0, alloc.size}, {{state->youngest, "youngest"}}, ""});
  }

 private:
  struct State final : memory::Shadow {
    Tag youngest, writer{0};
    std::unique_ptr<memory::Shadow> clone() const override { return std::make_unique<State>(*this); }
  };
  static State& state_of(Allocation& alloc) {
    if (!alloc.alias_shadow) {
      auto state = std::make_unique<State>();
      state->youngest = alloc.root;
      alloc.alias_shadow = std::move(state);
    }
    return static_cast<State&>(*alloc.alias_shadow);
  }
};
// Its line of registration would be {"youngest", "docs/models/youngest.md", make_youngest} in registry.cpp.

TEST(ToyModel, SixtyLinesAreAModel) {
  World world(std::make_unique<Youngest>());
  const memory::Pointer x = world.make(4);
  EXPECT_TRUE(world.write(x, 4));
  const memory::Pointer first = world.mut(x, 4), second = world.mut(first, 4);
  EXPECT_TRUE(world.read(first, 4));
  EXPECT_EQ(rule_of(world.write(first, 4)), "youngest/access#write");
  EXPECT_TRUE(world.write(second, 4));
  EXPECT_EQ(rule_of(world.read(first, 4)), "youngest/access#read");
  EXPECT_TRUE(world.free(x));
}

TEST(ToyModel, ItsMistakesAreExplained) {
  const auto run = [](World& world) {
    world.context.current_span = {10, 11};
    const memory::Pointer x = world.make(4);
    world.context.current_span = {20, 21};
    const memory::Pointer first = world.mut(x, 4);
    (void)world.mut(x, 4);
    return world.write(first, 4);
  };
  World world(std::make_unique<Youngest>()), again(std::make_unique<Youngest>());
  Outcome<> outcome = run(world);
  ASSERT_FALSE(outcome);
  StopInfo stop = std::move(outcome.error().info());
  trace::Explain explain(stop.blame);
  again.context.trace = &explain;
  EXPECT_FALSE(run(again));
  explain.describe_into(stop);
  ASSERT_EQ(stop.related.size(), 1u);
  EXPECT_EQ(stop.related[0].span.lo, 20u);
}

}  // namespace
}  // namespace assay::aliasing
