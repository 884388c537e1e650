// The fixed point of the initialisation analysis.
#include "lower/init_flow.h"

#include "lower/discriminants.h"
#include "mir/validate.h"

namespace assay::lower {

using mir::BlockId;
using mir::Terminator;

namespace {

void apply(const MovePaths& paths, InitState& state, PathId path, MovePaths::Effect effect) {
  paths.each_below(path, [&](PathId p) { state.set(p, effect); });
}

}  // namespace

InitFlow::InitFlow(const mir::Body& body, const MovePaths& paths, traits::Solver& solver)
    : body_(body), paths_(paths), solver_(solver), entries_(body.blocks.size()), queued_(body.blocks.size(), false) {
  InitState start(paths.paths().size());
  for (PathId p = 0; p < paths.paths().size(); ++p) {
    const uint32_t local = paths.paths()[p].place.local.raw;
    const bool is_arg = local >= 1 && local <= body.arg_count;
    start.set(p, is_arg ? MovePaths::Effect::Init : MovePaths::Effect::Uninit);
  }
  flow_to(BlockId(0), start);
  for (size_t next = 0; next < work_.size(); ++next) {
    const BlockId block = work_[next];
    queued_[block.raw] = false;
    InitState state = before_terminator(block);
    const Terminator& terminator = body.blocks[block].terminator;
    const bool drops_nothing = is_dead_drop(terminator, state);
    paths_.effects(terminator, [&](PathId p, MovePaths::Effect e) { apply(paths_, state, p, e); });
    const PathId switched = switched_enum(block);
    if (switched != kNoId) {
      flow_through_switch(block, switched, state);
      continue;
    }
    for (const BlockId successor : mir::successors(terminator)) {
      if (terminator.kind == Terminator::Kind::Call && successor == terminator.target) {
        InitState returned = state;
        paths_.return_effects(terminator, [&](PathId p, MovePaths::Effect e) { apply(paths_, returned, p, e); });
        flow_to(successor, returned);
      } else if (!drops_nothing || successor == terminator.target) {
        flow_to(successor, state);
      }
    }
  }
}

// A drop of what is certainly uninitialised cannot unwind.
bool InitFlow::is_dead_drop(const Terminator& terminator, const InitState& state) const {
  if (terminator.kind != Terminator::Kind::Drop) return false;
  const PathId path = paths_.exact(terminator.place);
  if (path == kNoId) return false;
  bool live = false;
  paths_.each_below(path, [&](PathId p) { live |= state.maybe_init(p); });
  return !live;
}

PathId InitFlow::switched_enum(BlockId block) const {
  const Terminator& terminator = body_.blocks[block].terminator;
  const auto& statements = body_.blocks[block].statements;
  if (terminator.kind != Terminator::Kind::SwitchInt || terminator.operand.kind == mir::Operand::Kind::Constant ||
      statements.empty())
    return kNoId;
  const mir::Statement& last = statements.back();
  if (last.kind != mir::Statement::Kind::Assign || last.rvalue.kind != mir::Rvalue::Kind::Discriminant ||
      !(last.place == terminator.operand.place))
    return kNoId;
  return paths_.exact(last.rvalue.place);
}

// On each way out the other variants are known not to be there, so nothing in them is initialised.
void InitFlow::flow_through_switch(BlockId block, PathId path, const InitState& state) {
  const Terminator& terminator = body_.blocks[block].terminator;
  const types::TyData& data = solver_.tcx[paths_.paths()[path].ty];
  for (size_t i = 0; i < terminator.targets.size(); ++i) {
    InitState refined = state;
    for (const PathId child : paths_.paths()[path].children) {
      const mir::ProjectionElem& step = paths_.paths()[child].place.projection.back();
      if (step.kind != mir::ProjectionElem::Kind::Downcast || data.kind != types::TyKind::Adt) continue;
      const auto value = discriminant_value(solver_.items.adt(data.def), step.field, solver_);
      if (!value) continue;
      bool possible = i < terminator.values.size() ? terminator.values[i] == *value : true;
      if (i >= terminator.values.size())
        for (const u128 taken : terminator.values) possible &= taken != *value;
      if (!possible) apply(paths_, refined, child, MovePaths::Effect::Uninit);
    }
    flow_to(terminator.targets[i], refined);
  }
}

InitState InitFlow::before_terminator(BlockId block) const {
  InitState state = *entries_[block.raw];
  for (const mir::Statement& statement : body_.blocks[block].statements)
    paths_.effects(statement, [&](PathId p, MovePaths::Effect e) { apply(paths_, state, p, e); });
  return state;
}

void InitFlow::flow_to(BlockId block, const InitState& state) {
  std::optional<InitState>& entry = entries_[block.raw];
  bool changed = false;
  if (!entry) {
    entry = state;
    changed = true;
  } else {
    changed = entry->join(state);
  }
  if (!changed || queued_[block.raw]) return;
  queued_[block.raw] = true;
  work_.push_back(block);
}

}  // namespace assay::lower
