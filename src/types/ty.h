// Interned types. Equal types have equal ids, so comparison is by id; TyFlags tell at once what a type contains.
// Regions: references, dyn types and ADT arguments have a region slot. Everything is `Erased` except the bound
// regions of `for<'a> fn(..)` and `dyn for<'a> ..` binders (they distinguish types). Unification ignores regions
// altogether; `erase_regions` is used before layout and mono. The other kinds are made by region_sigs.h (Static, Param)
// and by the analysis of regions (Var), and no type that holds one leaves them.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/int128.h"

namespace assay::types {

using TyId = Id<struct TyTag>;
using ArgsId = Id<struct ArgsTag>;      // an interned list of generic arguments
using TyListId = Id<struct TyListTag>;  // an interned list of types
using ConstId = Id<struct ConstTag>;    // an interned type-level constant
using InferVar = uint32_t;

enum class IntTy : uint8_t { I8, I16, I32, I64, I128, Isize };
enum class UintTy : uint8_t { U8, U16, U32, U64, U128, Usize };
enum class FloatTy : uint8_t { F16, F32, F64, F128 };
enum class InferKind : uint8_t { Ty, Int, Float };

struct Region {
  enum class Kind : uint8_t { Erased, Static, Param, Bound, Var } kind = Kind::Erased;
  uint32_t index = 0;  // Param: index in the generics; Bound: number within the innermost binder; Var: of one body
  constexpr auto operator<=>(const Region&) const = default;
};

/// One generic argument: a region, a type or a constant.
struct GenericArg {
  enum class Kind : uint8_t { Region, Type, Const } kind = Kind::Region;
  Region region;
  uint32_t id = kNoId;
  static GenericArg of(TyId ty) { return {Kind::Type, {}, ty.raw}; }
  static GenericArg of(ConstId c) { return {Kind::Const, {}, c.raw}; }
  static GenericArg of(Region r) { return {Kind::Region, r, kNoId}; }
  TyId ty() const { return TyId(kind == Kind::Type ? id : kNoId); }
  ConstId constant() const { return ConstId(kind == Kind::Const ? id : kNoId); }
  constexpr auto operator<=>(const GenericArg&) const = default;
};

/// `dyn Principal<args, Assoc = T> + Auto`.
struct DynProjection {
  DefId assoc;
  TyId ty;
  constexpr auto operator<=>(const DynProjection&) const = default;
};
struct DynTy {
  DefId principal;                         // none: only auto traits
  ArgsId principal_args;                   // WITHOUT Self
  std::vector<DynProjection> projections;  // sorted by assoc, supertraits' included
  std::vector<DefId> autos;                // sorted
  bool operator==(const DynTy&) const = default;
};

struct FnSig {
  TyListId inputs;
  TyId output;
  SymbolId abi;  // none: Rust
  bool is_unsafe = false, is_variadic = false;
  uint32_t bound_regions = 0;  // number of regions bound by the fn pointer's own binder
  constexpr auto operator<=>(const FnSig&) const = default;
};

enum class TyKind : uint8_t {
  Bool,
  Char,
  Int,
  Uint,
  Float,
  Str,
  Never,
  Adt,      // def = Struct/Enum/Union, args (parents have none)
  Foreign,  // extern type
  Array,
  Slice,
  RawPtr,
  Ref,
  FnDef,       // def = Fn, AssocFn or Ctor; args
  FnPtr,       // sig
  Dynamic,     // dyn_ty
  Closure,     // def = Closure; args = generic args of the body's owner (identity inside that body)
  Tuple,       // list
  Projection,  // def = AssocTy; args = trait args incl. Self first, then own: not (yet) normalised
  Opaque,      // def = OpaqueTy; args = of the function
  Param,       // index, name
  Infer,       // infer_kind, index
  Error
};

enum TyFlags : uint16_t {
  kHasParam = 1,
  kHasInfer = 2,
  kHasProjection = 4,
  kHasOpaque = 8,
  kHasError = 16,
  kHasBoundRegion = 32,
  kHasRegion = 64 /* any region other than Erased */,
  kHasClosure = 128,
  kHasConstInfer = 256,
  kHasUnevaluated = 512
};

struct TyData {
  TyKind kind = TyKind::Error;
  uint8_t sub = 0;     // Int/Uint/Float: IntTy/UintTy/FloatTy; Infer: InferKind; RawPtr, Ref: 1 if mut
  uint32_t index = 0;  // Param, Infer
  DefId def;
  ArgsId args;
  TyId inner;            // Array, Slice, RawPtr, Ref
  ConstId length;        // Array
  TyListId list;         // Tuple
  Region region;         // Ref; Dynamic
  SymbolId name;         // Param
  FnSig sig;             // FnPtr
  uint32_t dyn = kNoId;  // Dynamic: TyContext::dyn_ty
  bool is_mut() const { return sub == 1; }
  IntTy int_ty() const { return static_cast<IntTy>(sub); }
  UintTy uint_ty() const { return static_cast<UintTy>(sub); }
  FloatTy float_ty() const { return static_cast<FloatTy>(sub); }
  InferKind infer_kind() const { return static_cast<InferKind>(sub); }
  bool operator==(const TyData&) const = default;
};

/// A type-level constant.
struct ConstData {
  enum class Kind : uint8_t {
    Value /* scalar bits */,
    Param,
    Infer,
    Unevaluated /* def, args: run it */,
    Error
  } kind = Kind::Error;
  TyId ty;
  u128 bits = 0;       // Value: bool, char or integer, zero-extended to its size
  uint32_t index = 0;  // Param, Infer
  SymbolId name;       // Param
  DefId def;           // Unevaluated: AnonConst, Const or AssocConst
  ArgsId args;
  bool operator==(const ConstData&) const = default;
};

class TyContext {
 public:
  TyContext();
  ~TyContext();
  TyContext(const TyContext&) = delete;
  TyContext& operator=(const TyContext&) = delete;

