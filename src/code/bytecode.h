// What the machine executes: one Code per instance. Fixed 16-byte instructions over a frame's registers; everything
// bulky (call sites, switches, type digests) is in side tables that an instruction's `imm` indexes.
#pragma once
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/int128.h"
#include "code/type_info.h"
#include "memory/contract.h"
#include "memory/memory.h"
#include "memory/retag.h"
#include "mono/instance.h"

namespace assay::code {

using memory::Pointer;
using memory::Prov;
using mono::InstanceId;
using mono::VtableId;

/// One scalar: bits (zero-extended) and, for pointers, provenance. A 16-byte integer uses all of it.
struct alignas(16) Reg {
  uint64_t bits = 0;
  Prov prov;
  u128 wide() const { return std::bit_cast<u128>(*this); }
  static Reg of(u128 value, uint64_t size_bytes) {
    return size_bytes == 16 ? std::bit_cast<Reg>(value) : Reg{static_cast<uint64_t>(value), {}};
  }
  u128 value(uint64_t size_bytes) const { return size_bytes == 16 ? wide() : u128{bits}; }
  Pointer pointer() const { return {bits, prov}; }
  static Reg of(const Pointer& p) { return {p.addr, p.prov}; }
  static Reg bit(bool b) { return {b ? 1u : 0u, {}}; }
  static Reg undef() { return {0, Prov{AllocId(), Tag(0xffff'fffe)}}; }
  bool is_undef() const { return !prov.alloc && prov.tag.raw == 0xffff'fffe; }
};
static_assert(sizeof(Reg) == 16);

inline constexpr uint16_t kNoReg = 0xffff;
inline constexpr uint32_t kNoPc = 0xffff'ffff;

enum class Op : uint16_t {
#define OP(name) name,
#include "code/ops.def"
#undef OP
};
const char* op_name(Op op);

struct Insn {
  Op op = Op::Nop;
  uint16_t a = 0, b = 0, c = 0;
  uint64_t imm = 0;
  uint32_t lo() const { return static_cast<uint32_t>(imm); }
  uint32_t hi() const { return static_cast<uint32_t>(imm >> 32); }
};
static_assert(sizeof(Insn) == 16);
constexpr uint64_t pack(uint32_t lo, uint32_t hi) { return uint64_t{lo} | uint64_t{hi} << 32; }

/// imm of LoadN/StoreN: offset (low 32 bits), log2 of the alignment that the *base* must have (bits 32..39).
constexpr uint64_t pack_access(uint32_t offset, uint64_t base_align) {
  return uint64_t{offset} | static_cast<uint64_t>(std::countr_zero(base_align)) << 32;
}

/// LoadT, StoreT, CopyT, ...: a typed access at `offset` from a base pointer that must have `base_align`.
struct MemOp {
  const TypeInfo* type = nullptr;
  uint64_t offset = 0, base_align = 1;           // of the destination for StoreT, CopyT
  uint64_t source_offset = 0, source_align = 1;  // CopyT, CopyArg
  uint64_t count = 0;                            // RepeatT
  bool validate = true;
};

struct BinaryOp {
  mir::BinOp op;
  layout::Scalar type, right;
  bool wide_pointer = false;
  uint64_t stride = 0;
};
struct UnaryOp {
  mir::UnOp op;
  layout::Scalar type;
};
struct CastOp {
  mir::CastKind kind;
  layout::Scalar from, to;
};
struct SwitchTable {
  std::vector<u128> values;
  std::vector<uint32_t> targets; /* one more: otherwise */
  uint64_t size = 8;
};
struct RangeCheck {
  layout::Scalar scalar;
  const char* what;
};
struct RetagOp {
  memory::RetagSpec spec;
  const layout::PointeePlan* pointee = nullptr;  // RetagReg
  const TypeInfo* type = nullptr;                // RetagRegs, RetagMem: the whole retag plan
  memory::RetagMode mode = memory::RetagMode::Default;
  uint32_t scope = kNoId;  // the region that begins with it, when regions are known
};
/// Deref: the pointer in b (metadata in b + 1) is followed; a gets the place.
struct DerefOp {
  const memory::RetagSpec* spec;
  const layout::PointeePlan* pointee;
};
/// MoveRegs, MoveMem: the value in a, or at the address in a, moves; the place it moves from or to is at `offset` from
/// the pointer in b (none: no such place).
struct MoveOp {
  memory::ValueMove move;
  const TypeInfo* type;
  uint64_t offset = 0;
};
/// ContractPlace: the place at the address in a (metadata in b); ContractValue: the value in a.
struct ContractStep {
  memory::ContractOp op;
  bool is_mut = true;    // not behind a shared reference; ContractValue: its `&mut` may be written through
  bool shallow = false;  // only the bytes themselves
  uint32_t scope = memory::kWholeCall;
  bool for_ever = false;                               // the scope reaches 'static
  std::shared_ptr<const layout::PointeePlan> pointee;  // ContractPlace
  const TypeInfo* type = nullptr;                      // ContractValue
};
/// The scope of what relaxed functions acquire at entry.
inline constexpr uint32_t kRelaxedScope = 0xffff'fffe;
struct TailOp {
  uint64_t offset;
  uint64_t pack;
  const TypeInfo* tail;
};  // AddrTail: the dynamically aligned last field

/// A value that exists once per execution: its address is made by the machine when first used.
struct GlobalKey {
  enum class Kind : uint8_t {
    Str /* text */,
    CStr,
    Const /* instance: evaluated */,
    Static /* def */,
    ThreadLocal /* def */,
    Fn /* instance */,
    Vtable,
    Location /* span */
  } kind = Kind::Str;
  std::string text;
  DefId def;
  InstanceId instance;  // Fn; Const: its initialiser
  VtableId vtable;
  Span span;
  bool operator==(const GlobalKey&) const = default;
};

struct ArgSlot {
  const TypeInfo* type = nullptr;
  uint16_t reg = kNoReg;  // relative to the caller's frame; Memory: holds the address
  bool moved = false;     // a `move` operand
};
struct InPlace {
  uint16_t reg;
  const TypeInfo* type;
};  // address of a place that is the callee's for the call

struct Code;
struct ShimHandler;  // machine's
/// One call. Arguments lie in consecutive registers from the end of the caller's frame, tuples of `rust-call`
/// flattened.
struct CallSite {
  enum class Kind : uint8_t { Direct, Pointer, Virtual, Shim, DropDyn } kind = Kind::Direct;
  InstanceId callee;
  mutable const Code* code = nullptr;  // Direct: compiled at the first call
  const TypeInfo* ret = nullptr;
  uint16_t dest = kNoReg;  // result register(s); Memory: register that holds the destination's address
  uint64_t dest_align = 1;
  mir::UnwindAction unwind = mir::UnwindAction::Continue;
  uint32_t cleanup = kNoPc;
  bool diverges = false;
  std::vector<ArgSlot> args;  // flattened; ZSTs included (reg kNoReg)
  std::vector<InPlace> in_place;
  uint16_t location = kNoReg;  // Direct to #[track_caller]: register with the hidden argument
  uint16_t pointer = kNoReg;   // Pointer: the function; Virtual, DropDyn: the vtable
  uint32_t slot = 0;           // Virtual
  types::TyId dyn_ty;          // Virtual, DropDyn: what the vtable must be for
  SymbolId abi;                // Pointer
  bool is_variadic = false, may_unwind = true;
  // Shim: an intrinsic or foreign function
  SymbolId name;
  bool foreign = false;
  types::ArgsId type_args;
  std::vector<const TypeInfo*> types;  // by generic argument; null where it is not a type
  mutable const ShimHandler* handler = nullptr;
  mutable uint16_t orders = kNoReg;  // atomic intrinsics: success order | failure order << 8, once known
  bool no_pad = false;
};

struct MemLocal {
  uint16_t reg;
  const TypeInfo* type;
  Span span;
  bool at_entry;
  SymbolId name;
  bool is_user;
};
struct LocalName {
  SymbolId name;
  uint16_t reg;
  const TypeInfo* type;
  bool memory;
};  // for messages and stepping

struct Code {
  InstanceId instance;
  uint32_t index = 0;  // dense, in order of compilation
  std::string name;
  std::vector<Insn> insns;
  std::vector<Span> spans;              // parallel to insns
  uint32_t frame_regs = 0;              // registers of the frame, arguments first
  uint32_t stack_regs = 0;              // with the arguments of its calls
  bool simple = false;                  // no local in memory and no protector: leaving needs no work
  std::vector<const TypeInfo*> params;  // flattened
  std::vector<uint16_t> param_regs;     // by flattened parameter
  uint32_t param_reg_count = 0;
  const TypeInfo* ret = nullptr;
  SymbolId abi;
  bool track_caller = false, may_unwind = true /* false: C-like ABI or rustc_nounwind: unwinding aborts */;
  bool is_variadic = false, is_stub = false, has_protectors = false, is_library = false, rust_call = false;
  bool has_contract = false;  // its values are acquired and released (Types as Contracts)
  uint16_t location_reg = kNoReg;
  Span span;
  std::vector<MemLocal> mem_locals;  // locals that are allocations
  std::vector<CallSite> sites;
  std::vector<MemOp> mem_ops;
  std::vector<BinaryOp> binaries;
  std::vector<UnaryOp> unaries;
  std::vector<CastOp> casts;
  std::vector<SwitchTable> switches;
  std::vector<RangeCheck> ranges;
  std::vector<RetagOp> retags;
  std::vector<DerefOp> derefs;
  std::vector<MoveOp> moves;
  std::vector<ContractStep> contracts;
  std::vector<std::vector<uint32_t>> scope_ends;
  std::vector<const TypeInfo*> types;
  std::vector<TailOp> tails;
  std::vector<u128> wide_consts;
  std::vector<SymbolId> features;
  std::vector<uint32_t> required;  // globals that must evaluate before the first call
  std::vector<LocalName> names;
  mutable std::map<uint32_t, std::vector<uint16_t>> live_at_loops;  // by pc of a LoopHead, made when first wanted
};

}  // namespace assay::code
