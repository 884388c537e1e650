#include "driver/tests.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "driver/compilation.h"
#include "driver/run.h"
#include "report/text.h"
#include "syntax/cfg.h"

namespace assay::driver {

namespace {

using Clock = std::chrono::steady_clock;
using State = TestResult::State;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Test {
  DefId def;
  std::string name;
  bool ignored = false;
  std::string ignore_reason;
  bool should_panic = false;
  std::string expected;  // part of the panic's message
};

/// `module::name` and what the attributes of a test function ask for.
Test describe(Compilation& compilation, DefId def) {
  Session& session = compilation.session;
  const hir::DefTable& defs = compilation.hir.defs;
  Test test{.def = def, .name = defs.path(def, session.symbols)};
  if (const size_t colons = test.name.find("::"); colons != std::string::npos) test.name.erase(0, colons + 2);
  if (const ast::Attribute* ignore = defs.attr(def, session.sym("ignore"))) {
    test.ignored = true;
    if (const auto reason = syntax::attribute_value(*ignore)) test.ignore_reason = std::string(session.text(*reason));
  }
  if (const ast::Attribute* panics = defs.attr(def, session.sym("should_panic"))) {
    test.should_panic = true;
    if (const auto value = syntax::attribute_value(*panics)) test.expected = std::string(session.text(*value));
    const TokenSlice arguments = syntax::attribute_arguments(*panics);
    for (size_t i = 0; i + 2 < arguments.size(); ++i)
      if (arguments[i].kind == TokenKind::Ident && session.text(arguments[i].text) == "expected" &&
          arguments[i + 2].kind == TokenKind::Str)
        test.expected = std::string(session.text(arguments[i + 2].text));
  }
  return test;
}

bool wanted(const Test& test, const TestOptions& options) {
  const auto matches = [&](const std::string& filter) {
    return options.exact ? test.name == filter : test.name.find(filter) != std::string::npos;
  };
  if (options.ignored && !test.ignored) return false;
  if (std::any_of(options.skip.begin(), options.skip.end(), matches)) return false;
  return options.filters.empty() || std::any_of(options.filters.begin(), options.filters.end(), matches);
}

/// Whether the verdict is what the test promises.
void judge(const Test& test, const report::Verdict& v, TestResult& out) {
  using report::VerdictKind;
  out.kind = report::verdict_name(v.kind);
  if (v.ub) out.kind += std::string(" ") + kind_name(*v.ub);
  out.reason = v.message;
  switch (v.kind) {
    case VerdictKind::Ok:
      out.state = test.should_panic ? State::Failed : State::Ok;
      if (test.should_panic) out.reason = "test did not panic as expected";
      return;
    case VerdictKind::Panic:
      out.state = State::Failed;
      if (!test.should_panic) return;
      if (test.expected.empty() || v.message.find(test.expected) != std::string::npos)
        out.state = State::Ok;
      else
        out.reason = fmt::format("panic did not contain expected string: \"{}\" in \"{}\"", test.expected, v.message);
      return;
    case VerdictKind::Exit:
    case VerdictKind::Ub:
    case VerdictKind::Abort:
    case VerdictKind::Deadlock:
    case VerdictKind::Leak:
    case VerdictKind::CompileError:
      out.state = State::Failed;
      return;
    case VerdictKind::Unsupported:
      out.state = State::Unsupported;
      out.reason = v.feature;
      return;
    case VerdictKind::Limit:
      out.state = State::Incomplete;
      out.reason = v.feature;
      return;
  }
}

/// One line to the parent.
void send(int fd, const nlohmann::json& line) {
  const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = write(fd, text.data() + done, text.size() - done);
    if (n <= 0) _exit(3);
    done += static_cast<size_t>(n);
  }
}

/// A worker: runs `list` in order. Ends early after a test that found something wrong with the source, because what
/// is known to be wrong stays known.
[[noreturn]] void work(Compilation& compilation, const Options& options, const std::vector<Test>& tests,
                       const std::vector<size_t>& list, const TestOptions& how, int fd) {
  for (const size_t index : list) {
    send(fd, {{"start", index}});
    const Clock::time_point start = Clock::now();
    const size_t known = compilation.session.diags.count();
    const report::Verdict v = run_function(compilation, options, tests[index].def);
    TestResult r;
    judge(tests[index], v, r);
    std::string place;
    if (!v.span.empty()) {
      const SourceMap& sources = compilation.session.sources;
      if (const SourceFile* file = sources.file_at(v.span.lo))
        place = fmt::format("{}:{}", file->path, sources.line_column(v.span.lo).line);
    }
    send(fd, {{"done", index},
              {"state", static_cast<int>(r.state)},
              {"reason", r.reason},
              {"kind", r.kind},
              {"place", place},
              {"text", r.state == State::Ok ? "" : report::render(v, compilation.session.sources, {how.color})},
              {"out", v.stdout_text + v.stderr_text},
              {"seconds", since(start)}});
    if (compilation.session.diags.count() != known) break;
  }
  _exit(0);
}

struct Worker {
  pid_t pid = -1;
  int fd = -1;
  std::vector<size_t> left;
  std::string buffer;
  bool running = false;  // a test has started and not ended
  Clock::time_point started;
};

class Pool {
 public:
  Pool(Compilation& compilation, const Options& options, const std::vector<Test>& tests, const TestOptions& how,
       std::vector<TestResult>& results)
      : compilation_(compilation), options_(options), tests_(tests), how_(how), results_(results) {}

