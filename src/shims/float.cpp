// Floating point intrinsics. Results that IEEE leaves open (the bits of a NaN) are the host's.
#include <bit>
#include <cmath>
#include <cstdlib>

#include "shims/rows.h"

namespace assay::shims {

namespace {

template <class F>
struct Bits;
template <>
struct Bits<float> {
  using Int = uint32_t;
};
template <>
struct Bits<double> {
  using Int = uint64_t;
};
template <class F>
F get(ShimCall& call, size_t i) {
  return std::bit_cast<F>(static_cast<typename Bits<F>::Int>(call.bits(i)));
}
template <class F>
Status put(ShimCall& call, F value) {
  call.ret(uint64_t{std::bit_cast<typename Bits<F>::Int>(value)});
  return ShimStatus::Done;
}

template <class F, F (*f)(F)>
Status one(ShimCall& call) {
  return put<F>(call, f(get<F>(call, 0)));
}
template <class F, F (*f)(F, F)>
Status two(ShimCall& call) {
  return put<F>(call, f(get<F>(call, 0), get<F>(call, 1)));
}
template <class F>
F round_even(F x) {
  return std::nearbyint(x);  // the default rounding mode
}
template <class F>
F minimum_number(F a, F b) {
  if (std::isnan(a)) return b;
  if (std::isnan(b)) return a;
  return a < b ? a : b;
}
template <class F>
F maximum_number(F a, F b) {
  if (std::isnan(a)) return b;
  if (std::isnan(b)) return a;
  return a > b ? a : b;
}
template <class F>
F minimum(F a, F b) {
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<F>::quiet_NaN();
  if (a == b) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}
template <class F>
F maximum(F a, F b) {
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<F>::quiet_NaN();
  if (a == b) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}
template <class F>
Status fma(ShimCall& call) {
  return put<F>(call, std::fma(get<F>(call, 0), get<F>(call, 1), get<F>(call, 2)));
}
template <class F>
Status powi(ShimCall& call) {
  const F base = get<F>(call, 0);
  const auto exponent = static_cast<int32_t>(call.bits(1));
  // By squaring, rounding each product, as the runtime library of compilers does it.
  F result = 1, square = base;
  for (int64_t n = std::abs(int64_t{exponent}); n != 0; n /= 2, square *= square)
    if (n % 2 != 0) result *= square;
  return put<F>(call, exponent < 0 ? 1 / result : result);
}

enum class Arith { Add, Sub, Mul, Div, Rem };
template <Arith op, class F>
F arith(F a, F b) {
  switch (op) {
    case Arith::Add:
      return a + b;
    case Arith::Sub:
      return a - b;
    case Arith::Mul:
      return a * b;
    case Arith::Div:
      return a / b;
    case Arith::Rem:
      return std::fmod(a, b);
  }
  ASSAY_UNREACHABLE("operation");
}
template <Arith op, bool fast, class F>
Status run_arith(ShimCall& call) {
  const F a = get<F>(call, 0), b = get<F>(call, 1);
  if (fast && !(std::isfinite(a) && std::isfinite(b)))
    return stop_ub(UbKind::Intrinsic,
                   "`" + name_of(call) + "` intrinsic called with a non-finite value as a parameter");
  const F r = arith<op, F>(a, b);
  if (fast && !std::isfinite(r))
    return stop_ub(UbKind::Intrinsic, "`" + name_of(call) + "` intrinsic produced a non-finite value as a result");
  return put<F>(call, r);
}
template <Arith op, bool fast>
Status generic_arith(ShimCall& call) {
  return scalar_of(*call.type(0)).size == 4 ? run_arith<op, fast, float>(call) : run_arith<op, fast, double>(call);
}
Status fabs_any(ShimCall& call) {
  return scalar_of(*call.type(0)).size == 4 ? put<float>(call, std::fabs(get<float>(call, 0)))
                                            : put<double>(call, std::fabs(get<double>(call, 0)));
}

Status to_int_unchecked(ShimCall& call) {
  const layout::Scalar& to = scalar_of(*call.type(1));
  const double value =
      scalar_of(*call.type(0)).size == 4 ? static_cast<double>(get<float>(call, 0)) : get<double>(call, 0);
  const double whole = std::trunc(value);
  const int bits = to.size * 8;
  const double limit = std::ldexp(1.0, to.is_signed ? bits - 1 : bits);
  const bool fits = std::isfinite(value) && whole < limit && whole >= (to.is_signed ? -limit : 0.0);
  if (!fits)
    return stop_ub(UbKind::Intrinsic, "`float_to_int_unchecked` intrinsic called on " + std::to_string(value) +
                                          " which cannot be represented in target type `" +
                                          call.machine.program.items.print(call.type(1)->ty) + "`");
  const double magnitude = std::fabs(whole);
  u128 r = 0;
  int exponent = 0;
  const double fraction = std::frexp(magnitude, &exponent);
  if (magnitude != 0) {
    const auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
    r = exponent >= 53 ? u128{mantissa} << (exponent - 53) : u128{mantissa} >> (53 - exponent);
  }
  if (whole < 0) r = ~r + 1;
  call.ret_wide(r & mask_of(to.size), to.size);
  return ShimStatus::Done;
}

}  // namespace

#define FLOAT_ONE(name, f)                          \
  rows.intrinsic(name "f32", one<float, f<float>>); \
  rows.intrinsic(name "f64", one<double, f<double>>);
#define FLOAT_TWO(name, f)                          \
  rows.intrinsic(name "f32", two<float, f<float>>); \
  rows.intrinsic(name "f64", two<double, f<double>>);

namespace {
// Function templates over the host's library, so that they can be template arguments.
#define WRAP1(name)      \
  template <class F>     \
  F host_##name(F x) {   \
    return std::name(x); \
  }
#define WRAP2(name)         \
  template <class F>        \
  F host_##name(F x, F y) { \
    return std::name(x, y); \
  }
