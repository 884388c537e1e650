// What the back end may assume from the attributes that rustc emits on function parameters: `noalias`, `readonly`,
// `dereferenceable`. A parameter opens a scope for the time of its call; memory that is accessed both through pointers
// based on the parameter and in another way must not be written meanwhile. Nothing else about references counts.
// Sources: the LLVM language reference (noalias, readonly, dereferenceable, "based on"); rustc's code generation of
// parameter attributes; docs/models/noalias.md.
#include "aliasing/noalias.h"

#include <fmt/format.h>

#include "aliasing/place_tags.h"
#include "aliasing/report.h"
#include "memory/range_map.h"

namespace assay::aliasing {
namespace {

using memory::PtrKind;
using memory::RetagMode;
using trace::Cause;

/// What was done to some bytes since a scope began, through pointers based on the parameter (in) and others (out).
struct Summary {
  bool in_read = false, in_write = false, out_read = false, out_write = false;
  Span in, out;  // where the decisive access of each side was: the first write, else the first read
  bool operator==(const Summary&) const = default;
  bool conflict() const { return (in_read || in_write) && (out_read || out_write) && (in_write || out_write); }
};

/// The scope of a parameter, named by the tag that the parameter's value got.
struct Scope {
  Tag tag;
  bool readonly = false, dereferenceable = false;
  ByteRange range;  // dereferenceable
  memory::RangeMap<Summary> summary;
};

struct ScopeShadow final : memory::Shadow {
  std::vector<Scope> scopes;  // active ones
  std::vector<Tag> exposed;
  std::unique_ptr<memory::Shadow> clone() const override { return std::make_unique<ScopeShadow>(*this); }
};

ScopeShadow& shadow_of(Allocation& alloc) {
  if (!alloc.alias_shadow) alloc.alias_shadow = std::make_unique<ScopeShadow>();
  return static_cast<ScopeShadow&>(*alloc.alias_shadow);
}

class NoAlias final : public AliasingModel {
 public:
  std::string_view name() const override { return "noalias"; }
  uint32_t hooks() const override { return kHookAccess | kHookDealloc | kHookCallEnd | kHookEntry; }

  // A parameter: `&mut T` with T: Unpin and `Box<T>` are noalias, `&T` without cells is noalias and readonly;
  // references are dereferenceable. Fields count where the whole value travels in registers.
  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    if (retag.spec.ptr == PtrKind::InPlace || retag.in_memory || retag.alloc == nullptr || retag.range.empty())
      return RetagResult{retag.parent, {}};
    bool readonly = false;
    switch (retag.spec.ptr) {
      case PtrKind::Ref:
        if (!retag.spec.frozen.all_frozen) return RetagResult{retag.parent, {}};
        readonly = true;
        break;
      case PtrKind::MutRef:
      case PtrKind::Box:
        if (!retag.spec.pointee_unpin) return RetagResult{retag.parent, {}};
        break;
      case PtrKind::RawConst:
      case PtrKind::RawMut:
      case PtrKind::InPlace:
        return RetagResult{retag.parent, {}};
    }
    const bool is_box = retag.spec.ptr == PtrKind::Box;
    const Tag scope = context.fresh_tag();
    based_on_.set(scope, retag.parent.raw + 1);
    context.add_protector({retag.alloc_id, scope, retag.call, is_box ? ProtectorKind::Weak : ProtectorKind::Strong});
    if (context.trace) {
      context.emit(trace::Retagged{retag.alloc_id, retag.range, retag.parent, scope,
                                   readonly ? "noalias readonly" : "noalias", pointer_text(retag.spec.ptr), true});
      context.emit(trace::ProtectorStarted{retag.alloc_id, scope, retag.call, !is_box});
    }
    shadow_of(*retag.alloc)
        .scopes.push_back({scope, readonly, !is_box, retag.range, memory::RangeMap<Summary>(retag.alloc->size, {})});
    return RetagResult{scope, {}};
  }

  Outcome<Quiet> on_access(Context& context, const Access& access) override {
    const bool write = access.kind == AccessKind::Write;
    if (!access.alloc.alias_shadow) return Quiet{{0, access.alloc.size}, true, true, false};
    ScopeShadow& shadow = shadow_of(access.alloc);
    if (shadow.scopes.empty()) return Quiet{{0, access.alloc.size}, true, true, false};
    for (Scope& scope : shadow.scopes)
      ASSAY_TRY(access_scope(context, access.alloc, access.range, access.tag, access.kind, Cause::Access, scope,
                             is_based_on(shadow, access.tag, scope.tag)));
    return Quiet{access.range, true, write, true};
  }

