// Loads and stores at resolved places.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "memory/memory.h"

namespace assay::memory {

tl::unexpected<Stop> Memory::stop_uninit(const BytePlace& place, uint64_t size) const {
  const uint64_t at = place.alloc->first_uninit(place.offset, size);
  return stop_at(UbKind::Uninit,
                 fmt::format("reading memory at {}[{:#x}..{:#x}], but memory is uninitialized at [{:#x}], and this "
                             "operation requires initialized memory",
                             describe(place.alloc->id), place.offset, place.offset + size, at),
                 place.alloc->id);
}

Outcome<u128> Memory::read_u128(const BytePlace& place) const {
  ASSAY_TRY(check_init(place, 16));
  const uint64_t first = load_bits(place.alloc->data() + place.offset, 8);
  const uint64_t second = load_bits(place.alloc->data() + place.offset + 8, 8);
  return options_.target.big_endian ? (u128{first} << 64) | second : (u128{second} << 64) | first;
}

void Memory::write_u128(const BytePlace& place, u128 value) {
  const uint64_t low = static_cast<uint64_t>(value), high = static_cast<uint64_t>(value >> 64);
  const bool big = options_.target.big_endian;
  BytePlace second = place;
  second.offset += 8;
  write_bits(place, big ? high : low, 8);
  write_bits(second, big ? low : high, 8);
}

Outcome<> Memory::check_init(const BytePlace& place, uint64_t size) const {
  if (is_init(place, size)) return {};
  return stop_uninit(place, size);
}

Outcome<std::span<const uint8_t>> Memory::read_bytes(const BytePlace& place, uint64_t size) const {
  if (size == 0) return std::span<const uint8_t>();
  ASSAY_TRY(check_init(place, size));
  return std::span<const uint8_t>(place.alloc->data() + place.offset, size);
}

void Memory::write_bytes(const BytePlace& place, std::span<const uint8_t> bytes) {
  if (bytes.empty()) return;
  std::memcpy(place.alloc->data() + place.offset, bytes.data(), bytes.size());
  place.alloc->mark_init(place.offset, bytes.size());
  place.alloc->clear_provenance(place.offset, bytes.size());
}

void Memory::fill(const BytePlace& place, uint8_t value, uint64_t size) {
  if (size == 0) return;
  std::memset(place.alloc->data() + place.offset, value, size);
  place.alloc->mark_init(place.offset, size);
  place.alloc->clear_provenance(place.offset, size);
}

void Memory::mark_uninit(const BytePlace& place, uint64_t size) {
  if (size != 0) place.alloc->mark_uninit(place.offset, size);
}

void Memory::swap(const BytePlace& x, const BytePlace& y, uint64_t size) {
  Allocation &a = *x.alloc, &b = *y.alloc;
  if (!overlap(x, y, size) && a.is_init(x.offset, size) && b.is_init(y.offset, size) &&
      !a.has_provenance_in(x.offset, size) && !b.has_provenance_in(y.offset, size)) {
    std::swap_ranges(a.data() + x.offset, a.data() + x.offset + size, b.data() + y.offset);
    return;
  }
  Allocation held;
  ASSAY_CHECK(held.reset(size, static_cast<uint32_t>(options_.target.pointer_bytes)), "no memory to swap");
  Allocation::copy(a, x.offset, held, 0, size);
  copy(y, x, size);
  copy({&held, 0, {}}, y, size);
}

void Memory::copy(const BytePlace& from, const BytePlace& to, uint64_t size) {
  if (size == 0) return;
  Allocation& target = *to.alloc;
  // The common case: initialised bytes without pointers.
  if (from.alloc->is_init(from.offset, size) && !from.alloc->has_provenance()) {
    std::memmove(target.data() + to.offset, from.alloc->data() + from.offset, size);
    target.mark_init(to.offset, size);
    target.clear_provenance(to.offset, size);
    return;
  }
  Allocation::copy(*from.alloc, from.offset, target, to.offset, size);
}

bool Memory::overlap(const BytePlace& a, const BytePlace& b, uint64_t size) {
  return size != 0 && a.alloc == b.alloc && a.offset < b.offset + size && b.offset < a.offset + size;
}

Outcome<int> Memory::compare(const BytePlace& a, const BytePlace& b, uint64_t size) const {
  ASSAY_TRY_LET(const auto left, read_bytes(a, size));
  ASSAY_TRY_LET(const auto right, read_bytes(b, size));
  const int order = size == 0 ? 0 : std::memcmp(left.data(), right.data(), size);
  return (order > 0) - (order < 0);
}

}  // namespace assay::memory
