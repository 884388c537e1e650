// Stacked Borrows 2.x: the rules. Per location a stack of items (permission, tag, protector); an access needs an item
// of its own tag that grants it, and removes what must not survive above that item. The stack itself is in stack.h.
// Sources: "Stacked Borrows" (POPL 2020) and the unsafe-code-guidelines note; docs/models/stacked-borrows.md.
#include "aliasing/stacked.h"

#include <fmt/format.h>

#include <algorithm>

#include "aliasing/report.h"
#include "aliasing/stack.h"
#include "memory/range_map.h"

namespace assay::aliasing {
namespace {

using memory::Shadow;
using trace::Cause;

struct StackedShadow final : Shadow {
  memory::RangeMap<Stack> stacks;
  StackedShadow(uint64_t size, Item bottom) : stacks(size, Stack(bottom)) {}
  std::unique_ptr<Shadow> clone() const override { return std::make_unique<StackedShadow>(*this); }
};

/// Who acts on which bytes and why: what errors and the trace need to know.
struct Actor {
  Context& context;
  const Allocation& alloc;
  ByteRange range;  // of the whole operation
  Tag tag;
  AccessKind kind;
  Cause cause;
  bool untagged = false;  // untagged_raw: by the tag that all raw pointers share
};

bool grants(StackPermission permission, AccessKind kind) {
  return permission != StackPermission::Disabled &&
         (kind == AccessKind::Read || permission != StackPermission::SharedRO);
}

const char* operation(Cause cause) {
  switch (cause) {
    case Cause::Access:
      return "access";
    case Cause::Reborrow:
      return "retag";
    case Cause::Free:
      return "dealloc";
    case Cause::ProtectorEnd:
      return "protector";
  }
  ASSAY_UNREACHABLE("unknown cause");
}

// The rules. -------------------------------------------------------------------------------------------------------

struct Granting {
  std::optional<size_t> index;  // none: somewhere in the unknown part
};

tl::unexpected<Stop> stop_not_granted(const Actor& actor, const Stack& stack, uint64_t at) {
  const Violation violation{actor.alloc.id, actor.range, at, actor.tag, actor.tag};
  const std::string what = access_text(violation, actor.kind, actor.cause);
  std::string why = ", but no exposed tag has permission for it here";
  if (actor.tag != kWildcardTag) {
    const auto index = stack.find(actor.tag);
    if (!index)
      why = fmt::format(", but {} is not in the borrow stack of this location", tag_text(actor.tag));
    else if (stack[*index].permission == StackPermission::Disabled)
      why = fmt::format(", but {} was disabled by a read through another pointer", tag_text(actor.tag));
    else
      why = fmt::format(", but {} only grants reads here", tag_text(actor.tag));
  }
  return stop_aliasing(violation, what + why,
                       fmt::format("stacked/{}#{}-1", operation(actor.cause), access_name(actor.kind)));
}

/// The topmost item of the tag that grants the access. A wildcard pointer may be any exposed tag.
Outcome<Granting> find_granting(const Actor& actor, const Stack& stack, AccessKind kind, uint64_t at) {
  if (actor.untagged) {  // untagged_raw: the one tag may have several items
    for (size_t i = stack.size(); i-- > 0;)
      if (stack[i].tag == actor.tag && grants(stack[i].permission, kind)) return Granting{i};
    return stop_not_granted(actor, stack, at);
  }
  if (actor.tag == kWildcardTag) {
    for (size_t i = stack.size(); i-- > 0;)
      if (grants(stack[i].permission, kind) && actor.context.is_exposed(actor.alloc.id, stack[i].tag))
        return Granting{i};
    if (stack.unknown_bottom()) return Granting{};
    return stop_not_granted(actor, stack, at);
  }
  const auto index = stack.find(actor.tag);
  if (index && grants(stack[*index].permission, kind)) return Granting{index};
  if (stack.unknown_bottom() && actor.tag < stack.unknown_bottom()) return Granting{};
  return stop_not_granted(actor, stack, at);
}

/// Where a write through the item at `granting` cuts the stack: above it, and above the SharedRW items directly on a
/// SharedRW, which form one group.
size_t first_write_incompatible(const Stack& stack, size_t granting) {
  size_t cut = granting + 1;
  if (stack[granting].permission == StackPermission::SharedRW)
    while (cut < stack.size() && stack[cut].permission == StackPermission::SharedRW) ++cut;
  return cut;
}

/// An item is about to go: not while a protector is active, except that a weak one does not mind a free.
Outcome<> check_protector(const Actor& actor, Item item, uint64_t at, bool freeing) {
  if (!item.has_protector) return {};
  const ProtectorKind protector = actor.context.protector(item.tag);
  if (protector == ProtectorKind::None || (freeing && protector == ProtectorKind::Weak)) return {};
  const Violation violation{actor.alloc.id, actor.range, at, item.tag, actor.tag, true};
  return stop_aliasing(
      violation,
      fmt::format("{} would {} {}, which is {}protected because it is an argument of a running call",
                  access_text(violation, actor.kind, actor.cause), freeing ? "free the memory of" : "invalidate",
                  tag_text(item.tag), protector == ProtectorKind::Weak ? "weakly " : ""),
      fmt::format("stacked/{}#{}-2", operation(actor.cause), freeing ? "free" : access_name(actor.kind)));
}

void trace_lost(const Actor& actor, Item item, ByteRange run, trace::Invalidation how) {
  if (!actor.context.trace) return;
  actor.context.emit(trace::TagInvalidated{actor.alloc.id, run, item.tag, actor.tag, how,
                                           permission_name(item.permission), "", actor.kind, actor.cause, true});
}

/// After an access of unknown origin nothing is known but an upper bound for the surviving tags.
void collapse(Stack& stack) {
  uint32_t bound = memory::kFirstTag.raw;
  for (size_t i = 0; i < stack.size(); ++i)
    if (stack[i].permission != StackPermission::Disabled) bound = std::max(bound, stack[i].tag.raw + 1);
  if (stack.unknown_bottom()) bound = std::max(bound, stack.unknown_bottom().raw);
  stack.forget_below(Tag(bound));
}

// access#read, access#write: find the granting item, then end what cannot coexist with the access.
Outcome<> access_stack(const Actor& actor, Stack& stack, ByteRange run) {
  const uint64_t at = std::max(run.lo, actor.range.lo);
  ASSAY_TRY_LET(const Granting granting, find_granting(actor, stack, actor.kind, at));
  if (actor.kind == AccessKind::Write) {
    const size_t cut = granting.index ? first_write_incompatible(stack, *granting.index) : 0;
    for (size_t i = stack.size(); i-- > cut;) {
      ASSAY_TRY(check_protector(actor, stack[i], at, false));
      trace_lost(actor, stack[i], run, trace::Invalidation::Popped);
    }
    stack.truncate(cut);
  } else {
    // Disabling instead of popping keeps neighbouring groups of SharedRW apart.
    const size_t from = granting.index ? *granting.index + 1 : 0;
    const size_t end = std::min(stack.unique_end(from), stack.size());
    for (size_t i = std::max(from, stack.unique_begin()); i < end; ++i) {
      if (stack[i].permission != StackPermission::Unique) continue;
      ASSAY_TRY(check_protector(actor, stack[i], at, false));
      trace_lost(actor, stack[i], run, trace::Invalidation::Disabled);
      stack.disable(i);
    }
    stack.uniques_end_at(from);
  }
  if (!granting.index || actor.tag == kWildcardTag) collapse(stack);
  return {};
}

/// Whether the access would find its item and leave everything as it is.
bool access_is_idle(const Stack& stack, Tag tag, AccessKind kind) {
  if (tag == kWildcardTag) return false;
  const auto index = stack.find(tag);
  if (!index || !grants(stack[*index].permission, kind)) return false;
  return kind == AccessKind::Write ? first_write_incompatible(stack, *index) == stack.size()
                                   : stack.unique_end(*index + 1) == *index + 1;
}

struct NewPermission {
  StackPermission permission;
  std::optional<AccessKind> access;
  ProtectorKind protector = ProtectorKind::None;
};

/// An item that no pointer can use again. Not a Unique one, which may keep SharedRW groups apart; see forget().
void drop_unreachable(Stack& stack, Tag tag) {
  const auto index = stack.find(tag);
  if (index && *index != 0 && stack[*index].permission == StackPermission::SharedRW) stack.remove(*index);
}

// retag#grant: with an access, do it as the parent and push. Without one (only SharedRW), insert where a write of the
// parent would cut, popping nothing.
Outcome<> grant(const Actor& actor, Stack& stack, ByteRange run, Item item, std::optional<AccessKind> access,
                bool parent_dies) {
  if (access) {
    ASSAY_TRY(access_stack(actor, stack, run));
    stack.push(item);
    if (parent_dies) drop_unreachable(stack, actor.tag);
    return {};
  }
  const uint64_t at = std::max(run.lo, actor.range.lo);
  ASSAY_TRY_LET(const Granting granting, find_granting(actor, stack, AccessKind::Write, at));
  if (!granting.index || actor.tag == kWildcardTag) {
    stack.forget_below(Tag(item.tag.raw + 1));
    return {};
  }
  stack.insert(first_write_incompatible(stack, *granting.index), item);
  return {};
}

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

// retag#permission: what a pointer gets, by its kind. None: the pointer keeps its tag.
std::optional<NewPermission> permission_for(const RetagSpec& spec, bool frozen, const ModelOptions& options) {
  using enum StackPermission;
  const bool entry = spec.mode == memory::RetagMode::FnEntry && options.protectors;
  const NewPermission shared_rw{SharedRW, std::nullopt};
  switch (spec.ptr) {
    case memory::PtrKind::MutRef:
      if (spec.mode == memory::RetagMode::TwoPhase || !spec.pointee_unpin) return shared_rw;
      return NewPermission{Unique, AccessKind::Write, entry ? ProtectorKind::Strong : ProtectorKind::None};
    case memory::PtrKind::Box:
      if (!options.box_unique) return std::nullopt;
      if (!spec.pointee_unpin) return shared_rw;
      return NewPermission{Unique, AccessKind::Write, entry ? box_protector(options) : ProtectorKind::None};
    case memory::PtrKind::Ref:
      if (!frozen && entry && options.protect_cells)
        return NewPermission{SharedRW, std::nullopt, ProtectorKind::Strong};
      if (!frozen) return shared_rw;
      return NewPermission{SharedRO, AccessKind::Read, entry ? ProtectorKind::Strong : ProtectorKind::None};
    case memory::PtrKind::RawMut:
      if (spec.mode != memory::RetagMode::Raw) return std::nullopt;
      return shared_rw;
    case memory::PtrKind::RawConst:
      if (spec.mode != memory::RetagMode::Raw) return std::nullopt;
      return frozen ? NewPermission{SharedRO, AccessKind::Read} : shared_rw;
    case memory::PtrKind::InPlace:
      return NewPermission{Unique, AccessKind::Write, ProtectorKind::Strong};
  }
  ASSAY_UNREACHABLE("unknown pointer kind");
}

// From rules to allocations. ---------------------------------------------------------------------------------------

class StackedBorrows final : public AliasingModel {
 public:
  explicit StackedBorrows(const ModelOptions& options) : options_(options) {}
  std::string_view name() const override { return "stacked"; }
  uint32_t hooks() const override { return kHookAccess | kHookRetag | kHookDealloc; }

