// The decision between candidates. The first test of the first candidate is made; the candidates that the result
// decides go to the branch they need, in order, up to the first one it says nothing about: that one and all after it
// are tried when the branches have failed.
#include <algorithm>

#include "base/symbols.h"
#include "lower/builder.h"
#include "lower/discriminants.h"

namespace assay::lower {

struct Builder::Test {
  enum class Kind : uint8_t { Variant, Integer, Equal, Range, Length } kind = Kind::Equal;
  Place place;
  const Pat* pat = nullptr;
  uint64_t length = 0;     // Length
  bool at_least = false;   // Length: >=, otherwise ==
  bool closed = false;     // Integer: a range has been seen, no more values may be added
  std::vector<u128> keys;  // Integer: values with a branch
};

namespace {
// Branches of two-way tests; the branch of a switch is the variant or value. kElse is "none of these".
constexpr u128 kSuccess = 1, kFailure = 0;
constexpr u128 kElse = ~u128{0};
}  // namespace

Builder::Test Builder::pick_test(const MatchPair& pair) {
  Test test;
  test.place = pair.place;
  test.pat = pair.pat;
  const Pat* pat = pair.pat;
  if (pat->kind == Pat::Kind::Variant) {
    test.kind = Test::Kind::Variant;
  } else if (pat->kind == Pat::Kind::Range) {
    test.kind = Test::Kind::Range;
  } else if (pat->kind == Pat::Kind::Slice) {
    test.kind = Test::Kind::Length;
    test.length = pat->prefix.size() + pat->suffix.size();
    test.at_least = pat->slice != nullptr;
  } else if (pat->constant.kind == ConstValue::Kind::Scalar) {
    const TyKind kind = tcx_[pat->ty].kind;
    const bool switchable = kind == TyKind::Bool || kind == TyKind::Char || is_integral(pat->ty);
    // All-ones of 128 bits is our own mark.
    test.kind = switchable && pat->constant.bits != kElse ? Test::Kind::Integer : Test::Kind::Equal;
  }
  return test;
}

u128 Builder::order_key(const ConstValue& value) const {
  return is_signed(value.ty) ? (value.bits ^ int_min(value.ty)) & mask(value.ty) : value.bits;
}

bool Builder::range_contains(const Pat* range, const ConstValue& value) const {
  const u128 key = order_key(value);
  if (range->lo && key < order_key(*range->lo)) return false;
  if (!range->hi) return true;
  const u128 hi = order_key(*range->hi);
  return range->hi_inclusive ? key <= hi : key < hi;
}

bool Builder::ranges_disjoint(const Pat* a, const Pat* b) const {
  const auto ends_before = [&](const Pat* first, const Pat* second) {
    if (!first->hi || !second->lo) return false;
    const u128 hi = order_key(*first->hi), lo = order_key(*second->lo);
    return first->hi_inclusive ? hi < lo : hi <= lo;
  };
  return ends_before(a, b) || ends_before(b, a);
}

// The only branch in which `candidate` can still match, or nothing if that is not known. A test that the branch has
// answered is taken off the candidate.
std::optional<u128> Builder::sort_candidate(Candidate& candidate, Test& test) {
  const auto found = std::find_if(candidate.pairs.begin(), candidate.pairs.end(),
                                  [&](const MatchPair& pair) { return pair.place == test.place; });
  if (found == candidate.pairs.end()) return std::nullopt;
  const Pat* pat = found->pat;
  const auto answered = [&](u128 branch) {
    candidate.pairs.erase(found);
    return branch;
  };
  const auto is_scalar = [](const std::optional<ConstValue>& value) {
    return !value || value->kind == ConstValue::Kind::Scalar;
  };
  const size_t at = static_cast<size_t>(found - candidate.pairs.begin());
  const bool comparable = pat->kind != Pat::Kind::Range ||
                          (is_scalar(pat->lo) && is_scalar(pat->hi) && tcx_[pat->ty].kind != TyKind::Float);
  switch (test.kind) {
    case Test::Kind::Variant:
      if (pat->kind == Pat::Kind::Variant) return answered(pat->variant);
      return std::nullopt;
    case Test::Kind::Integer:
      if (pat->kind == Pat::Kind::Constant) return sort_constant(candidate, at, test);
      if (pat->kind != Pat::Kind::Range || !comparable) return std::nullopt;
      for (const u128 key : test.keys)
        if (range_contains(pat, mir::scalar(pat->ty, key))) return std::nullopt;
      test.closed = true;
      return kElse;
    case Test::Kind::Equal:
      if (pat == test.pat) return answered(kSuccess);
      if (pat->kind == Pat::Kind::Constant && pat->constant.kind == ConstValue::Kind::Str &&
          test.pat->constant.kind == ConstValue::Kind::Str) {
        if (pat->constant.text == test.pat->constant.text) return answered(kSuccess);
        return kFailure;
      }
      return std::nullopt;
    case Test::Kind::Range: {
      if (pat == test.pat) return answered(kSuccess);
      const bool test_comparable =
          is_scalar(test.pat->lo) && is_scalar(test.pat->hi) && tcx_[pat->ty].kind != TyKind::Float;
      if (!comparable || !test_comparable) return std::nullopt;
      if (pat->kind == Pat::Kind::Range && ranges_disjoint(pat, test.pat)) return kFailure;
      if (pat->kind == Pat::Kind::Constant && pat->constant.kind == ConstValue::Kind::Scalar &&
          !range_contains(test.pat, pat->constant))
        return kFailure;
      return std::nullopt;
    }
    case Test::Kind::Length:
      return sort_length(candidate, at, test);
  }
  return std::nullopt;
}

std::optional<u128> Builder::sort_constant(Candidate& candidate, size_t at, Test& test) {
  const ConstValue& value = candidate.pairs[at].pat->constant;
  if (value.kind != ConstValue::Kind::Scalar || value.bits == kElse) return std::nullopt;
  if (std::find(test.keys.begin(), test.keys.end(), value.bits) == test.keys.end()) {
    if (test.closed) return kElse;
    test.keys.push_back(value.bits);
  }
  const u128 key = value.bits;
  candidate.pairs.erase(candidate.pairs.begin() + static_cast<std::ptrdiff_t>(at));
  return key;
}

std::optional<u128> Builder::sort_length(Candidate& candidate, size_t at, const Test& test) {
  const Pat* pat = candidate.pairs[at].pat;
  if (pat->kind != Pat::Kind::Slice) return std::nullopt;
  const uint64_t length = pat->prefix.size() + pat->suffix.size();
  const bool at_least = pat->slice != nullptr;
  if (length == test.length && at_least == test.at_least) {
    candidate.pairs.erase(candidate.pairs.begin() + static_cast<std::ptrdiff_t>(at));
    return kSuccess;
  }
  if (test.at_least) {
    if (at_least) return length > test.length ? std::optional(kSuccess) : std::nullopt;
    return length >= test.length ? kSuccess : kFailure;
  }
  if (!at_least) return kFailure;  // another exact length
  if (length > test.length) return kFailure;
  return std::nullopt;
}

BlockId Builder::match_candidates(std::span<Candidate*> list, BlockId start, Span span) {
  if (list.empty()) return start;
  Candidate& first = *list[0];
  if (first.pairs.empty()) {
    first.start = start;
    const BlockId otherwise = new_block();
    if (!first.has_guard) return otherwise;  // the rest is never reached
    first.otherwise = otherwise;
    return match_candidates(list.subspan(1), otherwise, span);
  }
  Test test = pick_test(first.pairs[0]);
  std::vector<std::pair<u128, std::vector<Candidate*>>> branches;
  size_t sorted = 0;
  for (; sorted < list.size(); ++sorted) {
    const std::optional<u128> key = sort_candidate(*list[sorted], test);
    if (!key) break;
    auto branch = std::find_if(branches.begin(), branches.end(), [&](const auto& b) { return b.first == *key; });
    if (branch == branches.end()) branch = branches.insert(branches.end(), {*key, {}});
    branch->second.push_back(list[sorted]);
  }
  ASSAY_CHECK(sorted > 0, "a test does not decide the candidate it was made for");
  const BlockId remainder = new_block();
  std::vector<std::pair<u128, BlockId>> starts;
  for (const auto& branch : branches) starts.emplace_back(branch.first, new_block());
  const auto target = [&](u128 key) {
    for (const auto& [k, block] : starts)
      if (k == key) return block;
    return BlockId();
  };
  const bool two_way = test.kind != Test::Kind::Variant && test.kind != Test::Kind::Integer;
  const BlockId other = target(two_way ? kFailure : kElse);
  perform_test(test, start, target, other ? other : remainder, span);
  for (size_t i = 0; i < branches.size(); ++i) {
    const BlockId failed = match_candidates(branches[i].second, starts[i].second, span);
    go(failed, remainder, span);
  }
  return match_candidates(list.subspan(sorted), remainder, span);
}

void Builder::perform_test(const Test& test, BlockId from, const std::function<BlockId(u128)>& target,
                           BlockId otherwise, Span span) {
  const BlockId saved = cur_;
  cur_ = from;
  const BlockId success = target(kSuccess) ? target(kSuccess) : otherwise;
  switch (test.kind) {
    case Test::Kind::Variant: {
      const TyId enum_ty = test.pat->ty;
      const TyId ty = discriminant_ty(enum_ty);
      Rvalue rvalue;
      rvalue.kind = Rvalue::Kind::Discriminant;
      rvalue.place = test.place;
      const Place tag = mir::local_place(new_local(ty, span));
      assign(tag, std::move(rvalue), span);
      Terminator& terminator = terminate(cur_, Terminator::Kind::SwitchInt, span);
      terminator.operand = mir::move(tag, span);
      terminator.switch_ty = ty;
      const uint32_t count = static_cast<uint32_t>(items_.adt(test.pat->def).variants.size());
      for (uint32_t v = 0; v < count; ++v) {
        const BlockId block = target(v);
        if (!block) continue;
        const std::optional<u128> value = discriminant_value(items_.adt(test.pat->def), v, solver_);
        if (!value) {
          give_up(span, "const:discriminant");
          continue;
        }
        terminator.values.push_back(*value);
        terminator.targets.push_back(block);
      }
      const bool all = terminator.values.size() == count;
      const BlockId rest = all ? new_block() : otherwise;  // new: unreachable
      out_->blocks[cur_].terminator.targets.push_back(rest);
      break;
    }
    case Test::Kind::Integer: {
      Terminator& terminator = terminate(cur_, Terminator::Kind::SwitchInt, span);
      terminator.operand = mir::copy(test.place, span);
      terminator.switch_ty = test.pat->ty;
      for (const u128 key : test.keys) {
        terminator.values.push_back(key);
        terminator.targets.push_back(target(key));
      }
      terminator.targets.push_back(otherwise);
      break;
    }
    case Test::Kind::Equal:
      test_equality(test, success, otherwise, span);
      break;
    case Test::Kind::Range: {
      const auto step = [&](mir::BinOp op, Operand lhs, Operand rhs) {
        const LocalId holds = compare(op, std::move(lhs), std::move(rhs), span);
        const BlockId next = new_block();
        switch_bool(cur_, mir::move(mir::local_place(holds), span), next, otherwise, span);
        cur_ = next;
      };
      const Operand value = mir::copy(test.place, span);
      if (test.pat->lo) step(mir::BinOp::Le, mir::constant(*test.pat->lo, span), value);
      if (test.pat->hi)
        step(test.pat->hi_inclusive ? mir::BinOp::Le : mir::BinOp::Lt, value, mir::constant(*test.pat->hi, span));
      go(cur_, success, span);
      break;
    }
    case Test::Kind::Length: {
      const Operand actual = length_of(test.place, span);
      const Operand wanted = mir::constant(mir::scalar(tcx_.usize, test.length), span);
      const LocalId holds = compare(test.at_least ? mir::BinOp::Ge : mir::BinOp::Eq, actual, wanted, span);
      switch_bool(cur_, mir::move(mir::local_place(holds), span), success, otherwise, span);
      break;
    }
  }
  cur_ = saved;
}

// Primitives compare with an instruction, everything else through PartialEq::eq on references.
void Builder::test_equality(const Test& test, BlockId if_equal, BlockId otherwise, Span span) {
  const TyId ty = place_ty(test.place);
  const TyData data = tcx_[ty];
  const Operand expected = mir::constant(test.pat->constant, span);
  const bool primitive = data.kind == TyKind::Bool || data.kind == TyKind::Char || data.kind == TyKind::Int ||
                         data.kind == TyKind::Uint || data.kind == TyKind::Float || data.kind == TyKind::RawPtr ||
                         data.kind == TyKind::FnPtr;
  if (primitive) {
    const LocalId equal = compare(mir::BinOp::Eq, mir::copy(test.place, span), expected, span);
    return switch_bool(cur_, mir::move(mir::local_place(equal), span), if_equal, otherwise, span);
  }
  // `&place` or the place itself where it is a reference already, against the constant likewise.
  const bool is_ref = data.kind == TyKind::Ref;
  const TyId compared = is_ref ? data.inner : ty;
  const auto reference_to = [&](Place place) {
    Rvalue rvalue;
    rvalue.kind = Rvalue::Kind::Ref;
    rvalue.place = std::move(place);
    rvalue.ty = tcx_.ref(compared, false);
    const Place temp = mir::local_place(new_local(rvalue.ty, span));
    assign(temp, std::move(rvalue), span);
    return mir::move(temp, span);
  };
  const Operand lhs = is_ref ? mir::copy(test.place, span) : reference_to(test.place);
  Operand rhs = expected;
  if (tcx_[expected.constant.ty].kind != TyKind::Ref) {
    const Place temp = mir::local_place(new_local(expected.constant.ty, span));
    assign_operand(temp, expected, span);
    rhs = reference_to(temp);
  }
  const std::vector<TyId> args = {compared, compared};
  const TyId callee = trait_method("eq", session_.sym("eq"), args);
  if (!callee) {
    give_up(span, "pattern:constant");
    return go(cur_, otherwise, span);
  }
  const Place result = mir::local_place(new_local(tcx_.bool_, span));
  call(mir::constant(mir::zero_sized(callee), span), {lhs, rhs}, result, tcx_.bool_, span, false);
  switch_bool(cur_, mir::move(result, span), if_equal, otherwise, span);
}

}  // namespace assay::lower