  TyId intern(const TyData& data);
  const TyData& operator[](TyId id) const;
  uint16_t flags(TyId id) const;
  uint16_t flags(ArgsId id) const;
  uint16_t flags(ConstId id) const;
  bool has(TyId id, uint16_t mask) const { return (flags(id) & mask) != 0; }

  ArgsId args(std::span<const GenericArg> list);
  std::span<const GenericArg> operator[](ArgsId id) const;  // none: empty
  TyListId list(std::span<const TyId> list);
  std::span<const TyId> operator[](TyListId id) const;
  ConstId intern(const ConstData& data);
  const ConstData& operator[](ConstId id) const;
  uint32_t intern(const DynTy& dyn);
  const DynTy& dyn_ty(TyId dynamic) const;

  // common types
  TyId bool_, char_, str_, never, unit, error;
  TyId i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128_, usize, f32, f64;
  TyId int_ty(IntTy t);
  TyId uint_ty(UintTy t);
  TyId float_ty(FloatTy t);
  TyId ref(TyId inner, bool is_mut, Region region = {});
  TyId raw_ptr(TyId inner, bool is_mut);
  TyId slice(TyId inner);
  TyId array(TyId inner, ConstId length);
  TyId array(TyId inner, uint64_t length);
  TyId tuple(std::span<const TyId> elements);
  TyId adt(DefId def, ArgsId args);
  TyId fn_def(DefId def, ArgsId args);
  TyId fn_ptr(const FnSig& sig);
  TyId closure(DefId def, ArgsId args);
  TyId projection(DefId assoc, ArgsId args);
  TyId opaque(DefId def, ArgsId args);
  TyId param(uint32_t index, SymbolId name);
  TyId infer(InferKind kind, InferVar var);
  ConstId const_value(TyId ty, u128 bits);
  ConstId const_usize(uint64_t value);

  /// Replaces Param types, consts and regions by `args` (whole list: parents first). Leaves what has no params alone.
  TyId subst(TyId ty, ArgsId args);
  ArgsId subst(ArgsId list, ArgsId args);
  ConstId subst(ConstId c, ArgsId args);
  TyListId subst(TyListId list, ArgsId args);
  FnSig subst(const FnSig& sig, ArgsId args);
  TyId erase_regions(TyId ty);
  ArgsId erase_regions(ArgsId list);

 private:
  struct Impl;
  Impl* impl_;
};

/// Rebuilds types bottom-up; override what to replace. `fold_ty` must call `super_fold` for the rest.
class TyFolder {
 public:
  explicit TyFolder(TyContext& tcx) : tcx_(tcx) {}
  virtual ~TyFolder() = default;
  virtual TyId fold_ty(TyId ty) { return super_fold(ty); }
  virtual ConstId fold_const(ConstId c) { return super_fold(c); }
  virtual Region fold_region(Region r) { return r; }
  ArgsId fold(ArgsId list);
  TyListId fold(TyListId list);
  FnSig fold(const FnSig& sig);
  TyId super_fold(TyId ty);
  ConstId super_fold(ConstId c);

 protected:
  TyContext& tcx_;
};

}  // namespace assay::types
