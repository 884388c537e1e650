// Slices from raw parts.

use crate::ops::Range;
use crate::prelude::v1::*;
use crate::ptr;

#[inline]
#[track_caller]
pub const unsafe fn from_raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T] {
    unsafe { &*ptr::slice_from_raw_parts(data, len) }
}
#[inline]
#[track_caller]
pub const unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] {
    unsafe { &mut *ptr::slice_from_raw_parts_mut(data, len) }
}
pub const fn from_ref<T>(s: &T) -> &[T] {
    unsafe { &*ptr::slice_from_raw_parts(s as *const T, 1) }
}
pub const fn from_mut<T>(s: &mut T) -> &mut [T] {
    unsafe { &mut *ptr::slice_from_raw_parts_mut(s as *mut T, 1) }
}
pub unsafe fn from_ptr_range<'a, T>(range: Range<*const T>) -> &'a [T] {
    unsafe { from_raw_parts(range.start, range.end.offset_from_unsigned(range.start)) }
}
pub unsafe fn from_mut_ptr_range<'a, T>(range: Range<*mut T>) -> &'a mut [T] {
    unsafe { from_raw_parts_mut(range.start, range.end.offset_from_unsigned(range.start)) }
}
