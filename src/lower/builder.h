// Builds the MIR of one checked body. Follows the expression tree; `cur_` is the block being appended to, a fresh one
// after control has left. Evaluation order, temporaries and drops are rustc's: each expression opens a scope of its
// own, `temp_scope_` is where temporaries of the expression at hand die.
//   scopes.cpp      scopes, exits, unwinding         operands.cpp  places, operands, temporaries
//   rvalues.cpp     arithmetic, casts, aggregates    into.cpp      everything evaluated into a place
//   control.cpp     conditions, loops, exits         blocks.cpp    statements, let, lifetime extension
//   patterns.cpp    patterns to candidates           tests.cpp     the decision between candidates
//   matches.cpp     match, bindings, guards          promote.cpp   `&CONSTANT` as a constant
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "diag/session.h"
#include "lower/scopes.h"
#include "mir/body.h"
#include "mir/place.h"
#include "thir/thir.h"
#include "traits/solve.h"

namespace assay::lower {

using namespace types;
using hir::HirId;
using hir::LocalVar;
using mir::BlockId;
using mir::LocalId;
using mir::Operand;
using mir::Place;
using mir::Rvalue;
using mir::Statement;
using mir::Terminator;
using thir::ConstValue;
using thir::Expr;
using thir::Pat;

/// What rustc calls a match pair: `place` must be tested against `pat` (a variant, constant, range or slice length).
struct MatchPair {
  Place place;
  const Pat* pat = nullptr;
};
struct BindingSite {
  const Pat* pat = nullptr;
  Place source;
};
/// One way through a pattern: alternatives of or-patterns are candidates of their own.
struct Candidate {
  std::vector<MatchPair> pairs;  // outer tests before inner ones
  std::vector<BindingSite> bindings;
  bool has_guard = false;
  bool never = false;  // contains `!`
  BlockId start;       // where it has matched; none: never reached
  BlockId otherwise;   // where a failed guard goes
};

/// A condition with a `let` among its conjuncts.
bool has_let(const Expr* e);

class Builder {
 public:
  Builder(Session& session, traits::Solver& solver, thir::Provider& bodies, const thir::Body& body);
  /// Null: something is not supported, and was reported.
  std::unique_ptr<mir::Body> run();

 private:
  // ---- builder.cpp: set-up and small things
  void build_function();
  void build_constant();
  void build_params();
  void build_closure_params();
  void param_pattern(const thir::Param& param, LocalId local);
  BlockId new_block();
  LocalId new_local(TyId ty, Span span);
  Terminator& terminate(BlockId block, Terminator::Kind kind, Span span);
  void go(BlockId from, BlockId to, Span span);
  void push(Statement statement);
  void assign(const Place& place, Rvalue rvalue, Span span);
  void assign_operand(const Place& place, Operand operand, Span span);
  void assign_unit(const Place& place, Span span);
  void storage(Statement::Kind kind, LocalId local, Span span);
  void mention(Statement::Kind kind, const Place& place, Span span);
  void switch_bool(BlockId from, Operand condition, BlockId if_true, BlockId if_false, Span span);
  void unsupported(Span span, const char* feature);  // when it is reached
  void give_up(Span span, const char* feature);      // the whole body
  TyId place_ty(const Place& place) { return mir::place_ty(*out_, place, items_); }
  Operand consume(const Place& place, bool is_copy, Span span) const;
  bool needs_drop(TyId ty);
  bool is_uninhabited(TyId ty, int depth = 0);
  bool is_integral(TyId ty) const;
  bool is_signed(TyId ty) const;
  uint32_t int_bits(TyId ty) const;  // of integers, bool, char
  u128 int_min(TyId ty) const { return u128{1} << (int_bits(ty) - 1); }
  u128 mask(TyId ty) const;
  TyId discriminant_ty(TyId enum_ty);
  TyId field_ty(TyId adt_ty, uint32_t variant, uint32_t field);
  TyId trait_method(const char* lang, SymbolId name, std::span<const TyId> args);

  // ---- scopes.cpp
  ScopeRef top() const { return static_cast<ScopeRef>(scopes_.size() - 1); }
  void push_scope() { scopes_.emplace_back(); }
  void pop_scope(Span span);
  void schedule(ScopeRef scope, LocalId local, DropKind kind, Span span);
  void schedule_both(ScopeRef scope, LocalId local, Span span);
  void record_moved(const std::vector<Operand>& operands);
  uint32_t diverge_node(ScopeRef scope);
  void diverge(BlockId from);  // `from`'s terminator may unwind
  uint32_t path_out_of(DropTree& tree, ScopeRef down_to);
  std::optional<BlockId> build_exits(DropTree& tree, ScopeRef down_to, std::optional<BlockId> to);
  void build_unwind_tree();
  template <class F>
  void in_scope(Span span, F&& f) {
    push_scope();
    f();
    pop_scope(span);
  }
  /// A scope where temporaries die.
  template <class F>
  void in_terminating(Span span, F&& f) {
    push_scope();
    const ScopeRef saved = temp_scope_;
    temp_scope_ = top();
    f();
    temp_scope_ = saved;
    pop_scope(span);
  }

