// Transitive timestamps. A shared reference has the time when it was taken, and what is loaded through it inherits that
// time; nothing that is read through it may have been written since. The stated part is the discussion's; the
// completion for `&mut` (a derivation tree and last accesses, judged when memory is accessed) is ours.
// Source: the discussion of the post of 2018-08-07; docs/models/timestamp.md.
#include "aliasing/timestamp.h"

#include <fmt/format.h>

#include <algorithm>

#include "aliasing/place_tags.h"
#include "aliasing/report.h"
#include "memory/range_map.h"

namespace assay::aliasing {
namespace {

using memory::PtrKind;
using memory::RetagMode;
using memory::ValueMove;
using trace::Cause;
using Time = uint32_t;

/// The accesses of a node to some bytes, folded: since these times.
struct Record {
  Tag node;
  Time first_write = 0, last_write = 0, last_read = 0;  // 0: never
  bool operator==(const Record&) const = default;
};
struct Log {
  std::vector<Record> records;
  Time last_write = 0;  // by anyone
  bool operator==(const Log&) const = default;
};
struct LogShadow final : memory::Shadow {
  memory::RangeMap<Log> logs;
  explicit LogShadow(uint64_t size) : logs(size, Log{}) {}
  std::unique_ptr<memory::Shadow> clone() const override { return std::make_unique<LogShadow>(*this); }
};

LogShadow& shadow_of(Allocation& alloc) {
  if (!alloc.alias_shadow) alloc.alias_shadow = std::make_unique<LogShadow>(alloc.size);
  return static_cast<LogShadow&>(*alloc.alias_shadow);
}

/// pointer tag = (node, tR or none). A node is named by the tag of the `&mut` that made it; storage's own is the root.
struct PointerInfo {
  Tag node;     // none: the tag was never set, and is storage's own
  Time tr = 0;  // 0: none
};
struct NodeInfo {
  uint32_t parent = 0;  // raw tag + 1; 0: a root
  Time created = 0;
  bool is_mut = false;
};

struct Actor {
  Context& context;
  Allocation& alloc;
  ByteRange range;
  Tag tag;  // value
  AccessKind kind;
  Cause cause;
};

class Timestamp final : public AliasingModel {
 public:
  explicit Timestamp(const ModelOptions& options) : options_(options) {}
  std::string_view name() const override { return "timestamp"; }
  uint32_t hooks() const override {
    const uint32_t protect = options_.timestamp_protect ? kHookEntry | kHookCallEnd : 0;
    return kHookAccess | kHookDealloc | kHookFresh | kHookLoad | kHookLoadToDeref | kHookDeref | protect;
  }

  // take &P: the node of P's base; tR inherited if P goes through a shared reference, else ++clock. take &mut P: a new
  // child of P's base node. A raw cast keeps the tag.
  Outcome<RetagResult> on_retag(Context& context, const Retag& retag) override {
    const Tag parent = places_.value(retag.parent);
    if (retag.spec.ptr == PtrKind::RawConst || retag.spec.ptr == PtrKind::RawMut || retag.spec.ptr == PtrKind::InPlace)
      return RetagResult{parent, {}};
    if (retag.alloc == nullptr) return RetagResult{parent, {}};
    const bool entry = retag.spec.mode == RetagMode::FnEntry;
    const PointerInfo from = info_of(parent);
    const Tag fresh = context.fresh_tag();
    const bool shared = retag.spec.ptr == PtrKind::Ref;
    PointerInfo info{from.node, 0};
    if (shared) {
      const bool through_shared = entry || PlaceTags::via(retag.parent) == Via::Shared;
      info.tr = through_shared && from.tr != 0 ? from.tr : ++clock_;
    }
    if (!shared || entry) {
      nodes_.set(fresh, {from.node.raw + 1, ++clock_, !shared});
      info.node = fresh;
    }
    pointers_.set(fresh, info);
    if (retag.alloc->size != 0) shadow_of(*retag.alloc);  // from now on accesses are logged
    if (context.trace)
      context.emit(trace::Retagged{retag.alloc_id, retag.range, parent, fresh,
                                   shared ? "shared since its time" : "node", pointer_text(retag.spec.ptr), entry});
    if (entry && !retag.range.empty()) {
      const bool is_box = retag.spec.ptr == PtrKind::Box;
      context.add_protector({retag.alloc_id, fresh, retag.call, is_box ? ProtectorKind::Weak : ProtectorKind::Strong});
      context.emit(trace::ProtectorStarted{retag.alloc_id, fresh, retag.call, !is_box});
    }
    return RetagResult{fresh, {}};
  }

