// Iteration over `a..b`, `a..` and `a..=b`.

use super::{FusedIterator, TrustedLen};
use crate::mem;
use crate::ops::{Range, RangeFrom, RangeInclusive};
use crate::prelude::v1::*;

#[lang = "range_step"]
pub trait Step: Clone + PartialOrd + Sized {
    fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>);
    fn forward_checked(start: Self, count: usize) -> Option<Self>;
    #[track_caller]
    fn forward(start: Self, count: usize) -> Self {
        Step::forward_checked(start, count).expect("overflow in `Step::forward`")
    }
    unsafe fn forward_unchecked(start: Self, count: usize) -> Self {
        Step::forward(start, count)
    }
    fn backward_checked(start: Self, count: usize) -> Option<Self>;
    fn backward(start: Self, count: usize) -> Self {
        Step::backward_checked(start, count).expect("overflow in `Step::backward`")
    }
    unsafe fn backward_unchecked(start: Self, count: usize) -> Self {
        Step::backward(start, count)
    }
}
macro_rules! step_integers {
    ($($t:ident $u:ident)*) => { $(
        impl Step for $t {
            #[inline]
            fn steps_between(start: &$t, end: &$t) -> (usize, Option<usize>) {
                if *start > *end { return (0, None); }
                let distance = (*end as $u).wrapping_sub(*start as $u);
                let steps = distance as usize;
                if steps as $u == distance { (steps, Some(steps)) } else { (usize::MAX, None) }
            }
            #[inline]
            fn forward_checked(start: $t, count: usize) -> Option<$t> {
                let n = count as $u;
                if n as usize != count { return None; }
                let result = start.wrapping_add(n as $t);
                if result >= start && ((result as $u).wrapping_sub(start as $u)) == n { Some(result) } else { None }
            }
            #[inline]
            unsafe fn forward_unchecked(start: $t, count: usize) -> $t { start.wrapping_add(count as $t) }
            #[inline]
            fn backward_checked(start: $t, count: usize) -> Option<$t> {
                let n = count as $u;
                if n as usize != count { return None; }
                let result = start.wrapping_sub(n as $t);
                if result <= start && ((start as $u).wrapping_sub(result as $u)) == n { Some(result) } else { None }
            }
            #[inline]
            unsafe fn backward_unchecked(start: $t, count: usize) -> $t { start.wrapping_sub(count as $t) }
        }
    )* };
}
step_integers! { u8 u8 u16 u16 u32 u32 u64 u64 u128 u128 usize usize i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize }
impl Step for char {
    fn steps_between(&start: &char, &end: &char) -> (usize, Option<usize>) {
        let (start, end) = (start as u32, end as u32);
        if start > end {
            return (0, None);
        }
        let mut count = end - start;
        if start < 0xD800 && 0xDFFF < end {
            count -= 0x800;
        }
        (count as usize, Some(count as usize))
    }
    fn forward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut res = Step::forward_checked(start, count)?;
        if start < 0xD800 && 0xD800 <= res {
            res = Step::forward_checked(res, 0x800)?;
        }
        char::from_u32(res)
    }
    fn backward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut res = Step::backward_checked(start, count)?;
        if start > 0xDFFF && 0xDFFF >= res {
            res = Step::backward_checked(res, 0x800)?;
        }
        char::from_u32(res)
    }
}

impl<A: Step> Iterator for Range<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.start < self.end {
            let n = unsafe { Step::forward_unchecked(self.start.clone(), 1) };
            Some(mem::replace(&mut self.start, n))
        } else {
            None
        }
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.start < self.end { Step::steps_between(&self.start, &self.end) } else { (0, Some(0)) }
    }
    fn count(self) -> usize {
        if self.start < self.end { Step::steps_between(&self.start, &self.end).1.expect("count overflowed usize") } else { 0 }
    }
    fn nth(&mut self, n: usize) -> Option<A> {
        if let Some(plus_n) = Step::forward_checked(self.start.clone(), n) {
            if plus_n < self.end {
                self.start = unsafe { Step::forward_unchecked(plus_n.clone(), 1) };
                return Some(plus_n);
            }
        }
        self.start = self.end.clone();
        None
    }
    fn last(mut self) -> Option<A> {
        self.next_back()
    }
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }
}
impl<A: Step> DoubleEndedIterator for Range<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.start < self.end {
            self.end = unsafe { Step::backward_unchecked(self.end.clone(), 1) };
            Some(self.end.clone())
        } else {
            None
        }
    }
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if let Some(minus_n) = Step::backward_checked(self.end.clone(), n) {
            if minus_n > self.start {
                self.end = unsafe { Step::backward_unchecked(minus_n, 1) };
                return Some(self.end.clone());
            }
        }
        self.end = self.start.clone();
        None
    }
}
impl<A: Step> FusedIterator for Range<A> {}
macro_rules! range_exact_size {
    ($($t:ty)*) => { $(impl ExactSizeIterator for Range<$t> {})* };
}
range_exact_size! { usize u8 isize i8 u16 i16 u32 i32 }
impl ExactSizeIterator for RangeInclusive<u8> {}
impl ExactSizeIterator for RangeInclusive<i8> {}
impl ExactSizeIterator for RangeInclusive<u16> {}
impl ExactSizeIterator for RangeInclusive<i16> {}

impl<A: Step> Iterator for RangeFrom<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        let n = Step::forward(self.start.clone(), 1);
        Some(mem::replace(&mut self.start, n))
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
    fn nth(&mut self, n: usize) -> Option<A> {
        let plus_n = Step::forward(self.start.clone(), n);
        self.start = Step::forward(plus_n.clone(), 1);
        Some(plus_n)
    }
}
impl<A: Step> FusedIterator for RangeFrom<A> {}

impl<A: Step> Iterator for RangeInclusive<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if self.start < self.end {
            let n = unsafe { Step::forward_unchecked(self.start.clone(), 1) };
            Some(mem::replace(&mut self.start, n))
        } else {
            self.exhausted = true;
            Some(self.start.clone())
        }
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.is_empty() {
            return (0, Some(0));
        }
        let (lower, upper) = Step::steps_between(&self.start, &self.end);
        (lower.saturating_add(1), upper.and_then(|steps| steps.checked_add(1)))
    }
    fn nth(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(plus_n) = Step::forward_checked(self.start.clone(), n) {
            if plus_n < self.end {
                self.start = Step::forward(plus_n.clone(), 1);
                return Some(plus_n);
            }
            if plus_n == self.end {
                self.start = plus_n.clone();
                self.exhausted = true;
                return Some(plus_n);
            }
        }
        self.start = self.end.clone();
        self.exhausted = true;
        None
    }
    fn last(mut self) -> Option<A> {
        self.next_back()
    }
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }
}
impl<A: Step> DoubleEndedIterator for RangeInclusive<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if self.start < self.end {
            let n = unsafe { Step::backward_unchecked(self.end.clone(), 1) };
            Some(mem::replace(&mut self.end, n))
        } else {
            self.exhausted = true;
            Some(self.end.clone())
        }
    }
}
impl<A: Step> FusedIterator for RangeInclusive<A> {}
