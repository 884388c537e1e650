// `Clone` and its implementations for the primitive types.

use crate::marker::{Destruct, PointeeSized, Sized};

#[lang = "clone"]
pub trait Clone: Sized {
    #[lang = "clone_fn"]
    fn clone(&self) -> Self;

    #[inline]
    fn clone_from(&mut self, source: &Self) {
        *self = source.clone()
    }
}

#[lang = "use_cloned"]
pub trait UseCloned: Clone {}

macro_rules! impl_clone {
    ($($t:ty)*) => { $(
        impl Clone for $t {
            #[inline(always)]
            fn clone(&self) -> Self { *self }
        }
    )* };
}
impl_clone! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 f16 f128 bool char }
impl Clone for ! {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: PointeeSized> Clone for *const T {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: PointeeSized> Clone for *mut T {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: PointeeSized> Clone for &T {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Clone, const N: usize> Clone for [T; N] {
    #[inline]
    fn clone(&self) -> Self {
        crate::array::clone_array(self)
    }
    #[inline]
    fn clone_from(&mut self, other: &Self) {
        self.clone_from_slice(other);
    }
}

// What a derived `Clone` of a `Copy` type may ask of its fields.
pub struct AssertParamIsClone<T: Clone + PointeeSized> {
    _field: crate::marker::PhantomData<T>,
}
pub struct AssertParamIsCopy<T: crate::marker::Copy + PointeeSized> {
    _field: crate::marker::PhantomData<T>,
}

// A type that can be cloned behind an unsized pointer into uninitialised memory.
pub unsafe trait CloneToUninit {
    unsafe fn clone_to_uninit(&self, dest: *mut u8);
}
unsafe impl<T: Clone> CloneToUninit for T {
    unsafe fn clone_to_uninit(&self, dest: *mut u8) {
        unsafe { dest.cast::<T>().write(self.clone()) }
    }
}
unsafe impl<T: Clone> CloneToUninit for [T] {
    unsafe fn clone_to_uninit(&self, dest: *mut u8) {
        let dest = dest.cast::<T>();
        let mut guard = crate::slice::InitGuard { start: dest, len: 0 };
        while guard.len < self.len() {
            unsafe { dest.add(guard.len).write(self[guard.len].clone()) };
            guard.len += 1;
        }
        crate::mem::forget(guard);
    }
}
unsafe impl CloneToUninit for str {
    unsafe fn clone_to_uninit(&self, dest: *mut u8) {
        unsafe { crate::ptr::copy_nonoverlapping(self.as_ptr(), dest, self.len()) }
    }
}
