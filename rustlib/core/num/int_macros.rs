// Methods that signed and unsigned integers share, as one macro over (type, unsigned twin, signed twin, bits).

use crate::intrinsics;
use crate::mem;
use crate::prelude::v1::*;

macro_rules! int_common {
    ($($t:ident $u:ident $s:ident $bits:literal $bytes:literal $min:expr, $max:expr;)*) => { $(
        impl $t {
            pub const MIN: $t = $min;
            pub const MAX: $t = $max;
            pub const BITS: u32 = $bits;
            #[inline(always)]
            pub const fn min_value() -> $t { $min }
            #[inline(always)]
            pub const fn max_value() -> $t { $max }
            #[inline(always)]
            pub const fn count_ones(self) -> u32 { intrinsics::ctpop(self as $u) }
            #[inline(always)]
            pub const fn count_zeros(self) -> u32 { (!self).count_ones() }
            #[inline(always)]
            pub const fn leading_zeros(self) -> u32 { intrinsics::ctlz(self as $u) }
            #[inline(always)]
            pub const fn trailing_zeros(self) -> u32 { intrinsics::cttz(self as $u) }
            #[inline(always)]
            pub const fn leading_ones(self) -> u32 { (!self).leading_zeros() }
            #[inline(always)]
            pub const fn trailing_ones(self) -> u32 { (!self).trailing_zeros() }
            pub const fn isolate_highest_one(self) -> $t {
                if self == 0 { 0 } else { ((1 as $u) << ($bits - 1 - self.leading_zeros())) as $t }
            }
            pub const fn isolate_lowest_one(self) -> $t { self & self.wrapping_neg() }
            pub const fn highest_one(self) -> Option<u32> {
                if self == 0 { None } else { Some($bits - 1 - self.leading_zeros()) }
            }
            pub const fn lowest_one(self) -> Option<u32> {
                if self == 0 { None } else { Some(self.trailing_zeros()) }
            }
            #[inline(always)]
            pub const fn rotate_left(self, n: u32) -> $t { intrinsics::rotate_left(self as $u, n) as $t }
            #[inline(always)]
            pub const fn rotate_right(self, n: u32) -> $t { intrinsics::rotate_right(self as $u, n) as $t }
            #[inline(always)]
            pub const fn swap_bytes(self) -> $t { intrinsics::bswap(self as $u) as $t }
            #[inline(always)]
            pub const fn reverse_bits(self) -> $t { intrinsics::bitreverse(self as $u) as $t }
            #[inline]
            pub const fn from_be(x: $t) -> $t { x.swap_bytes() }
            #[inline]
            pub const fn from_le(x: $t) -> $t { x }
            #[inline]
            pub const fn to_be(self) -> $t { self.swap_bytes() }
            #[inline]
            pub const fn to_le(self) -> $t { self }
            #[inline]
            pub const fn to_ne_bytes(self) -> [u8; $bytes] { unsafe { mem::transmute(self) } }
            #[inline]
            pub const fn to_le_bytes(self) -> [u8; $bytes] { self.to_ne_bytes() }
            #[inline]
            pub const fn to_be_bytes(self) -> [u8; $bytes] { self.swap_bytes().to_ne_bytes() }
            #[inline]
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t { unsafe { mem::transmute(bytes) } }
            #[inline]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t { $t::from_ne_bytes(bytes) }
            #[inline]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t { $t::from_ne_bytes(bytes).swap_bytes() }
            #[inline(always)]
            pub const fn overflowing_add(self, rhs: $t) -> ($t, bool) { intrinsics::add_with_overflow(self, rhs) }
            #[inline(always)]
            pub const fn overflowing_sub(self, rhs: $t) -> ($t, bool) { intrinsics::sub_with_overflow(self, rhs) }
            #[inline(always)]
            pub const fn overflowing_mul(self, rhs: $t) -> ($t, bool) { intrinsics::mul_with_overflow(self, rhs) }
            #[inline(always)]
            pub const fn wrapping_add(self, rhs: $t) -> $t { intrinsics::wrapping_add(self, rhs) }
            #[inline(always)]
            pub const fn wrapping_sub(self, rhs: $t) -> $t { intrinsics::wrapping_sub(self, rhs) }
            #[inline(always)]
            pub const fn wrapping_mul(self, rhs: $t) -> $t { intrinsics::wrapping_mul(self, rhs) }
            #[inline(always)]
            pub const fn wrapping_neg(self) -> $t { (0 as $t).wrapping_sub(self) }
            #[inline(always)]
            pub const fn wrapping_shl(self, rhs: u32) -> $t { unsafe { intrinsics::unchecked_shl(self, rhs & ($bits - 1)) } }
            #[inline(always)]
            pub const fn wrapping_shr(self, rhs: u32) -> $t { unsafe { intrinsics::unchecked_shr(self, rhs & ($bits - 1)) } }
            #[inline]
            pub const fn overflowing_shl(self, rhs: u32) -> ($t, bool) { (self.wrapping_shl(rhs), rhs >= $bits) }
            #[inline]
            pub const fn overflowing_shr(self, rhs: u32) -> ($t, bool) { (self.wrapping_shr(rhs), rhs >= $bits) }
            #[inline]
            pub const fn checked_add(self, rhs: $t) -> Option<$t> {
                let (a, b) = self.overflowing_add(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_sub(self, rhs: $t) -> Option<$t> {
                let (a, b) = self.overflowing_sub(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_mul(self, rhs: $t) -> Option<$t> {
                let (a, b) = self.overflowing_mul(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_neg(self) -> Option<$t> {
                let (a, b) = self.overflowing_neg();
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_shl(self, rhs: u32) -> Option<$t> { if rhs < $bits { Some(self.wrapping_shl(rhs)) } else { None } }
            #[inline]
            pub const fn checked_shr(self, rhs: u32) -> Option<$t> { if rhs < $bits { Some(self.wrapping_shr(rhs)) } else { None } }
            #[inline]
            pub const fn unbounded_shl(self, rhs: u32) -> $t { if rhs < $bits { self.wrapping_shl(rhs) } else { 0 } }
            #[inline]
            #[track_caller]
            pub const fn strict_add(self, rhs: $t) -> $t {
                match self.checked_add(rhs) { Some(v) => v, None => panic!("attempt to add with overflow") }
            }
            #[inline]
            #[track_caller]
            pub const fn strict_sub(self, rhs: $t) -> $t {
                match self.checked_sub(rhs) { Some(v) => v, None => panic!("attempt to subtract with overflow") }
            }
            #[inline]
            #[track_caller]
            pub const fn strict_mul(self, rhs: $t) -> $t {
                match self.checked_mul(rhs) { Some(v) => v, None => panic!("attempt to multiply with overflow") }
            }
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_add(self, rhs: $t) -> $t { unsafe { intrinsics::unchecked_add(self, rhs) } }
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_sub(self, rhs: $t) -> $t { unsafe { intrinsics::unchecked_sub(self, rhs) } }
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_mul(self, rhs: $t) -> $t { unsafe { intrinsics::unchecked_mul(self, rhs) } }
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_shl(self, rhs: u32) -> $t { unsafe { intrinsics::unchecked_shl(self, rhs) } }
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_shr(self, rhs: u32) -> $t { unsafe { intrinsics::unchecked_shr(self, rhs) } }
            #[inline]
            #[track_caller]
            pub const unsafe fn unchecked_exact_div(self, rhs: $t) -> $t { unsafe { intrinsics::exact_div(self, rhs) } }
            #[inline(always)]
            pub const fn saturating_add(self, rhs: $t) -> $t { intrinsics::saturating_add(self, rhs) }
            #[inline(always)]
            pub const fn saturating_sub(self, rhs: $t) -> $t { intrinsics::saturating_sub(self, rhs) }
            #[inline]
            #[track_caller]
            pub const fn wrapping_div(self, rhs: $t) -> $t { self.overflowing_div(rhs).0 }
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem(self, rhs: $t) -> $t { self.overflowing_rem(rhs).0 }
            #[inline]
            #[track_caller]
            pub const fn wrapping_div_euclid(self, rhs: $t) -> $t { self.overflowing_div_euclid(rhs).0 }
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem_euclid(self, rhs: $t) -> $t { self.overflowing_rem_euclid(rhs).0 }
            #[inline]
            pub const fn checked_div(self, rhs: $t) -> Option<$t> {
                if rhs == 0 { return None; }
                let (a, b) = self.overflowing_div(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_rem(self, rhs: $t) -> Option<$t> {
                if rhs == 0 { return None; }
                let (a, b) = self.overflowing_rem(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_div_euclid(self, rhs: $t) -> Option<$t> {
                if rhs == 0 { return None; }
                let (a, b) = self.overflowing_div_euclid(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_rem_euclid(self, rhs: $t) -> Option<$t> {
                if rhs == 0 { return None; }
                let (a, b) = self.overflowing_rem_euclid(rhs);
                if b { None } else { Some(a) }
            }
            #[track_caller]
            pub const fn strict_div_euclid(self, rhs: $t) -> $t { self.div_euclid(rhs) }
            #[track_caller]
            pub const fn strict_rem_euclid(self, rhs: $t) -> $t { self.rem_euclid(rhs) }
            #[track_caller]
            pub const fn strict_shl(self, rhs: u32) -> $t {
                match self.checked_shl(rhs) { Some(v) => v, None => panic!("attempt to shift left with overflow") }
            }
            #[track_caller]
            pub const fn strict_shr(self, rhs: u32) -> $t {
                match self.checked_shr(rhs) { Some(v) => v, None => panic!("attempt to shift right with overflow") }
            }
            #[track_caller]
            pub const fn strict_div(self, rhs: $t) -> $t { self / rhs }
            #[track_caller]
            pub const fn strict_rem(self, rhs: $t) -> $t { self % rhs }
            pub const fn checked_exact_div(self, rhs: $t) -> Option<$t> {
                if rhs == 0 { return None; }
                let (r, o) = self.overflowing_rem(rhs);
                if r != 0 || o { None } else { Some(self / rhs) }
            }
            #[track_caller]
            pub const fn exact_div(self, rhs: $t) -> Option<$t> { if self % rhs != 0 { None } else { Some(self / rhs) } }
            #[inline]
            #[track_caller]
            pub const fn pow(self, mut exp: u32) -> $t {
                if exp == 0 { return 1; }
                let mut base = self;
                let mut acc: $t = 1;
                loop {
                    if exp & 1 == 1 {
                        acc = acc * base;
                        if exp == 1 { return acc; }
                    }
                    exp /= 2;
                    base = base * base;
                }
            }
            #[inline]
            pub const fn wrapping_pow(self, exp: u32) -> $t { self.overflowing_pow(exp).0 }
            pub const fn overflowing_pow(self, mut exp: u32) -> ($t, bool) {
                if exp == 0 { return (1, false); }
                let mut base = self;
                let mut acc: $t = 1;
                let mut overflown = false;
                loop {
                    if exp & 1 == 1 {
                        let (v, o) = acc.overflowing_mul(base);
                        acc = v;
                        overflown |= o;
                        if exp == 1 { return (acc, overflown); }
                    }
                    exp /= 2;
                    let (v, o) = base.overflowing_mul(base);
                    base = v;
                    overflown |= o;
                }
            }
            pub const fn checked_pow(self, exp: u32) -> Option<$t> {
                let (v, o) = self.overflowing_pow(exp);
                if o { None } else { Some(v) }
            }
            #[track_caller]
            pub const fn strict_pow(self, exp: u32) -> $t {
                match self.checked_pow(exp) { Some(v) => v, None => panic!("attempt to multiply with overflow") }
            }
            #[track_caller]
            pub const fn ilog(self, base: $t) -> u32 {
                assert!(base >= 2, "base of integer logarithm must be at least 2");
                match self.checked_ilog(base) { Some(v) => v, None => panic!("argument of integer logarithm must be positive") }
            }
            #[track_caller]
            pub const fn ilog2(self) -> u32 {
                match self.checked_ilog2() { Some(v) => v, None => panic!("argument of integer logarithm must be positive") }
            }
            #[track_caller]
            pub const fn ilog10(self) -> u32 {
                match self.checked_ilog10() { Some(v) => v, None => panic!("argument of integer logarithm must be positive") }
            }
            pub const fn checked_ilog(self, base: $t) -> Option<u32> {
                if self <= 0 || base <= 1 { return None; }
                let mut n = 0;
                let mut r = self;
                while r >= base { r /= base; n += 1; }
                Some(n)
            }
            pub const fn checked_ilog2(self) -> Option<u32> { if self <= 0 { None } else { Some($bits - 1 - self.leading_zeros()) } }
            pub const fn checked_ilog10(self) -> Option<u32> { self.checked_ilog(10) }
            #[inline]
            pub const fn midpoint_floor(self, rhs: $t) -> $t { (self & rhs).wrapping_add((self ^ rhs) >> 1) }
            #[inline]
            #[track_caller]
            pub const fn from_str_radix(src: &str, radix: u32) -> Result<$t, super::ParseIntError> {
                $t::from_ascii_radix(src.as_bytes(), radix)
            }
            pub const fn from_ascii(src: &[u8]) -> Result<$t, super::ParseIntError> { $t::from_ascii_radix(src, 10) }
            #[track_caller]
            pub const fn from_ascii_radix(src: &[u8], radix: u32) -> Result<$t, super::ParseIntError> {
                if radix < 2 || radix > 36 {
                    panic!("from_ascii_radix: radix must lie in the range `[2, 36]` - found {radix}");
                }
                let (negative, digits) = match super::parse::split_sign(src, <$t>::MIN < 0) { Ok(v) => v, Err(e) => return Err(e) };
                let mut result: $t = 0;
                let mut i = 0;
                while i < digits.len() {
                    let digit = match super::parse::digit_of(digits[i], radix) {
                        Some(d) => d,
                        None => return Err(super::parse::invalid_digit()),
                    };
                    // Radix 36 and digit 35 fit every type.
                    result = match result.checked_mul(radix as $t) { Some(v) => v, None => return Err(super::parse::overflow(negative)) };
                    let next = if negative { result.checked_sub(digit as $t) } else { result.checked_add(digit as $t) };
                    result = match next { Some(v) => v, None => return Err(super::parse::overflow(negative)) };
                    i += 1;
                }
                Ok(result)
            }
        }
        impl crate::str::FromStr for $t {
            type Err = super::ParseIntError;
            #[inline]
            fn from_str(src: &str) -> Result<$t, super::ParseIntError> { $t::from_str_radix(src, 10) }
        }
    )* };
}

int_common! {
    u8 u8 i8 8 1 0, 0xff;
    u16 u16 i16 16 2 0, 0xffff;
    u32 u32 i32 32 4 0, 0xffff_ffff;
    u64 u64 i64 64 8 0, 0xffff_ffff_ffff_ffff;
    u128 u128 i128 128 16 0, 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff;
    usize usize isize 64 8 0, 0xffff_ffff_ffff_ffff;
    i8 u8 i8 8 1 -0x80, 0x7f;
    i16 u16 i16 16 2 -0x8000, 0x7fff;
    i32 u32 i32 32 4 -0x8000_0000, 0x7fff_ffff;
    i64 u64 i64 64 8 -0x8000_0000_0000_0000, 0x7fff_ffff_ffff_ffff;
    i128 u128 i128 128 16 -0x8000_0000_0000_0000_0000_0000_0000_0000, 0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff;
    isize usize isize 64 8 -0x8000_0000_0000_0000, 0x7fff_ffff_ffff_ffff;
}
