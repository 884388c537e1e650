// Is this a valid value of its type? Runs the validity plans over bytes in memory or over registers.
// Source: the Rust reference, "behavior considered undefined", invalid values.
#include <fmt/format.h>

#include "machine/machine.h"

namespace assay::machine {

using code::RegClass;
using layout::PlanStep;

namespace {

std::string hex(u128 value) {
  const uint64_t hi = static_cast<uint64_t>(value >> 64), lo = static_cast<uint64_t>(value);
  return hi ? fmt::format("0x{:x}{:016x}", hi, lo) : fmt::format("0x{:02x}", lo);
}

/// The gap inside the range of `char`.
bool is_surrogate(const layout::Scalar& s, const Reg& r) {
  return s.size == 4 && s.primitive == layout::Primitive::Int && s.lo == 0 && s.hi == 0x10ffff && r.bits >= 0xd800 &&
         r.bits <= 0xdfff;
}

/// Bytes in memory, already resolved and accessed.
struct MemoryView {
  Machine& m;
  BytePlace place;
  Outcome<Reg> scalar(uint64_t offset, const layout::Scalar& s) const {
    BytePlace p = place;
    p.offset += offset;
    if (!m.memory.is_init(p, s.size)) {
      if (s.maybe_uninit) return Reg::undef();
      return stop_ub(UbKind::Uninit, "constructing an invalid value: encountered uninitialized memory");
    }
    layout::Scalar plain = s;
    plain.maybe_uninit = false;
    // Numbers carry no provenance, and pointers only a whole one.
    if (!s.maybe_uninit && p.alloc->has_provenance()) {
      const bool is_pointer = s.primitive == layout::Primitive::Pointer && s.size == m.memory.target().pointer_bytes;
      const Prov whole = is_pointer ? p.alloc->provenance_at(p.offset) : Prov::none();
      p.alloc->clear_provenance(p.offset, s.size);
      if (!whole.is_none()) p.alloc->set_provenance(p.offset, whole);
    }
    return m.load_part(p, plain);
  }
};
struct RegView {
  const Value& value;
  Outcome<Reg> scalar(uint64_t offset, const layout::Scalar& s) const {
    const int part = value.type->part_at(offset, s.size);
    if (part < 0) return Reg::undef();
    const Reg& r = part == 0 ? value.a : value.b;
    if (r.is_undef() && s.size <= 8 && !s.maybe_uninit)
      return stop_ub(UbKind::Uninit, "constructing an invalid value: encountered uninitialized memory");
    return r;
  }
};

class Validator {
 public:
  explicit Validator(Machine& m) : m_(m) {}

  template <class View>
  Outcome<> plan(const View& view, const layout::Plan& plan, uint64_t base) {
    for (const PlanStep& step : plan.steps) ASSAY_TRY(run(view, step, base + step.offset));
    return {};
  }

 private:
  template <class View>
  Outcome<> run(const View& view, const PlanStep& step, uint64_t at) {
    using K = PlanStep::Kind;
    switch (step.kind) {
      case K::Scalar: {
        ASSAY_TRY_LET(const Reg r, view.scalar(at, step.scalar));
        if (step.scalar.maybe_uninit && r.is_undef() && step.scalar.size <= 8) return {};
        if (!step.scalar.contains(r.value(step.scalar.size)) || is_surrogate(step.scalar, r))
          return Machine::stop_range_at(step.scalar, step.what, r);
        return {};
      }
      case K::RawPtr: {
        ASSAY_TRY_LET(const Reg r, view.scalar(at, pointer()));
        (void)r;
        if (!step.pointee || step.pointee->meta == layout::LayoutContext::Meta::None) return {};
        ASSAY_TRY_LET(const Reg meta, view.scalar(at + word(), meta_scalar(*step.pointee)));
        if (step.pointee->meta == layout::LayoutContext::Meta::Vtable)
          return vtable(meta, *step.pointee, "raw pointer");
        return {};
      }
      case K::Ref:
      case K::Box:
        return reference(view, step, at);
      case K::FnPtr: {
        ASSAY_TRY_LET(const Reg r, view.scalar(at, pointer()));
        if (r.bits == 0)
          return stop_ub(UbKind::Validity, "constructing an invalid value: encountered a null function pointer");
        if (m_.options.recursive_validation && !m_.memory.opaque_at(r.pointer(), AllocKind::Function))
          return stop_ub(UbKind::Validity, "constructing an invalid value: encountered " +
                                               memory::describe(r.pointer()) + ", but expected a function pointer");
        return {};
      }
      case K::Uninhabited:
        return stop_ub(UbKind::Uninhabited, fmt::format("constructing an invalid value: encountered a value of {}",
                                                        *step.what ? step.what : "an uninhabited type"));
      case K::Enum: {
        const layout::Layout& l = *step.enumeration->layout;
        ASSAY_TRY_LET(const Reg tag, view.scalar(at + l.tag_offset, l.tag));
        ASSAY_TRY_LET(const uint32_t variant, m_.read_variant(l, tag));
        if (variant < step.enumeration->variants.size()) {
          const auto& inner = step.enumeration->variants[variant];
          if (!inner)
            return stop_ub(UbKind::Uninhabited,
                           "constructing an invalid value: encountered an uninhabited enum variant");
          return plan(view, *inner, at);
        }
        return {};
      }
      case K::Array: {
        // One test for arrays of plain numbers.
        const auto& steps = step.plan->steps;
        if constexpr (std::is_same_v<View, MemoryView>) {
          if (steps.size() == 1 && steps[0].kind == K::Scalar && steps[0].scalar.full_range() && steps[0].offset == 0 &&
              steps[0].scalar.size == step.stride && step.count != 0) {
            BytePlace p = view.place;
            p.offset += at;
            if (!m_.memory.is_init(p, step.stride * step.count))
              return stop_ub(
                  UbKind::Uninit,
                  fmt::format("constructing an invalid value: encountered uninitialized memory, but expected {}",
                              steps[0].what));
            p.alloc->clear_provenance(p.offset, step.stride * step.count);
            return {};
          }
        }
        for (uint64_t i = 0; i < step.count; i++) ASSAY_TRY(plan(view, *step.plan, at + i * step.stride));
        return {};
      }
    }
    return {};
  }

