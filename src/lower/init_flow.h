// Which move paths may be initialised and which may not be, at every point: a forward analysis over both sets at once.
#pragma once
#include <optional>
#include <vector>

#include "lower/move_paths.h"
#include "traits/solve.h"

namespace assay::lower {

/// Two bits per path: may be initialised, may be uninitialised.
class InitState {
 public:
  InitState() = default;
  explicit InitState(size_t paths) : bits_(paths, 0) {}
  bool maybe_init(PathId path) const { return (bits_[path] & 1) != 0; }
  bool maybe_uninit(PathId path) const { return (bits_[path] & 2) != 0; }
  void set(PathId path, MovePaths::Effect effect) { bits_[path] = effect == MovePaths::Effect::Init ? 1 : 2; }
  /// True if something was added.
  bool join(const InitState& other) {
    bool changed = false;
    for (size_t i = 0; i < bits_.size(); ++i) {
      const uint8_t joined = bits_[i] | other.bits_[i];
      changed |= joined != bits_[i];
      bits_[i] = joined;
    }
    return changed;
  }

 private:
  std::vector<uint8_t> bits_;
};

class InitFlow {
 public:
  InitFlow(const mir::Body& body, const MovePaths& paths, traits::Solver& solver);
  /// At the entry of a block; nothing for unreachable ones.
  const std::optional<InitState>& at_entry(mir::BlockId block) const { return entries_[block.raw]; }
  /// Just before the terminator.
  InitState before_terminator(mir::BlockId block) const;

 private:
  bool is_dead_drop(const mir::Terminator& terminator, const InitState& state) const;
  /// The enum whose discriminant the block's switch is on, if its variants are tracked.
  PathId switched_enum(mir::BlockId block) const;
  void flow_through_switch(mir::BlockId block, PathId path, const InitState& state);
  void flow_to(mir::BlockId block, const InitState& state);
  const mir::Body& body_;
  const MovePaths& paths_;
  traits::Solver& solver_;
  std::vector<std::optional<InitState>> entries_;
  std::vector<mir::BlockId> work_;
  std::vector<bool> queued_;
};

}  // namespace assay::lower
