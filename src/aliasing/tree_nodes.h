// The state of Tree Borrows for one allocation: nodes with a permission per byte, in creation order (a parent comes
// before its children). The transition table is tree.cpp's. Three observations make it fast.
//
// Foreign accesses are applied late. For a node it is enough to know, when it is next used, the strongest foreign
// access of its bytes since it was last visited: a write subsumes a read. Each byte keeps the last accesses of anyone,
// with time and node, and each node the time of its last visit. An access costs nothing for siblings.
//
// Local accesses stop early. A node keeps the strongest local access since the last foreign write, or read if it is a
// write (`used`). An access that is foreign to a node is foreign to what is below it, so above a node that was used
// like this before, all were, and a repetition changes nothing. Hence a node may miss local accesses; of a foreign
// access that it has missed, either the record is still there or one of a later access that is foreign to it too.
//
// The end of a protector is an access that the descendants of the protected node do not see. It is a no-op if the node
// was used like that before and every younger node is below it (`open`). Others are kept apart (`ends`).
#pragma once
#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "memory/allocation.h"
#include "memory/range_map.h"
#include "memory/small_vector.h"

namespace assay::aliasing {

using memory::AccessKind;
using memory::ByteRange;

enum class TreePermission : uint8_t { Reserved, ReservedConflicted, ReservedIM, Active, Frozen, Cell, Disabled };
const char* permission_name(TreePermission permission);

/// What became of a permission, or nothing: the access is forbidden.
struct Transition {
  bool allowed = true;
  TreePermission next;
};
/// The transition table (docs/models/tree-borrows.md).
Transition transition(TreePermission permission, AccessKind kind, bool foreign, bool is_protected);
/// The access that a reborrow and the end of a protector count as; none for Cell.
std::optional<AccessKind> associated_access(TreePermission permission);

/// The strongest local access that no foreign access has ended: a foreign write ends all, a foreign read ends Written.
enum class Used : uint8_t { No, Read, Written };
inline Used used_by(AccessKind kind) { return kind == AccessKind::Read ? Used::Read : Used::Written; }

/// A node's state on some bytes.
struct NodeState {
  uint32_t time = 0;  // accesses up to here are accounted for
  TreePermission permission = TreePermission::Reserved;
  bool accessed = false;
  Used used = Used::No;
  bool operator==(const NodeState&) const = default;
};
inline constexpr uint32_t kNoNode = 0xffff'ffffu;

/// When and through which node an access was; kNoNode: through none that is known, so it is foreign to all.
struct Stamp {
  uint32_t time = 0, node = kNoNode;
  bool operator==(const Stamp&) const = default;
};
/// The access at the end of a protector. The strict descendants of the node do not see it.
struct ProtectorEndAccess {
  Stamp stamp;
  AccessKind kind;
  bool spares = true;  // false: the node was dropped, with all descendants; stamp.node is the nearest ancestor left
  bool operator==(const ProtectorEndAccess&) const = default;
};
/// The last accesses of some bytes, by anyone.
struct LastAccess {
  memory::SmallVector<Stamp, 1> reads;  // by time; those that no later read subsumes
  Stamp write;
  memory::SmallVector<ProtectorEndAccess, 1> ends;  // by time; those that no later access subsumes
  bool operator==(const LastAccess&) const = default;
};

struct Node {
  Tag tag;
  uint32_t parent = kNoNode;  // kNoNode: the root, or the root of a subtree under a wildcard
  uint32_t jump = 0;          // some ancestor, so that going up takes logarithmic time; itself for a root
  uint32_t depth = 0;         // edges to the root
  uint32_t guard = kNoNode;   // itself or the nearest ancestor that is or was protected; dead ones may be skipped
  uint32_t created = 0;       // time
  uint32_t mark = 0;          // scratch: TreeShadow::new_mark
  uint32_t candidates = 0;    // scratch: exposed tags below that a wildcard access may stand for
  bool open = true;           // all younger nodes are below it
  bool exposed = false;
  bool had_protector = false;  // at its creation
  bool is_protected = false;   // until the access at the end of its protector
  memory::RangeMap<NodeState> states;
  Node(Tag t, uint32_t p, uint64_t size, NodeState initial) : tag(t), parent(p), states(size, initial) {}
};

class TreeShadow final : public memory::Shadow {
 public:
  explicit TreeShadow(uint64_t size, Tag root);
  std::unique_ptr<memory::Shadow> clone() const override { return std::make_unique<TreeShadow>(*this); }

