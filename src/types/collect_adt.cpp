// Structs, enums and unions: variants, fields, representation attributes.
#include "types/collect_impl.h"

namespace assay::types {

using hir::DefKind;

namespace {

std::optional<u128> parse_int(std::string_view text) {
  u128 base = 10, value = 0;
  if (text.starts_with("0x"))
    base = 16, text.remove_prefix(2);
  else if (text.starts_with("0o"))
    base = 8, text.remove_prefix(2);
  else if (text.starts_with("0b"))
    base = 2, text.remove_prefix(2);
  bool any = false;
  for (char c : text) {
    if (c == '_') continue;
    uint32_t digit;
    if (c >= '0' && c <= '9')
      digit = static_cast<uint32_t>(c - '0');
    else if (base == 16 && c >= 'a' && c <= 'f')
      digit = static_cast<uint32_t>(c - 'a') + 10;
    else if (base == 16 && c >= 'A' && c <= 'F')
      digit = static_cast<uint32_t>(c - 'A') + 10;
    else
      break;  // a suffix
    if (digit >= base) break;
    value = value * base + digit;
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

std::optional<IntTy> int_name(std::string_view s) {
  if (s == "i8") return IntTy::I8;
  if (s == "i16") return IntTy::I16;
  if (s == "i32") return IntTy::I32;
  if (s == "i64") return IntTy::I64;
  if (s == "i128") return IntTy::I128;
  if (s == "isize") return IntTy::Isize;
  return std::nullopt;
}
std::optional<UintTy> uint_name(std::string_view s) {
  if (s == "u8") return UintTy::U8;
  if (s == "u16") return UintTy::U16;
  if (s == "u32") return UintTy::U32;
  if (s == "u64") return UintTy::U64;
  if (s == "u128") return UintTy::U128;
  if (s == "usize") return UintTy::Usize;
  return std::nullopt;
}

// The number in `(n)` that follows token `at`, if there is one.
std::optional<uint32_t> number_after(const Session& session, TokenSlice tokens, size_t at) {
  for (size_t i = at + 1; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::OpenParen || tokens[i].kind == TokenKind::OpenInvisible) continue;
    if (tokens[i].kind != TokenKind::Int) return std::nullopt;
    const auto value = parse_int(session.text(tokens[i].text));
    return value ? std::optional(static_cast<uint32_t>(*value)) : std::nullopt;
  }
  return std::nullopt;
}

void parse_repr(Session& session, const ast::Attribute& attribute, ReprOptions& repr) {
  for (size_t i = 0; i < attribute.tokens.size(); ++i) {
    const Token& token = attribute.tokens[i];
    if (token.kind != TokenKind::Ident) continue;
    const std::string_view word = session.text(token.text);
    const bool has_value = i + 1 < attribute.tokens.size() && attribute.tokens[i + 1].kind == TokenKind::OpenParen;
    if (word == "C")
      repr.c = true;
    else if (word == "transparent")
      repr.transparent = true;
    else if (word == "simd")
      repr.simd = true;
    else if (word == "packed")
      repr.pack = has_value ? number_after(session, attribute.tokens, i).value_or(1) : 1;
    else if (word == "align") {
      const uint32_t align = number_after(session, attribute.tokens, i).value_or(1);
      repr.align = std::max(align, repr.align.value_or(1));
    } else if (const auto int_ty = int_name(word))
      repr.int_repr = int_ty;
    else if (const auto uint_ty = uint_name(word))
      repr.uint_repr = uint_ty;
  }
}

std::optional<u128> attr_number(hir::Provider& hir, DefId def, const char* name) {
  const ast::Attribute* attribute = hir.defs.attr(def, hir.session.sym(name));
  if (!attribute) return std::nullopt;
  for (const Token& token : attribute->tokens)
    if (token.kind == TokenKind::Int) return parse_int(hir.session.text(token.text));
  return std::nullopt;
}

VariantInfo variant_info(const hir::DefTable& defs, DefId def) {
  const hir::Def& d = defs[def];
  VariantInfo out;
  out.def = def;
  out.name = d.name;
  out.ctor = d.ctor;
  for (DefId field : d.children)
    if (defs[field].kind == DefKind::Field)
      out.fields.push_back({field, defs[field].name, defs[field].span, defs[field].is_pub});
  return out;
}

}  // namespace

const AdtInfo& Collector::adt(DefId def) {
  if (hir.defs[def].kind == DefKind::Variant) def = hir.defs[def].parent;
  if (const AdtInfo* known = impl_->adts.find(def)) return *known;
  const hir::Def& d = hir.defs[def];
  AdtInfo out;
  out.def = def;
  if (d.attrs) {
    const SymbolId repr = hir.session.sym("repr");
    for (const ast::Attribute& attribute : *d.attrs)
      if (attribute.path.size() == 1 && attribute.path[0] == repr) parse_repr(hir.session, attribute, out.repr);
  }
  out.non_exhaustive = hir.defs.has_attr(def, hir.session.sym("non_exhaustive"));
  out.valid_start = attr_number(hir, def, "rustc_layout_scalar_valid_range_start");
  out.valid_end = attr_number(hir, def, "rustc_layout_scalar_valid_range_end");
  out.is_box = def == lang("owned_box");
  out.is_phantom = def == lang("phantom_data");
  out.is_unsafe_cell = def == lang("unsafe_cell");
  out.is_manually_drop = def == lang("manually_drop");
  out.is_maybe_uninit = def == lang("maybe_uninit");
  out.is_maybe_dangling = def == lang("maybe_dangling");
  if (d.kind == DefKind::Enum) {
    out.kind = AdtInfo::Kind::Enum;
    const TyId discr_ty = out.repr.int_repr    ? tcx.int_ty(*out.repr.int_repr)
                          : out.repr.uint_repr ? tcx.uint_ty(*out.repr.uint_repr)
                                               : tcx.isize;
    for (DefId child : std::vector<DefId>(d.children)) {
      if (hir.defs[child].kind != DefKind::Variant) continue;
      VariantInfo variant = variant_info(hir.defs, child);
      if (const DefId discr = hir.defs[child].discriminant) {
        impl_->anon_types[discr.raw] = discr_ty;
        ConstData c;
        c.kind = ConstData::Kind::Unevaluated;
        c.ty = discr_ty;
        c.def = discr;
        c.args = tcx.args({});
        variant.explicit_discr = tcx.intern(c);
      }
      out.variants.push_back(std::move(variant));
    }
  } else {
    out.kind = d.kind == DefKind::Union ? AdtInfo::Kind::Union : AdtInfo::Kind::Struct;
    out.variants.push_back(variant_info(hir.defs, def));
  }
  return impl_->adts.put(def, std::move(out));
}

}  // namespace assay::types
