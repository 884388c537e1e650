// Which generic parameters does an item declare, and whose does it inherit?
#pragma once
#include "resolve/context.h"

namespace assay::resolve {

/// The item's own parameters, each with its definition; types and defaults are in its ItemSig only.
const std::vector<hir::GenericParam>& generic_params(Context& cx, DefId item);
/// The item whose parameters (and `Self`) are in scope inside of `item` too: the impl or trait of an associated item,
/// the function of an opaque type. None for everything else: an item in a function body inherits nothing.
DefId generics_parent(const Context& cx, DefId item);

}  // namespace assay::resolve
