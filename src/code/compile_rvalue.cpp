// Assignments: rvalues into places, retags.
#include "code/compile.h"

namespace assay::code {

/// The register to compute a Scalar or Pair into: the destination's own, or a temporary that is stored afterwards.
uint16_t FnCompiler::dest_reg(const PlaceRef& to, bool& needs_store) {
  uint16_t reg = 0;
  if (to.in_reg && reg_of(to, reg) >= 1) {
    needs_store = false;
    return reg;
  }
  needs_store = true;
  return temp(2);
}

Outcome<> FnCompiler::assign(const Place& to, const Rvalue& r) {
  ASSAY_TRY_LET(PlaceRef at, place(to));
  return assign_to(at, r);
}

Outcome<> FnCompiler::assign_to(const PlaceRef& to, const Rvalue& r) {
  using K = Rvalue::Kind;
  switch (r.kind) {
    case K::Use: {
      ASSAY_TRY_LET(OperandRef o, operand(r.operands[0]));
      const TypeInfo& type = *to.type;
      // A pointer that is only moved is looked at again: what it points to may be gone.
      if (!o.from_memory && !o.is_const && o.reg != kNoReg && type.check && !type.only_range &&
          type.cls != RegClass::Memory)
        check_reg(type, o.reg);
      return write(to, o);
    }
    case K::CopyForDeref: {
      ASSAY_TRY_LET(PlaceRef from, place(r.place));
      // A box or reference on the way is looked at as when it is followed in place.
      ASSAY_TRY_LET(OperandRef o, read(from, tcx_[from.ty].kind != TyKind::RawPtr));
      if (cache_.options.places.load_to_deref && is_indirect(from) && o.reg != kNoReg)
        hook_move(memory::ValueMove::LoadToDeref, *from.type, o.reg, &from);
      return write(to, o, false);
    }
    case K::Repeat:
      return repeat(to, r);
    case K::Ref:
    case K::RawPtr:
      return reference(to, r);
    case K::Len: {
      ASSAY_TRY_LET(PlaceRef from, place(r.place));
      const TyData data = tcx_[from.ty];
      if (data.kind == TyKind::Array) return set_const(to, from.type->layout->count);
      return move_regs(to, from.meta);
    }
    case K::Cast:
      return cast(to, r);
    case K::Binary:
      return binary(to, r);
    case K::Unary:
      return unary(to, r);
    case K::Discriminant:
      return discriminant(to, r);
    case K::Aggregate:
      return aggregate(to, r);
    case K::StaticRef:
    case K::ThreadLocalRef: {
      bool needs_store = false;
      const uint16_t reg = dest_reg(to, needs_store);
      const bool per_thread =
          r.kind == K::ThreadLocalRef || program_.items.hir.defs.has_attr(r.def, program_.session.sym("thread_local"));
      const auto kind = per_thread ? GlobalKey::Kind::ThreadLocal : GlobalKey::Kind::Static;
      emit(Op::Global, reg, 0, 0, cache_.global({.kind = kind, .def = r.def}));
      if (to.type->cls == RegClass::Pair) emit(Op::Const, static_cast<uint16_t>(reg + 1));
      if (needs_store) ASSAY_TRY(store(to, reg));
      return {};
    }
    case K::OffsetOf: {
      ASSAY_TRY_LET(const TypeInfo* type, type_of(r.ty));
      uint64_t offset = 0;
      for (const auto& [variant, field] : r.offset_path) {
        const layout::LayoutRef l = type->layout->variant(variant == kNoId ? type->layout->single_variant : variant);
        if (field >= l->offsets.size()) return unsupported("expr:offset_of");
        offset += l->offsets[field];
        ASSAY_TRY_LET(type, info(l->fields[field]));
      }
      return set_const(to, offset);
    }
    case K::SizeOf:
    case K::AlignOf: {
      ASSAY_TRY_LET(const TypeInfo* type, type_of(r.ty));
      return set_const(to, r.kind == K::SizeOf ? type->size : type->align);
    }
  }
  return {};
}

Outcome<> FnCompiler::reference(const PlaceRef& to, const Rvalue& r) {
  ASSAY_TRY_LET(PlaceRef from, place(r.place));
  if (from.in_reg) {
    if (from.type->cls != RegClass::Zst) return unsupported("borrow:register");
    return unsupported("borrow:zst");
  }
  bool needs_store = false;
  uint16_t reg = dest_reg(to, needs_store);
  const bool wide = to.type->cls == RegClass::Pair;
  if (wide && from.meta == kNoReg) return unsupported("borrow:meta");
  // The destination may be what the address is computed from.
  if (wide && reg == from.meta) {
    const uint16_t saved = temp();
    mov(saved, from.meta);
    from.meta = saved;
  }
  address(from, reg);
  if (wide) mov(static_cast<uint16_t>(reg + 1), from.meta);
  if (r.kind == Rvalue::Kind::Ref && !from.is_checked && to.type->check) check_reg(*to.type, reg);
  if (needs_store) ASSAY_TRY(store(to, reg));
  return {};
}

namespace {
enum class ArithTy : int { None = -1, i8, i16, i32, i64, u8, u16, u32, u64 };
ArithTy arith_ty(const layout::Scalar& s) {
  if (s.primitive != layout::Primitive::Int) return ArithTy::None;
  int base = 0;
  switch (s.size) {
    case 1:
      base = 0;
      break;
    case 2:
      base = 1;
      break;
    case 4:
      base = 2;
      break;
    case 8:
      base = 3;
      break;
    default:
      return ArithTy::None;
  }
  return static_cast<ArithTy>(base + (s.is_signed ? 0 : 4));
}
Op op_plus(Op first, int n) { return static_cast<Op>(static_cast<int>(first) + n); }
int64_t sign_extend(u128 bits, uint64_t size) {
  const int shift = static_cast<int>(64 - size * 8);
  return static_cast<int64_t>(static_cast<uint64_t>(bits) << shift) >> shift;
}
}  // namespace

Outcome<> FnCompiler::binary(const PlaceRef& to, const Rvalue& r) {
  using B = mir::BinOp;
  ASSAY_TRY_LET(OperandRef left, operand(r.operands[0]));
  ASSAY_TRY_LET(OperandRef right, operand(r.operands[1]));
  const bool overflow =
      r.bin_op == B::AddWithOverflow || r.bin_op == B::SubWithOverflow || r.bin_op == B::MulWithOverflow;
  if (left.type->cls == RegClass::Zst) {  // comparing units, fn items
    switch (r.bin_op) {
      case B::Eq:
      case B::Le:
      case B::Ge:
        return set_const(to, 1);
      case B::Cmp:
        return set_const(to, 0);
      case B::Ne:
      case B::Lt:
      case B::Gt:
        return set_const(to, 0);
      case B::Add:
      case B::Sub:
      case B::Mul:
      case B::Div:
      case B::Rem:
      case B::BitAnd:
      case B::BitOr:
      case B::BitXor:
      case B::Shl:
      case B::Shr:
      case B::Offset:
      case B::AddWithOverflow:
      case B::SubWithOverflow:
      case B::MulWithOverflow:
        return unsupported("binary:zst");
    }
  }
  if (left.type->cls == RegClass::Memory) return unsupported("binary:memory");
  if (!cache_.options.validate) {
    for (const OperandRef* o : {&left, &right}) {
      if (o->is_const) continue;
      ASSAY_TRY_LET(const uint16_t reg, to_reg(*o));
      check_used(*o->type, reg);
    }
  }
  const layout::Scalar s = left.type->layout->a;
  const ArithTy ty = left.type->cls == RegClass::Scalar ? arith_ty(s) : ArithTy::None;
  const int width = static_cast<int>(ty) & 3;
  const bool is_int = ty != ArithTy::None;
  bool needs_store = false;
  // x = a OP b; assert(!x.1): one operation that jumps
  if (overflow && fused_assert_ && is_int && to.in_reg && to.type->cls == RegClass::Pair &&
      to.type->part_at(to.type->layout->offsets[0], s.size) == 0) {
    ASSAY_TRY_LET(uint16_t a, to_reg(left));
    const uint16_t dest = locals_[to.local.raw].reg;
    const int64_t small = right.is_const ? sign_extend(right.bits, s.size) : 0;
    const bool immediate = right.is_const && r.bin_op != B::MulWithOverflow && small >= -0x4000 && small <= 0x4000 &&
                           (s.is_signed || right.bits <= 0x4000);
    const Op first = r.bin_op == B::AddWithOverflow   ? (immediate ? Op::AddCI_i8 : Op::AddC_i8)
                     : r.bin_op == B::SubWithOverflow ? (immediate ? Op::SubCI_i8 : Op::SubC_i8)
                                                      : Op::MulC_i8;
    uint16_t c = static_cast<uint16_t>(small);
    if (!immediate) {
      ASSAY_TRY_LET(c, to_reg(right));
    }
    const size_t at = emit(op_plus(first, static_cast<int>(ty)), dest, a, c);
    cold_.push_back({at, 0, fused_assert_});
    return {};
  }
  fused_assert_ = nullptr;
  uint16_t dest = dest_reg(to, needs_store);
  auto done = [&]() -> Outcome<> {
    if (needs_store) return store(to, dest);
    return {};
  };
  const bool is_ptr = left.type->cls == RegClass::Scalar && s.primitive == layout::Primitive::Pointer;
  const bool small_bits = left.type->cls == RegClass::Scalar && s.size <= 8;
  if (small_bits && s.primitive != layout::Primitive::Float) {
    auto rr = [&](Op op, bool swap = false) -> Outcome<> {
      ASSAY_TRY_LET(uint16_t a, to_reg(left));
      ASSAY_TRY_LET(uint16_t b, to_reg(right));
      emit(op, dest, swap ? b : a, swap ? a : b);
      return done();
    };
    auto ri = [&](Op op) -> Outcome<> {
      ASSAY_TRY_LET(uint16_t a, to_reg(left));
      emit(op, dest, a, 0, static_cast<uint64_t>(right.bits));
      return done();
    };
    const bool imm = right.is_const;
    const int sw = s.is_signed && is_int ? 1 + width : 0;  // index in Lt_u, Lt_i8, ...
    switch (r.bin_op) {
      case B::Add:
        if (is_int) return imm ? ri(op_plus(Op::AddIW8, width)) : rr(op_plus(Op::AddW8, width));
        break;
      case B::Sub:
        if (is_int) return imm ? ri(op_plus(Op::SubIW8, width)) : rr(op_plus(Op::SubW8, width));
        break;
      case B::Mul:
        if (is_int) return rr(op_plus(Op::MulW8, width));
        break;
      case B::BitAnd:
        return imm ? ri(Op::AndI) : rr(Op::And);
      case B::BitOr:
        return rr(Op::Or);
      case B::BitXor:
        return rr(Op::Xor);
      case B::Eq:
        if (!is_ptr) return imm ? ri(Op::EqI) : rr(Op::Eq);
        break;
      case B::Ne:
        if (!is_ptr) return imm ? ri(Op::NeI) : rr(Op::Ne);
        break;
      case B::Lt:
        if (!is_ptr) {
          if (imm) {
            right.bits = sw ? static_cast<u128>(sign_extend(right.bits, s.size)) : right.bits;
            return ri(op_plus(Op::LtI_u, sw));
          }
          return rr(sw ? op_plus(Op::Lt_i8, width) : Op::Lt_u);
        }
        break;
      case B::Gt:
        if (!is_ptr) return rr(sw ? op_plus(Op::Lt_i8, width) : Op::Lt_u, true);
        break;
      case B::Le:
        if (!is_ptr) return rr(sw ? op_plus(Op::Le_i8, width) : Op::Le_u);
        break;
      case B::Ge:
        if (!is_ptr) return rr(sw ? op_plus(Op::Le_i8, width) : Op::Le_u, true);
        break;
      case B::AddWithOverflow:
      case B::SubWithOverflow:
      case B::MulWithOverflow:
        if (is_int && to.type->part_at(to.type->layout->offsets[0], s.size) == 0) {
          const Op first = r.bin_op == B::AddWithOverflow   ? Op::AddO_i8
                           : r.bin_op == B::SubWithOverflow ? Op::SubO_i8
                                                            : Op::MulO_i8;
          ASSAY_TRY_LET(uint16_t a, to_reg(left));
          ASSAY_TRY_LET(uint16_t b, to_reg(right));
          const uint16_t pair = temp(2);
          emit(op_plus(first, static_cast<int>(ty)), pair, a, b);
          mov(dest, pair, 2);
          return done();
        }
        break;
      case B::Div:
      case B::Rem:
      case B::Shl:
      case B::Shr:
      case B::Offset:
      case B::Cmp:
        break;
    }
  }
  BinaryOp op{r.bin_op, s, right.type->cls == RegClass::Zst ? s : right.type->layout->a,
              left.type->cls == RegClass::Pair, 0};
  if (is_ptr || left.type->cls == RegClass::Pair) {
    const TyData data = tcx_[left.type->ty];
    if (data.kind == TyKind::RawPtr || data.kind == TyKind::Ref) {
      if (const TypeInfo* pointee = cache_.type(data.inner); pointee) op.stride = pointee->size;
    }
  }
  ASSAY_TRY_LET(uint16_t a, to_reg(left));
  ASSAY_TRY_LET(uint16_t b, to_reg(right));
  if (r.bin_op == B::Offset) {
    emit(Op::Offset, dest, a, b, op.stride | (op.right.is_signed ? uint64_t{1} << 63 : 0));
    if (left.type->cls == RegClass::Pair) mov(static_cast<uint16_t>(dest + 1), static_cast<uint16_t>(a + 1));
    return done();
  }
  if (overflow) {
    const uint16_t pair = temp(2);
    emit(Op::Binary, pair, a, b, add(code_.binaries, op));
    if (to.type->cls == RegClass::Memory) {  // a tuple that is no pair
      ASSAY_TRY_LET(PlaceRef f0, field_place(to, 0));
      ASSAY_TRY_LET(PlaceRef f1, field_place(to, 1));
      ASSAY_TRY(write_uninit(to));
      ASSAY_TRY(store(f0, pair));
      return store(f1, static_cast<uint16_t>(pair + 1));
    }
    const int first = to.type->part_at(to.type->layout->offsets[0], s.size) == 0 ? 0 : 1;
    mov(static_cast<uint16_t>(dest + first), pair);
    mov(static_cast<uint16_t>(dest + 1 - first), static_cast<uint16_t>(pair + 1));
    return done();
  }
  emit(Op::Binary, dest, a, b, add(code_.binaries, op));
  return done();
}

Outcome<> FnCompiler::unary(const PlaceRef& to, const Rvalue& r) {
  ASSAY_TRY_LET(OperandRef o, operand(r.operands[0]));
  if (r.un_op == mir::UnOp::PtrMetadata) {
    if (to.type->cls == RegClass::Zst) return {};
    if (o.type->cls != RegClass::Pair) return unsupported("unary:metadata");
    return move_regs(to, static_cast<uint16_t>(o.reg + 1));
  }
  if (o.type->cls != RegClass::Scalar) return unsupported("unary:class");
  bool needs_store = false;
  const uint16_t dest = dest_reg(to, needs_store);
  ASSAY_TRY_LET(uint16_t a, to_reg(o));
  if (!o.is_const) check_used(*o.type, a);
  if (r.un_op == mir::UnOp::Not && tcx_[o.type->ty].kind == TyKind::Bool)
    emit(Op::NotBool, dest, a);
  else
    emit(Op::Unary, dest, a, 0, add(code_.unaries, UnaryOp{r.un_op, o.type->layout->a}));
  if (needs_store) return store(to, dest);
  return {};
}

Outcome<> FnCompiler::discriminant(const PlaceRef& to, const Rvalue& r) {
  ASSAY_TRY_LET(PlaceRef from, place(r.place));
  const layout::Layout& l = *from.type->layout;
  if (!l.multi_variant) {
    if (l.uninhabited) emit(Op::Uninhabited);
    const u128 value = l.single_variant < l.discriminants.size() ? l.discriminants[l.single_variant] : 0;
    return set_const(to, value);
  }
  const uint16_t tag = scalar_at(from, l.tag_offset, l.tag);
  if (tag == kNoReg) return unsupported("enum:tag");
  bool needs_store = false;
  const uint16_t dest = dest_reg(to, needs_store);
  emit(Op::GetDiscr, dest, tag, 0, add_shared(code_.types, from.type));
  if (needs_store) return store(to, dest);
  return {};
}

Outcome<> FnCompiler::aggregate(const PlaceRef& to, const Rvalue& r) {
  const TypeInfo& type = *to.type;
  if (r.aggregate == mir::AggregateKind::Array) {
    if (r.operands.empty()) return {};
    ASSAY_TRY_LET(const TypeInfo* element, info(type.layout->element));
    for (size_t i = 0; i < r.operands.size(); i++) {
      ASSAY_TRY_LET(OperandRef o, operand(r.operands[i]));
      PlaceRef at = to;
      at.ty = element->ty;
      at.type = element;
      at.offset += i * element->size;
      ASSAY_TRY(write(at, o));
    }
    return {};
  }
  if (r.active_field != kNoId) {  // a union
    ASSAY_TRY_LET(OperandRef o, operand(r.operands[0]));
    ASSAY_TRY(write_uninit(to));
    ASSAY_TRY_LET(PlaceRef at, field_place(to, r.active_field));
    return write(at, o);
  }
  const bool is_enum = type.layout->multi_variant;
  if (is_enum && type.layout->variants[r.variant]->uninhabited) emit(Op::Uninhabited);
  if (type.cls == RegClass::Zst) {
    for (const Operand& o : r.operands) ASSAY_TRY(operand(o));
    return {};
  }
  if (type.cls == RegClass::Memory) {
    // Values first: a field may be made of what is there.
    std::vector<OperandRef> values;
    for (const Operand& o : r.operands) {
      ASSAY_TRY_LET(OperandRef value, operand(o));
      values.push_back(std::move(value));
    }
    if (!type.plan->no_padding || is_enum) ASSAY_TRY(write_uninit(to));
    for (uint32_t i = 0; i < values.size(); i++) {
      PlaceRef at = to;
      if (is_enum) at.variant = r.variant;
      ASSAY_TRY(field(at, i));
      if (r.aggregate == mir::AggregateKind::Closure) at.ty = values[i].type->ty, at.type = values[i].type;
      ASSAY_TRY(write(at, values[i]));
    }
    if (is_enum) ASSAY_TRY(set_variant(to, type, r.variant, kNoReg));
    return {};
  }
  // Registers: into temporaries first, so that fields may come from the destination itself.
  const uint16_t first = temp(type.reg_count());
  bool written[2] = {false, false};
  for (uint32_t i = 0; i < r.operands.size(); i++) {
    ASSAY_TRY_LET(OperandRef o, operand(r.operands[i]));
    const layout::LayoutRef v = type.layout->variant(is_enum ? r.variant : type.layout->single_variant);
    const layout::LayoutRef f = o.type->layout;
    if (o.type->cls == RegClass::Zst) continue;
    if (o.type->cls == RegClass::Memory) {
      // a union or the like inside a promoted value: go through memory
      return unsupported("aggregate:part");
    }
    const int n = o.type->reg_count();
    for (int k = 0; k < n; k++) {
      const int part =
          type.part_at(v->offsets[i] + (k == 0 ? f->a_offset : f->b_offset), k == 0 ? f->a.size : f->b.size);
      if (part < 0) return unsupported("aggregate:part");
      const uint16_t into = static_cast<uint16_t>(first + part);
      if (o.is_const)
        put_const(into, o.bits, f->a.size);
      else
        mov(into, static_cast<uint16_t>(o.reg + k));
      written[part] = true;
    }
  }
  if (is_enum) {
    const bool has_tag =
        type.layout->encoding == layout::TagEncoding::Direct || r.variant != type.layout->untagged_variant;
    if (has_tag) {
      ASSAY_TRY(set_variant(to, type, r.variant, first));
      const int part = type.part_at(type.layout->tag_offset, type.layout->tag.size);
      if (part >= 0) written[part] = true;
    }
  }
  for (int k = 0; k < type.reg_count(); k++)
    if (!written[k]) emit(Op::Undef, static_cast<uint16_t>(first + k));
  if (type.only_range) check_reg(type, first);
  return move_regs(to, first);
}

Outcome<> FnCompiler::repeat(const PlaceRef& to, const Rvalue& r) {
  const uint64_t count = to.type->layout->count;
  if (count == 0 || to.type->size == 0) return {};
  ASSAY_TRY_LET(OperandRef o, operand(r.operands[0]));
  ASSAY_TRY_LET(const TypeInfo* element, info(to.type->layout->element));
  if (to.in_reg) return unsupported("repeat:register");
  PlaceRef at = to;
  at.ty = element->ty;
  at.type = element;
  ASSAY_TRY(write(at, o));
  if (count > 1)
    emit(Op::RepeatT, to.base, 0, to.is_checked ? 1 : 0,
         add(code_.mem_ops, MemOp{.type = element, .offset = to.offset, .base_align = to.base_align, .count = count}));
  return {};
}

Outcome<> FnCompiler::retag(const Statement& s) {
  ASSAY_TRY_LET(PlaceRef at, place(s.place));
  memory::RetagMode mode = memory::RetagMode::Default;
  switch (s.retag) {
    case mir::RetagKind::Default:
      break;
    case mir::RetagKind::FnEntry:
      mode = memory::RetagMode::FnEntry;
      break;
    case mir::RetagKind::TwoPhase:
      mode = memory::RetagMode::TwoPhase;
      break;
    case mir::RetagKind::Raw:
      mode = memory::RetagMode::Raw;
      break;
    case mir::RetagKind::Copy:
      mode = memory::RetagMode::Copy;
      break;
    case mir::RetagKind::Return:
      mode = memory::RetagMode::Return;
      break;
  }
  const TypeInfo& type = *at.type;
  RetagOp op;
  op.type = &type;
  op.mode = mode;
  op.scope = scope_here();
  const TyData data = tcx_[type.ty];
  const bool is_raw = data.kind == TyKind::RawPtr;
  if (is_raw ? mode != memory::RetagMode::Raw : !type.has_retag) return {};
  if (skips_fields(type)) return {};
  if (mode == memory::RetagMode::FnEntry) code_.has_protectors = true;
  const auto& steps = type.plan->retag.steps;
  std::shared_ptr<const layout::PointeePlan> pointee;
  memory::PtrKind kind = memory::PtrKind::Ref;
  bool box_global = true;
  if (is_raw) {
    pointee = program_.plans.pointee(data.inner);
    if (!pointee) return unsupported("layout:pointee");
    kind = data.is_mut() ? memory::PtrKind::RawMut : memory::PtrKind::RawConst;
  } else if (steps.size() == 1 && steps[0].offset == 0 && type.cls != RegClass::Memory) {
    using K = layout::RetagStep::Kind;
    switch (steps[0].kind) {
      case K::Ref:
        kind = memory::PtrKind::Ref;
        break;
      case K::MutRef:
        kind = memory::PtrKind::MutRef;
        break;
      case K::Box:
        kind = memory::PtrKind::Box;
        break;
      case K::RawConst:
        kind = memory::PtrKind::RawConst;
        break;
      case K::RawMut:
        kind = memory::PtrKind::RawMut;
        break;
      case K::Enum:
      case K::Array:
        kind = memory::PtrKind::InPlace;
        break;
    }
    if (kind != memory::PtrKind::InPlace) {
      pointee = steps[0].pointee;
      box_global = steps[0].box_global;
    }
  }
  uint16_t reg = kNoReg;
  const bool in_reg = at.in_reg && reg_of(at, reg) >= 1;
  if (!in_reg && at.in_reg) return {};
  if (pointee) {
    op.pointee = pointee.get();
    op.spec = cache_.spec(*pointee, kind, mode, box_global);
    if (mode == memory::RetagMode::FnEntry && no_writable()) op.spec.no_writable = true;
    const uint32_t index = add(code_.retags, std::move(op));
    if (in_reg) {
      emit(Op::RetagReg, reg, 0, 0, index);
    } else {
      const uint16_t t = temp(2);
      ASSAY_TRY(load(at, t));
      emit(Op::RetagReg, t, 0, 0, index);
      ASSAY_TRY(store(at, t));
    }
    return {};
  }
  if (in_reg) {
    emit(Op::RetagRegs, reg, 0, 0, add(code_.retags, std::move(op)));
  } else {
    const uint16_t t = address(at);
    emit(Op::RetagMem, t, 0, 0, add(code_.retags, std::move(op)));
  }
  return {};
}

bool FnCompiler::no_writable() {
  const mono::Instance& i = program_[instance_];
  return i.kind == mono::Instance::Kind::Item && i.def &&
         program_.items.hir.defs.has_attr(i.def, program_.session.sym("rustc_no_writable"));
}

}  // namespace assay::code
