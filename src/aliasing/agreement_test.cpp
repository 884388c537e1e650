// The models against their naive transcriptions: all small programs of one allocation of 2 bytes and at most 3
// pointers. By default all programs of up to 4 steps and a part of those of 5 (and a sample of longer ones); by hand
//   ASSAY_AGREEMENT=all build/release/aliasing_test --gtest_filter='Agreement*'
// runs all of 5 steps and ten times the sample.
#include <cstdlib>

#include "aliasing/naive_for_test.h"
#include "aliasing/world_for_test.h"

namespace assay::aliasing {
namespace {

using memory::Pointer;
using memory::PtrKind;
using memory::RetagMode;
using naive::kBytes;
using naive::Kind;

constexpr size_t kMaxPointers = 3, kMaxPointersSampled = 6;

enum class Op : uint8_t { Read, Write, Make, Call, Return };  // Make: a reborrow or a raw cast
struct Step {
  Op op;
  uint8_t pointer, lo, hi;
  Kind kind = Kind::Mut;
};

RetagSpec spec_of(Kind kind, bool entry) {
  RetagSpec spec;
  spec.mode = entry ? RetagMode::FnEntry : RetagMode::Default;
  switch (kind) {
    case Kind::TwoPhase:
      spec.mode = RetagMode::TwoPhase;
      [[fallthrough]];
    case Kind::Mut:
    case Kind::MutCell:
      spec.ptr = PtrKind::MutRef;
      break;
    case Kind::Shared:
    case Kind::SharedCell:
      spec.ptr = PtrKind::Ref;
      break;
    case Kind::Box:
      spec.ptr = PtrKind::Box;
      break;
    case Kind::RawMut:
      spec.ptr = PtrKind::RawMut;
      spec.mode = RetagMode::Raw;
      break;
    case Kind::RawConst:
      spec.ptr = PtrKind::RawConst;
      spec.mode = RetagMode::Raw;
      break;
  }
  return spec;
}

/// The specs by kind, entry, and size of the pointee: a spec outlives the retag.
const RetagSpec& cached_spec(Kind kind, bool entry, size_t size) {
  static const std::vector<RetagSpec> specs = [] {
    std::vector<RetagSpec> out;
    for (size_t k = 0; k <= static_cast<size_t>(Kind::RawConst); ++k)
      for (const bool at_entry : {false, true})
        for (size_t bytes = 1; bytes <= kBytes; ++bytes) {
          RetagSpec spec = spec_of(static_cast<Kind>(k), at_entry);
          if (is_cell(static_cast<Kind>(k))) {
            spec.frozen.all_frozen = false;
            spec.frozen.prefix_size = bytes;
            spec.frozen.cells = {{0, bytes}};
          }
          out.push_back(spec);
        }
    return out;
  }();
  return specs[(static_cast<size_t>(kind) * 2 + (entry ? 1 : 0)) * kBytes + size - 1];
}

std::string text(const std::vector<Step>& program) {
  static const char* const kinds[] = {"&mut", "&", "&mut cell", "&cell", "&mut two-phase", "box", "*mut", "*const"};
  std::string out;
  for (const Step& step : program) {
    static const char* const ops[] = {"read", "write", "make", "call", "return"};
    out += ops[static_cast<size_t>(step.op)];
    if (step.op == Op::Make || step.op == Op::Call) out += std::string(" ") + kinds[static_cast<size_t>(step.kind)];
    if (step.op != Op::Return)
      out += " p" + std::to_string(step.pointer) + "[" + std::to_string(step.lo) + ".." + std::to_string(step.hi) + "]";
    out += "; ";
  }
  return out;
}

/// The model of the tool: runs whole programs, each on an allocation of its own.
class Fast {
 public:
  explicit Fast(const char* model) : world_(model) {}
  /// Which step has undefined behaviour; program.size() if none has.
  size_t run(const std::vector<Step>& program) {
    pointers_.assign(1, world_.make(kBytes));
    calls_.clear();
    size_t done = 0;
    while (done < program.size() && step(program[done])) ++done;
    for (size_t i = calls_.size(); i-- > 0;) world_.context.end_call(calls_[i]);
    world_.memory.kill(*world_.memory.live(pointers_[0].prov.alloc), {});
    return done;
  }

