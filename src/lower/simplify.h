// Tidying of control flow: nothing that changes what a body does.
#pragma once
#include "mir/body.h"
#include "types/collect.h"

namespace assay::lower {

/// Skips empty blocks, joins straight lines, removes what is unreachable. Blocks are renumbered; the entry stays 0.
void simplify_blocks(mir::Body& body);
/// Says what happens when something unwinds: cleanup must not unwind again, and if `may_unwind` is false nothing may.
void restrict_unwinding(mir::Body& body, bool may_unwind);

/// A field of a packed struct may be misaligned, and `drop` takes a reference: such a field is moved out and dropped
/// there.
void move_packed_drops(mir::Body& body, types::Collector& items);

}  // namespace assay::lower
