// What happens around the hooks: quiet windows, pointers without memory, the end of calls.
#include "aliasing/model.h"

#include "aliasing/report.h"

namespace assay::aliasing {

Outcome<> access_slow(Context& context, AliasingModel& model, const memory::BytePlace& place, uint64_t size,
                      AccessKind kind, bool atomic) {
  Allocation& alloc = *place.alloc;
  const ByteRange range{place.offset, place.offset + size};
  if (context.trace) context.emit(trace::Accessed{alloc.id, range, place.tag, kind, atomic});
  ASSAY_TRY_LET(const Quiet quiet, model.on_access(context, {alloc, range, place.tag, kind, atomic}));
  if (quiet.changed) alloc.close_quiet();
  if (context.quiet_windows && quiet.reads && !context.trace) {
    alloc.quiet[alloc.quiet_next & 1] = {place.tag, quiet.reads, quiet.writes, quiet.range};
    ++alloc.quiet_next;
  }
  return {};
}

namespace {

/// The bytes behind a pointer. `alloc` is null for pointers to nothing, which need nothing.
Outcome<Retag> find_pointee(Context& context, const Pointee& pointee, const memory::RetagSpec& spec, CallId call) {
  const memory::Pointer pointer = pointee.pointer;
  Allocation* alloc = nullptr;
  uint64_t offset = 0;
  if (pointee.size != 0) {
    ASSAY_TRY_LET(const memory::BytePlace place,
                  context.memory.resolve(pointer, pointee.size, 1, memory::Purpose::Retag));
    alloc = place.alloc;
    offset = place.offset;
  } else {
    alloc = context.memory.find(pointer, 0);
    if (alloc != nullptr) offset = pointer.addr - alloc->base;
  }
  const AllocId id = alloc != nullptr ? alloc->id : pointer.prov.alloc;
  if (alloc != nullptr && (is_opaque(alloc->kind) || offset > alloc->size)) {
    alloc = nullptr;  // zero bytes of something that has none, or outside of it
    offset = 0;
  }
  return Retag{alloc,
               id,
               {offset, offset + pointee.size},
               pointer.prov.tag,
               spec,
               call,
               pointee.dynamic_tail,
               pointee.tail_offset,
               pointee.in_memory,
               pointee.parent_dies};
}

memory::Pointer with_tag(memory::Pointer pointer, AllocId alloc, Tag tag) {
  if (tag != pointer.prov.tag) pointer.prov = Prov{alloc, tag};
  return pointer;
}

}  // namespace

Outcome<Reborrowed> retag(Context& context, AliasingModel& model, const Pointee& pointee, const memory::RetagSpec& spec,
                          CallId call) {
  Outcome<Retag> found = find_pointee(context, pointee, spec, call);
  if (!found && model.goes_on(context, hook_of(spec.mode), found.error().info()))
    return Reborrowed{pointee.pointer, nullptr, {}};
  if (!found) return tl::make_unexpected(std::move(found.error()));
  const Retag& request = *found;
  if (request.alloc == nullptr && !pointee.pointer.prov.is_concrete()) return Reborrowed{pointee.pointer, nullptr, {}};
  if (request.alloc != nullptr) {
    request.alloc->close_quiet();
    request.alloc->alias_touched = true;
  }
  ASSAY_TRY_LET(RetagResult result, model.on_retag(context, request));
  return Reborrowed{with_tag(pointee.pointer, request.alloc_id, result.tag), request.alloc, std::move(result.races)};
}

Outcome<memory::Pointer> deref(Context& context, AliasingModel& model, const Pointee& pointee,
                               const memory::RetagSpec& spec) {
  const Outcome<Retag> request = find_pointee(context, pointee, spec, {});
  if (!request || request->alloc == nullptr) return pointee.pointer;
  ASSAY_TRY_LET(const Followed followed, model.on_deref(context, *request));
  if (followed.quiet && context.quiet_windows && !context.trace)
    request->alloc->quiet_deref = {pointee.pointer.prov.tag, followed.tag, pointee.pointer.addr, &spec};
  return with_tag(pointee.pointer, request->alloc_id, followed.tag);
}

Outcome<memory::Pointer> move(Context& context, AliasingModel& model, memory::ValueMove how, const Pointee& pointee,
                              const memory::RetagSpec& spec, memory::Pointer place) {
  Outcome<Retag> request = find_pointee(context, pointee, spec, {});
  if (!request) {
    if ((model.hooks() & kHookMoveNeedsPointee) != 0 &&
        (spec.ptr == memory::PtrKind::Ref || spec.ptr == memory::PtrKind::MutRef) &&
        !model.goes_on(context, kHookMoveNeedsPointee | hook_of(how), request.error().info()))
      return tl::make_unexpected(std::move(request.error()));
    return pointee.pointer;
  }
  if (request->alloc != nullptr) request->alloc->close_quiet();
  ASSAY_TRY_LET(const Tag tag, model.on_move(context, {how, place}, *request));
  return with_tag(pointee.pointer, request->alloc_id, tag);
}

Outcome<> alloc(Context& context, AliasingModel& model, memory::Pointer pointer) {
  Allocation* fresh = context.memory.live(pointer.prov.alloc);
  if (context.trace && fresh != nullptr)
    context.emit(trace::Allocated{fresh->id, fresh->root, fresh->kind, fresh->size});
  if (fresh == nullptr || (model.hooks() & kHookAlloc) == 0) return {};
  return model.on_alloc(context, *fresh);
}

Outcome<> dealloc(Context& context, AliasingModel& model, Allocation& alloc, Tag tag) {
  ASSAY_TRY(model.on_dealloc(context, alloc, tag));
  if (context.trace) context.emit(trace::Freed{alloc.id, tag});
  return {};
}

Outcome<> call_end_slow(Context& context, AliasingModel& model, CallId call) {
  const auto ending = context.protectors_of_call(call);
  if ((model.hooks() & kHookCallEnd) != 0) {
    for (const Protector& protector : ending) {
      Allocation* alloc = context.memory.live(protector.alloc);
      if (alloc == nullptr) continue;
      alloc->close_quiet();
      ASSAY_TRY(model.on_protector_end(context, *alloc, protector));
    }
  }
  for (const Protector& protector : ending) {
    if (context.trace) context.emit(trace::ProtectorEnded{protector.alloc, protector.tag, call});
    if (Allocation* alloc = context.memory.live(protector.alloc)) alloc->close_quiet();
  }
  context.end_call(call);
  return model.on_protectors_ended(context, call);
}

void expose(Context& context, AliasingModel& model, memory::Pointer pointer) {
  if (!pointer.prov.is_concrete()) return;
  Allocation* alloc = context.memory.live(pointer.prov.alloc);
  if (alloc == nullptr) return;
  context.memory.expose(pointer.prov);
  if (is_opaque(alloc->kind) || context.is_exposed(alloc->id, pointer.prov.tag)) return;
  context.add_exposed(pointer.prov);
  if (context.trace) context.emit(trace::Exposed{alloc->id, pointer.prov.tag});
  alloc->close_quiet();
  model.on_expose(context, *alloc, pointer.prov.tag);
}

}  // namespace assay::aliasing