  // ---- operands.cpp
  Place as_place(const Expr* e);
  Place as_place_inner(const Expr* e);
  Place index_place(const Expr* e);
  Place static_place(const Expr* e);
  Place upvar_place(uint32_t index);
  LocalId outer_local(const Expr* e);
  void resolve_outer_places();
  Place local_var_place(LocalVar var);
  Operand as_operand(const Expr* e, ScopeRef scope);
  Operand as_local_operand(const Expr* e) { return as_operand(e, top()); }
  Operand as_call_operand(const Expr* e);
  LocalId as_temp(const Expr* e, ScopeRef scope);
  LocalId as_temp_inner(const Expr* e, ScopeRef scope);
  ScopeRef temp_scope_of(const Expr* e) const;
  Place lower_scrutinee(const Expr* e);
  Operand length_of(const Place& place, Span span);

  // ---- rvalues.cpp
  Rvalue as_rvalue(const Expr* e);
  Rvalue as_rvalue_inner(const Expr* e, ScopeRef scope);
  Rvalue binary(hir::BinOp op, TyId ty, Operand lhs, Operand rhs, Span span);
  Rvalue checked_binary(mir::BinOp op, TyId ty, Operand lhs, Operand rhs, Span span);
  void check_shift(mir::BinOp op, const Operand& lhs, TyId lhs_ty, const Operand& rhs, TyId rhs_ty, Span span);
  void check_division(mir::BinOp op, TyId ty, const Operand& lhs, const Operand& rhs, Span span);
  Rvalue negate(const Expr* e, Operand operand);
  Rvalue cast(const Expr* e, ScopeRef scope);
  Rvalue closure(const Expr* e, ScopeRef scope);
  void assert_that(Operand condition, bool expected, mir::AssertKind kind, mir::BinOp op, std::vector<Operand> args,
                   Span span);
  LocalId compare(mir::BinOp op, Operand lhs, Operand rhs, Span span);
  TyId operand_ty(const Operand& operand);

  // ---- into.cpp
  void into(const Place& dest, const Expr* e);
  void into_inner(const Place& dest, const Expr* e);
  void into_call(const Place& dest, const Expr* e);
  bool into_ctor(const Place& dest, const Expr* e);
  void into_adt(const Place& dest, const Expr* e);
  void into_borrow(const Place& dest, const Expr* e);
  void into_never_to_any(const Expr* e);
  void into_logical(const Place& dest, const Expr* e);
  mir::UnwindAction call_unwind(TyId callee);
  void call(Operand callee, std::vector<Operand> args, const Place& dest, TyId ret, Span span, bool from_hir);

  // ---- control.cpp
  void into_if(const Place& dest, const Expr* e);
  void into_loop(const Place& dest, const Expr* e);
  void exit_to(const Expr* e);    // Break, Continue, Return
  void then_else(const Expr* e);  // leaves cur_ where `e` is true; false goes to the if-then scope
  void break_for_else(BlockId from, Span span);
  template <class F>
  BlockId in_if_then(ScopeRef region, F&& f) {  // cur_: then; the result: else
    std::optional<IfThen> saved = std::move(if_then_);
    if_then_.emplace(IfThen{region, {}});
    f();
    IfThen mine = std::move(*if_then_);
    if_then_ = std::move(saved);
    const std::optional<BlockId> otherwise = build_exits(mine.else_drops, region, std::nullopt);
    return otherwise ? *otherwise : new_block();
  }
  void in_breakable(HirId id, std::optional<BlockId> continue_to, const Place& dest, Span span,
                    const std::function<bool()>& f);

  // ---- blocks.cpp
  void into_block(const Place& dest, const Expr* e);
  void block_statements(const Place& dest, const Expr* e);
  void stmt_expr(const Expr* e, ScopeRef statement);
  void stmt_expr_inner(const Expr* e, ScopeRef statement);
  void let_stmt(const thir::Stmt& stmt);
  void let_else_stmt(const thir::Stmt& stmt, ScopeRef outer);
  void assign_expr(const Expr* e);
  void assign_op_expr(const Expr* e);
  void drop_and_replace(const Place& place, Rvalue value, Span span);
  void expr_into_pattern(const Pat* pat, const Expr* init);
  void place_into_pattern(const Pat* pat, const Place& place);
  void extend_let(const Expr* init, const Pat* pat, ScopeRef scope);
  void extend_borrows(const Expr* e, ScopeRef scope);
  void extend_operand(const Expr* e, ScopeRef scope);

