// A vector of trivially copyable elements whose first few live inside the object.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "base/check.h"

namespace assay::memory {

template <class T, uint32_t N>
class SmallVector {
  static_assert(std::is_trivially_copyable_v<T> && N > 0);

 public:
  SmallVector() = default;
  SmallVector(const SmallVector& other) { assign(other); }
  SmallVector(SmallVector&& other) noexcept { steal(other); }
  SmallVector& operator=(const SmallVector& other) {
    if (this != &other) assign(other);
    return *this;
  }
  SmallVector& operator=(SmallVector&& other) noexcept {
    if (this != &other) steal(other);
    return *this;
  }
  ~SmallVector() = default;

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](size_t i) { return data()[i]; }
  const T& operator[](size_t i) const { return data()[i]; }
  T& back() { return data()[size_ - 1]; }
  const T& back() const { return data()[size_ - 1]; }

  void push_back(T value) { insert(size_, value); }
  void erase(size_t index) {
    std::memmove(data() + index, data() + index + 1, (size_ - index - 1) * sizeof(T));
    --size_;
  }
  void insert(size_t index, T value) {
    if (size_ == capacity_) reserve(2 * capacity_);
    T* at = data() + index;
    std::memmove(static_cast<void*>(at + 1), at, (size_ - index) * sizeof(T));
    *at = value;
    ++size_;
  }
  void truncate(size_t size) { size_ = static_cast<uint32_t>(size); }
  void clear() { size_ = 0; }
  bool operator==(const SmallVector& other) const {
    if (size_ != other.size_) return false;
    for (size_t i = size_; i-- > 0;)  // from the end: stacks differ at the top
      if (!(data()[i] == other.data()[i])) return false;
    return true;
  }

 private:
  T* data() { return heap_ ? heap_.get() : inline_; }
  const T* data() const { return heap_ ? heap_.get() : inline_; }
  void reserve(uint32_t capacity) {
    auto bigger = std::make_unique_for_overwrite<T[]>(capacity);
    std::memcpy(static_cast<void*>(bigger.get()), data(), size_ * sizeof(T));
    heap_ = std::move(bigger);
    capacity_ = capacity;
  }
  void assign(const SmallVector& other) {
    size_ = 0;
    if (other.size_ > capacity_) reserve(other.size_);
    std::memcpy(static_cast<void*>(data()), other.data(), other.size_ * sizeof(T));
    size_ = other.size_;
  }
  void steal(SmallVector& other) {
    heap_ = std::move(other.heap_);
    size_ = other.size_;
    capacity_ = other.capacity_;
    if (!heap_) std::memcpy(static_cast<void*>(inline_), other.inline_, size_ * sizeof(T));
    other.size_ = 0;
    other.capacity_ = N;
  }

  std::unique_ptr<T[]> heap_;
  uint32_t size_ = 0, capacity_ = N;
  T inline_[N];
};

}  // namespace assay::memory
