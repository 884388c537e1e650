// Superinstructions: copies are forwarded within a block, results go where they are wanted, comparisons join their
// branches, dead copies and jumps to returns disappear. Only operations whose registers are known take part; every
// register that another operation touches is left alone. `--slow` skips this file.
#include "code/fuse.h"

#include <algorithm>

namespace assay::code {

namespace {

struct Roles {
  bool known = false, def_a = false, use_a = false, use_b = false, use_c = false;
};

constexpr bool within(Op op, Op first, Op last) { return op >= first && op <= last; }

Roles roles(Op op) {
  if (within(op, Op::AddW8, Op::MulW64)) return {true, true, false, true, true};
  if (within(op, Op::AddIW8, Op::SubIW64)) return {true, true, false, true, false};
  if (within(op, Op::AddC_i8, Op::MulC_u64)) return {true, true, false, true, true};
  if (within(op, Op::AddCI_i8, Op::SubCI_u64)) return {true, true, false, true, false};
  if (within(op, Op::And, Op::Xor)) return {true, true, false, true, true};
  if (op == Op::AndI || op == Op::NotBool || op == Op::EqI || op == Op::NeI) return {true, true, false, true, false};
  if (op == Op::Eq || op == Op::Ne || within(op, Op::Lt_u, Op::Le_i64)) return {true, true, false, true, true};
  if (within(op, Op::LtI_u, Op::LtI_i64) || op == Op::Zext || op == Op::Sext) return {true, true, false, true, false};
  if (op == Op::Mov) return {true, true, false, true, false};
  if (op == Op::Const) return {true, true, false, false, false};
  if (op == Op::Br || op == Op::BrEqI || op == Op::Switch || op == Op::Ret1) return {true, false, true, false, false};
  if (within(op, Op::BrEq, Op::BrLt_i64)) return {true, false, true, true, false};
  if (within(op, Op::BrLtI_u, Op::BrLtI_i64)) return {true, false, true, false, false};
  if (within(op, Op::Load8, Op::LoadPtr)) return {true, true, false, true, false};
  if (within(op, Op::Store8, Op::StorePtr)) return {true, false, true, true, false};
  if (op == Op::AddrOff || op == Op::AddrOffRaw) return {true, true, false, true, false};
  if (op == Op::AddrIndex || op == Op::Offset) return {true, true, false, true, true};
  if (op == Op::Nop || op == Op::Jmp || op == Op::LoopHead || op == Op::Loop || op == Op::Ret || op == Op::Unreachable)
    return {true, false, false, false, false};
  return {};
}

/// Registers that an operation without roles touches: (field a, b, c) -> how many from there on.
struct Touches {
  int a = 0, b = 0, c = 0;
};
Touches touches(Op op) {
  if (within(op, Op::AddO_i8, Op::MulO_u64)) return {2, 1, 1};
  if (within(op, Op::Call, Op::DropDyn) || op == Op::Ret || within(op, Op::UnwindResume, Op::Unsupported)) return {};
  if (op == Op::Mov2) return {2, 2, 0};
  if (op == Op::Binary) return {2, 2, 2};
  if (op == Op::GlobalValue || op == Op::Ret2 || op == Op::CheckReg || op == Op::RetagReg || op == Op::RetagRegs)
    return {2, 0, 0};
  if (op == Op::LoadT || op == Op::StoreT) return {2, 1, 0};
  if (op == Op::Global || op == Op::Const128 || op == Op::Undef || op == Op::RetMem || op == Op::LocalLive ||
      op == Op::LocalDead || op == Op::RepeatT || op == Op::CheckAlign || op == Op::CheckRange || op == Op::CheckRef ||
      op == Op::ValidateMem || op == Op::RetagMem || op == Op::InConst)
    return {1, 0, 0};
  if (op == Op::UninitT || op == Op::ReadT) return {0, 1, 0};
  if (op == Op::CopyT || op == Op::CopyArg || op == Op::Unary || op == Op::Cast || op == Op::GetDiscr ||
      op == Op::Upcast || op == Op::Expose || op == Op::FromExposed)
    return {1, 1, 0};
  return {2, 2, 2};
}

bool has_lo_target(Op op) {
  return op == Op::Jmp || op == Op::Loop || within(op, Op::AddC_i8, Op::SubCI_u64) || op == Op::Br ||
         within(op, Op::BrEqI, Op::BrEqI) || within(op, Op::BrEq, Op::BrLtI_i64);
}
bool has_hi_target(Op op) { return op == Op::Br || op == Op::BrEqI || within(op, Op::BrEq, Op::BrLtI_i64); }
bool ends_block(Op op) {
  return op == Op::Jmp || op == Op::Loop || has_hi_target(op) || op == Op::Switch ||
         within(op, Op::Call, Op::Unsupported);
}

class Fuser {
 public:
  explicit Fuser(Code& code) : code_(code), pinned_(code.stack_regs + 4, false), uses_(code.stack_regs + 4, 0) {}

