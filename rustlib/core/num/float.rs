// Methods and constants of `f32` and `f64`.

use crate::cmp::Ordering;
use crate::convert::FloatToInt;
use crate::intrinsics;
use crate::mem;
use super::float_math;
use crate::prelude::v1::*;

#[derive(Copy, Clone, PartialEq, Eq, Debug, Hash)]
pub enum FpCategory {
    Nan,
    Infinite,
    Zero,
    Subnormal,
    Normal,
}

macro_rules! float_methods {
    ($t:ident $bits:ident $sbits:ident $bytes:literal $sign:literal $exp_mask:literal $man_mask:literal; $radix_digits:literal
     $digits:literal $eps:literal $min:literal $min_positive:literal $max:literal $min_exp:literal $max_exp:literal
     $min_10:literal $max_10:literal; $floor:ident $ceil:ident $trunc:ident $rte:ident $round:ident $copysign:ident
     $sqrt:ident $sin:ident $cos:ident $exp:ident $exp2:ident $log:ident $log10:ident $log2:ident $pow:ident $powi:ident
     $fma:ident $fabs:ident) => {
        impl $t {
            pub const RADIX: u32 = 2;
            pub const MANTISSA_DIGITS: u32 = $radix_digits;
            pub const DIGITS: u32 = $digits;
            pub const EPSILON: $t = $eps;
            pub const MIN: $t = $min;
            pub const MIN_POSITIVE: $t = $min_positive;
            pub const MAX: $t = $max;
            pub const MIN_EXP: i32 = $min_exp;
            pub const MAX_EXP: i32 = $max_exp;
            pub const MIN_10_EXP: i32 = $min_10;
            pub const MAX_10_EXP: i32 = $max_10;
            pub const NAN: $t = 0.0 / 0.0;
            pub const INFINITY: $t = 1.0 / 0.0;
            pub const NEG_INFINITY: $t = -1.0 / 0.0;
            #[inline]
            pub const fn is_nan(self) -> bool { self != self }
            #[inline]
            pub const fn is_infinite(self) -> bool { (self == $t::INFINITY) | (self == $t::NEG_INFINITY) }
            #[inline]
            pub const fn is_finite(self) -> bool { self.abs() < $t::INFINITY }
            #[inline]
            pub const fn is_subnormal(self) -> bool { matches!(self.classify(), FpCategory::Subnormal) }
            #[inline]
            pub const fn is_normal(self) -> bool { matches!(self.classify(), FpCategory::Normal) }
            pub const fn classify(self) -> FpCategory {
                let b = self.to_bits();
                match (b & $man_mask, b & $exp_mask) {
                    (0, $exp_mask) => FpCategory::Infinite,
                    (_, $exp_mask) => FpCategory::Nan,
                    (0, 0) => FpCategory::Zero,
                    (_, 0) => FpCategory::Subnormal,
                    _ => FpCategory::Normal,
                }
            }
            #[inline]
            pub const fn is_sign_positive(self) -> bool { !self.is_sign_negative() }
            #[inline]
            pub const fn is_sign_negative(self) -> bool { self.to_bits() & $sign != 0 }
            pub const fn next_up(self) -> $t {
                let bits = self.to_bits();
                if self.is_nan() || bits == $t::INFINITY.to_bits() { return self; }
                let abs = bits & !$sign;
                $t::from_bits(if abs == 0 { 1 } else if bits == abs { bits + 1 } else { bits - 1 })
            }
            pub const fn next_down(self) -> $t {
                let bits = self.to_bits();
                if self.is_nan() || bits == $t::NEG_INFINITY.to_bits() { return self; }
                let abs = bits & !$sign;
                $t::from_bits(if abs == 0 { $sign | 1 } else if bits == abs { bits - 1 } else { bits + 1 })
            }
            #[inline]
            pub const fn recip(self) -> $t { 1.0 / self }
            #[inline]
            pub const fn max(self, other: $t) -> $t { if self.is_nan() || self < other { other } else { self } }
            #[inline]
            pub const fn min(self, other: $t) -> $t { if self.is_nan() || other < self { other } else { self } }
            pub const fn maximum(self, other: $t) -> $t {
                if self > other { self } else if other > self { other }
                else if self == other { if self.is_sign_positive() && other.is_sign_negative() { self } else { other } }
                else { self + other }
            }
            pub const fn minimum(self, other: $t) -> $t {
                if self < other { self } else if other < self { other }
                else if self == other { if self.is_sign_negative() && other.is_sign_positive() { self } else { other } }
                else { self + other }
            }
            pub const fn midpoint(self, other: $t) -> $t { self / 2.0 + other / 2.0 }
            #[inline]
            #[track_caller]
            pub unsafe fn to_int_unchecked<Int>(self) -> Int where $t: FloatToInt<Int> {
                unsafe { FloatToInt::<Int>::to_int_unchecked(self) }
            }
            #[inline]
            pub const fn to_bits(self) -> $bits { unsafe { mem::transmute(self) } }
            #[inline]
            pub const fn from_bits(v: $bits) -> $t { unsafe { mem::transmute(v) } }
            pub const fn to_be_bytes(self) -> [u8; $bytes] { self.to_bits().to_be_bytes() }
            pub const fn to_le_bytes(self) -> [u8; $bytes] { self.to_bits().to_le_bytes() }
            pub const fn to_ne_bytes(self) -> [u8; $bytes] { self.to_bits().to_ne_bytes() }
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t { $t::from_bits($bits::from_be_bytes(bytes)) }
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t { $t::from_bits($bits::from_le_bytes(bytes)) }
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t { $t::from_bits($bits::from_ne_bytes(bytes)) }
            #[rustc_do_not_const_check]
            pub const fn total_cmp(&self, other: &$t) -> Ordering {
                let mut left = self.to_bits() as $sbits;
                let mut right = other.to_bits() as $sbits;
                left ^= (((left >> ($bits::BITS - 1)) as $bits) >> 1) as $sbits;
                right ^= (((right >> ($bits::BITS - 1)) as $bits) >> 1) as $sbits;
                left.cmp(&right)
            }
            #[track_caller]
            pub const fn clamp(mut self, min: $t, max: $t) -> $t {
                if !(min <= max) { panic!("min > max, or either was NaN. min = {min:?}, max = {max:?}"); }
                if self < min { self = min; }
                if self > max { self = max; }
                self
            }
            #[inline]
            pub const fn abs(self) -> $t { intrinsics::$fabs(self) }
            #[inline]
            pub const fn signum(self) -> $t { if self.is_nan() { $t::NAN } else { 1.0_f32 as $t }.copysign(self) }
            #[inline]
            pub const fn copysign(self, sign: $t) -> $t { intrinsics::$copysign(self, sign) }
            #[inline]
            pub const fn floor(self) -> $t { intrinsics::$floor(self) }
            #[inline]
            pub const fn ceil(self) -> $t { intrinsics::$ceil(self) }
            #[inline]
            pub const fn trunc(self) -> $t { intrinsics::$trunc(self) }
            #[inline]
            pub const fn round(self) -> $t { intrinsics::$round(self) }
            #[inline]
            pub const fn round_ties_even(self) -> $t { intrinsics::$rte(self) }
            #[inline]
            pub const fn fract(self) -> $t { self - self.trunc() }
            #[inline]
            pub const fn mul_add(self, a: $t, b: $t) -> $t { intrinsics::$fma(self, a, b) }
            #[inline]
            pub const fn algebraic_add(self, rhs: $t) -> $t { intrinsics::fadd_algebraic(self, rhs) }
            #[inline]
            pub const fn algebraic_sub(self, rhs: $t) -> $t { intrinsics::fsub_algebraic(self, rhs) }
            #[inline]
            pub const fn algebraic_mul(self, rhs: $t) -> $t { intrinsics::fmul_algebraic(self, rhs) }
            #[inline]
            pub const fn algebraic_div(self, rhs: $t) -> $t { intrinsics::fdiv_algebraic(self, rhs) }
            #[inline]
            pub const fn algebraic_rem(self, rhs: $t) -> $t { intrinsics::frem_algebraic(self, rhs) }
            pub fn div_euclid(self, rhs: $t) -> $t {
                let q = (self / rhs).trunc();
                if self % rhs < 0.0 { if rhs > 0.0 { q - 1.0 } else { q + 1.0 } } else { q }
            }
            pub fn rem_euclid(self, rhs: $t) -> $t {
                let r = self % rhs;
                if r < 0.0 { r + rhs.abs() } else { r }
            }
            #[inline]
            pub fn powi(self, n: i32) -> $t { intrinsics::$powi(self, n) }
            #[inline]
            pub fn powf(self, n: $t) -> $t { intrinsics::$pow(self, n) }
            #[inline]
            pub fn sqrt(self) -> $t { intrinsics::$sqrt(self) }
            #[inline]
            pub fn exp(self) -> $t { intrinsics::$exp(self) }
            #[inline]
            pub fn exp2(self) -> $t { intrinsics::$exp2(self) }
            #[inline]
            pub fn ln(self) -> $t { intrinsics::$log(self) }
            #[inline]
            pub fn log(self, base: $t) -> $t { self.ln() / base.ln() }
            #[inline]
            pub fn log2(self) -> $t { intrinsics::$log2(self) }
            #[inline]
            pub fn log10(self) -> $t { intrinsics::$log10(self) }
            #[inline]
            pub fn sin(self) -> $t { intrinsics::$sin(self) }
            #[inline]
            pub fn cos(self) -> $t { intrinsics::$cos(self) }
            #[inline]
            pub fn sin_cos(self) -> ($t, $t) { (self.sin(), self.cos()) }
            #[inline]
            pub fn tan(self) -> $t { float_math::$t::tan(self) }
            pub fn abs_sub(self, other: $t) -> $t { if self > other { self - other } else { 0.0 } }
            pub fn sinh(self) -> $t { float_math::$t::sinh(self) }
            pub fn cosh(self) -> $t { float_math::$t::cosh(self) }
            pub fn tanh(self) -> $t { float_math::$t::tanh(self) }
            pub fn exp_m1(self) -> $t { float_math::$t::exp_m1(self) }
            pub fn ln_1p(self) -> $t { float_math::$t::ln_1p(self) }
            pub fn asin(self) -> $t { float_math::$t::asin(self) }
            pub fn acos(self) -> $t { float_math::$t::acos(self) }
            pub fn atan(self) -> $t { float_math::$t::atan(self) }
            pub fn cbrt(self) -> $t { float_math::$t::cbrt(self) }
            pub fn hypot(self, other: $t) -> $t { float_math::$t::hypot(self, other) }
            pub fn atan2(self, other: $t) -> $t { float_math::$t::atan2(self, other) }
            pub fn asinh(self) -> $t {
                let size = self.abs();
                let inverse = 1.0 / size;
                (size + size / ((1.0 as $t).hypot(inverse) + inverse)).ln_1p().copysign(self)
            }
            pub fn acosh(self) -> $t {
                if self < 1.0 { <$t>::NAN } else { (self + (self - 1.0).sqrt() * (self + 1.0).sqrt()).ln() }
            }
            pub fn atanh(self) -> $t { 0.5 * (2.0 * self / (1.0 - self)).ln_1p() }
            pub const fn to_degrees(self) -> $t { self * (180.0 / consts::$t::PI) }
            pub const fn to_radians(self) -> $t { self * (consts::$t::PI / 180.0) }
        }
    };
}
float_methods! {
    f32 u32 i32 4 0x8000_0000 0x7f80_0000 0x007f_ffff; 24
    6 1.19209290e-07 -3.40282347e+38 1.17549435e-38 3.40282347e+38 -125 128 -37 38;
    floorf32 ceilf32 truncf32 round_ties_even_f32 roundf32 copysignf32
    sqrtf32 sinf32 cosf32 expf32 exp2f32 logf32 log10f32 log2f32 powf32 powif32 fmaf32 fabsf32
}
float_methods! {
    f64 u64 i64 8 0x8000_0000_0000_0000 0x7ff0_0000_0000_0000 0x000f_ffff_ffff_ffff; 53
    15 2.2204460492503131e-16 -1.7976931348623157e+308 2.2250738585072014e-308 1.7976931348623157e+308 -1021 1024 -307 308;
    floorf64 ceilf64 truncf64 round_ties_even_f64 roundf64 copysignf64
    sqrtf64 sinf64 cosf64 expf64 exp2f64 logf64 log10f64 log2f64 powf64 powif64 fmaf64 fabsf64
}

