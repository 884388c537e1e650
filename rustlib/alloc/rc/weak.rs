// `Weak` of `Rc`: keeps the allocation, not the value.

use core::alloc::{Allocator, Layout};
use core::cell::Cell;
use core::fmt;
use core::marker::Unsize;
use core::mem::ManuallyDrop;
use core::num::NonZero;
use core::ops::{CoerceUnsized, DispatchFromDyn};
use core::ptr::{self, NonNull};

use super::{data_offset, decrement, increment, Rc, RcInner};
use crate::alloc::Global;

pub struct Weak<T: ?Sized, A: Allocator = Global> {
    // Address `usize::MAX` stands for "no allocation".
    pub(super) ptr: NonNull<RcInner<T>>,
    pub(super) alloc: A,
}
impl<T: ?Sized, A: Allocator> !Send for Weak<T, A> {}
impl<T: ?Sized, A: Allocator> !Sync for Weak<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized, A: Allocator> CoerceUnsized<Weak<U, A>> for Weak<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}

// The counters alone: the value may be gone or being changed.
struct Counters<'a> {
    strong: &'a Cell<usize>,
    weak: &'a Cell<usize>,
}
pub(super) fn is_dangling<T: ?Sized>(ptr: *const T) -> bool {
    (ptr as *const ()).addr() == usize::MAX
}

impl<T> Weak<T> {
    #[inline]
    pub const fn new() -> Weak<T> {
        Self::new_in(Global)
    }
}
impl<T, A: Allocator> Weak<T, A> {
    #[inline]
    pub const fn new_in(alloc: A) -> Weak<T, A> {
        Weak { ptr: NonNull::without_provenance(NonZero::<usize>::MAX), alloc }
    }
}
impl<T: ?Sized> Weak<T> {
    #[inline]
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        unsafe { Self::from_raw_in(ptr, Global) }
    }
    pub fn into_raw(self) -> *const T {
        ManuallyDrop::new(self).as_ptr()
    }
}
impl<T: ?Sized, A: Allocator> Weak<T, A> {
    #[inline]
    pub fn allocator(&self) -> &A {
        &self.alloc
    }
    pub fn as_ptr(&self) -> *const T {
        let ptr: *mut RcInner<T> = NonNull::as_ptr(self.ptr);
        if is_dangling(ptr) {
            // Not a valid address, but `from_raw` knows it again.
            ptr as *const T
        } else {
            unsafe { &raw mut (*ptr).value }
        }
    }
    pub fn into_raw_with_allocator(self) -> (*const T, A) {
        let this = ManuallyDrop::new(self);
        (this.as_ptr(), unsafe { ptr::read(&this.alloc) })
    }
    pub unsafe fn from_raw_in(ptr: *const T, alloc: A) -> Self {
        let inner = if is_dangling(ptr) {
            ptr as *mut RcInner<T>
        } else {
            unsafe { ptr.byte_sub(data_offset(ptr)) as *mut RcInner<T> }
        };
        Weak { ptr: unsafe { NonNull::new_unchecked(inner) }, alloc }
    }
    #[inline]
    fn counters(&self) -> Option<Counters<'_>> {
        if is_dangling(self.ptr.as_ptr()) {
            None
        } else {
            unsafe {
                let ptr = self.ptr.as_ptr();
                Some(Counters { strong: &(*ptr).strong, weak: &(*ptr).weak })
            }
        }
    }
    pub fn upgrade(&self) -> Option<Rc<T, A>>
    where
        A: Clone,
    {
        let counters = self.counters()?;
        if counters.strong.get() == 0 {
            return None;
        }
        increment(counters.strong);
        Some(unsafe { Rc::from_inner_in(self.ptr, self.alloc.clone()) })
    }
    pub fn strong_count(&self) -> usize {
        match self.counters() {
            Some(counters) => counters.strong.get(),
            None => 0,
        }
    }
    pub fn weak_count(&self) -> usize {
        match self.counters() {
            Some(counters) if counters.strong.get() > 0 => counters.weak.get() - 1,
            _ => 0,
        }
    }
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.ptr.as_ptr(), other.ptr.as_ptr())
    }
}
unsafe impl<#[may_dangle] T: ?Sized, A: Allocator> Drop for Weak<T, A> {
    fn drop(&mut self) {
        let Some(counters) = self.counters() else { return };
        decrement(counters.weak);
        if counters.weak.get() == 0 {
            unsafe { self.alloc.deallocate(self.ptr.cast(), Layout::for_value_raw(self.ptr.as_ptr())) }
        }
    }
}
impl<T: ?Sized, A: Allocator + Clone> Clone for Weak<T, A> {
    #[inline]
    fn clone(&self) -> Weak<T, A> {
        if let Some(counters) = self.counters() {
            increment(counters.weak)
        }
        Weak { ptr: self.ptr, alloc: self.alloc.clone() }
    }
}
impl<T: ?Sized, A: Allocator> fmt::Debug for Weak<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T> {
        Weak::new()
    }
}