  template <class Done>
  void run(const std::vector<size_t>& list, uint32_t jobs, Done done) {
    std::vector<Worker> workers(std::max<size_t>(1, std::min<size_t>(jobs, list.size())));
    for (size_t i = 0; i < list.size(); ++i) workers[i % workers.size()].left.push_back(list[i]);
    for (Worker& w : workers) start(w);
    while (true) {
      std::vector<pollfd> fds;
      std::vector<Worker*> owners;
      for (Worker& w : workers)
        if (w.fd >= 0) fds.push_back({w.fd, POLLIN, 0}), owners.push_back(&w);
      if (fds.empty()) return;
      poll(fds.data(), fds.size(), 200);
      for (size_t i = 0; i < fds.size(); ++i) {
        Worker& w = *owners[i];
        if (fds[i].revents) read_from(w, done);
        if (w.fd >= 0 && w.running && since(w.started) > how_.time_limit)
          give_up(w, "time", fmt::format("no verdict within {} s", how_.time_limit), done);
      }
    }
  }

 private:
  void start(Worker& w) {
    w.fd = -1;
    w.running = false;
    w.buffer.clear();
    if (w.left.empty()) return;
    int ends[2];
    if (pipe(ends) != 0) return;
    std::fflush(nullptr);
    w.pid = fork();
    if (w.pid == 0) {
      close(ends[0]);
      work(compilation_, options_, tests_, w.left, how_, ends[1]);
    }
    close(ends[1]);
    w.fd = ends[0];
  }
  template <class Done>
  void give_up(Worker& w, const char* feature, std::string reason, Done done) {
    kill(w.pid, SIGKILL);
    waitpid(w.pid, nullptr, 0);
    close(w.fd);
    if (!w.left.empty()) {
      TestResult& r = results_[w.left.front()];
      r.state = State::Incomplete;
      r.kind = "limit";
      r.reason = feature;
      r.text = std::move(reason) + "\n";
      r.seconds = w.running ? since(w.started) : 0;
      done(w.left.front());
      w.left.erase(w.left.begin());
    }
    start(w);
  }
  template <class Done>
  void read_from(Worker& w, Done done) {
    char chunk[65536];
    const ssize_t n = read(w.fd, chunk, sizeof chunk);
    if (n <= 0) {
      int status = 0;
      if (w.running) return give_up(w, "crash", "the tool itself ended: this is a defect of it", done);
      waitpid(w.pid, &status, 0);
      close(w.fd);
      // Without a test in progress it ended by itself, and the rest wants a fresh one.
      return start(w);
    }
    w.buffer.append(chunk, static_cast<size_t>(n));
    for (size_t end = w.buffer.find('\n'); end != std::string::npos; end = w.buffer.find('\n')) {
      const nlohmann::json line =
          nlohmann::json::parse(w.buffer.begin(), w.buffer.begin() + static_cast<std::ptrdiff_t>(end));
      w.buffer.erase(0, end + 1);
      if (line.contains("start")) {
        w.running = true;
        w.started = Clock::now();
        continue;
      }
      const size_t index = line["done"];
      TestResult& r = results_[index];
      r.state = static_cast<State>(line["state"].get<int>());
      r.reason = line["reason"];
      r.kind = line["kind"];
      r.place = line["place"];
      r.text = line["text"];
      r.output = line["out"];
      r.seconds = line["seconds"];
      w.running = false;
      w.left.erase(w.left.begin());
      done(index);
    }
  }

