// Literals and named constants as constant operands.
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "infer/thir_build.h"

namespace assay::infer {

using thir::ConstValue;

namespace {

bool parse_int(std::string_view text, u128& out) {
  unsigned base = 10;
  if (text.size() > 2 && text[0] == '0') {
    if (text[1] == 'x' || text[1] == 'X') base = 16;
    if (text[1] == 'o') base = 8;
    if (text[1] == 'b') base = 2;
    if (base != 10) text.remove_prefix(2);
  }
  out = 0;
  bool any = false;
  for (const char c : text) {
    if (c == '_') continue;
    unsigned digit = 16;
    if (c >= '0' && c <= '9')
      digit = static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      digit = static_cast<unsigned>(c - 'a') + 10;
    else if (c >= 'A' && c <= 'F')
      digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) return false;
    const u128 next = out * base + digit;
    if (next / base != out) return false;
    out = next;
    any = true;
  }
  return any;
}

uint32_t bits_of_int(const TyData& d) {
  switch (d.kind == TyKind::Int ? static_cast<uint8_t>(d.int_ty()) : static_cast<uint8_t>(d.uint_ty())) {
    case 0:
      return 8;
    case 1:
      return 16;
    case 2:
      return 32;
    case 3:
      return 64;
    case 4:
      return 128;
    default:
      return 64;
  }
}

}  // namespace

ConstValue ThirBuilder::named(DefId def, ArgsId args, TyId ty) {
  ConstValue value;
  value.kind = ConstValue::Kind::Named;
  value.def = def;
  value.args = args;
  value.ty = ty;
  return value;
}

bool ThirBuilder::literal(const ast::Literal& lit, bool negative, TyId ty, ConstValue& out, Span span) {
  using LK = ast::Literal::Kind;
  out.kind = ConstValue::Kind::Scalar;
  out.ty = ty;
  const TyData& d = tcx_[ty];
  switch (lit.kind) {
    case LK::Bool:
    case LK::Char:
    case LK::Byte:
      out.bits = lit.scalar;
      return true;
    case LK::Str:
      out.kind = ConstValue::Kind::Str;
      out.text = lit.text;
      return true;
    case LK::ByteStr:
      out.kind = ConstValue::Kind::ByteStr;
      out.text = lit.text;
      return true;
    case LK::CStr:
      out.kind = ConstValue::Kind::CStr;
      out.text = lit.text;
      return true;
    case LK::Int:
      if (d.kind == TyKind::Int || d.kind == TyKind::Uint) {
        u128 value = 0;
        if (!parse_int(session_.text(lit.text), value)) {
          fcx_.error(span, "integer literal is too large", "E0000");
          return false;
        }
        const uint32_t bits = bits_of_int(d);
        if (negative) value = -value;
        if (bits < 128) value &= (u128{1} << bits) - 1;
        out.bits = value;
        return true;
      }
      [[fallthrough]];
    case LK::Float: {
      if (d.kind != TyKind::Float) {
        fcx_.error(span, "literal of an unexpected type", "E0308");
        return false;
      }
      std::string digits;
      for (const char c : session_.text(lit.text))
        if (c != '_') digits += c;
      if (d.float_ty() == FloatTy::F32) {
        float f = std::strtof(digits.c_str(), nullptr);
        if (negative) f = -f;
        uint32_t raw = 0;
        std::memcpy(&raw, &f, sizeof raw);
        out.bits = raw;
        return true;
      }
      if (d.float_ty() == FloatTy::F64) {
        double f = std::strtod(digits.c_str(), nullptr);
        if (negative) f = -f;
        uint64_t raw = 0;
        std::memcpy(&raw, &f, sizeof raw);
        out.bits = raw;
        return true;
      }
      fcx_.unsupported(span, "type:" + items_.print(ty));
      return false;
    }
  }
  return false;
}

bool ThirBuilder::pat_constant(const hir::Expr& e, TyId ty, ConstValue& out) {
  using EK = hir::Expr::Kind;
  if (e.kind == EK::Lit) return literal(e.lit, false, ty, out, e.span);
  if (e.kind == EK::Unary && e.un_op == hir::UnOp::Neg && e.lhs->kind == EK::Lit)
    return literal(e.lhs->lit, true, ty, out, e.span);
  if (e.kind == EK::DropTemps) return pat_constant(*e.lhs, ty, out);
  if (e.kind == EK::Block && e.stmts.empty() && e.lhs) return pat_constant(*e.lhs, ty, out);
  if (e.kind == EK::ConstBlock) {
    out = named(e.def, items_.identity_args(fcx_.owner), ty);
    return true;
  }
  if (e.kind == EK::Path) {
    const ValueRes& res = fcx_.tables.paths[e.id];
    if (res.kind == ValueRes::Kind::Const) {
      out = named(res.def, final_args(res.args, e.span), ty);
      return true;
    }
    if (res.kind == ValueRes::Kind::ConstParam) {
      out.kind = ConstValue::Kind::Param;
      out.ty = ty;
      out.constant = res.constant;
      return true;
    }
  }
  fcx_.unsupported(e.span, "pat:constant");
  failed_ = true;
  return false;
}

}  // namespace assay::infer
