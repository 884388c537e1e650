// MIR for functions that nobody wrote: drop glue, Fn* on fn pointers, FnOnce on Fn closures, Clone of built-in types.
#pragma once
#include <memory>

#include "mono/instance.h"

namespace assay::mono {

/// The body of a shim instance, in concrete types; never null for shim kinds, null for DropGlue of `dyn` (the machine
/// looks the callee up in the vtable).
std::unique_ptr<mir::Body> build_shim(Program& program, const Instance& instance);

}  // namespace assay::mono
