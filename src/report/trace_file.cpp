#include "report/trace_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

Json tag_json(Tag tag) { return tag == memory::kWildcardTag ? Json(nullptr) : Json(tag.raw); }

Json place_json(Span span, const SourceMap& sources) {
  const SourceFile* file = sources.file_at(span.lo);
  if (span.empty() || !file) return nullptr;
  const LineColumn at = sources.line_column(span.lo);
  return {{"file", file->path}, {"line", at.line}, {"column", at.column}};
}

const char* cause_name(trace::Cause cause) {
  switch (cause) {
    case trace::Cause::Access:
      return "access";
    case trace::Cause::Reborrow:
      return "reborrow";
    case trace::Cause::Free:
      return "free";
    case trace::Cause::ProtectorEnd:
      return "protector-end";
  }
  ASSAY_UNREACHABLE("unknown cause");
}

void add_range(Json& j, memory::ByteRange range) {
  j["lo"] = range.lo;
  j["hi"] = range.hi;
}

void add_event(Json& j, const trace::TraceEvent& event) {
  std::visit(Overloaded{[&](const trace::Allocated& what) {
                          j.update({{"event", "allocated"},
                                    {"alloc", what.alloc.raw},
                                    {"tag", tag_json(what.root)},
                                    {"kind", memory::kind_text(what.kind)},
                                    {"size", what.size}});
                        },
                        [&](const trace::Freed& what) {
                          j.update({{"event", "freed"}, {"alloc", what.alloc.raw}, {"tag", tag_json(what.tag)}});
                        },
                        [&](const trace::Retagged& what) {
                          j.update({{"event", "retagged"}, {"alloc", what.alloc.raw}});
                          add_range(j, what.range);
                          j.update({{"parent", tag_json(what.parent)},
                                    {"tag", tag_json(what.tag)},
                                    {"permission", what.permission},
                                    {"pointer", what.pointer},
                                    {"at_entry", what.at_entry}});
                        },
                        [&](const trace::Accessed& what) {
                          j.update({{"event", access_name(what.kind)}, {"alloc", what.alloc.raw}});
                          add_range(j, what.range);
                          j.update({{"tag", tag_json(what.tag)}, {"atomic", what.atomic}});
                        },
                        [&](const trace::TagInvalidated& what) {
                          j.update({{"event", "changed"}, {"alloc", what.alloc.raw}});
                          add_range(j, what.range);
                          j.update({{"tag", tag_json(what.tag)},
                                    {"how", what.how == trace::Invalidation::Popped     ? "popped"
                                            : what.how == trace::Invalidation::Disabled ? "disabled"
                                                                                        : "transition"},
                                    {"before", what.before},
                                    {"after", what.after},
                                    {"by", tag_json(what.by)},
                                    {"access", access_name(what.access)},
                                    {"cause", cause_name(what.cause)},
                                    {"foreign", what.foreign}});
                        },
                        [&](const trace::Exposed& what) {
                          j.update({{"event", "exposed"}, {"alloc", what.alloc.raw}, {"tag", tag_json(what.tag)}});
                        },
                        [&](const trace::ProtectorStarted& what) {
                          j.update({{"event", "protected"},
                                    {"alloc", what.alloc.raw},
                                    {"tag", tag_json(what.tag)},
                                    {"call", what.call.raw},
                                    {"strong", what.strong}});
                        },
                        [&](const trace::ProtectorEnded& what) {
                          j.update({{"event", "unprotected"},
                                    {"alloc", what.alloc.raw},
                                    {"tag", tag_json(what.tag)},
                                    {"call", what.call.raw}});
                        },
                        [&](const trace::CallEntered& what) {
                          j.update({{"event", "call"}, {"call", what.call.raw}, {"function", what.function}});
                        },
                        [&](const trace::CallLeft& what) {
                          j.update({{"event", "return"}, {"call", what.call.raw}});
                        }},
             event.what);
}

Json state_json(AllocId alloc, const trace::Picture& picture) {
  Json state{{"alloc", alloc.raw}};
  if (!picture.stacks.empty()) {
    Json stacks = Json::array();
    for (const trace::Picture::Stack& stack : picture.stacks) {
      Json one{{"lo", stack.range.lo}, {"hi", stack.range.hi}, {"items", Json::array()}};
      for (const trace::Picture::Item& item : stack.items)
        one["items"].push_back(
            {{"tag", tag_json(item.tag)}, {"permission", item.permission}, {"protector", item.protector}});
      if (!stack.note.empty()) one["note"] = stack.note;
      stacks.push_back(std::move(one));
    }
    state["stacks"] = std::move(stacks);
  }
  if (!picture.nodes.empty()) {
    Json nodes = Json::array();
    for (const trace::Picture::Node& node : picture.nodes) {
      Json one{{"tag", tag_json(node.tag)},
               {"parent", node.parent == kNoId ? Json(nullptr) : tag_json(picture.nodes[node.parent].tag)},
               {"protector", node.protector},
               {"permissions", Json::array()}};
      for (const auto& [range, permission] : node.permissions)
        one["permissions"].push_back({{"lo", range.lo}, {"hi", range.hi}, {"permission", permission}});
      nodes.push_back(std::move(one));
    }
    state["tree"] = std::move(nodes);
  }
  return state;
}

