// Types as Contracts: types are promises at the boundaries of functions and at borrows. Memory that a type owns is
// locked for reading or writing for a region, and the locks are checked at every access; pointers carry no tag.
// The machine walks values by their type (machine/contracts.cpp) and tells which bytes to acquire, release, suspend or
// recover. Sources: the posts on Types as Contracts (2017) and their implementation; docs/models/contracts.md.
#include "aliasing/contracts.h"

#include <fmt/format.h>

#include <algorithm>

#include "aliasing/locks.h"
#include "aliasing/report.h"

namespace assay::aliasing {
namespace {

using trace::Cause;

class Contracts final : public AliasingModel {
 public:
  std::string_view name() const override { return "contracts"; }
  uint32_t hooks() const override { return kHookAccess | kHookDealloc | kHookCalls | kHookScopeEnd | kHookContract; }
  Outcome<RetagResult> on_retag(Context&, const Retag& retag) override { return RetagResult{retag.parent, {}}; }

  // Accesses. "None: ok; Read: reads ok, writes UB, even the holder's; Write: ok only in the frame that holds it."
  Outcome<Quiet> on_access(Context& context, const Access& access) override {
    ASSAY_TRY(check(context, access.alloc, access.range, access.tag, access.kind, Cause::Access));
    if (!access.alloc.alias_shadow) return Quiet{{0, access.alloc.size}, true, true, false};
    // A write lock lets through one call only; what is not locked or locked for reading needs no second look.
    bool reads = true, writes = true;
    shadow(access.alloc).locks.visit(access.range, [&](ByteRange, const Lock& lock) {
      reads = reads && lock.kind != Lock::Kind::Write;
      writes = writes && lock.kind == Lock::Kind::None;
      return reads;
    });
    return Quiet{access.range, reads, reads && writes, false};
  }
  Outcome<> on_dealloc(Context& context, Allocation& alloc, Tag tag) override {
    return check(context, alloc, {0, alloc.size}, tag, AccessKind::Write, Cause::Free);
  }

  // Validation. One rule per operation, for the bytes that a type owns.
  Outcome<> on_contract(Context& context, const Contract& contract) override {
    const CallId me = contract.region.call;
    LockRegion region = contract.for_ever ? kForEver : LockRegion{me, contract.region.scope, {}};
    region.since = context.current_span;
    if (contract.op != ContractOp::Acquire && !contract.alloc.alias_shadow) return {};
    std::optional<std::pair<uint64_t, Lock>> conflict;
    memory::RangeMap<Lock>& locks = shadow(contract.alloc).locks;
    locks.update(contract.range, [&](ByteRange run, Lock& lock) {
      if (!apply(contract, region, me, lock)) conflict = {run.lo, lock};
      return !conflict;
    });
    locks.merge(contract.range);
    if (conflict) return stop_conflict(contract, conflict->first, conflict->second);
    if (contract.op == ContractOp::Acquire || contract.op == ContractOp::Suspend)
      note(context.thread, me, contract.op == ContractOp::Suspend ? contract.region.scope : region.scope,
           contract.alloc.id, contract.range);
    return {};
  }

  // Regions. "At its end: drop the locks of that region in this frame, then recover what it had suspended."
  Outcome<> on_scope_end(Context& context, CallId call, std::span<const uint32_t> scopes) override {
    Call* record = current(context.thread, call);
    if (!record) return {};
    std::vector<Touched> ending;
    erase_if(record->touched, [&](const auto& entry) {
      const bool ends = std::find(scopes.begin(), scopes.end(), entry.first.first) != scopes.end();
      if (ends) ending.push_back({entry.first.first, entry.first.second, entry.second});
      return ends;
    });
    for (const auto& [scope, id, hull] : ending)
      each_lock(context, id, hull, [&](ByteRange, Lock& lock) {
        lock.drop_holders([&, s = scope](const LockRegion& r) { return r.call == call && r.scope == s; });
        return true;
      });
    std::optional<std::pair<AllocId, uint64_t>> conflict;
    for (const auto& [scope, id, hull] : ending)
      each_lock(context, id, hull, [&](ByteRange run, Lock& lock) {
        if (!lock.end_suspensions({call, scope, {}})) conflict = {id, run.lo};
        return true;
      });
    if (!conflict) return {};
    const Violation v{conflict->first, {conflict->second, conflict->second + 1}, conflict->second, {}, {}};
    return stop_aliasing(v,
                         fmt::format("a borrow of alloc{}[{:#x}] ends, but the write lock that its owner held cannot "
                                     "be taken again: the byte is locked otherwise",
                                     v.alloc.raw, v.at),
                         "contracts/recover");
  }

