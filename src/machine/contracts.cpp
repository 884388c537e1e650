// Walks a value by its type for Types as Contracts and tells the model which bytes the type owns: through references
// and boxes, variants by their tag, trait objects by their vtable. Acquiring also checks that what is there is valid.
// Source: docs/models/contracts.md ("validate").
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "machine/machine.h"

namespace assay::machine {

using code::ContractStep;
using layout::PlanStep;
using memory::ContractOp;

namespace {

class ContractWalk {
 public:
  ContractWalk(Machine& m, ContractOp op, const ContractStep& step, CallId call)
      : m_(m), op_(op), step_(step), call_(call) {}

  /// A place: all that a pointer with this pointee says.
  Outcome<> place(Pointer p, const Reg& meta, const layout::PointeePlan& plan, bool is_mut, bool behind_ref = false) {
    const bool acquire = op_ == ContractOp::Acquire;
    if (!acquire && !is_mut) return {};  // in a shared context there is nothing to give up
    auto size = m_.pointee_size(plan, meta);
    if (!size) return acquire ? Outcome<>(tl::make_unexpected(std::move(size.error()))) : Outcome<>{};
    if (*size == 0) return {};
    if (!seen_.insert({p.addr, plan.ty.raw, is_mut}).second) return {};
    auto found = m_.memory.resolve(p, *size, 1, Purpose::Deref);
    if (!found) {
      if (!acquire) return {};
      StopInfo info = std::move(found.error().info());
      info.message = "the contract of a type: a reference is not valid: " + info.message;
      info.rule = "contracts/validity";
      return stop_with(std::move(info));
    }
    if (!found->alloc || memory::is_opaque(found->alloc->kind)) return {};
    Frame frame{*found, is_mut, behind_ref, &plan, {}, {}};
    ASSAY_TRY(contents(frame, p, meta, plan, *size));
    return finish(frame);
  }

  /// What the pointers in a value in registers reach.
  Outcome<> value(const Value& value) {
    Frame frame{{}, true, false, nullptr, {}, {}};
    ASSAY_TRY(steps(RegView{value}, value.type->plan->validity, 0, frame));
    return finish(frame);
  }

 private:
  struct Target {
    Pointer pointer;
    Reg meta;
    const layout::PointeePlan* plan;
    bool is_mut, behind_ref;
  };
  struct Frame {
    BytePlace at;
    bool is_mut, behind_ref;
    const layout::PointeePlan* plan;  // null: registers
    std::vector<memory::ByteRange> owned;
    std::vector<Target> targets;
  };
  struct RegView {
    const Value& value;
    std::optional<Reg> scalar(uint64_t offset, const layout::Scalar& s) const {
      const int part = value.type->part_at(offset, s.size);
      if (part < 0) return std::nullopt;
      const Reg& r = part == 0 ? value.a : value.b;
      if (r.is_undef() && s.size <= 8) return std::nullopt;
      return r;
    }
  };
  struct MemoryView {
    Machine& m;
    BytePlace base;
    std::optional<Reg> scalar(uint64_t offset, const layout::Scalar& s) const {
      BytePlace p = base;
      p.offset += offset;
      if (p.offset + s.size > p.alloc->size || !m.memory.is_init(p, s.size)) return std::nullopt;
      layout::Scalar plain = s;
      plain.maybe_uninit = false;
      auto r = m.load_part(p, plain);
      if (!r) return std::nullopt;
      return *r;
    }
  };

  Outcome<> contents(Frame& frame, Pointer p, const Reg& meta, const layout::PointeePlan& plan, uint64_t size) {
    using Meta = layout::LayoutContext::Meta;
    if (step_.shallow || size > kMost) {
      frame.owned.push_back({0, size});
      return {};
    }
    switch (plan.meta) {
      case Meta::None: {
        const TypeInfo* type = m_.codes.type(plan.ty);
        return type ? one(frame, p, *type, 0) : Outcome<>{};
      }
      case Meta::Vtable: {
        // The type behind the vtable: a lock that was taken before unsizing must be found again.
        auto info = m_.dyn_info(meta.pointer());
        if (!info)
          return op_ == ContractOp::Acquire ? Outcome<>(tl::make_unexpected(std::move(info.error()))) : Outcome<>{};
        const TypeInfo* type = plan.size == 0 ? m_.codes.type((*info)->ty) : nullptr;
        if (type) return one(frame, p, *type, 0);
        frame.owned.push_back({0, size});
        return {};
      }
      case Meta::Length: {
        const types::TyData data = m_.program.tcx[plan.ty];
        const TypeInfo* element = data.kind == types::TyKind::Slice ? m_.codes.type(data.inner) : nullptr;
        if (!element || element->size == 0) {
          frame.owned.push_back({0, size});
          return {};
        }
        if (plain(element->plan->validity, element->size)) {
          frame.owned.push_back({0, size});
          return op_ == ContractOp::Acquire ? initialised(frame, p, size, *element) : Outcome<>{};
        }
        for (uint64_t at = 0; at + element->size <= size; at += element->size) ASSAY_TRY(one(frame, p, *element, at));
        return {};
      }
    }
    return {};
  }

