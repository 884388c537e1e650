// The oracles: who answers the machine's choices. Seeded (one run), deterministic (always the first alternative),
// replay (a decision list, then another oracle).
#pragma once
#include <memory>

#include "base/oracle.h"
#include "machine/options.h"

namespace assay::explore {

/// A permuted congruential generator (PCG-XSH-RR 64/32, O'Neill 2014): small, seedable, the same on every host.
class Pcg {
 public:
  explicit Pcg(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 0xda3e39cb94b95bdbu) { next(); }
  uint32_t next();
  /// Uniform below `n`, n >= 1.
  uint32_t below(uint32_t n);

 private:
  uint64_t state_;
};

class SeededOracle : public Oracle {
 public:
  explicit SeededOracle(uint64_t seed) : random_(seed) {}
  uint32_t choose(Choice kind, uint32_t n) override;
  const DecisionList& decisions() const { return decisions_; }

 private:
  Pcg random_;
  DecisionList decisions_;
};

class DeterministicOracle : public Oracle {
 public:
  uint32_t choose(Choice, uint32_t) override { return 0; }
};

/// Follows `decisions`, then asks `rest`. `diverged()` once a recorded decision does not fit what is asked.
class ReplayOracle : public Oracle {
 public:
  ReplayOracle(DecisionList decisions, Oracle& rest) : decisions_(std::move(decisions)), rest_(rest) {}
  uint32_t choose(Choice kind, uint32_t n) override;
  bool diverged() const { return diverged_; }

 private:
  DecisionList decisions_;
  Oracle& rest_;
  size_t next_ = 0;
  bool diverged_ = false;
};

/// For trying every choice of a sequential program: addresses come from the seed, everything else follows `prefix` and
/// then takes the first alternative. `decisions()` is what was decided; `next_prefix` gives the next execution to try.
class EnumeratingOracle : public Oracle {
 public:
  EnumeratingOracle(uint64_t seed, DecisionList prefix) : addresses_(seed), prefix_(std::move(prefix)) {}
  uint32_t choose(Choice kind, uint32_t n) override;
  const DecisionList& decisions() const { return decisions_; }
  /// The decisions with the last one that has an untried alternative advanced; empty when all were tried.
  static DecisionList next_prefix(DecisionList decisions);

 private:
  SeededOracle addresses_;
  DecisionList prefix_, decisions_;
};

}  // namespace assay::explore
