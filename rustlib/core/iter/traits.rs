// The traits around `Iterator`.

use crate::num::Wrapping;
use crate::ops::{ControlFlow, Try};
use crate::prelude::v1::*;

pub trait FromIterator<A>: Sized {
    fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self;
}
pub trait IntoIterator {
    type Item;
    type IntoIter: Iterator<Item = Self::Item>;
    #[lang = "into_iter"]
    #[track_caller]
    fn into_iter(self) -> Self::IntoIter;
}
impl<I: Iterator> IntoIterator for I {
    type Item = I::Item;
    type IntoIter = I;
    #[inline]
    fn into_iter(self) -> I {
        self
    }
}
pub trait Extend<A> {
    #[track_caller]
    fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T);
    fn extend_one(&mut self, item: A) {
        self.extend(Some(item));
    }
    fn extend_reserve(&mut self, additional: usize) {}
}
impl Extend<()> for () {
    fn extend<T: IntoIterator<Item = ()>>(&mut self, iter: T) {
        iter.into_iter().for_each(drop)
    }
}
impl FromIterator<()> for () {
    fn from_iter<I: IntoIterator<Item = ()>>(iter: I) -> Self {
        iter.into_iter().for_each(|()| {})
    }
}
macro_rules! tuple_extend {
    ($(($($T:ident $E:ident $v:ident $i:tt)+))*) => { $(
        impl<$($T,)+ $($E: Extend<$T>),+> Extend<($($T,)+)> for ($($E,)+) {
            fn extend<It: IntoIterator<Item = ($($T,)+)>>(&mut self, iter: It) {
                for ($($v,)+) in iter {
                    $(self.$i.extend_one($v);)+
                }
            }
        }
        impl<$($T,)+ $($E: Default + Extend<$T>),+> FromIterator<($($T,)+)> for ($($E,)+) {
            fn from_iter<It: IntoIterator<Item = ($($T,)+)>>(iter: It) -> Self {
                let mut res = <($($E,)+)>::default();
                res.extend(iter);
                res
            }
        }
    )* };
}
tuple_extend! { (A EA a 0 B EB b 1) (A EA a 0 B EB b 1 C EC c 2) }

