// Intrinsics that ask about types: sizes, names, ids, discriminants, inhabitedness.
#include "shims/rows.h"

namespace assay::shims {

namespace {

Status size_of(ShimCall& call) {
  call.ret(call.type(0)->size);
  return ShimStatus::Done;
}
Status align_of(ShimCall& call) {
  call.ret(call.type(0)->align);
  return ShimStatus::Done;
}
types::TyId arg_ty(ShimCall& call, size_t n = 0) {
  for (const types::GenericArg& a : call.machine.program.tcx[call.site.type_args])
    if (a.kind == types::GenericArg::Kind::Type && n-- == 0) return a.ty();
  return {};
}
template <bool size>
Status of_val(ShimCall& call) {
  ASSAY_TRY_LET(const Machine::SizeAlign sa, call.machine.size_of_val(arg_ty(call), call.args[0].b));
  call.ret(size ? sa.size : sa.align);
  return ShimStatus::Done;
}
Status needs_drop(ShimCall& call) {
  call.ret(uint64_t{call.machine.program.solver.needs_drop(arg_ty(call))});
  return ShimStatus::Done;
}

/// Writes 16 bytes as whatever the result type is made of.
Status ret_u128(ShimCall& call, u128 value) {
  const TypeInfo* type = call.site.ret;
  if (type->cls == RegClass::Memory) {
    ASSAY_TRY(call.machine.write_int(call.dest, static_cast<uint64_t>(value), 8));
    Pointer high = call.dest;
    high.addr += 8;
    ASSAY_TRY(call.machine.write_int(high, static_cast<uint64_t>(value >> 64), 8));
  } else if (type->cls == RegClass::Pair) {
    call.result_a = code::Reg{static_cast<uint64_t>(value), {}};
    call.result_b = code::Reg{static_cast<uint64_t>(value >> 64), {}};
  } else {
    call.ret_wide(value, type->size);
  }
  return ShimStatus::Done;
}
Outcome<u128> read_u128(ShimCall& call, size_t i) {
  const Value& v = call.args[i];
  if (v.type->cls == RegClass::Memory) {
    ASSAY_TRY_LET(const uint64_t lo, call.machine.read_int(v.a.pointer(), 8));
    Pointer high = v.a.pointer();
    high.addr += 8;
    ASSAY_TRY_LET(const uint64_t hi, call.machine.read_int(high, 8));
    return u128{hi} << 64 | lo;
  }
  if (v.type->cls == RegClass::Pair) return u128{v.b.bits} << 64 | v.a.bits;
  return v.a.value(v.type->size);
}
Status type_id(ShimCall& call) {
  const uint64_t n = arg_ty(call).raw;
  // A bijection of the type's number, so that nobody takes it for a small integer.
  const uint64_t hash = (n + 1) * 0x9e3779b97f4a7c15u;
  return ret_u128(call, u128{hash ^ 0x5bf03635f0a5e1d3u} << 64 | hash);
}
Status type_id_eq(ShimCall& call) {
  ASSAY_TRY_LET(const u128 a, read_u128(call, 0));
  ASSAY_TRY_LET(const u128 b, read_u128(call, 1));
  call.ret(uint64_t{a == b});
  return ShimStatus::Done;
}
Status type_name(ShimCall& call) {
  const std::string name = call.machine.program.items.print(arg_ty(call));
  ASSAY_TRY_LET(const Pointer p, call.machine.str_pointer(name));
  call.result_a = code::Reg::of(p);
  call.result_b = code::Reg{name.size(), {}};
  return ShimStatus::Done;
}
Status variant_count(ShimCall& call) {
  const types::TyData& data = call.machine.program.tcx[arg_ty(call)];
  call.ret(data.kind == types::TyKind::Adt ? call.machine.program.items.adt(data.def).variants.size() : 0);
  return ShimStatus::Done;
}

Status discriminant_value(ShimCall& call) {
  Machine& m = call.machine;
  const TypeInfo& type = *call.type(0);
  const layout::Layout& layout = *type.layout;
  u128 value = 0;
  uint64_t size = call.site.ret->size;
  if (layout.multi_variant) {
    Pointer tag = call.pointer(0);
    tag.addr += layout.tag_offset;
    ASSAY_TRY_LET(const memory::BytePlace place, m.read_place(tag, layout.tag.size, 1));
    ASSAY_TRY_LET(const code::Reg reg, m.load_part(place, layout.tag));
    ASSAY_TRY_LET(const uint32_t variant, m.read_variant(layout, reg));
    value = layout.discriminants[variant];
  } else if (!layout.discriminants.empty()) {
    if (layout.uninhabited) return stop_ub(UbKind::Uninhabited, "reading the discriminant of an uninhabited enum");
    value = layout.discriminants[layout.single_variant];
  }
  call.ret_wide(value & mask_of(size), size);
  return ShimStatus::Done;
}

tl::unexpected<Stop> invalid_panic(ShimCall& call, const std::string& what) {
  // The library panics without unwinding here.
  return call.machine.stop_abort("attempted to " + what + " type `" + call.machine.program.items.print(arg_ty(call)) +
                                 "`");
}
Status assert_inhabited(ShimCall& call) {
  if (call.type(0)->layout->uninhabited) return invalid_panic(call, "instantiate uninhabited");
  return ShimStatus::Done;
}
// That the value is invalid is told when it is made.
Status assert_zero_valid(ShimCall& call) {
  if (call.type(0)->layout->uninhabited) return invalid_panic(call, "instantiate uninhabited");
  return ShimStatus::Done;
}
Status assert_uninit_valid(ShimCall& call) {
  const TypeInfo& type = *call.type(0);
  if (type.layout->uninhabited) return invalid_panic(call, "instantiate uninhabited");
  return ShimStatus::Done;
}

Outcome<const mono::Vtable*> vtable(ShimCall& call) {
  ASSAY_TRY_LET(const code::VtableId id, call.machine.vtable_of(call.pointer(0)));
  return &call.machine.program.vtable(id);
}
template <bool size>
Status vtable_size(ShimCall& call) {
  ASSAY_TRY_LET(const mono::Vtable* t, vtable(call));
  call.ret(size ? t->size : t->align);
  return ShimStatus::Done;
}
Status debug_checks(ShimCall& call) {
  call.ret(uint64_t{call.machine.options.debug_assertions});
  return ShimStatus::Done;
}
Status overflow_checks(ShimCall& call) {
  call.ret(uint64_t{call.machine.options.overflow_checks});
  return ShimStatus::Done;
}
Status no(ShimCall& call) {
  call.ret(uint64_t{0});
  return ShimStatus::Done;
}

}  // namespace

void add_type_info(Rows& rows) {
  rows.intrinsic("size_of", size_of);
  rows.intrinsic("min_align_of", align_of);
  rows.intrinsic("pref_align_of", align_of);
  rows.intrinsic("align_of", align_of);
  rows.intrinsic("size_of_val", of_val<true>);
  rows.intrinsic("align_of_val", of_val<false>);
  rows.intrinsic("min_align_of_val", of_val<false>);
  rows.intrinsic("needs_drop", needs_drop);
  rows.intrinsic("type_id", type_id);
  rows.intrinsic("type_id_eq", type_id_eq);
  rows.intrinsic("type_name", type_name);
  rows.intrinsic("variant_count", variant_count);
  rows.intrinsic("discriminant_value", discriminant_value);
  rows.intrinsic("assert_inhabited", assert_inhabited);
  rows.intrinsic("assert_zero_valid", assert_zero_valid);
  rows.intrinsic("assert_mem_uninitialized_valid", assert_uninit_valid);
  rows.intrinsic("vtable_size", vtable_size<true>);
  rows.intrinsic("vtable_align", vtable_size<false>);
  rows.intrinsic("ub_checks", debug_checks);
  rows.intrinsic("contract_checks", no);
  rows.intrinsic("overflow_checks", overflow_checks);
}

}  // namespace assay::shims
