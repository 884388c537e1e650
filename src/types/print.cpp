// Types and paths as text, the way `type_name` and diagnostics show them.
#include <fmt/format.h>

#include "types/collect_impl.h"

namespace assay::types {

using hir::DefKind;

namespace {

const char* int_name(IntTy t) {
  switch (t) {
    case IntTy::I8:
      return "i8";
    case IntTy::I16:
      return "i16";
    case IntTy::I32:
      return "i32";
    case IntTy::I64:
      return "i64";
    case IntTy::I128:
      return "i128";
    case IntTy::Isize:
      return "isize";
  }
  return "?";
}
const char* uint_name(UintTy t) {
  switch (t) {
    case UintTy::U8:
      return "u8";
    case UintTy::U16:
      return "u16";
    case UintTy::U32:
      return "u32";
    case UintTy::U64:
      return "u64";
    case UintTy::U128:
      return "u128";
    case UintTy::Usize:
      return "usize";
  }
  return "?";
}
const char* float_name(FloatTy t) {
  switch (t) {
    case FloatTy::F16:
      return "f16";
    case FloatTy::F32:
      return "f32";
    case FloatTy::F64:
      return "f64";
    case FloatTy::F128:
      return "f128";
  }
  return "?";
}

std::string decimal(u128 value) {
  if (value == 0) return "0";
  std::string out;
  for (; value != 0; value /= 10) out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
  return out;
}

uint32_t int_bits(IntTy t) {
  switch (t) {
    case IntTy::I8:
      return 8;
    case IntTy::I16:
      return 16;
    case IntTy::I32:
      return 32;
    case IntTy::I64:
    case IntTy::Isize:
      return 64;
    case IntTy::I128:
      return 128;
  }
  return 64;
}

class Printer {
 public:
  explicit Printer(Collector& items) : items_(items), tcx_(items.tcx) {}

  std::string ty(TyId id) {
    if (!id) return "?";
    const TyData& d = tcx_[id];
    switch (d.kind) {
      case TyKind::Bool:
        return "bool";
      case TyKind::Char:
        return "char";
      case TyKind::Int:
        return int_name(d.int_ty());
      case TyKind::Uint:
        return uint_name(d.uint_ty());
      case TyKind::Float:
        return float_name(d.float_ty());
      case TyKind::Str:
        return "str";
      case TyKind::Never:
        return "!";
      case TyKind::Adt:
        return items_.print_path(d.def) + generic(d.args, "<");
      case TyKind::Foreign:
        return items_.print_path(d.def);
      case TyKind::Array:
        return fmt::format("[{}; {}]", ty(d.inner), constant(d.length));
      case TyKind::Slice:
        return fmt::format("[{}]", ty(d.inner));
      case TyKind::RawPtr:
        return (d.is_mut() ? "*mut " : "*const ") + ty(d.inner);
      case TyKind::Ref:
        return (d.is_mut() ? "&mut " : "&") + pointee(d.inner);
      case TyKind::FnDef:
        return items_.print_path(d.def, d.args);
      case TyKind::FnPtr:
        return fn_ptr(d.sig);
      case TyKind::Dynamic:
        return dynamic(id);
      case TyKind::Closure:
        return items_.print_path(d.def);
      case TyKind::Tuple: {
        const auto list = tcx_[d.list];
        std::string out = "(";
        for (size_t i = 0; i < list.size(); ++i) out += (i ? ", " : "") + ty(list[i]);
        return out + (list.size() == 1 ? ",)" : ")");
      }
      case TyKind::Projection: {
        const DefId trait = items_.hir.defs[d.def].parent;
        const size_t count = items_.generics_of(trait).params.size();
        const auto args = tcx_[d.args];
        return fmt::format("<{} as {}>::{}{}", ty(args[0].ty()),
                           trait_ref(trait, args.first(std::min(count, args.size())).subspan(1)),
                           items_.hir.session.text(items_.hir.defs[d.def].name),
                           list(args.subspan(std::min(count, args.size())), "<"));
      }
      case TyKind::Opaque: {
        std::string out = "impl ";
        bool first = true;
        for (const Predicate& p : items_.item_bounds(d.def)) {
          if (p.kind != Predicate::Kind::Trait || p.trait_ref.trait == items_.lang("sized")) continue;
          out += (first ? "" : " + ") + std::string(items_.hir.session.text(items_.hir.defs[p.trait_ref.trait].name));
          first = false;
        }
        return out;
      }
      case TyKind::Param:
        return std::string(items_.hir.session.text(d.name));
      case TyKind::Infer:
        return d.infer_kind() == InferKind::Ty ? "_" : d.infer_kind() == InferKind::Int ? "{integer}" : "{float}";
      case TyKind::Error:
        return "{error}";
    }
    return "?";
  }

