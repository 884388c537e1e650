// An async body becomes a state machine: a function that goes on where the last poll stopped, and one that drops what
// is alive there. Its locals that live across an await are fields of the future. Source: rustc's StateTransform.
#pragma once
#include <memory>

#include "mir/body.h"

namespace assay::lower {

/// `body` is that of a coroutine as built, its drops elaborated: `fn(Coroutine, (ResumeTy,)) -> T`. Turns it into
/// `fn(*mut Coroutine, (ResumeTy,)) -> Poll<T>`, fills ClosureInfo::saved_tys, and returns `fn(*mut Coroutine)`, which
/// drops a coroutine in any state.
std::unique_ptr<mir::Body> make_coroutine(mir::Body& body, types::Collector& items);

}  // namespace assay::lower