  uint64_t word() const { return m_.memory.target().pointer_bytes; }
  layout::Scalar pointer() const {
    layout::Scalar s;
    s.primitive = layout::Primitive::Pointer;
    s.size = static_cast<uint8_t>(word());
    s.hi = s.max();
    return s;
  }
  layout::Scalar meta_scalar(const layout::PointeePlan& p) const {
    layout::Scalar s = pointer();
    if (p.meta == layout::LayoutContext::Meta::Length) s.primitive = layout::Primitive::Int;
    return s;
  }

  Outcome<> vtable(const Reg& meta, const layout::PointeePlan& p, const char* what) {
    const auto id = m_.vtable_of(meta.pointer());
    if (!id)
      return stop_ub(
          UbKind::Validity,
          fmt::format("constructing an invalid value: encountered a {} with an invalid vtable pointer", what));
    return m_.check_vtable(*id, p.dyn_key, true);
  }

  template <class View>
  Outcome<> reference(const View& view, const PlanStep& step, uint64_t at) {
    const char* what = step.kind == PlanStep::Kind::Box ? "box" : "reference";
    auto invalid = [&](UbKind kind, const std::string& why) {
      return stop_ub(kind, fmt::format("constructing an invalid value: encountered {} {}", why, what));
    };
    ASSAY_TRY_LET(const Reg r, view.scalar(at, pointer()));
    const layout::PointeePlan& p = *step.pointee;
    Reg meta;
    if (p.meta != layout::LayoutContext::Meta::None) {
      ASSAY_TRY_LET(meta, view.scalar(at + word(), meta_scalar(p)));
      if (p.meta == layout::LayoutContext::Meta::Vtable) ASSAY_TRY(vtable(meta, p, what));
    }
    if (r.bits == 0) return invalid(UbKind::Validity, "a null");
    uint64_t align = 1;
    auto size = m_.pointee_size(p, meta, &align);
    if (!size)
      return stop_ub(UbKind::Validity, "constructing an invalid value: encountered invalid " + std::string(what) +
                                           " metadata: slice is bigger than largest supported object");
    auto aligned = [&]() -> Outcome<> {
      if (m_.options.alignment != AlignmentCheck::Off && !m_.check_alignment(r.pointer(), align))
        return invalid(UbKind::Alignment,
                       fmt::format("an unaligned (required {} byte alignment but found {})", align, r.bits & -r.bits));
      return {};
    };
    if (r.bits > UINT64_MAX - *size) return invalid(UbKind::Validity, "a too close to the end of the address space");
    if (step.may_dangle) return aligned();
    if (p.meta == layout::LayoutContext::Meta::None && m_.is_empty_reference(p.ty))
      return invalid(UbKind::Uninhabited, "a reference to uninhabited type; a");
    if (*size != 0) {
      if (auto place = m_.memory.resolve(r.pointer(), *size, 1, Purpose::Deref); !place) {
        StopInfo info = std::move(place.error().info());
        info.message = fmt::format("constructing an invalid value: encountered a dangling {} ({})", what, info.message);
        if (info.ub == UbKind::NullPointer) info.ub = UbKind::Validity;
        return stop_with(std::move(info));
      } else if (m_.options.recursive_validation && step.is_mut && place->alloc && place->alloc->read_only &&
                 !m_.in_const()) {
        return stop_ub(
            UbKind::Validity,
            "constructing an invalid value: encountered mutable reference or box pointing to read-only memory");
      }
    }
    ASSAY_TRY(aligned());
    if (p.uninhabited) return invalid(UbKind::Uninhabited, fmt::format("a {} pointing to uninhabited type; a", what));
    if (m_.options.recursive_validation && depth_ < 64 && p.meta == layout::LayoutContext::Meta::None && *size != 0) {
      const TypeInfo* type = m_.codes.type(p.ty);
      if (type && type->check) {
        depth_++;
        auto done = m_.validate_memory(r.pointer(), *type);
        depth_--;
        return done;
      }
    }
    return {};
  }