  std::string constant(ConstId id) {
    if (!id) return "?";
    const ConstData& c = tcx_[id];
    switch (c.kind) {
      case ConstData::Kind::Value:
        return value(c);
      case ConstData::Kind::Param:
        return std::string(items_.hir.session.text(c.name));
      case ConstData::Kind::Infer:
        return "_";
      case ConstData::Kind::Unevaluated:
        return items_.print_path(c.def, c.args);
      case ConstData::Kind::Error:
        return "{error}";
    }
    return "?";
  }

  std::string list(std::span<const GenericArg> args, const char* open) {
    std::string out;
    for (const GenericArg& a : args) {
      if (a.kind == GenericArg::Kind::Region) continue;
      out += out.empty() ? "" : ", ";
      out += a.kind == GenericArg::Kind::Type ? ty(a.ty()) : constant(a.constant());
    }
    return out.empty() ? out : open + out + ">";
  }
  std::string generic(ArgsId args, const char* open) { return list(tcx_[args], open); }

  std::string trait_ref(DefId trait, std::span<const GenericArg> args_without_self) {
    return items_.print_path(trait) + list(args_without_self, "<");
  }

 private:
  std::string pointee(TyId inner) {
    const TyData& d = tcx_[inner];
    const std::string text = ty(inner);
    if (d.kind != TyKind::Dynamic) return text;
    const DynTy& dyn = tcx_.dyn_ty(inner);
    return dyn.autos.size() + (dyn.principal ? 1 : 0) > 1 ? "(" + text + ")" : text;
  }

  std::string fn_ptr(const FnSig& sig) {
    std::string out;
    if (sig.bound_regions > 0) {
      out = "for<";
      for (uint32_t i = 0; i < sig.bound_regions; ++i)
        out += fmt::format("{}'{}", i ? ", " : "", static_cast<char>('a' + i % 26));
      out += "> ";
    }
    if (sig.is_unsafe) out += "unsafe ";
    if (sig.abi) out += fmt::format("extern \"{}\" ", items_.hir.session.text(sig.abi));
    out += "fn(";
    const auto inputs = tcx_[sig.inputs];
    for (size_t i = 0; i < inputs.size(); ++i) out += (i ? ", " : "") + ty(inputs[i]);
    if (sig.is_variadic) out += inputs.empty() ? "..." : ", ...";
    out += ")";
    if (sig.output != tcx_.unit) out += " -> " + ty(sig.output);
    return out;
  }

  std::string dynamic(TyId id) {
    const DynTy& dyn = tcx_.dyn_ty(id);
    std::string out = "dyn ";
    bool first = true;
    if (dyn.principal) {
      out += items_.print_path(dyn.principal);
      std::string inside;
      for (const GenericArg& a : tcx_[dyn.principal_args]) {
        if (a.kind == GenericArg::Kind::Region) continue;
        inside +=
            (inside.empty() ? "" : ", ") + (a.kind == GenericArg::Kind::Type ? ty(a.ty()) : constant(a.constant()));
      }
      for (const DynProjection& p : dyn.projections)
        inside += fmt::format("{}{} = {}", inside.empty() ? "" : ", ",
                              items_.hir.session.text(items_.hir.defs[p.assoc].name), ty(p.ty));
      if (!inside.empty()) out += "<" + inside + ">";
      first = false;
    }
    for (DefId a : dyn.autos) {
      out += (first ? "" : " + ") + items_.print_path(a);
      first = false;
    }
    return out;
  }