  // dealloc: a write to every byte; and what is dereferenceable stays allocated until the call ends.
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    if (alloc.size == 0 || !alloc.alias_shadow) return {};
    ScopeShadow& shadow = shadow_of(alloc);
    for (Scope& scope : shadow.scopes) {
      if (scope.dereferenceable) {
        const Violation violation{alloc.id, {0, alloc.size}, scope.range.lo, scope.tag, tag, true};
        return stop_aliasing(violation,
                             fmt::format("{}, but {} is dereferenceable for the whole of its call",
                                         access_text(violation, AccessKind::Write, Cause::Free), tag_text(scope.tag)),
                             "noalias/dereferenceable#free");
      }
      ASSAY_TRY(access_scope(context, alloc, {0, alloc.size}, tag, AccessKind::Write, Cause::Free, scope,
                             is_based_on(shadow, tag, scope.tag)));
    }
    return {};
  }

  // frame_exit: the scopes of the frame end.
  Outcome<> on_protector_end(Context&, Allocation& alloc, const Protector& protector) override {
    std::erase_if(shadow_of(alloc).scopes, [&](const Scope& scope) { return scope.tag == protector.tag; });
    return {};
  }

  // A pointer made from an integer is based on every exposed one.
  void on_expose(Context&, Allocation& alloc, Tag tag) override { shadow_of(alloc).exposed.push_back(tag); }

  bool commutes(const Op& a, const Op& b) const override {
    const auto is_access = [](const Op& op) { return op.kind == OpKind::Read || op.kind == OpKind::Write; };
    if (a.alloc != b.alloc) return true;
    if (!is_access(a) || !is_access(b)) return false;
    return (a.kind == OpKind::Read && b.kind == OpKind::Read) || !a.range.overlaps(b.range);
  }

  void draw(const Allocation& alloc, trace::Picture& picture) const override {
    if (!alloc.alias_shadow) return;
    for (const Scope& scope : static_cast<const ScopeShadow&>(*alloc.alias_shadow).scopes)
      scope.summary.visit({0, alloc.size}, [&](ByteRange run, const Summary& s) {
        const auto side = [](bool read, bool write) { return write ? "written" : read ? "read" : "untouched"; };
        picture.stacks.push_back(
            {run,
             {{scope.tag, scope.readonly ? "noalias readonly" : "noalias", true}},
             fmt::format("{} through it, {} otherwise", side(s.in_read, s.in_write), side(s.out_read, s.out_write))});
        return true;
      });
  }

 private:
  /// Reborrows, casts, arithmetic and copies inherit: only parameters make tags, and each knows what it came from.
  bool is_based_on(const ScopeShadow& shadow, Tag tag, Tag scope) const {
    if (tag == kWildcardTag) {
      for (const Tag exposed : shadow.exposed)
        if (is_based_on(shadow, exposed, scope)) return true;
      return false;
    }
    for (uint32_t at = tag.raw; at >= scope.raw;) {
      if (at == scope.raw) return true;
      const uint32_t up = based_on_.of(Tag(at));
      if (up == 0) return false;
      at = up - 1;
    }
    return false;
  }

  static Outcome<> access_scope(Context& context, const Allocation& alloc, ByteRange range, Tag tag, AccessKind kind,
                                Cause cause, Scope& scope, bool in) {
    const bool write = kind == AccessKind::Write;
    const Violation violation{alloc.id, range, range.lo, scope.tag, tag, true};
    if (in && write && scope.readonly)
      return stop_aliasing(violation,
                           fmt::format("{}, which is based on {}, a readonly parameter of a running call",
                                       access_text(violation, kind, cause), tag_text(scope.tag)),
                           "noalias/readonly#write");
    Outcome<> outcome;
    bool changed = false;
    scope.summary.update(range, [&](ByteRange run, Summary& s) {
      const Summary before = s;
      bool& flag = in ? (write ? s.in_write : s.in_read) : (write ? s.out_write : s.out_read);
      const bool decisive = in ? !(s.in_write || (s.in_read && !write)) : !(s.out_write || (s.out_read && !write));
      flag = true;
      if (decisive) (in ? s.in : s.out) = context.current_span;
      changed |= !(s == before);
      if (!s.conflict()) return true;
      Violation at = violation;
      at.at = std::max(run.lo, range.lo);
      tl::unexpected<Stop> stop = stop_aliasing(
          at,
          fmt::format("{}, which is {}based on {}; this memory is also used {} while that parameter is noalias",
                      access_text(at, kind, cause), in ? "" : "not ", tag_text(scope.tag),
                      in ? "in another way" : "through it"),
          fmt::format("noalias/scope#{}", write ? "write" : "read"));
      const Span other = in ? s.out : s.in;
      if (!other.empty())
        stop.value().info().related.push_back(
            {other,
             fmt::format("{} the same memory {}", (in ? s.out_write : s.in_write) ? "written" : "read",
                         in ? "in another way here" : "through the parameter here"),
             false});
      outcome = std::move(stop);
      return false;
    });
    if (changed) scope.summary.merge(range);
    return outcome;
  }

  TagTable<uint32_t> based_on_;  // raw tag + 1; 0: nothing
};

}  // namespace

std::unique_ptr<AliasingModel> make_noalias(const ModelOptions&) { return std::make_unique<NoAlias>(); }

}  // namespace assay::aliasing
