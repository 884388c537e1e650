// Structural checks of MIR that need no types: jumps go somewhere, locals exist, cleanup stays cleanup.
#pragma once
#include <string>
#include <vector>

#include "mir/body.h"

namespace assay::mir {

/// What is wrong with `body`, one line each; empty when nothing is.
std::vector<std::string> validate(const Body& body);

/// All blocks a terminator may go to, the cleanup block included.
std::vector<BlockId> successors(const Terminator& terminator);
/// The same, as references, to redirect them.
std::vector<BlockId*> successors_mut(Terminator& terminator);

}  // namespace assay::mir
