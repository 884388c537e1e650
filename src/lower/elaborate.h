// Drop elaboration: after it, every Drop terminator drops a place that is wholly initialised. Drops of what has been
// moved go away, drops of what may have been moved test a flag, drops of what has been moved in part drop the rest.
#pragma once
#include "mir/body.h"
#include "traits/solve.h"

namespace assay::lower {

void elaborate_drops(mir::Body& body, traits::Solver& solver, const traits::ParamEnv& env);

}  // namespace assay::lower
