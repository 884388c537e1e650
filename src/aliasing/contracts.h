// Types as Contracts, see contracts.cpp.
#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_contracts(const ModelOptions& options);
}  // namespace assay::aliasing
