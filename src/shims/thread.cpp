// Threads, parking, futexes, the clock. A handler that must wait blocks its thread and runs again when it is woken.
#include "shims/rows.h"

namespace assay::shims {

namespace {

using machine::Blocked;
using machine::Thread;

Status spawn(ShimCall& call) {
  Machine& m = call.machine;
  ASSAY_TRY(m.check_thread_limit());
  ASSAY_TRY_LET(const code::InstanceId instance, m.function_of(call.pointer(0)));
  ASSAY_TRY_LET(const code::Code* main, m.code_of(instance));
  const Value data = call.args[1];
  ASSAY_TRY_LET(const uint32_t id, m.spawn(*main, std::span(&data, 1)));
  call.ret(id);
  return ShimStatus::Done;
}
Status join(ShimCall& call) {
  Machine& m = call.machine;
  const auto id = static_cast<uint32_t>(call.bits(0));
  if (id >= m.thread_count()) return stop_ub(UbKind::Thread, "joining a thread that does not exist");
  Thread& target = m.thread(id);
  if (target.finished) {
    target.joined = true;
    m.conc.joined(id, false);
    return ShimStatus::Done;
  }
  m.block(
      {.kind = Blocked::Kind::Join, .key = id, .what = "waits for " + m.thread_label(id) + " to end", .waits_for = id});
  return ShimStatus::Blocked;
}
Status detach(ShimCall& call) {
  const auto id = static_cast<uint32_t>(call.bits(0));
  if (id < call.machine.thread_count()) call.machine.thread(id).detached = true;
  return ShimStatus::Done;
}
Status enter_scope(ShimCall& call) {
  const auto id = static_cast<uint32_t>(call.bits(0));
  if (id < call.machine.thread_count()) call.machine.thread(id).scope = call.bits(1);
  return ShimStatus::Done;
}
Status scope_wait(ShimCall& call) {
  Machine& m = call.machine;
  for (uint32_t id = 0; id < m.thread_count(); id++)
    if (m.thread(id).scope == call.bits(0) && !m.thread(id).returned) {
      m.block({.kind = Blocked::Kind::Scope, .key = call.bits(0), .what = "waits for the threads of its scope"});
      return ShimStatus::Blocked;
    }
  for (uint32_t id = 0; id < m.thread_count(); id++)
    if (m.thread(id).scope == call.bits(0)) m.conc.joined(id, true);
  return ShimStatus::Done;
}
Status yield(ShimCall& call) {
  call.machine.yield_now();
  return ShimStatus::Done;
}
Status current(ShimCall& call) {
  call.ret(call.machine.current_thread());
  return ShimStatus::Done;
}

uint64_t deadline(Machine& m, uint64_t timeout) {
  const uint64_t now = m.now_nanos();
  return timeout == UINT64_MAX || now + timeout < now ? UINT64_MAX : now + timeout;
}
/// The name of a thread's park token among the objects of `conc`.
uint64_t park_token(uint32_t thread) { return uint64_t{1} << 63 | thread; }

Status park(ShimCall& call) {
  Machine& m = call.machine;
  Thread& t = m.thread();
  if (m.conc.explores()) {  // a time-out may always come first
    if (call.bits(0) != UINT64_MAX) {
      call.ret(uint64_t{0});
      return ShimStatus::Done;
    }
    bool taken = false;
    ASSAY_TRY_LET(const concurrency::Step step, m.conc.park(taken));
    if (step == concurrency::Step::Wait) {
      m.wait_for_event("is parked");
      return ShimStatus::Blocked;
    }
    if (!taken) {
      m.stay_stuck(concurrency::Stuck::Await, "is parked");
      return ShimStatus::Blocked;
    }
    call.ret(uint64_t{1});
    return ShimStatus::Done;
  }
  if (t.token) {
    m.conc.acquire_from(park_token(t.id));
    t.token = false;
    t.woken = t.timed_out = false;
    call.ret(uint64_t{1});
    return ShimStatus::Done;
  }
  if (t.timed_out) {
    t.timed_out = false;
    call.ret(uint64_t{0});
    return ShimStatus::Done;
  }
  m.block({.kind = Blocked::Kind::Park, .deadline = deadline(m, call.bits(0)), .what = "is parked"});
  return ShimStatus::Blocked;
}
Status unpark(ShimCall& call) {
  Machine& m = call.machine;
  const auto id = static_cast<uint32_t>(call.bits(0));
  if (id >= m.thread_count()) return ShimStatus::Done;
  if (m.conc.explores()) {
    ASSAY_TRY_LET(const concurrency::Step step, m.conc.unpark(id));
    if (step == concurrency::Step::Wait) {
      m.wait_for_event("waits for its turn");
      return ShimStatus::Blocked;
    }
    return ShimStatus::Done;
  }
  m.conc.release_to(park_token(id));
  m.thread(id).token = true;
  if (m.thread(id).blocked.kind == Blocked::Kind::Park) m.wake(id);
  return ShimStatus::Done;
}
Status set_name(ShimCall& call) {
  ASSAY_TRY_LET(call.machine.thread().name, call.machine.read_bytes(call.pointer(0), call.bits(1)));
  return ShimStatus::Done;
}
Status at_exit(ShimCall& call) {
  call.machine.thread().dtors.emplace_back(call.pointer(0), call.pointer(1));
  return ShimStatus::Done;
}
Status sleep(ShimCall& call) {
  Machine& m = call.machine;
  Thread& t = m.thread();
  if (t.timed_out || t.woken) {
    t.timed_out = t.woken = false;
    return ShimStatus::Done;
  }
  if (call.bits(0) == 0 || m.conc.explores()) {
    m.yield_now();
    return ShimStatus::Done;
  }
  m.block({.kind = Blocked::Kind::Sleep, .deadline = deadline(m, call.bits(0)), .what = "sleeps"});
  return ShimStatus::Blocked;
}

/// The word that a futex call looks at.
class Futex : public concurrency::AtomicAccess {
 public:
  Futex(Machine& m, const memory::BytePlace& where) : AtomicAccess(where, 4), machine_(m) {}
  Outcome<concurrency::Atom> load() const override {
    ASSAY_TRY_LET(const uint64_t bits, machine_.memory.read_bits(place, 4));
    return concurrency::Atom{bits, {}};
  }
  void store(const concurrency::Atom& value) const override { machine_.memory.write_bits(place, value.bits, 4); }

