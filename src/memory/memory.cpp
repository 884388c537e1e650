// Life of allocations, and what is wrong with a pointer that does not resolve.
#include "memory/memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace assay::memory {
namespace {
constexpr size_t kPool = 256;             // allocations kept for reuse
constexpr size_t kDeadRecords = 1 << 16;  // dead allocations remembered
const char* prefix(Purpose purpose) {
  switch (purpose) {
    case Purpose::Load:
    case Purpose::Store:
    case Purpose::Atomic:
    case Purpose::Copy:
      return "memory access failed";
    case Purpose::Retag:
    case Purpose::Deref:
      return "pointer not dereferenceable";
    case Purpose::Free:
      return "memory free failed";
  }
  ASSAY_UNREACHABLE("unknown purpose");
}
std::string bytes_text(uint64_t size) { return fmt::format("{} byte{}", size, size == 1 ? "" : "s"); }
}  // namespace

Memory::Memory(MemoryOptions options, Oracle* oracle)
    : options_(std::move(options)), addresses_(options_.addresses, oracle) {}
Memory::~Memory() {
  for_each_live([](Allocation& alloc) { delete &alloc; });
}
Memory::Memory(Memory&&) noexcept = default;
Memory& Memory::operator=(Memory&& other) noexcept {
  if (this == &other) return *this;
  this->~Memory();
  return *new (this) Memory(std::move(other));
}

Memory Memory::clone() const {
  Memory copy(options_, nullptr);
  copy.addresses_ = addresses_;
  copy.pages_.resize(pages_.size());
  for (size_t i = 0; i < pages_.size(); ++i) {
    if (!pages_[i]) continue;
    copy.pages_[i] = std::make_unique<Page>();
    copy.pages_[i]->live = pages_[i]->live;
    for (size_t j = 0; j < pages_[i]->slots.size(); ++j)
      if (const Allocation* alloc = pages_[i]->slots[j]) copy.pages_[i]->slots[j] = alloc->clone().release();
  }
  copy.dead_ = dead_;
  copy.exposed_ = exposed_;
  copy.next_alloc_ = next_alloc_;
  copy.next_tag_ = next_tag_;
  copy.used_bytes_ = used_bytes_;
  copy.serial_ = serial_;
  copy.thread_ = thread_;
  copy.maker_ = maker_;
  copy.made_ = made_;
  copy.made_globals_ = made_globals_;
  return copy;
}

std::unique_ptr<Allocation> Memory::take_storage() {
  if (pool_.empty()) return std::make_unique<Allocation>();
  std::unique_ptr<Allocation> alloc = std::move(pool_.back());
  pool_.pop_back();
  return alloc;
}

std::optional<AllocationNames::Name> Memory::next_name(uint64_t size, uint64_t align, bool heap) {
  if (!options_.names) {
    const std::optional<uint64_t> base = addresses_.assign(size, align, thread_, heap);
    if (!base) return std::nullopt;
    return AllocationNames::Name{AllocId(next_alloc_), *base};
  }
  if (maker_ != 0) return options_.names->global(maker_, made_globals_[maker_]++, size, align);
  if (thread_.raw >= made_.size()) made_.resize(thread_.raw + 1);
  Made& mine = made_[thread_.raw];
  const uint64_t start = AllocationNames::kThreadRegion * (thread_.raw + 1);
  if (mine.address == 0) mine.address = start;
  const uint64_t base = (mine.address + align - 1) & ~(align - 1);
  const uint64_t end = base + std::max<uint64_t>(size, 1);
  if (size > AllocationNames::kThreadRegion || end > start + AllocationNames::kThreadRegion || end > Addresses::kLimit)
    return std::nullopt;
  mine.address = end;
  return AllocationNames::Name{options_.names->id_of_thread(thread_.raw, mine.count++), base};
}

Outcome<Pointer> Memory::allocate(const AllocInfo& info) {
  ASSAY_CHECK(std::has_single_bit(info.align), "alignment is not a power of two");
  if (info.size > options_.max_bytes || used_bytes_ > options_.max_bytes - info.size)
    return stop_limit("memory", fmt::format("the program needs more than {} bytes of memory", options_.max_bytes));
  if (next_alloc_ == kNoId) return stop_limit("memory", "too many allocations");
  const std::optional<AllocationNames::Name> name = next_name(info.size, info.align, is_heap(info.kind));
  if (!name) return stop_limit("memory", "the address space is used up");
  std::unique_ptr<Allocation> alloc = take_storage();
  if (!alloc->reset(info.size, options_.target.pointer_bytes))
    return stop_limit("memory", "the host has no memory left for the program's data");
  alloc->base = name->base;
  alloc->align = info.align;
  alloc->id = name->id;
  next_alloc_ = std::max(next_alloc_, name->id.raw + 1);
  alloc->root = fresh_tag();
  alloc->kind = info.kind;
  alloc->serial = serial_++;
  alloc->leak_ignored = info.leak_ignored;
  alloc->payload = info.payload;
  alloc->allocated_at = info.span;
  if (info.zeroed) alloc->zero();
  used_bytes_ += info.size;
  const Pointer result{name->base, {alloc->id, alloc->root}};
  const size_t page = alloc->id.raw >> kPageBits;
  if (page >= pages_.size()) pages_.resize(page + 1);
  if (!pages_[page]) pages_[page] = std::make_unique<Page>();
  const uint32_t slot = alloc->id.raw & kPageMask;
  pages_[page]->slots[slot] = alloc.release();
  ++pages_[page]->live;
  return result;
}

