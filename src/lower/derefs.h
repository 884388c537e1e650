// One dereference per place: pointers met on the way are copied first, so that they are checked like any other value.
#pragma once
#include "mir/body.h"
#include "types/collect.h"

namespace assay::lower {

/// After this every place has at most one Deref, as its first step. Runs after retags are in: the copies are not
/// retagged.
void separate_derefs(mir::Body& body, types::Collector& items);

}  // namespace assay::lower
