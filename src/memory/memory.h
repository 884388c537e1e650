// The byte-level memory of one execution: allocate, free, resolve pointers to places, load and store. Knows liveness,
// bounds, alignment, initialisation and provenance; knows no types, no aliasing rules and no threads' order.
// Order of use for an access: resolve(), then the aliasing and race hooks, then the load or store on the place.
#pragma once
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/int128.h"
#include "base/oracle.h"
#include "diag/session.h"
#include "diag/stop.h"
#include "memory/addresses.h"
#include "memory/allocation.h"
#include "memory/names.h"
#include "memory/pointer.h"

namespace assay::memory {

struct MemoryOptions {
  TargetDescription target;
  AddressOptions addresses;
  AllocationNames* names = nullptr;        // exploration: ids and addresses that do not depend on the order of threads
  uint64_t max_bytes = uint64_t{4} << 30;  // host memory for contents; beyond it: limit "memory"
};

struct AllocInfo {
  uint64_t size = 0;
  uint64_t align = 1;
  AllocKind kind = AllocKind::Local;
  bool zeroed = false;  // initialised with zeroes
  bool leak_ignored = false;
  uint64_t payload = 0;
  Span span;
};

/// Why a pointer is resolved; chooses the wording. Only Store refuses read-only storage.
enum class Purpose : uint8_t { Load, Store, Retag, Deref, Free, Atomic, Copy };

/// Resolved bytes. `alloc` is null only for zero-sized accesses through pointers without a live allocation.
struct BytePlace {
  Allocation* alloc = nullptr;
  uint64_t offset = 0;
  Tag tag;  // of the pointer: kWildcardTag for wildcard pointers
};

/// What remains of a freed allocation.
struct DeadRecord {
  AllocId id;
  uint64_t base = 0, size = 0;
  AllocKind kind = AllocKind::Local;
  Span allocated_at, freed_at;
};

class Memory {
 public:
  Memory(MemoryOptions options, Oracle* oracle);
  ~Memory();
  Memory(Memory&&) noexcept;
  Memory& operator=(Memory&&) noexcept;
  /// A deep copy: contents, shadows, address state.
  Memory clone() const;

  const TargetDescription& target() const { return options_.target; }

  // Life of allocations.
  /// Reserves `size` bytes, uninitialised unless `zeroed`; size may be 0. The result carries the root tag.
  /// Stops with limit "memory" (budget, address space, number of allocations).
  Outcome<Pointer> allocate(const AllocInfo& info);
  /// A function or vtable: a unique address without bytes. `payload` comes back from opaque_at.
  Outcome<Pointer> allocate_opaque(AllocKind kind, uint64_t payload, uint64_t align = 16);
  /// First half of a free: the pointer is to the start of a live allocation of `kind`, and size and align (when
  /// given) are its own. Stops: use-after-free (double free), invalid-free, provenance, null-pointer.
  Outcome<Allocation*> check_free(Pointer pointer, AllocKind kind, std::optional<uint64_t> size,
                                  std::optional<uint64_t> align);
  /// Second half, after the aliasing and race hooks: the allocation dies.
  void kill(Allocation& alloc, Span freed_at);
  /// The allocation, or null when it is dead or the id is none.
  Allocation* live(AllocId id) {
    const size_t page = id.raw >> kPageBits;
    if (page >= pages_.size() || !pages_[page]) return nullptr;
    return pages_[page]->slots[id.raw & kPageMask];
  }
  const Allocation* live(AllocId id) const { return const_cast<Memory*>(this)->live(id); }
  /// What is remembered of a dead allocation; null when it is too long ago.
  const DeadRecord* dead(AllocId id) const;
  /// The place of a live allocation's byte, by its root tag.
  BytePlace place_of(AllocId id, uint64_t offset = 0) {
    Allocation* alloc = live(id);
    return {alloc, offset, alloc ? alloc->root : Tag()};
  }
  Tag fresh_tag() { return Tag(next_tag_++); }
  void set_thread(ThreadId thread) { thread_ = thread; }
  AllocationNames* names() const { return options_.names; }
  /// Who makes the following allocations, for their names: 0 the current thread, or AllocationNames::kGlobal | which.
  /// Returns who did before.
  uint64_t set_maker(uint64_t maker) { return std::exchange(maker_, maker); }

