// The models by name.
#include "aliasing/registry.h"

#include "aliasing/aca.h"
#include "aliasing/composite.h"
#include "aliasing/contracts.h"
#include "aliasing/noalias.h"
#include "aliasing/none.h"
#include "aliasing/stacked.h"
#include "aliasing/stacked_2018.h"
#include "aliasing/stacked_2018_impl.h"
#include "aliasing/stacked_barriers.h"
#include "aliasing/timestamp.h"
#include "aliasing/tree.h"
#include "aliasing/unique_id.h"

namespace assay::aliasing {
namespace {
constexpr ModelEntry kModels[] = {
    {"stacked", "docs/models/stacked-borrows.md", make_stacked},
    {"tree", "docs/models/tree-borrows.md", make_tree},
    {"stacked-2018", "docs/models/stacked-2018.md", make_stacked_2018},
    {"stacked-2018-impl", "docs/models/stacked-2018-impl.md", make_stacked_2018_impl},
    {"stacked-barriers", "docs/models/stacked-barriers.md", make_stacked_barriers},
    {"unique-id", "docs/models/unique-id.md", make_unique_id},
    {"timestamp", "docs/models/timestamp.md", make_timestamp},
    {"noalias", "docs/models/noalias.md", make_noalias},
    {"contracts", "docs/models/contracts.md", make_contracts},
    {"aca", "docs/models/aca.md", make_aca},
    {"none", "docs/models/none.md", make_none},
};
}  // namespace

std::span<const ModelEntry> models() { return kModels; }

std::unique_ptr<AliasingModel> make_model(std::string_view name, const ModelOptions& options) {
  for (const ModelEntry& entry : kModels)
    if (entry.name == name) return entry.make(options);
  if (name == kCompositeName) return make_composite(options);
  return nullptr;
}

}  // namespace assay::aliasing
