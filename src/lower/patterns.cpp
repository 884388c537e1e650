// From a pattern to candidates: what has to be tested, outer tests first, and what is bound where. Or-patterns are
// multiplied out, so each candidate is a conjunction.
#include "lower/builder.h"

namespace assay::lower {

std::vector<std::unique_ptr<Candidate>> Builder::candidates(const Pat* pat, const Place& place, bool has_guard) {
  std::vector<std::unique_ptr<Candidate>> out;
  Candidate base;
  base.has_guard = has_guard;
  flatten(std::move(base), {MatchPair{place, pat}}, out);
  return out;
}

void Builder::flatten(Candidate base, std::deque<MatchPair> todo, std::vector<std::unique_ptr<Candidate>>& out) {
  constexpr size_t kMostCandidates = 4096;
  while (!todo.empty()) {
    const MatchPair pair = std::move(todo.front());
    todo.pop_front();
    const Pat* pat = pair.pat;
    switch (pat->kind) {
      case Pat::Kind::Wild:
      case Pat::Kind::Error:
        break;
      case Pat::Kind::Never:
        base.never = true;
        break;
      case Pat::Kind::Binding:
        if (pat->sub != nullptr) todo.push_front({pair.place, pat->sub});
        base.bindings.push_back({pat, pair.place});
        break;
      case Pat::Kind::Leaf:
        for (auto field = pat->fields.rbegin(); field != pat->fields.rend(); ++field)
          todo.push_front({mir::field(pair.place, field->field, field->pat->ty), field->pat});
        break;
      case Pat::Kind::Variant: {
        if (!is_irrefutable_variant(pat)) base.pairs.push_back(pair);
        const Place variant = mir::downcast(pair.place, pat->variant);
        for (auto field = pat->fields.rbegin(); field != pat->fields.rend(); ++field)
          todo.push_front({mir::field(variant, field->field, field->pat->ty), field->pat});
        break;
      }
      case Pat::Kind::Deref:
      case Pat::Kind::DerefBox:
        todo.push_front({mir::deref(pair.place), pat->sub});
        break;
      case Pat::Kind::Constant:
        if (const Pat* bytes = byte_string_pattern(pat, pair.place)) {
          todo.push_front({pair.place, bytes});
        } else {
          base.pairs.push_back(pair);
        }
        break;
      case Pat::Kind::Range:
        if (!is_full_range(pat)) base.pairs.push_back(pair);
        break;
      case Pat::Kind::Slice: {
        const bool is_array = tcx_[pat->ty].kind == TyKind::Array;
        const bool any_length = pat->slice != nullptr && pat->prefix.empty() && pat->suffix.empty();
        if (!is_array && !any_length) base.pairs.push_back(pair);
        slice_parts(pat, pair.place, todo);
        break;
      }
      case Pat::Kind::Or:
        for (const Pat* alternative : pat->alternatives) {
          if (out.size() > kMostCandidates) return give_up(pat->span, "pattern:too-many-alternatives");
          std::deque<MatchPair> rest = todo;
          rest.push_front({pair.place, alternative});
          flatten(base, std::move(rest), out);
        }
        return;
    }
  }
  out.push_back(std::make_unique<Candidate>(std::move(base)));
}

// Trap: one variant and nothing that may be added: the tag is not read.
bool Builder::is_irrefutable_variant(const Pat* pat) {
  const AdtInfo& adt = items_.adt(pat->def);
  return adt.variants.size() == 1 && !adt.non_exhaustive;
}

void Builder::slice_parts(const Pat* pat, const Place& place, std::deque<MatchPair>& todo) {
  const TyData& data = tcx_[pat->ty];
  uint64_t min_length = pat->prefix.size() + pat->suffix.size();
  bool exact = false;
  if (data.kind == TyKind::Array) {
    const ConstData& length = tcx_[data.length];
    exact = length.kind == ConstData::Kind::Value;
    if (exact) min_length = static_cast<uint64_t>(length.bits);
  }
  std::vector<MatchPair> parts;
  for (size_t i = 0; i < pat->prefix.size(); ++i) {
    mir::ProjectionElem elem{mir::ProjectionElem::Kind::ConstantIndex};
    elem.offset = i;
    elem.min_length = min_length;
    parts.push_back({mir::project(place, elem), pat->prefix[i]});
  }
  if (pat->slice != nullptr) {
    mir::ProjectionElem elem{mir::ProjectionElem::Kind::Subslice};
    elem.offset = pat->prefix.size();
    elem.min_length = exact ? min_length - pat->suffix.size() : pat->suffix.size();
    elem.from_end = !exact;
    parts.push_back({mir::project(place, elem), pat->slice});
  }
  for (size_t i = 0; i < pat->suffix.size(); ++i) {
    const uint64_t from_end = pat->suffix.size() - i;
    mir::ProjectionElem elem{mir::ProjectionElem::Kind::ConstantIndex};
    elem.offset = exact ? min_length - from_end : from_end;
    elem.min_length = min_length;
    elem.from_end = !exact;
    parts.push_back({mir::project(place, elem), pat->suffix[i]});
  }
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) todo.push_front(std::move(*part));
}