  Outcome<> on_call_begin(Context& context, CallId call) override {
    if (context.thread.raw >= calls_.size()) calls_.resize(context.thread.raw + 1);
    calls_[context.thread.raw].push_back({call, {}});
    return {};
  }
  /// "Function exit: drop every lock and suspension of the frame."
  Outcome<> on_call_end(Context& context, CallId call) override {
    if (current(context.thread, call) == nullptr) return {};  // functions without code of their own do not begin
    auto& stack = calls_[context.thread.raw];
    while (!stack.empty()) {
      const Call record = std::move(stack.back());
      stack.pop_back();
      for (const auto& [key, hull] : record.touched) {
        each_lock(context, key.second, hull, [&](ByteRange, Lock& lock) {
          lock.drop_holders([&](const LockRegion& r) { return r.call && r.call == record.call; });
          std::erase_if(lock.suspended, [&](const Suspension& s) { return s.by.call == record.call; });
          return true;
        });
      }
      if (record.call == call) break;
    }
    return {};
  }

  void draw(const Allocation& alloc, trace::Picture& picture) const override {
    const auto* state = static_cast<const LockShadow*>(alloc.alias_shadow.get());
    if (!state) return;
    state->locks.visit({0, alloc.size}, [&](ByteRange run, const Lock& lock) {
      trace::Picture::Stack stack{run, {}, lock.text()};
      for (const LockRegion& r : lock.holders)
        stack.items.push_back({Tag(), r.call ? fmt::format("call {}", r.call.raw) : std::string("for ever"), false});
      for (const Suspension& s : lock.suspended)
        stack.items.push_back({Tag(), fmt::format("suspended in call {}", s.by.call.raw), false});
      picture.stacks.push_back(std::move(stack));
      return true;
    });
  }

 private:
  /// A call and what it locked or suspended, by region (kNoId: for the whole call): the hull of the bytes.
  struct Call {
    CallId call;
    boost::unordered_flat_map<std::pair<uint32_t, AllocId>, ByteRange> touched;
  };
  struct Touched {
    uint32_t scope;
    AllocId alloc;
    ByteRange hull;
  };

  static LockShadow& shadow(Allocation& alloc) {
    if (!alloc.alias_shadow) alloc.alias_shadow = std::make_unique<LockShadow>(alloc.size);
    return static_cast<LockShadow&>(*alloc.alias_shadow);
  }

  /// One operation on one byte. False: a lock is in the way.
  static bool apply(const Contract& c, LockRegion region, CallId me, Lock& lock) {
    switch (c.op) {
      case ContractOp::Acquire:
        // "Take a write lock (mutable context) or read lock; conflict with a lock that is not compatible: UB."
        if (c.is_mut) {
          if (lock.kind != Lock::Kind::None) return false;
          lock.kind = Lock::Kind::Write;
          lock.holders = {region};
          return true;
        }
        if (lock.kind == Lock::Kind::Write) return false;
        lock.kind = Lock::Kind::Read;
        if (std::find(lock.holders.begin(), lock.holders.end(), region) == lock.holders.end())
          lock.holders.push_back(region);
        return true;
      case ContractOp::Release:
      case ContractOp::Forget:
        // "Drop our write lock; an unexpected foreign lock: UB." Only in mutable context.
        if (!c.is_mut) return true;
        if (lock.kind == Lock::Kind::Write && !lock.written_by(me)) return false;
        if (lock.kind == Lock::Kind::Write) lock.kind = Lock::Kind::None, lock.holders.clear();
        if (c.op == ContractOp::Forget)
          std::erase_if(lock.suspended, [&](const Suspension& s) { return s.by.call == me; });
        return true;
      case ContractOp::Suspend: {
        if (!c.is_mut) return true;
        if (lock.kind == Lock::Kind::Write && !lock.written_by(me)) return false;
        Suspension s{{me, c.region.scope, {}}, std::nullopt, false};
        if (lock.kind == Lock::Kind::Write) {
          s.held = lock.holders[0];
          lock.kind = Lock::Kind::None;
          lock.holders.clear();
        } else if (!lock.suspended_in(me)) {
          return true;  // there is nothing to take again
        }
        for (Suspension& known : lock.suspended)
          if (known.by == s.by) {
            if (!known.held) known.held = s.held;
            return true;
          }
        lock.suspended.push_back(s);
        return true;
      }
      case ContractOp::Recover:
        for (Suspension& s : lock.suspended)
          if (s.by == LockRegion{me, c.region.scope, {}}) s.reached = true;
        return true;
    }
    return true;
  }

