// Which registers of a frame can still be read: for comparing the states of a thread at a loop. Over-approximates.
#pragma once
#include <vector>

#include "code/bytecode.h"

namespace assay::code {

/// The registers, in order, that some path from the instruction at `pc` reads before it writes them.
std::vector<uint16_t> live_registers(const Code& code, uint32_t pc);

/// From the instruction at `from`, without a decision or a call: does control come to `to`? With `to` kNoPc: to a
/// return.
bool leads_straight(const Code& code, uint32_t from, uint32_t to);

}  // namespace assay::code
