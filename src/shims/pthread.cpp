// POSIX threads: threads, mutexes, reader-writer locks, condition variables, keys, and the two thread functions of the
// `miri_*` helpers. An object's first four bytes hold 0 (its static initialiser) or the number under which the machine
// keeps it. Source: POSIX.1-2017, System Interfaces; where it leaves behaviour undefined, that is an error.
#include <fmt/format.h>

#include "shims/rows.h"

namespace assay::shims {

namespace {

using machine::Blocked;
using machine::Pthreads;
using machine::Thread;
using Object = Pthreads::Object;
using Kind = Pthreads::Kind;
using MutexType = Pthreads::MutexType;

constexpr uint64_t kPerm = 1, kSrch = 3, kBusy = 16, kInval = 22, kDeadlk = 35, kTimedOut = 110;
constexpr uint64_t kDefaultType = 0x100;  // of an attribute object whose type was not set

Status give(ShimCall& call, uint64_t errno_value) {
  call.ret(errno_value);
  return ShimStatus::Done;
}
const char* type_name(Kind kind) {
  switch (kind) {
    case Kind::Mutex:
      return "pthread_mutex_t";
    case Kind::RwLock:
      return "pthread_rwlock_t";
    case Kind::Cond:
      return "pthread_cond_t";
  }
  return "";
}
/// Names of objects for `conc`: readers and writers of a lock are two.
uint64_t sync_object(uint32_t number, bool readers = false) {
  return uint64_t{1} << 62 | uint64_t{number} << 1 | (readers ? 1 : 0);
}
uint64_t queue(uint32_t number) { return uint64_t{1} << 62 | number; }

/// The number in the object's memory; a first use gives it one.
Outcome<uint32_t> number_of(ShimCall& call, size_t arg, Kind kind) {
  Machine& m = call.machine;
  const Pointer p = call.pointer(arg);
  ASSAY_TRY_LET(const memory::BytePlace place,
                m.access(p, 4, 4, memory::AccessKind::Read, memory::Purpose::Load, true));
  ASSAY_TRY_LET(const uint64_t bits, m.memory.read_bits(place, 4));
  auto& objects = m.pthreads.objects;
  if (bits == 0) {
    ASSAY_TRY(m.access(p, 4, 4, memory::AccessKind::Write, memory::Purpose::Store, true));
    objects.push_back({.kind = kind, .address = p.addr});
    m.memory.write_bits(place, objects.size(), 4);
    return static_cast<uint32_t>(objects.size());
  }
  if (bits > objects.size() || objects[bits - 1].kind != kind)
    return stop_ub(UbKind::Lock, fmt::format("`{}` was not properly initialized", type_name(kind)));
  if (objects[bits - 1].address != p.addr)
    return stop_ub(UbKind::Lock, fmt::format("`{}` was moved after its first use, so it is not properly initialized",
                                             type_name(kind)));
  return static_cast<uint32_t>(bits);
}
Object& object(ShimCall& call, uint32_t number) { return call.machine.pthreads.objects[number - 1]; }

/// Initialises `bytes` of the object and gives it a number.
Outcome<Object*> make(ShimCall& call, Kind kind, uint64_t bytes) {
  Machine& m = call.machine;
  const Pointer p = call.pointer(0);
  ASSAY_TRY_LET(const memory::BytePlace place, m.write_place(p, bytes, 4));
  m.memory.fill(place, 0, bytes);
  auto& objects = m.pthreads.objects;
  objects.push_back({.kind = kind, .address = p.addr});
  m.memory.write_bits(place, objects.size(), 4);
  return &objects.back();
}
Status destroy(ShimCall& call, Kind kind, uint64_t bytes) {
  ASSAY_TRY_LET(const uint32_t number, number_of(call, 0, kind));
  const bool waited_for = std::any_of(call.machine.pthreads.waiting.begin(), call.machine.pthreads.waiting.end(),
                                      [&](const auto& w) { return w.second.cond == number; });
  if (object(call, number).locked() || waited_for)
    return stop_ub(UbKind::Lock, fmt::format("destroyed a locked `{}`", type_name(kind)));
  ASSAY_TRY_LET(const memory::BytePlace place, call.machine.write_place(call.pointer(0), bytes, 4));
  call.machine.memory.mark_uninit(place, bytes);
  return give(call, 0);
}

void wake_all(Machine& m, uint32_t number) {
  for (uint32_t id = 0; id < m.thread_count(); id++) {
    Blocked& b = m.thread(id).blocked;
    if (b.kind == Blocked::Kind::Mutex && b.key == queue(number)) m.wake(id);
  }
}
std::string holders(ShimCall& call, const Object& o) {
  if (o.owner) return call.machine.thread_label(*o.owner);
  std::string out;
  for (const auto& [thread, count] : o.readers) out += (out.empty() ? "" : ", ") + call.machine.thread_label(thread);
  return out;
}
Status wait_for(ShimCall& call, uint32_t number, const char* what) {
  const Object& o = object(call, number);
  Blocked blocked{.kind = Blocked::Kind::Mutex, .key = queue(number)};
  blocked.what = fmt::format("waits for {} held by {}", what, holders(call, o));
  blocked.waits_for = o.owner;
  call.machine.block(std::move(blocked));
  return ShimStatus::Blocked;
}
/// These queues are not explored yet.
Outcome<> only_run(ShimCall& call) {
  if (!call.machine.conc.explores()) return {};
  return stop_unsupported("check:" + name_of(call));
}

// ---- threads -----------------------------------------------------------------------------------------------------

Outcome<uint32_t> start(ShimCall& call, Pointer function, const Value& data, std::string_view abi) {
  Machine& m = call.machine;
  ASSAY_TRY(m.check_thread_limit());
  ASSAY_TRY_LET(const code::InstanceId instance, m.function_of(function));
  ASSAY_TRY_LET(const code::Code* const main, m.code_of(instance));
  ASSAY_TRY(m.check_callback(*main, abi, data.type, abi == "C" ? data.type : nullptr));
  return m.spawn(*main, std::span(&data, 1));
}
Status create(ShimCall& call) {
  Machine& m = call.machine;
  Value data = call.args[3];
  ASSAY_TRY_LET(const uint32_t id, start(call, call.pointer(2), data, "C"));
  if (call.bits(1) != 0) {
    ASSAY_TRY_LET(const uint64_t state, m.read_int(call.pointer(1), 4));
    m.thread(id).detached = state == 1;
  }
  ASSAY_TRY(m.write_int(call.pointer(0), id, 8));
  return give(call, 0);
}
/// Nothing: not over yet.
Outcome<bool> finished(ShimCall& call, uint32_t id) {
  Machine& m = call.machine;
  Thread& target = m.thread(id);
  if (target.finished) {
    target.joined = true;
    m.conc.joined(id, false);
    return true;
  }
  m.block(
      {.kind = Blocked::Kind::Join, .key = id, .what = "waits for " + m.thread_label(id) + " to end", .waits_for = id});
  return false;
}
Status join(ShimCall& call) {
  Machine& m = call.machine;
  const uint64_t id = call.bits(0);
  if (id >= m.thread_count()) return give(call, kSrch);
  const auto thread = static_cast<uint32_t>(id);
  if (m.thread(thread).joined) return stop_ub(UbKind::Thread, "trying to join an already joined thread");
  if (thread == m.current_thread() && thread != 0) return stop_ub(UbKind::Thread, "trying to join itself");
  if (m.thread(thread).detached || thread == 0) return stop_ub(UbKind::Thread, "trying to join a detached thread");
  ASSAY_TRY_LET(const bool over, finished(call, thread));
  if (!over) return ShimStatus::Blocked;
  if (call.bits(1) != 0) ASSAY_TRY(m.write_pointer(call.pointer(1), m.thread(thread).result.a.pointer()));
  return give(call, 0);
}
Status detach(ShimCall& call) {
  Machine& m = call.machine;
  if (call.bits(0) >= m.thread_count()) return give(call, kSrch);
  Thread& target = m.thread(static_cast<uint32_t>(call.bits(0)));
  if (target.joined) return stop_ub(UbKind::Thread, "trying to detach a thread that was joined");
  if (target.detached) return stop_ub(UbKind::Thread, "trying to detach a thread that is detached already");
  target.detached = true;
  return give(call, 0);
}
Status self(ShimCall& call) { return give(call, call.machine.current_thread()); }
Status equal(ShimCall& call) { return give(call, call.bits(0) == call.bits(1)); }
Status exit(ShimCall& call) {
  ASSAY_TRY(call.machine.exit_thread(call.args[0]));
  return ShimStatus::Diverged;
}
Status set_name(ShimCall& call) {
  ASSAY_TRY_LET(std::string name, call.machine.read_c_string(call.pointer(1)));
  if (name.size() > 15) return give(call, 34);  // ERANGE
  if (call.bits(0) < call.machine.thread_count())
    call.machine.thread(static_cast<uint32_t>(call.bits(0))).name = std::move(name);
  return give(call, 0);
}
Status attr_init(ShimCall& call) {
  ASSAY_TRY(call.machine.write_int(call.pointer(0), 0, 4));
  return give(call, 0);
}
Status attr_detached(ShimCall& call) {
  ASSAY_TRY(call.machine.write_int(call.pointer(0), call.bits(1), 4));
  return give(call, 0);
}
Status succeed(ShimCall& call) { return give(call, 0); }

Status helper_spawn(ShimCall& call) {
  ASSAY_TRY_LET(const uint32_t id, start(call, call.pointer(0), call.args[1], "Rust"));
  call.ret(id);
  return ShimStatus::Done;
}
Status helper_join(ShimCall& call) {
  Machine& m = call.machine;
  const uint64_t id = call.bits(0);
  if (id >= m.thread_count()) return give(call, 0);
  const auto thread = static_cast<uint32_t>(id);
  if (m.thread(thread).joined || m.thread(thread).detached || thread == m.current_thread()) return give(call, 0);
  ASSAY_TRY_LET(const bool over, finished(call, thread));
  return over ? give(call, 1) : Status(ShimStatus::Blocked);
}

// ---- mutexes -----------------------------------------------------------------------------------------------------

Status mutexattr_init(ShimCall& call) {
  ASSAY_TRY(call.machine.write_int(call.pointer(0), kDefaultType, 4));
  return give(call, 0);
}
Status mutexattr_settype(ShimCall& call) {
  ASSAY_TRY(call.machine.read_int(call.pointer(0), 4));
  const uint64_t type = call.bits(1) & 0xffff'ffff;
  if (type > 2) return give(call, kInval);
  ASSAY_TRY(call.machine.write_int(call.pointer(0), type, 4));
  return give(call, 0);
}
/// Attribute objects: destroying reads them and leaves nothing behind.
Status attr_destroy(ShimCall& call) {
  ASSAY_TRY(call.machine.read_int(call.pointer(0), 4));
  ASSAY_TRY_LET(const memory::BytePlace place, call.machine.write_place(call.pointer(0), 4, 1));
  call.machine.memory.mark_uninit(place, 4);
  return give(call, 0);
}
Status mutex_init(ShimCall& call) {
  MutexType type = MutexType::Default;
  if (call.bits(1) != 0) {
    ASSAY_TRY_LET(const uint64_t set, call.machine.read_int(call.pointer(1), 4));
    type = set == 0   ? MutexType::Normal
           : set == 1 ? MutexType::Recursive
           : set == 2 ? MutexType::ErrorCheck
                      : MutexType::Default;
  }
  ASSAY_TRY_LET(Object* const mutex, make(call, Kind::Mutex, 40));
  mutex->type = type;
  return give(call, 0);
}
Status mutex_destroy(ShimCall& call) { return destroy(call, Kind::Mutex, 40); }

void take(ShimCall& call, uint32_t number) {
  Object& mutex = object(call, number);
  mutex.owner = call.machine.current_thread();
  mutex.count = 1;
  call.machine.conc.acquire_from(sync_object(number));
}
Status mutex_lock(ShimCall& call) {
  ASSAY_TRY(only_run(call));
  ASSAY_TRY_LET(const uint32_t number, number_of(call, 0, Kind::Mutex));
  Object& mutex = object(call, number);
  if (!mutex.owner) {
    take(call, number);
    return give(call, 0);
  }
  if (mutex.owner == call.machine.current_thread()) {
    switch (mutex.type) {
      case MutexType::Default:
        return stop_ub(UbKind::Lock, "trying to lock a default mutex that is already locked by the current thread");
      case MutexType::Normal:
        break;
      case MutexType::ErrorCheck:
        return give(call, kDeadlk);
      case MutexType::Recursive:
        mutex.count++;
        return give(call, 0);
    }
  }
  return wait_for(call, number, "a mutex");
}
Status mutex_trylock(ShimCall& call) {
  ASSAY_TRY(only_run(call));
  ASSAY_TRY_LET(const uint32_t number, number_of(call, 0, Kind::Mutex));
  Object& mutex = object(call, number);
  if (!mutex.owner) {
    take(call, number);
    return give(call, 0);
  }
  if (mutex.owner == call.machine.current_thread() && mutex.type == MutexType::Recursive) {
    mutex.count++;
    return give(call, 0);
  }
  return give(call, kBusy);
}
void release(ShimCall& call, uint32_t number) {
  object(call, number).owner.reset();
  call.machine.conc.release_to(sync_object(number));
  wake_all(call.machine, number);
}
Status mutex_unlock(ShimCall& call) {
  ASSAY_TRY(only_run(call));
  ASSAY_TRY_LET(const uint32_t number, number_of(call, 0, Kind::Mutex));
  Object& mutex = object(call, number);
  if (mutex.owner != call.machine.current_thread()) {
    if (mutex.type == MutexType::ErrorCheck || mutex.type == MutexType::Recursive) return give(call, kPerm);
    return stop_ub(UbKind::Lock, mutex.owner ? "unlocked a mutex that was not locked by the current thread"
                                             : "unlocked a mutex that was not locked");
  }
  if (--mutex.count == 0) release(call, number);
  return give(call, 0);
}

// ---- reader-writer locks -----------------------------------------------------------------------------------------

Status rwlock_init(ShimCall& call) {
  ASSAY_TRY(make(call, Kind::RwLock, 56));
  return give(call, 0);
}
Status rwlock_destroy(ShimCall& call) { return destroy(call, Kind::RwLock, 56); }

template <bool writes, bool waits>
Status rwlock_lock(ShimCall& call) {
  ASSAY_TRY(only_run(call));
  ASSAY_TRY_LET(const uint32_t number, number_of(call, 0, Kind::RwLock));
  Object& lock = object(call, number);
  Machine& m = call.machine;
  if (lock.owner || (writes && !lock.readers.empty())) {
    if (!waits) return give(call, kBusy);
    return wait_for(call, number, "a reader-writer lock");
  }
  m.conc.acquire_from(sync_object(number));
  if (writes) {
    m.conc.acquire_from(sync_object(number, true));
    lock.owner = m.current_thread();
  } else {
    lock.readers[m.current_thread()]++;
  }
  return give(call, 0);
}
Status rwlock_unlock(ShimCall& call) {
  ASSAY_TRY(only_run(call));
  ASSAY_TRY_LET(const uint32_t number, number_of(call, 0, Kind::RwLock));
  Object& lock = object(call, number);
  Machine& m = call.machine;
  if (const auto mine = lock.readers.find(m.current_thread()); mine != lock.readers.end()) {
    if (--mine->second == 0) lock.readers.erase(mine);
    m.conc.release_to(sync_object(number, true));
  } else if (lock.owner == m.current_thread()) {
    lock.owner.reset();
    m.conc.release_to(sync_object(number));
  } else {
    return stop_ub(UbKind::Lock, lock.locked()
                                     ? "unlocked a reader-writer lock that was not locked by the current thread"
                                     : "unlocked a reader-writer lock that was not locked");
  }
  wake_all(m, number);
  return give(call, 0);
}

// ---- condition variables -----------------------------------------------------------------------------------------

Status condattr_init(ShimCall& call) {
  ASSAY_TRY(call.machine.write_int(call.pointer(0), 0, 4));  // CLOCK_REALTIME
  return give(call, 0);
}
Status condattr_setclock(ShimCall& call) {
  ASSAY_TRY(call.machine.write_int(call.pointer(0), call.bits(1), 4));
  return give(call, 0);
}
Status condattr_getclock(ShimCall& call) {
  ASSAY_TRY_LET(const uint64_t clock, call.machine.read_int(call.pointer(0), 4));
  ASSAY_TRY(call.machine.write_int(call.pointer(1), clock, 4));
  return give(call, 0);
}
Status cond_init(ShimCall& call) {
  ASSAY_TRY(make(call, Kind::Cond, 48));
  return give(call, 0);
}
Status cond_destroy(ShimCall& call) { return destroy(call, Kind::Cond, 48); }

Status cond_wait_until(ShimCall& call, uint64_t deadline) {
  ASSAY_TRY(only_run(call));
  Machine& m = call.machine;
  Thread& t = m.thread();
  ASSAY_TRY_LET(const uint32_t cond, number_of(call, 0, Kind::Cond));
  ASSAY_TRY_LET(const uint32_t number, number_of(call, 1, Kind::Mutex));
  Object& mutex = object(call, number);
  auto mine = m.pthreads.waiting.find(t.id);
  if (mine == m.pthreads.waiting.end()) {
    if (mutex.owner != t.id)
      return stop_ub(UbKind::Lock, "waiting with a mutex that is not locked by the current thread");
    m.pthreads.waiting[t.id] = {.cond = cond};
    t.woken = t.timed_out = false;
    release(call, number);
    m.block({.kind = Blocked::Kind::Other, .deadline = deadline, .what = "waits for a condition variable"});
    return ShimStatus::Blocked;
  }
  if (!mine->second.awake) {
    mine->second.awake = true;
    mine->second.timed_out = t.timed_out;
    t.woken = t.timed_out = false;
  }
  if (mutex.owner) return wait_for(call, number, "a mutex");
  const bool timed_out = mine->second.timed_out;
  m.pthreads.waiting.erase(mine);
  take(call, number);
  return give(call, timed_out ? kTimedOut : 0);
}
Status cond_wait(ShimCall& call) { return cond_wait_until(call, UINT64_MAX); }
Status cond_timedwait(ShimCall& call) {
  Machine& m = call.machine;
  Pointer nanos = call.pointer(2);
  nanos.addr += 8;
  ASSAY_TRY_LET(const uint64_t seconds, m.read_int(call.pointer(2), 8));
  ASSAY_TRY_LET(const uint64_t part, m.read_int(nanos, 8));
  if (part >= 1'000'000'000) return give(call, kInval);
  // The wall clock is the monotonic one, started on a day in 2025 (std::time).
  constexpr uint64_t kStart = 1'750'000'000;
  const uint64_t from = seconds >= kStart ? seconds - kStart : seconds;
  return cond_wait_until(call, from * 1'000'000'000 + part);
}
template <bool all>
Status cond_notify(ShimCall& call) {
  ASSAY_TRY(only_run(call));
  Machine& m = call.machine;
  ASSAY_TRY_LET(const uint32_t cond, number_of(call, 0, Kind::Cond));
  std::vector<uint32_t> asleep;
  for (const auto& [thread, w] : m.pthreads.waiting)
    if (w.cond == cond && !w.awake && m.thread(thread).blocked.kind == Blocked::Kind::Other) asleep.push_back(thread);
  std::sort(asleep.begin(), asleep.end());
  if (!all && asleep.size() > 1) {
    uint32_t answer = 0;
    ASSAY_TRY(m.conc.choose(Choice::Schedule, static_cast<uint32_t>(asleep.size()), answer));
    asleep = {asleep[answer]};
  }
  for (const uint32_t id : asleep) {
    m.thread(id).woken = true;
    m.wake(id);
  }
  return give(call, 0);
}

// ---- keys --------------------------------------------------------------------------------------------------------

Status key_create(ShimCall& call) {
  Machine& m = call.machine;
  const Pointer destructor = call.pointer(1);
  m.pthreads.keys.push_back({.destructor = destructor});
  ASSAY_TRY(m.write_int(call.pointer(0), m.pthreads.keys.size() - 1, 4));
  return give(call, 0);
}
Pthreads::Key* key_of(ShimCall& call) {
  auto& keys = call.machine.pthreads.keys;
  const uint64_t key = call.bits(0) & 0xffff'ffff;
  return key < keys.size() && keys[key].alive ? &keys[key] : nullptr;
}
Status key_delete(ShimCall& call) {
  Pthreads::Key* key = key_of(call);
  if (!key) return give(call, kInval);
  key->alive = false;
  key->values.clear();
  return give(call, 0);
}
Status getspecific(ShimCall& call) {
  const Pthreads::Key* key = key_of(call);
  if (!key) return stop_ub(UbKind::InvalidOperation, "accessing a thread-local key that does not exist");
  const auto value = key->values.find(call.machine.current_thread());
  call.ret(value == key->values.end() ? Pointer{} : value->second);
  return ShimStatus::Done;
}
Status setspecific(ShimCall& call) {
  Pthreads::Key* key = key_of(call);
  if (!key) return give(call, kInval);
  key->values[call.machine.current_thread()] = call.pointer(1);
  return give(call, 0);
}

}  // namespace

void add_pthread(Rows& rows) {
  rows.foreign("pthread_create", create);
  rows.foreign("pthread_join", join);
  rows.foreign("pthread_detach", detach);
  rows.foreign("pthread_self", self);
  rows.foreign("pthread_equal", equal);
  rows.foreign("pthread_exit", exit);
  rows.foreign("pthread_setname_np", set_name);
  rows.foreign("pthread_attr_init", attr_init);
  rows.foreign("pthread_attr_destroy", succeed);
  rows.foreign("pthread_attr_setstacksize", succeed);
  rows.foreign("pthread_attr_setdetachstate", attr_detached);
  rows.foreign("miri_thread_spawn", helper_spawn);
  rows.foreign("miri_thread_join", helper_join);
  rows.foreign("pthread_mutexattr_init", mutexattr_init);
  rows.foreign("pthread_mutexattr_settype", mutexattr_settype);
  rows.foreign("pthread_mutexattr_destroy", attr_destroy);
  rows.foreign("pthread_mutex_init", mutex_init);
  rows.foreign("pthread_mutex_destroy", mutex_destroy);
  rows.foreign("pthread_mutex_lock", mutex_lock);
  rows.foreign("pthread_mutex_trylock", mutex_trylock);
  rows.foreign("pthread_mutex_unlock", mutex_unlock);
  rows.foreign("pthread_rwlock_init", rwlock_init);
  rows.foreign("pthread_rwlock_destroy", rwlock_destroy);
  rows.foreign("pthread_rwlock_rdlock", rwlock_lock<false, true>);
  rows.foreign("pthread_rwlock_tryrdlock", rwlock_lock<false, false>);
  rows.foreign("pthread_rwlock_wrlock", rwlock_lock<true, true>);
  rows.foreign("pthread_rwlock_trywrlock", rwlock_lock<true, false>);
  rows.foreign("pthread_rwlock_unlock", rwlock_unlock);
  rows.foreign("pthread_condattr_init", condattr_init);
  rows.foreign("pthread_condattr_destroy", attr_destroy);
  rows.foreign("pthread_condattr_setclock", condattr_setclock);
  rows.foreign("pthread_condattr_getclock", condattr_getclock);
  rows.foreign("pthread_cond_init", cond_init);
  rows.foreign("pthread_cond_destroy", cond_destroy);
  rows.foreign("pthread_cond_wait", cond_wait);
  rows.foreign("pthread_cond_timedwait", cond_timedwait);
  rows.foreign("pthread_cond_signal", cond_notify<false>);
  rows.foreign("pthread_cond_broadcast", cond_notify<true>);
  rows.foreign("pthread_key_create", key_create);
  rows.foreign("pthread_key_delete", key_delete);
  rows.foreign("pthread_getspecific", getspecific);
  rows.foreign("pthread_setspecific", setspecific);
}

}  // namespace assay::shims
