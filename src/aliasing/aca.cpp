// Asserting and conflicting accesses: an execution is judged by which references were used how while they lived.
// A head reference r that lives claims what is accessed through it; another access to the same byte conflicts with that
// claim if one of the two is a write and no reference derived from r guarantees it.
// Sources: rust-memory-model issue 26 and its discussion; docs/models/aca.md. Lifetimes come from regions (regions.md).
#include "aliasing/aca.h"

#include <fmt/format.h>

#include <bit>

#include "aliasing/borrow_chain.h"
#include "aliasing/report.h"
#include "memory/range_map.h"

namespace assay::aliasing {
namespace {

using memory::PtrKind;
using memory::RetagMode;
using trace::Cause;

/// What happened to a byte since a head reference was made: through a borrow chain from it, or in another way.
enum Seen : uint8_t { kAssertedRead = 1, kAssertedWrite = 2, kConflictRead = 4, kConflictWrite = 8 };
constexpr uint8_t seen(bool through, AccessKind kind) {
  if (through) return kind == AccessKind::Read ? kAssertedRead : kAssertedWrite;
  return kind == AccessKind::Read ? kConflictRead : kConflictWrite;
}
/// The accesses of the other side that an access must not meet: one of the two is a write.
constexpr uint8_t opposite(bool through, AccessKind kind) {
  const uint8_t writes = through ? kConflictWrite : kAssertedWrite;
  const uint8_t reads = through ? kConflictRead : kAssertedRead;
  return kind == AccessKind::Write ? static_cast<uint8_t>(writes | reads) : writes;
}

struct Head {
  Tag tag;
  std::shared_ptr<memory::RangeMap<uint8_t>> log;  // null: no access yet
  Span last[4];                                    // where each of Seen was last learnt
  bool broken = false;  // angelic lifetimes: it must have ended, since it met a conflicting access
};
struct AcaShadow final : memory::Shadow {
  std::vector<Head> heads;  // the references to the allocation that live, oldest first
  std::unique_ptr<Shadow> clone() const override {
    auto out = std::make_unique<AcaShadow>();
    out->heads = heads;
    for (Head& head : out->heads)
      if (head.log) head.log = std::make_shared<memory::RangeMap<uint8_t>>(*head.log);
    return out;
  }
};

class Aca final : public AliasingModel {
 public:
  explicit Aca(AcaLifetimes lifetimes) : lifetimes_(lifetimes) {}
  std::string_view name() const override { return "aca"; }
  uint32_t hooks() const override {
    return kHookAccess | kHookDealloc | kHookFresh | kHookReturn | kHookCalls | kHookScopeEnd;
  }

  /// "Every reference is made by reborrowing another reference or a raw pointer, and has a lifetime."
  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    if (retag.spec.mode == RetagMode::Return) return returned(context, retag);
    if (Borrow* from = chains_.find(retag.parent)) {
      from->reserved = false;
      from->cast_to_raw |= retag.spec.ptr == PtrKind::RawConst || retag.spec.ptr == PtrKind::RawMut;
    }
    const bool is_ref = retag.spec.ptr == PtrKind::Ref || retag.spec.ptr == PtrKind::MutRef;
    // A raw pointer is a link of the chain without a lifetime: "the length most favourable to the program".
    if (!is_ref || retag.alloc == nullptr || context.scope == kNoId) return RetagResult{retag.parent, {}};
    Borrow made;
    made.tag = context.fresh_tag();
    made.parent = retag.parent;
    made.alloc = retag.alloc->id;
    made.range = retag.range;
    made.is_mut = retag.spec.ptr == PtrKind::MutRef;
    made.reserved = retag.spec.mode == RetagMode::TwoPhase;
    if (!made.is_mut && !retag.spec.frozen.all_frozen)
      for (const memory::FreezeRange& r :
           retag.spec.frozen.ranges(retag.range.size(), retag.dynamic_tail, retag.tail_offset))
        if (!r.frozen) made.cells.push_back({retag.range.lo + r.range.lo, retag.range.lo + r.range.hi});
    if (context.trace)
      context.emit(trace::Retagged{made.alloc, made.range, made.parent, made.tag, made.is_mut ? "mutable" : "immutable",
                                   pointer_text(retag.spec.ptr), false});
    Borrow& borrow = chains_.add(std::move(made));
    chains_.attach(context.thread, borrow, retag.call, context.scope);
    shadow(*retag.alloc).heads.push_back({borrow.tag});
    return RetagResult{borrow.tag, {}};
  }

