// Stacked Borrows 2.x, see stacked.cpp.
#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_stacked(const ModelOptions& options);
}  // namespace assay::aliasing
