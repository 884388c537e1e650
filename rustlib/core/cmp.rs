// Comparison: the traits, `Ordering`, `Reverse`, `min`/`max`, and implementations for the primitive types.

use crate::clone::Clone;
use crate::hash::Hash;
use crate::fmt::Debug;
use crate::marker::{Copy, PointeeSized, Sized, StructuralPartialEq};
use crate::ops::{FnMut, FnOnce};
use crate::option::Option::{self, None, Some};
use crate::prelude::v1::*;
use self::Ordering::{Equal, Greater, Less};

#[lang = "eq"]
pub trait PartialEq<Rhs: PointeeSized = Self>: PointeeSized {
    fn eq(&self, other: &Rhs) -> bool;
    #[inline]
    fn ne(&self, other: &Rhs) -> bool {
        !self.eq(other)
    }
}

pub trait Eq: PartialEq<Self> + PointeeSized {
    #[doc(hidden)]
    fn assert_receiver_is_total_eq(&self) {}
    #[doc(hidden)]
    fn assert_fields_are_eq(&self) {}
}
pub struct AssertParamIsEq<T: Eq + PointeeSized> {
    _field: crate::marker::PhantomData<T>,
}

#[lang = "Ordering"]
#[derive(Clone, Copy, Eq, PartialOrd, Ord, PartialEq, Debug, Hash)]
#[repr(i8)]
pub enum Ordering {
    Less = -1,
    Equal = 0,
    Greater = 1,
}
impl Ordering {
    pub const fn is_eq(self) -> bool {
        self as i8 == 0
    }
    pub const fn is_ne(self) -> bool {
        self as i8 != 0
    }
    pub const fn is_lt(self) -> bool {
        (self as i8) < 0
    }
    pub const fn is_gt(self) -> bool {
        self as i8 > 0
    }
    pub const fn is_le(self) -> bool {
        self as i8 <= 0
    }
    pub const fn is_ge(self) -> bool {
        self as i8 >= 0
    }
    pub const fn reverse(self) -> Ordering {
        match self {
            Less => Greater,
            Equal => Equal,
            Greater => Less,
        }
    }
    pub const fn then(self, other: Ordering) -> Ordering {
        match self {
            Equal => other,
            _ => self,
        }
    }
    pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering {
        match self {
            Equal => f(),
            _ => self,
        }
    }
}

#[derive(PartialEq, Eq, Debug, Copy, Clone, Default, Hash)]
#[repr(transparent)]
pub struct Reverse<T>(pub T);
impl<T: PartialOrd> PartialOrd for Reverse<T> {
    fn partial_cmp(&self, other: &Reverse<T>) -> Option<Ordering> {
        other.0.partial_cmp(&self.0)
    }
}
impl<T: Ord> Ord for Reverse<T> {
    fn cmp(&self, other: &Reverse<T>) -> Ordering {
        other.0.cmp(&self.0)
    }
}

#[lang = "partial_ord"]
pub trait PartialOrd<Rhs: PointeeSized = Self>: PartialEq<Rhs> + PointeeSized {
    fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;
    #[inline]
    fn lt(&self, other: &Rhs) -> bool {
        match self.partial_cmp(other) {
            Some(Less) => true,
            _ => false,
        }
    }
    #[inline]
    fn le(&self, other: &Rhs) -> bool {
        match self.partial_cmp(other) {
            Some(Less) | Some(Equal) => true,
            _ => false,
        }
    }
    #[inline]
    fn gt(&self, other: &Rhs) -> bool {
        match self.partial_cmp(other) {
            Some(Greater) => true,
            _ => false,
        }
    }
    #[inline]
    fn ge(&self, other: &Rhs) -> bool {
        match self.partial_cmp(other) {
            Some(Greater) | Some(Equal) => true,
            _ => false,
        }
    }
}

pub trait Ord: Eq + PartialOrd<Self> + PointeeSized {
    fn cmp(&self, other: &Self) -> Ordering;
    #[inline]
    fn max(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { self } else { other }
    }
    #[inline]
    fn min(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { other } else { self }
    }
    #[track_caller]
    fn clamp(self, min: Self, max: Self) -> Self
    where
        Self: Sized,
    {
        assert!(min <= max);
        if self < min {
            min
        } else if self > max {
            max
        } else {
            self
        }
    }
}

