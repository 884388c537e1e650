// Interior mutability: `UnsafeCell`, `Cell`, `RefCell`; the once-cells live in `once`.

mod once;
mod refcell;
pub use self::once::{LazyCell, OnceCell};
pub use self::refcell::{BorrowError, BorrowMutError, Ref, RefCell, RefMut};

use crate::cmp::Ordering;
use crate::fmt;
use crate::marker::{PhantomData, PointeeSized, Unsize};
use crate::mem;
use crate::ops::{CoerceUnsized, DispatchFromDyn};
use crate::pin::Pin;
use crate::prelude::v1::*;
use crate::ptr;

#[lang = "unsafe_cell"]
#[repr(transparent)]
pub struct UnsafeCell<T: ?Sized> {
    value: T,
}
impl<T: ?Sized> !Sync for UnsafeCell<T> {}
impl<T> UnsafeCell<T> {
    #[inline(always)]
    pub const fn new(value: T) -> UnsafeCell<T> {
        UnsafeCell { value }
    }
    #[inline(always)]
    #[rustc_do_not_const_check]
    pub const fn into_inner(self) -> T {
        self.value
    }
    #[inline]
    #[track_caller]
    pub unsafe fn replace(&self, value: T) -> T {
        unsafe { ptr::replace(self.get(), value) }
    }
}
impl<T: ?Sized> UnsafeCell<T> {
    #[inline(always)]
    pub const fn from_mut(value: &mut T) -> &mut UnsafeCell<T> {
        unsafe { &mut *(value as *mut T as *mut UnsafeCell<T>) }
    }
    #[inline(always)]
    pub const fn get(&self) -> *mut T {
        self as *const UnsafeCell<T> as *const T as *mut T
    }
    #[inline(always)]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.value
    }
    #[inline(always)]
    pub const fn raw_get(this: *const Self) -> *mut T {
        this as *const T as *mut T
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn as_ref_unchecked(&self) -> &T {
        unsafe { &*self.get() }
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn as_mut_unchecked(&self) -> &mut T {
        unsafe { &mut *self.get() }
    }
}
impl<T: Default> Default for UnsafeCell<T> {
    fn default() -> UnsafeCell<T> {
        UnsafeCell::new(T::default())
    }
}
impl<T> From<T> for UnsafeCell<T> {
    fn from(t: T) -> UnsafeCell<T> {
        UnsafeCell::new(t)
    }
}
impl<T: CoerceUnsized<U>, U> CoerceUnsized<UnsafeCell<U>> for UnsafeCell<T> {}
impl<T: DispatchFromDyn<U>, U> DispatchFromDyn<UnsafeCell<U>> for UnsafeCell<T> {}
impl<T: ?Sized> fmt::Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnsafeCell { .. }")
    }
}

#[repr(transparent)]
pub struct SyncUnsafeCell<T: ?Sized> {
    value: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Sync> Sync for SyncUnsafeCell<T> {}
impl<T> SyncUnsafeCell<T> {
    pub const fn new(value: T) -> Self {
        SyncUnsafeCell { value: UnsafeCell { value } }
    }
    #[rustc_do_not_const_check]
    pub const fn into_inner(self) -> T {
        self.value.into_inner()
    }
}
impl<T: ?Sized> SyncUnsafeCell<T> {
    #[inline]
    pub const fn get(&self) -> *mut T {
        self.value.get()
    }
    pub const fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
    pub const fn raw_get(this: *const Self) -> *mut T {
        this as *const T as *mut T
    }
}
impl<T: Default> Default for SyncUnsafeCell<T> {
    fn default() -> Self {
        SyncUnsafeCell::new(T::default())
    }
}
impl<T> From<T> for SyncUnsafeCell<T> {
    fn from(t: T) -> Self {
        SyncUnsafeCell::new(t)
    }
}

#[repr(transparent)]
pub struct Cell<T: ?Sized> {
    value: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for Cell<T> {}
impl<T: ?Sized> !Sync for Cell<T> {}
impl<T: Copy> Clone for Cell<T> {
    #[inline]
    fn clone(&self) -> Cell<T> {
        Cell::new(self.get())
    }
}
impl<T: Default> Default for Cell<T> {
    fn default() -> Cell<T> {
        Cell::new(T::default())
    }
}
impl<T: PartialEq + Copy> PartialEq for Cell<T> {
    fn eq(&self, other: &Cell<T>) -> bool {
        self.get() == other.get()
    }
}
impl<T: Eq + Copy> Eq for Cell<T> {}
impl<T: PartialOrd + Copy> PartialOrd for Cell<T> {
    fn partial_cmp(&self, other: &Cell<T>) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }
}
impl<T: Ord + Copy> Ord for Cell<T> {
    fn cmp(&self, other: &Cell<T>) -> Ordering {
        self.get().cmp(&other.get())
    }
}
impl<T> From<T> for Cell<T> {
    fn from(t: T) -> Cell<T> {
        Cell::new(t)
    }
}
impl<T> Cell<T> {
    #[inline]
    pub const fn new(value: T) -> Cell<T> {
        Cell { value: UnsafeCell::new(value) }
    }
    #[inline]
    pub fn set(&self, val: T) {
        self.replace(val);
    }
    pub fn swap(&self, other: &Self) {
        if ptr::eq(self, other) {
            return;
        }
        let size = size_of::<Self>();
        let (a, b) = (self as *const Self as usize, other as *const Self as usize);
        let distance = if a > b { a - b } else { b - a };
        if distance < size {
            panic!("`Cell::swap` on overlapping non-identical `Cell`s");
        }
        unsafe { mem::swap(&mut *self.value.get(), &mut *other.value.get()) }
    }
    #[inline]
    pub const fn replace(&self, val: T) -> T {
        mem::replace(unsafe { &mut *self.value.get() }, val)
    }
    #[rustc_do_not_const_check]
    pub const fn into_inner(self) -> T {
        self.value.into_inner()
    }
}
impl<T: Copy> Cell<T> {
    #[inline]
    pub const fn get(&self) -> T {
        unsafe { *self.value.get() }
    }
    #[inline]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        let old = self.get();
        self.set(f(old));
    }
}
impl<T: ?Sized> Cell<T> {
    #[inline]
    pub const fn as_ptr(&self) -> *mut T {
        self.value.get()
    }
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
    #[inline]
    pub const fn from_mut(t: &mut T) -> &Cell<T> {
        unsafe { &*(t as *mut T as *const Cell<T>) }
    }
}
impl<T: Default> Cell<T> {
    pub fn take(&self) -> T {
        self.replace(Default::default())
    }
}
impl<T: CoerceUnsized<U>, U> CoerceUnsized<Cell<U>> for Cell<T> {}
impl<T: DispatchFromDyn<U>, U> DispatchFromDyn<Cell<U>> for Cell<T> {}
impl<T> Cell<[T]> {
    pub const fn as_slice_of_cells(&self) -> &[Cell<T>] {
        unsafe { &*(self as *const Cell<[T]> as *const [Cell<T>]) }
    }
}
impl<T, const N: usize> Cell<[T; N]> {
    pub const fn as_array_of_cells(&self) -> &[Cell<T>; N] {
        unsafe { &*(self as *const Cell<[T; N]> as *const [Cell<T>; N]) }
    }
}
impl<T: Copy + fmt::Debug> fmt::Debug for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cell").field("value", &self.get()).finish()
    }
}
