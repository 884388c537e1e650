// Forwarding each hook to the parts, with their own tags, shadows, contexts and quiet windows.
#include "aliasing/composite.h"

#include <algorithm>

namespace assay::aliasing {

/// What a part keeps about an allocation.
struct Composite::View {
  std::unique_ptr<memory::Shadow> shadow;
  memory::QuietWindow quiet[2];
  uint8_t quiet_next = 0;
  uint32_t epoch = 0;
  struct {
    Tag value, place;  // none: unknown
    uint64_t offset = 0, size = 0;
    const RetagSpec* spec = nullptr;
  } followed;  // what following a pointer gave, as long as it would again

  const Tag* follow(uint32_t now, const Retag& pointer, Tag tag) const {
    const bool same = epoch == now && followed.place && followed.value == tag && followed.spec == &pointer.spec &&
                      followed.offset == pointer.range.lo && followed.size == pointer.range.size();
    return same ? &followed.place : nullptr;
  }
  const memory::QuietWindow* window(uint32_t now, Tag tag, ByteRange range, AccessKind kind) const {
    if (epoch != now) return nullptr;
    for (const memory::QuietWindow& w : quiet)
      if (w.covers(tag, range.lo, range.size(), kind)) return &w;
    return nullptr;
  }
  /// Whether there was something to close.
  bool close() {
    const bool open = quiet[0].tag || quiet[1].tag;
    followed.place = Tag();
    quiet[0].tag = quiet[1].tag = Tag();
    return open;
  }
};

/// The parts that must be asked about an access, because the windows of all others cover it.
struct Composite::Loud {
  Tag tag;  // none: nothing is known
  ByteRange range;
  bool reads = false, writes = false;
  uint32_t version = 0, epochs = 0;  // of the windows; others: out of date
  memory::SmallVector<uint8_t, 12> parts;
  bool fits(const Access& access, uint32_t now, uint32_t epochs_now) const {
    return tag == access.tag && version == now && epochs == epochs_now && range.contains(access.range) &&
           (access.kind == AccessKind::Read ? reads : writes);
  }
};

class Composite::Shadow final : public memory::Shadow {
 public:
  explicit Shadow(size_t parts) : views(parts) {}
  std::unique_ptr<memory::Shadow> clone() const override {
    auto copy = std::make_unique<Shadow>(views.size());
    for (size_t i = 0; i < views.size(); ++i)
      if (views[i].shadow) copy->views[i].shadow = views[i].shadow->clone();
    return copy;
  }
  void close_all() {
    for (View& view : views) view.close();
    ++version;
  }
  std::vector<View> views;
  uint32_t version = 0;  // changes with any window
  Loud loud[2];
  uint8_t loud_next = 0;
};

/// For its lifetime the allocation looks as part `i` left it. A part that makes a shadow makes the composite's.
class Composite::Lens {
 public:
  Lens(Allocation& alloc, size_t part, size_t parts)
      : alloc_(alloc), shadow_(shadow_of(alloc)), part_(part), parts_(parts) {
    if (shadow_) alloc.alias_shadow.swap(shadow_->views[part].shadow);  // the view holds the composite's meanwhile
  }
  ~Lens() {
    if (!shadow_) {
      if (!alloc_.alias_shadow) return;
      auto made = std::make_unique<Shadow>(parts_);
      made->views[part_].shadow = std::move(alloc_.alias_shadow);
      alloc_.alias_shadow = std::move(made);
      return;
    }
    alloc_.alias_shadow.swap(shadow_->views[part_].shadow);
  }
  Lens(const Lens&) = delete;
  Lens& operator=(const Lens&) = delete;

