// Methods that only signed or only unsigned integers have.

use crate::intrinsics;
use crate::prelude::v1::*;

macro_rules! signed_methods {
    ($($t:ident $u:ident $bits:literal;)*) => { $(
        impl $t {
            #[inline(always)]
            pub const fn cast_unsigned(self) -> $u { self as $u }
            #[inline]
            #[track_caller]
            pub const fn abs(self) -> $t { if self < 0 { -self } else { self } }
            #[inline]
            pub const fn unsigned_abs(self) -> $u { self.wrapping_abs() as $u }
            #[inline]
            pub const fn wrapping_abs(self) -> $t { if self < 0 { self.wrapping_neg() } else { self } }
            #[inline]
            pub const fn overflowing_abs(self) -> ($t, bool) { (self.wrapping_abs(), self == $t::MIN) }
            #[inline]
            pub const fn checked_abs(self) -> Option<$t> { if self < 0 { self.checked_neg() } else { Some(self) } }
            #[inline]
            pub const fn saturating_abs(self) -> $t { if self < 0 { self.saturating_neg() } else { self } }
            #[inline]
            pub const fn saturating_neg(self) -> $t { (0 as $t).saturating_sub(self) }
            #[inline]
            #[track_caller]
            pub const fn strict_abs(self) -> $t { if self < 0 { self.strict_neg() } else { self } }
            #[inline]
            #[track_caller]
            pub const fn strict_neg(self) -> $t {
                match self.checked_neg() { Some(v) => v, None => panic!("attempt to negate with overflow") }
            }
            #[inline]
            pub const fn overflowing_neg(self) -> ($t, bool) { if self == $t::MIN { ($t::MIN, true) } else { (-self, false) } }
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_neg(self) -> $t { unsafe { intrinsics::unchecked_sub(0, self) } }
            #[inline]
            pub const fn unbounded_shr(self, rhs: u32) -> $t { self >> (if rhs < $bits { rhs } else { $bits - 1 }) }
            #[inline]
            pub const fn signum(self) -> $t { (self > 0) as $t - (self < 0) as $t }
            #[inline(always)]
            pub const fn is_positive(self) -> bool { self > 0 }
            #[inline(always)]
            pub const fn is_negative(self) -> bool { self < 0 }
            #[inline]
            pub const fn abs_diff(self, other: $t) -> $u {
                if self < other { (other as $u).wrapping_sub(self as $u) } else { (self as $u).wrapping_sub(other as $u) }
            }
            #[inline]
            #[track_caller]
            pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) {
                if (self == $t::MIN) & (rhs == -1) { (self, true) } else { (self / rhs, false) }
            }
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem(self, rhs: $t) -> ($t, bool) {
                if rhs == -1 { (0, self == $t::MIN) } else { (self % rhs, false) }
            }
            #[inline]
            #[track_caller]
            pub const fn overflowing_div_euclid(self, rhs: $t) -> ($t, bool) {
                if (self == $t::MIN) & (rhs == -1) { (self, true) } else { (self.div_euclid(rhs), false) }
            }
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, rhs: $t) -> ($t, bool) {
                if rhs == -1 { (0, self == $t::MIN) } else { (self.rem_euclid(rhs), false) }
            }
            #[inline]
            #[track_caller]
            pub const fn saturating_div(self, rhs: $t) -> $t {
                match self.overflowing_div(rhs) { (result, false) => result, (_, true) => $t::MAX }
            }
            #[inline]
            pub const fn saturating_mul(self, rhs: $t) -> $t {
                match self.checked_mul(rhs) {
                    Some(x) => x,
                    None => if (self < 0) == (rhs < 0) { $t::MAX } else { $t::MIN },
                }
            }
            pub const fn saturating_pow(self, exp: u32) -> $t {
                match self.checked_pow(exp) {
                    Some(x) => x,
                    None => if self < 0 && exp % 2 == 1 { $t::MIN } else { $t::MAX },
                }
            }
            #[inline]
            #[track_caller]
            pub const fn div_euclid(self, rhs: $t) -> $t {
                let q = self / rhs;
                if self % rhs < 0 { if rhs > 0 { q - 1 } else { q + 1 } } else { q }
            }
            #[inline]
            #[track_caller]
            pub const fn rem_euclid(self, rhs: $t) -> $t {
                let r = self % rhs;
                if r < 0 { r.wrapping_add(rhs.wrapping_abs()) } else { r }
            }
            #[track_caller]
            pub const fn div_floor(self, rhs: $t) -> $t {
                let d = self / rhs;
                let r = self % rhs;
                if r != 0 && ((r < 0) != (rhs < 0)) { d - 1 } else { d }
            }
            #[track_caller]
            pub const fn div_ceil(self, rhs: $t) -> $t {
                let d = self / rhs;
                let r = self % rhs;
                if r != 0 && ((r < 0) == (rhs < 0)) { d + 1 } else { d }
            }
            pub const fn midpoint(self, rhs: $t) -> $t {
                // Rounds towards zero.
                let t = self.midpoint_floor(rhs);
                if t < 0 && ((self ^ rhs) & 1) != 0 { t + 1 } else { t }
            }
            pub const fn checked_isqrt(self) -> Option<$t> { if self < 0 { None } else { Some((self as $u).isqrt() as $t) } }
            #[track_caller]
            pub const fn isqrt(self) -> $t {
                match self.checked_isqrt() { Some(v) => v, None => panic!("argument of integer square root cannot be negative") }
            }
            #[inline]
            pub const fn checked_add_unsigned(self, rhs: $u) -> Option<$t> {
                let (a, b) = self.overflowing_add_unsigned(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_sub_unsigned(self, rhs: $u) -> Option<$t> {
                let (a, b) = self.overflowing_sub_unsigned(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn wrapping_add_unsigned(self, rhs: $u) -> $t { self.wrapping_add(rhs as $t) }
            #[inline]
            pub const fn wrapping_sub_unsigned(self, rhs: $u) -> $t { self.wrapping_sub(rhs as $t) }
            #[inline]
            pub const fn overflowing_add_unsigned(self, rhs: $u) -> ($t, bool) {
                let rhs = rhs as $t;
                let (res, overflowed) = self.overflowing_add(rhs);
                (res, overflowed ^ (rhs < 0))
            }
            #[inline]
            pub const fn overflowing_sub_unsigned(self, rhs: $u) -> ($t, bool) {
                let rhs = rhs as $t;
                let (res, overflowed) = self.overflowing_sub(rhs);
                (res, overflowed ^ (rhs < 0))
            }
            #[track_caller]
            pub const fn strict_add_unsigned(self, rhs: $u) -> $t {
                match self.checked_add_unsigned(rhs) { Some(v) => v, None => panic!("attempt to add with overflow") }
            }
            #[track_caller]
            pub const fn strict_sub_unsigned(self, rhs: $u) -> $t {
                match self.checked_sub_unsigned(rhs) { Some(v) => v, None => panic!("attempt to subtract with overflow") }
            }
            pub const fn saturating_add_unsigned(self, rhs: $u) -> $t {
                match self.checked_add_unsigned(rhs) { Some(x) => x, None => $t::MAX }
            }
            pub const fn saturating_sub_unsigned(self, rhs: $u) -> $t {
                match self.checked_sub_unsigned(rhs) { Some(x) => x, None => $t::MIN }
            }
            #[track_caller]
            pub const fn checked_next_multiple_of(self, rhs: $t) -> Option<$t> {
                if rhs == -1 { return Some(self); }
                let r = match self.checked_rem(rhs) { Some(r) => r, None => return None };
                let m = if (r > 0 && rhs < 0) || (r < 0 && rhs > 0) { r + rhs } else { r };
                if m == 0 { Some(self) } else { self.checked_add(rhs - m) }
            }
        }
    )* };
}
signed_methods! { i8 u8 8; i16 u16 16; i32 u32 32; i64 u64 64; i128 u128 128; isize usize 64; }

macro_rules! unsigned_methods {
    ($($t:ident $s:ident $bits:literal;)*) => { $(
        impl $t {
            #[inline(always)]
            pub const fn cast_signed(self) -> $s { self as $s }
            #[inline]
            pub const fn overflowing_neg(self) -> ($t, bool) { ((!self).wrapping_add(1), self != 0) }
            #[inline]
            pub const fn unbounded_shr(self, rhs: u32) -> $t { if rhs < $bits { self.wrapping_shr(rhs) } else { 0 } }
            #[inline]
            pub const fn abs_diff(self, other: $t) -> $t { if self < other { other - self } else { self - other } }
            #[inline]
            #[track_caller]
            pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) { (self / rhs, false) }
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem(self, rhs: $t) -> ($t, bool) { (self % rhs, false) }
            #[inline]
            #[track_caller]
            pub const fn overflowing_div_euclid(self, rhs: $t) -> ($t, bool) { (self / rhs, false) }
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, rhs: $t) -> ($t, bool) { (self % rhs, false) }
            #[inline]
            #[track_caller]
            pub const fn saturating_div(self, rhs: $t) -> $t { self / rhs }
            #[inline]
            pub const fn saturating_mul(self, rhs: $t) -> $t {
                match self.checked_mul(rhs) { Some(x) => x, None => $t::MAX }
            }
            pub const fn saturating_pow(self, exp: u32) -> $t {
                match self.checked_pow(exp) { Some(x) => x, None => $t::MAX }
            }
            #[inline]
            #[track_caller]
            pub const fn div_euclid(self, rhs: $t) -> $t { self / rhs }
            #[inline]
            #[track_caller]
            pub const fn rem_euclid(self, rhs: $t) -> $t { self % rhs }
            #[inline]
            #[track_caller]
            pub const fn div_floor(self, rhs: $t) -> $t { self / rhs }
            #[inline]
            #[track_caller]
            pub const fn div_ceil(self, rhs: $t) -> $t {
                let d = self / rhs;
                if self % rhs > 0 { d + 1 } else { d }
            }
            #[inline]
            #[track_caller]
            pub const fn next_multiple_of(self, rhs: $t) -> $t {
                match self % rhs { 0 => self, r => self + (rhs - r) }
            }
            pub const fn checked_next_multiple_of(self, rhs: $t) -> Option<$t> {
                match self.checked_rem(rhs) {
                    None => None,
                    Some(0) => Some(self),
                    Some(r) => self.checked_add(rhs - r),
                }
            }
            #[inline]
            pub const fn is_multiple_of(self, rhs: $t) -> bool { match rhs { 0 => self == 0, _ => self % rhs == 0 } }
            #[inline(always)]
            pub const fn is_power_of_two(self) -> bool { self.count_ones() == 1 }
            const fn one_less_than_next_power_of_two(self) -> $t {
                if self <= 1 { return 0; }
                $t::MAX >> (self - 1).leading_zeros()
            }
            #[inline]
            #[track_caller]
            pub const fn next_power_of_two(self) -> $t { self.one_less_than_next_power_of_two() + 1 }
            #[inline]
            pub const fn checked_next_power_of_two(self) -> Option<$t> { self.one_less_than_next_power_of_two().checked_add(1) }
            pub const fn wrapping_next_power_of_two(self) -> $t { self.one_less_than_next_power_of_two().wrapping_add(1) }
            pub const fn bit_width(self) -> u32 { $bits - self.leading_zeros() }
            pub const fn midpoint(self, rhs: $t) -> $t { self.midpoint_floor(rhs) }
            pub const fn isqrt(self) -> $t {
                let mut op = self;
                let mut res: $t = 0;
                let mut one: $t = 1 << ($bits - 2);
                while one > op { one >>= 2; }
                while one != 0 {
                    if op >= res + one {
                        op -= res + one;
                        res = (res >> 1) + one;
                    } else {
                        res >>= 1;
                    }
                    one >>= 2;
                }
                res
            }
            #[inline]
            pub const fn checked_add_signed(self, rhs: $s) -> Option<$t> {
                let (a, b) = self.overflowing_add_signed(rhs);
                if b { None } else { Some(a) }
            }
            #[inline]
            pub const fn checked_sub_signed(self, rhs: $s) -> Option<$t> {
                let (res, overflow) = self.overflowing_sub(rhs as $t);
                if overflow ^ (rhs < 0) { None } else { Some(res) }
            }
            #[inline]
            pub const fn wrapping_add_signed(self, rhs: $s) -> $t { self.wrapping_add(rhs as $t) }
            #[inline]
            pub const fn wrapping_sub_signed(self, rhs: $s) -> $t { self.wrapping_sub(rhs as $t) }
            #[inline]
            pub const fn overflowing_add_signed(self, rhs: $s) -> ($t, bool) {
                let (res, overflowed) = self.overflowing_add(rhs as $t);
                (res, overflowed ^ (rhs < 0))
            }
            #[inline]
            pub const fn saturating_add_signed(self, rhs: $s) -> $t {
                let (res, overflow) = self.overflowing_add(rhs as $t);
                if overflow == (rhs < 0) { res } else if overflow { $t::MAX } else { 0 }
            }
            #[inline]
            pub const fn overflowing_sub_signed(self, rhs: $s) -> ($t, bool) {
                let (res, overflow) = self.overflowing_sub(rhs as $t);
                (res, overflow ^ (rhs < 0))
            }
            pub const fn saturating_sub_signed(self, rhs: $s) -> $t {
                match self.checked_sub_signed(rhs) { Some(v) => v, None => if rhs < 0 { $t::MAX } else { 0 } }
            }
            #[track_caller]
            pub const fn strict_sub_signed(self, rhs: $s) -> $t {
                match self.checked_sub_signed(rhs) { Some(v) => v, None => panic!("attempt to subtract with overflow") }
            }
            #[track_caller]
            pub const fn strict_neg(self) -> $t {
                match self.checked_neg() { Some(v) => v, None => panic!("attempt to negate with overflow") }
            }
            #[inline]
            pub const fn checked_signed_diff(self, rhs: $t) -> Option<$s> {
                let res = self.wrapping_sub(rhs) as $s;
                let overflow = (self >= rhs) == (res < 0);
                if !overflow { Some(res) } else { None }
            }
            pub const fn carrying_add(self, rhs: $t, carry: bool) -> ($t, bool) {
                let (a, c1) = self.overflowing_add(rhs);
                let (b, c2) = a.overflowing_add(carry as $t);
                (b, c1 | c2)
            }
            pub const fn borrowing_sub(self, rhs: $t, borrow: bool) -> ($t, bool) {
                let (a, c1) = self.overflowing_sub(rhs);
                let (b, c2) = a.overflowing_sub(borrow as $t);
                (b, c1 | c2)
            }
            pub const fn widening_mul(self, rhs: $t) -> ($t, $t) { self.carrying_mul_add(rhs, 0, 0) }
            pub const fn carrying_mul(self, rhs: $t, carry: $t) -> ($t, $t) { self.carrying_mul_add(rhs, carry, 0) }
            pub const fn carrying_mul_add(self, rhs: $t, carry: $t, add: $t) -> ($t, $t) {
                intrinsics::carrying_mul_add(self, rhs, carry, add)
            }
            #[inline]
            #[track_caller]
            pub const fn funnel_shl(self, rhs: $t, n: u32) -> $t {
                assert!(n < $bits, "attempt to funnel shift left with overflow");
                unsafe { intrinsics::unchecked_funnel_shl(self, rhs, n) }
            }
            #[inline]
            #[track_caller]
            pub const fn funnel_shr(self, rhs: $t, n: u32) -> $t {
                assert!(n < $bits, "attempt to funnel shift right with overflow");
                unsafe { intrinsics::unchecked_funnel_shr(self, rhs, n) }
            }
            #[inline]
            #[track_caller]
            pub const unsafe fn unchecked_funnel_shl(self, low: $t, shift: u32) -> $t {
                unsafe { intrinsics::unchecked_funnel_shl(self, low, shift) }
            }
            #[inline]
            #[track_caller]
            pub const unsafe fn unchecked_funnel_shr(self, low: $t, shift: u32) -> $t {
                unsafe { intrinsics::unchecked_funnel_shr(self, low, shift) }
            }
            #[inline]
            #[track_caller]
            pub const unsafe fn unchecked_disjoint_bitor(self, other: $t) -> $t {
                unsafe { intrinsics::disjoint_bitor(self, other) }
            }
            #[track_caller]
            pub const fn strict_add_signed(self, rhs: $s) -> $t {
                match self.checked_add_signed(rhs) { Some(v) => v, None => panic!("attempt to add with overflow") }
            }
        }
    )* };
}
unsigned_methods! { u8 i8 8; u16 i16 16; u32 i32 32; u64 i64 64; u128 i128 128; usize isize 64; }

impl usize {
    pub(crate) const fn repeat_u8(x: u8) -> usize {
        usize::from_ne_bytes([x; 8])
    }
}
