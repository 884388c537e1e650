// The trace file (docs/trace-format.md) and pictures of recorded states.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/verdict.h"
#include "source/source_map.h"
#include "trace/recording.h"

namespace assay::report {

inline constexpr int kTraceVersion = 1;

struct TraceHead {
  std::string file, model;
  uint64_t seed = 0;
};

/// JSON lines: a head, a line for each entry and each changed state, a line for the end.
std::string trace_file(const trace::Recording& recording, const Verdict& verdict, const TraceHead& head,
                       const SourceMap& sources, const std::function<std::string(Span)>& mir);

/// The tags of the recording: when and where each was made. One line each.
std::string tag_list(const trace::Recording& recording, const SourceMap& sources);
/// Everything that happened to the tag, in order, with the state of its place after each change.
std::string timeline(const trace::Recording& recording, Tag tag, const SourceMap& sources);
/// Tags made by a statement on this line of a file whose path ends with `file`.
std::vector<Tag> tags_made_at(const trace::Recording& recording, std::string_view file, uint32_t line,
                              const SourceMap& sources);
/// The picture in Graphviz's language: a tree of tags, or a table for each stack.
std::string dot(const trace::Picture& picture, std::string_view title);
/// "src/a.rs:3:7", or "-".
std::string place_text(Span span, const SourceMap& sources);

}  // namespace assay::report