Outcome<Pointer> Memory::allocate_opaque(AllocKind kind, uint64_t payload, uint64_t align) {
  AllocInfo info;
  info.align = align;
  info.kind = kind;
  info.leak_ignored = true;
  info.payload = payload;
  ASSAY_TRY_LET(const Pointer pointer, allocate(info));
  live(pointer.prov.alloc)->read_only = true;
  return pointer;
}

Outcome<Allocation*> Memory::check_free(Pointer pointer, AllocKind kind, std::optional<uint64_t> size,
                                        std::optional<uint64_t> align) {
  Allocation* alloc = pointer.prov.is_wildcard() ? find(pointer, 1) : live(pointer.prov.alloc);
  if (pointer.prov.is_wildcard() && alloc == nullptr) alloc = find(pointer, 0);
  if (alloc == nullptr) {
    if (pointer.prov.is_concrete())
      return stop_at(UbKind::UseAfterFree,
                     fmt::format("memory free failed: {} has been freed already, so this pointer is dangling",
                                 describe(pointer.prov.alloc)),
                     pointer.prov.alloc);
    ASSAY_TRY(resolve_slow(pointer, 1, 1, Purpose::Free));
    return stop_ub(UbKind::InvalidFree, "memory free failed: the pointer is not to an allocation");
  }
  const std::string name = describe(alloc->id);
  if (pointer.addr != alloc->base)
    return stop_at(UbKind::InvalidFree,
                   fmt::format("deallocating {}, which is not the beginning of {}", describe(pointer), name),
                   alloc->id);
  if (alloc->kind != kind)
    return stop_at(UbKind::InvalidFree,
                   fmt::format("deallocating {}, which is {}, using the operation for {}", name, kind_text(alloc->kind),
                               kind_text(kind)),
                   alloc->id);
  if ((size && *size != alloc->size) || (align && *align != alloc->align))
    return stop_at(
        UbKind::InvalidFree,
        fmt::format("incorrect layout on deallocation: {} has size {} and alignment {}, but the call says "
                    "size {} and alignment {}",
                    name, alloc->size, alloc->align, size.value_or(alloc->size), align.value_or(alloc->align)),
        alloc->id);
  return alloc;
}

void Memory::kill(Allocation& alloc, Span freed_at) {
  const AllocId id = alloc.id;
  const size_t at = id.raw % kDeadRecords;
  if (at >= dead_.size()) dead_.resize(std::min(kDeadRecords, std::max<size_t>(at + 1, 2 * dead_.size())));
  dead_[at] = {id, alloc.base, alloc.size, alloc.kind, alloc.allocated_at, freed_at};
  used_bytes_ -= alloc.size;
  addresses_.release(alloc.base, alloc.size, alloc.align, thread_, alloc.address_offered);
  Page& page = *pages_[id.raw >> kPageBits];
  std::unique_ptr<Allocation> storage(page.slots[id.raw & kPageMask]);
  page.slots[id.raw & kPageMask] = nullptr;
  if (--page.live == 0 && (next_alloc_ >> kPageBits) > (id.raw >> kPageBits)) pages_[id.raw >> kPageBits].reset();
  if (pool_.size() < kPool && storage->footprint() <= 64 * 1024) pool_.push_back(std::move(storage));
}

const DeadRecord* Memory::dead(AllocId id) const {
  const size_t at = id.raw % kDeadRecords;
  return id && at < dead_.size() && dead_[at].id == id ? &dead_[at] : nullptr;
}

// Pointers that do not resolve. ------------------------------------------------------------------------------------

tl::unexpected<Stop> Memory::stop_at(UbKind kind, std::string message, AllocId id) const {
  StopInfo info{.kind = StopKind::Ub};
  info.ub = kind;
  info.message = std::move(message);
  if (id) info.blame.alloc = id.raw;
  const auto related = [&](Span span, const char* text) {
    if (!span.empty()) info.related.push_back({span, fmt::format("{} was {} here", describe(id), text), false});
  };
  if (const Allocation* alloc = live(id)) {
    related(alloc->allocated_at, "allocated");
  } else if (const DeadRecord* record = dead(id)) {
    related(record->allocated_at, "allocated");
    related(record->freed_at, "freed");
  }
  return stop_with(std::move(info));
}

