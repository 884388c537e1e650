// The working parts of compiling one instance; used by the compile_*.cpp files only.
#pragma once
#include <unordered_map>

#include "code/code_cache.h"

namespace assay::code {

using mir::BlockId;
using mir::LocalId;
using mir::Operand;
using mir::Place;
using mir::ProjectionElem;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;
using types::TyData;
using types::TyKind;

/// Registers at and above this are argument number (reg - kArgBase) of the next call until the frame's size is known.
inline constexpr uint16_t kArgBase = 0xc000;

/// A place: registers of a promoted local, or an address in a register plus an offset.
struct PlaceRef {
  TyId ty;
  const TypeInfo* type = nullptr;  // of the place (of an unsized place: its sized prefix)
  uint32_t variant = kNoId;        // after Downcast
  bool in_reg = false;
  LocalId local;           // in_reg: whose registers; in memory: the local it is part of, or none
  uint64_t offset = 0;     // bytes, from the local's start or from `base`
  uint16_t base = kNoReg;  // in memory: register with the address
  uint16_t meta = kNoReg;
  uint64_t base_align = 1;      // which `base` must have on access
  bool is_checked = false;      // base + offset is in bounds of a local: no checks needed
  uint16_t extra_reg = kNoReg;  // a further alignment that an access checks
  uint64_t extra_align = 1;
};

struct OperandRef {
  const TypeInfo* type = nullptr;
  bool is_const = false;  // a Scalar known now
  u128 bits = 0;
  uint16_t reg = kNoReg;  // Scalar, Pair (reg, reg + 1)
  PlaceRef place;         // Memory
  bool from_memory = false, moved = false;
};

struct LocalState {
  const TypeInfo* type = nullptr;
  bool memory = false, borrowed = false, has_live = false;
  uint16_t reg = kNoReg;
  uint32_t mem_index = kNoId;  // into Code::mem_locals
};

class FnCompiler {
 public:
  FnCompiler(CodeCache& cache, InstanceId instance, Code& out);
  /// Stops: unsupported, compile-error.
  Outcome<> run(const mir::Body& body, types::ArgsId args);
  /// For intrinsics and foreign functions called through a pointer: a call of the shim and a return.
  Outcome<> run_stub();

 private:
  // compile.cpp
  Outcome<> classify();
  Outcome<> classify_place(const Place& place, bool address);
  Outcome<> layout_frame();
  Outcome<> prologue();
  Outcome<> blocks();
  Outcome<> statement(const Statement& s);
  Outcome<> located(const Statement& s, BlockId block, uint32_t index);
  Outcome<> terminator(const Terminator& t, BlockId self);
  Outcome<> switch_int(const Terminator& t);
  Outcome<> assert_(const Terminator& t);
  Outcome<> assert_failed(const Terminator& t);
  void patch();
  void jump(BlockId to);
  void branch_targets(size_t at, BlockId lo, BlockId hi);
  uint32_t target_slot(BlockId to);
  size_t emit(Op op, uint16_t a = 0, uint16_t b = 0, uint16_t c = 0, uint64_t imm = 0);
  uint16_t temp(int count = 1);
  Outcome<const TypeInfo*> type_of(TyId generic);
  Outcome<const TypeInfo*> info(TyId concrete);
  TyId mono(TyId generic) { return program_.mono_ty(generic, args_); }
  tl::unexpected<Stop> unsupported(const std::string& feature) { return stop_unsupported(feature, span_); }
  template <class T>
  static uint32_t add(std::vector<T>& table, T value) {
    table.push_back(std::move(value));
    return static_cast<uint32_t>(table.size() - 1);
  }
  template <class T>
  static uint32_t add_shared(std::vector<T>& table, T value) {
    for (size_t i = 0; i < table.size(); i++)
      if (table[i] == value) return static_cast<uint32_t>(i);
    return add(table, value);
  }

