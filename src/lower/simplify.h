// Tidying of control flow: nothing that changes what a body does.
#pragma once
#include "mir/body.h"

namespace assay::lower {

/// Skips empty blocks, joins straight lines, removes what is unreachable. Blocks are renumbered; the entry stays 0.
void simplify_blocks(mir::Body& body);
/// Says what happens when something unwinds: cleanup must not unwind again, and if `may_unwind` is false nothing may.
void restrict_unwinding(mir::Body& body, bool may_unwind);

}  // namespace assay::lower