  void run() {
    find_leaders();
    for (int round = 0; round < 2; round++) {
      count();
      forward();
      remove_dead();
      retarget();
    }
    count();
    join_branches();
    thread_jumps();
    remove_dead();
    compact();
  }

 private:
  void pin(uint16_t reg, int n = 1) {
    if (reg == kNoReg) return;
    for (int i = 0; i < n; i++)
      if (reg + static_cast<uint32_t>(i) < pinned_.size()) pinned_[reg + static_cast<uint32_t>(i)] = true;
  }

  void count() {
    std::fill(pinned_.begin(), pinned_.end(), false);
    std::fill(uses_.begin(), uses_.end(), 0);
    for (uint16_t r : code_.param_regs) pin(r, 2);
    for (const MemLocal& l : code_.mem_locals) pin(l.reg);
    pin(code_.location_reg);
    for (size_t r = code_.frame_regs; r < pinned_.size(); r++) pinned_[r] = true;
    for (const CallSite& s : code_.sites) {
      pin(s.dest, s.ret ? s.ret->reg_count() : 2);
      pin(s.pointer);
      pin(s.location);
      for (const ArgSlot& a : s.args) pin(a.reg, a.type->reg_count());
      for (const InPlace& p : s.in_place) pin(p.reg);
    }
    for (const Insn& n : code_.insns) {
      const Roles r = roles(n.op);
      if (!r.known) {
        const Touches t = touches(n.op);
        pin(n.a, t.a);
        pin(n.b, t.b);
        pin(n.c, t.c);
        continue;
      }
      if (r.use_a) uses_[n.a]++;
      if (r.use_b) uses_[n.b]++;
      if (r.use_c) uses_[n.c]++;
    }
    // Parameters that nobody writes may be read in place of their copies.
    constant_.assign(pinned_.size(), false);
    std::vector<bool> written(pinned_.size(), false);
    for (const Insn& n : code_.insns) {
      const Roles r = roles(n.op);
      if (r.known && r.def_a) written[n.a] = true;
    }
    for (size_t i = 0; i < code_.params.size(); i++) {
      const uint16_t reg = code_.param_regs[i];
      if (reg == kNoReg || code_.params[i]->cls != RegClass::Scalar) continue;
      bool touched = written[reg];
      for (const Insn& n : code_.insns)
        if (!roles(n.op).known) {
          const Touches t = touches(n.op);
          touched |= (t.a && n.a <= reg && reg < n.a + t.a) || (t.b && n.b <= reg && reg < n.b + t.b) ||
                     (t.c && n.c <= reg && reg < n.c + t.c);
        }
      for (const CallSite& s : code_.sites) touched |= s.dest != kNoReg && (s.dest == reg || s.dest + 1 == reg);
      for (const MemLocal& l : code_.mem_locals) touched |= l.reg == reg;
      constant_[reg] = !touched;
    }
  }

  void find_leaders() {
    leader_.assign(code_.insns.size() + 1, false);
    auto lead = [&](uint32_t pc) {
      if (pc < leader_.size()) leader_[pc] = true;
    };
    for (const Insn& n : code_.insns) {
      if (has_lo_target(n.op)) lead(n.lo());
      if (has_hi_target(n.op)) lead(n.hi());
    }
    for (const SwitchTable& t : code_.switches)
      for (uint32_t to : t.targets) lead(to);
    for (const CallSite& s : code_.sites) lead(s.cleanup);
  }

  /// Uses of a copy become uses of what was copied, as long as neither changes.
  void forward() {
    std::vector<std::pair<uint16_t, uint16_t>> live;  // copy, original
    auto kill = [&](uint16_t reg) {
      std::erase_if(live, [&](const auto& p) { return p.first == reg || p.second == reg; });
    };
    for (size_t i = 0; i < code_.insns.size(); i++) {
      if (leader_[i]) live.clear();
      Insn& n = code_.insns[i];
      const Roles r = roles(n.op);
      if (!r.known) {
        if (ends_block(n.op) && !within(n.op, Op::Call, Op::DropDyn)) live.clear();
        continue;  // pinned registers are in no pair
      }
      auto replace = [&](uint16_t& reg) {
        for (const auto& p : live)
          if (p.first == reg) {
            reg = p.second;
            return;
          }
      };
      if (r.use_a) replace(n.a);
      if (r.use_b) replace(n.b);
      if (r.use_c) replace(n.c);
      if (r.def_a) kill(n.a);
      if (n.op == Op::Mov && n.a != n.b && !pinned_[n.a] && (!pinned_[n.b] || constant_[n.b]))
        live.emplace_back(n.a, n.b);
    }
  }

