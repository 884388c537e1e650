#include "driver/check.h"

#include <fmt/format.h>

#include "explore/explorer.h"
#include "shims/table.h"
#include "trace/explain.h"

namespace assay::driver {

using report::Verdict;
using report::VerdictKind;

Verdict check(Compilation& compilation, const Options& options) {
  if (options.views.racy != concurrency::RacyReads::Ub) {
    Verdict unsupported;
    unsupported.kind = VerdictKind::Unsupported;
    unsupported.feature = "check:racy-reads";
    unsupported.message = "`check` knows racy reads only as undefined; `run` knows `--racy-reads maybe-invalid`";
    return unsupported;
  }
  explore::Explorer explorer(compilation.codes, options.machine, shims::table(), options.graph,
                             [&] { return aliasing::make_model(options.aliasing, options.model); });
  explore::Limits limits;
  limits.max_executions = options.max_executions;
  explore::Result result = explorer.run(limits);
  Verdict v;
  if (result.failure) {
    machine::RunResult& failure = *result.failure;
    if (!failure.expected.empty())
      failure.stop.reset();
    else if (failure.stop->kind == StopKind::Ub && options.explain && trace::Explain::wanted(*failure.stop)) {
      trace::Explain explain(failure.stop->blame);
      explorer.again(result.failure_graph, &explain);
      explain.describe_into(*failure.stop);
    }
    v = to_verdict(failure);
  } else {
    v = to_verdict(result.first);
    if (!result.complete) {
      v.kind = VerdictKind::Limit;
      v.feature = "executions";
      v.message = fmt::format("explored {} executions, incomplete", result.executions);
    }
  }
  v.executions = result.executions;
  v.blocked = result.blocked;
  v.complete = result.complete;
  v.outcomes = std::move(result.outcomes);
  return v;
}

}  // namespace assay::driver
