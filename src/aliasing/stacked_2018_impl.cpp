// Stacked Borrows as first implemented, November 2018: deref checks, access pops, create pushes. The tag says what a
// pointer is, and retagging happens by type wherever a value of reference type is assigned. No barriers yet.
// Source: Miri of 2018-11-17 and the post "Stacked Borrows Implemented" (2018-11-16); docs/models/stacked-2018-impl.md.
#include "aliasing/stacked_2018_impl.h"

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

// deref: no access; only checks that the borrow is there. None: `why` says what is wrong.
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

class Stacked2018Impl final : public AliasingModel {
 public:
  std::string_view name() const override { return "stacked-2018-impl"; }
  uint32_t hooks() const override { return kHookAccess | kHookDealloc | kHookRetag | kHookDeref; }

  Outcome<Quiet> on_access(Context& context, const Access& access) override {
    const bool write = access.kind == AccessKind::Write;
    if (!access.alloc.alias_shadow && access.tag == access.alloc.root)
      return Quiet{{0, access.alloc.size}, true, true, false};
    LocationShadow& shadow = shadow_of(access.alloc);
    const Borrow bor = place_of(access.alloc, access.tag);
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
    const LocationActor actor{context, access.alloc, access.range, value(access.tag), access.kind, Cause::Access, {}};
    ASSAY_TRY(update_locations(shadow, actor, access.range, [&](const LocationActor& a, Location& at) {
      return access_location(a, at, bor, write);
    }));
    return Quiet{access.range, true, write, true};
  }

