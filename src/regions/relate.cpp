// Subtyping as constraints between regions, and the variances it needs.
// Source: the Rust reference, "subtyping and variance"; NLL, RFC 2094.
#include "regions/region_types.h"

namespace assay::regions {

Variance within(Variance outer, Variance inner) {
  if (outer == Variance::None || inner == Variance::None) return Variance::None;
  if (outer == Variance::Both || inner == Variance::Both) return Variance::Both;
  return outer == inner ? Variance::Co : Variance::Contra;
}

// ---- variances ---------------------------------------------------------------------------------------------------

const std::vector<Variance>& Variances::of(DefId adt) {
  if (const auto it = known_.find(adt.raw); it != known_.end()) return it->second;
  Collector& items = sigs_.items;
  // The least fixed point: a recursive type starts without demands.
  known_[adt.raw].assign(items.generics_of(adt).params.size(), Variance::None);
  const AdtInfo& info = items.adt(adt);
  if (info.is_phantom || info.is_unsafe_cell) {
    for (Variance& v : known_[adt.raw]) v = info.is_phantom ? Variance::Co : Variance::Both;
    return known_[adt.raw];
  }
  for (;;) {
    std::vector<Variance> now = known_[adt.raw];
    for (const VariantInfo& variant : info.variants)
      for (const FieldInfo& f : variant.fields) visit(sigs_.type_of(f.def), Variance::Co, now);
    if (now == known_[adt.raw]) return known_[adt.raw];
    known_[adt.raw] = std::move(now);
  }
}

void Variances::visit(TyId ty, Variance at, std::vector<Variance>& out) {
  TyContext& tcx = sigs_.tcx;
  const TyData d = tcx[ty];
  const auto use = [&](uint32_t index, Variance v) {
    if (index < out.size()) out[index] = out[index] | v;
  };
  const auto region = [&](Region r) {
    if (r.kind == Region::Kind::Param) use(r.index, at);
  };
  const auto args = [&](ArgsId list, const std::vector<Variance>* of) {
    const std::vector<GenericArg> copy(tcx[list].begin(), tcx[list].end());
    for (size_t i = 0; i < copy.size(); ++i) {
      const Variance v = within(at, of && i < of->size() ? (*of)[i] : Variance::Both);
      if (v == Variance::None) continue;
      if (copy[i].kind == GenericArg::Kind::Type) visit(copy[i].ty(), v, out);
      if (copy[i].kind == GenericArg::Kind::Region && copy[i].region.kind == Region::Kind::Param)
        use(copy[i].region.index, v);
    }
  };
  switch (d.kind) {
    case TyKind::Param:
      use(d.index, at);
      return;
    case TyKind::Ref:
      region(d.region);
      visit(d.inner, d.is_mut() ? Variance::Both : at, out);
      return;
    case TyKind::RawPtr:
      visit(d.inner, d.is_mut() ? Variance::Both : at, out);
      return;
    case TyKind::Array:
    case TyKind::Slice:
      visit(d.inner, at, out);
      return;
    case TyKind::Tuple: {
      const std::vector<TyId> list(tcx[d.list].begin(), tcx[d.list].end());
      for (TyId t : list) visit(t, at, out);
      return;
    }
    case TyKind::Adt: {
      const std::vector<Variance> inner = of(d.def);
      args(d.args, &inner);
      return;
    }
    case TyKind::Dynamic:
      region(d.region);
      args(tcx.dyn_ty(ty).principal_args, nullptr);
      return;
    case TyKind::FnPtr: {
      const std::vector<TyId> inputs(tcx[d.sig.inputs].begin(), tcx[d.sig.inputs].end());
      for (TyId t : inputs) visit(t, within(at, Variance::Contra), out);
      visit(d.sig.output, at, out);
      return;
    }
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::FnDef:
    case TyKind::Closure:
      args(d.args, nullptr);
      return;
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::Infer:
    case TyKind::Error:
      return;
  }
}

// ---- relations ---------------------------------------------------------------------------------------------------

void RegionTypes::outlives(Region longer, Region shorter) {
  const auto a = var_of(longer), b = var_of(shorter);
  if (a && b) outlives(*a, *b);
}

void RegionTypes::relate(Region from, Region to, Variance variance) {
  if (variance == Variance::Co || variance == Variance::Both) outlives(from, to);
  if (variance == Variance::Contra || variance == Variance::Both) outlives(to, from);
}

void RegionTypes::relate(ArgsId from, ArgsId to, const std::vector<Variance>* variances, Variance variance) {
  if (from == to) return;
  const std::vector<GenericArg> x(tcx[from].begin(), tcx[from].end()), y(tcx[to].begin(), tcx[to].end());
  for (size_t i = 0; i < x.size() && i < y.size(); ++i) {
    const Variance v = within(variance, variances && i < variances->size() ? (*variances)[i] : Variance::Both);
    if (v == Variance::None) continue;
    if (x[i].kind == GenericArg::Kind::Region && y[i].kind == GenericArg::Kind::Region)
      relate(x[i].region, y[i].region, v);
    else if (x[i].kind == GenericArg::Kind::Type && y[i].kind == GenericArg::Kind::Type)
      relate(x[i].ty(), y[i].ty(), v);
  }
}

void RegionTypes::relate(TyId from, TyId to, Variance variance) {
  if (from == to) return;
  const TyData x = tcx[from], y = tcx[to];
  const bool arrays =
      (x.kind == TyKind::Array && y.kind == TyKind::Slice) || (x.kind == y.kind && x.kind == TyKind::Array);
  if (arrays) return relate(x.inner, y.inner, variance);
  if (x.kind != y.kind || (x.kind == TyKind::Adt && x.def != y.def)) {
    // Unsizing, or a projection on one side: whatever was borrowed before may be inside afterwards.
    if (x.kind == TyKind::Error || y.kind == TyKind::Error) return;
    const std::vector<RegionVar> sources = vars(from);
    for (const RegionVar shorter : vars(to))
      for (const RegionVar longer : sources) outlives(longer, shorter);
    return;
  }
  switch (x.kind) {
    case TyKind::Ref:
    case TyKind::RawPtr:
      relate(x.region, y.region, variance);
      return relate(x.inner, y.inner, y.is_mut() ? Variance::Both : variance);
    case TyKind::Slice:
      return relate(x.inner, y.inner, variance);
    case TyKind::Tuple: {
      const std::vector<TyId> a(tcx[x.list].begin(), tcx[x.list].end()), b(tcx[y.list].begin(), tcx[y.list].end());
      for (size_t i = 0; i < a.size() && i < b.size(); ++i) relate(a[i], b[i], variance);
      return;
    }
    case TyKind::Adt: {
      const std::vector<Variance> of = variances_.of(x.def);
      return relate(x.args, y.args, &of, variance);
    }
    case TyKind::Dynamic:
      // A coercion may shorten the lifetime of a trait object even behind `&mut`, and leaves no trace in MIR.
      relate(x.region, y.region, variance == Variance::Both ? Variance::Co : variance);
      return relate(tcx.dyn_ty(from).principal_args, tcx.dyn_ty(to).principal_args, nullptr, variance);
    case TyKind::Closure:
    case TyKind::Opaque:
      relate(x.region, y.region, variance);
      return relate(x.args, y.args, nullptr, variance);
    case TyKind::FnDef:
    case TyKind::Projection:
      return relate(x.args, y.args, nullptr, variance);
    case TyKind::Array:
    case TyKind::FnPtr:
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
      return;
  }
}

}  // namespace assay::regions
