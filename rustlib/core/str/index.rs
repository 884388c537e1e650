// Comparison, hashing and indexing of string slices.

use crate::cmp::Ordering;
use crate::hash::{Hash, Hasher};
use crate::ops::{Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::prelude::v1::*;
use crate::ptr;
use crate::slice::SliceIndex;

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
    if begin > s.len() || end > s.len() {
        let oob_index = if begin > s.len() { begin } else { end };
        panic!("byte index {oob_index} is out of bounds of `{s}`");
    }
    assert!(begin <= end, "begin <= end ({} <= {}) when slicing `{}`", begin, end, s);
    let (which, index) = if !s.is_char_boundary(begin) { ("start", begin) } else { ("end", end) };
    let char_start = s.floor_char_boundary(index);
    let ch = s[char_start..].chars().next().unwrap();
    let char_end = char_start + ch.len_utf8();
    panic!("{which} byte index {index} is not a char boundary; it is inside {ch:?} (bytes {char_start}..{char_end}) of `{s}`")
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
    ($($t:ty: |$r:ident, $len:ident| $to_range:expr;)*) => { $(
        unsafe impl SliceIndex<str> for $t {
            type Output = str;
            fn get(self, slice: &str) -> Option<&str> { let ($r, $len) = (self, slice.len()); $to_range.get(slice) }
            fn get_mut(self, slice: &mut str) -> Option<&mut str> { let ($r, $len) = (self, slice.len()); $to_range.get_mut(slice) }
            unsafe fn get_unchecked(self, slice: *const str) -> *const str {
                let ($r, $len) = (self, (slice as *const [u8]).len());
                unsafe { $to_range.get_unchecked(slice) }
            }
            unsafe fn get_unchecked_mut(self, slice: *mut str) -> *mut str {
                let ($r, $len) = (self, (slice as *mut [u8]).len());
                unsafe { $to_range.get_unchecked_mut(slice) }
            }
            #[track_caller]
            fn index(self, slice: &str) -> &str { let ($r, $len) = (self, slice.len()); $to_range.index(slice) }
            #[track_caller]
            fn index_mut(self, slice: &mut str) -> &mut str { let ($r, $len) = (self, slice.len()); $to_range.index_mut(slice) }
        }
    )* };
}
str_index_by_range! {
    RangeTo<usize>: |r, len| (0..r.end);
    RangeFrom<usize>: |r, len| (r.start..if r.start > len { r.start } else { len });
    RangeFull: |r, len| (0..len);
    RangeInclusive<usize>: |r, len| (r.into_slice_range());
    RangeToInclusive<usize>: |r, len| (0..r.end + 1);
}
