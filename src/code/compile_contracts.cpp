// Where regions end, and the validation statements of Types as Contracts: at the entry of functions, around calls,
// borrows and drops. Nothing here is compiled unless a model asked (CodeOptions::regions, contracts).
// Source: docs/models/regions.md, docs/models/contracts.md (insertion).
#include <algorithm>

#include "code/compile.h"
#include "mir/place.h"

namespace assay::code {

using memory::ContractOp;

/// Which validation a function gets: library functions and (if relaxed) those with unsafe code only at entry.
void FnCompiler::begin_regions(const mir::Body& body) {
  if (!cache_.regions) return;
  regions_ = &cache_.regions->of(body);
  if (cache_.options.contracts == Contracts::Off) return;
  const mono::Instance& i = program_[instance_];
  if (i.kind != mono::Instance::Kind::Item) return;
  const hir::DefTable& defs = program_.items.hir.defs;
  const hir::DefKind kind = defs[i.def].kind;
  if (kind != hir::DefKind::Fn && kind != hir::DefKind::AssocFn && kind != hir::DefKind::Closure) return;
  const DefId parent = defs[i.def].parent;
  if (code_.is_library && defs[parent].kind == hir::DefKind::Impl && program_.items.is_trait_impl(parent) &&
      program_.items.impl_trait(parent) == program_.items.lang("drop"))
    return;  // what it drops may have been moved out in part
  if (code_.is_library)
    contracts_ = Validation::Boundary;
  else if (cache_.options.contracts == Contracts::Relaxed && has_unsafe(i.def))
    contracts_ = Validation::Entry;
  else
    contracts_ = Validation::Full;
  code_.has_contract = contracts_ != Validation::Boundary;
  for (const mir::Block& block : body.blocks)
    if (is_drop_call(block.terminator) && block.terminator.args[0].place.is_local())
      drop_refs_.push_back(block.terminator.args[0].place.local.raw);
  for (const mir::Block& block : body.blocks)
    for (const Statement& s : block.statements)
      if (s.kind == Statement::Kind::Assign && s.rvalue.kind == Rvalue::Kind::CopyForDeref)
        deref_temps_[s.place.local.raw] = &s.rvalue.place;
}

/// Nobody may call Drop::drop: such a call is part of a drop that was taken apart.
bool FnCompiler::is_drop_call(const Terminator& t) const {
  if (t.kind != Terminator::Kind::Call || t.operand.kind != Operand::Kind::Constant || t.args.size() != 1) return false;
  const TyData callee = tcx_[t.operand.constant.ty];
  return callee.kind == TyKind::FnDef && t.args[0].kind != Operand::Kind::Constant &&
         program_.items.hir.defs[callee.def].parent == program_.items.lang("drop");
}

/// Is there `unsafe` in the text of the function around `def`?
bool FnCompiler::has_unsafe(DefId def) {
  const hir::DefTable& defs = program_.items.hir.defs;
  const ast::Item* item = defs[defs.generics_owner(def)].item;
  if (!item) return false;
  if (item->sig.is_unsafe) return true;
  const SymbolId keyword = program_.session.sym("unsafe");
  for (const Token& token : item->body.tokens)
    if (token.text == keyword) return true;
  return false;
}

// ---- regions ---------------------------------------------------------------------------------------------------

void FnCompiler::reach(BlockId block, uint32_t statement) {
  if (!regions_) return;
  here_ = {block, statement};
  if (const std::vector<uint32_t>* ends = regions_->ends_before(block, statement))
    emit(Op::ScopeEnd, 0, 0, 0, add(code_.scope_ends, *ends));
}

uint32_t FnCompiler::scope_here() const {
  return regions_ ? regions_->begins(here_.block, here_.statement) : memory::kWholeCall;
}

// ---- validation ------------------------------------------------------------------------------------------------

/// "A place is mutable unless it is behind a shared reference"; what is behind a raw pointer is.
bool FnCompiler::in_mutable_context(const Place& p) {
  bool is_mut = true;
  TyId ty = body_->locals[p.local].ty;
  if (const auto it = deref_temps_.find(p.local.raw); it != deref_temps_.end())
    is_mut = in_mutable_context(*it->second);
  for (const ProjectionElem& elem : p.projection) {
    if (elem.kind == ProjectionElem::Kind::Deref) {
      const TyData pointer = tcx_[ty];
      if (pointer.kind == TyKind::RawPtr) is_mut = true;
      if (pointer.kind == TyKind::Ref && !pointer.is_mut()) is_mut = false;
    }
    ty = mir::projected_ty(ty, elem, program_.items);
  }
  return is_mut;
}

/// The bytes of the place and all that its type reaches (shallow: the bytes only).
Outcome<> FnCompiler::contract_place(ContractOp op, const PlaceRef& at, bool is_mut, uint32_t scope, bool shallow) {
  if (at.in_reg) {
    if (shallow || !at.type->has_retag) return {};
    uint16_t reg = 0;
    if (reg_of(at, reg) < 1) return {};
    return contract_value(op, *at.type, reg, scope);
  }
  if (at.meta == kNoReg && at.type->size == 0) return {};
  ContractStep step{op, is_mut, shallow, scope};
  step.for_ever = is_for_ever(scope);
  step.pointee = program_.plans.pointee(at.ty);
  if (!step.pointee) return unsupported("layout:pointee");
  const uint16_t base = address(at);
  emit(Op::ContractPlace, base, at.meta, 0, add(code_.contracts, step));
  return {};
}

/// What the references in a value in registers reach.
Outcome<> FnCompiler::contract_value(ContractOp op, const TypeInfo& type, uint16_t reg, uint32_t scope) {
  if (!type.has_retag || type.cls == RegClass::Zst) return {};
  ContractStep step{op, true, false, scope};
  step.for_ever = is_for_ever(scope);
  step.type = &type;
  emit(Op::ContractValue, reg, 0, 0, add(code_.contracts, step));
  return {};
}

bool FnCompiler::is_for_ever(uint32_t scope) const {
  return regions_ && scope < regions_->scopes.size() && regions_->scopes[scope].is_static;
}

/// "Function entry: Acquire each argument." In relaxed functions it is given up at once.
Outcome<> FnCompiler::contract_entry() {
  if (contracts_ == Validation::None) return {};
  if (contracts_ != Validation::Full) emit(Op::ContractRelaxed, contracts_ == Validation::Boundary ? 1 : 0);
  const size_t jump_at = code_.insns.size() - 1;
  for (uint32_t i = 1; i <= body_->arg_count; i++) {
    next_reg_ = temp_base_;
    const uint32_t scope = contracts_ == Validation::Full ? memory::kWholeCall : kRelaxedScope;
    ASSAY_TRY(contract_place(ContractOp::Acquire, local_place(LocalId(i)), true, scope, false));
  }
  if (contracts_ == Validation::Full) return {};
  emit(Op::ScopeEnd, 0, 0, 0, add(code_.scope_ends, std::vector<uint32_t>{kRelaxedScope}));
  code_.insns[jump_at].imm = code_.insns.size();  // where to go on when the caller is the library itself
  return {};
}

Outcome<> FnCompiler::contract_before(const Statement& s) {
  if (contracts_ != Validation::Full || s.kind != Statement::Kind::Assign) return {};
  const Rvalue& r = s.rvalue;
  const bool drops = std::find(drop_refs_.begin(), drop_refs_.end(), s.place.local.raw) != drop_refs_.end();
  if (r.kind == Rvalue::Kind::Ref && drops) {
    ASSAY_TRY_LET(const PlaceRef at, place(r.place));
    return contract_place(ContractOp::Release, at, true, memory::kWholeCall, false);
  }
  if (r.kind == Rvalue::Kind::Ref && r.borrow != mir::BorrowKind::Fake) {
    // "r = &'a P: Suspend(P, 'a) before it, or Release if 'a is not local to the body."
    const uint32_t scope = scope_here();
    const bool local = scope != memory::kWholeCall && !regions_->scopes[scope].outlives_body;
    ASSAY_TRY_LET(const PlaceRef at, place(r.place));
    return contract_place(local ? ContractOp::Suspend : ContractOp::Release, at, in_mutable_context(r.place), scope,
                          false);
  }
  if (r.kind == Rvalue::Kind::RawPtr && in_mutable_context(r.place) && !behind_raw(r.place)) {
    // "Reference to raw pointer: Release for good."
    ASSAY_TRY_LET(const PlaceRef at, place(r.place));
    return contract_place(ContractOp::Forget, at, true, memory::kWholeCall, false);
  }
  const bool stores = std::any_of(s.place.projection.begin(), s.place.projection.end(),
                                  [](const auto& e) { return e.kind == ProjectionElem::Kind::Deref; });
  if (stores && r.kind == Rvalue::Kind::Use && r.operands[0].kind == Operand::Kind::Move)
    return contract_operand(r.operands[0]);  // handed over to whoever owns the place
  return {};
}

Outcome<> FnCompiler::contract_after(const Statement& s) {
  if (contracts_ != Validation::Full || s.kind != Statement::Kind::Assign) return {};
  const Rvalue& r = s.rvalue;
  if (r.kind != Rvalue::Kind::Ref || r.borrow == mir::BorrowKind::Fake) return {};
  if (std::find(drop_refs_.begin(), drop_refs_.end(), s.place.local.raw) != drop_refs_.end()) return {};
  // "... Acquire(*r) after it." A two-phase borrow locks nothing until it is used.
  if (r.borrow == mir::BorrowKind::TwoPhaseMut) return {};
  ASSAY_TRY_LET(const PlaceRef at, place(s.place));
  if (at.type->cls != RegClass::Scalar && at.type->cls != RegClass::Pair) return {};
  ASSAY_TRY_LET(const OperandRef value, read(at, false));
  const uint32_t scope = scope_here();
  ContractStep step{ContractOp::Acquire, true, false, scope};
  step.for_ever = is_for_ever(scope);
  step.type = at.type;
  emit(Op::ContractValue, value.reg, 0, 0, add(code_.contracts, step));
  return {};
}

/// Was the pointer that the place was reached through last a raw one?
bool FnCompiler::behind_raw(const Place& p) {
  bool raw = false;
  TyId ty = body_->locals[p.local].ty;
  for (const ProjectionElem& elem : p.projection) {
    if (elem.kind == ProjectionElem::Kind::Deref) raw = tcx_[ty].kind == TyKind::RawPtr;
    ty = mir::projected_ty(ty, elem, program_.items);
  }
  return raw;
}

Outcome<> FnCompiler::contract_operand(const Operand& o) {
  if (o.kind == Operand::Kind::Constant) return {};
  ASSAY_TRY_LET(const PlaceRef at, place(o.place));
  if (o.kind == Operand::Kind::Copy && !at.type->has_retag) return {};
  if (at.in_reg || at.type->has_retag)
    return contract_place(ContractOp::Release, at, in_mutable_context(o.place), memory::kWholeCall, false);
  return contract_place(ContractOp::Release, at, in_mutable_context(o.place), memory::kWholeCall, true);
}

/// "Before a call: Release the arguments and the destination."
Outcome<> FnCompiler::contract_call(const Terminator& t) {
  if (contracts_ != Validation::Full || is_drop_call(t)) return {};
  for (const Operand& o : t.args) ASSAY_TRY(contract_operand(o));
  if (!t.target) return {};
  ASSAY_TRY_LET(const PlaceRef dest, place(t.place));
  return contract_place(ContractOp::Release, dest, in_mutable_context(t.place), memory::kWholeCall, true);
}

/// "After it: Acquire the destination."
Outcome<> FnCompiler::contract_result(const Terminator& t, const PlaceRef& dest) {
  if (contracts_ != Validation::Full || t.kind != Terminator::Kind::Call) return {};
  return contract_place(ContractOp::Acquire, dest, in_mutable_context(t.place), scope_here(), false);
}

/// "Before Drop: Release the place."
Outcome<> FnCompiler::contract_drop(const Terminator& t) {
  if (contracts_ != Validation::Full) return {};
  ASSAY_TRY_LET(const PlaceRef at, place(t.place));
  return contract_place(ContractOp::Release, at, in_mutable_context(t.place), memory::kWholeCall, false);
}

}  // namespace assay::code
