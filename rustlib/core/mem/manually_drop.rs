// Wrappers that change what the compiler assumes about a value: `ManuallyDrop`, `MaybeDangling`.

use crate::ops::{Deref, DerefMut, DerefPure};
use crate::prelude::v1::*;

#[lang = "manually_drop"]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct ManuallyDrop<T: ?Sized> {
    value: MaybeDangling<T>,
}
impl<T> ManuallyDrop<T> {
    #[inline(always)]
    #[rustc_no_writable]
    pub const fn new(value: T) -> ManuallyDrop<T> {
        ManuallyDrop { value: MaybeDangling::new(value) }
    }
    #[inline(always)]
    pub const fn into_inner(slot: ManuallyDrop<T>) -> T {
        // The bytes are read as a value; the slot itself is never dropped.
        unsafe { crate::intrinsics::read_via_copy(&raw const slot as *const T) }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn take(slot: &mut ManuallyDrop<T>) -> T {
        unsafe { crate::ptr::read(&raw const slot.value as *const T) }
    }
}
impl<T: ?Sized> ManuallyDrop<T> {
    #[inline]
    #[track_caller]
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>) {
        unsafe { crate::ptr::drop_in_place(slot.value.as_mut()) }
    }
}
impl<T: ?Sized> Deref for ManuallyDrop<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        self.value.as_ref()
    }
}
impl<T: ?Sized> DerefMut for ManuallyDrop<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut()
    }
}
unsafe impl<T: ?Sized> DerefPure for ManuallyDrop<T> {}

#[lang = "maybe_dangling"]
#[repr(transparent)]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MaybeDangling<P: ?Sized>(P);
impl<P: ?Sized> MaybeDangling<P> {
    #[inline(always)]
    #[rustc_no_writable]
    pub const fn new(x: P) -> Self
    where
        P: Sized,
    {
        MaybeDangling(x)
    }
    #[inline(always)]
    pub const fn as_ref(&self) -> &P {
        &self.0
    }
    #[inline(always)]
    pub const fn as_mut(&mut self) -> &mut P {
        &mut self.0
    }
    #[inline(always)]
    pub const fn into_inner(self) -> P
    where
        P: Sized,
    {
        let slot = ManuallyDrop::new(self);
        unsafe { crate::intrinsics::read_via_copy(&raw const slot as *const P) }
    }
}
