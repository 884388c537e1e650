// Tree Borrows, see tree.cpp.
#pragma once
#include "aliasing/registry.h"

namespace assay::aliasing {
std::unique_ptr<AliasingModel> make_tree(const ModelOptions& options);
}  // namespace assay::aliasing
