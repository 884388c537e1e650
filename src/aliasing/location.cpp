// Traces, errors and pictures of the models of 2018.
#include "aliasing/location.h"

#include <fmt/format.h>

namespace assay::aliasing {

namespace {
const char* item_name(LocationItem::Kind kind, const char* raw_name) {
  switch (kind) {
    case LocationItem::Kind::Uniq:
      return "Uniq";
    case LocationItem::Kind::Raw:
      return raw_name;
    case LocationItem::Kind::Barrier:
      return "Barrier";
  }
  return "?";
}
}  // namespace

void pop(const LocationActor& actor, Location& at) {
  const LocationItem item = at.items.back();
  at.items.truncate(at.items.size() - 1);
  if (!actor.context.trace || item.kind != LocationItem::Kind::Uniq) return;
  actor.context.emit(trace::TagInvalidated{actor.alloc.id, actor.run, item.tag, actor.tag, trace::Invalidation::Popped,
                                           "Uniq", "", actor.kind, actor.cause, true});
}

void unfreeze(const LocationActor& actor, Location& at) {
  if (!at.is_frozen()) return;
  const Tag since = at.frozen;
  at.frozen = Tag();
  if (!actor.context.trace) return;
  // Every reference that is younger than the freezing loses it; told for those that somebody asks about.
  const auto lost = [&](Tag tag) {
    actor.context.emit(trace::TagInvalidated{actor.alloc.id, actor.run, tag, actor.tag, trace::Invalidation::Transition,
                                             "frozen", "not frozen", actor.kind, actor.cause, true});
  };
  lost(since);
  for (const Tag tag : actor.context.trace->watched(actor.alloc.id))
    if (tag > since) lost(tag);
}

tl::unexpected<Stop> stop_location(const LocationActor& actor, Tag blamed, const std::string& why, std::string rule) {
  const Violation violation{actor.alloc.id, actor.range, actor.at(), blamed, actor.tag};
  return stop_aliasing(violation, access_text(violation, actor.kind, actor.cause) + ", but " + why, std::move(rule));
}

tl::unexpected<Stop> stop_barrier(const LocationActor& actor, const LocationItem& barrier, const char* what,
                                  std::string rule) {
  const Violation violation{actor.alloc.id, actor.range, actor.at(), barrier.tag, actor.tag, true};
  return stop_aliasing(violation,
                       fmt::format("{} would {} the barrier of {}, which is an argument of a running call",
                                   access_text(violation, actor.kind, actor.cause), what, tag_text(barrier.tag)),
                       std::move(rule));
}

void trace_retagged(Context& context, const Retag& retag, ByteRange range, Tag parent, Tag tag,
                    const char* permission) {
  if (!context.trace) return;
  context.emit(trace::Retagged{retag.alloc_id, range, parent, tag, permission, pointer_text(retag.spec.ptr),
                               retag.spec.mode == memory::RetagMode::FnEntry});
}

void start_protector(Context& context, const Retag& retag, Tag tag, ProtectorKind kind) {
  context.add_protector({retag.alloc_id, tag, retag.call, kind});
  context.emit(trace::ProtectorStarted{retag.alloc_id, tag, retag.call, kind == ProtectorKind::Strong});
}

void draw_locations(const Allocation& alloc, const char* raw_name, trace::Picture& picture) {
  if (!alloc.alias_shadow) return;
  const auto& shadow = static_cast<const LocationShadow&>(*alloc.alias_shadow);
  shadow.locations.visit({0, alloc.size}, [&](ByteRange run, const Location& at) {
    trace::Picture::Stack drawn{run, {}, ""};
    for (const LocationItem& item : at.items)
      drawn.items.push_back({item.tag, item_name(item.kind, raw_name), item.kind == LocationItem::Kind::Barrier});
    if (at.is_frozen()) drawn.note = fmt::format("frozen since {}", at.frozen.raw);
    picture.stacks.push_back(std::move(drawn));
    return true;
  });
}

}  // namespace assay::aliasing
