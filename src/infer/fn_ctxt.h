// The check of one body. FnCtxt walks HIR top-down with expectations, unifies types in the shared InferTable, queues
// obligations and fills Tables. Its member functions are spread over files by question:
//   fn_ctxt.cpp     set-up, errors, the order of the phases      fulfill.cpp   obligations and normalisation
//   expr*.cpp       expressions                                  pat.cpp       patterns
//   path.cpp        paths in value position                      method.cpp    method lookup
//   coerce.cpp      coercions and least upper bounds             place.cpp     autoderef, fields, index, mutability
//   call.cpp        calls and arguments                          op.cpp        operators
//   closure.cpp     closures' signatures                         cast.cpp      casts, after everything else
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "infer/check.h"
#include "infer/tables.h"
#include "traits/solve.h"
#include "traits/table.h"

namespace assay::infer {

using traits::Answer;
using traits::InferTable;
using traits::ParamEnv;
using traits::Selection;
using traits::Solver;

class FnCtxt;

struct Obligation {
  Predicate predicate;
  Span span;
  uint32_t depth = 0;
  bool done = false;
  ArgsId tried;  // the arguments, resolved, when this was last ambiguous: trying again would say the same
};

/// What the checks of a body and of the inline constants in it share.
struct InferState {
  explicit InferState(TyContext& tcx) : table(tcx) {}
  InferTable table;
  ParamEnv env;
  std::vector<Obligation> pending;
  struct Cast {
    FnCtxt* fcx;
    const hir::Expr* expr;
    TyId from, to;
  };
  std::vector<Cast> casts;
  std::vector<std::unique_ptr<FnCtxt>> children;  // inline constants
  std::unordered_map<DefId, TyId> opaques;        // hidden types being inferred here
  bool failed = false;                            // a diagnostic was given
  size_t diags_before = 0;                        // how many there were when this check began
  uint32_t probes = 0;                            // open Probes: obligations must not be worked on
};

/// What the context would like an expression's type to be.
struct Expectation {
  enum class Kind : uint8_t {
    None,
    Type /* must be, after coercion */,
    Cast /* `as` target */,
    Rvalue /* of an unsized place */
  } kind = Kind::None;
  TyId ty;
  static Expectation none() { return {}; }
  static Expectation has(TyId ty) { return {Kind::Type, ty}; }
  TyId only_has() const { return kind == Kind::Type ? ty : TyId(); }
  TyId any() const { return kind == Kind::None ? TyId() : ty; }
};

/// The common type of several expressions that end up in one place (arms, breaks, array elements).
struct CoerceMany {
  TyId expected;  // a type or a fresh variable
  TyId merged;
  std::vector<const hir::Expr*> exprs;
  bool pushed = false;
  bool from_expectation = false;
};

struct ClosureCtx {
  const hir::Expr* expr = nullptr;
  DefId def;
  bool kind_known = false;
  bool captures = false;  // mentions a variable from outside
};

/// One function-like frame: the body itself or a closure in it.
struct FnFrame {
  TyId return_ty;
  CoerceMany* returns = nullptr;
  ClosureCtx* closure = nullptr;
};

struct Breakable {
  HirId target;
  CoerceMany* coerce = nullptr;  // null: `break` with a value is not allowed here
  bool may_break = false;
};

struct AutoderefStep {
  TyId ty;
  bool overloaded = false;  // how this step was reached from the one before
};

/// Which function a method call means (method.cpp).
struct Pick {
  enum class Source : uint8_t { Impl, Bound, Trait } source = Source::Impl;
  enum class Autoref : uint8_t { None, Ref, RefMut, ConstPtr } autoref = Autoref::None;
  DefId item;
  DefId container;     // impl or trait
  TraitRef trait_ref;  // Bound
  uint32_t derefs = 0;
  bool unsize = false;
  bool receiver_is_unsized_step = false;
};

enum class Mode : uint8_t { Method, Path };

/// The default binding mode: what a reference that was looked through makes of plain bindings.
struct BindingMode {
  bool by_ref = false, is_mut = false;
};

class FnCtxt final : public Collector::InferHooks {
 public:
  FnCtxt(TypeChecker& checker, InferState& state, const hir::Body& body, DefId owner, FnCtxt* parent);
  ~FnCtxt() override;

  // ---- phases (fn_ctxt.cpp)
  void check_fn();
  void check_const(TyId expected);
  /// Fallback, casts, closures, leftover obligations: after this all variables are bound or errors were given.
  void finish();

  // ---- Collector::InferHooks
  TyId fresh_ty(Span span) override;
  ConstId fresh_const(TyId ty, Span span) override;
  TyId project(DefId assoc, ArgsId args, Span span) override;
  TyId assoc_by_name(TyId self, Ident name, Span span) override;

