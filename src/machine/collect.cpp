// Provenance collection: a tag that no pointer holds can never be used again, so the aliasing model forgets it. Keeps
// stacks and trees as small as the program's pointers are many. Changes no verdict. Source: aliasing-models 6.
#include "machine/machine.h"

namespace assay::machine {

/// Called when reborrows were many since the last time; arranges for the next safe point to collect.
void Machine::want_collection() {
  retags_since_collection_ = 0;
  if (!collects_) return;
  collection_due_ = true;
  fuel_given_ -= static_cast<uint64_t>(fuel_ - 1);  // the next call or loop iteration looks up
  fuel_ = 1;
}

/// All pointers are in registers, in memory or in the tables of what exists once: no handler is at work.
void Machine::collect_provenance() {
  collection_due_ = false;
  aliasing::TagSet& live = live_tags_;
  live.clear();
  const auto keep = [&](const Prov& prov) {
    if (prov.is_concrete()) live.insert(prov.tag);
  };
  const auto keep_pointer = [&](const Pointer& p) { keep(p.prov); };
  const auto keep_value = [&](const Value& v) { keep(v.a.prov), keep(v.b.prov); };
  uint64_t work = 0;
  for (const auto& t : threads_) {
    const size_t used = t->frames.empty() ? 0 : t->frames.back().base + t->frames.back().code->stack_regs;
    for (size_t i = 0; i < std::min(used, t->regs.size()); i++) keep(t->regs[i].prov);
    work += used / 8;
    for (const Frame& f : t->frames) keep_pointer(f.dest);
    for (const Return& r : t->returns) keep_pointer(r.data), keep_pointer(r.catch_fn);
    for (const Pointer& p : t->payloads) keep_pointer(p);
    for (const auto& [fn, data] : t->dtors) keep_pointer(fn), keep_pointer(data);
    keep_value(t->result);
    keep_pointer(t->result_memory);
  }
  keep_value(main_result_);
  for (const Pointer& p : globals_) keep_pointer(p);
  for (const auto& v : global_values_)
    if (v) keep_value(*v);
  for (const auto* table : {&consts_, &functions_, &vtables_, &thread_locals_, &locations_})
    for (const auto& [key, p] : *table) keep_pointer(p);
  for (const auto& [key, p] : statics_) keep_pointer(p);
  for (const auto* table : {&strings_, &extern_cells})
    for (const auto& [key, p] : *table) keep_pointer(p);
  alias.for_each_held(keep);
  touched_.clear();
  memory.for_each_live([&](Allocation& alloc) {
    alloc.for_each_provenance([&](const Prov& prov) {
      keep(prov);
      work++;
    });
    work++;
    if (alloc.alias_touched && alloc.alias_shadow) touched_.push_back(&alloc);
    alloc.alias_touched = false;
  });
  // Roots stay without being asked for; what nobody reborrowed since the last time did not grow.
  for (Allocation* alloc : touched_) work += model.forget(alias, *alloc, live);
  collection_interval_ =
      options.provenance_gc ? *options.provenance_gc : std::max<uint64_t>(kCollectionInterval, work / 16);
}

}  // namespace assay::machine
