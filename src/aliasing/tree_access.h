// One access to a tree: who is local, who is foreign, what each becomes, what is forbidden.
#pragma once
#include <functional>
#include <vector>

#include "aliasing/model.h"
#include "aliasing/tree_nodes.h"

namespace assay::aliasing {

/// Who acts on which bytes and why.
struct Actor {
  Context& context;
  Allocation& alloc;
  ByteRange range;  // not empty, except for what only reports
  Tag tag;          // kWildcardTag: some exposed tag
  AccessKind kind;
  trace::Cause cause;
};

/// Performs the access on all nodes. With Cause::ProtectorEnd the descendants of the tag do not see it.
Outcome<> perform_access(TreeShadow& shadow, const Actor& actor);

/// Right after an access through a concrete tag: where repeating it would change nothing.
ByteRange quiet_range(TreeShadow& shadow, const Actor& actor);

/// The access is local to `node`, whose permission forbids it.
tl::unexpected<Stop> stop_forbidden(const Actor& actor, Tag node, uint64_t at, TreePermission permission);
/// The access is foreign to the protected `node`, whose permission `was` would be Disabled.
tl::unexpected<Stop> stop_protected(const Actor& actor, Tag node, uint64_t at, TreePermission was);

// Steps of perform_access, shared with tree_wildcard.cpp.
/// The local access at one node. Whether it was a repetition: the node was used like that before.
Outcome<bool> apply_local(TreeShadow& shadow, const Actor& actor, uint32_t node, ByteRange range);
/// Effects on the trees where the accessing tag is not, or not known to be: every node that some exposed tag below it
/// could make local. Marks the nodes it decides with `mark`. `own_root`: the tree of the accessing tag, or kNoNode.
Outcome<> access_by_exposed(TreeShadow& shadow, const Actor& actor, uint32_t own_root, uint32_t excluded_mark,
                            ByteRange range, uint32_t mark);
/// The parts of the range in which all exposed nodes have uniform states.
std::vector<ByteRange> uniform_parts(const TreeShadow& shadow, ByteRange range);

/// Provenance collection: drops leaves that `is_live` does not hold for, and joins dead inner nodes with a single
/// child.
uint64_t forget_tree(TreeShadow& shadow, const std::function<bool(const Node&)>& is_live);

}  // namespace assay::aliasing
