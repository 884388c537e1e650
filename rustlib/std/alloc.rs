// The heap: `System`, the allocator below any `#[global_allocator]`, and hooks.

pub use alloc_crate::alloc::*;

use crate::prelude::rust_2021::*;
use crate::ptr::{self, NonNull};
use core::intrinsics::{assay_alloc, assay_dealloc, assay_realloc};

#[derive(Debug, Default, Copy, Clone)]
pub struct System;

unsafe impl GlobalAlloc for System {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { assay_alloc(layout.size(), layout.align(), false) }
    }
    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe { assay_alloc(layout.size(), layout.align(), true) }
    }
    #[inline]
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        unsafe { assay_dealloc(ptr, layout.size(), layout.align()) }
    }
    #[inline]
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        unsafe { assay_realloc(ptr, layout.size(), layout.align(), new_size) }
    }
}
impl System {
    fn obtain(&self, layout: Layout, zeroed: bool) -> Result<NonNull<[u8]>, AllocError> {
        if layout.size() == 0 {
            return Ok(NonNull::slice_from_raw_parts(layout.dangling(), 0));
        }
        let raw = unsafe { assay_alloc(layout.size(), layout.align(), zeroed) };
        let ptr = NonNull::new(raw).ok_or(AllocError)?;
        Ok(NonNull::slice_from_raw_parts(ptr, layout.size()))
    }
}
unsafe impl Allocator for System {
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.obtain(layout, false)
    }
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.obtain(layout, true)
    }
    unsafe fn deallocate(&self, ptr: NonNull<u8>, layout: Layout) {
        if layout.size() != 0 {
            unsafe { assay_dealloc(ptr.as_ptr(), layout.size(), layout.align()) }
        }
    }
}

pub fn set_alloc_error_hook(_hook: fn(Layout)) {}
pub fn take_alloc_error_hook() -> fn(Layout) {
    fn nothing(_: Layout) {}
    nothing
}
