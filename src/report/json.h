// The contract's result object.
#pragma once
#include <string>

#include "report/verdict.h"
#include "source/source_map.h"

namespace assay::report {

/// One line of JSON without a newline. Invalid UTF-8 in the program's output is replaced.
std::string to_json(const Verdict& verdict, const SourceMap& sources);

}  // namespace assay::report
