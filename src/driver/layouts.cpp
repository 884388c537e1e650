#include "driver/layouts.h"

#include <fmt/format.h>

#include "driver/compilation.h"

namespace assay::driver {
namespace {

using namespace types;
using layout::Layout;
using report::Compatibility;

std::string decimal(u128 value) {
  if (value == 0) return "0";
  std::string out;
  for (; value != 0; value /= 10) out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
  return out;
}

std::string repr_text(const ReprOptions& repr) {
  std::vector<std::string> words;
  if (repr.c) words.emplace_back("C");
  if (repr.transparent) words.emplace_back("transparent");
  static constexpr const char* kInt[] = {"i8", "i16", "i32", "i64", "i128", "isize"};
  static constexpr const char* kUint[] = {"u8", "u16", "u32", "u64", "u128", "usize"};
  if (repr.int_repr) words.emplace_back(kInt[static_cast<size_t>(*repr.int_repr)]);
  if (repr.uint_repr) words.emplace_back(kUint[static_cast<size_t>(*repr.uint_repr)]);
  if (repr.pack) words.push_back(fmt::format("packed({})", *repr.pack));
  if (repr.align) words.push_back(fmt::format("align({})", *repr.align));
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "repr(" : ", ") + word;
  return out.empty() ? out : out + ")";
}

class Layouts {
 public:
  explicit Layouts(Compilation& compilation) : c_(compilation), tcx_(c_.tcx) {}

  TyId type_of(DefId def) { return c_.solver.normalize(tcx_.erase_regions(c_.items.type_of(def))); }
  std::string name(SymbolId symbol) { return std::string(c_.session.text(symbol)); }

  std::optional<report::TypeLayout> describe(DefId def) {
    const TyId ty = type_of(def);
    const Layout* layout = c_.layouts.of(ty);
    if (!layout) return std::nullopt;
    const AdtInfo& adt = c_.items.adt(def);
    report::TypeLayout out;
    out.kind = adt.kind == AdtInfo::Kind::Enum ? "enum" : adt.kind == AdtInfo::Kind::Union ? "union" : "struct";
    out.name = c_.items.print(ty);
    out.size = layout->size;
    out.align = layout->align;
    out.sized = !layout->is_unsized;
    out.uninhabited = layout->uninhabited;
    out.repr = repr_text(adt.repr);
    if (layout->multi_variant && layout->encoding == layout::TagEncoding::Direct)
      out.tag = fmt::format("a tag of {} byte{} at {}", layout->tag.size, layout->tag.size == 1 ? "" : "s",
                            layout->tag_offset);
    else if (layout->multi_variant)
      out.tag =
          fmt::format("a niche of `{}` at {}", name(adt.variants[layout->untagged_variant].name), layout->tag_offset);
    for (uint32_t v = 0; v < adt.variants.size(); ++v) out.variants.push_back(describe_variant(*layout, adt, v));
    if (layout->niche && layout->niche->available() != 0)
      out.niche = {layout->niche->offset, layout->niche->scalar.size, decimal(layout->niche->available())};
    return out;
  }

  /// The strawman's rules, in its order. On no, the last step is the rule that failed.
  bool compatible(TyId a, TyId b, std::vector<std::string>& steps) {
    if (a == b) return step(steps, true, "equal", a, b, "they are one type");
    // Transparent wrappers on either side.
    for (const auto& [outer, other] : {std::pair{a, b}, std::pair{b, a}}) {
      const std::optional<TyId> inner = transparent_field(outer);
      if (!inner) continue;
      step(steps, true, "transparent", a, b,
           fmt::format("`{}` is `repr(transparent)` over `{}`", text(outer), text(*inner)));
      return compatible(*inner, other, steps);
    }
    if (const auto pa = pointee(a), pb = pointee(b); pa && pb) return pointers(a, b, *pa, *pb, steps);
    const TyData& da = tcx_[a];
    const TyData& db = tcx_[b];
    if (da.kind == TyKind::Adt && db.kind == TyKind::Adt) {
      const AdtInfo& x = c_.items.adt(da.def);
      const AdtInfo& y = c_.items.adt(db.def);
      if (x.kind == AdtInfo::Kind::Struct && y.kind == AdtInfo::Kind::Struct) return structs(a, b, x, y, steps);
      const bool enums = x.kind == AdtInfo::Kind::Enum && y.kind == AdtInfo::Kind::Enum;
      if (enums && fieldless(x) && fieldless(y) && x.repr.has_int() && x.repr.int_repr == y.repr.int_repr &&
          x.repr.uint_repr == y.repr.uint_repr)
        return step(steps, true, "representation", a, b,
                    fmt::format("both are enums without fields with {}", repr_text(x.repr)));
    }
    return step(steps, false, "different", a, b,
                "they are not equal, not transparent, not both pointers, not both structs, and no representation "
                "attribute makes them alike");
  }

