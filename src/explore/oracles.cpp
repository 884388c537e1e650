#include "explore/oracles.h"

namespace assay::explore {

uint32_t Pcg::next() {
  const uint64_t old = state_;
  state_ = old * 6364136223846793005u + 1442695040888963407u;
  const auto shifted = static_cast<uint32_t>(((old >> 18) ^ old) >> 27);
  const auto rotation = static_cast<uint32_t>(old >> 59);
  return (shifted >> rotation) | (shifted << ((32 - rotation) & 31));
}

uint32_t Pcg::below(uint32_t n) { return static_cast<uint32_t>((uint64_t{next()} * n) >> 32); }

uint32_t SeededOracle::choose(Choice kind, uint32_t n) {
  if (n <= 1) return 0;
  const uint32_t answer = random_.below(n);
  if (kind != Choice::Address && kind != Choice::AddressReuse) decisions_.push_back({kind, answer, n});
  return answer;
}

uint32_t ReplayOracle::choose(Choice kind, uint32_t n) {
  if (next_ >= decisions_.size()) return rest_.choose(kind, n);
  const Decision& d = decisions_[next_++];
  if (d.kind != kind || d.alternatives != n || d.answer >= n) {
    diverged_ = true;
    return rest_.choose(kind, n);
  }
  return d.answer;
}

std::unique_ptr<Oracle> make_run_oracle(const machine::Options& options) {
  // Deterministic means the schedule; addresses still differ from seed to seed.
  return std::make_unique<SeededOracle>(options.seed);
}

}  // namespace assay::explore