  // Load of a reference through a place with tR: the result has that tR, whatever was stored. From inside a cell it
  // starts afresh. A box is a raw pointer inside, unless owning_transparent says otherwise.
  Outcome<Tag> on_move(Context& context, const Moved& moved, const Retag& pointer) override {
    const bool is_ref = pointer.spec.ptr == PtrKind::Ref || pointer.spec.ptr == PtrKind::MutRef;
    if (!is_ref && !(pointer.spec.ptr == PtrKind::Box && options_.owning_transparent)) return pointer.parent;
    if (moved.place.prov.is_none() || PlaceTags::via(moved.place.prov.tag) != Via::Shared) return pointer.parent;
    const Time tr = info_of(places_.value(moved.place.prov.tag)).tr;
    if (tr == 0 || pointer.alloc == nullptr) return pointer.parent;
    if (is_in_cell(context, moved.place)) return pointer.parent;
    if (pointer.alloc->size != 0) shadow_of(*pointer.alloc);
    return derived(context, places_.value(pointer.parent), tr);
  }

  // The type is remembered for the accesses that follow: those through raw pointers ignore tR.
  Outcome<Followed> on_deref(Context& context, const Retag& pointer) override {
    const Tag value = places_.value(pointer.parent);
    if (value == pointer.alloc->root) return Followed{value, true};
    Via via = via_of(pointer.spec.ptr);
    if (via != Via::Raw && info_of(value).tr != 0) via = Via::Shared;
    return Followed{places_.follow(context, value, pointer, via), true};
  }

  Outcome<Quiet> on_access(Context& context, const Access& access) override {
    const bool write = access.kind == AccessKind::Write;
    const Tag value = places_.value(access.tag);
    if (!access.alloc.alias_shadow && value == access.alloc.root)
      return Quiet{{0, access.alloc.size}, true, true, false};  // nothing was taken yet, for which it would count
    const Actor actor{context, access.alloc, access.range, value, access.kind, Cause::Access};
    const Time tr = PlaceTags::via(access.tag) == Via::Shared ? info_of(value).tr : 0;
    if (access.tag == kWildcardTag) {
      ASSAY_TRY(access_wildcard(actor));
      return Quiet{access.range, false, false, true};
    }
    Outcome<> outcome;
    places_.for_each_part(access.tag, access.range, [&](ByteRange part, bool frozen) {
      if (outcome) outcome = access_part(actor, part, frozen ? tr : 0, node_of(value));
    });
    ASSAY_TRY(std::move(outcome));
    return Quiet{access.range, true, write, true};
  }

  // dealloc: a write to every byte.
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    if (alloc.size == 0 || !alloc.alias_shadow || tag == alloc.root) return {};
    const Tag value = places_.value(tag);
    const Actor actor{context, alloc, {0, alloc.size}, value, AccessKind::Write, Cause::Free};
    return access_part(actor, actor.range, 0, node_of(value));
  }

  // timestamp_protect: each reference argument is accessed once more, as it was during the call.
  Outcome<> on_protector_end(Context& context, Allocation& alloc, const Protector& protector) override {
    if (!alloc.alias_shadow || alloc.size == 0) return {};
    const PointerInfo info = info_of(protector.tag);
    std::vector<std::pair<ByteRange, AccessKind>> again;
    shadow_of(alloc).logs.visit({0, alloc.size}, [&](ByteRange run, const Log& log) {
      bool read = false, write = false;
      for (const Record& record : log.records) {
        if (!is_below(record.node, protector.tag)) continue;
        read |= record.last_read != 0;
        write |= record.last_write != 0;
      }
      if (read || write) again.emplace_back(run, write ? AccessKind::Write : AccessKind::Read);
      return true;
    });
    for (const auto& [range, kind] : again) {
      const Actor actor{context, alloc, range, protector.tag, kind, Cause::ProtectorEnd};
      ASSAY_TRY(access_part(actor, range, kind == AccessKind::Read ? info.tr : 0, protector.tag));
    }
    return {};
  }

  void on_expose(Context&, Allocation& alloc, Tag tag) override { exposed_[alloc.id].push_back(places_.value(tag)); }

  bool commutes(const Op& a, const Op& b) const override {
    const auto is_access = [](const Op& op) { return op.kind == OpKind::Read || op.kind == OpKind::Write; };
    if (a.alloc != b.alloc) return true;
    if (!is_access(a) || !is_access(b)) return false;
    return (a.kind == OpKind::Read && b.kind == OpKind::Read) || !a.range.overlaps(b.range);
  }

  void draw(const Allocation& alloc, trace::Picture& picture) const override {
    if (!alloc.alias_shadow) return;
    static_cast<const LogShadow&>(*alloc.alias_shadow).logs.visit({0, alloc.size}, [&](ByteRange run, const Log& log) {
      trace::Picture::Stack drawn{run, {}, log.last_write ? fmt::format("last written at {}", log.last_write) : ""};
      for (const Record& record : log.records)
        drawn.items.push_back(
            {record.node,
             fmt::format("read {}, written {}..{}", record.last_read, record.first_write, record.last_write), false});
      picture.stacks.push_back(std::move(drawn));
      return true;
    });
  }

