// A buffer of `cap` elements: allocation, growth and release, without any knowledge of which elements are live.

use core::alloc::{Allocator, Layout};
use core::mem::{self, MaybeUninit, SizedTypeProperties};
use core::ptr::{self, NonNull, Unique};

use crate::alloc::{handle_alloc_error, Global};
use crate::boxed::Box;
use crate::collections::{TryReserveError, TryReserveErrorKind};

pub struct RawVec<T, A: Allocator = Global> {
    ptr: Unique<T>,
    cap: usize,
    alloc: A,
}

#[cold]
#[track_caller]
pub(crate) fn capacity_overflow() -> ! {
    panic!("capacity overflow")
}
#[cold]
#[track_caller]
fn give_up(error: TryReserveError) -> ! {
    match error.kind() {
        TryReserveErrorKind::CapacityOverflow => capacity_overflow(),
        TryReserveErrorKind::AllocError { layout, .. } => handle_alloc_error(layout),
    }
}

impl<T> RawVec<T> {
    #[inline]
    pub const fn new() -> Self {
        Self::new_in(Global)
    }
}
impl<T, A: Allocator> RawVec<T, A> {
    // The smallest capacity growth asks for.
    pub(crate) const MIN_NON_ZERO_CAP: usize = if mem::size_of::<T>() == 1 {
        8
    } else if mem::size_of::<T>() <= 1024 {
        4
    } else {
        1
    };

