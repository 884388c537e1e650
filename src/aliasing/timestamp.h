#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_timestamp(const ModelOptions& options);
}
