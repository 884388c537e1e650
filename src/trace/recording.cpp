#include "trace/recording.h"

#include <fmt/format.h>

namespace assay::trace {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string bytes_text(ByteRange range) {
  if (range.empty()) return "no bytes";
  return fmt::format("bytes [{:#x}..{:#x}]", range.lo, range.hi);
}

/// Everything that a reader of the picture could see.
std::string fingerprint(const Picture& picture) {
  std::string out;
  for (const Picture::Stack& stack : picture.stacks) {
    out += fmt::format("{}-{}{}:", stack.range.lo, stack.range.hi, stack.note);
    for (const Picture::Item& item : stack.items)
      out += fmt::format("{} {}{};", item.tag.raw, item.permission, item.protector ? "!" : "");
  }
  for (const Picture::Node& node : picture.nodes) {
    out += fmt::format("|{}<{}{}", node.tag.raw, node.parent, node.protector ? "!" : "");
    for (const auto& [range, permission] : node.permissions)
      out += fmt::format(" {}-{} {}", range.lo, range.hi, permission);
  }
  return out;
}

}  // namespace

std::string tag_text(Tag tag) {
  return tag == memory::kWildcardTag ? "a pointer made from an exposed address" : fmt::format("<{}>", tag.raw);
}

AllocId alloc_of(const TraceEvent& event) {
  return std::visit(Overloaded{[](const CallEntered&) { return AllocId(); }, [](const CallLeft&) { return AllocId(); },
                               [](const auto& what) { return what.alloc; }},
                    event.what);
}

std::vector<Tag> tags_of(const TraceEvent& event) {
  using Tags = std::vector<Tag>;
  return std::visit(Overloaded{[](const Allocated& what) { return Tags{what.root}; },
                               [](const Retagged& what) {
                                 return Tags{what.tag, what.parent};
                               },
                               [](const TagInvalidated& what) {
                                 return Tags{what.tag, what.by};
                               },
                               [](const CallEntered&) { return Tags{}; }, [](const CallLeft&) { return Tags{}; },
                               [](const auto& what) { return Tags{what.tag}; }},
                    event.what);
}

std::string text_of(const TraceEvent& event) {
  return std::visit(
      Overloaded{
          [](const Allocated& what) {
            return fmt::format("alloc{}: {} bytes ({}) with the tag {}", what.alloc.raw, what.size,
                               memory::kind_text(what.kind), tag_text(what.root));
          },
          [](const Freed& what) {
            return fmt::format("alloc{} is freed through {}", what.alloc.raw, tag_text(what.tag));
          },
          [](const Retagged& what) {
            return fmt::format("{} is made{}: a {} with permission {} for {} of alloc{}, derived from {}",
                               tag_text(what.tag), what.at_entry ? " at the start of a call" : "", what.pointer,
                               what.permission, bytes_text(what.range), what.alloc.raw, tag_text(what.parent));
          },
          [](const Accessed& what) {
            return fmt::format("{}{} of {} of alloc{} through {}", what.atomic ? "atomic " : "", access_name(what.kind),
                               bytes_text(what.range), what.alloc.raw, tag_text(what.tag));
          },
          [](const TagInvalidated& what) {
            const std::string where = fmt::format("on {} of alloc{}", bytes_text(what.range), what.alloc.raw);
            const char* cause = what.cause == Cause::Access     ? ""
                                : what.cause == Cause::Reborrow ? "reborrow that counts as a "
                                : what.cause == Cause::Free     ? "deallocation that counts as a "
                                                                : "end of a protector that counts as a ";
            const std::string by =
                fmt::format("by a {}{} through {}", cause, access_name(what.access), tag_text(what.by));
            switch (what.how) {
              case Invalidation::Popped:
                return fmt::format("{} is removed {} {}", tag_text(what.tag), where, by);
              case Invalidation::Disabled:
                return fmt::format("{} is disabled {} {}", tag_text(what.tag), where, by);
              case Invalidation::Transition:
                break;
            }
            return fmt::format("{} goes from {} to {} {} {}", tag_text(what.tag), what.before, what.after, where, by);
          },
          [](const Exposed& what) {
            return fmt::format("{} of alloc{} is exposed: its address became an integer", tag_text(what.tag),
                               what.alloc.raw);
          },
          [](const ProtectorStarted& what) {
            return fmt::format("{} is {}protected until call {} returns", tag_text(what.tag),
                               what.strong ? "" : "weakly ", what.call.raw);
          },
          [](const ProtectorEnded& what) {
            return fmt::format("{} is no longer protected: call {} returns", tag_text(what.tag), what.call.raw);
          },
          [](const CallEntered& what) { return fmt::format("call {}: `{}` begins", what.call.raw, what.function); },
          [](const CallLeft& what) { return fmt::format("call {} returns", what.call.raw); }},
      event.what);
}

