// A bump allocator for nodes that live as long as the compilation. Destructors run when the arena dies.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace assay {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (auto it = cleanups_.rbegin(); it != cleanups_.rend(); ++it) it->destroy(it->object);
  }

  /// Constructs a T that lives until the arena is destroyed. Addresses are stable.
  template <class T, class... Args>
  T* make(Args&&... args) {
    void* memory = raw(sizeof(T), alignof(T));
    T* object = new (memory) T{std::forward<Args>(args)...};
    if constexpr (!std::is_trivially_destructible_v<T>)
      cleanups_.push_back({object, [](void* p) { static_cast<T*>(p)->~T(); }});
    return object;
  }

  /// Copies trivially destructible elements into the arena.
  template <class T>
  std::span<T> copy(std::span<const T> from) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (from.empty()) return {};
    T* memory = static_cast<T*>(raw(sizeof(T) * from.size(), alignof(T)));
    std::uninitialized_copy(from.begin(), from.end(), memory);
    return {memory, from.size()};
  }

 private:
  struct Cleanup {
    void* object;
    void (*destroy)(void*);
  };
  void* raw(size_t size_bytes, size_t align_bytes) {
    uintptr_t at = (next_ + align_bytes - 1) & ~(uintptr_t{align_bytes} - 1);
    if (at + size_bytes > end_ || next_ == 0) {
      const size_t block = size_bytes + align_bytes > kBlockBytes ? size_bytes + align_bytes : kBlockBytes;
      blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
      next_ = reinterpret_cast<uintptr_t>(blocks_.back().get());
      end_ = next_ + block;
      at = (next_ + align_bytes - 1) & ~(uintptr_t{align_bytes} - 1);
    }
    next_ = at + size_bytes;
    return reinterpret_cast<void*>(at);
  }
  static constexpr size_t kBlockBytes = 64 * 1024;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::vector<Cleanup> cleanups_;
  uintptr_t next_ = 0, end_ = 0;
};

}  // namespace assay
