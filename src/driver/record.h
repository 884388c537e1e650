// One execution with everything written down: for `assay step` and `--trace`.
#pragma once
#include <map>
#include <string>

#include "driver/options.h"
#include "report/verdict.h"
#include "trace/recording.h"

namespace assay::driver {

struct Recorded {
  trace::Recording recording;
  report::Verdict verdict;
  std::string model;
  std::map<std::pair<uint32_t, uint32_t>, std::string> mir;  // the user's statements as MIR, by span (lo, hi)
};

/// Runs the execution of `options.machine.seed` and records up to `max_entries` events. Never fails: what goes wrong is
/// the verdict.
Recorded record(Session& session, FileProvider& files, const Options& options, size_t max_entries);

}  // namespace assay::driver
