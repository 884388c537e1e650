// Test only: all consistent executions of a tiny program, straight from the axioms. Every way to read values, every rf,
// every mo is a candidate; relations are matrices, and the axioms are written as in concurrency.md 2. Slow, and shares
// nothing with what it checks.
#pragma once
#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "concurrency/concurrency.h"
#include "concurrency/consistency.h"

namespace assay::concurrency::tiny {

struct Statement {
  enum class Kind : uint8_t { Load, Store, Swap, Cas, Fence, If } kind = Kind::Load;
  uint32_t location = 0;
  Order order = Order::Relaxed, failure = Order::Relaxed;
  uint64_t value = 0, expected = 0;  // If: the rest runs only if the last value read is `expected`
};
using Program = std::vector<std::vector<Statement>>;
inline constexpr uint32_t kLocations = 2;
inline constexpr uint64_t kValues = 3;  // 0, 1, 2

struct Ev {
  uint32_t thread = 0, index = 0, location = 0;
  bool read = false, write = false, fence = false, rmw = false;
  Order order = Order::Relaxed;
  uint64_t value = 0;  // read or written
};

/// A relation over at most 32 events.
struct Rel {
  std::array<uint32_t, 32> row{};
  bool has(size_t a, size_t b) const { return row[a] >> b & 1; }
  void add(size_t a, size_t b) { row[a] |= 1u << b; }
};
inline Rel operator|(Rel a, const Rel& b) {
  for (size_t i = 0; i < 32; i++) a.row[i] |= b.row[i];
  return a;
}
inline Rel operator*(const Rel& a, const Rel& b) {  // composition
  Rel out;
  for (size_t i = 0; i < 32; i++)
    for (size_t j = 0; j < 32; j++)
      if (a.has(i, j)) out.row[i] |= b.row[j];
  return out;
}
inline Rel plus(Rel r) {
  for (size_t k = 0; k < 32; k++)
    for (size_t i = 0; i < 32; i++)
      if (r.has(i, k)) r.row[i] |= r.row[k];
  return r;
}
inline bool acyclic(const Rel& r) {
  const Rel p = plus(r);
  for (size_t i = 0; i < 32; i++)
    if (p.has(i, i)) return false;
  return true;
}

class Brute {
 public:
  Brute(const Program& program, ModelKind model) : program_(program), model_(model) {
    for (uint32_t t = 0; t < program.size(); t++) runs_.push_back(runs_of(t));
  }
  /// The consistent graphs, as texts.
  std::set<std::string> graphs() {
    choose_runs(0);
    return std::move(found_);
  }

  static std::string text(const std::vector<Ev>& events, const std::vector<int>& rf,
                          const std::vector<std::vector<int>>& mo) {
    auto name = [&](int e) {
      if (e < 0) return std::string("i");
      const Ev& ev = events[static_cast<size_t>(e)];
      return std::to_string(ev.thread) + "." + std::to_string(ev.index);
    };
    std::vector<std::string> parts;
    for (size_t e = 0; e < events.size(); e++)
      if (events[e].read) parts.push_back(name(static_cast<int>(e)) + "<" + name(rf[e]));
    std::sort(parts.begin(), parts.end());
    std::string out = std::accumulate(parts.begin(), parts.end(), std::string(),
                                      [](const std::string& a, const std::string& b) { return a + b + " "; });
    for (const auto& order : mo) {
      out += "|";
      for (int w : order) out += " " + name(w);
    }
    return out;
  }

 private:
  using Run = std::vector<Ev>;

  std::vector<Run> runs_of(uint32_t thread) const {
    std::vector<Run> out;
    std::function<void(size_t, Run, uint64_t)> go = [&](size_t at, Run run, uint64_t last) {
      if (at == program_[thread].size()) return out.push_back(std::move(run));
      const Statement& s = program_[thread][at];
      Ev ev;
      ev.thread = thread;
      ev.index = static_cast<uint32_t>(run.size());
      ev.location = s.location;
      ev.order = model_ == ModelKind::Sc ? Order::SeqCst : s.order;
      switch (s.kind) {
        case Statement::Kind::If:
          if (last == s.expected) return go(at + 1, std::move(run), last);
          return out.push_back(std::move(run));
        case Statement::Kind::Fence:
          ev.fence = true;
          run.push_back(ev);
          return go(at + 1, std::move(run), last);
        case Statement::Kind::Store:
          ev.write = true;
          ev.value = s.value;
          run.push_back(ev);
          return go(at + 1, std::move(run), last);
        case Statement::Kind::Load:
        case Statement::Kind::Swap:
        case Statement::Kind::Cas:
          for (uint64_t v = 0; v < kValues; v++) {
            Run next = run;
            Ev r = ev;
            r.read = true;
            r.value = v;
            const bool stores = s.kind == Statement::Kind::Swap || (s.kind == Statement::Kind::Cas && v == s.expected);
            if (s.kind == Statement::Kind::Cas && !stores && model_ != ModelKind::Sc) r.order = s.failure;
            r.rmw = stores;
            next.push_back(r);
            if (stores) {
              Ev w = r;
              w.read = false;
              w.write = true;
              w.index++;
              w.value = s.value;
              next.push_back(w);
            }
            go(at + 1, std::move(next), v);
          }
      }
    };
    go(0, {}, 99);
    return out;
  }

