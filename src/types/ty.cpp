// The interner of types, argument lists and constants: what makes equality a comparison of ids. Also flags (what a type
// contains, computed once) and the constructors of common types. Folding and substitution are in fold.cpp.
#include "types/ty.h"

#include "types/ty_impl.h"

namespace assay::types {
namespace {

uint16_t region_flags(Region r) {
  if (r.kind == Region::Kind::Erased) return 0;
  uint16_t flags = kHasRegion;
  if (r.kind == Region::Kind::Param) flags |= kHasParam;
  if (r.kind == Region::Kind::Bound) flags |= kHasBoundRegion;
  return flags;
}

uint64_t mix(uint64_t h, uint64_t v) {
  h ^= v + 0x9e37'79b9'7f4a'7c15ull + (h << 6) + (h >> 2);
  h *= 0xff51'afd7'ed55'8ccdull;
  return h ^ (h >> 32);
}

uint64_t pack(uint32_t a, uint32_t b) { return uint64_t{a} << 32 | b; }

uint64_t hash_region(Region r) { return pack(static_cast<uint32_t>(r.kind), r.index); }

uint64_t hash_sig(uint64_t h, const FnSig& s) {
  h = mix(h, pack(s.inputs.raw, s.output.raw));
  h = mix(h, pack(s.abi.raw, s.bound_regions));
  return mix(h, static_cast<uint64_t>(s.is_unsafe) | static_cast<uint64_t>(s.is_variadic) << 1);
}

uint64_t hash_of(const TyData& d) {
  uint64_t h = mix(static_cast<uint64_t>(d.kind), d.sub);
  h = mix(h, pack(d.index, d.def.raw));
  h = mix(h, pack(d.args.raw, d.inner.raw));
  h = mix(h, pack(d.length.raw, d.list.raw));
  h = mix(h, pack(d.name.raw, d.dyn));
  h = mix(h, hash_region(d.region));
  if (d.kind == TyKind::FnPtr) h = hash_sig(h, d.sig);
  return h;
}

uint64_t hash_of(const ConstData& d) {
  uint64_t h = mix(static_cast<uint64_t>(d.kind), d.ty.raw);
  h = mix(h, static_cast<uint64_t>(d.bits));
  h = mix(h, static_cast<uint64_t>(d.bits >> 64));
  h = mix(h, pack(d.index, d.name.raw));
  return mix(h, pack(d.def.raw, d.args.raw));
}

uint64_t hash_of(const DynTy& d) {
  uint64_t h = pack(d.principal.raw, d.principal_args.raw);
  for (const DynProjection& p : d.projections) h = mix(h, pack(p.assoc.raw, p.ty.raw));
  for (DefId a : d.autos) h = mix(h, a.raw);
  return h;
}

uint64_t hash_of(std::span<const GenericArg> list) {
  uint64_t h = list.size();
  for (const GenericArg& a : list) h = mix(mix(h, pack(static_cast<uint32_t>(a.kind), a.id)), hash_region(a.region));
  return h;
}

uint64_t hash_of(std::span<const TyId> list) {
  uint64_t h = list.size();
  for (TyId t : list) h = mix(h, t.raw);
  return h;
}

template <class T>
bool same(std::span<const T> a, std::span<const T> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

uint16_t sig_flags(const TyContext& tcx, const FnSig& sig) {
  uint16_t flags = tcx.flags(sig.output);
  for (TyId t : tcx[sig.inputs]) flags |= tcx.flags(t);
  return flags;
}

uint16_t compute_flags(const TyContext& tcx, const TyData& d) {
  switch (d.kind) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
      return 0;
    case TyKind::Adt:
    case TyKind::FnDef:
      return tcx.flags(d.args);
    case TyKind::Array:
      return tcx.flags(d.inner) | tcx.flags(d.length);
    case TyKind::Slice:
    case TyKind::RawPtr:
      return tcx.flags(d.inner);
    case TyKind::Ref:
      return tcx.flags(d.inner) | region_flags(d.region);
    case TyKind::FnPtr:
      return sig_flags(tcx, d.sig);
    case TyKind::Dynamic:
      return region_flags(d.region);  // the rest is added by the caller
    case TyKind::Closure:
      return tcx.flags(d.args) | kHasClosure;
    case TyKind::Tuple: {
      uint16_t flags = 0;
      for (TyId t : tcx[d.list]) flags |= tcx.flags(t);
      return flags;
    }
    case TyKind::Projection:
      return tcx.flags(d.args) | kHasProjection;
    case TyKind::Opaque:
      return tcx.flags(d.args) | kHasOpaque;
    case TyKind::Param:
      return kHasParam;
    case TyKind::Infer:
      return kHasInfer;
    case TyKind::Error:
      return kHasError;
  }
  return 0;
}

uint16_t compute_flags(const TyContext& tcx, const ConstData& d) {
  switch (d.kind) {
    case ConstData::Kind::Value:
      return 0;
    case ConstData::Kind::Param:
      return kHasParam;
    case ConstData::Kind::Infer:
      return kHasConstInfer | kHasInfer;
    case ConstData::Kind::Unevaluated:
      return tcx.flags(d.args) | kHasUnevaluated;
    case ConstData::Kind::Error:
      return kHasError;
  }
  return 0;
}

}  // namespace

TyContext::TyContext() : impl_(new Impl) {
  const auto simple = [&](TyKind kind, uint8_t sub = 0) {
    TyData d;
    d.kind = kind;
    d.sub = sub;
    return intern(d);
  };
  impl_->empty_list = list({});
  impl_->empty_args = args({});
  error = simple(TyKind::Error);
  bool_ = simple(TyKind::Bool);
  char_ = simple(TyKind::Char);
  str_ = simple(TyKind::Str);
  never = simple(TyKind::Never);
  unit = tuple({});
  i8 = int_ty(IntTy::I8);
  i16 = int_ty(IntTy::I16);
  i32 = int_ty(IntTy::I32);
  i64 = int_ty(IntTy::I64);
  i128 = int_ty(IntTy::I128);
  isize = int_ty(IntTy::Isize);
  u8 = uint_ty(UintTy::U8);
  u16 = uint_ty(UintTy::U16);
  u32 = uint_ty(UintTy::U32);
  u64 = uint_ty(UintTy::U64);
  u128_ = uint_ty(UintTy::U128);
  usize = uint_ty(UintTy::Usize);
  f32 = float_ty(FloatTy::F32);
  f64 = float_ty(FloatTy::F64);
}

TyContext::~TyContext() { delete impl_; }

TyId TyContext::intern(const TyData& data) {
  const uint64_t h = hash_of(data);
  const uint32_t found = impl_->ty_index.find(h, [&](uint32_t id) { return impl_->tys[id] == data; });
  if (found != kNoId) return TyId(found);
  uint16_t flags = compute_flags(*this, data);
  if (data.kind == TyKind::Dynamic) {
    const DynTy& dyn = impl_->dyns[data.dyn];
    flags |= this->flags(dyn.principal_args);
    for (const DynProjection& p : dyn.projections) flags |= this->flags(p.ty);
  }
  const uint32_t id = impl_->tys.push(data);
  impl_->ty_flags.push_back(flags);
  impl_->ty_index.insert(h, id);
  return TyId(id);
}

const TyData& TyContext::operator[](TyId id) const {
  ASSAY_CHECK(id.raw < impl_->tys.size(), "type id out of range");
  return impl_->tys[id.raw];
}

uint16_t TyContext::flags(TyId id) const {
  ASSAY_CHECK(id.raw < impl_->ty_flags.size(), "type id out of range");
  return impl_->ty_flags[id.raw];
}
uint16_t TyContext::flags(ArgsId id) const { return id ? impl_->lists_flags[id.raw] : uint16_t{0}; }
uint16_t TyContext::flags(ConstId id) const {
  ASSAY_CHECK(id.raw < impl_->const_flags.size(), "constant id out of range");
  return impl_->const_flags[id.raw];
}

ArgsId TyContext::args(std::span<const GenericArg> list) {
  const uint64_t h = hash_of(list);
  const uint32_t found = impl_->args_index.find(
      h, [&](uint32_t id) { return same(std::span<const GenericArg>(impl_->arg_lists[id]), list); });
  if (found != kNoId) return ArgsId(found);
  uint16_t flags = 0;
  for (const GenericArg& a : list) {
    switch (a.kind) {
      case GenericArg::Kind::Region:
        flags |= region_flags(a.region);
        break;
      case GenericArg::Kind::Type:
        flags |= this->flags(a.ty());
        break;
      case GenericArg::Kind::Const:
        flags |= this->flags(a.constant());
        break;
    }
  }
  const uint32_t id = impl_->arg_lists.push(impl_->arena.copy(list));
  impl_->lists_flags.push_back(flags);
  impl_->args_index.insert(h, id);
  return ArgsId(id);
}

std::span<const GenericArg> TyContext::operator[](ArgsId id) const {
  if (!id) return {};
  return impl_->arg_lists[id.raw];
}

TyListId TyContext::list(std::span<const TyId> list) {
  const uint64_t h = hash_of(list);
  const uint32_t found =
      impl_->list_index.find(h, [&](uint32_t id) { return same(std::span<const TyId>(impl_->ty_lists[id]), list); });
  if (found != kNoId) return TyListId(found);
  const uint32_t id = impl_->ty_lists.push(impl_->arena.copy(list));
  impl_->list_index.insert(h, id);
  return TyListId(id);
}

std::span<const TyId> TyContext::operator[](TyListId id) const {
  if (!id) return {};
  return impl_->ty_lists[id.raw];
}

ConstId TyContext::intern(const ConstData& data) {
  const uint64_t h = hash_of(data);
  const uint32_t found = impl_->const_index.find(h, [&](uint32_t id) { return impl_->consts[id] == data; });
  if (found != kNoId) return ConstId(found);
  const uint16_t flags = compute_flags(*this, data);
  const uint32_t id = impl_->consts.push(data);
  impl_->const_flags.push_back(flags);
  impl_->const_index.insert(h, id);
  return ConstId(id);
}

const ConstData& TyContext::operator[](ConstId id) const {
  ASSAY_CHECK(id.raw < impl_->consts.size(), "constant id out of range");
  return impl_->consts[id.raw];
}

uint32_t TyContext::intern(const DynTy& dyn) {
  const uint64_t h = hash_of(dyn);
  const uint32_t found = impl_->dyn_index.find(h, [&](uint32_t id) { return impl_->dyns[id] == dyn; });
  if (found != kNoId) return found;
  const uint32_t id = impl_->dyns.push(dyn);
  impl_->dyn_index.insert(h, id);
  return id;
}

const DynTy& TyContext::dyn_ty(TyId dynamic) const {
  const TyData& d = (*this)[dynamic];
  ASSAY_CHECK(d.kind == TyKind::Dynamic, "not a trait object type");
  return impl_->dyns[d.dyn];
}

namespace {
TyData of_kind(TyKind kind) {
  TyData d;
  d.kind = kind;
  return d;
}
}  // namespace

TyId TyContext::int_ty(IntTy t) {
  TyData d = of_kind(TyKind::Int);
  d.sub = static_cast<uint8_t>(t);
  return intern(d);
}
TyId TyContext::uint_ty(UintTy t) {
  TyData d = of_kind(TyKind::Uint);
  d.sub = static_cast<uint8_t>(t);
  return intern(d);
}
TyId TyContext::float_ty(FloatTy t) {
  TyData d = of_kind(TyKind::Float);
  d.sub = static_cast<uint8_t>(t);
  return intern(d);
}
TyId TyContext::ref(TyId inner, bool is_mut, Region region) {
  TyData d = of_kind(TyKind::Ref);
  d.inner = inner;
  d.sub = is_mut;
  d.region = region;
  return intern(d);
}
TyId TyContext::raw_ptr(TyId inner, bool is_mut) {
  TyData d = of_kind(TyKind::RawPtr);
  d.inner = inner;
  d.sub = is_mut;
  return intern(d);
}
TyId TyContext::slice(TyId inner) {
  TyData d = of_kind(TyKind::Slice);
  d.inner = inner;
  return intern(d);
}
TyId TyContext::array(TyId inner, ConstId length) {
  TyData d = of_kind(TyKind::Array);
  d.inner = inner;
  d.length = length;
  return intern(d);
}
TyId TyContext::array(TyId inner, uint64_t length) { return array(inner, const_usize(length)); }
TyId TyContext::tuple(std::span<const TyId> elements) {
  TyData d = of_kind(TyKind::Tuple);
  d.list = list(elements);
  return intern(d);
}
TyId TyContext::adt(DefId def, ArgsId args) {
  TyData d = of_kind(TyKind::Adt);
  d.def = def;
  d.args = args ? args : impl_->empty_args;
  return intern(d);
}
TyId TyContext::fn_def(DefId def, ArgsId args) {
  TyData d = of_kind(TyKind::FnDef);
  d.def = def;
  d.args = args ? args : impl_->empty_args;
  return intern(d);
}
TyId TyContext::fn_ptr(const FnSig& sig) {
  TyData d = of_kind(TyKind::FnPtr);
  d.sig = sig;
  if (!d.sig.inputs) d.sig.inputs = impl_->empty_list;
  return intern(d);
}
TyId TyContext::closure(DefId def, ArgsId args) {
  TyData d = of_kind(TyKind::Closure);
  d.def = def;
  d.args = args ? args : impl_->empty_args;
  return intern(d);
}
TyId TyContext::projection(DefId assoc, ArgsId args) {
  TyData d = of_kind(TyKind::Projection);
  d.def = assoc;
  d.args = args;
  return intern(d);
}
TyId TyContext::opaque(DefId def, ArgsId args) {
  TyData d = of_kind(TyKind::Opaque);
  d.def = def;
  d.args = args ? args : impl_->empty_args;
  return intern(d);
}
TyId TyContext::param(uint32_t index, SymbolId name) {
  TyData d = of_kind(TyKind::Param);
  d.index = index;
  d.name = name;
  return intern(d);
}
TyId TyContext::infer(InferKind kind, InferVar var) {
  TyData d = of_kind(TyKind::Infer);
  d.sub = static_cast<uint8_t>(kind);
  d.index = var;
  return intern(d);
}
ConstId TyContext::const_value(TyId ty, u128 bits) {
  ConstData d;
  d.kind = ConstData::Kind::Value;
  d.ty = ty;
  d.bits = bits;
  return intern(d);
}
ConstId TyContext::const_usize(uint64_t value) { return const_value(usize, value); }

}  // namespace assay::types
