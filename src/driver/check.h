// `assay check`: every execution, and the verdict over all of them.
#pragma once
#include "driver/compilation.h"
#include "machine/machine.h"
#include "report/verdict.h"

namespace assay::driver {

report::Verdict check(Compilation& compilation, const Options& options);
/// What a single execution says.
report::Verdict to_verdict(machine::RunResult& result);

}  // namespace assay::driver