WRAP1(sqrt)
WRAP1(sin) WRAP1(cos) WRAP1(exp) WRAP1(exp2) WRAP1(log) WRAP1(log10) WRAP1(log2) WRAP1(floor) WRAP1(ceil) WRAP1(trunc)
    WRAP1(round) WRAP1(fabs) WRAP2(pow) WRAP2(copysign) WRAP1(tan) WRAP1(asin) WRAP1(acos) WRAP1(atan) WRAP1(sinh)
        WRAP1(cosh) WRAP1(tanh) WRAP1(expm1) WRAP1(log1p) WRAP2(atan2) WRAP2(hypot) template <class F>
        F host_cbrt(F x) {  // rounded once, from a wider result
  return static_cast<F>(std::cbrt(static_cast<long double>(x)));
}
}  // namespace

void add_float(Rows& rows) {
  FLOAT_ONE("sqrt", host_sqrt)
  FLOAT_ONE("sin", host_sin)
  FLOAT_ONE("cos", host_cos)
  FLOAT_ONE("exp", host_exp)
  FLOAT_ONE("exp2", host_exp2)
  FLOAT_ONE("log", host_log)
  FLOAT_ONE("log10", host_log10)
  FLOAT_ONE("log2", host_log2)
  FLOAT_ONE("floor", host_floor)
  FLOAT_ONE("ceil", host_ceil)
  FLOAT_ONE("trunc", host_trunc)
  FLOAT_ONE("round", host_round)
  FLOAT_ONE("fabs", host_fabs)
  FLOAT_ONE("round_ties_even_", round_even)
  FLOAT_ONE("assay_tan", host_tan)
  FLOAT_ONE("assay_asin", host_asin)
  FLOAT_ONE("assay_acos", host_acos)
  FLOAT_ONE("assay_atan", host_atan)
  FLOAT_ONE("assay_sinh", host_sinh)
  FLOAT_ONE("assay_cosh", host_cosh)
  FLOAT_ONE("assay_tanh", host_tanh)
  FLOAT_ONE("assay_exp_m1", host_expm1)
  FLOAT_ONE("assay_ln_1p", host_log1p)
  FLOAT_ONE("assay_cbrt", host_cbrt)
  FLOAT_TWO("assay_atan2", host_atan2)
  FLOAT_TWO("assay_hypot", host_hypot)
  FLOAT_TWO("pow", host_pow)
  FLOAT_TWO("copysign", host_copysign)
  FLOAT_TWO("minnum", minimum_number)
  FLOAT_TWO("maxnum", maximum_number)
  FLOAT_TWO("minimum_number_nsz_", minimum_number)
  FLOAT_TWO("maximum_number_nsz_", maximum_number)
  FLOAT_TWO("minimum", minimum)
  FLOAT_TWO("maximum", maximum)
  rows.intrinsic("fmaf32", fma<float>);
  rows.intrinsic("fmaf64", fma<double>);
  rows.intrinsic("fmuladdf32", fma<float>);
  rows.intrinsic("fmuladdf64", fma<double>);
  rows.intrinsic("powif32", powi<float>);
  rows.intrinsic("powif64", powi<double>);
  rows.intrinsic("fabs", fabs_any);
  rows.intrinsic("fadd_fast", generic_arith<Arith::Add, true>);
  rows.intrinsic("fsub_fast", generic_arith<Arith::Sub, true>);
  rows.intrinsic("fmul_fast", generic_arith<Arith::Mul, true>);
  rows.intrinsic("fdiv_fast", generic_arith<Arith::Div, true>);
  rows.intrinsic("frem_fast", generic_arith<Arith::Rem, true>);
  rows.intrinsic("fadd_algebraic", generic_arith<Arith::Add, false>);
  rows.intrinsic("fsub_algebraic", generic_arith<Arith::Sub, false>);
  rows.intrinsic("fmul_algebraic", generic_arith<Arith::Mul, false>);
  rows.intrinsic("fdiv_algebraic", generic_arith<Arith::Div, false>);
  rows.intrinsic("frem_algebraic", generic_arith<Arith::Rem, false>);
  rows.intrinsic("float_to_int_unchecked", to_int_unchecked);
}

}  // namespace assay::shims
