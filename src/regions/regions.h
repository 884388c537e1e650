// Regions of a body: where the lifetime of each borrow, and of each value that a call returns, ends. Computed from the
// uses (NLL without errors) on generic MIR, only when an aliasing model asks. Source: RFC 2094; see
// docs/models/regions.md.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "mir/body.h"
#include "traits/solve.h"

namespace assay::regions {

inline constexpr uint32_t kNoScope = kNoId;

/// The region that a borrow, or the result of a call, begins. Its number names it in the body.
struct Scope {
  enum class Kind : uint8_t { Borrow, Result } kind = Kind::Borrow;
  mir::BlockId block;  // where it begins
  uint32_t statement = 0;
  bool outlives_body = false;  // it reaches a lifetime of the signature: it does not end here
  bool is_static = false;      // ... and 'static
};

struct BodyRegions {
  std::vector<Scope> scopes;
  /// The scopes whose region is left before this statement (or terminator) runs. Some of them may not have begun on
  /// the way taken.
  const std::vector<uint32_t>* ends_before(mir::BlockId block, uint32_t statement) const;
  /// The scope that the statement (a borrow, or the Retag of one or of a call's result) or the call begins.
  uint32_t begins(mir::BlockId block, uint32_t statement) const;

  /// `'s3`, and how long it lasts where that is not just some points of the body.
  std::string name(uint32_t scope) const;

  std::unordered_map<uint64_t, std::vector<uint32_t>> ends;
  std::unordered_map<uint64_t, uint32_t> begin;
  static uint64_t key(mir::BlockId block, uint32_t statement) { return uint64_t{block.raw} << 32 | statement; }
};

/// Analyses bodies when asked and remembers them by address.
class RegionAnalysis {
 public:
  explicit RegionAnalysis(traits::Solver& solver);
  ~RegionAnalysis();
  RegionAnalysis(const RegionAnalysis&) = delete;
  RegionAnalysis& operator=(const RegionAnalysis&) = delete;
  const BodyRegions& of(const mir::Body& body);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::regions
