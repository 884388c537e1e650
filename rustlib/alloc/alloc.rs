// The heap: `Global` and the functions behind it.

pub use core::alloc::*;
use core::intrinsics::{assay_alloc, assay_dealloc, assay_realloc};
use core::ptr::{self, NonNull};

// The program's allocator. A `#[global_allocator]` static takes the place of these four.
mod default {
    use super::*;
    #[rustc_std_internal_symbol]
    unsafe fn __rust_alloc(size: usize, align: usize) -> *mut u8 {
        unsafe { assay_alloc(size, align, false) }
    }
    #[rustc_std_internal_symbol]
    unsafe fn __rust_dealloc(ptr: *mut u8, size: usize, align: usize) {
        unsafe { assay_dealloc(ptr, size, align) }
    }
    #[rustc_std_internal_symbol]
    unsafe fn __rust_realloc(ptr: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8 {
        unsafe { assay_realloc(ptr, old_size, align, new_size) }
    }
    #[rustc_std_internal_symbol]
    unsafe fn __rust_alloc_zeroed(size: usize, align: usize) -> *mut u8 {
        unsafe { assay_alloc(size, align, true) }
    }
}
unsafe extern "Rust" {
    #[rustc_std_internal_symbol]
    fn __rust_alloc(size: usize, align: usize) -> *mut u8;
    #[rustc_std_internal_symbol]
    fn __rust_dealloc(ptr: *mut u8, size: usize, align: usize);
    #[rustc_std_internal_symbol]
    fn __rust_realloc(ptr: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8;
    #[rustc_std_internal_symbol]
    fn __rust_alloc_zeroed(size: usize, align: usize) -> *mut u8;
}

#[derive(Copy, Clone, Default, Debug)]
#[lang = "global_alloc_ty"]
pub struct Global;

#[inline]
pub unsafe fn alloc(layout: Layout) -> *mut u8 {
    unsafe { __rust_alloc(layout.size(), layout.align()) }
}
#[inline]
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout) {
    unsafe { __rust_dealloc(ptr, layout.size(), layout.align()) }
}
#[inline]
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    unsafe { __rust_realloc(ptr, layout.size(), layout.align(), new_size) }
}
#[inline]
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
    unsafe { __rust_alloc_zeroed(layout.size(), layout.align()) }
}

impl Global {
    fn alloc_impl(&self, layout: Layout, zeroed: bool) -> Result<NonNull<[u8]>, AllocError> {
        if layout.size() == 0 {
            return Ok(NonNull::slice_from_raw_parts(layout.dangling_ptr(), 0));
        }
        let raw = unsafe { if zeroed { alloc_zeroed(layout) } else { alloc(layout) } };
        match NonNull::new(raw) {
            Some(ptr) => Ok(NonNull::slice_from_raw_parts(ptr, layout.size())),
            None => Err(AllocError),
        }
    }
    unsafe fn resize(&self, ptr: NonNull<u8>, old: Layout, new: Layout, zeroed: bool) -> Result<NonNull<[u8]>, AllocError> {
        if old.size() == 0 {
            return self.alloc_impl(new, zeroed);
        }
        if new.size() == 0 {
            unsafe { dealloc(ptr.as_ptr(), old) };
            return Ok(NonNull::slice_from_raw_parts(new.dangling_ptr(), 0));
        }
        unsafe {
            if old.align() == new.align() {
                let raw = realloc(ptr.as_ptr(), old, new.size());
                let Some(moved) = NonNull::new(raw) else { return Err(AllocError) };
                if zeroed {
                    raw.add(old.size()).write_bytes(0, new.size() - old.size());
                }
                return Ok(NonNull::slice_from_raw_parts(moved, new.size()));
            }
            let fresh = self.alloc_impl(new, zeroed)?;
            let common = if old.size() < new.size() { old.size() } else { new.size() };
            ptr::copy_nonoverlapping(ptr.as_ptr(), fresh.as_ptr() as *mut u8, common);
            dealloc(ptr.as_ptr(), old);
            Ok(fresh)
        }
    }
}

unsafe impl Allocator for Global {
    #[inline]
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.alloc_impl(layout, false)
    }
    #[inline]
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.alloc_impl(layout, true)
    }
    #[inline]
    unsafe fn deallocate(&self, ptr: NonNull<u8>, layout: Layout) {
        if layout.size() != 0 {
            unsafe { dealloc(ptr.as_ptr(), layout) }
        }
    }
    unsafe fn grow(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        unsafe { self.resize(ptr, old, new, false) }
    }
    unsafe fn grow_zeroed(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        unsafe { self.resize(ptr, old, new, true) }
    }
    unsafe fn shrink(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        unsafe { self.resize(ptr, old, new, false) }
    }
}

pub(crate) unsafe fn exchange_malloc(size: usize, align: usize) -> *mut u8 {
    let layout = unsafe { Layout::from_size_align_unchecked(size, align) };
    match Global.allocate(layout) {
        Ok(ptr) => ptr.as_ptr() as *mut u8,
        Err(_) => handle_alloc_error(layout),
    }
}

unsafe extern "Rust" {
    // Defined by `std`.
    #[rustc_std_internal_symbol]
    fn __rust_alloc_error_handler(size: usize, align: usize) -> !;
}
#[cold]
pub fn handle_alloc_error(layout: Layout) -> ! {
    unsafe { __rust_alloc_error_handler(layout.size(), layout.align()) }
}
