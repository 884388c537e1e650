// The one table of what the machine is given from outside of MIR: intrinsics by name, foreign functions by symbol.
// Each family of handlers is a file; it adds its rows in its `add_...` function. How to add one:
// docs/adding-an-intrinsic.md.
#pragma once
#include "machine/shim.h"

namespace assay::shims {

/// The table, made once; immutable.
const machine::ShimTable& table();

}  // namespace assay::shims
