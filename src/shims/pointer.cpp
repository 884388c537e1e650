// Pointer intrinsics: arithmetic, distances, comparison, metadata.
#include "shims/rows.h"

namespace assay::shims {

namespace {

Status offset(ShimCall& call) {
  ASSAY_TRY_LET(const TypeInfo* pointee, pointee_of(call, *call.type(0)));
  const layout::Scalar& delta = scalar_of(*call.type(1));
  Pointer p = call.pointer(0);
  const uint64_t count = call.bits(1);
  int64_t bytes = 0;
  const bool too_large = !delta.is_signed && count > static_cast<uint64_t>(INT64_MAX) && pointee->size != 0;
  if (too_large || __builtin_mul_overflow(static_cast<int64_t>(count), static_cast<int64_t>(pointee->size), &bytes))
    return stop_ub(UbKind::OutOfBounds,
                   "overflowing pointer arithmetic: the total offset in bytes does not fit in an `isize`");
  ASSAY_TRY(call.machine.memory.check_inbounds_offset(p, bytes));
  p.addr += static_cast<uint64_t>(bytes);
  call.ret(p);
  return ShimStatus::Done;
}

Status arith_offset(ShimCall& call) {
  Pointer p = call.pointer(0);
  p.addr += call.bits(1) * call.type(0)->size;
  call.ret(p);
  return ShimStatus::Done;
}

template <bool is_unsigned>
Status offset_from(ShimCall& call) {
  const uint64_t size = call.type(0)->size;
  ASSAY_TRY_LET(const int64_t bytes, call.machine.memory.distance(call.pointer(0), call.pointer(1)));
  if (is_unsigned && bytes < 0)
    return stop_ub(UbKind::Intrinsic,
                   "`ptr_offset_from_unsigned` called when the first pointer has a smaller address than the second");
  if (size == 0) return stop_ub(UbKind::Intrinsic, "`" + name_of(call) + "` called on a zero-sized type");
  if (bytes % static_cast<int64_t>(size) != 0)
    return stop_ub(UbKind::Intrinsic,
                   "`" + name_of(call) + "`: the distance is not a multiple of the size of the type");
  call.ret(static_cast<uint64_t>(bytes / static_cast<int64_t>(size)));
  return ShimStatus::Done;
}

Status guaranteed_cmp(ShimCall& call) {
  call.ret(uint64_t{call.bits(0) == call.bits(1)});
  return ShimStatus::Done;
}
Status ptr_mask(ShimCall& call) {
  Pointer p = call.pointer(0);
  p.addr &= call.bits(1);
  call.ret(p);
  return ShimStatus::Done;
}
Status ptr_metadata(ShimCall& call) {
  call.result_a = call.args[0].b;
  return ShimStatus::Done;
}
Status aggregate_raw_ptr(ShimCall& call) {
  call.result_a = call.args[0].a;
  if (call.args.size() > 1) call.result_b = call.args[1].a;
  return ShimStatus::Done;
}
Status slice_get_unchecked(ShimCall& call) {
  ASSAY_TRY_LET(const TypeInfo* item, pointee_of(call, *call.type(0)));
  const uint64_t index = call.bits(1);
  if (index >= call.args[0].b.bits)
    return stop_ub(UbKind::OutOfBounds, "`slice_get_unchecked` called with an index out of bounds");
  Pointer p = call.pointer(0);
  p.addr += index * item->size;
  call.ret(p);
  return ShimStatus::Done;
}
Status nothing(ShimCall&) { return ShimStatus::Done; }

}  // namespace

void add_pointer(Rows& rows) {
  rows.intrinsic("offset", offset);
  rows.intrinsic("arith_offset", arith_offset);
  rows.intrinsic("ptr_offset_from", offset_from<false>);
  rows.intrinsic("ptr_offset_from_unsigned", offset_from<true>);
  rows.intrinsic("ptr_guaranteed_cmp", guaranteed_cmp);
  rows.intrinsic("ptr_mask", ptr_mask);
  rows.intrinsic("ptr_metadata", ptr_metadata);
  rows.intrinsic("aggregate_raw_ptr", aggregate_raw_ptr);
  rows.intrinsic("slice_get_unchecked", slice_get_unchecked);
  for (const char* name :
       {"prefetch_read_data", "prefetch_write_data", "prefetch_read_instruction", "prefetch_write_instruction"})
    rows.intrinsic(name, nothing);
}

}  // namespace assay::shims
