// Errors of items that are seen without type inference.
#pragma once
#include "resolve/context.h"

namespace assay::resolve {

/// Reports what is wrong with the items of `crate`, those in function bodies that were not lowered yet left out.
void check_items(Context& cx, CrateId crate);

}  // namespace assay::resolve