 private:
  PointerInfo info_of(Tag value) const {
    const PointerInfo info = pointers_.of(value);
    return info.node ? info : PointerInfo{value, 0};
  }
  Tag node_of(Tag value) const { return info_of(value).node; }
  Tag parent_of(Tag node) const {
    const uint32_t up = nodes_.of(node).parent;
    return up == 0 ? Tag() : Tag(up - 1);
  }
  bool is_below(Tag node, Tag ancestor) const {
    while (node && node > ancestor) node = parent_of(node);
    return node == ancestor;
  }
  /// A pointer with the node of `stored` and the time `tr`.
  Tag derived(Context& context, Tag stored, Time tr) {
    const PointerInfo info = info_of(stored);
    if (info.tr == tr) return stored;
    auto [it, fresh] = inherited_.emplace(std::pair(stored, tr), Tag());
    if (fresh) {
      it->second = context.fresh_tag();
      pointers_.set(it->second, {info.node, tr});
    }
    return it->second;
  }

  /// Whether the pointer lies inside a cell, by the shared reference through which it is loaded.
  bool is_in_cell(Context& context, memory::Pointer place) const {
    const Allocation* alloc = context.memory.find(place, context.memory.target().pointer_bytes);
    if (alloc == nullptr) return false;
    const uint64_t lo = place.addr - alloc->base;
    bool cell = false;
    places_.for_each_part(place.prov.tag, {lo, lo + 1}, [&](ByteRange, bool frozen) { cell |= !frozen; });
    return cell;
  }

  std::vector<Tag> path_of(Tag node) const {
    std::vector<Tag> path;
    for (; node; node = parent_of(node)) path.push_back(node);
    return path;
  }
  /// How far up the path one must go to have `node` below; the path's length if it is in no such subtree.
  size_t distance(const std::vector<Tag>& path, Tag node) const {
    size_t i = 0;
    while (node && i < path.size()) {
      if (node == path[i]) return i;
      if (node > path[i])
        node = parent_of(node);  // a parent is older than its children
      else
        ++i;
    }
    return path.size();
  }

  // access(ptr, byte, kind).
  Outcome<> access_part(const Actor& actor, ByteRange range, Time tr, Tag node) {
    const Time now = ++clock_;
    Outcome<> outcome;
    LogShadow& shadow = shadow_of(actor.alloc);
    const std::vector<Tag> path = path_of(node);
    shadow.logs.update(range, [&](ByteRange run, Log& log) {
      outcome = judge(actor, std::max(run.lo, range.lo), log, tr, path);
      if (!outcome) return false;
      trace_losses(actor, run, node);
      note(log, node, path, actor.kind, now);
      return true;
    });
    if (outcome) shadow.logs.merge(range);
    return outcome;
  }

  Outcome<> judge(const Actor& actor, uint64_t at, const Log& log, Time tr, const std::vector<Tag>& path) const {
    const bool write = actor.kind == AccessKind::Write;
    // Shared with tR, byte not in a cell: neither written since by anyone, nor written now.
    if (tr != 0 && write)
      return stop(actor, at, actor.tag,
                  fmt::format("{} is (or was loaded through) a shared reference", tag_text(actor.tag)), "shared#write");
    if (tr != 0 && log.last_write > tr)
      return stop(actor, at, actor.tag,
                  fmt::format("this location was written after {}, or the shared reference that it was loaded "
                              "through, was taken",
                              tag_text(actor.tag)),
                  "shared#read");
    if (!options_.timestamp_mut) return {};
    // For each `&mut` node on the path from the pointer's node to the root.
    std::vector<Record> by_distance(path.size() + 1);
    for (const Record& record : log.records) add(by_distance[distance(path, record.node)], record);
    Record foreign = by_distance[path.size()];
    for (size_t i = path.size(); i-- > 0;) {
      Record own;
      for (size_t k = 0; k <= i; ++k) add(own, by_distance[k]);
      const NodeInfo node = nodes_.of(path[i]);
      if (node.is_mut && foreign.last_write > node.created)
        return stop(actor, at, path[i],
                    fmt::format("this location was written through another pointer after the mutable reference {} was "
                                "made",
                                tag_text(path[i])),
                    "mut#foreign-write");
      const bool own_write = own.first_write != 0 && own.first_write > node.created;
      if (node.is_mut && write && own_write && foreign.last_read > own.first_write)
        return stop(actor, at, path[i],
                    fmt::format("this location was read through another pointer after the first write through the "
                                "mutable reference {}",
                                tag_text(path[i])),
                    "mut#foreign-read");
      add(foreign, by_distance[i]);
    }
    return {};
  }