  std::string text(TyId ty) { return c_.items.print(ty); }

 private:
  report::VariantLayout describe_variant(const Layout& layout, const AdtInfo& adt, uint32_t v) {
    report::VariantLayout out;
    const VariantInfo& variant = adt.variants[v];
    if (adt.kind == AdtInfo::Kind::Enum) {
      out.name = name(variant.name);
      if (layout.multi_variant && layout.encoding == layout::TagEncoding::Direct)
        out.discriminant = decimal(layout.discriminants[v]);
      else if (layout.multi_variant && v != layout.untagged_variant)
        out.discriminant = "niche value " + decimal((layout.niche_start + (v - layout.niche_first)) & layout.tag.max());
    }
    const Layout* own = layout.multi_variant ? layout.variants[v].get() : &layout;
    if (!layout.multi_variant && adt.kind == AdtInfo::Kind::Enum && v != layout.single_variant) return out;
    for (size_t i = 0; i < variant.fields.size() && i < own->offsets.size(); ++i) {
      const TyId ty = c_.layouts.variant_field_ty(layout.ty, v, static_cast<uint32_t>(i));
      const Layout* field = c_.layouts.of(ty);
      report::FieldLayout f{name(variant.fields[i].name), text(ty), own->offsets[i], std::nullopt};
      if (field && !field->is_unsized) f.size = field->size;
      out.fields.push_back(std::move(f));
    }
    return out;
  }

  bool step(std::vector<std::string>& steps, bool yes, const char* rule, TyId a, TyId b, const std::string& why) {
    steps.push_back(fmt::format("{}{}: `{}` and `{}`: {}", yes ? "" : "fails: ", rule, text(a), text(b), why));
    return yes;
  }
  std::optional<TyId> transparent_field(TyId ty) {
    const TyData& data = tcx_[ty];
    if (data.kind != TyKind::Adt || !c_.items.adt(data.def).repr.transparent) return std::nullopt;
    const AdtInfo& adt = c_.items.adt(data.def);
    if (adt.variants.size() != 1) return std::nullopt;
    for (uint32_t i = 0; i < adt.variants[0].fields.size(); ++i) {
      const TyId field = c_.layouts.variant_field_ty(ty, 0, i);
      const Layout* layout = c_.layouts.of(field);
      if (layout && !(layout->is_zst() && layout->align == 1)) return field;
    }
    return std::nullopt;
  }
  std::optional<TyId> pointee(TyId ty) {
    const TyData& data = tcx_[ty];
    if (data.kind == TyKind::Ref || data.kind == TyKind::RawPtr) return data.inner;
    return std::nullopt;
  }
  bool pointers(TyId a, TyId b, TyId to_a, TyId to_b, std::vector<std::string>& steps) {
    const TyId tail_a = c_.solver.struct_tail(to_a), tail_b = c_.solver.struct_tail(to_b);
    const auto slice = [&](TyId ty) { return tcx_[ty].kind == TyKind::Slice || tcx_[ty].kind == TyKind::Str; };
    const auto sized = [&](TyId ty) { return !c_.layouts.is_wide_ptr_to(ty); };
    if (sized(to_a) && sized(to_b)) return step(steps, true, "pointers", a, b, "both point to sized types");
    if (slice(tail_a) && slice(tail_b)) return step(steps, true, "pointers", a, b, "both point to slices");
    const TyData& da = tcx_[tail_a];
    const TyData& db = tcx_[tail_b];
    if (da.kind == TyKind::Dynamic && db.kind == TyKind::Dynamic) {
      const DynTy& x = tcx_.dyn_ty(tail_a);
      const DynTy& y = tcx_.dyn_ty(tail_b);
      if (x.principal == y.principal && x.principal_args == y.principal_args && x.projections == y.projections)
        return step(steps, true, "pointers", a, b, "both point to objects of the same trait");
      return step(steps, false, "pointers", a, b, "they point to objects of different traits");
    }
    return step(steps, false, "pointers", a, b,
                "both must point to sized types, both to slices, or both to objects of the same trait");
  }
  bool structs(TyId a, TyId b, const AdtInfo& x, const AdtInfo& y, std::vector<std::string>& steps) {
    const auto& fx = x.variants[0].fields;
    const auto& fy = y.variants[0].fields;
    if (fx.size() != fy.size())
      return step(steps, false, "structs", a, b, fmt::format("they have {} and {} fields", fx.size(), fy.size()));
    const bool by_c = x.repr.c && y.repr.c && x.repr.pack == y.repr.pack && x.repr.align == y.repr.align;
    const bool plain = repr_text(x.repr).empty() && repr_text(y.repr).empty();
    if (!by_c && !plain)
      return step(steps, false, "representation", a, b,
                  fmt::format("their representation attributes differ: {} and {}",
                              repr_text(x.repr).empty() ? "none" : repr_text(x.repr),
                              repr_text(y.repr).empty() ? "none" : repr_text(y.repr)));
    if (!by_c)
      for (size_t i = 0; i < fx.size(); ++i)
        if (fx[i].name != fy[i].name)
          return step(
              steps, false, "structs", a, b,
              fmt::format("field {} is `{}` in one and `{}` in the other", i, name(fx[i].name), name(fy[i].name)));
    step(steps, true, by_c ? "representation" : "structs", a, b,
         by_c ? "both are `repr(C)` with as many fields; each pair must be compatible"
              : "they have the same fields by name and order; each pair must be compatible");
    for (uint32_t i = 0; i < fx.size(); ++i) {
      const TyId ta = c_.layouts.variant_field_ty(a, 0, i), tb = c_.layouts.variant_field_ty(b, 0, i);
      if (ta != tb && !compatible(ta, tb, steps)) return false;
    }
    return true;
  }
  static bool fieldless(const AdtInfo& adt) {
    for (const VariantInfo& variant : adt.variants)
      if (!variant.fields.empty()) return false;
    return true;
  }

