// Asserting and conflicting accesses, with lifetimes given by hand.
#include <gtest/gtest.h>

#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::Pointer;
using memory::PtrKind;
using memory::RetagMode;

struct AcaWorld : World {
  explicit AcaWorld(AcaLifetimes lifetimes = AcaLifetimes::Liveness)
      : World("aca", ModelOptions{.aca_lifetimes = lifetimes}) {
    begin();
  }
  CallId call;
  void begin() {
    call = enter();
    EXPECT_TRUE(model->on_call_begin(context, call));
  }
  void end(CallId which) { EXPECT_TRUE(model->on_call_end(context, which)); }
  Pointer borrow(Pointer p, PtrKind kind, uint32_t scope, RetagMode mode = RetagMode::Default) {
    context.scope = scope;
    const Pointer out = *reborrow(p, 1, kind, mode, call);
    context.scope = kNoId;
    return out;
  }
  void end_scope(uint32_t scope) { EXPECT_TRUE(model->on_scope_end(context, call, std::span(&scope, 1))); }
};

TEST(Aca, AWriteInAnotherWayConflictsWhileTheReferenceLives) {
  AcaWorld w;
  const Pointer x = w.make(1), r = w.borrow(x, PtrKind::MutRef, 0);
  EXPECT_TRUE(w.write(r));
  EXPECT_EQ(rule_of(w.write(x)), "aca/conflicting");
}

TEST(Aca, AfterItsLifetimeItClaimsNothing) {
  AcaWorld w;
  const Pointer x = w.make(1), r = w.borrow(x, PtrKind::MutRef, 0);
  EXPECT_TRUE(w.write(r));
  w.end_scope(0);
  EXPECT_TRUE(w.write(x));
}

TEST(Aca, EitherOrderAndOneWriteIsEnough) {
  AcaWorld w;
  const Pointer x = w.make(1), r = w.borrow(x, PtrKind::Ref, 0);
  EXPECT_TRUE(w.read(x));
  EXPECT_TRUE(w.read(r));
  EXPECT_TRUE(w.read(x));
  const Pointer y = w.make(1), s = w.borrow(y, PtrKind::Ref, 0);
  EXPECT_TRUE(w.write(y));
  EXPECT_EQ(rule_of(w.read(s)), "aca/asserting");
}

TEST(Aca, TheChainGoesThroughRawPointers) {
  AcaWorld w;
  const Pointer x = w.make(1), r = w.borrow(x, PtrKind::MutRef, 0), p = w.raw(r);
  EXPECT_TRUE(w.write(r));  // before s is made: no business of it
  const Pointer s = w.borrow(p, PtrKind::MutRef, 1);
  EXPECT_TRUE(w.write(s));                            // through r too
  EXPECT_EQ(rule_of(w.write(p)), "aca/conflicting");  // not through s
}

TEST(Aca, AnImmutableReferenceGuaranteesReads) {
  AcaWorld w;
  const Pointer x = w.make(1), r = w.borrow(x, PtrKind::MutRef, 0);
  EXPECT_TRUE(w.write(r));
  w.borrow(r, PtrKind::Ref, 1);
  EXPECT_TRUE(w.read(x));
  w.end_scope(1);
  EXPECT_EQ(rule_of(w.read(x)), "aca/conflicting");
}

TEST(Aca, ATwoPhaseBorrowIsThereFromItsFirstUse) {
  AcaWorld w;
  const Pointer x = w.make(1), r = w.borrow(x, PtrKind::MutRef, 0, RetagMode::TwoPhase);
  EXPECT_TRUE(w.read(x));
  EXPECT_TRUE(w.write(r));
  EXPECT_EQ(rule_of(w.read(x)), "aca/conflicting");
}

TEST(Aca, AReturnedReferenceLivesOnInTheCaller) {
  AcaWorld w;
  const Pointer x = w.make(1);
  const CallId outer = w.call;
  w.begin();
  const CallId inner = w.call;
  const Pointer r = w.borrow(x, PtrKind::MutRef, 0);
  w.end(inner);
  w.call = outer;
  const Pointer same = w.borrow(r, PtrKind::MutRef, 5, RetagMode::Return);
  EXPECT_EQ(same.prov.tag, r.prov.tag);
  EXPECT_TRUE(w.write(same));
  EXPECT_EQ(rule_of(w.write(x)), "aca/conflicting");
  w.end_scope(5);
  EXPECT_TRUE(w.write(x));
}

TEST(Aca, LifetimesMayBeLongerOrShorter) {
  AcaWorld whole(AcaLifetimes::Static);
  const Pointer x = whole.make(1), r = whole.borrow(x, PtrKind::MutRef, 0);
  EXPECT_TRUE(whole.write(r));
  whole.end_scope(0);
  EXPECT_EQ(rule_of(whole.write(x)), "aca/conflicting");
  AcaWorld angelic(AcaLifetimes::Angelic);
  const Pointer y = angelic.make(1), s = angelic.borrow(y, PtrKind::MutRef, 0);
  EXPECT_TRUE(angelic.write(s));
  EXPECT_TRUE(angelic.write(y));                         // s was over by then,
  EXPECT_EQ(rule_of(angelic.read(s)), "aca/asserting");  // or was not
}

TEST(Aca, FreeingIsAWrite) {
  AcaWorld w;
  const Pointer x = w.make(1, memory::AllocKind::HeapRust), r = w.borrow(x, PtrKind::Ref, 0);
  EXPECT_TRUE(w.read(r));
  EXPECT_EQ(rule_of(w.free(x)), "aca/conflicting");
}

}  // namespace
}  // namespace assay::aliasing
