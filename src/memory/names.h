// The same ids and addresses for the same allocations in every execution of one exploration: an allocation is named by
// who makes it (a thread, or the evaluation of one constant) and how many that one made before. So pointers to it
// compare alike whatever the order in which threads run.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "memory/pointer.h"

namespace assay::memory {

class AllocationNames {
 public:
  static constexpr uint32_t kPageBits = 10;                     // ids of one thread come in pages of Memory's table
  static constexpr uint64_t kThreadRegion = uint64_t{1} << 36;  // addresses for one thread
  static constexpr uint64_t kGlobal = uint64_t{1} << 63;        // makers that are not threads

  struct Name {
    AllocId id;
    uint64_t base = 0;
  };
  /// The `number`-th id of a thread.
  AllocId id_of_thread(uint32_t thread, uint32_t number);
  /// The `number`-th allocation that the global `maker` makes; it has the same size each time.
  Name global(uint64_t maker, uint32_t number, uint64_t size, uint64_t align);
  /// A number for a text, always the same.
  uint32_t number_of(const std::string& text) {
    return texts_.emplace(text, static_cast<uint32_t>(texts_.size())).first->second;
  }

 private:
  uint32_t next_page_ = 1;                    // id 0 .. are left out
  std::vector<std::vector<uint32_t>> pages_;  // by thread
  uint32_t global_page_ = 0, global_used_ = 1u << kPageBits;
  uint64_t global_address_ = 0x10000;
  boost::unordered_flat_map<std::pair<uint64_t, uint32_t>, Name> globals_;
  boost::unordered_flat_map<std::string, uint32_t> texts_;
};

}  // namespace assay::memory