  uint64_t size() const { return size_; }
  std::vector<Node> nodes;  // by tag and by creation
  memory::RangeMap<LastAccess> last;
  std::vector<uint32_t> protected_nodes;  // in order of creation; may hold nodes whose protector has ended
  std::vector<uint32_t> exposed_nodes;
  std::vector<uint32_t> wildcard_roots;  // besides node 0

  /// kNoNode: the tag was dropped because all its permissions were Disabled, or it is not of this allocation.
  uint32_t find(Tag tag) const;
  /// Adds a node; `outside` is its state wherever it is not set otherwise.
  uint32_t add(Tag tag, uint32_t parent, TreePermission outside);
  void protect(uint32_t node);
  uint32_t root_of(uint32_t node) const;
  /// The guard above `node`, not counting itself.
  uint32_t guard_above(uint32_t node) const {
    const uint32_t parent = nodes[node].parent;
    return parent == kNoNode ? kNoNode : nodes[parent].guard;
  }

  /// The time of an access by `tag` that starts now. Repetitions by the same tag share a time.
  uint32_t tick(Tag tag);
  /// The next access gets a new time, whoever it is by.
  void close_time() { accessor_ = Tag(); }
  uint32_t now() const { return clock_; }
  uint32_t new_mark() { return ++mark_; }

  /// Whether `node` is `ancestor` or below it.
  bool in_subtree(uint32_t node, uint32_t ancestor) const {
    while (node > ancestor) {
      const Node& at = nodes[node];
      if (at.parent == kNoNode) return false;
      node = at.jump >= ancestor ? at.jump : at.parent;
    }
    return node == ancestor;
  }
  bool is_below(uint32_t node, uint32_t ancestor) const { return node != ancestor && in_subtree(node, ancestor); }
  /// `state` of the node after the foreign accesses that `last_access` says it missed.
  NodeState settled(uint32_t node, NodeState state, const LastAccess& last_access) const;
  /// Calls f(ByteRange, settled NodeState) on the range until f returns false.
  template <class F>
  void for_each_settled(uint32_t node, ByteRange range, F f) const {
    bool go_on = true;
    for_each_time(range, [&](ByteRange part, const LastAccess& times) {
      nodes[node].states.visit(part, [&](ByteRange run, const NodeState& state) {
        return go_on = f(ByteRange{std::max(run.lo, part.lo), std::min(run.hi, part.hi)}, settled(node, state, times));
      });
      return go_on;
    });
  }
  /// Calls f(ByteRange, const LastAccess&) for the parts of `range` with equal times, clipped to it.
  template <class F>
  void for_each_time(ByteRange range, F f) const {
    last.visit(range, [&](ByteRange run, const LastAccess& times) {
      return f(ByteRange{std::max(run.lo, range.lo), std::min(run.hi, range.hi)}, times);
    });
  }
  /// Replaces the node's states on `range` by f(ByteRange, settled state); f may stop by returning false.
  /// Returns whether anything changed.
  template <class F>
  bool apply(uint32_t node, ByteRange range, F f) {
    bool changed = false;
    memory::RangeMap<NodeState>& states = nodes[node].states;
    for_each_time(range, [&](ByteRange part, const LastAccess& times) {
      const auto run = states.at(part.lo);
      if (run.range.contains(part)) {
        NodeState next = settled(node, *run.value, times);
        if (!f(part, next)) return false;
        if (next == *run.value) return true;
        changed = true;
        if (run.range == part) {
          *run.value = next;
          return true;
        }
        states.update(part, [&](ByteRange, NodeState& state) {
          state = next;
          return true;
        });
        return true;
      }
      bool go_on = true;
      states.update(part, [&](ByteRange piece, NodeState& state) {
        NodeState next = settled(node, state, times);
        go_on = f(piece, next);
        if (!go_on) return false;
        changed |= next != state;
        state = next;
        return true;
      });
      return go_on;
    });
    if (changed) states.merge(range);
    return changed;
  }
  /// Accounts for everything up to now in the whole node, and stamps it so.
  void settle(uint32_t node, ByteRange range);
  /// Records an access of the current time through `node`, visited up to `top`. kNoNode for top: all nodes to which it
  /// is not foreign were visited.
  void stamp(ByteRange range, AccessKind kind, uint32_t node, uint32_t top);
  /// Records the end of the protector of `node`: an access that strict descendants do not see.
  void stamp_end(ByteRange range, AccessKind kind, uint32_t node, uint32_t top);

