// What has to be dropped when control leaves a part of a body. A scope lists the drops scheduled in it; every exit that
// is not the plain one (break, continue, return, a failed condition, unwinding) is a path in a drop tree, so that exits
// share their common tails. Used by lower/builder.h.
#pragma once
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "mir/body.h"

namespace assay::lower {

/// A scope by its position on the stack: valid while it is open.
using ScopeRef = uint32_t;
inline constexpr ScopeRef kNoScope = kNoId;  // for ever: temporaries of constants

enum class DropKind : uint8_t { Value, Storage };

struct DropData {
  mir::LocalId local;
  DropKind kind = DropKind::Value;
  Span span;
};

struct Scope {
  std::vector<DropData> drops;      // in the order scheduled; dropped in reverse
  std::vector<mir::LocalId> moved;  // given away whole: no drop on the plain exit
  std::optional<uint32_t> unwind;   // node of the unwind tree for everything up to this scope
};

/// A tree of drops: node 0 is where all paths end, every other node drops something and goes on to `next`.
class DropTree {
 public:
  struct Node {
    DropData data;
    uint32_t next = 0;
  };
  static constexpr uint32_t kRoot = 0;

  DropTree() : nodes_(1) {}
  uint32_t add(const DropData& data, uint32_t next);
  void add_entry(mir::BlockId from, uint32_t node) { entries_.emplace_back(from, node); }
  const std::vector<Node>& nodes() const { return nodes_; }
  const std::vector<std::pair<mir::BlockId, uint32_t>>& entries() const { return entries_; }
  bool has_values() const;

 private:
  std::vector<Node> nodes_;
  std::vector<std::pair<mir::BlockId, uint32_t>> entries_;
  std::map<std::tuple<uint32_t, uint32_t, DropKind>, uint32_t> existing_;
};

}  // namespace assay::lower
