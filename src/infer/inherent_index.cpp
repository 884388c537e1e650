#include "infer/inherent_index.h"

namespace assay::infer {

std::vector<InherentIndex::Entry>& InherentIndex::named(SymbolId name, hir::Provider& hir) {
  hir.need_inherent_items(name);
  hir.need_inherent_items(name);
  const auto impls = hir.impls();
  for (; impls_seen_ < impls.size(); ++impls_seen_) {
    const DefId impl = impls[impls_seen_];
    const hir::Def& def = hir.defs[impl];
    if (!def.item || def.item->of_trait) continue;
    for (const DefId child : def.children) {
      const hir::Def& item = hir.defs[child];
      Entry entry{impl, child};
      entry.is_fn = item.kind == hir::DefKind::AssocFn;
      if (!entry.is_fn && item.kind != hir::DefKind::AssocConst) continue;
      entry.has_self = entry.is_fn && item.item && item.item->sig.self_kind != ast::FnSig::SelfKind::None;
      entry.is_pub = item.item && item.item->vis.kind == ast::Visibility::Kind::Public;
      by_name_[item.name].push_back(entry);
    }
  }
  return by_name_[name];
}

uint64_t type_head(TyContext& tcx, TyId ty) {
  const TyData& d = tcx[ty];
  const uint64_t kind = (static_cast<uint64_t>(d.kind) + 1) << 40;
  switch (d.kind) {
    case TyKind::Adt:
    case TyKind::Foreign:
      return kind | d.def.raw;
    case TyKind::Dynamic:
      return kind | tcx.dyn_ty(ty).principal.raw;
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::RawPtr:
    case TyKind::Ref:
      return kind | d.sub;
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::FnPtr:
    case TyKind::Tuple:
      return kind;
    case TyKind::FnDef:
    case TyKind::Closure:
    case TyKind::Projection:
    case TyKind::Opaque:
    case TyKind::Param:
    case TyKind::Infer:
    case TyKind::Error:
      return 0;
  }
  return 0;
}

}  // namespace assay::infer
