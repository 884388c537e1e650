// The tables behind TyContext: hash sets of ids over stable storage.
#pragma once
#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>

#include "base/arena.h"
#include "types/ty.h"

namespace assay::types {

/// A vector whose elements never move.
template <class T>
class StableVector {
 public:
  uint32_t push(T value) {
    if (size_ % kBlock == 0) blocks_.push_back(std::make_unique<T[]>(kBlock));
    blocks_[size_ / kBlock][size_ % kBlock] = std::move(value);
    return size_++;
  }
  const T& operator[](uint32_t i) const { return blocks_[i / kBlock][i % kBlock]; }
  uint32_t size() const { return size_; }

 private:
  static constexpr uint32_t kBlock = 512;
  std::vector<std::unique_ptr<T[]>> blocks_;
  uint32_t size_ = 0;
};

/// Open addressing over ids; the caller compares.
class IdIndex {
 public:
  template <class Equal>
  uint32_t find(uint64_t hash, Equal equal) const {
    if (slots_.empty()) return kNoId;
    for (size_t i = hash & mask();; i = (i + 1) & mask()) {
      const Slot& slot = slots_[i];
      if (slot.id == kNoId) return kNoId;
      if (slot.hash == static_cast<uint32_t>(hash >> 32) && equal(slot.id)) return slot.id;
    }
  }
  void insert(uint64_t hash, uint32_t id) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    place(hash, id);
    ++count_;
  }

 private:
  struct Slot {
    uint32_t id = kNoId, hash = 0;
    uint64_t full = 0;
  };
  size_t mask() const { return slots_.size() - 1; }
  void place(uint64_t hash, uint32_t id) {
    size_t i = hash & mask();
    while (slots_[i].id != kNoId) i = (i + 1) & mask();
    slots_[i] = {id, static_cast<uint32_t>(hash >> 32), hash};
  }
  void grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.empty() ? 1024 : old.size() * 2, Slot{});
    for (const Slot& slot : old)
      if (slot.id != kNoId) place(slot.full, slot.id);
  }
  std::vector<Slot> slots_;
  size_t count_ = 0;
};

struct TyContext::Impl {
  StableVector<TyData> tys;
  std::vector<uint16_t> ty_flags;
  IdIndex ty_index;
  Arena arena;
  StableVector<std::span<const GenericArg>> arg_lists;
  std::vector<uint16_t> lists_flags;
  IdIndex args_index;
  StableVector<std::span<const TyId>> ty_lists;
  IdIndex list_index;
  StableVector<ConstData> consts;
  std::vector<uint16_t> const_flags;
  IdIndex const_index;
  StableVector<DynTy> dyns;
  IdIndex dyn_index;
  TyListId empty_list;
  ArgsId empty_args;
  boost::unordered_flat_map<uint64_t, uint32_t> subst_cache;  // (type, args) -> type
};

}  // namespace assay::types
