// What the Collector keeps.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <memory>

#include "types/collect.h"

namespace assay::types {

/// One lazily computed value per definition; values never move.
template <class T>
class DefCache {
 public:
  T* find(DefId def) const { return def.raw < items_.size() ? items_[def.raw].get() : nullptr; }
  T& put(DefId def, T value) {
    if (def.raw >= items_.size()) items_.resize(def.raw + 1);
    items_[def.raw] = std::make_unique<T>(std::move(value));
    return *items_[def.raw];
  }

 private:
  std::vector<std::unique_ptr<T>> items_;
};

struct Collector::Impl {
  DefCache<Generics> generics;
  DefCache<ArgsId> identity;
  DefCache<std::vector<Predicate>> predicates, supers, bounds;
  DefCache<TyId> types;
  DefCache<FnSig> sigs;
  DefCache<AdtInfo> adts;
  DefCache<std::vector<AssocItem>> assocs;
  DefCache<ImplInfo> impls;
  DefCache<TyId> param_defaults;
  DefCache<ClosureInfo> closures;
  DefCache<TyId> opaques;
  boost::unordered_flat_map<uint32_t, TyId> anon_types;        // AnonConst -> its type
  boost::unordered_flat_set<uint64_t> in_progress;             // (question, def)
  boost::unordered_flat_set<const void*> bounded_in_progress;  // where clauses being looked at
  // impl tables, extended as impls appear
  size_t impls_seen = 0;
  boost::unordered_flat_map<uint32_t, DefId> drop_impls;                              // ADT -> impl of Drop
  boost::unordered_flat_map<uint32_t, std::unique_ptr<std::vector<DefId>>> inherent;  // by head
  std::vector<std::unique_ptr<std::vector<DefId>>> retired;                           // lists that were replaced
  boost::unordered_flat_map<std::string, DefId> langs;
  std::vector<Predicate> no_predicates;

  enum class Question : uint8_t { Generics, Predicates, Supers, Bounds, Type };
  /// False if the question is already being answered (a cycle).
  bool enter(Question q, DefId def) { return in_progress.insert(key(q, def)).second; }
  void leave(Question q, DefId def) { in_progress.erase(key(q, def)); }
  static uint64_t key(Question q, DefId def) { return uint64_t{static_cast<uint8_t>(q)} << 32 | def.raw; }
};

}  // namespace assay::types
