#include "explore/oracles.h"

#include <gtest/gtest.h>

namespace assay::explore {
namespace {

TEST(SeededOracle, SameSeedSameAnswers) {
  SeededOracle a(7), b(7), c(8);
  bool differs = false;
  for (int i = 0; i < 100; i++) {
    const uint32_t x = a.choose(Choice::Schedule, 1000), y = b.choose(Choice::Schedule, 1000);
    EXPECT_EQ(x, y);
    EXPECT_LT(x, 1000u);
    differs = differs || x != c.choose(Choice::Schedule, 1000);
  }
  EXPECT_TRUE(differs);
}

TEST(ReplayOracle, FollowsTheDecisionsThenTheRest) {
  SeededOracle first(3);
  std::vector<uint32_t> answers;
  for (int i = 0; i < 10; i++) answers.push_back(first.choose(Choice::Schedule, 5));
  DeterministicOracle rest;
  ReplayOracle replay(first.decisions(), rest);
  for (uint32_t expected : answers) EXPECT_EQ(replay.choose(Choice::Schedule, 5), expected);
  EXPECT_EQ(replay.choose(Choice::Schedule, 5), 0u);
  EXPECT_FALSE(replay.diverged());
}

TEST(ReplayOracle, NoticesAQuestionThatDoesNotFit) {
  DeterministicOracle rest;
  ReplayOracle replay({{Choice::Schedule, 1, 2}}, rest);
  replay.choose(Choice::WeakCasFails, 2);
  EXPECT_TRUE(replay.diverged());
}

TEST(EnumeratingOracle, TriesEveryAnswerOnce) {
  // Two binary choices; a third with three alternatives only after (1, 1).
  std::vector<std::vector<uint32_t>> seen;
  DecisionList prefix;
  do {
    EnumeratingOracle oracle(0, prefix);
    std::vector<uint32_t> run{oracle.choose(Choice::User, 2), oracle.choose(Choice::User, 2)};
    if (run[0] && run[1]) run.push_back(oracle.choose(Choice::User, 3));
    seen.push_back(run);
    prefix = EnumeratingOracle::next_prefix(oracle.decisions());
  } while (!prefix.empty());
  const std::vector<std::vector<uint32_t>> expected{{0, 0}, {0, 1}, {1, 0}, {1, 1, 0}, {1, 1, 1}, {1, 1, 2}};
  EXPECT_EQ(seen, expected);
}

}  // namespace
}  // namespace assay::explore
