// `NonZero`: an integer whose zero is free for an enclosing enum.

use super::{IntErrorKind, ParseIntError, TryFromIntError};
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{BitOr, BitOrAssign, Div, DivAssign, Neg, Rem, RemAssign};
use crate::prelude::rust_2024::*;
use crate::str::FromStr;

pub unsafe trait ZeroablePrimitive: Sized + Copy {
    #[doc(hidden)]
    fn is_zero_value(self) -> bool;
}

#[lang = "NonZero"]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_nonnull_optimization_guaranteed]
pub struct NonZero<T: ZeroablePrimitive>(T);

impl<T: ZeroablePrimitive> Clone for NonZero<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ZeroablePrimitive> Copy for NonZero<T> {}
impl<T: ZeroablePrimitive> NonZero<T> {
    #[inline]
    pub const fn new(n: T) -> Option<Self> {
        // Zero is exactly the encoding of `None`.
        unsafe { crate::intrinsics::transmute_unchecked::<T, Option<Self>>(n) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn new_unchecked(n: T) -> Self {
        unsafe { NonZero(n) }
    }
    pub unsafe fn from_mut_unchecked(n: &mut T) -> &mut Self {
        unsafe { &mut *(n as *mut T as *mut Self) }
    }
    #[inline]
    pub const fn get(self) -> T {
        self.0
    }
}
impl<T: ZeroablePrimitive + PartialEq> PartialEq for NonZero<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}
impl<T: ZeroablePrimitive + Eq> Eq for NonZero<T> {}
impl<T: ZeroablePrimitive + PartialOrd> PartialOrd for NonZero<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }
}
impl<T: ZeroablePrimitive + Ord> Ord for NonZero<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.get().cmp(&other.get())
    }
}
impl<T: ZeroablePrimitive + Hash> Hash for NonZero<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state)
    }
}
impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr for NonZero<T> {
    type Output = Self;
    fn bitor(self, rhs: Self) -> Self {
        unsafe { NonZero(self.get() | rhs.get()) }
    }
}
macro_rules! nonzero_fmt {
    ($($Trait:ident)*) => { $(
        impl<T: ZeroablePrimitive + fmt::$Trait> fmt::$Trait for NonZero<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.get().fmt(f) }
        }
    )* };
}
nonzero_fmt! { Debug Display Binary Octal LowerHex UpperHex LowerExp UpperExp }

