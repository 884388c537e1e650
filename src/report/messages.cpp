#include "report/messages.h"

#include <nlohmann/json.hpp>

#include "report/text.h"

namespace assay::report {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

const char* level_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "error";
}

struct Range {
  const SourceFile* file;
  LineColumn from, to;  // `to` is behind the last character
};
std::optional<Range> range_of(Span span, const SourceMap& sources) {
  const SourceFile* file = sources.file_at(span.lo);
  if (span.empty() || !file) return std::nullopt;
  return Range{file, sources.line_column(span.lo), sources.line_column(std::max(span.hi, span.lo))};
}

// ---- rustc and cargo -------------------------------------------------------------------------------------------
Json rustc_span(const Label& label, const SourceMap& sources) {
  const std::optional<Range> r = range_of(label.span, sources);
  if (!r) return nullptr;
  const uint32_t start = r->file->start;
  Json text = Json::array();
  for (uint32_t line = r->from.line; line <= r->to.line; ++line) {
    const std::string content(sources.line_text(*r->file, line));
    text.push_back({{"text", content},
                    {"highlight_start", line == r->from.line ? r->from.column : 1},
                    {"highlight_end", line == r->to.line ? r->to.column : content.size() + 1}});
  }
  return {{"file_name", r->file->path},
          {"byte_start", label.span.lo - start},
          {"byte_end", label.span.hi - start},
          {"line_start", r->from.line},
          {"line_end", r->to.line},
          {"column_start", r->from.column},
          {"column_end", r->to.column},
          {"is_primary", label.primary},
          {"text", std::move(text)},
          {"label", label.text.empty() ? Json(nullptr) : Json(label.text)},
          {"suggested_replacement", nullptr},
          {"suggestion_applicability", nullptr},
          {"expansion", nullptr}};
}

Json child(const char* level, const std::string& message) {
  return {{"message", message},     {"code", nullptr},           {"level", level},
          {"spans", Json::array()}, {"children", Json::array()}, {"rendered", nullptr}};
}

std::string cargo_message(const Diagnostic& d, const SourceMap& sources) {
  Json spans = Json::array(), children = Json::array();
  for (const Label& label : d.labels)
    if (Json span = rustc_span(label, sources); !span.is_null()) spans.push_back(std::move(span));
  for (const std::string& note : d.notes) children.push_back(child("note", note));
  for (const std::string& help : d.help) children.push_back(child("help", help));
  Json code = nullptr;
  if (!d.code.empty()) code = Json{{"code", d.code}, {"explanation", nullptr}};
  const std::string file = spans.empty() ? std::string() : spans[0]["file_name"].get<std::string>();
  Json message{{"$message_type", "diagnostic"},     {"message", d.message},      {"code", std::move(code)},
               {"level", level_of(d.severity)},     {"spans", std::move(spans)}, {"children", std::move(children)},
               {"rendered", render(d, sources, {})}};
  Json target{{"kind", {"bin"}},   {"crate_types", {"bin"}}, {"name", "program"}, {"src_path", file},
              {"edition", "2021"}, {"doc", false},           {"doctest", false},  {"test", false}};
  return dump({{"reason", "compiler-message"},
               {"package_id", "assay"},
               {"manifest_path", ""},
               {"target", std::move(target)},
               {"message", std::move(message)}});
}

// ---- SARIF -----------------------------------------------------------------------------------------------------
Json sarif_location(const Label& label, const SourceMap& sources) {
  const std::optional<Range> r = range_of(label.span, sources);
  if (!r) return nullptr;
  Json region{{"startLine", r->from.line},
              {"startColumn", r->from.column},
              {"endLine", r->to.line},
              {"endColumn", r->to.column}};
  Json location{{"physicalLocation", {{"artifactLocation", {{"uri", r->file->path}}}, {"region", std::move(region)}}}};
  if (!label.text.empty()) location["message"] = {{"text", label.text}};
  return location;
}

std::string sarif(const std::vector<Diagnostic>& list, const SourceMap& sources) {
  Json results = Json::array();
  for (const Diagnostic& d : list) {
    Json locations = Json::array(), related = Json::array();
    for (const Label& label : d.labels)
      if (Json place = sarif_location(label, sources); !place.is_null())
        (label.primary && locations.empty() ? locations : related).push_back(std::move(place));
    std::string text = d.message;
    for (const std::string& note : d.notes) text += "\n" + note;
    results.push_back({{"ruleId", d.code.empty() ? "assay" : d.code},
                       {"level", level_of(d.severity)},
                       {"message", {{"text", text}}},
                       {"locations", std::move(locations)},
                       {"relatedLocations", std::move(related)}});
  }
  Json driver{{"name", "assay"}, {"rules", Json::array()}};
  Json run{{"tool", {{"driver", std::move(driver)}}}, {"results", std::move(results)}};
  return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
               {"version", "2.1.0"},
               {"runs", Json::array({std::move(run)})}}) +
         "\n";
}

// ---- GitHub ----------------------------------------------------------------------------------------------------
/// Source: "workflow commands for GitHub Actions".
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\n')
      out += "%0A";
    else if (c == '\r')
      out += "%0D";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}
std::string annotation(const Diagnostic& d, const SourceMap& sources) {
  std::string out = std::string("::") + (d.severity == Severity::Note ? "notice" : level_of(d.severity)) + " ";
  for (const Label& label : d.labels) {
    const std::optional<Range> r = range_of(label.span, sources);
    if (!r || !label.primary) continue;
    out += "file=" + escaped(r->file->path, true) + ",line=" + std::to_string(r->from.line) +
           ",endLine=" + std::to_string(r->to.line) + ",col=" + std::to_string(r->from.column) + ",";
    break;
  }
  out += "title=" + escaped(d.code.empty() ? "assay" : d.code, true) + "::" + escaped(d.message, false);
  for (const std::string& note : d.notes) out += "%0A" + escaped(note, false);
  return out + "\n";
}

}  // namespace

std::vector<Diagnostic> diagnostics_of(const Verdict& v) {
  if (v.kind == VerdictKind::CompileError && !v.diagnostics.empty()) return v.diagnostics;
  if (v.kind == VerdictKind::Ok) return {};
  Diagnostic d;
  d.code = v.code;
  d.message = v.message;
  if (v.kind == VerdictKind::Unsupported) d.message = "unsupported: " + v.message + " (" + v.feature + ")";
  if (v.ub) d.message = std::string(kind_name(*v.ub)) + ": " + v.message;
  d.labels.push_back({v.span, "", true});
  d.labels.insert(d.labels.end(), v.related.begin(), v.related.end());
  d.notes = v.notes;
  d.help = v.help;
  d.rule = v.rule;
  if (!v.rule.empty()) d.notes.insert(d.notes.begin(), "rule: " + v.rule);
  d.backtrace = v.backtrace;
  return {std::move(d)};
}

std::string render_messages(const Verdict& verdict, const SourceMap& sources, MessageFormat format) {
  const std::vector<Diagnostic> list = diagnostics_of(verdict);
  std::string out;
  switch (format) {
    case MessageFormat::Text:
      break;
    case MessageFormat::Json:
      for (const Diagnostic& d : list) out += cargo_message(d, sources) + "\n";
      out += dump({{"reason", "build-finished"}, {"success", list.empty()}}) + "\n";
      break;
    case MessageFormat::Sarif:
      return sarif(list, sources);
    case MessageFormat::Github:
      for (const Diagnostic& d : list) out += annotation(d, sources);
      break;
  }
  return out;
}

}  // namespace assay::report
