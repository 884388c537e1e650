// Is this body well typed, and what does it mean? Type-checks a function, constant or static with its closures when
// first asked, and keeps the THIR. The work of one body is done by FnCtxt (fn_ctxt.h), THIR is made by thir_build.h.
#pragma once
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "thir/thir.h"
#include "traits/solve.h"

namespace assay::infer {

using namespace types;
struct InherentIndex;

class TypeChecker : public thir::Provider {
 public:
  /// `session` and `solver` must outlive this object. HIR and items are the solver's.
  TypeChecker(Session& session, traits::Solver& solver);
  ~TypeChecker() override;
  TypeChecker(const TypeChecker&) = delete;
  TypeChecker& operator=(const TypeChecker&) = delete;

  /// Checks the body that `def` belongs to (closures and inline constants with their owner) and gives its THIR; null
  /// if it has no body or was found wrong: then a diagnostic says why.
  const thir::Body* thir(DefId def) override;
  /// Makes sure that the hidden type of `opaque` is known to the Collector, by checking its function.
  void ensure_opaque(DefId opaque);

  Session& session;
  traits::Solver& solver;
  Collector& items;
  TyContext& tcx;
  hir::Provider& hir;
  /// Inherent associated items by name, and traits' items by name (method.cpp).
  InherentIndex& index() { return *index_; }
  void publish(DefId def, const thir::Body* body) { bodies_[def] = body; }

 private:
  /// The Fn, Const, ... whose check includes `def`.
  DefId body_owner(DefId def) const;
  void check(DefId owner);

  std::unordered_map<DefId, const thir::Body*> bodies_;
  std::unordered_set<DefId> checked_, in_progress_;
  std::unique_ptr<InherentIndex> index_;
};

}  // namespace assay::infer
