// One Drop terminator taken apart: the blocks that drop what is left of a place.
#pragma once
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "lower/init_flow.h"
#include "mir/body.h"
#include "traits/solve.h"

namespace assay::lower {

/// The boolean locals that say at run time whether a path is initialised.
class DropFlags {
 public:
  void make(PathId path, mir::Body& body, types::TyContext& tcx) {
    if (flags_.contains(path)) return;
    mir::LocalDecl decl;
    decl.ty = tcx.bool_;
    flags_.emplace(path, body.locals.push(decl));
  }
  mir::LocalId find(PathId path) const {
    const auto found = flags_.find(path);
    return found == flags_.end() ? mir::LocalId() : found->second;
  }
  bool empty() const { return flags_.empty(); }
  const std::map<PathId, mir::LocalId>& all() const { return flags_; }

 private:
  std::map<PathId, mir::LocalId> flags_;
};

class OpenDrop {
 public:
  OpenDrop(mir::Body& body, traits::Solver& solver, const traits::ParamEnv& env, const MovePaths& paths,
           const DropFlags& flags, const InitState& state, const mir::Terminator& original, bool is_cleanup);
  /// The first block of the drop of `path`; it ends at the original's target.
  mir::BlockId drop(PathId path);

 private:
  /// Where to go when a drop unwinds: nowhere of ours, or into cleanup, or (inside cleanup) terminate.
  struct Exit {
    mir::BlockId target;
    mir::UnwindAction unwind = mir::UnwindAction::Continue;
    mir::BlockId cleanup;
    bool is_cleanup = false;
  };
  struct Part {
    mir::Place place;
    types::TyId ty;
    PathId path = kNoId;  // none: follows the state of `owner`
  };
  mir::BlockId drop_path(PathId path, const Exit& exit);
  mir::BlockId drop_open(PathId path, const Exit& exit);
  mir::BlockId drop_parts(PathId owner, const std::vector<Part>& parts, const Exit& exit);
  mir::BlockId drop_enum(PathId path, const Exit& exit);
  mir::BlockId drop_box(PathId path, const Exit& exit);
  mir::BlockId free_box(PathId path, const Exit& exit);
  mir::BlockId drop_whole(const mir::Place& place, const Exit& exit);
  mir::BlockId if_init(PathId path, mir::BlockId then, mir::BlockId otherwise, bool is_cleanup);
  mir::BlockId reset(PathId path, mir::BlockId next, bool is_cleanup);
  void add_elements(const MovePath& array, const types::TyData& data, std::vector<Part>& parts);
  std::vector<Part> parts_of(PathId path, uint32_t variant);
  mir::BlockId new_block(bool is_cleanup);
  void go(mir::BlockId from, mir::BlockId to);
  bool needs_drop(types::TyId ty) { return solver_.needs_drop(ty, env_); }
  types::TyId field_ty(types::TyId adt, uint32_t variant, uint32_t field);

  mir::Body& body_;
  traits::Solver& solver_;
  const traits::ParamEnv& env_;
  const MovePaths& paths_;
  const DropFlags& flags_;
  const InitState& state_;
  Exit original_;
  Span span_;
};

}  // namespace assay::lower
