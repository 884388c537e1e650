// Which address an allocation gets, and which allocation an address belongs to. Addresses are given at allocation:
// the next free one plus a gap, or one that the same thread freed before. Source: aliasing-models 3.3.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/oracle.h"
#include "memory/pointer.h"

namespace assay::memory {

struct AddressOptions {
  bool random = true;                  // gaps and reuse drawn from a seed that the oracle chooses once
  uint32_t reuse_percent = 50;         // how often a freed address of fitting size and alignment is taken again
  uint32_t cross_thread_percent = 10;  // ... if another thread freed it and offered it to all
};

class Addresses {
 public:
  static constexpr uint64_t kLimit = uint64_t{1} << 47;

  Addresses(AddressOptions options, Oracle* oracle);
  /// None when the address space is used up.
  /// `any_thread`: also one that another thread has offered.
  std::optional<uint64_t> assign(uint64_t size, uint64_t align, ThreadId thread, bool any_thread = false);
  /// `offered`: to other threads as well; then the free happens before whatever they allocate there.
  void release(uint64_t base, uint64_t size, uint64_t align, ThreadId thread, bool offered = false);

 private:
  struct Free {
    uint64_t base, size, align;
    ThreadId thread;
    bool offered;
  };
  uint32_t random(uint32_t n);
  AddressOptions options_;
  Oracle* oracle_;
  uint64_t state_ = 0;  // of the generator; 0: not seeded
  uint64_t next_ = 0x10000;
  std::vector<Free> free_;  // a small ring of recently freed addresses
  uint32_t free_next_ = 0;
};

}  // namespace assay::memory
