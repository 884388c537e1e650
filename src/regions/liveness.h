// Which locals are live where: those whose value may still be used, and those that may still be dropped.
#pragma once
#include <boost/dynamic_bitset.hpp>
#include <functional>

#include "mir/body.h"

namespace assay::regions {

using mir::BlockId;
using mir::LocalId;
using Bits = boost::dynamic_bitset<>;

/// The points of a body in a row: one before each statement and one before each terminator.
class Points {
 public:
  explicit Points(const mir::Body& body);
  uint32_t at(BlockId block, uint32_t statement) const { return start_[block.raw] + statement; }
  uint32_t count() const { return count_; }

 private:
  std::vector<uint32_t> start_;
  uint32_t count_ = 0;
};

/// Calls `live(local, point, only_drop)` for every local and every point that it is live at.
void each_live(const mir::Body& body, const Points& points,
               const std::function<void(LocalId, uint32_t point, bool only_drop)>& live);

}  // namespace assay::regions
