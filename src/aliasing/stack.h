// The borrow stack of one location as a data structure: items, searching, cutting. The rules are in stacked.cpp.
// A tag has at most one item in a stack, which is what the search relies on.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <optional>

#include "memory/pointer.h"
#include "memory/small_vector.h"

namespace assay::aliasing {

/// Unique: `&mut`; SharedRW: raw pointers and cells; SharedRO: `&`; Disabled: a former Unique that reads ended.
enum class StackPermission : uint8_t { Unique, SharedRW, SharedRO, Disabled };
const char* permission_name(StackPermission permission);

struct Item {
  Tag tag;
  StackPermission permission = StackPermission::Unique;
  bool has_protector = false;  // it had one at its creation; whether that is active, the context knows
  bool operator==(const Item&) const = default;
};
static_assert(sizeof(Item) == 8);

class Stack {
 public:
  explicit Stack(Item bottom);
  Stack(const Stack& other);
  Stack& operator=(const Stack& other);
  Stack(Stack&&) noexcept = default;
  Stack& operator=(Stack&&) noexcept = default;
  bool operator==(const Stack& other) const;

  size_t size() const { return items_.size(); }
  const Item& operator[](size_t index) const { return items_[index]; }
  const Item& top() const { return items_.back(); }

  /// Where the item of `tag` is, whatever it grants.
  std::optional<size_t> find(Tag tag) const {
    const size_t n = items_.size();
    if (n != 0 && items_[n - 1].tag == tag) return n - 1;
    if (n > 1 && items_[n - 2].tag == tag) return n - 2;
    if (n > 2 && items_[0].tag == tag) return 0;
    return n > 3 ? find_deep(tag) : std::nullopt;
  }
  void push(Item item) { insert(items_.size(), item); }
  void insert(size_t index, Item item);
  void truncate(size_t size);
  void remove(size_t index);
  /// Unique items at `from` and above exist only below this index; no Unique at or above `from`: at most `from`.
  size_t unique_end(size_t from) const { return unique_hi_ > from ? unique_hi_ : from; }
  size_t unique_begin() const { return unique_lo_; }
  void disable(size_t index) { items_[index].permission = StackPermission::Disabled; }
  /// No Unique is left at or above `index`.
  void uniques_end_at(size_t index) { unique_hi_ = unique_hi_ < index ? unique_hi_ : index; }

  /// Tags below this bound may be anywhere beneath the known items; none: the stack is fully known.
  Tag unknown_bottom() const { return unknown_; }
  /// Forgets all items: they, and every tag below `bound`, may now be in the unknown part.
  void forget_below(Tag bound);

  /// Keeps only items for which keep(previous kept item, item) holds; the bottom item always stays.
  template <class F>
  void retain(F keep) {
    size_t out = 1;
    for (size_t i = 1; i < items_.size(); ++i)
      if (keep(items_[out - 1], items_[i])) items_[out++] = items_[i];
    truncate(out);
    index_.reset();
    unique_lo_ = 0;
    unique_hi_ = items_.size();
  }

 private:
  /// Positions in a deep stack. A position may be too low by the number of insertions below it since.
  struct Index {
    boost::unordered_flat_map<Tag, uint32_t> at;
    uint32_t shifts = 0;
  };
  std::optional<size_t> find_deep(Tag tag) const;

  memory::SmallVector<Item, 7> items_;
  Tag unknown_;
  size_t unique_lo_ = 0, unique_hi_ = 0;  // all Unique items are in [lo, hi)
  mutable std::unique_ptr<Index> index_;  // built by the first search of a deep stack
};

}  // namespace assay::aliasing