// b"abc" as a pattern is `&[b'a', b'b', b'c']`.
const Pat* Builder::byte_string_pattern(const Pat* pat, const Place& place) {
  if (pat->constant.kind != ConstValue::Kind::ByteStr) return nullptr;
  TyId sequence = place_ty(place);
  const bool through_ref = tcx_[sequence].kind == TyKind::Ref;
  if (through_ref) sequence = tcx_[sequence].inner;
  const TyData& data = tcx_[sequence];
  if (data.kind != TyKind::Array && data.kind != TyKind::Slice) return nullptr;
  const auto make = [&](Pat::Kind kind, TyId ty) {
    Pat& made = made_pats_.emplace_back();
    made.kind = kind;
    made.ty = ty;
    made.span = pat->span;
    return &made;
  };
  Pat* slice = make(Pat::Kind::Slice, sequence);
  for (const char c : session_.text(pat->constant.text)) {
    Pat* element = make(Pat::Kind::Constant, tcx_.u8);
    element->constant = mir::scalar(tcx_.u8, static_cast<uint8_t>(c));
    slice->prefix.push_back(element);
  }
  if (!through_ref) return slice;
  Pat* deref = make(Pat::Kind::Deref, place_ty(place));
  deref->sub = slice;
  return deref;
}

bool Builder::is_full_range(const Pat* pat) {
  const TyData& data = tcx_[pat->ty];
  const bool is_char = data.kind == TyKind::Char;
  if (!is_integral(pat->ty) && !is_char) return false;
  const u128 least = is_signed(pat->ty) ? int_min(pat->ty) : 0;
  const u128 most = is_char ? 0x10ffff : is_signed(pat->ty) ? int_min(pat->ty) - 1 : mask(pat->ty);
  const auto is_bits = [](const ConstValue& value, u128 bits) {
    return value.kind == ConstValue::Kind::Scalar && value.bits == bits;
  };
  const bool from_least = !pat->lo || is_bits(*pat->lo, least);
  const bool to_most = !pat->hi || (pat->hi_inclusive && is_bits(*pat->hi, most));
  return from_least && to_most;
}

void Builder::for_each_binding(const Pat* pat, const std::function<void(const Pat*)>& f) {
  const auto each = [&](const std::vector<const Pat*>& list) {
    for (const Pat* part : list) for_each_binding(part, f);
  };
  switch (pat->kind) {
    case Pat::Kind::Binding:
      f(pat);
      if (pat->sub != nullptr) for_each_binding(pat->sub, f);
      return;
    case Pat::Kind::Variant:
    case Pat::Kind::Leaf:
      for (const thir::FieldPat& field : pat->fields) for_each_binding(field.pat, f);
      return;
    case Pat::Kind::Deref:
    case Pat::Kind::DerefBox:
      return for_each_binding(pat->sub, f);
    case Pat::Kind::Slice:
      each(pat->prefix);
      if (pat->slice != nullptr) for_each_binding(pat->slice, f);
      return each(pat->suffix);
    case Pat::Kind::Or:
      // All alternatives bind the same variables.
      if (!pat->alternatives.empty()) for_each_binding(pat->alternatives[0], f);
      return;
    case Pat::Kind::Wild:
    case Pat::Kind::Constant:
    case Pat::Kind::Range:
    case Pat::Kind::Never:
    case Pat::Kind::Error:
      return;
  }
}

}  // namespace assay::lower
