// Asserting and conflicting accesses, see aca.cpp.
#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_aca(const ModelOptions& options);
}  // namespace assay::aliasing