 private:
  Machine& machine_;
};

/// What the library waits for when it waits for a futex, by who asked.
Blocked waiting_for(ShimCall& call, const memory::BytePlace& word) {
  Machine& m = call.machine;
  Blocked out{.kind = Blocked::Kind::Futex, .key = call.pointer(0).addr, .what = "waits to be woken"};
  const auto& frames = m.thread().frames;
  static constexpr std::pair<std::string_view, const char*> kWho[] = {
      {"std::sync::condvar::", "waits for a condition variable"},
      {"std::sync::mutex::", "waits for a mutex"},
      {"std::sync::rwlock::", "waits for a reader-writer lock"},
      {"std::sync::once::", "waits for an initialization"},
      {"std::sync::barrier::", "waits at a barrier"},
      {"std::sync::mpsc::", "waits for a message"}};
  for (size_t i = frames.size(), seen = 0; i-- > 0 && seen < 4; seen++)
    for (const auto& [prefix, what] : kWho)
      if (frames[i].code->name.find(prefix) != std::string::npos) {
        out.what = what;
        if (prefix == "std::sync::mutex::") {
          out.waits_for = m.conc.taken_by(word.alloc->id, {word.offset, word.offset + 4});
          if (m.thread_count() == 1) out.waits_for = 0;
          if (out.waits_for) out.what += " held by " + m.thread_label(*out.waits_for);
        }
        return out;
      }
  return out;
}

Status futex_wait(ShimCall& call) {
  Machine& m = call.machine;
  Thread& t = m.thread();
  if (t.woken || t.timed_out) {
    call.ret(uint64_t{!t.timed_out || t.woken});
    t.woken = t.timed_out = false;
    return ShimStatus::Done;
  }
  ASSAY_TRY_LET(const memory::BytePlace place,
                m.resolve(call.pointer(0), 4, 4, memory::AccessKind::Read, memory::Purpose::Load, true));
  concurrency::Atom value;
  if (m.conc.explores()) {
    ASSAY_TRY_LET(const concurrency::Step step, m.conc.load(Futex(m, place), concurrency::Order::Relaxed, value));
    if (step == concurrency::Step::Wait) {
      m.wait_for_event("waits for its turn");
      return ShimStatus::Blocked;
    }
  } else {  // the newest value, or a wake-up could be missed
    ASSAY_TRY_LET(value, Futex(m, place).load());
  }
  if (m.tracks()) ASSAY_TRY(aliasing::access(m.alias, m.model, place, 4, memory::AccessKind::Read, true));
  if (value.bits != (call.bits(1) & 0xffff'ffff)) {
    call.ret(uint64_t{1});
    return ShimStatus::Done;
  }
  if (m.conc.explores()) {
    // Being woken is seen as another value; whoever may time out has done so.
    if (call.bits(2) != UINT64_MAX) {
      call.ret(uint64_t{0});
      return ShimStatus::Done;
    }
    m.stay_stuck(concurrency::Stuck::Await, "waits to be woken");
    return ShimStatus::Blocked;
  }
  Blocked waiting = waiting_for(call, place);
  waiting.deadline = deadline(m, call.bits(2));
  m.block(std::move(waiting));
  return ShimStatus::Blocked;
}
Status futex_wake(ShimCall& call) {
  Machine& m = call.machine;
  if (m.conc.explores()) {
    call.ret(uint64_t{1});
    return ShimStatus::Done;
  }
  uint32_t woken = 0;
  for (uint32_t id = 0; id < m.thread_count() && woken < call.bits(1); id++) {
    Thread& t = m.thread(id);
    if (t.blocked.kind != Blocked::Kind::Futex || t.blocked.key != call.pointer(0).addr) continue;
    t.woken = true;
    m.wake(id);
    woken++;
  }
  call.ret(woken);
  return ShimStatus::Done;
}

/// `assay::read_racy(p: *const T) -> MaybeInvalid<T>`: bytes that may be invalid, as a value of the same size.
Status read_racy(ShimCall& call) {
  Machine& m = call.machine;
  const TypeInfo& type = *call.type(0);
  const TypeInfo& result = *call.site.ret;
  if (result.size != type.size) return stop_unsupported("assay::read_racy:result");
  Value value{&result, {}, {}};
  if (type.size == 0) return ret_value(call, value);
  ASSAY_TRY_LET(const memory::BytePlace place, m.resolve(call.pointer(0), type.size, m.effective_align(type.align),
                                                         memory::AccessKind::Read, memory::Purpose::Load, true));
  std::vector<memory::Byte> bytes(type.size);
  ASSAY_TRY_LET(const concurrency::Step step,
                m.conc.read_racy(*place.alloc, {place.offset, place.offset + type.size}, bytes));
  if (step == concurrency::Step::Wait) {
    m.wait_for_event("waits for its turn");
    return ShimStatus::Blocked;
  }
  if (m.tracks()) ASSAY_TRY(aliasing::access(m.alias, m.model, place, type.size, memory::AccessKind::Read, true));
  ASSAY_TRY_LET(const Pointer temporary,
                m.allocate(result.size, result.align, memory::AllocKind::Local, false, call.span));
  memory::Allocation* const alloc = m.memory.live(temporary.prov.alloc);
  for (uint64_t i = 0; i < type.size; i++) alloc->put_byte(i, bytes[i]);
  ASSAY_TRY_LET(value, m.load_value(temporary, result, 1, false));
  auto done = ret_value(call, value);
  m.free_local(temporary);
  return done;
}

Status now(ShimCall& call) {
  call.ret(call.machine.read_clock());
  return ShimStatus::Done;
}
Status random(ShimCall& call) {
  call.ret(call.machine.random());
  return ShimStatus::Done;
}
Status parallelism(ShimCall& call) {
  call.ret(call.machine.options.num_cpus);
  return ShimStatus::Done;
}
Status args_count(ShimCall& call) {
  call.ret(std::max<size_t>(1, call.machine.options.args.size()));
  return ShimStatus::Done;
}
Status arg(ShimCall& call) {
  const auto& args = call.machine.options.args;
  ASSAY_TRY_LET(const Pointer p,
                call.machine.str_pointer(call.bits(0) < args.size() ? args[call.bits(0)] : "assay", true));
  call.ret(p);
  return ShimStatus::Done;
}
Status env(ShimCall& call) {  // the environment is empty
  call.ret(Pointer{});
  return ShimStatus::Done;
}

}  // namespace

void add_thread(Rows& rows) {
  rows.intrinsic("assay_thread_spawn", spawn);
  rows.intrinsic("assay_thread_join", join);
  rows.intrinsic("assay_thread_detach", detach);
  rows.intrinsic("assay_thread_enter_scope", enter_scope);
  rows.intrinsic("assay_scope_wait", scope_wait);
  rows.intrinsic("assay_thread_yield", yield);
  rows.intrinsic("assay_thread_current", current);
  rows.intrinsic("assay_thread_park", park);
  rows.intrinsic("assay_thread_unpark", unpark);
  rows.intrinsic("assay_thread_set_name", set_name);
  rows.intrinsic("assay_thread_at_exit", at_exit);
  rows.intrinsic("assay_thread_sleep", sleep);
  rows.intrinsic("assay_futex_wait", futex_wait);
  rows.intrinsic("assay_futex_wake", futex_wake);
  rows.intrinsic("assay_read_racy", read_racy);
  rows.intrinsic("assay_now_nanos", now);
  rows.intrinsic("assay_random_u64", random);
  rows.intrinsic("assay_available_parallelism", parallelism);
  rows.intrinsic("assay_args_count", args_count);
  rows.intrinsic("assay_arg", arg);
  rows.intrinsic("assay_env", env);
}

}  // namespace assay::shims
