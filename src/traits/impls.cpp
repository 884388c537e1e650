// The impl index: (trait, simplified self type) -> impls, with a bucket for blanket impls; and a quick comparison of
// heads that rejects most candidates before any variable is made.
#include "traits/solve_impl.h"

namespace assay::traits {
namespace {
constexpr uint64_t kGeneric = 0;
uint64_t key(TyKind kind, uint32_t sub, uint32_t def) {
  return uint64_t{1} << 63 | uint64_t{static_cast<uint8_t>(kind)} << 40 | uint64_t{sub} << 32 | def;
}
}  // namespace

uint64_t Solver::Impl::simplify(TyId ty) const {
  const TyData& d = tcx[ty];
  switch (d.kind) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::FnPtr:
      return key(d.kind, 0, 0);
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::RawPtr:
    case TyKind::Ref:
      return key(d.kind, d.sub, 0);
    case TyKind::Adt:
    case TyKind::Foreign:
    case TyKind::FnDef:
    case TyKind::Closure:
      return key(d.kind, 0, d.def.raw);
    case TyKind::Dynamic:
      return key(d.kind, 0, tcx.dyn_ty(ty).principal.raw);
    case TyKind::Tuple:
      return key(d.kind, 0, static_cast<uint32_t>(tcx[d.list].size()));
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      return kGeneric;
  }
  return kGeneric;
}

void Solver::Impl::clear_caches() {
  eval_cache.clear();
  select_cache.clear();
  normalize_cache.clear();
  resolve_cache.clear();
  needs_drop_cache.clear();
}

void Solver::Impl::sync() {
  const size_t now = items.hir.impls().size();
  if (impls_seen == now) return;
  if (impls_seen != 0) clear_caches();
  index_new_impls();
}

void Solver::Impl::index_new_impls() {
  while (impls_seen < items.hir.impls().size()) {
    const DefId impl = items.hir.impls()[impls_seen++];
    const DefId trait = items.impl_trait(impl);
    if (!trait) continue;
    std::unique_ptr<TraitImpls>& entry = impls[trait.raw];
    if (!entry) entry = std::make_unique<TraitImpls>();
    entry->pending.push_back(impl);
  }
}

void Solver::Impl::candidates(Ctx&, const TraitRef& goal, std::vector<DefId>& out) {
  // Impls of this trait that appear only now were never missed: nobody asked for them before. So no cache is stale.
  items.hir.need_trait_impls(goal.trait);
  index_new_impls();
  const auto it = impls.find(goal.trait.raw);
  if (it == impls.end()) return;
  TraitImpls& of = *it->second;
  while (!of.pending.empty()) {
    const DefId impl = of.pending.back();
    of.pending.pop_back();
    const ImplInfo& info = items.impl_info(impl);
    if (!info.trait_ref) continue;
    const uint64_t k = simplify(info.self_ty);
    if (tcx[info.self_ty].kind == TyKind::Error) continue;
    (k == kGeneric ? of.generic : of.by_self[k]).push_back({impl, info.trait_ref->args});
  }
  const auto take = [&](const std::vector<ImplEntry>& list) {
    for (const ImplEntry& e : list)
      if (could_unify(goal.args, e.args, 0)) out.push_back(e.impl);
  };
  const TyId self_ty = tcx[goal.args][0].ty();
  const TyData& d = tcx[self_ty];
  if (d.kind == TyKind::Infer) {
    const auto family = [&](TyKind kind, uint8_t count) {
      for (uint8_t sub = 0; sub < count; ++sub)
        if (const auto b = of.by_self.find(key(kind, sub, 0)); b != of.by_self.end()) take(b->second);
    };
    switch (d.infer_kind()) {
      case InferKind::Int:
        family(TyKind::Int, 6), family(TyKind::Uint, 6);
        break;
      case InferKind::Float:
        family(TyKind::Float, 4);
        break;
      case InferKind::Ty:
        for (const auto& [k, list] : of.by_self) take(list);
        break;
    }
  } else if (const uint64_t k = simplify(self_ty); k != kGeneric) {
    if (const auto b = of.by_self.find(k); b != of.by_self.end()) take(b->second);
  }
  take(of.generic);
}

bool Solver::Impl::could_unify(ArgsId goal, ArgsId impl, int depth) {
  if (goal == impl) return true;
  const auto a = tcx[goal], b = tcx[impl];
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].kind != b[i].kind) return false;
    if (a[i].kind == GenericArg::Kind::Type && !could_unify(a[i].ty(), b[i].ty(), depth)) return false;
    if (a[i].kind != GenericArg::Kind::Const) continue;
    const ConstData& ca = tcx[a[i].constant()];
    const ConstData& cb = tcx[b[i].constant()];
    if (ca.kind == ConstData::Kind::Value && cb.kind == ConstData::Kind::Value && ca.bits != cb.bits) return false;
  }
  return true;
}

bool Solver::Impl::could_unify(TyId goal, TyId impl, int depth) {
  if (goal == impl || depth > 6) return true;
  const TyData& a = tcx[goal];
  const TyData& b = tcx[impl];
  if (b.kind == TyKind::Param || b.kind == TyKind::Projection || b.kind == TyKind::Opaque || b.kind == TyKind::Error)
    return true;
  switch (a.kind) {
    case TyKind::Error:
      return true;
    case TyKind::Infer:
      switch (a.infer_kind()) {
        case InferKind::Ty:
          return true;
        case InferKind::Int:
          return b.kind == TyKind::Int || b.kind == TyKind::Uint;
        case InferKind::Float:
          return b.kind == TyKind::Float;
      }
      return true;
    case TyKind::Param:
    case TyKind::Projection:
    case TyKind::Opaque:
      return false;  // rigid: only a parameter matches
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Str:
    case TyKind::Never:
      return a.kind == b.kind;
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
      return a.kind == b.kind && a.sub == b.sub;
    case TyKind::Foreign:
      return a.kind == b.kind && a.def == b.def;
    case TyKind::Adt:
    case TyKind::FnDef:
    case TyKind::Closure:
      return a.kind == b.kind && a.def == b.def && could_unify(a.args, b.args, depth + 1);
    case TyKind::Array:
    case TyKind::Slice:
      return a.kind == b.kind && could_unify(a.inner, b.inner, depth + 1);
    case TyKind::RawPtr:
    case TyKind::Ref:
      return a.kind == b.kind && a.sub == b.sub && could_unify(a.inner, b.inner, depth + 1);
    case TyKind::FnPtr:
      return a.kind == b.kind && tcx[a.sig.inputs].size() == tcx[b.sig.inputs].size() && a.sig.abi == b.sig.abi &&
             a.sig.is_unsafe == b.sig.is_unsafe && a.sig.is_variadic == b.sig.is_variadic;
    case TyKind::Dynamic:
      return a.kind == b.kind && tcx.dyn_ty(goal).principal == tcx.dyn_ty(impl).principal;
    case TyKind::Tuple: {
      if (a.kind != b.kind) return false;
      const auto la = tcx[a.list], lb = tcx[b.list];
      if (la.size() != lb.size()) return false;
      for (size_t i = 0; i < la.size(); ++i)
        if (!could_unify(la[i], lb[i], depth + 1)) return false;
      return true;
    }
  }
  return true;
}

}  // namespace assay::traits
