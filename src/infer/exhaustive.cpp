#include "infer/exhaustive.h"

#include <algorithm>

namespace assay::infer {

using thir::Pat;
using PK = Pat::Kind;

namespace {
constexpr uint32_t kMaxSteps = 20000;
constexpr uint64_t kMaxArray = 32;

uint32_t bits_of(const TyData& d) {
  if (d.kind == TyKind::Char) return 32;
  const uint8_t size = d.kind == TyKind::Int ? static_cast<uint8_t>(d.int_ty()) : static_cast<uint8_t>(d.uint_ty());
  return size < 5 ? 8u << size : 64;
}
}  // namespace

bool Exhaustiveness::covers(std::span<const Pat* const> patterns, TyId ty) {
  Rows rows;
  for (const Pat* p : patterns) rows.push_back({p});
  return !uncovered(rows, {ty});
}

/// Replaces the first pattern of a row by what decides: alternatives become rows, names become what they stand for.
void Exhaustiveness::expand(const Row& row, Rows& out) {
  const Pat* head = row[0];
  while (head && head->kind == PK::Binding) head = head->sub;
  if (!head || head->kind == PK::Wild || head->kind == PK::Error || head->kind == PK::Never) {
    Row wild = row;
    wild[0] = nullptr;
    out.push_back(std::move(wild));
    return;
  }
  if (head->kind == PK::Or) {
    for (const Pat* alternative : head->alternatives) {
      Row one = row;
      one[0] = alternative;
      expand(one, out);
    }
    return;
  }
  Row one = row;
  one[0] = head;
  const bool unknown = head->kind == PK::Constant && (head->constant.kind == thir::ConstValue::Kind::Named ||
                                                      head->constant.kind == thir::ConstValue::Kind::Param);
  const bool unknown_end = head->kind == PK::Range && ((head->lo && head->lo->kind != thir::ConstValue::Kind::Scalar) ||
                                                       (head->hi && head->hi->kind != thir::ConstValue::Kind::Scalar));
  if (unknown || unknown_end) one[0] = nullptr;  // in doubt it covers everything
  out.push_back(std::move(one));
}

std::vector<TyId> Exhaustiveness::field_tys(TyId ty, uint32_t variant) {
  const TyData d = tcx_[ty];
  std::vector<TyId> out;
  for (const FieldInfo& f : items_.adt(d.def).variants[variant].fields)
    out.push_back(normalize_(tcx_.subst(known_type(items_, f.def), d.args)));
  return out;
}

bool Exhaustiveness::uninhabited(TyId ty, int depth) {
  const TyData d = tcx_[ty];
  if (depth > 4) return false;
  if (d.kind == TyKind::Never) return true;
  if (d.kind == TyKind::Tuple) {
    const auto list = tcx_[d.list];
    return std::any_of(list.begin(), list.end(), [&](TyId t) { return uninhabited(t, depth + 1); });
  }
  if (d.kind != TyKind::Adt) return false;
  const AdtInfo& adt = items_.adt(d.def);
  if (adt.kind == AdtInfo::Kind::Union) return false;
  for (uint32_t v = 0; v < adt.variants.size(); ++v) {
    const std::vector<TyId> fields = field_tys(ty, v);
    if (std::none_of(fields.begin(), fields.end(), [&](TyId t) { return uninhabited(t, depth + 1); })) return false;
  }
  return true;
}

i128 Exhaustiveness::number(const thir::ConstValue& value, TyId ty) const {
  const TyData& d = tcx_[ty];
  const uint32_t bits = bits_of(d);
  if (d.kind == TyKind::Int && bits < 128 && ((value.bits >> (bits - 1)) & 1) != 0)
    return static_cast<i128>(value.bits) - (i128{1} << bits);
  return static_cast<i128>(value.bits);
}

bool Exhaustiveness::uncovered_rest(const Rows& rows, const std::vector<TyId>& tys) {
  Rows rest;
  for (const Row& row : rows)
    if (!row[0]) rest.push_back(Row(row.begin() + 1, row.end()));
  return uncovered(rest, std::vector<TyId>(tys.begin() + 1, tys.end()));
}

bool Exhaustiveness::uncovered_single(const Rows& rows, const std::vector<TyId>& tys, const std::vector<TyId>& fields) {
  Rows inner;
  for (const Row& row : rows) {
    Row made(fields.size(), nullptr);
    if (row[0]) {
      if (row[0]->kind == PK::Deref || row[0]->kind == PK::DerefBox) made[0] = row[0]->sub;
      for (const thir::FieldPat& f : row[0]->fields)
        if (f.field < made.size()) made[f.field] = f.pat;
    }
    made.insert(made.end(), row.begin() + 1, row.end());
    inner.push_back(std::move(made));
  }
  std::vector<TyId> all = fields;
  all.insert(all.end(), tys.begin() + 1, tys.end());
  return uncovered(inner, std::move(all));
}

bool Exhaustiveness::uncovered_variant(const Rows& rows, const std::vector<TyId>& tys, uint32_t variant) {
  Rows of;
  for (const Row& row : rows)
    if (!row[0] || row[0]->variant == variant) of.push_back(row);
  return uncovered_single(of, tys, field_tys(tys[0], variant));
}

bool Exhaustiveness::uncovered_numbers(const Rows& rows, const std::vector<TyId>& tys, i128 lo, i128 hi) {
  struct Interval {
    i128 lo, hi;
  };
  std::vector<Interval> spans(rows.size(), {lo, hi});
  std::vector<i128> starts{lo};
  for (size_t i = 0; i < rows.size(); ++i) {
    const Pat* p = rows[i][0];
    if (!p) continue;
    if (p->kind == PK::Constant) spans[i] = {number(p->constant, tys[0]), number(p->constant, tys[0])};
    if (p->kind == PK::Range) {
      if (p->lo) spans[i].lo = number(*p->lo, tys[0]);
      if (p->hi) spans[i].hi = number(*p->hi, tys[0]) - (p->hi_inclusive ? 0 : 1);
    }
    starts.push_back(spans[i].lo);
    if (spans[i].hi < hi) starts.push_back(spans[i].hi + 1);
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  const std::vector<TyId> rest(tys.begin() + 1, tys.end());
  for (const i128 start : starts) {
    if (start < lo || start > hi) continue;
    Rows inside;
    for (size_t i = 0; i < rows.size(); ++i)
      if (spans[i].lo <= start && start <= spans[i].hi) inside.push_back(Row(rows[i].begin() + 1, rows[i].end()));
    if (uncovered(inside, rest)) return true;
  }
  return false;
}

bool Exhaustiveness::uncovered_length(const Rows& rows, const std::vector<TyId>& tys, TyId element, uint64_t length) {
  Rows inner;
  for (const Row& row : rows) {
    Row made(length, nullptr);
    if (const Pat* p = row[0]; p && p->kind == PK::Slice) {
      const uint64_t least = p->prefix.size() + p->suffix.size();
      if (p->slice ? length < least : length != least) continue;
      for (size_t i = 0; i < p->prefix.size(); ++i) made[i] = p->prefix[i];
      for (size_t i = 0; i < p->suffix.size(); ++i) made[length - p->suffix.size() + i] = p->suffix[i];
    } else if (p) {
      continue;  // a byte string: covers one value
    }
    made.insert(made.end(), row.begin() + 1, row.end());
    inner.push_back(std::move(made));
  }
  std::vector<TyId> all(length, element);
  all.insert(all.end(), tys.begin() + 1, tys.end());
  return uncovered(inner, std::move(all));
}

bool Exhaustiveness::uncovered_lengths(const Rows& rows, const std::vector<TyId>& tys) {
  const TyData d = tcx_[tys[0]];
  if (d.kind == TyKind::Array) {
    const ConstData& length = tcx_[d.length];
    if (length.kind != ConstData::Kind::Value || length.bits > kMaxArray) return false;
    return uncovered_length(rows, tys, d.inner, static_cast<uint64_t>(length.bits));
  }
  uint64_t longest = 0;
  for (const Row& row : rows)
    if (row[0] && row[0]->kind == PK::Slice)
      longest = std::max<uint64_t>(longest, row[0]->prefix.size() + row[0]->suffix.size());
  if (longest > kMaxArray) return false;
  for (uint64_t length = 0; length <= longest + 1; ++length)
    if (uncovered_length(rows, tys, d.inner, length)) return true;
  return false;
}

bool Exhaustiveness::uncovered(const Rows& given, std::vector<TyId> tys) {
  if (++steps_ > kMaxSteps) return false;
  if (tys.empty()) return given.empty();
  Rows rows;
  for (const Row& row : given) expand(row, rows);
  const TyId ty = tys[0];
  if (uninhabited(ty)) return false;
  if (std::all_of(rows.begin(), rows.end(), [](const Row& row) { return !row[0]; })) return uncovered_rest(rows, tys);
  const TyData d = tcx_[ty];
  switch (d.kind) {
    case TyKind::Adt: {
      const AdtInfo& adt = items_.adt(d.def);
      if (adt.is_box &&
          std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row[0] && row[0]->kind == PK::DerefBox; }))
        return uncovered_single(rows, tys, {tcx_[d.args][0].ty()});
      if (std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row[0] && row[0]->kind == PK::Constant; }))
        return false;
      if (adt.kind == AdtInfo::Kind::Union) return false;
      if (adt.kind == AdtInfo::Kind::Struct) return uncovered_single(rows, tys, field_tys(ty, 0));
      for (uint32_t v = 0; v < adt.variants.size(); ++v)
        if (uncovered_variant(rows, tys, v)) return true;
      return false;
    }
    case TyKind::Tuple:
      return uncovered_single(rows, tys, std::vector<TyId>(tcx_[d.list].begin(), tcx_[d.list].end()));
    case TyKind::Ref:
      if (std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row[0] && row[0]->kind != PK::Deref; }))
        return uncovered_rest(rows, tys);
      return uncovered_single(rows, tys, {d.inner});
    case TyKind::Bool:
      return uncovered_numbers(rows, tys, 0, 1);
    case TyKind::Char: {
      // The surrogates are no characters.
      return uncovered_numbers(rows, tys, 0, 0xd7ff) || uncovered_numbers(rows, tys, 0xe000, 0x10ffff);
    }
    case TyKind::Int: {
      const uint32_t bits = bits_of(d);
      if (bits == 128) return false;
      return uncovered_numbers(rows, tys, -(i128{1} << (bits - 1)), (i128{1} << (bits - 1)) - 1);
    }
    case TyKind::Uint: {
      const uint32_t bits = bits_of(d);
      if (bits == 128) return false;
      return uncovered_numbers(rows, tys, 0, (i128{1} << bits) - 1);
    }
    case TyKind::Array:
    case TyKind::Slice:
      return uncovered_lengths(rows, tys);
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::RawPtr:
    case TyKind::FnPtr:
      return uncovered_rest(rows, tys);
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::FnDef:
    case TyKind::Dynamic:
    case TyKind::Closure:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      return false;
  }
  return false;
}

}  // namespace assay::infer
