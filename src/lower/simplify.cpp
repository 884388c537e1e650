// Control flow tidying and the limits of unwinding.
#include "lower/simplify.h"

#include "mir/place.h"
#include "mir/validate.h"

namespace assay::lower {

using mir::BlockId;
using mir::Terminator;
using mir::UnwindAction;

namespace {

std::vector<bool> reachable(const mir::Body& body) {
  std::vector<bool> seen(body.blocks.size(), false);
  std::vector<BlockId> work = {BlockId(0)};
  seen[0] = true;
  while (!work.empty()) {
    const BlockId block = work.back();
    work.pop_back();
    for (const BlockId next : mir::successors(body.blocks[block].terminator)) {
      if (seen[next.raw]) continue;
      seen[next.raw] = true;
      work.push_back(next);
    }
  }
  return seen;
}

// Where a jump to `block` really leads.
BlockId final_target(const mir::Body& body, BlockId block) {
  for (size_t steps = 0; steps < body.blocks.size(); ++steps) {
    const mir::Block& b = body.blocks[block];
    if (!b.statements.empty() || b.terminator.kind != Terminator::Kind::Goto) return block;
    block = b.terminator.targets[0];
  }
  return block;
}

void join_lines(mir::Body& body) {
  const std::vector<bool> seen = reachable(body);
  std::vector<uint32_t> predecessors(body.blocks.size(), 0);
  predecessors[0] = 1;
  for (uint32_t i = 0; i < body.blocks.size(); ++i)
    if (seen[i])
      for (const BlockId target : mir::successors(body.blocks[BlockId(i)].terminator)) ++predecessors[target.raw];
  for (uint32_t i = 0; i < body.blocks.size(); ++i) {
    mir::Block& block = body.blocks[BlockId(i)];
    if (!seen[i]) continue;
    while (block.terminator.kind == Terminator::Kind::Goto) {
      const BlockId target = block.terminator.targets[0];
      mir::Block& next = body.blocks[target];
      if (target == BlockId(i) || predecessors[target.raw] != 1 || next.is_cleanup != block.is_cleanup) break;
      for (mir::Statement& statement : next.statements) block.statements.push_back(std::move(statement));
      next.statements.clear();
      block.terminator = next.terminator;
      // Nobody else comes here any more.
      next.terminator = Terminator{};
      predecessors[target.raw] = 0;
    }
  }
}

void remove_unreachable(mir::Body& body) {
  const std::vector<bool> seen = reachable(body);
  std::vector<BlockId> renamed(body.blocks.size());
  Store<BlockId, mir::Block> kept;
  for (uint32_t i = 0; i < body.blocks.size(); ++i)
    if (seen[i]) renamed[i] = kept.push(std::move(body.blocks[BlockId(i)]));
  for (mir::Block& block : kept)
    for (BlockId* target : mir::successors_mut(block.terminator)) *target = renamed[target->raw];
  body.blocks = std::move(kept);
}

}  // namespace

void simplify_blocks(mir::Body& body) {
  for (mir::Block& block : body.blocks) {
    Terminator& terminator = block.terminator;
    for (BlockId* target : mir::successors_mut(terminator)) *target = final_target(body, *target);
    if (terminator.kind != Terminator::Kind::SwitchInt) continue;
    // A switch all of whose ways meet decides nothing (its operand is a boolean or tag read before).
    bool same = terminator.operand.kind != mir::Operand::Kind::Copy || terminator.operand.place.is_local();
    for (const BlockId target : terminator.targets) same &= target == terminator.targets[0];
    if (!same) continue;
    const BlockId target = terminator.targets[0];
    terminator.kind = Terminator::Kind::Goto;
    terminator.values.clear();
    terminator.targets = {target};
  }
  join_lines(body);
  remove_unreachable(body);
}

void restrict_unwinding(mir::Body& body, bool may_unwind) {
  for (mir::Block& block : body.blocks) {
    Terminator& terminator = block.terminator;
    const bool can = terminator.kind == Terminator::Kind::Call || terminator.kind == Terminator::Kind::Drop ||
                     terminator.kind == Terminator::Kind::Assert;
    if (!can || terminator.unwind == UnwindAction::Unreachable) continue;
    if (block.is_cleanup) {
      terminator.unwind = UnwindAction::Terminate;
      terminator.cleanup = BlockId();
      continue;
    }
    // A cleanup that only resumes is no cleanup.
    if (terminator.unwind != UnwindAction::Cleanup) {
      if (!may_unwind) terminator.unwind = UnwindAction::Terminate;
      continue;
    }
    const mir::Block& cleanup = body.blocks[terminator.cleanup];
    if (!cleanup.statements.empty() || cleanup.terminator.kind != Terminator::Kind::UnwindResume) continue;
    terminator.unwind = may_unwind ? UnwindAction::Continue : UnwindAction::Terminate;
    terminator.cleanup = BlockId();
  }
  if (may_unwind) return;
  // What is live is dropped, then the program ends.
  for (mir::Block& block : body.blocks)
    if (block.terminator.kind == Terminator::Kind::UnwindResume)
      block.terminator.kind = Terminator::Kind::UnwindTerminate;
}

void move_packed_drops(mir::Body& body, types::Collector& items) {
  const auto in_packed = [&](const mir::Place& place) {
    bool packed = false;
    types::TyId ty = body.locals[place.local].ty;
    for (const mir::ProjectionElem& elem : place.projection) {
      const types::TyData& data = items.tcx[ty];
      if (elem.kind == mir::ProjectionElem::Kind::Deref) packed = false;
      if (elem.kind == mir::ProjectionElem::Kind::Field && data.kind == types::TyKind::Adt)
        packed |= items.adt(data.def).repr.pack.has_value();
      ty = mir::projected_ty(ty, elem, items);
    }
    return packed;
  };
  for (mir::Block& block : body.blocks) {
    Terminator& terminator = block.terminator;
    if (terminator.kind != Terminator::Kind::Drop || !in_packed(terminator.place)) continue;
    mir::LocalDecl decl;
    decl.ty = mir::place_ty(body, terminator.place, items);
    decl.span = terminator.span;
    mir::Statement statement;
    statement.kind = mir::Statement::Kind::Assign;
    statement.span = terminator.span;
    statement.place = mir::local_place(body.locals.push(decl));
    statement.rvalue.operands.push_back(mir::move(terminator.place, terminator.span));
    terminator.place = statement.place;
    block.statements.push_back(std::move(statement));
  }
}

}  // namespace assay::lower