  Outcome<> check(Context& context, Allocation& alloc, ByteRange range, Tag tag, AccessKind kind, Cause cause) {
    if (!alloc.alias_shadow || range.empty()) return {};
    const CallId me = running(context.thread);
    std::optional<std::pair<uint64_t, const Lock*>> bad;
    shadow(alloc).locks.visit(range, [&](ByteRange run, const Lock& lock) {
      const bool ok = lock.kind == Lock::Kind::None || (lock.kind == Lock::Kind::Read && kind == AccessKind::Read) ||
                      lock.written_by(me);
      if (!ok) bad = {std::max(run.lo, range.lo), &lock};
      return ok;
    });
    if (!bad) return {};
    const Violation v{alloc.id, range, bad->first, tag, tag};
    const bool read = bad->second->kind == Lock::Kind::Read;
    return with_lock(
        *bad->second,
        stop_aliasing(v,
                      access_text(v, kind, cause) + (read ? ", but the byte is read-locked: a shared reference is alive"
                                                          : ", but the byte is write-locked by another call"),
                      fmt::format("contracts/{}#{}", cause == Cause::Free ? "dealloc" : "access",
                                  read ? "read-lock" : "write-lock")));
  }

  /// Adds where the lock was taken.
  static tl::unexpected<Stop> with_lock(const Lock& lock, tl::unexpected<Stop> stop) {
    if (!lock.holders.empty() && !lock.holders[0].since.empty())
      stop.value().info().related.push_back({lock.holders[0].since, "the lock was taken here", false});
    return stop;
  }

  tl::unexpected<Stop> stop_conflict(const Contract& c, uint64_t at, const Lock& lock) {
    const Violation v{c.alloc.id, c.range, std::max(at, c.range.lo), {}, {}};
    const char* what = "released";
    const char* rule = "release";
    if (c.op == ContractOp::Acquire) {
      what = c.is_mut ? "acquired for writing" : "acquired for reading";
      rule = "acquire";
    } else if (c.op == ContractOp::Suspend) {
      what = "borrowed";
      rule = "suspend";
    }
    return with_lock(
        lock, stop_aliasing(v,
                            fmt::format("the contract of a type asks for alloc{}[{:#x}] to be {}, but the byte is {}{}",
                                        v.alloc.raw, v.at, what, lock.text(),
                                        lock.written_by(c.region.call) ? " by this call already" : ""),
                            std::string("contracts/") + rule));
  }

  template <class F>
  void each_lock(Context& context, AllocId id, ByteRange hull, F f) {
    Allocation* alloc = context.memory.live(id);
    if (!alloc || alloc->size == 0) return;
    const std::unique_ptr<memory::Shadow>& own = context.shadow_of(*alloc);
    if (!own) return;
    memory::RangeMap<Lock>& locks = static_cast<LockShadow&>(*own).locks;
    alloc->close_quiet();
    locks.update(hull, f);
    locks.merge(hull);
  }
  void note(ThreadId thread, CallId call, uint32_t scope, AllocId alloc, ByteRange range) {
    Call* record = current(thread, call);
    if (!record) return;
    const auto [it, fresh] = record->touched.insert({{scope, alloc}, range});
    if (fresh) return;
    it->second.lo = std::min(it->second.lo, range.lo);
    it->second.hi = std::max(it->second.hi, range.hi);
  }
  Call* current(ThreadId thread, CallId call) {
    if (thread.raw >= calls_.size()) return nullptr;
    auto& stack = calls_[thread.raw];
    for (size_t i = stack.size(); i-- > 0;)
      if (stack[i].call == call) return &stack[i];
    return nullptr;
  }
  CallId running(ThreadId thread) const {
    return thread.raw < calls_.size() && !calls_[thread.raw].empty() ? calls_[thread.raw].back().call : CallId();
  }

  std::vector<std::vector<Call>> calls_;  // by thread
};

}  // namespace

std::unique_ptr<AliasingModel> make_contracts(const ModelOptions&) { return std::make_unique<Contracts>(); }

}  // namespace assay::aliasing
