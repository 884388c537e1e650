#include "driver/compare.h"

#include "aliasing/composite.h"
#include "concurrency/views.h"
#include "driver/check.h"
#include "driver/compilation.h"
#include "driver/run.h"
#include "explore/oracles.h"
#include "machine/machine.h"
#include "shims/table.h"
#include "trace/explain.h"

namespace assay::driver {
namespace {

using aliasing::Composite;
using report::Comparison;
using report::ModelRow;

/// Tells every explanation what happens; each part of the composite tells its own about its tags.
class FanOut : public trace::TraceSink {
 public:
  explicit FanOut(size_t parts) : explanations(parts) {}
  void on(const trace::TraceEvent& event) override {
    for (auto& explanation : explanations)
      if (explanation) explanation->on(event);
  }
  std::vector<std::optional<trace::Explain>> explanations;
};

machine::RunResult execute(Compilation& compilation, const machine::Options& settings, Composite& composite,
                           trace::TraceSink* trace) {
  explore::SeededOracle oracle(settings.seed);
  concurrency::Views views(oracle, compilation.options.views);
  machine::Machine machine(compilation.codes, composite, oracle, settings, shims::table(), trace, &views);
  composite.on_stop = [&](StopInfo& info) { machine.complete(info); };
  machine::RunResult result = machine.run_main();
  composite.on_stop = nullptr;
  return result;
}

/// Runs it again to tell where the tags of the stops were made and lost.
void explain(Compilation& compilation, const machine::Options& settings, std::span<const std::string> models,
             std::vector<std::optional<StopInfo>>& stops) {
  const auto again = aliasing::make_composite(compilation.options.model, models);
  FanOut fan(stops.size());
  bool wanted = false;
  for (size_t i = 0; i < stops.size(); ++i) {
    if (!stops[i] || !trace::Explain::wanted(*stops[i])) continue;
    fan.explanations[i].emplace(stops[i]->blame);
    again->listen(i, &*fan.explanations[i]);
    wanted = true;
  }
  if (!wanted) return;
  execute(compilation, settings, *again, &fan);
  for (size_t i = 0; i < stops.size(); ++i)
    if (fan.explanations[i]) fan.explanations[i]->describe_into(*stops[i]);
}

}  // namespace

Comparison compare(Session& session, FileProvider& files, const Options& options, std::span<const std::string> models) {
  session.options = options.front;
  Options all = options;
  all.aliasing = aliasing::kCompositeName;
  Compilation compilation(session, files, all);
  Comparison comparison;
  const bool loaded = compilation.load();
  machine::Options settings = options.machine;
  settings.expectations = false;  // the table shows what each model says
  const auto composite = aliasing::make_composite(options.model, models);
  machine::RunResult result;
  if (loaded) result = execute(compilation, settings, *composite, nullptr);
  std::vector<std::optional<StopInfo>> stops;
  for (const Composite::Part& part : composite->parts()) stops.push_back(part.stop);
  comparison.one_execution = !result.spawned;
  if (loaded && !result.spawned && options.explain) explain(compilation, settings, models, stops);
  for (size_t i = 0; i < composite->parts().size(); ++i) {
    const Composite::Part& part = composite->parts()[i];
    ModelRow row;
    row.model = part.name;
    for (const aliasing::ModelEntry& entry : aliasing::models())
      if (entry.name == part.name) row.document = entry.document;
    machine::RunResult its = result;
    if (loaded && result.spawned) {
      const auto model = aliasing::make_model(part.name, options.model);
      explore::SeededOracle oracle(settings.seed);
      concurrency::Views views(oracle, options.views);
      machine::Machine machine(compilation.codes, *model, oracle, settings, shims::table(), nullptr, &views);
      its = machine.run_main();
    } else if (stops[i]) {
      its.stop = std::move(stops[i]);
      row.parted = true;
      row.when = part.stopped_at;
    }
    row.verdict = session.diags.any() && !row.parted ? front_verdict(session) : to_verdict(its);
    row.verdict.seed = settings.seed;
    comparison.rows.push_back(std::move(row));
  }
  return comparison;
}

}  // namespace assay::driver
