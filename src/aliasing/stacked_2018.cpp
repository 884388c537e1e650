// Stacked Borrows as posted in August 2018: a global clock; each location has a stack of borrows and may be frozen. To
// use a borrow is to make it the active one, at the expense of whatever lies above it. Which borrow a pointer denotes
// follows from its timestamp and its static type. References are retagged when they are passed, returned and loaded.
// Sources: "Stacked Borrows: An Aliasing Model For Rust" (2018-08-07) and its discussion; for what the post leaves
// open, the first implementation of October 2018; docs/models/stacked-2018.md.
#include "aliasing/stacked_2018.h"

#include <fmt/format.h>

namespace assay::aliasing {
namespace {

using memory::PtrKind;
using memory::RetagMode;
using memory::ValueMove;
using trace::Cause;
using Kind = Borrow::Kind;

LocationShadow& shadow_of(Allocation& alloc) {
  if (!alloc.alias_shadow) alloc.alias_shadow = std::make_unique<LocationShadow>(alloc.size, Location{});
  return static_cast<LocationShadow&>(*alloc.alias_shadow);
}

bool is_borrow(const LocationItem& item, Borrow b) {
  return b.kind == Kind::Uniq ? item.kind == LocationItem::Kind::Uniq && item.tag == b.t
                              : b.kind == Kind::Raw && item.kind == LocationItem::Kind::Raw;
}

/// The end of a call removes its barriers from all stacks; done where one of them is met.
void drop_ended_barriers(const Context& context, Location& at) {
  while (!at.items.empty() && at.items.back().kind == LocationItem::Kind::Barrier &&
         !is_active(context, at.items.back()))
    at.items.truncate(at.items.size() - 1);
}

}  // namespace

// The operations on one location. ----------------------------------------------------------------------------------

// active: Frz(t) if frozen since t or longer; Raw if frozen or on top, where the bottom of every stack is a Raw that
// cannot be popped; Uniq(t) if not frozen and on top.
bool Stacked2018::active(const Location& at, Borrow b) const {
  switch (b.kind) {
    case Kind::Frz:
      return at.is_frozen() && at.frozen <= b.t;
    case Kind::Raw:
      return at.is_frozen() || at.items.empty() || is_borrow(at.items.back(), b);
    case Kind::Uniq:
      return !at.is_frozen() && !at.items.empty() && is_borrow(at.items.back(), b);
    case Kind::Direct:
      return !at.is_frozen() && at.items.empty();
  }
  return false;
}

// reactivate: unfreeze and pop until the borrow is active.
Outcome<> Stacked2018::reactivate(const LocationActor& actor, Location& at, Borrow b) const {
  if (b.kind == Kind::Direct) return reset(actor, at);
  drop_ended_barriers(actor.context, at);
  if (active(at, b)) return {};
  if (b.kind == Kind::Frz)
    return stop_location(actor, b.t,
                         at.is_frozen() ? fmt::format("this location is frozen only since {}, after {}",
                                                      tag_text(at.frozen), tag_text(b.t))
                                        : "this location is not frozen any more",
                         rule("reactivate#frozen"));
  unfreeze(actor, at);
  while (!at.items.empty() && !is_borrow(at.items.back(), b)) {
    if (is_active(actor.context, at.items.back()))
      return stop_barrier(actor, at.items.back(), "pop", rule("reactivate#barrier"));
    pop(actor, at);
  }
  if (at.items.empty() && b.kind == Kind::Uniq)
    return stop_location(actor, b.t, fmt::format("{} is not on the stack of this location", tag_text(b.t)),
                         rule("reactivate#stack"));
  return {};
}

// initiate: freeze, or push. A Raw on a frozen location is active already.
void Stacked2018::initiate(const LocationActor& actor, Location& at, Borrow b) const {
  if (active(at, b)) return;
  switch (b.kind) {
    case Kind::Frz:
      at.frozen = b.t;
      return;
    case Kind::Uniq:
    case Kind::Raw:
      unfreeze(actor, at);
      at.items.push_back({b.kind == Kind::Uniq ? LocationItem::Kind::Uniq : LocationItem::Kind::Raw, b.t});
      return;
    case Kind::Direct:
      return;
  }
}

// reset: the local is used under its own name; every borrow of it ends.
Outcome<> Stacked2018::reset(const LocationActor& actor, Location& at) const {
  unfreeze(actor, at);
  while (!at.items.empty()) {
    if (is_active(actor.context, at.items.back()))
      return stop_barrier(actor, at.items.back(), "pop", rule("reset#barrier"));
    pop(actor, at);
  }
  return {};
}

// read: with read_frozen_ok everybody may read what is frozen, and it stays so.
Outcome<> Stacked2018::read(const LocationActor& actor, Location& at, Borrow b) const {
  if (at.is_frozen() && options_.read_frozen_ok && b.kind != Kind::Frz) return {};
  return reactivate(actor, at, b);
}

// write: never through a shared reference; ends the frozen state.
Outcome<> Stacked2018::write(const LocationActor& actor, Location& at, Borrow b) const {
  if (b.kind == Kind::Frz)
    return stop_location(actor, b.t, fmt::format("{} is a shared reference, which grants no writes", tag_text(b.t)),
                         rule("write#shared"));
  unfreeze(actor, at);
  return reactivate(actor, at, b);
}

/// Whether a read or write would leave the location as it is (and be fine).
bool Stacked2018::would_change(const Context&, const Location& at, Borrow b, AccessKind kind) const {
  if (kind == AccessKind::Write) return b.kind == Kind::Frz || at.is_frozen() || !active(at, b);
  return !active(at, b) && !(at.is_frozen() && options_.read_frozen_ok && b.kind != Kind::Frz);
}

// Which borrow a pointer denotes. ----------------------------------------------------------------------------------

// The tag and the static type together: `&mut` is Uniq(t); `&` is Frz(t) outside of cells; the rest is Raw. With
// tag_mode = enum the tag itself knows. What storage was allocated with, and what was made from a raw pointer, is a
// raw pointer until it is reborrowed.
Via Stacked2018::via_of_value(const Allocation& alloc, Tag tag, const RetagSpec& spec) const {
  if (PlaceTags::via(tag) != Via::None) return PlaceTags::via(tag);
  if (tag == alloc.root && is_local(alloc)) return Via::None;
  if (tag == kWildcardTag || tag == alloc.root) return Via::Raw;
  const Via by_type = via_of(spec.ptr);
  if (!options_.tag_mode_enum || by_type == Via::Raw) return by_type;
  return made_.of(tag);
}

Borrow Stacked2018::borrow_of(const Allocation& alloc, Tag tag, Via via, bool frozen) const {
  switch (via) {
    case Via::None:
      return {tag == alloc.root && is_local(alloc) ? Kind::Direct : Kind::Raw, tag};
    case Via::Unique:
      return {Kind::Uniq, places_.value(tag)};
    case Via::Shared:
      return {frozen ? Kind::Frz : Kind::Raw, places_.value(tag)};
    case Via::Raw:
      return {Kind::Raw, places_.value(tag)};
  }
  return {};
}

/// Calls f(range, the pointer's borrow there, whether the range is outside of cells by the type at hand).
template <class F>
Outcome<> Stacked2018::for_each_piece(const Retag& pointer, Via via, F f) const {
  Outcome<> outcome;
  for (const memory::FreezeRange& part : parts_of(pointer)) {
    const auto piece = [&](ByteRange range, bool frozen) {
      if (outcome) outcome = f(range, borrow_of(*pointer.alloc, pointer.parent, via, frozen), part.frozen);
    };
    if (PlaceTags::via(pointer.parent) == Via::None)
      piece(part.range, part.frozen);
    else
      places_.for_each_part(pointer.parent, part.range, piece);
  }
  return outcome;
}

// The operations on values. ----------------------------------------------------------------------------------------

// activate(value): for each byte of what a reference points to, reactivate its borrow.
Outcome<> Stacked2018::activate(Context& context, const Retag& pointer) {
  const Via via = via_of_value(*pointer.alloc, pointer.parent, pointer.spec);
  const AccessKind kind = via == Via::Unique ? AccessKind::Write : AccessKind::Read;
  const LocationActor actor{
      context, *pointer.alloc, pointer.range, places_.value(pointer.parent), kind, Cause::Reborrow, {}};
  return for_each_piece(pointer, via, [&](ByteRange range, Borrow old, bool) {
    return update_locations(shadow_of(*pointer.alloc), actor, range, [&](const LocationActor& a, Location& at) {
      return kind == AccessKind::Read ? read(a, at, old) : reactivate(a, at, old);
    });
  });
}

// retag(value): t' = ++clock; for each byte, reactivate the old borrow, push a barrier for an argument, initiate the
// new borrow. A shared reborrow of what is frozen is a read.
Outcome<Tag> Stacked2018::retag(Context& context, const Retag& pointer, Via via, bool with_barrier) {
  const bool to_raw = pointer.spec.ptr == PtrKind::RawMut || pointer.spec.ptr == PtrKind::RawConst;
  const bool shared = pointer.spec.ptr == PtrKind::Ref;
  const Tag parent = places_.value(pointer.parent);
  const Tag now = context.fresh_tag();
  made_.set(now, via_of(pointer.spec.ptr));
  if (with_barrier) start_protector(context, pointer, now, ProtectorKind::Strong);
  const AccessKind kind = shared || to_raw ? AccessKind::Read : AccessKind::Write;
  const LocationActor actor{context, *pointer.alloc, pointer.range, parent, kind, Cause::Reborrow, {}};
  ASSAY_TRY(for_each_piece(pointer, via, [&](ByteRange range, Borrow old, bool frozen) {
    const Borrow fresh{to_raw ? Kind::Raw : !shared ? Kind::Uniq : frozen ? Kind::Frz : Kind::Raw, now};
    trace_retagged(context, pointer, range, parent, now,
                   fresh.kind == Kind::Uniq  ? "Uniq"
                   : fresh.kind == Kind::Frz ? "Frz"
                                             : "Raw");
    return update_locations(shadow_of(*pointer.alloc), actor, range,
                            [&](const LocationActor& a, Location& at) -> Outcome<> {
                              if (fresh.kind == Kind::Uniq && old.kind == Kind::Frz)
                                return stop_location(a, old.t, fmt::format("{} is a shared reference", tag_text(old.t)),
                                                     rule("retag#shared"));
                              // A `*mut` is made by casting a fresh `&mut`.
                              if (fresh.kind == Kind::Uniq || pointer.spec.ptr == PtrKind::RawMut) unfreeze(a, at);
                              ASSAY_TRY(fresh.kind == Kind::Frz ? read(a, at, old) : reactivate(a, at, old));
                              if (with_barrier) at.items.push_back({LocationItem::Kind::Barrier, now});
                              initiate(a, at, fresh);
                              return {};
                            });
  }));
  return now;
}

// The table of operations. -----------------------------------------------------------------------------------------

Outcome<Quiet> Stacked2018::on_access(Context& context, const Access& access) {
  const bool write_access = access.kind == AccessKind::Write;
  const Via via = PlaceTags::via(access.tag);
  if (!access.alloc.alias_shadow && (via == Via::None || via == Via::Raw))
    return Quiet{{0, access.alloc.size}, true, true, false};  // nobody ever borrowed anything here
  LocationShadow& shadow = shadow_of(access.alloc);
  bool idle = true;
  ByteRange quiet = access.range;
  places_.for_each_part(access.tag, access.range, [&](ByteRange range, bool frozen) {
    const Borrow b = borrow_of(access.alloc, access.tag, via, frozen);
    shadow.locations.visit(range, [&](ByteRange run, const Location& at) {
      idle = idle && !would_change(context, at, b, access.kind);
      if (run.contains(access.range) && range == access.range && via != Via::Shared) quiet = run;
      return idle;
    });
  });
  if (idle) return Quiet{quiet, true, write_access, false};
  const LocationActor actor{context, access.alloc, access.range, places_.value(access.tag), access.kind, Cause::Access,
                            {}};
  Outcome<> outcome;
  places_.for_each_part(access.tag, access.range, [&](ByteRange range, bool frozen) {
    const Borrow b = borrow_of(access.alloc, access.tag, via, frozen);
    if (outcome)
      outcome = update_locations(shadow, actor, range, [&](const LocationActor& a, Location& at) {
        return write_access ? write(a, at, b) : read(a, at, b);
      });
  });
  ASSAY_TRY(std::move(outcome));
  return Quiet{access.range, true, write_access, true};
}

// `&mut place`, `&place`: the parent's borrow is reactivated (a local: reset), the new one initiated. A reference that
// becomes a raw pointer: the same with Raw. ArgIn: with a barrier, but not for a box. RetIn: without.
Outcome<RetagResult> Stacked2018::on_retag(Context& context, const Retag& pointer) {
  const bool to_raw = pointer.spec.ptr == PtrKind::RawMut || pointer.spec.ptr == PtrKind::RawConst;
  if (pointer.spec.ptr == PtrKind::InPlace) return RetagResult{pointer.parent, {}};
  if (to_raw && pointer.spec.mode != RetagMode::Raw) return RetagResult{pointer.parent, {}};
  const Tag parent = places_.value(pointer.parent);
  Tag tag = parent;
  if (pointer.alloc != nullptr && !pointer.range.empty()) {
    const bool is_value = pointer.spec.mode == RetagMode::FnEntry || pointer.spec.mode == RetagMode::Return;
    const Via via =
        is_value ? via_of_value(*pointer.alloc, pointer.parent, pointer.spec) : PlaceTags::via(pointer.parent);
    const bool barrier = pointer.spec.mode == RetagMode::FnEntry && pointer.spec.ptr != PtrKind::Box;
    ASSAY_TRY_LET(tag, retag(context, pointer, via, barrier));
  }
  return RetagResult{to_raw ? PlaceTags::with_via(raw_value(parent, tag), Via::Raw) : tag, {}};
}

// Load: retag. ArgOut, RetOut, Store: activate only.
Outcome<Tag> Stacked2018::on_move(Context& context, const Moved& moved, const Retag& pointer) {
  const bool is_raw = via_of(pointer.spec.ptr) == Via::Raw;
  if (is_raw || pointer.alloc == nullptr || pointer.range.empty()) return pointer.parent;
  if (moved.move == ValueMove::Load)
    return retag(context, pointer, via_of_value(*pointer.alloc, pointer.parent, pointer.spec), false);
  ASSAY_TRY(activate(context, pointer));
  return pointer.parent;
}

// A place expression is no operation; the type is remembered for the accesses that follow.
Outcome<Followed> Stacked2018::on_deref(Context& context, const Retag& pointer) {
  const Via via = via_of_value(*pointer.alloc, pointer.parent, pointer.spec);
  if (via == Via::None || via == PlaceTags::via(pointer.parent)) return Followed{pointer.parent, true};
  return Followed{places_.follow(context, places_.value(pointer.parent), pointer, via), true};
}

// dealloc: a write to every byte; then a remaining barrier is in the way.
Outcome<> Stacked2018::on_dealloc(Context& context, Allocation& alloc, Tag tag) {
  if (alloc.size == 0 || !alloc.alias_shadow) return {};
  const Borrow b = borrow_of(alloc, tag, PlaceTags::via(tag), true);
  const LocationActor actor{context, alloc, {0, alloc.size}, places_.value(tag), AccessKind::Write, Cause::Free, {}};
  return update_locations(shadow_of(alloc), actor, actor.range, [&](const LocationActor& a, Location& at) -> Outcome<> {
    ASSAY_TRY(write(a, at, b));
    for (const LocationItem& item : at.items)
      if (is_active(context, item)) return stop_barrier(a, item, "free the memory behind", rule("dealloc#barrier"));
    return {};
  });
}

bool Stacked2018::commutes(const Op& a, const Op& b) const {
  if (a.alloc != b.alloc || !a.range.overlaps(b.range)) return true;
  return a.kind == OpKind::Read && b.kind == OpKind::Read && a.tag == b.tag;
}

std::unique_ptr<AliasingModel> make_stacked_2018(const ModelOptions& options) {
  return std::make_unique<Stacked2018>(options);
}

}  // namespace assay::aliasing
