// Tree Borrows: the rules. Every reborrow is a node of its allocation's tree with a permission per byte; an access is
// local for the node and its ancestors and foreign for all others, and moves each permission by one table. How foreign
// accesses reach the nodes cheaply is in tree_nodes.h; accesses of exposed addresses are in tree_wildcard.cpp.
// Sources: "Tree Borrows" (PLDI 2025), MiniRust; docs/models/tree-borrows.md.
#include "aliasing/tree.h"

#include <fmt/format.h>

#include "aliasing/report.h"
#include "aliasing/tree_access.h"

namespace assay::aliasing {
namespace {

using memory::PtrKind;
using memory::RetagMode;
using trace::Cause;

struct NewNode {
  TreePermission frozen, cell;  // inside the pointee's range, by what the byte is
  TreePermission outside;
  ProtectorKind protector = ProtectorKind::None;
};

ProtectorKind box_protector(const ModelOptions& options) {
  switch (options.box_protector) {
    case BoxProtector::None:
      return ProtectorKind::None;
    case BoxProtector::Weak:
      return ProtectorKind::Weak;
    case BoxProtector::Strong:
      return ProtectorKind::Strong;
  }
  ASSAY_UNREACHABLE("unknown protector");
}

// retag#permission. None: the pointer keeps its tag.
std::optional<NewNode> permission_for(const RetagSpec& spec, const ModelOptions& options) {
  using enum TreePermission;
  const bool entry = spec.mode == RetagMode::FnEntry && options.protectors;
  const bool all_frozen = spec.frozen.all_frozen;
  switch (spec.ptr) {
    case PtrKind::Ref:
      return NewNode{Frozen, Cell, all_frozen ? Frozen : Cell, entry ? ProtectorKind::Strong : ProtectorKind::None};
    case PtrKind::Box:
      if (!options.box_unique) return std::nullopt;
      if (!spec.box_allocator_global && !options.tree_box_custom_allocator_unique) return std::nullopt;
      [[fallthrough]];
    case PtrKind::MutRef: {
      if (!spec.pointee_unpin) return std::nullopt;
      const ProtectorKind kind = spec.ptr == PtrKind::Box ? box_protector(options) : ProtectorKind::Strong;
      const bool is_protected = entry && kind != ProtectorKind::None;
      NewNode node{Reserved, is_protected ? Reserved : ReservedIM, is_protected || all_frozen ? Reserved : ReservedIM,
                   is_protected ? kind : ProtectorKind::None};
      if (is_protected && options.tree_implicit_writes && !spec.no_writable) node.frozen = node.cell = Active;
      return node;
    }
    case PtrKind::InPlace:
      return NewNode{Reserved, Reserved, Reserved, ProtectorKind::Strong};
    case PtrKind::RawConst:
    case PtrKind::RawMut:
      return std::nullopt;
  }
  ASSAY_UNREACHABLE("unknown pointer kind");
}

class TreeBorrows final : public AliasingModel {
 public:
  explicit TreeBorrows(const ModelOptions& options) : options_(options) {}
  std::string_view name() const override { return "tree"; }
  uint32_t hooks() const override { return kHookAccess | kHookRetag | kHookDealloc | kHookCallEnd; }