  // Retag, for every reference in a value; EscapeToRaw at a cast to a raw pointer. Whatever uses a raw pointer ignores
  // its tag, so that it gets Shr(none) at once.
  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    const bool to_raw = retag.spec.ptr == PtrKind::RawMut || retag.spec.ptr == PtrKind::RawConst;
    if (retag.spec.ptr == PtrKind::InPlace || (to_raw && retag.spec.mode != RetagMode::Raw))
      return RetagResult{retag.parent, {}};
    if (retag.alloc == nullptr || retag.range.empty()) return RetagResult{value(retag.parent), {}};
    const Tag now = context.fresh_tag();
    const bool shared = retag.spec.ptr == PtrKind::Ref || retag.spec.ptr == PtrKind::RawConst;
    const Borrow fresh{shared ? Borrow::Kind::Shr : Borrow::Kind::Uniq, now};
    kinds_.set(now, fresh.kind);
    // What is cast to a raw pointer is a fresh reborrow of the place.
    const bool of_place = hook_of(retag.spec.mode) == kHookFresh || PlaceTags::via(retag.parent) != Via::None;
    const Borrow parent = of_place ? place_of(*retag.alloc, retag.parent) : borrow_of(*retag.alloc, retag.parent);
    ASSAY_TRY(reborrow(context, retag, parent, fresh));
    if (!to_raw) return RetagResult{now, {}};
    const Borrow raw{Borrow::Kind::ShrNone, context.fresh_tag()};
    ASSAY_TRY(reborrow(context, retag, fresh, raw));
    return RetagResult{raw.t, {}};
  }

  // Dereferencing a raw pointer ignores its tag. For a reference: deref on every byte of the pointee.
  Outcome<Followed> on_deref(Context& context, const Retag& pointer) override {
    if (pointer.spec.ptr == PtrKind::RawMut || pointer.spec.ptr == PtrKind::RawConst) {
      // Drop glue is given a place, as a raw pointer.
      const bool is_place = PlaceTags::via(pointer.parent) == Via::Unique ||
                            PlaceTags::via(pointer.parent) == Via::Shared ||
                            (pointer.parent == pointer.alloc->root && is_local(*pointer.alloc));
      if (is_place) return Followed{pointer.parent, true};
      return Followed{PlaceTags::with_via(value(pointer.parent), Via::Raw), true};
    }
    const Tag place = PlaceTags::with_via(value(pointer.parent), via_of(pointer.spec.ptr));
    const Borrow bor = borrow_of(*pointer.alloc, pointer.parent);
    if (pointer.range.empty()) return Followed{place, true};
    const bool is_mut = pointer.spec.ptr != PtrKind::Ref;
    LocationActor actor{context, *pointer.alloc, pointer.range, bor.t, AccessKind::Read, Cause::Access, {}};
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
    return Followed{place, true};
  }

  // dealloc: like a write.
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    if (alloc.size == 0 || !alloc.alias_shadow) return {};
    const LocationActor actor{context, alloc, {0, alloc.size}, value(tag), AccessKind::Write, Cause::Free, {}};
    return update_locations(shadow_of(alloc), actor, actor.range, [&](const LocationActor& a, Location& at) {
      return access_location(a, at, place_of(alloc, tag), true);
    });
  }

  bool commutes(const Op& a, const Op& b) const override {
    if (a.alloc != b.alloc || !a.range.overlaps(b.range)) return true;
    return a.kind == OpKind::Read && b.kind == OpKind::Read && a.tag == b.tag;
  }
  void draw(const Allocation& alloc, trace::Picture& picture) const override { draw_locations(alloc, "Shr", picture); }

 private:
  /// A local's own name is unique; everything else is shared from the start. There is no implicit bottom any more.
  static LocationShadow& shadow_of(Allocation& alloc) {
    if (!alloc.alias_shadow) {
      Location initial;
      initial.items.push_back({is_local(alloc) ? Item::Kind::Uniq : Item::Kind::Raw, alloc.root});
      alloc.alias_shadow = std::make_unique<LocationShadow>(alloc.size, std::move(initial));
    }
    return static_cast<LocationShadow&>(*alloc.alias_shadow);
  }
  static constexpr Tag value(Tag tag) { return Tag(tag.raw & PlaceTags::kValueMask); }
  /// A place: behind a reference its tag counts, behind a raw pointer (and for the library) there is none.
  Borrow place_of(const Allocation& alloc, Tag tag) const {
    const bool by_reference = PlaceTags::via(tag) == Via::Unique || PlaceTags::via(tag) == Via::Shared;
    if (by_reference || (tag == alloc.root && is_local(alloc))) return borrow_of(alloc, tag);
    return {Borrow::Kind::ShrNone, value(tag)};
  }
  /// A pointer value, by its tag.
  Borrow borrow_of(const Allocation& alloc, Tag tag) const {
    tag = value(tag);
    if (tag == alloc.root) return {is_local(alloc) ? Borrow::Kind::Uniq : Borrow::Kind::ShrNone, tag};
    return {kinds_.of(tag), tag};
  }
  static tl::unexpected<Stop> stop(const LocationActor& actor, Borrow bor, const char* clause, const std::string& why) {
    return stop_location(actor, bor.t, why, fmt::format("stacked-2018-impl/{}#{}", clause, access_name(actor.kind)));
  }

  // access: a frozen location accepts all reads; a write unfreezes it. Then pop until something matches; for a read
  // every Shr does.
  static Outcome<> access_location(const LocationActor& actor, Location& at, Borrow bor, bool is_write) {
    if (at.is_frozen() && !is_write) return {};
    unfreeze(actor, at);
    while (!at.items.empty()) {
      if (matches(at.items.back(), bor) || (at.items.back().kind == Item::Kind::Raw && !is_write)) return {};
      pop(actor, at);
    }
    return stop(actor, bor, "access", fmt::format("{} is not on the stack of this location", borrow_text(bor)));
  }

  // create: push, but no second Shr; then freeze for a frozen reference.
  static void create(Location& at, Borrow bor, RefKind kind) {
    const Item item{bor.is_shared() ? Item::Kind::Raw : Item::Kind::Uniq, bor.t};
    if (item.kind != Item::Kind::Raw || at.items.back().kind != Item::Kind::Raw) at.items.push_back(item);
    if (kind == RefKind::Frozen) at.frozen = bor.t;
  }

  // reborrow: deref the parent; if the new borrow can be dereferenced already, at or above it, nothing is to be done;
  // else access the parent and create.
  static Outcome<> reborrow(Context& context, const Retag& retag, Borrow parent, Borrow fresh) {
    const bool unique = fresh.kind == Borrow::Kind::Uniq;
    const LocationActor actor{
        context, *retag.alloc, retag.range, parent.t, unique ? AccessKind::Write : AccessKind::Read, Cause::Reborrow,
        {}};
    const auto reborrow_range = [&](ByteRange range, RefKind kind) {
      if (fresh.kind != Borrow::Kind::ShrNone)
        trace_retagged(context, retag, range, parent.t, fresh.t,
                       unique                    ? "Uniq"
                       : kind == RefKind::Frozen ? "Shr, frozen"
                                                 : "Shr");
      return update_locations(shadow_of(*retag.alloc), actor, range,
                              [&](const LocationActor& a, Location& at) -> Outcome<> {
                                std::string why;
                                const std::optional<Found> old = deref(at, parent, kind, &why);
                                if (!old) return stop(a, parent, "reborrow", why);
                                const std::optional<Found> present = deref(at, fresh, kind, nullptr);
                                if (present && (present->frozen || (!old->frozen && present->index >= old->index)))
                                  return {};
                                ASSAY_TRY(access_location(a, at, parent, unique));
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

std::unique_ptr<AliasingModel> make_stacked_2018_impl(const ModelOptions&) {
  return std::make_unique<Stacked2018Impl>();
}

}  // namespace assay::aliasing
