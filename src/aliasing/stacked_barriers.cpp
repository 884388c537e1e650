// Stacked Borrows 1.1, December 2018: as stacked_2018_impl.cpp, with barriers for reference arguments, two-phase
// borrows, deallocation that minds barriers, raw pointers whose tag is raw, and freezing that pushes nothing.
// Source: Miri of 2018-12-12 and the post "Barriers and Two-phase Borrows in Stacked Borrows" (2018-12-26);
// docs/models/stacked-barriers.md.
#include "aliasing/stacked_barriers.h"

#include <fmt/format.h>

#include "aliasing/location.h"
#include "aliasing/place_tags.h"

namespace assay::aliasing {
namespace {

using memory::PtrKind;
using memory::RetagMode;
using trace::Cause;

/// What a tag is: Uniq(t); Shr(t), of a shared reference; Shr(none), of raw pointers and all storage but locals.
struct Borrow {
  enum class Kind : uint8_t { ShrNone, Uniq, Shr } kind = Kind::ShrNone;
  Tag t;
  bool is_shared() const { return kind != Kind::Uniq; }
};
/// As what a pointer is used: `&mut`; `&` outside of cells; raw, and `&` inside of cells.
enum class RefKind : uint8_t { Unique, Frozen, Raw };
enum class Doing : uint8_t { Read, Write, Dealloc };

using Item = LocationItem;
bool matches(const Item& item, Borrow bor) {
  return bor.kind == Borrow::Kind::Uniq ? item.kind == Item::Kind::Uniq && item.tag == bor.t
                                        : item.kind == Item::Kind::Raw;
}

/// What deref found: the frozen "item", or the item at `index`.
struct Found {
  bool frozen = false;
  size_t index = 0;
};

std::string borrow_text(Borrow bor) {
  return bor.kind == Borrow::Kind::ShrNone ? "a pointer without timestamp" : tag_text(bor.t);
}

// deref: no access; only checks that the borrow is there, whatever barriers are above it: when a `&mut` argument and a
// `&` alias, the `&` can still be reborrowed, but not be used for an access. None: `why` says what is wrong.
std::optional<Found> deref(const Location& at, Borrow bor, RefKind kind, std::string* why) {
  const auto fail = [&](const std::string& text) -> std::optional<Found> {
    if (why) *why = text;
    return std::nullopt;
  };
  if (bor.kind == Borrow::Kind::Shr && kind == RefKind::Unique)
    return fail(fmt::format("{} is a mutable reference with the tag of a shared one", tag_text(bor.t)));
  if (bor.kind == Borrow::Kind::Shr && kind == RefKind::Frozen) {
    if (at.is_frozen() && at.frozen <= bor.t) return Found{true};
    return fail(at.is_frozen() ? fmt::format("this location is frozen only since {}, after {}", tag_text(at.frozen),
                                             tag_text(bor.t))
                               : "this location is not frozen any more");
  }
  if (bor.is_shared() && at.is_frozen()) return Found{true};
  for (size_t i = at.items.size(); i-- > 0;)
    if (matches(at.items[i], bor)) return Found{false, i};
  return fail(fmt::format("{} is not on the stack of this location", borrow_text(bor)));
}

class StackedBarriers final : public AliasingModel {
 public:
  std::string_view name() const override { return "stacked-barriers"; }
  uint32_t hooks() const override { return kHookAccess | kHookDealloc | kHookRetag | kHookDeref; }

  Outcome<Quiet> on_access(Context& context, const Access& access) override {
    const bool write = access.kind == AccessKind::Write;
    if (!access.alloc.alias_shadow && access.tag == access.alloc.root)
      return Quiet{{0, access.alloc.size}, true, true, false};
    LocationShadow& shadow = shadow_of(access.alloc);
    const Borrow bor = borrow_of(access.alloc, access.tag);
    bool idle = true;
    ByteRange quiet = access.range;
    shadow.locations.visit(access.range, [&](ByteRange run, const Location& at) {
      const Item& top = at.items.back();
      idle = write ? !at.is_frozen() && matches(top, bor)
                   : at.is_frozen() || matches(top, bor) || top.kind == Item::Kind::Raw;
      if (run.contains(access.range)) quiet = run;
      return idle;
    });
    if (idle) return Quiet{quiet, true, write, false};
    const LocationActor actor{context, access.alloc, access.range, access.tag, access.kind, Cause::Access, {}};
    ASSAY_TRY(update_locations(shadow, actor, access.range, [&](const LocationActor& a, Location& at) {
      return access_location(a, at, bor, write ? Doing::Write : Doing::Read);
    }));
    return Quiet{access.range, true, write, true};
  }

