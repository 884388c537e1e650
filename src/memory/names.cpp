#include "memory/names.h"

#include <algorithm>

namespace assay::memory {

AllocId AllocationNames::id_of_thread(uint32_t thread, uint32_t number) {
  if (thread >= pages_.size()) pages_.resize(thread + 1);
  std::vector<uint32_t>& mine = pages_[thread];
  const uint32_t page = number >> kPageBits;
  while (mine.size() <= page) mine.push_back(next_page_++);
  return AllocId(mine[page] << kPageBits | (number & ((1u << kPageBits) - 1)));
}

AllocationNames::Name AllocationNames::global(uint64_t maker, uint32_t number, uint64_t size, uint64_t align) {
  const auto [it, fresh] = globals_.try_emplace({maker, number});
  if (!fresh) return it->second;
  if (global_used_ == 1u << kPageBits) {
    global_page_ = next_page_++;
    global_used_ = 0;
  }
  const uint64_t base = (global_address_ + align - 1) & ~(align - 1);
  global_address_ = base + std::max<uint64_t>(size, 1);
  return it->second = {AllocId(global_page_ << kPageBits | global_used_++), base};
}

}  // namespace assay::memory
