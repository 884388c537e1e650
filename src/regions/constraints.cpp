// Source: NLL, RFC 2094 ("subtyping", "reborrow constraints"), without locations: a constraint holds everywhere.
#include "regions/constraints.h"

namespace assay::regions {

using mir::BorrowKind;
using mir::ProjectionElem;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;

Constraints::Constraints(RegionTypes& types) : types_(types), tcx_(types.tcx) {
  for (const mir::Block& block : types_.body.blocks)
    for (const Statement& s : block.statements)
      if (s.kind == Statement::Kind::Assign && s.rvalue.kind == Rvalue::Kind::CopyForDeref)
        deref_temps_[s.place.local.raw] = &s.rvalue.place;
}

void Constraints::run() {
  for (uint32_t b = 0; b < types_.body.blocks.size(); ++b) {
    const mir::Block& block = types_.body.blocks[BlockId(b)];
    for (uint32_t i = 0; i < block.statements.size(); ++i)
      if (block.statements[i].kind == Statement::Kind::Assign) assign(block.statements[i], BlockId(b), i);
    if (block.terminator.kind == Terminator::Kind::Call)
      call(block.terminator, BlockId(b), static_cast<uint32_t>(block.statements.size()));
  }
}

Place Constraints::written(const Place& place) const {
  const auto it = deref_temps_.find(place.local.raw);
  if (it == deref_temps_.end()) return place;
  Place out = written(*it->second);
  out.projection.insert(out.projection.end(), place.projection.begin(), place.projection.end());
  return out;
}

void Constraints::assign(const Statement& s, BlockId block, uint32_t at) {
  const Rvalue& r = s.rvalue;
  using K = Rvalue::Kind;
  switch (r.kind) {
    case K::Ref:
      if (r.borrow != BorrowKind::Fake) borrow(s, block, at);
      return;
    case K::Use:
    case K::Cast:
      types_.relate(types_.operand(r.operands[0]), types_.place(s.place));
      return;
    case K::CopyForDeref:
      types_.relate(types_.place(r.place), types_.place(s.place));
      return;
    case K::Repeat: {
      const TyData to = tcx_[types_.place(s.place)];
      if (to.kind == TyKind::Array) types_.relate(types_.operand(r.operands[0]), to.inner);
      return;
    }
    case K::RawPtr: {
      const TyData to = tcx_[types_.place(s.place)];
      if (to.kind == TyKind::RawPtr) types_.relate(types_.place(r.place), to.inner);
      return;
    }
    case K::Aggregate:
      aggregate(r, types_.place(s.place));
      return;
    case K::Len:
    case K::Binary:
    case K::Unary:
    case K::Discriminant:
    case K::StaticRef:
    case K::ThreadLocalRef:
    case K::OffsetOf:
    case K::SizeOf:
    case K::AlignOf:
      return;
  }
}

// `r = &'new P`: the type, and 'a: 'new for every reference of lifetime 'a that P goes through (NLL's supporting
// prefixes: up to the first dereference of a shared reference, not through raw pointers).
void Constraints::borrow(const Statement& s, BlockId block, uint32_t at) {
  const Region made = types_.fresh();
  const bool is_mut = s.rvalue.borrow != BorrowKind::Shared;
  origins.push_back({Origin::Kind::Borrow, block, at, {made.index}});
  const TyId reference = tcx_.ref(types_.place(s.rvalue.place), is_mut, made);
  types_.well_formed(reference);
  types_.relate(reference, types_.place(s.place));
  const Place place = written(s.rvalue.place);
  std::vector<TyId> before;  // the type before each projection
  TyId ty = types_.local(place.local);
  uint32_t variant = 0;
  for (const ProjectionElem& elem : place.projection) {
    before.push_back(ty);
    ty = types_.project(ty, elem, variant);
  }
  for (size_t i = place.projection.size(); i-- > 0;) {
    if (place.projection[i].kind != ProjectionElem::Kind::Deref) continue;
    const TyData pointer = tcx_[before[i]];
    if (pointer.kind == TyKind::RawPtr) return;
    if (pointer.kind != TyKind::Ref) continue;  // a box
    types_.outlives(pointer.region, made);
    if (!pointer.is_mut()) return;
  }
}

void Constraints::aggregate(const Rvalue& r, TyId to) {
  const TyData d = tcx_[to];
  for (uint32_t i = 0; i < r.operands.size(); ++i) {
    const TyId from = types_.operand(r.operands[i]);
    switch (r.aggregate) {
      case mir::AggregateKind::Array:
        if (d.kind == TyKind::Array) types_.relate(from, d.inner);
        break;
      case mir::AggregateKind::Closure:
        if (const auto hidden = types_.var_of(d.region))
          for (const RegionVar var : types_.vars(from)) types_.outlives(var, *hidden);
        break;
      case mir::AggregateKind::Tuple:
      case mir::AggregateKind::Adt:
        types_.relate(from, types_.field(to, r.variant, r.active_field != kNoId ? r.active_field : i));
        break;
    }
  }
}

// ---- calls -----------------------------------------------------------------------------------------------------

void Constraints::call(const Terminator& t, BlockId block, uint32_t at) {
  const TyId to = types_.place(t.place);
  const TyData callee = tcx_[types_.operand(t.operand)];
  if (callee.kind == TyKind::FnDef)
    call_fn(t, callee, to);
  else if (callee.kind == TyKind::FnPtr)
    call_pointer(t, callee, to);
  if (!t.target) return;
  Origin result{Origin::Kind::Result, block, at, types_.vars(to)};
  if (!result.vars.empty()) origins.push_back(std::move(result));
}

// The signature with new variables for the callee's own lifetimes: arguments are used as its inputs, its output as the
// destination's type.
void Constraints::call_fn(const Terminator& t, const TyData& callee, TyId to) {
  const RegionSigs::Sig& sig = types_.sigs.fn(callee.def);
  std::unordered_map<uint32_t, Region> own;
  const auto region = [&](Region r) {
    if (r.kind != Region::Kind::Param) return r;
    const auto [it, is_new] = own.emplace(r.index, Region{});
    if (is_new) it->second = types_.fresh();
    return it->second;
  };
  const auto instance = [&](TyId ty) {
    // The callee's lifetimes first: those in the arguments of the instance are ours.
    if (tcx_[callee.args].empty()) return types_.normalize(types_.replace(ty, region));
    const TyId with_own = types_.replace(
        ty, [&](Region r) { return r.kind == Region::Kind::Param && r.index >= kFnRegion ? region(r) : r; });
    return types_.normalize(tcx_.subst(with_own, callee.args));
  };
  const auto here = [&](Region r) {
    if (r.kind != Region::Kind::Param || r.index >= kFnRegion) return region(r);
    const auto args = tcx_[callee.args];
    return r.index < args.size() ? args[r.index].region : Region{};
  };
  const auto outlive = [&](const std::vector<RegionVar>& longer, Region shorter) {
    if (const auto var = RegionTypes::var_of(shorter))
      for (const RegionVar each : longer) types_.outlives(each, *var);
  };
  std::vector<RegionVar> inputs;
  for (size_t i = 0; i < t.args.size() && i < sig.inputs.size(); ++i) {
    const TyId from = types_.operand(t.args[i]), input = types_.renumber(instance(sig.inputs[i]));
    types_.well_formed(input);
    types_.relate(from, input);
    for (const RegionVar var : types_.vars(input)) inputs.push_back(var);
    for (const auto& [index, shorter] : sig.inputs_outlive)
      if (index == i) outlive(types_.vars(from), here(shorter));
  }
  const TyId output = types_.fill(instance(sig.output), inputs);
  types_.well_formed(output);
  types_.relate(output, to);
  for (const auto& [longer, shorter] : sig.outlives) types_.outlives(here(longer), here(shorter));
  for (const auto& [index, shorter] : sig.params_outlive)
    if (const auto args = tcx_[callee.args]; index < args.size() && args[index].kind == GenericArg::Kind::Type)
      outlive(types_.vars(args[index].ty()), here(shorter));
}

void Constraints::call_pointer(const Terminator& t, const TyData& callee, TyId to) {
  std::unordered_map<uint32_t, Region> bound;
  class Opener final : public TyFolder {
   public:
    Opener(TyContext& tcx, RegionTypes& types, std::unordered_map<uint32_t, Region>& map)
        : TyFolder(tcx), types_(types), map_(map) {}
    Region fold_region(Region r) override {
      if (r.kind != Region::Kind::Bound) return r;
      const auto [it, is_new] = map_.emplace(r.index, Region{});
      if (is_new) it->second = types_.fresh();
      return it->second;
    }

   private:
    RegionTypes& types_;
    std::unordered_map<uint32_t, Region>& map_;
  } opener(tcx_, types_, bound);
  std::vector<RegionVar> inputs;
  const std::vector<TyId> declared(tcx_[callee.sig.inputs].begin(), tcx_[callee.sig.inputs].end());
  for (size_t i = 0; i < t.args.size() && i < declared.size(); ++i) {
    const TyId input = types_.renumber(opener.fold_ty(declared[i]));
    types_.relate(types_.operand(t.args[i]), input);
    for (const RegionVar var : types_.vars(input)) inputs.push_back(var);
  }
  types_.relate(types_.fill(opener.fold_ty(callee.sig.output), inputs), to);
}

}  // namespace assay::regions
