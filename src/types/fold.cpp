// How types are rebuilt: the generic folder, substitution of parameters, erasure of regions.
#include "types/ty_impl.h"

namespace assay::types {
namespace {

// A list that was rebuilt is interned only if something changed.
template <class Element, class Fold>
std::optional<std::vector<Element>> map_list(std::span<const Element> list, Fold fold) {
  for (size_t i = 0; i < list.size(); ++i) {
    const Element first = fold(list[i]);
    if (first == list[i]) continue;
    std::vector<Element> out(list.begin(), list.end());
    out[i] = first;
    for (size_t j = i + 1; j < list.size(); ++j) out[j] = fold(list[j]);
    return out;
  }
  return std::nullopt;
}

class Substituter final : public TyFolder {
 public:
  Substituter(TyContext& tcx, std::span<const GenericArg> args) : TyFolder(tcx), args_(args) {}
  TyId fold_ty(TyId ty) override {
    if (!tcx_.has(ty, kHasParam)) return ty;
    const TyData& d = tcx_[ty];
    if (d.kind != TyKind::Param) return super_fold(ty);
    if (d.index >= args_.size() || args_[d.index].kind != GenericArg::Kind::Type) return ty;
    return args_[d.index].ty();
  }
  ConstId fold_const(ConstId c) override {
    if (!(tcx_.flags(c) & kHasParam)) return c;
    const ConstData& d = tcx_[c];
    if (d.kind != ConstData::Kind::Param) return super_fold(c);
    if (d.index >= args_.size() || args_[d.index].kind != GenericArg::Kind::Const) return c;
    return args_[d.index].constant();
  }
  Region fold_region(Region r) override {
    if (r.kind != Region::Kind::Param) return r;
    if (r.index >= args_.size() || args_[r.index].kind != GenericArg::Kind::Region) return r;
    return args_[r.index].region;
  }

 private:
  std::span<const GenericArg> args_;
};

// Bound regions keep their place under their own binder; outside of it they are erased like all others.
class RegionEraser final : public TyFolder {
 public:
  explicit RegionEraser(TyContext& tcx) : TyFolder(tcx) {}
  TyId fold_ty(TyId ty) override {
    if (!tcx_.has(ty, kHasRegion)) return ty;
    const TyKind kind = tcx_[ty].kind;
    const bool binder = kind == TyKind::FnPtr || kind == TyKind::Dynamic;
    depth_ += binder;
    const TyId out = super_fold(ty);
    depth_ -= binder;
    return out;
  }
  Region fold_region(Region r) override {
    if (r.kind == Region::Kind::Bound && (r.index >> 16) < depth_) return r;
    return {};
  }

