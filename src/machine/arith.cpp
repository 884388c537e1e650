#include "machine/arith.h"

#include <bit>
#include <cmath>

namespace assay::machine {

using code::Reg;

u128 truncate(u128 bits, uint64_t size) { return size >= 16 ? bits : bits & ((u128{1} << (size * 8)) - 1); }
i128 sign_extend(u128 bits, uint64_t size) {
  const int shift = static_cast<int>(128 - size * 8);
  return static_cast<i128>(bits << shift) >> shift;
}
double float_of(const Reg& reg, uint64_t size) {
  return size == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(reg.bits)))
                   : std::bit_cast<double>(reg.bits);
}
Reg reg_of_float(double value, uint64_t size) {
  return Reg{size == 4 ? std::bit_cast<uint32_t>(static_cast<float>(value)) : std::bit_cast<uint64_t>(value), {}};
}

namespace {
using B = mir::BinOp;

/// -1, 0, 1 or 2 (unordered).
int compare(const layout::Scalar& type, const Reg& a, const Reg& b) {
  if (type.primitive == layout::Primitive::Float) {
    const double x = float_of(a, type.size), y = float_of(b, type.size);
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
  }
  if (type.is_signed) {
    const i128 x = sign_extend(a.value(type.size), type.size), y = sign_extend(b.value(type.size), type.size);
    return x < y ? -1 : x > y;
  }
  const u128 x = a.value(type.size), y = b.value(type.size);
  return x < y ? -1 : x > y;
}
bool holds(B op, int order) {
  switch (op) {
    case B::Eq:
      return order == 0;
    case B::Ne:
      return order != 0;
    case B::Lt:
      return order == -1;
    case B::Le:
      return order == -1 || order == 0;
    case B::Gt:
      return order == 1;
    case B::Ge:
      return order == 1 || order == 0;
    case B::Add:
    case B::Sub:
    case B::Mul:
    case B::Div:
    case B::Rem:
    case B::BitAnd:
    case B::BitOr:
    case B::BitXor:
    case B::Shl:
    case B::Shr:
    case B::Offset:
    case B::AddWithOverflow:
    case B::SubWithOverflow:
    case B::MulWithOverflow:
    case B::Cmp:
      break;
  }
  return false;
}
bool is_comparison(B op) {
  return op == B::Eq || op == B::Ne || op == B::Lt || op == B::Le || op == B::Gt || op == B::Ge;
}

Outcome<> float_op(const code::BinaryOp& op, Reg* out, const Reg& a, const Reg& b) {
  const uint64_t size = op.type.size;
  if (size != 4 && size != 8) return stop_unsupported("float:f16-f128");
  double r = 0;
  if (size == 4) {
    const float x = std::bit_cast<float>(static_cast<uint32_t>(a.bits)),
                y = std::bit_cast<float>(static_cast<uint32_t>(b.bits));
    float z = 0;
    switch (op.op) {
      case B::Add:
        z = x + y;
        break;
      case B::Sub:
        z = x - y;
        break;
      case B::Mul:
        z = x * y;
        break;
      case B::Div:
        z = x / y;
        break;
      case B::Rem:
        z = std::fmod(x, y);
        break;
      case B::BitAnd:
      case B::BitOr:
      case B::BitXor:
      case B::Shl:
      case B::Shr:
      case B::Eq:
      case B::Ne:
      case B::Lt:
      case B::Le:
      case B::Gt:
      case B::Ge:
      case B::Offset:
      case B::AddWithOverflow:
      case B::SubWithOverflow:
      case B::MulWithOverflow:
      case B::Cmp:
        return stop_unsupported("float:operation");
    }
    if (std::isnan(z)) z = std::bit_cast<float>(0x7fc00000u);
    *out = Reg{std::bit_cast<uint32_t>(z), {}};
    return {};
  }
  const double x = std::bit_cast<double>(a.bits), y = std::bit_cast<double>(b.bits);
  switch (op.op) {
    case B::Add:
      r = x + y;
      break;
    case B::Sub:
      r = x - y;
      break;
    case B::Mul:
      r = x * y;
      break;
    case B::Div:
      r = x / y;
      break;
    case B::Rem:
      r = std::fmod(x, y);
      break;
    case B::BitAnd:
    case B::BitOr:
    case B::BitXor:
    case B::Shl:
    case B::Shr:
    case B::Eq:
    case B::Ne:
    case B::Lt:
    case B::Le:
    case B::Gt:
    case B::Ge:
    case B::Offset:
    case B::AddWithOverflow:
    case B::SubWithOverflow:
    case B::MulWithOverflow:
    case B::Cmp:
      return stop_unsupported("float:operation");
  }
  if (std::isnan(r)) r = std::bit_cast<double>(uint64_t{0x7ff8000000000000});
  *out = Reg{std::bit_cast<uint64_t>(r), {}};
  return {};
}
}  // namespace

