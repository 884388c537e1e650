// A type's digest for reborrowing: which kind of pointer it is, and which bytes of the pointee lie inside an
// `UnsafeCell`. Layout makes one per type and mode; the models read it and see no type.
#pragma once
#include <cstdint>
#include <vector>

#include "memory/byte.h"

namespace assay::memory {

/// InPlace is the caller's place of an argument or return value passed in place, for the time of the call.
enum class PtrKind : uint8_t { Ref, MutRef, Box, RawConst, RawMut, InPlace };

/// Fresh pointers: Default is a new reference, TwoPhase an autoref'd `&mut` not yet activated, Raw a cast from a
/// reference or `&raw`. Values that arrive somewhere: FnEntry in the parameters of a starting function (protectors),
/// Return in the caller, Copy by an assignment.
enum class RetagMode : uint8_t { Default, FnEntry, TwoPhase, Raw, Copy, Return };

/// Where values move besides: Load is a read from memory through a pointer, LoadToDeref one whose only purpose is to
/// follow what was read (the inner pointer of `**p`), Store a write through a pointer; ArgOut and RetOut are the
/// caller's and the callee's end of FnEntry and Return.
enum class ValueMove : uint8_t { Load, LoadToDeref, Store, ArgOut, RetOut };

struct FreezeRange {
  ByteRange range;  // relative to the start of the pointee
  bool frozen = true;
};

/// Where the cells are in a pointee. The statically known prefix is explicit; an unsized tail is described by
/// a repeating element (slices), or given by the machine once the dynamic type is known (trait objects).
struct FreezeMap {
  bool all_frozen = true;        // the whole type is `Freeze`, tail included; the rest is then ignored
  uint64_t prefix_size = 0;      // bytes described by `cells`; for sized types the size
  std::vector<ByteRange> cells;  // inside an `UnsafeCell`; sorted, disjoint, below prefix_size
  enum class Tail : uint8_t { Frozen, Cell, Elements, Dynamic };
  Tail tail = Tail::Frozen;              // what follows prefix_size; Dynamic without a known type counts as Cell
  uint64_t element_size = 0;             // Elements: stride in bytes, nonzero
  std::vector<ByteRange> element_cells;  // Elements: cells of one element

  /// The pointee's `size` bytes as maximal ranges, in order. `dynamic_tail` describes the tail starting at
  /// `tail_offset` when the tail is Dynamic and its type is known.
  std::vector<FreezeRange> ranges(uint64_t size, const FreezeMap* dynamic_tail = nullptr,
                                  uint64_t tail_offset = 0) const;
};

struct RetagSpec {
  PtrKind ptr = PtrKind::Ref;
  RetagMode mode = RetagMode::Default;
  bool pointee_unpin = true;         // `Unpin` and `UnsafeUnpin`; without, `&mut` and `Box` are not unique
  bool box_allocator_global = true;  // Box: the allocator parameter is `Global`
  bool no_writable = false;          // the function opted out of implicit writes to its `&mut` parameters
  FreezeMap frozen;
};

}  // namespace assay::memory
