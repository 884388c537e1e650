// The printer and the validator on bodies made by hand.
#include <gtest/gtest.h>

#include "mir/place.h"
#include "mir/printer.h"
#include "mir/test_support.h"
#include "mir/validate.h"

namespace assay::mir {
namespace {

class MirTest : public ::testing::Test {
 protected:
  Session session;
  EmptyHir hir{session};
  TyContext tcx;
  Collector items{tcx, hir};
  Printer printer{session.symbols, items};
};

TEST_F(MirTest, PrintsPlacesOperandsAndTerminators) {
  BodyMaker make(tcx);
  const LocalId pair = make.local(tcx.tuple(std::vector{tcx.i32, tcx.ref(tcx.u8, true)}));
  const BlockId start = make.block(), end = make.block();
  make.assign(start, field(local_place(pair), 0, tcx.i32), constant(scalar(tcx.i32, 0xffff'fffe)));
  make.assign(start, deref(field(local_place(pair), 1, tcx.ref(tcx.u8, true))), constant(scalar(tcx.u8, 7)));
  make.go(start, end);
  make.body->blocks[end].terminator.kind = Terminator::Kind::Return;
  EXPECT_EQ(printer.print(*make.body),
            "fn <body>() -> () {\n"
            "    let mut _0: ();\n"
            "    let mut _1: (i32, &mut u8);\n"
            "\n    bb0: {\n"
            "        (_1.0: i32) = const -2_i32;\n"
            "        (*(_1.1: &mut u8)) = const 7_u8;\n"
            "        goto -> bb1;\n    }\n"
            "\n    bb1: {\n"
            "        return;\n    }\n}\n");
}

TEST_F(MirTest, PrintsRetagsAndBorrows) {
  BodyMaker make(tcx);
  const LocalId x = make.local(tcx.i32), r = make.local(tcx.ref(tcx.i32, true));
  Statement statement;
  statement.kind = Statement::Kind::Assign;
  statement.place = local_place(r);
  statement.rvalue.kind = Rvalue::Kind::Ref;
  statement.rvalue.borrow = BorrowKind::TwoPhaseMut;
  statement.rvalue.place = local_place(x);
  EXPECT_EQ(printer.print(*make.body, statement), "_2 = &two_phase mut _1");
  statement.kind = Statement::Kind::Retag;
  statement.retag = RetagKind::FnEntry;
  EXPECT_EQ(printer.print(*make.body, statement), "Retag([fn entry] _2)");
}

TEST_F(MirTest, AcceptsAWellFormedBody) {
  BodyMaker make(tcx);
  const BlockId start = make.block();
  make.body->blocks[start].terminator.kind = Terminator::Kind::Return;
  EXPECT_TRUE(validate(*make.body).empty());
}

TEST_F(MirTest, RejectsJumpsToNowhereAndIntoCleanup) {
  BodyMaker make(tcx);
  const BlockId start = make.block(), cleanup = make.block();
  make.body->blocks[cleanup].is_cleanup = true;
  make.body->blocks[cleanup].terminator.kind = Terminator::Kind::UnwindResume;
  make.go(start, cleanup);
  EXPECT_EQ(validate(*make.body), std::vector<std::string>{"bb0: jumps between cleanup and not cleanup"});
  make.go(start, BlockId(17));
  EXPECT_EQ(validate(*make.body), std::vector<std::string>{"bb0: jumps to a block that does not exist"});
}

TEST_F(MirTest, RejectsLocalsThatDoNotExist) {
  BodyMaker make(tcx);
  const BlockId start = make.block();
  make.assign(start, local_place(LocalId(9)), constant(scalar(tcx.i32, 1)));
  make.body->blocks[start].terminator.kind = Terminator::Kind::Return;
  EXPECT_EQ(validate(*make.body), std::vector<std::string>{"bb0: place of a local that does not exist"});
}

}  // namespace
}  // namespace assay::mir
