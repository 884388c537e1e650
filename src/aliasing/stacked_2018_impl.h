#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_stacked_2018_impl(const ModelOptions& options);
}
