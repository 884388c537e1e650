// The models of 2018 and their relatives, rule by rule.
#include <algorithm>

#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::AllocKind;
using memory::Pointer;
using memory::PtrKind;
using memory::RetagMode;
using memory::ValueMove;
constexpr auto kMut = PtrKind::MutRef;
constexpr auto kRef = PtrKind::Ref;
constexpr auto kRaw = PtrKind::RawMut;
constexpr auto kRead = AccessKind::Read;
constexpr auto kWrite = AccessKind::Write;

/// A local, its raw pointer, and what is made of it.
struct Local : World {
  Pointer x, raw;
  explicit Local(std::string_view name, const ModelOptions& options = {}, uint64_t size = 1)
      : World(name, options), x(make(size)), raw(World::raw(x, size)) {}
};

// ---- stacked-2018 ----------------------------------------------------------------------------------------------

TEST(Stacked2018, ReactivatingPopsWhatIsAbove) {
  Local w("stacked-2018");
  const Pointer older = w.mut(w.x), younger = *w.take(older, kMut, kMut);
  EXPECT_TRUE(w.through(younger, kMut, kWrite));
  EXPECT_TRUE(w.through(older, kMut, kWrite));
  EXPECT_EQ(rule_of(w.through(younger, kMut, kRead)), "stacked-2018/reactivate#stack");
}

TEST(Stacked2018, FrozenSinceTheReferenceOrLonger) {
  Local w("stacked-2018");
  const Pointer first = *w.take(w.raw, kRaw, kRef), second = *w.take(w.raw, kRaw, kRef);
  EXPECT_TRUE(w.through(second, kRef, kRead));
  EXPECT_TRUE(w.through(first, kRef, kRead));
  EXPECT_TRUE(w.through(w.raw, kRaw, kWrite));
  EXPECT_EQ(rule_of(w.through(second, kRef, kRead)), "stacked-2018/reactivate#frozen");
  const Pointer third = *w.take(w.raw, kRaw, kRef);
  EXPECT_TRUE(w.through(third, kRef, kRead));
  EXPECT_EQ(rule_of(w.through(first, kRef, kRead)), "stacked-2018/reactivate#frozen");
  EXPECT_EQ(rule_of(w.through(third, kRef, kWrite)), "stacked-2018/write#shared");
}

TEST(Stacked2018, RawPointersHaveNoIdentity) {
  Local w("stacked-2018");
  const Pointer m = w.mut(w.x), raw = *w.take(m, kMut, kRaw);
  EXPECT_TRUE(w.through(m, kMut, kWrite));
  EXPECT_TRUE(w.write(w.x));  // a reset
  EXPECT_TRUE(w.through(raw, kRaw, kWrite));
  EXPECT_EQ(rule_of(w.through(m, kMut, kRead)), "stacked-2018/reactivate#stack");
}

TEST(Stacked2018, BarriersOfArgumentsHoldUntilTheCallEnds) {
  Local w("stacked-2018");
  const Pointer m = *w.take(w.raw, kRaw, kMut);
  const CallId call = w.enter();
  const Pointer argument = *w.reborrow(m, 1, kMut, RetagMode::FnEntry, call);
  EXPECT_TRUE(w.through(argument, kMut, kWrite));
  EXPECT_EQ(rule_of(w.through(w.raw, kRaw, kRead)), "stacked-2018/reactivate#barrier");
  EXPECT_EQ(rule_of(w.read(w.x)), "stacked-2018/reset#barrier");
  EXPECT_TRUE(w.leave(call));
  EXPECT_TRUE(w.through(w.raw, kRaw, kWrite));
}

TEST(Stacked2018, ValuesAreRetaggedWhenLoadedAndActivatedWhenStored) {
  Local w("stacked-2018");
  const Pointer m = *w.take(w.raw, kRaw, kMut);
  const Pointer loaded = *w.move(m, kMut, ValueMove::Load);
  EXPECT_NE(loaded.prov, m.prov);
  EXPECT_TRUE(w.through(loaded, kMut, kWrite));
  EXPECT_EQ(w.move(m, kMut, ValueMove::Store)->prov, m.prov);
  EXPECT_EQ(rule_of(w.through(loaded, kMut, kRead)), "stacked-2018/reactivate#stack");
  EXPECT_TRUE(w.through(w.raw, kRaw, kWrite));
  for (const ValueMove how : {ValueMove::ArgOut, ValueMove::RetOut, ValueMove::Store, ValueMove::Load})
    EXPECT_EQ(rule_of(w.move(m, kMut, how)), "stacked-2018/reactivate#stack");
}

