// `Weak` of `Arc`: keeps the allocation, not the value.

use core::alloc::{Allocator, Layout};
use core::fmt;
use core::marker::Unsize;
use core::mem::ManuallyDrop;
use core::num::NonZero;
use core::ops::{CoerceUnsized, DispatchFromDyn};
use core::ptr::{self, NonNull};
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::sync::atomic::{self, AtomicUsize};

use super::{data_offset, Arc, ArcInner, MAX_REFCOUNT};
use crate::alloc::Global;

pub struct Weak<T: ?Sized, A: Allocator = Global> {
    // Address `usize::MAX` stands for "no allocation".
    pub(super) ptr: NonNull<ArcInner<T>>,
    pub(super) alloc: A,
}
unsafe impl<T: ?Sized + Sync + Send, A: Allocator + Send> Send for Weak<T, A> {}
unsafe impl<T: ?Sized + Sync + Send, A: Allocator + Sync> Sync for Weak<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized, A: Allocator> CoerceUnsized<Weak<U, A>> for Weak<T, A> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}

// The counters alone: the value may be gone or being changed.
struct Counters<'a> {
    strong: &'a AtomicUsize,
    weak: &'a AtomicUsize,
}
fn is_dangling<T: ?Sized>(ptr: *const T) -> bool {
    (ptr as *const ()).addr() == usize::MAX
}
fn one_more(n: usize) -> Option<usize> {
    if n == 0 {
        return None;
    }
    assert!(n <= MAX_REFCOUNT, "Arc counter overflow");
    Some(n + 1)
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
        unsafe { Weak::from_raw_in(ptr, Global) }
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
        let ptr: *mut ArcInner<T> = NonNull::as_ptr(self.ptr);
        if is_dangling(ptr) {
            // Not a valid address, but `from_raw` knows it again.
            ptr as *const T
        } else {
            unsafe { &raw mut (*ptr).data }
        }
    }
    pub fn into_raw_with_allocator(self) -> (*const T, A) {
        let this = ManuallyDrop::new(self);
        (this.as_ptr(), unsafe { ptr::read(&this.alloc) })
    }
    pub unsafe fn from_raw_in(ptr: *const T, alloc: A) -> Self {
        let inner = if is_dangling(ptr) {
            ptr as *mut ArcInner<T>
        } else {
            unsafe { ptr.byte_sub(data_offset(ptr)) as *mut ArcInner<T> }
        };
        Weak { ptr: unsafe { NonNull::new_unchecked(inner) }, alloc }
    }
    #[inline]
    fn counters(&self) -> Option<Counters<'_>> {
        let ptr = self.ptr.as_ptr();
        if is_dangling(ptr) {
            None
        } else {
            unsafe { Some(Counters { strong: &(*ptr).strong, weak: &(*ptr).weak }) }
        }
    }
    pub fn upgrade(&self) -> Option<Arc<T, A>>
    where
        A: Clone,
    {
        if self.counters()?.strong.fetch_update(Acquire, Relaxed, one_more).is_ok() {
            unsafe { Some(Arc::from_inner_in(self.ptr, self.alloc.clone())) }
        } else {
            None
        }
    }
    pub fn strong_count(&self) -> usize {
        match self.counters() {
            Some(counters) => counters.strong.load(Relaxed),
            None => 0,
        }
    }
    pub fn weak_count(&self) -> usize {
        let Some(counters) = self.counters() else { return 0 };
        let weak = counters.weak.load(Acquire);
        let strong = counters.strong.load(Relaxed);
        if strong == 0 { 0 } else { weak - 1 }
    }
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.ptr.as_ptr(), other.ptr.as_ptr())
    }
}
impl<T: ?Sized, A: Allocator + Clone> Clone for Weak<T, A> {
    #[inline]
    fn clone(&self) -> Weak<T, A> {
        if let Some(counters) = self.counters() {
            let old = counters.weak.fetch_add(1, Relaxed);
            if old > MAX_REFCOUNT {
                core::intrinsics::abort();
            }
        }
        Weak { ptr: self.ptr, alloc: self.alloc.clone() }
    }
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T> {
        Weak::new()
    }
}
unsafe impl<#[may_dangle] T: ?Sized, A: Allocator> Drop for Weak<T, A> {
    fn drop(&mut self) {
        let Some(counters) = self.counters() else { return };
        if counters.weak.fetch_sub(1, Release) == 1 {
            atomic::fence(Acquire);
            unsafe { self.alloc.deallocate(self.ptr.cast(), Layout::for_value_raw(self.ptr.as_ptr())) }
        }
    }
}
impl<T: ?Sized, A: Allocator> fmt::Debug for Weak<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
