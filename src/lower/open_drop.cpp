// Blocks are made back to front: each function gives the block to start at, given where to go on. When the drop of one
// part unwinds, the parts after it are dropped in cleanup blocks.
#include "lower/open_drop.h"

#include <algorithm>

#include "lower/discriminants.h"
#include "mir/place.h"

namespace assay::lower {

using mir::BlockId;
using mir::LocalId;
using mir::Place;
using mir::ProjectionElem;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;
using types::AdtInfo;
using types::TyData;
using types::TyId;
using types::TyKind;

OpenDrop::OpenDrop(mir::Body& body, traits::Solver& solver, const traits::ParamEnv& env, const MovePaths& paths,
                   const DropFlags& flags, const InitState& state, const Terminator& original, bool is_cleanup)
    : body_(body), solver_(solver), env_(env), paths_(paths), flags_(flags), state_(state), span_(original.span) {
  original_ = Exit{original.target, original.unwind, original.cleanup, is_cleanup};
}

BlockId OpenDrop::drop(PathId path) { return drop_path(path, original_); }

BlockId OpenDrop::drop_path(PathId path, const Exit& exit) {
  bool live = false, dead = false;
  paths_.each_below(path, [&](PathId p) {
    live |= state_.maybe_init(p);
    dead |= state_.maybe_uninit(p);
  });
  if (!live) return exit.target;
  if (!dead || paths_.paths()[path].children.empty()) {
    Exit after = exit;
    after.target = reset(path, exit.target, exit.is_cleanup);
    return if_init(path, drop_whole(paths_.paths()[path].place, after), exit.target, exit.is_cleanup);
  }
  return drop_open(path, exit);
}

BlockId OpenDrop::drop_open(PathId path, const Exit& exit) {
  const MovePath& move_path = paths_.paths()[path];
  const TyData& data = solver_.tcx[move_path.ty];
  Exit after = exit;
  after.target = reset(path, exit.target, exit.is_cleanup);
  if (mir::is_box(move_path.ty, solver_.items)) return drop_box(path, after);
  if (data.kind == TyKind::Adt && solver_.items.adt(data.def).kind == AdtInfo::Kind::Enum)
    return drop_enum(path, after);
  return drop_parts(path, parts_of(path, 0), after);
}

TyId OpenDrop::field_ty(TyId adt, uint32_t variant, uint32_t field) {
  const TyData data = solver_.tcx[adt];
  const DefId def = solver_.items.adt(data.def).variants[variant].fields[field].def;
  return solver_.normalize(solver_.tcx.subst(solver_.items.type_of(def), data.args), env_);
}

// The elements of an array: those with a path of their own one by one, runs of others as sub-slices; as rustc has it,
// the last run is dropped first.
void OpenDrop::add_elements(const MovePath& array, const TyData& data, std::vector<Part>& parts) {
  const auto length = static_cast<uint64_t>(solver_.tcx[data.length].bits);
  std::vector<PathId> paths(length, kNoId);
  for (const PathId child : array.children) paths[paths_.paths()[child].place.projection.back().offset] = child;
  for (uint64_t i = 0; i < length;) {
    uint64_t end = i + 1;
    while (paths[i] == kNoId && end < length && paths[end] == kNoId) ++end;
    ProjectionElem elem{paths[i] == kNoId ? ProjectionElem::Kind::Subslice : ProjectionElem::Kind::ConstantIndex};
    elem.offset = i;
    elem.min_length = paths[i] == kNoId ? end : length;
    const TyId ty = paths[i] == kNoId ? solver_.tcx.array(data.inner, end - i) : data.inner;
    parts.push_back({mir::project(array.place, elem), ty, paths[i]});
    i = end;
  }
  std::reverse(parts.begin(), parts.end());
}

// The fields or elements of a path in drop order. `path` is the struct, or the enum already cast down to `variant`.
std::vector<OpenDrop::Part> OpenDrop::parts_of(PathId path, uint32_t variant) {
  const MovePath& move_path = paths_.paths()[path];
  const TyData data = solver_.tcx[move_path.ty];
  std::vector<Part> parts;
  const auto add_field = [&](uint32_t index, TyId ty) {
    ProjectionElem elem{ProjectionElem::Kind::Field};
    elem.field = index;
    elem.ty = ty;
    Part part{mir::project(move_path.place, elem), ty, kNoId};
    // By index: the types of a path and of a declaration may be written differently.
    for (const PathId child : move_path.children) {
      const ProjectionElem& step = paths_.paths()[child].place.projection.back();
      if (step.kind == ProjectionElem::Kind::Field && step.field == index) part.path = child;
    }
    parts.push_back(std::move(part));
  };
  if (data.kind == TyKind::Adt) {
    const size_t count = solver_.items.adt(data.def).variants[variant].fields.size();
    for (uint32_t i = 0; i < count; ++i) add_field(i, field_ty(move_path.ty, variant, i));
  } else if (data.kind == TyKind::Tuple) {
    const std::vector<TyId> list(solver_.tcx[data.list].begin(), solver_.tcx[data.list].end());
    for (uint32_t i = 0; i < list.size(); ++i) add_field(i, list[i]);
  } else if (data.kind == TyKind::Closure) {
    const std::vector<TyId> captures = solver_.items.closure_info(data.def).upvar_tys;
    for (uint32_t i = 0; i < captures.size(); ++i) add_field(i, solver_.tcx.subst(captures[i], data.args));
  } else if (data.kind == TyKind::Array) {
    add_elements(move_path, data, parts);
  }
  return parts;
}

BlockId OpenDrop::drop_parts(PathId owner, const std::vector<Part>& parts, const Exit& exit) {
  const auto drop_part = [&](const Part& part, const Exit& to) {
    if (part.path != kNoId) return drop_path(part.path, to);
    if (!needs_drop(part.ty)) return to.target;
    return if_init(owner, drop_whole(part.place, to), to.target, to.is_cleanup);
  };
  // For each part where to go when its drop unwinds: the parts after it, then the original cleanup.
  std::vector<BlockId> cleanups(parts.size());
  const bool unwinds = exit.unwind == mir::UnwindAction::Cleanup || exit.unwind == mir::UnwindAction::Continue;
  if (!exit.is_cleanup && unwinds) {
    BlockId resume = exit.cleanup;
    if (exit.unwind == mir::UnwindAction::Continue) {
      resume = new_block(true);
      body_.blocks[resume].terminator.kind = Terminator::Kind::UnwindResume;
    }
    Exit next{resume, mir::UnwindAction::Terminate, BlockId(), true};
    for (size_t i = parts.size(); i-- > 0;) {
      cleanups[i] = next.target;
      next.target = drop_part(parts[i], next);
    }
  }
  Exit next = exit;
  for (size_t i = parts.size(); i-- > 0;) {
    if (cleanups[i]) {
      next.unwind = mir::UnwindAction::Cleanup;
      next.cleanup = cleanups[i];
    }
    next.target = drop_part(parts[i], next);
  }
  return next.target;
}

BlockId OpenDrop::drop_enum(PathId path, const Exit& exit) {
  const MovePath& move_path = paths_.paths()[path];
  const TyData data = solver_.tcx[move_path.ty];
  const AdtInfo& adt = solver_.items.adt(data.def);
  struct Way {
    uint32_t variant;
    BlockId block;
  };
  std::vector<Way> ways;
  for (const PathId child : move_path.children) {
    const uint32_t variant = paths_.paths()[child].place.projection.back().field;
    ways.push_back({variant, drop_parts(child, parts_of(child, variant), exit)});
  }
  if (adt.variants.size() == 1) return ways[0].block;
  const TyId tag_ty = discriminant_ty(adt, solver_.tcx);
  const BlockId block = new_block(exit.is_cleanup);
  mir::LocalDecl decl;
  decl.ty = tag_ty;
  decl.span = span_;
  const Place tag = mir::local_place(body_.locals.push(decl));
  Statement read;
  read.kind = Statement::Kind::Assign;
  read.span = span_;
  read.place = tag;
  read.rvalue.kind = Rvalue::Kind::Discriminant;
  read.rvalue.place = move_path.place;
  Terminator jump;
  jump.kind = Terminator::Kind::SwitchInt;
  jump.span = span_;
  jump.operand = mir::move(tag, span_);
  jump.switch_ty = tag_ty;
  for (const Way& way : ways) {
    jump.values.push_back(discriminant_value(adt, way.variant, solver_).value_or(way.variant));
    jump.targets.push_back(way.block);
  }
  // The variants of which nothing was moved: dropped whole, if any of them has something to drop.
  bool others_need_drop = false;
  for (uint32_t v = 0; v < adt.variants.size() && !others_need_drop; ++v) {
    if (std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return way.variant == v; })) continue;
    for (uint32_t f = 0; f < adt.variants[v].fields.size() && !others_need_drop; ++f)
      others_need_drop = needs_drop(field_ty(move_path.ty, v, f));
  }
  jump.targets.push_back(
      others_need_drop ? if_init(path, drop_whole(move_path.place, exit), exit.target, exit.is_cleanup) : exit.target);
  body_.blocks[block].statements.push_back(std::move(read));
  body_.blocks[block].terminator = std::move(jump);
  return if_init(path, block, exit.target, exit.is_cleanup);
}

