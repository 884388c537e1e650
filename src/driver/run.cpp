#include "driver/run.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "concurrency/views.h"
#include "driver/check.h"
#include "driver/compilation.h"
#include "explore/oracles.h"
#include "machine/machine.h"
#include "mir/printer.h"
#include "regions/regions.h"
#include "shims/table.h"
#include "trace/explain.h"

namespace assay::driver {

namespace {

using report::Verdict;
using report::VerdictKind;

VerdictKind verdict_of(StopKind kind) {
  switch (kind) {
    case StopKind::Ub:
      return VerdictKind::Ub;
    case StopKind::Panic:
      return VerdictKind::Panic;
    case StopKind::Abort:
      return VerdictKind::Abort;
    case StopKind::Exit:
      return VerdictKind::Exit;
    case StopKind::Deadlock:
      return VerdictKind::Deadlock;
    case StopKind::Leak:
      return VerdictKind::Leak;
    case StopKind::Unsupported:
      return VerdictKind::Unsupported;
    case StopKind::CompileError:
      return VerdictKind::CompileError;
    case StopKind::Limit:
      return VerdictKind::Limit;
    case StopKind::Cut:
      return VerdictKind::Limit;
  }
  ASSAY_UNREACHABLE("stop kind");
}

}  // namespace

Verdict front_verdict(const Session& session) {
  Verdict v;
  const auto& errors = session.diags.errors();
  if (!errors.empty()) {
    v.kind = VerdictKind::CompileError;
    v.message = errors[0].message;
    v.feature = errors[0].code;
    v.code = errors[0].code;
    if (!errors[0].labels.empty()) v.span = errors[0].labels[0].span;
    v.diagnostics = errors;
    return v;
  }
  v.kind = VerdictKind::Unsupported;
  const auto& first = session.diags.unsupported_features()[0];
  v.feature = first.feature;
  v.message = first.detail.empty() ? first.feature : first.detail;
  v.span = first.span;
  return v;
}

namespace {

machine::RunResult execute(Compilation& compilation, const machine::Options& settings, Oracle& oracle,
                           trace::TraceSink* trace) {
  const auto model = aliasing::make_model(compilation.options.aliasing, compilation.options.model);
  concurrency::Views views(oracle, compilation.options.views);
  machine::Machine machine(compilation.codes, *model, oracle, settings, shims::table(), trace, &views);
  return machine.run_main();
}

/// Runs one execution; a failing one is run again with somebody listening, to tell where tags were made and lost.
template <class MakeOracle>
Verdict run_once(Compilation& compilation, const machine::Options& settings, MakeOracle make_oracle) {
  auto oracle = make_oracle();
  machine::RunResult result = execute(compilation, settings, *oracle, nullptr);
  if (result.stop && result.stop->kind == StopKind::Ub && compilation.options.explain &&
      trace::Explain::wanted(*result.stop)) {
    auto again = make_oracle();
    trace::Explain explain(result.stop->blame);
    execute(compilation, settings, *again, &explain);
    explain.describe_into(*result.stop);
  }
  return to_verdict(result);
}

Verdict run_seed(Compilation& compilation, const Options& options, uint64_t seed) {
  machine::Options settings = options.machine;
  settings.seed = seed;
  Verdict v = run_once(compilation, settings, [&] { return std::make_unique<explore::SeededOracle>(seed); });
  v.seed = seed;
  return v;
}

/// Tries the seeds [first, last) on several workers, each with a compilation of its own (the engine knows no threads).
/// Returns the seed whose verdict counts: the lowest that is not ok, or else the last.
uint64_t try_seeds(FileProvider& files, const Options& options, uint64_t first, uint64_t last) {
  std::atomic<uint64_t> next{first}, failing{UINT64_MAX};
  auto work = [&] {
    Session session;
    session.options = options.front;
    Compilation compilation(session, files, options);
    const bool loaded = compilation.load();
    for (;;) {
      const uint64_t seed = next++;
      if (seed >= last || seed > failing) return;
      if (loaded && run_seed(compilation, options, seed).kind == VerdictKind::Ok) continue;
      uint64_t lowest = failing;
      while (seed < lowest && !failing.compare_exchange_weak(lowest, seed)) {
      }
    }
  };
  std::vector<std::jthread> workers;
  for (uint64_t i = 0; i < std::min<uint64_t>(options.jobs, last - first); i++) workers.emplace_back(work);
  workers.clear();  // joins
  return std::min<uint64_t>(failing, last - 1);
}

}  // namespace

namespace {
/// Puts the program's names beside the numbers of tags: "<7>" becomes "<7 x>".
void add_names(std::string& text, const std::map<Tag, std::string>& names) {
  for (const auto& [tag, name] : names) {
    const std::string number = "<" + std::to_string(tag.raw) + ">";
    const std::string named = "<" + std::to_string(tag.raw) + " " + name + ">";
    for (size_t at = 0; (at = text.find(number, at)) != std::string::npos; at += named.size())
      text.replace(at, number.size(), named);
  }
}
}  // namespace

Verdict to_verdict(machine::RunResult& r) {
  Verdict v;
  if (r.stop) {
    add_names(r.stop->message, r.tag_names);
    for (Label& label : r.stop->related) add_names(label.text, r.tag_names);
    for (std::string& note : r.stop->notes) add_names(note, r.tag_names);
    for (std::string& help : r.stop->help) add_names(help, r.tag_names);
  }
  if (!r.expected.empty()) {
    add_names(r.expected, r.tag_names);
    v.message = "as expected: " + r.expected;
  }
  v.stdout_text = std::move(r.out);
  v.stderr_text = std::move(r.err);
  v.program_exit_code = r.exit_code;
  if (!r.stop) {
    if (r.exit_code != 0) {
      v.kind = VerdictKind::Exit;
      v.message = "the program ended with exit code " + std::to_string(r.exit_code);
    }
    return v;
  }
  StopInfo& s = *r.stop;
  v.kind = verdict_of(s.kind);
  if (s.kind == StopKind::Exit) {
    v.program_exit_code = s.exit_code;
    if (s.exit_code == 0) v.kind = VerdictKind::Ok;
    v.message = "the program ended with exit code " + std::to_string(s.exit_code);
  } else {
    v.message = s.message;
  }
  if (s.kind == StopKind::Panic) v.program_exit_code = 101;
  if (s.kind == StopKind::Ub || s.kind == StopKind::Leak) {
    v.ub = s.kind == StopKind::Leak && s.ub == UbKind::InvalidOperation ? UbKind::Leak : s.ub;
    v.code = kind_code(*v.ub);
  }
  v.feature = s.feature;
  v.rule = s.rule;
  v.span = s.span;
  v.related = std::move(s.related);
  v.notes = std::move(s.notes);
  v.help = std::move(s.help);
  v.backtrace = std::move(s.backtrace);
  return v;
}

Verdict run_function(Compilation& compilation, Options options, DefId function) {
  options.machine.entry = function;
  const Session& session = compilation.session;
  const size_t known = session.diags.count();
  Verdict v = run_seed(compilation, options, options.machine.seed);
  if (session.diags.count() != known && (v.kind == VerdictKind::Unsupported || v.kind == VerdictKind::CompileError)) {
    Verdict front = front_verdict(session);
    front.stdout_text = std::move(v.stdout_text);
    front.stderr_text = std::move(v.stderr_text);
    if (front.backtrace.empty()) front.backtrace = std::move(v.backtrace);
    return front;
  }
  return v;
}

Verdict run(Session& session, FileProvider& files, const Options& options) {
  session.options = options.front;
  Compilation compilation(session, files, options);
  if (!compilation.load()) return front_verdict(session);
  uint64_t first = options.seeds ? options.seeds->first : options.machine.seed;
  uint64_t last = options.seeds ? options.seeds->second : first + 1;
  if (options.mode == Mode::Run && options.jobs > 1 && last - first > 1) {
    first = try_seeds(files, options, first, last);  // once more here, for the report
    last = first + 1;
  }
  Verdict v;
  for (uint64_t seed = first; seed < last; seed++) {
    v = options.mode == Mode::Check ? check(compilation, options) : run_seed(compilation, options, seed);
    if (session.diags.any() && (v.kind == VerdictKind::Unsupported || v.kind == VerdictKind::CompileError)) {
      Verdict front = front_verdict(session);
      front.stdout_text = std::move(v.stdout_text);
      front.stderr_text = std::move(v.stderr_text);
      if (front.backtrace.empty()) front.backtrace = std::move(v.backtrace);
      return front;
    }
    if (v.kind != VerdictKind::Ok || options.mode == Mode::Check) break;
  }
  return v;
}

Dump dump_mir(Session& session, FileProvider& files, const Options& options, const std::string& function) {
  session.options = options.front;
  Compilation compilation(session, files, options);
  Dump dump;
  regions::RegionAnalysis analysis(compilation.solver);
  mir::Printer printer(session.symbols, compilation.items);
  if (options.show_regions)
    printer.notes = [&](const mir::Body& body, mir::BlockId block, uint32_t statement) {
      const regions::BodyRegions& found = analysis.of(body);
      mir::Printer::Note note;
      if (const std::vector<uint32_t>* ends = found.ends_before(block, statement))
        for (const uint32_t scope : *ends) note.before += (note.before.empty() ? "end " : ", ") + found.name(scope);
      const bool is_retag = statement < body.blocks[block].statements.size() &&
                            body.blocks[block].statements[statement].kind == mir::Statement::Kind::Retag;
      if (const uint32_t scope = found.begins(block, statement); scope != regions::kNoScope && !is_retag)
        note.behind = found.name(scope);
      return note;
    };
  if (compilation.load())
    for (DefId def : compilation.hir.user_body_owners()) {
      const std::string path = compilation.hir.defs.path(def, session.symbols);
      if (!function.empty() && !path.ends_with(function)) continue;
      if (const mir::Body* body = compilation.lowering.mir(def)) dump.text += printer.print(*body) + "\n";
    }
  // Closures are found when the bodies around them are checked.
  const hir::DefTable& defs = compilation.hir.defs;
  for (uint32_t i = 0; i < defs.size(); ++i) {
    const DefId def(i);
    if (defs[def].kind != hir::DefKind::Closure || defs[def].crate != compilation.hir.user_crate()) continue;
    if (!compilation.items.has_closure_info(def) || !compilation.items.closure_info(def).complete) continue;
    if (!function.empty() && !defs.path(def, session.symbols).ends_with(function)) continue;
    if (const mir::Body* body = compilation.lowering.mir(def)) dump.text += printer.print(*body) + "\n";
    if (compilation.items.closure_info(def).is_coroutine)
      if (const mir::Body* drop = compilation.lowering.coroutine_drop(def))
        dump.text += "// dropping it\n" + printer.print(*drop) + "\n";
  }
  dump.diagnostics = session.diags.errors();
  for (const auto& u : session.diags.unsupported_features()) {
    Diagnostic d;
    d.message = "unsupported: " + u.feature + (u.detail.empty() ? "" : " (" + u.detail + ")");
    d.labels.push_back({u.span, "", true});
    dump.diagnostics.push_back(std::move(d));
  }
  return dump;
}

}  // namespace assay::driver
