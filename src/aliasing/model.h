// The interface of an aliasing model: all it can see and do. A model is pure rule over byte ranges and tags; it knows
// no types, no syntax and no threads. The machine calls the free functions at the end of this file (access, retag,
// dealloc, call_end, expose), never the hooks: they keep the quiet windows and handle pointers without memory.
// Source: docs/models; to add a model, see docs/adding-a-model.md.
#pragma once
#include <memory>
#include <string_view>

#include "aliasing/context.h"
#include "memory/retag.h"
#include "memory/small_vector.h"

namespace assay::aliasing {

using memory::RetagSpec;

/// Which optional hooks a model wants; the others cost nothing.
enum HookSet : uint32_t {
  kHookAccess = 1u << 0,  // reads and writes
  kHookRetag = 1u << 1,   // reborrows change tags
  kHookDealloc = 1u << 2,
  kHookCallEnd = 1u << 3,  // the end of a call with protectors
  kHookAlloc = 1u << 4,
  kHookValue = 1u << 5,  // pointers in values that move
  kHookDeref = 1u << 6,  // a place `*p`, no access yet
  kHookLocal = 1u << 7,  // a local named directly
  kHookScopeEnd = 1u << 8,
};

struct Access {
  Allocation& alloc;
  ByteRange range;  // not empty, in bounds
  Tag tag;          // kWildcardTag for exposed addresses
  AccessKind kind;
  bool atomic = false;
};
struct Retag {
  Allocation* alloc;  // null: the allocation has no bytes (function, vtable) or is dead; then the range is empty
  AllocId alloc_id;   // none for a wildcard pointer of size 0
  ByteRange range;    // in bounds; may be empty
  Tag parent;
  const memory::RetagSpec& spec;
  CallId call;  // the starting call, for FnEntry and InPlace
  const memory::FreezeMap* dynamic_tail = nullptr;
  uint64_t tail_offset = 0;
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
enum class ValueMove : uint8_t { Load, Store, Assign, ArgOut, ArgIn, RetOut, RetIn };
struct PointerInValue {
  memory::Pointer pointer;
  const memory::RetagSpec* spec;
  uint64_t size;
};
enum class LocalUse : uint8_t { Read, Write, Borrow };

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
  virtual Outcome<> on_value(Context&, ValueMove, std::span<PointerInValue>) { return {}; }
  virtual Outcome<> on_deref(Context&, memory::Pointer, uint64_t, const memory::RetagSpec&) { return {}; }
  virtual Outcome<> on_local(Context&, Allocation&, LocalUse) { return {}; }
  virtual void on_expose(Context&, Allocation&, Tag) {}
  /// Whether the two operations can be swapped without a difference; false is always sound.
  virtual bool commutes(const Op&, const Op&) const { return false; }
  /// Provenance collection: tags outside `live` are held by no pointer, protector or exposed set.
  virtual void forget(Context&, Allocation&, const TagSet&) {}
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

struct Reborrowed {
  memory::Pointer pointer;      // same address, the new provenance
  Allocation* alloc = nullptr;  // what `races` is about
  RaceAccesses races;
};
/// Reborrows `pointer`, whose pointee has `size` bytes. `call` is the call that protectors belong to (FnEntry,
/// InPlace). Stops: aliasing; out-of-bounds, use-after-free, provenance, null-pointer when the pointee is not there.
Outcome<Reborrowed> retag(Context& context, AliasingModel& model, memory::Pointer pointer, uint64_t size,
                          const memory::RetagSpec& spec, CallId call = {},
                          const memory::FreezeMap* dynamic_tail = nullptr, uint64_t tail_offset = 0);

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
