#include "aliasing/locks.h"

#include <fmt/format.h>

namespace assay::aliasing {

bool Lock::end_suspensions(LockRegion by) {
  bool ok = true;
  for (size_t i = 0; i < suspended.size();) {
    if (suspended[i].by != by) {
      ++i;
      continue;
    }
    const Suspension ended = suspended[i];
    suspended.erase(suspended.begin() + static_cast<std::ptrdiff_t>(i));
    if (!ended.held || !ended.reached) continue;
    // "When none is left, the lock is taken again"; otherwise the next one keeps it.
    Suspension* next = nullptr;
    for (size_t k = i; k < suspended.size() && !next; ++k)
      if (suspended[k].by.call == by.call) next = &suspended[k];
    if (next) {
      if (!next->held) next->held = ended.held;
    } else if (suspended_in(by.call)) {
      for (Suspension& s : suspended)
        if (s.by.call == by.call && !s.held) s.held = ended.held;
    } else if (kind == Kind::None) {
      kind = Kind::Write;
      holders = {*ended.held};
    } else if (!written_by(by.call)) {
      ok = false;
    }
  }
  return ok;
}

std::string Lock::text() const {
  switch (kind) {
    case Kind::None:
      return "not locked";
    case Kind::Read:
      return "read-locked";
    case Kind::Write:
      return "write-locked";
  }
  return "?";
}

}  // namespace assay::aliasing
