// Calls: arguments into the registers after the frame, which function is meant, what happens on unwinding; drops.
#include "code/compile.h"

namespace assay::code {

void FnCompiler::unwind_of(CallSite& site, const Terminator& t) {
  site.unwind = t.unwind;
  if (t.unwind == mir::UnwindAction::Cleanup && t.cleanup) {
    site_patches_.push_back({static_cast<uint32_t>(code_.sites.size()), t.cleanup});
    if (block_pc_[t.cleanup.raw] == kNoPc) pending_.insert(pending_.begin(), t.cleanup);
  }
}

Outcome<> FnCompiler::push_arg(CallSite& site, const OperandRef& value) {
  ArgSlot slot;
  slot.type = value.type;
  slot.moved = value.moved;
  const ModelPlaces& places = cache_.options.places;
  const int n = value.type->layout->is_unsized ? 1 : value.type->reg_count();
  if (n != 0) {
    slot.reg = static_cast<uint16_t>(kArgBase + arg_regs_);
    arg_regs_ += static_cast<uint32_t>(n);
    if (arg_regs_ > 0x3000) return unsupported("call:too-many-arguments");
    if (value.type->layout->is_unsized) {  // an unsized value: where it is
      address(value.place, slot.reg);
    } else if (value.type->cls == RegClass::Memory) {
      extra_check(value.place);
      MemOp op{.type = value.type, .source_offset = value.place.offset, .source_align = value.place.base_align};
      emit(Op::CopyArg, slot.reg, value.place.base, value.place.is_checked ? 2 : 0, add(code_.mem_ops, op));
      if (places.load && is_indirect(value.place)) {
        const MoveOp load{memory::ValueMove::Load, value.type, value.place.offset};
        if (moves_pointers(*value.type)) emit(Op::MoveMem, slot.reg, value.place.base, 0, add(code_.moves, load));
      }
      if (places.arg_out && site.kind != CallSite::Kind::Shim && moves_pointers(*value.type)) {
        const MoveOp out{memory::ValueMove::ArgOut, value.type, 0};
        emit(Op::MoveMem, slot.reg, kNoReg, 0, add(code_.moves, out));
      }
      // Moved out of a local that somebody may still point to: the callee owns that place until it returns.
      if (value.moved && value.place.is_checked && value.place.local && locals_[value.place.local.raw].borrowed &&
          site.kind != CallSite::Kind::Shim)
        site.in_place.push_back({address(value.place), value.type});
    } else {
      ASSAY_TRY(to_reg(value, slot.reg));
      if (places.arg_out && site.kind != CallSite::Kind::Shim)
        hook_move(memory::ValueMove::ArgOut, *value.type, slot.reg);
    }
  }
  site.args.push_back(slot);
  return {};
}

Outcome<> FnCompiler::push_args(CallSite& site, const std::vector<Operand>& args, bool flatten, bool virtual_receiver) {
  for (size_t i = 0; i < args.size(); i++) {
    const bool spread = flatten && i + 1 == args.size() && tcx_[operand_ty(args[i])].kind == TyKind::Tuple;
    if (!spread) {
      ASSAY_TRY_LET(OperandRef value, operand(args[i]));
      if (virtual_receiver && i == 0) {
        // Only the data pointer is passed on.
        if (value.type->layout->is_unsized) {
          site.pointer = value.place.meta;
          value.moved = false;
          ASSAY_TRY(push_arg(site, value));
          continue;
        }
        if (value.type->cls != RegClass::Pair) return unsupported("call:dyn-receiver");
        if (cache_.options.places.arg_out) hook_move(memory::ValueMove::ArgOut, *value.type, value.reg);
        site.pointer = temp();
        mov(site.pointer, static_cast<uint16_t>(value.reg + 1));
        const uint16_t reg = static_cast<uint16_t>(kArgBase + arg_regs_++);
        mov(reg, value.reg);
        site.args.push_back({value.type, reg, false});
        continue;
      }
      ASSAY_TRY(push_arg(site, value));
      continue;
    }
    const TyId tuple = operand_ty(args[i]);
    const auto list = tcx_[tcx_[tuple].list];
    const std::vector<TyId> elements(list.begin(), list.end());
    if (args[i].kind == Operand::Kind::Constant) {
      if (elements.empty()) continue;
      ASSAY_TRY_LET(OperandRef value, operand(args[i]));
      if (value.type->cls == RegClass::Zst) {
        for (TyId e : elements) {
          ASSAY_TRY_LET(const TypeInfo* type, info(e));
          site.args.push_back({type, kNoReg, false});
        }
        continue;
      }
      if (elements.size() == 1 && value.type->cls != RegClass::Memory) {
        ASSAY_TRY_LET(value.type, info(elements[0]));
        ASSAY_TRY(push_arg(site, value));
        continue;
      }
      return unsupported("call:constant-tuple");
    }
    ASSAY_TRY_LET(PlaceRef at, place(args[i].place));
    for (uint32_t f = 0; f < elements.size(); f++) {
      ASSAY_TRY_LET(PlaceRef part, field_place(at, f));
      ASSAY_TRY_LET(OperandRef value, read(part, true));
      ASSAY_TRY(push_arg(site, value));
    }
  }
  return {};
}

/// Destination, location, unwinding; the call itself; what comes after.
Outcome<> FnCompiler::finish_call(const Terminator& t, CallSite site, Op op, bool protect) {
  const bool is_drop = t.kind == Terminator::Kind::Drop;
  const bool returns = static_cast<bool>(t.target);
  PlaceRef dest;
  bool needs_store = false;
  uint16_t stored = kNoReg;
  if (!is_drop && returns) {
    ASSAY_TRY_LET(dest, place(t.place));
    site.ret = dest.type;
    switch (dest.type->cls) {
      case RegClass::Zst:
        break;
      case RegClass::Memory:
        extra_check(dest);
        site.dest = address(dest);
        site.dest_align = dest.is_checked ? 1 : dest.base_align;
        break;
      case RegClass::Scalar:
      case RegClass::Pair:
        stored = dest_reg(dest, needs_store);
        site.dest = stored;
        if (needs_store && dest.is_checked && dest.local && locals_[dest.local.raw].borrowed && protect &&
            op != Op::CallShim)
          site.in_place.push_back({address(dest), dest.type});
        break;
    }
    if (dest.type->cls == RegClass::Memory && dest.is_checked && dest.local && locals_[dest.local.raw].borrowed &&
        protect && op != Op::CallShim)
      site.in_place.push_back({site.dest, dest.type});
  } else if (!is_drop) {
    ASSAY_TRY_LET(site.ret, info(place_ty(t.place)));
  }
  site.diverges = !returns;
  unwind_of(site, t);
  max_args_ = std::max(max_args_, arg_regs_ + 2);
  arg_regs_ = 0;
  emit(op, 0, 0, 0, code_.sites.size());
  code_.sites.push_back(std::move(site));
  if (!returns) {
    emit(Op::Unreachable, 1);
    return {};
  }
  if (needs_store) ASSAY_TRY(store(dest, stored));
  if (op != Op::CallShim) ASSAY_TRY(contract_result(t, dest));
  jump(t.target);
  return {};
}

Outcome<> FnCompiler::call_instance(const Terminator& t, InstanceId instance) {
  CallSite site;
  site.callee = instance;
  arg_regs_ = 0;
  const mono::Instance target = program_[instance];
  const bool is_virtual = target.kind == mono::Instance::Kind::Virtual;
  site.kind = is_virtual ? CallSite::Kind::Virtual : CallSite::Kind::Direct;
  if (is_virtual) {
    site.slot = target.index;
    if (tcx_[target.args].empty()) return stop_unsupported("call:virtual", span_);
    site.dyn_ty = tcx_[target.args][0].ty();
    if (site.slot == kNoId) return stop_unsupported("call:virtual", span_, program_.name(instance));
  }
  ASSAY_TRY(contract_call(t));
  ASSAY_TRY(push_args(site, t.args, cache_.is_rust_call(instance), is_virtual));
  if (!is_virtual && cache_.is_track_caller(instance)) {
    site.location = static_cast<uint16_t>(kArgBase + arg_regs_++);
    if (code_.track_caller)
      mov(site.location, code_.location_reg);
    else
      emit(Op::Global, site.location, 0, 0, cache_.global({.kind = GlobalKey::Kind::Location, .span = t.span}));
  }
  return finish_call(t, std::move(site), is_virtual ? Op::CallVirtual : Op::Call);
}

Outcome<> FnCompiler::call_shim(const Terminator& t, DefId def, types::ArgsId args, bool foreign) {
  CallSite site;
  site.kind = CallSite::Kind::Shim;
  site.foreign = foreign;
  const std::string helper = foreign ? cache_.link_name(def) : cache_.helper_name(def);
  site.name = helper.empty() ? program_.items.hir.defs[def].name : program_.session.symbols.intern(helper);
  site.type_args = args;
  site.callee = program_.intern({.kind = mono::Instance::Kind::Item, .def = def, .args = args});
  if (foreign) {
    site.abi = program_.items.fn_sig(def).abi;
    site.is_variadic = program_.items.fn_sig(def).is_variadic;
    const std::string_view abi = program_.session.text(site.abi);
    site.may_unwind = abi.empty() || abi == "Rust" || abi.ends_with("-unwind");
  }
  for (const types::GenericArg& a : tcx_[args]) {
    if (a.kind == types::GenericArg::Kind::Type)
      site.types.push_back(cache_.type(a.ty()));
    else if (a.kind == types::GenericArg::Kind::Const)
      site.types.push_back(nullptr);
  }
  arg_regs_ = 0;
  ASSAY_TRY(push_args(site, t.args, false, false));
  return finish_call(t, std::move(site), Op::CallShim);
}

Outcome<> FnCompiler::call(const Terminator& t) {
  const TyId callee_ty = operand_ty(t.operand);
  const TyData data = tcx_[callee_ty];
  if (data.kind == TyKind::FnDef) {
    const types::ArgsId args = tcx_.erase_regions(data.args);
    if (cache_.is_intrinsic(data.def)) {
      ASSAY_TRY_LET(const bool compiled, intrinsic(t, data.def, args));
      if (compiled) return {};
      return call_shim(t, data.def, args, false);
    }
    if (program_.items.hir.defs[data.def].in_foreign) return call_shim(t, data.def, args, true);
    if (!cache_.helper_name(data.def).empty()) return call_shim(t, data.def, args, false);
    const InstanceId instance = program_.resolve(data.def, args);
    if (!instance) return stop_unsupported("call:unresolved", span_, program_.items.print_path(data.def, args));
    const mono::Instance target = program_[instance];
    if (target.kind == mono::Instance::Kind::Item && cache_.is_intrinsic(target.def)) {
      ASSAY_TRY_LET(const bool compiled, intrinsic(t, target.def, target.args));
      if (compiled) return {};
      return call_shim(t, target.def, target.args, false);
    }
    if (target.kind == mono::Instance::Kind::DropGlue) return drop_in_place(t, target.ty);
    return call_instance(t, instance);
  }
  if (data.kind != TyKind::FnPtr) return stop_unsupported("call:callee", span_, program_.items.print(callee_ty));
  CallSite site;
  site.kind = CallSite::Kind::Pointer;
  site.abi = data.sig.abi;
  site.is_variadic = data.sig.is_variadic;
  const std::string_view abi = program_.session.text(site.abi);
  site.may_unwind = abi.empty() || abi == "Rust" || abi == "rust-call" || abi.ends_with("-unwind");
  ASSAY_TRY(contract_call(t));
  ASSAY_TRY_LET(OperandRef fn, operand(t.operand));
  ASSAY_TRY_LET(site.pointer, to_reg(fn));
  arg_regs_ = 0;
  ASSAY_TRY(push_args(site, t.args, false, false));
  return finish_call(t, std::move(site), Op::CallPtr);
}

/// `drop_in_place::<ty>(ptr)` called as a function.
Outcome<> FnCompiler::drop_in_place(const Terminator& t, TyId ty) {
  ASSAY_TRY_LET(OperandRef pointer, operand(t.args[0]));
  CallSite site;
  arg_regs_ = 0;
  if (tcx_[ty].kind == TyKind::Dynamic) {
    site.kind = CallSite::Kind::DropDyn;
    site.dyn_ty = ty;
    site.pointer = static_cast<uint16_t>(pointer.reg + 1);
    site.args.push_back({pointer.type, kArgBase, false});
    arg_regs_ = 1;
    mov(kArgBase, pointer.reg);
    return finish_call(t, std::move(site), Op::DropDyn);
  }
  const InstanceId glue = program_.intern({.kind = mono::Instance::Kind::DropGlue, .ty = ty});
  site.kind = CallSite::Kind::Direct;
  site.callee = glue;
  ASSAY_TRY(push_arg(site, pointer));
  return finish_call(t, std::move(site), Op::Call);
}

Outcome<> FnCompiler::drop(const Terminator& t) {
  const TyId ty = place_ty(t.place);
  const bool is_dyn = tcx_[ty].kind == TyKind::Dynamic;
  const InstanceId glue = is_dyn ? InstanceId() : program_.drop_glue(ty);
  if (!is_dyn && !glue) {
    jump(t.target);
    return {};
  }
  ASSAY_TRY(contract_drop(t));
  ASSAY_TRY_LET(PlaceRef at, place(t.place));
  if (at.in_reg) return unsupported("drop:register");
  CallSite site;
  arg_regs_ = at.type->layout->is_unsized && !is_dyn ? 2 : 1;
  extra_check(at);
  if (at.base_align > 1 && !at.is_checked) emit(Op::CheckAlign, at.base, 0, 0, at.base_align);
  ASSAY_TRY_LET(const TypeInfo* pointer, info(tcx_.raw_ptr(ty, true)));
  address(at, kArgBase);
  site.args.push_back({pointer, kArgBase, false});
  ASSAY_TRY_LET(site.ret, info(tcx_.unit));
  if (is_dyn) {
    site.kind = CallSite::Kind::DropDyn;
    site.dyn_ty = ty;
    site.pointer = at.meta;
    return finish_call(t, std::move(site), Op::DropDyn);
  }
  if (arg_regs_ == 2) mov(kArgBase + 1, at.meta);
  site.kind = CallSite::Kind::Direct;
  site.callee = glue;
  return finish_call(t, std::move(site), Op::Call);
}

/// A call of one of the language's panic functions.
Outcome<> FnCompiler::call_panic(const char* lang, std::vector<uint16_t> scalars, const std::string& message,
                                 const Terminator& t) {
  const DefId def = program_.items.lang(lang);
  if (!def) return stop_unsupported(std::string("lang:") + lang, span_);
  const InstanceId instance = program_.resolve(def, tcx_.args({}));
  if (!instance) return stop_unsupported(std::string("lang:") + lang, span_);
  CallSite site;
  site.kind = CallSite::Kind::Direct;
  site.callee = instance;
  site.diverges = true;
  arg_regs_ = 0;
  ASSAY_TRY_LET(const TypeInfo* usize, info(tcx_.usize));
  for (uint16_t reg : scalars) {
    const uint16_t into = static_cast<uint16_t>(kArgBase + arg_regs_++);
    mov(into, reg);
    site.args.push_back({usize, into, false});
  }
  if (!message.empty()) {
    ASSAY_TRY_LET(const TypeInfo* str, info(tcx_.ref(tcx_.str_, false)));
    const uint16_t into = static_cast<uint16_t>(kArgBase + arg_regs_);
    arg_regs_ += 2;
    emit(Op::Global, into, 0, 0, cache_.global({.kind = GlobalKey::Kind::Str, .text = message}));
    emit(Op::Const, static_cast<uint16_t>(into + 1), 0, 0, message.size());
    site.args.push_back({str, into, false});
  }
  if (cache_.is_track_caller(instance)) {
    site.location = static_cast<uint16_t>(kArgBase + arg_regs_++);
    if (code_.track_caller)
      mov(site.location, code_.location_reg);
    else
      emit(Op::Global, site.location, 0, 0, cache_.global({.kind = GlobalKey::Kind::Location, .span = t.span}));
  }
  ASSAY_TRY_LET(site.ret, info(tcx_.never));
  unwind_of(site, t);
  max_args_ = std::max(max_args_, arg_regs_ + 2);
  arg_regs_ = 0;
  emit(Op::Call, 0, 0, 0, code_.sites.size());
  code_.sites.push_back(std::move(site));
  emit(Op::Unreachable, 1);
  return {};
}

/// What has no body: an intrinsic or foreign function behind a function pointer.
Outcome<> FnCompiler::run_stub() {
  const mono::Instance i = program_[instance_];
  if (i.kind == mono::Instance::Kind::Virtual) return stop_unsupported("call:virtual-pointer", code_.span, code_.name);
  const bool is_fn = i.kind == mono::Instance::Kind::Item && i.def &&
                     (program_.items.hir.defs[i.def].kind == hir::DefKind::Fn ||
                      program_.items.hir.defs[i.def].kind == hir::DefKind::AssocFn);
  const bool foreign = is_fn && program_.items.hir.defs[i.def].in_foreign;
  if (!is_fn || (!foreign && !cache_.is_intrinsic(i.def))) {
    if (program_.session.diags.any()) {
      StopInfo stop{.kind = StopKind::CompileError, .message = "`" + code_.name + "` has errors", .feature = "error"};
      if (!program_.session.diags.unsupported_features().empty() && program_.session.diags.errors().empty()) {
        const auto& u = program_.session.diags.unsupported_features().front();
        return stop_unsupported(u.feature, u.span, u.detail);
      }
      stop.span = code_.span;
      return stop_with(std::move(stop));
    }
    return stop_unsupported("function:no-body", code_.span, code_.name);
  }
  span_ = code_.span;
  code_.is_stub = true;
  const types::FnSig sig = program_.fn_sig(instance_);
  code_.abi = sig.abi;
  code_.is_variadic = sig.is_variadic;
  const std::string_view abi = program_.session.text(sig.abi);
  code_.may_unwind = abi.empty() || abi == "Rust" || abi == "rust-intrinsic" || abi.ends_with("-unwind");
  CallSite site;
  site.kind = CallSite::Kind::Shim;
  site.foreign = foreign;
  site.name = program_.session.symbols.intern(
      foreign ? cache_.link_name(i.def) : std::string(program_.session.text(program_.items.hir.defs[i.def].name)));
  site.type_args = i.args;
  site.callee = instance_;
  site.abi = sig.abi;
  for (const types::GenericArg& a : tcx_[i.args]) {
    if (a.kind == types::GenericArg::Kind::Type)
      site.types.push_back(cache_.type(a.ty()));
    else if (a.kind == types::GenericArg::Kind::Const)
      site.types.push_back(nullptr);
  }
  const auto inputs = tcx_[sig.inputs];
  for (TyId ty : std::vector<TyId>(inputs.begin(), inputs.end())) {
    ASSAY_TRY_LET(const TypeInfo* type, info(ty));
    code_.params.push_back(type);
    code_.param_regs.push_back(type->reg_count() == 0 ? kNoReg : temp(type->reg_count()));
    site.args.push_back({type, code_.param_regs.back(), false});
    if (type->cls == RegClass::Memory)
      code_.mem_locals.push_back({code_.param_regs.back(), type, span_, false, SymbolId(), false});
  }
  code_.param_reg_count = next_reg_;
  ASSAY_TRY_LET(code_.ret, info(sig.output));
  site.ret = code_.ret;
  site.diverges = code_.ret->layout->uninhabited;
  uint16_t dest = kNoReg;
  if (code_.ret->reg_count() != 0) {
    dest = temp(code_.ret->reg_count());
    if (code_.ret->cls == RegClass::Memory) {
      code_.mem_locals.push_back({dest, code_.ret, span_, true, SymbolId(), false});
      emit(Op::LocalLive, dest, 0, 0, code_.mem_locals.size() - 1);
    }
  }
  site.dest = dest;
  emit(Op::CallShim);
  code_.sites.push_back(std::move(site));
  switch (code_.ret->cls) {
    case RegClass::Zst:
      emit(Op::Ret);
      break;
    case RegClass::Scalar:
      emit(Op::Ret1, dest);
      break;
    case RegClass::Pair:
      emit(Op::Ret2, dest);
      break;
    case RegClass::Memory:
      emit(Op::RetMem, dest);
      break;
  }
  max_args_ = 4;
  patch();
  code_.simple = code_.mem_locals.empty();
  return {};
}

}  // namespace assay::code