  // compile_place.cpp
  Outcome<PlaceRef> place(const Place& p);
  Outcome<> project(PlaceRef& at, const ProjectionElem& elem);
  Outcome<> deref(PlaceRef& at, bool checked);
  Outcome<> field(PlaceRef& at, uint32_t index);
  Outcome<> index_by(PlaceRef& at, uint16_t index_reg, TyId element, uint64_t stride);
  Outcome<PlaceRef> field_place(PlaceRef at, uint32_t index) {
    ASSAY_TRY(field(at, index));
    return at;
  }
  int reg_of(const PlaceRef& at, uint16_t& reg);  // parts: 0 (ZST), 1, 2; -1: not whole registers
  PlaceRef local_place(LocalId l);
  uint16_t address(const PlaceRef& at, uint16_t into = kNoReg);  // the address alone; checks in-bounds arithmetic
  void extra_check(const PlaceRef& at);
  Outcome<> load(const PlaceRef& at, uint16_t into);   // Scalar, Pair: into, into + 1
  Outcome<> store(const PlaceRef& at, uint16_t from);  // Scalar, Pair
  Outcome<> copy(const PlaceRef& to, const PlaceRef& from, bool validate);
  void check_reg(const TypeInfo& type, uint16_t reg);
  void check_used(const TypeInfo& type, uint16_t reg);
  Outcome<> move_regs(const PlaceRef& to, uint16_t from);  // registers to a place of Scalar or Pair
  void mov(uint16_t to, uint16_t from, int count = 1);
  uint16_t scalar_at(const PlaceRef& at, uint64_t offset, const layout::Scalar& scalar);  // a part of a place
  Outcome<> write_uninit(const PlaceRef& at);
  Outcome<> set_variant(const PlaceRef& at, const TypeInfo& type, uint32_t variant, uint16_t into);

  // compile_operand.cpp
  Outcome<OperandRef> operand(const Operand& o);
  Outcome<OperandRef> constant(const mir::ConstValue& c);
  Outcome<OperandRef> read(const PlaceRef& at, bool check);
  Outcome<uint16_t> to_reg(const OperandRef& o, uint16_t into = kNoReg);  // Scalar, Pair
  Outcome<> write(const PlaceRef& to, const OperandRef& value, bool validate = true);
  Outcome<OperandRef> const_instance(InstanceId instance, const TypeInfo* type);
  TyId operand_ty(const Operand& o);
  TyId place_ty(const Place& p);

  // compile_rvalue.cpp
  Outcome<> assign(const Place& to, const Rvalue& r);
  Outcome<> assign_to(const PlaceRef& to, const Rvalue& r);
  Outcome<> reference(const PlaceRef& to, const Rvalue& r);
  Outcome<> binary(const PlaceRef& to, const Rvalue& r);
  Outcome<> unary(const PlaceRef& to, const Rvalue& r);
  Outcome<> discriminant(const PlaceRef& to, const Rvalue& r);
  Outcome<> aggregate(const PlaceRef& to, const Rvalue& r);
  Outcome<> repeat(const PlaceRef& to, const Rvalue& r);
  Outcome<> set_const(const PlaceRef& to, u128 bits);
  void put_const(uint16_t reg, u128 bits, uint64_t size);
  Outcome<> retag(const Statement& s);
  bool no_writable();

  // compile_contracts.cpp: regions, and validation for Types as Contracts
  void begin_regions(const mir::Body& body);
  void reach(BlockId block, uint32_t statement);
  uint32_t scope_here() const;
  bool has_unsafe(DefId def);
  bool is_for_ever(uint32_t scope) const;
  bool in_mutable_context(const Place& p);
  bool behind_raw(const Place& p);
  Outcome<> contract_place(memory::ContractOp op, const PlaceRef& at, bool is_mut, uint32_t scope, bool shallow);
  Outcome<> contract_value(memory::ContractOp op, const TypeInfo& type, uint16_t reg, uint32_t scope);
  Outcome<> contract_entry();
  Outcome<> contract_before(const Statement& s);
  Outcome<> contract_after(const Statement& s);
  Outcome<> contract_operand(const Operand& o);
  Outcome<> contract_call(const Terminator& t);
  Outcome<> contract_result(const Terminator& t, const PlaceRef& dest);
  Outcome<> contract_drop(const Terminator& t);
  bool is_drop_call(const Terminator& t) const;

