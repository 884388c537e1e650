// Indexing of slices by positions and ranges.

use crate::ops::{self, Bound, Index, IndexMut, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::prelude::v1::*;
use crate::ptr;

impl<T, I: SliceIndex<[T]>> Index<I> for [T] {
    type Output = I::Output;
    #[inline(always)]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}
impl<T, I: SliceIndex<[T]>> IndexMut<I> for [T] {
    #[inline(always)]
    #[track_caller]
    #[rustc_no_writable]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}

#[track_caller]
#[cold]
fn start_index_fail(index: usize, len: usize) -> ! {
    panic!("range start index {index} out of range for slice of length {len}")
}
#[track_caller]
#[cold]
pub fn end_index_fail(index: usize, len: usize) -> ! {
    panic!("range end index {index} out of range for slice of length {len}")
}
#[track_caller]
#[cold]
fn order_fail(index: usize, end: usize) -> ! {
    panic!("slice index starts at {index} but ends at {end}")
}
/// What is wrong with a range that does not fit a slice: first the start, then the end, then their order.
#[track_caller]
#[cold]
pub fn range_fail(start: usize, end: usize, len: usize) -> ! {
    if start > len {
        start_index_fail(start, len)
    }
    if end > len {
        end_index_fail(end, len)
    }
    order_fail(start, end)
}
/// The same for an end that is part of the range.
#[track_caller]
#[inline]
fn check_inclusive(start: usize, end: usize, exhausted: bool, len: usize) {
    if end >= len {
        let start = if exhausted && end != usize::MAX { end + 1 } else { start };
        if start > len {
            start_index_fail(start, len)
        }
        end_index_fail(end, len)
    }
}
#[track_caller]
#[cold]
fn overflow_fail() -> ! {
    panic!("attempted to index slice up to maximum usize")
}

pub unsafe trait SliceIndex<T: ?Sized> {
    type Output: ?Sized;
    fn get(self, slice: &T) -> Option<&Self::Output>;
    fn get_mut(self, slice: &mut T) -> Option<&mut Self::Output>;
    #[track_caller]
    unsafe fn get_unchecked(self, slice: *const T) -> *const Self::Output;
    #[track_caller]
    unsafe fn get_unchecked_mut(self, slice: *mut T) -> *mut Self::Output;
    #[track_caller]
    fn index(self, slice: &T) -> &Self::Output;
    #[track_caller]
    fn index_mut(self, slice: &mut T) -> &mut Self::Output;
}

unsafe impl<T> SliceIndex<[T]> for usize {
    type Output = T;
    #[inline]
    fn get(self, slice: &[T]) -> Option<&T> {
        if self < slice.len() { unsafe { Some(&*(slice as *const [T] as *const T).add(self)) } } else { None }
    }
    #[inline]
    #[rustc_no_writable]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut T> {
        if self < slice.len() { unsafe { Some(&mut *(slice as *mut [T] as *mut T).add(self)) } } else { None }
    }
    #[inline]
    #[track_caller]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const T {
        unsafe { (slice as *const T).add(self) }
    }
    #[inline]
    #[track_caller]
    #[rustc_no_writable]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut T {
        unsafe { (slice as *mut T).add(self) }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &T {
        &(*slice)[self]
    }
    #[inline]
    #[track_caller]
    #[rustc_no_writable]
    fn index_mut(self, slice: &mut [T]) -> &mut T {
        &mut (*slice)[self]
    }
}

unsafe impl<T> SliceIndex<[T]> for Range<usize> {
    type Output = [T];
    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        if self.start <= self.end && self.end <= slice.len() { unsafe { Some(&*self.get_unchecked(slice)) } } else { None }
    }
    #[inline]
    #[rustc_no_writable]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        if self.start <= self.end && self.end <= slice.len() {
            unsafe { Some(&mut *self.get_unchecked_mut(slice)) }
        } else {
            None
        }
    }
    #[inline]
    #[track_caller]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        unsafe {
            let len = crate::intrinsics::unchecked_sub(self.end, self.start);
            ptr::slice_from_raw_parts((slice as *const T).add(self.start), len)
        }
    }
    #[inline]
    #[track_caller]
    #[rustc_no_writable]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        unsafe {
            let len = crate::intrinsics::unchecked_sub(self.end, self.start);
            ptr::slice_from_raw_parts_mut((slice as *mut T).add(self.start), len)
        }
    }
    #[inline]
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        if self.start > self.end || self.end > slice.len() {
            range_fail(self.start, self.end, slice.len())
        }
        unsafe { &*self.get_unchecked(slice) }
    }
    #[inline]
    #[track_caller]
    #[rustc_no_writable]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        if self.start > self.end || self.end > slice.len() {
            range_fail(self.start, self.end, slice.len())
        }
        unsafe { &mut *self.get_unchecked_mut(slice) }
    }
}