 private:
  bool step(const Step& s) {
    if (s.op == Op::Return) {
      const CallId call = calls_.back();
      if (!world_.leave(call)) return false;
      calls_.pop_back();
      return true;
    }
    Pointer p = pointers_[s.pointer];
    p.addr = pointers_[0].addr + s.lo;
    const uint64_t size = static_cast<uint64_t>(s.hi - s.lo);
    if (s.op == Op::Read) return world_.read(p, size).has_value();
    if (s.op == Op::Write) return world_.write(p, size).has_value();
    const bool entry = s.op == Op::Call;
    if (entry) calls_.push_back(world_.enter());
    const auto fresh = world_.reborrow(p, size, cached_spec(s.kind, entry, size), entry ? calls_.back() : CallId());
    if (!fresh) return false;
    pointers_.push_back(*fresh);
    return true;
  }
  World world_;
  std::vector<Pointer> pointers_;
  std::vector<CallId> calls_;
};

/// The naive model after a program prefix.
struct Slow {
  std::unique_ptr<naive::Model> model;
  std::vector<int> tags{0};
  std::vector<int> calls;
  int next_call = 1;

  explicit Slow(std::unique_ptr<naive::Model> m) : model(std::move(m)) {}
  Slow(Slow&&) = default;
  Slow& operator=(Slow&&) = default;
  Slow(const Slow& other)
      : model(other.model->clone()), tags(other.tags), calls(other.calls), next_call(other.next_call) {}
  bool step(const Step& s) {
    switch (s.op) {
      case Op::Read:
      case Op::Write:
        return model->access(tags[s.pointer], s.lo, s.hi, s.op == Op::Write);
      case Op::Return: {
        const int call = calls.back();
        calls.pop_back();
        return model->leave(call);
      }
      case Op::Make:
      case Op::Call: {
        int call = 0;
        if (s.op == Op::Call) calls.push_back(call = next_call++);
        const auto tag = model->retag(tags[s.pointer], s.lo, s.hi, s.kind, call);
        if (tag) tags.push_back(*tag);
        return tag.has_value();
      }
    }
    return false;
  }
};

std::unique_ptr<naive::Model> make_naive(std::string_view model) {
  if (model == "stacked") return std::make_unique<naive::Stacked>();
  return std::make_unique<naive::Tree>();
}

/// All steps possible after `state`. `all_kinds`: also kinds and more pointers that the exhaustive part leaves out.
std::vector<Step> steps_after(const Slow& state, bool all_kinds) {
  std::vector<Step> steps;
  for (uint8_t p = 0; p < state.tags.size(); ++p) {
    for (const Op op : {Op::Read, Op::Write})
      for (const auto& [lo, hi] : {std::pair<uint8_t, uint8_t>{0, 1}, {1, 2}, {0, 2}}) steps.push_back({op, p, lo, hi});
    if (state.tags.size() == (all_kinds ? kMaxPointersSampled : kMaxPointers)) continue;
    for (const auto& [lo, hi] : {std::pair<uint8_t, uint8_t>{0, 1}, {0, 2}}) {
      for (const Kind kind : {Kind::Mut, Kind::Shared, Kind::MutCell, Kind::SharedCell, Kind::RawMut})
        steps.push_back({Op::Make, p, lo, hi, kind});
      if (all_kinds)
        for (const Kind kind : {Kind::TwoPhase, Kind::RawConst, Kind::Box})
          steps.push_back({Op::Make, p, lo, hi, kind});
      for (const Kind kind : {Kind::Mut, Kind::Shared, Kind::Box}) steps.push_back({Op::Call, p, lo, hi, kind});
      if (all_kinds)
        for (const Kind kind : {Kind::MutCell, Kind::SharedCell}) steps.push_back({Op::Call, p, lo, hi, kind});
    }
  }
  if (!state.calls.empty()) steps.push_back({Op::Return, 0, 0, 0});
  return steps;
}

struct Agreement : ::testing::TestWithParam<const char*> {
  Fast fast{GetParam()};
  uint64_t programs = 0, undefined = 0;
  const bool all = std::getenv("ASSAY_AGREEMENT") != nullptr;

