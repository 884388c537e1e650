// Enum layouts: no tag, tag in a niche, or a tag of its own; the smaller wins, then the one that leaves more niche.
#include "layout/build.h"

namespace assay::layout {

namespace {

/// Finds `count` free values next to a scalar's valid range, preferring to extend towards zero.
/// Returns the first of them and the widened range.
std::optional<std::pair<u128, Scalar>> reserve(const Niche& niche, u128 count) {
  if (count > niche.available()) return std::nullopt;
  const Scalar& v = niche.scalar;
  const u128 max = v.max();
  Scalar wide = v;
  auto move_start = [&] {
    wide.lo = (v.lo - count) & max;
    return std::pair{wide.lo, wide};
  };
  auto move_end = [&] {
    wide.hi = (v.hi + count) & max;
    return std::pair{(v.hi + 1) & max, wide};
  };
  const u128 distance_end_zero = max - v.hi;
  if (v.lo > v.hi) return move_end();
  if (v.lo <= distance_end_zero) return count <= v.lo ? move_start() : move_end();
  const u128 end = (v.hi + count) & max;
  const bool overlaps_zero = end >= 1 && end <= v.hi;
  return overlaps_zero ? move_start() : move_end();
}

}  // namespace

std::unique_ptr<Layout> LayoutBuilder::niche_filled(const AdtInfo& info, const std::vector<std::vector<TyId>>& fields,
                                                    const std::vector<bool>& absent) {
  if (fields.size() < 2) return nullptr;
  std::vector<std::unique_ptr<Layout>> variants;
  for (const auto& list : fields) {
    auto v = univariant(list, info.repr, StructKind::Sized);
    if (!v) return nullptr;
    variants.push_back(std::move(v));
  }
  uint32_t largest = 0;
  for (uint32_t i = 1; i < variants.size(); i++)
    if (variants[i]->size >= variants[largest]->size) largest = i;
  uint64_t second = 0;  // two variants of the largest size never fit
  for (uint32_t i = 0; i < variants.size(); i++)
    if (i != largest) second = std::max(second, variants[i]->size);
  if (variants[largest]->size == second && second != 0) return nullptr;
  auto needs = [&](uint32_t i) { return i != largest && !absent[i]; };
  uint32_t first = kNoId, last = 0;
  for (uint32_t i = 0; i < variants.size(); i++)
    if (needs(i)) {
      if (first == kNoId) first = i;
      last = i;
    }
  if (first == kNoId) return nullptr;
  if (!variants[largest]->niche) return nullptr;
  const Niche niche = *variants[largest]->niche;
  const auto reserved = reserve(niche, u128{last - first} + 1);
  if (!reserved) return nullptr;
  const uint64_t size = variants[largest]->size;
  const uint64_t niche_end = niche.offset + niche.scalar.size;
  auto out = std::make_unique<Layout>();
  out->align = variants[largest]->align;
  bool others_zst = true;
  for (uint32_t i = 0; i < variants.size(); i++) {
    out->align = std::max(out->align, variants[i]->align);
    if (i == largest) continue;
    Layout& v = *variants[i];
    if (v.size == 0) continue;
    others_zst = false;
    if (v.size <= niche.offset) continue;  // fits before the niche
    const uint64_t shift = align_up(niche_end, v.align);
    if (shift + v.size > size) return nullptr;
    for (uint64_t& offset : v.offsets) offset += shift;
    v.abi = Abi::Memory;
  }
  if (align_up(size, out->align) != size) return nullptr;
  out->size = size;
  out->multi_variant = true;
  out->encoding = TagEncoding::Niche;
  out->tag_offset = niche.offset;
  out->tag = reserved->second;
  out->untagged_variant = largest;
  out->niche_first = first;
  out->niche_last = last;
  out->niche_start = reserved->first;
  out->uninhabited = true;
  for (auto& v : variants) out->uninhabited = out->uninhabited && v->uninhabited;
  const Layout& big = *variants[largest];
  if (others_zst && big.align == out->align && big.abi != Abi::Memory) {
    out->abi = big.abi;
    out->a = big.a;
    out->b = big.b;
    out->a_offset = big.a_offset;
    out->b_offset = big.b_offset;
    if (niche.offset == big.a_offset) {
      out->a = reserved->second;
      out->b.maybe_uninit = big.abi == Abi::ScalarPair;
    } else {
      out->b = reserved->second;
      out->a.maybe_uninit = true;
    }
  }
  set_niche(*out, niche.offset, out->tag);
  for (auto& v : variants) v->size = size;
  out->variants = std::move(variants);
  return out;
}

std::unique_ptr<Layout> LayoutBuilder::tagged(TyId ty, const AdtInfo& info,
                                              const std::vector<std::vector<TyId>>& fields,
                                              const std::vector<u128>& discriminants, TyId discr_ty) {
  (void)ty;
  LayoutRef discr = cx.of(discr_ty);
  const bool is_signed = discr->a.is_signed;
  const bool fixed = info.repr.c || info.repr.has_int();
  const uint64_t target_word = cx.session.options.target.pointer_bytes;
  uint8_t tag_size = 1;
  auto as_signed = [&](u128 bits) {
    const unsigned shift = 128 - discr->a.size * 8u;
    return static_cast<i128>(bits << shift) >> shift;
  };
  i128 low = 0, high = 0;
  u128 unsigned_high = 0;
  bool any = false;
  for (uint32_t i = 0; i < discriminants.size(); i++) {
    bool inhabited = true;
    for (TyId f : fields[i]) {
      LayoutRef l = cx.of(f);
      if (!l) return nullptr;
      if (l->uninhabited) inhabited = false;
    }
    if (!inhabited && !fixed) continue;  // uninhabited variants need no tag value
    const i128 value = as_signed(discriminants[i]);
    low = any ? std::min(low, value) : value;
    high = any ? std::max(high, value) : value;
    unsigned_high = std::max(unsigned_high, discriminants[i]);
    any = true;
  }
  bool tag_signed = is_signed && low < 0;
  if (info.repr.has_int()) {
    tag_size = discr->a.size;
    tag_signed = is_signed;
  } else {
    const uint8_t start = info.repr.c ? 4 : 1;
    for (uint8_t s : {uint8_t{1}, uint8_t{2}, uint8_t{4}, uint8_t{8}, uint8_t{16}}) {
      if (s < start) continue;
      tag_size = s;
      const unsigned bits = s * 8u;
      if (s == 16) break;
      if (tag_signed) {
        if (low >= -(i128{1} << (bits - 1)) && high < (i128{1} << (bits - 1))) break;
      } else if (static_cast<u128>(high) < (u128{1} << bits)) {
        break;
      }
    }
  }
  // The tag may grow to fill the space up to the first field, which leaves a larger niche.
  uint64_t prefix_align = tag_size == 16 ? cx.session.options.target.int128_align_bytes : tag_size;
  uint64_t start_align = 16;
  if (info.repr.c)
    for (const auto& list : fields)
      for (TyId f : list) prefix_align = std::max(prefix_align, cx.of(f)->align);
  auto out = std::make_unique<Layout>();
  out->uninhabited = true;
  uint64_t end = 0;
  auto lay_out = [&](uint64_t tag_bytes) {
    out->variants.clear();
    end = 0;
    out->align = std::max<uint64_t>(1, tag_bytes == 16 ? cx.session.options.target.int128_align_bytes : tag_bytes);
    for (const auto& list : fields) {
      auto v = std::make_unique<Layout>();
      ReprOptions repr = info.repr;
      repr.align.reset();
      if (!place_fields(*v, list, repr, StructKind::Prefixed, tag_bytes, prefix_align)) return false;
      for (uint32_t i = 0; i < list.size(); i++) {
        LayoutRef f = cx.of(list[i]);
        if (!f->is_zst() || f->align > 1) start_align = std::min(start_align, f->align);
        if (!f->is_zst()) break;
      }
      out->align = std::max(out->align, v->align);
      out->variants.push_back(std::move(v));
    }
    return true;
  };
  if (!lay_out(tag_size)) return nullptr;
  if (!fixed) {
    // offset of the first sized field over all variants
    uint64_t first_offset = 16;
    for (uint32_t i = 0; i < fields.size(); i++)
      for (uint32_t f = 0; f < fields[i].size(); f++)
        if (!cx.of(fields[i][f])->is_zst()) first_offset = std::min(first_offset, out->variants[i]->offsets[f]);
    bool any_sized = false;
    for (const auto& list : fields)
      for (TyId f : list) any_sized = any_sized || !cx.of(f)->is_zst();
    uint8_t grown = tag_size;
    if (any_sized)
      while (grown < 8 && uint64_t{grown} * 2 <= first_offset && uint64_t{grown} * 2 <= target_word &&
             uint64_t{grown} * 2 <= out->align)
        grown = static_cast<uint8_t>(grown * 2);
    tag_size = grown;
  }
  for (auto& v : out->variants) {
    end = std::max(end, v->size);
    out->uninhabited = out->uninhabited && v->uninhabited;
  }
  if (info.repr.align) out->align = std::max<uint64_t>(out->align, *info.repr.align);
  out->size = align_up(std::max<uint64_t>(end, tag_size), out->align);
  for (auto& v : out->variants) v->size = out->size, v->align = out->align;
  out->multi_variant = true;
  out->encoding = TagEncoding::Direct;
  out->tag = int_scalar(tag_size, tag_signed);
  if (any) {
    out->tag.lo = static_cast<u128>(tag_signed || !is_signed ? low : low) & out->tag.max();
    out->tag.hi = static_cast<u128>(high) & out->tag.max();
    if (!is_signed) {
      u128 least = unsigned_high;
      for (uint32_t i = 0; i < discriminants.size(); i++)
        if (fixed || !out->variants[i]->uninhabited) least = std::min(least, discriminants[i]);
      out->tag.lo = least & out->tag.max();
      out->tag.hi = unsigned_high & out->tag.max();
    }
  }
  // ABI: a lone tag is a scalar; a tag with one scalar at the same place in each variant that has any is a pair.
  if (out->size == tag_size) {
    out->abi = Abi::Scalar;
    out->a = out->tag;
  } else {
    std::optional<Scalar> common;
    uint64_t offset = 0;
    bool ok = true, everywhere = true;
    for (uint32_t i = 0; i < fields.size() && ok; i++) {
      uint32_t sized = 0;
      for (uint32_t f = 0; f < fields[i].size() && ok; f++) {
        LayoutRef l = cx.of(fields[i][f]);
        if (l->is_zst()) continue;
        sized++;
        const uint64_t at = out->variants[i]->offsets[f];
        if (sized > 1 || l->abi != Abi::Scalar)
          ok = false;
        else if (!common)
          common = l->a, offset = at;
        else if (common->primitive != l->a.primitive || common->size != l->a.size || offset != at)
          ok = false;
      }
      if (sized == 0) everywhere = false;
    }
    if (ok && common && offset == align_up(tag_size, scalar_align(*common)) &&
        out->align == std::max<uint64_t>(tag_size, scalar_align(*common)) &&
        out->size == align_up(offset + common->size, out->align)) {
      out->abi = Abi::ScalarPair;
      out->a = out->tag;
      out->b = *common;
      out->b.lo = 0, out->b.hi = out->b.max();
      out->b.maybe_uninit = !everywhere;
      out->b_offset = offset;
    }
  }
  set_niche(*out, 0, out->tag);
  return out;
}

std::unique_ptr<Layout> LayoutBuilder::build_enum(TyId ty, const AdtInfo& info) {
  std::vector<std::vector<TyId>> fields;
  std::vector<bool> absent;
  for (uint32_t v = 0; v < info.variants.size(); v++) {
    std::vector<TyId> list;
    bool uninhabited = false, zst = true;
    for (uint32_t f = 0; f < info.variants[v].fields.size(); f++) {
      const TyId field = cx.variant_field_ty(ty, v, f);
      LayoutRef layout = cx.of(field);
      if (!layout) return nullptr;
      uninhabited = uninhabited || layout->uninhabited;
      zst = zst && layout->is_zst();
      list.push_back(field);
    }
    fields.push_back(std::move(list));
    absent.push_back(uninhabited && zst);
  }
  const TyId discr_ty = cx.discriminant_ty(ty);
  LayoutRef discr = cx.of(discr_ty);
  std::vector<u128> discriminants;
  u128 next = 0;
  for (const VariantInfo& variant : info.variants) {
    if (variant.explicit_discr) {
      const TyData enum_data = cx.tcx[ty];
      const auto value = cx.solver.eval_const(cx.tcx.subst(variant.explicit_discr, enum_data.args));
      if (!value) {
        error = "a discriminant of `" + cx.items.print(ty) + "` cannot be evaluated";
        return nullptr;
      }
      next = *value;
    }
    discriminants.push_back(next & discr->a.max());
    next = next + 1;
  }
  const bool fixed = info.repr.c || info.repr.has_int();
  std::unique_ptr<Layout> out;
  uint32_t present = 0, single = 0;
  for (uint32_t v = 0; v < fields.size(); v++)
    if (!absent[v]) {
      if (present == 0) single = v;
      present++;
    }
  if (fields.empty() || (present == 0 && !fixed)) {
    out = std::make_unique<Layout>();
    out->uninhabited = true;
    if (!fields.empty()) {
      auto one = univariant(fields[0], info.repr, StructKind::Sized);
      if (one) out->offsets = one->offsets, out->fields = one->fields, out->align = one->align;
    }
  } else if (present == 1 && !fixed) {
    out = univariant(fields[single], info.repr, StructKind::Sized);
    if (out) out->single_variant = single;
  } else {
    out = tagged(ty, info, fields, discriminants, discr_ty);
    if (!out) return nullptr;
    if (!fixed) {
      auto niche = niche_filled(info, fields, absent);
      auto left = [](const Layout& l) { return l.niche ? l.niche->available() : u128{0}; };
      if (niche && (niche->size < out->size || (niche->size == out->size && left(*niche) > left(*out))))
        out = std::move(niche);
    }
  }
  if (!out) return nullptr;
  out->discriminants = std::move(discriminants);
  out->discr_ty = discr_ty;
  return out;
}

}  // namespace assay::layout
