// Loops that only wait, under exploration: the registers that are live at the head of a loop are compared with those
// of the last time round. If nothing else of the thread changed either, the iteration was without effect.
// Source: concurrency.md 6.6; "Unblocking Dynamic Partial Order Reduction" (spin loops as awaits).
#include <algorithm>

#include "code/liveness.h"
#include "machine/machine.h"

namespace assay::machine {

using concurrency::Round;

const std::vector<uint16_t>& Machine::live_at(const Code& code, uint32_t pc) {
  auto [it, fresh] = code.live_at_loops.try_emplace(pc);
  if (fresh) it->second = code::live_registers(code, pc);
  return it->second;
}

/// A plain write by the current thread: no loop round that began after the storage was made minds it.
void Machine::note_write(const Allocation& alloc) {
  auto& loops = thread().loops;
  for (size_t i = loops.size(); i-- > 0 && alloc.serial < loops[i].serial;) loops[i].changed = true;
}

/// A load whose value is all that came of it: where control goes on, in the innermost frames.
void Machine::note_load(const Reg& value) {
  if (!watching()) return;
  Thread& t = thread();
  t.last_load.steps = conc.steps();
  t.last_load.value = value;
  t.last_load.depth = static_cast<uint32_t>(t.frames.size());
  for (size_t i = 0; i < t.last_load.pcs.size() && i < t.frames.size(); i++)
    t.last_load.pcs[i] = t.frames[t.frames.size() - 1 - i].pc;
}

namespace {
/// From the last load on, control came straight to the head of the loop.
bool comes_straight(const Thread& t, const Code& code, uint32_t head) {
  const LastLoad& load = t.last_load;
  const size_t below = load.depth - t.frames.size();  // frames that have returned since
  if (load.depth < t.frames.size() || below >= load.pcs.size()) return false;
  const Insn* pc = load.pcs[below];
  return pc >= code.insns.data() && pc < code.insns.data() + code.insns.size() &&
         code::leads_straight(code, static_cast<uint32_t>(pc - code.insns.data()), head);
}
}  // namespace

Outcome<> Machine::arrive_at_loop(uint32_t head) {
  Thread& t = thread();
  const Frame& f = t.frames.back();
  const auto depth = static_cast<uint32_t>(t.frames.size());
  auto& loops = t.loops;
  auto in_frame = [&](const LoopMark& m) { return m.depth == depth && m.call == f.call; };
  while (!loops.empty() && (loops.back().depth > depth || (loops.back().depth == depth && !in_frame(loops.back()))))
    loops.pop_back();
  size_t at = loops.size();
  while (at > 0 && in_frame(loops[at - 1]) && loops[at - 1].head != head) at--;
  const bool known = at > 0 && in_frame(loops[at - 1]);
  if (known) loops.resize(at);
  if (known && conc.steps() == loops.back().steps) return {};  // it read nothing that could change
  const auto& live = live_at(*f.code, head);
  const Reg* R = t.regs.data() + f.base;
  const uint64_t written = out.size() + err.size();
  if (!known) {
    LoopMark mark;
    mark.depth = depth;
    mark.call = f.call;
    mark.head = head;
    mark.site = uint64_t{f.code->index} << 32 | head;
    mark.has_load = t.last_load.steps == conc.steps() && t.last_load.steps != 0 && comes_straight(t, *f.code, head);
    mark.load = t.last_load.value;
    loops.push_back(std::move(mark));
  }
  LoopMark& mark = loops.back();
  bool same = known, substituted = known && mark.has_load && conc.steps() == mark.steps + 1;
  if (known)
    for (size_t i = 0; i < live.size(); i++) {
      const Reg &was = mark.live[i], &is = R[live[i]];
      const bool equal = was.bits == is.bits && was.prov == is.prov;
      same &= equal;
      substituted &= equal || (was.bits == mark.load.bits && is.bits == t.last_load.value.bits);
    }
  if ((same || substituted) && !mark.changed && written == mark.written) {
    std::vector<uint64_t> sites;
    for (const LoopMark& m : loops) sites.push_back(m.site);
    ASSAY_TRY_LET(const Round round, conc.goes_round(sites, mark.steps, same));
    if (round == Round::Waits) {
      stay_stuck(concurrency::Stuck::Await, "waits in a loop");
      return {};
    }
  }
  mark.live.resize(live.size());
  for (size_t i = 0; i < live.size(); i++) mark.live[i] = R[live[i]];
  if (known) mark.has_load = false;
  mark.steps = conc.steps();
  mark.serial = memory.serial();
  mark.written = written;
  mark.changed = false;
  conc.new_moment();  // so that repeated writes are told again
  return {};
}

}  // namespace assay::machine
