// Do the two sides of a call through a pointer or a symbol agree? Source: the standard library's documentation of
// function pointers, "ABI compatibility".
#include <fmt/format.h>

#include "machine/machine.h"

namespace assay::machine {

using code::CallSite;
using types::TyData;
using types::TyKind;

namespace {

class Compatible {
 public:
  explicit Compatible(Machine& m) : m_(m), tcx_(m.program.tcx) {}

  /// Passed as nothing at all: the ones that every caller may leave out.
  bool ignored(TyId ty) {
    const TypeInfo* t = m_.codes.type(ty);
    if (!t || t->size != 0 || t->align != 1 || t->layout->is_unsized) return false;
    const TyData d = tcx_[ty];
    if (d.kind == TyKind::Array) return false;
    if (d.kind == TyKind::Adt) {
      const types::AdtInfo& adt = m_.program.items.adt(d.def);
      if (adt.repr.c) return false;
      if (adt.kind == types::AdtInfo::Kind::Struct)
        for (TyId f : t->layout->fields)
          if (!ignored(f)) return false;
    }
    if (d.kind == TyKind::Tuple)
      for (TyId f : tcx_[d.list])
        if (!ignored(f)) return false;
    return true;
  }

  bool same(TyId a, TyId b) {
    if (a == b) return true;
    const bool za = ignored(a), zb = ignored(b);
    if (za || zb) return za && zb;
    a = unfold(a);
    b = unfold(b);
    if (a == b) return true;
    const TyData x = tcx_[a], y = tcx_[b];
    if (is_pointer(x) && is_pointer(y)) {
      const bool wx = x.kind != TyKind::FnPtr && m_.program.layouts.is_wide_ptr_to(pointee(x)),
                 wy = y.kind != TyKind::FnPtr && m_.program.layouts.is_wide_ptr_to(pointee(y));
      if (!wx && !wy) return true;
      if (wx != wy) return false;
      return m_.program.layouts.metadata(pointee(x)) == m_.program.layouts.metadata(pointee(y)) &&
             (m_.program.layouts.metadata(pointee(x)) == layout::LayoutContext::Meta::Length ||
              m_.program.solver.struct_tail(pointee(x)) == m_.program.solver.struct_tail(pointee(y)));
    }
    const auto ix = integer(x), iy = integer(y);
    if (ix && iy) return *ix == *iy;
    return false;
  }

