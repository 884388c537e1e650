// The interface of an aliasing model: all it can see and do. A model is pure rule over byte ranges and tags; it knows
// no types, no syntax and no threads. The machine calls the free functions at the end of this file (access, retag,
// deref, move, dealloc, call_end, expose), never the hooks: they keep the quiet windows and handle pointers without
// memory. A model object serves one execution. Source: docs/models; to add a model, see docs/models/README.md.
//
// Tags of places. A local that is named directly is accessed with its allocation's root tag. A place behind a pointer
// is accessed with the pointer's tag, or with what on_deref made of it. The library's own operations on raw pointers
// (copying, atomics, freeing) follow no place expression: they use the tag of the pointer value.
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "aliasing/context.h"
#include "memory/contract.h"
#include "memory/retag.h"
#include "memory/small_vector.h"

namespace assay::aliasing {

using memory::RetagSpec;

/// What a model wants to be told; the rest costs nothing, most of it is not even compiled.
enum HookSet : uint32_t {
  kHookAccess = 1u << 0,  // reads and writes
  kHookDealloc = 1u << 1,
  kHookCallEnd = 1u << 2,  // the end of a call with protectors
  kHookAlloc = 1u << 3,
  // on_retag, by where: fresh pointers, parameters, assigned values, results
  kHookFresh = 1u << 4,
  kHookEntry = 1u << 5,
  kHookCopy = 1u << 6,
  kHookReturn = 1u << 7,
  kHookRetag = kHookFresh | kHookEntry | kHookCopy | kHookReturn,
  // on_move, by where
  kHookLoad = 1u << 8,
  kHookStore = 1u << 9,
  kHookArgOut = 1u << 10,
  kHookRetOut = 1u << 11,
  kHookLoadToDeref = 1u << 12,
  kHookMove = kHookLoad | kHookStore | kHookArgOut | kHookRetOut | kHookLoadToDeref,
  kHookMoveNeedsPointee = 1u << 13,  // a reference that moves must point to live memory
  kHookDeref = 1u << 14,             // a place `*p`, no access yet
  kHookCalls = 1u << 15,             // the beginning and end of every call
  kHookScopeEnd = 1u << 16,          // regions of the running call end; borrows know theirs (Context::scope)
  kHookContract = 1u << 17,          // values are acquired, released, ... by their types
};
constexpr uint32_t hook_of(memory::RetagMode mode) {
  switch (mode) {
    case memory::RetagMode::FnEntry:
      return kHookEntry;
    case memory::RetagMode::Copy:
      return kHookCopy;
    case memory::RetagMode::Return:
      return kHookReturn;
    case memory::RetagMode::Default:
    case memory::RetagMode::TwoPhase:
    case memory::RetagMode::Raw:
      break;
  }
  return kHookFresh;
}
constexpr uint32_t hook_of(memory::ValueMove move) {
  switch (move) {
    case memory::ValueMove::Load:
      return kHookLoad;
    case memory::ValueMove::LoadToDeref:
      return kHookLoadToDeref;
    case memory::ValueMove::Store:
      return kHookStore;
    case memory::ValueMove::ArgOut:
      return kHookArgOut;
    case memory::ValueMove::RetOut:
      break;
  }
  return kHookRetOut;
}

struct Access {
  Allocation& alloc;
  ByteRange range;  // not empty, in bounds
  Tag tag;          // kWildcardTag for exposed addresses
  AccessKind kind;
  bool atomic = false;
};
/// A pointer and what its type says it points to. `on_retag`: it becomes a pointer of kind `spec`, of the same type for
/// parameters, copies and results. `on_deref`, `on_move`: it is a pointer of kind `spec`.
struct Retag {
  Allocation* alloc;  // null: the allocation has no bytes (function, vtable) or is dead; then the range is empty
  AllocId alloc_id;   // none for a wildcard pointer of size 0
  ByteRange range;    // in bounds; may be empty
  Tag parent;
  const memory::RetagSpec& spec;
  CallId call;  // the starting call, for FnEntry and InPlace
  const memory::FreezeMap* dynamic_tail = nullptr;
  uint64_t tail_offset = 0;
  bool in_memory = false;    // part of a value that does not travel in registers
  bool parent_dies = false;  // no pointer has the parent's tag any more (a two-phase borrow that was just activated)
};
/// "Repeating this access changes nothing in this range"; `changed`: this time it did.
struct Quiet {
  ByteRange range;
  bool reads = false, writes = false, changed = true;
};
/// What the race detector must see of a retag.
struct RaceAccess {
  ByteRange range;
  AccessKind kind = AccessKind::Read;
};
using RaceAccesses = memory::SmallVector<RaceAccess, 2>;
struct RetagResult {
  Tag tag;  // the new one, or the parent's
  RaceAccesses races;
};

enum class OpKind : uint8_t { Read, Write, Retag, Dealloc, Expose, ProtectorEnd };
/// An operation on one allocation, for deciding whether the order of two matters.
struct Op {
  OpKind kind;
  AllocId alloc;
  ByteRange range;
  Tag tag;
};
/// A pointer that moves as (part of) a value.
struct Moved {
  memory::ValueMove move;
  memory::Pointer place;  // Load, Store: where the pointer itself lies, with the tag of that place; else null
};
/// The place that a pointer leads to.
struct Followed {
  Tag tag;             // for accesses and reborrows of the place; the pointer's own unless the model says otherwise
  bool quiet = false;  // following it again gives the same until the allocation's state changes
};

using memory::ContractOp;
/// Bytes that a type owns, directly or through its references and boxes.
struct Contract {
  ContractOp op;
  Allocation& alloc;
  ByteRange range;      // not empty, in bounds
  bool is_mut = false;  // not behind a shared reference
  struct {
    CallId call;
    uint32_t scope;  // kWholeCall, or the region that locks are for, or that suspends them
  } region;
  bool for_ever = false;  // 'static
};

class AliasingModel {
 public:
  virtual ~AliasingModel() = default;
  virtual std::string_view name() const = 0;
  virtual uint32_t hooks() const = 0;
  virtual Outcome<> on_alloc(Context&, Allocation&) { return {}; }
  virtual Outcome<RetagResult> on_retag(Context&, const Retag&) = 0;
  virtual Outcome<Quiet> on_access(Context&, const Access&) = 0;
  /// The pointer freed through is `tag`; the whole allocation goes.
  virtual Outcome<> on_dealloc(Context&, Allocation&, Tag) = 0;
  /// One protector of a returning call ends; called oldest first, for live allocations only. All protectors of the
  /// call stay active until the last of these hooks has returned.
  virtual Outcome<> on_protector_end(Context&, Allocation&, const Protector&) { return {}; }
  /// Returns the tag that the pointer has from now on.
  virtual Outcome<Tag> on_move(Context&, const Moved&, const Retag& pointer) { return pointer.parent; }
  virtual Outcome<Followed> on_deref(Context&, const Retag& pointer) { return Followed{pointer.parent}; }
  virtual Outcome<> on_call_begin(Context&, CallId) { return {}; }
  virtual Outcome<> on_call_end(Context&, CallId) { return {}; }
  /// Regions of the running call are left; some of them may not have begun. See docs/models/regions.md.
  virtual Outcome<> on_scope_end(Context&, CallId, std::span<const uint32_t>) { return {}; }
  virtual Outcome<> on_contract(Context&, const Contract&) { return {}; }
  /// All protectors of the call have ended.
  virtual Outcome<> on_protectors_ended(Context&, CallId) { return {}; }
  /// Something is wrong, for instance with the memory of a reborrow, that the machine looked at only for models with
  /// all of these hooks. Whether the execution goes on.
  virtual bool goes_on(Context&, uint32_t, const StopInfo&) { return false; }
  virtual void on_expose(Context&, Allocation&, Tag) {}
  /// Whether the two operations can be swapped without a difference; false is always sound.
  virtual bool commutes(const Op&, const Op&) const { return false; }
  /// Provenance collection: tags outside `live` are held by no pointer, protector or exposed set.
  /// Returns how many items it looked at: collections are the rarer the more they cost.
  virtual uint64_t forget(Context&, Allocation&, const TagSet&) { return 0; }
  /// The state of an allocation, for pictures.
  virtual void draw(const Allocation&, trace::Picture&) const = 0;
};

// What the machine calls. ------------------------------------------------------------------------------------------

Outcome<> access_slow(Context& context, AliasingModel& model, const memory::BytePlace& place, uint64_t size,
                      AccessKind kind, bool atomic);

/// A read or write of `size` bytes at a resolved place. Stops: aliasing.
inline Outcome<> access(Context& context, AliasingModel& model, const memory::BytePlace& place, uint64_t size,
                        AccessKind kind, bool atomic = false) {
  if (size == 0 || place.alloc->quiet_covers(place.tag, place.offset, size, kind)) [[likely]]
    return {};
  return access_slow(context, model, place, size, kind, atomic);
}

/// What a pointer points to, by its type.
struct Pointee {
  memory::Pointer pointer;
  uint64_t size = 0;                                // bytes, with the tail of an unsized pointee
  const memory::FreezeMap* dynamic_tail = nullptr;  // trait objects: the cells of the dynamic type
  uint64_t tail_offset = 0;
  bool in_memory = false;    // the pointer is part of a value that does not travel in registers
  bool parent_dies = false;  // nobody else has the pointer's tag
};
struct Reborrowed {
  memory::Pointer pointer;      // same address, the new provenance
  Allocation* alloc = nullptr;  // what `races` is about
  RaceAccesses races;
};
/// Reborrows a pointer. `call` is the call that protectors belong to (FnEntry, InPlace).
/// Stops: aliasing; out-of-bounds, use-after-free, provenance, null-pointer when the pointee is not there.
Outcome<Reborrowed> retag(Context& context, AliasingModel& model, const Pointee& pointee, const memory::RetagSpec& spec,
                          CallId call = {});
/// The place behind a pointer of type `spec` (kHookDeref). Stops: aliasing. Whether there is memory, the access tells.
Outcome<memory::Pointer> deref(Context& context, AliasingModel& model, const Pointee& pointee,
                               const memory::RetagSpec& spec);
/// A pointer moves as part of a value (kHookMove); the result is the pointer from then on. Stops: as retag.
Outcome<memory::Pointer> move(Context& context, AliasingModel& model, memory::ValueMove how, const Pointee& pointee,
                              const memory::RetagSpec& spec, memory::Pointer place);

/// Tells the model that a new allocation exists (only models with kHookAlloc care).
Outcome<> alloc(Context& context, AliasingModel& model, memory::Pointer pointer);
/// Before Memory::kill: may the allocation be freed through `tag`? Stops: aliasing.
Outcome<> dealloc(Context& context, AliasingModel& model, Allocation& alloc, Tag tag);
Outcome<> call_end_slow(Context& context, AliasingModel& model, CallId call);
/// A call of the current thread returns (or unwinds): its protectors end. Stops: aliasing.
inline Outcome<> call_end(Context& context, AliasingModel& model, CallId call) {
  if (!context.call_has_protectors(call)) [[likely]]
    return {};
  return call_end_slow(context, model, call);
}
/// The address of the pointer becomes an integer that may become a pointer again.
void expose(Context& context, AliasingModel& model, memory::Pointer pointer);

}  // namespace assay::aliasing
