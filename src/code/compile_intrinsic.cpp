// Intrinsics that are compiled in place because they are everywhere or need the calling frame; the rest are shims.
#include <unordered_map>

#include "code/compile.h"

namespace assay::code {

namespace {
enum class Inline : uint8_t {
  None,
  SizeOf,
  AlignOf,
  NeedsDrop,
  BytewiseEq,
  BytewiseOrd,
  Add,
  Sub,
  Mul,
  AddO,
  SubO,
  MulO,
  Transmute,
  Offset,
  ArithOffset,
  Read,
  Write,
  Metadata,
  FromParts,
  CallerLocation,
  Likely,
  Unlikely,
  Forget,
  UbChecks,
  OverflowChecks,
  False,
  ConstSelect,
  BlackBox,
  DiscriminantValue
};
Inline inline_of(std::string_view name) {
  static const std::unordered_map<std::string_view, Inline> kTable{
      {"size_of", Inline::SizeOf},
      {"align_of", Inline::AlignOf},
      {"min_align_of", Inline::AlignOf},
      {"needs_drop", Inline::NeedsDrop},
      {"assay_bytewise_eq", Inline::BytewiseEq},
      {"assay_bytewise_ord", Inline::BytewiseOrd},
      {"wrapping_add", Inline::Add},
      {"wrapping_sub", Inline::Sub},
      {"wrapping_mul", Inline::Mul},
      {"add_with_overflow", Inline::AddO},
      {"sub_with_overflow", Inline::SubO},
      {"mul_with_overflow", Inline::MulO},
      {"transmute", Inline::Transmute},
      {"transmute_unchecked", Inline::Transmute},
      {"offset", Inline::Offset},
      {"arith_offset", Inline::ArithOffset},
      {"read_via_copy", Inline::Read},
      {"write_via_move", Inline::Write},
      {"ptr_metadata", Inline::Metadata},
      {"aggregate_raw_ptr", Inline::FromParts},
      {"caller_location", Inline::CallerLocation},
      {"forget", Inline::Forget},
      {"ub_checks", Inline::UbChecks},
      {"overflow_checks", Inline::OverflowChecks},
      {"contract_checks", Inline::False},
      {"cold_path", Inline::Forget},
      {"const_eval_select", Inline::ConstSelect},
      {"black_box", Inline::BlackBox},
      {"discriminant_value", Inline::DiscriminantValue},
  };
  const auto it = kTable.find(name);
  return it == kTable.end() ? Inline::None : it->second;
}
}  // namespace

Outcome<bool> FnCompiler::intrinsic(const Terminator& t, DefId def, types::ArgsId args) {
  const Inline which = inline_of(program_.session.text(program_.items.hir.defs[def].name));
  if (which == Inline::None || (!t.target && which != Inline::ConstSelect)) return false;
  auto type_arg = [&](size_t i) { return tcx_[args].size() > i ? tcx_[args][i].ty() : TyId(); };
  auto finish = [&]() {
    jump(t.target);
    return true;
  };
  auto by_rvalue = [&](Rvalue r) -> Outcome<bool> {
    fused_assert_ = nullptr;
    ASSAY_TRY(assign(t.place, r));
    return finish();
  };
  auto constant = [&](u128 bits) -> Outcome<bool> {
    ASSAY_TRY_LET(PlaceRef at, place(t.place));
    ASSAY_TRY(set_const(at, bits));
    return finish();
  };
  auto binary_rvalue = [&](mir::BinOp op) {
    Rvalue r;
    r.kind = Rvalue::Kind::Binary;
    r.bin_op = op;
    r.operands = t.args;
    return by_rvalue(std::move(r));
  };
  using B = mir::BinOp;
  switch (which) {
    case Inline::None:
      return false;
    case Inline::SizeOf:
    case Inline::AlignOf: {
      ASSAY_TRY_LET(const TypeInfo* type, info(type_arg(0)));
      return constant(which == Inline::SizeOf ? type->size : type->align);
    }
    case Inline::NeedsDrop:
      return constant(program_.solver.needs_drop(type_arg(0)) ? 1 : 0);
    case Inline::BytewiseEq: {
      const types::TyKind kind = tcx_[type_arg(0)].kind;
      using types::TyKind;
      const bool plain = kind == TyKind::Int || kind == TyKind::Uint || kind == TyKind::Bool || kind == TyKind::Char;
      return constant(plain && type_arg(0) == type_arg(1) ? 1 : 0);
    }
    case Inline::BytewiseOrd:
      return constant(type_arg(0) == tcx_.u8 || tcx_[type_arg(0)].kind == types::TyKind::Bool ? 1 : 0);
    case Inline::UbChecks:
      return constant(program_.session.options.debug_assertions ? 1 : 0);
    case Inline::OverflowChecks:
      return constant(program_.session.options.overflow_checks ? 1 : 0);
    case Inline::False:
      return constant(0);
    case Inline::Likely:
    case Inline::Unlikely:
      return false;
    case Inline::Add:
      return binary_rvalue(B::Add);
    case Inline::Sub:
      return binary_rvalue(B::Sub);
    case Inline::Mul:
      return binary_rvalue(B::Mul);
    case Inline::AddO:
      return binary_rvalue(B::AddWithOverflow);
    case Inline::SubO:
      return binary_rvalue(B::SubWithOverflow);
    case Inline::MulO:
      return binary_rvalue(B::MulWithOverflow);
    case Inline::Offset: {
      const TyData data = tcx_[operand_ty(t.args[0])];
      if (data.kind != TyKind::RawPtr && data.kind != TyKind::Ref) return false;
      return binary_rvalue(B::Offset);
    }
    case Inline::ArithOffset: {
      ASSAY_TRY_LET(const TypeInfo* pointee, info(type_arg(0)));
      ASSAY_TRY_LET(OperandRef p, operand(t.args[0]));
      ASSAY_TRY_LET(OperandRef n, operand(t.args[1]));
      ASSAY_TRY_LET(PlaceRef to, place(t.place));
      if (p.type->cls != RegClass::Scalar) return false;
      ASSAY_TRY_LET(uint16_t a, to_reg(p));
      ASSAY_TRY_LET(uint16_t b, to_reg(n));
      bool needs_store = false;
      const uint16_t dest = dest_reg(to, needs_store);
      emit(Op::AddrIndex, dest, a, b, pointee->size);
      if (needs_store) ASSAY_TRY(store(to, dest));
      return finish();
    }
    case Inline::BlackBox: {
      Rvalue r;
      r.operands = t.args;
      return by_rvalue(std::move(r));
    }
    case Inline::Forget:
      for (const Operand& o : t.args) ASSAY_TRY(operand(o));
      return finish();
    case Inline::Read: {
      ASSAY_TRY_LET(OperandRef p, operand(t.args[0]));
      if (p.type->cls != RegClass::Scalar) return false;
      ASSAY_TRY_LET(const TypeInfo* pointee, info(type_arg(0)));
      PlaceRef from;
      from.ty = pointee->ty;
      from.type = pointee;
      ASSAY_TRY_LET(from.base, to_reg(p));
      from.base_align = cache_.options.check_alignment ? pointee->align : 1;
      ASSAY_TRY_LET(PlaceRef to, place(t.place));
      if (pointee->size == 0) {
        emit(Op::ReadT, 0, from.base, 0, add(code_.mem_ops, MemOp{.type = pointee, .base_align = from.base_align}));
        return finish();
      }
      ASSAY_TRY_LET(OperandRef value, read(from, true));
      ASSAY_TRY(write(to, value));
      return finish();
    }
    case Inline::Write: {
      ASSAY_TRY_LET(OperandRef p, operand(t.args[0]));
      if (p.type->cls != RegClass::Scalar) return false;
      ASSAY_TRY_LET(OperandRef value, operand(t.args[1]));
      PlaceRef to;
      to.ty = value.type->ty;
      to.type = value.type;
      ASSAY_TRY_LET(to.base, to_reg(p));
      to.base_align = cache_.options.check_alignment ? value.type->align : 1;
      if (value.type->size == 0) {
        emit(Op::ReadT, 0, to.base, 0, add(code_.mem_ops, MemOp{.type = value.type, .base_align = to.base_align}));
        return finish();
      }
      ASSAY_TRY(write(to, value));
      return finish();
    }
    case Inline::Metadata: {
      ASSAY_TRY_LET(PlaceRef to, place(t.place));
      ASSAY_TRY_LET(OperandRef p, operand(t.args[0]));
      if (to.type->cls == RegClass::Zst) return finish();
      if (p.type->cls != RegClass::Pair || to.type->cls != RegClass::Scalar) return false;
      ASSAY_TRY(move_regs(to, static_cast<uint16_t>(p.reg + 1)));
      return finish();
    }
    case Inline::FromParts: {
      ASSAY_TRY_LET(PlaceRef to, place(t.place));
      ASSAY_TRY_LET(OperandRef p, operand(t.args[0]));
      ASSAY_TRY_LET(OperandRef m, operand(t.args[1]));
      ASSAY_TRY_LET(uint16_t a, to_reg(p));
      if (to.type->cls == RegClass::Scalar) {
        ASSAY_TRY(move_regs(to, a));
        return finish();
      }
      if (to.type->cls != RegClass::Pair || m.type->cls != RegClass::Scalar) return false;
      const uint16_t pair = temp(2);
      mov(pair, a);
      ASSAY_TRY(to_reg(m, static_cast<uint16_t>(pair + 1)));
      ASSAY_TRY(move_regs(to, pair));
      return finish();
    }
    case Inline::Transmute: {
      ASSAY_TRY_LET(PlaceRef to, place(t.place));
      const TypeInfo& target = *to.type;
      ASSAY_TRY_LET(const TypeInfo* source, info(operand_ty(t.args[0])));
      if (source->size != target.size) return false;
      auto same = [](const layout::Scalar& a, const layout::Scalar& b) {
        return a.size == b.size &&
               (a.primitive == layout::Primitive::Pointer) == (b.primitive == layout::Primitive::Pointer) &&
               !a.maybe_uninit && !b.maybe_uninit;
      };
      const bool scalars = source->cls == RegClass::Scalar && target.cls == RegClass::Scalar &&
                           same(source->layout->a, target.layout->a);
      const bool pairs = source->cls == RegClass::Pair && target.cls == RegClass::Pair &&
                         same(source->layout->a, target.layout->a) && same(source->layout->b, target.layout->b) &&
                         source->layout->b_offset == target.layout->b_offset;
      if (!scalars && !pairs) return false;
      ASSAY_TRY_LET(OperandRef value, operand(t.args[0]));
      ASSAY_TRY_LET(uint16_t reg, to_reg(value));
      check_reg(target, reg);
      ASSAY_TRY(move_regs(to, reg));
      return finish();
    }
    case Inline::CallerLocation: {
      ASSAY_TRY_LET(PlaceRef to, place(t.place));
      bool needs_store = false;
      const uint16_t dest = dest_reg(to, needs_store);
      if (code_.track_caller)
        mov(dest, code_.location_reg);
      else
        emit(Op::Global, dest, 0, 0, cache_.global({.kind = GlobalKey::Kind::Location, .span = t.span}));
      if (needs_store) ASSAY_TRY(store(to, dest));
      return finish();
    }
    case Inline::DiscriminantValue: {
      Operand o = t.args[0];
      if (o.kind == Operand::Kind::Constant) return false;
      Rvalue r;
      r.kind = Rvalue::Kind::Discriminant;
      r.place = o.place;
      r.place.projection.push_back({.kind = ProjectionElem::Kind::Deref});
      ASSAY_TRY_LET(PlaceRef to, place(t.place));
      if (to.type->cls != RegClass::Scalar || tcx_[type_arg(0)].kind != TyKind::Adt) return false;
      return by_rvalue(std::move(r));
    }
    case Inline::ConstSelect: {  // (tuple, function in constants, function at run time)
      auto branch = [&](const Operand& fn) -> Outcome<> {
        const TyId ty = operand_ty(fn);
        const TyData data = tcx_[ty];
        InstanceId callee;
        if (data.kind == TyKind::FnDef) callee = program_.resolve(data.def, tcx_.erase_regions(data.args));
        if (!callee) return stop_unsupported("intrinsic:const_eval_select", span_);
        CallSite site;
        site.callee = callee;
        arg_regs_ = 0;
        ASSAY_TRY(push_args(site, {t.args[0]}, true, false));
        if (cache_.is_track_caller(callee)) {
          site.location = static_cast<uint16_t>(kArgBase + arg_regs_++);
          if (code_.track_caller)
            mov(site.location, code_.location_reg);
          else
            emit(Op::Global, site.location, 0, 0, cache_.global({.kind = GlobalKey::Kind::Location, .span = t.span}));
        }
        return finish_call(t, std::move(site), Op::Call);
      };
      const uint16_t flag = temp();
      emit(Op::InConst, flag);
      const size_t at = emit(Op::Br, flag);
      const uint32_t in_const = static_cast<uint32_t>(code_.insns.size());
      ASSAY_TRY(branch(t.args[1]));
      code_.insns[at].imm = pack(in_const, static_cast<uint32_t>(code_.insns.size()));
      ASSAY_TRY(branch(t.args[2]));
      return true;
    }
  }
  return false;
}

}  // namespace assay::code