  /// `t = a OP b; d = t` with nothing else reading t: `d = a OP b`.
  void retarget() {
    for (size_t i = 0; i + 1 < code_.insns.size(); i++) {
      Insn& n = code_.insns[i];
      const Roles r = roles(n.op);
      if (!r.known || !r.def_a || pinned_[n.a]) continue;
      size_t k = i + 1;
      while (k < code_.insns.size() && !leader_[k] && (code_.insns[k].op == Op::Nop || dead(code_.insns[k]))) k++;
      if (k >= code_.insns.size() || leader_[k]) continue;
      Insn& m = code_.insns[k];
      if (m.op != Op::Mov || m.b != n.a || uses_[n.a] != 1) continue;
      n.a = m.a;
      m = Insn{};
    }
  }

  bool dead(const Insn& n) const { return (n.op == Op::Mov || n.op == Op::Const) && !pinned_[n.a] && uses_[n.a] == 0; }

  void join_branches() {
    for (size_t i = 0; i + 1 < code_.insns.size(); i++) {
      Insn& n = code_.insns[i];
      size_t k = i + 1;
      while (k < code_.insns.size() && !leader_[k] && (code_.insns[k].op == Op::Nop || dead(code_.insns[k]))) k++;
      if (k >= code_.insns.size() || leader_[k]) continue;
      Insn& br = code_.insns[k];
      if (br.op != Op::Br || br.a != n.a || pinned_[n.a] || uses_[n.a] != 1) continue;
      Insn out = br;
      out.a = n.b;
      out.b = n.c;
      out.c = 0;
      const bool small = n.imm < 0x8000;
      if (n.op == Op::Eq)
        out.op = Op::BrEq;
      else if (n.op == Op::Ne)
        out.op = Op::BrNe;
      else if (n.op == Op::Lt_u)
        out.op = Op::BrLt_u;
      else if (n.op == Op::Lt_i32)
        out.op = Op::BrLt_i32;
      else if (n.op == Op::Lt_i64)
        out.op = Op::BrLt_i64;
      else if (n.op == Op::LtI_u && small)
        out.op = Op::BrLtI_u;
      else if (n.op == Op::LtI_i32 && small)
        out.op = Op::BrLtI_i32;
      else if (n.op == Op::LtI_i64 && small)
        out.op = Op::BrLtI_i64;
      else if ((n.op == Op::EqI || n.op == Op::NeI) && n.imm <= 0xffff'ffff) {
        out.op = Op::BrEqI;
        out.b = static_cast<uint16_t>(n.imm);
        out.c = static_cast<uint16_t>(n.imm >> 16);
        if (n.op == Op::NeI) out.imm = pack(br.hi(), br.lo());
      } else {
        continue;
      }
      if (out.op == Op::BrLtI_u || out.op == Op::BrLtI_i32 || out.op == Op::BrLtI_i64) {
        out.b = 0;
        out.c = static_cast<uint16_t>(n.imm);
      }
      n = Insn{};
      br = out;
    }
  }

  /// A jump to a return is that return; a backward jump out of a loop is no iteration.
  void thread_jumps() {
    for (Insn& n : code_.insns) {
      if (n.op != Op::Jmp && n.op != Op::Loop) continue;
      const Insn& target = code_.insns[n.lo()];
      if (target.op == Op::Ret || target.op == Op::Ret1 || target.op == Op::Ret2) n = target;
    }
  }

  void remove_dead() {
    for (int round = 0; round < 6; round++) {
      count();
      bool changed = false;
      for (Insn& n : code_.insns)
        if (dead(n) || (n.op == Op::Mov && n.a == n.b)) {
          n = Insn{};
          changed = true;
        }
      if (!changed) break;
    }
  }

  void compact() {
    std::vector<uint32_t> to(code_.insns.size() + 1);
    std::vector<Insn> insns;
    std::vector<Span> spans;
    for (size_t i = 0; i < code_.insns.size(); i++) {
      to[i] = static_cast<uint32_t>(insns.size());
      if (code_.insns[i].op == Op::Nop) continue;
      insns.push_back(code_.insns[i]);
      spans.push_back(code_.spans[i]);
    }
    to[code_.insns.size()] = static_cast<uint32_t>(insns.size());
    for (Insn& n : insns) {
      if (has_lo_target(n.op) && n.lo() < to.size()) n.imm = pack(to[n.lo()], n.hi());
      if (has_hi_target(n.op) && n.hi() < to.size()) n.imm = pack(n.lo(), to[n.hi()]);
    }
    for (SwitchTable& t : code_.switches)
      for (uint32_t& target : t.targets) target = to[target];
    for (CallSite& s : code_.sites)
      if (s.cleanup != kNoPc) s.cleanup = to[s.cleanup];
    code_.insns = std::move(insns);
    code_.spans = std::move(spans);
  }

  Code& code_;
  std::vector<bool> pinned_, leader_, constant_;
  std::vector<uint32_t> uses_;
};

}  // namespace

void fuse(Code& code) {
  if (code.insns.size() > 20'000) return;
  Fuser(code).run();
}

}  // namespace assay::code
