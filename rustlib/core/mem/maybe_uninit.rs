// `MaybeUninit`: bytes that need not be a value yet.

use super::ManuallyDrop;
use crate::any::type_name;
use crate::fmt;
use crate::intrinsics;
use crate::prelude::v1::*;
use crate::ptr;
use crate::slice;

#[lang = "maybe_uninit"]
#[derive(Copy)]
#[repr(transparent)]
pub union MaybeUninit<T> {
    uninit: (),
    value: ManuallyDrop<T>,
}
impl<T: Copy> Clone for MaybeUninit<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> fmt::Debug for MaybeUninit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MaybeUninit<")?;
        f.write_str(type_name::<T>())?;
        f.write_str(">")
    }
}
impl<T> MaybeUninit<T> {
    #[inline(always)]
    pub const fn new(val: T) -> MaybeUninit<T> {
        MaybeUninit { value: ManuallyDrop::new(val) }
    }
    #[inline(always)]
    pub const fn uninit() -> MaybeUninit<T> {
        MaybeUninit { uninit: () }
    }
    pub const fn uninit_array<const N: usize>() -> [Self; N] {
        unsafe { MaybeUninit::<[MaybeUninit<T>; N]>::uninit().assume_init() }
    }
    #[inline]
    pub const fn zeroed() -> MaybeUninit<T> {
        let mut u = MaybeUninit::<T>::uninit();
        unsafe { intrinsics::write_bytes(u.as_mut_ptr(), 0u8, 1) };
        u
    }
    #[inline(always)]
    pub const fn write(&mut self, val: T) -> &mut T {
        *self = MaybeUninit::new(val);
        unsafe { self.assume_init_mut() }
    }
    #[inline(always)]
    pub const fn as_ptr(&self) -> *const T {
        self as *const _ as *const T
    }
    #[inline(always)]
    #[rustc_no_writable]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut _ as *mut T
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn assume_init(self) -> T {
        unsafe {
            intrinsics::assert_inhabited::<T>();
            // A typed read through a raw pointer: the only place where the bytes become a value.
            intrinsics::read_via_copy(&raw const self as *const T)
        }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn assume_init_read(&self) -> T {
        unsafe {
            intrinsics::assert_inhabited::<T>();
            self.as_ptr().read()
        }
    }
    #[track_caller]
    pub unsafe fn assume_init_drop(&mut self) {
        unsafe { ptr::drop_in_place(self.as_mut_ptr()) }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn assume_init_ref(&self) -> &T {
        unsafe {
            intrinsics::assert_inhabited::<T>();
            &*self.as_ptr()
        }
    }
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn assume_init_mut(&mut self) -> &mut T {
        unsafe {
            intrinsics::assert_inhabited::<T>();
            &mut *self.as_mut_ptr()
        }
    }
    pub const unsafe fn array_assume_init<const N: usize>(array: [Self; N]) -> [T; N] {
        unsafe { intrinsics::transmute_unchecked(array) }
    }
    pub const fn as_bytes(&self) -> &[MaybeUninit<u8>] {
        unsafe { slice::from_raw_parts(self.as_ptr().cast::<MaybeUninit<u8>>(), size_of::<T>()) }
    }
    pub const fn as_bytes_mut(&mut self) -> &mut [MaybeUninit<u8>] {
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr().cast::<MaybeUninit<u8>>(), size_of::<T>()) }
    }
    pub const fn slice_as_ptr(this: &[MaybeUninit<T>]) -> *const T {
        this.as_ptr() as *const T
    }
    pub const fn slice_as_mut_ptr(this: &mut [MaybeUninit<T>]) -> *mut T {
        this.as_mut_ptr() as *mut T
    }
}
impl<T> [MaybeUninit<T>] {
    pub const unsafe fn assume_init_ref(&self) -> &[T] {
        unsafe { &*(self as *const Self as *const [T]) }
    }
    pub const unsafe fn assume_init_mut(&mut self) -> &mut [T] {
        unsafe { &mut *(self as *mut Self as *mut [T]) }
    }
    pub unsafe fn assume_init_drop(&mut self) {
        if !self.is_empty() {
            unsafe { ptr::drop_in_place(self as *mut [MaybeUninit<T>] as *mut [T]) }
        }
    }
    pub fn write_copy_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Copy,
    {
        let uninit_src: &[MaybeUninit<T>] = unsafe { super::transmute(src) };
        self.copy_from_slice(uninit_src);
        unsafe { self.assume_init_mut() }
    }
    pub fn write_clone_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Clone,
    {
        assert_eq!(self.len(), src.len(), "destination and source slices have different lengths");
        let mut guard = slice::InitGuard { start: self.as_mut_ptr() as *mut T, len: 0 };
        while guard.len < src.len() {
            self[guard.len].write(src[guard.len].clone());
            guard.len += 1;
        }
        super::forget(guard);
        unsafe { self.assume_init_mut() }
    }
    pub fn write_filled(&mut self, value: T) -> &mut [T]
    where
        T: Clone,
    {
        let mut guard = slice::InitGuard { start: self.as_mut_ptr() as *mut T, len: 0 };
        while guard.len < self.len() {
            self[guard.len].write(value.clone());
            guard.len += 1;
        }
        super::forget(guard);
        unsafe { self.assume_init_mut() }
    }
}
impl<T, const N: usize> MaybeUninit<[T; N]> {
    pub const fn transpose(self) -> [MaybeUninit<T>; N] {
        unsafe { intrinsics::transmute_unchecked(self) }
    }
}
impl<T, const N: usize> [MaybeUninit<T>; N] {
    pub const fn transpose(self) -> MaybeUninit<[T; N]> {
        unsafe { intrinsics::transmute_unchecked(self) }
    }
}