pub fn min<T: Ord>(v1: T, v2: T) -> T {
    v1.min(v2)
}
pub fn max<T: Ord>(v1: T, v2: T) -> T {
    v1.max(v2)
}
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v1, &v2).is_le() { v1 } else { v2 }
}
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v1, &v2).is_gt() { v1 } else { v2 }
}
pub fn min_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T {
    if f(&v2) < f(&v1) { v2 } else { v1 }
}
pub fn max_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T {
    if f(&v2) < f(&v1) { v1 } else { v2 }
}

pub fn minmax<T: Ord>(v1: T, v2: T) -> [T; 2] {
    if v2 < v1 { [v2, v1] } else { [v1, v2] }
}
pub fn minmax_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> [T; 2] {
    if compare(&v1, &v2).is_le() { [v1, v2] } else { [v2, v1] }
}
pub fn minmax_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> [T; 2] {
    if f(&v2) < f(&v1) { [v2, v1] } else { [v1, v2] }
}

macro_rules! impl_partial_eq {
    ($($t:ty)*) => { $(
        impl PartialEq for $t {
            #[inline]
            fn eq(&self, other: &$t) -> bool { *self == *other }
            #[inline]
            fn ne(&self, other: &$t) -> bool { *self != *other }
        }
    )* };
}
macro_rules! impl_eq {
    ($($t:ty)*) => { $( impl Eq for $t {} )* };
}
macro_rules! impl_ord {
    ($($t:ty)*) => { $(
        impl PartialOrd for $t {
            #[inline]
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> { Some(self.cmp(other)) }
            #[inline]
            fn lt(&self, other: &$t) -> bool { *self < *other }
            #[inline]
            fn le(&self, other: &$t) -> bool { *self <= *other }
            #[inline]
            fn gt(&self, other: &$t) -> bool { *self > *other }
            #[inline]
            fn ge(&self, other: &$t) -> bool { *self >= *other }
        }
        impl Ord for $t {
            #[inline]
            fn cmp(&self, other: &$t) -> Ordering {
                if *self < *other { Less } else if *self == *other { Equal } else { Greater }
            }
            #[inline]
            #[track_caller]
            fn clamp(self, min: $t, max: $t) -> $t {
                if min > max {
                    panic!("min > max. min = {min:?}, max = {max:?}");
                }
                if self < min { min } else if self > max { max } else { self }
            }
        }
    )* };
}
macro_rules! impl_float_ord {
    ($($t:ty)*) => { $(
        impl PartialOrd for $t {
            #[inline]
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                if *self < *other { Some(Less) }
                else if *self == *other { Some(Equal) }
                else if *self > *other { Some(Greater) }
                else { None }
            }
            #[inline]
            fn lt(&self, other: &$t) -> bool { *self < *other }
            #[inline]
            fn le(&self, other: &$t) -> bool { *self <= *other }
            #[inline]
            fn gt(&self, other: &$t) -> bool { *self > *other }
            #[inline]
            fn ge(&self, other: &$t) -> bool { *self >= *other }
        }
    )* };
}
impl_partial_eq! { bool char usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
impl_eq! { bool char usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl Eq for () {}
impl Eq for ! {}
impl_ord! { bool char usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
impl_float_ord! { f32 f64 }

impl PartialEq for () {
    #[inline]
    fn eq(&self, _other: &()) -> bool {
        true
    }
}
impl PartialOrd for () {
    #[inline]
    fn partial_cmp(&self, _other: &()) -> Option<Ordering> {
        Some(Equal)
    }
}
impl Ord for () {
    #[inline]
    fn cmp(&self, _other: &()) -> Ordering {
        Equal
    }
}
impl PartialEq for ! {
    fn eq(&self, _other: &!) -> bool {
        *self
    }
}
impl PartialOrd for ! {
    fn partial_cmp(&self, _other: &!) -> Option<Ordering> {
        *self
    }
}
impl Ord for ! {
    fn cmp(&self, _other: &!) -> Ordering {
        *self
    }
}

impl<A: PointeeSized, B: PointeeSized> PartialEq<&B> for &A
where
    A: PartialEq<B>,
{
    #[inline]
    fn eq(&self, other: &&B) -> bool {
        PartialEq::eq(*self, *other)
    }
    #[inline]
    fn ne(&self, other: &&B) -> bool {
        PartialEq::ne(*self, *other)
    }
}
impl<A: PointeeSized, B: PointeeSized> PartialEq<&mut B> for &mut A
where
    A: PartialEq<B>,
{
    #[inline]
    fn eq(&self, other: &&mut B) -> bool {
        PartialEq::eq(*self, *other)
    }
}
impl<A: PointeeSized, B: PointeeSized> PartialEq<&mut B> for &A
where
    A: PartialEq<B>,
{
    #[inline]
    fn eq(&self, other: &&mut B) -> bool {
        PartialEq::eq(*self, *other)
    }
}
impl<A: PointeeSized, B: PointeeSized> PartialEq<&B> for &mut A
where
    A: PartialEq<B>,
{
    #[inline]
    fn eq(&self, other: &&B) -> bool {
        PartialEq::eq(*self, *other)
    }
}
impl<A: PointeeSized + Eq> Eq for &A {}
impl<A: PointeeSized + Eq> Eq for &mut A {}
impl<A: PointeeSized, B: PointeeSized> PartialOrd<&B> for &A
where
    A: PartialOrd<B>,
{
    #[inline]
    fn partial_cmp(&self, other: &&B) -> Option<Ordering> {
        PartialOrd::partial_cmp(*self, *other)
    }
    #[inline]
    fn lt(&self, other: &&B) -> bool {
        PartialOrd::lt(*self, *other)
    }
    #[inline]
    fn le(&self, other: &&B) -> bool {
        PartialOrd::le(*self, *other)
    }
    #[inline]
    fn gt(&self, other: &&B) -> bool {
        PartialOrd::gt(*self, *other)
    }
    #[inline]
    fn ge(&self, other: &&B) -> bool {
        PartialOrd::ge(*self, *other)
    }
}
impl<A: PointeeSized, B: PointeeSized> PartialOrd<&mut B> for &mut A
where
    A: PartialOrd<B>,
{
    #[inline]
    fn partial_cmp(&self, other: &&mut B) -> Option<Ordering> {
        PartialOrd::partial_cmp(*self, *other)
    }
}
impl<A: PointeeSized + Ord> Ord for &A {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(*self, *other)
    }
}
impl<A: PointeeSized + Ord> Ord for &mut A {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(*self, *other)
    }
}

// Raw pointers compare by address (and metadata).
impl<T: PointeeSized> PartialEq for *const T {
    #[inline]
    fn eq(&self, other: &*const T) -> bool {
        *self == *other
    }
}
impl<T: PointeeSized> Eq for *const T {}
impl<T: PointeeSized> PartialEq for *mut T {
    #[inline]
    fn eq(&self, other: &*mut T) -> bool {
        *self == *other
    }
}
impl<T: PointeeSized> Eq for *mut T {}
macro_rules! impl_raw_ord {
    ($($p:ty)*) => { $(
        impl<T: PointeeSized> Ord for $p {
            #[inline]
            fn cmp(&self, other: &$p) -> Ordering {
                if *self < *other { Less } else if *self == *other { Equal } else { Greater }
            }
        }
        impl<T: PointeeSized> PartialOrd for $p {
            #[inline]
            fn partial_cmp(&self, other: &$p) -> Option<Ordering> { Some(self.cmp(other)) }
            #[inline]
            fn lt(&self, other: &$p) -> bool { *self < *other }
            #[inline]
            fn le(&self, other: &$p) -> bool { *self <= *other }
            #[inline]
            fn gt(&self, other: &$p) -> bool { *self > *other }
            #[inline]
            fn ge(&self, other: &$p) -> bool { *self >= *other }
        }
    )* };
}
impl_raw_ord! { *const T *mut T }

// Function pointers compare by address.
impl<F: crate::marker::FnPtr> PartialEq for F {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.addr() == other.addr()
    }
}
impl<F: crate::marker::FnPtr> Eq for F {}
impl<F: crate::marker::FnPtr> PartialOrd for F {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.addr().partial_cmp(&other.addr())
    }
}
impl<F: crate::marker::FnPtr> Ord for F {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.addr().cmp(&other.addr())
    }
}
