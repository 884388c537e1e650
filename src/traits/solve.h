// Trait solving: selection of impls, built-in traits, projection, instance resolution. Used with inference variables
// by infer (through InferTable) and without by layout, mono and the machine.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "traits/table.h"
#include "types/collect.h"

namespace assay::traits {

using namespace types;

/// The where clauses in force (elaborated with supertraits) while a generic body is checked; empty after mono.
struct ParamEnv {
  std::vector<Predicate> predicates;
};

/// How a trait obligation was satisfied.
struct Selection {
  enum class Kind : uint8_t {
    Impl,       // impl, impl_args (may hold fresh variables)
    Param,      // a where clause or the bound of a projection/opaque: trait_ref
    Builtin,    // Sized, Copy/Clone of tuples, arrays, closures, fn ptrs..., auto traits, Tuple, Pointee, Freeze ...
    Closure,    // Fn* of a closure
    FnPointer,  // Fn* of fn items and fn pointers
    Object,     // dyn Trait: Trait
    Unsize      // CoerceUnsized/Unsize built in
  } kind = Kind::Builtin;
  DefId impl;
  ArgsId impl_args;
  TraitRef trait_ref;
  std::vector<Predicate> nested;  // further obligations
};
enum class Answer : uint8_t { Yes, No, Ambiguous };

/// The concrete function behind a (trait) method or other callable, after mono.
struct ResolvedFn {
  enum class Kind : uint8_t {
    Item,             // def, args: a function with a body (or intrinsic, foreign function)
    ClosureCall,      // def = the closure; called as Fn/FnMut/FnOnce `call_as`
    ClosureOnceShim,  // a Fn/FnMut closure called through FnOnce (by value): drops the closure after
    FnPtrShim,        // Fn* method on a fn item/pointer type: self type in `self_ty`
    CloneShim,        // Clone::clone of a built-in type (tuple, array, closure, fn pointer)
    Virtual,          // method of dyn Self: vtable slot of `def` (the trait's method)
    Builtin           // other built-in trait methods: def = the trait's method
  } kind = Kind::Item;
  DefId def;
  ArgsId args;
  ClosureKind call_as = ClosureKind::FnOnce;
  TyId self_ty;
};

class Solver {
 public:
  Solver(Collector& items, ConstEvaluator* evaluator);
  ~Solver();
  Collector& items;
  TyContext& tcx;
  void set_evaluator(ConstEvaluator* evaluator);
  /// Makes the hidden type of an opaque type known (checks the function that defines it); called when it is not.
  std::function<void(DefId opaque)> ensure_opaque;
  /// Makes ClosureInfo::saved_tys of a coroutine known.
  std::function<void(DefId coroutine)> ensure_coroutine;

  // ---- with inference variables: every function works through `table` and may leave new variables in it
  /// Selects how `goal` holds. Ambiguous: variables stand in the way, try later.
  Answer select(InferTable& table, const ParamEnv& env, const TraitRef& goal, Selection& out);
  /// Yes if `goal` and everything nested holds; leaves no trace in the table (a probe).
  Answer holds(InferTable& table, const ParamEnv& env, const TraitRef& goal);
  /// Normalises one projection. Yes: `out` set (nested obligations appended). Ambiguous: not yet. No: error.
  Answer project(InferTable& table, const ParamEnv& env, DefId assoc, ArgsId args, TyId& out,
                 std::vector<Predicate>& nested);

  /// Normalises every projection in a type; those that cannot be yet become variables with an obligation in `nested`.
  TyId normalize_with(InferTable& table, const ParamEnv& env, TyId ty, std::vector<Predicate>& nested);

  // ---- without inference variables and parameters
  bool implements(TyId ty, DefId trait, const ParamEnv& env = {});  // `ty: Trait` (only Self as argument)
  bool implements(const TraitRef& goal, const ParamEnv& env = {});
  TyId normalize(TyId ty, const ParamEnv& env = {});  // all projections, opaques revealed, consts evaluated
  ArgsId normalize(ArgsId args, const ParamEnv& env = {});
  FnSig normalize(const FnSig& sig, const ParamEnv& env = {});
  std::optional<uint64_t> eval_usize(ConstId c);
  std::optional<u128> eval_const(ConstId c);
  /// Which function a call of `def` with concrete `args` runs (trait methods become impl methods or defaults).
  std::optional<ResolvedFn> resolve(DefId def, ArgsId args);
  /// Which constant <T as Trait>::CONST is.
  std::optional<std::pair<DefId, ArgsId>> resolve_assoc_const(DefId def, ArgsId args);
  /// The methods of a trait object's vtable in slot order: supertraits first, only object-callable methods.
  const std::vector<std::pair<DefId, TraitRef>>& vtable_methods(const TraitRef& principal);
  /// Supertraits (transitive, with arguments), the trait itself first.
  std::vector<TraitRef> supertraits(const TraitRef& trait_ref);

  bool is_copy(TyId ty, const ParamEnv& env = {});
  bool is_sized(TyId ty, const ParamEnv& env = {});
  bool is_freeze(TyId ty, const ParamEnv& env = {});  // no UnsafeCell outside indirection
  bool is_unpin(TyId ty, const ParamEnv& env = {});
  bool needs_drop(TyId ty, const ParamEnv& env = {});   // conservative (true) on parameters
  TyId struct_tail(TyId ty, const ParamEnv& env = {});  // last field, recursively, normalised

  struct Impl;
  ParamEnv param_env(DefId owner);  // elaborated predicates of an item
  /// The hidden type of an opaque type in terms of the function's generics, if it can be known.
  std::optional<TyId> hidden_type(DefId opaque);
  /// `<T as Pointee>::Metadata` of a sized or unsized concrete type.
  TyId metadata_ty(TyId ty, const ParamEnv& env = {});
  /// The type of an enum's discriminant: its `repr`, or isize.
  TyId discriminant_ty(TyId ty);

 private:
  Impl* impl_;
};

}  // namespace assay::traits
