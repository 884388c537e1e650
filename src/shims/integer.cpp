// Integer intrinsics: wrapping, overflowing, saturating, unchecked; bits. Generic over the integer type in `types[0]`.
#include <bit>

#include "shims/rows.h"

namespace assay::shims {

namespace {

struct Int {
  uint64_t size;
  bool is_signed;
  u128 mask;
};
Int int_type(ShimCall& call, size_t index = 0) {
  const TypeInfo* t = call.type(index);
  const layout::Scalar& s = scalar_of(t ? *t : *call.args[index].type);
  return {s.size, s.is_signed, mask_of(s.size)};
}

struct Wide {
  u128 bits;
  bool overflow;
};

enum class Arith { Add, Sub, Mul };

/// The exact result modulo 2^n, and whether it did not fit.
Wide arith(Arith op, const Int& t, u128 a, u128 b) {
  if (t.size < 16) {
    if (t.is_signed) {
      const i128 x = signed_value(a, t.size), y = signed_value(b, t.size);
      const i128 r = op == Arith::Add ? x + y : op == Arith::Sub ? x - y : x * y;
      const u128 bits = static_cast<u128>(r) & t.mask;
      return {bits, signed_value(bits, t.size) != r};
    }
    if (op == Arith::Sub) return {(a - b) & t.mask, a < b};
    const u128 r = op == Arith::Add ? a + b : a * b;
    return {r & t.mask, r > t.mask};
  }
  if (t.is_signed) {
    i128 r = 0;
    const i128 x = static_cast<i128>(a), y = static_cast<i128>(b);
    const bool over = op == Arith::Add   ? __builtin_add_overflow(x, y, &r)
                      : op == Arith::Sub ? __builtin_sub_overflow(x, y, &r)
                                         : __builtin_mul_overflow(x, y, &r);
    return {static_cast<u128>(r), over};
  }
  u128 r = 0;
  const bool over = op == Arith::Add   ? __builtin_add_overflow(a, b, &r)
                    : op == Arith::Sub ? __builtin_sub_overflow(a, b, &r)
                                       : __builtin_mul_overflow(a, b, &r);
  return {r, over};
}

Status done(ShimCall& call, u128 bits, const Int& t) {
  call.ret_wide(bits & t.mask, t.size);
  return ShimStatus::Done;
}
std::string show(u128 bits, const Int& t) {
  const bool negative = t.is_signed && signed_value(bits, t.size) < 0;
  u128 n = negative ? (~bits + 1) & t.mask : bits;
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(n % 10)));
    n /= 10;
  } while (n);
  return (negative ? "-" : "") + digits;
}

template <Arith op>
Status with_overflow(ShimCall& call) {
  const Int t = int_type(call);
  const Wide r = arith(op, t, call.wide(0), call.wide(1));
  return ret_pair(call, r.bits, t.size, r.overflow);
}
template <Arith op>
Status wrapping(ShimCall& call) {
  const Int t = int_type(call);
  return done(call, arith(op, t, call.wide(0), call.wide(1)).bits, t);
}
template <Arith op>
Status unchecked(ShimCall& call) {
  const Int t = int_type(call);
  const Wide r = arith(op, t, call.wide(0), call.wide(1));
  if (r.overflow)
    return stop_ub(UbKind::Overflow, "arithmetic overflow in `" + name_of(call) + "`: operands " +
                                         show(call.wide(0), t) + " and " + show(call.wide(1), t));
  return done(call, r.bits, t);
}
template <Arith op>
Status saturating(ShimCall& call) {
  const Int t = int_type(call);
  const Wide r = arith(op, t, call.wide(0), call.wide(1));
  if (!r.overflow) return done(call, r.bits, t);
  const u128 max = t.is_signed ? t.mask >> 1 : t.mask;
  const u128 min = t.is_signed ? (t.mask >> 1) + 1 : 0;
  // The exact result lies on the side that the second operand points to.
  const bool b_negative = t.is_signed && signed_value(call.wide(1), t.size) < 0;
  const bool up = t.is_signed ? (op == Arith::Add) != b_negative : op == Arith::Add;
  return done(call, up ? max : min, t);
}

