// Do the patterns of a match cover every value? The usefulness algorithm of Maranget ("Warnings for pattern matching",
// JFP 2007) on THIR patterns. In doubt (named constants, huge arrays, too many steps) the answer is yes.
#pragma once
#include <functional>
#include <span>

#include "infer/tables.h"
#include "thir/thir.h"

namespace assay::infer {

using namespace types;

class Exhaustiveness {
 public:
  /// `normalize` resolves the projections in a field's type.
  Exhaustiveness(Collector& items, std::function<TyId(TyId)> normalize)
      : items_(items), tcx_(items.tcx), normalize_(std::move(normalize)) {}
  /// Do these patterns (of arms without guards) match every value of `ty`?
  bool covers(std::span<const thir::Pat* const> patterns, TyId ty);

 private:
  using Row = std::vector<const thir::Pat*>;  // null: matches anything
  using Rows = std::vector<Row>;

  bool uncovered(const Rows& rows, std::vector<TyId> tys);
  bool uncovered_variant(const Rows& rows, const std::vector<TyId>& tys, uint32_t variant);
  bool uncovered_single(const Rows& rows, const std::vector<TyId>& tys, const std::vector<TyId>& fields);
  bool uncovered_numbers(const Rows& rows, const std::vector<TyId>& tys, i128 lo, i128 hi);
  bool uncovered_lengths(const Rows& rows, const std::vector<TyId>& tys);
  bool uncovered_length(const Rows& rows, const std::vector<TyId>& tys, TyId element, uint64_t length);
  bool uncovered_rest(const Rows& rows, const std::vector<TyId>& tys);
  void expand(const Row& row, Rows& out);
  std::vector<TyId> field_tys(TyId ty, uint32_t variant);
  bool uninhabited(TyId ty, int depth = 0);
  i128 number(const thir::ConstValue& value, TyId ty) const;

  Collector& items_;
  TyContext& tcx_;
  std::function<TyId(TyId)> normalize_;
  uint32_t steps_ = 0;
};

}  // namespace assay::infer
