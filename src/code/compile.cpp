// Compiling one instance: which locals live in registers, the frame, blocks, statements, terminators. Blocks are laid
// out along their gotos; asserts that fail and backward branches go to stubs at the end.
#include "code/compile.h"

#include <algorithm>

#include "code/fuse.h"

namespace assay::code {

FnCompiler::FnCompiler(CodeCache& cache, InstanceId instance, Code& out)
    : cache_(cache), program_(cache.program), tcx_(cache.program.tcx), code_(out), instance_(instance) {}

size_t FnCompiler::emit(Op op, uint16_t a, uint16_t b, uint16_t c, uint64_t imm) {
  code_.insns.push_back({op, a, b, c, imm});
  code_.spans.push_back(span_);
  return code_.insns.size() - 1;
}

uint16_t FnCompiler::temp(int count) {
  const uint32_t reg = next_reg_;
  next_reg_ += static_cast<uint32_t>(count);
  max_reg_ = std::max(max_reg_, next_reg_);
  return static_cast<uint16_t>(std::min<uint32_t>(reg, kArgBase - 1));
}

Outcome<const TypeInfo*> FnCompiler::info(TyId ty) {
  if (const TypeInfo* t = cache_.type(ty)) return t;
  const std::string& why = program_.layouts.error();
  if (why.find("large") != std::string::npos || why.find("too big") != std::string::npos) {
    StopInfo stop{.kind = StopKind::CompileError,
                  .message = "values of the type `" + program_.items.print(ty) + "` are too big",
                  .feature = "layout"};
    stop.span = span_;
    return stop_with(std::move(stop));
  }
  return stop_unsupported("layout", span_, "`" + program_.items.print(ty) + "`: " + why);
}
Outcome<const TypeInfo*> FnCompiler::type_of(TyId generic) { return info(mono(generic)); }

// ---- classification --------------------------------------------------------------------------------------------

/// A local leaves its registers when its address is needed or a part of it is named that is no whole register.
Outcome<> FnCompiler::classify_place(const Place& p, bool address) {
  for (const ProjectionElem& e : p.projection) {
    if (e.kind == ProjectionElem::Kind::Deref) {
      address = false;
      break;
    }
  }
  LocalState& l = locals_[p.local.raw];
  if (l.memory) {
    l.borrowed |= address;
    return {};
  }
  const bool through = std::any_of(p.projection.begin(), p.projection.end(),
                                   [](const auto& e) { return e.kind == ProjectionElem::Kind::Deref; });
  if (address && !through) {
    l.memory = l.borrowed = true;
    return {};
  }
  if (l.type->cls == RegClass::Memory) {
    l.memory = true;
    return {};
  }
  PlaceRef at = local_place(p.local);
  at.in_reg = true;
  for (const ProjectionElem& e : p.projection) {
    using Kind = ProjectionElem::Kind;
    if (e.kind == Kind::Deref) {
      const TyData data = tcx_[at.ty];
      if (data.kind == TyKind::Adt) {  // a box: its pointer is the first register
        if (at.type->cls == RegClass::Memory) l.memory = true;
        return {};
      }
      break;
    }
    if (e.kind == Kind::Downcast) {
      at.variant = e.field;
      continue;
    }
    if (e.kind != Kind::Field) {
      l.memory = true;
      return {};
    }
    ASSAY_TRY(field(at, e.field));
  }
  uint16_t reg = 0;
  if (reg_of(at, reg) < 0) l.memory = true;
  return {};
}

Outcome<> FnCompiler::classify() {
  locals_.resize(body_->locals.size());
  for (size_t i = 0; i < locals_.size(); i++) {
    span_ = body_->locals[LocalId(static_cast<uint32_t>(i))].span;
    ASSAY_TRY_LET(locals_[i].type, type_of(body_->locals[LocalId(static_cast<uint32_t>(i))].ty));
    if (locals_[i].type->layout->is_unsized) return unsupported("local:unsized");
    locals_[i].memory = locals_[i].type->cls == RegClass::Memory || !cache_.options.promote;
  }
  auto operand = [&](const Operand& o) -> Outcome<> {
    if (o.kind != Operand::Kind::Constant) return classify_place(o.place, false);
    return {};
  };
  for (const mir::Block& block : body_->blocks) {
    for (const Statement& s : block.statements) {
      span_ = s.span;
      using K = Statement::Kind;
      switch (s.kind) {
        case K::Assign: {
          const Rvalue& r = s.rvalue;
          using R = Rvalue::Kind;
          const bool needs_bytes = r.kind == R::Repeat || (r.kind == R::Aggregate && r.active_field != kNoId);
          ASSAY_TRY(classify_place(s.place, needs_bytes));
          for (const Operand& o : r.operands) ASSAY_TRY(operand(o));
          if (r.kind == R::Ref || r.kind == R::RawPtr)
            ASSAY_TRY(classify_place(r.place, true));
          else if (r.kind == R::CopyForDeref || r.kind == R::Len)
            ASSAY_TRY(classify_place(r.place, false));
          else if (r.kind == R::Discriminant)
            ASSAY_TRY(classify_place(r.place, false));
          break;
        }
        case K::SetDiscriminant:
          ASSAY_TRY(classify_place(s.place, true));
          break;
        case K::StorageLive:
          locals_[s.place.local.raw].has_live = true;
          break;
        case K::Retag:
        case K::PlaceMention:
        case K::FakeRead:
          ASSAY_TRY(classify_place(s.place, false));
          break;
        case K::StorageDead:
        case K::Nop:
          break;
      }
    }
    const Terminator& t = block.terminator;
    span_ = t.span;
    using T = Terminator::Kind;
    switch (t.kind) {
      case T::SwitchInt:
      case T::Assert:
        ASSAY_TRY(operand(t.operand));
        break;
      case T::Call:
        ASSAY_TRY(operand(t.operand));
        ASSAY_TRY(classify_place(t.place, false));
        break;
      case T::Drop: {
        const TyId ty = place_ty(t.place);
        ASSAY_TRY(classify_place(t.place, program_.solver.needs_drop(ty)));
        break;
      }
      case T::Goto:
      case T::Return:
      case T::Unreachable:
      case T::UnwindResume:
      case T::UnwindTerminate:
      case T::Unsupported:
        break;
    }
    for (const Operand& o : t.args) ASSAY_TRY(operand(o));
  }
  // A flattened tuple argument is put together in its local.
  return {};
}

// ---- the frame -------------------------------------------------------------------------------------------------

Outcome<> FnCompiler::layout_frame() {
  const bool rust_call = cache_.is_rust_call(instance_);
  code_.rust_call = rust_call;
  auto param = [&](const TypeInfo* type) {
    code_.params.push_back(type);
    code_.param_regs.push_back(type->reg_count() == 0 ? kNoReg : temp(type->reg_count()));
  };
  // Parameters first, the last one of a `rust-call` function flattened.
  for (uint32_t i = 1; i <= body_->arg_count; i++) {
    const LocalState& l = locals_[i];
    if (rust_call && i == body_->arg_count && tcx_[l.type->ty].kind == TyKind::Tuple) {
      const auto elements = tcx_[tcx_[l.type->ty].list];
      for (TyId e : std::vector<TyId>(elements.begin(), elements.end())) {
        ASSAY_TRY_LET(const TypeInfo* type, info(e));
        param(type);
      }
    } else {
      param(l.type);
    }
  }
  code_.param_reg_count = next_reg_;
  code_.track_caller = cache_.is_track_caller(instance_);
  if (code_.track_caller) code_.location_reg = temp();
  code_.ret = locals_[0].type;
  size_t next_param = 0;
  for (uint32_t i = 0; i < locals_.size(); i++) {
    LocalState& l = locals_[i];
    const mir::LocalDecl& decl = body_->locals[LocalId(i)];
    const bool is_param = i >= 1 && i <= body_->arg_count;
    const bool spread = is_param && rust_call && i == body_->arg_count && tcx_[l.type->ty].kind == TyKind::Tuple;
    const uint16_t param_reg = is_param && !spread ? code_.param_regs[next_param++] : kNoReg;
    if (l.memory || (spread && l.type->cls == RegClass::Memory)) {
      l.memory = true;
      const bool adopted = is_param && !spread && l.type->cls == RegClass::Memory;  // the caller made the allocation
      l.reg = adopted ? param_reg : temp();
      l.mem_index = static_cast<uint32_t>(code_.mem_locals.size());
      code_.mem_locals.push_back({l.reg, l.type, decl.span, !adopted && !l.has_live, decl.name, decl.is_user});
    } else {
      l.reg = l.type->cls == RegClass::Zst ? kNoReg : is_param && !spread ? param_reg : temp(l.type->reg_count());
    }
    if (decl.name) code_.names.push_back({decl.name, l.reg, l.type, l.memory});
  }
  temp_base_ = next_reg_;
  return {};
}

Outcome<> FnCompiler::prologue() {
  span_ = body_->span;
  if (cache_.options.places.calls) emit(Op::CallBegin);
  for (uint32_t i = 0; i < locals_.size(); i++) {
    const LocalState& l = locals_[i];
    if (l.memory && code_.mem_locals[l.mem_index].at_entry) emit(Op::LocalLive, l.reg, 0, 0, l.mem_index);
  }
  for (const TypeInfo* param : code_.params)
    if (param->layout->uninhabited && cache_.options.validate) emit(Op::Uninhabited);
  size_t next = 0;
  for (uint32_t i = 1; i <= body_->arg_count; i++) {
    const LocalState& l = locals_[i];
    const bool spread = code_.rust_call && i == body_->arg_count && tcx_[l.type->ty].kind == TyKind::Tuple;
    PlaceRef at = local_place(LocalId(i));
    if (!spread) {
      const uint16_t reg = code_.param_regs[next++];
      if (l.memory && l.type->cls != RegClass::Memory && l.type->cls != RegClass::Zst) ASSAY_TRY(store(at, reg));
      continue;
    }
    for (uint32_t f = 0; next < code_.params.size(); f++, next++) {
      ASSAY_TRY_LET(PlaceRef to, field_place(at, f));
      const TypeInfo* type = code_.params[next];
      if (type->cls == RegClass::Zst) continue;
      if (type->cls == RegClass::Memory) {
        PlaceRef from;
        from.ty = type->ty;
        from.type = type;
        from.base = code_.param_regs[next];
        from.is_checked = true;
        ASSAY_TRY(copy(to, from, false));
        // the caller's allocation is no longer needed
        code_.mem_locals.push_back({code_.param_regs[next], type, span_, false, SymbolId(), false});
      } else {
        ASSAY_TRY(move_regs(to, code_.param_regs[next]));
      }
    }
  }
  return {};
}

// ---- blocks ----------------------------------------------------------------------------------------------------

/// Which register operands an operation really has: c of the checked-with-immediate ones is a number.
static bool c_is_number(Op op) {
  return (op >= Op::AddCI_i8 && op <= Op::SubCI_u64) || op == Op::BrEqI || op == Op::CheckRef || op == Op::BrLtI_u ||
         op == Op::BrLtI_i32 || op == Op::BrLtI_i64;
}
static bool b_is_number(Op op) { return op == Op::BrEqI || op == Op::CheckRef; }

/// The targets of edges back to a block that is on the path from the entry.
void FnCompiler::find_loop_heads() {
  is_loop_head_.assign(body_->blocks.size(), false);
  std::vector<uint8_t> state(body_->blocks.size());  // 0 not seen, 1 on the path, 2 done
  std::vector<std::pair<BlockId, size_t>> path{{BlockId(0), 0}};
  state[0] = 1;
  while (!path.empty()) {
    auto& [at, next] = path.back();
    const Terminator& t = body_->blocks[at].terminator;
    const BlockId to = next < t.targets.size()        ? t.targets[next]
                       : next == t.targets.size()     ? t.target
                       : next == t.targets.size() + 1 ? t.cleanup
                                                      : BlockId();
    if (next++ > t.targets.size() + 1) {
      state[at.raw] = 2;
      path.pop_back();
      continue;
    }
    if (!to) continue;
    if (state[to.raw] == 1) is_loop_head_[to.raw] = true;
    if (state[to.raw] == 0) {
      state[to.raw] = 1;
      path.emplace_back(to, 0);
    }
  }
}

void FnCompiler::jump(BlockId to) {
  if (block_pc_[to.raw] != kNoPc) {
    emit(Op::Loop, 0, 0, 0, round_pc(to));
    return;
  }
  patches_.push_back({emit(Op::Jmp), 0, to});
  pending_.push_back(to);
}

void FnCompiler::branch_targets(size_t at, BlockId lo, BlockId hi) {
  for (int f = 0; f < 2; f++) {
    const BlockId to = f == 0 ? lo : hi;
    if (!to) continue;
    if (block_pc_[to.raw] != kNoPc)
      stubs_.push_back({at, f, to});
    else {
      patches_.push_back({at, f, to});
      pending_.push_back(to);
    }
  }
}

Outcome<> FnCompiler::blocks() {
  block_pc_.assign(body_->blocks.size(), kNoPc);
  find_loop_heads();
  pending_.push_back(BlockId(0));
  while (!pending_.empty()) {
    BlockId id = pending_.back();
    pending_.pop_back();
    while (id && block_pc_[id.raw] == kNoPc) {
      block_pc_[id.raw] = static_cast<uint32_t>(code_.insns.size());
      if (is_loop_head_[id.raw]) {
        span_ = body_->blocks[id].terminator.span;
        emit(Op::LoopHead);
      }
      const mir::Block& block = body_->blocks[id];
      fused_assert_ = nullptr;
      const Terminator& t = block.terminator;
      for (size_t i = 0; i < block.statements.size(); i++) {
        const Statement& s = block.statements[i];
        span_ = s.span;
        next_reg_ = temp_base_;
        // the last assignment `x = a OP b` (with overflow) before its assertion is one operation
        fused_assert_ = i + 1 == block.statements.size() && t.kind == Terminator::Kind::Assert &&
                                t.assert_kind == mir::AssertKind::Overflow && !t.expected &&
                                s.kind == Statement::Kind::Assign && s.place.is_local() &&
                                t.operand.kind != Operand::Kind::Constant && t.operand.place.local == s.place.local &&
                                t.operand.place.projection.size() == 1 && t.operand.place.projection[0].field == 1
                            ? &t
                            : nullptr;
        ASSAY_TRY(located(s, id, static_cast<uint32_t>(i)));
      }
      span_ = t.span;
      next_reg_ = temp_base_;
      reach(id, static_cast<uint32_t>(block.statements.size()));
      const size_t before = pending_.size();
      ASSAY_TRY(terminator(t, id));
      // fall through into the block that the last jump goes to
      id = BlockId();
      if (!code_.insns.empty() && code_.insns.back().op == Op::Jmp && pending_.size() > before && !patches_.empty() &&
          patches_.back().insn == code_.insns.size() - 1 && block_pc_[patches_.back().block.raw] == kNoPc) {
        id = patches_.back().block;
        patches_.pop_back();
        pending_.pop_back();
        code_.insns.pop_back();
        code_.spans.pop_back();
      }
    }
  }
  // failing assertions
  for (size_t i = 0; i < cold_.size(); i++) {
    const Cold cold = cold_[i];
    next_reg_ = temp_base_;
    span_ = cold.t->span;
    Insn& insn = code_.insns[cold.insn];
    const uint32_t here = static_cast<uint32_t>(code_.insns.size());
    insn.imm = cold.field == 0 ? pack(here, insn.hi()) : pack(insn.lo(), here);
    ASSAY_TRY(assert_failed(*cold.t));
  }
  // cleanup blocks that only calls in the stubs reach
  while (!pending_.empty()) {
    const BlockId id = pending_.back();
    pending_.pop_back();
    if (block_pc_[id.raw] != kNoPc) continue;
    block_pc_[id.raw] = static_cast<uint32_t>(code_.insns.size());
    if (is_loop_head_[id.raw]) emit(Op::LoopHead);
    const mir::Block& block = body_->blocks[id];
    fused_assert_ = nullptr;
    for (uint32_t i = 0; i < block.statements.size(); i++) {
      span_ = block.statements[i].span;
      next_reg_ = temp_base_;
      ASSAY_TRY(located(block.statements[i], id, i));
    }
    span_ = block.terminator.span;
    next_reg_ = temp_base_;
    reach(id, static_cast<uint32_t>(block.statements.size()));
    const size_t asserts = cold_.size();
    ASSAY_TRY(terminator(block.terminator, id));
    for (size_t i = asserts; i < cold_.size(); i++) {
      Insn& insn = code_.insns[cold_[i].insn];
      const uint32_t here = static_cast<uint32_t>(code_.insns.size());
      insn.imm = cold_[i].field == 0 ? pack(here, insn.hi()) : pack(insn.lo(), here);
      ASSAY_TRY(assert_failed(*cold_[i].t));
    }
  }
  for (const Stub& stub : stubs_) {
    const uint32_t here = static_cast<uint32_t>(code_.insns.size());
    Insn& insn = code_.insns[stub.insn];
    insn.imm = stub.field == 0 ? pack(here, insn.hi()) : pack(insn.lo(), here);
    emit(Op::Loop, 0, 0, 0, round_pc(stub.block));
  }
  return {};
}

void FnCompiler::patch() {
  for (const Patch& p : patches_) {
    Insn& insn = code_.insns[p.insn];
    const uint32_t to = block_pc_[p.block.raw];
    insn.imm = p.field == 0 ? pack(to, insn.hi()) : pack(insn.lo(), to);
  }
  for (const TablePatch& p : table_patches_) code_.switches[p.table].targets[p.index] = block_pc_[p.block.raw];
  for (const SitePatch& p : site_patches_) code_.sites[p.site].cleanup = block_pc_[p.block.raw];
  code_.frame_regs = max_reg_;
  code_.stack_regs = max_reg_ + max_args_ + 2;
  auto fix = [&](uint16_t& reg) {
    if (reg >= kArgBase && reg != kNoReg) reg = static_cast<uint16_t>(reg - kArgBase + max_reg_);
  };
  for (Insn& insn : code_.insns) {
    fix(insn.a);
    if (!b_is_number(insn.op)) fix(insn.b);
    if (!c_is_number(insn.op)) fix(insn.c);
  }
  for (CallSite& site : code_.sites) {
    for (ArgSlot& arg : site.args) fix(arg.reg);
    for (InPlace& p : site.in_place) fix(p.reg);
    fix(site.location);
  }
}

Outcome<> FnCompiler::run(const mir::Body& body, types::ArgsId args) {
  body_ = &body;
  args_ = args;
  span_ = body.span;
  begin_regions(body);
  ASSAY_TRY(classify());
  ASSAY_TRY(layout_frame());
  ASSAY_TRY(prologue());
  ASSAY_TRY(contract_entry());
  ASSAY_TRY(blocks());
  if (max_reg_ + max_args_ >= kArgBase) return unsupported("function:too-many-locals");
  const mono::Instance& i = program_[instance_];
  code_.abi = SymbolId();
  if (i.kind == mono::Instance::Kind::Item) {
    const hir::Def& def = program_.items.hir.defs[i.def];
    if (def.kind == hir::DefKind::Fn || def.kind == hir::DefKind::AssocFn) {
      code_.abi = program_.items.fn_sig(i.def).abi;
      const std::string_view abi = program_.session.text(code_.abi);
      code_.may_unwind = abi.empty() || abi == "Rust" || abi == "rust-call" || abi.ends_with("-unwind");
      if (program_.items.hir.defs.has_attr(i.def, program_.session.sym("rustc_nounwind"))) code_.may_unwind = false;
    }
  }
  patch();
  if (cache_.options.fuse && !regions_) fuse(code_);
  code_.simple = code_.mem_locals.empty() && !code_.has_protectors && !cache_.options.places.calls;
  return {};
}

// ---- statements ------------------------------------------------------------------------------------------------

/// A statement with what aliasing models with regions see before and after it.
Outcome<> FnCompiler::located(const Statement& s, BlockId block, uint32_t index) {
  reach(block, index);
  ASSAY_TRY(contract_before(s));
  ASSAY_TRY(statement(s));
  return contract_after(s);
}

Outcome<> FnCompiler::statement(const Statement& s) {
  using K = Statement::Kind;
  switch (s.kind) {
    case K::Assign:
      return assign(s.place, s.rvalue);
    case K::SetDiscriminant: {
      ASSAY_TRY_LET(PlaceRef at, place(s.place));
      return set_variant(at, *at.type, s.variant, kNoReg);
    }
    case K::StorageLive: {
      const LocalState& l = locals_[s.place.local.raw];
      if (l.memory) emit(Op::LocalLive, l.reg, 0, 0, l.mem_index);
      return {};
    }
    case K::StorageDead: {
      const LocalState& l = locals_[s.place.local.raw];
      if (l.memory) emit(Op::LocalDead, l.reg, 0, 0, l.mem_index);
      return {};
    }
    case K::Retag:
      return retag(s);
    case K::PlaceMention: {
      ASSAY_TRY_LET(PlaceRef at, place(s.place));
      if (!at.in_reg && !at.is_checked) address(at);  // in-bounds arithmetic on the way
      return {};
    }
    case K::FakeRead: {
      ASSAY_TRY_LET(PlaceRef at, place(s.place));
      uint16_t reg = 0;
      if (at.in_reg || at.type->layout->is_unsized) {
        (void)reg;
        return {};
      }
      extra_check(at);
      const uint16_t base = address(at);
      emit(Op::ReadT, 0, base, 0, add(code_.mem_ops, MemOp{.type = at.type, .base_align = at.base_align, .count = 1}));
      return {};
    }
    case K::Nop:
      return {};
  }
  return {};
}

// ---- terminators -----------------------------------------------------------------------------------------------

Outcome<> FnCompiler::terminator(const Terminator& t, BlockId) {
  using T = Terminator::Kind;
  switch (t.kind) {
    case T::Goto:
      jump(t.targets[0]);
      return {};
    case T::SwitchInt:
      return switch_int(t);
    case T::Return: {
      const LocalState& ret = locals_[0];
      switch (ret.type->cls) {
        case RegClass::Zst:
          emit(Op::Ret);
          return {};
        case RegClass::Memory:
          if (cache_.options.places.ret_out)
            ASSAY_TRY(hook_move_memory(memory::ValueMove::RetOut, local_place(LocalId(0))));
          emit(Op::RetMem, ret.reg);
          return {};
        case RegClass::Scalar:
        case RegClass::Pair:
          break;
      }
      uint16_t reg = ret.reg;
      if (ret.memory) {
        reg = temp(ret.type->reg_count());
        ASSAY_TRY(load(local_place(LocalId(0)), reg));
        check_reg(*ret.type, reg);
      }
      if (cache_.options.places.ret_out) hook_move(memory::ValueMove::RetOut, *ret.type, reg);
      emit(ret.type->cls == RegClass::Scalar ? Op::Ret1 : Op::Ret2, reg);
      return {};
    }
    case T::Unreachable:
      emit(Op::Unreachable);
      return {};
    case T::UnwindResume:
      emit(Op::UnwindResume);
      return {};
    case T::UnwindTerminate:
      emit(Op::UnwindTerminate);
      return {};
    case T::Drop:
      return drop(t);
    case T::Call:
      return call(t);
    case T::Assert:
      return assert_(t);
    case T::Unsupported:
      emit(Op::Unsupported, 0, 0, 0, add(code_.features, t.feature));
      return {};
  }
  return {};
}

Outcome<> FnCompiler::switch_int(const Terminator& t) {
  ASSAY_TRY_LET(OperandRef o, operand(t.operand));
  ASSAY_TRY_LET(uint16_t reg, to_reg(o));
  if (!o.is_const) check_used(*o.type, reg);
  const uint64_t size = o.type->layout->a.size;
  if (t.values.size() == 1 && t.values[0] == 0) {
    const size_t at = emit(Op::Br, reg);
    branch_targets(at, t.targets[1], t.targets[0]);
    return {};
  }
  if (t.values.size() == 1 && t.values[0] <= 0xffff'ffffu && size <= 8) {
    const uint32_t v = static_cast<uint32_t>(t.values[0]);
    const size_t at = emit(Op::BrEqI, reg, static_cast<uint16_t>(v), static_cast<uint16_t>(v >> 16));
    branch_targets(at, t.targets[0], t.targets[1]);
    return {};
  }
  SwitchTable table;
  table.size = size;
  const u128 mask = size == 16 ? ~u128{0} : (u128{1} << (size * 8)) - 1;
  for (u128 v : t.values) table.values.push_back(v & mask);
  table.targets.assign(t.targets.size(), kNoPc);
  const uint32_t index = add(code_.switches, std::move(table));
  emit(Op::Switch, reg, 0, 0, index);
  for (size_t i = 0; i < t.targets.size(); i++) {
    table_patches_.push_back({index, static_cast<uint32_t>(i), t.targets[i]});
    if (block_pc_[t.targets[i].raw] == kNoPc) pending_.push_back(t.targets[i]);
  }
  return {};
}

Outcome<> FnCompiler::assert_(const Terminator& t) {
  if (fused_assert_ != &t) {
    ASSAY_TRY_LET(OperandRef o, operand(t.operand));
    ASSAY_TRY_LET(uint16_t reg, to_reg(o));
    const size_t at = emit(Op::Br, reg);
    cold_.push_back({at, t.expected ? 1 : 0, &t});
    if (t.expected)
      branch_targets(at, t.target, BlockId());
    else
      branch_targets(at, BlockId(), t.target);
    // reached by falling through as often as possible
    return {};
  }
  jump(t.target);
  return {};
}

Outcome<> FnCompiler::assert_failed(const Terminator& t) {
  using A = mir::AssertKind;
  using B = mir::BinOp;
  std::vector<uint16_t> regs;
  if (t.assert_kind == A::BoundsCheck && t.args.size() == 2) {
    for (size_t i : {size_t{1}, size_t{0}}) {
      ASSAY_TRY_LET(OperandRef o, operand(t.args[i]));
      ASSAY_TRY_LET(uint16_t reg, to_reg(o));
      regs.push_back(reg);
    }
    return call_panic("panic_bounds_check", std::move(regs), "", t);
  }
  if (t.assert_kind == A::NullPointerDereference) return call_panic("panic_null_pointer_dereference", {}, "", t);
  std::string message;
  if (t.assert_kind == A::Overflow) {
    const char* what = "perform an operation";
    switch (t.overflow_op) {
      case B::Add:
      case B::AddWithOverflow:
        what = "add";
        break;
      case B::Sub:
      case B::SubWithOverflow:
        what = "subtract";
        break;
      case B::Mul:
      case B::MulWithOverflow:
        what = "multiply";
        break;
      case B::Shl:
        what = "shift left";
        break;
      case B::Shr:
        what = "shift right";
        break;
      case B::Div:
        what = "divide";
        break;
      case B::Rem:
        what = "calculate the remainder";
        break;
      case B::BitAnd:
      case B::BitOr:
      case B::BitXor:
      case B::Eq:
      case B::Ne:
      case B::Lt:
      case B::Le:
      case B::Gt:
      case B::Ge:
      case B::Offset:
      case B::Cmp:
        break;
    }
    message = std::string("attempt to ") + what + " with overflow";
  } else if (t.assert_kind == A::OverflowNeg) {
    message = "attempt to negate with overflow";
  } else if (t.assert_kind == A::DivisionByZero) {
    message = "attempt to divide by zero";
  } else if (t.assert_kind == A::RemainderByZero) {
    message = "attempt to calculate the remainder with a divisor of zero";
  } else if (t.assert_kind == A::DivisionOverflow) {
    message = "attempt to divide with overflow";
  } else if (t.assert_kind == A::RemainderOverflow) {
    message = "attempt to calculate the remainder with overflow";
  } else {
    message = "misaligned pointer dereference";
  }
  return call_panic("panic", {}, message, t);
}

}  // namespace assay::code
