// Arithmetic, bit and shift operators, with all reference forms for the primitive numbers.

use crate::marker::{Copy, Sized};

macro_rules! binary_trait {
    ($($lang:literal $Trait:ident $method:ident, $lang_assign:literal $Assign:ident $method_assign:ident;)*) => { $(
        #[lang = $lang]
        pub trait $Trait<Rhs = Self> {
            type Output;
            fn $method(self, rhs: Rhs) -> Self::Output;
        }
        #[lang = $lang_assign]
        pub trait $Assign<Rhs = Self> {
            fn $method_assign(&mut self, rhs: Rhs);
        }
    )* };
}
binary_trait! {
    "add" Add add, "add_assign" AddAssign add_assign;
    "sub" Sub sub, "sub_assign" SubAssign sub_assign;
    "mul" Mul mul, "mul_assign" MulAssign mul_assign;
    "div" Div div, "div_assign" DivAssign div_assign;
    "rem" Rem rem, "rem_assign" RemAssign rem_assign;
    "bitand" BitAnd bitand, "bitand_assign" BitAndAssign bitand_assign;
    "bitor" BitOr bitor, "bitor_assign" BitOrAssign bitor_assign;
    "bitxor" BitXor bitxor, "bitxor_assign" BitXorAssign bitxor_assign;
    "shl" Shl shl, "shl_assign" ShlAssign shl_assign;
    "shr" Shr shr, "shr_assign" ShrAssign shr_assign;
}

#[lang = "neg"]
pub trait Neg {
    type Output;
    fn neg(self) -> Self::Output;
}
#[lang = "not"]
pub trait Not {
    type Output;
    fn not(self) -> Self::Output;
}

macro_rules! impl_binary {
    ($Trait:ident $method:ident $Assign:ident $method_assign:ident $op:tt $op_assign:tt: $($t:ty)*) => { $(
        impl $Trait for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self, other: $t) -> $t { self $op other }
        }
        impl<'a> $Trait<$t> for &'a $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self, other: $t) -> $t { *self $op other }
        }
        impl<'a> $Trait<&'a $t> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self, other: &'a $t) -> $t { self $op *other }
        }
        impl<'a, 'b> $Trait<&'a $t> for &'b $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self, other: &'a $t) -> $t { *self $op *other }
        }
        impl $Assign for $t {
            #[inline]
            #[track_caller]
            fn $method_assign(&mut self, other: $t) { *self $op_assign other }
        }
        impl<'a> $Assign<&'a $t> for $t {
            #[inline]
            #[track_caller]
            fn $method_assign(&mut self, other: &'a $t) { *self $op_assign *other }
        }
    )* };
}
macro_rules! impl_unary {
    ($Trait:ident $method:ident $op:tt: $($t:ty)*) => { $(
        impl $Trait for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self) -> $t { $op self }
        }
        impl<'a> $Trait for &'a $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self) -> $t { $op *self }
        }
    )* };
}
impl_binary! { Add add AddAssign add_assign + +=: usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
impl_binary! { Sub sub SubAssign sub_assign - -=: usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
impl_binary! { Mul mul MulAssign mul_assign * *=: usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
impl_binary! { Div div DivAssign div_assign / /=: usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
impl_binary! { Rem rem RemAssign rem_assign % %=: usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
impl_binary! { BitAnd bitand BitAndAssign bitand_assign & &=: bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl_binary! { BitOr bitor BitOrAssign bitor_assign | |=: bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl_binary! { BitXor bitxor BitXorAssign bitxor_assign ^ ^=: bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl_unary! { Not not !: bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl_unary! { Neg neg -: isize i8 i16 i32 i64 i128 f32 f64 }

impl Not for ! {
    type Output = !;
    fn not(self) -> ! {
        match self {}
    }
}

macro_rules! impl_shift {
    ($($t:ty)*) => { $(
        impl_shift_by! { $t: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
    )* };
}
macro_rules! impl_shift_by {
    ($t:ty: $($f:ty)*) => { $(
        impl Shl<$f> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shl(self, other: $f) -> $t { self << other }
        }
        impl<'a> Shl<$f> for &'a $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shl(self, other: $f) -> $t { *self << other }
        }
        impl<'a> Shl<&'a $f> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shl(self, other: &'a $f) -> $t { self << *other }
        }
        impl Shr<$f> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shr(self, other: $f) -> $t { self >> other }
        }
        impl<'a> Shr<$f> for &'a $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shr(self, other: $f) -> $t { *self >> other }
        }
        impl<'a> Shr<&'a $f> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shr(self, other: &'a $f) -> $t { self >> *other }
        }
        impl ShlAssign<$f> for $t {
            #[inline]
            #[track_caller]
            fn shl_assign(&mut self, other: $f) { *self <<= other }
        }
        impl ShrAssign<$f> for $t {
            #[inline]
            #[track_caller]
            fn shr_assign(&mut self, other: $f) { *self >>= other }
        }
    )* };
}
impl_shift! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
