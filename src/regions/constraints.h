// What every statement of a body demands of its regions, and where borrows and results of calls begin regions.
#pragma once
#include "regions/region_types.h"

namespace assay::regions {

using mir::BlockId;

/// Where a region begins. The statement behind a block's last one is its terminator.
struct Origin {
  enum class Kind : uint8_t { Borrow, Result /* of a call */ } kind = Kind::Borrow;
  BlockId block;
  uint32_t statement = 0;
  std::vector<RegionVar> vars;  // Borrow: one; Result: all in the type
};

class Constraints {
 public:
  explicit Constraints(RegionTypes& types);
  void run();
  std::vector<Origin> origins;

 private:
  void assign(const mir::Statement& s, BlockId block, uint32_t at);
  void borrow(const mir::Statement& s, BlockId block, uint32_t at);
  void aggregate(const mir::Rvalue& r, TyId to);
  void call(const mir::Terminator& t, BlockId block, uint32_t at);
  void call_fn(const mir::Terminator& t, const TyData& callee, TyId to);
  void call_pointer(const mir::Terminator& t, const TyData& callee, TyId to);
  /// The place as the program wrote it, without the temporaries that separate_derefs introduced.
  Place written(const Place& place) const;

  RegionTypes& types_;
  TyContext& tcx_;
  std::unordered_map<uint32_t, const Place*> deref_temps_;
};

}  // namespace assay::regions
