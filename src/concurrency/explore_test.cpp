// Exploration against the axioms: the same graphs, none twice, none missed; and strengthening an order adds none.
#include <gtest/gtest.h>

#include <random>

#include "concurrency/axioms_for_test.h"
#include "concurrency/graph_concurrency.h"

namespace assay::concurrency::tiny {

namespace {

/// Runs a tiny program as the machine would: thread 0 makes the others and waits for them.
class Runner {
 public:
  Runner(const Program& program, ModelKind model) : program_(program) { options_.model = model; }

  /// Every complete graph as a text, as often as it was visited.
  std::multiset<std::string> explore() {
    std::multiset<std::string> out;
    std::vector<std::unique_ptr<Frame>> frames;
    frames.push_back(std::make_unique<Frame>());
    do {
      if (run(*frames.back())) out.insert(describe(frames.back()->graph));
    } while (next_work(frames, options_.model));
    return out;
  }

 private:
  struct Location : AtomicAccess {
    Location(std::array<Atom, kLocations>& memory, uint32_t which)
        : AtomicAccess({nullptr, which, {}}, 1), memory_(memory) {}
    Outcome<Atom> load() const override { return memory_[place.offset]; }
    void store(const Atom& value) const override { memory_[place.offset] = value; }
    std::array<Atom, kLocations>& memory_;
  };
  struct Thread {
    size_t pc = 0;
    uint64_t last = 99;
    ThreadState state = ThreadState::Ready;
  };

  Outcome<Step> step(GraphConcurrency& conc, Thread& t, const Statement& s) {
    const Location at(memory_, s.location);
    auto next = [&](const Atom&) { return Atom{s.value, {}}; };
    switch (s.kind) {
      case Statement::Kind::Fence:
        return conc.fence(s.order);
      case Statement::Kind::Store:
        return conc.store(at, s.order, Atom{s.value, {}});
      case Statement::Kind::Load: {
        Atom value;
        ASSAY_TRY_LET(const Step done, conc.load(at, s.order, value));
        if (done == Step::Done) t.last = value.bits;
        return done;
      }
      case Statement::Kind::Swap:
      case Statement::Kind::Cas: {
        const bool cas = s.kind == Statement::Kind::Cas;
        const Update how{
            .success = s.order, .failure = s.failure, .compare = cas, .expected = {s.expected, {}}, .next = next};
        Updated result;
        ASSAY_TRY_LET(const Step done, conc.update(at, how, result));
        if (done == Step::Done) t.last = result.old.bits;
        return done;
      }
      case Statement::Kind::If:
        if (t.last != s.expected) t.pc = SIZE_MAX - 1;
        return Step::Done;
    }
    return Step::Done;
  }

  /// True: the execution is complete.
  bool run(Frame& frame) {
    memory_ = {};
    GraphConcurrency conc(frame, names_, options_);
    std::vector<Thread> threads(program_.size() + 1);
    for (size_t i = 0; i < program_.size(); i++) {
      const uint32_t id = conc.new_thread(static_cast<uint32_t>(i + 1));
      EXPECT_EQ(id, i + 1);
      conc.spawned(id);
    }
    threads[0].state = ThreadState::Blocked;
    for (;;) {
      std::vector<ThreadState> states;
      for (const Thread& t : threads) states.push_back(t.state);
      const auto next = conc.pick(states);
      if (!next) break;
      conc.switch_to(*next);
      Thread& t = threads[*next];
      t.state = ThreadState::Ready;
      while (t.pc < program_[*next - 1].size()) {
        const auto done = step(conc, t, program_[*next - 1][t.pc]);
        if (!done) {
          EXPECT_EQ(done.error().info().kind, StopKind::Cut) << done.error().info().message;
          return false;
        }
        if (*done == Step::Wait) {
          t.state = ThreadState::Waiting;
          break;
        }
        t.pc++;
      }
      if (t.state == ThreadState::Waiting) continue;
      conc.returned();
      conc.ended();
      t.state = ThreadState::Ended;
    }
    return true;
  }

  std::string describe(const Graph& g) const {
    std::vector<Ev> events;
    std::vector<int> rf(g.size(), -1);
    std::vector<std::vector<int>> mo(kLocations);
    for (EventId e = 0; e < g.size(); e++) {
      Ev ev;
      ev.thread = g[e].thread - 1;
      const auto& mine = g.threads[g[e].thread];
      ev.index = static_cast<uint32_t>(std::find(mine.begin(), mine.end(), e) - mine.begin());
      ev.read = g[e].kind == EventKind::Read;
      events.push_back(ev);
      if (ev.read && g[e].rf != kInit) rf[e] = static_cast<int>(g[e].rf);
    }
    // Locations are numbered as they are first seen; a location that this graph does not touch has no writes.
    for (const auto& [offset, id] : location_of())
      if (id < g.locations.size())
        for (EventId w : g.locations[id].mo) mo[offset].push_back(static_cast<int>(w));
    return Brute::text(events, rf, mo);
  }
  std::vector<std::pair<size_t, LocationId>> location_of() const {
    std::vector<std::pair<size_t, LocationId>> out;
    for (uint32_t l = 0; l < kLocations; l++)
      out.emplace_back(l, const_cast<EventNames&>(names_).location(AllocId(), l, 1, 0));
    return out;
  }

