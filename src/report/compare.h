// What `assay compare` answers: a verdict for each aliasing model, and where they part.
#pragma once
#include <string>
#include <vector>

#include "report/text.h"
#include "report/verdict.h"

namespace assay::report {

struct ModelRow {
  std::string model, document;  // the name of --aliasing; its page in docs/models
  Verdict verdict;
  bool parted = false;  // stopped while another model went on
  uint64_t when = 0;    // parted: the aliasing operations before, so that partings have an order
};

struct Comparison {
  std::vector<ModelRow> rows;
  bool one_execution = true;  // all models observed the same execution
};

/// A table with a row for each model, then each step at which models part: who stops and why, who goes on.
std::string render(const Comparison& comparison, const SourceMap& sources, const TextStyle& style);
/// {"models": [{"model", "verdict", "kind", "span", "rule", "message"}], "partings": [...]}, one line.
std::string to_json(const Comparison& comparison, const SourceMap& sources);

}  // namespace assay::report
