// What Types as Contracts does with the bytes that a type owns. The compiler of bytecode says where, the machine walks
// the value by its type, the model keeps the locks.
#pragma once
#include <cstdint>

#include "base/id.h"

namespace assay::memory {

/// Acquire takes locks for a region; Release gives up the write locks of this call; Forget does so for good: what was
/// borrowed before is not recovered. Suspend gives them up until a region ends, Recover marks them for taking back.
enum class ContractOp : uint8_t { Acquire, Release, Forget, Suspend, Recover };

/// No region of the function: the whole call.
inline constexpr uint32_t kWholeCall = kNoId;

}  // namespace assay::memory