  Machine& m_;
  int depth_ = 0;
};

}  // namespace

tl::unexpected<Stop> Machine::stop_range_at(const layout::Scalar& s, const char* what, const Reg& value) {
  const u128 bits = value.value(s.size);
  if (s.primitive == layout::Primitive::Pointer && bits == 0)
    return stop_ub(UbKind::Validity, fmt::format("constructing an invalid value: encountered 0, but expected {}",
                                                 *what ? what : "something that cannot be null"));
  return stop_ub(UbKind::Validity, fmt::format("constructing an invalid value: encountered {}, but expected {}",
                                               hex(bits), *what ? what : "a valid value"));
}

/// `&!`, `&&!` and the like: references that cannot exist.
bool Machine::is_empty_reference(TyId ty) {
  for (int depth = 0; depth < 8; depth++) {
    const types::TyData& data = program.tcx[ty];
    if (data.kind != types::TyKind::Ref) return false;
    const TypeInfo* inner = codes.type(data.inner);
    if (!inner) return false;
    if (inner->layout->uninhabited) return true;
    ty = data.inner;
  }
  return false;
}

Outcome<> Machine::validate_memory(Pointer p, const TypeInfo& type) {
  if (!options.validate) return {};
  if (type.layout->uninhabited && type.size == 0)
    return stop_ub(UbKind::Uninhabited,
                   "constructing an invalid value: encountered a value of uninhabited type `" + type.plan->name + "`");
  if (type.size == 0) {
    MemoryView none{*this, {}};
    return Validator(*this).plan(none, type.plan->validity, 0);
  }
  ASSAY_TRY_LET(const BytePlace place, memory.resolve(p, type.size, 1, Purpose::Load));
  return Validator(*this).plan(MemoryView{*this, place}, type.plan->validity, 0);
}

Outcome<> Machine::validate_value(const Value& value) {
  if (!options.validate) return {};
  if (value.type->cls == RegClass::Memory) return validate_memory(value.a.pointer(), *value.type);
  return Validator(*this).plan(RegView{value}, value.type->plan->validity, 0);
}

/// Which variant a tag means. Stops: validity (no variant), uninhabited.
Outcome<uint32_t> Machine::read_variant(const layout::Layout& l, const Reg& tag) {
  if (!l.multi_variant) return l.single_variant;
  if (tag.is_undef() && l.tag.size <= 8) return stop_ub(UbKind::Uninit, "reading an enum tag that is uninitialized");
  const u128 bits = tag.value(l.tag.size);
  uint32_t variant = kNoId;
  if (l.encoding == layout::TagEncoding::Direct) {
    const u128 mask = l.tag.max();
    if (bits < l.discriminants.size() && (l.discriminants[static_cast<size_t>(bits)] & mask) == bits) {
      variant = static_cast<uint32_t>(bits);
    } else {
      for (uint32_t i = 0; i < l.discriminants.size() && variant == kNoId; i++)
        if ((l.discriminants[i] & mask) == bits) variant = i;
    }
  } else {
    const u128 relative = (bits - l.niche_start) & l.tag.max();
    if (relative <= l.niche_last - l.niche_first) {
      const uint32_t v = l.niche_first + static_cast<uint32_t>(relative);
      if (v != l.untagged_variant) variant = v;
    } else if (l.tag.contains(bits) || l.tag.maybe_uninit) {
      variant = l.untagged_variant;
    }
  }
  if (variant == kNoId) return stop_ub(UbKind::Validity, fmt::format("enum value has invalid tag: {}", hex(bits)));
  if (variant < l.variants.size() && l.variants[variant]->uninhabited)
    return stop_ub(
        UbKind::Uninhabited,
        fmt::format("constructing an invalid value: the tag {} selects an uninhabited enum variant", hex(bits)));
  return variant;
}

}  // namespace assay::machine
