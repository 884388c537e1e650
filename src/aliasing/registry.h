// The list of aliasing models by name. A new model adds one line to registry.cpp.
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "aliasing/model.h"

namespace assay::aliasing {

struct ModelOptions {
  bool tree_precise_interior_mut = true;          // off: a type with any cell is all cell
  bool tree_implicit_writes = false;              // protected `&mut` and `Box` start Active, a write
  bool tree_box_custom_allocator_unique = false;  // a Box with its own allocator is retagged too
};
struct ModelEntry {
  const char* name;
  const char* document;
  std::unique_ptr<AliasingModel> (*make)(const ModelOptions&);
};

std::span<const ModelEntry> models();
/// Null when there is no model of that name.
std::unique_ptr<AliasingModel> make_model(std::string_view name, const ModelOptions& options = {});

}  // namespace assay::aliasing
