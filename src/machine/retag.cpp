// Reborrows: every reference in a value gets its new tag from the aliasing model.
#include "machine/machine.h"

namespace assay::machine {

using code::RegClass;
using layout::RetagStep;
using memory::PtrKind;
using memory::RetagMode;

namespace {
PtrKind ptr_kind(RetagStep::Kind kind) {
  switch (kind) {
    case RetagStep::Kind::Ref:
      return PtrKind::Ref;
    case RetagStep::Kind::MutRef:
      return PtrKind::MutRef;
    case RetagStep::Kind::Box:
      return PtrKind::Box;
    case RetagStep::Kind::RawConst:
      return PtrKind::RawConst;
    case RetagStep::Kind::RawMut:
      return PtrKind::RawMut;
    case RetagStep::Kind::Enum:
    case RetagStep::Kind::Array:
      break;
  }
  return PtrKind::Ref;
}
}  // namespace

/// The bytes that a pointer's type says it points to.
Outcome<aliasing::Pointee> Machine::pointee_of(const Reg& ptr, const Reg& meta, const layout::PointeePlan& plan) {
  aliasing::Pointee out{ptr.pointer(), plan.size};
  if (plan.meta == layout::LayoutContext::Meta::None) return out;
  ASSAY_TRY_LET(out.size, pointee_size(plan, meta));
  if (plan.meta == layout::LayoutContext::Meta::Vtable) {
    ASSAY_TRY_LET(const DynInfo* info, dyn_info(meta.pointer()));
    out.dynamic_tail = &info->freeze;
    out.tail_offset = (plan.size + info->align - 1) & ~(info->align - 1);
  }
  return out;
}

Outcome<> Machine::retag_reg(Reg& ptr, const Reg& meta, const layout::PointeePlan& pointee,
                             const memory::RetagSpec& spec, bool in_memory) {
  if ((hooks_ & aliasing::hook_of(spec.mode)) == 0) return {};
  if (++retags_since_collection_ >= collection_interval_) want_collection();
  ASSAY_TRY_LET(aliasing::Pointee target, pointee_of(ptr, meta, pointee));
  target.in_memory = in_memory;
  target.parent_dies = spec.mode == memory::RetagMode::FnEntry && end_two_phase(ptr.prov.tag);
  // That a box points to its content is a matter of validity; only references promise it to each access anew.
  if (!options.validate && spec.ptr == memory::PtrKind::Box && target.size != 0 &&
      !memory.resolve(ptr.pointer(), target.size, 1, Purpose::Deref))
    return {};
  const CallId call = thread().frames.empty() ? CallId() : thread().frames.back().call;
  ASSAY_TRY_LET(const aliasing::Reborrowed result, aliasing::retag(alias, model, target, spec, call));
  if (watching() && result.alloc)
    for (const aliasing::RaceAccess& race : result.races)
      if (!race.range.empty()) ASSAY_TRY(conc.plain(*result.alloc, race.range, race.kind, true));
  ptr = Reg::of(result.pointer);
  if (spec.mode == memory::RetagMode::TwoPhase) two_phase_[two_phase_next_++ % two_phase_.size()] = ptr.prov.tag;
  return {};
}

/// A two-phase borrow is made for one argument of one call, so its tag is gone when the callee reborrows the argument.
bool Machine::end_two_phase(Tag tag) {
  for (Tag& reserved : two_phase_)
    if (reserved == tag && tag) {
      reserved = Tag();
      return true;
    }
  return false;
}

/// A place `*ptr`: the model may give it a tag of its own.
Outcome<> Machine::follow(Reg& place, const Reg& ptr, const Reg& meta, const code::DerefOp& op) {
  place = ptr;
  if ((hooks_ & aliasing::kHookDeref) == 0) return {};
  ASSAY_TRY_LET(const aliasing::Pointee target, pointee_of(ptr, meta, *op.pointee));
  ASSAY_TRY_LET(const Pointer result, aliasing::deref(alias, model, target, *op.spec));
  place = Reg::of(result);
  return {};
}

namespace {

/// Walks a retag plan; `Access` reads and writes the pointers inside a value, and `act` may change them:
/// act(Reg& pointer, const Reg& metadata, const RetagStep&, offset in the value).
template <class Access, class Act>
Outcome<> walk(Machine& m, Access& access, const layout::RetagPlan& plan, uint64_t base, Act act) {
  for (const RetagStep& step : plan.steps) {
    const uint64_t at = base + step.offset;
    switch (step.kind) {
      case RetagStep::Kind::Enum: {
        const layout::Layout& l = *step.enumeration->layout;
        ASSAY_TRY_LET(const Reg tag, access.scalar(at + l.tag_offset, l.tag));
        ASSAY_TRY_LET(const uint32_t variant, m.read_variant(l, tag));
        if (variant < step.enumeration->variants.size() && step.enumeration->variants[variant])
          ASSAY_TRY(walk(m, access, *step.enumeration->variants[variant], at, act));
        break;
      }
      case RetagStep::Kind::Array:
        for (uint64_t i = 0; i < step.count; i++) ASSAY_TRY(walk(m, access, *step.plan, at + i * step.stride, act));
        break;
      case RetagStep::Kind::Ref:
      case RetagStep::Kind::MutRef:
      case RetagStep::Kind::Box:
      case RetagStep::Kind::RawConst:
      case RetagStep::Kind::RawMut: {
        layout::Scalar word;
        word.primitive = layout::Primitive::Pointer;
        word.size = static_cast<uint8_t>(m.memory.target().pointer_bytes);
        word.hi = word.max();
        ASSAY_TRY_LET(Reg ptr, access.scalar(at, word));
        Reg meta;
        if (step.pointee->meta != layout::LayoutContext::Meta::None) {
          ASSAY_TRY_LET(meta, access.scalar(at + word.size, word));
        }
        const Reg before = ptr;
        ASSAY_TRY(act(ptr, meta, step, at));
        if (ptr.prov != before.prov) ASSAY_TRY(access.put(at, word, ptr));
        break;
      }
    }
  }
  return {};
}

struct RegAccess {
  Value& value;
  Outcome<Reg> scalar(uint64_t offset, const layout::Scalar& s) const {
    const int part = value.type->part_at(offset, s.size);
    if (part < 0) return stop_unsupported("retag:part");
    return part == 0 ? value.a : value.b;
  }
  Outcome<> put(uint64_t offset, const layout::Scalar& s, const Reg& r) const {
    (value.type->part_at(offset, s.size) == 0 ? value.a : value.b) = r;
    return {};
  }
};
struct MemoryAccess {
  Machine& m;
  Pointer base;
  Outcome<Reg> scalar(uint64_t offset, const layout::Scalar& s) const {
    ASSAY_TRY_LET(const BytePlace place, m.read_place(base.wrapping_add(static_cast<int64_t>(offset)), s.size, 1));
    return m.load_part(place, s);
  }
  Outcome<> put(uint64_t offset, const layout::Scalar& s, const Reg& r) const {
    ASSAY_TRY_LET(const BytePlace place, m.write_place(base.wrapping_add(static_cast<int64_t>(offset)), s.size, 1));
    m.store_part(place, s, r);
    return {};
  }
};

struct Retagging {
  Machine& m;
  RetagMode mode;
  bool in_memory;
  Outcome<> operator()(Reg& ptr, const Reg& meta, const RetagStep& step, uint64_t) const {
    return m.retag_reg(ptr, meta, *step.pointee,
                       m.codes.spec(*step.pointee, ptr_kind(step.kind), mode, step.box_global), in_memory);
  }
};
struct Moving {
  Machine& m;
  const code::MoveOp& op;
  Pointer place;  // where the value moves from or to
  Outcome<> operator()(Reg& ptr, const Reg& meta, const RetagStep& step, uint64_t at) const {
    const memory::RetagSpec& spec =
        m.codes.spec(*step.pointee, ptr_kind(step.kind), RetagMode::Default, step.box_global);
    ASSAY_TRY_LET(const aliasing::Pointee target, m.pointee_of(ptr, meta, *step.pointee));
    const Pointer where = place.wrapping_add(static_cast<int64_t>(op.offset + at));
    ASSAY_TRY_LET(const Pointer result, aliasing::move(m.alias, m.model, op.move, target, spec, where));
    ptr = Reg::of(result);
    return {};
  }
};

}  // namespace

Outcome<> Machine::retag_value(Value& value, RetagMode mode) {
  if ((hooks_ & aliasing::hook_of(mode)) == 0) return {};
  if (value.type->cls == RegClass::Memory) return retag_memory(value.a.pointer(), *value.type, mode);
  RegAccess access{value};
  return walk(*this, access, value.type->plan->retag, 0, Retagging{*this, mode, false});
}

Outcome<> Machine::retag_memory(Pointer p, const TypeInfo& type, RetagMode mode) {
  if ((hooks_ & aliasing::hook_of(mode)) == 0) return {};
  MemoryAccess access{*this, p};
  return walk(*this, access, type.plan->retag, 0, Retagging{*this, mode, type.cls == RegClass::Memory});
}

Outcome<> Machine::move_value(Value& value, const code::MoveOp& op, Pointer place) {
  if ((hooks_ & aliasing::hook_of(op.move)) == 0) return {};
  RegAccess access{value};
  return walk(*this, access, op.type->plan->retag, 0, Moving{*this, op, place});
}

Outcome<> Machine::move_memory(Pointer at, const code::MoveOp& op, Pointer place) {
  if ((hooks_ & aliasing::hook_of(op.move)) == 0) return {};
  MemoryAccess access{*this, at};
  return walk(*this, access, op.type->plan->retag, 0, Moving{*this, op, place});
}

/// The place of an argument or a result belongs to the callee for the time of the call: whoever else touches it errs.
Outcome<> Machine::protect_place(Pointer p, const TypeInfo& type, CallId call) {
  if (type.size == 0) return {};
  if (hooks_ & aliasing::kHookEntry) {
    memory::RetagSpec spec;
    spec.ptr = PtrKind::InPlace;
    spec.mode = RetagMode::FnEntry;
    spec.frozen.prefix_size = type.size;
    ASSAY_TRY_LET(const aliasing::Reborrowed result, aliasing::retag(alias, model, {p, type.size}, spec, call));
    p = result.pointer;
  }
  ASSAY_TRY_LET(const BytePlace place, write_place(p, type.size, 1));
  memory.mark_uninit(place, type.size);
  return {};
}

}  // namespace assay::machine
