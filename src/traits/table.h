// The inference table: type, integer, float and constant variables with unification and snapshots.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "types/collect.h"

namespace assay::traits {

using namespace types;

class InferTable {
 public:
  explicit InferTable(TyContext& tcx);
  ~InferTable();
  TyContext& tcx;
  /// Evaluates unevaluated constants while constants are unified; the solver sets it when it first sees the table.
  std::function<ConstId(ConstId)> eval_const;

  TyId fresh_ty(Span span = {});
  TyId fresh_int();
  TyId fresh_float();
  ConstId fresh_const(TyId ty);
  /// Fresh variables for all parameters of an item.
  ArgsId fresh_args(Collector& items, DefId def, Span span = {});

  /// Makes two types equal, or answers false (then the table may be partly changed: wrap in a snapshot to undo).
  /// Regions are ignored. A projection type never unifies structurally: normalise first (see Solver::project).
  bool unify(TyId a, TyId b);
  bool unify(ConstId a, ConstId b);
  bool unify(ArgsId a, ArgsId b);

  TyId shallow(TyId ty);  // resolves the variable at the head, if bound
  TyId resolve(TyId ty);  // resolves all bound variables inside
  ArgsId resolve(ArgsId args);
  ConstId resolve(ConstId c);
  FnSig resolve(const FnSig& sig);
  TraitRef resolve(const TraitRef& t);
  TyId root_var(TyId var);   // representative of an unbound variable
  bool is_unbound(TyId ty);  // (after shallow) an inference variable of any kind
  /// Marks a variable as coming from a diverging expression (fallback to () or !).
  void set_diverging(TyId var);
  bool is_diverging(TyId var);
  /// Integer and float fallback, diverging variables to `()`. Returns true if anything was bound.
  bool apply_fallback();

  struct Snapshot {
    uint32_t undo_length;
    uint32_t ty_vars, const_vars;
  };
  Snapshot snapshot();
  void rollback(const Snapshot& s);
  void commit(const Snapshot&) {}

 private:
  struct Impl;
  Impl* impl_;
};

}  // namespace assay::traits
