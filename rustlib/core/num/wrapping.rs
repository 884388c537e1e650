// `Wrapping` and `Saturating`: integers with another meaning of overflow.

use crate::fmt;
use crate::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign, Neg, Not,
    Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};
use crate::prelude::v1::*;

#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Wrapping<T>(pub T);
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Saturating<T>(pub T);

macro_rules! wrapper_fmt {
    ($W:ident: $($Trait:ident)*) => { $(
        impl<T: fmt::$Trait> fmt::$Trait for $W<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )* };
}
wrapper_fmt! { Wrapping: Debug Display Binary Octal LowerHex UpperHex }
wrapper_fmt! { Saturating: Debug Display Binary Octal LowerHex UpperHex }

macro_rules! wrapper_op {
    ($W:ident $t:ident: $($Trait:ident $method:ident $Assign:ident $method_assign:ident |$a:ident, $b:ident| $e:expr;)*) => { $(
        impl $Trait for $W<$t> {
            type Output = $W<$t>;
            #[inline]
            fn $method(self, other: $W<$t>) -> $W<$t> { let ($a, $b) = (self.0, other.0); $W($e) }
        }
        impl<'a> $Trait<&'a $W<$t>> for $W<$t> {
            type Output = $W<$t>;
            #[inline]
            fn $method(self, other: &'a $W<$t>) -> $W<$t> { $Trait::$method(self, *other) }
        }
        impl $Assign for $W<$t> {
            #[inline]
            fn $method_assign(&mut self, other: $W<$t>) { *self = $Trait::$method(*self, other); }
        }
        impl $Assign<$t> for $W<$t> {
            #[inline]
            fn $method_assign(&mut self, other: $t) { *self = $Trait::$method(*self, $W(other)); }
        }
    )* };
}
macro_rules! wrappers {
    ($($t:ident)*) => { $(
        wrapper_op! { Wrapping $t:
            Add add AddAssign add_assign |a, b| a.wrapping_add(b);
            Sub sub SubAssign sub_assign |a, b| a.wrapping_sub(b);
            Mul mul MulAssign mul_assign |a, b| a.wrapping_mul(b);
            Div div DivAssign div_assign |a, b| a.wrapping_div(b);
            Rem rem RemAssign rem_assign |a, b| a.wrapping_rem(b);
            BitAnd bitand BitAndAssign bitand_assign |a, b| a & b;
            BitOr bitor BitOrAssign bitor_assign |a, b| a | b;
            BitXor bitxor BitXorAssign bitxor_assign |a, b| a ^ b;
        }
        wrapper_op! { Saturating $t:
            Add add AddAssign add_assign |a, b| a.saturating_add(b);
            Sub sub SubAssign sub_assign |a, b| a.saturating_sub(b);
            Mul mul MulAssign mul_assign |a, b| a.saturating_mul(b);
            Div div DivAssign div_assign |a, b| a.saturating_div(b);
            Rem rem RemAssign rem_assign |a, b| a % b;
            BitAnd bitand BitAndAssign bitand_assign |a, b| a & b;
            BitOr bitor BitOrAssign bitor_assign |a, b| a | b;
            BitXor bitxor BitXorAssign bitxor_assign |a, b| a ^ b;
        }
        impl Not for Wrapping<$t> {
            type Output = Wrapping<$t>;
            fn not(self) -> Wrapping<$t> { Wrapping(!self.0) }
        }
        impl Not for Saturating<$t> {
            type Output = Saturating<$t>;
            fn not(self) -> Saturating<$t> { Saturating(!self.0) }
        }
        impl Neg for Wrapping<$t> {
            type Output = Wrapping<$t>;
            fn neg(self) -> Wrapping<$t> { Wrapping(self.0.wrapping_neg()) }
        }
        impl Shl<usize> for Wrapping<$t> {
            type Output = Wrapping<$t>;
            fn shl(self, other: usize) -> Wrapping<$t> { Wrapping(self.0.wrapping_shl(other as u32)) }
        }
        impl Shr<usize> for Wrapping<$t> {
            type Output = Wrapping<$t>;
            fn shr(self, other: usize) -> Wrapping<$t> { Wrapping(self.0.wrapping_shr(other as u32)) }
        }
        impl ShlAssign<usize> for Wrapping<$t> {
            fn shl_assign(&mut self, other: usize) { *self = *self << other; }
        }
        impl ShrAssign<usize> for Wrapping<$t> {
            fn shr_assign(&mut self, other: usize) { *self = *self >> other; }
        }
        impl Wrapping<$t> {
            pub const MIN: Self = Self(<$t>::MIN);
            pub const MAX: Self = Self(<$t>::MAX);
            pub const BITS: u32 = <$t>::BITS;
            pub fn pow(self, exp: u32) -> Self { Wrapping(self.0.wrapping_pow(exp)) }
            pub const fn count_ones(self) -> u32 { self.0.count_ones() }
            pub const fn leading_zeros(self) -> u32 { self.0.leading_zeros() }
            pub const fn trailing_zeros(self) -> u32 { self.0.trailing_zeros() }
            pub const fn rotate_left(self, n: u32) -> Self { Wrapping(self.0.rotate_left(n)) }
            pub const fn rotate_right(self, n: u32) -> Self { Wrapping(self.0.rotate_right(n)) }
        }
    )* };
}
wrappers! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