 private:
  Allocation& alloc_;
  Shadow* shadow_;
  size_t part_, parts_;
};

Composite::Composite(std::vector<Part> parts) : parts_(std::move(parts)) {
  for (Part& part : parts_) part.hooks = part.model->hooks();
  scratch_.resize(parts_.size());
}
Composite::~Composite() = default;

uint32_t Composite::hooks() const {
  uint32_t all = kHookCallEnd;  // the parts' protectors end with the call, whether they mind or not
  for (const Part& part : parts_) all |= part.hooks;
  return all;
}

Composite::Shadow* Composite::shadow_of(const Allocation& alloc) {
  return static_cast<Shadow*>(alloc.alias_shadow.get());
}

Context& Composite::context_of(Part& part, Context& context) {
  if (!part.context) {
    part.context = std::make_unique<Context>(context.memory);
    const auto i = static_cast<size_t>(&part - parts_.data());
    part.context->find_shadow = [this, i](Allocation& alloc) -> std::unique_ptr<memory::Shadow>& {
      Shadow* shadow = shadow_of(alloc);
      return shadow ? shadow->views[i].shadow : no_shadow_;
    };
  }
  part.context->current_span = context.current_span;
  part.context->thread = context.thread;
  part.context->quiet_windows = context.quiet_windows;
  part.context->trace = part.trace;
  part.context->scope = context.scope;
  return *part.context;
}

void Composite::set_component(Tag tag, size_t i, Tag component) {
  if (component == tag) return;
  const size_t end = (size_t{tag.raw} + 1) * parts_.size();
  if (tuples_.size() < end) tuples_.resize(std::max(end, tuples_.size() + tuples_.size() / 2));
  tuples_[end - parts_.size() + i] = component;
}

void Composite::drop(Part& part, StopInfo info) {
  if (on_stop) on_stop(info);
  ++epochs_;
  part.stop = std::move(info);
  part.stopped_at = operations_;
}

Outcome<> Composite::on_alloc(Context& context, Allocation& alloc) {
  each(kHookAlloc, [&](size_t i, Part& part) {
    Lens lens(alloc, i, parts_.size());
    if (auto done = part.model->on_alloc(context_of(part, context), alloc); !done)
      drop(part, std::move(done.error().info()));
  });
  return {};
}

Tag Composite::intern(Context& context, Tag parent, const std::vector<Tag>& tuple) {
  bool same = true;
  for (size_t i = 0; i < parts_.size() && same; ++i) same = tuple[i] == component(parent, i);
  if (same) return parent;
  size_t hash = 0;
  for (const Tag tag : tuple) hash = (hash ^ tag.raw) * 0x9e3779b97f4a7c15u + (hash >> 29);
  Tag& known = interned_[hash];
  if (known) {
    bool equal = true;
    for (size_t i = 0; i < parts_.size() && equal; ++i) equal = tuple[i] == component(known, i);
    if (equal) return known;
  }
  known = context.fresh_tag();
  for (size_t i = 0; i < parts_.size(); ++i) set_component(known, i, tuple[i]);
  return known;
}

template <class F>
auto Composite::as_part(size_t i, const Retag& request, F f) {
  const Retag own{request.alloc,    request.alloc_id, request.range,        component(request.parent, i),
                  request.spec,     request.call,     request.dynamic_tail, request.tail_offset,
                  request.in_memory};
  std::optional<Lens> lens;
  if (request.alloc) lens.emplace(*request.alloc, i, parts_.size());
  return f(own);
}

Outcome<RetagResult> Composite::on_retag(Context& context, const Retag& retag) {
  ++operations_;
  if (retag.alloc)
    if (Shadow* shadow = shadow_of(*retag.alloc)) shadow->close_all();
  // One new name for the tuple, which is also the new tag of every part that wants one.
  const Tag fresh = context.fresh_tag();
  const uint32_t hook = hook_of(retag.spec.mode);
  bool changed = false, is_protected = false;
  each(hook, [&](size_t i, Part& part) {
    if ((part.hooks & kHookScopeEnd) != 0) next_epoch(part);
    Context& own = context_of(part, context);
    own.next_tag = fresh;
    Outcome<RetagResult> result =
        as_part(i, retag, [&](const Retag& request) { return part.model->on_retag(own, request); });
    own.next_tag = Tag();
    if (!result) return drop(part, std::move(result.error().info()));
    changed |= result->tag != component(retag.parent, i);
    is_protected |= retag.call && own.call_has_protectors(retag.call);
    set_component(fresh, i, result->tag);
  });
  // So that the end of the call is announced.
  if (is_protected && !context.call_has_protectors(retag.call))
    context.add_protector({retag.alloc_id, fresh, retag.call, ProtectorKind::Strong});
  if (!changed) return RetagResult{retag.parent, {}};
  for (size_t i = 0; i < parts_.size(); ++i)
    if (parts_[i].stop || (parts_[i].hooks & hook) == 0) set_component(fresh, i, component(retag.parent, i));
  return RetagResult{fresh, {}};
}

bool Composite::goes_on(Context&, uint32_t hooks, const StopInfo& stop) {
  ++operations_;
  bool somebody_does = false;
  for (Part& part : parts_) {
    if (part.stop) continue;
    if ((part.hooks & hooks) != hooks)
      somebody_does = true;
    else
      drop(part, stop);
  }
  return somebody_does;
}

Outcome<Tag> Composite::on_move(Context& context, const Moved& moved, const Retag& pointer) {
  ++operations_;
  if (pointer.alloc)
    if (Shadow* shadow = shadow_of(*pointer.alloc)) shadow->close_all();
  std::vector<Tag>& tuple = scratch_;
  for (size_t i = 0; i < parts_.size(); ++i) tuple[i] = component(pointer.parent, i);
  each(hook_of(moved.move), [&](size_t i, Part& part) {
    Moved own = moved;
    own.place.prov.tag = component(moved.place.prov.tag, i);
    Context& its = context_of(part, context);
    auto tag = as_part(i, pointer, [&](const Retag& request) { return part.model->on_move(its, own, request); });
    if (!tag) return drop(part, std::move(tag.error().info()));
    tuple[i] = *tag;
  });
  return intern(context, pointer.parent, tuple);
}

Outcome<Followed> Composite::on_deref(Context& context, const Retag& pointer) {
  std::vector<Tag>& tuple = scratch_;
  for (size_t i = 0; i < parts_.size(); ++i) tuple[i] = component(pointer.parent, i);
  bool quiet = true;
  each(kHookDeref, [&](size_t i, Part& part) {
    Shadow* shadow = pointer.alloc ? shadow_of(*pointer.alloc) : nullptr;
    if (shadow)
      if (const Tag* place = shadow->views[i].follow(part.epoch, pointer, tuple[i])) {
        tuple[i] = *place;
        return;
      }
    Context& its = context_of(part, context);
    auto followed = as_part(i, pointer, [&](const Retag& request) { return part.model->on_deref(its, request); });
    if (!followed) return drop(part, std::move(followed.error().info()));
    const Tag value = std::exchange(tuple[i], followed->tag);
    quiet = quiet && followed->quiet;
    shadow = pointer.alloc ? shadow_of(*pointer.alloc) : nullptr;
    if (!shadow) return;
    View& view = shadow->views[i];
    if (!followed->quiet || view.epoch != part.epoch) {  // what following changes in the state is not told
      if (view.close()) ++shadow->version;
      view.epoch = part.epoch;
    }
    if (followed->quiet && context.quiet_windows && !context.trace)
      view.followed = {value, followed->tag, pointer.range.lo, pointer.range.size(), &pointer.spec};
  });
  if (!quiet) {
    ++operations_;
    if (pointer.alloc) pointer.alloc->close_quiet();
  }
  return Followed{intern(context, pointer.parent, tuple), quiet};
}

Outcome<> Composite::on_call_begin(Context& context, CallId call) {
  each(kHookCalls, [&](size_t, Part& part) {
    next_epoch(part);
    if (auto done = part.model->on_call_begin(context_of(part, context), call); !done)
      drop(part, std::move(done.error().info()));
  });
  return {};
}

Outcome<> Composite::on_call_end(Context& context, CallId call) {
  ++operations_;
  each(kHookCalls, [&](size_t, Part& part) {
    next_epoch(part);
    if (auto done = part.model->on_call_end(context_of(part, context), call); !done)
      drop(part, std::move(done.error().info()));
  });
  return {};
}

Outcome<> Composite::on_scope_end(Context& context, CallId call, std::span<const uint32_t> scopes) {
  ++operations_;
  each(kHookScopeEnd, [&](size_t, Part& part) {
    next_epoch(part);
    if (auto done = part.model->on_scope_end(context_of(part, context), call, scopes); !done)
      drop(part, std::move(done.error().info()));
  });
  return {};
}

Outcome<> Composite::on_contract(Context& context, const Contract& contract) {
  ++operations_;
  each(kHookContract, [&](size_t i, Part& part) {
    next_epoch(part);
    Lens lens(contract.alloc, i, parts_.size());
    if (auto done = part.model->on_contract(context_of(part, context), contract); !done)
      drop(part, std::move(done.error().info()));
  });
  return {};
}

void Composite::ask(Context& context, const Access& access, size_t i, Quiet& all) {
  Part& part = parts_[i];
  const Tag tag = component(access.tag, i);
  std::optional<Outcome<Quiet>> answer;
  {
    Lens lens(access.alloc, i, parts_.size());
    answer =
        part.model->on_access(context_of(part, context), {access.alloc, access.range, tag, access.kind, access.atomic});
  }
  if (!*answer) return drop(part, std::move(answer->error().info()));
  const Quiet& told = **answer;
  limit(all, told.range, told.reads, told.writes);
  all.changed |= told.changed;
  Shadow* shadow = shadow_of(access.alloc);
  if (!shadow) return;
  View& view = shadow->views[i];
  if ((told.changed || view.epoch != part.epoch) && view.close()) ++shadow->version;
  view.epoch = part.epoch;
  if (!context.quiet_windows || !told.reads || context.trace) return;
  view.quiet[view.quiet_next++ & 1] = {tag, told.reads, told.writes, told.range};
  ++shadow->version;
}

void Composite::limit(Quiet& all, ByteRange range, bool reads, bool writes) {
  all.range = {std::max(all.range.lo, range.lo), std::min(all.range.hi, range.hi)};
  all.reads = all.reads && reads;
  all.writes = all.writes && writes;
}

Outcome<Quiet> Composite::on_access(Context& context, const Access& access) {
  ++operations_;
  Quiet all{{0, access.alloc.size}, true, true, false};
  if (const Shadow* shadow = shadow_of(access.alloc)) {
    for (const Loud& loud : shadow->loud) {
      if (!loud.fits(access, shadow->version, epochs_)) continue;
      const memory::SmallVector<uint8_t, 12> parts = loud.parts;
      for (const uint8_t i : parts)
        if (!parts_[i].stop) ask(context, access, i, all);
      return Quiet{access.range, false, false, all.changed};
    }
  }
  Loud loud;
  loud.range = all.range;
  loud.reads = loud.writes = true;
  each(kHookAccess, [&](size_t i, Part& part) {
    if (const Shadow* shadow = shadow_of(access.alloc))
      if (const auto* window =
              shadow->views[i].window(part.epoch, component(access.tag, i), access.range, access.kind)) {
        limit(all, window->range, window->reads, window->writes);
        loud.range = {std::max(loud.range.lo, window->range.lo), std::min(loud.range.hi, window->range.hi)};
        loud.reads = loud.reads && window->reads;
        loud.writes = loud.writes && window->writes;
        return;
      }
    ask(context, access, i, all);
    loud.parts.push_back(static_cast<uint8_t>(i));
  });
  if (Shadow* shadow = shadow_of(access.alloc); shadow && !loud.parts.empty()) {
    loud.tag = access.tag;
    loud.version = shadow->version;
    loud.epochs = epochs_;
    shadow->loud[shadow->loud_next++ & 1] = std::move(loud);
  }
  if (!all.range.contains(access.range)) all.reads = all.writes = false;
  all.writes = all.writes && all.reads;
  return all;
}

Outcome<> Composite::on_dealloc(Context& context, Allocation& alloc, Tag tag) {
  ++operations_;
  each(kHookDealloc, [&](size_t i, Part& part) {
    Lens lens(alloc, i, parts_.size());
    if (auto done = part.model->on_dealloc(context_of(part, context), alloc, component(tag, i)); !done)
      drop(part, std::move(done.error().info()));
  });
  return {};
}

/// The parts' own protectors of the call end, each part's oldest first.
Outcome<> Composite::on_protectors_ended(Context& context, CallId call) {
  ++operations_;
  for (size_t i = 0; i < parts_.size(); ++i) {
    Part& part = parts_[i];
    if (part.stop || !part.context) continue;
    Context& own = context_of(part, context);
    for (const Protector& protector : own.protectors_of_call(call)) {
      Allocation* alloc = context.memory.live(protector.alloc);
      if (!alloc) continue;
      alloc->close_quiet();
      if (Shadow* shadow = shadow_of(*alloc)) shadow->close_all();
      if (part.stop || (part.hooks & kHookCallEnd) == 0) continue;
      Lens lens(*alloc, i, parts_.size());
      if (auto done = part.model->on_protector_end(own, *alloc, protector); !done)
        drop(part, std::move(done.error().info()));
    }
    for (const Protector& protector : own.protectors_of_call(call))
      own.emit(trace::ProtectorEnded{protector.alloc, protector.tag, call});
    own.end_call(call);
  }
  return {};
}

uint64_t Composite::forget(Context& context, Allocation& alloc, const TagSet& live) {
  Shadow* shadow = shadow_of(alloc);
  if (!shadow) return 0;
  uint64_t looked_at = 0;
  if (collection_ != std::pair{live.size(), operations_}) {
    collection_ = {live.size(), operations_};
    for (size_t i = 0; i < parts_.size(); ++i) {
      parts_[i].live.clear();
      if (parts_[i].stop) continue;
      for (const Tag tag : live) parts_[i].live.insert(component(tag, i));
      if (parts_[i].context)
        parts_[i].context->for_each_held([&](const Prov& prov) { parts_[i].live.insert(prov.tag); });
    }
  }
  shadow->close_all();
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].stop) continue;
    Lens lens(alloc, i, parts_.size());
    looked_at += parts_[i].model->forget(context_of(parts_[i], context), alloc, parts_[i].live);
  }
  return looked_at;
}

