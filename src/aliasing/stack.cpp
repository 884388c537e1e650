// Searching and editing borrow stacks.
#include "aliasing/stack.h"

#include <algorithm>

#include "base/check.h"

namespace assay::aliasing {
namespace {
constexpr size_t kDeep = 24;         // items from which on a search uses the index
constexpr uint32_t kMaxShifts = 64;  // insertions that the index survives
}  // namespace

const char* permission_name(StackPermission permission) {
  switch (permission) {
    case StackPermission::Unique:
      return "Unique";
    case StackPermission::SharedRW:
      return "SharedReadWrite";
    case StackPermission::SharedRO:
      return "SharedReadOnly";
    case StackPermission::Disabled:
      return "Disabled";
  }
  ASSAY_UNREACHABLE("unknown permission");
}

Stack::Stack(Item bottom) { push(bottom); }

Stack::Stack(const Stack& other)
    : items_(other.items_), unknown_(other.unknown_), unique_lo_(other.unique_lo_), unique_hi_(other.unique_hi_) {}

Stack& Stack::operator=(const Stack& other) {
  if (this != &other) *this = Stack(other);
  return *this;
}

bool Stack::operator==(const Stack& other) const { return unknown_ == other.unknown_ && items_ == other.items_; }

std::optional<size_t> Stack::find_deep(Tag tag) const {
  if (items_.size() < kDeep) {
    for (size_t i = items_.size(); i-- > 0;)
      if (items_[i].tag == tag) return i;
    return std::nullopt;
  }
  if (!index_ || index_->shifts > kMaxShifts) {
    index_ = std::make_unique<Index>();
    index_->at.reserve(items_.size());
    for (size_t i = 0; i < items_.size(); ++i) index_->at[items_[i].tag] = static_cast<uint32_t>(i);
  }
  const auto it = index_->at.find(tag);
  if (it == index_->at.end()) return std::nullopt;
  const size_t end = std::min<size_t>(items_.size(), size_t{it->second} + index_->shifts + 1);
  for (size_t i = it->second; i < end; ++i)
    if (items_[i].tag == tag) return i;
  return std::nullopt;
}

void Stack::insert(size_t index, Item item) {
  const bool on_top = index == items_.size();
  items_.insert(index, item);
  if (unique_lo_ >= index) ++unique_lo_;
  if (unique_hi_ > index) ++unique_hi_;
  if (item.permission == StackPermission::Unique) {
    if (unique_lo_ >= unique_hi_) {
      unique_lo_ = index;
      unique_hi_ = index + 1;
    } else {
      unique_lo_ = std::min(unique_lo_, index);
      unique_hi_ = std::max(unique_hi_, index + 1);
    }
  }
  if (!index_) return;
  if (!on_top) ++index_->shifts;
  index_->at[item.tag] = static_cast<uint32_t>(index);
  // Popped tags stay in the index until it is worth a rebuild.
  if (index_->at.size() > 4 * items_.size() + 64) index_.reset();
}

void Stack::truncate(size_t size) {
  if (size >= items_.size()) return;
  items_.truncate(size);
  uniques_end_at(size);
  if (size < kDeep / 2) index_.reset();
}

void Stack::remove(size_t index) {
  items_.erase(index);
  if (unique_lo_ > index) --unique_lo_;
  if (unique_hi_ > index) --unique_hi_;
  index_.reset();
}

void Stack::forget_below(Tag bound) {
  items_.clear();
  unknown_ = bound;
  unique_lo_ = unique_hi_ = 0;
  index_.reset();
}

}  // namespace assay::aliasing