  Outcome<Quiet> on_access(Context& context, const Access& access) override {
    ASSAY_TRY_LET(const bool changed,
                  record(context, access.alloc, access.range, access.tag, access.kind, Cause::Access));
    return Quiet{access.range, true, access.kind == AccessKind::Write, changed};
  }

  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    if (alloc.size == 0) return {};
    ASSAY_TRY(record(context, alloc, {0, alloc.size}, tag, AccessKind::Write, Cause::Free));
    return {};
  }

  Outcome<> on_call_begin(Context& context, CallId call) override {
    chains_.begin_call(context.thread, call);
    return {};
  }
  Outcome<> on_call_end(Context& context, CallId call) override {
    chains_.end_call(context.thread, call, [&](const Borrow& b) { close(context, b); });
    return {};
  }
  Outcome<> on_scope_end(Context& context, CallId call, std::span<const uint32_t> scopes) override {
    if (lifetimes_ != AcaLifetimes::Liveness) return {};
    chains_.end_scopes(context.thread, call, scopes, [&](const Borrow& b) { close(context, b); });
    return {};
  }

  void draw(const Allocation& alloc, trace::Picture& picture) const override {
    const auto* state = static_cast<const AcaShadow*>(alloc.alias_shadow.get());
    if (!state) return;
    for (const Head& head : state->heads) {
      trace::Picture::Node node{head.tag, kNoId, false, {}};
      if (head.log)
        head.log->visit({0, alloc.size}, [&](ByteRange range, const uint8_t& value) {
          std::string text;
          if (value & kAssertedRead) text += "r";
          if (value & kAssertedWrite) text += "w";
          if (value & kConflictRead) text += "R";
          if (value & kConflictWrite) text += "W";
          if (!text.empty()) node.permissions.emplace_back(range, text);
          return true;
        });
      picture.nodes.push_back(std::move(node));
    }
  }

 private:
  static AcaShadow& shadow(Allocation& alloc) {
    if (!alloc.alias_shadow) alloc.alias_shadow = std::make_unique<AcaShadow>();
    return static_cast<AcaShadow&>(*alloc.alias_shadow);
  }

  /// A reference that a call returned lives on as the caller's value. Within the callee its lifetime was one of the
  /// signature, which has no end there.
  Outcome<RetagResult> returned(Context& context, const Retag& retag) {
    Borrow* borrow = chains_.find(retag.parent);
    if (borrow && !borrow->live && retag.alloc && context.scope != kNoId) {
      chains_.attach(context.thread, *borrow, retag.call, context.scope);
      AcaShadow& state = shadow(*retag.alloc);
      bool listed = false;
      for (const Head& head : state.heads) listed |= head.tag == borrow->tag;
      if (!listed) state.heads.push_back({borrow->tag});
    }
    return RetagResult{retag.parent, {}};
  }

  void close(Context& context, const Borrow& borrow) {
    if (Allocation* alloc = context.memory.live(borrow.alloc)) alloc->close_quiet();
  }

