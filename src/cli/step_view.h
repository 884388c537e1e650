// The terminal view of `assay step`: the source, and beside it the stack or tree of one allocation.
#pragma once
#include "driver/record.h"

namespace assay::cli {

/// Runs until the user quits. False when the terminal cannot do it (or the program was built without ncurses).
bool step_view(const driver::Recorded& recorded, const SourceMap& sources);

}  // namespace assay::cli
