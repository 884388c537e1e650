// Signatures with their lifetimes. `types/collect` erases lifetimes, because nothing but the analysis of regions
// (folder regions) wants them; this lowers the same items again and keeps them. In what it answers a lifetime parameter
// of an ADT or impl is a Region::Param with its index in the generics, so that substitution replaces it; a lifetime of
// a function itself is kFnRegion + its index, an elided one kAnonymousRegion + its number, 'static is Static.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "types/collect.h"

namespace assay::types {

inline constexpr uint32_t kFnRegion = 0x2000'0000, kAnonymousRegion = 0x4000'0000;

class RegionSigs {
 public:
  explicit RegionSigs(Collector& items);
  ~RegionSigs();
  RegionSigs(const RegionSigs&) = delete;
  RegionSigs& operator=(const RegionSigs&) = delete;
  Collector& items;
  TyContext& tcx;

  struct Sig {
    std::vector<TyId> inputs;
    TyId output;
    // What the parameters say: 'a: 'b; T: 'b, with T's index in the generics; the input `impl Trait + 'b`.
    std::vector<std::pair<Region, Region>> outlives;
    std::vector<std::pair<uint32_t, Region>> params_outlive, inputs_outlive;
  };
  /// Fn, AssocFn, Ctor. What could not be lowered has the type that `Collector::fn_sig` gives.
  const Sig& fn(DefId fn);
  /// ADT, alias, field, impl (its self type), associated type.
  TyId type_of(DefId def);
  ArgsId identity_args(DefId def);
  std::optional<TraitRef> impl_trait_ref(DefId impl);
  /// What a lifetime parameter is called here.
  Region param(DefId lifetime);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::types
