// Types of one body with a region variable at every place of a lifetime: what locals, places and operands have for a
// type, and which region must outlive which when a value of one type becomes a value of another. Next: constraints.h.
#pragma once
#include <functional>
#include <unordered_map>
#include <vector>

#include "mir/body.h"
#include "traits/solve.h"
#include "types/region_sigs.h"

namespace assay::regions {

using namespace types;
using mir::LocalId;
using mir::Operand;
using mir::Place;

using RegionVar = uint32_t;
inline constexpr RegionVar kStatic = 0;   // 'static
inline constexpr RegionVar kOutside = 1;  // every lifetime that the signature names: longer than the body

/// How a parameter of a type may differ when the type is used for another.
enum class Variance : uint8_t { None = 0, Co = 1, Contra = 2, Both = 3 /* invariant */ };
constexpr Variance operator|(Variance a, Variance b) {
  return static_cast<Variance>(static_cast<uint8_t>(a) | static_cast<uint8_t>(b));
}
/// The variance of something at `inner` inside something at `outer`.
Variance within(Variance outer, Variance inner);

/// Variances of the parameters of structs, enums and unions, found once per definition.
class Variances {
 public:
  explicit Variances(RegionSigs& sigs) : sigs_(sigs) {}
  const std::vector<Variance>& of(DefId adt);

 private:
  void visit(TyId ty, Variance at, std::vector<Variance>& out);
  RegionSigs& sigs_;
  std::unordered_map<uint32_t, std::vector<Variance>> known_;
};

class RegionTypes {
 public:
  RegionTypes(const mir::Body& body, traits::Solver& solver, RegionSigs& sigs, Variances& variances,
              const traits::ParamEnv& env);

  const mir::Body& body;
  traits::Solver& solver;
  RegionSigs& sigs;
  TyContext& tcx;

  TyId local(LocalId id) const { return locals_[id.raw]; }
  TyId place(const Place& place);
  /// The type after the projection `elem` from `base`; `variant` is set by a Downcast and used by the next Field.
  TyId project(TyId base, const mir::ProjectionElem& elem, uint32_t& variant);
  TyId operand(const Operand& operand);
  TyId field(TyId ty, uint32_t variant, uint32_t index);

  Region fresh();
  /// Replaces every region of a type but those bound inside. A closure or opaque type hides the lifetimes that it
  /// captured: one slot stands for all of them.
  TyId replace(TyId ty, const std::function<Region(Region)>& by);
  uint32_t var_count() const { return next_; }
  static std::optional<RegionVar> var_of(Region region);
  /// All region variables in a type.
  std::vector<RegionVar> vars(TyId ty);
  /// Erased regions become new variables.
  TyId renumber(TyId ty);
  ArgsId renumber(ArgsId args);
  TyId erase(TyId ty);
  /// Erased regions become new variables that every one of `sources` outlives.
  TyId fill(TyId ty, const std::vector<RegionVar>& sources);
  /// Normalises projections, keeping track of regions through the impl that defines them.
  TyId normalize(TyId ty, int depth = 0);

  struct Outlives {
    RegionVar longer, shorter;
  };
  std::vector<Outlives> constraints;
  void outlives(RegionVar longer, RegionVar shorter) {
    if (longer != shorter && longer != kStatic && longer != kOutside) constraints.push_back({longer, shorter});
  }
  void outlives(Region longer, Region shorter);
  /// What a type's own validity demands: in `&'a T` all of T outlives 'a.
  void well_formed(TyId ty);
  /// A value of type `from` is used as one of type `to`.
  void relate(TyId from, TyId to, Variance variance = Variance::Co);

 private:
  TyId project_through_impl(const TyData& projection, TyId plain, int depth);
  bool match(TyId pattern, TyId actual, std::vector<GenericArg>& bound, std::vector<bool>& set);
  void relate(Region from, Region to, Variance variance);
  void relate(ArgsId from, ArgsId to, const std::vector<Variance>* variances, Variance variance);

  Variances& variances_;
  const traits::ParamEnv& env_;
  std::vector<TyId> locals_;
  RegionVar next_ = 2;
};

}  // namespace assay::regions
