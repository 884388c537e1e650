// Associated items of inherent impls by name, without lowering the impls' types until a name asks for them.
#pragma once
#include <unordered_map>
#include <vector>

#include "types/collect.h"

namespace assay::infer {

using namespace types;

struct InherentIndex {
  struct Entry {
    DefId impl, item;
    bool is_fn = false, has_self = false, is_pub = false;
    bool has_head = false;
    uint64_t head = 0;  // of the impl's self type, once known
  };
  /// Entries named `name`; the list may move when impls are added.
  std::vector<Entry>& named(SymbolId name, hir::Provider& hir);

 private:
  size_t impls_seen_ = 0;
  std::unordered_map<SymbolId, std::vector<Entry>> by_name_;
};

/// What a type is apart from its arguments; 0 for types that have no inherent impls of their own.
uint64_t type_head(TyContext& tcx, TyId ty);

}  // namespace assay::infer
