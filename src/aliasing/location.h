// What the models of 2018 keep for one byte of memory: a stack of borrows, and since when it is frozen. The rules are
// in the models; here are the data, their traces and their pictures.
#pragma once
#include <memory>

#include "aliasing/model.h"
#include "aliasing/report.h"
#include "memory/range_map.h"
#include "memory/small_vector.h"

namespace assay::aliasing {

struct LocationItem {
  enum class Kind : uint8_t { Uniq, Raw, Barrier } kind = Kind::Raw;
  Tag tag;  // Uniq: the timestamp, which is the reference's tag; Barrier: the reference that it protects
  bool operator==(const LocationItem&) const = default;
};

struct Location {
  memory::SmallVector<LocationItem, 3> items;  // bottom first
  Tag frozen;                                  // since then; none: not frozen
  bool is_frozen() const { return static_cast<bool>(frozen); }
  bool operator==(const Location&) const = default;
};

struct LocationShadow final : memory::Shadow {
  memory::RangeMap<Location> locations;
  LocationShadow(uint64_t size, Location initial) : locations(size, std::move(initial)) {}
  std::unique_ptr<memory::Shadow> clone() const override { return std::make_unique<LocationShadow>(*this); }
};

/// Who acts on which bytes and why.
struct LocationActor {
  Context& context;
  Allocation& alloc;
  ByteRange range;  // of the whole operation
  Tag tag;          // the acting pointer's value
  AccessKind kind;
  trace::Cause cause;
  ByteRange run;  // the bytes that share the location at hand
  uint64_t at() const { return std::max(range.lo, run.lo); }
};

inline bool is_active(const Context& context, const LocationItem& item) {
  return item.kind == LocationItem::Kind::Barrier && context.protector(item.tag) != ProtectorKind::None;
}

/// Removes the top item.
void pop(const LocationActor& actor, Location& at);
/// Ends the frozen state. `is_shared` says of a tag whether it belongs to a shared reference.
void unfreeze(const LocationActor& actor, Location& at);

/// Applies f(actor with run, Location&) to each run of the range; stops at the first error.
template <class F>
Outcome<> update_locations(LocationShadow& shadow, LocationActor actor, ByteRange range, F f) {
  Outcome<> outcome;
  shadow.locations.update(range, [&](ByteRange run, Location& at) {
    actor.run = run;
    outcome = f(actor, at);
    return outcome.has_value();
  });
  if (outcome) shadow.locations.merge(range);
  return outcome;
}

/// The stop for a pointer whose borrow is not (or no longer) there: "... through <7> at ..., but `why`".
tl::unexpected<Stop> stop_location(const LocationActor& actor, Tag blamed, const std::string& why, std::string rule);
/// The stop for a barrier in the way.
tl::unexpected<Stop> stop_barrier(const LocationActor& actor, const LocationItem& barrier, const char* what,
                                  std::string rule);
void trace_retagged(Context& context, const Retag& retag, ByteRange range, Tag parent, Tag tag, const char* permission);
/// Registers a barrier's reference as protected until the end of the call.
void start_protector(Context& context, const Retag& retag, Tag tag, ProtectorKind kind);
void draw_locations(const Allocation& alloc, const char* raw_name, trace::Picture& picture);

}  // namespace assay::aliasing
