// From HIR and the Tables of a finished check to THIR: variables resolved, adjustments and overloaded operators written
// out, patterns with explicit derefs. Expressions are in thir_expr.cpp and thir_ops.cpp, patterns in thir_pat.cpp,
// constants in thir_const.cpp; what closures capture is found on the result (captures.h).
#pragma once
#include <unordered_set>

#include "infer/fn_ctxt.h"

namespace assay::infer {

/// Builds and publishes the THIR of the body, its closures and its inline constants.
void build_thir(FnCtxt& fcx);

class ThirBuilder {
 public:
  explicit ThirBuilder(FnCtxt& fcx);
  bool build();

 private:
  using Expr = thir::Expr;
  using Pat = thir::Pat;

  // ---- types
  TyId final_ty(TyId ty, Span span);
  ArgsId final_args(ArgsId args, Span span);
  TyId ty_of(const hir::Expr& e);
  bool is_copy(TyId ty);
  void ambiguous(Span span);

  // ---- nodes
  Expr* make(Expr::Kind kind, const hir::Expr& from, TyId ty);
  Expr* make_place(Expr::Kind kind, const hir::Expr& from, TyId ty);
  Expr* make_call(const hir::Expr& from, DefId fn, ArgsId args, std::vector<const Expr*> operands, TyId ty);
  Expr* make_cast(const hir::Expr& from, thir::CastKind kind, const Expr* operand, TyId ty);
  Expr* borrow(const hir::Expr& from, const Expr* place, bool is_mut, bool adjustment);
  Expr* deref(const hir::Expr& from, const Expr* operand, TyId ty);
  Expr* constant(const hir::Expr& from, TyId ty);
  Expr* unsupported(const hir::Expr& from, const char* feature);
  static bool is_place(const Expr& e);

  // ---- expressions
  const Expr* expr(const hir::Expr& e);
  const Expr* expr_or_null(const hir::Expr* e) { return e ? expr(*e) : nullptr; }
  std::vector<const Expr*> exprs(const std::vector<const hir::Expr*>& list);
  Expr* raw(const hir::Expr& e);
  Expr* adjusted(const hir::Expr& e, Expr* at);
  Expr* adt_reborrow(const hir::Expr& e, const Expr* from, TyId target);
  Expr* path(const hir::Expr& e);
  Expr* call(const hir::Expr& e);
  Expr* closure_call(const hir::Expr& e);
  Expr* method_call(const hir::Expr& e);
  Expr* binary(const hir::Expr& e);
  Expr* assign_op(const hir::Expr& e);
  Expr* unary(const hir::Expr& e);
  Expr* cast(const hir::Expr& e);
  Expr* index(const hir::Expr& e);
  Expr* struct_expr(const hir::Expr& e);
  Expr* block(const hir::Expr& e);
  Expr* match(const hir::Expr& e);
  bool is_exhaustive(std::span<const Pat* const> pats, TyId ty);
  Expr* closure(const hir::Expr& e);
  Expr* offset_of(const hir::Expr& e);
  void drop_borrow(const hir::Expr& operand);

  // ---- constants
  bool literal(const ast::Literal& lit, bool negative, TyId ty, thir::ConstValue& out, Span span);
  bool pat_constant(const hir::Expr& e, TyId ty, thir::ConstValue& out);
  thir::ConstValue named(DefId def, ArgsId args, TyId ty);

  // ---- patterns
  const Pat* pat(const hir::Pat& p);
  Pat* raw_pat(const hir::Pat& p, TyId ty);
  void fields_of(const hir::Pat& p, Pat& out);

  void fill_locals(thir::Body& body);

  FnCtxt& fcx_;
  Session& session_;
  TyContext& tcx_;
  Collector& items_;
  Solver& solver_;
  Arena& arena_;
  std::unordered_map<TyId, bool> copy_;
  std::unordered_set<LocalVar> bound_;       // variables whose first binding was seen
  std::vector<thir::Body*> closure_bodies_;  // whose locals are filled at the end
  size_t unsafe_depth_ = 0;                  // `unsafe` blocks and functions around
  bool address_only_ = false;                // the place being built is the operand of `&raw`
  void needs_unsafe(const hir::Expr& e, const char* what);
  size_t depth_ = 0;  // closures around what is being built
  bool failed_ = false;
};

}  // namespace assay::infer
