// A small world for tests of aliasing models: allocations, reborrows, accesses and calls without a machine.
#pragma once
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "aliasing/registry.h"
#include "trace/explain.h"

namespace assay::aliasing {

struct World {
  explicit World(std::string_view model_name, const ModelOptions& options = {})
      : World(make_model(model_name, options)) {}
  explicit World(std::unique_ptr<AliasingModel> its_model)
      : memory(memory::MemoryOptions{.addresses = {.random = false}}, nullptr),
        context(memory),
        model(std::move(its_model)) {}

  memory::Memory memory;
  Context context;
  std::unique_ptr<AliasingModel> model;
  uint32_t next_call = 1;

  memory::Pointer make(uint64_t size, memory::AllocKind kind = memory::AllocKind::Local) {
    memory::AllocInfo info;
    info.size = size;
    info.kind = kind;
    info.span = {1, 2};
    const memory::Pointer pointer = *memory.allocate(info);
    EXPECT_TRUE(aliasing::alloc(context, *model, pointer));
    return pointer;
  }
  Outcome<> access(memory::Pointer pointer, uint64_t size, AccessKind kind) {
    ASSAY_TRY_LET(const memory::BytePlace place, memory.resolve(pointer, size, 1, memory::Purpose::Load));
    return aliasing::access(context, *model, place, size, kind);
  }
  Outcome<> read(memory::Pointer pointer, uint64_t size = 1) { return access(pointer, size, AccessKind::Read); }
  Outcome<> write(memory::Pointer pointer, uint64_t size = 1) { return access(pointer, size, AccessKind::Write); }
  Outcome<memory::Pointer> reborrow(memory::Pointer pointer, uint64_t size, const RetagSpec& spec, CallId call = {}) {
    ASSAY_TRY_LET(const Reborrowed result, aliasing::retag(context, *model, {pointer, size}, spec, call));
    return result.pointer;
  }
  Outcome<memory::Pointer> reborrow(memory::Pointer pointer, uint64_t size, memory::PtrKind ptr,
                                    memory::RetagMode mode = memory::RetagMode::Default, CallId call = {}) {
    RetagSpec spec;
    spec.ptr = ptr;
    spec.mode = mode;
    return reborrow(pointer, size, spec, call);
  }
  /// The place behind a pointer of type `ptr`, for models that look at how a pointer is followed.
  Outcome<memory::Pointer> follow(memory::Pointer pointer, uint64_t size, const RetagSpec& spec) {
    if ((model->hooks() & kHookDeref) == 0) return pointer;
    return aliasing::deref(context, *model, {pointer, size}, spec);
  }
  Outcome<memory::Pointer> follow(memory::Pointer pointer, memory::PtrKind ptr, uint64_t size = 1) {
    RetagSpec& spec = specs_[static_cast<size_t>(ptr)];
    spec.ptr = ptr;
    return follow(pointer, size, spec);
  }
  /// A read or write of `*pointer`.
  Outcome<> through(memory::Pointer pointer, memory::PtrKind ptr, AccessKind kind, uint64_t size = 1) {
    ASSAY_TRY_LET(const memory::Pointer place, follow(pointer, ptr, size));
    return access(place, size, kind);
  }
  /// `&*pointer`, `&mut *pointer`, `pointer as *mut`: follows the pointer of type `from`, makes a `to` of the place.
  Outcome<memory::Pointer> take(memory::Pointer pointer, memory::PtrKind from, memory::PtrKind to, uint64_t size = 1) {
    ASSAY_TRY_LET(const memory::Pointer place, follow(pointer, from, size));
    const bool raw = to == memory::PtrKind::RawMut || to == memory::PtrKind::RawConst;
    return reborrow(place, size, to, raw ? memory::RetagMode::Raw : memory::RetagMode::Default);
  }
  Outcome<memory::Pointer> move(memory::Pointer pointer, memory::PtrKind ptr, memory::ValueMove how,
                                memory::Pointer place = {}, uint64_t size = 1) {
    RetagSpec& spec = specs_[static_cast<size_t>(ptr)];
    spec.ptr = ptr;
    return aliasing::move(context, *model, how, {pointer, size}, spec, place);
  }
  memory::Pointer mut(memory::Pointer p, uint64_t size = 1) { return *reborrow(p, size, memory::PtrKind::MutRef); }
  memory::Pointer shared(memory::Pointer p, uint64_t size = 1) { return *reborrow(p, size, memory::PtrKind::Ref); }
  memory::Pointer raw(memory::Pointer p, uint64_t size = 1) {
    return *reborrow(p, size, memory::PtrKind::RawMut, memory::RetagMode::Raw);
  }
  Outcome<> free(memory::Pointer pointer) {
    Allocation* alloc = memory.find(pointer, 0);
    ASSAY_TRY(aliasing::dealloc(context, *model, *alloc, pointer.prov.tag));
    memory.kill(*alloc, context.current_span);
    return {};
  }
  /// Drops some pointers (not the first) and collects what nothing holds any more.
  void collect(std::vector<memory::Pointer>& pointers, std::mt19937& random) {
    for (size_t i = pointers.size(); i-- > 1;)
      if (random() % 4 == 0) pointers.erase(pointers.begin() + static_cast<std::ptrdiff_t>(i));
    TagSet live;
    for (const memory::Pointer& pointer : pointers) live.insert(pointer.prov.tag);
    const uint32_t end = memory.fresh_tag().raw;
    for (uint32_t tag = 1; tag < end; ++tag)
      if (context.protector(Tag(tag)) != ProtectorKind::None) live.insert(Tag(tag));
    model->forget(context, *memory.live(pointers[0].prov.alloc), live);
  }
  CallId enter() { return CallId(next_call++); }
  Outcome<> leave(CallId call) { return aliasing::call_end(context, *model, call); }
  RetagSpec specs_[6];  // by kind, at addresses that stay
  void expose(memory::Pointer pointer) { aliasing::expose(context, *model, pointer); }
};

template <class T>
std::string rule_of(const Outcome<T>& outcome) {
  return outcome ? "ok" : outcome.error().info().rule;
}

}  // namespace assay::aliasing
