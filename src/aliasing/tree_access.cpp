// Performing an access: the local nodes from the accessed one up, then the protected foreign nodes, where it may be an
// error; every other node finds out when it is next used. Why the way up may stop early is told in tree_nodes.h.
#include "aliasing/tree_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "aliasing/report.h"

namespace assay::aliasing {
namespace {

using trace::Cause;

std::string rule(const Actor& actor, int clause) {
  switch (actor.cause) {
    case Cause::Access:
      return fmt::format("tree/access#{}-{}", access_name(actor.kind), clause);
    case Cause::Reborrow:
      return fmt::format("tree/retag#{}-{}", access_name(actor.kind), clause);
    case Cause::Free:
      return fmt::format("tree/dealloc#{}", clause);
    case Cause::ProtectorEnd:
      return fmt::format("tree/protector-end#{}-{}", access_name(actor.kind), clause);
  }
  ASSAY_UNREACHABLE("unknown cause");
}

/// No exposed tag is involved: everything is known, and the way up may stop early.
bool is_plain(const TreeShadow& shadow, const Actor& actor) {
  return actor.tag != kWildcardTag && shadow.wildcard_roots.empty();
}

void trace_change(const Actor& actor, Tag tag, ByteRange range, TreePermission before, TreePermission after,
                  bool foreign) {
  if (!actor.context.trace || before == after) return;
  actor.context.emit(trace::TagInvalidated{actor.alloc.id, range, tag, actor.tag, trace::Invalidation::Transition,
                                           permission_name(before), permission_name(after), actor.kind, actor.cause,
                                           foreign});
}

/// The foreign access is an error if the protected node would lose a permission that was used.
Outcome<> check_foreign(const TreeShadow& shadow, const Actor& actor, uint32_t node, ByteRange range) {
  Outcome<> outcome;
  shadow.for_each_settled(node, range, [&](ByteRange part, const NodeState& state) {
    const TreePermission next = transition(state.permission, actor.kind, true, true).next;
    if (!state.accessed || next != TreePermission::Disabled || state.permission == next) return true;
    outcome = stop_protected(actor, shadow.nodes[node].tag, part.lo, state.permission);
    return false;
  });
  return outcome;
}

/// check_foreign for the protected nodes younger than `than` that have none of the marks and are not below `spared`.
/// Forgets nodes whose protector has ended.
Outcome<> check_protected(TreeShadow& shadow, const Actor& actor, ByteRange range, uint32_t than,
                          std::initializer_list<uint32_t> marks, uint32_t spared) {
  std::vector<uint32_t>& list = shadow.protected_nodes;
  size_t from = list.size();
  while (from > 0 && list[from - 1] > than) --from;
  size_t kept = from;
  for (size_t i = from; i < list.size(); ++i)
    if (actor.context.protector(shadow.nodes[list[i]].tag) != ProtectorKind::None) list[kept++] = list[i];
  list.resize(kept);
  for (size_t i = from; i < kept; ++i) {
    const bool marked = std::find(marks.begin(), marks.end(), shadow.nodes[list[i]].mark) != marks.end();
    if (marked || (spared != kNoNode && shadow.is_below(list[i], spared))) continue;
    ASSAY_TRY(check_foreign(shadow, actor, list[i], range));
  }
  return {};
}

/// check_foreign of a read for all protected nodes. Only an Active one would mind, and who is Active and has seen no
/// foreign access since has the last write in its subtree.
Outcome<> check_protected_from_read(TreeShadow& shadow, const Actor& actor, uint32_t accessed, uint32_t top,
                                   uint32_t spared) {
  Outcome<> outcome;
  bool unknown = false;  // an exposed tag has written
  shadow.for_each_time(actor.range, [&](ByteRange part, const LastAccess& times) {
    const uint32_t writer = times.write.node;
    unknown |= writer == kNoNode && times.write.time != 0;
    if (writer == kNoNode) return true;
    bool youngest = true;
    for (uint32_t node = shadow.nodes[writer].guard; outcome && node != kNoNode; node = shadow.guard_above(node)) {
      if (actor.context.protector(shadow.nodes[node].tag) == ProtectorKind::None) continue;
      if (youngest) shadow.nodes[writer].guard = node;
      youngest = false;
      if (shadow.in_subtree(accessed, node)) return true;  // so it is below the older ones, too
      if (spared == kNoNode || !shadow.is_below(node, spared)) outcome = check_foreign(shadow, actor, node, part);
    }
    if (youngest) shadow.nodes[writer].guard = kNoNode;
    return outcome.has_value();
  });
  if (outcome && unknown)
    return check_protected(shadow, actor, actor.range, top, {shadow.nodes[accessed].mark}, spared);
  return outcome;
}

/// The subtrees of wildcards that may hang below `node`: marks their nodes and lets them miss the current access.
void spare_wildcard_trees(TreeShadow& shadow, uint32_t node, ByteRange range, uint32_t mark) {
  Tag first_exposed;
  for (uint32_t i = node; i < shadow.nodes.size(); ++i) {
    Node& candidate = shadow.nodes[i];
    const bool root = candidate.parent == kNoNode && i != node;
    if (root ? first_exposed && first_exposed < candidate.tag
             : candidate.parent != kNoNode && shadow.nodes[candidate.parent].mark == mark) {
      candidate.mark = mark;
      shadow.settle(i, range);
    }
    const bool below = i == node || shadow.is_below(i, node) || candidate.mark == mark;
    if (below && candidate.exposed && !first_exposed) first_exposed = candidate.tag;
  }
}

/// The part of perform_access that concerns foreign nodes when there are subtrees of wildcards, or when the tag is one:
/// protected nodes that are neither local nor undecided see the access.
Outcome<> access_beside_wildcards(TreeShadow& shadow, const Actor& actor, uint32_t accessed, uint32_t root,
                                  uint32_t local) {
  const uint32_t spared = actor.cause == Cause::ProtectorEnd ? accessed : kNoNode;
  uint32_t spared_mark = local;
  if (spared != kNoNode && !shadow.wildcard_roots.empty()) {
    spared_mark = shadow.new_mark();
    spare_wildcard_trees(shadow, accessed, actor.range, spared_mark);
  }
  // The main tree's root is older than every exposed tag, so an access from there is foreign to all other trees.
  if (root == 0) return check_protected(shadow, actor, actor.range, 0, {local, spared_mark}, spared);
  for (const ByteRange part : uniform_parts(shadow, actor.range)) {
    const uint32_t decided = shadow.new_mark();
    ASSAY_TRY(access_by_exposed(shadow, actor, root, spared_mark, part, decided));
    ASSAY_TRY(check_protected(shadow, actor, part, 0, {local, spared_mark, decided}, spared));
  }
  return {};
}

/// For explanations: applies to the watched tags at once what they would otherwise notice later.
void settle_watched(TreeShadow& shadow, const Actor& actor) {
  for (const Tag tag : actor.context.trace->watched(actor.alloc.id)) {
    const uint32_t node = shadow.find(tag);
    if (node == kNoNode) continue;
    shadow.for_each_time(actor.range, [&](ByteRange part, const LastAccess& times) {
      shadow.nodes[node].states.visit(part, [&](ByteRange run, const NodeState& state) {
        trace_change(actor, tag, {std::max(run.lo, part.lo), std::min(run.hi, part.hi)}, state.permission,
                     shadow.settled(node, state, times).permission, true);
        return true;
      });
      return true;
    });
    shadow.settle(node, actor.range);
  }
  shadow.close_time();
}

}  // namespace

tl::unexpected<Stop> stop_forbidden(const Actor& actor, Tag node, uint64_t at, TreePermission permission) {
  const Violation violation{actor.alloc.id, actor.range, at, node, actor.tag};
  const std::string who = node == actor.tag
                              ? tag_text(node)
                              : fmt::format("{}, from which {} is derived,", tag_text(node), tag_text(actor.tag));
  return stop_aliasing(
      violation,
      fmt::format("{} is forbidden: {} has state {} here, which forbids {}",
                  access_text(violation, actor.kind, actor.cause), who, permission_name(permission),
                  permission == TreePermission::Disabled ? "every access through it" : "writes through it"),
      rule(actor, 1));
}

tl::unexpected<Stop> stop_protected(const Actor& actor, Tag node, uint64_t at, TreePermission was) {
  const Violation violation{actor.alloc.id, actor.range, at, node, actor.tag, true};
  const bool freed = was == TreePermission::Disabled;
  return stop_aliasing(
      violation,
      fmt::format(
          "{} is forbidden: it would {} {}, which is protected because it is an argument of a running call",
          access_text(violation, actor.kind, actor.cause),
          freed ? "free the memory of" : fmt::format("turn from {} to Disabled the state of", permission_name(was)),
          tag_text(node)),
      rule(actor, freed ? 3 : 2));
}

Outcome<bool> apply_local(TreeShadow& shadow, const Actor& actor, uint32_t node, ByteRange range) {
  Outcome<> outcome;
  const Tag tag = shadow.nodes[node].tag;
  const bool is_protected = actor.context.protector(tag) != ProtectorKind::None;
  const bool plain = is_plain(shadow, actor);
  bool repeated = true;
  shadow.apply(node, range, [&](ByteRange part, NodeState& state) {
    if (plain && state.used >= used_by(actor.kind)) return true;  // if not for reads that it has missed
    const Transition step = transition(state.permission, actor.kind, false, is_protected);
    if (!step.allowed) {
      outcome = stop_forbidden(actor, tag, part.lo, state.permission);
      return false;
    }
    trace_change(actor, tag, part, state.permission, step.next, false);
    state = {shadow.now(), step.next, true, plain ? used_by(actor.kind) : state.used};
    repeated = false;
    return true;
  });
  if (!outcome) return tl::make_unexpected(std::move(outcome.error()));
  return repeated;
}

Outcome<> perform_access(TreeShadow& shadow, const Actor& actor) {
  const bool wildcard = actor.tag == kWildcardTag;
  const bool protector_end = actor.cause == Cause::ProtectorEnd;
  const bool plain = is_plain(shadow, actor);
  uint32_t accessed = kNoNode, root = kNoNode;
  if (!wildcard) {
    accessed = shadow.find(actor.tag);
    if (accessed == kNoNode) return stop_forbidden(actor, actor.tag, actor.range.lo, TreePermission::Disabled);
  }
  if (wildcard || protector_end) shadow.close_time();
  shadow.tick(actor.tag);
  const uint32_t local = shadow.new_mark();
  uint32_t top = 0;
  for (uint32_t node = accessed; node != kNoNode; node = shadow.nodes[node].parent) {
    shadow.nodes[node].mark = local;
    ASSAY_TRY_LET(const bool repeated, apply_local(shadow, actor, node, actor.range));
    root = top = node;
    if (repeated && plain) break;  // it would be one further up, too
  }
  if (plain) {
    if (protector_end && top == accessed && shadow.nodes[accessed].open) return {};
    const uint32_t spared = protector_end ? accessed : kNoNode;
    if (actor.kind == AccessKind::Read)
      ASSAY_TRY(check_protected_from_read(shadow, actor, accessed, top, spared));
    else  // older protected nodes have seen as much when the topmost node was last used like this
      ASSAY_TRY(check_protected(shadow, actor, actor.range, top, {local}, spared));
  } else {
    ASSAY_TRY(access_beside_wildcards(shadow, actor, accessed, root, local));
  }
  if (!plain) top = kNoNode;
  if (protector_end)
    shadow.stamp_end(actor.range, actor.kind, accessed, top);
  else
    shadow.stamp(actor.range, actor.kind, accessed, top);
  if (protector_end || !plain) shadow.close_time();
  if (actor.context.trace) settle_watched(shadow, actor);
  return {};
}

ByteRange quiet_range(TreeShadow& shadow, const Actor& actor) {
  // Bytes with equal last accesses have seen this very access.
  const ByteRange run = shadow.last.at(actor.range.lo).range;
  return run.contains(actor.range) ? run : actor.range;
}

}  // namespace assay::aliasing
