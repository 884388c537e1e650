// From HIR signatures to types: generics, predicates, ADTs, function signatures, impls. Everything is computed when
// first asked for and kept. This is the one interface through which later stages know about items.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "hir/provider.h"
#include "types/ty.h"

namespace assay::types {

struct TraitRef {
  DefId trait;
  ArgsId args;  // Self first
  bool operator==(const TraitRef&) const = default;
};
struct Predicate {
  enum class Kind : uint8_t { Trait, Projection } kind = Kind::Trait;
  TraitRef trait_ref;  // Projection: the trait of the associated type
  DefId assoc;         // Projection: <Self as Trait<..>>::assoc == ty
  ArgsId assoc_args;   // Projection: trait args then the associated type's own
  TyId ty;
  Span span;
};

struct GenericParamInfo {
  enum class Kind : uint8_t { Region, Type, Const } kind;
  DefId def;
  SymbolId name;
  uint32_t index;  // in the whole list, parents first; a trait's Self has index 0
  bool has_default = false, synthetic = false;
};
/// Parents first: for a method of an impl, the impl's parameters and then its own. Late-bound lifetimes of functions
/// are not parameters: they are erased.
struct Generics {
  uint32_t parent_count = 0;
  std::vector<GenericParamInfo> params;
  bool has_self = false;  // a trait's (or its items') Self at index 0
};

struct FieldInfo {
  DefId def;
  SymbolId name;
  Span span;
  bool is_pub = false;
};
struct VariantInfo {
  DefId def;  // Variant; of a struct or union: the item itself
  SymbolId name;
  DefId ctor;  // none for named-field ones
  std::vector<FieldInfo> fields;
  ConstId explicit_discr;  // Unevaluated or Value, none if implicit
};
struct ReprOptions {
  bool c = false, transparent = false, simd = false;
  std::optional<uint32_t> pack, align;  // bytes
  std::optional<IntTy> int_repr;        // repr(i8)...
  std::optional<UintTy> uint_repr;
  bool has_int() const { return int_repr || uint_repr; }
};
struct AdtInfo {
  DefId def;
  enum class Kind : uint8_t { Struct, Enum, Union } kind;
  std::vector<VariantInfo> variants;  // one for structs and unions
  ReprOptions repr;
  bool non_exhaustive = false;
  // scalar range of rustc_layout_scalar_valid_range_start/end (NonZero and the like), if given
  std::optional<u128> valid_start, valid_end;
  // which lang item it is, for quick tests
  bool is_box = false, is_phantom = false, is_unsafe_cell = false, is_manually_drop = false, is_maybe_uninit = false,
       is_maybe_dangling = false;
};
struct AssocItem {
  DefId def;
  SymbolId name;
  enum class Kind : uint8_t { Fn, Const, Type } kind;
  bool has_self = false;     // Fn: a method
  bool has_default = false;  // trait item with a body/value
  DefId container;           // the Impl or Trait
};
struct ImplInfo {
  DefId def;
  TyId self_ty;
  std::optional<TraitRef> trait_ref;
  bool negative = false;
};

/// What typeck found about a closure, in terms of the generics of the body's owner. Filled by infer.
enum class ClosureKind : uint8_t { Fn, FnMut, FnOnce };
enum class CaptureMode : uint8_t { ByValue, ByRef, ByMutRef, ByUniqueRef };
struct ClosureInfo {
  ClosureKind kind = ClosureKind::Fn;
  FnSig sig;                    // inputs as the closure is called (not tupled)
  std::vector<TyId> upvar_tys;  // type stored per capture (a reference for by-ref captures)
  bool complete = false;        // kind, signature and captures are final (answers about the closure may be kept)
  // The body of an async block or function. `sig` takes the context and gives the final value; the value of the type
  // holds its captures, then the number of the state it is in, then the locals that live across an await.
  bool is_coroutine = false;
  bool saved_known = false;  // lower has found them
  std::vector<TyId> saved_tys;
};

class Collector {
 public:
  Collector(TyContext& tcx, hir::Provider& hir);
  ~Collector();
  TyContext& tcx;
  hir::Provider& hir;