  // Pointers.
  /// The place behind `pointer` for an access of `size` bytes. Zero-sized accesses need alignment only.
  Outcome<BytePlace> resolve(Pointer pointer, uint64_t size, uint64_t align, Purpose purpose) {
    Allocation* alloc = live(pointer.prov.alloc);
    if (alloc && size != 0) [[likely]] {
      const uint64_t offset = pointer.addr - alloc->base;
      if (offset <= alloc->size && size <= alloc->size - offset && (pointer.addr & (align - 1)) == 0 &&
          !(purpose == Purpose::Store && alloc->read_only) && !is_opaque(alloc->kind)) [[likely]]
        return BytePlace{alloc, offset, pointer.prov.tag};
    }
    return resolve_slow(pointer, size, align, purpose);
  }
  Outcome<> check_align(Pointer pointer, uint64_t align) const;
  /// In-bounds pointer arithmetic (`offset`, `add`, field projection): the bytes between the pointer and the pointer
  /// `delta` bytes further lie in one live allocation. A delta of 0 is always fine.
  Outcome<> check_inbounds_offset(Pointer pointer, int64_t delta) const;
  /// Both pointers into one live allocation (or equal addresses): the precondition of `offset_from`.
  Outcome<int64_t> distance(Pointer from, Pointer origin) const;
  /// The live function or vtable that `pointer` is exactly the address of, or null.
  const Allocation* opaque_at(Pointer pointer, AllocKind kind) const;
  /// The allocation (live only) that this pointer would access, by provenance or, for wildcards, by exposed address.
  Allocation* find(Pointer pointer, uint64_t size);
  const Allocation* find(Pointer pointer, uint64_t size) const {
    return const_cast<Memory*>(this)->find(pointer, size);
  }

  // Exposed addresses.
  /// Records that the address of `prov` was observed as an integer.
  void expose(Prov prov);
  /// `with_exposed_provenance(addr)`.
  Pointer ptr_from_exposed(uint64_t addr) const { return {addr, Prov::wildcard()}; }
  bool is_exposed(AllocId alloc) const;

  // Scalars. Size is 1, 2, 4, 8 (16 for the u128 forms), in the target's byte order.
  /// Stops: uninit. Provenance in the bytes is dropped.
  Outcome<uint64_t> read_bits(const BytePlace& place, uint64_t size) const {
    if (!place.alloc->is_init(place.offset, size)) [[unlikely]]
      return stop_uninit(place, size);
    return load_bits(place.alloc->data() + place.offset, size);
  }
  Outcome<u128> read_u128(const BytePlace& place) const;
  /// Stops: uninit. Provenance only if all bytes belong to one pointer, in order.
  Outcome<Pointer> read_pointer(const BytePlace& place) const {
    const uint64_t size = options_.target.pointer_bytes;
    if (!place.alloc->is_init(place.offset, size)) [[unlikely]]
      return stop_uninit(place, size);
    const uint64_t addr = load_bits(place.alloc->data() + place.offset, size);
    return Pointer{addr, place.alloc->has_provenance() ? place.alloc->provenance_at(place.offset) : Prov::none()};
  }
  void write_bits(const BytePlace& place, uint64_t value, uint64_t size) {
    Allocation& alloc = *place.alloc;
    store_bits(alloc.data() + place.offset, value, size);
    alloc.mark_init(place.offset, size);
    alloc.clear_provenance(place.offset, size);
  }
  void write_u128(const BytePlace& place, u128 value);
  void write_pointer(const BytePlace& place, Pointer pointer) {
    write_bits(place, pointer.addr, options_.target.pointer_bytes);
    if (!pointer.prov.is_none()) set_provenance(place, pointer.prov);
  }

  // Bytes.
  bool is_init(const BytePlace& place, uint64_t size) const {
    return size == 0 || place.alloc->is_init(place.offset, size);
  }
  Outcome<> check_init(const BytePlace& place, uint64_t size) const;
  /// Stops: uninit. The view is valid until the next change of memory.
  Outcome<std::span<const uint8_t>> read_bytes(const BytePlace& place, uint64_t size) const;
  void write_bytes(const BytePlace& place, std::span<const uint8_t> bytes);
  /// memset: initialises, drops provenance.
  void fill(const BytePlace& place, uint8_t value, uint64_t size);
  void mark_uninit(const BytePlace& place, uint64_t size);
  /// memmove: keeps initialisation, whole pointers and fragments.
  void copy(const BytePlace& from, const BytePlace& to, uint64_t size);
  /// Exchanges the bytes of two places, which may overlap (then: as copies through a third place).
  void swap(const BytePlace& x, const BytePlace& y, uint64_t size);
  static bool overlap(const BytePlace& a, const BytePlace& b, uint64_t size);
  /// memcmp: -1, 0, 1. Stops: uninit.
  Outcome<int> compare(const BytePlace& a, const BytePlace& b, uint64_t size) const;

