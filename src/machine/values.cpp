// Dynamically sized values: what metadata means, vtables and what they say.
#include <fmt/format.h>

#include "machine/machine.h"

namespace assay::machine {

using code::InstanceId;
using code::VtableId;
using types::TyData;
using types::TyKind;

namespace {
constexpr uint64_t kMaxObject = static_cast<uint64_t>(INT64_MAX);
uint64_t align_up(uint64_t value, uint64_t align) { return (value + align - 1) & ~(align - 1); }
class LifetimeEraser : public types::TyFolder {
 public:
  using TyFolder::TyFolder;
  types::Region fold_region(types::Region) override { return {}; }
};
}  // namespace

Outcome<VtableId> Machine::vtable_of(Pointer p) {
  const Allocation* alloc = memory.opaque_at(p, AllocKind::Vtable);
  if (!alloc) {
    if (p.prov.is_concrete() && !memory.live(p.prov.alloc))
      return stop_ub(UbKind::UseAfterFree, "using " + memory::describe(p) + " as vtable pointer, but it is dangling");
    return stop_ub(UbKind::Vtable,
                   "using " + memory::describe(p) + " as vtable pointer, but it does not point to a vtable");
  }
  return VtableId(static_cast<uint32_t>(alloc->payload));
}

/// Is the table for this trait object type? Auto traits do not count. `validity`: as part of a value check.
Outcome<> Machine::check_vtable(VtableId id, uint32_t dyn_key, bool validity) {
  const mono::Vtable& table = program.vtable(id);
  if (dyn_key == kNoId || table.dyn_ty.raw == dyn_key) return {};
  const TyId expected(dyn_key);
  if (program.tcx[expected].kind != TyKind::Dynamic) return {};
  const types::DynTy &want = program.tcx.dyn_ty(expected), &have = program.tcx.dyn_ty(table.dyn_ty);
  if (want.principal == have.principal && want.principal_args == have.principal_args &&
      want.projections == have.projections)
    return {};
  if (!want.principal) return {};
  // Lifetimes say nothing at run time, but a binder of a function pointer makes another type.
  LifetimeEraser eraser(program.tcx);
  const types::DynTy &w = program.tcx.dyn_ty(eraser.fold_ty(expected)),
                     &h = program.tcx.dyn_ty(eraser.fold_ty(table.dyn_ty));
  if (w.principal == h.principal && w.principal_args == h.principal_args && w.projections == h.projections) return {};
  return stop_ub(validity ? UbKind::Validity : UbKind::Vtable,
                 fmt::format("{}wrong trait in wide pointer vtable: expected `{}`, but encountered `{}`",
                             validity ? "constructing an invalid value: " : "", program.items.print(expected),
                             program.items.print(table.dyn_ty)));
}

Outcome<InstanceId> Machine::function_of(Pointer p) {
  const Allocation* alloc = memory.opaque_at(p, AllocKind::Function);
  if (!alloc) {
    if (p.addr == 0 && p.prov.is_none()) return stop_ub(UbKind::NullPointer, "calling a null function pointer");
    if (p.prov.is_concrete() && !memory.live(p.prov.alloc))
      return stop_ub(UbKind::UseAfterFree, "using " + memory::describe(p) + " as function pointer, but it is dangling");
    return stop_ub(p.prov.is_none() ? UbKind::Provenance : UbKind::InvalidOperation,
                   "using " + memory::describe(p) + " as function pointer, but it does not point to a function");
  }
  return InstanceId(static_cast<uint32_t>(alloc->payload));
}

Outcome<const Machine::DynInfo*> Machine::dyn_info(Pointer vtable) {
  ASSAY_TRY_LET(const VtableId id, vtable_of(vtable));
  auto [it, fresh] = dyn_infos_.try_emplace(id.raw);
  if (fresh) {
    const mono::Vtable& table = program.vtable(id);
    DynInfo& info = it->second;
    info.size = table.size;
    info.align = table.align;
    info.ty = table.ty;
    if (const auto pointee = program.plans.pointee(table.ty))
      info.freeze = codes.spec(*pointee, memory::PtrKind::Ref, memory::RetagMode::Default, true).frozen;
  }
  return &it->second;
}

/// Bytes of a pointee with this metadata, and its alignment. Stops: size-overflow, vtable.
Outcome<uint64_t> Machine::pointee_size(const layout::PointeePlan& p, const Reg& meta, uint64_t* align) {
  using Meta = layout::LayoutContext::Meta;
  uint64_t size = p.size, alignment = p.align;
  if (p.meta == Meta::Length) {
    uint64_t bytes = 0;
    if (__builtin_mul_overflow(meta.bits, p.stride, &bytes) || __builtin_add_overflow(bytes, p.size, &size) ||
        size > kMaxObject)
      return stop_ub(UbKind::SizeOverflow, "the size of a slice is bigger than the largest supported object");
    size = align_up(size, alignment);
    if (size > kMaxObject)
      return stop_ub(UbKind::SizeOverflow, "the size of a slice is bigger than the largest supported object");
  } else if (p.meta == Meta::Vtable && program.tcx[p.ty].kind != TyKind::Dynamic) {
    ASSAY_TRY_LET(const SizeAlign sa, size_of_val(p.ty, meta));
    size = sa.size;
    alignment = sa.align;
  } else if (p.meta == Meta::Vtable) {
    ASSAY_TRY_LET(const DynInfo* info, dyn_info(meta.pointer()));
    alignment = std::max(alignment, info->align);
    size = align_up(align_up(p.size, info->align) + info->size, alignment);
  }
  if (align) *align = alignment;
  return size;
}

Outcome<Machine::SizeAlign> Machine::size_of_val(TyId ty, const Reg& meta) {
  const TypeInfo* type = codes.type(ty);
  if (!type) return stop_unsupported("layout", {}, program.items.print(ty));
  if (!type->layout->is_unsized) return SizeAlign{type->size, type->align};
  const TyData data = program.tcx[ty];
  if (data.kind == TyKind::Foreign) return stop_unsupported("extern-type:size_of_val");
  if (data.kind == TyKind::Dynamic) {
    ASSAY_TRY_LET(const DynInfo* info, dyn_info(meta.pointer()));
    return SizeAlign{info->size, info->align};
  }
  if (data.kind == TyKind::Slice || data.kind == TyKind::Str) {
    uint64_t bytes = 0;
    if (__builtin_mul_overflow(meta.bits, type->layout->stride, &bytes) || bytes > kMaxObject)
      return stop_ub(UbKind::SizeOverflow, "the size of a slice is bigger than the largest supported object");
    return SizeAlign{bytes, type->align};
  }
  // A struct with an unsized tail.
  const layout::Layout& l = *type->layout;
  if (l.fields.empty()) return stop_unsupported("layout:tail");
  ASSAY_TRY_LET(const SizeAlign tail, size_of_val(l.fields.back(), meta));
  const uint64_t tail_align = l.pack ? std::min(tail.align, l.pack) : tail.align;
  const uint64_t align = std::max(type->align, tail_align);
  const uint64_t size = align_up(align_up(l.offsets.back(), tail_align) + tail.size, align);
  if (size > kMaxObject)
    return stop_ub(UbKind::SizeOverflow, "the size of a value is bigger than the largest supported object");
  return SizeAlign{size, align};
}

/// Where the dynamically aligned last field of a struct begins.
Outcome<Pointer> Machine::tail_address(Pointer base, const Reg& meta, const code::TailOp& op) {
  ASSAY_TRY_LET(const SizeAlign tail, size_of_val(op.tail->ty, meta));
  const uint64_t align = op.pack ? std::min(tail.align, op.pack) : tail.align;
  const uint64_t offset = align_up(op.offset, align);
  ASSAY_TRY(memory.check_inbounds_offset(base, static_cast<int64_t>(offset)));
  return base.wrapping_add(static_cast<int64_t>(offset));
}

/// The table of the same concrete type for a supertrait.
Outcome<Pointer> Machine::upcast(Pointer vtable, TyId to, TyId from) {
  ASSAY_TRY_LET(const VtableId id, vtable_of(vtable));
  ASSAY_TRY(check_vtable(id, from.raw, false));
  return vtable_pointer(program.vtable(program.vtable(id).ty, to));
}

}  // namespace assay::machine