 private:
  static bool is_pointer(const TyData& d) {
    return d.kind == TyKind::Ref || d.kind == TyKind::RawPtr || d.kind == TyKind::FnPtr;
  }
  static TyId pointee(const TyData& d) { return d.inner; }
  /// (bytes, signed): `usize` is `u64`, `char` is `u32`.
  std::optional<std::pair<uint64_t, bool>> integer(const TyData& d) {
    static constexpr uint64_t kSizes[] = {1, 2, 4, 8, 16, 8};
    if (d.kind == TyKind::Int) return std::pair{kSizes[d.sub], true};
    if (d.kind == TyKind::Uint) return std::pair{kSizes[d.sub], false};
    if (d.kind == TyKind::Char) return std::pair{uint64_t{4}, false};
    return std::nullopt;
  }
  /// Peels transparent wrappers, boxes and `Option`s of what cannot be null.
  TyId unfold(TyId ty) {
    for (int depth = 0; depth < 32; depth++) {
      const TyData d = tcx_[ty];
      if (d.kind != TyKind::Adt) return ty;
      const types::AdtInfo& adt = m_.program.items.adt(d.def);
      const TypeInfo* t = m_.codes.type(ty);
      if (!t) return ty;
      if (adt.is_box) {
        if (t->size > 16) return ty;
        ty = tcx_.raw_ptr(tcx_[d.args][0].ty(), true);
        continue;
      }
      if (adt.kind == types::AdtInfo::Kind::Enum) {
        if (adt.variants.size() == 1 && adt.repr.transparent) {
          const TyId inner = only_field(t->layout->fields);
          if (!inner) return ty;
          ty = inner;
          continue;
        }
        // null pointer optimisation
        if (adt.variants.size() != 2 || !t->layout->multi_variant || t->layout->encoding != layout::TagEncoding::Niche)
          return ty;
        const TyId inner = only_field(t->layout->variants[t->layout->untagged_variant]->fields);
        if (!inner || !only_ignored(t->layout->variants[1 - t->layout->untagged_variant]->fields)) return ty;
        const TyData i = tcx_[unfold_once(inner)];
        const bool non_null = i.kind == TyKind::Ref || i.kind == TyKind::FnPtr ||
                              (tcx_[inner].kind == TyKind::Adt && niche_of_zero(inner));
        if (!non_null) return ty;
        ty = inner;
        continue;
      }
      if (!adt.repr.transparent) return ty;
      const TyId inner = only_field(t->layout->fields);
      if (!inner) return ty;
      ty = inner;
    }
    return ty;
  }
  TyId unfold_once(TyId ty) { return ty; }
  bool niche_of_zero(TyId ty) {
    const TypeInfo* t = m_.codes.type(ty);
    const types::AdtInfo& adt = m_.program.items.adt(tcx_[ty].def);
    return adt.is_box || (t && t->layout->abi == layout::Abi::Scalar && !t->layout->a.contains(0));
  }
  TyId only_field(const std::vector<TyId>& fields) {
    TyId found;
    for (TyId f : fields) {
      const TypeInfo* t = m_.codes.type(f);
      if (t && t->size == 0 && t->align == 1) continue;
      if (found) return {};
      found = f;
    }
    return found;
  }
  bool only_ignored(const std::vector<TyId>& fields) {
    for (TyId f : fields) {
      const TypeInfo* t = m_.codes.type(f);
      if (!t || t->size != 0 || t->align != 1) return false;
    }
    return true;
  }
  Machine& m_;
  types::TyContext& tcx_;
};

std::string_view convention(std::string_view abi) {
  if (abi.empty() || abi == "Rust" || abi == "rust-call" || abi == "rust-intrinsic") return "Rust";
  if (abi.ends_with("-unwind")) abi.remove_suffix(7);
  if (abi == "system" || abi == "cdecl") return "C";
  return abi;
}

}  // namespace

namespace {
tl::unexpected<Stop> wrong_convention(std::string_view want, std::string_view have) {
  return stop_ub(
      UbKind::Abi,
      fmt::format("calling a function with calling convention \"{}\" using calling convention \"{}\"", want, have));
}
}  // namespace

Outcome<> Machine::check_callback(const Code& callee, std::string_view have, const TypeInfo* argument,
                                  const TypeInfo* result) {
  const std::string_view want = convention(program.session.text(callee.abi));
  if (have != want) return wrong_convention(want, have);
  Compatible compatible(*this);
  std::vector<const TypeInfo*> params;
  for (const TypeInfo* p : callee.params)
    if (!compatible.ignored(p->ty)) params.push_back(p);
  if (params.size() != 1)
    return stop_ub(UbKind::Abi, fmt::format("calling a function with {} arguments than it expects",
                                            params.empty() ? "more" : "fewer"));
  if (!compatible.same(params[0]->ty, argument->ty))
    return stop_ub(UbKind::Abi,
                   fmt::format("calling a function whose parameter #1 has type `{}` passing argument of type `{}`",
                               program.items.print(params[0]->ty), program.items.print(argument->ty)));
  if (result && !callee.ret->layout->uninhabited && !compatible.same(callee.ret->ty, result->ty))
    return stop_ub(UbKind::Abi,
                   fmt::format("calling a function with return type `{}` passing return place of type `{}`",
                               program.items.print(callee.ret->ty), program.items.print(result->ty)));
  return {};
}

Outcome<> Machine::check_abi(const CallSite& site, const Code& callee) {
  const uint64_t key = reinterpret_cast<uint64_t>(&site) * 0x9e3779b97f4a7c15u ^ callee.index;
  if (abi_checked_.contains(key)) return {};
  const std::string_view have = convention(program.session.text(site.abi)),
                         want = convention(program.session.text(callee.abi));
  if (have != want) return wrong_convention(want, have);
  if (site.is_variadic != callee.is_variadic)
    return stop_ub(UbKind::Abi, callee.is_variadic
                                    ? "calling a variadic function with a non-variadic caller-side signature"
                                    : "calling a non-variadic function with a variadic caller-side signature");
  Compatible compatible(*this);
  auto at_callee = [&](std::string message) {
    StopInfo info{.kind = StopKind::Ub, .ub = UbKind::Abi, .message = std::move(message)};
    if (!program.session.sources.is_library(callee.span)) info.span = callee.span;
    return stop_with(std::move(info));
  };
  std::vector<const TypeInfo*> caller_args, callee_args;
  for (const code::ArgSlot& a : site.args)
    if (!compatible.ignored(a.type->ty)) caller_args.push_back(a.type);
  for (const TypeInfo* p : callee.params)
    if (!compatible.ignored(p->ty)) callee_args.push_back(p);
  if (caller_args.size() != callee_args.size())
    return at_callee(fmt::format("calling a function with {} arguments than it expects",
                                 caller_args.size() > callee_args.size() ? "more" : "fewer"));
  for (size_t i = 0; i < caller_args.size(); i++) {
    if (!compatible.same(caller_args[i]->ty, callee_args[i]->ty))
      return at_callee(fmt::format("calling a function whose parameter #{} has type `{}` passing argument of type `{}`",
                                   i + 1, program.items.print(callee_args[i]->ty),
                                   program.items.print(caller_args[i]->ty)));
    if (caller_args[i]->cls != callee_args[i]->cls) return stop_unsupported("abi:register-class");
  }
  if (site.ret && !site.diverges && !compatible.same(site.ret->ty, callee.ret->ty))
    return at_callee(fmt::format("calling a function with return type `{}` passing return place of type `{}`",
                                 program.items.print(callee.ret->ty), program.items.print(site.ret->ty)));
  if (site.ret && !site.diverges && site.ret->cls != callee.ret->cls) return stop_unsupported("abi:register-class");
  abi_checked_.emplace(key, 1);
  return {};
}

}  // namespace assay::machine
