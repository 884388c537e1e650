// Trait references and bounds as predicates, and what a name after a type means: `T::Item` is looked up in the bounds
// in scope, by definition first, so that only the bound that is meant gets lowered (bounds may mention each other).
#include "types/collect_impl.h"
#include "types/lower_ty.h"

namespace assay::types {

using hir::DefKind;
using hir::Res;

TraitRef TyLowerer::lower_trait_ref(const hir::Path& path, TyId self_ty, std::vector<Predicate>* constraints) {
  TraitRef out;
  if (path.res.kind != Res::Kind::Def || path.segments.empty()) return out;
  const DefKind kind = hir_.defs[path.res.def].kind;
  if (kind != DefKind::Trait && kind != DefKind::TraitAlias) return out;
  const hir::GenericArgs* written = path.segments.back().args;
  out.trait = path.res.def;
  out.args = lower_args(out.trait, {}, self_ty, written, false, path.span);
  if (!written || !constraints) return out;
  Elided saved = Elided::Erased;
  const bool output = written->parenthesized && !binders_.empty();
  if (output) {
    saved = binders_.back().elided;
    binders_.back().elided = Elided::Output;
  }
  for (const hir::AssocConstraint& c : written->constraints) {
    if (c.constant) {
      hir_.session.diags.unsupported(path.span, "type:associated-const-equality");
      continue;
    }
    const AssocFound found = assoc_in_trait(out, c.name.name, AssocItem::Kind::Type);
    if (!found) {
      hir_.session.diags.unsupported(path.span, "type:unknown-associated-type",
                                     std::string(hir_.session.text(c.name.name)));
      continue;
    }
    const ArgsId args = lower_args(found.item, found.trait_ref.args, {}, c.args, false, path.span);
    if (c.ty) {
      Predicate p;
      p.kind = Predicate::Kind::Projection;
      p.trait_ref = found.trait_ref;
      p.assoc = found.item;
      p.assoc_args = args;
      p.ty = lower(*c.ty);
      p.span = path.span;
      constraints->push_back(p);
    }
    if (!c.bounds.empty()) {
      const TyId projection = tcx_.projection(found.item, args);
      for (const hir::TraitBound& bound : c.bounds) lower_bound(projection, bound, *constraints);
    }
  }
  if (output) binders_.back().elided = saved;
  return out;
}

void TyLowerer::lower_bound(TyId self_ty, const hir::TraitBound& bound, std::vector<Predicate>& out) {
  if (bound.maybe || !bound.path) return;
  const size_t at = out.size();
  const TraitRef trait_ref = lower_trait_ref(*bound.path, self_ty, &out);
  if (!trait_ref.trait) return;
  if (hir_.defs[trait_ref.trait].kind == DefKind::TraitAlias) {
    TyLowerer inside(items_, trait_ref.trait);
    std::vector<Predicate> expanded;
    const TyId self = tcx_.param(0, hir_.session.sym("Self"));
    for (const hir::TraitBound& b : hir_.sig(trait_ref.trait).bounds) inside.lower_bound(self, b, expanded);
    for (Predicate& p : expanded) {
      p.trait_ref.args = tcx_.subst(p.trait_ref.args, trait_ref.args);
      p.assoc_args = tcx_.subst(p.assoc_args, trait_ref.args);
      if (p.ty) p.ty = tcx_.subst(p.ty, trait_ref.args);
      out.push_back(p);
    }
    return;
  }
  Predicate p;
  p.trait_ref = trait_ref;
  p.span = bound.span;
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(at), p);  // the trait before its constraints
}

namespace {

bool names_self(const hir::Ty& ty) {
  return ty.kind == hir::Ty::Kind::Path && ty.path && !ty.path->qself && ty.path->res.kind == Res::Kind::SelfTyParam &&
         ty.path->resolved == ty.path->segments.size();
}

DefId bound_trait(const hir::TraitBound& bound) {
  if (bound.maybe || !bound.path || bound.path->res.kind != Res::Kind::Def) return {};
  return bound.path->res.def;
}

// Every `Self: X` a trait declares, in the head and in its where clauses.
template <class Visit>
void for_each_super(hir::Provider& hir, DefId trait, Visit visit) {
  const hir::ItemSig& sig = hir.sig(trait);
  for (const hir::TraitBound& bound : sig.bounds)
    if (bound_trait(bound)) visit(bound);
  if (hir.defs[trait].kind != DefKind::Trait) return;
  for (const hir::WherePredicate& where : sig.generics.predicates) {
    if (!where.bounded || !names_self(*where.bounded)) continue;
    for (const hir::TraitBound& bound : where.bounds)
      if (bound_trait(bound)) visit(bound);
  }
}

}  // namespace

bool TyLowerer::trait_has(DefId trait, SymbolId name, AssocItem::Kind kind, int depth) {
  if (items_.assoc_item(trait, name, kind)) return true;
  if (depth > 32) return false;
  bool found = false;
  for_each_super(hir_, trait, [&](const hir::TraitBound& bound) {
    if (!found) found = trait_has(bound_trait(bound), name, kind, depth + 1);
  });
  return found;
}

