// What a run or check answers, ready to be printed: the contract's result object as a value.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/oracle.h"
#include "diag/stop.h"

namespace assay::report {

enum class VerdictKind : uint8_t { Ok, Exit, Ub, Panic, Abort, Deadlock, Leak, Unsupported, CompileError, Limit };
const char* verdict_name(VerdictKind kind);
/// The process exit code of a verdict (contract: 0, 1, 3, 4, 5, 101).
int exit_code_of(VerdictKind kind);

struct Verdict {
  VerdictKind kind = VerdictKind::Ok;
  std::optional<UbKind> ub;  // Ub, Leak
  std::string message;
  Span span;
  std::vector<Label> related;
  std::vector<std::string> notes, help;
  std::vector<BacktraceFrame> backtrace;
  std::string feature;  // Unsupported, CompileError; Limit: which limit
  std::string rule, code;
  std::optional<int64_t> program_exit_code;
  std::string stdout_text, stderr_text;
  std::optional<uint64_t> executions, blocked;             // check
  std::optional<bool> complete;                            // check
  std::vector<std::pair<std::string, uint64_t>> outcomes;  // check: each output of a complete execution, how often
  std::optional<uint64_t> seed;                            // run
  std::string replay;                                      // execution id
  DecisionList decisions;                                  // the execution
  std::vector<Diagnostic> diagnostics;                     // CompileError: all errors; warnings
};

}  // namespace assay::report