std::string line_of(const Json& j) { return j.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

/// Something that names the tag: then the entry belongs to its story.
bool concerns(const trace::TraceEvent& event, Tag tag) {
  const std::vector<Tag> tags = trace::tags_of(event);
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

}  // namespace

std::string place_text(Span span, const SourceMap& sources) {
  const SourceFile* file = sources.file_at(span.lo);
  if (span.empty() || !file) return "-";
  const LineColumn at = sources.line_column(span.lo);
  return fmt::format("{}:{}:{}", file->path, at.line, at.column);
}

std::string trace_file(const trace::Recording& recording, const Verdict& verdict, const TraceHead& head,
                       const SourceMap& sources, const std::function<std::string(Span)>& mir) {
  std::string out =
      line_of({{"trace", kTraceVersion}, {"file", head.file}, {"model", head.model}, {"seed", head.seed}});
  std::vector<std::vector<const trace::Recording::State*>> states(recording.entries.size());
  for (const trace::Recording::State& state : recording.states) states[state.entry].push_back(&state);
  for (size_t i = 0; i < recording.entries.size(); ++i) {
    const trace::Recording::Entry& entry = recording.entries[i];
    Json j{{"step", i + 1}};
    if (entry.event.thread.raw != 0) j["thread"] = entry.event.thread.raw;
    if (Json at = place_json(entry.event.span, sources); !at.is_null()) j["at"] = at;
    if (!(entry.user == entry.event.span))
      if (Json user = place_json(entry.user, sources); !user.is_null()) j["user"] = user;
    j["function"] = entry.function;
    if (std::string text = mir(entry.event.span); !text.empty()) j["mir"] = std::move(text);
    add_event(j, entry.event);
    out += line_of(j);
    for (const trace::Recording::State* state : states[i])
      out += line_of({{"step", i + 1}, {"state", state_json(state->alloc, state->picture)}});
  }
  Json end{{"end", verdict_name(verdict.kind)}, {"complete", recording.complete}};
  if (!verdict.message.empty()) end["message"] = verdict.message;
  if (!verdict.rule.empty()) end["rule"] = verdict.rule;
  if (Json at = place_json(verdict.span, sources); !at.is_null()) end["at"] = at;
  return out + line_of(end);
}

std::string tag_list(const trace::Recording& recording, const SourceMap& sources) {
  std::string out;
  std::set<Tag> seen;
  for (size_t i = 0; i < recording.entries.size(); ++i) {
    const trace::Recording::Entry& entry = recording.entries[i];
    const bool makes = std::holds_alternative<trace::Allocated>(entry.event.what) ||
                       std::holds_alternative<trace::Retagged>(entry.event.what);
    if (!makes || sources.is_library(entry.user)) continue;
    if (!seen.insert(trace::tags_of(entry.event).front()).second) continue;
    out += fmt::format("{:>6}  {}: {}\n", i + 1, place_text(entry.user, sources), trace::text_of(entry.event));
  }
  return out;
}

std::string timeline(const trace::Recording& recording, Tag tag, const SourceMap& sources) {
  std::string out;
  for (size_t i = 0; i < recording.entries.size(); ++i) {
    const trace::Recording::Entry& entry = recording.entries[i];
    if (!concerns(entry.event, tag)) continue;
    out += fmt::format("{:>6}  {}: {}\n", i + 1, place_text(entry.user, sources), trace::text_of(entry.event));
    for (const trace::Recording::State& state : recording.states)
      if (state.entry == i)
        for (const std::string& line : trace::picture_lines(state.picture)) out += fmt::format("          {}\n", line);
  }
  return out;
}

std::vector<Tag> tags_made_at(const trace::Recording& recording, std::string_view file, uint32_t line,
                              const SourceMap& sources) {
  std::vector<Tag> tags;
  for (const trace::Recording::Entry& entry : recording.entries) {
    const bool makes = std::holds_alternative<trace::Allocated>(entry.event.what) ||
                       std::holds_alternative<trace::Retagged>(entry.event.what);
    const SourceFile* source = sources.file_at(entry.user.lo);
    if (!makes || entry.user.empty() || !source || sources.line_column(entry.user.lo).line != line) continue;
    if (!std::string_view(source->path).ends_with(file)) continue;
    const Tag tag = trace::tags_of(entry.event).front();
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  }
  return tags;
}

std::string dot(const trace::Picture& picture, std::string_view title) {
  std::string out =
      fmt::format("digraph borrows {{\n  label=\"{}\";\n  node [shape=record, fontname=monospace];\n", title);
  for (size_t s = 0; s < picture.stacks.size(); ++s) {
    const trace::Picture::Stack& stack = picture.stacks[s];
    std::string rows;
    for (size_t i = stack.items.size(); i-- > 0;)
      rows += fmt::format("\\<{}\\> {}{}|", stack.items[i].tag.raw, stack.items[i].permission,
                          stack.items[i].protector ? " (protected)" : "");
    out += fmt::format("  s{} [label=\"{{{}[{:#x}..{:#x}]}}\"];\n", s, rows, stack.range.lo, stack.range.hi);
  }
  for (size_t i = 0; i < picture.nodes.size(); ++i) {
    const trace::Picture::Node& node = picture.nodes[i];
    std::string text = fmt::format("\\<{}\\>{}", node.tag.raw, node.protector ? " protected" : "");
    for (const auto& [range, permission] : node.permissions)
      text += fmt::format("|[{:#x}..{:#x}] {}", range.lo, range.hi, permission);
    out += fmt::format("  n{} [label=\"{{{}}}\"];\n", i, text);
    if (node.parent != kNoId) out += fmt::format("  n{} -> n{};\n", node.parent, i);
  }
  return out + "}\n";
}

}  // namespace assay::report
