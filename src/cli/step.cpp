// `assay step`: the story of a run. With a terminal a view (step_view.cpp), else the timeline of tags; and pictures.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "cli/commands.h"
#include "cli/step_view.h"
#include "driver/record.h"
#include "report/text.h"
#include "report/trace_file.h"

namespace assay::cli {
namespace {

constexpr size_t kMaxEntries = 1'000'000;

/// FILE:LINE; line 0 if it is not.
std::pair<std::string, uint32_t> file_and_line(const std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return {};
  char* end = nullptr;
  const unsigned long line = std::strtoul(text.c_str() + colon + 1, &end, 10);
  if (*end != 0 || end == text.c_str() + colon + 1) return {};
  return {text.substr(0, colon), static_cast<uint32_t>(line)};
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.flush();
  if (out) return true;
  std::fprintf(stderr, "assay: cannot write `%s`\n", path.c_str());
  return false;
}

/// The last entry at or before `entry` that is about the tag's allocation, and that allocation.
AllocId allocation_of(const trace::Recording& recording, Tag tag) {
  for (const trace::Recording::Entry& entry : recording.entries) {
    const std::vector<Tag> tags = trace::tags_of(entry.event);
    if (!tags.empty() && tags.front() == tag) return trace::alloc_of(entry.event);
  }
  return {};
}

int write_graph(const trace::Recording& recording, Tag tag, uint64_t step, const std::string& path) {
  const AllocId alloc = allocation_of(recording, tag);
  size_t last = recording.entries.size();
  if (step == 0) {  // the last one with a state of that allocation
    for (const trace::Recording::State& state : recording.states)
      if (state.alloc == alloc) step = state.entry + 1;
  }
  if (step > last || step == 0) {
    std::fprintf(stderr, "assay: --step takes a step between 1 and %zu\n", last);
    return 2;
  }
  const trace::Picture* picture = trace::state_at(recording, alloc, step - 1);
  if (!picture) {
    std::fprintf(stderr, "assay: the model keeps nothing about alloc%u at step %llu\n", alloc.raw,
                 static_cast<unsigned long long>(step));
    return 2;
  }
  const std::string text =
      report::dot(*picture, "alloc" + std::to_string(alloc.raw) + " after step " + std::to_string(step));
  if (!path.ends_with(".svg")) return write_file(path, text) ? 0 : 2;
  // Graphviz draws; its source stays beside the picture only if it cannot.
  const std::string source = path.substr(0, path.size() - 4) + ".dot";
  if (!write_file(source, text)) return 2;
  std::string command = "dot -Tsvg -o '";
  for (const char c : path) command += c == '\'' ? "'\\''" : std::string(1, c);
  command += "' '";
  for (const char c : source) command += c == '\'' ? "'\\''" : std::string(1, c);
  command += "'";
  if (std::system(command.c_str()) != 0) {
    std::fprintf(stderr, "assay: `dot` of the graphviz package is needed for SVG; its input is in `%s`\n",
                 source.c_str());
    return 2;
  }
  std::remove(source.c_str());
  return 0;
}

std::string mir_of(const driver::Recorded& recorded, Span span) {
  const auto it = recorded.mir.find({span.lo, span.hi});
  return it == recorded.mir.end() ? std::string() : it->second;
}

}  // namespace

bool write_trace(FileProvider& files, const driver::Options& options, const std::string& path) {
  Session session;
  const driver::Recorded recorded = driver::record(session, files, options, kMaxEntries);
  return write_file(path, report::trace_file(recorded.recording, recorded.verdict,
                                             {options.file, options.aliasing, options.machine.seed}, session.sources,
                                             [&](Span span) { return mir_of(recorded, span); }));
}

int step(FileProvider& files, const driver::Options& options, const LabFlags& flags, const Output& output) {
  const auto [file, line] = file_and_line(flags.at);
  if (!flags.at.empty() && line == 0) {
    std::fprintf(stderr, "assay: --at takes FILE:LINE\n");
    return 2;
  }
  if (!flags.graph.empty() && !flags.graph.ends_with(".dot") && !flags.graph.ends_with(".svg")) {
    std::fprintf(stderr, "assay: --graph takes a .dot or .svg file\n");
    return 2;
  }
  Session session;
  const driver::Recorded recorded = driver::record(session, files, options, kMaxEntries);
  const trace::Recording& recording = recorded.recording;
  if (session.diags.any()) {
    const std::string text = report::render(recorded.verdict, session.sources, {output.color});
    std::fwrite(text.data(), 1, text.size(), stderr);
    return report::exit_code_of(recorded.verdict.kind);
  }
  std::vector<Tag> tags;
  if (flags.tag != 0) tags.push_back(Tag(flags.tag));
  if (line != 0) {
    for (const Tag tag : report::tags_made_at(recording, file, line, session.sources)) tags.push_back(tag);
    if (tags.empty()) {
      std::fprintf(stderr, "assay: no tag was made at %s:%u; without --at, `assay step` lists all tags\n", file.c_str(),
                   line);
      return 2;
    }
  }
  if (flags.tag != 0 && !allocation_of(recording, Tag(flags.tag))) {
    std::fprintf(stderr, "assay: there is no tag <%u> in this run; without --tag, `assay step` lists all tags\n",
                 flags.tag);
    return 2;
  }
  if (!flags.graph.empty()) {
    if (tags.empty()) {
      std::fprintf(stderr, "assay: --graph needs --tag or --at, to know which allocation to draw\n");
      return 2;
    }
    return write_graph(recording, tags.front(), flags.step, flags.graph);
  }
  if (!flags.plain && tags.empty() && isatty(0) && isatty(1) && step_view(recorded, session.sources)) return 0;
  std::string text;
  if (tags.empty()) text += report::tag_list(recording, session.sources);
  for (const Tag tag : tags)
    text += "the story of " + trace::tag_text(tag) + "\n" + report::timeline(recording, tag, session.sources);
  if (!recording.complete)
    text += "the run went on; only its first " + std::to_string(kMaxEntries) + " events are kept\n";
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
  const std::string end = report::render(recorded.verdict, session.sources, {output.color});
  std::fwrite(end.data(), 1, end.size(), stderr);
  return 0;
}

}  // namespace assay::cli
