// Instances: the concrete functions a program runs. Interned: an InstanceId is a function's identity in the machine.
#pragma once
#include <string>
#include <vector>

#include "layout/plans.h"
#include "mir/body.h"
#include "traits/solve.h"

namespace assay::mono {

using namespace types;
using InstanceId = Id<struct InstanceTag>;
using VtableId = Id<struct VtableTag>;

struct Instance {
  enum class Kind : uint8_t {
    Item,       // def, args: function, closure body, const or static initialiser (MIR), intrinsic, foreign function
    Promoted,   // promoted constant `index` of def, args
    DropGlue,   // ty: drop_in_place::<ty>; built as MIR by mono/shims.cpp
    FnPtrShim,  // Fn*/call* on a fn item or fn pointer: ty = that type; args: (self, tuple)
    ClosureOnceShim,  // def = closure, args: FnOnce::call_once of an Fn or FnMut closure
    CloneShim,        // ty: Clone::clone of a built-in type
    VtableShim,       // a method of `dyn` called through its vtable with by-value self (FnOnce for Box<dyn FnOnce>)
    Virtual,          // def = trait method, index = vtable slot
    Ctor              // def: constructor function
  } kind = Kind::Item;
  DefId def;
  ArgsId args;
  TyId ty;
  uint32_t index = 0;
  bool operator==(const Instance&) const = default;
};

struct Vtable {
  TyId ty;          // the concrete type
  TyId dyn_ty;      // the trait object type it was made for
  InstanceId drop;  // none: nothing to drop
  uint64_t size = 0, align = 1;
  std::vector<InstanceId> methods;  // by slot of Solver::vtable_methods; none: not callable (where Self: Sized)
};

class Program {
 public:
  Program(Session& session, traits::Solver& solver, layout::LayoutContext& layouts, layout::Plans& plans,
          mir::Provider& mir);
  ~Program();
  Session& session;
  traits::Solver& solver;
  layout::LayoutContext& layouts;
  layout::Plans& plans;
  mir::Provider& mir;
  TyContext& tcx;
  Collector& items;

  InstanceId intern(const Instance& instance);
  const Instance& operator[](InstanceId id) const;
  size_t instance_count() const;

  /// The instance that calling `def` with concrete `args` runs (trait methods resolved). None: unresolvable (then a
  /// Stop `unsupported` is due).
  InstanceId resolve(DefId def, ArgsId args);
  InstanceId drop_glue(TyId ty);  // none when nothing needs dropping
  VtableId vtable(TyId ty, TyId dyn_ty);
  const Vtable& vtable(VtableId id) const;
  /// Slot of a trait's method in the vtable of its `dyn`.
  uint32_t vtable_slot(TyId dyn_ty, DefId method, ArgsId method_args);

  /// The (generic) MIR of an instance with the substitution to apply; shims are built here. Null: no body.
  struct InstanceBody {
    const mir::Body* body = nullptr;
    ArgsId args;
  };
  InstanceBody body(InstanceId id);
  /// Substitutes, normalises and erases.
  TyId mono_ty(TyId ty, ArgsId args);
  FnSig fn_sig(InstanceId id);      // as called: closures with (self, tuple) for call*
  std::string name(InstanceId id);  // for backtraces: `main`, `std::vec::Vec::<u8>::push`
  Span span(InstanceId id);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::mono
