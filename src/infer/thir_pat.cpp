// Patterns as THIR: default binding modes become Deref patterns and bindings by reference.
#include "infer/thir_build.h"

namespace assay::infer {

using PK = hir::Pat::Kind;
using TP = thir::Pat;

const thir::Pat* ThirBuilder::pat(const hir::Pat& p) {
  TP* out = raw_pat(p, final_ty(fcx_.tables.ty[p.id], p.span));
  const auto derefs = fcx_.tables.pat_derefs.find(p.id);
  if (derefs == fcx_.tables.pat_derefs.end()) return out;
  for (size_t i = derefs->second.size(); i-- > 0;) {
    TP* outer = arena_.make<TP>();
    outer->kind = TP::Kind::Deref;
    outer->ty = final_ty(derefs->second[i], p.span);
    outer->span = p.span;
    outer->sub = out;
    out = outer;
  }
  return out;
}

/// Positions of sub-patterns of a tuple or tuple struct, with the skipped ones after `..` counted in.
void ThirBuilder::fields_of(const hir::Pat& p, Pat& out) {
  size_t total = p.pats.size();
  if (out.kind == TP::Kind::Leaf && tcx_[out.ty].kind == TyKind::Tuple)
    total = tcx_[tcx_[out.ty].list].size();
  else if (out.def)
    total = items_.adt(out.def).variants[out.variant].fields.size();
  const size_t skipped = total >= p.pats.size() ? total - p.pats.size() : 0;
  for (size_t i = 0; i < p.pats.size(); ++i) {
    const size_t at = p.rest != kNoId && i >= p.rest ? i + skipped : i;
    out.fields.push_back({static_cast<uint32_t>(at), pat(*p.pats[i])});
  }
}

thir::Pat* ThirBuilder::raw_pat(const hir::Pat& p, TyId ty) {
  TP* out = arena_.make<TP>();
  out->ty = ty;
  out->span = p.span;
  const auto adt_of = [&](const VariantRes& v) {
    const bool is_enum = items_.adt(v.adt).kind == AdtInfo::Kind::Enum;
    out->kind = is_enum ? TP::Kind::Variant : TP::Kind::Leaf;
    out->def = v.adt;
    out->variant = v.variant;
    out->args = tcx_[ty].args;
  };
  switch (p.kind) {
    case PK::Wild:
      out->kind = TP::Kind::Wild;
      break;
    case PK::Never:
      out->kind = TP::Kind::Never;
      break;
    case PK::Error:
      out->kind = TP::Kind::Error;
      break;
    case PK::Binding: {
      out->kind = TP::Kind::Binding;
      out->local = p.local;
      const PatBinding mode = fcx_.tables.bindings[p.id];
      out->by_ref = mode.by_ref;
      out->ref_mut = mode.ref_mut;
      out->is_mut = p.is_mut && !p.by_ref;
      out->is_copy = !mode.by_ref && is_copy(ty);
      out->is_primary = bound_.insert(p.local).second;
      if (p.sub) out->sub = pat(*p.sub);
      break;
    }
    case PK::Or:
      out->kind = TP::Kind::Or;
      for (const hir::Pat* alternative : p.pats) out->alternatives.push_back(pat(*alternative));
      break;
    case PK::Ref:
      out->kind = TP::Kind::Deref;
      out->sub = pat(*p.sub);
      break;
    case PK::Box:
      out->kind = TP::Kind::DerefBox;
      out->sub = pat(*p.sub);
      break;
    case PK::Tuple:
      out->kind = TP::Kind::Leaf;
      fields_of(p, *out);
      break;
    case PK::TupleStruct:
      adt_of(fcx_.tables.variants[p.id]);
      fields_of(p, *out);
      break;
    case PK::Struct: {
      const VariantRes v = fcx_.tables.variants[p.id];
      adt_of(v);
      const auto& fields = items_.adt(v.adt).variants[v.variant].fields;
      for (const hir::FieldPat& f : p.fields)
        for (uint32_t i = 0; i < fields.size(); ++i)
          if (fields[i].name == f.name.name) out->fields.push_back({i, pat(*f.pat)});
      break;
    }
    case PK::Path: {
      const ValueRes res = fcx_.tables.paths[p.id];
      if (res.kind == ValueRes::Kind::UnitCtor) {
        const DefId parent = fcx_.hir.defs[res.def].parent;
        const bool variant = fcx_.hir.defs[parent].kind == hir::DefKind::Variant;
        adt_of({variant ? fcx_.hir.defs[parent].parent : parent, variant ? fcx_.hir.defs[parent].index : 0});
      } else if (res.kind == ValueRes::Kind::Const) {
        out->kind = TP::Kind::Constant;
        out->constant = named(res.def, final_args(res.args, p.span), ty);
      } else {
        fcx_.error(p.span, "expected unit struct, unit variant or constant", "E0532");
        failed_ = true;
        out->kind = TP::Kind::Error;
      }
      break;
    }
    case PK::Lit:
      out->kind = TP::Kind::Constant;
      if (!pat_constant(*p.lo, ty, out->constant)) failed_ = true;
      break;
    case PK::Range: {
      out->kind = TP::Kind::Range;
      out->hi_inclusive = p.range_end == ast::RangeEnd::Closed;
      thir::ConstValue value;
      if (p.lo) {
        if (!pat_constant(*p.lo, ty, value)) failed_ = true;
        out->lo = value;
      }
      value = {};
      if (p.hi) {
        if (!pat_constant(*p.hi, ty, value)) failed_ = true;
        out->hi = value;
      }
      break;
    }
    case PK::Slice:
      out->kind = TP::Kind::Slice;
      for (size_t i = 0; i < p.pats.size(); ++i) {
        const TP* sub = pat(*p.pats[i]);
        if (i == p.rest)
          out->slice = sub;
        else if (p.rest != kNoId && i > p.rest)
          out->suffix.push_back(sub);
        else
          out->prefix.push_back(sub);
      }
      break;
  }
  return out;
}

}  // namespace assay::infer