TEST(Stacked2018, AReturnedReferenceIsRetaggedWithoutBarrier) {
  Local w("stacked-2018");
  const Pointer m = *w.take(w.raw, kRaw, kMut);
  const Pointer returned = *w.reborrow(m, 1, kMut, RetagMode::Return);
  EXPECT_TRUE(w.through(returned, kMut, kWrite));
  EXPECT_TRUE(w.through(w.raw, kRaw, kWrite));
}

TEST(Stacked2018, ReadFrozenOk) {
  for (const bool ok : {true, false}) {
    ModelOptions options;
    options.read_frozen_ok = ok;
    World w("stacked-2018", options);
    const Pointer x = w.make(1), shared = w.shared(x);
    EXPECT_TRUE(w.read(x));
    EXPECT_EQ(rule_of(w.through(shared, kRef, kRead)), ok ? "ok" : "stacked-2018/reactivate#frozen");
  }
}

TEST(Stacked2018, TheTypeOrTheTagSaysWhatItIs) {
  for (const bool by_tag : {true, false}) {
    ModelOptions options;
    options.tag_mode_enum = by_tag;
    World w("stacked-2018", options);
    const Pointer m = w.mut(w.make(1));
    EXPECT_EQ(rule_of(w.through(m, kRef, kRead)), by_tag ? "ok" : "stacked-2018/reactivate#frozen");
  }
}

TEST(Stacked2018, CellsAreRaw) {
  Local w("stacked-2018", {}, 8);
  RetagSpec spec;
  spec.frozen.all_frozen = false;
  spec.frozen.prefix_size = 8;
  spec.frozen.cells = {{4, 8}};
  const Pointer place = *w.follow(w.raw, kRaw, 8);
  const Pointer first = *w.reborrow(place, 8, spec), second = *w.reborrow(place, 8, spec);
  const auto at = [&](Pointer p, int64_t offset) { return w.follow(p, 8, spec)->wrapping_add(offset); };
  for (const Pointer p : {first, second, first}) EXPECT_TRUE(w.write(at(p, 4), 4));
  EXPECT_TRUE(w.read(at(first, 0), 4));
  EXPECT_EQ(rule_of(w.write(at(first, 0), 4)), "stacked-2018/write#shared");
  EXPECT_TRUE(w.write(w.follow(w.raw, kRaw, 8)->wrapping_add(0), 4));
  EXPECT_FALSE(w.read(at(first, 0), 4));
  EXPECT_TRUE(w.read(at(first, 4), 4));
}

TEST(Stacked2018, FreeingIsAWriteAndMindsBarriers) {
  World w("stacked-2018");
  const Pointer heap = w.make(1, AllocKind::HeapRust);
  const Pointer m = *w.take(heap, kRaw, kMut);
  const CallId call = w.enter();
  (void)*w.reborrow(m, 1, kMut, RetagMode::FnEntry, call);
  EXPECT_FALSE(w.free(heap));
  EXPECT_TRUE(w.leave(call));
  EXPECT_TRUE(w.free(heap));
}

// ---- unique-id -------------------------------------------------------------------------------------------------

TEST(UniqueId, TheTagDecides) {
  Local w("unique-id");
  const Pointer m = *w.take(w.raw, kRaw, kMut);
  EXPECT_TRUE(w.through(m, kRef, kRead));  // looked at as shared
  const Pointer frozen = *w.reborrow(m, 1, kRef, RetagMode::Return);
  EXPECT_TRUE(w.through(frozen, kRef, kRead));
  EXPECT_EQ(rule_of(w.reborrow(frozen, 1, kMut, RetagMode::Return)), "unique-id/retag#shared");
}