enum class Div { Quotient, Remainder, Exact };
template <Div op>
Status divide(ShimCall& call) {
  const Int t = int_type(call);
  const u128 a = call.wide(0), b = call.wide(1);
  if (b == 0) return stop_ub(UbKind::DivByZero, "`" + name_of(call) + "` called with a divisor of zero");
  if (t.is_signed) {
    const i128 x = signed_value(a, t.size), y = signed_value(b, t.size);
    if (y == -1 && a == (t.mask >> 1) + 1)
      return stop_ub(UbKind::Overflow, "overflow in signed division: the minimum divided by -1");
    const i128 r = op == Div::Remainder ? x % y : x / y;
    if (op == Div::Exact && x % y != 0)
      return stop_ub(UbKind::Intrinsic,
                     "`exact_div`: " + show(a, t) + " cannot be divided by " + show(b, t) + " without remainder");
    return done(call, static_cast<u128>(r), t);
  }
  if (op == Div::Exact && a % b != 0)
    return stop_ub(UbKind::Intrinsic,
                   "`exact_div`: " + show(a, t) + " cannot be divided by " + show(b, t) + " without remainder");
  return done(call, op == Div::Remainder ? a % b : a / b, t);
}

template <bool left>
Status unchecked_shift(ShimCall& call) {
  const Int t = int_type(call), u = int_type(call, 1);
  const u128 amount = call.wide(1);
  if ((u.is_signed && signed_value(amount, u.size) < 0) || amount >= t.size * 8)
    return stop_ub(UbKind::InvalidShift, "overflowing shift by " + show(amount, u) + " in `" + name_of(call) + "`");
  const auto n = static_cast<unsigned>(amount);
  if (left) return done(call, call.wide(0) << n, t);
  if (t.is_signed) return done(call, static_cast<u128>(signed_value(call.wide(0), t.size) >> n), t);
  return done(call, call.wide(0) >> n, t);
}

u128 rotl(u128 value, unsigned n, const Int& t) {
  const auto bits = static_cast<unsigned>(t.size * 8);
  n %= bits;
  return n == 0 ? value : ((value << n) | (value >> (bits - n))) & t.mask;
}
template <bool left>
Status rotate(ShimCall& call) {
  const Int t = int_type(call);
  const auto bits = static_cast<unsigned>(t.size * 8);
  const auto n = static_cast<unsigned>(call.bits(1) % bits);
  return done(call, rotl(call.wide(0), left ? n : bits - n, t), t);
}
template <bool left>
Status funnel(ShimCall& call) {
  const Int t = int_type(call);
  const auto bits = static_cast<unsigned>(t.size * 8);
  const u128 hi = call.wide(0), lo = call.wide(1);
  const uint64_t n = call.bits(2);
  if (n >= bits)
    return stop_ub(UbKind::Intrinsic, "overflowing shift by " + std::to_string(n) + " in `" + name_of(call) + "`");
  const auto k = static_cast<unsigned>(n);
  if (left) return done(call, k == 0 ? hi : (hi << k) | (lo >> (bits - k)), t);
  return done(call, k == 0 ? lo : (lo >> k) | (hi << (bits - k)), t);
}

