// What a model may see of the execution: memory, active calls and their protectors, exposed tags, where to trace.
// The machine owns one Context per execution and keeps `current_span` and `thread` up to date before each hook.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "memory/memory.h"
#include "memory/small_vector.h"
#include "trace/trace.h"

namespace assay::aliasing {

using memory::AccessKind;
using memory::Allocation;
using memory::ByteRange;
using memory::kWildcardTag;
using memory::Prov;
using TagSet = boost::unordered_flat_set<Tag>;

/// Strong: references; the memory must stay allocated. Weak: `Box`; it may be freed through the protected tag.
enum class ProtectorKind : uint8_t { None, Weak, Strong };

struct Protector {
  AllocId alloc;
  Tag tag;
  CallId call;
  ProtectorKind kind = ProtectorKind::None;
};

class Context {
 public:
  explicit Context(memory::Memory& memory_of_run) : memory(memory_of_run) {}

  memory::Memory& memory;
  trace::TraceSink* trace = nullptr;
  Span current_span;
  ThreadId thread{0};
  uint32_t scope = kNoId;  // the region of the running call that a retag belongs to, if that is known (kHookScopeEnd)
  bool quiet_windows = true;  // off while several threads are explored, and with --slow

  Tag next_tag;  // the next fresh tag, when somebody else names it (composite.h)

  Tag fresh_tag() { return next_tag ? std::exchange(next_tag, Tag()) : memory.fresh_tag(); }

  /// The model's shadow of an allocation that its hook is not about.
  std::unique_ptr<memory::Shadow>& shadow_of(Allocation& alloc) {
    return find_shadow ? find_shadow(alloc) : alloc.alias_shadow;
  }
  std::function<std::unique_ptr<memory::Shadow>&(Allocation&)> find_shadow;  // when models share it (composite.h)

  // Protectors. They belong to a call of the current thread and end in reverse order with their calls.
  void add_protector(const Protector& protector);
  ProtectorKind protector(Tag tag) const {
    if (protectors_.empty()) return ProtectorKind::None;
    const auto it = protectors_.find(tag);
    return it == protectors_.end() ? ProtectorKind::None : it->second.kind;
  }
  const Protector* protector_of(Tag tag) const {
    const auto it = protectors_.find(tag);
    return it == protectors_.end() ? nullptr : &it->second;
  }
  bool call_has_protectors(CallId call) const {
    return thread.raw < stacks_.size() && !stacks_[thread.raw].empty() && stacks_[thread.raw].back().call == call;
  }
  /// The protectors of a call of the current thread, oldest first; they stay active until end_protector.
  memory::SmallVector<Protector, 4> protectors_of_call(CallId call) const;
  void end_protector(Tag tag) { protectors_.erase(tag); }
  /// Drops what is left of the call's protectors.
  void end_call(CallId call);

  /// Calls f(Prov) for every tag that is protected or exposed: they count even when no pointer carries them.
  template <class F>
  void for_each_held(F f) const {
    for (const auto& [tag, protector] : protectors_) f(memory::Prov{protector.alloc, tag});
    for (const auto& [alloc, tags] : exposed_)
      for (const Tag tag : tags) f(memory::Prov{alloc, tag});
  }

  // Exposed tags, by allocation.
  void add_exposed(Prov prov) { exposed_[prov.alloc].push_back(prov.tag); }
  bool is_exposed(AllocId alloc, Tag tag) const;

  void emit(auto what) {
    if (trace) trace->on(trace::TraceEvent{current_span, thread, std::move(what)});
  }

 private:
  boost::unordered_flat_map<Tag, Protector> protectors_;
  std::vector<std::vector<Protector>> stacks_;  // by thread
  boost::unordered_flat_map<AllocId, std::vector<Tag>> exposed_;
};

}  // namespace assay::aliasing