  /// The rule, for one access and every head reference that lives. The error is reported at the later of the two
  /// accesses. Returns whether anything was learnt.
  Outcome<bool> record(Context& context, Allocation& alloc, ByteRange range, Tag tag, AccessKind kind, Cause cause) {
    if (!alloc.alias_shadow) return false;
    AcaShadow& state = shadow(alloc);
    std::erase_if(state.heads, [&](const Head& head) {
      const Borrow* b = chains_.find(head.tag);
      return !b || !b->live;
    });
    if (state.heads.empty()) return false;
    const bool wildcard = tag == kWildcardTag;
    if (wildcard) {
      // It may be any exposed pointer, whichever suits the program.
      chains_.unmark();
      for (const Tag exposed : exposed_[alloc.id]) chains_.extend(exposed);
    } else {
      chains_.mark(tag);
      if (Borrow* b = chains_.find(tag)) b->reserved = false;
    }
    bool changed = false;
    for (Head& head : state.heads) {
      const Borrow& r = *chains_.find(head.tag);
      if (r.reserved) continue;
      const bool through = chains_.marked(r);
      if (wildcard && through) continue;
      if (!through && guaranteed(state, r, range, kind)) continue;
      if (!head.log) head.log = std::make_shared<memory::RangeMap<uint8_t>>(alloc.size, uint8_t{0});
      const uint8_t mine = seen(through, kind), bad = opposite(through, kind);
      std::optional<uint64_t> at;
      bool new_here = false;
      head.log->visit(range, [&](ByteRange run, const uint8_t& value) {
        if (value & bad) at = std::max(run.lo, range.lo);
        new_here |= (value & mine) == 0;
        return !at;
      });
      // With angelic lifetimes a reference lives until its last use: only a later use tells.
      const bool angelic = lifetimes_ == AcaLifetimes::Angelic;
      if (angelic && at && !through) head.broken = true;
      if (angelic && through && head.broken) at = at.value_or(range.lo);
      if (at && !(angelic && !through)) return violation(alloc, range, *at, head, tag, kind, cause, through);
      if (!new_here) continue;
      changed = true;
      head.last[std::countr_zero(mine)] = context.current_span;
      head.log->update(range, [&](ByteRange, uint8_t& value) {
        value = static_cast<uint8_t>(value | mine);
        return true;
      });
      head.log->merge(range);
    }
    return changed;
  }

  /// Is there a reference s made by a borrow chain from r that permits the access, lives, and is potentially alive:
  /// immutable, or cast to a raw pointer before?
  bool guaranteed(const AcaShadow& state, const Borrow& r, ByteRange range, AccessKind kind) {
    for (const Head& head : state.heads) {
      const Borrow* s = chains_.find(head.tag);
      if (!s || !s->live || range.lo < s->range.lo || s->range.hi < range.hi) continue;
      if (s->is_mut ? !s->cast_to_raw : kind == AccessKind::Write && !in_cells(*s, range)) continue;
      if (chains_.derives(s->tag, r.tag)) return true;
    }
    return false;
  }
  static bool in_cells(const Borrow& s, ByteRange range) {
    for (const ByteRange& cell : s.cells)
      if (cell.lo <= range.lo && range.hi <= cell.hi) return true;
    return false;
  }

  tl::unexpected<Stop> violation(const Allocation& alloc, ByteRange range, uint64_t at, const Head& head, Tag tag,
                                 AccessKind kind, Cause cause, bool through) {
    const Violation v{alloc.id, range, at, head.tag, tag};
    const std::string r = tag_text(head.tag);
    const std::string why =
        through ? fmt::format(", which asserts {}, but the byte was accessed in another way while {} lives", r, r)
                : fmt::format(", but {} lives and was used; nothing derived from it permits this", r);
    Stop stop = std::move(
        stop_aliasing(v, access_text(v, kind, cause) + why, through ? "aca/asserting" : "aca/conflicting").value());
    // The other access of the pair: a write if there was one.
    const uint8_t value = (*head.log)[at] & opposite(through, kind);
    const Seen other = through ? (value & kConflictWrite ? kConflictWrite : kConflictRead)
                               : (value & kAssertedWrite ? kAssertedWrite : kAssertedRead);
    const Span where = head.last[std::countr_zero(static_cast<uint8_t>(other))];
    if (!where.empty())
      stop.info().related.push_back(
          {where,
           fmt::format("{} {}", other == kConflictWrite || other == kAssertedWrite ? "written" : "read",
                       through ? "in another way here" : "through " + r + " here"),
           false});
    return tl::unexpected<Stop>(std::move(stop));
  }

  void on_expose(Context&, Allocation& alloc, Tag tag) override { exposed_[alloc.id].push_back(tag); }

  const AcaLifetimes lifetimes_;
  BorrowChains chains_;
  boost::unordered_flat_map<AllocId, std::vector<Tag>> exposed_;
};

}  // namespace

std::unique_ptr<AliasingModel> make_aca(const ModelOptions& options) {
  return std::make_unique<Aca>(options.aca_lifetimes);
}

}  // namespace assay::aliasing
