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

uint32_t EnumeratingOracle::choose(Choice kind, uint32_t n) {
  if (n <= 1) return 0;
  if (kind == Choice::Address || kind == Choice::AddressReuse || kind == Choice::FunctionAddress)
    return addresses_.choose(kind, n);
  const size_t at = decisions_.size();
  const uint32_t answer = at < prefix_.size() && prefix_[at].answer < n ? prefix_[at].answer : 0;
  decisions_.push_back({kind, answer, n});
  return answer;
}

DecisionList EnumeratingOracle::next_prefix(DecisionList decisions) {
  while (!decisions.empty()) {
    Decision& last = decisions.back();
    if (last.answer + 1 < last.alternatives) {
      last.answer++;
      return decisions;
    }
    decisions.pop_back();
  }
  return decisions;
}

}  // namespace assay::explore
