// The passes after building, on bodies made by hand: drop elaboration, retags, tidying.
#include <gtest/gtest.h>

#include "lower/derefs.h"
#include "lower/elaborate.h"
#include "lower/retag.h"
#include "lower/simplify.h"
#include "mir/printer.h"
#include "mir/test_support.h"
#include "mir/validate.h"

namespace assay::lower {
namespace {

using mir::BlockId;
using mir::BodyMaker;
using mir::LocalId;
using mir::Statement;
using mir::Terminator;
using types::TyId;

class Passes : public ::testing::Test {
 protected:
  Session session;
  mir::EmptyHir hir{session};
  types::TyContext tcx;
  types::Collector items{tcx, hir};
  traits::Solver solver{items, nullptr};
  mir::Printer printer{session.symbols, items};
  TyId generic = tcx.param(0, session.sym("T"));  // must be assumed to need dropping

  std::string elaborated(mir::Body& body) {
    elaborate_drops(body, solver, {});
    simplify_blocks(body);
    EXPECT_TRUE(mir::validate(body).empty()) << mir::validate(body)[0];
    return printer.print(body);
  }
  static size_t count(const std::string& text, const std::string& part) {
    size_t found = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  }
};

TEST_F(Passes, ADropOfWhatWasMovedGoesAway) {
  BodyMaker make(tcx);
  const LocalId arg = make.arg(generic), to = make.local(generic);
  const BlockId start = make.block(), end = make.block();
  make.assign(start, mir::local_place(to), mir::move(mir::local_place(arg)));
  make.drop(start, mir::local_place(arg), end);
  make.end(end, Terminator::Kind::Return);
  EXPECT_EQ(count(elaborated(*make.body), "drop("), 0u);
}

TEST_F(Passes, ADropOfWhatMayHaveBeenMovedTestsAFlag) {
  BodyMaker make(tcx);
  const LocalId arg = make.arg(generic), condition = make.arg(tcx.bool_), to = make.local(generic);
  const BlockId start = make.block(), moves = make.block(), join = make.block(), end = make.block();
  Terminator& branch = make.end(start, Terminator::Kind::SwitchInt);
  branch.operand = mir::copy(mir::local_place(condition));
  branch.switch_ty = tcx.bool_;
  branch.values = {0};
  branch.targets = {join, moves};
  make.assign(moves, mir::local_place(to), mir::move(mir::local_place(arg)));
  make.go(moves, join);
  make.drop(join, mir::local_place(arg), end);
  make.end(end, Terminator::Kind::Return);
  const std::string text = elaborated(*make.body);
  EXPECT_EQ(count(text, "drop(_1)"), 1u) << text;
  EXPECT_EQ(count(text, "_4 = const true"), 1u) << text;
  EXPECT_EQ(count(text, "switchInt(copy _4)"), 1u) << text;
}

TEST_F(Passes, APartlyMovedTupleDropsTheRest) {
  BodyMaker make(tcx);
  const LocalId arg = make.arg(tcx.tuple(std::vector{generic, generic, tcx.i32})), to = make.local(generic);
  const BlockId start = make.block(), end = make.block();
  make.assign(start, mir::local_place(to), mir::move(mir::field(mir::local_place(arg), 0, generic)));
  make.drop(start, mir::local_place(arg), end);
  make.end(end, Terminator::Kind::Return);
  const std::string text = elaborated(*make.body);
  EXPECT_EQ(count(text, "drop((_1.1: T))"), 1u) << text;
  EXPECT_EQ(count(text, "drop("), 1u) << text;
}

TEST_F(Passes, ReferencesAreRetaggedAtEntryAndWhenMade) {
  BodyMaker make(tcx);
  const TyId ref = tcx.ref(tcx.i32, true);
  const LocalId arg = make.arg(ref), again = make.local(ref), raw = make.local(tcx.raw_ptr(tcx.i32, true));
  const LocalId raw_again = make.local(tcx.raw_ptr(tcx.i32, true));
  const BlockId start = make.block();
  make.push(start, Statement::Kind::Assign, mir::local_place(again));
  make.body->blocks[start].statements.back().rvalue.kind = mir::Rvalue::Kind::Ref;
  make.body->blocks[start].statements.back().rvalue.borrow = mir::BorrowKind::TwoPhaseMut;
  make.body->blocks[start].statements.back().rvalue.place = mir::deref(mir::local_place(arg));
  make.push(start, Statement::Kind::Assign, mir::local_place(raw));
  make.body->blocks[start].statements.back().rvalue.kind = mir::Rvalue::Kind::RawPtr;
  make.body->blocks[start].statements.back().rvalue.place = mir::deref(mir::local_place(again));
  make.push(start, Statement::Kind::Assign, mir::local_place(raw_again));
  make.body->blocks[start].statements.back().rvalue.kind = mir::Rvalue::Kind::RawPtr;
  make.body->blocks[start].statements.back().rvalue.place = mir::deref(mir::local_place(raw));
  make.end(start, Terminator::Kind::Return);
  insert_retags(*make.body, items);
  const std::string text = printer.print(*make.body);
  EXPECT_EQ(count(text, "Retag([fn entry] _1)"), 1u) << text;
  EXPECT_EQ(count(text, "Retag([2phase] _2)"), 1u) << text;
  EXPECT_EQ(count(text, "Retag([raw] _3)"), 1u) << text;
  EXPECT_EQ(count(text, "Retag("), 3u) << text;  // behind a raw pointer nothing is new
}

TEST_F(Passes, PointersOnTheWayToAPlaceAreCopiedFirst) {
  BodyMaker make(tcx);
  const TyId inner = tcx.ref(tcx.i32, false);
  const LocalId arg = make.arg(tcx.ref(tcx.tuple(std::vector{inner}), false)), to = make.local(tcx.i32);
  const BlockId start = make.block();
  const mir::Place place = mir::deref(mir::field(mir::deref(mir::local_place(arg)), 0, inner));
  make.assign(start, mir::local_place(to), mir::copy(place));
  make.end(start, Terminator::Kind::Return);
  separate_derefs(*make.body, items);
  const std::string text = printer.print(*make.body);
  EXPECT_EQ(count(text, "_3 = deref_copy ((*_1).0: &i32)"), 1u) << text;
  EXPECT_EQ(count(text, "_2 = copy (*_3)"), 1u) << text;
}

TEST_F(Passes, NothingUnwindsOutOfAForeignAbi) {
  BodyMaker make(tcx);
  const LocalId arg = make.arg(generic);
  const BlockId start = make.block(), end = make.block();
  make.drop(start, mir::local_place(arg), end);
  make.end(end, Terminator::Kind::Return);
  restrict_unwinding(*make.body, false);
  EXPECT_EQ(count(printer.print(*make.body), "unwind terminate"), 1u);
}

}  // namespace
}  // namespace assay::lower