macro_rules! nonzero_integers {
    ($($Alias:ident $t:ident;)*) => { $(
        pub type $Alias = NonZero<$t>;
        unsafe impl ZeroablePrimitive for $t {
            #[inline]
            fn is_zero_value(self) -> bool { self == 0 }
        }
        impl NonZero<$t> {
            pub const BITS: u32 = <$t>::BITS;
            pub const MAX: Self = Self::new(<$t>::MAX).unwrap();
            pub const fn leading_zeros(self) -> u32 { self.get().leading_zeros() }
            pub const fn trailing_zeros(self) -> u32 { self.get().trailing_zeros() }
            pub const fn count_ones(self) -> NonZero<u32> { unsafe { NonZero::new_unchecked(self.get().count_ones()) } }
            pub const fn checked_mul(self, other: Self) -> Option<Self> {
                match self.get().checked_mul(other.get()) { Some(v) => Self::new(v), None => None }
            }
            pub const fn saturating_mul(self, other: Self) -> Self {
                unsafe { Self::new_unchecked(self.get().saturating_mul(other.get())) }
            }
            pub const fn saturating_pow(self, other: u32) -> Self {
                unsafe { Self::new_unchecked(self.get().saturating_pow(other)) }
            }
            pub const fn checked_pow(self, other: u32) -> Option<Self> {
                match self.get().checked_pow(other) { Some(v) => Self::new(v), None => None }
            }
        }
        impl From<NonZero<$t>> for $t {
            #[inline]
            fn from(nonzero: NonZero<$t>) -> $t { nonzero.get() }
        }
        impl TryFrom<$t> for NonZero<$t> {
            type Error = TryFromIntError;
            fn try_from(value: $t) -> Result<Self, TryFromIntError> { Self::new(value).ok_or(TryFromIntError(())) }
        }
        impl FromStr for NonZero<$t> {
            type Err = ParseIntError;
            fn from_str(src: &str) -> Result<Self, ParseIntError> {
                Self::new(<$t>::from_str_radix(src, 10)?).ok_or(ParseIntError::zero())
            }
        }
    )* };
}
nonzero_integers! {
    NonZeroU8 u8; NonZeroU16 u16; NonZeroU32 u32; NonZeroU64 u64; NonZeroU128 u128; NonZeroUsize usize;
    NonZeroI8 i8; NonZeroI16 i16; NonZeroI32 i32; NonZeroI64 i64; NonZeroI128 i128; NonZeroIsize isize;
}
unsafe impl ZeroablePrimitive for char {
    fn is_zero_value(self) -> bool {
        self == '\0'
    }
}
macro_rules! nonzero_unsigned {
    ($($t:ident $s:ident;)*) => { $(
        impl NonZero<$t> {
            pub const MIN: Self = Self::new(1).unwrap();
            pub const fn cast_signed(self) -> NonZero<$s> { unsafe { NonZero::new_unchecked(self.get() as $s) } }
            pub const fn checked_next_power_of_two(self) -> Option<Self> {
                match self.get().checked_next_power_of_two() { Some(v) => Self::new(v), None => None }
            }
            pub const fn div_ceil(self, rhs: Self) -> Self { unsafe { Self::new_unchecked(self.get().div_ceil(rhs.get())) } }
            pub const fn isqrt(self) -> Self { unsafe { Self::new_unchecked(self.get().isqrt()) } }
            pub const fn midpoint(self, rhs: Self) -> Self { unsafe { Self::new_unchecked(self.get().midpoint(rhs.get())) } }
            pub const fn checked_add(self, other: $t) -> Option<Self> {
                match self.get().checked_add(other) { Some(v) => Self::new(v), None => None }
            }
            pub const fn saturating_add(self, other: $t) -> Self {
                unsafe { Self::new_unchecked(self.get().saturating_add(other)) }
            }
            pub const fn is_power_of_two(self) -> bool { self.get().is_power_of_two() }
            pub const fn ilog2(self) -> u32 { self.get().ilog2() }
            pub const fn ilog10(self) -> u32 { self.get().ilog10() }
        }
        impl Div<NonZero<$t>> for $t {
            type Output = $t;
            fn div(self, other: NonZero<$t>) -> $t { self / other.get() }
        }
        impl Rem<NonZero<$t>> for $t {
            type Output = $t;
            fn rem(self, other: NonZero<$t>) -> $t { self % other.get() }
        }
    )* };
}
nonzero_unsigned! { u8 i8; u16 i16; u32 i32; u64 i64; u128 i128; usize isize; }
macro_rules! nonzero_signed {
    ($($t:ident $u:ident;)*) => { $(
        impl NonZero<$t> {
            pub const MIN: Self = Self::new(<$t>::MIN).unwrap();
            pub const fn is_positive(self) -> bool { self.get() > 0 }
            pub const fn is_negative(self) -> bool { self.get() < 0 }
            pub const fn cast_unsigned(self) -> NonZero<$u> { unsafe { NonZero::new_unchecked(self.get() as $u) } }
            pub const fn checked_abs(self) -> Option<Self> {
                match self.get().checked_abs() { Some(v) => Self::new(v), None => None }
            }
            pub const fn checked_neg(self) -> Option<Self> {
                match self.get().checked_neg() { Some(v) => Self::new(v), None => None }
            }
            pub const fn overflowing_abs(self) -> (Self, bool) {
                let (v, o) = self.get().overflowing_abs();
                (unsafe { Self::new_unchecked(v) }, o)
            }
            pub const fn overflowing_neg(self) -> (Self, bool) {
                let (v, o) = self.get().overflowing_neg();
                (unsafe { Self::new_unchecked(v) }, o)
            }
            pub const fn saturating_abs(self) -> Self { unsafe { Self::new_unchecked(self.get().saturating_abs()) } }
            pub const fn saturating_neg(self) -> Self { unsafe { Self::new_unchecked(self.get().saturating_neg()) } }
            pub const fn wrapping_abs(self) -> Self { unsafe { Self::new_unchecked(self.get().wrapping_abs()) } }
            pub const fn wrapping_neg(self) -> Self { unsafe { Self::new_unchecked(self.get().wrapping_neg()) } }
            pub const fn abs(self) -> Self { unsafe { Self::new_unchecked(self.get().abs()) } }
            pub const fn unsigned_abs(self) -> NonZero<$u> { unsafe { NonZero::new_unchecked(self.get().unsigned_abs()) } }
        }
        impl Neg for NonZero<$t> {
            type Output = Self;
            fn neg(self) -> Self { unsafe { NonZero::new_unchecked(-self.get()) } }
        }
    )* };
}
nonzero_signed! { i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize; }