  // Retag, for every reference in a value, and for raw pointers where they are made. References get a barrier at the
  // entry of a function; boxes and raw pointers do not.
  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    const bool to_raw = retag.spec.ptr == PtrKind::RawMut || retag.spec.ptr == PtrKind::RawConst;
    if (retag.spec.ptr == PtrKind::InPlace || (to_raw && retag.spec.mode != RetagMode::Raw))
      return RetagResult{retag.parent, {}};
    if (retag.alloc == nullptr || retag.range.empty()) return RetagResult{retag.parent, {}};
    Borrow parent = borrow_of(*retag.alloc, retag.parent);
    if (to_raw) {
      // What is cast to a raw pointer is a fresh reborrow of the place.
      const bool shared = retag.spec.ptr == PtrKind::RawConst;
      const Borrow operand{shared ? Borrow::Kind::Shr : Borrow::Kind::Uniq, context.fresh_tag()};
      kinds_.set(operand.t, operand.kind);
      ASSAY_TRY(reborrow(context, retag, parent, false, operand));
      parent = operand;
    }
    const Tag now = context.fresh_tag();
    const Borrow fresh{to_raw                           ? Borrow::Kind::ShrNone
                       : retag.spec.ptr == PtrKind::Ref ? Borrow::Kind::Shr
                                                        : Borrow::Kind::Uniq,
                       now};
    kinds_.set(now, fresh.kind);
    const bool barrier = retag.spec.mode == RetagMode::FnEntry && retag.spec.ptr != PtrKind::Box;
    if (barrier) start_protector(context, retag, now, ProtectorKind::Strong);
    ASSAY_TRY(reborrow(context, retag, parent, barrier, fresh));
    if (retag.spec.mode == RetagMode::TwoPhase) {
      // The new reference is shared at once, so that reads are fine until it is used.
      const Tag share = context.fresh_tag();
      kinds_.set(share, Borrow::Kind::Shr);
      ASSAY_TRY(reborrow(context, retag, fresh, false, Borrow{Borrow::Kind::Shr, share}));
    }
    return RetagResult{now, {}};
  }

  // A raw pointer: nothing; the access will be checked. A reference: deref on every byte of the pointee.
  Outcome<Followed> on_deref(Context& context, const Retag& pointer) override {
    const bool is_raw = pointer.spec.ptr == PtrKind::RawMut || pointer.spec.ptr == PtrKind::RawConst;
    if (is_raw || pointer.range.empty()) return Followed{pointer.parent, true};
    const Borrow bor = borrow_of(*pointer.alloc, pointer.parent);
    const bool is_mut = pointer.spec.ptr != PtrKind::Ref;
    LocationActor actor{context, *pointer.alloc, pointer.range, pointer.parent, AccessKind::Read, Cause::Access, {}};
    Outcome<> outcome;
    const auto check = [&](ByteRange range, RefKind kind) {
      shadow_of(*pointer.alloc).locations.visit(range, [&](ByteRange run, const Location& at) {
        std::string why;
        actor.run = {std::max(run.lo, range.lo), std::min(run.hi, range.hi)};
        if (!deref(at, bor, kind, &why)) outcome = stop(actor, bor, "deref", why);
        return outcome.has_value();
      });
    };
    if (bor.kind != Borrow::Kind::Shr)
      check(pointer.range, is_mut ? RefKind::Unique : RefKind::Raw);
    else
      for (const memory::FreezeRange& part : parts_of(pointer))
        if (outcome) check(part.range, is_mut ? RefKind::Unique : part.frozen ? RefKind::Frozen : RefKind::Raw);
    ASSAY_TRY(std::move(outcome));
    return Followed{pointer.parent, true};
  }

  // dealloc: like a write; then no active barrier may be left anywhere in the stack.
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    if (alloc.size == 0 || !alloc.alias_shadow) return {};
    const LocationActor actor{context, alloc, {0, alloc.size}, tag, AccessKind::Write, Cause::Free, {}};
    return update_locations(shadow_of(alloc), actor, actor.range, [&](const LocationActor& a, Location& at) {
      return access_location(a, at, borrow_of(alloc, tag), Doing::Dealloc);
    });
  }

  bool commutes(const Op& a, const Op& b) const override {
    if (a.alloc != b.alloc || !a.range.overlaps(b.range)) return true;
    return a.kind == OpKind::Read && b.kind == OpKind::Read && a.tag == b.tag;
  }
  void draw(const Allocation& alloc, trace::Picture& picture) const override { draw_locations(alloc, "Shr", picture); }

