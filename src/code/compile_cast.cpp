// Casts and coercions: numbers, pointers, function pointers, unsizing of references, boxes and whatever is
// CoerceUnsized.
#include "code/compile.h"

namespace assay::code {

namespace {
bool signed_int(const types::TyContext& tcx, TyId ty) { return tcx[ty].kind == TyKind::Int; }
}  // namespace

Outcome<InstanceId> FnCompiler::closure_fn(TyId closure) {
  const types::ClosureInfo& closure_info = program_.items.closure_info(tcx_[closure].def);
  std::vector<TyId> inputs;
  for (TyId t : tcx_[closure_info.sig.inputs]) inputs.push_back(program_.mono_ty(t, tcx_[closure].args));
  const DefId trait = program_.items.lang("fn_once");
  const types::AssocItem* item =
      trait ? program_.items.assoc_item(trait, program_.session.sym("call_once"), types::AssocItem::Kind::Fn) : nullptr;
  if (!item) return stop_unsupported("lang:fn_once", span_);
  const std::vector<types::GenericArg> list{types::GenericArg::of(closure), types::GenericArg::of(tcx_.tuple(inputs))};
  return program_.resolve(item->def, tcx_.args(list));
}

Outcome<> FnCompiler::cast(const PlaceRef& to, const Rvalue& r) {
  using K = mir::CastKind;
  const TyId from_ty = operand_ty(r.operands[0]);
  const TyId to_ty = to.type->ty;
  if (r.cast == K::ReifyFnPointer || r.cast == K::ClosureFnPointer) {
    InstanceId instance;
    const TyData data = tcx_[from_ty];
    if (r.cast == K::ClosureFnPointer || data.kind == TyKind::Closure) {
      ASSAY_TRY_LET(instance, closure_fn(from_ty));
    } else {
      instance = cache_.is_intrinsic(data.def) || program_.items.hir.defs[data.def].in_foreign
                     ? program_.intern(
                           {.kind = mono::Instance::Kind::Item, .def = data.def, .args = tcx_.erase_regions(data.args)})
                     : program_.resolve(data.def, data.args);
    }
    if (!instance) return stop_unsupported("call:unresolved", span_, program_.items.print(from_ty));
    bool needs_store = false;
    const uint16_t reg = dest_reg(to, needs_store);
    emit(Op::Global, reg, 0, 0, cache_.global({.kind = GlobalKey::Kind::Fn, .instance = instance}));
    if (needs_store) return store(to, reg);
    return {};
  }
  ASSAY_TRY_LET(OperandRef o, operand(r.operands[0]));
  if (r.cast == K::NeverToAny) {
    emit(Op::Unreachable);
    return {};
  }
  if (r.cast == K::Unsize) return unsize(to, o, from_ty, to_ty);
  bool needs_store = false;
  uint16_t dest = dest_reg(to, needs_store);
  auto done = [&]() -> Outcome<> {
    if (needs_store) return store(to, dest);
    return {};
  };
  switch (r.cast) {
    case K::IntToInt: {
      const uint64_t from = o.type->size, size = to.type->size;
      if (o.type->cls == RegClass::Zst) return set_const(to, 0);
      const bool is_signed =
          signed_int(tcx_, from_ty) || (tcx_[from_ty].kind == TyKind::Adt && o.type->layout->a.is_signed);
      if (o.is_const && from <= 8 && size <= 8) {
        const int shift = static_cast<int>(64 - from * 8);
        const uint64_t raw = static_cast<uint64_t>(o.bits);
        const uint64_t wide = is_signed ? static_cast<uint64_t>(static_cast<int64_t>(raw << shift) >> shift) : raw;
        put_const(dest, u128{wide} & to.type->layout->a.max(), size);
        return done();
      }
      ASSAY_TRY_LET(uint16_t a, to_reg(o));
      check_used(*o.type, a);
      if (from > 8 || size > 8) {
        CastOp op{r.cast, o.type->layout->a, scalar_of(tcx_, to_ty)};
        op.from.is_signed = is_signed;
        emit(Op::Cast, dest, a, 0, add(code_.casts, op));
      } else if (size <= from) {
        emit(Op::Zext, dest, a, 0, size);
      } else if (is_signed) {
        emit(Op::Sext, dest, a, 0, pack(static_cast<uint32_t>(from), static_cast<uint32_t>(size)));
      } else {
        emit(Op::Zext, dest, a, 0, from);
      }
      return done();
    }
    case K::FloatToInt:
    case K::IntToFloat:
    case K::FloatToFloat: {
      ASSAY_TRY_LET(uint16_t a, to_reg(o));
      emit(Op::Cast, dest, a, 0, add(code_.casts, CastOp{r.cast, scalar_of(tcx_, from_ty), scalar_of(tcx_, to_ty)}));
      return done();
    }
    case K::PtrToInt:
    case K::FnPtrToInt: {
      ASSAY_TRY_LET(uint16_t a, to_reg(o));
      emit(Op::Expose, dest, a);
      if (to.type->size < 8) emit(Op::Zext, dest, dest, 0, to.type->size);
      return done();
    }
    case K::IntToPtr: {
      ASSAY_TRY_LET(uint16_t a, to_reg(o));
      if (o.type->size < 8 && signed_int(tcx_, from_ty)) {
        const uint16_t t = temp();
        emit(Op::Sext, t, a, 0, pack(static_cast<uint32_t>(o.type->size), 8));
        a = t;
      }
      emit(Op::FromExposed, dest, a);
      return done();
    }
    case K::PtrToPtr:
    case K::FnPtrToPtr:
    case K::UnsafeFnPointer:
    case K::MutToConstPointer:
    case K::ArrayToPointer: {
      ASSAY_TRY_LET(uint16_t a, to_reg(o));
      const int n = to.type->reg_count();
      if (n == 2 && o.type->reg_count() != 2) return unsupported("cast:metadata");
      if (n == 2) {
        // dyn to dyn with another principal keeps the table only if it is for the same trait
        mov(dest, a, 2);
      } else {
        mov(dest, a, 1);
      }
      return done();
    }
    case K::ReifyFnPointer:
    case K::ClosureFnPointer:
    case K::Unsize:
    case K::NeverToAny:
      break;
  }
  return {};
}

/// The metadata that a pointer to `from` gets when it becomes a pointer to `to`.
Outcome<> FnCompiler::unsize_meta(uint16_t into, TyId from, TyId to, uint16_t old_meta) {
  const TyData a = tcx_[from], b = tcx_[to];
  if (a.kind == TyKind::Array && b.kind == TyKind::Slice) {
    const auto n = program_.solver.eval_usize(a.length);
    if (!n) return stop_unsupported("const:array-length", span_);
    emit(Op::Const, into, 0, 0, *n);
    return {};
  }
  if (b.kind == TyKind::Dynamic) {
    if (a.kind == TyKind::Dynamic) {
      const types::DynTy& x = tcx_.dyn_ty(from);
      const types::DynTy& y = tcx_.dyn_ty(to);
      if (x.principal == y.principal && x.principal_args == y.principal_args)
        mov(into, old_meta);
      else {
        ASSAY_TRY_LET(const TypeInfo* target, info(to));
        ASSAY_TRY_LET(const TypeInfo* source, info(from));
        emit(Op::Upcast, into, old_meta, 0, pack(add_shared(code_.types, target), add_shared(code_.types, source)));
      }
      return {};
    }
    const VtableId vtable = program_.vtable(from, to);
    emit(Op::Global, into, 0, 0, cache_.global({.kind = GlobalKey::Kind::Vtable, .vtable = vtable}));
    return {};
  }
  if (a.kind == TyKind::Adt && b.kind == TyKind::Adt && a.def == b.def) {
    const uint32_t n = program_.layouts.field_count(from, 0);
    if (n != 0)
      return unsize_meta(into, program_.layouts.variant_field_ty(from, 0, n - 1),
                         program_.layouts.variant_field_ty(to, 0, n - 1), old_meta);
  }
  if (a.kind == TyKind::Tuple && b.kind == TyKind::Tuple) {
    const auto x = tcx_[a.list], y = tcx_[b.list];
    if (!x.empty() && x.size() == y.size()) return unsize_meta(into, x.back(), y.back(), old_meta);
  }
  if (old_meta != kNoReg) {
    mov(into, old_meta);
    return {};
  }
  return stop_unsupported("cast:unsize", span_, program_.items.print(from) + " to " + program_.items.print(to));
}

Outcome<> FnCompiler::unsize(const PlaceRef& to, const OperandRef& from, TyId from_ty, TyId to_ty) {
  const TyData a = tcx_[from_ty], b = tcx_[to_ty];
  auto is_pointer = [](const TyData& d) { return d.kind == TyKind::Ref || d.kind == TyKind::RawPtr; };
  if (is_pointer(a) && is_pointer(b)) {
    bool needs_store = false;
    const uint16_t dest = dest_reg(to, needs_store);
    const uint16_t old = from.type->cls == RegClass::Pair ? static_cast<uint16_t>(from.reg + 1) : kNoReg;
    const uint16_t meta = temp();
    if (to.type->cls == RegClass::Pair) {
      ASSAY_TRY(unsize_meta(meta, a.inner, b.inner, old));
      mov(dest, from.reg);
      mov(static_cast<uint16_t>(dest + 1), meta);
    } else {
      mov(dest, from.reg);
    }
    if (needs_store) return store(to, dest);
    return {};
  }
  if (a.kind != TyKind::Adt || b.kind != TyKind::Adt || a.def != b.def)
    return stop_unsupported("cast:unsize", span_, program_.items.print(from_ty) + " to " + program_.items.print(to_ty));
  // A struct: the one field that changes its type is coerced, the others are moved.
  const uint32_t n = program_.layouts.field_count(from_ty, 0);
  if (to.type->cls == RegClass::Pair && from.type->cls != RegClass::Memory) {
    // all in registers: find the pointer inside
    TyId x = from_ty, y = to_ty;
    for (int depth = 0; depth < 16; depth++) {
      const TyData p = tcx_[x], q = tcx_[y];
      if (is_pointer(p)) {
        const uint16_t old = from.type->cls == RegClass::Pair ? static_cast<uint16_t>(from.reg + 1) : kNoReg;
        const uint16_t pair = temp(2);
        ASSAY_TRY(unsize_meta(static_cast<uint16_t>(pair + 1), p.inner, q.inner, old));
        mov(pair, from.reg);
        return move_regs(to, pair);
      }
      if (p.kind != TyKind::Adt || q.kind != TyKind::Adt) break;
      const uint32_t count = program_.layouts.field_count(x, 0);
      uint32_t changed = kNoId;
      for (uint32_t i = 0; i < count; i++) {
        const TyId fx = program_.layouts.variant_field_ty(x, 0, i), fy = program_.layouts.variant_field_ty(y, 0, i);
        const TypeInfo* t = cache_.type(fx);
        if (fx != fy && t && t->size != 0) changed = i;
      }
      if (changed == kNoId) break;
      const TyId fx = program_.layouts.variant_field_ty(x, 0, changed);
      y = program_.layouts.variant_field_ty(y, 0, changed);
      x = fx;
    }
    return stop_unsupported("cast:unsize", span_, program_.items.print(from_ty));
  }
  if (from.type->cls != RegClass::Memory && from.type->cls != RegClass::Pair && from.type->cls != RegClass::Scalar)
    return unsupported("cast:unsize");
  if (to.in_reg) return unsupported("cast:unsize-register");
  ASSAY_TRY(write_uninit(to));
  for (uint32_t i = 0; i < n; i++) {
    ASSAY_TRY_LET(PlaceRef target, field_place(to, i));
    const TyId fx = program_.layouts.variant_field_ty(from_ty, 0, i),
               fy = program_.layouts.variant_field_ty(to_ty, 0, i);
    ASSAY_TRY_LET(const TypeInfo* type, info(fx));
    OperandRef part;
    part.type = type;
    if (type->cls != RegClass::Zst) {
      if (from.type->cls == RegClass::Memory) {
        PlaceRef source = from.place;
        ASSAY_TRY(field(source, i));
        ASSAY_TRY_LET(part, read(source, false));
      } else {
        const int index =
            from.type->part_at(from.type->layout->offsets[i] + type->layout->a_offset, type->layout->a.size);
        if (index < 0) return unsupported("cast:unsize-part");
        part.reg = static_cast<uint16_t>(from.reg + index);
      }
    }
    if (fx == fy)
      ASSAY_TRY(write(target, part));
    else if (type->cls != RegClass::Zst)
      ASSAY_TRY(unsize(target, part, fx, fy));
  }
  return {};
}

}  // namespace assay::code