TEST(UniqueId, TransmutingARawPointerBringsTheIdentityBack) {
  Local w("unique-id");
  const Pointer m = *w.take(w.raw, kRaw, kMut), raw = *w.take(m, kMut, kRaw);
  EXPECT_TRUE(w.through(raw, kRaw, kWrite));
  EXPECT_TRUE(w.reborrow(raw, 1, kMut, RetagMode::Return));  // transmute: Uniq again
  EXPECT_TRUE(w.through(w.raw, kRaw, kWrite));
  EXPECT_TRUE(w.take(raw, kRaw, kMut));  // a cast: new from Raw
  EXPECT_EQ(rule_of(w.reborrow(raw, 1, kMut, RetagMode::Return)), "unique-id/reactivate#stack");
}

// ---- stacked-2018-impl, stacked-barriers -------------------------------------------------------------------------

TEST(Stacked2018Impl, DerefChecksAndAccessPops) {
  for (const char* name : {"stacked-2018-impl", "stacked-barriers"}) {
    World w(name);
    const Pointer m = w.mut(w.make(1)), child = *w.take(m, kMut, kMut);
    EXPECT_TRUE(w.follow(m, kMut));  // no access
    EXPECT_TRUE(w.through(child, kMut, kWrite));
    EXPECT_TRUE(w.through(m, kMut, kRead));
    EXPECT_EQ(rule_of(w.follow(child, kMut)), std::string(name) + "/deref#read");
  }
}

TEST(Stacked2018Impl, ReadsLeaveSharedChildrenAlone) {
  for (const char* name : {"stacked-2018-impl", "stacked-barriers"}) {
    World w(name);
    const Pointer m = w.mut(w.make(1)), raw = *w.take(m, kMut, kRaw);
    EXPECT_TRUE(w.through(m, kMut, kRead));
    EXPECT_TRUE(w.through(raw, kRaw, kWrite));
    EXPECT_TRUE(w.through(m, kMut, kWrite));
    EXPECT_FALSE(w.through(raw, kRaw, kRead));
  }
}

TEST(Stacked2018Impl, FreezingPushesSharedUntilDecember) {
  for (const bool later : {false, true}) {
    World w(later ? "stacked-barriers" : "stacked-2018-impl");
    const Pointer m = w.mut(w.make(1)), shared = *w.take(m, kMut, kRef), raw = *w.take(shared, kRef, PtrKind::RawConst);
    EXPECT_EQ(rule_of(w.through(raw, kRaw, kWrite)), later ? "stacked-barriers/access#write" : "ok");
  }
}

TEST(StackedBarriers, ActiveBarriersStopAccessesButNotDerefs) {
  Local w("stacked-barriers");
  const Pointer m = *w.take(w.raw, kRaw, kMut);
  const CallId call = w.enter();
  const Pointer argument = *w.reborrow(m, 1, kMut, RetagMode::FnEntry, call);
  EXPECT_TRUE(w.follow(m, kMut));
  EXPECT_TRUE(w.through(argument, kMut, kWrite));
  EXPECT_EQ(rule_of(w.through(w.raw, kRaw, kRead)), "stacked-barriers/access#barrier");
  EXPECT_TRUE(w.leave(call));
  EXPECT_TRUE(w.through(w.raw, kRaw, kWrite));  // a stale barrier is popped like any item
}

TEST(StackedBarriers, TwoPhaseBorrowsAreSharedAtOnce) {
  World w("stacked-barriers");
  const Pointer m = w.mut(w.make(1));
  const Pointer two = *w.reborrow(*w.follow(m, kMut), 1, kMut, RetagMode::TwoPhase);
  EXPECT_TRUE(w.through(m, kMut, kRead));
  EXPECT_TRUE(w.through(two, kMut, kWrite));
}

TEST(StackedBarriers, BoxesAndRawPointersGetNoBarrier) {
  for (const PtrKind kind : {kMut, PtrKind::Box}) {
    World w("stacked-barriers");
    const Pointer heap = w.make(1, AllocKind::HeapRust);
    const Pointer argument = *w.reborrow(heap, 1, kind, RetagMode::FnEntry, w.enter());
    EXPECT_EQ(rule_of(w.free(argument)), kind == kMut ? "stacked-barriers/dealloc#barrier" : "ok");
  }
}

// ---- timestamp ---------------------------------------------------------------------------------------------------

