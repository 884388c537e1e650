// Digests types into plans: validity, retags, padding, UnsafeCell bytes. Source of what is valid: the Rust reference,
// "behavior considered undefined", and the validity invariants that the interpreter peers check.
#include "layout/plans.h"

#include <algorithm>
#include <unordered_map>

namespace assay::layout {

namespace {

void add_range(std::vector<ByteRange>& ranges, uint64_t offset, uint64_t size) {
  if (size == 0) return;
  if (!ranges.empty() && ranges.back().offset + ranges.back().size == offset)
    ranges.back().size += size;
  else
    ranges.push_back({offset, size});
}

std::vector<ByteRange> merged(std::vector<ByteRange> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const ByteRange& a, const ByteRange& b) { return a.offset < b.offset; });
  std::vector<ByteRange> out;
  for (const ByteRange& r : ranges) {
    if (r.size == 0) continue;
    if (!out.empty() && r.offset <= out.back().offset + out.back().size)
      out.back().size = std::max(out.back().size, r.offset + r.size - out.back().offset);
    else
      out.push_back(r);
  }
  return out;
}

}  // namespace

struct Plans::Cache {
  std::unordered_map<uint32_t, std::unique_ptr<TypePlan>> types;
  std::unordered_map<uint32_t, std::shared_ptr<const PointeePlan>> pointees;
  std::unordered_map<uint32_t, std::shared_ptr<const Plan>> validity;
  std::unordered_map<uint32_t, std::shared_ptr<const RetagPlan>> retags;
};

namespace {

struct Digest {
  LayoutContext& cx;
  Plans& plans;
  bool may_dangle = false;

  TyContext& tcx() { return cx.tcx; }

  // Visits the fields of a struct-like layout.
  template <class F>
  void each_field(const Layout& layout, F&& f) {
    for (uint32_t i = 0; i < layout.fields.size(); i++) f(layout.fields[i], layout.offsets[i]);
  }

  bool is_enum(const TyData& data) {
    return data.kind == TyKind::Adt && cx.items.adt(data.def).kind == AdtInfo::Kind::Enum;
  }

  // ---- validity
  void validity(TyId ty, uint64_t offset, std::vector<PlanStep>& out) {
    LayoutRef layout = cx.of(ty);
    if (!layout) return;
    const TyData data = tcx()[ty];
    PlanStep step{};
    step.offset = offset;
    switch (data.kind) {
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
        step.kind = PlanStep::Kind::Scalar;
        step.scalar = layout->a;
        step.what = data.kind == TyKind::Bool ? "a boolean"
                    : data.kind == TyKind::Char
                        ? "a unicode scalar value (in `0..=0x10FFFF` but not in `0xD800..=0xDFFF`)"
                    : data.kind == TyKind::Float ? "a floating point number"
                                                 : "an integer";
        out.push_back(step);
        return;
      case TyKind::RawPtr:
        step.kind = PlanStep::Kind::RawPtr;
        step.what = "a raw pointer";
        step.is_mut = data.is_mut();
        step.pointee = plans.pointee(data.inner);
        out.push_back(step);
        return;
      case TyKind::Ref:
        step.kind = PlanStep::Kind::Ref;
        step.what = "a reference";
        step.is_mut = data.is_mut();
        step.may_dangle = may_dangle;
        step.pointee = plans.pointee(data.inner);
        out.push_back(step);
        return;
      case TyKind::FnPtr:
        step.kind = PlanStep::Kind::FnPtr;
        step.what = "a function pointer";
        out.push_back(step);
        return;
      case TyKind::Never:
        step.kind = PlanStep::Kind::Uninhabited;
        step.what = "the never type `!`";
        out.push_back(step);
        return;
      case TyKind::Array: {
        auto inner = validity_of(data.inner);
        if (inner->steps.empty() || layout->count == 0) return;
        step.kind = PlanStep::Kind::Array;
        step.plan = inner;
        step.count = layout->count;
        step.stride = layout->stride;
        out.push_back(step);
        return;
      }
      case TyKind::Tuple:
      case TyKind::Closure:
        each_field(*layout, [&](TyId f, uint64_t at) { validity(f, offset + at, out); });
        return;
      case TyKind::Adt:
        return adt_validity(ty, data, *layout, offset, out);
      case TyKind::Str:
      case TyKind::Foreign:
      case TyKind::Slice:
      case TyKind::FnDef:
      case TyKind::Dynamic:
      case TyKind::Projection:
      case TyKind::Opaque:
      case TyKind::Param:
      case TyKind::Infer:
      case TyKind::Error:
        return;
    }
  }

