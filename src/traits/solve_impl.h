// The solver's state and steps. `eval` proves a predicate in place (bindings stay in the table), `select` picks how a
// trait obligation holds, `project` normalises one associated type; each takes the Ctx of the question being answered.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <unordered_map>

#include "traits/solve.h"

namespace assay::traits {

using Preds = std::vector<Predicate>;

inline constexpr int kDepthLimit = 96;
inline constexpr int kConcreteLimit = 48;

/// Traits the solver knows by their lang item.
enum class Known : uint8_t {
  None,
  Sized,
  Copy,
  Clone,
  Fn,
  FnMut,
  FnOnce,
  Tuple,
  Unsize,
  CoerceUnsized,
  DispatchFromDyn,
  Pointee,
  DiscriminantKind,
  Destruct,
  Freeze,
  Unpin,
  FnPtr,
  AlwaysTrue
};

struct TraitRefHash {
  size_t operator()(const TraitRef& t) const noexcept {
    return (uint64_t{t.trait.raw} << 32 | t.args.raw) * 0x9e37'79b9'7f4a'7c15ull >> 7;
  }
};
template <class V>
using TraitRefMap = std::unordered_map<TraitRef, V, TraitRefHash>;

struct Ctx {
  InferTable& table;
  const ParamEnv& env;
  bool reveal = false;  // opaque types are seen through
  int depth = 0;
  std::vector<TraitRef> stack;          // obligations being proved, outermost first
  size_t lowest_dependency = SIZE_MAX;  // the outermost stack entry an answer relied on (cycles)
  TraitRefMap<Answer> known;            // answers about obligations without variables, in this environment
};

struct Solver::Impl {
  Solver& self;
  Collector& items;
  TyContext& tcx;
  ConstEvaluator* evaluator;
  Impl(Solver& s, Collector& c, ConstEvaluator* e) : self(s), items(c), tcx(c.tcx), evaluator(e) {}

  // ---- select.cpp
  Answer select(Ctx& ctx, TraitRef goal, Selection& out);
  Answer eval(Ctx& ctx, const Predicate& predicate);
  Answer fulfil(Ctx& ctx, Preds predicates);
  Answer settle(Ctx& ctx, Preds& predicates);  // leaves what is still open in `predicates`
  bool confirm_impl(Ctx& ctx, DefId impl, const TraitRef& goal, Selection& out);
  Answer select_env(Ctx& ctx, const TraitRef& goal, Selection& out, bool& matched);
  Answer select_impl(Ctx& ctx, const TraitRef& goal, Selection& out);
  bool select_object(Ctx& ctx, const TraitRef& goal, Selection& out);
  bool more_specific(DefId a, DefId b);
  /// Selection of a concrete goal with everything nested proved and all arguments known.
  Answer select_concrete(const TraitRef& goal, Selection& out);
  bool is_concrete(ArgsId args);  // no variables, parameters, aliases, nor closures that are still being checked
  bool may_keep(ArgsId args);     // closures in it are complete

  // ---- builtin.cpp
  enum class Builtin : uint8_t { NotBuiltin, Yes, No, Ambiguous };
  Builtin builtin(Ctx& ctx, Known known, const TraitRef& goal, Selection& out);
  Builtin sized(TyId ty, Selection& out, const TraitRef& goal);
  Builtin copy_clone(Known known, TyId ty, Selection& out, const TraitRef& goal);
  Builtin fn_family(Ctx& ctx, Known known, const TraitRef& goal, Selection& out);
  Builtin auto_trait(Ctx& ctx, Known known, const TraitRef& goal, Selection& out);
  std::optional<FnSig> callable_sig(TyId ty);
  Known known(DefId trait);
  void nest(Selection& out, DefId trait, TyId ty);
  bool field_types(TyId adt, std::vector<TyId>& out);

  // ---- unsize.cpp
  Builtin unsize(Ctx& ctx, const TraitRef& goal, Selection& out);
  Builtin unsize_to_dyn(Ctx& ctx, TyId source, TyId target, Selection& out);
  Builtin unsize_struct(Ctx& ctx, TyId source, TyId target, Selection& out, DefId trait);
  Builtin coerce_unsized(Ctx& ctx, const TraitRef& goal, Selection& out);

  // ---- project.cpp
  Answer project(Ctx& ctx, DefId assoc, ArgsId args, TyId& out, Preds& nested);
  Answer project_builtin(Ctx& ctx, DefId assoc, ArgsId args, TyId& out, Preds& nested, bool& handled);
  bool project_from(Ctx& ctx, std::span<const Predicate> bounds, ArgsId bounds_args, DefId assoc, ArgsId args,
                    TyId& out, bool& ambiguous);
  Answer metadata(Ctx& ctx, TyId ty, TyId& out, Preds& nested);
  TyId normalize(Ctx& ctx, TyId ty, Preds& nested);
  ArgsId normalize(Ctx& ctx, ArgsId args, Preds& nested);
  TyId normalize_top(TyId ty, const ParamEnv& env);

  // ---- impls.cpp
  void sync();
  void index_new_impls();
  void candidates(Ctx& ctx, const TraitRef& goal, std::vector<DefId>& out);
  bool could_unify(TyId goal, TyId impl, int depth);
  bool could_unify(ArgsId goal, ArgsId impl, int depth);
  uint64_t simplify(TyId ty) const;

  // ---- instance.cpp, consts.cpp
  std::optional<ResolvedFn> resolve(DefId def, ArgsId args);
  std::optional<u128> eval_const(ConstId c, int depth = 0);
  ConstId eval_to_value(ConstId c);

  struct ImplEntry {
    DefId impl;
    ArgsId args;
  };
  struct TraitImpls {
    std::vector<DefId> pending;
    boost::unordered_flat_map<uint64_t, std::vector<ImplEntry>> by_self;
    std::vector<ImplEntry> generic;
  };
  boost::unordered_flat_map<uint32_t, std::unique_ptr<TraitImpls>> impls;
  size_t impls_seen = 0;

  boost::unordered_flat_map<uint32_t, Known> known_traits;
  DefId fn_once_output, pointee_metadata, discriminant_assoc;

  struct Kept {
    Answer answer;
    Selection selection;
  };
  TraitRefMap<Answer> eval_cache;
  TraitRefMap<Kept> select_cache;
  boost::unordered_flat_map<uint32_t, TyId> normalize_cache;
  boost::unordered_flat_map<uint32_t, bool> needs_drop_cache, freeze_cache;
  boost::unordered_flat_map<uint32_t, std::optional<u128>> const_cache;
  TraitRefMap<std::optional<ResolvedFn>> resolve_cache;  // key: (fn, args)
  TraitRefMap<std::vector<std::pair<DefId, TraitRef>>> vtables;
  std::unordered_map<uint32_t, ParamEnv> envs;
  int concrete_depth = 0;  // open calls of select_concrete: some programs ask for ever larger types
  boost::unordered_flat_set<uint32_t> opaques_in_progress, consts_in_progress;

  void clear_caches();
  void attach(InferTable& table) {
    if (!table.eval_const) table.eval_const = [this](ConstId c) { return eval_to_value(c); };
  }
};

/// The obligation `ty: Trait`.
Predicate trait_predicate(TyContext& tcx, DefId trait, TyId ty);
Predicate subst(TyContext& tcx, const Predicate& p, ArgsId args);

}  // namespace assay::traits