TEST(Timestamp, SharedReferencesSeeNoLaterWrite) {
  Local w("timestamp");
  const Pointer shared = *w.take(w.raw, kRaw, kRef);
  EXPECT_TRUE(w.through(shared, kRef, kRead));
  EXPECT_EQ(rule_of(w.through(shared, kRef, kWrite)), "timestamp/shared#write");
  EXPECT_TRUE(w.through(w.raw, kRaw, kWrite));
  EXPECT_EQ(rule_of(w.through(shared, kRef, kRead)), "timestamp/shared#read");
  EXPECT_TRUE(w.through(*w.take(w.raw, kRaw, kRef), kRef, kRead));  // launder
}

TEST(Timestamp, ReferencesLoadedThroughSharedOnesInherit) {
  World w("timestamp");
  const Pointer x = w.make(1), raw = w.raw(x), cell = w.make(8);
  const Pointer stored = *w.take(raw, kRaw, kRef);
  const Pointer root = w.shared(cell, 8);
  EXPECT_TRUE(w.through(raw, kRaw, kWrite));
  const Pointer fresh = *w.take(raw, kRaw, kRef);
  const auto load = [&](Pointer value, Pointer through) {
    return *w.move(value, kRef, ValueMove::Load, *w.follow(through, kRef, 8));
  };
  EXPECT_FALSE(w.through(load(stored, root), kRef, kRead));
  EXPECT_FALSE(w.through(load(fresh, root), kRef, kRead));  // the time is the root's
  EXPECT_TRUE(w.through(load(stored, w.shared(cell, 8)), kRef, kRead));
  EXPECT_TRUE(w.through(fresh, kRef, kRead));
}

TEST(Timestamp, MutableReferencesLiveAsInTrees) {
  Local w("timestamp");
  const Pointer a = *w.take(w.raw, kRaw, kMut), b = *w.take(w.raw, kRaw, kMut);
  EXPECT_TRUE(w.through(a, kMut, kRead));
  EXPECT_TRUE(w.through(b, kMut, kRead));
  EXPECT_TRUE(w.through(b, kMut, kWrite));
  EXPECT_EQ(rule_of(w.through(a, kMut, kRead)), "timestamp/mut#foreign-write");
  EXPECT_TRUE(w.through(w.raw, kRaw, kRead));
  EXPECT_TRUE(w.through(b, kMut, kRead));
  EXPECT_EQ(rule_of(w.through(b, kMut, kWrite)), "timestamp/mut#foreign-read");
}

TEST(Timestamp, TheStatedPartAloneSaysNothingOfMut) {
  ModelOptions options;
  options.timestamp_mut = false;
  Local w("timestamp", options);
  const Pointer a = *w.take(w.raw, kRaw, kMut), b = *w.take(w.raw, kRaw, kMut);
  for (const Pointer p : {a, b, a, b}) EXPECT_TRUE(w.through(p, kMut, kWrite));
}

TEST(Timestamp, ManySiblingsStayCheap) {
  Local w("timestamp");
  for (int i = 0; i < 20'000; ++i) {
    const Pointer m = *w.take(w.raw, kRaw, kMut);
    ASSERT_TRUE(w.through(m, kMut, kRead));
    ASSERT_TRUE(w.through(m, kMut, kWrite));
  }
}

// ---- noalias -----------------------------------------------------------------------------------------------------

TEST(NoAlias, AWrittenByteBelongsToOneSide) {
  for (const AccessKind inside : {kRead, kWrite}) {
    for (const AccessKind outside : {kRead, kWrite}) {
      Local w("noalias");
      const CallId call = w.enter();
      const Pointer argument = *w.reborrow(w.raw, 1, kMut, RetagMode::FnEntry, call);
      EXPECT_TRUE(w.access(argument, 1, inside));
      const bool fine = inside == kRead && outside == kRead;
      EXPECT_EQ(rule_of(w.access(w.raw, 1, outside)), fine               ? "ok"
                                                      : outside == kRead ? "noalias/scope#read"
                                                                         : "noalias/scope#write");
    }
  }
}

TEST(NoAlias, ScopesEndWithTheirCall) {
  Local w("noalias");
  const CallId call = w.enter();
  const Pointer argument = *w.reborrow(w.raw, 1, kMut, RetagMode::FnEntry, call);
  EXPECT_TRUE(w.write(argument));
  EXPECT_TRUE(w.leave(call));
  EXPECT_TRUE(w.write(w.raw));
  EXPECT_TRUE(w.write(argument));
}