  // ---- patterns.cpp
  std::vector<std::unique_ptr<Candidate>> candidates(const Pat* pat, const Place& place, bool has_guard);
  void flatten(Candidate base, std::deque<MatchPair> todo, std::vector<std::unique_ptr<Candidate>>& out);
  void slice_parts(const Pat* pat, const Place& place, std::deque<MatchPair>& todo);
  bool is_irrefutable_variant(const Pat* pat);
  bool is_full_range(const Pat* pat);
  const Pat* byte_string_pattern(const Pat* pat, const Place& place);
  void for_each_binding(const Pat* pat, const std::function<void(const Pat*)>& f);

  // ---- tests.cpp
  struct Test;
  BlockId match_candidates(std::span<Candidate*> list, BlockId start, Span span);
  Test pick_test(const MatchPair& pair);
  std::optional<u128> sort_candidate(Candidate& candidate, Test& test);
  std::optional<u128> sort_constant(Candidate& candidate, size_t at, Test& test);
  std::optional<u128> sort_length(Candidate& candidate, size_t at, const Test& test);
  void perform_test(const Test& test, BlockId from, const std::function<BlockId(u128)>& target, BlockId otherwise,
                    Span span);
  void test_equality(const Test& test, BlockId if_equal, BlockId otherwise, Span span);
  bool range_contains(const Pat* range, const ConstValue& value) const;
  bool ranges_disjoint(const Pat* a, const Pat* b) const;
  u128 order_key(const ConstValue& value) const;

  // ---- matches.cpp
  void into_match(const Place& dest, const Expr* e);
  void into_arms(const Place& dest, const Expr* e);
  void lower_let(const Pat* pat, const Expr* init);  // failure: break_for_else
  void bind(std::vector<std::unique_ptr<Candidate>>& list, const Expr* guard, ScopeRef outer, Span span);
  void bind_one(Candidate& candidate, const Expr* guard, ScopeRef outer, bool schedule_drops, Span span);
  void bind_by_value(const Candidate& candidate, bool only_values, bool schedule_drops);
  void bind_for_guard(const Candidate& candidate, bool schedule_drops);
  LocalId var_local(LocalVar var);
  LocalId storage_live_binding(LocalVar var, Span span, bool schedule_drop);
  void declare(const Pat* pat);

  // ---- promote.cpp
  bool is_promotable_place(const Expr* e, int depth);
  bool is_promotable(const Expr* e, int depth);
  bool is_promotable_const(const Expr* e, int depth);
  ConstValue promote(const Expr* e);
  bool try_promote(const Place& dest, const Expr* e);

  struct Breakable {
    HirId id;  // none: the function body (return)
    ScopeRef region = 0;
    Place dest;
    DropTree breaks;
    std::optional<DropTree> continues;
  };
  struct IfThen {
    ScopeRef region = 0;
    DropTree else_drops;
  };

  Session& session_;
  traits::Solver& solver_;
  thir::Provider& bodies_;
  const thir::Body& thir_;
  Collector& items_;
  TyContext& tcx_;
  traits::ParamEnv env_;
  std::unique_ptr<mir::Body> out_;
  BlockId cur_;
  std::vector<Scope> scopes_;
  std::vector<Breakable> breakables_;
  std::optional<IfThen> if_then_;
  DropTree unwind_tree_;
  ScopeRef temp_scope_ = kNoScope;
  ScopeRef var_scope_ = kNoScope;                     // where variables being declared live
  ScopeRef guard_scope_ = kNoScope;                   // where a guard's `let` puts its variables
  std::unordered_map<uint32_t, ScopeRef> extended_;   // by HirId: temporaries with an extended life
  std::unordered_map<uint32_t, LocalId> vars_;        // by LocalVar
  std::vector<std::pair<LocalVar, LocalId>> outer_;   // stand for variables of the body around (outer_places.cpp)
  std::unordered_map<uint32_t, LocalId> guard_refs_;  // by LocalVar: shared reference used inside a guard
  std::vector<std::unordered_set<uint32_t>> guards_;  // variables bound in the guards being lowered
  std::unordered_map<TyId, bool> needs_drop_cache_;
  std::deque<Pat> made_pats_;
  bool in_constant_ = false;
  bool failed_ = false;
};

}  // namespace assay::lower
