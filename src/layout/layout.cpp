// Layout of primitives, pointers, arrays, tuples, closures and structs; enums are in enum_layout.cpp.
#include "layout/layout.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "layout/build.h"

namespace assay::layout {

bool Scalar::full_range() const { return lo == ((hi + 1) & max()); }

u128 Niche::available() const {
  const Scalar& s = scalar;
  return (s.lo - s.hi - 1) & s.max();
}

struct LayoutContext::Impl {
  boost::unordered_flat_map<uint32_t, std::unique_ptr<Layout>> cache;
  std::vector<TyId> in_progress;
  std::string error;
};

LayoutContext::LayoutContext(Session& s, traits::Solver& sv)
    : solver(sv), tcx(sv.tcx), items(sv.items), session(s), impl_(std::make_unique<Impl>()) {}
LayoutContext::~LayoutContext() = default;
const std::string& LayoutContext::error() const { return impl_->error; }

LayoutRef LayoutContext::of(TyId ty) {
  if (auto it = impl_->cache.find(ty.raw); it != impl_->cache.end()) return it->second.get();
  for (TyId open : impl_->in_progress)
    if (open == ty) {
      impl_->error = "layout cycle of `" + items.print(ty) + "`";
      return nullptr;
    }
  impl_->in_progress.push_back(ty);
  LayoutBuilder builder{*this, impl_->error};
  std::unique_ptr<Layout> layout = builder.build(ty);
  impl_->in_progress.pop_back();
  if (layout) layout->ty = ty;
  Layout* result = layout.get();
  impl_->cache[ty.raw] = std::move(layout);
  return result;
}

LayoutContext::Meta LayoutContext::metadata(TyId pointee) {
  const TyId tail = solver.struct_tail(pointee);
  const TyKind kind = tcx[tail].kind;
  if (kind == TyKind::Slice || kind == TyKind::Str) return Meta::Length;
  if (kind == TyKind::Dynamic) return Meta::Vtable;
  return Meta::None;
}
bool LayoutContext::is_wide_ptr_to(TyId pointee) { return metadata(pointee) != Meta::None; }

TyId LayoutContext::variant_field_ty(TyId adt, uint32_t variant, uint32_t field) {
  const TyData data = tcx[adt];
  const AdtInfo& info = items.adt(data.def);
  const TyId raw = items.type_of(info.variants[variant].fields[field].def);
  return tcx.erase_regions(solver.normalize(tcx.subst(raw, data.args)));
}

uint32_t LayoutContext::field_count(TyId ty, uint32_t variant) {
  const TyData data = tcx[ty];
  if (data.kind == TyKind::Adt) return static_cast<uint32_t>(items.adt(data.def).variants[variant].fields.size());
  if (data.kind == TyKind::Tuple) return static_cast<uint32_t>(tcx[data.list].size());
  if (data.kind == TyKind::Closure) {
    if (items.closure_info(data.def).is_coroutine) solver.ensure_coroutine(data.def);
    const ClosureInfo& info = items.closure_info(data.def);
    return static_cast<uint32_t>(info.upvar_tys.size() + (info.is_coroutine ? 1 + info.saved_tys.size() : 0));
  }
  return 0;
}

TyId LayoutContext::discriminant_ty(TyId ty) {
  const TyData data = tcx[ty];
  if (data.kind != TyKind::Adt || items.adt(data.def).kind != AdtInfo::Kind::Enum) return tcx.u8;
  const ReprOptions& repr = items.adt(data.def).repr;
  if (repr.int_repr) return tcx.int_ty(*repr.int_repr);
  if (repr.uint_repr) return tcx.uint_ty(*repr.uint_repr);
  return tcx.isize;
}

u128 LayoutContext::discriminant_of_variant(TyId enum_ty, uint32_t variant) {
  LayoutRef layout = of(enum_ty);
  if (!layout || variant >= layout->discriminants.size()) return 0;
  return layout->discriminants[variant];
}

// ---- builder -----------------------------------------------------------------------------------------------

uint64_t align_up(uint64_t value, uint64_t align) { return (value + align - 1) / align * align; }

Scalar int_scalar(uint8_t size, bool is_signed) {
  Scalar s;
  s.size = size;
  s.is_signed = is_signed;
  s.hi = s.max();
  return s;
}
Scalar LayoutBuilder::pointer_scalar(bool nullable) const {
  Scalar s = int_scalar(static_cast<uint8_t>(cx.session.options.target.pointer_bytes), false);
  s.primitive = Primitive::Pointer;
  if (!nullable) s.lo = 1;
  return s;
}
uint64_t LayoutBuilder::scalar_align(const Scalar& s) const {
  return s.size == 16 ? cx.session.options.target.int128_align_bytes : s.size;
}

std::unique_ptr<Layout> LayoutBuilder::scalar(Scalar s) {
  auto out = std::make_unique<Layout>();
  out->size = s.size;
  out->align = scalar_align(s);
  out->abi = Abi::Scalar;
  out->a = s;
  set_niche(*out, 0, s);
  return out;
}

void LayoutBuilder::set_niche(Layout& layout, uint64_t offset, const Scalar& s) {
  if (s.maybe_uninit || s.full_range()) return;
  Niche niche{offset, s};
  if (!layout.niche || niche.available() > layout.niche->available()) layout.niche = niche;
}

std::unique_ptr<Layout> LayoutBuilder::pointer_to(TyId pointee, bool nullable) {
  const LayoutContext::Meta meta = cx.metadata(pointee);
  if (meta == LayoutContext::Meta::None) return scalar(pointer_scalar(nullable));
  auto out = std::make_unique<Layout>();
  const uint64_t word = cx.session.options.target.pointer_bytes;
  out->size = 2 * word;
  out->align = word;
  out->abi = Abi::ScalarPair;
  out->a = pointer_scalar(nullable);
  out->b = meta == LayoutContext::Meta::Length ? int_scalar(static_cast<uint8_t>(word), false) : pointer_scalar(false);
  out->b_offset = word;
  out->offsets = {0, word};
  out->fields = {cx.tcx.raw_ptr(cx.tcx.unit, false),
                 meta == LayoutContext::Meta::Length ? cx.tcx.usize : cx.tcx.raw_ptr(cx.tcx.unit, false)};
  set_niche(*out, 0, out->a);
  if (meta == LayoutContext::Meta::Vtable) set_niche(*out, word, out->b);
  return out;
}

std::unique_ptr<Layout> LayoutBuilder::array(TyId element, uint64_t count) {
  LayoutRef inner = cx.of(element);
  if (!inner) return nullptr;
  auto out = std::make_unique<Layout>();
  out->align = inner->align;
  out->stride = inner->size;
  out->element = element;
  out->count = count;
  if (inner->size != 0 && count > ((uint64_t{1} << 47) - 1) / inner->size) {
    error = "the array `[" + cx.items.print(element) + "; " + std::to_string(count) + "]` is too large";
    return nullptr;
  }
  out->size = inner->size * count;
  out->uninhabited = inner->uninhabited && count != 0;
  if (count != 0 && inner->niche) out->niche = inner->niche;
  return out;
}

bool LayoutBuilder::place_fields(Layout& out, const std::vector<TyId>& fields, const ReprOptions& repr, StructKind kind,
                                 uint64_t prefix_size, uint64_t prefix_align) {
  std::vector<LayoutRef> inner;
  for (TyId field : fields) {
    LayoutRef l = cx.of(field);
    if (!l) return false;
    inner.push_back(l);
  }
  const uint64_t pack = repr.pack ? *repr.pack : 0;
  auto field_align = [&](uint32_t i) { return pack ? std::min(inner[i]->align, pack) : inner[i]->align; };
  std::vector<uint32_t> order(fields.size());
  for (uint32_t i = 0; i < order.size(); i++) order[i] = i;
  const bool reorder = !repr.c && !repr.simd && !(kind == StructKind::Prefixed && repr.has_int());
  if (reorder && !order.empty()) {
    // Unsized tails stay last. Zero-sized fields go first, so they never push the size up.
    auto last = kind == StructKind::MaybeUnsized ? order.end() - 1 : order.end();
    auto key = [&](uint32_t i) { return field_align(i); };
    if (kind == StructKind::Prefixed)
      std::stable_sort(order.begin(), last, [&](uint32_t a, uint32_t b) { return key(a) < key(b); });
    else
      std::stable_sort(order.begin(), last, [&](uint32_t a, uint32_t b) {
        const bool za = inner[a]->is_zst(), zb = inner[b]->is_zst();
        if (za != zb) return za;
        if (key(a) != key(b)) return key(a) > key(b);
        // among equally aligned fields the one with the largest niche comes first
        const u128 na = inner[a]->niche ? inner[a]->niche->available() : 0;
        const u128 nb = inner[b]->niche ? inner[b]->niche->available() : 0;
        return na > nb;
      });
  }
  out.offsets.assign(fields.size(), 0);
  out.fields = fields;
  uint64_t offset = prefix_size, align = std::max<uint64_t>(1, prefix_align);
  if (pack) align = std::min(align, pack);
  if (prefix_size) offset = align_up(prefix_size, pack ? std::min(prefix_align, pack) : prefix_align);
  for (uint32_t i : order) {
    const Layout& f = *inner[i];
    if (f.uninhabited) out.uninhabited = true;
    const uint64_t a = field_align(i);
    if (f.is_unsized) {
      out.is_unsized = true;
      out.size = offset;
    }
    offset = align_up(offset, a);
    align = std::max(align, a);
    out.offsets[i] = offset;
    if (f.is_unsized) out.size = offset + f.size;
    if (f.niche && f.niche->available() > (out.niche ? out.niche->available() : 0))
      out.niche = Niche{offset + f.niche->offset, f.niche->scalar};
    offset += f.size;
  }
  if (repr.align) align = std::max<uint64_t>(align, *repr.align);
  out.align = align;
  out.pack = pack;
  if (!out.is_unsized) out.size = align_up(offset, align);
  if (out.size > (uint64_t{1} << 61)) {
    error = "a type is too large";
    return false;
  }
  return true;
}

void LayoutBuilder::choose_abi(Layout& out) {
  out.abi = Abi::Memory;
  if (out.is_unsized) return;
  std::vector<uint32_t> sized;
  for (uint32_t i = 0; i < out.fields.size(); i++) {
    LayoutRef f = cx.of(out.fields[i]);
    if (f->size != 0)
      sized.push_back(i);
    else if (f->align > out.align)
      return;
  }
  if (sized.size() == 1) {
    LayoutRef f = cx.of(out.fields[sized[0]]);
    if (out.offsets[sized[0]] != 0 || f->size != out.size || f->align != out.align) return;
    if (f->abi == Abi::Memory) return;
    out.abi = f->abi;
    out.a = f->a;
    out.b = f->b;
    out.a_offset = f->a_offset;
    out.b_offset = f->b_offset;
  } else if (sized.size() == 2) {
    uint32_t i = sized[0], j = sized[1];
    if (out.offsets[i] > out.offsets[j]) std::swap(i, j);
    LayoutRef f = cx.of(out.fields[i]);
    LayoutRef g = cx.of(out.fields[j]);
    if (f->abi != Abi::Scalar || g->abi != Abi::Scalar) return;
    const uint64_t b_offset = align_up(f->a.size, scalar_align(g->a));
    if (out.offsets[i] != 0 || out.offsets[j] != b_offset || out.align != std::max(f->align, g->align) ||
        out.size != align_up(b_offset + g->a.size, out.align))
      return;
    out.abi = Abi::ScalarPair;
    out.a = f->a;
    out.b = g->a;
    out.b_offset = b_offset;
  }
}

std::unique_ptr<Layout> LayoutBuilder::univariant(const std::vector<TyId>& fields, const ReprOptions& repr,
                                                  StructKind kind) {
  auto out = std::make_unique<Layout>();
  if (!place_fields(*out, fields, repr, kind, 0, 1)) return nullptr;
  choose_abi(*out);
  return out;
}

std::unique_ptr<Layout> LayoutBuilder::union_of(const std::vector<TyId>& fields, const ReprOptions& repr) {
  auto out = std::make_unique<Layout>();
  out->is_union = true;
  out->fields = fields;
  out->offsets.assign(fields.size(), 0);
  uint64_t align = 1;
  for (TyId field : fields) {
    LayoutRef f = cx.of(field);
    if (!f) return nullptr;
    align = std::max(align, repr.pack ? std::min<uint64_t>(f->align, *repr.pack) : f->align);
    out->size = std::max(out->size, f->size);
  }
  if (repr.align) align = std::max<uint64_t>(align, *repr.align);
  out->align = align;
  out->pack = repr.pack ? *repr.pack : 0;
  out->size = align_up(out->size, align);
  return out;
}

std::unique_ptr<Layout> LayoutBuilder::build_adt(TyId ty, const TyData& data) {
  const AdtInfo& info = cx.items.adt(data.def);
  auto fields_of = [&](uint32_t variant) {
    std::vector<TyId> fields;
    for (uint32_t i = 0; i < info.variants[variant].fields.size(); i++)
      fields.push_back(cx.variant_field_ty(ty, variant, i));
    return fields;
  };
  if (info.kind == AdtInfo::Kind::Union) return union_of(fields_of(0), info.repr);
  if (info.kind == AdtInfo::Kind::Enum) return build_enum(ty, info);
  auto out = univariant(fields_of(0), info.repr, StructKind::MaybeUnsized);
  if (!out) return nullptr;
  if (info.is_unsafe_cell) out->niche.reset();
  if (info.is_unsafe_cell && out->abi != Abi::Memory) {  // its contents may change under a shared reference: no range
    out->a.lo = 0, out->a.hi = out->a.max();
    if (out->abi == Abi::ScalarPair) out->b.lo = 0, out->b.hi = out->b.max();
  }
  if (info.is_maybe_dangling) {
    // same layout and niche as the content
  }
  if (info.valid_start || info.valid_end) {
    if (out->abi == Abi::Memory) return out;
    if (info.valid_start) out->a.lo = *info.valid_start;
    if (info.valid_end) out->a.hi = *info.valid_end;
    out->niche.reset();
    set_niche(*out, out->a_offset, out->a);
    if (out->abi == Abi::ScalarPair) set_niche(*out, out->b_offset, out->b);
  }
  return out;
}

std::unique_ptr<Layout> LayoutBuilder::build(TyId ty) {
  const TyData data = cx.tcx[ty];
  switch (data.kind) {
    case TyKind::Bool: {
      Scalar s = int_scalar(1, false);
      s.hi = 1;
      return scalar(s);
    }
    case TyKind::Char: {
      Scalar s = int_scalar(4, false);
      s.hi = 0x10ffff;
      return scalar(s);
    }
    case TyKind::Int:
    case TyKind::Uint: {
      static constexpr uint8_t kSizes[] = {1, 2, 4, 8, 16, 0};
      uint8_t size = kSizes[data.sub];
      if (size == 0) size = static_cast<uint8_t>(cx.session.options.target.pointer_bytes);
      return scalar(int_scalar(size, data.kind == TyKind::Int));
    }
    case TyKind::Float: {
      static constexpr uint8_t kSizes[] = {2, 4, 8, 16};
      Scalar s = int_scalar(kSizes[data.sub], false);
      s.primitive = Primitive::Float;
      return scalar(s);
    }
    case TyKind::Never: {
      auto out = std::make_unique<Layout>();
      out->uninhabited = true;
      return out;
    }
    case TyKind::Adt:
      return build_adt(ty, data);
    case TyKind::Foreign:
    case TyKind::Dynamic: {
      auto out = std::make_unique<Layout>();
      out->is_unsized = true;
      return out;
    }
    case TyKind::Str:
    case TyKind::Slice: {
      auto out = array(data.kind == TyKind::Str ? cx.tcx.u8 : data.inner, 0);
      if (out) out->is_unsized = true;
      return out;
    }
    case TyKind::Array: {
      const std::optional<uint64_t> count = cx.solver.eval_usize(data.length);
      if (!count) {
        error = "the length of an array is not known";
        return nullptr;
      }
      return array(data.inner, *count);
    }
    case TyKind::RawPtr:
      return pointer_to(data.inner, true);
    case TyKind::Ref:
      return pointer_to(data.inner, false);
    case TyKind::FnPtr:
      return scalar(pointer_scalar(false));
    case TyKind::FnDef:
      return std::make_unique<Layout>();
    case TyKind::Tuple: {
      const auto list = cx.tcx[data.list];
      return univariant({list.begin(), list.end()}, {}, StructKind::MaybeUnsized);
    }
    case TyKind::Closure: {
      if (cx.items.closure_info(data.def).is_coroutine) cx.solver.ensure_coroutine(data.def);
      const ClosureInfo info = cx.items.closure_info(data.def);
      std::vector<TyId> upvars;
      const auto add = [&](TyId t) {
        t = cx.tcx.erase_regions(cx.solver.normalize(cx.tcx.subst(t, data.args)));
        if (info.is_coroutine) {
          // Which of them hold a value depends on the state.
          const GenericArg args[] = {GenericArg::of(t)};
          t = cx.tcx.adt(cx.items.lang("maybe_uninit"), cx.tcx.args(args));
        }
        upvars.push_back(t);
      };
      for (TyId t : info.upvar_tys) add(t);
      if (info.is_coroutine) {
        if (!info.saved_known) {
          error = "`" + cx.items.print(ty) + "` could not be made";
          return nullptr;
        }
        add(cx.tcx.uint_ty(types::UintTy::U32));
        for (TyId t : info.saved_tys) add(t);
      }
      return univariant(upvars, {}, StructKind::Sized);
    }
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      error = "the layout of `" + cx.items.print(ty) + "` is not known";
      return nullptr;
  }
  ASSAY_UNREACHABLE("type kind");
}

}  // namespace assay::layout
