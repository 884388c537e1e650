// Lowers HIR types, generic arguments, bounds and type-level constants, seen from one owner.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "types/collect.h"

namespace assay::types {

class RegionSigs;

class TyLowerer {
 public:
  TyLowerer(Collector& items, DefId owner, Collector::InferHooks* hooks = nullptr)
      : items_(items), tcx_(items.tcx), hir_(items.hir), owner_(owner), hooks_(hooks) {}

  /// Keeps lifetimes instead of erasing them (region_sigs.h); then what cannot be lowered is not reported again.
  void keep_regions(RegionSigs& sigs) { sigs_ = &sigs; }
  /// From here on elided lifetimes are this one: those of a function's result.
  void elide_to(Region region) { elided_to_ = region; }

  TyId lower(const hir::Ty& ty);
  ConstId lower_const(const hir::ConstArg& c, TyId ty);
  /// `infer_missing`: arguments that are not written are inferred even where they have a default.
  ArgsId lower_args(DefId def, ArgsId parent_args, TyId self_ty, const hir::GenericArgs* written, bool infer_missing,
                    Span span);
  TraitRef lower_trait_ref(const hir::Path& path, TyId self_ty, std::vector<Predicate>* constraints);
  /// The predicates of `self_ty: bound`, its constraints included; trait aliases are expanded, `?Trait` gives nothing.
  void lower_bound(TyId self_ty, const hir::TraitBound& bound, std::vector<Predicate>& out);

  struct AssocFound {
    DefId item;  // none: not found
    TraitRef trait_ref;
    explicit operator bool() const { return static_cast<bool>(item); }
  };
  /// The associated item `name` that the bounds in scope give to `self_ty` (a parameter, projection, opaque type or the
  /// self type of the impl around).
  AssocFound assoc_in_scope(TyId self_ty, SymbolId name, AssocItem::Kind kind);
  /// `name` in the trait itself or in a supertrait.
  AssocFound assoc_in_trait(const TraitRef& trait_ref, SymbolId name, AssocItem::Kind kind);

 private:
  enum class Elided : uint8_t { Erased, Input, Output };
  struct Binder {
    std::vector<std::pair<DefId, uint32_t>> named;  // kNoId until the lifetime first appears
    uint32_t count = 0;
    Elided elided = Elided::Erased;
  };

  TyId lower_path(const hir::Path& path);
  TyId lower_resolved(const hir::Path& path);
  TyId lower_rest(TyId base, const hir::Path& path, uint32_t from);
  TyId lower_bare_fn(const hir::Ty& ty);
  TyId lower_dyn(const hir::Ty& ty);
  TyId lower_qualified(const hir::Path& path);
  TyId project(DefId assoc, ArgsId args, Span span);
  TyId prim(hir::PrimTy p);
  ConstId lower_const_path(const hir::Path& path, TyId ty);
  ConstId const_param(DefId def);
  ConstId const_error(TyId ty);
  ConstId unevaluated(DefId def, ArgsId args, TyId ty);
  Region lower_region(const hir::Lifetime& lifetime);
  Region elided_region();
  Region anonymous_region();
  void unsupported(Span span, const char* feature, const char* detail = "");
  TyId named_ty(DefId def);
  ArgsId identity_args(DefId def);
  AssocFound assoc_in_bounds(std::span<const hir::TraitBound> bounds, TyId self_ty, SymbolId name,
                             AssocItem::Kind kind);
  bool trait_has(DefId trait, SymbolId name, AssocItem::Kind kind, int depth);
  bool is_bound_on(const hir::Ty& bounded, TyId self_ty, DefId item);
  AssocFound assoc_of_alias_bounds(TyId self_ty, SymbolId name, AssocItem::Kind kind);

  Collector& items_;
  TyContext& tcx_;
  hir::Provider& hir_;
  DefId owner_;
  Collector::InferHooks* hooks_;
  std::vector<Binder> binders_;
  RegionSigs* sigs_ = nullptr;       // null: lifetimes are erased
  std::optional<Region> elided_to_;  // none: each is a new one
  Region object_region_;             // of a trait object that names none
  uint32_t anonymous_ = 0;
};

/// The stand-in for Self inside a trait object's bounds.
inline constexpr uint32_t kDynSelfIndex = 0x7fff'fff0;

}  // namespace assay::types
