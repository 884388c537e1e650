// The vocabulary of explanations: what happened in an execution that a message may want to tell. The hot loop records
// nothing; a failed run is replayed with a sink that watches the guilty allocation and tags (explain.h).
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "memory/allocation.h"
#include "memory/pointer.h"
#include "source/span.h"

namespace assay::trace {

using memory::AccessKind;
using memory::ByteRange;

struct Allocated {
  AllocId alloc;
  Tag root;
  memory::AllocKind kind;
  uint64_t size;
};
struct Freed {
  AllocId alloc;
  Tag tag;
};
/// A new tag was derived. `permission` is the model's word ("Unique", "Reserved"); one event per range.
struct Retagged {
  AllocId alloc;
  ByteRange range;
  Tag parent, tag;
  const char* permission;
  const char* pointer;  // "`&mut` reference", "raw pointer", ...
  bool at_entry;        // of a function, as a parameter
};
struct Accessed {
  AllocId alloc;
  ByteRange range;
  Tag tag;
  AccessKind kind;
  bool atomic;
};
enum class Invalidation : uint8_t { Popped, Disabled, Transition };
/// Why a model acted: an access of the program, a reborrow counting as one, a free, the end of a protector.
enum class Cause : uint8_t { Access, Reborrow, Free, ProtectorEnd };
/// `tag` lost (part of) its permission on the range because of an access through `by`.
struct TagInvalidated {
  AllocId alloc;
  ByteRange range;
  Tag tag, by;
  Invalidation how;
  const char* before;
  const char* after;  // Transition: the new permission; "" otherwise
  AccessKind access;
  Cause cause;
  bool foreign;  // the access was not through `tag` or something derived from it
};
struct Exposed {
  AllocId alloc;
  Tag tag;
};
struct ProtectorStarted {
  AllocId alloc;
  Tag tag;
  CallId call;
  bool strong;
};
struct ProtectorEnded {
  AllocId alloc;
  Tag tag;
  CallId call;
};
struct CallEntered {
  CallId call;
  std::string function;
};
struct CallLeft {
  CallId call;
};

struct TraceEvent {
  Span span;  // the statement that was executing
  ThreadId thread;
  std::variant<Allocated, Freed, Retagged, Accessed, TagInvalidated, Exposed, ProtectorStarted, ProtectorEnded,
               CallEntered, CallLeft>
      what;
};

class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void on(const TraceEvent& event) = 0;
  /// Tags of the allocation whose every change is wanted at once; models may apply changes of others later.
  virtual std::vector<Tag> watched(AllocId) const { return {}; }
};

/// Data for drawing a model's state of one allocation: stacks (each range a list of items, bottom first) or a tree.
struct Picture {
  struct Item {
    Tag tag;
    std::string permission;
    bool protector = false;
  };
  struct Stack {
    ByteRange range;
    std::vector<Item> items;
    std::string note;  // "unknown bottom below <12>"
  };
  struct Node {
    Tag tag;
    uint32_t parent;  // index into nodes; kNoId for a root
    bool protector = false;
    std::vector<std::pair<ByteRange, std::string>> permissions;
  };
  std::vector<Stack> stacks;
  std::vector<Node> nodes;
};

}  // namespace assay::trace
