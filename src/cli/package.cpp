#include "cli/package.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "report/text.h"

namespace assay::cli {

void add_package_options(CLI::App* app, PackageFlags& flags) {
  auto& o = flags.options;
  app->add_option("--features", flags.features, "package: features, separated by commas");
  app->add_flag("--all-features", o.all_features);
  app->add_flag("--no-default-features", flags.no_default_features);
  app->add_option("--bin", flags.bin, "package: which program to run");
  app->add_option("--vendor", o.vendor, "package: a folder of crates in place of the registry")
      ->allow_extra_args(false);
  app->add_option("--build-cfg", o.build_cfg, "package: CRATE/NAME[=VALUE], a cfg that a build script would set")
      ->allow_extra_args(false);
}

void add_test_options(CLI::App* app, TestFlags& flags) {
  auto& h = flags.how;
  app->add_option("FILTERS", h.filters, "only tests whose name contains one of these");
  app->add_option("--skip", h.skip, "not the tests whose name contains this")->allow_extra_args(false);
  app->add_flag("--exact", h.exact, "filters are whole names");
  app->add_flag("--list", h.list, "print the names of the tests");
  app->add_flag("--nocapture,--no-capture", h.nocapture, "show what passing tests print, too");
  app->add_flag("--ignored", h.ignored, "only ignored tests");
  app->add_flag("--include-ignored", h.include_ignored);
  app->add_flag("--quiet,-q", h.quiet);
  app->add_option("--test-threads", h.jobs, "worker processes for tests (default: one for each processor)");
  app->add_option("--time-limit", h.time_limit, "seconds for one test, then it is incomplete (60)");
  app->add_flag("--lib", flags.lib, "package: only the library's own tests");
  app->add_option("--test", flags.test, "package: only this integration test")->allow_extra_args(false);
}

namespace {

void finish(PackageFlags& flags) {
  flags.options.default_features = !flags.no_default_features;
  size_t at = 0;
  while (at < flags.features.size()) {
    const size_t end = flags.features.find_first_of(", ", at);
    if (end != at) flags.options.features.push_back(flags.features.substr(at, end - at));
    at = end == std::string::npos ? flags.features.size() : end + 1;
  }
}

const char* state_name(driver::TestResult::State state) {
  using State = driver::TestResult::State;
  switch (state) {
    case State::Ok:
      return "ok";
    case State::Failed:
      return "failed";
    case State::Ignored:
      return "ignored";
    case State::Unsupported:
      return "unsupported";
    case State::Incomplete:
      return "incomplete";
  }
  return "";
}

nlohmann::json to_json(const std::string& target, const driver::TestSummary& summary) {
  nlohmann::json tests = nlohmann::json::array();
  for (const driver::TestResult& r : summary.results)
    tests.push_back({{"name", r.name},
                     {"state", state_name(r.state)},
                     {"verdict", r.kind},
                     {"reason", r.reason},
                     {"place", r.place},
                     {"seconds", r.seconds}});
  nlohmann::json out{{"target", target},       {"loaded", summary.loaded},   {"loading_seconds", summary.loading},
                     {"items", summary.items}, {"seconds", summary.seconds}, {"tests", std::move(tests)}};
  if (!summary.loaded) {
    out["verdict"] = report::verdict_name(summary.front.kind);
    out["feature"] = summary.front.feature;
    out["message"] = summary.front.message;
  }
  return out;
}

/// Runs one target's tests. Prints why, if it does not load.
driver::TestSummary run_target(const driver::Options& options, const TestFlags& flags, FileProvider& files) {
  Session session;
  driver::TestSummary summary = driver::run_tests(session, files, options, flags.how);
  if (!summary.loaded) {
    const std::string text = report::render(summary.front, session.sources, {flags.how.color});
    std::fputs(text.c_str(), stderr);
  }
  return summary;
}

/// The worse of two exit codes: a failure, then an error of the source, then what is left open.
int worse(int a, int b) {
  const auto rank = [](int code) { return code == 0 ? 0 : code == 4 ? 1 : code == 3 ? 2 : code == 5 ? 3 : 4; };
  return rank(a) >= rank(b) ? a : b;
}

}  // namespace

bool program_of_package(const std::string& manifest, PackageFlags& flags, driver::Options& options,
                        std::string& error) {
  finish(flags);
  driver::Package package;
  if (!driver::load_package(manifest, flags.options, /*with_dev=*/false, package, error)) return false;
  for (const std::string& warning : package.warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
  const driver::Target* program = nullptr;
  for (const driver::Target& target : package.targets) {
    if (target.kind != driver::Target::Kind::Bin || (!flags.bin.empty() && target.name != flags.bin)) continue;
    if (program) {
      error = "package `" + package.name + "` has several programs; `--bin NAME` says which";
      return false;
    }
    program = &target;
  }
  if (!program) {
    error = "package `" + package.name + "` has no program" + (flags.bin.empty() ? "" : " `" + flags.bin + "`");
    return false;
  }
  options.front.crates = program->crates;
  options.file = program->crates.back().root;
  return true;
}

int test(const driver::Options& given, PackageFlags& package_flags, const TestFlags& flags, FileProvider& files) {
  driver::Options options = given;
  nlohmann::json results = nlohmann::json::array();
  int code = 0;
  const auto run = [&](const std::string& name) {
    const driver::TestSummary summary = run_target(options, flags, files);
    results.push_back(to_json(name, summary));
    code = worse(code, summary.exit_code());
  };
  const std::string manifest = driver::manifest_of(options.file);
  if (manifest.empty()) {
    if (!std::ifstream(options.file)) {
      std::fprintf(stderr, "assay: cannot read `%s`\n", options.file.c_str());
      return 2;
    }
    run(options.file);
  } else {
    finish(package_flags);
    driver::Package package;
    std::string error;
    if (!driver::load_package(manifest, package_flags.options, /*with_dev=*/true, package, error)) {
      std::fprintf(stderr, "assay: %s\n", error.c_str());
      return 2;
    }
    for (const std::string& warning : package.warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
    for (const driver::Target& target : package.targets) {
      using Kind = driver::Target::Kind;
      const bool named = std::find(flags.test.begin(), flags.test.end(), target.name) != flags.test.end();
      const bool all = !flags.lib && flags.test.empty();
      if (!all && !(target.kind == Kind::Lib ? flags.lib : target.kind == Kind::Test && named)) continue;
      options.front.crates = target.crates;
      options.file = target.crates.back().root;
      const char* what = target.kind == Kind::Lib ? "unittests " : "";
      std::fprintf(stderr, "     Running %s%s\n", what, options.file.c_str());
      run((target.kind == Kind::Lib ? "lib " : target.kind == Kind::Bin ? "bin " : "test ") + target.name);
    }
  }
  if (!flags.output.empty()) {
    std::ofstream out(flags.output, std::ios::binary);
    out << results.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    if (!out) {
      std::fprintf(stderr, "assay: cannot write `%s`\n", flags.output.c_str());
      return 2;
    }
  }
  return code;
}

}  // namespace assay::cli
