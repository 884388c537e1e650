#include "driver/record.h"

#include "concurrency/views.h"
#include "driver/check.h"
#include "driver/compilation.h"
#include "driver/run.h"
#include "explore/oracles.h"
#include "machine/machine.h"
#include "mir/printer.h"
#include "shims/table.h"

namespace assay::driver {
namespace {

/// Several statements may have one span: they stand one below the other in the text.
void collect_mir(Compilation& compilation, Session& session, Recorded& out) {
  mir::Printer printer(session.symbols, compilation.items);
  const auto add = [&](Span span, std::string text) {
    if (span.empty()) return;
    std::string& all = out.mir[{span.lo, span.hi}];
    if (all.size() > 200) return;
    all += (all.empty() ? "" : "; ") + text;
  };
  for (DefId def : compilation.hir.user_body_owners()) {
    const mir::Body* body = compilation.lowering.mir(def);
    if (!body) continue;
    for (const auto& block : body->blocks) {
      for (const mir::Statement& statement : block.statements) add(statement.span, printer.print(*body, statement));
      add(block.terminator.span, printer.print(*body, block.terminator));
    }
  }
}

}  // namespace

Recorded record(Session& session, FileProvider& files, const Options& options, size_t max_entries) {
  session.options = options.front;
  Recorded out;
  out.model = options.aliasing;
  Compilation compilation(session, files, options);
  if (!compilation.load()) {
    out.verdict = front_verdict(session);
    return out;
  }
  const auto model = aliasing::make_model(options.aliasing, options.model);
  explore::SeededOracle oracle(options.machine.seed);
  machine::Machine* running = nullptr;
  machine::Options settings = options.machine;
  settings.expectations = false;
  trace::Recorder recorder(
      [&](AllocId id, trace::Picture& picture) {
        const memory::Allocation* alloc = running->memory.live(id);
        if (!alloc || is_opaque(alloc->kind)) return false;
        model->draw(*alloc, picture);
        return true;
      },
      [&] {
        const std::vector<BacktraceFrame> frames = running->backtrace();
        return trace::Where{running->user_span(), frames.empty() ? std::string() : frames.front().function};
      },
      max_entries);
  concurrency::Views views(oracle, options.views);
  machine::Machine machine(compilation.codes, *model, oracle, settings, shims::table(), &recorder, &views);
  running = &machine;
  machine::RunResult result = machine.run_main();
  out.recording = recorder.finish();
  out.verdict = session.diags.any() ? front_verdict(session) : to_verdict(result);
  out.verdict.seed = options.machine.seed;
  collect_mir(compilation, session, out);
  return out;
}

}  // namespace assay::driver