  void choose_runs(size_t thread) {
    if (thread == runs_.size()) return choose_rf(0);
    for (const Run& run : runs_[thread]) {
      const size_t before = events_.size();
      events_.insert(events_.end(), run.begin(), run.end());
      choose_runs(thread + 1);
      events_.resize(before);
    }
  }
  void choose_rf(size_t e) {
    if (e == 0) rf_.assign(events_.size(), -1);
    if (e == events_.size()) {
      mo_.assign(kLocations, {});
      return choose_mo(0);
    }
    if (!events_[e].read) return choose_rf(e + 1);
    if (events_[e].value == 0) {
      rf_[e] = -1;
      choose_rf(e + 1);
    }
    for (size_t w = 0; w < events_.size(); w++)
      if (events_[w].write && events_[w].location == events_[e].location && events_[w].value == events_[e].value) {
        rf_[e] = static_cast<int>(w);
        choose_rf(e + 1);
      }
    rf_[e] = -1;
  }
  void choose_mo(uint32_t location) {
    if (location == kLocations) {
      if (consistent_candidate()) found_.insert(text(events_, rf_, mo_));
      return;
    }
    std::vector<int> writes;
    for (size_t w = 0; w < events_.size(); w++)
      if (events_[w].write && events_[w].location == location) writes.push_back(static_cast<int>(w));
    do {
      mo_[location] = writes;
      choose_mo(location + 1);
    } while (std::next_permutation(writes.begin(), writes.end()));
  }

  bool consistent_candidate() const {
    const size_t n = events_.size();
    Rel po, rf, mo, rb, rmw, id;
    std::vector<int> rank(n, -1);
    for (const auto& order : mo_)
      for (size_t i = 0; i < order.size(); i++) rank[static_cast<size_t>(order[i])] = static_cast<int>(i);
    auto source_rank = [&](size_t r) { return rf_[r] < 0 ? -1 : rank[static_cast<size_t>(rf_[r])]; };
    for (size_t a = 0; a < n; a++) {
      id.add(a, a);
      for (size_t b = 0; b < n; b++) {
        const Ev &x = events_[a], &y = events_[b];
        if (a == b) continue;
        if (x.thread == y.thread && x.index < y.index) po.add(a, b);
        if (x.rmw && y.rmw && x.read && y.write && x.thread == y.thread && x.index + 1 == y.index) rmw.add(a, b);
        if (y.read && rf_[b] == static_cast<int>(a)) rf.add(a, b);
        if (x.fence || y.fence || x.location != y.location || !y.write) continue;
        if (x.write && rank[a] < rank[b]) mo.add(a, b);
        if (x.read && source_rank(a) < rank[b]) rb.add(a, b);
      }
    }
    // ATOMICITY, NO-THIN-AIR
    for (size_t a = 0; a < n; a++)
      for (size_t b = 0; b < n; b++)
        if (rmw.has(a, b) && rank[b] != source_rank(a) + 1) return false;
    if (!acyclic(po | rf)) return false;
    if (model_ == ModelKind::Sc) return acyclic(po | rf | mo | rb);
    auto only = [&](auto f) {
      Rel r;
      for (size_t i = 0; i < n; i++)
        if (f(events_[i])) r.add(i, i);
      return r;
    };
    auto rel = [](Order o) { return o == Order::Release || o == Order::AcqRel || o == Order::SeqCst; };
    auto acq = [](Order o) { return o == Order::Acquire || o == Order::AcqRel || o == Order::SeqCst; };
    const Rel w = only([](const Ev&e) { return e.write; }), r = only([](const Ev&e) { return e.read; });
    const Rel w_rel = only([&](const Ev& e) { return e.write && rel(e.order); });
    const Rel r_acq = only([&](const Ev& e) { return e.read && acq(e.order); });
    const Rel f_rel = only([&](const Ev& e) { return e.fence && rel(e.order); });
    const Rel f_acq = only([&](const Ev& e) { return e.fence && acq(e.order); });
    const Rel f_sc = only([](const Ev& e) { return e.fence && e.order == Order::SeqCst; });
    const Rel sc = only([](const Ev& e) { return e.order == Order::SeqCst; });
    const Rel rs = w * (id | plus(rf * rmw));
    const Rel sw = (w_rel | f_rel * po * w) * rs * rf * (r_acq | r * po * f_acq);
    const Rel hb = plus(po | sw), eco = plus(rf | mo | rb);
    for (size_t i = 0; i < n; i++)
      if (hb.has(i, i) || (hb * eco).has(i, i)) return false;
    Rel po_other, hb_loc;
    for (size_t a = 0; a < n; a++)
      for (size_t b = 0; b < n; b++) {
        const bool same = !events_[a].fence && !events_[b].fence && events_[a].location == events_[b].location;
        if (po.has(a, b) && !same) po_other.add(a, b);
        if (hb.has(a, b) && same) hb_loc.add(a, b);
      }
    const Rel scb = po | po_other * hb * po_other | hb_loc | mo | rb;
    const Rel psc_base = (sc | f_sc * (id | hb)) * scb * (sc | (id | hb) * f_sc);
    const Rel psc_f = f_sc * (hb | hb * eco * hb) * f_sc;
    return acyclic(psc_base | psc_f);
  }

  const Program& program_;
  ModelKind model_;
  std::vector<std::vector<Run>> runs_;
  std::vector<Ev> events_;
  std::vector<int> rf_;
  std::vector<std::vector<int>> mo_;
  std::set<std::string> found_;
};

}  // namespace assay::concurrency::tiny