pub trait DoubleEndedIterator: Iterator {
    fn next_back(&mut self) -> Option<Self::Item>;
    fn advance_back_by(&mut self, n: usize) -> Result<(), crate::num::NonZero<usize>> {
        let mut i = 0;
        while i < n {
            if self.next_back().is_none() {
                return Err(unsafe { crate::num::NonZero::new_unchecked(n - i) });
            }
            i += 1;
        }
        Ok(())
    }
    fn nth_back(&mut self, mut n: usize) -> Option<Self::Item> {
        while n > 0 {
            self.next_back()?;
            n -= 1;
        }
        self.next_back()
    }
    fn try_rfold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        Self: Sized,
        F: FnMut(B, Self::Item) -> R,
        R: Try<Output = B>,
    {
        let mut accum = init;
        while let Some(x) = self.next_back() {
            accum = f(accum, x)?;
        }
        R::from_output(accum)
    }
    fn rfold<B, F>(mut self, init: B, mut f: F) -> B
    where
        Self: Sized,
        F: FnMut(B, Self::Item) -> B,
    {
        let mut accum = init;
        while let Some(x) = self.next_back() {
            accum = f(accum, x);
        }
        accum
    }
    fn rfind<P>(&mut self, mut predicate: P) -> Option<Self::Item>
    where
        Self: Sized,
        P: FnMut(&Self::Item) -> bool,
    {
        while let Some(x) = self.next_back() {
            if predicate(&x) {
                return Some(x);
            }
        }
        None
    }
}
impl<'a, I: DoubleEndedIterator + ?Sized> DoubleEndedIterator for &'a mut I {
    fn next_back(&mut self) -> Option<I::Item> {
        (**self).next_back()
    }
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        (**self).nth_back(n)
    }
}
pub trait ExactSizeIterator: Iterator {
    #[inline]
    fn len(&self) -> usize {
        let (lower, upper) = self.size_hint();
        assert_eq!(upper, Some(lower));
        lower
    }
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for &mut I {
    fn len(&self) -> usize {
        (**self).len()
    }
}
pub trait FusedIterator: Iterator {}
impl<I: FusedIterator + ?Sized> FusedIterator for &mut I {}
pub unsafe trait TrustedLen: Iterator {}
pub unsafe trait InPlaceIterable {}
pub unsafe trait TrustedStep {}

pub trait Sum<A = Self>: Sized {
    fn sum<I: Iterator<Item = A>>(iter: I) -> Self;
}
pub trait Product<A = Self>: Sized {
    fn product<I: Iterator<Item = A>>(iter: I) -> Self;
}
macro_rules! sum_product {
    ($($t:ty, $zero:expr, $one:expr;)*) => { $(
        impl Sum for $t {
            #[track_caller]
            fn sum<I: Iterator<Item = $t>>(iter: I) -> $t { iter.fold($zero, |a, b| a + b) }
        }
        impl Product for $t {
            #[track_caller]
            fn product<I: Iterator<Item = $t>>(iter: I) -> $t { iter.fold($one, |a, b| a * b) }
        }
        impl<'a> Sum<&'a $t> for $t {
            #[track_caller]
            fn sum<I: Iterator<Item = &'a $t>>(iter: I) -> $t { iter.fold($zero, |a, b| a + *b) }
        }
        impl<'a> Product<&'a $t> for $t {
            #[track_caller]
            fn product<I: Iterator<Item = &'a $t>>(iter: I) -> $t { iter.fold($one, |a, b| a * *b) }
        }
    )* };
}
sum_product! {
    u8, 0, 1; u16, 0, 1; u32, 0, 1; u64, 0, 1; u128, 0, 1; usize, 0, 1;
    i8, 0, 1; i16, 0, 1; i32, 0, 1; i64, 0, 1; i128, 0, 1; isize, 0, 1;
    f32, -0.0, 1.0; f64, -0.0, 1.0;
    Wrapping<u8>, Wrapping(0), Wrapping(1); Wrapping<u16>, Wrapping(0), Wrapping(1);
    Wrapping<u32>, Wrapping(0), Wrapping(1); Wrapping<u64>, Wrapping(0), Wrapping(1);
    Wrapping<usize>, Wrapping(0), Wrapping(1); Wrapping<i32>, Wrapping(0), Wrapping(1);
    Wrapping<i64>, Wrapping(0), Wrapping(1);
}
impl<T, U: Sum<T>> Sum<Option<T>> for Option<U> {
    fn sum<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        let mut stopped = false;
        let value = U::sum(until_none(iter, &mut stopped));
        if stopped { None } else { Some(value) }
    }
}
impl<T, U: Product<T>> Product<Option<T>> for Option<U> {
    fn product<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        let mut stopped = false;
        let value = U::product(until_none(iter, &mut stopped));
        if stopped { None } else { Some(value) }
    }
}
impl<T, U: Sum<T>, E> Sum<Result<T, E>> for Result<U, E> {
    fn sum<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        let mut error = None;
        let value = U::sum(until_err(iter, &mut error));
        match error {
            None => Ok(value),
            Some(e) => Err(e),
        }
    }
}
impl<T, U: Product<T>, E> Product<Result<T, E>> for Result<U, E> {
    fn product<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        let mut error = None;
        let value = U::product(until_err(iter, &mut error));
        match error {
            None => Ok(value),
            Some(e) => Err(e),
        }
    }
}

// Iteration that stops at the first `None` or `Err` and remembers it.
pub(crate) struct UntilNone<'a, I> {
    iter: I,
    stopped: &'a mut bool,
}
pub(crate) fn until_none<'a, I>(iter: I, stopped: &'a mut bool) -> UntilNone<'a, I> {
    UntilNone { iter, stopped }
}
impl<'a, T, I: Iterator<Item = Option<T>>> Iterator for UntilNone<'a, I> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if *self.stopped {
            return None;
        }
        match self.iter.next() {
            Some(Some(x)) => Some(x),
            Some(None) => {
                *self.stopped = true;
                None
            }
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
}
pub(crate) struct UntilErr<'a, I, E> {
    iter: I,
    error: &'a mut Option<E>,
}
pub(crate) fn until_err<'a, I, E>(iter: I, error: &'a mut Option<E>) -> UntilErr<'a, I, E> {
    UntilErr { iter, error }
}
impl<'a, T, E, I: Iterator<Item = Result<T, E>>> Iterator for UntilErr<'a, I, E> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.error.is_some() {
            return None;
        }
        match self.iter.next() {
            Some(Ok(x)) => Some(x),
            Some(Err(e)) => {
                *self.error = Some(e);
                None
            }
            None => None,
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
}

// Iteration over the outputs of a `Try` type that stops at the first break and remembers its residual.
pub(super) struct UntilBreak<'a, I, R> {
    pub(super) iter: &'a mut I,
    pub(super) residual: &'a mut Option<R>,
}
impl<'a, I: Iterator> Iterator for UntilBreak<'a, I, <I::Item as Try>::Residual>
where
    I::Item: Try,
{
    type Item = <I::Item as Try>::Output;
    fn next(&mut self) -> Option<Self::Item> {
        match self.iter.next()?.branch() {
            ControlFlow::Continue(x) => Some(x),
            ControlFlow::Break(r) => {
                *self.residual = Some(r);
                None
            }
        }
    }
}
