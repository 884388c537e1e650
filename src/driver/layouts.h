// Questions about layout: the types of a file, and the layout-compatibility proposal.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "driver/options.h"
#include "report/layout.h"

namespace assay::driver {

/// The structs, enums and unions that the file defines, without those that have type or constant parameters, in order.
/// What is wrong with the file is in session.diags.
std::vector<report::TypeLayout> layouts_of(Session& session, FileProvider& files, const Options& options);

/// Whether the two types, written as in the file's root module, are layout-compatible by the strawman of the 2018
/// discussion (docs/commands/layout.md). Null: session.diags says why not.
std::optional<report::Compatibility> compatible(Session& session, FileProvider& files, const Options& options,
                                                const std::string& first, const std::string& second);

}  // namespace assay::driver
