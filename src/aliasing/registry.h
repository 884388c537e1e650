// The list of aliasing models by name. A new model adds one line to registry.cpp.
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "aliasing/model.h"
#include "aliasing/options.h"

namespace assay::aliasing {

struct ModelEntry {
  const char* name;
  const char* document;
  std::unique_ptr<AliasingModel> (*make)(const ModelOptions&);
};

std::span<const ModelEntry> models();
/// What make_model makes of all models together (composite.h); not in models().
inline constexpr const char* kCompositeName = "compare";
/// Null when there is no model of that name.
std::unique_ptr<AliasingModel> make_model(std::string_view name, const ModelOptions& options = {});

}  // namespace assay::aliasing
