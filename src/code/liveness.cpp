#include "code/liveness.h"

#include <algorithm>

namespace assay::code {

namespace {

constexpr bool within(Op op, Op first, Op last) { return op >= first && op <= last; }

/// What one instruction reads and writes.
class Effects {
 public:
  std::vector<uint16_t> uses, defs;

  Effects(const Code& code, const Insn& n) { find(code, n); }

 private:
  void find(const Code& code, const Insn& n) {
    const Op op = n.op;
    if (within(op, Op::AddW8, Op::MulW64) || within(op, Op::AddC_i8, Op::MulC_u64) || within(op, Op::And, Op::Xor) ||
        op == Op::Eq || op == Op::Ne || within(op, Op::Lt_u, Op::Le_i64) || op == Op::AddrIndex || op == Op::Offset)
      return def(n.a), use(n.b), use(n.c);
    if (within(op, Op::AddO_i8, Op::MulO_u64)) return def(n.a, 2), use(n.b), use(n.c);
    if (within(op, Op::AddIW8, Op::SubIW64) || within(op, Op::AddCI_i8, Op::SubCI_u64) || op == Op::AndI ||
        op == Op::NotBool || op == Op::EqI || op == Op::NeI || within(op, Op::LtI_u, Op::LtI_i64) || op == Op::Zext ||
        op == Op::Sext || op == Op::Mov || within(op, Op::Load8, Op::LoadPtr) || op == Op::AddrOff ||
        op == Op::AddrOffRaw || op == Op::Unary || op == Op::Cast || op == Op::GetDiscr || op == Op::Upcast ||
        op == Op::Expose || op == Op::FromExposed || op == Op::CopyArg)
      return def(n.a, 1), use(n.b);
    if (within(op, Op::BrEq, Op::BrLt_i64)) return use(n.a), use(n.b);
    if (op == Op::Br || op == Op::BrEqI || within(op, Op::BrLtI_u, Op::BrLtI_i64) || op == Op::Switch ||
        op == Op::Switch128 || op == Op::Ret1 || op == Op::RetMem || op == Op::RepeatT || op == Op::CheckAlign ||
        op == Op::CheckRange || op == Op::CheckRef || op == Op::ValidateMem || op == Op::RetagMem)
      return use(n.a);
    if (within(op, Op::Store8, Op::StorePtr) || op == Op::CopyT) return use(n.a), use(n.b);
    if (op == Op::LoadT) return def(n.a, code.mem_ops[n.imm].type->reg_count()), use(n.b);
    if (op == Op::StoreT) return use(n.a, code.mem_ops[n.imm].type->reg_count()), use(n.b);
    if (op == Op::UninitT || op == Op::ReadT) return use(n.b);
    if (op == Op::Mov2) return def(n.a, 2), use(n.b, 2);
    if (op == Op::Binary) {
      const int regs = code.binaries[n.imm].wide_pointer ? 2 : 1;
      return def(n.a), use(n.b, regs), use(n.c, regs);
    }
    if (op == Op::GlobalValue) return def(n.a, n.b == 2 ? 2 : 1);
    // The storage that a local had before is nobody's concern: LocalLive and LocalDead only free it.
    if (op == Op::Const || op == Op::Const128 || op == Op::Undef || op == Op::Global || op == Op::LocalLive ||
        op == Op::InConst)
      return def(n.a);
    if (op == Op::AddrTail) return def(n.a), use(n.b), use(n.c);
    if (op == Op::Ret2) return use(n.a, 2);
    if (op == Op::CheckReg) return use(n.a, code.types[n.imm]->reg_count());
    if (op == Op::RetagRegs) return use(n.a, code.retags[n.imm].type->reg_count());
    if (op == Op::RetagReg)
      return use(n.a, code.retags[n.imm].pointee->meta == layout::LayoutContext::Meta::None ? 1 : 2);
    if (within(op, Op::Call, Op::DropDyn)) {
      const CallSite& s = code.sites[n.imm];
      for (const ArgSlot& a : s.args) use(a.reg, a.type->reg_count());
      for (const InPlace& p : s.in_place) use(p.reg);
      use(s.pointer);
      use(s.location);
      if (s.dest != kNoReg && s.ret) {
        if (s.ret->cls == RegClass::Memory)
          use(s.dest);
        else
          def(s.dest, s.ret->reg_count());
      }
    }
  }

