// Scopes, exits and unwinding. A plain exit of a scope drops what is scheduled in reverse; all other exits end in a
// drop tree. Only values are dropped when unwinding: storage dies with the frame.
#include "lower/scopes.h"

#include <algorithm>

#include "lower/builder.h"

namespace assay::lower {

uint32_t DropTree::add(const DropData& data, uint32_t next) {
  const auto [it, fresh] =
      existing_.try_emplace({next, data.local.raw, data.kind}, static_cast<uint32_t>(nodes_.size()));
  if (fresh) nodes_.push_back({data, next});
  return it->second;
}

bool DropTree::has_values() const {
  return std::any_of(nodes_.begin() + 1, nodes_.end(),
                     [](const Node& node) { return node.data.kind == DropKind::Value; });
}

void Builder::schedule(ScopeRef scope, LocalId local, DropKind kind, Span span) {
  if (scope == kNoScope) return;
  if (kind == DropKind::Value && !needs_drop(out_->locals[local].ty)) return;
  if (kind == DropKind::Storage && local.raw <= out_->arg_count) return;
  ASSAY_CHECK(scope < scopes_.size(), "drop scheduled in a closed scope");
  // Inner scopes' unwind paths lead through this one: they change with it.
  if (kind == DropKind::Value)
    for (size_t i = scope; i < scopes_.size(); ++i) scopes_[i].unwind.reset();
  scopes_[scope].drops.push_back({local, kind, span});
}

void Builder::schedule_both(ScopeRef scope, LocalId local, Span span) {
  schedule(scope, local, DropKind::Storage, span);
  schedule(scope, local, DropKind::Value, span);
}

void Builder::record_moved(const std::vector<Operand>& operands) {
  Scope& scope = scopes_.back();
  for (const Operand& operand : operands)
    if (operand.kind == Operand::Kind::Move && operand.place.is_local()) scope.moved.push_back(operand.place.local);
}

uint32_t Builder::diverge_node(ScopeRef scope) {
  size_t first = scope + 1;
  uint32_t node = DropTree::kRoot;
  while (first > 0) {
    if (scopes_[first - 1].unwind) {
      node = *scopes_[first - 1].unwind;
      break;
    }
    --first;
  }
  for (size_t i = first; i <= scope; ++i) {
    for (const DropData& drop : scopes_[i].drops)
      if (drop.kind == DropKind::Value) node = unwind_tree_.add(drop, node);
    scopes_[i].unwind = node;
  }
  return node;
}

void Builder::diverge(BlockId from) {
  if (scopes_.empty()) return;
  unwind_tree_.add_entry(from, diverge_node(top()));
}

void Builder::pop_scope(Span) {
  Scope& last = scopes_.back();
  const bool has_values = std::any_of(last.drops.begin(), last.drops.end(),
                                      [](const DropData& drop) { return drop.kind == DropKind::Value; });
  uint32_t node = has_values ? diverge_node(top()) : DropTree::kRoot;
  const Scope scope = std::move(scopes_.back());
  for (auto drop = scope.drops.rbegin(); drop != scope.drops.rend(); ++drop) {
    if (drop->kind == DropKind::Storage) {
      storage(Statement::Kind::StorageDead, drop->local, drop->span);
      continue;
    }
    // What follows this drop when it unwinds is everything outside of it.
    node = unwind_tree_.nodes()[node].next;
    if (std::find(scope.moved.begin(), scope.moved.end(), drop->local) != scope.moved.end()) continue;
    Terminator& terminator = terminate(cur_, Terminator::Kind::Drop, drop->span);
    terminator.place = mir::local_place(drop->local);
    unwind_tree_.add_entry(cur_, node);
    const BlockId next = new_block();
    out_->blocks[cur_].terminator.target = next;
    cur_ = next;
  }
  scopes_.pop_back();
}

uint32_t Builder::path_out_of(DropTree& tree, ScopeRef down_to) {
  uint32_t node = DropTree::kRoot;
  for (size_t i = down_to + 1; i < scopes_.size(); ++i)
    for (const DropData& drop : scopes_[i].drops) node = tree.add(drop, node);
  return node;
}

std::optional<BlockId> Builder::build_exits(DropTree& tree, ScopeRef down_to, std::optional<BlockId> to) {
  if (tree.entries().empty()) return to;
  const auto& nodes = tree.nodes();
  std::vector<BlockId> blocks(nodes.size());
  blocks[DropTree::kRoot] = to ? *to : new_block();
  for (const auto& [from, node] : tree.entries())
    for (uint32_t at = node; at != DropTree::kRoot && !blocks[at]; at = nodes[at].next) blocks[at] = new_block();
  for (const auto& [from, node] : tree.entries()) go(from, blocks[node], nodes[node].data.span);

  std::vector<uint32_t> unwind(nodes.size(), DropTree::kRoot);
  if (tree.has_values()) unwind[DropTree::kRoot] = diverge_node(down_to);
  for (uint32_t i = 1; i < nodes.size(); ++i) {
    const DropTree::Node& node = nodes[i];
    const bool is_value = node.data.kind == DropKind::Value;
    unwind[i] = is_value ? unwind_tree_.add(node.data, unwind[node.next]) : unwind[node.next];
    if (!blocks[i]) continue;
    if (!is_value) {
      const BlockId saved = cur_;
      cur_ = blocks[i];
      storage(Statement::Kind::StorageDead, node.data.local, node.data.span);
      cur_ = saved;
      go(blocks[i], blocks[node.next], node.data.span);
      continue;
    }
    Terminator& terminator = terminate(blocks[i], Terminator::Kind::Drop, node.data.span);
    terminator.place = mir::local_place(node.data.local);
    terminator.target = blocks[node.next];
    unwind_tree_.add_entry(blocks[i], unwind[node.next]);
  }
  return blocks[DropTree::kRoot];
}

// At the end of the body: cleanup blocks for all nodes of the unwind tree that somebody enters.
void Builder::build_unwind_tree() {
  const auto& nodes = unwind_tree_.nodes();
  std::vector<BlockId> blocks(nodes.size());
  const auto cleanup_block = [&] {
    const BlockId block = new_block();
    out_->blocks[block].is_cleanup = true;
    return block;
  };
  for (const auto& [from, node] : unwind_tree_.entries()) {
    const Terminator& terminator = out_->blocks[from].terminator;
    if (terminator.kind == Terminator::Kind::Call && terminator.unwind != mir::UnwindAction::Continue) continue;
    const bool replaces = terminator.kind == Terminator::Kind::Drop && terminator.unwind == mir::UnwindAction::Cleanup;
    if (node == DropTree::kRoot && !replaces) continue;  // nothing to drop: unwinding continues
    for (uint32_t at = node; at != DropTree::kRoot && !blocks[at]; at = nodes[at].next) blocks[at] = cleanup_block();
    if (!blocks[node]) blocks[node] = cleanup_block();
  }
  bool resumes = false;
  for (const BlockId block : blocks) resumes |= static_cast<bool>(block);
  if (resumes && !blocks[DropTree::kRoot]) blocks[DropTree::kRoot] = cleanup_block();
  if (blocks[DropTree::kRoot]) terminate(blocks[DropTree::kRoot], Terminator::Kind::UnwindResume, thir_.span);

  for (const auto& [from, node] : unwind_tree_.entries()) {
    Terminator& terminator = out_->blocks[from].terminator;
    if (terminator.kind == Terminator::Kind::Call && terminator.unwind != mir::UnwindAction::Continue) continue;
    if (terminator.kind == Terminator::Kind::Drop && terminator.unwind == mir::UnwindAction::Cleanup) {
      go(terminator.cleanup, blocks[node], terminator.span);  // drop and replace: the new value is written first
      continue;
    }
    if (node == DropTree::kRoot) continue;
    terminator.unwind = mir::UnwindAction::Cleanup;
    terminator.cleanup = blocks[node];
  }
  for (uint32_t i = 1; i < nodes.size(); ++i) {
    if (!blocks[i]) continue;
    Terminator& terminator = terminate(blocks[i], Terminator::Kind::Drop, nodes[i].data.span);
    terminator.place = mir::local_place(nodes[i].data.local);
    terminator.target = blocks[nodes[i].next];
    terminator.unwind = mir::UnwindAction::Terminate;
  }
}

}  // namespace assay::lower
