// Renders diagnostics and verdicts as rustc would: a headline, the place, a snippet with labels, notes.
#pragma once
#include <string>

#include "report/verdict.h"
#include "source/source_map.h"

namespace assay::report {

struct TextStyle {
  bool color = false;
};

std::string render(const Diagnostic& diagnostic, const SourceMap& sources, const TextStyle& style);
/// The whole report of a verdict, ending with a newline; empty for a plain `ok` of `run`.
std::string render(const Verdict& verdict, const SourceMap& sources, const TextStyle& style);

}  // namespace assay::report
