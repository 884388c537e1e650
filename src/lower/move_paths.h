// Which parts of the variables that need dropping are moved, assigned or dropped on their own, and where a body does
// so. Only locals that some Drop terminator starts from are tracked; a path ends where rustc's do: at a reference or
// raw pointer, an index, a union, a type with a Drop implementation other than Box.
#pragma once
#include <functional>
#include <unordered_map>
#include <vector>

#include "mir/body.h"
#include "mir/place.h"
#include "types/collect.h"

namespace assay::lower {

using PathId = uint32_t;

struct MovePath {
  mir::Place place;
  types::TyId ty;
  PathId parent = kNoId;
  std::vector<PathId> children;
};

class MovePaths {
 public:
  MovePaths(const mir::Body& body, types::Collector& items);

  const std::vector<MovePath>& paths() const { return paths_; }
  bool empty() const { return paths_.empty(); }
  /// The path of exactly `place`, or kNoId.
  PathId exact(const mir::Place& place) const;
  PathId root(mir::LocalId local) const;
  /// The child of `path` by one more step, or kNoId.
  PathId child(PathId path, const mir::ProjectionElem& elem) const;
  /// `path` and everything below it.
  template <class F>
  void each_below(PathId path, F&& f) const {
    f(path);
    for (const PathId child : paths_[path].children) each_below(child, f);
  }

  enum class Effect : uint8_t { Init, Uninit };
  using Visitor = std::function<void(PathId, Effect)>;
  /// What a statement does, in order. Effects hold for everything below the path.
  void effects(const mir::Statement& statement, const Visitor& visit) const;
  /// What a terminator does before any of its edges is taken (moves of arguments, drops).
  void effects(const mir::Terminator& terminator, const Visitor& visit) const;
  /// What it does on its normal edge only (the destination of a call).
  void return_effects(const mir::Terminator& terminator, const Visitor& visit) const;

 private:
  PathId make(const mir::Place& place);
  void gather(const mir::Operand& operand);
  void gather(const mir::Place& place);
  void visit_operand(const mir::Operand& operand, const Visitor& visit) const;
  void visit_place(const mir::Place& place, Effect effect, const Visitor& visit) const;
  std::vector<mir::Place> without_subslice(const mir::Place& place) const;

  const mir::Body& body_;
  types::Collector& items_;
  std::vector<MovePath> paths_;
  std::unordered_map<uint32_t, PathId> roots_;
};

}  // namespace assay::lower
