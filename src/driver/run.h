// From options to a verdict: one run, several seeds, or every execution; a failing one is replayed to explain it.
#pragma once
#include <string>
#include <vector>

#include "driver/options.h"
#include "report/verdict.h"

namespace assay::driver {

class Compilation;

/// Never fails: what goes wrong is a verdict.
report::Verdict run(Session& session, FileProvider& files, const Options& options);

/// One execution of `function`, a test, in place of `main`.
report::Verdict run_function(Compilation& compilation, Options options, DefId function);
/// What the front end found wrong (session.diags.any()), as a verdict: an error of the program outranks something we do
/// not support.
report::Verdict front_verdict(const Session& session);

struct Dump {
  std::string text;
  std::vector<Diagnostic> diagnostics;
};
/// The MIR of the user's functions whose path ends with `function` (all when empty).
Dump dump_mir(Session& session, FileProvider& files, const Options& options, const std::string& function);

}  // namespace assay::driver
