// Unwinding: from frame to frame through cleanup blocks until someone catches, or the program ends.
#include "machine/machine.h"

namespace assay::machine {

Outcome<> Machine::start_unwind(Pointer payload) {
  Thread& t = thread();
  t.payloads.push_back(payload);
  t.unwinding = true;
  unwind_span_ = user_span();
  unwind_backtrace_ = backtrace();
  if (const_depth_ != 0)
    return stop_with(StopInfo{.kind = StopKind::Panic, .message = "the evaluated program panicked"});
  if (options.panic_abort) return stop_abort(panic_message.empty() ? "the program panicked" : panic_message);
  return unwind();
}

Outcome<> Machine::catch_unwind(Pointer try_fn, Pointer data, Pointer catch_fn) {
  ASSAY_TRY_LET(const code::InstanceId instance, function_of(try_fn));
  ASSAY_TRY_LET(const Code* const callee, codes.code(instance));
  const TypeInfo* ptr = codes.type(program.tcx.raw_ptr(program.tcx.u8, true));
  const Value arg{ptr, Reg::of(data), {}};
  const Frame& f = thread().frames.back();
  const code::CallSite* site = &f.code->sites[(f.pc - 1)->imm];
  return push_call(*callee, std::span(&arg, 1), site,
                   Return{.kind = Return::Kind::CatchTry, .data = data, .catch_fn = catch_fn});
}

/// Leaves the innermost frame. True: the panic was caught and the frame that goes on is in place.
Outcome<bool> Machine::unwind_pop() {
  Thread& t = thread();
  const Frame f = t.frames.back();
  ASSAY_TRY(leave_frame());
  if (f.extra == 0) return false;
  const Return how = t.returns[f.extra - 1];
  t.returns.resize(f.extra - 1);
  switch (how.kind) {
    case Return::Kind::Site:
      return false;
    case Return::Kind::CatchTry: {
      ASSAY_TRY_LET(const code::InstanceId instance, function_of(how.catch_fn));
      ASSAY_TRY_LET(const Code* const callee, codes.code(instance));
      const TypeInfo* ptr = codes.type(program.tcx.raw_ptr(program.tcx.u8, true));
      const Value args[2] = {{ptr, Reg::of(how.data), {}}, {ptr, Reg::of(t.payloads.back()), {}}};
      t.payloads.pop_back();
      t.unwinding = false;
      ASSAY_TRY(push_call(*callee, args, f.site, Return{.kind = Return::Kind::CatchCatch}));
      return true;
    }
    case Return::Kind::CatchCatch:
      return false;
    case Return::Kind::Nested:
      return stop_with(StopInfo{.kind = StopKind::Panic, .message = "the evaluated program panicked"});
    case Return::Kind::Discard:
      return stop_abort("a panic left a destructor at the end of a thread");
    case Return::Kind::Thread: {
      StopInfo info{.kind = StopKind::Panic, .message = panic_message.empty() ? "the program panicked" : panic_message};
      info.span = panic_span.empty() ? unwind_span_ : panic_span;
      info.backtrace = unwind_backtrace_;
      info.exit_code = 101;
      return stop_with(std::move(info));
    }
  }
  return false;
}

/// The innermost frame's call does not return: its cleanup, or on to the caller.
Outcome<> Machine::unwind() {
  for (;;) {
    Thread& t = thread();
    Frame& f = t.frames.back();
    const Insn& insn = *(f.pc - 1);
    const code::CallSite& site = f.code->sites[insn.imm];
    switch (site.unwind) {
      case mir::UnwindAction::Cleanup:
        f.pc = f.code->insns.data() + site.cleanup;
        f.unwinding = true;
        return {};
      case mir::UnwindAction::Terminate:
        return terminate(f.unwinding ? "panic_in_cleanup" : "panic_cannot_unwind");
      case mir::UnwindAction::Unreachable:
        return stop_ub(UbKind::Unwind, "unwinding past a stack frame that does not allow unwinding");
      case mir::UnwindAction::Continue:
        break;
    }
    if (!f.code->may_unwind && !f.code->is_stub) return terminate("panic_cannot_unwind");
    const Frame left = f;
    ASSAY_TRY_LET(const bool caught, unwind_pop());
    if (caught) return {};
    ASSAY_TRY(check_unwind_through(left));
  }
}

/// The caller of `f` may have promised that the call does not unwind.
Outcome<> Machine::check_unwind_through(const Frame& f) {
  if (f.site && f.extra == 0 && !f.site->may_unwind)
    return stop_ub(UbKind::Unwind,
                   "unwinding past a stack frame that does not allow unwinding: the callee was called through a "
                   "signature that does not allow it");
  return {};
}

Outcome<> Machine::terminate(const char* lang) {
  const bool cleanup = std::string_view(lang) == "panic_in_cleanup";
  err += cleanup ? "panic in a destructor during cleanup\n" : "panic in a function that cannot unwind\n";
  return stop_abort(cleanup ? "panic in a destructor during cleanup" : "panic in a function that cannot unwind");
}

}  // namespace assay::machine