TyLowerer::AssocFound TyLowerer::assoc_in_trait(const TraitRef& trait_ref, SymbolId name, AssocItem::Kind kind) {
  if (const AssocItem* item = items_.assoc_item(trait_ref.trait, name, kind)) return {item->def, trait_ref};
  if (!trait_has(trait_ref.trait, name, kind, 0)) return {};
  AssocFound found;
  for_each_super(hir_, trait_ref.trait, [&](const hir::TraitBound& bound) {
    if (found || !trait_has(bound_trait(bound), name, kind, 0)) return;
    TyLowerer inside(items_, trait_ref.trait);
    TraitRef super = inside.lower_trait_ref(*bound.path, tcx_.param(0, hir_.session.sym("Self")), nullptr);
    super.args = tcx_.subst(super.args, trait_ref.args);
    found = assoc_in_trait(super, name, kind);
  });
  return found;
}

TyLowerer::AssocFound TyLowerer::assoc_in_bounds(std::span<const hir::TraitBound> bounds, TyId self_ty, SymbolId name,
                                                 AssocItem::Kind kind) {
  for (const hir::TraitBound& bound : bounds) {
    const DefId trait = bound_trait(bound);
    if (!trait || !trait_has(trait, name, kind, 0)) continue;
    if (const AssocFound found = assoc_in_trait(lower_trait_ref(*bound.path, self_ty, nullptr), name, kind))
      return found;
  }
  return {};
}

// Whether a where clause's left side is `self_ty`, looking at its syntax first.
bool TyLowerer::is_bound_on(const hir::Ty& bounded, TyId self_ty, DefId item) {
  const TyKind kind = tcx_[self_ty].kind;
  if (kind == TyKind::Param) {
    if (bounded.kind != hir::Ty::Kind::Path || !bounded.path || bounded.path->qself) return false;
    const hir::Path& path = *bounded.path;
    if (path.resolved != path.segments.size()) return false;
    if (path.res.kind == Res::Kind::SelfTyParam) return self_ty == tcx_.param(0, hir_.session.sym("Self"));
    if (path.res.kind == Res::Kind::SelfTyAlias) return items_.type_of(path.res.def) == self_ty;
    return path.res.kind == Res::Kind::Def && hir_.defs[path.res.def].kind == DefKind::TyParam &&
           items_.type_of(path.res.def) == self_ty;
  }
  if (kind == TyKind::Projection && bounded.kind != hir::Ty::Kind::Path) return false;
  if (!items_.impl_->bounded_in_progress.insert(&bounded).second) return false;
  const TyId lowered = TyLowerer(items_, item).lower(bounded);
  items_.impl_->bounded_in_progress.erase(&bounded);
  return lowered == self_ty;
}

// What a projection's or opaque type's own declaration promises: `type Item: Bound`, `impl Bound`.
TyLowerer::AssocFound TyLowerer::assoc_of_alias_bounds(TyId self_ty, SymbolId name, AssocItem::Kind kind) {
  const TyData& d = tcx_[self_ty];
  if (d.kind != TyKind::Projection && d.kind != TyKind::Opaque) return {};
  TyLowerer inside(items_, d.def);
  const TyId generic =
      d.kind == TyKind::Projection ? tcx_.projection(d.def, items_.identity_args(d.def)) : items_.type_of(d.def);
  AssocFound found = inside.assoc_in_bounds(hir_.sig(d.def).bounds, generic, name, kind);
  if (!found && d.kind == TyKind::Projection) {
    const DefId trait = hir_.defs[d.def].parent;
    for (const hir::WherePredicate& where : hir_.sig(trait).generics.predicates) {
      if (!where.bounded || !inside.is_bound_on(*where.bounded, generic, trait)) continue;
      if ((found = TyLowerer(items_, trait).assoc_in_bounds(where.bounds, generic, name, kind))) break;
    }
  }
  if (found) found.trait_ref.args = tcx_.subst(found.trait_ref.args, d.args);
  return found;
}

TyLowerer::AssocFound TyLowerer::assoc_in_scope(TyId self_ty, SymbolId name, AssocItem::Kind kind) {
  DefId item = items_.generics_item(owner_);
  while (true) {
    const DefKind item_kind = hir_.defs[item].kind;
    if (item_kind == DefKind::Mod) break;
    for (const hir::WherePredicate& where : hir_.sig(item).generics.predicates) {
      if (!where.bounded || where.bounds.empty() || !is_bound_on(*where.bounded, self_ty, item)) continue;
      TyLowerer inside(items_, item);
      if (const AssocFound found = inside.assoc_in_bounds(where.bounds, self_ty, name, kind)) return found;
    }
    if (item_kind == DefKind::Trait && self_ty == tcx_.param(0, hir_.session.sym("Self"))) {
      if (const AssocFound found = assoc_in_trait({item, items_.identity_args(item)}, name, kind)) return found;
    }
    if (item_kind == DefKind::Impl && items_.impl_trait(item) && items_.type_of(item) == self_ty &&
        trait_has(items_.impl_trait(item), name, kind, 0)) {
      TyLowerer inside(items_, item);
      const TraitRef of = inside.lower_trait_ref(*hir_.sig(item).of_trait, self_ty, nullptr);
      if (const AssocFound found = assoc_in_trait(of, name, kind)) return found;
    }
    const DefId parent = hir_.defs[item].parent;
    if (!parent) break;
    const DefKind above = hir_.defs[parent].kind;
    if (above != DefKind::Impl && above != DefKind::Trait) break;
    item = parent;
  }
  return assoc_of_alias_bounds(self_ty, name, kind);
}

