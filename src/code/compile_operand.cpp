// Operands and constants: what a value is made of before it is written somewhere.
#include "code/compile.h"

namespace assay::code {

layout::Scalar scalar_of(const types::TyContext& tcx, TyId ty) {
  layout::Scalar s;
  const TyData& d = tcx[ty];
  switch (d.kind) {
    case TyKind::Bool:
      s.size = 1;
      s.hi = 1;
      return s;
    case TyKind::Char:
      s.size = 4;
      s.hi = 0x10ffff;
      return s;
    case TyKind::Int: {
      static constexpr uint8_t kSizes[] = {1, 2, 4, 8, 16, 8};
      s.size = kSizes[d.sub];
      s.is_signed = true;
      break;
    }
    case TyKind::Uint: {
      static constexpr uint8_t kSizes[] = {1, 2, 4, 8, 16, 8};
      s.size = kSizes[d.sub];
      break;
    }
    case TyKind::Float: {
      static constexpr uint8_t kSizes[] = {2, 4, 8, 16};
      s.primitive = layout::Primitive::Float;
      s.size = kSizes[d.sub];
      break;
    }
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnPtr:
    case TyKind::Adt:
      s.primitive = layout::Primitive::Pointer;
      s.size = 8;
      break;
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::FnDef:
    case TyKind::Dynamic:
    case TyKind::Closure:
    case TyKind::Tuple:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      return s;
  }
  s.hi = s.max();
  return s;
}

TyId FnCompiler::place_ty(const Place& p) {
  TyId ty = mono(body_->locals[p.local].ty);
  uint32_t variant = kNoId;
  for (const ProjectionElem& e : p.projection) {
    using Kind = ProjectionElem::Kind;
    const TyData d = tcx_[ty];
    switch (e.kind) {
      case Kind::Deref: {
        const bool is_box = d.kind == TyKind::Adt && !tcx_[d.args].empty();
        ty = is_box ? tcx_[d.args][0].ty() : d.inner;
        if (!ty) return tcx_.error;
        break;
      }
      case Kind::Downcast:
        variant = e.field;
        continue;
      case Kind::Field: {
        if (d.kind == TyKind::Closure && program_.items.closure_info(d.def).is_coroutine) {
          ty = mono(e.ty);
          break;
        }
        const layout::LayoutRef l = program_.layouts.of(ty);
        if (l) {
          const layout::LayoutRef v = l->variant(variant == kNoId ? l->single_variant : variant);
          if (e.field < v->fields.size()) {
            ty = v->fields[e.field];
            break;
          }
        }
        ty = mono(e.ty);
        break;
      }
      case Kind::Index:
      case Kind::ConstantIndex:
        ty = d.kind == TyKind::Str ? tcx_.u8 : d.inner;
        if (!ty) return tcx_.error;
        break;
      case Kind::Subslice:
        if (d.kind == TyKind::Array) {
          const layout::LayoutRef l = program_.layouts.of(ty);
          ty = tcx_.array(d.inner, (e.from_end ? (l ? l->count : 0) - e.min_length : e.min_length) - e.offset);
        }
        break;
    }
    variant = kNoId;
  }
  return ty;
}

TyId FnCompiler::operand_ty(const Operand& o) {
  return o.kind == Operand::Kind::Constant ? mono(o.constant.ty) : place_ty(o.place);
}

Outcome<OperandRef> FnCompiler::read(const PlaceRef& at, bool check) {
  OperandRef out;
  out.type = at.type;
  if (at.type->layout->is_unsized || at.type->cls == RegClass::Memory) {
    out.place = at;
    out.from_memory = true;
    if (at.in_reg) return unsupported("operand:part");
    return out;
  }
  if (at.type->cls == RegClass::Zst) {
    if (!at.in_reg && !at.is_checked) {
      extra_check(at);
      emit(Op::ReadT, 0, at.base, 0,
           add(code_.mem_ops, MemOp{.type = at.type, .offset = at.offset, .base_align = at.base_align}));
    } else if (at.type->layout->uninhabited && cache_.options.validate) {
      emit(Op::Uninhabited);
    }
    return out;
  }
  if (at.in_reg) {
    if (reg_of(at, out.reg) < 0) return unsupported("operand:part");
    return out;
  }
  out.from_memory = true;
  out.reg = temp(at.type->reg_count());
  ASSAY_TRY(load(at, out.reg));
  if (check) check_reg(*at.type, out.reg);
  return out;
}

Outcome<OperandRef> FnCompiler::operand(const Operand& o) {
  if (o.kind == Operand::Kind::Constant) return constant(o.constant);
  ASSAY_TRY_LET(PlaceRef at, place(o.place));
  ASSAY_TRY_LET(OperandRef out, read(at, true));
  if (cache_.options.places.load && is_indirect(at) && out.reg != kNoReg)
    hook_move(memory::ValueMove::Load, *at.type, out.reg, &at);
  out.moved = o.kind == Operand::Kind::Move;
  return out;
}

Outcome<OperandRef> FnCompiler::const_instance(InstanceId instance, const TypeInfo* type) {
  OperandRef out;
  out.type = type;
  const uint32_t g = cache_.global({.kind = GlobalKey::Kind::Const, .instance = instance});
  bool known = false;
  for (uint32_t r : code_.required) known |= r == g;
  if (!known) code_.required.push_back(g);
  if (type->cls == RegClass::Zst) {
    if (type->layout->uninhabited) emit(Op::Uninhabited);
    return out;
  }
  if (type->cls == RegClass::Memory) {
    out.from_memory = true;
    out.place.ty = type->ty;
    out.place.type = type;
    out.place.base = temp();
    out.place.is_checked = true;
    emit(Op::Global, out.place.base, 0, 0, g);
    return out;
  }
  out.reg = temp(type->reg_count());
  emit(Op::GlobalValue, out.reg, static_cast<uint16_t>(type->reg_count()), 0, g);
  return out;
}

Outcome<OperandRef> FnCompiler::constant(const mir::ConstValue& c) {
  using Kind = mir::ConstValue::Kind;
  OperandRef out;
  ASSAY_TRY_LET(out.type, type_of(c.ty));
  switch (c.kind) {
    case Kind::Scalar:
      if (out.type->cls == RegClass::Zst) return out;
      out.is_const = true;
      out.bits = out.type->cls == RegClass::Scalar ? c.bits & out.type->layout->a.max() : c.bits;
      return out;
    case Kind::Str:
    case Kind::CStr: {
      const bool is_c = c.kind == Kind::CStr;
      const std::string text(program_.session.text(c.text));
      out.reg = temp(2);
      emit(Op::Global, out.reg, 0, 0,
           cache_.global({.kind = is_c ? GlobalKey::Kind::CStr : GlobalKey::Kind::Str, .text = text}));
      emit(Op::Const, static_cast<uint16_t>(out.reg + 1), 0, 0, text.size() + (is_c ? 1 : 0));
      return out;
    }
    case Kind::ByteStr: {
      const std::string text(program_.session.text(c.text));
      out.reg = temp(2);
      emit(Op::Global, out.reg, 0, 0, cache_.global({.kind = GlobalKey::Kind::Str, .text = text}));
      if (out.type->cls == RegClass::Pair) emit(Op::Const, static_cast<uint16_t>(out.reg + 1), 0, 0, text.size());
      return out;
    }
    case Kind::ZeroSized:
      return out;
    case Kind::Param: {
      const types::ConstId value = tcx_.subst(c.constant, args_);
      const auto bits = program_.solver.eval_const(value);
      if (!bits) return stop_unsupported("const:param", span_);
      out.is_const = true;
      out.bits = *bits;
      return out;
    }
    case Kind::Promoted: {
      const types::ArgsId args = tcx_.erase_regions(program_.solver.normalize(tcx_.subst(c.args, args_)));
      return const_instance(program_.intern({.kind = mono::Instance::Kind::Promoted,
                                             .def = c.def,
                                             .args = args,
                                             .index = static_cast<uint32_t>(c.bits)}),
                            out.type);
    }
    case Kind::Named: {
      types::ArgsId args =
          c.args ? tcx_.erase_regions(program_.solver.normalize(tcx_.subst(c.args, args_))) : tcx_.args({});
      DefId def = c.def;
      if (program_.items.hir.defs[def].kind == hir::DefKind::AssocConst) {
        const auto resolved = program_.solver.resolve_assoc_const(def, args);
        if (!resolved) return stop_unsupported("const:unresolved", span_, program_.items.print_path(def, args));
        def = resolved->first;
        args = resolved->second ? tcx_.erase_regions(resolved->second) : tcx_.args({});
      }
      return const_instance(program_.intern({.kind = mono::Instance::Kind::Item, .def = def, .args = args}), out.type);
    }
  }
  return out;
}

void FnCompiler::put_const(uint16_t reg, u128 bits, uint64_t size) {
  if (size == 16)
    emit(Op::Const128, reg, 0, 0, add(code_.wide_consts, bits));
  else
    emit(Op::Const, reg, 0, 0, static_cast<uint64_t>(bits));
}

Outcome<uint16_t> FnCompiler::to_reg(const OperandRef& o, uint16_t into) {
  if (o.is_const) {
    if (into == kNoReg) into = temp();
    put_const(into, o.bits, o.type->size);
    return into;
  }
  if (o.reg == kNoReg) {
    if (into == kNoReg) into = temp(2);
    if (o.type->cls == RegClass::Memory) return stop_unsupported("operand:memory", span_);
    return into;
  }
  if (into == kNoReg) return o.reg;
  mov(into, o.reg, o.type->reg_count());
  return into;
}

/// Assigns a value to a place of its type.
Outcome<> FnCompiler::write(const PlaceRef& to, const OperandRef& value, bool validate) {
  const TypeInfo& type = *to.type;
  if (type.cls == RegClass::Zst) {
    if (!to.in_reg && !to.is_checked && to.base_align > 1) emit(Op::CheckAlign, to.base, 0, 0, to.base_align);
    return {};
  }
  const ModelPlaces& places = cache_.options.places;
  if (type.cls == RegClass::Memory) {
    if (value.type->cls != RegClass::Memory) return unsupported("assign:class");
    if (places.store && is_indirect(to)) ASSAY_TRY(hook_move_memory(memory::ValueMove::Store, value.place, &to));
    ASSAY_TRY(copy(to, value.place, validate));
    if (places.load && is_indirect(value.place)) ASSAY_TRY(hook_move_memory(memory::ValueMove::Load, to, &value.place));
    return {};
  }
  if (value.is_const && to.in_reg) {
    uint16_t reg = 0;
    if (reg_of(to, reg) < 1) return unsupported("place:part");
    put_const(reg, value.bits, type.size);
    return {};
  }
  ASSAY_TRY_LET(uint16_t reg, to_reg(value));
  if (places.store && is_indirect(to)) hook_move(memory::ValueMove::Store, type, reg, &to);
  return move_regs(to, reg);
}

Outcome<> FnCompiler::set_const(const PlaceRef& to, u128 bits) {
  OperandRef value;
  value.type = to.type;
  value.is_const = true;
  value.bits = bits;
  return write(to, value);
}

}  // namespace assay::code
