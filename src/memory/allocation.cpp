// Bytes, initialisation and provenance of one allocation.
#include "memory/allocation.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

namespace assay::memory {

const char* kind_text(AllocKind kind) {
  switch (kind) {
    case AllocKind::Local:
      return "stack variable memory";
    case AllocKind::ArgTemp:
      return "argument memory";
    case AllocKind::HeapRust:
      return "Rust heap memory";
    case AllocKind::HeapC:
      return "C heap memory";
    case AllocKind::HeapMiri:
      return "interpreter heap memory";
    case AllocKind::Mmap:
      return "mapped memory";
    case AllocKind::Static:
      return "static memory";
    case AllocKind::Const:
      return "constant memory";
    case AllocKind::Function:
      return "a function";
    case AllocKind::Vtable:
      return "a vtable";
    case AllocKind::ThreadLocal:
      return "thread-local memory";
    case AllocKind::Extern:
      return "extern static memory";
    case AllocKind::Global:
      return "environment memory";
  }
  ASSAY_UNREACHABLE("unknown allocation kind");
}

Allocation::Bytes::~Bytes() { std::free(data); }

bool Allocation::Bytes::reserve(uint64_t size) {
  constexpr uint64_t kKeep = 64 * 1024;
  if (size <= capacity && (capacity <= kKeep || size * 2 >= capacity)) {
    fresh = false;
    return true;
  }
  std::free(data);
  capacity = size <= 64 ? 64 : size;
  data = static_cast<uint8_t*>(std::calloc(capacity, 1));
  fresh = true;
  if (data == nullptr) capacity = 0;
  return data != nullptr;
}

bool Allocation::reset(uint64_t new_size, uint32_t pointer_bytes) {
  if (!bytes_.reserve(new_size)) return false;
  size = new_size;
  pointer_bytes_ = pointer_bytes;
  init_ = new_size == 0 ? Init::All : Init::None;
  bitmap_.clear();
  whole_.clear();
  torn_.reset();
  pointers_ = 0;
  close_quiet();
  quiet_next = 0;
  alias_shadow.reset();
  race_shadow.reset();
  race_born = 0;
  atomic_cells = 0;
  address_offered = false;
  race_window[0].epoch = race_window[1].epoch = 0;
  read_only = leak_ignored = exposed = false;
  alias_touched = false;
  payload = 0;
  return true;
}

void Allocation::widen_race_window(uint64_t now, ByteRange range, bool writes) {
  for (RaceWindow& w : race_window)
    if (w.epoch == now && w.writes == writes && w.range.lo <= range.hi && range.lo <= w.range.hi) {
      w.range = {std::min(w.range.lo, range.lo), std::max(w.range.hi, range.hi)};
      return;
    }
  const bool first_is_old = race_window[0].epoch != now;
  if (!first_is_old) race_window[1] = race_window[0];
  race_window[0] = {now, range, writes};
}

void Allocation::zero() {
  if (!bytes_.fresh) std::memset(bytes_.data, 0, size);
  mark_init(0, size);
  clear_provenance(0, size);
}

// Initialisation. --------------------------------------------------------------------------------------------------

void Allocation::make_mixed() {
  if (init_ == Init::Mixed) return;
  bitmap_.assign((size + 63) / 64, init_ == Init::All ? ~uint64_t{0} : 0);
  init_ = Init::Mixed;
}

namespace {
/// Calls f(word index, mask) for the words that bits [offset, offset + count) touch, until f returns false.
template <class F>
void for_each_word(uint64_t offset, uint64_t count, F f) {
  uint64_t at = offset;
  const uint64_t end = offset + count;
  while (at < end) {
    const uint64_t bit = at % 64, n = std::min<uint64_t>(64 - bit, end - at);
    const uint64_t mask = (n == 64 ? ~uint64_t{0} : (uint64_t{1} << n) - 1) << bit;
    if (!f(at / 64, mask)) return;
    at += n;
  }
}
}  // namespace

bool Allocation::mixed_is_init(uint64_t offset, uint64_t count) const {
  bool all = true;
  for_each_word(offset, count, [&](uint64_t word, uint64_t mask) { return all = (bitmap_[word] & mask) == mask; });
  return all;
}

uint64_t Allocation::first_uninit(uint64_t offset, uint64_t count) const {
  if (init_ == Init::All) return offset + count;
  if (init_ == Init::None) return offset;
  uint64_t found = offset + count;
  for_each_word(offset, count, [&](uint64_t word, uint64_t mask) {
    const uint64_t missing = ~bitmap_[word] & mask;
    if (missing != 0) found = word * 64 + static_cast<uint64_t>(std::countr_zero(missing));
    return missing == 0;
  });
  return found;
}

void Allocation::mark_init_slow(uint64_t offset, uint64_t count) {
  if (count == size) {
    init_ = Init::All;
    bitmap_.clear();
    return;
  }
  make_mixed();
  for_each_word(offset, count, [&](uint64_t word, uint64_t mask) {
    bitmap_[word] |= mask;
    return true;
  });
  // Sequential filling ends here: from now on no bitmap is needed.
  if (offset + count == size && mixed_is_init(0, size)) {
    init_ = Init::All;
    bitmap_.clear();
  }
}

void Allocation::mark_uninit(uint64_t offset, uint64_t count) {
  if (count == 0) return;
  clear_provenance(offset, count);
  if (init_ == Init::None) return;
  if (count == size) {
    init_ = Init::None;
    bitmap_.clear();
    return;
  }
  make_mixed();
  for_each_word(offset, count, [&](uint64_t word, uint64_t mask) {
    bitmap_[word] &= ~mask;
    return true;
  });
}

// Provenance. ------------------------------------------------------------------------------------------------------

Fragment Allocation::fragment_at(uint64_t offset) const {
  if (pointers_ != 0) {
    const uint64_t slot = offset / pointer_bytes_;
    if (slot < whole_.size() && !whole_[slot].is_none())
      return {whole_[slot], static_cast<uint8_t>(offset % pointer_bytes_)};
  }
  if (torn_) {
    const auto it = torn_->find(offset);
    if (it != torn_->end()) return it->second;
  }
  return {};
}

Prov Allocation::provenance_at(uint64_t offset) const {
  if (offset % pointer_bytes_ == 0 && pointers_ != 0) {
    const uint64_t slot = offset / pointer_bytes_;
    if (slot < whole_.size() && !whole_[slot].is_none()) return whole_[slot];
  }
  if (!torn_ && offset % pointer_bytes_ == 0) return {};
  const Prov first = fragment_at(offset).prov;
  for (uint8_t i = 0; i < pointer_bytes_; ++i)
    if (fragment_at(offset + i) != Fragment{first, i}) return {};
  return first;
}

void Allocation::set_provenance(uint64_t offset, Prov prov) {
  clear_provenance(offset, pointer_bytes_);
  if (offset % pointer_bytes_ != 0) {
    for (uint8_t i = 0; i < pointer_bytes_; ++i) set_fragment(offset + i, {prov, i});
    return;
  }
  const uint64_t slot = offset / pointer_bytes_;
  if (slot >= whole_.size()) {
    const uint64_t slots = (size + pointer_bytes_ - 1) / pointer_bytes_;
    whole_.resize(std::min(slots, std::max<uint64_t>(slot + 1, 2 * whole_.size())));
  }
  if (whole_[slot].is_none()) ++pointers_;
  whole_[slot] = prov;
}

void Allocation::set_fragment(uint64_t offset, Fragment fragment) {
  if (!torn_) torn_ = std::make_unique<std::map<uint64_t, Fragment>>();
  (*torn_)[offset] = fragment;
}

void Allocation::tear(uint64_t slot) {
  const Prov prov = whole_[slot];
  if (prov.is_none()) return;
  whole_[slot] = {};
  --pointers_;
  for (uint8_t i = 0; i < pointer_bytes_; ++i) set_fragment(slot * pointer_bytes_ + i, {prov, i});
}

void Allocation::clear_provenance_slow(uint64_t offset, uint64_t count) {
  if (count == 0) return;
  const uint64_t end = offset + count;
  if (pointers_ != 0) {
    const uint64_t first = offset / pointer_bytes_,
                   last = std::min<uint64_t>((end - 1) / pointer_bytes_ + 1, whole_.size());
    for (uint64_t slot = first; slot < last; ++slot) {
      if (whole_[slot].is_none()) continue;
      if (slot * pointer_bytes_ < offset || (slot + 1) * pointer_bytes_ > end) {
        tear(slot);
      } else {
        whole_[slot] = {};
        --pointers_;
      }
    }
  }
  if (torn_) {
    torn_->erase(torn_->lower_bound(offset), torn_->lower_bound(end));
    if (torn_->empty()) torn_.reset();
  }
}

bool Allocation::has_provenance_in(uint64_t offset, uint64_t count) const {
  if (count == 0) return false;
  if (pointers_ != 0) {
    const uint64_t first = offset / pointer_bytes_;
    const uint64_t last = std::min<uint64_t>((offset + count - 1) / pointer_bytes_ + 1, whole_.size());
    for (uint64_t slot = first; slot < last; ++slot)
      if (!whole_[slot].is_none()) return true;
  }
  return torn_ && torn_->lower_bound(offset) != torn_->lower_bound(offset + count);
}

// Copies. ----------------------------------------------------------------------------------------------------------

void Allocation::copy(const Allocation& from, uint64_t from_offset, Allocation& to, uint64_t to_offset,
                      uint64_t count) {
  if (count == 0 || (&from == &to && from_offset == to_offset)) return;
  const uint64_t step = to.pointer_bytes_;
  const bool all_init = from.is_init(from_offset, count);
  // What must survive is read out first: the ranges may overlap.
  std::vector<bool> init;
  if (!all_init && from.init_ == Init::Mixed) {
    init.resize(count);
    for (uint64_t i = 0; i < count; ++i) init[i] = from.mixed_is_init(from_offset + i, 1);
  }
  const bool none_init = !all_init && init.empty();
  std::vector<std::pair<uint64_t, Prov>> whole;
  std::vector<std::pair<uint64_t, Fragment>> torn;
  if (from.has_provenance_in(from_offset, count)) {
    for (uint64_t i = 0; i < count;) {
      const uint64_t at = from_offset + i;
      const bool could_be_whole = at % step == 0 && i + step <= count;
      if (could_be_whole && (at / step >= from.whole_.size() || from.whole_[at / step].is_none()) && !from.torn_) {
        i += step;
        continue;
      }
      const Prov prov = could_be_whole ? from.provenance_at(at) : Prov::none();
      if (!prov.is_none()) {
        whole.emplace_back(i, prov);
        i += step;
        continue;
      }
      const Fragment fragment = from.fragment_at(at);
      if (!fragment.prov.is_none()) torn.emplace_back(i, fragment);
      ++i;
    }
  }
  if (!none_init) std::memmove(to.data() + to_offset, from.data() + from_offset, count);
  to.clear_provenance(to_offset, count);
  if (all_init) {
    to.mark_init(to_offset, count);
  } else if (none_init) {
    to.mark_uninit(to_offset, count);
  } else {
    for (uint64_t i = 0; i < count;) {
      uint64_t j = i;
      while (j < count && init[j] == init[i]) ++j;
      if (init[i])
        to.mark_init(to_offset + i, j - i);
      else
        to.mark_uninit(to_offset + i, j - i);
      i = j;
    }
  }
  for (const auto& [offset, prov] : whole) to.set_provenance(to_offset + offset, prov);
  for (const auto& [offset, fragment] : torn) to.set_fragment(to_offset + offset, fragment);
}

Byte Allocation::byte_at(uint64_t offset) const {
  Byte byte;
  byte.init = is_init(offset, 1);
  if (!byte.init) return byte;
  byte.value = bytes_.data[offset];
  const Fragment fragment = fragment_at(offset);
  if (!fragment.prov.is_none()) byte.fragment = fragment;
  return byte;
}

void Allocation::put_byte(uint64_t offset, const Byte& byte) {
  clear_provenance(offset, 1);
  if (!byte.init) {
    mark_uninit(offset, 1);
    return;
  }
  bytes_.data[offset] = byte.value;
  mark_init(offset, 1);
  if (byte.fragment) set_fragment(offset, *byte.fragment);
}

std::unique_ptr<Allocation> Allocation::clone() const {
  auto copy = std::make_unique<Allocation>();
  copy->reset(size, pointer_bytes_);
  if (size != 0 && init_ != Init::None) std::memcpy(copy->bytes_.data, bytes_.data, size);
  copy->bytes_.fresh = false;
  copy->base = base;
  copy->align = align;
  copy->id = id;
  copy->root = root;
  copy->kind = kind;
  copy->read_only = read_only;
  copy->leak_ignored = leak_ignored;
  copy->exposed = exposed;
  copy->payload = payload;
  copy->allocated_at = allocated_at;
  copy->quiet[0] = quiet[0];
  copy->quiet[1] = quiet[1];
  copy->quiet_next = quiet_next;
  if (alias_shadow) copy->alias_shadow = alias_shadow->clone();
  if (race_shadow) copy->race_shadow = race_shadow->clone();
  copy->race_born = race_born;
  copy->serial = serial;
  copy->atomic_cells = atomic_cells;
  copy->race_window[0] = race_window[0];
  copy->race_window[1] = race_window[1];
  copy->bitmap_ = bitmap_;
  copy->whole_ = whole_;
  if (torn_) copy->torn_ = std::make_unique<std::map<uint64_t, Fragment>>(*torn_);
  copy->pointers_ = pointers_;
  copy->init_ = init_;
  return copy;
}

}  // namespace assay::memory