 private:
  uint32_t depth_ = 0;
};

}  // namespace

ArgsId TyFolder::fold(ArgsId list) {
  if (!list) return list;
  const auto folded = map_list(tcx_[list], [&](const GenericArg& a) {
    switch (a.kind) {
      case GenericArg::Kind::Region:
        return GenericArg::of(fold_region(a.region));
      case GenericArg::Kind::Type:
        return GenericArg::of(fold_ty(a.ty()));
      case GenericArg::Kind::Const:
        return GenericArg::of(fold_const(a.constant()));
    }
    return a;
  });
  return folded ? tcx_.args(*folded) : list;
}

TyListId TyFolder::fold(TyListId list) {
  if (!list) return list;
  const auto folded = map_list(tcx_[list], [&](TyId t) { return fold_ty(t); });
  return folded ? tcx_.list(*folded) : list;
}

FnSig TyFolder::fold(const FnSig& sig) {
  FnSig out = sig;
  out.inputs = fold(sig.inputs);
  out.output = sig.output ? fold_ty(sig.output) : sig.output;
  return out;
}

TyId TyFolder::super_fold(TyId ty) {
  const TyData& d = tcx_[ty];
  switch (d.kind) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      return ty;
    case TyKind::Adt:
    case TyKind::FnDef:
    case TyKind::Closure:
    case TyKind::Projection:
    case TyKind::Opaque: {
      const ArgsId args = fold(d.args);
      if (args == d.args) return ty;
      TyData out = d;
      out.args = args;
      return tcx_.intern(out);
    }
    case TyKind::Array: {
      const TyId inner = fold_ty(d.inner);
      const ConstId length = fold_const(d.length);
      if (inner == d.inner && length == d.length) return ty;
      return tcx_.array(inner, length);
    }
    case TyKind::Slice:
    case TyKind::RawPtr:
    case TyKind::Ref: {
      const TyId inner = fold_ty(d.inner);
      const Region region = d.kind == TyKind::Ref ? fold_region(d.region) : d.region;
      if (inner == d.inner && region == d.region) return ty;
      TyData out = d;
      out.inner = inner;
      out.region = region;
      return tcx_.intern(out);
    }
    case TyKind::FnPtr: {
      const FnSig sig = fold(d.sig);
      return sig == d.sig ? ty : tcx_.fn_ptr(sig);
    }
    case TyKind::Dynamic: {
      const DynTy& from = tcx_.dyn_ty(ty);
      DynTy dyn = from;
      dyn.principal_args = fold(from.principal_args);
      for (DynProjection& p : dyn.projections) p.ty = fold_ty(p.ty);
      TyData out = d;
      out.region = fold_region(d.region);
      if (dyn == from && out.region == d.region) return ty;
      out.dyn = tcx_.intern(dyn);
      return tcx_.intern(out);
    }
    case TyKind::Tuple: {
      const TyListId list = fold(d.list);
      if (list == d.list) return ty;
      TyData out = d;
      out.list = list;
      return tcx_.intern(out);
    }
  }
  return ty;
}

ConstId TyFolder::super_fold(ConstId c) {
  const ConstData& d = tcx_[c];
  if (d.kind != ConstData::Kind::Unevaluated) return c;
  const ArgsId args = fold(d.args);
  if (args == d.args) return c;
  ConstData out = d;
  out.args = args;
  return tcx_.intern(out);
}

TyId TyContext::subst(TyId ty, ArgsId args) {
  if (!ty || !args || !has(ty, kHasParam)) return ty;
  const TyData& d = (*this)[ty];
  const std::span<const GenericArg> list = (*this)[args];
  if (d.kind == TyKind::Param) return Substituter(*this, list).fold_ty(ty);
  const uint64_t key = uint64_t{ty.raw} << 32 | args.raw;
  if (const auto it = impl_->subst_cache.find(key); it != impl_->subst_cache.end()) return TyId(it->second);
  const TyId out = Substituter(*this, list).fold_ty(ty);
  impl_->subst_cache.emplace(key, out.raw);
  return out;
}

ArgsId TyContext::subst(ArgsId list, ArgsId args) {
  if (!list || !args || !(flags(list) & kHasParam)) return list;
  return Substituter(*this, (*this)[args]).fold(list);
}

ConstId TyContext::subst(ConstId c, ArgsId args) {
  if (!c || !args || !(flags(c) & kHasParam)) return c;
  return Substituter(*this, (*this)[args]).fold_const(c);
}

TyListId TyContext::subst(TyListId list, ArgsId args) {
  if (!list || !args) return list;
  return Substituter(*this, (*this)[args]).fold(list);
}

FnSig TyContext::subst(const FnSig& sig, ArgsId args) {
  if (!args) return sig;
  return Substituter(*this, (*this)[args]).fold(sig);
}

TyId TyContext::erase_regions(TyId ty) { return ty && has(ty, kHasRegion) ? RegionEraser(*this).fold_ty(ty) : ty; }

ArgsId TyContext::erase_regions(ArgsId list) {
  return list && (flags(list) & kHasRegion) ? RegionEraser(*this).fold(list) : list;
}

}  // namespace assay::types
