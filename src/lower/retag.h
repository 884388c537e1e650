// Where references are retagged: at function entry, after calls, after assignments of what may hold references.
#pragma once
#include "mir/body.h"
#include "types/collect.h"

namespace assay::lower {

void insert_retags(mir::Body& body, types::Collector& items);

}  // namespace assay::lower