// A box whose content has been moved out (in part): the rest of the content, then the memory.
BlockId OpenDrop::drop_box(PathId path, const Exit& exit) {
  const PathId content = paths_.child(path, ProjectionElem{ProjectionElem::Kind::Deref});
  Exit inner = exit;
  if (!exit.is_cleanup && exit.unwind != mir::UnwindAction::Terminate &&
      exit.unwind != mir::UnwindAction::Unreachable) {
    BlockId resume = exit.cleanup;
    if (exit.unwind == mir::UnwindAction::Continue) {
      resume = new_block(true);
      body_.blocks[resume].terminator.kind = Terminator::Kind::UnwindResume;
    }
    inner.unwind = mir::UnwindAction::Cleanup;
    inner.cleanup = free_box(path, Exit{resume, mir::UnwindAction::Terminate, BlockId(), true});
  }
  inner.target = free_box(path, exit);
  return content == kNoId ? inner.target : drop_path(content, inner);
}

// Box's own Drop implementation frees the memory and leaves the content alone; then its other fields (the allocator).
BlockId OpenDrop::free_box(PathId path, const Exit& exit) {
  const MovePath& move_path = paths_.paths()[path];
  types::Collector& items = solver_.items;
  types::TyContext& tcx = solver_.tcx;
  const TyData data = tcx[move_path.ty];
  BlockId next = exit.target;
  const size_t fields = items.adt(data.def).variants[0].fields.size();
  for (auto i = static_cast<uint32_t>(fields); i-- > 1;) {
    const TyId ty = field_ty(move_path.ty, 0, i);
    Exit to = exit;
    to.target = next;
    if (needs_drop(ty)) next = drop_whole(mir::field(move_path.place, i, ty), to);
  }
  const DefId drop_trait = items.lang("drop");
  const std::span<const types::AssocItem> methods =
      drop_trait ? items.assoc_items(drop_trait) : std::span<const types::AssocItem>();
  if (!items.has_drop_impl(data.def) || methods.empty()) return next;
  const auto make_local = [&](TyId ty) {
    mir::LocalDecl decl;
    decl.ty = ty;
    decl.span = span_;
    return mir::local_place(body_.locals.push(decl));
  };
  const BlockId block = new_block(exit.is_cleanup);
  Statement borrow;
  borrow.kind = Statement::Kind::Assign;
  borrow.span = span_;
  borrow.place = make_local(tcx.ref(move_path.ty, true));
  borrow.rvalue.kind = Rvalue::Kind::Ref;
  borrow.rvalue.borrow = mir::BorrowKind::Mut;
  borrow.rvalue.place = move_path.place;
  Terminator call;
  call.kind = Terminator::Kind::Call;
  call.span = span_;
  const std::vector<types::GenericArg> args = {types::GenericArg::of(move_path.ty)};
  call.operand = mir::constant(mir::zero_sized(tcx.fn_def(methods[0].def, tcx.args(args))), span_);
  call.args = {mir::move(borrow.place, span_)};
  call.place = make_local(tcx.unit);
  call.target = next;
  call.unwind = exit.unwind;
  call.cleanup = exit.cleanup;
  body_.blocks[block].statements.push_back(std::move(borrow));
  body_.blocks[block].terminator = std::move(call);
  return if_init(path, block, exit.target, exit.is_cleanup);
}

