#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_unique_id(const ModelOptions& options);
}
