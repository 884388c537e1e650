// `NonNull`: a raw pointer that is never null, so that an `Option` of it needs no tag.

use super::{Pointee, Unique};
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::{PointeeSized, Unsize};
use crate::mem::MaybeUninit;
use crate::num::NonZero;
use crate::ops::{CoerceUnsized, DispatchFromDyn};
use crate::prelude::v1::*;
use crate::slice::SliceIndex;

#[lang = "NonNull"]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_nonnull_optimization_guaranteed]
pub struct NonNull<T: PointeeSized> {
    pointer: *const T,
}
impl<T: PointeeSized> !Send for NonNull<T> {}
impl<T: PointeeSized> !Sync for NonNull<T> {}

impl<T: Sized> NonNull<T> {
    pub const fn without_provenance(addr: NonZero<usize>) -> Self {
        unsafe { NonNull { pointer: super::without_provenance(addr.get()) } }
    }
    #[inline]
    pub const fn dangling() -> Self {
        unsafe { NonNull { pointer: super::dangling::<T>() } }
    }
    #[rustc_do_not_const_check]
    pub const fn with_exposed_provenance(addr: NonZero<usize>) -> Self {
        unsafe { NonNull { pointer: super::with_exposed_provenance(addr.get()) } }
    }
    #[rustc_do_not_const_check]
    pub const unsafe fn as_uninit_ref<'a>(self) -> &'a MaybeUninit<T> {
        unsafe { &*self.cast().as_ptr() }
    }
    #[rustc_do_not_const_check]
    pub const unsafe fn as_uninit_mut<'a>(self) -> &'a mut MaybeUninit<T> {
        unsafe { &mut *self.cast().as_ptr() }
    }
}
impl<T: PointeeSized> NonNull<T> {
    #[inline]
    #[track_caller]
    pub const unsafe fn new_unchecked(ptr: *mut T) -> Self {
        unsafe { NonNull { pointer: ptr as *const T } }
    }
    #[inline]
    #[rustc_do_not_const_check]
    pub const fn new(ptr: *mut T) -> Option<Self> {
        if !ptr.is_null() { Some(unsafe { NonNull { pointer: ptr as *const T } }) } else { None }
    }
    #[inline]
    pub const fn from_ref(r: &T) -> Self {
        unsafe { NonNull { pointer: r as *const T } }
    }
    #[inline]
    pub const fn from_mut(r: &mut T) -> Self {
        unsafe { NonNull { pointer: r as *mut T as *const T } }
    }
    pub const fn from_raw_parts(data_pointer: NonNull<impl super::Thin>, metadata: <T as Pointee>::Metadata) -> NonNull<T> {
        unsafe { NonNull::new_unchecked(super::from_raw_parts_mut(data_pointer.as_ptr(), metadata)) }
    }
    pub const fn to_raw_parts(self) -> (NonNull<()>, <T as Pointee>::Metadata) {
        (self.cast(), super::metadata(self.as_ptr()))
    }
    #[rustc_do_not_const_check]
    pub const fn addr(self) -> NonZero<usize> {
        unsafe { NonZero::new_unchecked(self.as_ptr().addr()) }
    }
    #[rustc_do_not_const_check]
    pub const fn expose_provenance(self) -> NonZero<usize> {
        unsafe { NonZero::new_unchecked(self.as_ptr().expose_provenance()) }
    }
    #[rustc_do_not_const_check]
    pub const fn with_addr(self, addr: NonZero<usize>) -> Self
    where
        T: Sized,
    {
        unsafe { NonNull::new_unchecked(self.as_ptr().with_addr(addr.get())) }
    }
    #[rustc_do_not_const_check]
    pub const fn map_addr(self, f: impl FnOnce(NonZero<usize>) -> NonZero<usize>) -> Self
    where
        T: Sized,
    {
        self.with_addr(f(self.addr()))
    }
    #[inline(always)]
    pub const fn as_ptr(self) -> *mut T {
        unsafe { crate::mem::transmute::<Self, *mut T>(self) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn as_ref<'a>(&self) -> &'a T {
        unsafe { &*self.as_ptr() }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T {
        unsafe { &mut *self.as_ptr() }
    }
    #[inline]
    pub const fn cast<U>(self) -> NonNull<U> {
        unsafe { NonNull { pointer: self.as_ptr() as *mut U } }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset(self, count: isize) -> Self
    where
        T: Sized,
    {
        unsafe { NonNull { pointer: self.as_ptr().offset(count) } }
    }
    #[track_caller]
    pub const unsafe fn byte_offset(self, count: isize) -> Self {
        unsafe { NonNull { pointer: self.as_ptr().byte_offset(count) } }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn add(self, count: usize) -> Self
    where
        T: Sized,
    {
        unsafe { NonNull { pointer: self.as_ptr().add(count) } }
    }
    #[track_caller]
    pub const unsafe fn byte_add(self, count: usize) -> Self {
        unsafe { NonNull { pointer: self.as_ptr().byte_add(count) } }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn sub(self, count: usize) -> Self
    where
        T: Sized,
    {
        unsafe { NonNull { pointer: self.as_ptr().sub(count) } }
    }
    #[track_caller]
    pub const unsafe fn byte_sub(self, count: usize) -> Self {
        unsafe { NonNull { pointer: self.as_ptr().byte_sub(count) } }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from(self, origin: NonNull<T>) -> isize
    where
        T: Sized,
    {
        unsafe { self.as_ptr().offset_from(origin.as_ptr()) }
    }
    #[track_caller]
    pub const unsafe fn byte_offset_from<U: PointeeSized>(self, origin: NonNull<U>) -> isize {
        unsafe { self.as_ptr().byte_offset_from(origin.as_ptr()) }
    }
    #[track_caller]
    pub const unsafe fn byte_offset_from_unsigned<U: PointeeSized>(self, origin: NonNull<U>) -> usize {
        unsafe { self.as_ptr().byte_offset_from_unsigned(origin.as_ptr()) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from_unsigned(self, subtracted: NonNull<T>) -> usize
    where
        T: Sized,
    {
        unsafe { self.as_ptr().offset_from_unsigned(subtracted.as_ptr()) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn read(self) -> T
    where
        T: Sized,
    {
        unsafe { super::read(self.as_ptr()) }
    }
    #[track_caller]
    pub unsafe fn read_volatile(self) -> T
    where
        T: Sized,
    {
        unsafe { super::read_volatile(self.as_ptr()) }
    }
    #[track_caller]
    pub const unsafe fn read_unaligned(self) -> T
    where
        T: Sized,
    {
        unsafe { super::read_unaligned(self.as_ptr()) }
    }
    #[track_caller]
    pub const unsafe fn copy_to(self, dest: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy(self.as_ptr(), dest.as_ptr(), count) }
    }
    #[track_caller]
    pub const unsafe fn copy_to_nonoverlapping(self, dest: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy_nonoverlapping(self.as_ptr(), dest.as_ptr(), count) }
    }
    #[track_caller]
    pub const unsafe fn copy_from(self, src: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy(src.as_ptr(), self.as_ptr(), count) }
    }
    #[track_caller]
    pub const unsafe fn copy_from_nonoverlapping(self, src: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy_nonoverlapping(src.as_ptr(), self.as_ptr(), count) }
    }
    #[inline(always)]
    #[track_caller]
    pub unsafe fn drop_in_place(self) {
        unsafe { super::drop_in_place(self.as_ptr()) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn write(self, val: T)
    where
        T: Sized,
    {
        unsafe { super::write(self.as_ptr(), val) }
    }
    #[track_caller]
    pub const unsafe fn write_bytes(self, val: u8, count: usize)
    where
        T: Sized,
    {
        unsafe { super::write_bytes(self.as_ptr(), val, count) }
    }
    #[track_caller]
    pub unsafe fn write_volatile(self, val: T)
    where
        T: Sized,
    {
        unsafe { super::write_volatile(self.as_ptr(), val) }
    }
    #[track_caller]
    pub const unsafe fn write_unaligned(self, val: T)
    where
        T: Sized,
    {
        unsafe { super::write_unaligned(self.as_ptr(), val) }
    }
    #[track_caller]
    pub const unsafe fn replace(self, src: T) -> T
    where
        T: Sized,
    {
        unsafe { super::replace(self.as_ptr(), src) }
    }
    #[track_caller]
    pub const unsafe fn swap(self, with: NonNull<T>)
    where
        T: Sized,
    {
        unsafe { super::swap(self.as_ptr(), with.as_ptr()) }
    }
    #[rustc_do_not_const_check]
    pub const fn align_offset(self, align: usize) -> usize
    where
        T: Sized,
    {
        self.as_ptr().align_offset(align)
    }
    #[rustc_do_not_const_check]
    pub const fn is_aligned(self) -> bool
    where
        T: Sized,
    {
        self.as_ptr().is_aligned()
    }
    #[rustc_do_not_const_check]
    pub const fn is_aligned_to(self, align: usize) -> bool {
        self.as_ptr().is_aligned_to(align)
    }
}
impl<T> NonNull<[T]> {
    #[inline]
    pub const fn slice_from_raw_parts(data: NonNull<T>, len: usize) -> Self {
        unsafe { Self::new_unchecked(super::slice_from_raw_parts_mut(data.as_ptr(), len)) }
    }
    #[inline]
    pub const fn len(self) -> usize {
        self.as_ptr().len()
    }
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline]
    pub const fn as_non_null_ptr(self) -> NonNull<T> {
        self.cast()
    }
    #[inline]
    pub const fn as_mut_ptr(self) -> *mut T {
        self.as_non_null_ptr().as_ptr()
    }
    pub unsafe fn as_uninit_slice<'a>(self) -> &'a [MaybeUninit<T>] {
        unsafe { crate::slice::from_raw_parts(self.cast().as_ptr(), self.len()) }
    }
    pub unsafe fn as_uninit_slice_mut<'a>(&self) -> &'a mut [MaybeUninit<T>] {
        unsafe { crate::slice::from_raw_parts_mut(self.cast().as_ptr(), self.len()) }
    }
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(self, index: I) -> NonNull<I::Output> {
        unsafe { NonNull::new_unchecked(self.as_ptr().get_unchecked_mut(index)) }
    }
}
impl<T: PointeeSized> Clone for NonNull<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: PointeeSized> Copy for NonNull<T> {}
impl<T: PointeeSized, U: PointeeSized> CoerceUnsized<NonNull<U>> for NonNull<T> where T: Unsize<U> {}
impl<T: PointeeSized, U: PointeeSized> DispatchFromDyn<NonNull<U>> for NonNull<T> where T: Unsize<U> {}
impl<T: PointeeSized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: PointeeSized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: PointeeSized> Eq for NonNull<T> {}
impl<T: PointeeSized> PartialEq for NonNull<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_ptr() == other.as_ptr()
    }
}
impl<T: PointeeSized> Ord for NonNull<T> {
    fn cmp(&self, other: &Self) -> crate::cmp::Ordering {
        self.as_ptr().cmp(&other.as_ptr())
    }
}
impl<T: PointeeSized> PartialOrd for NonNull<T> {
    fn partial_cmp(&self, other: &Self) -> Option<crate::cmp::Ordering> {
        self.as_ptr().partial_cmp(&other.as_ptr())
    }
}
impl<T: PointeeSized> Hash for NonNull<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_ptr().hash(state)
    }
}
impl<T: PointeeSized> From<Unique<T>> for NonNull<T> {
    #[inline]
    fn from(unique: Unique<T>) -> Self {
        unique.as_non_null_ptr()
    }
}
impl<T: PointeeSized> From<&mut T> for NonNull<T> {
    #[inline]
    fn from(r: &mut T) -> Self {
        NonNull::from_mut(r)
    }
}
impl<T: PointeeSized> From<&T> for NonNull<T> {
    #[inline]
    fn from(r: &T) -> Self {
        NonNull::from_ref(r)
    }
}