BlockId OpenDrop::drop_whole(const Place& place, const Exit& exit) {
  const BlockId block = new_block(exit.is_cleanup);
  Terminator& terminator = body_.blocks[block].terminator;
  terminator.kind = Terminator::Kind::Drop;
  terminator.span = span_;
  terminator.place = place;
  terminator.target = exit.target;
  terminator.unwind = exit.unwind;
  terminator.cleanup = exit.cleanup;
  return block;
}

// By the state of `path` itself: certainly, certainly not, or as its flag says.
BlockId OpenDrop::if_init(PathId path, BlockId then, BlockId otherwise, bool is_cleanup) {
  if (!state_.maybe_init(path)) return otherwise;
  if (!state_.maybe_uninit(path)) return then;
  const LocalId flag = flags_.find(path);
  const BlockId block = new_block(is_cleanup);
  Terminator& terminator = body_.blocks[block].terminator;
  terminator.kind = Terminator::Kind::SwitchInt;
  terminator.span = span_;
  terminator.operand = mir::copy(mir::local_place(flag), span_);
  terminator.switch_ty = solver_.tcx.bool_;
  terminator.values = {0};
  terminator.targets = {otherwise, then};
  return block;
}

BlockId OpenDrop::reset(PathId path, BlockId next, bool is_cleanup) {
  std::vector<Statement> statements;
  paths_.each_below(path, [&](PathId p) {
    const LocalId flag = flags_.find(p);
    if (!flag) return;
    Statement statement;
    statement.kind = Statement::Kind::Assign;
    statement.span = span_;
    statement.place = mir::local_place(flag);
    statement.rvalue.operands.push_back(mir::constant(mir::scalar(solver_.tcx.bool_, 0), span_));
    statements.push_back(std::move(statement));
  });
  if (statements.empty()) return next;
  const BlockId block = new_block(is_cleanup);
  body_.blocks[block].statements = std::move(statements);
  go(block, next);
  return block;
}

BlockId OpenDrop::new_block(bool is_cleanup) {
  mir::Block block;
  block.is_cleanup = is_cleanup;
  block.terminator.span = span_;
  return body_.blocks.push(std::move(block));
}

void OpenDrop::go(BlockId from, BlockId to) {
  Terminator& terminator = body_.blocks[from].terminator;
  terminator.kind = Terminator::Kind::Goto;
  terminator.targets = {to};
}

}  // namespace assay::lower
