// One execution from its start to its verdict; where a stop happened.
#include "machine/machine.h"

#include <fmt/format.h>

#include "concurrency/sequential.h"

namespace assay::machine {

using code::InstanceId;
using types::TyKind;

namespace {
memory::MemoryOptions memory_options(const Options& o, const TargetDescription& target) {
  memory::MemoryOptions out;
  out.target = target;
  out.addresses.random = o.random_addresses;
  out.addresses.reuse_percent = o.address_reuse_percent;
  out.addresses.cross_thread_percent = o.address_reuse_cross_thread_percent;
  out.max_bytes = o.max_bytes;
  out.names = o.names;
  return out;
}
}  // namespace

namespace {
std::unique_ptr<concurrency::Concurrency> sequential(const Options& o, Oracle& oracle) {
  concurrency::SequentialOptions options;
  if (!o.deterministic) options.weak_failure_rate = o.cas_weak_failure_rate;
  return std::make_unique<concurrency::Sequential>(options, oracle);
}
}  // namespace

struct Machine::Places : concurrency::Whereabouts {
  explicit Places(const Machine& m) : machine(m) {}
  Span here() const override { return machine.user_span(); }
  std::string thread_name(uint32_t thread) const override { return machine.thread_label(thread); }
  const Machine& machine;
};

Machine::Machine(code::CodeCache& c, aliasing::AliasingModel& a, Oracle& o, const Options& opts, const ShimTable& s,
                 trace::TraceSink* trace, concurrency::Concurrency* concurrency)
    : codes(c),
      program(c.program),
      memory(memory_options(opts, c.program.session.options.target), &o),
      model(a),
      alias(memory),
      oracle(o),
      own_concurrency_(concurrency ? nullptr : sequential(opts, o)),
      conc(concurrency ? *concurrency : *own_concurrency_),
      options(opts),
      shims(s) {
  alias.trace = trace;
  alias.quiet_windows = opts.quiet_windows;
  hooks_ = model.hooks();
  tracks_ = hooks_ != 0;
  announces_ = (hooks_ & aliasing::kHookAlloc) != 0;
  if (opts.provenance_gc) collection_interval_ = *opts.provenance_gc;
  collects_ = collection_interval_ != 0;
  places_ = std::make_unique<Places>(*this);
  conc.attach(*places_);
  threads_.push_back(std::make_unique<Thread>());
  threads_[0]->regs.resize(4096);
  threads_[0]->frames.reserve(256);
  panic_fmt_ = program.items.lang("panic_fmt");
  refill();
}
Machine::~Machine() = default;

/// Pushes the program's first call.
Outcome<> Machine::push_entry() {
  const types::ArgsId none = program.tcx.args({});
  auto word = [&](TyId ty, uint64_t bits, Prov prov = {}) { return Value{codes.type(ty), Reg{bits, prov}, {}}; };
  const hir::DefTable& defs = program.items.hir.defs;
  // argv: pointers to the arguments, a null at the end
  std::vector<std::string> list = options.args;
  if (list.empty()) list.push_back("assay");
  ASSAY_TRY_LET(const Pointer argv, allocate((list.size() + 1) * 8, 8, AllocKind::Global, true));
  memory.live(argv.prov.alloc)->leak_ignored = true;
  for (size_t i = 0; i < list.size(); i++) {
    ASSAY_TRY_LET(const Pointer text, str_pointer(list[i], true));
    memory.write_pointer(memory.place_of(argv.prov.alloc, i * 8), text);
  }
  const TyId pointer = program.tcx.raw_ptr(program.tcx.raw_ptr(program.tcx.u8, false), false);
  const DefId main = options.entry ? options.entry : program.items.hir.main_fn();
  const bool no_main = main && !options.entry && defs.crates[defs[main].crate].no_main;
  if (!main || no_main) {
    const DefId start = codes.exported("miri_start", false);
    if (!start) {
      StopInfo info{.kind = StopKind::CompileError, .message = "the program has no `main` function", .feature = "main"};
      return stop_with(std::move(info));
    }
    const InstanceId instance = program.intern({.kind = mono::Instance::Kind::Item, .def = start, .args = none});
    ASSAY_TRY_LET(const Code* const code, codes.code(instance));
    const Value args[2] = {word(program.tcx.isize, list.size()), word(pointer, argv.addr, argv.prov)};
    returns_code_ = true;
    return push_call(*code, args, nullptr, Return{.kind = Return::Kind::Thread});
  }
  const InstanceId main_instance = program.resolve(main, none);
  if (!main_instance) return stop_unsupported("main:unresolved", defs[main].span);
  if (const DefId start = program.items.lang("start")) {
    const types::FnSig sig = program.fn_sig(main_instance);
    const std::vector<types::GenericArg> generic{types::GenericArg::of(sig.output)};
    const InstanceId instance = program.resolve(start, program.tcx.args(generic));
    if (!instance) return stop_unsupported("lang:start");
    ASSAY_TRY_LET(const Code* const code, codes.code(instance));
    ASSAY_TRY_LET(const Pointer fn, fn_pointer(main_instance));
    const Value args[4] = {word(program.tcx.fn_ptr(sig), fn.addr, fn.prov), word(program.tcx.isize, list.size()),
                           word(pointer, argv.addr, argv.prov), word(program.tcx.u8, 0)};
    returns_code_ = true;
    return push_call(*code, args, nullptr, Return{.kind = Return::Kind::Thread});
  }
  ASSAY_TRY_LET(const Code* const code, codes.code(main_instance));
  Pointer dest;
  if (code->ret->cls == code::RegClass::Memory) {
    ASSAY_TRY_LET(dest, allocate(code->ret->size, code->ret->align, AllocKind::Global, false));
    memory.live(dest.prov.alloc)->leak_ignored = true;
  }
  return push_call(*code, {}, nullptr, Return{.kind = Return::Kind::Thread}, dest);
}

Outcome<> Machine::check_leaks() {
  if (options.ignore_leaks) return {};
  for (uint32_t id = 1; id < threads_.size(); id++) {
    const Thread& t = *threads_[id];
    if (t.finished) continue;
    if (conc.explores()) return {};  // what the others hold is not lost
    StopInfo info{.kind = StopKind::Leak,
                  .ub = UbKind::Thread,
                  .message = "the main thread ended while other threads were still running"};
    info.related.push_back({t.span, "thread " + std::to_string(id) + " was spawned here", false});
    return stop_with(std::move(info));
  }
  const std::vector<AllocId> leaked = memory.leaks(roots_);
  if (leaked.empty()) return {};
  const Allocation* alloc = memory.live(leaked[0]);
  StopInfo info{.kind = StopKind::Leak, .ub = UbKind::Leak};
  info.message = fmt::format("memory leaked: {} ({} bytes){}", memory::describe(leaked[0]), alloc ? alloc->size : 0,
                             leaked.size() > 1 ? fmt::format(" and {} more", leaked.size() - 1) : "");
  if (alloc) info.related.push_back({alloc->allocated_at, "allocated here", false});
  if (alloc && !program.session.sources.is_library(alloc->allocated_at)) info.span = alloc->allocated_at;
  return stop_with(std::move(info));
}

/// `assay::expect_ub!()`: undefined behaviour of that kind is a good end, any other is not.
void Machine::check_expectation(RunResult& result) const {
  if (!expected_ub || !options.expectations) return;
  const bool any = expected_ub->kind.empty();
  const bool is_ub = result.stop && result.stop->kind == StopKind::Ub;
  if (is_ub && (any || expected_ub->kind == kind_name(result.stop->ub))) {
    result.expected = result.stop->message;
    if (options.explore) return;  // the end of the search, so it stays a stop
    result.stop.reset();
    result.exit_code = 0;
  } else if (!result.stop) {
    StopInfo info{.kind = StopKind::Abort};
    info.message = fmt::format("undefined behaviour{} was expected, but the program ended without any",
                               any ? "" : " (" + expected_ub->kind + ")");
    info.span = expected_ub->span;
    result.exit_code = info.exit_code = 1;
    result.stop = std::move(info);
  }
}

RunResult Machine::run_main() {
  RunResult result;
  auto run = [&]() -> Outcome<> {
    ASSAY_TRY(push_entry());
    ASSAY_TRY(run_threads());
    int64_t exit_code = 0;
    if (returns_code_) exit_code = static_cast<int64_t>(main_result_.a.bits);
    if (exit_code != 0 && unwound_main_) {
      StopInfo info{.kind = StopKind::Panic, .message = panic_message};
      info.span = panic_span.empty() ? unwind_span_ : panic_span;
      info.backtrace = unwind_backtrace_;
      info.exit_code = exit_code;
      return stop_with(std::move(info));
    }
    result.exit_code = exit_code;
    if (exit_code != 0) return stop_exit(exit_code);
    return check_leaks();
  };
  if (auto done = run(); !done) {
    StopInfo info = std::move(done.error().info());
    if (info.backtrace.empty()) complete(info);
    if (info.kind == StopKind::Exit && info.exit_code == 0)
      result.exit_code = 0;  // a program that ended itself well
    else {
      if (info.exit_code != 0) result.exit_code = info.exit_code;
      result.stop = std::move(info);
    }
  }
  check_expectation(result);
  result.tag_names = tag_names;
  result.out = std::move(out);
  result.err = std::move(err);
  result.steps = steps_ + static_cast<uint64_t>(std::max<int64_t>(0, static_cast<int64_t>(fuel_given_) - fuel_));
  result.spawned = threads_.size() > 1;
  result.panic_message = panic_message;
  return result;
}

// ---- where -----------------------------------------------------------------------------------------------------

namespace {
Span frame_span(const Frame& f) {
  const auto at = static_cast<size_t>(f.pc - f.code->insns.data());
  if (at == 0 || at > f.code->spans.size()) return f.code->span;
  const Span span = f.code->spans[at - 1];
  return span.empty() ? f.code->span : span;
}
}  // namespace

/// The innermost frame in the user's code.
Span Machine::user_span() const {
  const Thread& t = *threads_[current_];
  Span any;
  for (size_t i = t.frames.size(); i-- > 0;) {
    if (t.frames[i].code->is_stub) continue;
    const Span span = frame_span(t.frames[i]);
    if (span.empty()) continue;
    if (any.empty()) any = span;
    if (!program.session.sources.is_library(span)) return span;
  }
  return any;
}

std::vector<BacktraceFrame> Machine::backtrace() const {
  std::vector<BacktraceFrame> out;
  const Thread& t = *threads_[current_];
  for (size_t i = t.frames.size(); i-- > 0 && out.size() < 64;)
    if (!t.frames[i].code->is_stub) out.push_back({t.frames[i].code->name, frame_span(t.frames[i])});
  return out;
}

void Machine::complete(StopInfo& info) const {
  if (info.span.empty()) info.span = user_span();
  if (info.backtrace.empty()) info.backtrace = backtrace();
}

tl::unexpected<Stop> Machine::stop_exit(int64_t code) {
  StopInfo info{.kind = StopKind::Exit, .message = "the program ended with exit code " + std::to_string(code)};
  info.exit_code = code;
  return stop_with(std::move(info));
}

tl::unexpected<Stop> Machine::stop_abort(std::string message, int64_t code) {
  StopInfo info{.kind = StopKind::Abort, .message = std::move(message)};
  info.exit_code = code;
  return stop_with(std::move(info));
}

}  // namespace assay::machine
