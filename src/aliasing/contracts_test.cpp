// The locks of Types as Contracts, without types: the ranges are given by hand.
#include <gtest/gtest.h>

#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::kWholeCall;
using memory::Pointer;

struct ContractWorld : World {
  ContractWorld() : World("contracts") { begin(); }
  std::vector<CallId> calls;
  void begin() {
    calls.push_back(enter());
    EXPECT_TRUE(model->on_call_begin(context, calls.back()));
  }
  void end() {
    EXPECT_TRUE(model->on_call_end(context, calls.back()));
    calls.pop_back();
  }
  Outcome<> apply(ContractOp op, Pointer p, bool is_mut, uint32_t scope = kWholeCall, bool for_ever = false) {
    Allocation* alloc = memory.find(p, 0);
    const uint64_t at = p.addr - alloc->base;
    return model->on_contract(context, {op, *alloc, {at, at + 1}, is_mut, {calls.back(), scope}, for_ever});
  }
  Outcome<> end_scope(uint32_t scope) { return model->on_scope_end(context, calls.back(), std::span(&scope, 1)); }
};

TEST(Contracts, AWriteLockIsForOneCall) {
  ContractWorld w;
  const Pointer x = w.make(2);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_TRUE(w.write(x));
  w.begin();
  EXPECT_EQ(rule_of(w.read(x)), "contracts/access#write-lock");
  EXPECT_TRUE(w.read({x.addr + 1, x.prov}));  // the other byte
  w.end();
  EXPECT_TRUE(w.read(x));
}

TEST(Contracts, AReadLockForbidsWritesToItsHolderToo) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, false, 0));
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, false, 1));
  EXPECT_TRUE(w.read(x));
  EXPECT_EQ(rule_of(w.write(x)), "contracts/access#read-lock");
  EXPECT_TRUE(w.end_scope(0));
  EXPECT_EQ(rule_of(w.write(x)), "contracts/access#read-lock");
  EXPECT_TRUE(w.end_scope(1));
  EXPECT_TRUE(w.write(x));
}

TEST(Contracts, AcquiringTwiceIsAConflict) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_EQ(rule_of(w.apply(ContractOp::Acquire, x, true)), "contracts/acquire");
  EXPECT_EQ(rule_of(w.apply(ContractOp::Acquire, x, false)), "contracts/acquire");
}

TEST(Contracts, ABorrowSuspendsAndItsEndRecovers) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_TRUE(w.apply(ContractOp::Suspend, x, true, 0));
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true, 0));
  EXPECT_TRUE(w.apply(ContractOp::Release, x, true));
  w.begin();
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_TRUE(w.write(x));
  w.end();
  EXPECT_TRUE(w.apply(ContractOp::Recover, x, true, 0));
  EXPECT_TRUE(w.end_scope(0));
  w.begin();
  EXPECT_EQ(rule_of(w.write(x)), "contracts/access#write-lock");
}

TEST(Contracts, WhatIsNotReachedAnyMoreIsNotRecovered) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_TRUE(w.apply(ContractOp::Suspend, x, true, 0));
  EXPECT_TRUE(w.end_scope(0));
  w.begin();
  EXPECT_TRUE(w.write(x));
}

TEST(Contracts, TheLockComesBackWhenTheLastBorrowEnds) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_TRUE(w.apply(ContractOp::Suspend, x, true, 0));
  EXPECT_TRUE(w.apply(ContractOp::Suspend, x, true, 1));
  EXPECT_TRUE(w.apply(ContractOp::Recover, x, true, 0));
  EXPECT_TRUE(w.end_scope(0));
  w.begin();
  EXPECT_TRUE(w.write(x));
  w.end();
  EXPECT_TRUE(w.apply(ContractOp::Recover, x, true, 1));
  EXPECT_TRUE(w.end_scope(1));
  w.begin();
  EXPECT_EQ(rule_of(w.write(x)), "contracts/access#write-lock");
}

TEST(Contracts, RecoveringMeetsAnotherLock) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_TRUE(w.apply(ContractOp::Suspend, x, true, 0));
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, false, 1));
  EXPECT_TRUE(w.apply(ContractOp::Recover, x, true, 0));
  EXPECT_EQ(rule_of(w.end_scope(0)), "contracts/recover");
}

TEST(Contracts, ACastReleasesForGood) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  EXPECT_TRUE(w.apply(ContractOp::Suspend, x, true, 0));
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true, 0));
  EXPECT_TRUE(w.apply(ContractOp::Forget, x, true));
  EXPECT_TRUE(w.apply(ContractOp::Recover, x, true, 0));
  EXPECT_TRUE(w.end_scope(0));
  w.begin();
  EXPECT_TRUE(w.write(x));
}

TEST(Contracts, ForEverOutlivesTheCall) {
  ContractWorld w;
  const Pointer x = w.make(1);
  w.begin();
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, false, 0, true));
  w.end();
  EXPECT_EQ(rule_of(w.write(x)), "contracts/access#read-lock");
}

TEST(Contracts, AForeignWriteLockCannotBeReleased) {
  ContractWorld w;
  const Pointer x = w.make(1);
  EXPECT_TRUE(w.apply(ContractOp::Acquire, x, true));
  w.begin();
  EXPECT_EQ(rule_of(w.apply(ContractOp::Release, x, true)), "contracts/release");
  EXPECT_EQ(rule_of(w.apply(ContractOp::Suspend, x, true, 0)), "contracts/suspend");
  EXPECT_TRUE(w.apply(ContractOp::Release, x, false));  // shared context asks for nothing
}

}  // namespace
}  // namespace assay::aliasing