 private:
  /// A local's own name is unique; everything else is shared from the start.
  static LocationShadow& shadow_of(Allocation& alloc) {
    if (!alloc.alias_shadow) {
      Location initial;
      initial.items.push_back({is_local(alloc) ? Item::Kind::Uniq : Item::Kind::Raw, alloc.root});
      alloc.alias_shadow = std::make_unique<LocationShadow>(alloc.size, std::move(initial));
    }
    return static_cast<LocationShadow&>(*alloc.alias_shadow);
  }
  Borrow borrow_of(const Allocation& alloc, Tag tag) const {
    if (tag == alloc.root) return {is_local(alloc) ? Borrow::Kind::Uniq : Borrow::Kind::ShrNone, tag};
    return {kinds_.of(tag), tag};
  }
  static tl::unexpected<Stop> stop(const LocationActor& actor, Borrow bor, const char* clause, const std::string& why) {
    return stop_location(actor, bor.t, why, fmt::format("stacked-barriers/{}#{}", clause, access_name(actor.kind)));
  }

  // access: a frozen location accepts all reads; a write unfreezes it. Then pop until something matches; for a read
  // every Shr does. An active barrier cannot be popped; one of an ended call is popped like any item.
  static Outcome<> access_location(const LocationActor& actor, Location& at, Borrow bor, Doing doing) {
    if (at.is_frozen() && doing == Doing::Read) return {};
    unfreeze(actor, at);
    while (!at.items.empty()) {
      const Item& top = at.items.back();
      if (is_active(actor.context, top)) return stop_barrier(actor, top, "pop", "stacked-barriers/access#barrier");
      if (!matches(top, bor) && !(top.kind == Item::Kind::Raw && doing == Doing::Read)) {
        pop(actor, at);
        continue;
      }
      if (doing == Doing::Dealloc)
        for (const Item& item : at.items)
          if (is_active(actor.context, item))
            return stop_barrier(actor, item, "free the memory behind", "stacked-barriers/dealloc#barrier");
      return {};
    }
    return stop(actor, bor, "access", fmt::format("{} is not on the stack of this location", borrow_text(bor)));
  }

  // create: a frozen reference only freezes, so that no write through a raw pointer is granted; else push, but no
  // second Shr.
  static void create(Location& at, Borrow bor, RefKind kind) {
    if (kind == RefKind::Frozen) {
      if (!at.is_frozen()) at.frozen = bor.t;
      return;
    }
    const Item item{bor.is_shared() ? Item::Kind::Raw : Item::Kind::Uniq, bor.t};
    if (item.kind != Item::Kind::Raw || at.items.back().kind != Item::Kind::Raw) at.items.push_back(item);
  }

  // reborrow: deref the parent; without a barrier, if the new borrow can be dereferenced already, at or above the
  // parent's, nothing is to be done; else access the parent, push the barrier, create. Raw bytes get no barrier: they
  // may alias with a `&mut`.
  Outcome<> reborrow(Context& context, const Retag& retag, Borrow parent, bool barrier, Borrow fresh) {
    const bool unique = fresh.kind == Borrow::Kind::Uniq;
    const LocationActor actor{
        context, *retag.alloc, retag.range, parent.t, unique ? AccessKind::Write : AccessKind::Read, Cause::Reborrow,
        {}};
    const auto reborrow_range = [&](ByteRange range, RefKind kind) {
      trace_retagged(context, retag, range, parent.t, fresh.t,
                     unique                    ? "Uniq"
                     : kind == RefKind::Frozen ? "Shr, frozen"
                                               : "Shr");
      return update_locations(
          shadow_of(*retag.alloc), actor, range, [&](const LocationActor& a, Location& at) -> Outcome<> {
            std::string why;
            const std::optional<Found> old = deref(at, parent, kind, &why);
            if (!old) return stop(a, parent, "reborrow", why);
            const bool wants_barrier = barrier && kind != RefKind::Raw;
            const std::optional<Found> present = wants_barrier ? std::nullopt : deref(at, fresh, kind, nullptr);
            if (present && (present->frozen || (!old->frozen && present->index >= old->index))) return {};
            ASSAY_TRY(access_location(a, at, parent, unique ? Doing::Write : Doing::Read));
            if (wants_barrier) at.items.push_back({Item::Kind::Barrier, fresh.t});
            create(at, fresh, kind);
            return {};
          });
    };
    if (fresh.kind != Borrow::Kind::Shr) return reborrow_range(retag.range, unique ? RefKind::Unique : RefKind::Raw);
    for (const memory::FreezeRange& part : parts_of(retag))
      ASSAY_TRY(reborrow_range(part.range, part.frozen ? RefKind::Frozen : RefKind::Raw));
    return {};
  }

  TagTable<Borrow::Kind> kinds_;
};

}  // namespace

std::unique_ptr<AliasingModel> make_stacked_barriers(const ModelOptions&) {
  return std::make_unique<StackedBarriers>();
}

}  // namespace assay::aliasing
