// Conversion traits and the conversions among the primitive types.

use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::num::TryFromIntError;
use crate::prelude::v1::*;
use crate::marker::PointeeSized;

pub const fn identity<T>(x: T) -> T {
    x
}

pub trait AsRef<T: PointeeSized>: PointeeSized {
    fn as_ref(&self) -> &T;
}
pub trait AsMut<T: PointeeSized>: PointeeSized {
    fn as_mut(&mut self) -> &mut T;
}
#[lang = "Into"]
pub trait Into<T>: Sized {
    #[track_caller]
    fn into(self) -> T;
}
#[lang = "From"]
pub trait From<T>: Sized {
    #[lang = "from"]
    #[track_caller]
    fn from(value: T) -> Self;
}
pub trait TryInto<T>: Sized {
    type Error;
    fn try_into(self) -> Result<T, Self::Error>;
}
pub trait TryFrom<T>: Sized {
    type Error;
    fn try_from(value: T) -> Result<Self, Self::Error>;
}

impl<T: PointeeSized, U: PointeeSized> AsRef<U> for &T
where
    T: AsRef<U>,
{
    #[inline]
    fn as_ref(&self) -> &U {
        <T as AsRef<U>>::as_ref(*self)
    }
}
impl<T: PointeeSized, U: PointeeSized> AsRef<U> for &mut T
where
    T: AsRef<U>,
{
    #[inline]
    fn as_ref(&self) -> &U {
        <T as AsRef<U>>::as_ref(*self)
    }
}
impl<T: PointeeSized, U: PointeeSized> AsMut<U> for &mut T
where
    T: AsMut<U>,
{
    #[inline]
    fn as_mut(&mut self) -> &mut U {
        (*self).as_mut()
    }
}
impl<T, U> Into<U> for T
where
    U: From<T>,
{
    #[inline]
    #[track_caller]
    fn into(self) -> U {
        U::from(self)
    }
}
impl<T> From<T> for T {
    #[inline(always)]
    fn from(t: T) -> T {
        t
    }
}
impl<T, U> TryInto<U> for T
where
    U: TryFrom<T>,
{
    type Error = U::Error;
    #[inline]
    fn try_into(self) -> Result<U, U::Error> {
        U::try_from(self)
    }
}
impl<T, U> TryFrom<U> for T
where
    U: Into<T>,
{
    type Error = Infallible;
    #[inline]
    fn try_from(value: U) -> Result<Self, Infallible> {
        Ok(U::into(value))
    }
}
impl<T> AsRef<[T]> for [T] {
    #[inline(always)]
    fn as_ref(&self) -> &[T] {
        self
    }
}
impl<T> AsMut<[T]> for [T] {
    #[inline(always)]
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}
impl AsRef<str> for str {
    #[inline(always)]
    fn as_ref(&self) -> &str {
        self
    }
}
impl AsMut<str> for str {
    #[inline(always)]
    fn as_mut(&mut self) -> &mut str {
        self
    }
}
impl AsRef<[u8]> for str {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

#[derive(Copy)]
pub enum Infallible {}
impl Clone for Infallible {
    fn clone(&self) -> Infallible {
        match *self {}
    }
}
impl fmt::Debug for Infallible {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
impl fmt::Display for Infallible {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
impl crate::error::Error for Infallible {}
impl PartialEq for Infallible {
    fn eq(&self, _: &Infallible) -> bool {
        match *self {}
    }
}
impl Eq for Infallible {}
impl PartialOrd for Infallible {
    fn partial_cmp(&self, _other: &Self) -> Option<crate::cmp::Ordering> {
        match *self {}
    }
}
impl Ord for Infallible {
    fn cmp(&self, _other: &Self) -> crate::cmp::Ordering {
        match *self {}
    }
}
impl Hash for Infallible {
    fn hash<H: Hasher>(&self, _: &mut H) {
        match *self {}
    }
}

pub trait FloatToInt<Int> {
    #[doc(hidden)]
    unsafe fn to_int_unchecked(self) -> Int;
}
macro_rules! impl_float_to_int {
    ($f:ty: $($i:ty)*) => { $(
        impl FloatToInt<$i> for $f {
            #[inline]
            #[track_caller]
            unsafe fn to_int_unchecked(self) -> $i { unsafe { crate::intrinsics::float_to_int_unchecked(self) } }
        }
    )* };
}
impl_float_to_int! { f32: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
impl_float_to_int! { f64: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! impl_from {
    ($($small:ident: $($large:ident)*;)*) => { $($(
        impl From<$small> for $large {
            #[inline(always)]
            fn from(small: $small) -> $large { small as $large }
        }
    )*)* };
}
impl_from! {
    bool: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    u8: u16 u32 u64 u128 usize i16 i32 i64 i128 isize f32 f64 char;
    u16: u32 u64 u128 usize i32 i64 i128 f32 f64;
    u32: u64 u128 i64 i128 f64;
    u64: u128 i128;
    i8: i16 i32 i64 i128 isize f32 f64;
    i16: i32 i64 i128 isize f32 f64;
    i32: i64 i128 f64;
    i64: i128;
    f32: f64;
    char: u32 u64 u128;
}
impl From<bool> for f32 {
    fn from(b: bool) -> f32 {
        b as u8 as f32
    }
}
impl From<bool> for f64 {
    fn from(b: bool) -> f64 {
        b as u8 as f64
    }
}

macro_rules! impl_try_from {
    ($($source:ident: $($target:ident)*;)*) => { $($(
        impl TryFrom<$source> for $target {
            type Error = TryFromIntError;
            #[inline]
            fn try_from(u: $source) -> Result<$target, TryFromIntError> {
                let t = u as $target;
                if t as $source == u && (t < (0 as $target)) == (u < (0 as $source)) {
                    Ok(t)
                } else {
                    Err(TryFromIntError(()))
                }
            }
        }
    )*)* };
}
impl_try_from! {
    u8: i8;
    u16: u8 i8 i16 isize;
    u32: u8 u16 i8 i16 i32 usize isize;
    u64: u8 u16 u32 i8 i16 i32 i64 usize isize;
    u128: u8 u16 u32 u64 i8 i16 i32 i64 i128 usize isize;
    usize: u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize;
    i8: u8 u16 u32 u64 u128 usize;
    i16: u8 u16 u32 u64 u128 i8 usize;
    i32: u8 u16 u32 u64 u128 i8 i16 usize isize;
    i64: u8 u16 u32 u64 u128 i8 i16 i32 usize isize;
    i128: u8 u16 u32 u64 u128 i8 i16 i32 i64 usize isize;
    isize: u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 usize;
}