  Compilation& c_;
  TyContext& tcx_;
};

bool has_no_parameters(Compilation& c, DefId def) {
  for (const GenericParamInfo& param : c.items.generics_of(def).params)
    if (param.kind != GenericParamInfo::Kind::Region) return false;
  return true;
}

/// The file with two more items, so that types are read where its own are.
class WithAliases : public FileProvider {
 public:
  WithAliases(FileProvider& files, std::string path, std::string items)
      : files_(files), path_(std::move(path)), items_(std::move(items)) {}
  std::optional<std::string> read(const std::string& path) override {
    auto text = files_.read(path);
    if (text && path == path_) *text += items_;
    return text;
  }

 private:
  FileProvider& files_;
  std::string path_, items_;
};

constexpr const char* kFirst = "__assay_first";
constexpr const char* kSecond = "__assay_second";

}  // namespace

std::vector<report::TypeLayout> layouts_of(Session& session, FileProvider& files, const Options& options) {
  session.options = options.front;
  Compilation compilation(session, files, options);
  std::vector<report::TypeLayout> out;
  if (!compilation.load()) return out;
  Layouts layouts(compilation);
  const hir::DefTable& defs = compilation.hir.defs;
  for (uint32_t i = 0; i < defs.size(); ++i) {
    const hir::Def& def = defs[DefId(i)];
    const bool is_type =
        def.kind == hir::DefKind::Struct || def.kind == hir::DefKind::Enum || def.kind == hir::DefKind::Union;
    if (!is_type || !defs.crates[def.crate].is_user || !has_no_parameters(compilation, DefId(i))) continue;
    if (auto described = layouts.describe(DefId(i)))
      out.push_back(std::move(*described));
    else if (!session.diags.any())
      session.diags.error(def.span, compilation.layouts.error(), "");
  }
  return out;
}

std::optional<Compatibility> compatible(Session& session, FileProvider& files, const Options& options,
                                        const std::string& first, const std::string& second) {
  session.options = options.front;
  WithAliases with(files, options.file,
                   fmt::format("\ntype {} = {};\ntype {} = {};\n", kFirst, first, kSecond, second));
  Compilation compilation(session, with, options);
  if (!compilation.load()) return std::nullopt;
  Layouts layouts(compilation);
  const hir::DefTable& defs = compilation.hir.defs;
  TyId a, b;
  for (uint32_t i = 0; i < defs.size(); ++i) {
    if (defs[DefId(i)].kind != hir::DefKind::TyAlias || !defs.crates[defs[DefId(i)].crate].is_user) continue;
    const std::string_view name = session.text(defs[DefId(i)].name);
    if (name == kFirst) a = layouts.type_of(DefId(i));
    if (name == kSecond) b = layouts.type_of(DefId(i));
  }
  if (session.diags.any() || !a || !b) return std::nullopt;
  Compatibility answer;
  answer.first = layouts.text(a);
  answer.second = layouts.text(b);
  answer.yes = layouts.compatible(a, b, answer.steps);
  return answer;
}

}  // namespace assay::driver
