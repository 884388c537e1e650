// Where regions end, on bodies made by hand.
#include "regions/regions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "mir/test_support.h"

namespace assay::regions {
namespace {

using mir::BlockId;
using mir::BodyMaker;
using mir::LocalId;
using mir::Place;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;
using types::TyId;

class Regions : public ::testing::Test {
 protected:
  Session session;
  mir::EmptyHir hir{session};
  types::TyContext tcx;
  types::Collector items{tcx, hir};
  traits::Solver solver{items, nullptr};
  RegionAnalysis analysis{solver};
  BodyMaker make{tcx};

  // `to = &mut place; Retag(to)`; its statement.
  uint32_t borrow(BlockId block, LocalId to, const Place& place, bool is_mut = true) {
    auto& statements = make.body->blocks[block].statements;
    const auto at = static_cast<uint32_t>(statements.size());
    make.push(block, Statement::Kind::Assign, mir::local_place(to));
    statements.back().rvalue.kind = Rvalue::Kind::Ref;
    statements.back().rvalue.borrow = is_mut ? mir::BorrowKind::Mut : mir::BorrowKind::Shared;
    statements.back().rvalue.place = place;
    make.push(block, Statement::Kind::Retag, mir::local_place(to));
    return at;
  }
  // `*r = 1`; its statement.
  uint32_t use(BlockId block, LocalId r) {
    make.assign(block, mir::deref(mir::local_place(r)), mir::constant(mir::scalar(tcx.i32, 1)));
    return static_cast<uint32_t>(make.body->blocks[block].statements.size() - 1);
  }
  void nop(BlockId block) { make.push(block, Statement::Kind::Nop, {}); }
  bool ends(BlockId block, uint32_t statement, uint32_t scope) {
    const std::vector<uint32_t>* list = analysis.of(*make.body).ends_before(block, statement);
    return list != nullptr && std::find(list->begin(), list->end(), scope) != list->end();
  }
  size_t end_count(uint32_t scope) {
    size_t found = 0;
    for (const auto& [at, list] : analysis.of(*make.body).ends)
      found += static_cast<size_t>(std::count(list.begin(), list.end(), scope));
    return found;
  }
  TyId mut_ref() { return tcx.ref(tcx.i32, true); }
};

TEST_F(Regions, ABorrowEndsAfterItsLastUse) {
  const LocalId x = make.local(tcx.i32), r = make.local(mut_ref());
  const BlockId b = make.block();
  borrow(b, r, mir::local_place(x));
  use(b, r);
  const uint32_t last = use(b, r);
  nop(b);
  make.end(b, Terminator::Kind::Return);
  EXPECT_TRUE(ends(b, last + 1, 0));
  EXPECT_EQ(end_count(0), 1u);
  EXPECT_FALSE(analysis.of(*make.body).scopes[0].outlives_body);
}

TEST_F(Regions, AnUnusedBorrowEndsAtOnce) {
  const LocalId x = make.local(tcx.i32), r = make.local(mut_ref());
  const BlockId b = make.block();
  const uint32_t at = borrow(b, r, mir::local_place(x));
  nop(b);
  make.end(b, Terminator::Kind::Return);
  EXPECT_TRUE(ends(b, at + 2, 0));  // behind the Retag
  EXPECT_EQ(analysis.of(*make.body).begins(b, at), 0u);
  EXPECT_EQ(analysis.of(*make.body).begins(b, at + 1), 0u);
}

TEST_F(Regions, AReborrowKeepsWhatItGoesThroughAlive) {
  const LocalId x = make.local(tcx.i32), r = make.local(mut_ref()), s = make.local(mut_ref());
  const BlockId b = make.block();
  borrow(b, r, mir::local_place(x));
  borrow(b, s, mir::deref(mir::local_place(r)));
  const uint32_t last = use(b, s);
  nop(b);
  make.end(b, Terminator::Kind::Return);
  EXPECT_TRUE(ends(b, last + 1, 0));
  EXPECT_TRUE(ends(b, last + 1, 1));
}

TEST_F(Regions, AReborrowThroughARawPointerDoesNot) {
  const LocalId x = make.local(tcx.i32), r = make.local(mut_ref()), p = make.local(tcx.raw_ptr(tcx.i32, true)),
                s = make.local(mut_ref());
  const BlockId b = make.block();
  const uint32_t first = borrow(b, r, mir::local_place(x));
  make.push(b, Statement::Kind::Assign, mir::local_place(p));
  make.body->blocks[b].statements.back().rvalue.kind = Rvalue::Kind::RawPtr;
  make.body->blocks[b].statements.back().rvalue.is_mut = true;
  make.body->blocks[b].statements.back().rvalue.place = mir::deref(mir::local_place(r));
  borrow(b, s, mir::deref(mir::local_place(p)));
  const uint32_t last = use(b, s);
  nop(b);
  make.end(b, Terminator::Kind::Return);
  EXPECT_TRUE(ends(b, first + 3, 0));  // after the cast
  EXPECT_TRUE(ends(b, last + 1, 1));
}

TEST_F(Regions, WhatIsReturnedOutlivesTheBody) {
  make.body->locals[LocalId(0)].ty = mut_ref();
  const LocalId arg = make.arg(mut_ref());
  const BlockId b = make.block();
  borrow(b, LocalId(0), mir::deref(mir::local_place(arg)));
  make.end(b, Terminator::Kind::Return);
  EXPECT_TRUE(analysis.of(*make.body).scopes[0].outlives_body);
  EXPECT_FALSE(analysis.of(*make.body).scopes[0].is_static);
  EXPECT_EQ(end_count(0), 0u);
}

TEST_F(Regions, ABorrowUsedInALoopEndsWhereTheLoopIsLeft) {
  const LocalId x = make.local(tcx.i32), r = make.local(mut_ref()), c = make.local(tcx.bool_);
  const BlockId start = make.block(), loop = make.block(), out = make.block();
  borrow(start, r, mir::local_place(x));
  make.go(start, loop);
  use(loop, r);
  nop(loop);
  Terminator& branch = make.end(loop, Terminator::Kind::SwitchInt);
  branch.operand = mir::copy(mir::local_place(c));
  branch.switch_ty = tcx.bool_;
  branch.values = {0};
  branch.targets = {out, loop};
  make.end(out, Terminator::Kind::Return);
  EXPECT_TRUE(ends(out, 0, 0));
  EXPECT_EQ(end_count(0), 1u);
}

TEST_F(Regions, ABorrowUsedOnOneBranchEndsAtTheStartOfTheOther) {
  const LocalId x = make.local(tcx.i32), r = make.local(mut_ref()), c = make.local(tcx.bool_);
  const BlockId start = make.block(), uses = make.block(), other = make.block();
  borrow(start, r, mir::local_place(x));
  Terminator& branch = make.end(start, Terminator::Kind::SwitchInt);
  branch.operand = mir::copy(mir::local_place(c));
  branch.switch_ty = tcx.bool_;
  branch.values = {0};
  branch.targets = {other, uses};
  const uint32_t last = use(uses, r);
  make.end(uses, Terminator::Kind::Return);
  make.end(other, Terminator::Kind::Return);
  EXPECT_TRUE(ends(other, 0, 0));
  EXPECT_TRUE(ends(uses, last + 1, 0));
}

TEST_F(Regions, TheResultOfACallKeepsItsArgumentBorrowed) {
  const types::Region bound{types::Region::Kind::Bound, 0};
  types::FnSig sig;
  const TyId shared = tcx.ref(tcx.i32, false, bound);
  sig.inputs = tcx.list(std::vector{shared});
  sig.output = shared;
  sig.bound_regions = 1;
  const TyId plain = tcx.ref(tcx.i32, false);
  const LocalId f = make.local(tcx.fn_ptr(sig)), x = make.local(tcx.i32), r = make.local(plain), s = make.local(plain),
                y = make.local(tcx.i32);
  const BlockId start = make.block(), after = make.block();
  borrow(start, r, mir::local_place(x), false);
  Terminator& call = make.end(start, Terminator::Kind::Call);
  call.operand = mir::copy(mir::local_place(f));
  call.args = {mir::move(mir::local_place(r))};
  call.place = mir::local_place(s);
  call.target = after;
  make.assign(after, mir::local_place(y), mir::copy(mir::deref(mir::local_place(s))));
  nop(after);
  make.end(after, Terminator::Kind::Return);
  EXPECT_TRUE(ends(after, 1, 0));  // the borrow
  EXPECT_TRUE(ends(after, 1, 1));  // the result
  EXPECT_EQ(analysis.of(*make.body).scopes[1].kind, Scope::Kind::Result);
}

TEST_F(Regions, AssignmentMakesRegionsMeet) {
  const TyId plain = tcx.ref(tcx.i32, false);
  const LocalId x = make.local(tcx.i32), r = make.local(plain), s = make.local(plain), y = make.local(tcx.i32);
  const BlockId b = make.block();
  borrow(b, r, mir::local_place(x), false);
  make.assign(b, mir::local_place(s), mir::copy(mir::local_place(r)));
  nop(b);
  make.assign(b, mir::local_place(y), mir::copy(mir::deref(mir::local_place(s))));
  nop(b);
  make.end(b, Terminator::Kind::Return);
  EXPECT_TRUE(ends(b, 5, 0));
  EXPECT_EQ(end_count(0), 1u);
}

}  // namespace
}  // namespace assay::regions
