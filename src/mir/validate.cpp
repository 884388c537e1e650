// The structural validator and the list of a terminator's targets.
#include "mir/validate.h"

#include <fmt/format.h>

namespace assay::mir {

std::vector<BlockId*> successors_mut(Terminator& terminator) {
  std::vector<BlockId*> list;
  switch (terminator.kind) {
    case Terminator::Kind::Goto:
    case Terminator::Kind::SwitchInt:
      for (BlockId& target : terminator.targets) list.push_back(&target);
      break;
    case Terminator::Kind::Drop:
    case Terminator::Kind::Call:
    case Terminator::Kind::Assert:
      if (terminator.target) list.push_back(&terminator.target);
      if (terminator.unwind == UnwindAction::Cleanup && terminator.cleanup) list.push_back(&terminator.cleanup);
      break;
    case Terminator::Kind::Return:
    case Terminator::Kind::Unreachable:
    case Terminator::Kind::UnwindResume:
    case Terminator::Kind::UnwindTerminate:
    case Terminator::Kind::Unsupported:
      break;
  }
  return list;
}

std::vector<BlockId> successors(const Terminator& terminator) {
  std::vector<BlockId> list;
  for (BlockId* target : successors_mut(const_cast<Terminator&>(terminator))) list.push_back(*target);
  return list;
}

namespace {

class Validator {
 public:
  explicit Validator(const Body& body) : body_(body) {}

  std::vector<std::string> run() {
    if (body_.blocks.empty()) fail("no blocks");
    if (body_.locals.size() < body_.arg_count + 1u) fail("fewer locals than arguments");
    for (uint32_t i = 0; i < body_.blocks.size(); ++i) {
      at_ = i;
      const Block& block = body_.blocks[BlockId(i)];
      for (const Statement& statement : block.statements) check(statement);
      check(block);
    }
    return std::move(problems_);
  }

 private:
  void fail(std::string what) { problems_.push_back(fmt::format("bb{}: {}", at_, what)); }

  void check(const Place& place) {
    if (!body_.locals.contains(place.local)) return fail("place of a local that does not exist");
    for (const ProjectionElem& elem : place.projection) {
      if (elem.kind == ProjectionElem::Kind::Index && !body_.locals.contains(elem.index)) fail("index is not a local");
      if (elem.kind == ProjectionElem::Kind::Field && !elem.ty) fail("field without a type");
    }
  }
  void check(const Operand& operand) {
    if (operand.kind != Operand::Kind::Constant) return check(operand.place);
    if (!operand.constant.ty) fail("constant without a type");
  }
  void check(const Rvalue& rvalue) {
    size_t wanted = rvalue.operands.size();
    bool has_place = false;
    switch (rvalue.kind) {
      case Rvalue::Kind::Use:
      case Rvalue::Kind::Repeat:
      case Rvalue::Kind::Cast:
      case Rvalue::Kind::Unary:
        wanted = 1;
        break;
      case Rvalue::Kind::Binary:
        wanted = 2;
        break;
      case Rvalue::Kind::Ref:
      case Rvalue::Kind::RawPtr:
      case Rvalue::Kind::Len:
      case Rvalue::Kind::Discriminant:
      case Rvalue::Kind::CopyForDeref:
        has_place = true;
        break;
      case Rvalue::Kind::Aggregate:
      case Rvalue::Kind::StaticRef:
      case Rvalue::Kind::ThreadLocalRef:
      case Rvalue::Kind::OffsetOf:
      case Rvalue::Kind::SizeOf:
      case Rvalue::Kind::AlignOf:
        break;
    }
    if (rvalue.operands.size() != wanted) fail("rvalue has the wrong number of operands");
    for (const Operand& operand : rvalue.operands) check(operand);
    if (has_place) check(rvalue.place);
  }
  void check(const Statement& statement) {
    if (statement.kind == Statement::Kind::Nop) return;
    check(statement.place);
    if (statement.kind == Statement::Kind::Assign) check(statement.rvalue);
    const bool storage =
        statement.kind == Statement::Kind::StorageLive || statement.kind == Statement::Kind::StorageDead;
    if (storage && !statement.place.is_local()) fail("storage statement on a projection");
  }
  void check(const Block& block) {
    const Terminator& terminator = block.terminator;
    const std::vector<BlockId> targets = successors(terminator);
    for (const BlockId target : targets) {
      if (!body_.blocks.contains(target)) {
        fail("jumps to a block that does not exist");
        continue;
      }
      const bool unwinds = terminator.unwind == UnwindAction::Cleanup && target == terminator.cleanup &&
                           terminator.kind != Terminator::Kind::Goto && terminator.kind != Terminator::Kind::SwitchInt;
      const bool to_cleanup = body_.blocks[target].is_cleanup;
      if (unwinds && block.is_cleanup) fail("a cleanup block unwinds into another");
      if (unwinds && !to_cleanup) fail("unwinds into a block that is not cleanup");
      if (!unwinds && to_cleanup != block.is_cleanup) fail("jumps between cleanup and not cleanup");
      if (target == BlockId(0)) fail("jumps to the entry block");
    }
    switch (terminator.kind) {
      case Terminator::Kind::Goto:
        if (terminator.targets.size() != 1) fail("goto without one target");
        break;
      case Terminator::Kind::SwitchInt:
        if (terminator.targets.size() != terminator.values.size() + 1) fail("switch with a wrong number of targets");
        check(terminator.operand);
        break;
      case Terminator::Kind::Drop:
        check(terminator.place);
        if (!terminator.target) fail("drop without a target");
        break;
      case Terminator::Kind::Call:
        check(terminator.place);
        check(terminator.operand);
        for (const Operand& arg : terminator.args) check(arg);
        break;
      case Terminator::Kind::Assert:
        check(terminator.operand);
        for (const Operand& arg : terminator.args) check(arg);
        if (!terminator.target) fail("assert without a target");
        break;
      case Terminator::Kind::UnwindResume:
      case Terminator::Kind::UnwindTerminate:
        if (!block.is_cleanup) fail("resume outside of cleanup");
        break;
      case Terminator::Kind::Return:
        if (block.is_cleanup) fail("return in cleanup");
        break;
      case Terminator::Kind::Unreachable:
      case Terminator::Kind::Unsupported:
        break;
    }
  }

  const Body& body_;
  uint32_t at_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> validate(const Body& body) { return Validator(body).run(); }

}  // namespace assay::mir