  /// Drops nodes that can never be used again: Disabled everywhere, not protected, and what is below them.
  template <class IsProtected>
  void sweep(IsProtected is_protected);
  bool wants_sweep() const { return nodes.size() >= sweep_at_; }
  void set_next_sweep() { sweep_at_ = std::max<size_t>(kFirstSweep, 2 * nodes.size()); }
  /// Removes the nodes with keep[i] == false; a kept node's parent must be kept.
  void compact(const std::vector<bool>& keep);

 private:
  static constexpr size_t kFirstSweep = 1024;
  static constexpr size_t kMaxReads = 4;
  static constexpr int kSweepParts = 8;  // a node in more pieces than that is left alone
  bool missed(uint32_t node, uint32_t since, const Stamp& access) const {
    return access.time > since && (access.node == kNoNode || !in_subtree(access.node, node));
  }
  /// Whether a read through `node`, visited up to `top`, makes the record of an earlier one needless: every node to
  /// which that one is foreign was just visited, or the new one is foreign to it too.
  bool subsumes(uint32_t node, uint32_t top, const Stamp& earlier) const {
    if (top == kNoNode || nodes[top].parent == kNoNode) return true;
    return earlier.node != kNoNode && (in_subtree(earlier.node, node) || in_subtree(earlier.node, nodes[top].parent));
  }
  /// Sets what follows from the parents: depth, jump, guard, open.
  void link(uint32_t node);

  uint64_t size_;
  std::vector<uint32_t> open_nodes_;  // a path
  uint32_t clock_ = 1;
  uint32_t mark_ = 0;
  Tag accessor_;
  size_t sweep_at_ = kFirstSweep;
};

template <class IsProtected>
void TreeShadow::sweep(IsProtected is_protected) {
  std::vector<bool> keep(nodes.size(), true);
  bool any = false;
  for (uint32_t i = 1; i < nodes.size(); ++i) {
    const uint32_t parent = nodes[i].parent;
    if (parent != kNoNode && !keep[parent]) {
      keep[i] = is_protected(nodes[i].tag);
      if (keep[i])  // an odd case: keep the way to it
        for (uint32_t up = parent; up != kNoNode && !keep[up]; up = nodes[up].parent) keep[up] = true;
    } else if (parent != kNoNode && size_ != 0 && !is_protected(nodes[i].tag)) {
      bool dead = true;
      int parts = 0;
      for_each_settled(i, {0, size_}, [&](ByteRange, const NodeState& state) {
        return dead = state.permission == TreePermission::Disabled && ++parts <= kSweepParts;
      });
      keep[i] = !dead;
    }
    any |= !keep[i];
  }
  if (any) compact(keep);
  set_next_sweep();
}

}  // namespace assay::aliasing
