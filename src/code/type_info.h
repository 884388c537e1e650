// How values of a type travel: in no register, one, two, or as bytes in memory. One TypeInfo per concrete type.
#pragma once
#include "layout/plans.h"

namespace assay::code {

using types::TyId;

enum class RegClass : uint8_t { Zst, Scalar, Pair, Memory };

struct TypeInfo {
  TyId ty;
  layout::LayoutRef layout = nullptr;
  const layout::TypePlan* plan = nullptr;
  RegClass cls = RegClass::Memory;
  uint64_t size = 0, align = 1;
  bool check = false;       // the validity plan has more to say than "initialised integers"
  bool only_range = false;  // ... and it is a single scalar's range
  const char* what = "";    // with only_range
  bool has_retag = false;
  bool needs_drop = false;

  /// The register part (0 or 1) at this offset and size; -1 if there is none.
  int part_at(uint64_t offset, uint64_t bytes) const {
    if (cls == RegClass::Scalar) return offset == layout->a_offset && bytes == layout->a.size ? 0 : -1;
    if (cls != RegClass::Pair) return -1;
    if (offset == layout->a_offset && bytes == layout->a.size) return 0;
    if (offset == layout->b_offset && bytes == layout->b.size) return 1;
    return -1;
  }
  const layout::Scalar& part(int index) const { return index == 0 ? layout->a : layout->b; }
  uint64_t part_offset(int index) const { return index == 0 ? layout->a_offset : layout->b_offset; }
  int reg_count() const { return cls == RegClass::Zst ? 0 : cls == RegClass::Pair ? 2 : 1; }
};

}  // namespace assay::code