Outcome<> Memory::check_align(Pointer pointer, uint64_t align) const {
  if ((pointer.addr & (align - 1)) == 0) return {};
  const uint64_t has = uint64_t{1} << std::countr_zero(pointer.addr);
  return stop_ub(
      UbKind::Alignment,
      fmt::format("accessing memory based on pointer with alignment {}, but alignment {} is required", has, align));
}

Allocation* Memory::find(Pointer pointer, uint64_t size) {
  if (pointer.prov.is_concrete()) return live(pointer.prov.alloc);
  if (!pointer.prov.is_wildcard()) return nullptr;
  auto it = exposed_.upper_bound(pointer.addr);
  if (it == exposed_.begin()) return nullptr;
  --it;
  Allocation* alloc = live(it->second);
  if (alloc == nullptr) return nullptr;
  const uint64_t offset = pointer.addr - alloc->base;
  return offset < alloc->size || (size == 0 && offset == alloc->size) ? alloc : nullptr;
}

Outcome<BytePlace> Memory::resolve_slow(Pointer pointer, uint64_t size, uint64_t align, Purpose purpose) {
  const std::string what = fmt::format("{}: attempting to access {}", prefix(purpose), bytes_text(size));
  Allocation* alloc = find(pointer, size);
  if (size == 0) {
    ASSAY_TRY(check_align(pointer, align));
    if (alloc == nullptr || pointer.addr - alloc->base > alloc->size) return BytePlace{nullptr, 0, pointer.prov.tag};
    return BytePlace{alloc, pointer.addr - alloc->base, pointer.prov.tag};
  }
  if (alloc == nullptr) {
    if (pointer.prov.is_concrete())
      return stop_at(UbKind::UseAfterFree,
                     fmt::format("{}: {} has been freed, so this pointer is dangling", prefix(purpose),
                                 describe(pointer.prov.alloc)),
                     pointer.prov.alloc);
    if (pointer.addr == 0) return stop_ub(UbKind::NullPointer, what + ", but got null pointer");
    if (pointer.prov.is_wildcard()) {
      const auto it = exposed_.upper_bound(pointer.addr);
      if (it != exposed_.begin()) {
        const DeadRecord* record = dead(std::prev(it)->second);
        if (record != nullptr && pointer.addr - record->base < record->size)
          return stop_at(
              UbKind::UseAfterFree,
              fmt::format("{}: {} has been freed, so this pointer is dangling", prefix(purpose), describe(record->id)),
              record->id);
      }
      return stop_ub(UbKind::Provenance,
                     fmt::format("{}, but got {}: no exposed allocation is there", what, describe(pointer)));
    }
    return stop_ub(UbKind::Provenance, fmt::format("{}, but got {} which is a dangling pointer (it has no provenance)",
                                                   what, describe(pointer)));
  }
  const uint64_t offset = pointer.addr - alloc->base;
  if (is_opaque(alloc->kind))
    return stop_ub(UbKind::InvalidOperation, fmt::format("{}, but {} is {}, which has no bytes", what,
                                                         describe(alloc->id), kind_text(alloc->kind)));
  if (offset > alloc->size || size > alloc->size - offset) {
    const std::string name = describe(alloc->id);
    std::string where;
    if (offset == 0)
      where = fmt::format("but got {} which is only {}", name, bytes_text(alloc->size));
    else if (offset < alloc->size)
      where = fmt::format("but got {}+{:#x} which is only {} from the end of the allocation", name, offset,
                          bytes_text(alloc->size - offset));
    else if (offset == alloc->size)
      where = fmt::format("but got {}+{:#x} which is at the end of the allocation of size {}", name, offset,
                          bytes_text(alloc->size));
    else if (static_cast<int64_t>(offset) < 0)
      where = fmt::format("but got {}-{:#x} which points to before the beginning of the allocation", name,
                          uint64_t{0} - offset);
    else
      where = fmt::format("but got {}+{:#x} which is {} beyond the end of the allocation of size {}", name, offset,
                          bytes_text(offset - alloc->size), bytes_text(alloc->size));
    return stop_at(UbKind::OutOfBounds, what + ", " + where, alloc->id);
  }
  ASSAY_TRY(check_align(pointer, align));
  if (purpose == Purpose::Store && alloc->read_only)
    return stop_at(UbKind::ReadOnly, fmt::format("writing to {} which is read-only", describe(alloc->id)), alloc->id);
  return BytePlace{alloc, offset, pointer.prov.tag};
}

