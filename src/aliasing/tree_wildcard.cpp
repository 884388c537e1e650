// Accesses through exposed addresses: the tag is one of the exposed ones that may do this access, nobody knows which.
// A node with all of them below it has a local access, one with none a foreign one, any other is left as it is.
// A reborrow of such a pointer starts a tree of its own, which hangs below some unknown exposed tag.
// Source: Miri's treatment (facts); deliberately never a false error. Also here: provenance collection.
#include <fmt/format.h>

#include <algorithm>

#include "aliasing/report.h"
#include "aliasing/tree_access.h"

namespace assay::aliasing {
namespace {

/// Whether an access through an exposed node with this permission is possible.
bool may_access(TreePermission permission, AccessKind kind, bool is_protected) {
  return transition(permission, kind, false, is_protected).allowed;
}

}  // namespace

std::vector<ByteRange> uniform_parts(const TreeShadow& shadow, ByteRange range) {
  std::vector<uint64_t> borders{range.lo, range.hi};
  const auto add = [&](ByteRange run) {
    if (run.lo > range.lo) borders.push_back(run.lo);
  };
  shadow.last.visit(range, [&](ByteRange run, const LastAccess&) {
    add(run);
    return true;
  });
  for (const uint32_t node : shadow.exposed_nodes)
    shadow.nodes[node].states.visit(range, [&](ByteRange run, const NodeState&) {
      add(run);
      return true;
    });
  std::sort(borders.begin(), borders.end());
  borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
  std::vector<ByteRange> parts;
  for (size_t i = 0; i + 1 < borders.size(); ++i) parts.push_back({borders[i], borders[i + 1]});
  return parts;
}

Outcome<> access_by_exposed(TreeShadow& shadow, const Actor& actor, uint32_t own_root, uint32_t excluded_mark,
                            ByteRange range, uint32_t mark) {
  // An access from a subtree can only be local to nodes older than that subtree.
  const Tag newest = own_root == kNoNode ? Tag() : shadow.nodes[own_root].tag;
  const LastAccess& times = shadow.last[range.lo];
  std::vector<uint32_t> touched;
  for (const uint32_t exposed : shadow.exposed_nodes) {
    const Node& node = shadow.nodes[exposed];
    if (newest && newest < node.tag) continue;
    const TreePermission permission = shadow.settled(exposed, node.states[range.lo], times).permission;
    const bool is_protected = actor.context.protector(node.tag) != ProtectorKind::None;
    if (!may_access(permission, actor.kind, is_protected) || shadow.root_of(exposed) == own_root) continue;
    for (uint32_t up = exposed; up != kNoNode; up = shadow.nodes[up].parent) {
      Node& on_way = shadow.nodes[up];
      if (on_way.mark == excluded_mark && excluded_mark != 0) break;
      if (on_way.mark != mark) {
        on_way.mark = mark;
        on_way.candidates = 0;
        touched.push_back(up);
      }
      ++on_way.candidates;
    }
  }
  const Node& main_root = shadow.nodes[0];
  if (main_root.mark != mark) {
    const Violation violation{actor.alloc.id, actor.range, range.lo, actor.tag, actor.tag};
    return stop_aliasing(violation,
                         fmt::format("{} is forbidden: no exposed tag has permission for it here",
                                     access_text(violation, actor.kind, actor.cause)),
                         fmt::format("tree/wildcard#{}-1", access_name(actor.kind)));
  }
  const uint32_t all = main_root.candidates;
  std::sort(touched.begin(), touched.end(), std::greater<>());
  for (const uint32_t node : touched) {
    if (shadow.nodes[node].candidates == all && shadow.root_of(node) == 0)
      ASSAY_TRY(apply_local(shadow, actor, node, range));
    else
      shadow.settle(node, range);
  }
  return {};
}

namespace {

/// Whether a dead, unprotected parent forbids and loses nothing that its only child would not.
bool replaceable(TreePermission parent, TreePermission child) {
  const auto strength = [](TreePermission permission) {
    switch (permission) {
      case TreePermission::Cell:
        return 0;
      case TreePermission::ReservedIM:
        return 1;
      case TreePermission::Reserved:
      case TreePermission::ReservedConflicted:
        return 2;
      case TreePermission::Active:
        return 3;
      case TreePermission::Frozen:
        return 4;
      case TreePermission::Disabled:
        return 5;
    }
    ASSAY_UNREACHABLE("unknown permission");
  };
  return strength(parent) <= strength(child);
}

}  // namespace

uint64_t forget_tree(TreeShadow& shadow, const std::function<bool(const Node&)>& is_live) {
  const size_t n = shadow.nodes.size();
  const ByteRange all{0, shadow.size()};
  std::vector<bool> keep(n, false), live(n, false);
  std::vector<uint32_t> children(n, 0), only_child(n, kNoNode);
  keep[0] = live[0] = true;
  uint64_t looked_at = n;
  for (uint32_t i = static_cast<uint32_t>(n); i-- > 0;) {
    live[i] = live[i] || is_live(shadow.nodes[i]);
    keep[i] = live[i] || children[i] != 0;
    const uint32_t parent = shadow.nodes[i].parent;
    if (!keep[i] || parent == kNoNode) continue;
    ++children[parent];
    only_child[parent] = i;
  }
  for (uint32_t i = static_cast<uint32_t>(n); i-- > 1;) {
    const Node& node = shadow.nodes[i];
    // The end of a protector spared the descendants of just this node, which must stay to tell them apart.
    if (!keep[i] || live[i] || children[i] != 1 || node.parent == kNoNode || node.had_protector) continue;
    const uint32_t child = only_child[i], parent = node.parent;
    bool fits = true;
    shadow.for_each_settled(i, all, [&](ByteRange run, const NodeState& above) {
      shadow.for_each_settled(child, run, [&](ByteRange, const NodeState& below) {
        ++looked_at;
        return fits = replaceable(above.permission, below.permission);
      });
      return fits;
    });
    if (!fits) continue;
    keep[i] = false;
    shadow.nodes[child].parent = parent;
    if (only_child[parent] == i) only_child[parent] = child;
  }
  shadow.compact(keep);
  shadow.set_next_sweep();
  return looked_at;
}

}  // namespace assay::aliasing