Outcome<> binary_op(const code::BinaryOp& op, Reg* out, const Reg* a, const Reg* b) {
  if (op.wide_pointer) {
    int order = compare(op.type, a[0], b[0]);
    if (order == 0) order = a[1].bits < b[1].bits ? -1 : a[1].bits > b[1].bits;
    out[0] = op.op == B::Cmp ? Reg{static_cast<uint64_t>(order) & 0xff, {}} : Reg::bit(holds(op.op, order));
    return {};
  }
  if (is_comparison(op.op)) {
    out[0] = Reg::bit(holds(op.op, compare(op.type, *a, *b)));
    return {};
  }
  if (op.op == B::Cmp) {
    out[0] = Reg{static_cast<uint64_t>(compare(op.type, *a, *b)) & 0xff, {}};
    return {};
  }
  if (op.type.primitive == layout::Primitive::Float) return float_op(op, out, *a, *b);
  const uint64_t size = op.type.size;
  const u128 x = a->value(size), y = b->value(op.op == B::Shl || op.op == B::Shr ? op.right.size : size);
  const i128 sx = sign_extend(x, size), sy = sign_extend(y, size);
  const bool s = op.type.is_signed;
  auto put = [&](u128 v) { out[0] = Reg::of(truncate(v, size), size); };
  const unsigned bits = static_cast<unsigned>(size * 8);
  switch (op.op) {
    case B::Add:
      put(x + y);
      return {};
    case B::Sub:
      put(x - y);
      return {};
    case B::Mul:
      put(x * y);
      return {};
    case B::BitAnd:
      put(x & y);
      return {};
    case B::BitOr:
      put(x | y);
      return {};
    case B::BitXor:
      put(x ^ y);
      return {};
    case B::Div:
    case B::Rem:
      if (y == 0)
        return stop_ub(UbKind::DivByZero,
                       op.op == B::Div ? "dividing by zero" : "calculating the remainder with a divisor of zero");
      if (s) {
        const i128 min = static_cast<i128>(~u128{0} << (bits - 1));
        if (sx == (size == 16 ? min : sign_extend(u128{1} << (bits - 1), size)) && sy == -1)
          return stop_ub(UbKind::Overflow,
                         op.op == B::Div ? "overflow in signed division" : "overflow in signed remainder");
        put(static_cast<u128>(op.op == B::Div ? sx / sy : sx % sy));
      } else {
        put(op.op == B::Div ? x / y : x % y);
      }
      return {};
    case B::Shl:
      put(x << static_cast<unsigned>(y & (bits - 1)));
      return {};
    case B::Shr: {
      const unsigned by = static_cast<unsigned>(y & (bits - 1));
      put(s ? static_cast<u128>(sx >> by) : x >> by);
      return {};
    }
    case B::AddWithOverflow:
    case B::SubWithOverflow:
    case B::MulWithOverflow: {
      bool overflow = false;
      u128 value = 0;
      if (s) {
        i128 r = 0;
        overflow = op.op == B::AddWithOverflow   ? __builtin_add_overflow(sx, sy, &r)
                   : op.op == B::SubWithOverflow ? __builtin_sub_overflow(sx, sy, &r)
                                                 : __builtin_mul_overflow(sx, sy, &r);
        overflow |= sign_extend(static_cast<u128>(r), size) != r;
        value = static_cast<u128>(r);
      } else {
        overflow = op.op == B::AddWithOverflow   ? __builtin_add_overflow(x, y, &value)
                   : op.op == B::SubWithOverflow ? __builtin_sub_overflow(x, y, &value)
                                                 : __builtin_mul_overflow(x, y, &value);
        overflow |= truncate(value, size) != value;
      }
      put(value);
      out[1] = Reg::bit(overflow);
      return {};
    }
    case B::Eq:
    case B::Ne:
    case B::Lt:
    case B::Le:
    case B::Gt:
    case B::Ge:
    case B::Offset:
    case B::Cmp:
      break;
  }
  return stop_unsupported("binary:operation");
}

