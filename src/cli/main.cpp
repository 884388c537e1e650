// The command line: flags to options, verdict to text or JSON, exit code. No semantics.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/package.h"
#include "driver/compilation.h"
#include "driver/run.h"
#include "report/explain.h"
#include "report/json.h"
#include "report/messages.h"
#include "report/text.h"

namespace {

using namespace assay;

struct Flags {
  driver::Options options;
  std::string format = "text", output, edition = "2021", provenance = "default", color = "auto",
              message_format = "text", rustlib, trace;
  std::vector<std::string> cfg, model_options;
  std::string debug_assertions = "on", overflow_checks, panic = "unwind", isolation = "on", seeds, model = "rc11", racy,
              na_sync, rel_seq, alias_order, mixed, scb, addresses;
  cli::PackageFlags package;
  bool no_validation = false, no_alignment = false, symbolic = false, implicit_writes = false, no_precise = false,
       relax_box = false, slow = false, fixed = false, no_race = false, no_weak = false;
  uint64_t memory_mb = 0;
  double reuse_rate = -1, cross_reuse_rate = -1;
};

bool fill(Flags& f, std::string& error) {
  auto& o = f.options;
  static const std::map<std::string, Edition> kEditions{
      {"2015", Edition::E2015}, {"2018", Edition::E2018}, {"2021", Edition::E2021}, {"2024", Edition::E2024}};
  o.front.edition = kEditions.at(f.edition);
  for (const std::string& c : f.cfg) {
    const size_t eq = c.find('=');
    std::string value = eq == std::string::npos ? "" : c.substr(eq + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    o.front.cfg.emplace_back(c.substr(0, eq), value);
  }
  o.front.debug_assertions = o.machine.debug_assertions = f.debug_assertions == "on";
  o.front.overflow_checks = o.machine.overflow_checks =
      (f.overflow_checks.empty() ? f.debug_assertions : f.overflow_checks) == "on";
  o.front.panic_abort = o.machine.panic_abort = f.panic == "abort";
  o.machine.isolation = f.isolation == "on";
  o.machine.validate = !f.no_validation;
  if (f.no_alignment)
    o.machine.alignment = machine::AlignmentCheck::Off;
  else if (f.symbolic)
    o.machine.alignment = machine::AlignmentCheck::Symbolic;
  o.machine.provenance = f.provenance == "strict"       ? machine::ProvenanceMode::Strict
                         : f.provenance == "permissive" ? machine::ProvenanceMode::Permissive
                                                        : machine::ProvenanceMode::Default;
  o.model.tree_implicit_writes = f.implicit_writes;
  o.model.tree_precise_interior_mut = !f.no_precise;
  o.model.tree_box_custom_allocator_unique = !f.relax_box;
  for (const std::string& option : f.model_options) {
    error = aliasing::set_model_option(o.model, option, o.aliasing == aliasing::kCompositeName ? "" : o.aliasing);
    if (!error.empty()) return false;
  }
  o.machine.quiet_windows = !f.slow;
  if (f.fixed || o.machine.deterministic) o.machine.preemption_rate = 0;
  o.machine.round_robin = f.fixed || o.machine.deterministic;
  o.views.races = !f.no_race;
  if (f.racy == "maybe-invalid") o.views.racy = concurrency::RacyReads::MaybeInvalid;
  o.views.plain_writes_publish = f.na_sync != "none";
  o.views.weak = !f.no_weak && !o.machine.deterministic;
  if (!o.machine.deterministic)
    o.views.weak_failure_percent = static_cast<uint32_t>(o.machine.cas_weak_failure_rate * 100 + 0.5);
  o.graph.model = f.model == "sc" || f.no_weak ? concurrency::ModelKind::Sc : concurrency::ModelKind::Rc11;
  o.graph.races = !f.no_race;
  if (f.reuse_rate >= 0) o.machine.address_reuse_percent = static_cast<uint32_t>(f.reuse_rate * 100);
  if (o.machine.deterministic) o.machine.address_reuse_cross_thread_percent = 0;
  if (f.cross_reuse_rate >= 0)
    o.machine.address_reuse_cross_thread_percent = static_cast<uint32_t>(f.cross_reuse_rate * 100);
  if (f.memory_mb) o.machine.max_bytes = f.memory_mb << 20;
  if (!f.seeds.empty()) {
    const size_t dots = f.seeds.find("..");
    char* end = nullptr;
    if (dots == std::string::npos) {
      error = "--seeds takes A..B";
      return false;
    }
    const uint64_t first = dots ? std::strtoull(f.seeds.c_str(), &end, 10) : 0;
    const uint64_t last = std::strtoull(f.seeds.c_str() + dots + 2, &end, 10);
    if (*end != 0 || last <= first) {
      error = "--seeds takes A..B with A below B";
      return false;
    }
    o.seeds = {first, last};
  }
  return true;
}

void add_options(CLI::App* app, Flags& f) {
  auto& o = f.options;
  const auto on_off = CLI::IsMember({"on", "off"});
  app->add_option("FILE", o.file, "a whole Rust program, or a package's folder or Cargo.toml")->required();
  app->add_option("--format", f.format, "text or json (the result object as last line of stdout)")
      ->check(CLI::IsMember({"text", "json"}));
  app->add_option("--message-format", f.message_format,
                  "text; json (rustc's diagnostics as cargo wraps them), sarif or github, on stdout")
      ->check(CLI::IsMember({"text", "json", "sarif", "github"}));
  app->add_option("--output", f.output, "write the result object to a file");
  app->add_option("--edition", f.edition)->check(CLI::IsMember({"2015", "2018", "2021", "2024"}));
  app->add_option("--cfg", f.cfg, "NAME or NAME=\"value\"")->allow_extra_args(false);
  app->add_option("--aliasing", o.aliasing, "the aliasing model");
  app->add_option("--model-option", f.model_options, "NAME=VALUE, a choice that the model leaves open; may be repeated")
      ->allow_extra_args(false);
  app->add_flag("--tree-implicit-writes", f.implicit_writes, "tree: `&mut` arguments are written on entry");
  app->add_flag("--tree-no-precise-interior-mut", f.no_precise);
  app->add_flag("--tree-relax-custom-allocator", f.relax_box);
  app->add_option("--provenance", f.provenance)->check(CLI::IsMember({"default", "strict", "permissive"}));
  app->add_flag("--no-validation", f.no_validation, "values are not checked for validity");
  app->add_flag("--recursive-validation", o.machine.recursive_validation, "validity looks through references");
  app->add_flag("--no-alignment-check", f.no_alignment);
  app->add_flag("--symbolic-alignment", f.symbolic);
  app->add_flag("--ignore-leaks", o.machine.ignore_leaks, "memory left at exit is no error");
  app->add_flag("--no-data-race-detector", f.no_race);
  app->add_flag("--no-weak-memory", f.no_weak);
  app->add_flag("--deterministic", o.machine.deterministic, "round-robin, no preemption, no spurious failure");
  app->add_flag("--fixed-schedule", f.fixed, "round-robin, no preemption");
  app->add_option("--preemption-rate", o.machine.preemption_rate);
  app->add_option("--cas-weak-failure-rate", o.machine.cas_weak_failure_rate);
  app->add_option("--address-reuse-rate", f.reuse_rate);
  app->add_option("--address-reuse-cross-thread-rate", f.cross_reuse_rate);
  app->add_option("--seed", o.machine.seed);
  app->add_option("--seeds", f.seeds, "A..B: every seed; the first verdict that is not ok counts");
  app->add_option("--jobs", f.options.jobs, "how many seeds are tried at a time (default: the number of processors)")
      ->check(CLI::Range(1u, 256u));
  app->add_option("--debug-assertions", f.debug_assertions)->check(on_off);
  app->add_option("--overflow-checks", f.overflow_checks)->check(on_off);
  app->add_option("--panic", f.panic)->check(CLI::IsMember({"unwind", "abort"}));
  app->add_option("--isolation", f.isolation)->check(on_off);
  app->add_option("--provenance-gc", o.machine.provenance_gc,
                  "reborrows between two collections of unused tags; 0: never");
  app->add_option("--num-cpus", o.machine.num_cpus);
  app->add_option("--model", f.model)->check(CLI::IsMember({"rc11", "sc"}));
  app->add_option("--racy-reads", f.racy, "what `assay::read_racy` may read: ub, maybe-invalid")
      ->check(CLI::IsMember({"ub", "maybe-invalid"}));
  app->add_option("--na-write-sync", f.na_sync, "do plain writes publish like relaxed stores to racy reads?")
      ->check(CLI::IsMember({"relaxed", "none"}));
  app->add_option("--addresses", f.addresses)->check(CLI::IsMember({"any", "explore"}));
  app->add_option("--max-executions", o.max_executions);
  app->add_option("--max-steps", o.machine.max_steps, "calls and loop iterations; 0: no limit");
  app->add_option("--max-memory", f.memory_mb, "MiB that the program may hold (default 2048)");
  app->add_option("--max-threads", o.machine.max_threads);
  app->add_flag("--slow", f.slow, "no shortcuts: the reference interpreter");
  app->add_option("--trace", f.trace, "write the run down, as JSON lines (docs/trace-format.md)");
  app->add_option("--rustlib", f.rustlib, "a folder to read the library from (for work on the library)");
  app->add_option("--color", f.color)->check(CLI::IsMember({"auto", "always", "never"}));
}

bool use_color(const Flags& flags) {
  return flags.color == "always" || (flags.color == "auto" && !std::getenv("NO_COLOR") && isatty(2));
}

bool is_model(const std::string& name) {
  const auto models = aliasing::models();
  return std::any_of(models.begin(), models.end(), [&](const auto& m) { return m.name == name; });
}

int unknown_model(const std::string& name) {
  std::vector<std::string> known;
  std::string list;
  for (const auto& m : aliasing::models()) {
    known.emplace_back(m.name);
    list += std::string(list.empty() ? "" : ", ") + m.name;
  }
  std::fprintf(stderr, "assay: there is no aliasing model `%s`%s (there are: %s)\n", name.c_str(),
               cli::nearest(name, known).c_str(), list.c_str());
  return 2;
}

int answer(Flags& flags) {
  if (!is_model(flags.options.aliasing)) return unknown_model(flags.options.aliasing);
  std::string error;
  if (!fill(flags, error)) {
    std::fprintf(stderr, "assay: %s\n", error.c_str());
    return 2;
  }
  if (const std::string manifest = driver::manifest_of(flags.options.file); !manifest.empty()) {
    if (!cli::program_of_package(manifest, flags.package, flags.options, error)) {
      std::fprintf(stderr, "assay: %s\n", error.c_str());
      return 2;
    }
  }
  const bool known_file = static_cast<bool>(std::ifstream(flags.options.file));
  if (!known_file) {
    std::fprintf(stderr, "assay: cannot read `%s`\n", flags.options.file.c_str());
    return 2;
  }
  if (flags.options.mode == driver::Mode::Check && !flags.addresses.empty() && flags.addresses == "explore") {
    std::fprintf(stderr, "assay: `--addresses explore` is not supported yet\n");
    return 2;
  }
  cli::Files files(flags.rustlib);
  Session session;
  const report::Verdict verdict = driver::run(session, files, flags.options);
  const bool color = use_color(flags);
  std::fwrite(verdict.stdout_text.data(), 1, verdict.stdout_text.size(), stdout);
  std::fflush(stdout);
  std::fwrite(verdict.stderr_text.data(), 1, verdict.stderr_text.size(), stderr);
  static const std::map<std::string, report::MessageFormat> kFormats{{"text", report::MessageFormat::Text},
                                                                     {"json", report::MessageFormat::Json},
                                                                     {"sarif", report::MessageFormat::Sarif},
                                                                     {"github", report::MessageFormat::Github}};
  const report::MessageFormat format = kFormats.at(flags.message_format);
  if (format == report::MessageFormat::Text) {
    const std::string text = report::render(verdict, session.sources, {color});
    std::fwrite(text.data(), 1, text.size(), stderr);
  } else {
    const std::string text = report::render_messages(verdict, session.sources, format);
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
  if (!flags.output.empty()) {
    std::ofstream out(flags.output, std::ios::binary);
    out << report::to_json(verdict, session.sources) << "\n";
    if (!out) {
      std::fprintf(stderr, "assay: cannot write `%s`\n", flags.output.c_str());
      return 2;
    }
  } else if (flags.format == "json") {
    std::printf("%s\n", report::to_json(verdict, session.sources).c_str());
  }
  if (!flags.trace.empty()) {
    driver::Options again = flags.options;
    if (verdict.seed) again.machine.seed = *verdict.seed;
    if (!cli::write_trace(files, again, flags.trace)) return 2;
  }
  return report::exit_code_of(verdict.kind);
}

using LabCommand = int (*)(FileProvider&, const driver::Options&, const cli::LabFlags&, const cli::Output&);

int laboratory(Flags& flags, LabCommand command, const cli::LabFlags& lab) {
  std::string error;
  if (!fill(flags, error)) {
    std::fprintf(stderr, "assay: %s\n", error.c_str());
    return 2;
  }
  if (!static_cast<bool>(std::ifstream(flags.options.file))) {
    std::fprintf(stderr, "assay: cannot read `%s`\n", flags.options.file.c_str());
    return 2;
  }
  cli::Files files(flags.rustlib);
  if (command != cli::compare && !is_model(flags.options.aliasing)) return unknown_model(flags.options.aliasing);
  if (!flags.trace.empty() && !cli::write_trace(files, flags.options, flags.trace)) return 2;
  const bool color = flags.color == "always" || (flags.color == "auto" && !std::getenv("NO_COLOR") && isatty(1));
  return command(files, flags.options, lab, {flags.format == "json", flags.output, color});
}

int dump_mir(Flags& flags, const std::string& function) {
  std::string error;
  if (!fill(flags, error)) return 2;
  cli::Files files(flags.rustlib);
  Session session;
  const driver::Dump dump = driver::dump_mir(session, files, flags.options, function);
  std::fwrite(dump.text.data(), 1, dump.text.size(), stdout);
  for (const Diagnostic& d : dump.diagnostics) {
    const std::string text = report::render(d, session.sources, {});
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
  return dump.diagnostics.empty() ? 0 : 5;
}

/// Names the nearest option of the chosen command, or the nearest command.
int unknown_argument(const CLI::App& app, int argc, char** argv) {
  const auto chosen = app.get_subcommands();
  std::vector<std::string> words;
  if (chosen.empty()) {
    for (const CLI::App* command : app.get_subcommands({})) words.push_back(command->get_name());
  } else {
    for (const CLI::Option* option : chosen[0]->get_options())
      for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  std::string written = argc > 1 ? argv[1] : "";
  for (const std::string& extra : app.remaining(true))
    if (chosen.empty() || extra.starts_with("-")) {
      written = extra.substr(0, extra.find('='));
      break;
    }
  std::fprintf(stderr, "assay: `%s` is not %s%s\n", written.c_str(),
               chosen.empty() ? "a command" : ("an option of `" + chosen[0]->get_name() + "`").c_str(),
               cli::nearest(written, words).c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "assay: can any execution of this Rust program do something undefined?\n\n"
      "  assay check program.rs       the verdict over every execution\n"
      "  assay run program.rs         one execution; --seed N, --seeds A..B\n"
      "  assay compare program.rs     one execution, as every aliasing model sees it\n"
      "  assay step program.rs        ... step by step\n"
      "  assay test FILE.rs|PACKAGE   the #[test] functions, each one execution"};

  app.require_subcommand(1);
  app.set_version_flag("--version", "assay 0.1");
  Flags flags;
  flags.options.jobs = std::max(1u, std::thread::hardware_concurrency());
  CLI::App* run = app.add_subcommand("run", "one execution (or one for each seed)");
  add_options(run, flags);
  cli::add_package_options(run, flags.package);
  CLI::App* test = app.add_subcommand("test", "the #[test] functions of a file or a package");
  add_options(test, flags);
  cli::add_package_options(test, flags.package);
  cli::TestFlags test_flags;
  cli::add_test_options(test, test_flags);
  CLI::App* check = app.add_subcommand("check", "every execution");
  add_options(check, flags);
  CLI::App* mir = app.add_subcommand("mir", "print the control flow graphs");
  add_options(mir, flags);
  std::string function;
  mir->add_option("--fn", function, "only functions whose path ends like this");
  mir->add_flag("--regions", flags.options.show_regions, "where the lifetimes of borrows begin and end");
  cli::LabFlags lab;
  CLI::App* compare = app.add_subcommand("compare", "one execution seen by every aliasing model");
  add_options(compare, flags);
  compare->add_option("--models", lab.models, "only these: a list of names, separated by commas");
  CLI::App* step = app.add_subcommand("step", "the story of one execution, step by step");
  add_options(step, flags);
  step->add_option("--tag", lab.tag, "the timeline of this tag");
  step->add_option("--at", lab.at, "FILE:LINE, the timelines of the tags made there");
  step->add_option("--step", lab.step, "the step for --graph; without it, the last");
  step->add_option("--graph", lab.graph, "a .dot or .svg file for the stack or tree of the tag's allocation");
  step->add_flag("--plain", lab.plain, "text, also when there is a terminal");
  CLI::App* layout = app.add_subcommand("layout", "size, alignment, offsets and niches of the types of a file");
  add_options(layout, flags);
  layout->add_option("--compatible", lab.compatible, "S T: may a value of one be read as the other?")->expected(2);
  CLI::App* explain = app.add_subcommand("explain", "what a code means");
  std::string code;
  explain->add_option("CODE", code, "such as A0101; without it, all codes");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError&) {
    return unknown_argument(app, argc, argv);
  } catch (const CLI::RequiredError& e) {
    const bool no_command = app.get_subcommands().empty() && argc > 1 && argv[1][0] != '-';
    return no_command ? unknown_argument(app, argc, argv) : (app.exit(e), 2);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  if (*explain) {
    const std::string text = code.empty() ? report::all_codes() : report::explain(code);
    if (text.empty()) {
      std::fprintf(stderr, "assay: there is no code `%s`; `assay explain` lists them\n", code.c_str());
      return 2;
    }
    std::fputs(text.c_str(), stdout);
    return 0;
  }
  if (*test) {
    std::string error;
    if (!fill(flags, error)) {
      std::fprintf(stderr, "assay: %s\n", error.c_str());
      return 2;
    }
    test_flags.output = flags.output;
    test_flags.how.color = use_color(flags);
    cli::Files files(flags.rustlib);
    return cli::test(flags.options, flags.package, test_flags, files);
  }
  if (*mir) return dump_mir(flags, function);
  if (*compare || *step || *layout)
    return laboratory(flags, *compare ? cli::compare : *step ? cli::step : cli::layout, lab);
  flags.options.mode = *check ? driver::Mode::Check : driver::Mode::Run;
  return answer(flags);
}
