// Places: walking projections, addresses, typed loads, stores and copies.
#include "code/compile.h"

namespace assay::code {

PlaceRef FnCompiler::local_place(LocalId id) {
  const LocalState& l = locals_[id.raw];
  PlaceRef at;
  at.ty = l.type->ty;
  at.type = l.type;
  at.local = id;
  at.in_reg = !l.memory;
  at.base = l.memory ? l.reg : kNoReg;
  at.is_checked = true;
  return at;
}

/// The registers of a place inside a promoted local: how many (0 to 2) and which is the first; -1: no whole registers.
int FnCompiler::reg_of(const PlaceRef& at, uint16_t& reg) {
  const LocalState& l = locals_[at.local.raw];
  const TypeInfo& whole = *l.type;
  const TypeInfo& part = *at.type;
  switch (part.cls) {
    case RegClass::Zst:
      return 0;
    case RegClass::Memory:
      return -1;
    case RegClass::Scalar: {
      const int i = whole.part_at(at.offset + part.layout->a_offset, part.layout->a.size);
      if (i < 0) return -1;
      if (whole.part(i).maybe_uninit && part.layout->a.size > 8) return -1;
      reg = static_cast<uint16_t>(l.reg + i);
      return 1;
    }
    case RegClass::Pair:
      if (whole.cls != RegClass::Pair) return -1;
      if (whole.part_at(at.offset + part.layout->a_offset, part.layout->a.size) != 0 ||
          whole.part_at(at.offset + part.layout->b_offset, part.layout->b.size) != 1)
        return -1;
      reg = l.reg;
      return 2;
  }
  return -1;
}

Outcome<PlaceRef> FnCompiler::place(const Place& p) {
  PlaceRef at = local_place(p.local);
  for (const ProjectionElem& e : p.projection) ASSAY_TRY(project(at, e));
  return at;
}

Outcome<> FnCompiler::field(PlaceRef& at, uint32_t index) {
  const bool is_absent =
      at.variant != kNoId && !at.type->layout->multi_variant && at.variant != at.type->layout->single_variant;
  if (is_absent) {  // a variant that no value has
    const TyId ty = program_.layouts.variant_field_ty(at.ty, at.variant, index);
    ASSAY_TRY_LET(at.type, info(ty));
    at.ty = ty;
    at.variant = kNoId;
    return {};
  }
  const layout::LayoutRef layout =
      at.type->layout->variant(at.variant == kNoId ? at.type->layout->single_variant : at.variant);
  if (index >= layout->offsets.size() || index >= layout->fields.size()) {
    return stop_unsupported("layout:field", span_,
                            "field " + std::to_string(index) + " of `" + program_.items.print(at.ty) + "`");
  }
  ASSAY_TRY_LET(const TypeInfo* type, info(layout->fields[index]));
  const uint64_t offset = layout->offsets[index];
  const bool is_last = at.type->layout->is_unsized && index + 1 == layout->offsets.size();
  at.variant = kNoId;
  if (!at.in_reg && is_last && type->layout->is_unsized &&
      tcx_[program_.solver.struct_tail(type->ty)].kind == TyKind::Dynamic) {
    // The tail's offset depends on its dynamic alignment.
    const uint16_t base = address(at);
    const uint16_t moved = temp();
    emit(Op::AddrTail, moved, base, at.meta, add(code_.tails, TailOp{offset, layout->pack, type}));
    if (at.base_align > 1) at.extra_reg = base, at.extra_align = at.base_align;
    at.base = moved;
    at.offset = 0;
    at.base_align = 1;
    at.is_checked = false;
  } else {
    at.offset += offset;
  }
  if (!type->layout->is_unsized) at.meta = kNoReg;
  at.ty = type->ty;
  at.type = type;
  return {};
}

/// Follows the pointer in the place.
Outcome<> FnCompiler::deref(PlaceRef& at, bool checked) {
  const TyData data = tcx_[at.ty];
  TyId pointee;
  PlaceRef pointer = at;
  if (data.kind == TyKind::Adt) {  // Box<T, A>: the pointer is in its first field
    if (!program_.items.adt(data.def).is_box)
      return stop_unsupported("place:deref", span_, program_.items.print(at.ty));
    pointee = tcx_[data.args][0].ty();
    if (!(at.in_reg && at.type->cls != RegClass::Memory)) {
      for (int depth = 0; depth < 8 && tcx_[pointer.ty].kind == TyKind::Adt; depth++) ASSAY_TRY(field(pointer, 0));
    }
  } else {
    if (data.kind != TyKind::Ref && data.kind != TyKind::RawPtr)
      return stop_unsupported("place:deref", span_, program_.items.print(at.ty));
    pointee = data.inner;
  }
  ASSAY_TRY_LET(const TypeInfo* target, info(pointee));
  const bool wide = program_.layouts.is_wide_ptr_to(pointee);
  uint16_t reg = kNoReg;
  if (pointer.in_reg) {
    if (tcx_[pointer.ty].kind == TyKind::Adt)
      reg = locals_[pointer.local.raw].reg;
    else if (reg_of(pointer, reg) < 1)
      return unsupported("place:deref");
  } else {
    reg = temp(wide ? 2 : 1);
    ASSAY_TRY(load(pointer, reg));
    if (cache_.options.places.load_to_deref && is_indirect(at) && at.type->cls != RegClass::Memory)
      hook_move(memory::ValueMove::LoadToDeref, *at.type, reg, &at);
    if (data.kind != TyKind::RawPtr && checked) {
      // A reference or box that is followed must be a valid one, whatever happens to the place then.
      ASSAY_TRY_LET(const TypeInfo* type, info(data.kind == TyKind::Ref ? at.ty : tcx_.ref(pointee, true)));
      check_reg(*type, reg);
    }
  }
  if (data.kind == TyKind::RawPtr && wide && pointer.type->check && checked) check_reg(*pointer.type, reg);
  at = PlaceRef{};
  at.ty = pointee;
  at.type = target;
  at.base = reg;
  at.meta = wide ? static_cast<uint16_t>(reg + 1) : kNoReg;
  at.base_align = cache_.options.check_alignment ? target->align : 1;
  return hook_deref(at, data);
}

Outcome<> FnCompiler::index_by(PlaceRef& at, uint16_t index_reg, TyId element, uint64_t stride) {
  ASSAY_TRY_LET(const TypeInfo* type, info(element));
  const uint16_t base = address(at);
  if (at.base_align > type->align) at.extra_reg = base, at.extra_align = at.base_align;
  const uint16_t moved = temp();
  emit(Op::AddrIndex, moved, base, index_reg, stride);
  const uint64_t align = std::min<uint64_t>(at.base_align, type->align);
  const PlaceRef old = at;
  at = PlaceRef{};
  at.ty = element;
  at.type = type;
  at.base = moved;
  at.base_align = align;
  at.is_checked = old.is_checked;
  at.local = old.local;
  at.extra_reg = old.extra_reg;
  at.extra_align = old.extra_align;
  return {};
}

Outcome<> FnCompiler::project(PlaceRef& at, const ProjectionElem& e) {
  using Kind = ProjectionElem::Kind;
  switch (e.kind) {
    case Kind::Deref:
      return deref(at, true);
    case Kind::Field: {
      const TyData& base = tcx_[at.ty];
      const bool in_coroutine = base.kind == TyKind::Closure && program_.items.closure_info(base.def).is_coroutine;
      ASSAY_TRY(field(at, e.field));
      // The layout knows fields that may hold nothing; which of them do, the body knows.
      if (in_coroutine) {
        at.ty = mono(e.ty);
        ASSAY_TRY_LET(at.type, info(at.ty));
      }
      return {};
    }
    case Kind::Downcast:
      at.variant = e.field;
      return {};
    case Kind::Index:
    case Kind::ConstantIndex:
    case Kind::Subslice:
      break;
  }
  const TyId sequence = at.ty;
  const TyData data = tcx_[sequence];
  const bool is_array = data.kind == TyKind::Array;
  const TyId element = data.kind == TyKind::Str ? tcx_.u8 : data.inner;
  const layout::LayoutRef layout = at.type->layout;
  ASSAY_TRY_LET(const TypeInfo* element_type, info(element));
  const uint64_t stride = element_type->size;
  if (e.kind == Kind::Index) {
    ASSAY_TRY_LET(PlaceRef index, place(Place{e.index, {}}));
    uint16_t reg = 0;
    if (index.in_reg) {
      reg_of(index, reg);
    } else {
      reg = temp();
      ASSAY_TRY(load(index, reg));
    }
    return index_by(at, reg, element, stride);
  }
  auto length_minus = [&](uint64_t n) {
    const uint16_t t = temp();
    emit(Op::SubIW64, t, at.meta, 0, n);
    return t;
  };
  if (e.kind == Kind::ConstantIndex) {
    if (e.from_end && !is_array) return index_by(at, length_minus(e.offset), element, stride);
    const uint64_t n = e.from_end ? layout->count - e.offset : e.offset;
    at.offset += n * stride;
    at.ty = element;
    at.type = element_type;
    at.meta = kNoReg;
    return {};
  }
  // Subslice: from .. to
  const uint64_t from = e.offset, to = e.min_length;
  if (is_array) {
    const uint64_t end = e.from_end ? layout->count - to : to;
    at.offset += from * stride;
    at.ty = tcx_.array(element, end - from);
    ASSAY_TRY_LET(at.type, info(at.ty));
    return {};
  }
  uint16_t meta = temp();
  if (e.from_end)
    emit(Op::SubIW64, meta, at.meta, 0, from + to);
  else
    emit(Op::Const, meta, 0, 0, to - from);
  at.offset += from * stride;
  at.meta = meta;
  return {};
}

// ---- addresses and accesses ------------------------------------------------------------------------------------

void FnCompiler::extra_check(const PlaceRef& at) {
  if (at.extra_reg != kNoReg && at.extra_align > 1) emit(Op::CheckAlign, at.extra_reg, 0, 0, at.extra_align);
}

uint16_t FnCompiler::address(const PlaceRef& at, uint16_t into) {
  if (at.offset == 0) {
    if (into == kNoReg) return at.base;
    mov(into, at.base);
    return into;
  }
  if (into == kNoReg) into = temp();
  emit(at.is_checked ? Op::AddrOffRaw : Op::AddrOff, into, at.base, 0, at.offset);
  return into;
}

void FnCompiler::mov(uint16_t to, uint16_t from, int count) {
  if (to == from || count == 0) return;
  emit(count == 2 ? Op::Mov2 : Op::Mov, to, from);
}

void FnCompiler::check_reg(const TypeInfo& type, uint16_t reg) {
  if (!type.check) return;
  using K = layout::PlanStep::Kind;
  const auto& steps = type.plan->validity.steps;
  if (type.cls == RegClass::Scalar && steps.size() == 1 && (steps[0].kind == K::Ref || steps[0].kind == K::Box) &&
      !steps[0].may_dangle && !steps[0].pointee->uninhabited && tcx_[steps[0].pointee->ty].kind != TyKind::Ref &&
      steps[0].pointee->size < 0xffff'ffffu && !cache_.options.recursive_validation) {
    emit(Op::CheckRef, reg, steps[0].is_mut ? 1 : 0, static_cast<uint16_t>(std::countr_zero(steps[0].pointee->align)),
         pack(static_cast<uint32_t>(steps[0].pointee->size), add_shared(code_.types, &type)));
    return;
  }
  if (type.only_range) {
    const layout::PlanStep& step = type.plan->validity.steps[0];
    emit(Op::CheckRange, reg, 0, 0, add(code_.ranges, RangeCheck{step.scalar, step.what}));
  } else {
    emit(Op::CheckReg, reg, 0, 0, add_shared(code_.types, &type));
  }
}

/// Where loads are not validated, branching on a boolean or a char, comparing or casting it still needs a value of its
/// type.
void FnCompiler::check_used(const TypeInfo& type, uint16_t reg) {
  if (cache_.options.validate || type.cls != RegClass::Scalar) return;
  const TyKind kind = tcx_[type.ty].kind;
  if ((kind != TyKind::Bool && kind != TyKind::Char) || type.plan->validity.steps.empty()) return;
  const layout::PlanStep& step = type.plan->validity.steps[0];
  emit(Op::CheckRange, reg, 0, 0, add(code_.ranges, RangeCheck{step.scalar, step.what}));
}

/// The offset from the base that an access names, and the alignment that the base must have.
Outcome<> FnCompiler::load(const PlaceRef& at, uint16_t into) {
  if (at.in_reg) {
    uint16_t reg = 0;
    const int n = reg_of(at, reg);
    if (n < 0) return unsupported("place:part");
    mov(into, reg, n);
    return {};
  }
  extra_check(at);
  PlaceRef p = at;
  if (p.offset > 0x7fff'ffff) p.base = address(at), p.offset = 0;
  const TypeInfo& type = *p.type;
  const uint64_t align = p.is_checked ? std::min<uint64_t>(p.base_align, 1u << 20) : p.base_align;
  if (type.cls == RegClass::Scalar && !type.layout->a.maybe_uninit && type.layout->a.size <= 8) {
    const layout::Scalar& s = type.layout->a;
    Op op = Op::Load64;
    switch (s.size) {
      case 1:
        op = Op::Load8;
        break;
      case 2:
        op = Op::Load16;
        break;
      case 4:
        op = Op::Load32;
        break;
      default:
        op = s.primitive == layout::Primitive::Pointer ? Op::LoadPtr : Op::Load64;
        break;
    }
    emit(op, into, p.base, p.is_checked ? 1 : 0, pack_access(static_cast<uint32_t>(p.offset), align));
    return {};
  }
  emit(Op::LoadT, into, p.base, p.is_checked ? 1 : 0,
       add(code_.mem_ops, MemOp{.type = &type, .offset = p.offset, .base_align = align}));
  return {};
}

Outcome<> FnCompiler::store(const PlaceRef& at, uint16_t from) {
  if (at.in_reg) return move_regs(at, from);
  extra_check(at);
  PlaceRef p = at;
  if (p.offset > 0x7fff'ffff) p.base = address(at), p.offset = 0;
  const TypeInfo& type = *p.type;
  if (type.cls == RegClass::Zst) return {};
  if (type.cls == RegClass::Scalar && type.layout->a.size <= 8) {
    const layout::Scalar& s = type.layout->a;
    Op op = Op::Store64;
    switch (s.size) {
      case 1:
        op = Op::Store8;
        break;
      case 2:
        op = Op::Store16;
        break;
      case 4:
        op = Op::Store32;
        break;
      default:
        op = s.primitive == layout::Primitive::Pointer ? Op::StorePtr : Op::Store64;
        break;
    }
    emit(op, from, p.base, p.is_checked ? 1 : 0, pack_access(static_cast<uint32_t>(p.offset), p.base_align));
    return {};
  }
  emit(Op::StoreT, from, p.base, p.is_checked ? 1 : 0,
       add(code_.mem_ops, MemOp{.type = &type, .offset = p.offset, .base_align = p.base_align}));
  return {};
}

Outcome<> FnCompiler::move_regs(const PlaceRef& to, uint16_t from) {
  if (!to.in_reg) return store(to, from);
  uint16_t reg = 0;
  const int n = reg_of(to, reg);
  if (n < 0) return unsupported("place:part");
  mov(reg, from, n);
  return {};
}

Outcome<> FnCompiler::copy(const PlaceRef& to, const PlaceRef& from, bool validate) {
  if (to.in_reg || from.in_reg) return unsupported("place:copy");
  if (to.type->size == 0 && !to.type->layout->is_unsized && !to.type->check) {
    return {};
  }
  extra_check(from);
  extra_check(to);
  MemOp op{.type = to.type,
           .offset = to.offset,
           .base_align = to.base_align,
           .source_offset = from.offset,
           .source_align = from.base_align,
           .validate = validate};
  emit(Op::CopyT, to.base, from.base, static_cast<uint16_t>((to.is_checked ? 1 : 0) | (from.is_checked ? 2 : 0)),
       add(code_.mem_ops, op));
  return {};
}

/// The scalar at `offset` of a place, in a register.
uint16_t FnCompiler::scalar_at(const PlaceRef& at, uint64_t offset, const layout::Scalar& scalar) {
  if (at.in_reg) {
    const LocalState& l = locals_[at.local.raw];
    const int part = l.type->part_at(at.offset + offset, scalar.size);
    return part < 0 ? kNoReg : static_cast<uint16_t>(l.reg + part);
  }
  extra_check(at);
  const uint16_t reg = temp();
  Op op = Op::Load64;
  switch (scalar.size) {
    case 1:
      op = Op::Load8;
      break;
    case 2:
      op = Op::Load16;
      break;
    case 4:
      op = Op::Load32;
      break;
    default:
      op = scalar.primitive == layout::Primitive::Pointer ? Op::LoadPtr : Op::Load64;
      break;
  }
  uint16_t base = at.base;
  uint64_t total = at.offset + offset;
  uint64_t align = at.base_align;
  if (total > 0x7fff'ffff) {
    base = temp();
    emit(Op::AddrOff, base, at.base, 0, total);
    total = 0;
    align = 1;
  }
  emit(op, reg, base, at.is_checked ? 1 : 0, pack_access(static_cast<uint32_t>(total), align));
  return reg;
}

Outcome<> FnCompiler::write_uninit(const PlaceRef& at) {
  if (at.in_reg || at.type->size == 0) return {};
  extra_check(at);
  emit(Op::UninitT, 0, at.base, at.is_checked ? 1 : 0,
       add(code_.mem_ops, MemOp{.type = at.type, .offset = at.offset, .base_align = at.base_align}));
  return {};
}

/// Writes the tag of `variant` of the enum `type` into the place, or (promoted) into register `into`'s part.
Outcome<> FnCompiler::set_variant(const PlaceRef& at, const TypeInfo& type, uint32_t variant, uint16_t into) {
  const layout::Layout& l = *type.layout;
  if (l.uninhabited || (l.multi_variant && variant < l.variants.size() && l.variants[variant]->uninhabited)) {
    emit(Op::Uninhabited);
    return {};
  }
  if (!l.multi_variant) return {};
  u128 bits = 0;
  if (l.encoding == layout::TagEncoding::Direct) {
    bits = l.discriminants[variant] & l.tag.max();
  } else {
    if (variant == l.untagged_variant) return {};
    bits = (l.niche_start + (variant - l.niche_first)) & l.tag.max();
  }
  if (into != kNoReg || at.in_reg) {
    const uint16_t first = into != kNoReg ? into : locals_[at.local.raw].reg;
    const int part = type.part_at(l.tag_offset, l.tag.size);
    if (part < 0) return unsupported("enum:tag");
    put_const(static_cast<uint16_t>(first + part), bits, l.tag.size);
    return {};
  }
  extra_check(at);
  const uint16_t reg = temp();
  put_const(reg, bits, l.tag.size);
  PlaceRef tag = at;
  tag.offset += l.tag_offset;
  Op op = Op::Store64;
  switch (l.tag.size) {
    case 1:
      op = Op::Store8;
      break;
    case 2:
      op = Op::Store16;
      break;
    case 4:
      op = Op::Store32;
      break;
    default:
      break;
  }
  if (l.tag.size == 16) return unsupported("enum:tag128");
  emit(op, reg, tag.base, tag.is_checked ? 1 : 0, pack_access(static_cast<uint32_t>(tag.offset), tag.base_align));
  return {};
}

}  // namespace assay::code