Reg unary_op(const code::UnaryOp& op, const Reg& a) {
  const uint64_t size = op.type.size;
  if (op.op == mir::UnOp::Neg) {
    if (op.type.primitive == layout::Primitive::Float) {
      if (size == 16) return Reg::of(a.wide() ^ (u128{1} << 127), 16);
      return Reg{a.bits ^ (uint64_t{1} << (size * 8 - 1)), {}};
    }
    return Reg::of(truncate(-a.value(size), size), size);
  }
  if (op.type.size == 1 && op.type.hi == 1 && !op.type.is_signed) return Reg{a.bits ^ 1, {}};
  return Reg::of(truncate(~a.value(size), size), size);
}

Reg cast_op(const code::CastOp& op, const Reg& a) {
  using K = mir::CastKind;
  const uint64_t from = op.from.size, to = op.to.size;
  switch (op.kind) {
    case K::IntToInt: {
      const u128 bits = a.value(from);
      return Reg::of(truncate(op.from.is_signed ? static_cast<u128>(sign_extend(bits, from)) : bits, to), to);
    }
    case K::FloatToInt: {
      const double v = float_of(a, from);
      if (std::isnan(v)) return Reg::of(0, to);
      const unsigned bits = static_cast<unsigned>(to * 8);
      if (op.to.is_signed) {
        const double limit = std::ldexp(1.0, static_cast<int>(bits - 1));
        if (v >= limit) return Reg::of(truncate((u128{1} << (bits - 1)) - 1, to), to);
        if (v < -limit) return Reg::of(truncate(u128{1} << (bits - 1), to), to);
        return Reg::of(truncate(static_cast<u128>(static_cast<i128>(v)), to), to);
      }
      if (v <= 0) return Reg::of(0, to);
      if (v >= std::ldexp(1.0, static_cast<int>(bits))) return Reg::of(truncate(~u128{0}, to), to);
      return Reg::of(truncate(static_cast<u128>(v), to), to);
    }
    case K::IntToFloat: {
      const u128 bits = a.value(from);
      if (to == 4) {
        const float v = op.from.is_signed ? static_cast<float>(sign_extend(bits, from)) : static_cast<float>(bits);
        return Reg{std::bit_cast<uint32_t>(v), {}};
      }
      const double v = op.from.is_signed ? static_cast<double>(sign_extend(bits, from)) : static_cast<double>(bits);
      return Reg{std::bit_cast<uint64_t>(v), {}};
    }
    case K::FloatToFloat: {
      const double v = float_of(a, from);
      if (std::isnan(v)) return Reg{to == 4 ? uint64_t{0x7fc00000u} : uint64_t{0x7ff8000000000000}, {}};
      return reg_of_float(v, to);
    }
    case K::PtrToPtr:
    case K::PtrToInt:
    case K::IntToPtr:
    case K::FnPtrToPtr:
    case K::FnPtrToInt:
    case K::ReifyFnPointer:
    case K::UnsafeFnPointer:
    case K::ClosureFnPointer:
    case K::MutToConstPointer:
    case K::ArrayToPointer:
    case K::Unsize:
    case K::NeverToAny:
      break;
  }
  return a;
}

}  // namespace assay::machine