  std::string value(const ConstData& c) {
    const TyData& d = tcx_[c.ty];
    if (d.kind == TyKind::Bool) return c.bits ? "true" : "false";
    if (d.kind == TyKind::Char) return fmt::format("'\\u{{{:x}}}'", static_cast<uint32_t>(c.bits));
    if (d.kind != TyKind::Int) return decimal(c.bits);
    const uint32_t bits = int_bits(d.int_ty());
    if (!(c.bits >> (bits - 1) & 1)) return decimal(c.bits);
    const u128 mask = bits == 128 ? ~u128{0} : (u128{1} << bits) - 1;
    return "-" + decimal((~c.bits + 1) & mask);
  }

  Collector& items_;
  TyContext& tcx_;
};

}  // namespace

std::string Collector::print(TyId ty) { return Printer(*this).ty(ty); }
std::string Collector::print(ArgsId args) { return Printer(*this).generic(args, "<"); }

std::string Collector::print_path(DefId def, ArgsId args) {
  const hir::Def d = hir.defs[def];
  if (!d.parent) return std::string(hir.session.text(hir.defs.crates[d.crate].name));
  Printer printer(*this);
  const auto list = tcx[args];
  switch (d.kind) {
    case DefKind::Ctor:
      return print_path(d.parent, args);
    case DefKind::Closure:
      return print_path(d.parent) + "::{{closure}}";
    case DefKind::AnonConst:
    case DefKind::InlineConst:
      return print_path(d.parent) + "::{{const}}";
    case DefKind::OpaqueTy:
      return print_path(d.parent) + "::{{opaque}}";
    case DefKind::Impl: {
      const ImplInfo& info = impl_info(def);
      const std::string self = print(tcx.subst(info.self_ty, args));
      if (!info.trait_ref) return tcx[info.self_ty].kind == TyKind::Adt ? self : "<" + self + ">";
      const auto trait_args = tcx[tcx.subst(info.trait_ref->args, args)];
      return "<" + self + " as " + printer.trait_ref(info.trait_ref->trait, trait_args.subspan(1)) + ">";
    }
    case DefKind::AssocFn:
    case DefKind::AssocConst:
    case DefKind::AssocTy: {
      const uint32_t parents = generics_of(def).parent_count;
      const std::string name(hir.session.text(d.name));
      if (list.empty()) return print_path(d.parent) + "::" + name;
      const auto own = list.subspan(std::min<size_t>(parents, list.size()));
      const std::string tail = "::" + name + printer.list(own, "::<");
      if (hir.defs[d.parent].kind == DefKind::Impl) return print_path(d.parent, args) + tail;
      return "<" + print(list[0].ty()) + " as " +
             printer.trait_ref(d.parent, list.first(std::min<size_t>(parents, list.size())).subspan(1)) + ">" + tail;
    }
    case DefKind::Mod:
    case DefKind::Struct:
    case DefKind::Union:
    case DefKind::Enum:
    case DefKind::Variant:
    case DefKind::Trait:
    case DefKind::TraitAlias:
    case DefKind::TyAlias:
    case DefKind::ForeignTy:
    case DefKind::TyParam:
    case DefKind::ConstParam:
    case DefKind::LifetimeParam:
    case DefKind::Fn:
    case DefKind::Const:
    case DefKind::Static:
    case DefKind::Field:
    case DefKind::Macro:
    case DefKind::Use:
    case DefKind::ExternCrate:
      return print_path(d.parent) + "::" + std::string(hir.session.text(d.name)) + printer.list(list, "::<");
    case DefKind::ForeignMod:
      return print_path(d.parent);
  }
  return "?";
}

}  // namespace assay::types
