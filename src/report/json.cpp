#include "report/json.h"

#include <nlohmann/json.hpp>

namespace assay::report {

namespace {
using Json = nlohmann::ordered_json;

Json place(Span span, const SourceMap& sources) {
  const SourceFile* file = sources.file_at(span.lo);
  if (span.empty() || !file) return nullptr;
  const LineColumn at = sources.line_column(span.lo);
  Json j{{"file", file->path}, {"line", at.line}, {"column", at.column}};
  if (span.hi > span.lo) j["end_line"] = sources.line_column(span.hi - 1).line;
  return j;
}
}  // namespace

std::string to_json(const Verdict& v, const SourceMap& sources) {
  Json j;
  j["verdict"] = verdict_name(v.kind);
  if (v.ub) j["kind"] = kind_name(*v.ub);
  j["message"] = v.message;
  if (Json span = place(v.span, sources); !span.is_null()) j["span"] = span;
  j["related"] = Json::array();
  for (const Label& l : v.related)
    if (Json p = place(l.span, sources); !p.is_null()) {
      Json r{{"label", l.text}};
      r.update(p);
      j["related"].push_back(r);
    }
  j["backtrace"] = Json::array();
  for (const BacktraceFrame& f : v.backtrace) {
    Json b{{"function", f.function}};
    if (Json p = place(f.span, sources); !p.is_null()) b.update(p);
    j["backtrace"].push_back(b);
  }
  if (!v.feature.empty()) j["feature"] = v.feature;
  if (!v.rule.empty()) j["rule"] = v.rule;
  if (!v.code.empty()) j["code"] = v.code;
  if (!v.notes.empty()) j["notes"] = v.notes;
  if (!v.help.empty()) j["help"] = v.help;
  if (v.program_exit_code) j["exit_code"] = *v.program_exit_code;
  j["stdout"] = v.stdout_text;
  j["stderr"] = v.stderr_text;
  if (v.executions) j["executions"] = *v.executions;
  if (v.blocked) j["blocked"] = *v.blocked;
  if (v.complete) j["complete"] = *v.complete;
  if (!v.outcomes.empty()) {
    j["outcomes"] = Json::array();
    for (const auto& [text, count] : v.outcomes) j["outcomes"].push_back(Json{{"stdout", text}, {"executions", count}});
  }
  if (v.seed) j["seed"] = *v.seed;
  if (!v.replay.empty()) j["replay"] = v.replay;
  if (!v.diagnostics.empty()) {
    j["diagnostics"] = Json::array();
    for (const Diagnostic& d : v.diagnostics) {
      Json e{{"message", d.message}};
      if (!d.code.empty()) e["code"] = d.code;
      if (!d.labels.empty())
        if (Json p = place(d.labels[0].span, sources); !p.is_null()) e["span"] = p;
      j["diagnostics"].push_back(e);
    }
  }
  return j.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace assay::report