  /// The item whose parameters are in force at `def`: Ctor, Field, Closure, AnonConst, OpaqueTy ... give what they are
  /// in.
  DefId generics_item(DefId def);
  const Generics& generics_of(DefId def);  // of items; Ctor/Variant/Closure/... give their owner's
  ArgsId identity_args(DefId def);
  std::span<const Predicate> predicates_of(DefId def);            // parents' included; for a trait also `Self: Trait`
  std::span<const Predicate> super_predicates(DefId trait);       // `Self: Super<..>` (and projections)
  std::span<const Predicate> item_bounds(DefId assoc_or_opaque);  // bounds with Self = the projection/opaque itself
  TyId type_of(DefId def);  // ADT, alias, impl self, field, const, static, assoc type value/default, TyParam,
                            // Fn/Ctor: its FnDef with identity args, ConstParam: its type
  FnSig fn_sig(DefId fn);   // Fn, AssocFn, Ctor (as a function)
  const AdtInfo& adt(DefId def);
  std::span<const AssocItem> assoc_items(DefId impl_or_trait);
  const AssocItem* assoc_item(DefId container, SymbolId name, AssocItem::Kind kind);
  AssocItem assoc_info(DefId item);
  const ImplInfo& impl_info(DefId impl);
  bool is_trait_impl(DefId impl);  // without lowering its types
  DefId impl_trait(DefId impl);    // the trait, none for inherent impls
  /// Inherent impls whose self type has this head (an ADT, foreign type or a trait object's principal).
  std::span<const DefId> inherent_impls(DefId head);
  /// Inherent impls of types without a definition (integers, slices, pointers ...).
  std::span<const DefId> inherent_impls_of_builtins();
  bool has_drop_impl(DefId adt);  // with drop_impl(adt) the Drop impl's `drop` method
  DefId drop_impl(DefId adt);
  bool is_auto_trait(DefId trait);
  DefId lang(const char* name);     // as hir::Provider::lang_item
  TyId param_default(DefId param);  // a type parameter's default (in terms of earlier params), or none
  ConstId const_param_default(DefId param);

  /// Lowers a type written in a body (`let x: T`, casts, turbofish): `_` and elided arguments come from `fresh`.
  class InferHooks {
   public:
    virtual ~InferHooks() = default;
    virtual TyId fresh_ty(Span span) = 0;
    virtual ConstId fresh_const(TyId ty, Span span) = 0;
    /// A projection written by the user: normalise or register (may return an inference variable).
    virtual TyId project(DefId assoc, ArgsId args, Span span) = 0;
    /// `T::Name` / `<T>::Name` on a type that is not a plain parameter: find the associated type.
    virtual TyId assoc_by_name(TyId self, Ident name, Span span) = 0;
  };
  TyId lower_ty(const hir::Ty& ty, DefId owner, InferHooks* hooks);
  ConstId lower_const(const hir::ConstArg& c, TyId ty, DefId owner, InferHooks* hooks);
  /// Arguments for `def` from a path's segments (parent args given or inferred), with defaults or fresh variables.
  ArgsId lower_args(DefId def, ArgsId parent_args, TyId self_ty, const hir::GenericArgs* written, DefId owner,
                    InferHooks* hooks, Span span);
  /// `Trait<..>` in a path with its constraints as further predicates.
  TraitRef lower_trait_ref(const hir::Path& path, TyId self_ty, DefId owner, InferHooks* hooks,
                           std::vector<Predicate>* constraints);

  std::string print(TyId ty);
  std::string print(ArgsId args);
  std::string print_path(DefId def, ArgsId args = {});  // `std::vec::Vec::<u8>::push` style

  // filled by infer, read by everybody after
  ClosureInfo& closure_info(DefId closure);
  bool has_closure_info(DefId closure) const;
  void set_opaque_type(DefId opaque, TyId hidden);  // in terms of the function's generics
  std::optional<TyId> opaque_type(DefId opaque) const;

 private:
  friend class TyLowerer;
  struct Impl;
  Impl* impl_;
};

/// Runs type-level constants. The driver plugs the machine in.
class ConstEvaluator {
 public:
  virtual ~ConstEvaluator() = default;
  /// The scalar value of a constant without parameters in `args`, or nothing (the error was reported).
  virtual std::optional<u128> eval_scalar(DefId def, ArgsId args, TyId ty) = 0;
};

}  // namespace assay::types
