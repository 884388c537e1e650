// The models by name.
#include "aliasing/registry.h"

#include "aliasing/none.h"
#include "aliasing/stacked.h"
#include "aliasing/tree.h"

namespace assay::aliasing {
namespace {
constexpr ModelEntry kModels[] = {
    {"stacked", "docs/models/stacked-borrows.md", make_stacked},
    {"tree", "docs/models/tree-borrows.md", make_tree},
    {"none", "docs/models/none.md", make_none},
};
}  // namespace

std::span<const ModelEntry> models() { return kModels; }

std::unique_ptr<AliasingModel> make_model(std::string_view name, const ModelOptions& options) {
  for (const ModelEntry& entry : kModels)
    if (entry.name == name) return entry.make(options);
  return nullptr;
}

}  // namespace assay::aliasing
