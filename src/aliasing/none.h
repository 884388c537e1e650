// No aliasing rules, see none.cpp.
#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_none(const ModelOptions& options);
}  // namespace assay::aliasing
