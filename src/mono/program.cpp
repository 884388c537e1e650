// Interns instances, resolves calls to them, builds vtables, names them.
#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>

#include "mono/instance.h"
#include "mono/shims.h"

namespace assay::mono {

namespace {
struct InstanceHash {
  size_t operator()(const Instance& i) const noexcept {
    size_t h = static_cast<size_t>(i.kind);
    for (uint32_t part : {i.def.raw, i.args.raw, i.ty.raw, i.index}) h = (h ^ part) * 0x9e3779b97f4a7c15u;
    return h;
  }
};
uint64_t pair_key(uint32_t a, uint32_t b) { return uint64_t{a} << 32 | b; }
}  // namespace

struct Program::Impl {
  std::deque<Instance> instances;
  boost::unordered_flat_map<Instance, InstanceId, InstanceHash> index;
  boost::unordered_flat_map<uint64_t, InstanceId> resolved;
  boost::unordered_flat_map<uint64_t, TyId> mono_types;
  boost::unordered_flat_map<uint64_t, VtableId> vtable_index;
  boost::unordered_flat_map<uint32_t, std::unique_ptr<mir::Body>> shims;
  std::deque<Vtable> vtables;
};

Program::Program(Session& s, traits::Solver& sv, layout::LayoutContext& l, layout::Plans& p, mir::Provider& m)
    : session(s),
      solver(sv),
      layouts(l),
      plans(p),
      mir(m),
      tcx(sv.tcx),
      items(sv.items),
      impl_(std::make_unique<Impl>()) {}
Program::~Program() = default;

InstanceId Program::intern(const Instance& instance) {
  if (auto it = impl_->index.find(instance); it != impl_->index.end()) return it->second;
  const InstanceId id(static_cast<uint32_t>(impl_->instances.size()));
  impl_->instances.push_back(instance);
  impl_->index.emplace(instance, id);
  return id;
}
const Instance& Program::operator[](InstanceId id) const {
  ASSAY_CHECK(id.raw < impl_->instances.size(), "instance id");
  return impl_->instances[id.raw];
}
size_t Program::instance_count() const { return impl_->instances.size(); }

InstanceId Program::resolve(DefId def, ArgsId args) {
  args = tcx.erase_regions(args);
  const uint64_t key = pair_key(def.raw, args.raw);
  if (auto it = impl_->resolved.find(key); it != impl_->resolved.end()) return it->second;
  InstanceId result;
  if (def == items.lang("drop_in_place")) {
    result = intern({.kind = Instance::Kind::DropGlue, .ty = tcx[args][0].ty()});
  } else if (def == items.lang("assay_resume")) {
    const TyData coroutine = tcx[tcx[args][0].ty()];
    result = intern({.kind = Instance::Kind::Item, .def = coroutine.def, .args = coroutine.args});
  } else if (const auto fn = solver.resolve(def, args)) {
    const ArgsId fn_args = fn->args ? tcx.erase_regions(fn->args) : fn->args;
    using Kind = traits::ResolvedFn::Kind;
    switch (fn->kind) {
      case Kind::Item:
        result = intern(
            {.kind = items.hir.defs[fn->def].kind == hir::DefKind::Ctor ? Instance::Kind::Ctor : Instance::Kind::Item,
             .def = fn->def,
             .args = fn_args});
        break;
      case Kind::ClosureCall:
        result = intern({.kind = Instance::Kind::Item, .def = fn->def, .args = fn_args});
        break;
      case Kind::ClosureOnceShim:
        result = intern({.kind = Instance::Kind::ClosureOnceShim, .def = fn->def, .args = fn_args});
        break;
      case Kind::FnPtrShim:
        result = intern({.kind = Instance::Kind::FnPtrShim, .def = def, .args = args, .ty = fn->self_ty});
        break;
      case Kind::CloneShim:
        result = intern({.kind = Instance::Kind::CloneShim, .ty = fn->self_ty});
        break;
      case Kind::Virtual:
        result = intern({.kind = Instance::Kind::Virtual,
                         .def = def,
                         .args = args,
                         .index = vtable_slot(tcx[args][0].ty(), def, args)});
        break;
      case Kind::Builtin:
        break;
    }
  }
  impl_->resolved.emplace(key, result);
  return result;
}

InstanceId Program::drop_glue(TyId ty) {
  if (!solver.needs_drop(ty)) return {};
  return intern({.kind = Instance::Kind::DropGlue, .ty = ty});
}

namespace {
TraitRef principal_ref(TyContext& tcx, TyId dyn_ty, TyId self) {
  const DynTy& dyn = tcx.dyn_ty(dyn_ty);
  std::vector<GenericArg> args{GenericArg::of(self)};
  for (const GenericArg& a : tcx[dyn.principal_args]) args.push_back(a);
  return {dyn.principal, tcx.args(args)};
}
}  // namespace

VtableId Program::vtable(TyId ty, TyId dyn_ty) {
  const uint64_t key = pair_key(ty.raw, dyn_ty.raw);
  if (auto it = impl_->vtable_index.find(key); it != impl_->vtable_index.end()) return it->second;
  Vtable table;
  table.ty = ty;
  table.dyn_ty = dyn_ty;
  table.drop = drop_glue(ty);
  if (layout::LayoutRef layout = layouts.of(ty)) table.size = layout->size, table.align = layout->align;
  if (tcx.dyn_ty(dyn_ty).principal) {
    for (const auto& [method, trait_ref] : solver.vtable_methods(principal_ref(tcx, dyn_ty, ty))) {
      const ArgsId args = tcx.erase_regions(solver.normalize(trait_ref.args));
      InstanceId target = resolve(method, args);
      // A by-value self arrives as a pointer to the unsized value.
      const FnSig sig = items.fn_sig(method);
      const auto inputs = tcx[sig.inputs];
      if (target && !inputs.empty() && tcx[inputs[0]].kind == TyKind::Param && tcx[inputs[0]].index == 0)
        target = intern({.kind = Instance::Kind::VtableShim, .def = method, .args = args});
      table.methods.push_back(target);
    }
  }
  const VtableId id(static_cast<uint32_t>(impl_->vtables.size()));
  impl_->vtables.push_back(std::move(table));
  impl_->vtable_index.emplace(key, id);
  return id;
}

const Vtable& Program::vtable(VtableId id) const { return impl_->vtables[id.raw]; }

uint32_t Program::vtable_slot(TyId dyn_ty, DefId method, ArgsId method_args) {
  if (tcx[dyn_ty].kind != TyKind::Dynamic || !tcx.dyn_ty(dyn_ty).principal) return kNoId;
  const auto& methods = solver.vtable_methods(principal_ref(tcx, dyn_ty, dyn_ty));
  uint32_t by_name = kNoId;
  for (uint32_t i = 0; i < methods.size(); i++) {
    if (methods[i].first != method) continue;
    if (by_name == kNoId) by_name = i;
    const auto want = tcx[method_args];
    const auto have = tcx[tcx.erase_regions(solver.normalize(methods[i].second.args))];
    if (have.size() <= want.size() && std::equal(have.begin(), have.end(), want.begin())) return i;
  }
  return by_name;
}

TyId Program::mono_ty(TyId ty, ArgsId args) {
  const uint64_t key = pair_key(ty.raw, args.raw);
  if (auto it = impl_->mono_types.find(key); it != impl_->mono_types.end()) return it->second;
  const TyId out = tcx.erase_regions(solver.normalize(tcx.subst(ty, args)));
  impl_->mono_types.emplace(key, out);
  return out;
}

Program::InstanceBody Program::body(InstanceId id) {
  const Instance instance = (*this)[id];
  switch (instance.kind) {
    case Instance::Kind::Item:
    case Instance::Kind::Ctor:
      return {mir.mir(instance.def), instance.args};
    case Instance::Kind::Promoted:
      if (const mir::Body* owner = mir.mir(instance.def); owner && instance.index < owner->promoted.size())
        return {owner->promoted[instance.index].get(), instance.args};
      return {};
    case Instance::Kind::Virtual:
      return {};
    case Instance::Kind::DropGlue:
      if (const TyData data = tcx[instance.ty];
          data.kind == TyKind::Closure && items.closure_info(data.def).is_coroutine)
        return {mir.coroutine_drop(data.def), data.args};
      [[fallthrough]];
    case Instance::Kind::FnPtrShim:
    case Instance::Kind::ClosureOnceShim:
    case Instance::Kind::CloneShim:
    case Instance::Kind::VtableShim: {
      auto& slot = impl_->shims[id.raw];
      if (!slot) {
        auto built = build_shim(*this, instance);
        impl_->shims[id.raw] = std::move(built);
      }
      return {impl_->shims[id.raw].get(), ArgsId()};
    }
  }
  ASSAY_UNREACHABLE("instance kind");
}

FnSig Program::fn_sig(InstanceId id) {
  const Instance instance = (*this)[id];
  FnSig sig;
  sig.inputs = tcx.list({});
  sig.output = tcx.unit;
  auto closure_sig = [&](TyId self) {
    const ClosureInfo& info = items.closure_info(instance.def);
    const FnSig inner = tcx.subst(info.sig, instance.args);
    const auto inputs = tcx[inner.inputs];
    const std::vector<TyId> list{self, tcx.tuple({inputs.begin(), inputs.end()})};
    sig = inner;
    sig.inputs = tcx.list(list);
  };
  switch (instance.kind) {
    case Instance::Kind::Item:
      if (items.hir.defs[instance.def].kind == hir::DefKind::Closure) {
        const TyId closure = tcx.closure(instance.def, instance.args);
        if (items.closure_info(instance.def).is_coroutine) {
          closure_sig(tcx.raw_ptr(closure, true));
          const GenericArg poll[] = {GenericArg::of(sig.output)};
          sig.output = tcx.adt(items.lang("Poll"), tcx.args(poll));
          break;
        }
        const ClosureKind kind = items.closure_info(instance.def).kind;
        closure_sig(kind == ClosureKind::FnOnce ? closure : tcx.ref(closure, kind == ClosureKind::FnMut));
        break;
      }
      [[fallthrough]];
    case Instance::Kind::Ctor:
    case Instance::Kind::VtableShim:
    case Instance::Kind::FnPtrShim:
    case Instance::Kind::Virtual:
      sig = tcx.subst(items.fn_sig(instance.def), instance.args);
      break;
    case Instance::Kind::ClosureOnceShim:
      closure_sig(tcx.closure(instance.def, instance.args));
      break;
    case Instance::Kind::CloneShim: {
      const std::vector<TyId> list{tcx.ref(instance.ty, false)};
      sig.inputs = tcx.list(list);
      sig.output = instance.ty;
      break;
    }
    case Instance::Kind::DropGlue: {
      const std::vector<TyId> list{tcx.raw_ptr(instance.ty, true)};
      sig.inputs = tcx.list(list);
      break;
    }
    case Instance::Kind::Promoted:
      break;
  }
  FnSig out = solver.normalize(sig);
  std::vector<TyId> inputs;
  for (TyId t : tcx[out.inputs]) inputs.push_back(tcx.erase_regions(t));
  out.inputs = tcx.list(inputs);
  out.output = tcx.erase_regions(out.output);
  return out;
}

std::string Program::name(InstanceId id) {
  const Instance& i = (*this)[id];
  switch (i.kind) {
    case Instance::Kind::Item:
    case Instance::Kind::Ctor:
    case Instance::Kind::Virtual:
      return items.print_path(i.def, i.args);
    case Instance::Kind::Promoted:
      return "promoted constant in " + items.print_path(i.def, i.args);
    case Instance::Kind::DropGlue:
      return "std::ptr::drop_in_place::<" + items.print(i.ty) + "> (drop glue)";
    case Instance::Kind::FnPtrShim:
    case Instance::Kind::ClosureOnceShim:
    case Instance::Kind::VtableShim:
      return items.print_path(i.def, i.args) + " (shim)";
    case Instance::Kind::CloneShim:
      return "<" + items.print(i.ty) + " as std::clone::Clone>::clone (shim)";
  }
  ASSAY_UNREACHABLE("instance kind");
}

Span Program::span(InstanceId id) {
  const Instance& i = (*this)[id];
  return i.def ? items.hir.defs[i.def].span : Span{};
}

}  // namespace assay::mono
