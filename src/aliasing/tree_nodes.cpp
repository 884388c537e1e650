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
  nodes.emplace_back(root, kNoNode, size, NodeState{1, TreePermission::Active, true});
}

uint32_t TreeShadow::find(Tag tag) const {
  const auto it =
      std::lower_bound(nodes.begin(), nodes.end(), tag, [](const Node& node, Tag t) { return node.tag < t; });
  return it != nodes.end() && it->tag == tag ? static_cast<uint32_t>(it - nodes.begin()) : kNoNode;
}

uint32_t TreeShadow::add(Tag tag, uint32_t parent, TreePermission outside) {
  ASSAY_CHECK(nodes.back().tag < tag, "tags are made in increasing order");
  close_time();
  nodes.emplace_back(tag, parent, size_, NodeState{clock_, outside, false});
  return static_cast<uint32_t>(nodes.size() - 1);
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
    }
    last = memory::RangeMap<LastAccess>(size_, LastAccess{});
    clock_ = 1;
  }
  accessor_ = tag;
  return ++clock_;
}

NodeState TreeShadow::settled(uint32_t node, NodeState state, const LastAccess& last_access) const {
  bool read = last_access.read > state.time, write = last_access.write > state.time;
  for (size_t i = last_access.ends.size(); i-- > 0 && !write;) {
    const ProtectorEndAccess& end = last_access.ends[i];
    if (end.time <= state.time) break;
    if (end.node != kNoNode && is_below(node, end.node)) continue;
    (end.kind == AccessKind::Read ? read : write) = true;
  }
  if (write)
    state.permission = transition(state.permission, AccessKind::Write, true, false).next;
  else if (read)
    state.permission = transition(state.permission, AccessKind::Read, true, false).next;
  return state;
}

void TreeShadow::settle(uint32_t node, ByteRange range) {
  apply(node, range, [&](ByteRange, NodeState& state) {
    state.time = clock_;
    return true;
  });
}

void TreeShadow::stamp(ByteRange range, AccessKind kind, uint32_t spared) {
  const auto set = [&](ByteRange, LastAccess& times) {
    if (spared != kNoNode) {
      times.ends.push_back({clock_, spared, kind});
      return true;
    }
    (kind == AccessKind::Read ? times.read : times.write) = clock_;
    if (times.ends.empty()) return true;
    // What all nodes see now subsumes what some have seen before.
    size_t out = 0;
    for (const ProtectorEndAccess& end : times.ends)
      if (kind == AccessKind::Read && end.kind == AccessKind::Write) times.ends[out++] = end;
    times.ends.truncate(out);
    return true;
  };
  const auto run = last.at(range.lo);
  if (run.range.contains(range) && spared == kNoNode && run.value->ends.empty()) {
    if ((kind == AccessKind::Read ? run.value->read : run.value->write) == clock_) return;
    if (run.range == range) {
      set({}, *run.value);
      last.merge(range);
      return;
    }
  }
  last.update(range, set);
  last.merge(range);
}

void TreeShadow::compact(const std::vector<bool>& keep) {
  std::vector<uint32_t> to(nodes.size(), kNoNode);
  uint32_t out = 0;
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    if (!keep[i]) continue;
    to[i] = out;
    if (nodes[i].parent != kNoNode) nodes[i].parent = to[nodes[i].parent];
    if (out != i) nodes[out] = std::move(nodes[i]);
    ++out;
  }
  nodes.erase(nodes.begin() + out, nodes.end());
  for (std::vector<uint32_t>* list : {&protected_nodes, &exposed_nodes, &wildcard_roots}) {
    for (uint32_t& node : *list) node = to[node];
    std::erase(*list, kNoNode);
  }
  last.visit({0, size_}, [&](ByteRange, LastAccess& times) {
    for (ProtectorEndAccess& end : times.ends)
      if (end.node != kNoNode) end.node = to[end.node];
    return true;
  });
}

}  // namespace assay::aliasing