  // compile_hooks.cpp: what only some aliasing models ask for
  Outcome<> hook_deref(PlaceRef& at, const TyData& pointer);
  bool moves_pointers(const TypeInfo& type) const;
  void hook_move(memory::ValueMove move, const TypeInfo& type, uint16_t regs, const PlaceRef* place = nullptr);
  Outcome<> hook_move_memory(memory::ValueMove move, const PlaceRef& value, const PlaceRef* place = nullptr);
  static bool is_indirect(const PlaceRef& at) { return !at.in_reg && !at.is_checked && at.base != kNoReg; }
  bool skips_fields(const TypeInfo& type) const;
  uint16_t dest_reg(const PlaceRef& to, bool& needs_store);

  // compile_cast.cpp
  Outcome<> cast(const PlaceRef& to, const Rvalue& r);
  Outcome<> unsize(const PlaceRef& to, const OperandRef& from, TyId from_ty, TyId to_ty);
  Outcome<> unsize_meta(uint16_t into, TyId from, TyId to, uint16_t old_meta);
  Outcome<InstanceId> closure_fn(TyId closure);

  // compile_call.cpp
  Outcome<> call(const Terminator& t);
  Outcome<> call_instance(const Terminator& t, InstanceId instance);
  Outcome<> push_args(CallSite& site, const std::vector<Operand>& args, bool flatten, bool virtual_receiver);
  Outcome<> push_arg(CallSite& site, const OperandRef& value);
  Outcome<> finish_call(const Terminator& t, CallSite site, Op op, bool protect = true);
  Outcome<> drop(const Terminator& t);
  Outcome<> drop_in_place(const Terminator& t, TyId ty);
  Outcome<> call_shim(const Terminator& t, DefId def, types::ArgsId args, bool foreign);
  Outcome<> call_panic(const char* lang, std::vector<uint16_t> scalars, const std::string& message,
                       const Terminator& t);
  void unwind_of(CallSite& site, const Terminator& t);

  // compile_intrinsic.cpp: true if compiled here
  Outcome<bool> intrinsic(const Terminator& t, DefId def, types::ArgsId args);

  CodeCache& cache_;
  mono::Program& program_;
  types::TyContext& tcx_;
  Code& code_;
  InstanceId instance_;
  const mir::Body* body_ = nullptr;
  types::ArgsId args_;
  Span span_;
  std::vector<LocalState> locals_;
  uint32_t next_reg_ = 0, max_reg_ = 0, temp_base_ = 0, arg_regs_ = 0, max_args_ = 0;
  std::vector<uint32_t> block_pc_;  // kNoPc: not emitted
  std::vector<bool> is_loop_head_;  // by block
  void find_loop_heads();
  /// Where going round again jumps to: behind the LoopHead, which stands for entering the loop.
  uint32_t round_pc(BlockId to) const { return block_pc_[to.raw] + (is_loop_head_[to.raw] ? 1 : 0); }
  std::vector<BlockId> pending_;
  struct Patch {
    size_t insn;
    int field;
    BlockId block;
  };  // field 0: lo, 1: hi of imm
  std::vector<Patch> patches_;
  struct TablePatch {
    uint32_t table, index;
    BlockId block;
  };
  std::vector<TablePatch> table_patches_;
  struct SitePatch {
    uint32_t site;
    BlockId block;
  };
  std::vector<SitePatch> site_patches_;
  struct Cold {
    size_t insn;
    int field;
    const Terminator* t;
  };  // failing asserts, emitted at the end
  std::vector<Cold> cold_;
  struct Stub {
    size_t insn;
    int field;
    BlockId block;
  };  // backward branches
  std::vector<Stub> stubs_;
  const Terminator* fused_assert_ = nullptr;
  const regions::BodyRegions* regions_ = nullptr;
  struct {
    BlockId block;
    uint32_t statement = 0;
  } here_;
  /// None: not a function of the program; Boundary: of the library, only when the program calls it; Entry: relaxed.
  enum class Validation : uint8_t { None, Boundary, Entry, Full } contracts_ = Validation::None;
  std::unordered_map<uint32_t, const Place*> deref_temps_;
  std::vector<uint32_t> drop_refs_;  // locals that only hold `&mut` for a call of Drop::drop
  friend struct Fuse;
};

layout::Scalar scalar_of(const types::TyContext& tcx, TyId ty);  // of bool, char, integers, floats, thin pointers

}  // namespace assay::code
