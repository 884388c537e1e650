// All aliasing models on one program.
#pragma once
#include <span>
#include <string>

#include "driver/options.h"
#include "report/compare.h"

namespace assay::driver {

/// Runs the program once, observed by the models of these names (all when empty); `options.machine.seed` says which
/// execution. Models that stop are explained by a replay. A program that spawns threads is run once for each model,
/// because what counts as a data race depends on the model. Errors of the front end are in every row.
report::Comparison compare(Session& session, FileProvider& files, const Options& options,
                           std::span<const std::string> models);

}  // namespace assay::driver
