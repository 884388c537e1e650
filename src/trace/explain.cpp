// Turning what a replay saw into labels and notes.
#include "trace/explain.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::trace {
namespace {

constexpr size_t kMaxChanges = 4;  // labels for lost permissions, the last ones

std::string tag_text(Tag tag) {
  if (tag == memory::kWildcardTag) return "a pointer made from an exposed address";
  return fmt::format("<{}>", tag.raw);
}
std::string range_text(ByteRange range) { return fmt::format("bytes [{:#x}..{:#x}]", range.lo, range.hi); }

std::string cause_text(const TagInvalidated& what) {
  switch (what.cause) {
    case Cause::Access:
      return fmt::format("this {}", access_name(what.access));
    case Cause::Reborrow:
      return fmt::format("this reborrow, which counts as a {},", access_name(what.access));
    case Cause::Free:
      return "this deallocation";
    case Cause::ProtectorEnd:
      return fmt::format("the end of this call, which counts as a {} through its protected argument,",
                         access_name(what.access));
  }
  ASSAY_UNREACHABLE("unknown cause");
}

std::string change_text(const TagInvalidated& what) {
  const std::string by = fmt::format("{} is {} {}", cause_text(what), what.foreign ? "not through" : "through",
                                     what.foreign ? tag_text(what.tag) : tag_text(what.by));
  switch (what.how) {
    case Invalidation::Popped:
      return fmt::format("{}, so it removed {}", by, tag_text(what.tag));
    case Invalidation::Disabled:
      return fmt::format("{}, so it disabled {}", by, tag_text(what.tag));
    case Invalidation::Transition:
      return fmt::format("{}, so {} went from {} to {}", by, tag_text(what.tag), what.before, what.after);
  }
  ASSAY_UNREACHABLE("unknown invalidation");
}

}  // namespace

bool Explain::overlaps(ByteRange range) const {
  return range.overlaps({blame_.offset, blame_.offset + std::max<uint64_t>(blame_.size, 1)});
}

std::vector<Tag> Explain::watched(AllocId alloc) const {
  if (alloc.raw != blame_.alloc) return {};
  return {Tag(blame_.tag)};
}

void Explain::on_retagged(const TraceEvent& event, const Retagged& retagged) {
  if (retagged.alloc.raw != blame_.alloc || retagged.tag.raw != blame_.tag) return;
  const bool covers = overlaps(retagged.range);
  if (created_ && (created_->covers || !covers)) return;
  created_ = Creation{event.span,          retagged.range,   covers,           retagged.parent,
                      retagged.permission, retagged.pointer, retagged.at_entry};
}

void Explain::on(const TraceEvent& event) {
  struct Visitor {
    Explain& self;
    const TraceEvent& event;
    void operator()(const Allocated& what) const {
      if (what.alloc.raw != self.blame_.alloc || what.root.raw != self.blame_.tag) return;
      self.created_ = Creation{event.span, {0, what.size}, true};
      self.created_->is_root = true;
    }
    void operator()(const Freed&) const {}
    void operator()(const Retagged& what) const { self.on_retagged(event, what); }
    void operator()(const Accessed&) const {}
    void operator()(const TagInvalidated& what) const {
      if (what.alloc.raw != self.blame_.alloc || what.tag.raw != self.blame_.tag || !self.overlaps(what.range)) return;
      const bool gain = what.how == Invalidation::Transition && !what.foreign;
      if (!gain) self.changes_.push_back({event.span, what});
    }
    void operator()(const Exposed&) const {}
    void operator()(const ProtectorStarted& what) const {
      if (what.alloc.raw != self.blame_.alloc || what.tag.raw != self.blame_.tag) return;
      self.protector_ = Protector{event.span, ""};
      for (const auto& [call, function] : self.calls_)
        if (call == what.call) self.protector_->function = function;
    }
    void operator()(const ProtectorEnded& what) const {
      if (what.tag.raw == self.blame_.tag) self.protector_.reset();
    }
    void operator()(const CallEntered& what) const { self.calls_.emplace_back(what.call, what.function); }
    void operator()(const CallLeft& what) const {
      for (size_t i = self.calls_.size(); i-- > 0;) {
        if (self.calls_[i].first != what.call) continue;
        self.calls_.erase(self.calls_.begin() + static_cast<std::ptrdiff_t>(i));
        return;
      }
    }
  };
  std::visit(Visitor{*this, event}, event.what);
}

void Explain::describe_creation(StopInfo& stop) const {
  if (!created_ || created_->span.empty()) return;
  const std::string tag = tag_text(Tag(blame_.tag));
  if (created_->is_root) {
    stop.related.push_back({created_->span, fmt::format("{} is the allocation's own tag, created here", tag), false});
    return;
  }
  stop.related.push_back({created_->span,
                          fmt::format("{} was created here{}, a {} with permission {} for {}, derived from {}", tag,
                                      created_->at_entry ? " at the start of the call" : "", created_->pointer,
                                      created_->permission, range_text(created_->range), tag_text(created_->parent)),
                          false});
  if (!created_->covers)
    stop.notes.push_back(
        fmt::format("{} was made for {} only, and the access is outside", tag, range_text(created_->range)));
}

void Explain::describe_changes(StopInfo& stop) const {
  const size_t from = changes_.size() > kMaxChanges ? changes_.size() - kMaxChanges : 0;
  for (size_t i = from; i < changes_.size(); ++i)
    if (!changes_[i].span.empty()) stop.related.push_back({changes_[i].span, change_text(changes_[i].what), false});
  if (from != 0)
    stop.notes.push_back(fmt::format("{} earlier changes of {} are not shown", from, tag_text(Tag(blame_.tag))));
}

void Explain::describe_into(StopInfo& stop) const {
  describe_creation(stop);
  describe_changes(stop);
  const std::string tag = tag_text(Tag(blame_.tag));
  if (blame_.protector && protector_) {
    const std::string in =
        protector_->function.empty() ? "a call" : fmt::format("the call of `{}`", protector_->function);
    stop.related.push_back(
        {protector_->span, fmt::format("{} is protected here, until the end of {}", tag, in), false});
    stop.help.push_back(fmt::format("use memory that {} refers to only through {} until that call returns", tag, tag));
  } else if (!changes_.empty()) {
    stop.help.push_back(fmt::format("do that access through {} too, or make {} again after it", tag, tag));
  }
}

}  // namespace assay::trace
