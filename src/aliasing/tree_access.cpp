// Performing an access: the local nodes from the accessed one up, then the protected foreign nodes; every other node
// finds out when it is next used.
#include "aliasing/tree_access.h"

#include <fmt/format.h>

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

void trace_change(const Actor& actor, Tag tag, ByteRange range, TreePermission before, TreePermission after,
                  bool foreign) {
  if (!actor.context.trace || before == after) return;
  actor.context.emit(trace::TagInvalidated{actor.alloc.id, range, tag, actor.tag, trace::Invalidation::Transition,
                                           permission_name(before), permission_name(after), actor.kind, actor.cause,
                                           foreign});
}

/// A protected node sees a foreign access at once: losing an accessed permission is an error.
Outcome<> apply_foreign(TreeShadow& shadow, const Actor& actor, uint32_t node, ByteRange range) {
  Outcome<> outcome;
  const Tag tag = shadow.nodes[node].tag;
  shadow.apply(node, range, [&](ByteRange part, NodeState& state) {
    const TreePermission next = transition(state.permission, actor.kind, true, true).next;
    if (state.accessed && next == TreePermission::Disabled && state.permission != next) {
      outcome = stop_protected(actor, tag, part.lo, state.permission);
      return false;
    }
    if (next == state.permission) return true;
    trace_change(actor, tag, part, state.permission, next, true);
    state.permission = next;
    state.time = shadow.now();
    return true;
  });
  return outcome;
}

/// The protected nodes that are not marked as local or decided otherwise. Forgets nodes whose protector has ended.
Outcome<> apply_foreign_protected(TreeShadow& shadow, const Actor& actor, ByteRange range, uint32_t local_mark,
                                  uint32_t other_mark, uint32_t spared) {
  std::vector<uint32_t>& list = shadow.protected_nodes;
  for (size_t i = 0; i < list.size();) {
    const Node& node = shadow.nodes[list[i]];
    if (actor.context.protector(node.tag) == ProtectorKind::None) {
      list[i] = list.back();
      list.pop_back();
      continue;
    }
    const bool sees =
        node.mark != local_mark && node.mark != other_mark && (spared == kNoNode || !shadow.is_below(list[i], spared));
    if (sees) ASSAY_TRY(apply_foreign(shadow, actor, list[i], range));
    ++i;
  }
  return {};
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

Outcome<> apply_local(TreeShadow& shadow, const Actor& actor, uint32_t node, ByteRange range) {
  Outcome<> outcome;
  const Tag tag = shadow.nodes[node].tag;
  const bool is_protected = actor.context.protector(tag) != ProtectorKind::None;
  shadow.apply(node, range, [&](ByteRange part, NodeState& state) {
    const Transition step = transition(state.permission, actor.kind, false, is_protected);
    if (!step.allowed) {
      outcome = stop_forbidden(actor, tag, part.lo, state.permission);
      return false;
    }
    trace_change(actor, tag, part, state.permission, step.next, false);
    state = {shadow.now(), step.next, true};
    return true;
  });
  return outcome;
}

Outcome<> perform_access(TreeShadow& shadow, const Actor& actor) {
  const bool wildcard = actor.tag == kWildcardTag;
  const bool protector_end = actor.cause == Cause::ProtectorEnd;
  uint32_t accessed = kNoNode, root = kNoNode;
  if (!wildcard) {
    accessed = shadow.find(actor.tag);
    if (accessed == kNoNode) return stop_forbidden(actor, actor.tag, actor.range.lo, TreePermission::Disabled);
  }
  if (wildcard || protector_end) shadow.close_time();
  shadow.tick(actor.tag);
  const uint32_t local = shadow.new_mark();
  for (uint32_t node = accessed; node != kNoNode; node = shadow.nodes[node].parent) {
    shadow.nodes[node].mark = local;
    ASSAY_TRY(apply_local(shadow, actor, node, actor.range));
    root = node;
  }
  uint32_t spared_mark = local;
  if (protector_end && !shadow.wildcard_roots.empty()) {
    spared_mark = shadow.new_mark();
    spare_wildcard_trees(shadow, accessed, actor.range, spared_mark);
  }
  const uint32_t spared = protector_end ? accessed : kNoNode;
  // The main tree's root is older than every exposed tag, so an access from there is foreign to all other trees.
  if (root == 0) {
    ASSAY_TRY(apply_foreign_protected(shadow, actor, actor.range, local, spared_mark, spared));
  } else {
    for (const ByteRange part : uniform_parts(shadow, actor.range)) {
      const uint32_t decided = shadow.new_mark();
      ASSAY_TRY(access_by_exposed(shadow, actor, root, spared_mark, part, decided));
      for (const uint32_t node : shadow.protected_nodes) {  // neither local nor undecided
        const Node& other = shadow.nodes[node];
        const bool sees = other.mark != local && other.mark != spared_mark && other.mark != decided &&
                          (spared == kNoNode || !shadow.is_below(node, spared));
        if (sees && actor.context.protector(other.tag) != ProtectorKind::None)
          ASSAY_TRY(apply_foreign(shadow, actor, node, part));
      }
    }
  }
  shadow.stamp(actor.range, actor.kind, spared);
  if (wildcard || protector_end || root != 0) shadow.close_time();
  if (actor.context.trace) settle_watched(shadow, actor);
  return {};
}

ByteRange quiet_range(TreeShadow& shadow, const Actor& actor) {
  ByteRange quiet{0, shadow.size()};
  const auto limit = [&](ByteRange run) {
    if (!run.contains(actor.range)) run = actor.range;
    quiet = {std::max(quiet.lo, run.lo), std::min(quiet.hi, run.hi)};
  };
  limit(shadow.last.at(actor.range.lo).range);
  for (uint32_t node = shadow.find(actor.tag); node != kNoNode; node = shadow.nodes[node].parent)
    limit(shadow.nodes[node].states.at(actor.range.lo).range);
  for (const uint32_t node : shadow.protected_nodes) limit(shadow.nodes[node].states.at(actor.range.lo).range);
  return quiet;
}

}  // namespace assay::aliasing
