// The `miri_*` helper functions, as that interpreter's README documents them.
#include <fmt/format.h>

#include "shims/rows.h"

namespace assay::shims {

namespace {

using memory::AllocKind;

Status alloc(ShimCall& call) {
  const uint64_t size = call.bits(0), align = call.bits(1);
  if (size == 0) return stop_ub(UbKind::InvalidOperation, "creating an allocation with size 0");
  if (align == 0 || (align & (align - 1)) != 0)
    return stop_ub(UbKind::InvalidOperation, "creating an allocation with invalid alignment");
  ASSAY_TRY_LET(const Pointer p, call.machine.allocate(size, align, AllocKind::HeapMiri, false, call.span));
  call.ret(p);
  return ShimStatus::Done;
}
Status dealloc(ShimCall& call) {
  ASSAY_TRY(call.machine.deallocate(call.pointer(0), AllocKind::HeapMiri, call.bits(1), call.bits(2)));
  return ShimStatus::Done;
}
Status static_root(ShimCall& call) {
  const memory::Allocation* a = call.machine.memory.find(call.pointer(0), 0);
  if (!a || call.pointer(0).addr != a->base)
    return stop_ub(UbKind::InvalidOperation,
                   "pointer passed to `miri_static_root` must point to the beginning of an allocated block");
  call.machine.add_root(a->id);
  return ShimStatus::Done;
}
Status get_alloc_id(ShimCall& call) {
  const memory::Allocation* a = call.machine.memory.find(call.pointer(0), 0);
  if (!a) return stop_ub(UbKind::Provenance, "pointer passed to `miri_get_alloc_id` must not be dangling");
  call.ret(a->id.raw);
  return ShimStatus::Done;
}
Status print_borrow_state(ShimCall& call) {
  const memory::Allocation* a = call.machine.memory.live(AllocId(static_cast<uint32_t>(call.bits(0))));
  if (!a)
    return stop_ub(UbKind::InvalidOperation, "`miri_print_borrow_state` called on an allocation that does not exist");
  trace::Picture picture;
  call.machine.model.draw(*a, picture);
  for (const auto& stack : picture.stacks) {
    call.machine.err += fmt::format("{}..{}:", stack.range.lo, stack.range.hi);
    for (const auto& item : stack.items) call.machine.err += fmt::format(" {}<{}>", item.permission, item.tag.raw);
    call.machine.err += "\n";
  }
  for (const auto& node : picture.nodes) {
    call.machine.err += fmt::format("<{}>:", node.tag.raw);
    for (const auto& [range, permission] : node.permissions)
      call.machine.err += fmt::format(" {}..{} {}", range.lo, range.hi, permission);
    call.machine.err += "\n";
  }
  return ShimStatus::Done;
}
Status nothing(ShimCall&) { return ShimStatus::Done; }
Status spin_loop(ShimCall& call) {
  call.machine.yield_now();
  return ShimStatus::Done;
}
/// Executions in which the condition does not hold do not count.
Status assume(ShimCall& call) {
  if (call.bits(0)) return ShimStatus::Done;
  if (!call.machine.conc.explores())
    return stop_with({.kind = StopKind::Cut, .message = "an assumption does not hold"});
  call.machine.stay_stuck(concurrency::Stuck::Assume, "assumes something that does not hold");
  return ShimStatus::Blocked;
}
/// A number below `n`; every one is explored.
Status choose(ShimCall& call) {
  const auto n = static_cast<uint32_t>(call.bits(0));
  if (n == 0) return stop_ub(UbKind::Intrinsic, "`choose` called with 0 alternatives");
  uint32_t answer = 0;
  ASSAY_TRY_LET(const concurrency::Step step, call.machine.conc.choose(Choice::User, n, answer));
  if (step == concurrency::Step::Wait) {
    call.machine.wait_for_event("waits for its turn");
    return ShimStatus::Blocked;
  }
  call.ret(answer);
  return ShimStatus::Done;
}
Status exploring(ShimCall& call) {
  call.ret(call.machine.conc.explores());
  return ShimStatus::Done;
}
/// What the caller waits for is not there: the loop around the call would only go round again.
Status await(ShimCall& call) {
  if (!call.machine.conc.explores()) {
    call.machine.yield_now();
    return ShimStatus::Done;
  }
  call.machine.stay_stuck(concurrency::Stuck::Await, "waits for another value");
  return ShimStatus::Blocked;
}
template <bool to_err>
Status write(ShimCall& call) {
  ASSAY_TRY_LET(const std::string text, call.machine.read_bytes(call.pointer(0), call.args[0].b.bits));
  (to_err ? call.machine.err : call.machine.out) += text;
  return ShimStatus::Done;
}

Status promise_alignment(ShimCall& call) {
  const Pointer p = call.pointer(0);
  const uint64_t align = call.bits(1);
  if (align == 0 || (align & (align - 1)) != 0)
    return stop_ub(UbKind::Intrinsic, "`miri_promise_symbolic_alignment`: alignment is not a power of two");
  if (p.addr % align != 0)
    return stop_ub(UbKind::Alignment, "`miri_promise_symbolic_alignment`: the pointer is not actually aligned");
  if (const memory::Allocation* alloc = call.machine.memory.find(p, 0))
    call.machine.promise_alignment(alloc->id, p.addr - alloc->base, align);
  return ShimStatus::Done;
}

}  // namespace

void add_miri(Rows& rows) {
  rows.foreign("miri_alloc", alloc);
  rows.foreign("miri_dealloc", dealloc);
  rows.foreign("miri_static_root", static_root);
  rows.foreign("miri_get_alloc_id", get_alloc_id);
  rows.foreign("miri_print_borrow_state", print_borrow_state);
  rows.foreign("miri_pointer_name", nothing);
  rows.foreign("miri_promise_symbolic_alignment", promise_alignment);
  rows.foreign("miri_run_provenance_gc", nothing);
  rows.foreign("miri_spin_loop", spin_loop);
  rows.foreign("miri_genmc_assume", assume);
  rows.intrinsic("assay_assume", assume);
  rows.intrinsic("assay_choose", choose);
  rows.intrinsic("assay_exploring", exploring);
  rows.intrinsic("assay_await", await);
  rows.foreign("miri_write_to_stdout", write<false>);
  rows.foreign("miri_write_to_stderr", write<true>);
}

}  // namespace assay::shims