  void adt_validity(TyId ty, const TyData& data, const Layout& layout, uint64_t offset, std::vector<PlanStep>& out) {
    const AdtInfo& info = cx.items.adt(data.def);
    PlanStep step{};
    step.offset = offset;
    if (info.kind == AdtInfo::Kind::Union) {
      if (layout.uninhabited) {
        step.kind = PlanStep::Kind::Uninhabited;
        out.push_back(step);
      }
      return;
    }
    if (info.is_box) {
      step.kind = PlanStep::Kind::Box;
      step.what = "a box";
      step.may_dangle = may_dangle;
      step.pointee = plans.pointee(tcx()[data.args][0].ty());
      for (const GenericArg& arg : tcx()[data.args])
        if (arg.kind == GenericArg::Kind::Type) {
          step.pointee = plans.pointee(arg.ty());
          break;
        }
      out.push_back(step);
      if (layout.fields.size() > 1) validity(layout.fields[1], offset + layout.offsets[1], out);
      return;
    }
    const bool outer = may_dangle;
    if (info.is_maybe_dangling) may_dangle = true;
    if (layout.multi_variant) {
      auto sw = std::make_shared<EnumSwitch>();
      sw->layout = &layout;
      for (uint32_t v = 0; v < layout.variants.size(); v++) {
        const Layout& variant = *layout.variants[v];
        if (variant.uninhabited) {
          sw->variants.push_back(nullptr);
          continue;
        }
        auto plan = std::make_shared<Plan>();
        for (uint32_t f = 0; f < variant.fields.size(); f++)
          validity(variant.fields[f], variant.offsets[f], plan->steps);
        sw->variants.push_back(plan);
      }
      step.kind = PlanStep::Kind::Enum;
      step.what = "an enum tag";
      step.enumeration = sw;
      out.push_back(step);
    } else {
      if (info.kind == AdtInfo::Kind::Enum && layout.uninhabited) {
        step.kind = PlanStep::Kind::Uninhabited;
        step.what = "an uninhabited enum";
        out.push_back(step);
      } else {
        each_field(layout, [&](TyId f, uint64_t at) { validity(f, offset + at, out); });
      }
      if ((info.valid_start || info.valid_end) && layout.abi != Abi::Memory) {
        step.kind = PlanStep::Kind::Scalar;
        step.offset = offset + layout.a_offset;
        step.scalar = layout.a;
        step.what = "a value in its valid range";
        out.push_back(step);
      }
    }
    may_dangle = outer;
    (void)ty;
  }

  std::shared_ptr<const Plan> validity_of(TyId ty) {
    auto plan = std::make_shared<Plan>();
    validity(ty, 0, plan->steps);
    return plan;
  }

  // ---- retags
  void retags(TyId ty, uint64_t offset, bool top, std::vector<RetagStep>& out) {
    LayoutRef layout = cx.of(ty);
    if (!layout) return;
    const TyData data = tcx()[ty];
    RetagStep step{};
    step.offset = offset;
    switch (data.kind) {
      case TyKind::Ref:
        step.kind = data.is_mut() ? RetagStep::Kind::MutRef : RetagStep::Kind::Ref;
        step.pointee = plans.pointee(data.inner);
        out.push_back(step);
        return;
      case TyKind::RawPtr:
        if (!top) return;
        step.kind = data.is_mut() ? RetagStep::Kind::RawMut : RetagStep::Kind::RawConst;
        step.pointee = plans.pointee(data.inner);
        out.push_back(step);
        return;
      case TyKind::Array: {
        auto inner = std::make_shared<RetagPlan>();
        retags(data.inner, 0, false, inner->steps);
        if (inner->steps.empty() || layout->count == 0) return;
        step.kind = RetagStep::Kind::Array;
        step.plan = inner;
        step.count = layout->count;
        step.stride = layout->stride;
        out.push_back(step);
        return;
      }
      case TyKind::Tuple:
      case TyKind::Closure:
        each_field(*layout, [&](TyId f, uint64_t at) { retags(f, offset + at, false, out); });
        return;
      case TyKind::Adt: {
        const AdtInfo& info = cx.items.adt(data.def);
        if (info.kind == AdtInfo::Kind::Union || info.is_maybe_dangling) return;
        if (info.is_box) {
          step.kind = RetagStep::Kind::Box;
          for (const GenericArg& arg : tcx()[data.args])
            if (arg.kind == GenericArg::Kind::Type) {
              step.pointee = plans.pointee(arg.ty());
              break;
            }
          const auto args = tcx()[data.args];
          if (!args.empty() && args.back().kind == GenericArg::Kind::Type) {
            const TyData alloc = tcx()[args.back().ty()];
            step.box_global = alloc.kind == TyKind::Adt && alloc.def == cx.items.lang("global_alloc_ty");
          }
          out.push_back(step);
          if (layout->fields.size() > 1) retags(layout->fields[1], offset + layout->offsets[1], false, out);
          return;
        }
        if (!layout->multi_variant) {
          each_field(*layout, [&](TyId f, uint64_t at) { retags(f, offset + at, false, out); });
          return;
        }
        auto sw = std::make_shared<RetagEnum>();
        sw->layout = layout;
        bool any = false;
        for (const auto& variant : layout->variants) {
          auto plan = std::make_shared<RetagPlan>();
          for (uint32_t f = 0; f < variant->fields.size(); f++)
            retags(variant->fields[f], variant->offsets[f], false, plan->steps);
          any = any || !plan->steps.empty();
          sw->variants.push_back(plan->steps.empty() ? nullptr : plan);
        }
        if (!any) return;
        step.kind = RetagStep::Kind::Enum;
        step.enumeration = sw;
        out.push_back(step);
        return;
      }
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
      case TyKind::Str:
      case TyKind::Never:
      case TyKind::Foreign:
      case TyKind::Slice:
      case TyKind::FnDef:
      case TyKind::FnPtr:
      case TyKind::Dynamic:
      case TyKind::Projection:
      case TyKind::Opaque:
      case TyKind::Param:
      case TyKind::Infer:
      case TyKind::Error:
        return;
    }
  }

