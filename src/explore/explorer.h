// Every execution of a program under a memory model, each consistent execution graph once: the machine is run along a
// graph and extends it (concurrency/graph_concurrency.h); what else could have been chosen waits on a stack.
// Memory is linear in the length of executions: frames exist only for the revisits on the current path.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "aliasing/model.h"
#include "concurrency/graph_concurrency.h"
#include "machine/machine.h"

namespace assay::explore {

struct Limits {
  uint64_t max_executions = 0;      // 0: none
  uint64_t after_failure = 10'000;  // how many more are explored for their outcomes after an execution that failed
};

struct Result {
  uint64_t executions = 0;  // complete ones
  uint64_t blocked = 0;     // an assumption failed, or somebody waits for what can still come in another execution
  bool complete = false;    // the whole space was explored
  std::optional<machine::RunResult> failure;  // the worst
  concurrency::Graph failure_graph;
  machine::RunResult first;                                // the first complete one
  std::vector<std::pair<std::string, uint64_t>> outcomes;  // distinct outputs of complete executions, as first seen
  bool several_threads = false;
};

class Explorer {
 public:
  using MakeModel = std::function<std::unique_ptr<aliasing::AliasingModel>()>;
  Explorer(code::CodeCache& codes, const machine::Options& options, const machine::ShimTable& shims,
           const concurrency::GraphOptions& graph, MakeModel make_model)
      : codes_(codes), options_(options), shims_(shims), graph_(graph), make_model_(std::move(make_model)) {
    options_.explore = true;
    options_.names = &names_;
    if (options_.max_steps == 0) options_.max_steps = 200'000'000;
  }
  Result run(const Limits& limits);
  /// Runs the execution of a complete or failed graph once more, with somebody listening.
  machine::RunResult again(const concurrency::Graph& graph, trace::TraceSink* trace);

 private:
  enum class Kind : uint8_t { Restart, Complete, Blocked, Deadlock, Failed, Pruned, Fatal };
  struct Run {
    machine::RunResult result;
    Kind kind = Kind::Complete;
    bool several_threads = false;
  };
  Run execute(concurrency::Frame& frame, trace::TraceSink* trace);

  code::CodeCache& codes_;
  machine::Options options_;
  const machine::ShimTable& shims_;
  concurrency::GraphOptions graph_;
  MakeModel make_model_;
  memory::AllocationNames names_;
  concurrency::EventNames events_;
};

}  // namespace assay::explore