// ---- predicates of items -------------------------------------------------------------------------------------

namespace {

bool relaxes_sized(Collector& items, const hir::TraitBound& bound) {
  if (bound.maybe) return true;
  const DefId trait = bound_trait(bound);
  return trait && (trait == items.lang("meta_sized") || trait == items.lang("pointee_sized"));
}

bool maybe_sized(Collector& items, const hir::ItemSig& sig, DefId param) {
  for (const hir::WherePredicate& where : sig.generics.predicates) {
    if (!where.bounded || where.bounded->kind != hir::Ty::Kind::Path || !where.bounded->path) continue;
    const hir::Path& path = *where.bounded->path;
    if (path.qself || path.res.kind != Res::Kind::Def || path.res.def != param || path.resolved != path.segments.size())
      continue;
    for (const hir::TraitBound& bound : where.bounds)
      if (relaxes_sized(items, bound)) return true;
  }
  return false;
}

}  // namespace

std::span<const Predicate> Collector::predicates_of(DefId def) {
  def = generics_item(def);
  if (const auto* known = impl_->predicates.find(def)) return *known;
  if (!impl_->enter(Impl::Question::Predicates, def)) return {};
  std::vector<Predicate> out;
  const DefKind kind = hir.defs[def].kind;
  const DefId parent = hir.defs[def].parent;
  if (parent && (hir.defs[parent].kind == DefKind::Impl || hir.defs[parent].kind == DefKind::Trait)) {
    const auto above = predicates_of(parent);
    out.assign(above.begin(), above.end());
  }
  if (kind == DefKind::Trait) {
    Predicate p;
    p.trait_ref = {def, identity_args(def)};
    p.span = hir.defs[def].span;
    out.push_back(p);
  }
  if (kind != DefKind::Mod && kind != DefKind::ForeignTy && kind != DefKind::Static) {
    const hir::ItemSig& sig = hir.sig(def);
    TyLowerer lowerer(*this, def);
    for (const hir::WherePredicate& where : sig.generics.predicates) {
      if (!where.bounded || where.bounds.empty()) continue;
      const TyId self = lowerer.lower(*where.bounded);
      for (const hir::TraitBound& bound : where.bounds) lowerer.lower_bound(self, bound, out);
    }
    const DefId sized = lang("sized");
    for (const hir::GenericParam& p : sig.generics.params) {
      if (!sized || p.kind != ast::GenericParam::Kind::Type || maybe_sized(*this, sig, p.def)) continue;
      Predicate implicit;
      implicit.trait_ref = {sized, tcx.args(std::vector{GenericArg::of(type_of(p.def))})};
      implicit.span = hir.defs[p.def].span;
      out.push_back(implicit);
    }
  }
  impl_->leave(Impl::Question::Predicates, def);
  return impl_->predicates.put(def, std::move(out));
}

std::span<const Predicate> Collector::super_predicates(DefId trait) {
  if (const auto* known = impl_->supers.find(trait)) return *known;
  if (!impl_->enter(Impl::Question::Supers, trait)) return {};
  std::vector<Predicate> out;
  TyLowerer lowerer(*this, trait);
  const TyId self = tcx.param(0, hir.session.sym("Self"));
  for_each_super(hir, trait, [&](const hir::TraitBound& bound) { lowerer.lower_bound(self, bound, out); });
  impl_->leave(Impl::Question::Supers, trait);
  return impl_->supers.put(trait, std::move(out));
}

std::span<const Predicate> Collector::item_bounds(DefId item) {
  if (const auto* known = impl_->bounds.find(item)) return *known;
  if (!impl_->enter(Impl::Question::Bounds, item)) return {};
  std::vector<Predicate> out;
  TyLowerer lowerer(*this, item);
  const bool is_assoc = hir.defs[item].kind == DefKind::AssocTy;
  const TyId self = is_assoc ? tcx.projection(item, identity_args(item)) : type_of(item);
  bool sized = true;
  for (const hir::TraitBound& bound : hir.sig(item).bounds) {
    sized &= !relaxes_sized(*this, bound);
    lowerer.lower_bound(self, bound, out);
  }
  if (is_assoc) {
    for (const Predicate& p : predicates_of(hir.defs[item].parent)) {
      const auto args = tcx[p.trait_ref.args];
      if (!args.empty() && args[0].ty() == self) out.push_back(p);
    }
  }
  if (const DefId trait = lang("sized"); sized && trait) {
    Predicate p;
    p.trait_ref = {trait, tcx.args(std::vector{GenericArg::of(self)})};
    out.push_back(p);
  }
  impl_->leave(Impl::Question::Bounds, item);
  return impl_->bounds.put(item, std::move(out));
}

}  // namespace assay::types