void Recorder::on(const TraceEvent& event) {
  // Changes are told in the middle of an operation; between operations the states can be looked at.
  const bool between = !std::holds_alternative<TagInvalidated>(event.what) &&
                       !std::holds_alternative<Retagged>(event.what) &&
                       !std::holds_alternative<ProtectorStarted>(event.what);
  if (between) draw_changed();
  if (recording_.entries.size() >= max_entries_) {
    recording_.complete = false;
    return;
  }
  Where where = where_();
  recording_.entries.push_back({event, where.user, std::move(where.function)});
  const AllocId alloc = alloc_of(event);
  if (!alloc) return;
  if (std::holds_alternative<Freed>(event.what)) {
    changed_.erase(alloc);
    tags_.erase(alloc);
    last_.erase(alloc);
    return;
  }
  changed_[alloc] = recording_.entries.size() - 1;
  if (const auto* made = std::get_if<Retagged>(&event.what)) {
    std::vector<Tag>& tags = tags_[alloc];
    if (tags.empty() || tags.back() != made->tag) tags.push_back(made->tag);
  } else if (const auto* born = std::get_if<Allocated>(&event.what)) {
    tags_[alloc] = {born->root};
  }
}

std::vector<Tag> Recorder::watched(AllocId alloc) const {
  const auto it = tags_.find(alloc);
  return it == tags_.end() ? std::vector<Tag>{} : it->second;
}

void Recorder::draw_changed() {
  for (const auto& [alloc, entry] : changed_) {
    Picture picture;
    if (!draw_(alloc, picture)) continue;
    std::string print = fingerprint(picture);
    std::string& last = last_[alloc];
    if (print == last) continue;
    last = std::move(print);
    recording_.states.push_back({entry, alloc, std::move(picture)});
  }
  changed_.clear();
}

Recording Recorder::finish() {
  draw_changed();
  return std::move(recording_);
}

std::vector<std::string> picture_lines(const Picture& picture, const std::map<Tag, std::string>& names) {
  std::vector<std::string> lines;
  const auto tag = [&](Tag t) {
    const auto it = names.find(t);
    return it == names.end() ? fmt::format("<{}>", t.raw) : fmt::format("<{} {}>", t.raw, it->second);
  };
  for (const Picture::Stack& stack : picture.stacks) {
    std::string line = fmt::format("bytes [{:#x}..{:#x}]:", stack.range.lo, stack.range.hi);
    for (const Picture::Item& item : stack.items)
      line += fmt::format(" {} {}{}", tag(item.tag), item.permission, item.protector ? " (protected)" : "") +
              (&item == &stack.items.back() ? "" : ",");
    if (!stack.note.empty()) line += fmt::format(" [{}]", stack.note);
    lines.push_back(std::move(line));
  }
  std::vector<size_t> depth(picture.nodes.size(), 0);
  for (size_t i = 0; i < picture.nodes.size(); ++i) {
    const Picture::Node& node = picture.nodes[i];
    if (node.parent != kNoId) depth[i] = depth[node.parent] + 1;
  }
  // Depth first, children in order of creation.
  std::vector<size_t> todo;
  for (size_t i = picture.nodes.size(); i-- > 0;)
    if (picture.nodes[i].parent == kNoId) todo.push_back(i);
  while (!todo.empty()) {
    const size_t i = todo.back();
    todo.pop_back();
    const Picture::Node& node = picture.nodes[i];
    std::string line = std::string(2 * depth[i], ' ') + tag(node.tag);
    for (const auto& [range, permission] : node.permissions)
      line += node.permissions.size() == 1 ? fmt::format(" {}", permission)
                                           : fmt::format(" [{:#x}..{:#x}] {}", range.lo, range.hi, permission);
    if (node.protector) line += " (protected)";
    lines.push_back(std::move(line));
    for (size_t child = picture.nodes.size(); child-- > i + 1;)
      if (picture.nodes[child].parent == i) todo.push_back(child);
  }
  return lines;
}

const Picture* state_at(const Recording& recording, AllocId alloc, size_t entry) {
  for (size_t i = recording.states.size(); i-- > 0;)
    if (recording.states[i].alloc == alloc && recording.states[i].entry <= entry) return &recording.states[i].picture;
  return nullptr;
}

}  // namespace assay::trace
