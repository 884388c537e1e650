// One allocation: bytes, which of them are initialised, and the provenance stored in them. Offsets are in bytes from
// the start. Nothing here checks bounds or permissions: memory.h does, before it hands out a place.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "memory/byte.h"
#include "source/span.h"

namespace assay::memory {

/// Which storage an allocation is; frees must match, and leaks are reported for the heap kinds.
enum class AllocKind : uint8_t {
  Local,
  ArgTemp,
  HeapRust,
  HeapC,
  HeapMiri,
  Mmap,
  Static,
  Const,
  Function,
  Vtable,
  ThreadLocal,
  Extern,
  Global,
};
const char* kind_text(AllocKind kind);
constexpr bool is_heap(AllocKind kind) {
  return kind == AllocKind::HeapRust || kind == AllocKind::HeapC || kind == AllocKind::HeapMiri;
}
/// Storage without bytes: functions and vtables have an address and no contents.
constexpr bool is_opaque(AllocKind kind) { return kind == AllocKind::Function || kind == AllocKind::Vtable; }

/// What an aliasing or memory model keeps about an allocation. Absent: nothing happened yet.
class Shadow {
 public:
  virtual ~Shadow() = default;
  virtual std::unique_ptr<Shadow> clone() const = 0;
};

/// "Repeating reads (writes) of `tag` in this range changes no state of the aliasing model."
struct QuietWindow {
  Tag tag;  // none: closed
  bool reads = false, writes = false;
  ByteRange range;
  bool covers(Tag t, uint64_t offset, uint64_t size, AccessKind kind) const {
    return tag == t && range.lo <= offset && offset + size <= range.hi && (kind == AccessKind::Read ? reads : writes);
  }
};

/// "Accesses at this moment (a thread and its time, packed) in this range are known to the race detector already."
struct RaceWindow {
  uint64_t epoch = 0;  // 0: closed
  ByteRange range;
  bool writes = false;  // the moment wrote the range; otherwise it read it
  bool covers(uint64_t now, uint64_t offset, uint64_t size, AccessKind kind) const {
    return epoch == now && range.lo <= offset && offset + size <= range.hi && (writes || kind == AccessKind::Read);
  }
};
/// "Following this pointer again at a type changes nothing and gives the same place." See aliasing/model.h: deref().
struct QuietDeref {
  Tag value;  // none: closed
  Tag place;
  uint64_t addr = 0;
  const void* type = nullptr;
};

class Allocation {
 public:
  uint64_t base = 0;   // address
  uint64_t size = 0;   // bytes
  uint64_t align = 1;  // bytes, a power of two
  AllocId id;
  uint64_t serial = 0;  // in order of allocation
  Tag root;             // the tag of the pointer that `allocate` returned
  AllocKind kind = AllocKind::Local;
  bool read_only = false;
  bool leak_ignored = false;
  bool exposed = false;        // some tag of it is exposed
  bool alias_touched = false;  // reborrowed since the last provenance collection
  uint64_t payload = 0;  // the machine's: an instance, a vtable
  Span allocated_at;
  QuietWindow quiet[2];  // see aliasing/model.h: access()
  uint8_t quiet_next = 0;
  QuietDeref quiet_deref;
  std::unique_ptr<Shadow> alias_shadow;
  std::unique_ptr<Shadow> race_shadow;
  uint32_t atomic_cells = 0;     // exploration: index + 1 of the atomic locations in it
  uint64_t race_born = 0;        // the moment of the allocation, packed; 0: before all threads
  RaceWindow race_window[2];     // need no invalidation: a moment ends when it is published
  bool address_offered = false;  // once freed, to all threads

  void close_quiet() {
    quiet[0].tag = Tag();
    quiet[1].tag = Tag();
    quiet_deref.value = Tag();
  }
  bool quiet_covers(Tag tag, uint64_t offset, uint64_t bytes, AccessKind kind_of_access) const {
    return quiet[0].covers(tag, offset, bytes, kind_of_access) || quiet[1].covers(tag, offset, bytes, kind_of_access);
  }

