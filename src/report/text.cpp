#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace assay::report {

namespace {

struct Paint {
  bool on;
  std::string operator()(const char* code, std::string_view text) const {
    return on ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
  }
};
constexpr const char* kRed = "1;31";
constexpr const char* kBlue = "1;34";
constexpr const char* kYellow = "1;33";
constexpr const char* kBold = "1";

struct PlacedLabel {
  uint32_t column, width;  // characters; the column starts at 1
  const Label* label;
};

uint32_t count_chars(std::string_view text) {
  return static_cast<uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Tabs become four spaces so that carets stand under what they mean.
std::string expand_tabs(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\t')
      out += "    ";
    else
      out += c;
  }
  return out;
}

/// One source line with its labels below: primary ^^^, others ---.
void snippet_line(std::string& out, const SourceMap& sources, const SourceFile& file, uint32_t line,
                  std::vector<PlacedLabel> labels, size_t gutter, const Paint& paint) {
  const std::string_view raw = sources.line_text(file, line);
  const std::string text = expand_tabs(raw);
  out += fmt::format("{} {}\n", paint(kBlue, fmt::format("{:>{}} |", line, gutter)), text);
  auto column_of = [&](uint32_t column) {  // after tab expansion
    uint32_t at = 0, seen = 1;
    for (char c : raw) {
      if (seen >= column) break;
      if (c == '\t') at += 3;
      if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) seen++;
    }
    return column + at;
  };
  std::stable_sort(labels.begin(), labels.end(),
                   [](const PlacedLabel& a, const PlacedLabel& b) { return a.column > b.column; });
  const std::string bar = paint(kBlue, fmt::format("{:>{}} |", "", gutter));
  for (const PlacedLabel& l : labels) {
    const std::string marks(std::max<uint32_t>(1, l.width), l.label->primary ? '^' : '-');
    out += fmt::format("{} {}{}{}{}\n", bar, std::string(column_of(l.column) - 1, ' '),
                       paint(l.label->primary ? kRed : kBlue, marks), l.label->text.empty() ? "" : " ",
                       paint(l.label->primary ? kRed : kBlue, l.label->text));
  }
}

}  // namespace

std::string render(const Diagnostic& d, const SourceMap& sources, const TextStyle& style) {
  const Paint paint{style.color};
  std::string out;
  const char* word = d.severity == Severity::Error ? "error" : d.severity == Severity::Warning ? "warning" : "note";
  const char* color = d.severity == Severity::Error ? kRed : d.severity == Severity::Warning ? kYellow : kBlue;
  out += paint(color, d.code.empty() ? word : fmt::format("{}[{}]", word, d.code));
  out += paint(kBold, ": " + d.message) + "\n";

  // labels by file, then by line; the primary's file first
  std::map<const SourceFile*, std::map<uint32_t, std::vector<PlacedLabel>>> files;
  const SourceFile* first = nullptr;
  LineColumn head{1, 1};
  uint32_t last_line = 1;
  for (const Label& label : d.labels) {
    const SourceFile* file = sources.file_at(label.span.lo);
    if (label.span.empty() || !file) continue;
    const LineColumn at = sources.line_column(label.span.lo);
    if (!first || (label.primary && (!files.empty() && first != file))) first = file;
    if (label.primary || d.labels.size() == 1) head = at, first = file;
    uint32_t width = count_chars(sources.text(label.span));
    const uint32_t line_width = count_chars(sources.line_text(*file, at.line));
    width = std::min(width, line_width + 1 >= at.column ? line_width + 1 - at.column : 1);
    files[file][at.line].push_back({at.column, width, &label});
    last_line = std::max(last_line, at.line);
  }
  const size_t gutter = std::max<size_t>(2, std::to_string(last_line).size());
  auto show_file = [&](const SourceFile* file, bool is_first) {
    const auto& lines = files[file];
    const uint32_t line = is_first ? head.line : lines.begin()->first;
    const uint32_t column = is_first ? head.column : lines.begin()->second.front().column;
    out += fmt::format("{}{} {}:{}:{}\n", std::string(gutter, ' '), paint(kBlue, is_first ? "-->" : ":::"), file->path,
                       line, column);
    out += paint(kBlue, fmt::format("{:>{}} |", "", gutter)) + "\n";
    uint32_t previous = 0;
    for (const auto& [number, labels] : lines) {
      if (previous && number > previous + 1) {
        if (number == previous + 2)
          snippet_line(out, sources, *file, previous + 1, {}, gutter, paint);
        else
          out += paint(kBlue, "...") + "\n";
      }
      snippet_line(out, sources, *file, number, labels, gutter, paint);
      previous = number;
    }
  };
  if (first) {
    show_file(first, true);
    for (const auto& entry : files)
      if (entry.first != first) show_file(entry.first, false);
  }
  const std::string pad = std::string(gutter, ' ');
  auto note = [&](const char* kind, const std::string& text) {
    out += fmt::format("{} {} {}: {}\n", pad, paint(kBlue, "="), paint(kBold, kind), text);
  };
  if (!d.rule.empty()) note("rule", d.rule);
  for (const std::string& n : d.notes) note("note", n);
  for (const std::string& h : d.help) note("try", h);
  if (d.backtrace.size() > 1 || (d.backtrace.size() == 1 && !first)) {
    note("backtrace", "");
    for (size_t i = 0; i < d.backtrace.size() && i < 32; i++) {
      const BacktraceFrame& f = d.backtrace[i];
      const SourceFile* file = sources.file_at(f.span.lo);
      if (!f.span.empty() && file) {
        const LineColumn at = sources.line_column(f.span.lo);
        out += fmt::format("{}     {}: {} at {}:{}:{}\n", pad, i, f.function, file->path, at.line, at.column);
      } else {
        out += fmt::format("{}     {}: {}\n", pad, i, f.function);
      }
    }
    if (d.backtrace.size() > 32) out += fmt::format("{}     ... {} more\n", pad, d.backtrace.size() - 32);
  }
  return out;
}