  /// The program is the prefix that led to `before`, and one step.
  void compare(const Slow& before, const std::vector<Step>& program) {
    Slow next = before;
    const bool expected = next.step(program.back());
    const size_t done = fast.run(program);
    ++programs;
    if (!expected) ++undefined;
    EXPECT_EQ(done, expected ? program.size() : program.size() - 1) << text(program);
  }
  /// `stride`: of the programs with full length, one in so many.
  void explore(const Slow& state, std::vector<Step>& program, size_t length, uint64_t stride) {
    for (const Step& step : steps_after(state, false)) {
      if (HasFailure()) return;
      if (program.size() + 1 == length && stride > 1 && ++skipped_ % stride != 0) continue;
      program.push_back(step);
      if (program.size() == length) {
        compare(state, program);
      } else {
        Slow next = state;
        if (next.step(step)) explore(next, program, length, stride);
      }
      program.pop_back();
    }
  }
  uint64_t skipped_ = 0;
};

TEST_P(Agreement, OfAllShortPrograms) {
  for (size_t length = 1; length <= 5; ++length) {
    const uint64_t before = programs, undefined_before = undefined;
    std::vector<Step> program;
    const uint64_t stride = length < 5 || all ? 1 : 3;
    explore(Slow(make_naive(GetParam())), program, length, stride);
    std::printf("  %s: %zu steps%s: %llu programs, %llu with undefined behaviour\n", GetParam(), length,
                stride == 1 ? "" : ", one in 3", static_cast<unsigned long long>(programs - before),
                static_cast<unsigned long long>(undefined - undefined_before));
    // A root alone cannot misbehave; of longer programs a good part must, or they test nothing.
    EXPECT_GE(undefined - undefined_before, length < 3 ? 0 : (programs - before) / 50);
  }
}

TEST_P(Agreement, OfSampledLongerPrograms) {
  std::mt19937 random(1);
  const int rounds = all ? 2'000'000 : 200'000;
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    Slow state(make_naive(GetParam()));
    std::vector<Step> program;
    const size_t length = 6 + random() % 10;
    while (program.size() < length) {
      const std::vector<Step> steps = steps_after(state, true);
      program.push_back(steps[random() % steps.size()]);
      Slow next = state;
      if (!next.step(program.back())) {
        if (random() % 8 == 0) break;
        program.pop_back();
        continue;
      }
      state = std::move(next);
    }
    // The whole program once: its first undefined step, or none.
    Slow again(make_naive(GetParam()));
    size_t expected = 0;
    while (expected < program.size() && again.step(program[expected])) ++expected;
    ++programs;
    if (expected < program.size()) ++undefined;
    EXPECT_EQ(fast.run(program), expected) << text(program);
  }
  std::printf("  %s: 6 to 15 steps: %llu programs sampled, %llu with undefined behaviour\n", GetParam(),
              static_cast<unsigned long long>(programs), static_cast<unsigned long long>(undefined));
  EXPECT_GT(undefined, programs / 20);
  EXPECT_LT(undefined, programs - programs / 20);
}

INSTANTIATE_TEST_SUITE_P(Models, Agreement, ::testing::Values("stacked", "tree"));

}  // namespace
}  // namespace assay::aliasing
