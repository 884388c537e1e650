// References, their chains of reborrows and their lifetimes, for models that ask what was derived from what and while
// it lives. A raw pointer made from a reference keeps its tag, so casts and address arithmetic are links of the chain.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <vector>

#include "aliasing/context.h"

namespace assay::aliasing {

/// A reference from when it is made.
struct Borrow {
  Tag tag, parent;
  AllocId alloc;
  ByteRange range;  // of its pointee
  bool is_mut = false;
  bool reserved = false;         // a two-phase borrow before its first use: not there yet
  bool cast_to_raw = false;      // a raw pointer was made from it
  bool live = true;              // its lifetime has not ended
  CallId call;                   // whose lifetime it is
  uint32_t scope = kNoId;        // ... of that call's regions; kNoId: unconstrained
  std::vector<ByteRange> cells;  // !is_mut: bytes that may be written through it nevertheless
  uint64_t mark = 0;             // see BorrowChains::mark
};

class BorrowChains {
 public:
  Borrow& add(Borrow borrow);
  Borrow* find(Tag tag) {
    const auto it = borrows_.find(tag);
    return it == borrows_.end() ? nullptr : it->second.get();
  }
  /// Marks the borrows that `tag` was derived from, itself included, until the next call; see marked().
  void mark(Tag tag);
  /// Starts a new set of marks; `extend` adds the chain of one more tag.
  void unmark() { ++epoch_; }
  void extend(Tag tag);
  bool marked(const Borrow& borrow) const { return borrow.mark == epoch_; }
  bool derives(Tag tag, Tag from);

  void begin_call(ThreadId thread, CallId call);
  /// Ends the lifetimes of the call's borrows; calls f(Borrow&) for each.
  template <class F>
  void end_call(ThreadId thread, CallId call, F f) {
    if (current(thread, call) == nullptr) return;  // functions without code of their own do not begin
    auto& stack = calls_[thread.raw];
    while (!stack.empty()) {
      Call record = std::move(stack.back());
      stack.pop_back();
      for (const Tag tag : record.borrows)
        if (Borrow* b = find(tag); b && b->live && b->call == record.call) end(*b, f);
      if (record.call == call) return;
    }
  }
  template <class F>
  void end_scopes(ThreadId thread, CallId call, std::span<const uint32_t> scopes, F f) {
    Call* record = current(thread, call);
    if (!record) return;
    size_t kept = 0;
    for (const Tag tag : record->borrows) {
      Borrow* b = find(tag);
      if (!b || !b->live || b->call != call) continue;
      bool ends = false;
      for (const uint32_t scope : scopes) ends |= b->scope == scope;
      if (ends)
        end(*b, f);
      else
        record->borrows[kept++] = tag;
    }
    record->borrows.resize(kept);
  }
  /// From now on the lifetime is a region of this call.
  void attach(ThreadId thread, Borrow& borrow, CallId call, uint32_t scope);

 private:
  struct Call {
    CallId call;
    std::vector<Tag> borrows;
  };
  template <class F>
  void end(Borrow& b, F& f) {
    b.live = false;
    f(b);
  }
  Call* current(ThreadId thread, CallId call);

  boost::unordered_flat_map<Tag, std::unique_ptr<Borrow>> borrows_;
  std::vector<std::vector<Call>> calls_;  // by thread
  uint64_t epoch_ = 1;
};

}  // namespace assay::aliasing