  /// `size` host bytes as an integer in the target's byte order, and back.
  uint64_t load_bits(const uint8_t* from, uint64_t size) const {
    if (options_.target.big_endian) [[unlikely]] {
      uint64_t value = 0;
      for (uint64_t i = 0; i < size; ++i) value = value << 8 | from[i];
      return value;
    }
    switch (size) {
      case 1:
        return *from;
      case 2:
        return load<uint16_t>(from);
      case 4:
        return load<uint32_t>(from);
      case 8:
        return load<uint64_t>(from);
      default:
        break;
    }
    uint64_t value = 0;
    for (uint64_t i = 0; i < size; ++i) value |= uint64_t{from[i]} << 8 * i;
    return value;
  }
  void store_bits(uint8_t* to, uint64_t value, uint64_t size) const {
    if (options_.target.big_endian) [[unlikely]] {
      for (uint64_t i = 0; i < size; ++i) to[size - 1 - i] = static_cast<uint8_t>(value >> 8 * i);
      return;
    }
    switch (size) {
      case 1:
        *to = static_cast<uint8_t>(value);
        return;
      case 2:
        return store(to, static_cast<uint16_t>(value));
      case 4:
        return store(to, static_cast<uint32_t>(value));
      case 8:
        return store(to, value);
      default:
        break;
    }
    for (uint64_t i = 0; i < size; ++i) to[i] = static_cast<uint8_t>(value >> 8 * i);
  }

  // Leaks and collection.
  /// Live heap allocations, in order of creation, that are not leak-ignored and that no root reaches.
  std::vector<AllocId> leaks(std::span<const AllocId> roots) const;
  template <class F>
  void for_each_live(F f) const {
    for (const auto& page : pages_)
      if (page)
        for (Allocation* alloc : page->slots)
          if (alloc) f(*alloc);
  }
  uint64_t live_bytes() const { return used_bytes_; }
  uint64_t allocations() const { return next_alloc_; }
  uint64_t serial() const { return serial_; }

 private:
  template <class T>  // the host is little-endian
  static T load(const uint8_t* from) {
    T value;
    std::memcpy(&value, from, sizeof(T));
    return value;
  }
  template <class T>
  static void store(uint8_t* to, T value) {
    std::memcpy(to, &value, sizeof(T));
  }
  static constexpr uint32_t kPageBits = AllocationNames::kPageBits, kPageMask = (1u << kPageBits) - 1;
  struct Page {
    std::array<Allocation*, size_t{1} << kPageBits> slots{};
    uint32_t live = 0;
  };
  Outcome<BytePlace> resolve_slow(Pointer pointer, uint64_t size, uint64_t align, Purpose purpose);
  tl::unexpected<Stop> stop_uninit(const BytePlace& place, uint64_t size) const;
  void set_provenance(const BytePlace& place, Prov prov) { place.alloc->set_provenance(place.offset, prov); }
  std::unique_ptr<Allocation> take_storage();
  std::optional<AllocationNames::Name> next_name(uint64_t size, uint64_t align, bool heap);
  tl::unexpected<Stop> stop_at(UbKind kind, std::string message, AllocId alloc) const;

  MemoryOptions options_;
  Addresses addresses_;
  std::vector<std::unique_ptr<Page>> pages_;
  std::vector<std::unique_ptr<Allocation>> pool_;  // storage of dead allocations, for reuse
  std::vector<DeadRecord> dead_;                   // a ring, by id
  std::map<uint64_t, AllocId> exposed_;            // by base address; dead ones stay until replaced
  uint32_t next_alloc_ = 1;
  uint32_t next_tag_ = kFirstTag.raw;
  uint64_t used_bytes_ = 0;
  uint64_t serial_ = 1;  // of the next allocation
  ThreadId thread_{0};
  uint64_t maker_ = 0;
  struct Made {
    uint32_t count = 0;
    uint64_t address = 0;
  };
  std::vector<Made> made_;  // with names: by thread
  boost::unordered_flat_map<uint64_t, uint32_t> made_globals_;
};

}  // namespace assay::memory
