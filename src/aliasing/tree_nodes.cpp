// The transition table of Tree Borrows, and nodes with late foreign accesses.
#include "aliasing/tree_nodes.h"

#include <algorithm>
#include <optional>

namespace assay::aliasing {

const char* permission_name(TreePermission permission) {
  switch (permission) {
    case TreePermission::Reserved:
      return "Reserved";
    case TreePermission::ReservedConflicted:
      return "Reserved (conflicted)";
    case TreePermission::ReservedIM:
      return "Reserved (interior mutable)";
    case TreePermission::Active:
      return "Active";
    case TreePermission::Frozen:
      return "Frozen";
    case TreePermission::Cell:
      return "Cell";
    case TreePermission::Disabled:
      return "Disabled";
  }
  ASSAY_UNREACHABLE("unknown permission");
}

namespace {

Transition local_read(TreePermission permission) { return {permission != TreePermission::Disabled, permission}; }

Transition local_write(TreePermission permission, bool is_protected) {
  using enum TreePermission;
  switch (permission) {
    case ReservedConflicted:
      return {!is_protected, Active};  // someone read during the call: noalias forbids the write
    case Reserved:
    case ReservedIM:
    case Active:
      return {true, Active};
    case Cell:
      return {true, Cell};
    case Frozen:
    case Disabled:
      return {false, permission};
  }
  ASSAY_UNREACHABLE("unknown permission");
}

Transition foreign_read(TreePermission permission, bool is_protected) {
  using enum TreePermission;
  switch (permission) {
    case Reserved:
    case ReservedConflicted:
      return {true, is_protected ? ReservedConflicted : permission};
    case Active:
      return {true, is_protected ? Disabled : Frozen};
    case ReservedIM:
    case Frozen:
    case Cell:
    case Disabled:
      return {true, permission};
  }
  ASSAY_UNREACHABLE("unknown permission");
}

Transition foreign_write(TreePermission permission) {
  using enum TreePermission;
  const bool survives = permission == ReservedIM || permission == Cell;
  return {true, survives ? permission : Disabled};
}

}  // namespace

Transition transition(TreePermission permission, AccessKind kind, bool foreign, bool is_protected) {
  if (kind == AccessKind::Read) return foreign ? foreign_read(permission, is_protected) : local_read(permission);
  return foreign ? foreign_write(permission) : local_write(permission, is_protected);
}

std::optional<AccessKind> associated_access(TreePermission permission) {
  if (permission == TreePermission::Cell) return std::nullopt;
  return permission == TreePermission::Active ? AccessKind::Write : AccessKind::Read;
}

TreeShadow::TreeShadow(uint64_t size, Tag root) : last(size, LastAccess{}), size_(size) {
  nodes.emplace_back(root, kNoNode, size, NodeState{1, TreePermission::Active, true, Used::Written});
  link(0);
}

uint32_t TreeShadow::find(Tag tag) const {
  if (nodes.back().tag == tag) return static_cast<uint32_t>(nodes.size() - 1);
  const auto it =
      std::lower_bound(nodes.begin(), nodes.end(), tag, [](const Node& node, Tag t) { return node.tag < t; });
  return it != nodes.end() && it->tag == tag ? static_cast<uint32_t>(it - nodes.begin()) : kNoNode;
}

uint32_t TreeShadow::add(Tag tag, uint32_t parent, TreePermission outside) {
  ASSAY_CHECK(nodes.back().tag < tag, "tags are made in increasing order");
  close_time();
  const auto index = static_cast<uint32_t>(nodes.size());
  nodes.emplace_back(tag, parent, size_, NodeState{clock_, outside, false});
  nodes[index].created = clock_;
  link(index);
  return index;
}

void TreeShadow::protect(uint32_t node) {
  nodes[node].had_protector = nodes[node].is_protected = true;
  nodes[node].guard = node;
  protected_nodes.push_back(node);
}

void TreeShadow::link(uint32_t index) {
  Node& node = nodes[index];
  node.guard = node.had_protector ? index : guard_above(index);
  // What is not an ancestor of the youngest node is not above all that come after it.
  while (!open_nodes_.empty() && (node.parent == kNoNode || open_nodes_.back() > node.parent)) {
    nodes[open_nodes_.back()].open = false;
    open_nodes_.pop_back();
  }
  open_nodes_.push_back(index);
  node.open = true;
  node.jump = index;
  node.depth = 0;
  if (node.parent == kNoNode) return;
  // A skew-binary list: jumps of equal length join to one of twice the length.
  const Node& parent = nodes[node.parent];
  const Node& far = nodes[parent.jump];
  node.depth = parent.depth + 1;
  node.jump = parent.depth - far.depth == far.depth - nodes[far.jump].depth ? far.jump : node.parent;
}

uint32_t TreeShadow::root_of(uint32_t node) const {
  while (nodes[node].parent != kNoNode) node = nodes[node].parent;
  return node;
}

uint32_t TreeShadow::tick(Tag tag) {
  if (accessor_ == tag) return clock_;
  if (clock_ == 0xffff'fffeu) {
    // Times are about to run out: account for everything and start anew.
    for (uint32_t i = 0; i < nodes.size(); ++i) {
      settle(i, {0, size_});
      nodes[i].states.visit({0, size_}, [](ByteRange, NodeState& state) {
        state.time = 1;
        return true;
      });
      nodes[i].states.merge({0, size_});
      nodes[i].created = 1;
    }
    last.visit({0, size_}, [](ByteRange, LastAccess& times) {
      times.reads.clear();
      times.ends.clear();
      times.write.time = std::min(times.write.time, 1u);
      return true;
    });
    clock_ = 1;
  }
  accessor_ = tag;
  return ++clock_;
}

NodeState TreeShadow::settled(uint32_t node, NodeState state, const LastAccess& last_access) const {
  bool read = false, write = missed(node, state.time, last_access.write);
  for (size_t i = last_access.reads.size(); i-- > 0 && !read && !write;)
    read = missed(node, state.time, last_access.reads[i]);
  for (size_t i = last_access.ends.size(); i-- > 0 && !write;) {
    const ProtectorEndAccess& end = last_access.ends[i];
    if (end.stamp.time <= state.time) break;
    if (!missed(node, state.time, end.stamp)) {
      if (end.kind == AccessKind::Write) break;  // local and skipped: what was before it is accounted for
      continue;
    }
    if (end.spares && in_subtree(node, end.stamp.node)) continue;
    (end.kind == AccessKind::Read ? read : write) = true;
  }
  if (!read && !write) return state;
  // A protected Active cannot be here: the access would have been an error, or the protector has ended since. Whether
  // a Reserved is conflicted does not matter any more once the protector has ended.
  const bool conflicts = nodes[node].is_protected && state.permission == TreePermission::Reserved;
  const AccessKind kind = write ? AccessKind::Write : AccessKind::Read;
  state.permission = transition(state.permission, kind, true, conflicts).next;
  state.used = write ? Used::No : std::min(state.used, Used::Read);
  return state;
}

void TreeShadow::settle(uint32_t node, ByteRange range) {
  apply(node, range, [&](ByteRange, NodeState& state) {
    state.time = clock_;
    return true;
  });
}

void TreeShadow::stamp(ByteRange range, AccessKind kind, uint32_t node, uint32_t top) {
  const Stamp now{clock_, node};
  bool too_many = false;
  const auto set = [&](ByteRange, LastAccess& times) {
    if (kind == AccessKind::Write) {
      times.write = now;
      times.reads.clear();
      times.ends.clear();
      return true;
    }
    size_t out = 0;
    for (const Stamp& read : times.reads)
      if (!subsumes(node, top, read)) times.reads[out++] = read;
    times.reads.truncate(out);
    times.reads.push_back(now);
    out = 0;
    for (const ProtectorEndAccess& end : times.ends)
      if (end.kind == AccessKind::Write || !subsumes(node, top, end.stamp)) times.ends[out++] = end;
    times.ends.truncate(out);
    too_many |= times.reads.size() > kMaxReads;
    return true;
  };
  const auto run = last.at(range.lo);
  bool done = false;
  if (run.range.contains(range)) {
    const LastAccess& times = *run.value;
    const Stamp& same = kind == AccessKind::Write || times.reads.empty() ? times.write : times.reads.back();
    if (same == now && times.ends.empty()) return;
    if (run.range == range) done = set({}, *run.value);
  }
  if (!done) last.update(range, set);
  if (too_many) {
    // Visit the rest of the way, so that nobody needs the records.
    for (uint32_t up = nodes[top].parent; up != kNoNode; up = nodes[up].parent) settle(up, range);
    last.update(range, [&](ByteRange, LastAccess& times) {
      times.reads.clear();
      times.reads.push_back(now);
      return true;
    });
  }
  last.merge(range);
}

void TreeShadow::stamp_end(ByteRange range, AccessKind kind, uint32_t node, uint32_t top) {
  last.update(range, [&](ByteRange, LastAccess& times) {
    // An earlier one is subsumed, except for nodes that do not see this one: they must be younger than it.
    size_t out = 0;
    for (const ProtectorEndAccess& end : times.ends) {
      const bool weaker = kind == AccessKind::Write || (end.kind == kind && subsumes(node, top, end.stamp));
      if (!weaker || nodes[node].created < end.stamp.time) times.ends[out++] = end;
    }
    times.ends.truncate(out);
    times.ends.push_back({{clock_, node}, kind});
    return true;
  });
  last.merge(range);
}

void TreeShadow::compact(const std::vector<bool>& keep) {
  std::vector<uint32_t> to(nodes.size(), kNoNode), heir(nodes.size(), kNoNode);  // heir: the nearest ancestor left
  uint32_t out = 0;
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    const uint32_t parent = nodes[i].parent;
    heir[i] = keep[i] ? out : parent == kNoNode ? kNoNode : heir[parent];
    if (!keep[i]) continue;
    to[i] = out;
    if (parent != kNoNode) nodes[i].parent = to[parent];
    if (out != i) nodes[out] = std::move(nodes[i]);
    ++out;
  }
  nodes.erase(nodes.begin() + out, nodes.end());
  open_nodes_.clear();
  for (uint32_t i = 0; i < nodes.size(); ++i) link(i);
  for (std::vector<uint32_t>* list : {&protected_nodes, &exposed_nodes, &wildcard_roots}) {
    for (uint32_t& node : *list) node = to[node];
    std::erase(*list, kNoNode);
  }
  last.visit({0, size_}, [&](ByteRange, LastAccess& times) {
    if (times.write.node != kNoNode) times.write.node = heir[times.write.node];
    for (Stamp& read : times.reads)
      if (read.node != kNoNode) read.node = heir[read.node];
    for (ProtectorEndAccess& end : times.ends) {
      if (end.stamp.node == kNoNode) continue;
      end.spares = end.spares && to[end.stamp.node] != kNoNode;
      end.stamp.node = heir[end.stamp.node];
    }
    return true;
  });
}

}  // namespace assay::aliasing