  bool race_covers(uint64_t now, uint64_t offset, uint64_t bytes, AccessKind kind_of_access) const {
    return race_window[0].covers(now, offset, bytes, kind_of_access) ||
           race_window[1].covers(now, offset, bytes, kind_of_access);
  }
  /// The range joins a window of the same moment that it touches, or takes the place of the other one.
  void widen_race_window(uint64_t now, ByteRange range, bool writes);

  /// Starts a new life of this object: `size` uninitialised bytes, no provenance, no shadows.
  /// False when the host has no memory for them.
  bool reset(uint64_t new_size, uint32_t pointer_bytes);

  uint8_t* data() { return bytes_.data; }
  const uint8_t* data() const { return bytes_.data; }
  /// All bytes become initialised zeroes.
  void zero();

  // Initialisation.
  bool is_init(uint64_t offset, uint64_t count) const {
    return init_ == Init::All || (init_ == Init::Mixed ? mixed_is_init(offset, count) : count == 0);
  }
  /// The first uninitialised byte of the range, or offset + count.
  uint64_t first_uninit(uint64_t offset, uint64_t count) const;
  void mark_init(uint64_t offset, uint64_t count) {
    if (init_ != Init::All) mark_init_slow(offset, count);
  }
  void mark_uninit(uint64_t offset, uint64_t count);

  // Provenance.
  bool has_provenance() const { return pointers_ != 0 || torn_ != nullptr; }
  /// The provenance of the pointer stored at `offset`: none unless all its bytes agree and are in order.
  Prov provenance_at(uint64_t offset) const;
  void set_provenance(uint64_t offset, Prov prov);
  void clear_provenance(uint64_t offset, uint64_t count) {
    if (has_provenance()) clear_provenance_slow(offset, count);
  }
  bool has_provenance_in(uint64_t offset, uint64_t count) const;
  Fragment fragment_at(uint64_t offset) const;  // prov.is_none(): no fragment
  void set_fragment(uint64_t offset, Fragment fragment);
  /// Calls f(Prov) for every stored provenance.
  template <class F>
  void for_each_provenance(F f) const {
    if (pointers_ != 0)
      for (const Prov& prov : whole_)
        if (!prov.is_none()) f(prov);
    if (torn_)
      for (const auto& [offset, fragment] : *torn_) f(fragment.prov);
  }

  /// Copies bytes with their initialisation and provenance; ranges of the same allocation may overlap.
  static void copy(const Allocation& from, uint64_t from_offset, Allocation& to, uint64_t to_offset, uint64_t count);
  Byte byte_at(uint64_t offset) const;
  void put_byte(uint64_t offset, const Byte& byte);
  /// Bytes of host memory in use, for the budget.
  uint64_t footprint() const { return bytes_.capacity + bitmap_.capacity() * 8 + whole_.capacity() * sizeof(Prov); }
  std::unique_ptr<Allocation> clone() const;

 private:
  enum class Init : uint8_t { None, All, Mixed };
  bool mixed_is_init(uint64_t offset, uint64_t count) const;
  void mark_init_slow(uint64_t offset, uint64_t count);
  void make_mixed();
  void clear_provenance_slow(uint64_t offset, uint64_t count);
  void tear(uint64_t slot);  // a whole pointer becomes fragments

  struct Bytes {  // host memory; large blocks are zero pages until touched
    uint8_t* data = nullptr;
    uint64_t capacity = 0;
    bool fresh = false;  // still all zero
    Bytes() = default;
    Bytes(const Bytes&) = delete;
    Bytes& operator=(const Bytes&) = delete;
    ~Bytes();
    bool reserve(uint64_t size);
  };
  Bytes bytes_;
  std::vector<uint64_t> bitmap_;                        // Mixed: bit per byte, 1 = initialised
  std::vector<Prov> whole_;                             // by offset / pointer size, sized at the first pointer stored
  std::unique_ptr<std::map<uint64_t, Fragment>> torn_;  // bytes of torn or unaligned pointers
  uint64_t pointers_ = 0;                               // entries of whole_ that are not none
  uint32_t pointer_bytes_ = 8;
  Init init_ = Init::None;
};

}  // namespace assay::memory