std::string render(const Verdict& v, const SourceMap& sources, const TextStyle& style) {
  std::string out;
  for (const Diagnostic& d : v.diagnostics) out += render(d, sources, style) + "\n";
  const std::string tail = v.executions
                               ? fmt::format("{} execution{}{}, {}", *v.executions, *v.executions == 1 ? "" : "s",
                                             v.blocked && *v.blocked ? fmt::format(", {} blocked", *v.blocked) : "",
                                             v.complete && *v.complete ? "complete" : "incomplete")
                               : std::string();
  if (v.kind == VerdictKind::Ok) {
    const bool expected = v.message.starts_with("as expected");
    if (!tail.empty())
      out += fmt::format("{}: {} ({})\n", Paint{style.color}("1;32", "ok"),
                         expected ? v.message : "no undefined behaviour", tail);
    return out;
  }
  if (v.kind == VerdictKind::CompileError && !v.diagnostics.empty()) return out;
  Diagnostic d;
  d.code = v.code;
  switch (v.kind) {
    case VerdictKind::Ub:
      d.message = fmt::format("{}: {}", v.ub ? kind_name(*v.ub) : "undefined behaviour", v.message);
      break;
    case VerdictKind::Leak:
      d.message = "memory leak: " + v.message;
      break;
    case VerdictKind::Panic:
      d.message = "the program panicked: " + v.message;
      break;
    case VerdictKind::Abort:
      d.message = "the program aborted: " + v.message;
      break;
    case VerdictKind::Deadlock:
      d.message = "deadlock: " + v.message;
      break;
    case VerdictKind::Exit:
      d.message = v.message;
      break;
    case VerdictKind::Unsupported:
      d.message = v.message == v.feature || v.message.empty()
                      ? fmt::format("unsupported: {}", v.feature)
                      : fmt::format("unsupported: {} ({})", v.message, v.feature);
      break;
    case VerdictKind::Limit:
      d.message = "limit reached: " + v.message;
      break;
    case VerdictKind::CompileError:
      d.message = v.message;
      break;
    case VerdictKind::Ok:
      break;
  }
  d.labels.push_back({v.span, "", true});
  for (const Label& l : v.related) {
    if (l.span == v.span && !l.primary && d.labels[0].text.empty())
      d.labels[0].text = l.text;
    else
      d.labels.push_back({l.span, l.text, false});
  }
  d.rule = v.rule;
  d.notes = v.notes;
  d.help = v.help;
  d.backtrace = v.backtrace;
  out += render(d, sources, style);
  if (!tail.empty()) out += fmt::format("note: {}\n", tail);
  return out;
}

}  // namespace assay::report