  // ---- types
  TyId shallow(TyId ty) { return table.shallow(ty); }
  const TyData& data(TyId ty) { return tcx[table.shallow(ty)]; }
  /// The type with its head known if that is possible by solving what is pending.
  TyId structurally(TyId ty);
  bool is_var(TyId ty);  // an unbound type variable (not integer or float)
  TyId resolve(TyId ty) { return table.resolve(ty); }
  bool unify(TyId a, TyId b);  // all or nothing
  bool demand_eq(Span span, TyId expected, TyId found);
  std::string show(TyId ty);
  std::string show_trait(const TraitRef& trait_ref);
  TyId lower_ty(const hir::Ty& ty);
  DefId lang(const char* name) { return items.lang(name); }

  // ---- errors
  void error(Span span, std::string message, const char* code, std::string label = {});
  void unsupported(Span span, std::string feature, std::string detail = {});
  void mismatch(Span span, TyId expected, TyId found);
  bool in_library() const { return in_library_; }

  // ---- obligations (fulfill.cpp)
  TyId norm(TyId ty, Span span);
  FnSig norm(const FnSig& sig, Span span);
  ArgsId norm(ArgsId args, Span span);
  void require(const Predicate& predicate, Span span, uint32_t depth = 0);
  void require_trait(DefId trait, ArgsId args, Span span);
  void require_all(DefId item, ArgsId args, Span span);
  void select_where_possible();
  void report_pending();
  Answer holds(DefId trait, ArgsId args);
  bool implements(TyId ty, const char* lang_trait);

  // ---- expressions
  TyId check_expr(const hir::Expr& expr, Expectation expected = {});
  TyId check_coerce(const hir::Expr& expr, TyId target, bool two_phase = false);
  TyId check_has(const hir::Expr& expr, TyId target);
  TyId check_kind(const hir::Expr& expr, Expectation expected);
  TyId check_lit(const ast::Literal& lit, Expectation expected);
  TyId check_block(const hir::Expr& expr, Expectation expected);
  void check_stmt(const hir::Stmt& stmt);
  TyId check_if(const hir::Expr& expr, Expectation expected);
  TyId check_match(const hir::Expr& expr, Expectation expected);
  TyId check_loop(const hir::Expr& expr, Expectation expected);
  TyId check_break(const hir::Expr& expr);
  TyId check_return(const hir::Expr& expr);
  TyId check_let(const hir::Expr& expr);
  TyId check_addr_of(const hir::Expr& expr, Expectation expected);
  TyId check_array(const hir::Expr& expr, Expectation expected);
  TyId check_repeat(const hir::Expr& expr, Expectation expected);
  TyId check_tuple(const hir::Expr& expr, Expectation expected);
  TyId check_struct(const hir::Expr& expr, Expectation expected);
  TyId check_assign(const hir::Expr& expr);
  TyId check_cast(const hir::Expr& expr);
  TyId check_const_block(const hir::Expr& expr, Expectation expected);
  TyId check_offset_of(const hir::Expr& expr);
  Expectation rvalue_hint(TyId ty);
  Expectation for_branches(Expectation expected);
  TyId coercion_target(Expectation expected, Span span);
  static bool is_place_syntax(const hir::Expr& expr);

  // ---- paths (path.cpp)
  TyId check_path(const hir::Expr& expr);
  ValueRes resolve_value(const hir::Path& path, Span span);
  TyId type_of_value(const ValueRes& res, Span span);
  ValueRes assoc_value(TyId self_ty, const hir::PathSegment& segment, Span span);
  ValueRes value_of_item(DefId def, ArgsId args, Span span, bool require_bounds = true);
  TyId lower_path_prefix(const hir::Path& path, size_t segments);
  /// The variant or struct that a path in a struct expression or pattern names, and the ADT type with variables.
  std::optional<VariantRes> resolve_variant(const hir::Path& path, Span span, TyId& ty);

  // ---- calls (call.cpp)
  TyId check_call(const hir::Expr& expr, Expectation expected);
  void check_args(Span span, const std::vector<const hir::Expr*>& args, std::span<const TyId> formal,
                  std::span<const TyId> expected, bool variadic);
  std::vector<TyId> expected_inputs(Expectation expected, TyId output, std::span<const TyId> formal);
  bool overloaded_call(const hir::Expr& expr, TyId callee_ty, Expectation expected, TyId& result);
  FnSig sig_of(DefId def, ArgsId args, Span span);

  // ---- methods (method.cpp)
  TyId check_method_call(const hir::Expr& expr, Expectation expected);
  std::optional<Pick> probe(const std::vector<AutoderefStep>& steps, bool reached_raw, SymbolId name, Mode mode,
                            AssocItem::Kind kind);
  /// Looks `method` of `trait` up on `self` with these further trait arguments; registers the obligation. Nothing if it
  /// certainly does not hold.
  std::optional<Callee> method_in_trait(DefId trait, const char* method, TyId self, std::span<const TyId> args,
                                        Span span);

  // ---- operators (op.cpp)
  TyId check_binary(const hir::Expr& expr, Expectation expected);
  TyId check_assign_op(const hir::Expr& expr);
  TyId check_unary(const hir::Expr& expr, Expectation expected);

