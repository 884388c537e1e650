#include "explore/explorer.h"

#include <algorithm>

namespace assay::explore {

using concurrency::Frame;
using concurrency::GraphConcurrency;
using machine::RunResult;

Explorer::Run Explorer::execute(Frame& frame, trace::TraceSink* trace) {
  Run run;
  GraphConcurrency conc(frame, events_, graph_);
  const auto model = make_model_();
  {
    machine::Machine machine(codes_, *model, conc, options_, shims_, trace, &conc);
    run.result = machine.run_main();
  }
  run.several_threads = conc.several_threads();
  if (!run.result.stop) {
    run.kind = conc.all_ended() ? Kind::Complete : Kind::Blocked;
    return run;
  }
  switch (run.result.stop->kind) {
    case StopKind::Cut:
      run.kind = conc.must_restart() ? Kind::Restart : Kind::Pruned;
      break;
    case StopKind::Deadlock:
      run.kind = conc.is_deadlock() ? Kind::Deadlock : Kind::Blocked;
      break;
    case StopKind::Unsupported:
    case StopKind::CompileError:
    case StopKind::Limit:
      run.kind = Kind::Fatal;
      break;
    case StopKind::Ub:
    case StopKind::Panic:
    case StopKind::Abort:
    case StopKind::Exit:
    case StopKind::Leak:
      run.kind = Kind::Failed;
      break;
  }
  return run;
}

Result Explorer::run(const Limits& limits) {
  Result result;
  std::vector<std::unique_ptr<Frame>> frames;
  frames.push_back(std::make_unique<Frame>());
  std::map<std::string, size_t> seen;  // index into outcomes
  uint64_t failed_at = 0;
  for (;;) {
    Frame& frame = *frames.back();
    Run run = execute(frame, nullptr);
    result.several_threads |= run.several_threads;
    if (run.kind == Kind::Restart) {
      frames.clear();
      frames.push_back(std::make_unique<Frame>());
      seen.clear();
      result = Result();
      continue;
    }
    const bool fails = run.kind == Kind::Failed || run.kind == Kind::Deadlock || run.kind == Kind::Fatal;
    if (run.kind == Kind::Complete || run.kind == Kind::Failed) {
      result.executions++;
      const auto [it, fresh] = seen.emplace(run.result.out, result.outcomes.size());
      if (fresh) result.outcomes.emplace_back(run.result.out, 0);
      result.outcomes[it->second].second++;
    } else if (run.kind == Kind::Blocked || run.kind == Kind::Deadlock) {
      result.blocked++;
    }
    if (fails) {
      const bool worst = run.kind == Kind::Fatal || run.result.stop->kind == StopKind::Ub;
      if (!result.failure || worst) {
        if (!result.failure) failed_at = result.executions;
        result.failure = std::move(run.result);
        result.failure_graph = frame.graph;
      }
      if (worst) return result;
    } else if (result.executions == 1 && run.kind == Kind::Complete) {
      result.first = std::move(run.result);
    }
    if (result.failure && result.executions >= failed_at + limits.after_failure) return result;
    if (limits.max_executions != 0 && result.executions + result.blocked >= limits.max_executions) {
      result.complete = !concurrency::next_work(frames, graph_.model);
      return result;
    }
    if (!concurrency::next_work(frames, graph_.model)) break;
  }
  result.complete = true;
  return result;
}

RunResult Explorer::again(const concurrency::Graph& graph, trace::TraceSink* trace) {
  Frame frame{graph, {}};
  return execute(frame, trace).result;
}

}  // namespace assay::explore