  static void add(Record& sum, const Record& r) {
    sum.last_read = std::max(sum.last_read, r.last_read);
    sum.last_write = std::max(sum.last_write, r.last_write);
    if (r.first_write != 0 && (sum.first_write == 0 || r.first_write < sum.first_write))
      sum.first_write = r.first_write;
  }

  /// Records the access. After a write, nodes that are neither on the way to the root nor below the writer can never be
  /// used again: what they did counts for the nearest node on the way.
  void note(Log& log, Tag node, const std::vector<Tag>& path, AccessKind kind, Time now) const {
    if (kind == AccessKind::Write) {
      log.last_write = now;
      std::vector<Record> kept;
      for (Record record : log.records) {
        const size_t d = distance(path, record.node);
        if (d > 0 && d < path.size()) record.node = path[d];
        const auto same =
            std::find_if(kept.begin(), kept.end(), [&](const Record& r) { return r.node == record.node; });
        if (same == kept.end())
          kept.push_back(record);
        else
          add(*same, record);
      }
      log.records = std::move(kept);
    }
    auto own = std::find_if(log.records.begin(), log.records.end(), [&](const Record& r) { return r.node == node; });
    if (own == log.records.end()) own = log.records.insert(log.records.end(), Record{node});
    if (kind == AccessKind::Read) {
      own->last_read = now;
    } else {
      own->last_write = now;
      if (own->first_write == 0) own->first_write = now;
    }
  }

  /// Which watched pointers this access takes something from.
  void trace_losses(const Actor& actor, ByteRange run, Tag node) const {
    if (!actor.context.trace) return;
    for (const Tag tag : actor.context.trace->watched(actor.alloc.id)) {
      const PointerInfo info = info_of(tag);
      const bool foreign = !is_below(node, info.node);
      const bool write = actor.kind == AccessKind::Write;
      const bool is_mut = nodes_.of(info.node).is_mut && info.tr == 0;
      if (tag == actor.tag || (is_mut ? !foreign : !(info.tr != 0 && write))) continue;
      actor.context.emit(trace::TagInvalidated{
          actor.alloc.id, run, tag, actor.tag, trace::Invalidation::Transition, is_mut ? "usable" : "up to date",
          write ? (is_mut ? "dead" : "outdated") : "readable once written", actor.kind, actor.cause, true});
    }
  }

  /// int to pointer: angelic choice among the exposed pointers, the youngest first; without any, storage's own.
  Outcome<> access_wildcard(const Actor& actor) {
    const auto it = exposed_.find(actor.alloc.id);
    const size_t count = it == exposed_.end() ? 0 : it->second.size();
    Outcome<> last;
    for (size_t i = std::max<size_t>(count, 1); i-- > 0;) {
      const Tag node = node_of(count == 0 ? actor.alloc.root : it->second[i]);
      last = judge_range(actor, node);
      if (last) return access_part(actor, actor.range, 0, node);
    }
    return last;
  }
  Outcome<> judge_range(const Actor& actor, Tag node) {
    Outcome<> outcome;
    const std::vector<Tag> path = path_of(node);
    shadow_of(actor.alloc).logs.visit(actor.range, [&](ByteRange run, const Log& log) {
      outcome = judge(actor, std::max(run.lo, actor.range.lo), log, 0, path);
      return outcome.has_value();
    });
    return outcome;
  }

  static tl::unexpected<Stop> stop(const Actor& actor, uint64_t at, Tag blamed, const std::string& why,
                                   const char* rule) {
    const Violation violation{actor.alloc.id, actor.range, at, blamed, actor.tag, actor.cause == Cause::ProtectorEnd};
    return stop_aliasing(violation, access_text(violation, actor.kind, actor.cause) + ", but " + why,
                         std::string("timestamp/") + rule);
  }

  struct PairHash {
    size_t operator()(const std::pair<Tag, Time>& p) const noexcept {
      return (uint64_t{p.first.raw} << 32 | p.second) * 0x9e37'79b9'7f4a'7c15u >> 16;
    }
  };
  ModelOptions options_;
  Time clock_ = 0;
  PlaceTags places_;
  TagTable<PointerInfo> pointers_;
  TagTable<NodeInfo> nodes_;
  boost::unordered_flat_map<std::pair<Tag, Time>, Tag, PairHash> inherited_;
  boost::unordered_flat_map<AllocId, std::vector<Tag>> exposed_;
};

}  // namespace

std::unique_ptr<AliasingModel> make_timestamp(const ModelOptions& options) {
  return std::make_unique<Timestamp>(options);
}

}  // namespace assay::aliasing