  Outcome<Quiet> on_access(Context& context, const Access& given) override {
    const Access access{given.alloc, given.range, identity(context, given.alloc, given.tag), given.kind, given.atomic};
    // Nothing was ever derived from the root: its accesses change nothing.
    if (!access.alloc.alias_shadow && given.tag == access.alloc.root)
      return Quiet{{0, access.alloc.size}, true, true, false};
    StackedShadow& shadow = shadow_of(context, access.alloc);
    const bool write = access.kind == AccessKind::Write;
    bool idle = !is_untagged(access.tag);
    ByteRange quiet = access.range;
    shadow.stacks.visit(access.range, [&](ByteRange run, const Stack& stack) {
      idle = idle && access_is_idle(stack, access.tag, access.kind);
      if (run.contains(access.range)) quiet = run;
      return idle;
    });
    if (idle) return Quiet{quiet, true, write, false};
    const Actor actor{context,     access.alloc,  access.range,           access.tag,
                      access.kind, Cause::Access, is_untagged(access.tag)};
    bool known = access.tag != kWildcardTag;
    ASSAY_TRY(update(shadow, access.range, [&](Stack& stack, ByteRange run) -> Outcome<> {
      ASSAY_TRY(access_stack(actor, stack, run));
      known = known && !stack.unknown_bottom();
      return {};
    }));
    return Quiet{access.range, known, known && write, true};
  }

  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    const bool all_frozen = retag.spec.frozen.all_frozen;
    const std::optional<NewPermission> frozen = permission_for(retag.spec, true, options_);
    if (!frozen) return RetagResult{retag.parent, {}};
    const bool to_raw = retag.spec.mode == memory::RetagMode::Raw;
    const Tag tag = to_raw && options_.untagged_raw ? untagged(context) : context.fresh_tag();
    if (context.trace && retag.range.empty())
      context.emit(trace::Retagged{retag.alloc_id, retag.range, retag.parent, tag, permission_name(frozen->permission),
                                   pointer_text(retag.spec.ptr), retag.spec.mode == memory::RetagMode::FnEntry});
    RetagResult result{tag, {}};
    if (retag.range.empty() || retag.alloc == nullptr) return result;  // no byte to claim, but a tag of its own
    if (frozen->protector != ProtectorKind::None) {
      context.add_protector({retag.alloc_id, tag, retag.call, frozen->protector});
      context.emit(
          trace::ProtectorStarted{retag.alloc_id, tag, retag.call, frozen->protector == ProtectorKind::Strong});
    }
    const bool by_cell =
        !all_frozen && (retag.spec.ptr == memory::PtrKind::Ref || retag.spec.ptr == memory::PtrKind::RawConst);
    if (!by_cell) {
      ASSAY_TRY(grant_range(context, retag, tag, retag.range, *frozen, result.races));
      return result;
    }
    const NewPermission cell = *permission_for(retag.spec, false, options_);
    for (const auto& part : retag.spec.frozen.ranges(retag.range.size(), retag.dynamic_tail, retag.tail_offset))
      ASSAY_TRY(grant_range(context, retag, tag, {retag.range.lo + part.range.lo, retag.range.lo + part.range.hi},
                            part.frozen ? *frozen : cell, result.races));
    return result;
  }

