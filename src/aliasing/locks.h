// The lock on a byte and what it is suspended by, for Types as Contracts (contracts.cpp has the rules).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "aliasing/context.h"
#include "memory/range_map.h"

namespace assay::aliasing {

/// A region of a running call, or (scope kNoId) the whole call. Without call: for ever.
struct LockRegion {
  CallId call;
  uint32_t scope = kNoId;
  Span since;  // where the lock was taken, for messages
  bool operator==(const LockRegion& other) const { return call == other.call && scope == other.scope; }
};
inline constexpr LockRegion kForEver{};

/// `by` has borrowed the byte; `held` is the write lock that comes back afterwards, if there was one.
struct Suspension {
  LockRegion by;
  std::optional<LockRegion> held;
  bool reached = false;  // by the walk that recovers it
  bool operator==(const Suspension&) const = default;
};

struct Lock {
  enum class Kind : uint8_t { None, Read, Write } kind = Kind::None;
  std::vector<LockRegion> holders;  // Write: one
  std::vector<Suspension> suspended;
  bool operator==(const Lock&) const = default;

  bool written_by(CallId call) const { return kind == Kind::Write && call && holders[0].call == call; }
  bool suspended_in(CallId call) const {
    for (const Suspension& s : suspended)
      if (s.by.call == call) return true;
    return false;
  }
  void drop_holders(const auto& ends) {
    std::erase_if(holders, ends);
    if (holders.empty()) kind = Kind::None;
    for (Suspension& s : suspended)
      if (s.held && ends(*s.held)) s.held.reset();
  }
  /// The suspensions by this region end. False: the lock that should come back meets another.
  bool end_suspensions(LockRegion by);
  /// "write-locked by call 3", "read-locked".
  std::string text() const;
};

struct LockShadow final : memory::Shadow {
  memory::RangeMap<Lock> locks;
  explicit LockShadow(uint64_t size) : locks(size, Lock{}) {}
  std::unique_ptr<Shadow> clone() const override { return std::make_unique<LockShadow>(*this); }
};

}  // namespace assay::aliasing