  Outcome<> one(Frame& frame, Pointer p, const TypeInfo& type, uint64_t at) {
    const bool stops_at_cells = !frame.is_mut && frame.plan && !frame.plan->freeze;
    if (op_ == ContractOp::Acquire && type.plan && !stops_at_cells) {
      auto valid = m_.validate_memory(p.wrapping_add(static_cast<int64_t>(at)), type);
      if (!valid) {
        StopInfo info = std::move(valid.error().info());
        if (info.rule.empty()) info.rule = "contracts/validity";
        return stop_with(std::move(info));
      }
    }
    return steps(MemoryView{m_, frame.at}, type.plan->validity, at, frame);
  }

  Outcome<> initialised(Frame& frame, Pointer, uint64_t size, const TypeInfo& element) {
    if (!m_.options.validate || !element.check || m_.memory.is_init(frame.at, size)) return {};
    StopInfo info{.kind = StopKind::Ub};
    info.ub = UbKind::Uninit;
    info.message = "the contract of a type: a slice of " + element.plan->name + " holds uninitialized memory";
    info.rule = "contracts/validity";
    return stop_with(std::move(info));
  }

  static bool plain(const layout::Plan& plan, uint64_t size) {
    return plan.steps.size() == 1 && plan.steps[0].kind == PlanStep::Kind::Scalar && plan.steps[0].offset == 0 &&
           plan.steps[0].scalar.size == size && plan.steps[0].scalar.full_range();
  }

  template <class View>
  Outcome<> steps(const View& view, const layout::Plan& plan, uint64_t base, Frame& frame) {
    for (const PlanStep& step : plan.steps) ASSAY_TRY(run(view, step, base + step.offset, frame));
    return {};
  }

  template <class View>
  Outcome<> run(const View& view, const PlanStep& step, uint64_t at, Frame& frame) {
    using K = PlanStep::Kind;
    if (in_cell(frame, at)) return {};
    const uint64_t word = m_.memory.target().pointer_bytes;
    switch (step.kind) {
      case K::Scalar:
        own(frame, at, step.scalar.size);
        return {};
      case K::FnPtr:
        own(frame, at, word);
        return {};
      case K::RawPtr:
        own(frame, at, is_wide(step) ? 2 * word : word);
        return {};
      case K::Ref:
      case K::Box: {
        own(frame, at, is_wide(step) ? 2 * word : word);
        if (step.may_dangle || !step.pointee) return {};
        const auto pointer = view.scalar(at, word_scalar(layout::Primitive::Pointer));
        if (!pointer) return {};
        Reg meta;
        if (is_wide(step)) {
          const bool length = step.pointee->meta == layout::LayoutContext::Meta::Length;
          const auto part =
              view.scalar(at + word, word_scalar(length ? layout::Primitive::Int : layout::Primitive::Pointer));
          if (!part) return {};
          meta = *part;
        }
        // "& T: the context is no longer mutable. &mut T, Box<T>: it stays as it is."
        const bool is_mut = step.kind == K::Box ? frame.is_mut : frame.is_mut && step.is_mut && step_.is_mut;
        frame.targets.push_back(
            {pointer->pointer(), meta, step.pointee.get(), is_mut, frame.behind_ref || step.kind == K::Ref});
        return {};
      }
      case K::Uninhabited:
        return {};
      case K::Enum: {
        const layout::Layout& l = *step.enumeration->layout;
        own(frame, at + l.tag_offset, l.tag.size);
        const auto tag = view.scalar(at + l.tag_offset, l.tag);
        if (!tag) return {};
        const auto variant = m_.read_variant(l, *tag);
        if (!variant || *variant >= step.enumeration->variants.size() || !step.enumeration->variants[*variant])
          return {};
        return steps(view, *step.enumeration->variants[*variant], at, frame);
      }
      case K::Array:
        if (plain(*step.plan, step.stride)) {
          own(frame, at, step.count * step.stride);
          return {};
        }
        for (uint64_t i = 0; i < step.count; i++) ASSAY_TRY(steps(view, *step.plan, at + i * step.stride, frame));
        return {};
    }
    return {};
  }