  Compilation& compilation_;
  const Options& options_;
  const std::vector<Test>& tests_;
  const TestOptions& how_;
  std::vector<TestResult>& results_;
};

void print_state(const Test& test, const TestResult& r) {
  std::string state;
  switch (r.state) {
    case State::Ok:
      state = "ok";
      break;
    case State::Failed:
      state = "FAILED";
      break;
    case State::Ignored:
      state = r.reason.empty() ? "ignored" : "ignored, " + r.reason;
      break;
    case State::Unsupported:
      state = "unsupported (" + r.reason + ")";
      break;
    case State::Incomplete:
      state = "incomplete (" + r.reason + ")";
      break;
  }
  std::printf("test %s%s ... %s\n", test.name.c_str(), test.should_panic ? " - should panic" : "", state.c_str());
}

void print_summary(const std::vector<Test>& tests, const TestSummary& summary) {
  bool any = false;
  for (size_t i = 0; i < tests.size(); ++i) {
    const TestResult& r = summary.results[i];
    if (r.state == State::Ok || r.state == State::Ignored) continue;
    if (!any) std::printf("\nfailures:\n");
    any = true;
    std::printf("\n---- %s ----\n", tests[i].name.c_str());
    std::fputs(r.output.c_str(), stdout);
    if (r.state == State::Failed && (r.kind != "panic" || tests[i].should_panic)) std::printf("%s\n", r.reason.c_str());
    std::fputs(r.text.c_str(), stdout);
  }
  if (any) {
    std::printf("\n\nfailures:\n");
    for (size_t i = 0; i < tests.size(); ++i)
      if (summary.results[i].state == State::Failed) std::printf("    %s\n", tests[i].name.c_str());
  }
  const uint32_t failed = summary.count(State::Failed), open = summary.count(State::Unsupported),
                 incomplete = summary.count(State::Incomplete);
  std::printf("\ntest result: %s. %u passed; %u failed; %u ignored; 0 measured; %u filtered out; finished in %.2fs\n",
              failed ? "FAILED" : "ok", summary.count(State::Ok), failed, summary.count(State::Ignored),
              summary.filtered, summary.seconds);
  if (open || incomplete) std::printf("no verdict: %u unsupported; %u incomplete\n", open, incomplete);
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

uint32_t TestSummary::count(State state) const {
  return static_cast<uint32_t>(
      std::count_if(results.begin(), results.end(), [&](const TestResult& r) { return r.state == state; }));
}

int TestSummary::exit_code() const {
  if (!loaded) return report::exit_code_of(front.kind);
  if (count(State::Failed)) return 101;
  if (count(State::Unsupported)) return 3;
  return count(State::Incomplete) ? 4 : 0;
}

TestSummary run_tests(Session& session, FileProvider& files, const Options& options, const TestOptions& how) {
  TestSummary summary;
  const Clock::time_point start = Clock::now();
  session.options = options.front;
  session.options.test = true;
  Compilation compilation(session, files, options);
  if (!compilation.load()) {
    summary.loaded = false;
    summary.front = front_verdict(session);
    return summary;
  }
  summary.loading = since(start);
  const hir::DefTable& defs = compilation.hir.defs;
  for (uint32_t i = 0; i < defs.size(); ++i) {
    const hir::Def& def = defs[DefId(i)];
    if (def.crate == compilation.hir.user_crate() && def.item && def.kind != hir::DefKind::Variant &&
        def.kind != hir::DefKind::Ctor)
      summary.items++;
  }
  std::vector<Test> tests;
  for (const DefId def : compilation.hir.tests()) {
    Test test = describe(compilation, def);
    if (wanted(test, how))
      tests.push_back(std::move(test));
    else
      summary.filtered++;
  }
  std::sort(tests.begin(), tests.end(), [](const Test& a, const Test& b) { return a.name < b.name; });
  if (how.list) {
    for (const Test& test : tests) std::printf("%s: test\n", test.name.c_str());
    std::printf("\n%zu test%s, 0 benchmarks\n", tests.size(), tests.size() == 1 ? "" : "s");
    return summary;
  }
  if (!how.quiet) std::printf("\nrunning %zu test%s\n", tests.size(), tests.size() == 1 ? "" : "s");
  summary.results.resize(tests.size());
  std::vector<size_t> list;
  for (size_t i = 0; i < tests.size(); ++i) {
    summary.results[i].name = tests[i].name;
    if (tests[i].ignored && !how.ignored && !how.include_ignored) {
      summary.results[i].state = State::Ignored;
      summary.results[i].reason = tests[i].ignore_reason;
      if (!how.quiet) print_state(tests[i], summary.results[i]);
    } else {
      list.push_back(i);
    }
  }
  const Clock::time_point running = Clock::now();
  const uint32_t jobs = how.jobs ? how.jobs : std::max(1u, std::thread::hardware_concurrency());
  Pool(compilation, options, tests, how, summary.results).run(list, jobs, [&](size_t index) {
    if (how.quiet) return;
    if (how.nocapture) std::fputs(summary.results[index].output.c_str(), stdout);
    print_state(tests[index], summary.results[index]);
    std::fflush(stdout);
  });
  summary.seconds = since(running);
  if (!how.quiet) print_summary(tests, summary);
  return summary;
}

}  // namespace assay::driver
