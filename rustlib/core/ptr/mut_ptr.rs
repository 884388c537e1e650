// Methods of `*mut T` and `*mut [T]`.

use crate::intrinsics;
use crate::marker::PointeeSized;
use crate::mem::MaybeUninit;
use crate::prelude::v1::*;
use crate::slice::SliceIndex;

impl<T: PointeeSized> *mut T {
    #[inline]
    #[rustc_do_not_const_check]
    pub const fn is_null(self) -> bool {
        self as *const u8 == super::null::<u8>()
    }
    #[inline(always)]
    pub const fn cast<U>(self) -> *mut U {
        self as _
    }
    #[inline]
    #[rustc_do_not_const_check]
    pub const fn try_cast_aligned<U>(self) -> Option<*mut U> {
        if self.is_aligned_to(align_of::<U>()) { Some(self.cast()) } else { None }
    }
    #[inline(always)]
    #[rustc_do_not_const_check]
    pub const fn addr(self) -> usize {
        unsafe { crate::mem::transmute(self.cast::<()>()) }
    }
    #[inline(always)]
    #[rustc_do_not_const_check]
    pub const fn expose_provenance(self) -> usize {
        self.cast::<()>() as usize
    }
    #[inline]
    #[rustc_do_not_const_check]
    pub const fn with_addr(self, addr: usize) -> Self
    where
        T: Sized,
    {
        let offset = (addr as isize).wrapping_sub(self.addr() as isize);
        self.wrapping_byte_offset(offset)
    }
    #[inline]
    #[rustc_do_not_const_check]
    pub const fn map_addr(self, f: impl FnOnce(usize) -> usize) -> Self
    where
        T: Sized,
    {
        self.with_addr(f(self.addr()))
    }
    #[inline]
    pub const fn to_raw_parts(self) -> (*mut (), <T as super::Pointee>::Metadata) {
        (self.cast(), super::metadata(self))
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn offset(self, count: isize) -> *mut T
    where
        T: Sized,
    {
        unsafe { intrinsics::offset(self, count) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn byte_offset(self, count: isize) -> Self {
        unsafe { self.cast::<u8>().offset(count).with_metadata_of(self) }
    }
    #[inline(always)]
    pub const fn wrapping_offset(self, count: isize) -> *mut T
    where
        T: Sized,
    {
        unsafe { intrinsics::arith_offset(self, count) as *mut T }
    }
    #[inline(always)]
    pub const fn wrapping_byte_offset(self, count: isize) -> Self {
        self.cast::<u8>().wrapping_offset(count).with_metadata_of(self)
    }
    #[rustc_do_not_const_check]
    pub const fn mask(self, mask: usize) -> *mut T {
        (intrinsics::ptr_mask(self.cast::<()>(), mask) as *mut ()).with_metadata_of(self)
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from(self, origin: *const T) -> isize
    where
        T: Sized,
    {
        unsafe { intrinsics::ptr_offset_from(self, origin) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn byte_offset_from<U: PointeeSized>(self, origin: *const U) -> isize {
        unsafe { self.cast::<u8>().offset_from(origin.cast::<u8>()) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize
    where
        T: Sized,
    {
        unsafe { intrinsics::ptr_offset_from_unsigned(self, origin) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_offset_from_unsigned<U: PointeeSized>(self, origin: *mut U) -> usize {
        unsafe { self.cast::<u8>().offset_from_unsigned(origin.cast::<u8>()) }
    }
    #[inline]
    pub const fn guaranteed_eq(self, other: *mut T) -> Option<bool>
    where
        T: Sized,
    {
        match intrinsics::ptr_guaranteed_cmp(self, other) {
            2 => None,
            other => Some(other == 1),
        }
    }
    #[inline]
    pub const fn guaranteed_ne(self, other: *mut T) -> Option<bool>
    where
        T: Sized,
    {
        match self.guaranteed_eq(other) {
            None => None,
            Some(eq) => Some(!eq),
        }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn add(self, count: usize) -> Self
    where
        T: Sized,
    {
        unsafe { intrinsics::offset(self, count) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn byte_add(self, count: usize) -> Self {
        unsafe { self.cast::<u8>().add(count).with_metadata_of(self) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn sub(self, count: usize) -> Self
    where
        T: Sized,
    {
        if size_of::<T>() == 0 { self } else { unsafe { intrinsics::offset(self, 0isize.wrapping_sub(count as isize)) } }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn byte_sub(self, count: usize) -> Self {
        unsafe { self.cast::<u8>().sub(count).with_metadata_of(self) }
    }
    #[inline(always)]
    pub const fn wrapping_add(self, count: usize) -> Self
    where
        T: Sized,
    {
        self.wrapping_offset(count as isize)
    }
    #[inline(always)]
    pub const fn wrapping_byte_add(self, count: usize) -> Self {
        self.cast::<u8>().wrapping_add(count).with_metadata_of(self)
    }
    #[inline(always)]
    pub const fn wrapping_sub(self, count: usize) -> Self
    where
        T: Sized,
    {
        self.wrapping_offset((count as isize).wrapping_neg())
    }
    #[inline(always)]
    pub const fn wrapping_byte_sub(self, count: usize) -> Self {
        self.cast::<u8>().wrapping_sub(count).with_metadata_of(self)
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn read(self) -> T
    where
        T: Sized,
    {
        unsafe { super::read(self) }
    }
    #[inline]
    #[track_caller]
    pub unsafe fn read_volatile(self) -> T
    where
        T: Sized,
    {
        unsafe { super::read_volatile(self) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn read_unaligned(self) -> T
    where
        T: Sized,
    {
        unsafe { super::read_unaligned(self) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to(self, dest: *mut T, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy(self, dest, count) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy_nonoverlapping(self, dest, count) }
    }
    #[track_caller]
    #[rustc_do_not_const_check]
    pub const fn align_offset(self, align: usize) -> usize
    where
        T: Sized,
    {
        if !align.is_power_of_two() {
            panic!("align_offset: align is not a power-of-two");
        }
        unsafe { super::align_offset::<T>(self, align) }
    }
    #[inline]
    #[rustc_do_not_const_check]
    pub const fn is_aligned(self) -> bool
    where
        T: Sized,
    {
        self.is_aligned_to(align_of::<T>())
    }
    #[track_caller]
    #[rustc_do_not_const_check]
    pub const fn is_aligned_to(self, align: usize) -> bool {
        if !align.is_power_of_two() {
            panic!("is_aligned_to: align is not a power-of-two");
        }
        self.addr() & (align - 1) == 0
    }
    #[inline]
    #[track_caller]
    #[rustc_do_not_const_check]
    pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
        if self.is_null() { None } else { unsafe { Some(&*self) } }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn as_ref_unchecked<'a>(self) -> &'a T {
        unsafe { &*self }
    }
    #[inline]
    #[track_caller]
    #[rustc_do_not_const_check]
    pub const unsafe fn as_uninit_ref<'a>(self) -> Option<&'a MaybeUninit<T>>
    where
        T: Sized,
    {
        if self.is_null() { None } else { Some(unsafe { &*(self as *const MaybeUninit<T>) }) }
    }

    #[inline]
    pub const fn with_metadata_of<U: PointeeSized>(self, meta: *const U) -> *mut U {
        super::from_raw_parts_mut::<U>(self as *mut (), super::metadata(meta))
    }
    #[inline(always)]
    pub const fn cast_const(self) -> *const T {
        self as _
    }
    #[inline]
    #[track_caller]
    #[rustc_do_not_const_check]
    pub const unsafe fn as_mut<'a>(self) -> Option<&'a mut T> {
        if self.is_null() { None } else { unsafe { Some(&mut *self) } }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn as_mut_unchecked<'a>(self) -> &'a mut T {
        unsafe { &mut *self }
    }
    #[inline]
    #[track_caller]
    #[rustc_do_not_const_check]
    pub const unsafe fn as_uninit_mut<'a>(self) -> Option<&'a mut MaybeUninit<T>>
    where
        T: Sized,
    {
        if self.is_null() { None } else { Some(unsafe { &mut *(self as *mut MaybeUninit<T>) }) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn copy_from(self, src: *const T, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy(src, self, count) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn copy_from_nonoverlapping(self, src: *const T, count: usize)
    where
        T: Sized,
    {
        unsafe { super::copy_nonoverlapping(src, self, count) }
    }
    #[inline(always)]
    #[track_caller]
    pub unsafe fn drop_in_place(self) {
        unsafe { super::drop_in_place(self) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn write(self, val: T)
    where
        T: Sized,
    {
        unsafe { super::write(self, val) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn write_bytes(self, val: u8, count: usize)
    where
        T: Sized,
    {
        unsafe { super::write_bytes(self, val, count) }
    }
    #[inline(always)]
    #[track_caller]
    pub unsafe fn write_volatile(self, val: T)
    where
        T: Sized,
    {
        unsafe { super::write_volatile(self, val) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn write_unaligned(self, val: T)
    where
        T: Sized,
    {
        unsafe { super::write_unaligned(self, val) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn replace(self, src: T) -> T
    where
        T: Sized,
    {
        unsafe { super::replace(self, src) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn swap(self, with: *mut T)
    where
        T: Sized,
    {
        unsafe { super::swap(self, with) }
    }
}

impl<T> *mut [T] {
    #[inline]
    pub const fn len(self) -> usize {
        super::metadata(self)
    }
    #[inline(always)]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
    pub fn as_array<const N: usize>(self) -> Option<*mut [T; N]> {
        if self.len() == N { Some(self as *mut T as *mut [T; N]) } else { None }
    }

    #[inline(always)]
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }
    #[inline]
    #[track_caller]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(self, index: I) -> *mut I::Output {
        unsafe { index.get_unchecked_mut(self) }
    }
    #[track_caller]
    pub unsafe fn split_at_mut(self, mid: usize) -> (*mut [T], *mut [T]) {
        assert!(mid <= self.len());
        unsafe { self.split_at_mut_unchecked(mid) }
    }
    pub unsafe fn split_at_mut_unchecked(self, mid: usize) -> (*mut [T], *mut [T]) {
        let len = self.len();
        let ptr = self.as_mut_ptr();
        let tail = unsafe { ptr.add(mid) };
        (super::slice_from_raw_parts_mut(ptr, mid), super::slice_from_raw_parts_mut(tail, len - mid))
    }
    pub unsafe fn as_uninit_slice_mut<'a>(self) -> Option<&'a mut [MaybeUninit<T>]> {
        if self.is_null() { None } else { Some(unsafe { crate::slice::from_raw_parts_mut(self as *mut MaybeUninit<T>, self.len()) }) }
    }
}
impl<T, const N: usize> *mut [T; N] {
    #[inline]
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }
    #[inline]
    pub const fn as_mut_slice(self) -> *mut [T] {
        self
    }
}