void Composite::on_expose(Context& context, Allocation& alloc, Tag tag) {
  if (Shadow* shadow = shadow_of(alloc)) shadow->close_all();
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].stop) continue;
    Context& own = context_of(parts_[i], context);
    const Tag its = component(tag, i);
    if (own.is_exposed(alloc.id, its)) continue;
    own.add_exposed({alloc.id, its});
    Lens lens(alloc, i, parts_.size());
    parts_[i].model->on_expose(own, alloc, its);
  }
}

bool Composite::commutes(const Op& a, const Op& b) const {
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].stop) continue;
    Op first = a, second = b;
    first.tag = component(a.tag, i);
    second.tag = component(b.tag, i);
    if (!parts_[i].model->commutes(first, second)) return false;
  }
  return true;
}

/// The state of the first part that has one.
void Composite::draw(const Allocation& alloc, trace::Picture& picture) const {
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].stop || parts_[i].hooks == 0) continue;
    Lens lens(const_cast<Allocation&>(alloc), i, parts_.size());
    return parts_[i].model->draw(alloc, picture);
  }
}

std::unique_ptr<Composite> make_composite(const ModelOptions& options, std::span<const std::string> names) {
  std::vector<Composite::Part> parts;
  for (const ModelEntry& entry : models()) {
    if (!names.empty() && std::find(names.begin(), names.end(), entry.name) == names.end()) continue;
    Composite::Part part;
    part.name = entry.name;
    part.model = entry.make(options);
    parts.push_back(std::move(part));
  }
  return std::make_unique<Composite>(std::move(parts));
}

}  // namespace assay::aliasing
