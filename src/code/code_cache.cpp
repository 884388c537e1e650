#include "code/code_cache.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "code/compile.h"

namespace assay::code {

const char* op_name(Op op) {
  static constexpr const char* kNames[] = {
#define OP(name) #name,
#include "code/ops.def"
#undef OP
  };
  return kNames[static_cast<size_t>(op)];
}

struct CodeCache::Impl {
  boost::unordered_flat_map<uint32_t, Code*> by_instance;
  boost::unordered_flat_map<uint32_t, std::unique_ptr<TypeInfo>> types;
  boost::unordered_flat_map<std::string, uint32_t> globals;
  struct SpecKey {
    const layout::PointeePlan* pointee;
    uint32_t rest;
    bool operator==(const SpecKey&) const = default;
  };
  struct SpecHash {
    size_t operator()(const SpecKey& k) const noexcept {
      return (reinterpret_cast<size_t>(k.pointee) ^ k.rest) * 0x9e3779b97f4a7c15u;
    }
  };
  boost::unordered_flat_map<SpecKey, std::unique_ptr<memory::RetagSpec>, SpecHash> specs;
  boost::unordered_flat_map<std::string, DefId> exported_fns, exported_statics;
  size_t exported_seen = 0;
};

CodeCache::CodeCache(mono::Program& p, const CodeOptions& o)
    : program(p),
      options(o),
      regions(o.regions ? std::make_unique<regions::RegionAnalysis>(p.solver) : nullptr),
      impl_(std::make_unique<Impl>()) {}
CodeCache::~CodeCache() = default;

namespace {
bool contains_union(types::Collector& items, layout::LayoutContext& layouts, TyId ty, int depth = 0) {
  const types::TyData data = items.tcx[ty];
  if (depth > 64) return true;
  switch (data.kind) {
    case types::TyKind::Adt:
      if (items.adt(data.def).kind == types::AdtInfo::Kind::Union) return true;
      break;
    case types::TyKind::Tuple:
    case types::TyKind::Closure:
    case types::TyKind::Array:
      break;
    case types::TyKind::Bool:
    case types::TyKind::Char:
    case types::TyKind::Int:
    case types::TyKind::Uint:
    case types::TyKind::Float:
    case types::TyKind::Str:
    case types::TyKind::Never:
    case types::TyKind::Foreign:
    case types::TyKind::Slice:
    case types::TyKind::RawPtr:
    case types::TyKind::Ref:
    case types::TyKind::FnDef:
    case types::TyKind::FnPtr:
    case types::TyKind::Dynamic:
    case types::TyKind::Projection:
    case types::TyKind::Opaque:
    case types::TyKind::Param:
    case types::TyKind::Infer:
    case types::TyKind::Error:
      return false;
  }
  const layout::LayoutRef layout = layouts.of(ty);
  if (!layout) return true;
  auto any = [&](const std::vector<TyId>& fields) {
    for (TyId f : fields)
      if (contains_union(items, layouts, f, depth + 1)) return true;
    return false;
  };
  if (layout->element && contains_union(items, layouts, layout->element, depth + 1)) return true;
  if (any(layout->fields)) return true;
  for (const auto& v : layout->variants)
    if (v && any(v->fields)) return true;
  return false;
}

bool is_trivial(const layout::PlanStep& step) {
  using Kind = layout::PlanStep::Kind;
  return (step.kind == Kind::Scalar && step.scalar.full_range()) ||
         (step.kind == Kind::RawPtr && (!step.pointee || step.pointee->meta == layout::LayoutContext::Meta::None));
}
}  // namespace

const TypeInfo* CodeCache::type(TyId ty) {
  if (auto it = impl_->types.find(ty.raw); it != impl_->types.end()) return it->second.get();
  std::unique_ptr<TypeInfo> out;
  const layout::TypePlan* plan = program.plans.of(ty);
  const layout::LayoutRef layout = plan ? plan->layout : nullptr;
  if (layout) {
    out = std::make_unique<TypeInfo>();
    out->ty = ty;
    out->layout = layout;
    out->plan = plan;
    out->size = layout->size;
    out->align = layout->align;
    out->has_retag = !plan->retag.steps.empty();
    out->needs_drop = program.solver.needs_drop(ty);
    if (layout->is_unsized)
      out->cls = RegClass::Memory;
    else if (layout->size == 0)
      out->cls = RegClass::Zst;
    if (!layout->is_unsized && layout->size != 0) {
      const bool a = !layout->a.maybe_uninit;
      if (layout->abi == layout::Abi::Scalar && a && layout->a.size == layout->size)
        out->cls = RegClass::Scalar;
      else if (layout->abi == layout::Abi::ScalarPair && a &&
               (!layout->b.maybe_uninit || !contains_union(program.items, program.layouts, ty)))
        out->cls = RegClass::Pair;
      else
        out->cls = RegClass::Memory;
    }
    const auto& steps = plan->validity.steps;
    if (out->cls == RegClass::Memory) {
      out->check = !steps.empty();
    } else {
      for (const auto& step : steps) out->check |= !is_trivial(step);
      if (out->check && steps.size() == 1 && out->cls == RegClass::Scalar &&
          steps[0].kind == layout::PlanStep::Kind::Scalar) {
        out->only_range = true;
        out->what = steps[0].what;
      }
    }
    if (!options.validate) out->check = out->only_range = false;
  }
  const TypeInfo* result = out.get();
  impl_->types.emplace(ty.raw, std::move(out));
  return result;
}

const memory::RetagSpec& CodeCache::spec(const layout::PointeePlan& p, memory::PtrKind kind, memory::RetagMode mode,
                                         bool box_global) {
  const Impl::SpecKey key{&p,
                          static_cast<uint32_t>(kind) | static_cast<uint32_t>(mode) << 8 | (box_global ? 1u << 16 : 0)};
  auto& slot = impl_->specs[key];
  if (slot) return *slot;
  slot = std::make_unique<memory::RetagSpec>();
  slot->ptr = kind;
  slot->mode = mode;
  slot->pointee_unpin = p.unpin;
  slot->box_allocator_global = box_global;
  memory::FreezeMap& f = slot->frozen;
  f.all_frozen = p.freeze;
  f.prefix_size = p.size;
  for (const auto& c : p.cells) f.cells.push_back({c.offset, c.offset + c.size});
  using Meta = layout::LayoutContext::Meta;
  if (p.meta == Meta::Length && !p.element_cells.empty() && p.stride != 0) {
    f.tail = memory::FreezeMap::Tail::Elements;
    f.element_size = p.stride;
    for (const auto& c : p.element_cells) f.element_cells.push_back({c.offset, c.offset + c.size});
  } else if (p.meta == Meta::Vtable) {
    f.tail = p.freeze ? memory::FreezeMap::Tail::Frozen : memory::FreezeMap::Tail::Dynamic;
  }
  return *slot;
}

uint32_t CodeCache::global(const GlobalKey& key) {
  std::string k(1, static_cast<char>('a' + static_cast<int>(key.kind)));
  for (uint32_t part : {key.def.raw, key.instance.raw, key.vtable.raw, key.span.lo, key.span.hi})
    k.append(reinterpret_cast<const char*>(&part), 4);
  k += key.text;
  auto [it, fresh] = impl_->globals.emplace(std::move(k), static_cast<uint32_t>(globals_.size()));
  if (fresh) globals_.push_back(key);
  return it->second;
}

namespace {
std::string attr_text(mono::Program& program, DefId def, const char* name) {
  const ast::Attribute* attr = program.items.hir.defs.attr(def, program.session.sym(name));
  if (!attr) return {};
  for (const Token& token : attr->tokens)
    if (token.kind == TokenKind::Str) return std::string(program.session.text(token.text));
  return {};
}
}  // namespace

bool CodeCache::is_intrinsic(DefId def) {
  const hir::Def& d = program.items.hir.defs[def];
  if (d.kind != hir::DefKind::Fn && d.kind != hir::DefKind::AssocFn) return false;
  return program.items.hir.defs.has_attr(def, program.session.sym("rustc_intrinsic"));
}

std::string CodeCache::helper_name(DefId def) {
  const hir::DefTable& defs = program.items.hir.defs;
  const hir::Def& d = defs[def];
  if (d.kind != hir::DefKind::Fn || !d.parent || !defs.crates[d.crate].is_user) return {};
  if (defs[d.parent].kind != hir::DefKind::Mod || !defs[d.parent].name ||
      program.session.text(defs[d.parent].name) != "assay")
    return {};
  const std::string_view name = program.session.text(d.name);
  return name == "read_racy" || name == "choose" || name == "assume" ? "assay_" + std::string(name) : std::string();
}

bool CodeCache::is_track_caller(InstanceId id) {
  const mono::Instance& i = program[id];
  if (i.kind != mono::Instance::Kind::Item && i.kind != mono::Instance::Kind::Virtual) return false;
  const hir::DefTable& defs = program.items.hir.defs;
  if (defs[i.def].kind != hir::DefKind::Fn && defs[i.def].kind != hir::DefKind::AssocFn &&
      defs[i.def].kind != hir::DefKind::Closure)
    return false;
  return defs.has_attr(i.def, program.session.sym("track_caller"));
}

bool CodeCache::is_rust_call(InstanceId id) {
  const mono::Instance& i = program[id];
  using Kind = mono::Instance::Kind;
  switch (i.kind) {
    case Kind::FnPtrShim:
    case Kind::ClosureOnceShim:
      return true;
    case Kind::DropGlue:
    case Kind::CloneShim:
    case Kind::Ctor:
    case Kind::Promoted:
      return false;
    case Kind::Item:
      if (program.items.hir.defs[i.def].kind == hir::DefKind::Closure) return true;
      if (program.items.hir.defs[i.def].kind != hir::DefKind::Fn &&
          program.items.hir.defs[i.def].kind != hir::DefKind::AssocFn)
        return false;
      [[fallthrough]];
    case Kind::VtableShim:
    case Kind::Virtual:
      return program.session.text(program.items.fn_sig(i.def).abi) == "rust-call";
  }
  return false;
}

DefId CodeCache::exported(std::string_view symbol, bool is_static) {
  hir::DefTable& defs = program.items.hir.defs;
  for (; impl_->exported_seen < defs.size(); impl_->exported_seen++) {
    const DefId def(static_cast<uint32_t>(impl_->exported_seen));
    const hir::Def& d = defs[def];
    if (d.in_foreign) continue;
    const bool is_fn = d.kind == hir::DefKind::Fn || d.kind == hir::DefKind::AssocFn;
    if (!is_fn && d.kind != hir::DefKind::Static) continue;
    std::string name = attr_text(program, def, "export_name");
    if (name.empty() && (defs.has_attr(def, program.session.sym("no_mangle")) ||
                         defs.has_attr(def, program.session.sym("rustc_std_internal_symbol"))))
      name = std::string(program.session.text(d.name));
    if (name.empty() && defs.has_attr(def, program.session.sym("panic_handler"))) name = "panic_impl";
    if (name.empty()) continue;
    auto& map = is_fn ? impl_->exported_fns : impl_->exported_statics;
    const auto [it, fresh] = map.emplace(name, def);
    // A #[global_allocator] takes the place of the library's own.
    if (!fresh && !defs.crates[defs[it->second].crate].is_user && defs.crates[d.crate].is_user) it->second = def;
  }
  auto& map = is_static ? impl_->exported_statics : impl_->exported_fns;
  const auto it = map.find(std::string(symbol));
  return it == map.end() ? DefId() : it->second;
}

std::string CodeCache::link_name(DefId def) {
  std::string name = attr_text(program, def, "link_name");
  return name.empty() ? std::string(program.session.text(program.items.hir.defs[def].name)) : name;
}

Outcome<const Code*> CodeCache::code(InstanceId instance) {
  if (auto it = impl_->by_instance.find(instance.raw); it != impl_->by_instance.end()) return it->second;
  auto out = std::make_unique<Code>();
  out->instance = instance;
  out->name = program.name(instance);
  out->span = program.span(instance);
  out->is_library = program.session.sources.is_library(out->span);
  const size_t errors = program.session.diags.count();
  const mono::Program::InstanceBody body = program.body(instance);
  if (program.session.diags.count() != errors) {
    // The body has an error: it must not run.
    const auto& list = program.session.diags.unsupported_features();
    if (program.session.diags.errors().empty() && !list.empty())
      return stop_unsupported(list.back().feature, list.back().span, list.back().detail);
    StopInfo info{.kind = StopKind::CompileError, .message = "the program has errors", .feature = "error"};
    if (!program.session.diags.errors().empty()) {
      const Diagnostic& d = program.session.diags.errors().back();
      info.message = d.message;
      if (!d.labels.empty()) info.span = d.labels.front().span;
    }
    return stop_with(std::move(info));
  }
  FnCompiler compiler(*this, instance, *out);
  if (body.body) {
    ASSAY_TRY(compiler.run(*body.body, body.args));
  } else {
    ASSAY_TRY(compiler.run_stub());
  }
  out->index = static_cast<uint32_t>(codes_.size());
  Code* raw = out.get();
  impl_->by_instance.emplace(instance.raw, raw);
  codes_.push_back(std::move(out));
  return raw;
}

}  // namespace assay::code