  // ---- data bytes (what is not padding)
  void data_bytes(TyId ty, uint64_t offset, std::vector<ByteRange>& out) {
    LayoutRef layout = cx.of(ty);
    if (!layout || layout->size == 0) return;
    const TyData data = tcx()[ty];
    switch (data.kind) {
      case TyKind::Array: {
        std::vector<ByteRange> element;
        data_bytes(data.inner, 0, element);
        if (element.size() == 1 && element[0].offset == 0 && element[0].size == layout->stride) {
          add_range(out, offset, layout->size);
          return;
        }
        if (layout->count > 4096) {  // too many holes to list: keep everything
          add_range(out, offset, layout->size);
          return;
        }
        for (uint64_t i = 0; i < layout->count; i++)
          for (const ByteRange& r : element) out.push_back({offset + i * layout->stride + r.offset, r.size});
        return;
      }
      case TyKind::Tuple:
      case TyKind::Closure:
        each_field(*layout, [&](TyId f, uint64_t at) { data_bytes(f, offset + at, out); });
        return;
      case TyKind::Adt:
        if (layout->multi_variant) {
          out.push_back({offset + layout->tag_offset, layout->tag.size});
          for (const auto& v : layout->variants)
            for (uint32_t f = 0; f < v->fields.size(); f++) data_bytes(v->fields[f], offset + v->offsets[f], out);
        } else {
          each_field(*layout, [&](TyId f, uint64_t at) { data_bytes(f, offset + at, out); });
        }
        return;
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
      case TyKind::Str:
      case TyKind::Never:
      case TyKind::Foreign:
      case TyKind::Slice:
      case TyKind::RawPtr:
      case TyKind::Ref:
      case TyKind::FnDef:
      case TyKind::FnPtr:
      case TyKind::Dynamic:
      case TyKind::Projection:
      case TyKind::Opaque:
      case TyKind::Param:
      case TyKind::Infer:
      case TyKind::Error:
        add_range(out, offset, layout->size);
        return;
    }
  }

  // ---- UnsafeCell bytes
  void cells(TyId ty, uint64_t offset, std::vector<ByteRange>& out, PointeePlan* tail) {
    if (cx.solver.is_freeze(ty)) return;
    const TyData data = tcx()[ty];
    LayoutRef layout = cx.of(ty);
    if (!layout) return;
    switch (data.kind) {
      case TyKind::Adt: {
        const AdtInfo& info = cx.items.adt(data.def);
        if (info.kind == AdtInfo::Kind::Struct && !info.is_unsafe_cell) {
          each_field(*layout, [&](TyId f, uint64_t at) { cells(f, offset + at, out, tail); });
          return;
        }
        add_range(out, offset, layout->size);
        if (layout->is_unsized && tail) tail->tail_all_cell = true;
        return;
      }
      case TyKind::Tuple:
      case TyKind::Closure:
        each_field(*layout, [&](TyId f, uint64_t at) { cells(f, offset + at, out, tail); });
        return;
      case TyKind::Array: {
        std::vector<ByteRange> element;
        cells(data.inner, 0, element, nullptr);
        for (uint64_t i = 0; i < layout->count; i++)
          for (const ByteRange& r : element) add_range(out, offset + i * layout->stride + r.offset, r.size);
        return;
      }
      case TyKind::Slice:
        if (tail) cells(data.inner, 0, tail->element_cells, nullptr);
        return;
      case TyKind::Dynamic:
        if (tail) tail->tail_all_cell = true;
        return;
      case TyKind::Bool:
      case TyKind::Char:
      case TyKind::Int:
      case TyKind::Uint:
      case TyKind::Float:
      case TyKind::Str:
      case TyKind::Never:
      case TyKind::Foreign:
      case TyKind::RawPtr:
      case TyKind::Ref:
      case TyKind::FnDef:
      case TyKind::FnPtr:
      case TyKind::Projection:
      case TyKind::Opaque:
      case TyKind::Param:
      case TyKind::Infer:
      case TyKind::Error:
        add_range(out, offset, layout->size);
        return;
    }
  }
};

}  // namespace

