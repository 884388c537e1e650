// Solving the constraints and finding where regions are left.
#include "regions/regions.h"

#include "mir/validate.h"
#include "regions/constraints.h"
#include "regions/liveness.h"

namespace assay::regions {

using mir::Statement;
using mir::Terminator;

const std::vector<uint32_t>* BodyRegions::ends_before(BlockId block, uint32_t statement) const {
  const auto it = ends.find(key(block, statement));
  return it == ends.end() ? nullptr : &it->second;
}
uint32_t BodyRegions::begins(BlockId block, uint32_t statement) const {
  const auto it = begin.find(key(block, statement));
  return it == begin.end() ? kNoScope : it->second;
}

std::string BodyRegions::name(uint32_t scope) const {
  const Scope& s = scopes[scope];
  return "'s" + std::to_string(scope) + (s.is_static ? ": 'static" : s.outlives_body ? ": longer than the body" : "");
}

namespace {

/// Which regions of a type a drop of its value may use: what `Drop` impls see. Library types promise not to look at
/// values of their type parameters other than by dropping them (rustc's `#[may_dangle]`).
class DropRegions {
 public:
  explicit DropRegions(RegionTypes& types) : types_(types), tcx_(types.tcx) {}
  std::vector<RegionVar> of(TyId ty) {
    out_.clear();
    seen_.clear();
    visit(ty);
    return out_;
  }

 private:
  void all(TyId ty) {
    for (const RegionVar var : types_.vars(ty)) out_.push_back(var);
  }
  void visit(TyId ty) {
    for (const TyId s : seen_)
      if (s == ty) return;
    if (seen_.size() > 64) return all(ty);
    seen_.push_back(ty);
    const TyData d = tcx_[ty];
    if (d.kind == TyKind::Array || d.kind == TyKind::Slice) return visit(d.inner);
    if (d.kind == TyKind::Tuple) {
      const std::vector<TyId> list(tcx_[d.list].begin(), tcx_[d.list].end());
      for (TyId t : list) visit(t);
    } else if (d.kind == TyKind::Closure) {
      for (uint32_t i = 0; i < types_.sigs.items.closure_info(d.def).upvar_tys.size(); ++i)
        visit(types_.field(ty, 0, i));
    } else if (d.kind == TyKind::Dynamic || d.kind == TyKind::Projection || d.kind == TyKind::Opaque) {
      all(ty);
    } else if (d.kind == TyKind::Adt) {
      visit_adt(ty, d);
    }
  }
  void visit_adt(TyId ty, const TyData& d) {
    Collector& items = types_.sigs.items;
    const AdtInfo& info = items.adt(d.def);
    if (info.is_phantom || info.is_manually_drop || info.kind == AdtInfo::Kind::Union) return;
    if (info.is_box || items.has_drop_impl(d.def)) {
      if (items.hir.defs.crates[items.hir.defs[d.def].crate].is_user) return all(ty);
      const std::vector<GenericArg> args(tcx_[d.args].begin(), tcx_[d.args].end());
      for (const GenericArg& a : args) {
        if (a.kind == GenericArg::Kind::Type) visit(a.ty());
        if (a.kind == GenericArg::Kind::Region)
          if (const auto var = RegionTypes::var_of(a.region)) out_.push_back(*var);
      }
      return;
    }
    for (uint32_t v = 0; v < info.variants.size(); ++v)
      for (uint32_t f = 0; f < info.variants[v].fields.size(); ++f) visit(types_.field(ty, v, f));
  }

  RegionTypes& types_;
  TyContext& tcx_;
  std::vector<RegionVar> out_;
  std::vector<TyId> seen_;
};

/// The points of every region variable. Two more bits: beyond the end of the body, for ever.
class Solution {
 public:
  Solution(RegionTypes& types, const Points& points) : points_(points) {
    const mir::Body& body = types.body;
    DropRegions dropped(types);
    std::vector<std::vector<RegionVar>> used, drops;
    for (uint32_t i = 0; i < body.locals.size(); ++i) {
      used.push_back(types.vars(types.local(LocalId(i))));
      drops.push_back(used.back().empty() ? std::vector<RegionVar>{} : dropped.of(types.local(LocalId(i))));
    }
    const uint32_t count = points.count();
    values_.assign(types.var_count(), Bits(count + 2));
    values_[kOutside].set();
    values_[kOutside].reset(count + 1);
    values_[kStatic].set();
    each_live(body, points, [&](LocalId local, uint32_t point, bool only_drop) {
      for (const RegionVar var : only_drop ? drops[local.raw] : used[local.raw]) values_[var].set(point);
    });
    std::vector<std::vector<RegionVar>> longer_than(types.var_count());
    for (const RegionTypes::Outlives& c : types.constraints) longer_than[c.shorter].push_back(c.longer);
    std::vector<RegionVar> todo;
    for (RegionVar v = 0; v < values_.size(); ++v)
      if (values_[v].any()) todo.push_back(v);
    while (!todo.empty()) {
      const RegionVar v = todo.back();
      todo.pop_back();
      for (const RegionVar longer : longer_than[v]) {
        if (values_[v].is_subset_of(values_[longer])) continue;
        values_[longer] |= values_[v];
        todo.push_back(longer);
      }
    }
  }
  Bits value(const std::vector<RegionVar>& vars) const {
    Bits all = values_[vars[0]];
    for (const RegionVar v : vars) all &= values_[v];
    return all;
  }
  bool outlives_body(const Bits& value) const { return value.test(points_.count()); }
  bool is_static(const Bits& value) const { return value.test(points_.count() + 1); }