  const Program& program_;
  GraphOptions options_;
  EventNames names_;
  std::array<Atom, kLocations> memory_{};
};

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}
  Program program() {
    Program p;
    const uint32_t threads = 2 + below(2), most = threads == 2 ? 4 : 3;
    uint32_t left = 7;
    for (uint32_t t = 0; t < threads; t++) {
      std::vector<Statement> body;
      const uint32_t n = std::min(left, 1 + below(most));
      for (uint32_t i = 0; i < n; i++) body.push_back(statement(i != 0 && i + 1 < n));
      left -= n;
      p.push_back(body);
    }
    return p;
  }
  uint32_t below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }

 private:
  Order one_of(std::initializer_list<Order> orders) {
    return orders.begin()[below(static_cast<uint32_t>(orders.size()))];
  }
  Statement statement(bool may_branch) {
    Statement s;
    s.location = below(kLocations);
    s.value = 1 + below(kValues - 1);
    s.expected = below(kValues);
    switch (below(may_branch ? 11 : 10)) {
      case 0:
      case 1:
      case 2:
        s.kind = Statement::Kind::Load;
        s.order = one_of({Order::Relaxed, Order::Acquire, Order::SeqCst});
        break;
      case 3:
      case 4:
      case 5:
        s.kind = Statement::Kind::Store;
        s.order = one_of({Order::Relaxed, Order::Release, Order::SeqCst});
        break;
      case 6:
        s.kind = Statement::Kind::Swap;
        s.order = one_of({Order::Relaxed, Order::Acquire, Order::Release, Order::AcqRel, Order::SeqCst});
        break;
      case 7:
      case 8:
        s.kind = Statement::Kind::Cas;
        s.order = one_of({Order::Relaxed, Order::Acquire, Order::Release, Order::AcqRel, Order::SeqCst});
        s.failure = one_of({Order::Relaxed, Order::Acquire, Order::SeqCst});
        break;
      case 9:
        s.kind = Statement::Kind::Fence;
        s.order = one_of({Order::Acquire, Order::Release, Order::AcqRel, Order::SeqCst});
        break;
      case 10:
        s.kind = Statement::Kind::If;
        break;
    }
    return s;
  }
  std::mt19937 random_;
};

std::string print(const Program& p) {
  static const char* const kKinds[] = {"load", "store", "swap", "cas", "fence", "if"};
  static const char* const kOrders[] = {"rlx", "rel", "acq", "ar", "sc"};
  std::string out;
  for (const auto& body : p) {
    out += "thread:";
    for (const Statement& s : body)
      out += " " + std::string(kKinds[static_cast<size_t>(s.kind)]) + "(x" + std::to_string(s.location) + ", " +
             kOrders[static_cast<size_t>(s.order)] + "/" + kOrders[static_cast<size_t>(s.failure)] + ", " +
             std::to_string(s.expected) + ", " + std::to_string(s.value) + ");";
    out += "\n";
  }
  return out;
}

void compare(uint32_t seed, ModelKind model) {
  Generator generator(seed);
  const Program p = generator.program();
  const std::set<std::string> expected = Brute(p, model).graphs();
  const std::multiset<std::string> visited = Runner(p, model).explore();
  const std::set<std::string> distinct(visited.begin(), visited.end());
  EXPECT_EQ(visited.size(), distinct.size()) << "visited twice, seed " << seed << "\n" << print(p);
  EXPECT_EQ(distinct, expected) << "seed " << seed << "\n" << print(p);
}

TEST(Explore, SameGraphsAsTheAxiomsRc11) {
  for (uint32_t seed = 0; seed < 300 && !testing::Test::HasFailure(); seed++) compare(seed, ModelKind::Rc11);
}
TEST(Explore, SameGraphsAsTheAxiomsSc) {
  for (uint32_t seed = 0; seed < 300 && !testing::Test::HasFailure(); seed++) compare(seed, ModelKind::Sc);
}

Order stronger(Statement::Kind kind, Order o) {
  switch (kind) {
    case Statement::Kind::Load:
      return o == Order::Relaxed ? Order::Acquire : Order::SeqCst;
    case Statement::Kind::Store:
      return o == Order::Relaxed ? Order::Release : Order::SeqCst;
    case Statement::Kind::Swap:
    case Statement::Kind::Cas:
    case Statement::Kind::Fence:
    case Statement::Kind::If:
      break;
  }
  return Order::SeqCst;
}

TEST(Explore, StrongerOrdersAddNothing) {
  for (uint32_t seed = 10'000; seed < 10'800; seed++) {
    Generator generator(seed);
    Program p = generator.program();
    const std::multiset<std::string> weak = Runner(p, ModelKind::Rc11).explore();
    const std::set<std::string> allowed(weak.begin(), weak.end());
    std::vector<Statement>& body = p[generator.below(static_cast<uint32_t>(p.size()))];
    Statement& s = body[generator.below(static_cast<uint32_t>(body.size()))];
    s.order = stronger(s.kind, s.order);
    for (const std::string& graph : Runner(p, ModelKind::Rc11).explore())
      EXPECT_TRUE(allowed.contains(graph)) << "seed " << seed << ": " << graph << "\n" << print(p);
  }
}

}  // namespace

}  // namespace assay::concurrency::tiny
