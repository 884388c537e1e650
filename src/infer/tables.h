// What the check of one body has found out, by HIR id: types, adjustments, what names and operators mean.
#pragma once
#include <unordered_map>
#include <vector>

#include "hir/hir.h"
#include "types/collect.h"

namespace assay::infer {

using namespace types;
using hir::HirId;
using hir::LocalVar;

/// The type of an item; the error type if it says none.
inline TyId known_type(Collector& items, DefId def) {
  const TyId ty = items.type_of(def);
  return ty ? ty : items.tcx.error;
}

/// One step from the type an expression has to the type its context wants; applied in order.
struct Adjustment {
  enum class Kind : uint8_t {
    AdtReborrow /* Reborrow, CoerceShared: field by field */,
    NeverToAny,
    Deref /* built in */,
    OverloadedDeref /* is_mut: deref_mut */,
    Borrow,
    RawBorrow,
    // as in thir::CastKind
    ReifyFn,
    UnsafeFn,
    ClosureFn,
    MutToConst,
    Unsize
  } kind;
  TyId target;
  bool is_mut = false;
  bool two_phase = false;  // Borrow of an autoref
};

/// A function or constant with its generic arguments (maybe a trait's, not yet resolved to an impl).
struct Callee {
  DefId def;
  ArgsId args;
};

/// What a path in value position means.
struct ValueRes {
  enum class Kind : uint8_t {
    Err,
    Local,
    Fn /* also tuple constructors */,
    Const,
    UnitCtor,
    Static,
    ConstParam
  } kind = Kind::Err;
  DefId def;
  ArgsId args;
  LocalVar local;
  ConstId constant;
};

/// How an expression that may be overloaded was checked.
enum class OpKind : uint8_t { None, Builtin, Overloaded };

enum class CallKind : uint8_t { None, Fn /* item or pointer */, Closure /* direct */, Overloaded };

struct PatBinding {
  bool by_ref = false, ref_mut = false;
};

struct VariantRes {
  DefId adt;
  uint32_t variant = 0;
};

template <class T>
class SideTable {
 public:
  void resize(size_t n) { items_.resize(n); }
  T& operator[](HirId id) {
    if (id.raw >= items_.size()) items_.resize(id.raw + 1);
    return items_[id.raw];
  }
  const T* find(HirId id) const { return id.raw < items_.size() ? &items_[id.raw] : nullptr; }

 private:
  std::vector<T> items_;
};

struct Tables {
  SideTable<TyId> ty;  // of expressions (unadjusted) and patterns
  std::unordered_map<HirId, std::vector<Adjustment>> adjustments;
  std::unordered_map<HirId, Callee> callee;        // method calls, overloaded operators, index, deref, calls
  std::unordered_map<HirId, ValueRes> paths;       // path expressions and path patterns
  std::unordered_map<HirId, uint32_t> fields;      // Field: index
  std::unordered_map<HirId, VariantRes> variants;  // Struct expressions; struct and tuple-struct patterns
  std::unordered_map<HirId, CallKind> calls;
  std::unordered_map<HirId, std::vector<TyId>> pat_derefs;  // reference types a pattern looked through
  std::unordered_map<HirId, PatBinding> bindings;
  std::unordered_map<HirId, ConstId> counts;   // Repeat
  std::unordered_map<HirId, TyId> containers;  // OffsetOf
  Store<LocalVar, TyId> locals;

  const std::vector<Adjustment>* adjustments_of(HirId id) const {
    const auto it = adjustments.find(id);
    return it == adjustments.end() || it->second.empty() ? nullptr : &it->second;
  }
  const Callee* callee_of(HirId id) const {
    const auto it = callee.find(id);
    return it == callee.end() ? nullptr : &it->second;
  }
};

}  // namespace assay::infer
