// Elaborates each Drop terminator by what is known of its move path there, then keeps the flags that conditional drops
// test up to date.
#include "lower/elaborate.h"

#include <unordered_map>

#include "lower/init_flow.h"
#include "lower/open_drop.h"
#include "mir/validate.h"

namespace assay::lower {

using mir::BlockId;
using mir::LocalId;
using mir::Terminator;
using Effect = MovePaths::Effect;

namespace {

mir::Statement set_flag(LocalId flag, bool value, types::TyContext& tcx, Span span) {
  mir::Statement statement;
  statement.kind = mir::Statement::Kind::Assign;
  statement.span = span;
  statement.place = mir::local_place(flag);
  statement.rvalue.operands.push_back(mir::constant(mir::scalar(tcx.bool_, value ? 1 : 0), span));
  return statement;
}

/// Writes the flags wherever the paths they stand for change.
class FlagWriter {
 public:
  FlagWriter(mir::Body& body, const MovePaths& paths, const DropFlags& flags, types::TyContext& tcx)
      : body_(body), paths_(paths), flags_(flags), tcx_(tcx) {}

  void write(uint32_t original_blocks) {
    if (flags_.empty()) return;
    for (uint32_t i = 0; i < original_blocks; ++i) write_block(BlockId(i));
    write_entry();
  }

 private:
  void append(std::vector<mir::Statement>& out, PathId path, Effect effect, Span span) {
    paths_.each_below(path, [&](PathId p) {
      if (const LocalId flag = flags_.find(p)) out.push_back(set_flag(flag, effect == Effect::Init, tcx_, span));
    });
  }

  void write_block(BlockId id) {
    std::vector<mir::Statement> out;
    mir::Block& block = body_.blocks[id];
    for (mir::Statement& statement : block.statements) {
      const Span span = statement.span;
      std::vector<mir::Statement> after;
      paths_.effects(statement, [&](PathId p, Effect e) { append(after, p, e, span); });
      // Storage says nothing new: what dies has been dropped or moved.
      const bool is_assign = statement.kind == mir::Statement::Kind::Assign;
      out.push_back(std::move(statement));
      if (is_assign) out.insert(out.end(), after.begin(), after.end());
    }
    const Terminator& terminator = block.terminator;
    if (terminator.kind == Terminator::Kind::Call)
      paths_.effects(terminator, [&](PathId p, Effect e) { append(out, p, e, terminator.span); });
    block.statements = std::move(out);
    if (terminator.kind != Terminator::Kind::Call || !terminator.target) return;
    std::vector<mir::Statement> returned;
    paths_.return_effects(terminator, [&](PathId p, Effect e) { append(returned, p, e, terminator.span); });
    if (returned.empty()) return;
    mir::Block edge;
    edge.is_cleanup = block.is_cleanup;
    edge.statements = std::move(returned);
    edge.terminator.kind = Terminator::Kind::Goto;
    edge.terminator.span = terminator.span;
    edge.terminator.targets = {terminator.target};
    const BlockId between = body_.blocks.push(std::move(edge));
    body_.blocks[id].terminator.target = between;
  }

  void write_entry() {
    std::vector<mir::Statement> start;
    for (const auto& [path, flag] : flags_.all()) {
      const uint32_t local = paths_.paths()[path].place.local.raw;
      const bool is_arg = local >= 1 && local <= body_.arg_count;
      start.push_back(set_flag(flag, is_arg, tcx_, body_.span));
    }
    auto& statements = body_.blocks[BlockId(0)].statements;
    statements.insert(statements.begin(), start.begin(), start.end());
  }

  mir::Body& body_;
  const MovePaths& paths_;
  const DropFlags& flags_;
  types::TyContext& tcx_;
};

// Flags that no drop ended up testing are not worth writing.
void remove_unread_flags(mir::Body& body, const DropFlags& flags) {
  std::vector<bool> unread(body.locals.size(), false);
  for (const auto& [path, flag] : flags.all()) unread[flag.raw] = true;
  for (const mir::Block& block : body.blocks)
    if (block.terminator.kind == Terminator::Kind::SwitchInt &&
        block.terminator.operand.kind != mir::Operand::Kind::Constant)
      unread[block.terminator.operand.place.local.raw] = false;
  for (mir::Block& block : body.blocks)
    std::erase_if(block.statements, [&](const mir::Statement& statement) {
      return statement.kind == mir::Statement::Kind::Assign && unread[statement.place.local.raw];
    });
}

}  // namespace

void elaborate_drops(mir::Body& body, traits::Solver& solver, const traits::ParamEnv& env) {
  const MovePaths paths(body, solver.items);
  if (paths.empty()) return;
  const InitFlow flow(body, paths, solver);
  const auto blocks = static_cast<uint32_t>(body.blocks.size());
  struct Pending {
    BlockId block;
    PathId path;
    InitState state;
  };
  std::vector<Pending> pending;
  DropFlags flags;
  for (uint32_t i = 0; i < blocks; ++i) {
    const BlockId block(i);
    const Terminator& terminator = body.blocks[block].terminator;
    if (terminator.kind != Terminator::Kind::Drop || !flow.at_entry(block)) continue;
    const PathId path = paths.exact(terminator.place);
    if (path == kNoId) continue;  // behind a pointer: always initialised
    pending.push_back({block, path, flow.before_terminator(block)});
    const InitState& state = pending.back().state;
    paths.each_below(path, [&](PathId p) {
      if (state.maybe_init(p) && state.maybe_uninit(p)) flags.make(p, body, solver.tcx);
    });
  }
  for (const Pending& drop : pending) {
    const Terminator terminator = body.blocks[drop.block].terminator;
    OpenDrop open(body, solver, env, paths, flags, drop.state, terminator, body.blocks[drop.block].is_cleanup);
    const BlockId first = open.drop(drop.path);
    Terminator jump;
    jump.kind = Terminator::Kind::Goto;
    jump.span = terminator.span;
    jump.targets = {first};
    body.blocks[drop.block].terminator = std::move(jump);
  }
  FlagWriter(body, paths, flags, solver.tcx).write(blocks);
  remove_unread_flags(body, flags);
}

}  // namespace assay::lower