  void use(uint16_t reg, int n = 1) {
    if (reg == kNoReg) return;
    for (int i = 0; i < n; i++) uses.push_back(static_cast<uint16_t>(reg + i));
  }
  void def(uint16_t reg, int n = 1) {
    if (reg == kNoReg) return;
    for (int i = 0; i < n; i++) defs.push_back(static_cast<uint16_t>(reg + i));
  }
};

/// Calls f(pc) for every instruction that may come next.
template <class F>
void successors(const Code& code, uint32_t pc, F f) {
  const Insn& n = code.insns[pc];
  const Op op = n.op;
  if (op == Op::Jmp || op == Op::Loop) return f(n.lo());
  if (op == Op::Br || op == Op::BrEqI || within(op, Op::BrEq, Op::BrLtI_i64)) return f(n.lo()), f(n.hi());
  if (op == Op::Switch || op == Op::Switch128) {
    for (uint32_t to : code.switches[n.imm].targets) f(to);
    return;
  }
  if (op == Op::Ret || op == Op::Ret1 || op == Op::Ret2 || op == Op::RetMem || op == Op::Unreachable ||
      op == Op::UnwindResume || op == Op::UnwindTerminate || op == Op::Uninhabited || op == Op::Unsupported)
    return;
  if (within(op, Op::AddC_i8, Op::SubCI_u64)) f(n.lo());
  if (within(op, Op::Call, Op::DropDyn) && code.sites[n.imm].cleanup != kNoPc) f(code.sites[n.imm].cleanup);
  if (pc + 1 < code.insns.size()) f(pc + 1);
}

}  // namespace

std::vector<uint16_t> live_registers(const Code& code, uint32_t pc) {
  const size_t count = code.insns.size(), words = (code.stack_regs + 8 + 63) / 64;
  std::vector<uint64_t> live(count * words);  // before each instruction
  std::vector<Effects> effects;
  effects.reserve(count);
  for (const Insn& n : code.insns) effects.emplace_back(code, n);
  std::vector<uint64_t> now(words);
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = count; i-- > 0;) {
      std::fill(now.begin(), now.end(), 0);
      successors(code, static_cast<uint32_t>(i), [&](uint32_t to) {
        for (size_t w = 0; w < words; w++) now[w] |= live[to * words + w];
      });
      for (uint16_t r : effects[i].defs)
        if (r / 64u < words) now[r / 64u] &= ~(uint64_t{1} << (r % 64));
      for (uint16_t r : effects[i].uses)
        if (r / 64u < words) now[r / 64u] |= uint64_t{1} << (r % 64);
      for (size_t w = 0; w < words; w++)
        if (now[w] != live[i * words + w]) {
          live[i * words + w] = now[w];
          changed = true;
        }
    }
  }
  std::vector<uint16_t> out;
  for (size_t r = 0; r < words * 64; r++)
    if (live[pc * words + r / 64] >> (r % 64) & 1) out.push_back(static_cast<uint16_t>(r));
  return out;
}

bool leads_straight(const Code& code, uint32_t from, uint32_t to) {
  for (uint32_t pc = from, steps = 0; steps < 64 && pc < code.insns.size(); steps++) {
    if (pc == to) return true;
    const Op op = code.insns[pc].op;
    if (op == Op::Jmp) {
      pc = code.insns[pc].lo();
      continue;
    }
    if (op == Op::Ret || op == Op::Ret1 || op == Op::Ret2 || op == Op::RetMem) return to == kNoPc;
    if (op == Op::Loop || op == Op::Br || op == Op::BrEqI || within(op, Op::BrEq, Op::BrLtI_i64) || op == Op::Switch ||
        op == Op::Switch128 || within(op, Op::AddC_i8, Op::SubCI_u64) || within(op, Op::Call, Op::DropDyn) ||
        within(op, Op::UnwindResume, Op::Unsupported) || within(op, Op::Store8, Op::RepeatT))
      return false;
    pc++;
  }
  return false;
}

}  // namespace assay::code