macro_rules! consts_module {
    ($($t:ident $mod:ident;)*) => { $(
        pub mod $mod {
            pub const RADIX: u32 = $t::RADIX;
            pub const DIGITS: u32 = $t::DIGITS;
            pub const MANTISSA_DIGITS: u32 = $t::MANTISSA_DIGITS;
            pub const EPSILON: $t = $t::EPSILON;
            pub const MIN: $t = $t::MIN;
            pub const MIN_POSITIVE: $t = $t::MIN_POSITIVE;
            pub const MAX: $t = $t::MAX;
            pub const NAN: $t = $t::NAN;
            pub const INFINITY: $t = $t::INFINITY;
            pub const NEG_INFINITY: $t = $t::NEG_INFINITY;
            pub mod consts {
                pub const PI: $t = 3.14159265358979323846264338327950288;
                pub const TAU: $t = 6.28318530717958647692528676655900577;
                pub const E: $t = 2.71828182845904523536028747135266250;
                pub const GOLDEN_RATIO: $t = 1.618033988749894848204586834365638118;
                pub const EULER_GAMMA: $t = 0.577215664901532860606512090082402431;
                pub const FRAC_1_SQRT_PI: $t = 0.564189583547756286948079451560772586;
                pub const FRAC_1_SQRT_2PI: $t = 0.398942280401432677939946059934381868;
                pub const SQRT_3: $t = 1.732050807568877293527446341505872367;
                pub const FRAC_1_SQRT_3: $t = 0.577350269189625764509148780501957456;
                pub const SQRT_5: $t = 2.236067977499789696409173668731276235;
                pub const FRAC_1_SQRT_5: $t = 0.447213595499957939281834733746255247;
                pub const SQRT_2: $t = 1.41421356237309504880168872420969808;
                pub const FRAC_1_SQRT_2: $t = 0.707106781186547524400844362104849039;
                pub const FRAC_PI_2: $t = 1.57079632679489661923132169163975144;
                pub const FRAC_PI_3: $t = 1.04719755119659774615421446109316763;
                pub const FRAC_PI_4: $t = 0.785398163397448309615660845819875721;
                pub const FRAC_PI_6: $t = 0.52359877559829887307710723054658381;
                pub const FRAC_PI_8: $t = 0.39269908169872415480783042290993786;
                pub const FRAC_1_PI: $t = 0.318309886183790671537767526745028724;
                pub const FRAC_2_PI: $t = 0.636619772367581343075535053490057448;
                pub const FRAC_2_SQRT_PI: $t = 1.12837916709551257389615890312154517;
                pub const LN_2: $t = 0.693147180559945309417232121458176568;
                pub const LN_10: $t = 2.30258509299404568401799145468436421;
                pub const LOG2_E: $t = 1.44269504088896340735992468100189214;
                pub const LOG2_10: $t = 3.32192809488736234787031942948939018;
                pub const LOG10_E: $t = 0.434294481903251827651128918916605082;
                pub const LOG10_2: $t = 0.301029995663981195213738894724493027;
            }
        }
    )* };
}
consts_module! { f32 f32_consts; f64 f64_consts; }
mod consts {
    pub use super::f32_consts::consts as f32;
    pub use super::f64_consts::consts as f64;
}
