// How ids and pointers read in messages.
#include "memory/pointer.h"

#include <fmt/format.h>

namespace assay::memory {

std::string describe(AllocId alloc) { return alloc ? fmt::format("alloc{}", alloc.raw) : "no allocation"; }

std::string describe(const Pointer& pointer) {
  if (pointer.prov.is_none()) return fmt::format("{:#x}[noalloc]", pointer.addr);
  if (pointer.prov.is_wildcard()) return fmt::format("{:#x}[wildcard]", pointer.addr);
  return fmt::format("{:#x}[alloc{}]<{}>", pointer.addr, pointer.prov.alloc.raw, pointer.prov.tag.raw);
}

}  // namespace assay::memory
