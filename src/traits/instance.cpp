// From a callable's definition and concrete arguments to what actually runs.
#include <algorithm>

#include "traits/solve_impl.h"

namespace assay::traits {

using hir::DefKind;

std::optional<ResolvedFn> Solver::resolve(DefId def, ArgsId args) {
  const TraitRef key{def, args};
  impl_->sync();
  const bool keep = impl_->is_concrete(args);
  if (keep)
    if (const auto it = impl_->resolve_cache.find(key); it != impl_->resolve_cache.end()) return it->second;
  const auto out = impl_->resolve(def, args);
  if (keep) impl_->resolve_cache.insert_or_assign(key, out);
  return out;
}

std::optional<ResolvedFn> Solver::Impl::resolve(DefId def, ArgsId args) {
  ResolvedFn out;
  out.def = def;
  out.args = args;
  const hir::Def& d = items.hir.defs[def];
  const DefId trait = d.parent;
  if (d.kind != DefKind::AssocFn || !trait || items.hir.defs[trait].kind != DefKind::Trait) return out;
  const SymbolId name = d.name;
  const auto list = tcx[args];
  const size_t count = items.generics_of(trait).params.size();
  if (list.size() < count || count == 0) return std::nullopt;
  out.self_ty = list[0].ty();
  const TraitRef goal{trait, self.normalize(tcx.args(list.first(count)))};
  Selection selection;
  if (select_concrete(goal, selection) != Answer::Yes) return std::nullopt;
  const bool has_body = items.assoc_info(def).has_default;
  switch (selection.kind) {
    case Selection::Kind::Impl: {
      const AssocItem* item = items.assoc_item(selection.impl, name, AssocItem::Kind::Fn);
      if (!item) return has_body ? std::optional(out) : std::nullopt;
      std::vector<GenericArg> with(tcx[selection.impl_args].begin(), tcx[selection.impl_args].end());
      with.insert(with.end(), list.begin() + static_cast<std::ptrdiff_t>(count), list.end());
      out.def = item->def;
      out.args = self.normalize(tcx.args(with));
      if (tcx.flags(out.args) & kHasInfer) return std::nullopt;
      return out;
    }
    case Selection::Kind::Closure: {
      const Known k = known(trait);
      out.call_as = k == Known::Fn ? ClosureKind::Fn : k == Known::FnMut ? ClosureKind::FnMut : ClosureKind::FnOnce;
      const TyData& closure = tcx[out.self_ty];
      out.def = closure.def;
      out.args = closure.args;
      const bool by_value =
          out.call_as == ClosureKind::FnOnce && items.closure_info(closure.def).kind != ClosureKind::FnOnce;
      out.kind = by_value ? ResolvedFn::Kind::ClosureOnceShim : ResolvedFn::Kind::ClosureCall;
      return out;
    }
    case Selection::Kind::FnPointer: {
      const Known k = known(trait);
      out.call_as = k == Known::Fn ? ClosureKind::Fn : k == Known::FnMut ? ClosureKind::FnMut : ClosureKind::FnOnce;
      out.kind = ResolvedFn::Kind::FnPtrShim;
      return out;
    }
    case Selection::Kind::Object: {
      // Methods that need `Self: Sized` cannot be in the vtable; generic ones neither: then the default body runs.
      const auto& slots = self.vtable_methods(goal);
      const bool virtual_method =
          std::any_of(slots.begin(), slots.end(), [&](const auto& slot) { return slot.first == def; });
      if (!virtual_method && has_body) return out;
      out.kind = ResolvedFn::Kind::Virtual;
      return out;
    }
    case Selection::Kind::Builtin:
    case Selection::Kind::Unsize:
      if (has_body) return out;
      out.kind = known(trait) == Known::Clone ? ResolvedFn::Kind::CloneShim : ResolvedFn::Kind::Builtin;
      return out;
    case Selection::Kind::Param:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::pair<DefId, ArgsId>> Solver::resolve_assoc_const(DefId def, ArgsId args) {
  const hir::Def& d = items.hir.defs[def];
  const DefId trait = d.parent;
  if (d.kind != DefKind::AssocConst || !trait || items.hir.defs[trait].kind != DefKind::Trait)
    return std::pair(def, args);
  const SymbolId name = d.name;
  const TraitRef goal{trait, normalize(args)};
  Selection selection;
  if (impl_->select_concrete(goal, selection) != Answer::Yes) return std::nullopt;
  if (selection.kind == Selection::Kind::Impl) {
    if (const AssocItem* item = items.assoc_item(selection.impl, name, AssocItem::Kind::Const))
      return std::pair(item->def, normalize(selection.impl_args));
  }
  if (!items.assoc_info(def).has_default) return std::nullopt;
  return std::pair(def, goal.args);
}

const std::vector<std::pair<DefId, TraitRef>>& Solver::vtable_methods(const TraitRef& principal) {
  if (const auto it = impl_->vtables.find(principal); it != impl_->vtables.end()) return it->second;
  std::vector<std::pair<DefId, TraitRef>> out;
  // Depth first, a trait after its supertraits, each once.
  std::vector<TraitRef> order;
  const auto visit = [&](auto&& again, const TraitRef& at, int depth) -> void {
    if (depth > 64 || std::find(order.begin(), order.end(), at) != order.end()) return;
    const TyId self_ty = tcx[at.args][0].ty();
    for (const Predicate& p : items.super_predicates(at.trait)) {
      if (p.kind != Predicate::Kind::Trait) continue;
      const TraitRef super{p.trait_ref.trait, normalize(tcx.subst(p.trait_ref.args, at.args))};
      if (tcx[super.args][0].ty() == self_ty) again(again, super, depth + 1);
    }
    if (std::find(order.begin(), order.end(), at) == order.end()) order.push_back(at);
  };
  visit(visit, principal, 0);
  const DefId sized = items.lang("sized");
  for (const TraitRef& at : order) {
    const std::span<const AssocItem> list = items.assoc_items(at.trait);
    for (const AssocItem& item : list) {
      if (item.kind != AssocItem::Kind::Fn || !item.has_self) continue;
      const Generics& generics = items.generics_of(item.def);
      const bool generic =
          std::any_of(generics.params.begin() + generics.parent_count, generics.params.end(),
                      [](const GenericParamInfo& p) { return p.kind != GenericParamInfo::Kind::Region; });
      if (generic) continue;
      const TyId self_param = tcx[items.identity_args(at.trait)][0].ty();
      const auto predicates = items.predicates_of(item.def);
      const auto of_trait = items.predicates_of(at.trait).size();
      const bool needs_sized = std::any_of(predicates.begin() + static_cast<std::ptrdiff_t>(of_trait), predicates.end(),
                                           [&](const Predicate& p) {
                                             return p.kind == Predicate::Kind::Trait && p.trait_ref.trait == sized &&
                                                    tcx[p.trait_ref.args][0].ty() == self_param;
                                           });
      if (!needs_sized) out.emplace_back(item.def, at);
    }
  }
  return impl_->vtables.emplace(principal, std::move(out)).first->second;
}

}  // namespace assay::traits
