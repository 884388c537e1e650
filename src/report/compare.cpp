#include "report/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/json.h"

namespace assay::report {
namespace {

std::string place_text(Span span, const SourceMap& sources) {
  const SourceFile* file = sources.file_at(span.lo);
  if (span.empty() || !file) return "-";
  const LineColumn at = sources.line_column(span.lo);
  return fmt::format("{}:{}:{}", file->path, at.line, at.column);
}

/// Rows that parted at the same step, in the order of the execution.
std::vector<std::vector<const ModelRow*>> partings(const Comparison& comparison) {
  std::vector<const ModelRow*> parted;
  for (const ModelRow& row : comparison.rows)
    if (row.parted) parted.push_back(&row);
  std::stable_sort(parted.begin(), parted.end(),
                   [](const ModelRow* a, const ModelRow* b) { return a->when < b->when; });
  std::vector<std::vector<const ModelRow*>> groups;
  for (const ModelRow* row : parted) {
    if (groups.empty() || groups.back().front()->when != row->when) groups.emplace_back();
    groups.back().push_back(row);
  }
  return groups;
}

/// The models that have not stopped at the time of `group`.
std::vector<const ModelRow*> going_on(const Comparison& comparison, const std::vector<const ModelRow*>& group) {
  std::vector<const ModelRow*> rows;
  for (const ModelRow& row : comparison.rows)
    if (!row.parted || row.when > group.front()->when) rows.push_back(&row);
  return rows;
}

std::string names(const std::vector<const ModelRow*>& rows) {
  std::string out;
  for (const ModelRow* row : rows) out += (out.empty() ? "" : ", ") + row->model;
  return out;
}

}  // namespace

std::string render(const Comparison& comparison, const SourceMap& sources, const TextStyle& style) {
  struct Cells {
    std::string model, verdict, place, rule;
  };
  std::vector<Cells> table{{"model", "verdict", "place", "rule"}};
  for (const ModelRow& row : comparison.rows) {
    const Verdict& v = row.verdict;
    const bool plain = v.kind == VerdictKind::Ok;
    std::string verdict = verdict_name(v.kind);
    if (v.ub) verdict += fmt::format(": {}", kind_name(*v.ub));
    table.push_back({row.model, verdict, plain ? "-" : place_text(v.span, sources), v.rule.empty() ? "-" : v.rule});
  }
  size_t width[3] = {0, 0, 0};
  for (const Cells& c : table) {
    width[0] = std::max(width[0], c.model.size());
    width[1] = std::max(width[1], c.verdict.size());
    width[2] = std::max(width[2], c.place.size());
  }
  std::string out;
  for (size_t i = 0; i < table.size(); ++i) {
    const Cells& c = table[i];
    std::string verdict = fmt::format("{:{}}", c.verdict, width[1]);
    if (style.color && i != 0) verdict = fmt::format("\033[{}m{}\033[0m", c.verdict == "ok" ? "1;32" : "1;31", verdict);
    out += fmt::format("{:{}}  {}  {:{}}  {}\n", c.model, width[0], verdict, c.place, width[2], c.rule);
  }
  const auto groups = partings(comparison);
  if (groups.empty()) {
    out += "\nthe models agree\n";
  }
  for (const auto& group : groups) {
    const std::vector<const ModelRow*> others = going_on(comparison, group);
    out +=
        fmt::format("\nat {}: {} {}; {}\n", place_text(group.front()->verdict.span, sources), names(group),
                    group.size() == 1 ? "stops" : "stop",
                    others.empty() ? "no model goes on" : names(others) + (others.size() == 1 ? " goes on" : " go on"));
    for (const ModelRow* row : group) {
      const Verdict& v = row->verdict;
      out += fmt::format("  {}: {}\n", row->model, v.message);
      for (const Label& label : v.related)
        out += fmt::format("    {}: {}\n", place_text(label.span, sources), label.text);
      for (const std::string& note : v.notes) out += fmt::format("    note: {}\n", note);
      if (!v.rule.empty()) out += fmt::format("    rule {} ({})\n", v.rule, row->document);
    }
  }
  // What ended the execution for those that were left.
  std::vector<std::pair<std::string, std::vector<const ModelRow*>>> ends;
  for (const ModelRow& row : comparison.rows) {
    if (row.parted || row.verdict.kind == VerdictKind::Ok) continue;
    if (ends.empty() || ends.back().first != row.verdict.message) ends.push_back({row.verdict.message, {}});
    ends.back().second.push_back(&row);
  }
  for (const auto& [message, rows] : ends) out += fmt::format("\n{}: {}\n", names(rows), message);
  if (!comparison.one_execution)
    out += "\nnote: the program spawns threads, so each model has seen an execution of its own\n";
  return out;
}

std::string to_json(const Comparison& comparison, const SourceMap& sources) {
  using Json = nlohmann::ordered_json;
  Json models = Json::array();
  for (const ModelRow& row : comparison.rows) {
    Json full = Json::parse(to_json(row.verdict, sources));
    Json j{{"model", row.model}};
    for (const char* key : {"verdict", "kind", "span", "rule", "message", "feature", "code", "related", "stdout"})
      if (full.contains(key)) j[key] = full[key];
    models.push_back(std::move(j));
  }
  Json steps = Json::array();
  for (const auto& group : partings(comparison)) {
    Json stop = Json::array(), on = Json::array();
    for (const ModelRow* row : group) stop.push_back(row->model);
    for (const ModelRow* row : going_on(comparison, group)) on.push_back(row->model);
    Json step{{"stop", stop}, {"go_on", on}};
    const Json full = Json::parse(to_json(group.front()->verdict, sources));
    if (full.contains("span")) step["span"] = full["span"];
    steps.push_back(std::move(step));
  }
  const Json out{{"models", models}, {"partings", steps}, {"one_execution", comparison.one_execution}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace assay::report
