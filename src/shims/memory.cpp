// Memory intrinsics: untyped copies and fills, typed loads and stores, allocation, comparison.
#include "shims/rows.h"

namespace assay::shims {

namespace {

using memory::AccessKind;
using memory::AllocKind;
using memory::Purpose;

Outcome<uint64_t> total_size(ShimCall& call, const TypeInfo& type, uint64_t count) {
  uint64_t bytes = 0;
  if (__builtin_mul_overflow(count, type.size, &bytes) || bytes > static_cast<uint64_t>(INT64_MAX))
    return stop_ub(UbKind::SizeOverflow, "overflow computing the total size of `" + name_of(call) + "`");
  return bytes;
}

template <bool nonoverlapping, bool swapped>
Status copy(ShimCall& call) {
  const TypeInfo& type = *call.type(0);
  ASSAY_TRY_LET(const uint64_t bytes, total_size(call, type, call.bits(2)));
  const Pointer from = call.pointer(swapped ? 1 : 0), to = call.pointer(swapped ? 0 : 1);
  ASSAY_TRY(call.machine.copy_bytes(from, to, bytes, type.align, nonoverlapping));
  return ShimStatus::Done;
}

Status write_bytes(ShimCall& call) {
  const TypeInfo& type = *call.type(0);
  ASSAY_TRY_LET(const uint64_t bytes, total_size(call, type, call.bits(2)));
  ASSAY_TRY_LET(const memory::BytePlace place, call.machine.write_place(call.pointer(0), bytes, type.align));
  if (bytes) call.machine.memory.fill(place, static_cast<uint8_t>(call.bits(1)), bytes);
  return ShimStatus::Done;
}

template <bool aligned>
Status load(ShimCall& call) {
  const TypeInfo& type = *call.type(0);
  const uint64_t align = aligned ? type.align : 1;
  if (type.cls == RegClass::Memory) {
    ASSAY_TRY(call.machine.copy_value(call.dest, type.align, call.pointer(0), align, type));
    return ShimStatus::Done;
  }
  ASSAY_TRY_LET(const Value value, call.machine.load_value(call.pointer(0), type, align));
  call.result_a = value.a;
  call.result_b = value.b;
  return ShimStatus::Done;
}

template <bool aligned>
Status store(ShimCall& call) {
  const TypeInfo& type = *call.type(0);
  ASSAY_TRY(call.machine.store_value(call.pointer(0), call.args[1], aligned ? type.align : 1));
  return ShimStatus::Done;
}

Status swap(ShimCall& call) {
  const TypeInfo& type = *call.type(0);
  ASSAY_TRY(call.machine.swap_bytes(call.pointer(0), call.pointer(1), type.size, type.align));
  return ShimStatus::Done;
}

Status typed_swap(ShimCall& call) {
  Machine& m = call.machine;
  const TypeInfo& type = *call.type(0);
  const Pointer x = call.pointer(0), y = call.pointer(1);
  ASSAY_TRY_LET(const memory::BytePlace px,
                m.memory.resolve(x, type.size, m.effective_align(type.align), Purpose::Load));
  ASSAY_TRY_LET(const memory::BytePlace py,
                m.memory.resolve(y, type.size, m.effective_align(type.align), Purpose::Load));
  if (type.size && memory::Memory::overlap(px, py, type.size))
    return stop_ub(UbKind::Overlap, "`typed_swap_nonoverlapping` called on overlapping ranges");
  if (type.cls == RegClass::Scalar || type.cls == RegClass::Pair) {
    ASSAY_TRY_LET(const Value held, m.load_value(x, type, type.align));
    ASSAY_TRY_LET(const Value other, m.load_value(y, type, type.align));
    ASSAY_TRY(m.store_value(x, other, type.align));
    ASSAY_TRY(m.store_value(y, held, type.align));
    return ShimStatus::Done;
  }
  ASSAY_TRY_LET(const Pointer temp, m.allocate(type.size, type.align, AllocKind::ArgTemp, false, call.span));
  ASSAY_TRY(m.copy_value(temp, type.align, x, type.align, type));
  ASSAY_TRY(m.copy_value(x, type.align, y, type.align, type));
  ASSAY_TRY(m.copy_value(y, type.align, temp, type.align, type));
  m.free_local(temp);
  return ShimStatus::Done;
}

Status transmute(ShimCall& call) {
  Machine& m = call.machine;
  const TypeInfo& from = *call.type(0);
  const TypeInfo& to = *call.type(1);
  if (from.size != to.size) return stop_ub(UbKind::InvalidOperation, "transmuting between types of different size");
  if (from.layout->uninhabited || to.layout->uninhabited) {
    if (to.layout->uninhabited && m.options.validate)
      return stop_ub(UbKind::Uninhabited, "constructing a value of an uninhabited type");
  }
  const auto whole = [](const TypeInfo& type) {
    return type.cls == RegClass::Scalar && type.layout->a.size == type.size && !type.layout->a.maybe_uninit;
  };
  const auto is_pointer = [](const TypeInfo& type) { return type.layout->a.primitive == layout::Primitive::Pointer; };
  if (whole(from) && whole(to) && is_pointer(from) == is_pointer(to)) {  // the same bits, no memory needed
    call.result_a = call.args[0].a;
    if (to.check && m.options.validate) ASSAY_TRY(m.validate_value(Value{&to, call.result_a, {}}));
    return ShimStatus::Done;
  }
  ASSAY_TRY_LET(const Pointer temp,
                m.allocate(from.size, std::max(from.align, to.align), AllocKind::ArgTemp, false, call.span));
  ASSAY_TRY(m.store_value(temp, call.args[0], from.align));
  if (to.cls == RegClass::Memory) {
    ASSAY_TRY(m.copy_value(call.dest, to.align, temp, to.align, to));
  } else {
    ASSAY_TRY_LET(const Value value, m.load_value(temp, to, to.align));
    call.result_a = value.a;
    call.result_b = value.b;
  }
  m.free_local(temp);
  return ShimStatus::Done;
}

Outcome<int> compare(ShimCall& call, uint64_t bytes, uint64_t align) {
  if (bytes == 0) return 0;
  ASSAY_TRY_LET(const memory::BytePlace a, call.machine.read_place(call.pointer(0), bytes, align));
  ASSAY_TRY_LET(const memory::BytePlace b, call.machine.read_place(call.pointer(1), bytes, align));
  return call.machine.memory.compare(a, b, bytes);
}
Status compare_bytes(ShimCall& call) {
  ASSAY_TRY_LET(const int order, compare(call, call.bits(2), 1));
  call.ret(static_cast<uint32_t>(order));
  return ShimStatus::Done;
}
Status raw_eq(ShimCall& call) {
  ASSAY_TRY_LET(const int order, compare(call, call.type(0)->size, call.type(0)->align));
  call.ret(uint64_t{order == 0});
  return ShimStatus::Done;
}

Status alloc(ShimCall& call) {
  const uint64_t size = call.bits(0), align = call.bits(1);
  if (size == 0) return stop_ub(UbKind::InvalidOperation, "creating an allocation with size 0");
  if (align == 0 || (align & (align - 1)) != 0)
    return stop_ub(UbKind::Alignment, "creating an allocation with non-power-of-two alignment");
  if (size > static_cast<uint64_t>(INT64_MAX) - (align - 1))
    return stop_ub(UbKind::SizeOverflow, "creating an allocation larger than half the address space");
  ASSAY_TRY_LET(const Pointer p, call.machine.allocate(size, align, AllocKind::HeapRust, call.bits(2) != 0, call.span));
  call.ret(p);
  return ShimStatus::Done;
}
Status dealloc(ShimCall& call) {
  ASSAY_TRY(call.machine.deallocate(call.pointer(0), AllocKind::HeapRust, call.bits(1), call.bits(2)));
  return ShimStatus::Done;
}
Status realloc(ShimCall& call) {
  Machine& m = call.machine;
  const uint64_t old_size = call.bits(1), align = call.bits(2), new_size = call.bits(3);
  if (new_size == 0) return stop_ub(UbKind::InvalidOperation, "reallocating to size 0");
  if (new_size > static_cast<uint64_t>(INT64_MAX) - (align - 1))
    return stop_ub(UbKind::SizeOverflow, "creating an allocation larger than half the address space");
  ASSAY_TRY(m.memory.check_free(call.pointer(0), AllocKind::HeapRust, old_size, align));
  ASSAY_TRY_LET(const Pointer p, m.allocate(new_size, align, AllocKind::HeapRust, false, call.span));
  ASSAY_TRY(m.copy_bytes(call.pointer(0), p, std::min(old_size, new_size), 1, true));
  ASSAY_TRY(m.deallocate(call.pointer(0), AllocKind::HeapRust, old_size, align));
  call.ret(p);
  return ShimStatus::Done;
}
Status forget(ShimCall&) { return ShimStatus::Done; }

}  // namespace

void add_memory(Rows& rows) {
  rows.intrinsic("copy_nonoverlapping", copy<true, false>);
  rows.intrinsic("copy", copy<false, false>);
  rows.intrinsic("volatile_copy_nonoverlapping_memory", copy<true, true>);
  rows.intrinsic("volatile_copy_memory", copy<false, true>);
  rows.intrinsic("write_bytes", write_bytes);
  rows.intrinsic("volatile_set_memory", write_bytes);
  rows.intrinsic("read_via_copy", load<true>);
  rows.intrinsic("volatile_load", load<true>);
  rows.intrinsic("unaligned_volatile_load", load<false>);
  rows.intrinsic("write_via_move", store<true>);
  rows.intrinsic("volatile_store", store<true>);
  rows.intrinsic("nontemporal_store", store<true>);
  rows.intrinsic("unaligned_volatile_store", store<false>);
  rows.intrinsic("assay_swap", swap);
  rows.intrinsic("typed_swap_nonoverlapping", typed_swap);
  rows.intrinsic("transmute", transmute);
  rows.intrinsic("transmute_unchecked", transmute);
  rows.intrinsic("compare_bytes", compare_bytes);
  rows.intrinsic("raw_eq", raw_eq);
  rows.intrinsic("forget", forget);
  rows.intrinsic("assay_alloc", alloc);
  rows.intrinsic("assay_dealloc", dealloc);
  rows.intrinsic("assay_realloc", realloc);
}

}  // namespace assay::shims