  static bool is_wide(const PlanStep& step) {
    return step.pointee && step.pointee->meta != layout::LayoutContext::Meta::None;
  }
  layout::Scalar word_scalar(layout::Primitive primitive) const {
    layout::Scalar s;
    s.primitive = primitive;
    s.size = static_cast<uint8_t>(m_.memory.target().pointer_bytes);
    s.hi = s.max();
    return s;
  }
  /// "UnsafeCell in a shared context: stop."
  bool in_cell(const Frame& frame, uint64_t at) const {
    if (frame.is_mut || !frame.plan || frame.plan->freeze) return false;
    const layout::PointeePlan& plan = *frame.plan;
    if (plan.tail_all_cell) return true;
    for (const layout::ByteRange& cell : plan.cells)
      if (cell.offset <= at && at < cell.offset + cell.size) return true;
    if (plan.stride != 0)
      for (const layout::ByteRange& cell : plan.element_cells)
        if (cell.offset <= at % plan.stride && at % plan.stride < cell.offset + cell.size) return true;
    return false;
  }
  static void own(Frame& frame, uint64_t at, uint64_t size) {
    if (!frame.plan || size == 0) return;
    if (!frame.owned.empty() && frame.owned.back().hi == at)
      frame.owned.back().hi = at + size;
    else
      frame.owned.push_back({at, at + size});
  }

  Outcome<> finish(Frame& frame) {
    std::sort(frame.owned.begin(), frame.owned.end(), [](const auto& a, const auto& b) { return a.lo < b.lo; });
    for (size_t i = 0; i < frame.owned.size();) {
      memory::ByteRange range = frame.owned[i];
      for (++i; i < frame.owned.size() && frame.owned[i].lo <= range.hi; ++i)
        range.hi = std::max(range.hi, frame.owned[i].hi);
      // "The region is that of the first reference on the way"; what a value holds itself is locked for the call.
      const bool whole = op_ == ContractOp::Acquire && !frame.behind_ref && step_.scope != code::kRelaxedScope;
      const aliasing::Contract contract{op_,
                                        *frame.at.alloc,
                                        {frame.at.offset + range.lo, frame.at.offset + range.hi},
                                        frame.is_mut,
                                        {call_, whole ? memory::kWholeCall : step_.scope},
                                        step_.for_ever && frame.behind_ref};
      frame.at.alloc->close_quiet();
      ASSAY_TRY(m_.model.on_contract(m_.alias, contract));
    }
    if (step_.shallow) return {};
    for (const Target& t : frame.targets) ASSAY_TRY(place(t.pointer, t.meta, *t.plan, t.is_mut, t.behind_ref));
    return {};
  }

  static constexpr uint64_t kMost = uint64_t{1} << 24;  // bytes of one value that are looked into
  Machine& m_;
  const ContractOp op_;
  const ContractStep& step_;
  const CallId call_;
  std::set<std::tuple<uint64_t, uint32_t, bool>> seen_;
};

}  // namespace

/// What a walk finds wrong concerns only a model that asked for it.
Outcome<> Machine::contract_checked(Outcome<> walked) {
  if (!walked && model.goes_on(alias, aliasing::kHookContract, walked.error().info())) return {};
  return walked;
}

Outcome<> Machine::contract_place(Pointer p, const Reg& meta, const ContractStep& step) {
  if ((hooks_ & aliasing::kHookContract) == 0) return {};
  const CallId call = thread().frames.back().call;
  if (step.op == ContractOp::Suspend) borrowed_[call].push_back({step.scope, p, meta, &step});
  return contract_checked(ContractWalk(*this, step.op, step, call).place(p, meta, *step.pointee, step.is_mut));
}

Outcome<> Machine::contract_value(const Value& value, const ContractStep& step) {
  if ((hooks_ & aliasing::kHookContract) == 0) return {};
  return contract_checked(ContractWalk(*this, step.op, step, thread().frames.back().call).value(value));
}

/// Regions of the running function end: what they had borrowed is found again by its type, then the model acts.
Outcome<> Machine::scope_end(std::span<const uint32_t> scopes) {
  if ((hooks_ & aliasing::kHookScopeEnd) == 0) return {};
  const CallId call = thread().frames.back().call;
  if (const auto it = borrowed_.find(call); it != borrowed_.end()) {
    std::vector<Borrowed> ending;
    std::erase_if(it->second, [&](const Borrowed& b) {
      const bool ends = std::find(scopes.begin(), scopes.end(), b.scope) != scopes.end();
      if (ends) ending.push_back(b);
      return ends;
    });
    for (const Borrowed& b : ending)
      ASSAY_TRY(contract_checked(ContractWalk(*this, ContractOp::Recover, *b.step, call)
                                     .place(b.place, b.meta, *b.step->pointee, b.step->is_mut)));
  }
  return model.on_scope_end(alias, call, scopes);
}

}  // namespace assay::machine