TEST(NoAlias, NestedScopesAreBasedOnOuterOnes) {
  Local w("noalias");
  const Pointer outer = *w.reborrow(w.raw, 1, kMut, RetagMode::FnEntry, w.enter());
  const Pointer inner = *w.reborrow(outer, 1, kMut, RetagMode::FnEntry, w.enter());
  EXPECT_TRUE(w.write(inner));
  EXPECT_FALSE(w.write(outer));
}

TEST(NoAlias, DereferenceableForbidsTheFree) {
  for (const PtrKind kind : {kMut, PtrKind::Box}) {
    World w("noalias");
    const Pointer heap = w.make(1, AllocKind::HeapRust);
    const Pointer argument = *w.reborrow(heap, 1, kind, RetagMode::FnEntry, w.enter());
    EXPECT_EQ(rule_of(w.free(argument)), kind == kMut ? "noalias/dereferenceable#free" : "ok");
  }
}

// ---- all -------------------------------------------------------------------------------------------------------

TEST(Models, ExplainNamesCreationAndLoss) {
  for (const char* name :
       {"stacked-2018", "unique-id", "stacked-2018-impl", "stacked-barriers", "timestamp", "stacked", "tree"}) {
    const auto run = [&](World& w) {
      const auto at = [&](uint32_t line) { w.context.current_span = {line, line + 1}; };
      at(10);
      const Pointer x = w.make(4);
      at(20);
      const Pointer raw = w.raw(x, 4);
      at(30);
      const Pointer mut = *w.take(raw, kRaw, kMut, 4);
      at(40);
      EXPECT_TRUE(w.through(mut, kMut, kWrite, 4)) << name;
      at(50);
      EXPECT_TRUE(w.through(raw, kRaw, kWrite, 4)) << name;
      at(60);
      return w.through(mut, kMut, kWrite, 4);
    };
    World first(name);
    Outcome<> outcome = run(first);
    ASSERT_FALSE(outcome) << name;
    StopInfo stop = std::move(outcome.error().info());
    EXPECT_TRUE(stop.rule.starts_with(std::string(name) + "/")) << stop.rule;
    trace::Explain explain(stop.blame);
    World again(name);
    again.context.trace = &explain;
    EXPECT_FALSE(run(again));
    explain.describe_into(stop);
    const auto told = [&](uint32_t line) {
      return std::any_of(stop.related.begin(), stop.related.end(), [&](const auto& l) { return l.span.lo == line; });
    };
    EXPECT_TRUE(told(30)) << name;
    EXPECT_TRUE(told(50)) << name;
    trace::Picture picture;
    first.model->draw(*first.memory.live(AllocId(stop.blame.alloc)), picture);
    EXPECT_TRUE(!picture.stacks.empty() || !picture.nodes.empty()) << name;
  }
}

TEST(Models, OptionsByName) {
  ModelOptions options;
  EXPECT_EQ(set_model_option(options, "read_frozen_ok=off"), "");
  EXPECT_FALSE(options.read_frozen_ok);
  EXPECT_EQ(set_model_option(options, "box_protector=strong", "tree"), "");
  EXPECT_EQ(options.box_protector, BoxProtector::Strong);
  EXPECT_EQ(set_model_option(options, "shallow_retag=on"), "");
  EXPECT_EQ(options.retag_fields, RetagDepth::None);
  EXPECT_NE(set_model_option(options, "read_frozen=on").find("nearest is `read_frozen_ok`"), std::string::npos);
  EXPECT_NE(set_model_option(options, "tag_mode=maybe").find("timestamp|enum"), std::string::npos);
  EXPECT_NE(set_model_option(options, "tag_mode=enum", "tree").find("no option `tag_mode`"), std::string::npos);
  EXPECT_FALSE(set_model_option(options, "tag_mode").empty());
  // Each value of each option is understood, and the first is the default.
  for (const ModelOptionInfo& info : model_options()) {
    std::string values = info.values;
    for (char& c : values)
      if (c == '|') c = '\n';
    size_t from = 0;
    while (from < values.size()) {
      const size_t to = std::min(values.find('\n', from), values.size());
      EXPECT_EQ(set_model_option(options, std::string(info.name) + "=" + values.substr(from, to - from)), "");
      from = to + 1;
    }
  }
}

}  // namespace
}  // namespace assay::aliasing