Outcome<> Memory::check_inbounds_offset(Pointer pointer, int64_t delta) const {
  if (delta == 0) return {};
  const std::string what =
      "in-bounds pointer arithmetic failed: attempting to offset pointer by " +
      bytes_text(delta < 0 ? uint64_t{0} - static_cast<uint64_t>(delta) : static_cast<uint64_t>(delta)) +
      (delta < 0 ? " backwards" : "");
  const uint64_t lo = delta < 0 ? pointer.addr + static_cast<uint64_t>(delta) : pointer.addr;
  const uint64_t span = delta < 0 ? uint64_t{0} - static_cast<uint64_t>(delta) : static_cast<uint64_t>(delta);
  const Allocation* alloc = find({lo, pointer.prov}, 0);
  if (alloc == nullptr) {
    if (pointer.prov.is_concrete())
      return stop_at(
          UbKind::UseAfterFree,
          fmt::format("{}, but {} has been freed, so this pointer is dangling", what, describe(pointer.prov.alloc)),
          pointer.prov.alloc);
    if (pointer.addr == 0) return stop_ub(UbKind::NullPointer, what + ", but got null pointer");
    return stop_ub(UbKind::Provenance, fmt::format("{}, but got {} which is a dangling pointer (it has no provenance)",
                                                   what, describe(pointer)));
  }
  const uint64_t offset = lo - alloc->base;
  if (offset <= alloc->size && span <= alloc->size - offset) return {};
  return stop_at(UbKind::OutOfBounds,
                 fmt::format("{}, but that leaves {} ({}), which is {}", what, describe(alloc->id), describe(pointer),
                             bytes_text(alloc->size)),
                 alloc->id);
}

Outcome<int64_t> Memory::distance(Pointer from, Pointer origin) const {
  const int64_t delta = static_cast<int64_t>(from.addr - origin.addr);
  if (delta == 0) return delta;
  const Allocation *a = find(from, 0), *b = find(origin, 0);
  const char* what =
      "`offset_from` called on two different pointers that are not both derived from the same allocation";
  if (a == nullptr || b == nullptr) {
    for (const Pointer& pointer : {from, origin}) {
      if (!pointer.prov.is_concrete() || live(pointer.prov.alloc)) continue;
      return stop_at(UbKind::UseAfterFree,
                     fmt::format("`offset_from` failed: {} has been freed, so this pointer is dangling",
                                 describe(pointer.prov.alloc)),
                     pointer.prov.alloc);
    }
    return stop_ub(UbKind::Provenance, what);
  }
  if (a != b) return stop_ub(UbKind::Provenance, what);
  if (from.addr - a->base > a->size || origin.addr - a->base > a->size)
    return stop_at(
        UbKind::OutOfBounds,
        fmt::format("`offset_from` failed: the bytes between the pointers are not all in {}", describe(a->id)), a->id);
  return delta;
}

const Allocation* Memory::opaque_at(Pointer pointer, AllocKind kind) const {
  const Allocation* alloc = find(pointer, 0);
  return alloc != nullptr && alloc->kind == kind && alloc->base == pointer.addr ? alloc : nullptr;
}

void Memory::expose(Prov prov) {
  Allocation* alloc = live(prov.alloc);
  if (alloc == nullptr || alloc->exposed) return;
  alloc->exposed = true;
  // Forget what used to be at these addresses.
  auto it = exposed_.lower_bound(alloc->base);
  while (it != exposed_.end() && it->first < alloc->base + alloc->size && live(it->second) == nullptr)
    it = exposed_.erase(it);
  exposed_[alloc->base] = alloc->id;
}

bool Memory::is_exposed(AllocId id) const {
  const Allocation* alloc = live(id);
  return alloc != nullptr && alloc->exposed;
}

// Leaks. -----------------------------------------------------------------------------------------------------------

std::vector<AllocId> Memory::leaks(std::span<const AllocId> roots) const {
  std::vector<bool> reached(next_alloc_);
  std::vector<AllocId> work;
  const auto reach = [&](AllocId id) {
    if (!id || reached[id.raw]) return;
    reached[id.raw] = true;
    work.push_back(id);
  };
  for (const AllocId root : roots) reach(root);
  for_each_live([&](const Allocation& alloc) {
    if (alloc.leak_ignored) reach(alloc.id);
  });
  while (!work.empty()) {
    const Allocation* alloc = live(work.back());
    work.pop_back();
    if (alloc != nullptr) alloc->for_each_provenance([&](Prov prov) { reach(prov.alloc); });
  }
  std::vector<AllocId> leaked;
  for_each_live([&](const Allocation& alloc) {
    if (is_heap(alloc.kind) && !reached[alloc.id.raw]) leaked.push_back(alloc.id);
  });
  return leaked;
}

}  // namespace assay::memory