unsigned leading_zeros(u128 v, const Int& t) {
  const auto hi = static_cast<uint64_t>(v >> 64), lo = static_cast<uint64_t>(v);
  const unsigned all =
      hi ? static_cast<unsigned>(std::countl_zero(hi)) : 64 + static_cast<unsigned>(std::countl_zero(lo));
  return all - (128 - static_cast<unsigned>(t.size * 8));
}
unsigned trailing_zeros(u128 v, const Int& t) {
  if (v == 0) return static_cast<unsigned>(t.size * 8);
  const auto lo = static_cast<uint64_t>(v);
  return lo ? static_cast<unsigned>(std::countr_zero(lo))
            : 64 + static_cast<unsigned>(std::countr_zero(static_cast<uint64_t>(v >> 64)));
}
template <bool nonzero>
Status ctlz(ShimCall& call) {
  if (nonzero && call.wide(0) == 0) return stop_ub(UbKind::Intrinsic, "`ctlz_nonzero` called on 0");
  call.ret(leading_zeros(call.wide(0), int_type(call)));
  return ShimStatus::Done;
}
template <bool nonzero>
Status cttz(ShimCall& call) {
  if (nonzero && call.wide(0) == 0) return stop_ub(UbKind::Intrinsic, "`cttz_nonzero` called on 0");
  call.ret(trailing_zeros(call.wide(0), int_type(call)));
  return ShimStatus::Done;
}
Status ctpop(ShimCall& call) {
  const u128 v = call.wide(0);
  call.ret(
      static_cast<uint64_t>(std::popcount(static_cast<uint64_t>(v)) + std::popcount(static_cast<uint64_t>(v >> 64))));
  return ShimStatus::Done;
}
Status bswap(ShimCall& call) {
  const Int t = int_type(call);
  u128 v = call.wide(0), r = 0;
  for (uint64_t i = 0; i < t.size; i++, v >>= 8) r = (r << 8) | (v & 0xff);
  return done(call, r, t);
}
Status bitreverse(ShimCall& call) {
  const Int t = int_type(call);
  u128 v = call.wide(0), r = 0;
  for (uint64_t i = 0; i < t.size * 8; i++, v >>= 1) r = (r << 1) | (v & 1);
  return done(call, r, t);
}
Status disjoint_bitor(ShimCall& call) {
  const Int t = int_type(call);
  if ((call.wide(0) & call.wide(1)) != 0)
    return stop_ub(UbKind::Intrinsic, "`disjoint_bitor` called with operands that share set bits");
  return done(call, call.wide(0) | call.wide(1), t);
}
Status three_way_compare(ShimCall& call) {
  const Int t = int_type(call);
  const u128 a = call.wide(0), b = call.wide(1);
  const bool less = t.is_signed ? signed_value(a, t.size) < signed_value(b, t.size) : a < b;
  call.ret(a == b ? 0 : less ? 0xff : 1);
  return ShimStatus::Done;
}
Status carrying_mul_add(ShimCall& call) {
  const Int t = int_type(call);
  if (t.size == 16) return stop_unsupported("intrinsic:carrying_mul_add:128", call.span);
  const bool s = t.is_signed;
  auto value = [&](size_t i) { return s ? static_cast<u128>(signed_value(call.wide(i), t.size)) : call.wide(i); };
  const u128 r = value(0) * value(1) + value(2) + value(3);
  const auto bits = static_cast<unsigned>(t.size * 8);
  call.result_a = code::Reg::of(r & t.mask, t.size);
  call.result_b = code::Reg::of((r >> bits) & t.mask, t.size);
  return ShimStatus::Done;
}

}  // namespace

void add_integer(Rows& rows) {
  rows.intrinsic("add_with_overflow", with_overflow<Arith::Add>);
  rows.intrinsic("sub_with_overflow", with_overflow<Arith::Sub>);
  rows.intrinsic("mul_with_overflow", with_overflow<Arith::Mul>);
  rows.intrinsic("wrapping_add", wrapping<Arith::Add>);
  rows.intrinsic("wrapping_sub", wrapping<Arith::Sub>);
  rows.intrinsic("wrapping_mul", wrapping<Arith::Mul>);
  rows.intrinsic("unchecked_add", unchecked<Arith::Add>);
  rows.intrinsic("unchecked_sub", unchecked<Arith::Sub>);
  rows.intrinsic("unchecked_mul", unchecked<Arith::Mul>);
  rows.intrinsic("saturating_add", saturating<Arith::Add>);
  rows.intrinsic("saturating_sub", saturating<Arith::Sub>);
  rows.intrinsic("unchecked_div", divide<Div::Quotient>);
  rows.intrinsic("unchecked_rem", divide<Div::Remainder>);
  rows.intrinsic("exact_div", divide<Div::Exact>);
  rows.intrinsic("unchecked_shl", unchecked_shift<true>);
  rows.intrinsic("unchecked_shr", unchecked_shift<false>);
  rows.intrinsic("rotate_left", rotate<true>);
  rows.intrinsic("rotate_right", rotate<false>);
  rows.intrinsic("unchecked_funnel_shl", funnel<true>);
  rows.intrinsic("unchecked_funnel_shr", funnel<false>);
  rows.intrinsic("ctlz", ctlz<false>);
  rows.intrinsic("ctlz_nonzero", ctlz<true>);
  rows.intrinsic("cttz", cttz<false>);
  rows.intrinsic("cttz_nonzero", cttz<true>);
  rows.intrinsic("ctpop", ctpop);
  rows.intrinsic("bswap", bswap);
  rows.intrinsic("bitreverse", bitreverse);
  rows.intrinsic("disjoint_bitor", disjoint_bitor);
  rows.intrinsic("three_way_compare", three_way_compare);
  rows.intrinsic("carrying_mul_add", carrying_mul_add);
}

}  // namespace assay::shims