  // dealloc: a write to every byte; then no strongly protected item may be left.
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    if (alloc.size == 0 || (!alloc.alias_shadow && tag == alloc.root)) return {};
    StackedShadow& shadow = shadow_of(context, alloc);
    tag = identity(context, alloc, tag);
    const Actor actor{context, alloc, {0, alloc.size}, tag, AccessKind::Write, Cause::Free, is_untagged(tag)};
    return update(shadow, actor.range, [&](Stack& stack, ByteRange run) -> Outcome<> {
      ASSAY_TRY(access_stack(actor, stack, run));
      for (size_t i = stack.size(); i-- > 0;) ASSAY_TRY(check_protector(actor, stack[i], run.lo, true));
      return {};
    });
  }

  bool commutes(const Op& a, const Op& b) const override {
    if (a.alloc != b.alloc || !a.range.overlaps(b.range)) return true;
    return a.kind == OpKind::Read && b.kind == OpKind::Read && a.tag == b.tag && a.tag != kWildcardTag;
  }

  // An unreachable item never grants again. One of them must stay where it keeps a SharedRW group apart.
  uint64_t forget(Context&, Allocation& alloc, const TagSet& live) override {
    if (!alloc.alias_shadow) return 0;
    uint64_t items = 0;
    auto& shadow = static_cast<StackedShadow&>(*alloc.alias_shadow);
    const ByteRange all{0, alloc.size};
    shadow.stacks.visit(all, [&](ByteRange, Stack& stack) {
      items += stack.size();
      if (stack.size() > 1)
        stack.retain([&](const Item& below, const Item& item) {
          if (is_untagged(item.tag)) return true;
          const bool separates = below.permission == StackPermission::SharedRW;
          if (item.permission == StackPermission::SharedRW) return live.contains(item.tag);
          if (item.permission == StackPermission::Disabled) return separates;
          return separates || live.contains(item.tag);
        });
      return true;
    });
    shadow.stacks.merge(all);
    alloc.close_quiet();
    return items;
  }

