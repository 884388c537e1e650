// Placing allocations in the address space.
#include "memory/addresses.h"

#include <algorithm>

namespace assay::memory {
namespace {
constexpr size_t kRing = 32;           // freed addresses remembered for reuse
constexpr uint32_t kSeeds = 1u << 20;  // alternatives of the one choice
constexpr uint32_t kMaxGap = 32;       // bytes
}  // namespace

Addresses::Addresses(AddressOptions options, Oracle* oracle) : options_(options), oracle_(oracle) {}

uint32_t Addresses::random(uint32_t n) {
  if (!options_.random || oracle_ == nullptr) return 0;
  if (state_ == 0) {
    state_ = 0x9e3779b97f4a7c15ull * (uint64_t{oracle_->choose(Choice::Address, kSeeds)} + 1);
    next_ += (state_ >> 40 & 0xfff) << 12;
  }
  // splitmix64
  state_ += 0x9e3779b97f4a7c15ull;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  z ^= z >> 31;
  return static_cast<uint32_t>((z >> 32) % n);
}

std::optional<uint64_t> Addresses::assign(uint64_t size, uint64_t align, ThreadId thread, bool any_thread) {
  if (options_.random && !free_.empty() && random(100) < options_.reuse_percent) {
    for (Free& slot : free_) {
      if (slot.size < size || slot.base % align != 0 || slot.size > 2 * size + 16) continue;
      if (slot.thread != thread && !(any_thread && slot.offered && random(100) < options_.cross_thread_percent))
        continue;
      const uint64_t base = slot.base;
      slot = free_.back();
      free_.pop_back();
      return base;
    }
  }
  const uint64_t draw = random(2 * kMaxGap);
  const uint64_t gap = draw < kMaxGap ? 0 : draw - kMaxGap;
  const uint64_t start = next_ + gap;
  if (size >= kLimit || align >= kLimit || start >= kLimit) return std::nullopt;
  const uint64_t base = (start + align - 1) & ~(align - 1);
  const uint64_t end = base + std::max<uint64_t>(size, 1);
  if (end > kLimit) return std::nullopt;
  next_ = end;
  return base;
}

void Addresses::release(uint64_t base, uint64_t size, uint64_t align, ThreadId thread, bool offered) {
  if (!options_.random || options_.reuse_percent == 0) return;
  const Free entry{base, std::max<uint64_t>(size, 1), align, thread, offered};
  if (free_.size() < kRing) {
    free_.push_back(entry);
  } else {
    free_[free_next_] = entry;
    free_next_ = (free_next_ + 1) % kRing;
  }
}

}  // namespace assay::memory