  Outcome<Quiet> on_access(Context& context, const Access& access) override {
    // Nothing was ever derived from the root: its accesses change nothing.
    if (!access.alloc.alias_shadow && access.tag == access.alloc.root)
      return Quiet{{0, access.alloc.size}, true, true, false};
    TreeShadow& shadow = shadow_of(access.alloc);
    const Actor actor{context, access.alloc, access.range, access.tag, access.kind, Cause::Access};
    ASSAY_TRY(perform_access(shadow, actor));
    if (access.tag == kWildcardTag || !shadow.wildcard_roots.empty()) return Quiet{access.range, false, false, true};
    return Quiet{quiet_range(shadow, actor), true, access.kind == AccessKind::Write, true};
  }

  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    const std::optional<NewNode> fresh = permission_for(retag.spec, options_);
    if (!fresh) return RetagResult{retag.parent, {}};
    RetagResult result{context.fresh_tag(), {}};
    if (fresh->protector != ProtectorKind::None) {
      context.add_protector({retag.alloc_id, result.tag, retag.call, fresh->protector});
      context.emit(
          trace::ProtectorStarted{retag.alloc_id, result.tag, retag.call, fresh->protector == ProtectorKind::Strong});
    }
    if (retag.alloc == nullptr) return result;
    TreeShadow& shadow = shadow_of(*retag.alloc);
    const std::vector<memory::FreezeRange> parts = parts_of(retag);
    // retag#read: the reborrow is an access of the parent, except to cells.
    for (const memory::FreezeRange& part : parts) {
      const std::optional<AccessKind> kind = associated_access(part.frozen ? fresh->frozen : fresh->cell);
      if (!kind) continue;
      if (*kind == AccessKind::Write && retag.alloc->read_only)
        return stop_ub(UbKind::ReadOnly, fmt::format("writing to alloc{} which is read-only", retag.alloc_id.raw));
      ASSAY_TRY(perform_access(shadow, {context, *retag.alloc, part.range, retag.parent, *kind, Cause::Reborrow}));
      result.races.push_back({part.range, *kind});
    }
    uint32_t parent = kNoNode;
    if (retag.parent != kWildcardTag) {
      parent = shadow.find(retag.parent);
      // The parent is Disabled everywhere and was dropped. No byte was accessed, or we would have stopped; the new
      // tag stays outside the tree and is as dead as its parent.
      if (parent == kNoNode) return result;
    }
    const uint32_t node = shadow.add(result.tag, parent, fresh->outside);
    if (parent == kNoNode) shadow.wildcard_roots.push_back(node);
    if (fresh->protector != ProtectorKind::None) shadow.protect(node);
    for (const memory::FreezeRange& part : parts) {
      const TreePermission permission = part.frozen ? fresh->frozen : fresh->cell;
      const std::optional<AccessKind> access = associated_access(permission);
      if (access == AccessKind::Write) {  // the parent's write is the new node's, too
        shadow.tick(result.tag);
        shadow.stamp(part.range, AccessKind::Write, node, node);
      }
      const NodeState state{shadow.now(), permission, access.has_value(), access ? used_by(*access) : Used::No};
      memory::RangeMap<NodeState>& states = shadow.nodes[node].states;
      states.update(part.range, [&](ByteRange, NodeState& old) {
        old = state;
        return true;
      });
      states.merge(part.range);
      trace_retag(context, retag, result.tag, permission, part.range);
    }
    if (parts.empty()) trace_retag(context, retag, result.tag, fresh->outside, retag.range);
    if (shadow.wants_sweep() && !context.trace)
      shadow.sweep([&](Tag tag) { return context.protector(tag) != ProtectorKind::None; });
    return result;
  }

  // dealloc: a write to every byte; then nothing that is strongly protected may have been accessed.
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    if (alloc.size == 0 || !alloc.alias_shadow) return {};
    TreeShadow& shadow = shadow_of(alloc);
    if (tag == alloc.root && shadow.protected_nodes.empty() && !context.trace) return {};
    const Actor actor{context, alloc, {0, alloc.size}, tag, AccessKind::Write, Cause::Free};
    ASSAY_TRY(perform_access(shadow, actor));
    for (const uint32_t node : shadow.protected_nodes) {
      if (context.protector(shadow.nodes[node].tag) != ProtectorKind::Strong) continue;
      std::optional<uint64_t> at;
      shadow.nodes[node].states.visit(actor.range, [&](ByteRange run, const NodeState& state) {
        if (state.accessed && state.permission != TreePermission::Cell) at = run.lo;
        return !at;
      });
      if (at) return stop_protected(actor, shadow.nodes[node].tag, *at, TreePermission::Disabled);
    }
    return {};
  }

  // protector-end: an access of what the protected node has accessed, seen by all but its descendants.
  Outcome<> on_protector_end(Context& context, Allocation& alloc, const Protector& protector) override {
    if (!alloc.alias_shadow || alloc.size == 0) return {};
    TreeShadow& shadow = shadow_of(alloc);
    const uint32_t node = shadow.find(protector.tag);
    if (node == kNoNode) return {};
    std::vector<std::pair<ByteRange, AccessKind>> accesses;
    shadow.nodes[node].states.visit({0, alloc.size}, [&](ByteRange run, const NodeState& state) {
      const auto kind = associated_access(state.permission);
      if (!state.accessed || !kind) return true;
      if (!accesses.empty() && accesses.back().first.hi == run.lo && accesses.back().second == *kind)
        accesses.back().first.hi = run.hi;
      else
        accesses.emplace_back(run, *kind);
      return true;
    });
    for (const auto& [range, kind] : accesses)
      ASSAY_TRY(perform_access(shadow, {context, alloc, range, protector.tag, kind, Cause::ProtectorEnd}));
    shadow.nodes[node].is_protected = false;
    return {};
  }

