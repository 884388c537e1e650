// Every choice of an execution goes through one Oracle, so a decision list is an execution.
#pragma once
#include <cstdint>
#include <vector>

namespace assay {

enum class Choice : uint8_t {
  Address,
  AddressReuse,
  Schedule,
  WeakCasFails,
  ReadsFrom,
  FunctionAddress,
  StaticallyKnown,
  User,
  Float
};

struct Decision {
  Choice kind;
  uint32_t answer, alternatives;
};
using DecisionList = std::vector<Decision>;

/// Answers choices. `choose(kind, n)` with n >= 1 returns a number below n; the caller never asks when n == 1.
class Oracle {
 public:
  virtual ~Oracle() = default;
  virtual uint32_t choose(Choice kind, uint32_t n) = 0;
};

}  // namespace assay