  void draw(const Allocation& alloc, trace::Picture& picture) const override {
    if (!alloc.alias_shadow) {
      picture.stacks.push_back(
          {{0, alloc.size}, {{alloc.root, permission_name(bottom_of(alloc).permission), false}}, ""});
      return;
    }
    const auto& shadow = static_cast<const StackedShadow&>(*alloc.alias_shadow);
    shadow.stacks.visit({0, alloc.size}, [&](ByteRange run, const Stack& stack) {
      trace::Picture::Stack drawn{run, {}, ""};
      if (stack.unknown_bottom())
        drawn.note = fmt::format("unknown bottom: tags below <{}>", stack.unknown_bottom().raw);
      for (size_t i = 0; i < stack.size(); ++i)
        drawn.items.push_back({stack[i].tag, permission_name(stack[i].permission), stack[i].has_protector});
      picture.stacks.push_back(std::move(drawn));
      return true;
    });
  }

 private:
  /// A local's own name is unique; all other storage is shared from the start.
  static bool is_local(const Allocation& alloc) {
    return alloc.kind == memory::AllocKind::Local || alloc.kind == memory::AllocKind::ArgTemp;
  }
  static Item bottom_of(const Allocation& alloc) {
    return {alloc.root, is_local(alloc) ? StackPermission::Unique : StackPermission::SharedRW, false};
  }
  // untagged_raw: raw pointers, and the storage that only they lead to, share one tag.
  Tag untagged(Context& context) {
    if (!untagged_) untagged_ = context.fresh_tag();
    return untagged_;
  }
  bool is_untagged(Tag tag) const { return untagged_ && tag == untagged_; }
  Tag identity(Context& context, const Allocation& alloc, Tag tag) {
    if (!options_.untagged_raw || tag != alloc.root || is_local(alloc)) return tag;
    return untagged(context);
  }
  StackedShadow& shadow_of(Context& context, Allocation& alloc) {
    if (!alloc.alias_shadow) {
      Item bottom = bottom_of(alloc);
      bottom.tag = identity(context, alloc, bottom.tag);
      alloc.alias_shadow = std::make_unique<StackedShadow>(alloc.size, bottom);
    }
    return static_cast<StackedShadow&>(*alloc.alias_shadow);
  }
  template <class F>
  static Outcome<> update(StackedShadow& shadow, ByteRange range, F f) {
    Outcome<> outcome;
    shadow.stacks.update(range, [&](ByteRange run, Stack& stack) {
      outcome = f(stack, run);
      return outcome.has_value();
    });
    if (outcome) shadow.stacks.merge(range);
    return outcome;
  }
  Outcome<> grant_range(Context& context, const Retag& retag, Tag tag, ByteRange range, const NewPermission& permission,
                        RaceAccesses& races) {
    const Tag parent = identity(context, *retag.alloc, retag.parent);
    if (context.trace)
      context.emit(trace::Retagged{retag.alloc_id, range, retag.parent, tag, permission_name(permission.permission),
                                   pointer_text(retag.spec.ptr), retag.spec.mode == memory::RetagMode::FnEntry});
    const AccessKind kind = permission.access.value_or(AccessKind::Write);
    const Actor actor{context, *retag.alloc, range, parent, kind, Cause::Reborrow, is_untagged(parent)};
    const Item item{tag, permission.permission, permission.protector != ProtectorKind::None};
    ASSAY_TRY(update(shadow_of(context, *retag.alloc), range, [&](Stack& stack, ByteRange run) {
      return grant(actor, stack, run, item, permission.access, retag.parent_dies);
    }));
    if (permission.access) races.push_back({range, *permission.access});
    return {};
  }

  ModelOptions options_;
  Tag untagged_;  // none until the first raw pointer
};

}  // namespace

std::unique_ptr<AliasingModel> make_stacked(const ModelOptions& options) {
  return std::make_unique<StackedBorrows>(options);
}

}  // namespace assay::aliasing
