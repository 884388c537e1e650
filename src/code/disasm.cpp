// Bytecode as text, for dumps.
#include <fmt/format.h>

#include "code/code_cache.h"

namespace assay::code {

std::string disassemble(const Code& code) {
  std::string out = fmt::format("{} (registers: {})\n", code.name, code.frame_regs);
  for (size_t i = 0; i < code.insns.size(); i++) {
    const Insn& n = code.insns[i];
    out += fmt::format("  {:4} {:<12} {:5} {:5} {:5}  {:#x}", i, op_name(n.op), n.a, n.b, n.c, n.imm);
    if ((n.op == Op::Call || n.op == Op::CallShim || n.op == Op::CallVirtual) && n.imm < code.sites.size()) {
      const CallSite& site = code.sites[n.imm];
      out += fmt::format("  -> dest {} args", site.dest);
      for (const ArgSlot& arg : site.args) out += fmt::format(" {}", arg.reg);
      if (site.cleanup != kNoPc) out += fmt::format(" cleanup {}", site.cleanup);
    }
    out += '\n';
  }
  return out;
}

}  // namespace assay::code
