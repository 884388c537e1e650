// Comparison, hashing and indexing of string slices.

use crate::cmp::Ordering;
use crate::hash::{Hash, Hasher};
use crate::ops::{Bound, Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::prelude::v1::*;
use crate::ptr;
use crate::slice::{from_bounds, SliceIndex};

impl Ord for str {
    fn cmp(&self, other: &str) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}
impl PartialEq for str {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.len() == other.len()
            && unsafe { crate::intrinsics::compare_bytes(self.as_ptr(), other.as_ptr(), self.len()) } == 0
    }
}
impl Eq for str {}
impl PartialOrd for str {
    fn partial_cmp(&self, other: &str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Hash for str {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_str(self)
    }
}
impl<I: SliceIndex<str>> Index<I> for str {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}
impl<I: SliceIndex<str>> IndexMut<I> for str {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}
#[track_caller]
#[cold]
pub(super) fn slice_error_fail(s: &str, begin: usize, end: usize) -> ! {
    let (shown, cut) = shown(s);
    if begin > s.len() {
        panic!("start byte index {begin} is out of bounds of `{shown}`{cut}");
    }
    if end > s.len() {
        panic!("end byte index {end} is out of bounds of `{shown}`{cut}");
    }
    if begin > end {
        panic!("begin > end ({begin} > {end}) when slicing `{shown}`{cut}");
    }
    let (which, index) = if !s.is_char_boundary(begin) { ("start", begin) } else { ("end", end) };
    let char_start = s.floor_char_boundary(index);
    let ch = s[char_start..].chars().next().unwrap();
    let char_end = char_start + ch.len_utf8();
    panic!(
        "{which} byte index {index} is not a char boundary; it is inside {ch:?} (bytes {char_start}..{char_end}) of `{shown}`{cut}"
    )
}
// Messages cut long texts.
fn shown(s: &str) -> (&str, &str) {
    let end = s.floor_char_boundary(256);
    (unsafe { s.get_unchecked(..end) }, if end < s.len() { "[...]" } else { "" })
}
// The last position of a range with an end that is part of it must be inside.
#[track_caller]
fn check_last(s: &str, start: usize, last: Option<usize>) {
    match last {
        Some(end) if end >= s.len() => {
            if start > s.len() {
                slice_error_fail(s, start, start)
            }
            let (shown, cut) = shown(s);
            panic!("end byte index {end} is out of bounds of `{shown}`{cut}")
        }
        _ => {}
    }
}

unsafe impl SliceIndex<str> for Range<usize> {
    type Output = str;
    fn get(self, slice: &str) -> Option<&str> {
        if self.start <= self.end && slice.is_char_boundary(self.start) && slice.is_char_boundary(self.end) {
            Some(unsafe { &*self.get_unchecked(slice) })
        } else {
            None
        }
    }
    fn get_mut(self, slice: &mut str) -> Option<&mut str> {
        if self.start <= self.end && slice.is_char_boundary(self.start) && slice.is_char_boundary(self.end) {
            Some(unsafe { &mut *self.get_unchecked_mut(slice) })
        } else {
            None
        }
    }
    unsafe fn get_unchecked(self, slice: *const str) -> *const str {
        let slice = slice as *const [u8];
        unsafe { ptr::slice_from_raw_parts(slice.as_ptr().add(self.start), self.end - self.start) as *const str }
    }
    unsafe fn get_unchecked_mut(self, slice: *mut str) -> *mut str {
        let slice = slice as *mut [u8];
        unsafe { ptr::slice_from_raw_parts_mut(slice.as_mut_ptr().add(self.start), self.end - self.start) as *mut str }
    }
    #[track_caller]
    fn index(self, slice: &str) -> &str {
        let (start, end) = (self.start, self.end);
        match self.get(slice) {
            Some(s) => s,
            None => slice_error_fail(slice, start, end),
        }
    }
    #[track_caller]
    fn index_mut(self, slice: &mut str) -> &mut str {
        if self.start <= self.end && slice.is_char_boundary(self.start) && slice.is_char_boundary(self.end) {
            unsafe { &mut *self.get_unchecked_mut(slice) }
        } else {
            slice_error_fail(slice, self.start, self.end)
        }
    }
}
macro_rules! str_index_by_range {
    ($($t:ty: |$r:ident, $len:ident| $to_range:expr, $start:expr, $last:expr;)*) => { $(
        unsafe impl SliceIndex<str> for $t {
            type Output = str;
            fn get(self, slice: &str) -> Option<&str> {
                let ($r, $len) = (self, slice.len());
                if $last == Some(usize::MAX) { None } else { $to_range.get(slice) }
            }
            fn get_mut(self, slice: &mut str) -> Option<&mut str> {
                let ($r, $len) = (self, slice.len());
                if $last == Some(usize::MAX) { None } else { $to_range.get_mut(slice) }
            }
            unsafe fn get_unchecked(self, slice: *const str) -> *const str {
                let ($r, $len) = (self, (slice as *const [u8]).len());
                unsafe { $to_range.get_unchecked(slice) }
            }
            unsafe fn get_unchecked_mut(self, slice: *mut str) -> *mut str {
                let ($r, $len) = (self, (slice as *mut [u8]).len());
                unsafe { $to_range.get_unchecked_mut(slice) }
            }
            #[track_caller]
            fn index(self, slice: &str) -> &str {
                let ($r, $len) = (self, slice.len());
                check_last(slice, $start, $last);
                $to_range.index(slice)
            }
            #[track_caller]
            fn index_mut(self, slice: &mut str) -> &mut str {
                let ($r, $len) = (self, slice.len());
                check_last(slice, $start, $last);
                $to_range.index_mut(slice)
            }
        }
    )* };
}
str_index_by_range! {
    RangeTo<usize>: |r, len| (0..r.end), 0, None::<usize>;
    RangeFrom<usize>: |r, len| (r.start..if r.start > len { r.start } else { len }), r.start, None::<usize>;
    RangeFull: |r, len| (0..len), 0, None::<usize>;
    RangeInclusive<usize>: |r, len| (r.into_slice_range()), r.start, Some(r.end);
    RangeToInclusive<usize>: |r, len| (0..r.end + 1), 0, Some(r.end);
}
unsafe impl SliceIndex<str> for (Bound<usize>, Bound<usize>) {
    type Output = str;
    fn get(self, slice: &str) -> Option<&str> {
        from_bounds(self, slice.len())?.get(slice)
    }
    fn get_mut(self, slice: &mut str) -> Option<&mut str> {
        from_bounds(self, slice.len())?.get_mut(slice)
    }
    unsafe fn get_unchecked(self, slice: *const str) -> *const str {
        unsafe { from_bounds(self, (slice as *const [u8]).len()).unwrap_unchecked().get_unchecked(slice) }
    }
    unsafe fn get_unchecked_mut(self, slice: *mut str) -> *mut str {
        unsafe { from_bounds(self, (slice as *mut [u8]).len()).unwrap_unchecked().get_unchecked_mut(slice) }
    }
    #[track_caller]
    fn index(self, slice: &str) -> &str {
        match from_bounds(self, slice.len()) {
            Some(range) => range.index(slice),
            None => slice_error_fail(slice, usize::MAX, usize::MAX),
        }
    }
    #[track_caller]
    fn index_mut(self, slice: &mut str) -> &mut str {
        match from_bounds(self, slice.len()) {
            Some(range) => range.index_mut(slice),
            None => slice_error_fail(slice, usize::MAX, usize::MAX),
        }
    }
}
