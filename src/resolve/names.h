// The words name resolution compares with, interned once.
#pragma once
#include "base/interner.h"

namespace assay::resolve {

struct Names {
  explicit Names(Interner& symbols);
#define ASSAY_NAME(id, text) SymbolId id;
#include "resolve/names.def"
#undef ASSAY_NAME
};

}  // namespace assay::resolve
