// What the machine keeps of POSIX thread objects: the bytes in the program hold only a number. Rules:
// shims/pthread.cpp.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "memory/pointer.h"

namespace assay::machine {

struct Pthreads {
  enum class Kind : uint8_t { Mutex, RwLock, Cond };
  enum class MutexType : uint8_t { Default, Normal, Recursive, ErrorCheck };
  struct Object {
    Kind kind = Kind::Mutex;
    MutexType type = MutexType::Default;
    uint64_t address = 0;                                   // where it was first used; objects do not move
    std::optional<uint32_t> owner;                          // of a mutex, or the writer of a lock
    uint32_t count = 0;                                     // how often the owner has a recursive mutex
    boost::unordered_flat_map<uint32_t, uint32_t> readers;  // by thread
    bool locked() const { return owner || !readers.empty(); }
  };
  std::vector<Object> objects;  // number - 1

  /// A thread inside `pthread_cond_wait`: woken or not, it must have the mutex before it returns.
  struct Waiting {
    uint32_t cond = 0;
    bool timed_out = false, awake = false;
  };
  boost::unordered_flat_map<uint32_t, Waiting> waiting;  // by thread

  struct Key {
    bool alive = true;
    memory::Pointer destructor;  // null: none
    boost::unordered_flat_map<uint32_t, memory::Pointer> values;
  };
  std::vector<Key> keys;
  boost::unordered_flat_map<uint32_t, uint32_t> next_key;  // by ending thread: where the destructors go on
  /// The next destructor that the ending thread has to run: (function, value). Keys in order, from the beginning again
  /// while there are values left.
  std::optional<std::pair<memory::Pointer, memory::Pointer>> next_destructor(uint32_t thread);
};

inline std::optional<std::pair<memory::Pointer, memory::Pointer>> Pthreads::next_destructor(uint32_t thread) {
  if (keys.empty()) return std::nullopt;
  uint32_t& next = next_key[thread];
  for (size_t tried = 0; tried < keys.size(); tried++) {
    Key& key = keys[next % keys.size()];
    next = static_cast<uint32_t>((next + 1) % keys.size());
    const auto value = key.values.find(thread);
    if (!key.alive || key.destructor.addr == 0 || value == key.values.end() || value->second.addr == 0) continue;
    const auto out = std::pair{key.destructor, value->second};
    key.values.erase(value);
    return out;
  }
  return std::nullopt;
}

}  // namespace assay::machine
