// The heap, and the allocator of the system.

pub use alloc_crate::alloc::*;

use core::intrinsics::{assay_alloc, assay_dealloc, assay_realloc};

use crate::mem;
use crate::ptr::{self, NonNull};
use crate::sync::atomic::{AtomicPtr, Ordering};
use crate::sys;

#[derive(Debug, Default, Copy, Clone)]
pub struct System;

unsafe impl GlobalAlloc for System {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { assay_alloc(layout.size(), layout.align(), false) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe { assay_alloc(layout.size(), layout.align(), true) }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        unsafe { assay_dealloc(ptr, layout.size(), layout.align()) }
    }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        unsafe { assay_realloc(ptr, layout.size(), layout.align(), new_size) }
    }
}
impl System {
    fn allocate_impl(&self, layout: Layout, zeroed: bool) -> Result<NonNull<[u8]>, AllocError> {
        if layout.size() == 0 {
            return Ok(NonNull::slice_from_raw_parts(layout.dangling_ptr(), 0));
        }
        let raw = unsafe { assay_alloc(layout.size(), layout.align(), zeroed) };
        let ptr = NonNull::new(raw).ok_or(AllocError)?;
        Ok(NonNull::slice_from_raw_parts(ptr, layout.size()))
    }
}
unsafe impl Allocator for System {
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.allocate_impl(layout, false)
    }
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.allocate_impl(layout, true)
    }
    unsafe fn deallocate(&self, ptr: NonNull<u8>, layout: Layout) {
        if layout.size() != 0 {
            unsafe { assay_dealloc(ptr.as_ptr(), layout.size(), layout.align()) }
        }
    }
    unsafe fn grow(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        if old.size() == 0 || old.align() != new.align() {
            let fresh = self.allocate(new)?;
            unsafe {
                ptr::copy_nonoverlapping(ptr.as_ptr(), fresh.as_mut_ptr(), old.size());
                self.deallocate(ptr, old);
            }
            return Ok(fresh);
        }
        let raw = unsafe { assay_realloc(ptr.as_ptr(), old.size(), old.align(), new.size()) };
        let moved = NonNull::new(raw).ok_or(AllocError)?;
        Ok(NonNull::slice_from_raw_parts(moved, new.size()))
    }
}

// What happens when memory runs out: null stands for a message and the end of the program.
static HOOK: AtomicPtr<()> = AtomicPtr::new(ptr::null_mut());

pub fn set_alloc_error_hook(hook: fn(Layout)) {
    HOOK.store(hook as *mut (), Ordering::Release);
}
pub fn take_alloc_error_hook() -> fn(Layout) {
    let hook = HOOK.swap(ptr::null_mut(), Ordering::Acquire);
    if hook.is_null() { default_alloc_error_hook } else { unsafe { mem::transmute::<*mut (), fn(Layout)>(hook) } }
}
fn default_alloc_error_hook(layout: Layout) {
    use crate::fmt::Write;
    let _ = write!(sys::RawOutput { fd: 2 }, "memory allocation of {} bytes failed\n", layout.size());
}
#[rustc_std_internal_symbol]
pub unsafe fn __rust_alloc_error_handler(size: usize, align: usize) -> ! {
    let layout = unsafe { Layout::from_size_align_unchecked(size, align) };
    let hook = HOOK.load(Ordering::Acquire);
    if hook.is_null() {
        default_alloc_error_hook(layout)
    } else {
        unsafe { mem::transmute::<*mut (), fn(Layout)>(hook)(layout) }
    }
    core::intrinsics::abort()
}
