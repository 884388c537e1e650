// What the machine needs to know of a type, digested: which bytes a typed copy carries, which values are valid, where
// references to retag are, which bytes are inside UnsafeCell. The machine never sees a type.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "layout/layout.h"

namespace assay::layout {

struct ByteRange {
  uint64_t offset, size;
};  // bytes
struct EnumSwitch;
struct PointeePlan;

/// One thing to check or do at `offset` of a value. A plan is a list of steps; enums and arrays nest.
struct PlanStep {
  enum class Kind : uint8_t {
    // validity
    Scalar,  // initialised, value within `scalar`'s valid range; what: for the message
    RawPtr,  // initialised; wide: with `meta`
    Ref,
    Box,          // non-null, aligned, dereferenceable for `pointee`'s size; wide: with `meta`
    FnPtr,        // points to a function
    Uninhabited,  // reaching this is UB
    // structure
    Enum,  // read the tag (UB if invalid), then the plan of that variant
    Array  // `count` times `plan` at `stride`
  } kind;
  uint64_t offset = 0;
  Scalar scalar;
  const char* what = "";                       // "a boolean", "a character", "an integer", ...
  bool is_mut = false;                         // Ref, RawPtr
  bool may_dangle = false;                     // Ref, Box inside MaybeDangling: need not be dereferenceable
  std::shared_ptr<const PointeePlan> pointee;  // Ref, Box, RawPtr
  std::shared_ptr<const EnumSwitch> enumeration;
  std::shared_ptr<const struct Plan> plan;  // Array
  uint64_t count = 0, stride = 0;
};
struct Plan {
  std::vector<PlanStep> steps;
};
struct EnumSwitch {
  LayoutRef layout;                                   // tag place and encoding
  std::vector<std::shared_ptr<const Plan>> variants;  // null: uninhabited variant
};

/// The pointee of a reference, box or raw pointer.
struct PointeePlan {
  TyId ty;                       // opaque to the machine (used for names and for lazily asking more)
  uint64_t size = 0, align = 1;  // sized part
  LayoutContext::Meta meta = LayoutContext::Meta::None;
  uint64_t stride = 0;      // Length: bytes per element
  uint64_t tail_align = 1;  // Vtable/Length tails of structs: alignment of the tail's start rule
  bool uninhabited = false;
  DefId dyn_trait;                       // Vtable: principal, none for auto-only
  uint32_t dyn_key = kNoId;              // Vtable: the machine compares it with the vtable's (types' TyId raw)
  bool freeze = true;                    // no UnsafeCell in it at all
  std::vector<ByteRange> cells;          // bytes inside UnsafeCell of the sized part; for a tail of elements:
  std::vector<ByteRange> element_cells;  // ... repeated per element (Length)
  bool tail_all_cell = false;            // dyn tail that is not known to be Freeze: everything is a cell
  bool unpin = true;                     // Unpin and UnsafeUnpin
};

/// A reference-like thing inside a value that a retag visits.
struct RetagStep {
  enum class Kind : uint8_t { Ref, MutRef, Box, RawConst, RawMut, Enum, Array } kind;
  uint64_t offset = 0;
  std::shared_ptr<const PointeePlan> pointee;
  bool box_global = true;  // Box<T, Global>
  std::shared_ptr<const struct RetagEnum> enumeration;
  std::shared_ptr<const struct RetagPlan> plan;  // Array
  uint64_t count = 0, stride = 0;
};
struct RetagPlan {
  std::vector<RetagStep> steps;
};
struct RetagEnum {
  LayoutRef layout;
  std::vector<std::shared_ptr<const RetagPlan>> variants;  // null: nothing to do
};

/// Everything about one type.
struct TypePlan {
  LayoutRef layout;
  Plan validity;                // empty steps: every initialised bit pattern is fine (or nothing to check)
  RetagPlan retag;              // without bare raw pointers (RetagKind::Raw handles those at the top)
  std::vector<ByteRange> data;  // bytes that a typed copy carries (not padding); one range = whole: fast
  std::vector<std::vector<ByteRange>> data_variants;  // multi-variant enums whose variants differ: data by variant
  bool no_padding = true;                             // memcpy of the whole is right
  std::string name;                                   // printed type, for messages
};

class Plans {
 public:
  explicit Plans(LayoutContext& layouts) : layouts_(layouts) {}
  /// Null where the layout cannot be computed.
  const TypePlan* of(TyId ty);
  std::shared_ptr<const PointeePlan> pointee(TyId ty);
  LayoutContext& layouts() { return layouts_; }

 private:
  LayoutContext& layouts_;
  struct Cache;
  std::shared_ptr<Cache> cache_;
};

}  // namespace assay::layout