 private:
  const Points& points_;
  std::vector<Bits> values_;
};

/// Follows each scope forwards from where it begins for as long as its region goes on.
class Ends {
 public:
  Ends(const mir::Body& body, const Points& points, std::vector<Bits> values, BodyRegions& out)
      : body_(body), points_(points), values_(std::move(values)), out_(out) {}

  void run() {
    const auto blocks = static_cast<uint32_t>(body_.blocks.size());
    const size_t scopes = out_.scopes.size();
    entry_.assign(blocks, Bits(scopes));
    exit_.assign(blocks, Bits(scopes));
    std::vector<uint32_t> todo;
    for (uint32_t b = blocks; b-- > 0;) todo.push_back(b);
    std::vector<Bits> before(blocks, Bits(scopes));  // the union of what comes in
    while (!todo.empty()) {
      const uint32_t b = todo.back();
      todo.pop_back();
      Bits now = at(before[b], BlockId(b), 0);
      entry_[b] = now;
      walk(BlockId(b), now, false);
      exit_[b] = now;
      for (const BlockId next : mir::successors(body_.blocks[BlockId(b)].terminator)) {
        if (now.is_subset_of(before[next.raw])) continue;
        before[next.raw] |= now;
        todo.push_back(next.raw);
      }
    }
    for (uint32_t b = 0; b < blocks; ++b) {
      Bits now = before[b];
      leave(now, BlockId(b), 0);
      walk(BlockId(b), now, true);
    }
  }

 private:
  Bits at(Bits active, BlockId block, uint32_t statement) const {
    const uint32_t point = points_.at(block, statement);
    for (size_t s = active.find_first(); s != Bits::npos; s = active.find_next(s))
      if (!values_[s].test(point)) active.reset(s);
    return active;
  }
  void leave(Bits& active, BlockId block, uint32_t statement) {
    Bits left = at(active, block, statement);
    const Bits ended = active - left;
    std::vector<uint32_t> list;
    for (size_t s = ended.find_first(); s != Bits::npos; s = ended.find_next(s))
      list.push_back(static_cast<uint32_t>(s));
    if (!list.empty()) out_.ends[BodyRegions::key(block, statement)] = std::move(list);
    active = std::move(left);
  }
  void walk(BlockId block, Bits& now, bool record) {
    const auto count = static_cast<uint32_t>(body_.blocks[block].statements.size());
    for (uint32_t i = 0; i <= count; ++i) {
      if (i != 0) {
        if (record)
          leave(now, block, i);
        else
          now = at(std::move(now), block, i);
      }
      const uint32_t begun = out_.begins(block, i);
      if (begun != kNoScope && (i == count || body_.blocks[block].statements[i].kind == Statement::Kind::Assign))
        now.set(begun);
    }
  }

  const mir::Body& body_;
  const Points& points_;
  std::vector<Bits> values_;
  BodyRegions& out_;
  std::vector<Bits> entry_, exit_;
};

// A scope's number is also found at the Retag that follows.
void find_retags(const mir::Body& body, BodyRegions& out) {
  for (uint32_t i = 0; i < out.scopes.size(); ++i) {
    const Scope& scope = out.scopes[i];
    const mir::Block& block = body.blocks[scope.block];
    const mir::Place* place = nullptr;
    BlockId where = scope.block;
    uint32_t next = scope.statement + 1;
    if (scope.kind == Scope::Kind::Borrow) {
      place = &block.statements[scope.statement].place;
    } else {
      place = &block.terminator.place;
      where = block.terminator.target;
      next = 0;
    }
    const auto& statements = body.blocks[where].statements;
    if (next < statements.size() && statements[next].kind == Statement::Kind::Retag && statements[next].place == *place)
      out.begin[BodyRegions::key(where, next)] = i;
  }
}

}  // namespace

struct RegionAnalysis::Impl {
  explicit Impl(traits::Solver& s) : solver(s), sigs(s.items), variances(sigs) {}
  traits::Solver& solver;
  RegionSigs sigs;
  Variances variances;
  std::unordered_map<const mir::Body*, std::unique_ptr<BodyRegions>> known;
};

RegionAnalysis::RegionAnalysis(traits::Solver& solver) : impl_(std::make_unique<Impl>(solver)) {}
RegionAnalysis::~RegionAnalysis() = default;

const BodyRegions& RegionAnalysis::of(const mir::Body& body) {
  if (const auto it = impl_->known.find(&body); it != impl_->known.end()) return *it->second;
  auto out = std::make_unique<BodyRegions>();
  traits::ParamEnv env;
  if (body.owner) env = impl_->solver.param_env(impl_->solver.items.hir.defs.generics_owner(body.owner));
  RegionTypes types(body, impl_->solver, impl_->sigs, impl_->variances, env);
  Constraints constraints(types);
  constraints.run();
  const Points points(body);
  const Solution solution(types, points);
  std::vector<Bits> values;
  for (const Origin& origin : constraints.origins) {
    values.push_back(solution.value(origin.vars));
    const Bits& value = values.back();
    Scope scope;
    scope.kind = origin.kind == Origin::Kind::Borrow ? Scope::Kind::Borrow : Scope::Kind::Result;
    scope.block = origin.block;
    scope.statement = origin.statement;
    scope.outlives_body = solution.outlives_body(value);
    scope.is_static = solution.is_static(value);
    out->begin[BodyRegions::key(origin.block, origin.statement)] = static_cast<uint32_t>(out->scopes.size());
    out->scopes.push_back(scope);
  }
  Ends(body, points, std::move(values), *out).run();
  find_retags(body, *out);
  return *impl_->known.emplace(&body, std::move(out)).first->second;
}

}  // namespace assay::regions