std::shared_ptr<const PointeePlan> Plans::pointee(TyId ty) {
  if (!cache_) cache_ = std::make_shared<Cache>();
  if (auto it = cache_->pointees.find(ty.raw); it != cache_->pointees.end()) return it->second;
  auto plan = std::make_shared<PointeePlan>();
  plan->ty = ty;
  cache_->pointees[ty.raw] = plan;
  LayoutContext& cx = layouts_;
  TyContext& tcx = cx.tcx;
  LayoutRef layout = cx.of(ty);
  if (!layout) return plan;
  plan->size = layout->size;
  plan->align = layout->align;
  plan->uninhabited = layout->uninhabited;
  plan->meta = cx.metadata(ty);
  const TyId tail = cx.solver.struct_tail(ty);
  const TyData tail_data = tcx[tail];
  if (plan->meta == LayoutContext::Meta::Length) {
    LayoutRef tail_layout = cx.of(tail);
    if (tail_layout) plan->stride = tail_layout->stride, plan->tail_align = tail_layout->align;
  } else if (plan->meta == LayoutContext::Meta::Vtable) {
    plan->dyn_trait = tcx.dyn_ty(tail).principal;
    plan->dyn_key = tail.raw;
  }
  (void)tail_data;
  plan->freeze = cx.solver.is_freeze(ty);
  if (!plan->freeze) {
    Digest digest{cx, *this};
    digest.cells(ty, 0, plan->cells, plan.get());
    plan->cells = merged(std::move(plan->cells));
  }
  plan->unpin = cx.solver.is_unpin(ty);
  if (const DefId unsafe_unpin = cx.items.lang("unsafe_unpin"); unsafe_unpin && plan->unpin)
    plan->unpin = cx.solver.implements(ty, unsafe_unpin);
  return plan;
}

const TypePlan* Plans::of(TyId ty) {
  if (!cache_) cache_ = std::make_shared<Cache>();
  if (auto it = cache_->types.find(ty.raw); it != cache_->types.end()) return it->second.get();
  LayoutRef layout = layouts_.of(ty);
  if (!layout) return nullptr;
  auto plan = std::make_unique<TypePlan>();
  plan->layout = layout;
  Digest digest{layouts_, *this};
  digest.validity(ty, 0, plan->validity.steps);
  digest.retags(ty, 0, true, plan->retag.steps);
  std::vector<ByteRange> ranges;
  if (!layout->is_unsized) digest.data_bytes(ty, 0, ranges);
  plan->data = merged(std::move(ranges));
  plan->no_padding = plan->data.size() == 1 && plan->data[0].offset == 0 && plan->data[0].size == layout->size;
  if (layout->size == 0) plan->no_padding = true;
  if (layout->multi_variant) {
    std::vector<std::vector<ByteRange>> by_variant;
    bool differ = false;
    for (const auto& v : layout->variants) {
      std::vector<ByteRange> r;
      // An untagged variant's own field covers the niche; the others carry it as their tag.
      r.push_back({layout->tag_offset, layout->tag.size});
      for (uint32_t f = 0; f < v->fields.size(); f++) digest.data_bytes(v->fields[f], v->offsets[f], r);
      r = merged(std::move(r));
      if (r.size() != plan->data.size() ||
          !std::equal(r.begin(), r.end(), plan->data.begin(),
                      [](const ByteRange& a, const ByteRange& b) { return a.offset == b.offset && a.size == b.size; }))
        differ = true;
      by_variant.push_back(std::move(r));
    }
    if (differ) plan->data_variants = std::move(by_variant), plan->no_padding = false;
  }
  plan->name = layouts_.items.print(ty);
  const TypePlan* result = plan.get();
  cache_->types[ty.raw] = std::move(plan);
  return result;
}

}  // namespace assay::layout
