// Intrinsics about control: ends of the program, unwinding, hints, output.
#include "shims/rows.h"

namespace assay::shims {

namespace {

Status abort(ShimCall& call) { return call.machine.stop_abort("the program called `abort`"); }
Status breakpoint(ShimCall& call) { return call.machine.stop_abort("trace/breakpoint trap"); }
Status unreachable(ShimCall&) { return stop_ub(UbKind::Unreachable, "entering unreachable code"); }
Status assume(ShimCall& call) {
  if (!call.bits(0)) return stop_ub(UbKind::Intrinsic, "`assume` called with `false`");
  return ShimStatus::Done;
}
Status nothing(ShimCall&) { return ShimStatus::Done; }
Status black_box(ShimCall& call) { return ret_value(call, call.args[0]); }
Status select(ShimCall& call) { return ret_value(call, call.args[call.bits(0) ? 1 : 2]); }
Status statically_known(ShimCall& call) {
  call.ret(call.machine.options.deterministic ? 0u : call.machine.oracle.choose(Choice::StaticallyKnown, 2));
  return ShimStatus::Done;
}
Status write(ShimCall& call) {
  ASSAY_TRY_LET(const std::string text, call.machine.read_bytes(call.pointer(1), call.bits(2)));
  (static_cast<uint32_t>(call.bits(0)) == 2 ? call.machine.err : call.machine.out) += text;
  return ShimStatus::Done;
}
Status exit(ShimCall& call) { return call.machine.stop_exit(static_cast<int32_t>(call.bits(0))); }
Status start_unwind(ShimCall& call) {
  ASSAY_TRY(call.machine.start_unwind(call.pointer(0)));
  return ShimStatus::Diverged;
}
Status catch_unwind(ShimCall& call) {
  ASSAY_TRY(call.machine.catch_unwind(call.pointer(0), call.pointer(1), call.pointer(2)));
  return ShimStatus::Entered;
}
Status panic_note(ShimCall& call) {
  ASSAY_TRY_LET(const std::string text, call.machine.read_bytes(call.pointer(0), call.bits(1)));
  call.machine.panic_message = text;
  call.machine.panic_span = call.machine.user_span();
  return ShimStatus::Done;
}

}  // namespace

void add_control(Rows& rows) {
  rows.intrinsic("abort", abort);
  rows.intrinsic("breakpoint", breakpoint);
  rows.intrinsic("unreachable", unreachable);
  rows.intrinsic("assume", assume);
  rows.intrinsic("cold_path", nothing);
  rows.intrinsic("black_box", black_box);
  rows.intrinsic("select_unpredictable", select);
  rows.intrinsic("is_val_statically_known", statically_known);
  rows.intrinsic("assay_write", write);
  rows.intrinsic("assay_exit", exit);
  rows.intrinsic("assay_start_unwind", start_unwind, true);
  rows.intrinsic("catch_unwind", catch_unwind, true);
  rows.intrinsic("assay_panic_note", panic_note);
}

}  // namespace assay::shims
