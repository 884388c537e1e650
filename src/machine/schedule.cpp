// Threads of one run: who goes on, how long, who waits for what, the virtual clock, deadlock.
#include <algorithm>
#include <cmath>

#include "machine/machine.h"

namespace assay::machine {

Outcome<uint32_t> Machine::spawn(const Code& main, std::span<const Value> args) {
  collects_ = false;  // what other threads may still read is not known here
  const uint32_t id = conc.new_thread(static_cast<uint32_t>(threads_.size()));
  while (threads_.size() <= id) {
    threads_.push_back(std::make_unique<Thread>());
    threads_.back()->finished = true;  // a number that nobody has yet
  }
  Thread& t = *threads_[id];
  t.finished = false;
  t.id = id;
  t.span = alias.current_span;
  const uint32_t saved = current_;
  current_ = id;
  auto done = push_call(main, args, nullptr, Return{.kind = Return::Kind::Thread});
  current_ = saved;
  ASSAY_TRY(std::move(done));
  conc.spawned(id);
  running_++;
  steps_ += static_cast<uint64_t>(static_cast<int64_t>(fuel_given_) - fuel_);
  refill();
  return id;
}

Outcome<> Machine::check_thread_limit() const {
  if (running_ < options.max_threads && threads_.size() < kNoId) return {};
  return stop_limit("threads", "more than " + std::to_string(options.max_threads) + " threads");
}

Outcome<> Machine::exit_thread(const Value& result) {
  Thread& t = thread();
  while (!t.frames.empty()) {
    if (t.frames.back().extra != 0 && t.returns[t.frames.back().extra - 1].kind == Return::Kind::Nested)
      return stop_unsupported("const:thread-exit");
    ASSAY_TRY(leave_frame());
  }
  t.returns.clear();
  t.result = result;
  return {};
}

std::string Machine::thread_label(uint32_t id) const {
  if (id == 0) return "the main thread";
  const std::string& name = threads_[id]->name;
  return "thread " + std::to_string(id) + (name.empty() ? "" : " (`" + name + "`)");
}

void Machine::block(Blocked why) {
  thread().blocked = std::move(why);
  want_switch_ = true;
}

void Machine::wake(uint32_t id) { threads_[id]->blocked = Blocked{}; }

void Machine::wait_for_event(std::string what) { block({.kind = Blocked::Kind::Event, .what = std::move(what)}); }
void Machine::stay_stuck(concurrency::Stuck why, std::string what) {
  conc.stuck(why);
  block({.kind = Blocked::Kind::Stuck, .what = std::move(what)});
}

/// How many calls and loop iterations until the machine looks up: the step limit, or the next preemption.
void Machine::refill() {
  uint64_t fuel = uint64_t{1} << 40;
  if (options.max_steps != 0) fuel = options.max_steps > steps_ ? options.max_steps - steps_ : 1;
  // The others get little time after the main thread's end, whatever they do.
  if (threads_[0]->finished && !options.explore) fuel = std::min<uint64_t>(fuel, 1000);
  if (running_ > 1 && !options.deterministic && !options.explore && options.preemption_rate > 0) {
    // geometric: each step is the last one with the given probability
    const uint32_t draw = options.explore ? 0 : oracle.choose(Choice::Schedule, 1u << 16);
    const double u = (draw + 1.0) / 65537.0;
    const double n =
        options.preemption_rate >= 1 ? 1 : std::floor(std::log(u) / std::log(1 - options.preemption_rate)) + 1;
    fuel = std::min<uint64_t>(fuel, static_cast<uint64_t>(std::max(1.0, n)));
  }
  fuel_given_ = fuel;
  fuel_ = static_cast<int64_t>(fuel);
}

Outcome<> Machine::tick() {
  steps_ += fuel_given_;
  if (options.max_steps != 0 && steps_ >= options.max_steps)
    return stop_limit("steps", "the program takes more than " + std::to_string(options.max_steps) + " steps");
  if (collection_due_ && const_depth_ == 0) collect_provenance();
  if (running_ > 1 || threads_[0]->finished) {
    want_switch_ = true;
    clock_nanos_ += 100;
  }
  refill();
  return {};
}

bool Machine::anybody_ready() const {
  return std::any_of(threads_.begin(), threads_.end(),
                     [](const auto& t) { return !t->finished && t->blocked.kind == Blocked::Kind::No; });
}

std::optional<uint32_t> Machine::pick_by_events() {
  using concurrency::ThreadState;
  memory::SmallVector<ThreadState, 16> states;
  for (const auto& t : threads_)
    states.push_back(t->finished                               ? ThreadState::Ended
                     : t->blocked.kind == Blocked::Kind::No    ? ThreadState::Ready
                     : t->blocked.kind == Blocked::Kind::Event ? ThreadState::Waiting
                                                               : ThreadState::Blocked);
  const auto next = conc.pick(std::span<const ThreadState>(states.begin(), states.size()));
  if (next && threads_[*next]->blocked.kind == Blocked::Kind::Event) wake(*next);
  return next;
}

/// The next thread to run, or none when nobody can.
std::optional<uint32_t> Machine::pick_thread() {
  if (conc.schedules()) return pick_by_events();
  for (int round = 0; round < 2; round++) {
    std::vector<uint32_t> ready;
    for (uint32_t i = 1; i <= threads_.size(); i++) {  // round-robin order from the current one
      const uint32_t id = (current_ + i) % static_cast<uint32_t>(threads_.size());
      const Thread& t = *threads_[id];
      if (!t.finished && t.blocked.kind == Blocked::Kind::No) ready.push_back(id);
    }
    if (ready.size() == 1 || (!ready.empty() && options.round_robin)) return ready[0];
    if (!ready.empty()) return ready[oracle.choose(Choice::Schedule, static_cast<uint32_t>(ready.size()))];
    // Everybody waits: time passes until the first deadline.
    uint64_t first = UINT64_MAX;
    for (const auto& t : threads_)
      if (!t->finished && t->blocked.kind != Blocked::Kind::No) first = std::min(first, t->blocked.deadline);
    if (first == UINT64_MAX) return std::nullopt;
    clock_nanos_ = std::max(clock_nanos_, first);
    for (const auto& t : threads_) {
      if (t->finished || t->blocked.kind == Blocked::Kind::No || t->blocked.deadline > clock_nanos_) continue;
      t->timed_out = true;
      t->blocked = Blocked{};
    }
  }
  return std::nullopt;
}

/// The current thread has no frames left: destructors of its thread-locals, then it is over.
Outcome<> Machine::thread_finished() {
  Thread& t = thread();
  if (!t.returned) {
    t.returned = true;
    conc.returned();
    for (uint32_t id = 0; id < threads_.size() && t.scope != 0; id++)
      if (threads_[id]->blocked.kind == Blocked::Kind::Scope && threads_[id]->blocked.key == t.scope) wake(id);
  }
  if (!t.dtors.empty()) {
    const auto [fn, data] = t.dtors.back();
    t.dtors.pop_back();
    ASSAY_TRY_LET(const code::InstanceId instance, function_of(fn));
    ASSAY_TRY_LET(const Code* const callee, codes.code(instance));
    const Value arg{codes.type(program.tcx.raw_ptr(program.tcx.u8, true)), Reg::of(data), {}};
    return push_call(*callee, std::span(&arg, 1), nullptr, Return{.kind = Return::Kind::Discard});
  }
  if (const auto next = pthreads.next_destructor(current_)) {
    ASSAY_TRY_LET(const code::InstanceId instance, function_of(next->first));
    ASSAY_TRY_LET(const Code* const callee, codes.code(instance));
    const Value arg{codes.type(program.tcx.raw_ptr(program.tcx.u8, true)), Reg::of(next->second), {}};
    ASSAY_TRY(check_callback(*callee, "C", arg.type, nullptr));
    return push_call(*callee, std::span(&arg, 1), nullptr, Return{.kind = Return::Kind::Discard});
  }
  t.finished = true;
  if (current_ != 0) {
    std::vector<uint64_t> mine;
    for (const auto& [key, p] : thread_locals_)
      if (key >> 32 == current_) mine.push_back(key);
    for (uint64_t key : mine) {
      ASSAY_TRY(end_local(thread_locals_[key]));
      thread_locals_.erase(key);
    }
  }
  conc.ended();
  running_--;
  t.regs = {};
  t.frames = {};
  for (uint32_t id = 0; id < threads_.size(); id++)
    if (threads_[id]->blocked.kind == Blocked::Kind::Join && threads_[id]->blocked.key == current_) wake(id);
  return {};
}

/// Nobody can go on: who waits for what, and the cycle if it is known.
tl::unexpected<Stop> Machine::stop_deadlock() {
  StopInfo info{.kind = StopKind::Deadlock, .message = "the program deadlocked: no thread can go on"};
  std::optional<uint32_t> shown;  // the thread whose place is the report's
  for (uint32_t id = 0; id < threads_.size(); id++) {
    const Blocked& blocked = threads_[id]->blocked;
    if (threads_[id]->finished || threads_[id]->frames.empty()) continue;
    if (!shown || threads_[*shown]->blocked.kind == Blocked::Kind::Join ||
        threads_[*shown]->blocked.kind == Blocked::Kind::Park)
      shown = id;
    std::vector<uint32_t> way{id};
    auto next = blocked.waits_for;
    while (next && *next != id && std::find(way.begin(), way.end(), *next) == way.end()) {
      way.push_back(*next);
      next = threads_[*next]->blocked.waits_for;
    }
    if (!next || *next != id) continue;
    info.message = "the program deadlocked: " + thread_label(id);
    for (size_t i = 0; i < way.size(); i++)
      info.message += std::string(i == 0 ? " " : ", which ") + threads_[way[i]]->blocked.what;
    shown = id;
    break;
  }
  for (uint32_t id = 0; id < threads_.size(); id++) {
    const Thread& other = *threads_[id];
    if (other.finished || other.frames.empty()) continue;
    current_ = id;
    info.related.push_back({user_span(), thread_label(id) + " " + other.blocked.what, false});
  }
  current_ = shown.value_or(0);
  complete(info);
  return stop_with(std::move(info));
}

Outcome<> Machine::run_threads() {
  for (;;) {
    alias.thread = ThreadId(current_);
    memory.set_thread(ThreadId(current_));
    conc.switch_to(current_);
    Thread& t = thread();
    ASSAY_TRY_LET(const LoopEnd end, dispatch(0));
    if (end == LoopEnd::Finished) {
      if (current_ == 0 && !main_done_) {
        main_done_ = true;
        main_result_ = t.result;
      }
      ASSAY_TRY(thread_finished());
      if (!t.finished) continue;
    }
    if (threads_[0]->finished && !conc.explores()) {
      // The others get a little time to end, but nobody waits for them.
      if (shutdown_turns_-- == 0 || !anybody_ready()) {
        current_ = 0;
        return {};
      }
    }
    const auto next = pick_thread();
    if (!next && threads_[0]->finished) {
      current_ = 0;
      return {};
    }
    if (!next) {
      return stop_deadlock();
    }
    current_ = *next;
  }
}

uint64_t Machine::read_clock() {
  if (!options.explore) return clock_nanos_ += 1000;
  return thread().clock_nanos += 1000;  // what a thread sees must not depend on the others' turns
}

uint64_t Machine::random() {
  uint64_t& state = options.explore ? thread().random_state : random_state_;
  if (state == 0) {
    state = 0x9e3779b97f4a7c15u + current_;
    if (!options.deterministic && !options.explore) state ^= uint64_t{oracle.choose(Choice::User, 0x7fff'ffff)} << 20;
  }
  // splitmix64
  uint64_t z = state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace assay::machine