// The other ranges become a `Range` first; `None` stands for an end that cannot be represented.
macro_rules! slice_index_by_range {
    ($($t:ty: |$r:ident, $len:ident| $to_range:expr, $check:expr;)*) => { $(
        unsafe impl<T> SliceIndex<[T]> for $t {
            type Output = [T];
            #[inline]
            fn get(self, slice: &[T]) -> Option<&[T]> {
                let ($r, $len) = (self, slice.len());
                let range: Option<Range<usize>> = $to_range;
                range?.get(slice)
            }
            #[inline]
            #[rustc_no_writable]
            fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
                let ($r, $len) = (self, slice.len());
                let range: Option<Range<usize>> = $to_range;
                range?.get_mut(slice)
            }
            #[inline]
            #[track_caller]
            unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
                let ($r, $len) = (self, slice.len());
                let range: Option<Range<usize>> = $to_range;
                unsafe { range.unwrap_unchecked().get_unchecked(slice) }
            }
            #[inline]
            #[track_caller]
            #[rustc_no_writable]
            unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
                let ($r, $len) = (self, slice.len());
                let range: Option<Range<usize>> = $to_range;
                unsafe { range.unwrap_unchecked().get_unchecked_mut(slice) }
            }
            #[inline]
            #[track_caller]
            fn index(self, slice: &[T]) -> &[T] {
                let ($r, $len) = (self, slice.len());
                $check;
                let range: Option<Range<usize>> = $to_range;
                match range { Some(range) => range.index(slice), None => overflow_fail() }
            }
            #[inline]
            #[track_caller]
            #[rustc_no_writable]
            fn index_mut(self, slice: &mut [T]) -> &mut [T] {
                let ($r, $len) = (self, slice.len());
                $check;
                let range: Option<Range<usize>> = $to_range;
                match range { Some(range) => range.index_mut(slice), None => overflow_fail() }
            }
        }
    )* };
}
const fn inclusive(start: usize, end: usize, exhausted: bool) -> Option<Range<usize>> {
    if end == usize::MAX {
        None
    } else {
        Some(Range { start: if exhausted { end + 1 } else { start }, end: end + 1 })
    }
}
slice_index_by_range! {
    RangeTo<usize>: |r, len| Some(0..r.end), ();
    RangeFrom<usize>: |r, len| Some(r.start..len), if r.start > len { start_index_fail(r.start, len) };
    RangeFull: |r, len| Some(0..len), ();
    RangeInclusive<usize>: |r, len| inclusive(r.start, r.end, r.exhausted), check_inclusive(r.start, r.end, r.exhausted, len);
    RangeToInclusive<usize>: |r, len| inclusive(0, r.end, false), check_inclusive(0, r.end, false, len);
}
unsafe impl<T> SliceIndex<[T]> for (Bound<usize>, Bound<usize>) {
    type Output = [T];
    fn get(self, slice: &[T]) -> Option<&[T]> {
        from_bounds(self, slice.len())?.get(slice)
    }
    #[rustc_no_writable]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        from_bounds(self, slice.len())?.get_mut(slice)
    }
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        unsafe { from_bounds(self, slice.len()).unwrap_unchecked().get_unchecked(slice) }
    }
    #[rustc_no_writable]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        unsafe { from_bounds(self, slice.len()).unwrap_unchecked().get_unchecked_mut(slice) }
    }
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        range(self, ..slice.len()).index(slice)
    }
    #[track_caller]
    #[rustc_no_writable]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        range(self, ..slice.len()).index_mut(slice)
    }
}
pub(crate) fn from_bounds((start, end): (Bound<usize>, Bound<usize>), len: usize) -> Option<Range<usize>> {
    let start = match start {
        Bound::Included(i) => i,
        Bound::Excluded(i) => i.checked_add(1)?,
        Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(i) => i.checked_add(1)?,
        Bound::Excluded(i) => i,
        Bound::Unbounded => len,
    };
    Some(start..end)
}

// Checks any range against a length.
#[track_caller]
pub fn range<R: RangeBounds<usize>>(range: R, bounds: RangeTo<usize>) -> Range<usize> {
    let len = bounds.end;
    let start = match range.start_bound() {
        Bound::Included(&n) => n,
        Bound::Excluded(&n) => n.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(&n) if n >= len && start <= len => end_index_fail(n, len),
        Bound::Included(&n) => n.saturating_add(1),
        Bound::Excluded(&n) => n,
        Bound::Unbounded => len,
    };
    if start > end || end > len {
        range_fail(start, end, len)
    }
    Range { start, end }
}
pub fn try_range<R: RangeBounds<usize>>(range: R, bounds: RangeTo<usize>) -> Option<Range<usize>> {
    let r = from_bounds((range.start_bound().cloned(), range.end_bound().cloned()), bounds.end)?;
    if r.start > r.end || r.end > bounds.end { None } else { Some(r) }
}