    #[inline]
    pub const fn new_in(alloc: A) -> Self {
        RawVec { ptr: Unique::dangling(), cap: 0, alloc }
    }
    #[inline]
    #[track_caller]
    pub fn with_capacity_in(capacity: usize, alloc: A) -> Self {
        match Self::try_with_capacity_in(capacity, false, alloc) {
            Ok(buf) => buf,
            Err(e) => give_up(e),
        }
    }
    #[track_caller]
    pub fn with_capacity_zeroed_in(capacity: usize, alloc: A) -> Self {
        match Self::try_with_capacity_in(capacity, true, alloc) {
            Ok(buf) => buf,
            Err(e) => give_up(e),
        }
    }
    pub fn try_with_capacity_in(capacity: usize, zeroed: bool, alloc: A) -> Result<Self, TryReserveError> {
        if T::IS_ZST || capacity == 0 {
            return Ok(Self::new_in(alloc));
        }
        let Ok(layout) = Layout::array::<T>(capacity) else {
            return Err(TryReserveErrorKind::CapacityOverflow.into());
        };
        let result = if zeroed { alloc.allocate_zeroed(layout) } else { alloc.allocate(layout) };
        match result {
            Ok(ptr) => Ok(RawVec { ptr: Unique::from_non_null(ptr.cast::<T>()), cap: capacity, alloc }),
            Err(_) => Err(TryReserveErrorKind::AllocError { layout, non_exhaustive: () }.into()),
        }
    }
    #[inline]
    pub unsafe fn from_raw_parts_in(ptr: *mut T, capacity: usize, alloc: A) -> Self {
        let cap = if T::IS_ZST { 0 } else { capacity };
        RawVec { ptr: unsafe { Unique::new_unchecked(ptr) }, cap, alloc }
    }
    #[inline]
    pub unsafe fn from_non_null_in(ptr: NonNull<T>, capacity: usize, alloc: A) -> Self {
        unsafe { Self::from_raw_parts_in(ptr.as_ptr(), capacity, alloc) }
    }
    #[inline]
    pub const fn ptr(&self) -> *mut T {
        self.ptr.as_ptr()
    }
    #[inline]
    pub const fn non_null(&self) -> NonNull<T> {
        self.ptr.as_non_null_ptr()
    }
    #[inline]
    pub const fn capacity(&self) -> usize {
        if T::IS_ZST { usize::MAX } else { self.cap }
    }
    #[inline]
    pub fn allocator(&self) -> &A {
        &self.alloc
    }
    // The first `len` slots as a box; the capacity must be exactly `len`.
    pub unsafe fn into_box(self, len: usize) -> Box<[MaybeUninit<T>], A> {
        let me = mem::ManuallyDrop::new(self);
        unsafe {
            let slice = ptr::slice_from_raw_parts_mut(me.ptr() as *mut MaybeUninit<T>, len);
            Box::from_raw_in(slice, ptr::read(&me.alloc))
        }
    }
    fn current_layout(&self) -> Option<(NonNull<u8>, Layout)> {
        if T::IS_ZST || self.cap == 0 {
            return None;
        }
        unsafe {
            let layout = Layout::from_size_align_unchecked(mem::size_of::<T>() * self.cap, mem::align_of::<T>());
            Some((self.ptr.as_non_null_ptr().cast::<u8>(), layout))
        }
    }
    fn set_buffer(&mut self, new_cap: usize) -> Result<(), TryReserveError> {
        let Ok(layout) = Layout::array::<T>(new_cap) else {
            return Err(TryReserveErrorKind::CapacityOverflow.into());
        };
        let result = match self.current_layout() {
            Some((old, old_layout)) => unsafe { self.alloc.grow(old, old_layout, layout) },
            None => self.alloc.allocate(layout),
        };
        match result {
            Ok(ptr) => {
                self.ptr = Unique::from_non_null(ptr.cast::<T>());
                self.cap = new_cap;
                Ok(())
            }
            Err(_) => Err(TryReserveErrorKind::AllocError { layout, non_exhaustive: () }.into()),
        }
    }
    // Room for `additional` more than `len`, with some in reserve.
    fn grow_amortized(&mut self, len: usize, additional: usize) -> Result<(), TryReserveError> {
        if T::IS_ZST {
            return Err(TryReserveErrorKind::CapacityOverflow.into());
        }
        let Some(required) = len.checked_add(additional) else {
            return Err(TryReserveErrorKind::CapacityOverflow.into());
        };
        let doubled = self.cap * 2;
        let mut cap = if doubled > required { doubled } else { required };
        if cap < Self::MIN_NON_ZERO_CAP {
            cap = Self::MIN_NON_ZERO_CAP;
        }
        self.set_buffer(cap)
    }
    fn grow_exact(&mut self, len: usize, additional: usize) -> Result<(), TryReserveError> {
        if T::IS_ZST {
            return Err(TryReserveErrorKind::CapacityOverflow.into());
        }
        match len.checked_add(additional) {
            Some(cap) => self.set_buffer(cap),
            None => Err(TryReserveErrorKind::CapacityOverflow.into()),
        }
    }
    #[inline]
    fn needs_to_grow(&self, len: usize, additional: usize) -> bool {
        additional > self.capacity().wrapping_sub(len)
    }
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub fn grow_one(&mut self) {
        let cap = self.cap;
        if let Err(e) = self.grow_amortized(cap, 1) {
            give_up(e)
        }
    }
    #[inline]
    #[track_caller]
    pub fn reserve(&mut self, len: usize, additional: usize) {
        if self.needs_to_grow(len, additional) {
            if let Err(e) = self.grow_amortized(len, additional) {
                give_up(e)
            }
        }
    }
    #[track_caller]
    pub fn reserve_exact(&mut self, len: usize, additional: usize) {
        if let Err(e) = self.try_reserve_exact(len, additional) {
            give_up(e)
        }
    }
    pub fn try_reserve(&mut self, len: usize, additional: usize) -> Result<(), TryReserveError> {
        if self.needs_to_grow(len, additional) { self.grow_amortized(len, additional) } else { Ok(()) }
    }
    pub fn try_reserve_exact(&mut self, len: usize, additional: usize) -> Result<(), TryReserveError> {
        if self.needs_to_grow(len, additional) { self.grow_exact(len, additional) } else { Ok(()) }
    }
    #[track_caller]
    pub fn shrink_to_fit(&mut self, cap: usize) {
        assert!(cap <= self.capacity(), "Tried to shrink to a larger capacity");
        let Some((old, old_layout)) = self.current_layout() else { return };
        if cap == self.cap {
            return;
        }
        unsafe {
            if cap == 0 {
                self.alloc.deallocate(old, old_layout);
                self.ptr = Unique::dangling();
                self.cap = 0;
                return;
            }
            let layout = Layout::from_size_align_unchecked(mem::size_of::<T>() * cap, mem::align_of::<T>());
            match self.alloc.shrink(old, old_layout, layout) {
                Ok(ptr) => {
                    self.ptr = Unique::from_non_null(ptr.cast::<T>());
                    self.cap = cap;
                }
                Err(_) => handle_alloc_error(layout),
            }
        }
    }
}
unsafe impl<#[may_dangle] T, A: Allocator> Drop for RawVec<T, A> {
    #[inline]
    fn drop(&mut self) {
        if let Some((ptr, layout)) = self.current_layout() {
            unsafe { self.alloc.deallocate(ptr, layout) }
        }
    }
}
