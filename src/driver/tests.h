// Runs the #[test] functions of a crate: each an execution of its own, in worker processes that share what was loaded,
// each with a time limit that ends as "incomplete". Prints what libtest prints.
#pragma once
#include <string>
#include <vector>

#include "driver/options.h"
#include "report/verdict.h"

namespace assay::driver {

struct TestOptions {
  std::vector<std::string> filters, skip;
  bool exact = false, list = false, nocapture = false, quiet = false;
  bool ignored = false, include_ignored = false;
  uint32_t jobs = 0;         // worker processes; 0: one for each processor
  uint32_t time_limit = 60;  // seconds for one test
  bool color = false;
};

/// What became of one test. `text` is the rendered report of a test that is not as it should be.
struct TestResult {
  enum class State : uint8_t { Ok, Failed, Ignored, Unsupported, Incomplete } state = State::Incomplete;
  std::string name;
  std::string reason;  // Ignored: why; Unsupported: the feature; Incomplete: which limit; Failed: the message
  std::string kind;    // the verdict's name, and of UB its kind: "ub aliasing"
  std::string place;   // file:line, where the report is about one
  std::string text, output;
  double seconds = 0;
};

struct TestSummary {
  std::vector<TestResult> results;
  uint32_t filtered = 0;
  uint32_t items = 0;  // functions, types, traits, impls, constants of the crate under test, as far as expanded
  double seconds = 0, loading = 0;
  bool loaded = true;  // false: `front` says why there are no tests to run
  report::Verdict front;
  uint32_t count(TestResult::State state) const;
  /// libtest's exit code for a failure, otherwise the contract's for what is left open.
  int exit_code() const;
};

TestSummary run_tests(Session& session, FileProvider& files, const Options& options, const TestOptions& tests);

}  // namespace assay::driver