  // ---- places (place.cpp)
  std::vector<AutoderefStep> autoderef(TyId ty, Span span, bool through_raw = false, bool* reached_var = nullptr);
  TyId overloaded_deref_target(TyId ty, Span span);
  TyId check_deref(const hir::Expr& expr, TyId operand);
  TyId check_field(const hir::Expr& expr);
  TyId check_index(const hir::Expr& expr);
  void adjust(const hir::Expr& expr, std::vector<Adjustment> adjustments);
  static void push_derefs(const std::vector<AutoderefStep>& steps, size_t count, std::vector<Adjustment>& out);
  void make_mutable(const hir::Expr& expr);
  std::optional<uint32_t> find_field(TyId ty, SymbolId name, TyId& field_ty, Span span);

  // ---- coercions (coerce.cpp)
  bool coerce(const hir::Expr& expr, TyId from, TyId to, bool two_phase = false);
  bool try_coerce(const hir::Expr* expr, TyId from, TyId to, bool two_phase, std::vector<Adjustment>& out);
  void push(CoerceMany& many, const hir::Expr* expr, TyId ty, Span span);
  TyId complete(CoerceMany& many);

  // ---- patterns (pat.cpp)
  void check_pat(const hir::Pat& pat, TyId expected, BindingMode mode = {});
  TyId local_ty(LocalVar local, Span span);
  static bool has_ref_mut_binding(const hir::Pat& pat);
  static bool has_ref_binding(const hir::Pat& pat);

  // ---- closures (closure.cpp)
  TyId check_closure(const hir::Expr& expr, Expectation expected);

  // ---- casts (cast.cpp)
  void check_deferred_cast(const InferState::Cast& cast);

  TypeChecker& checker;
  InferState& state;
  Session& session;
  Collector& items;
  TyContext& tcx;
  Solver& solver;
  hir::Provider& hir;
  InferTable& table;
  const hir::Body& body;
  DefId owner;
  FnCtxt* parent;
  Tables tables;
  TyId return_ty;               // of the whole body
  std::vector<TyId> param_tys;  // of the whole body
  std::vector<FnFrame> frames;
  std::vector<Breakable> breakables;
  std::deque<ClosureCtx> closures;
  std::unordered_map<LocalVar, size_t> local_frame;  // in which frame (depth) a variable was declared
  bool diverges = false;

 private:
  TyId resolve_opaques(TyId ty, Span span);
  void check_match_arms(const hir::Expr& expr, TyId scrutinee, Expectation expected, bool scrutinee_diverges);
  bool lub(CoerceMany& many, const hir::Expr* expr, TyId ty);
  bool coerce_inner(const hir::Expr* expr, TyId from, TyId to, bool two_phase, std::vector<Adjustment>& out);
  bool coerce_ref(TyId from, TyId to, bool two_phase, std::vector<Adjustment>& out);
  bool coerce_unsized(TyId from, TyId to, std::vector<Adjustment>& out);
  bool reborrows(TyId from, TyId to);
  bool unsize_pointee(TyId from, TyId to);
  bool coerce_to_fn_ptr(const hir::Expr* expr, TyId from, TyId to, std::vector<Adjustment>& out);
  std::optional<FnSig> fn_ptr_sig_of(TyId ty);
  bool captures_nothing(TyId closure_ty);
  void make_index_mutable(const hir::Expr& expr);
  void make_deref_mutable(const hir::Expr& expr);
  TyId finish_method(const hir::Expr& expr, const Pick& pick, const std::vector<AutoderefStep>& steps,
                     Expectation expected);
  bool process(Obligation& obligation, std::vector<Obligation>& added, bool report);
  void check_adt_pat(const hir::Pat& pat, TyId expected, BindingMode mode);
  void check_slice_pat(const hir::Pat& pat, TyId expected, BindingMode mode);
  void check_tuple_pat(const hir::Pat& pat, TyId expected, BindingMode mode);
  void check_tuple_fields(const hir::Pat& pat, const std::vector<TyId>& tys, BindingMode mode);
  TyId check_pat_expr(const hir::Expr& expr, TyId expected);
  bool deduce_from_predicate(const Predicate& predicate, TyId self, std::optional<ClosureKind>& kind, TyId& inputs,
                             TyId& output);
  bool in_library_ = false;
};

/// Rolls the table back unless committed.
class Probe {
 public:
  explicit Probe(FnCtxt& fcx) : fcx_(fcx), snapshot_(fcx.table.snapshot()), pending_(fcx.state.pending.size()) {
    ++fcx.state.probes;
  }
  ~Probe() {
    if (open_) rollback();
  }
  Probe(const Probe&) = delete;
  Probe& operator=(const Probe&) = delete;
  void commit() {
    open_ = false;
    --fcx_.state.probes;
    fcx_.table.commit(snapshot_);
  }
  void rollback() {
    open_ = false;
    --fcx_.state.probes;
    fcx_.table.rollback(snapshot_);
    if (fcx_.state.pending.size() > pending_) fcx_.state.pending.resize(pending_);
  }

 private:
  FnCtxt& fcx_;
  InferTable::Snapshot snapshot_;
  size_t pending_;
  bool open_ = true;
};

}  // namespace assay::infer