  void on_expose(Context&, Allocation& alloc, Tag tag) override {
    TreeShadow& shadow = shadow_of(alloc);
    const uint32_t node = shadow.find(tag);
    if (node == kNoNode || shadow.nodes[node].exposed) return;
    shadow.nodes[node].exposed = true;
    shadow.exposed_nodes.push_back(node);
  }

  bool commutes(const Op& a, const Op& b) const override {
    if (a.alloc != b.alloc) return true;
    const auto is_access = [](const Op& op) { return op.kind == OpKind::Read || op.kind == OpKind::Write; };
    if (!is_access(a) || !is_access(b)) return false;
    return (a.kind == OpKind::Read && b.kind == OpKind::Read) || !a.range.overlaps(b.range);
  }

  uint64_t forget(Context& context, Allocation& alloc, const TagSet& live) override {
    if (!alloc.alias_shadow) return 0;
    const uint64_t looked_at = forget_tree(shadow_of(alloc), [&](const Node& node) {
      return live.contains(node.tag) || node.exposed || context.protector(node.tag) != ProtectorKind::None;
    });
    alloc.close_quiet();
    return looked_at;
  }

  void draw(const Allocation& alloc, trace::Picture& picture) const override {
    if (!alloc.alias_shadow) {
      picture.nodes.push_back({alloc.root, kNoId, false, {{{0, alloc.size}, permission_name(TreePermission::Active)}}});
      return;
    }
    const auto& shadow = static_cast<const TreeShadow&>(*alloc.alias_shadow);
    for (uint32_t i = 0; i < shadow.nodes.size(); ++i) {
      const Node& node = shadow.nodes[i];
      trace::Picture::Node drawn{node.tag, node.parent == kNoNode ? kNoId : node.parent, false, {}};
      for (const uint32_t p : shadow.protected_nodes) drawn.protector |= p == i;
      shadow.for_each_settled(i, {0, alloc.size}, [&](ByteRange run, const NodeState& state) {
        const std::string text = std::string(permission_name(state.permission)) + (state.accessed ? "" : "?");
        if (!drawn.permissions.empty() && drawn.permissions.back().second == text)
          drawn.permissions.back().first.hi = run.hi;
        else
          drawn.permissions.emplace_back(run, text);
        return true;
      });
      picture.nodes.push_back(std::move(drawn));
    }
  }

 private:
  static TreeShadow& shadow_of(Allocation& alloc) {
    if (!alloc.alias_shadow) alloc.alias_shadow = std::make_unique<TreeShadow>(alloc.size, alloc.root);
    return static_cast<TreeShadow&>(*alloc.alias_shadow);
  }
  /// The pointee's bytes by whether they are in a cell, relative to the allocation.
  std::vector<memory::FreezeRange> parts_of(const Retag& retag) const {
    const memory::FreezeMap& map = retag.spec.frozen;
    if (retag.range.empty()) return {};
    if (map.all_frozen || !options_.tree_precise_interior_mut) return {{retag.range, map.all_frozen}};
    std::vector<memory::FreezeRange> parts = map.ranges(retag.range.size(), retag.dynamic_tail, retag.tail_offset);
    for (memory::FreezeRange& part : parts) {
      part.range.lo += retag.range.lo;
      part.range.hi += retag.range.lo;
    }
    return parts;
  }
  static void trace_retag(Context& context, const Retag& retag, Tag tag, TreePermission permission, ByteRange range) {
    if (!context.trace) return;
    context.emit(trace::Retagged{retag.alloc_id, range, retag.parent, tag, permission_name(permission),
                                 pointer_text(retag.spec.ptr), retag.spec.mode == RetagMode::FnEntry});
  }

  ModelOptions options_;
};

}  // namespace

std::unique_ptr<AliasingModel> make_tree(const ModelOptions& options) { return std::make_unique<TreeBorrows>(options); }

}  // namespace assay::aliasing
