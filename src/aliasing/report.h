// The stops of aliasing models: one wording, and the data that a replay needs to explain them.
#pragma once
#include <string>

#include "aliasing/model.h"

namespace assay::aliasing {

struct Violation {
  AllocId alloc;
  ByteRange range;  // of the access
  uint64_t at = 0;  // the first byte where it is wrong
  Tag tag;          // whose permission is missing, or would be taken from its protector
  Tag accessed;     // through which the access is
  bool protector = false;
};

/// "<7>", or "a wildcard pointer".
std::string tag_text(Tag tag);
/// "4-byte write through <7> at alloc3[0x0]".
std::string access_text(const Violation& violation, AccessKind kind, trace::Cause cause);
tl::unexpected<Stop> stop_aliasing(const Violation& violation, std::string message, std::string rule);
/// "`&mut` reference", "raw pointer", ...
const char* pointer_text(memory::PtrKind kind);

}  // namespace assay::aliasing
