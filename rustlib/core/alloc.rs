// Memory layouts and the allocator traits.

use crate::error::Error;
use crate::fmt;
use crate::mem;
use crate::prelude::v1::*;
use crate::ptr::{self, Alignment, NonNull};

#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[lang = "alloc_layout"]
pub struct Layout {
    size: usize,
    align: Alignment,
}
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct LayoutError;
impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid parameters to Layout::from_size_align")
    }
}
impl Error for LayoutError {}
pub type LayoutErr = LayoutError;

impl Layout {
    #[inline]
    pub const fn from_size_align(size: usize, align: usize) -> Result<Layout, LayoutError> {
        if Layout::is_valid(size, align) {
            Ok(Layout { size, align: unsafe { Alignment::new_unchecked(align) } })
        } else {
            Err(LayoutError)
        }
    }
    const fn is_valid(size: usize, align: usize) -> bool {
        align.is_power_of_two() && size <= isize::MAX as usize + 1 - align
    }
    #[inline]
    #[track_caller]
    pub const unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Layout {
        if crate::intrinsics::ub_checks() && !Layout::is_valid(size, align) {
            crate::panicking::panic_nounwind(
                "unsafe precondition(s) violated: Layout::from_size_align_unchecked requires that align is a power of \
                 2 and the rounded-up allocation size does not exceed isize::MAX",
            )
        }
        Layout { size, align: unsafe { Alignment::new_unchecked(align) } }
    }
    #[inline]
    pub const fn size(&self) -> usize {
        self.size
    }
    #[inline]
    pub const fn align(&self) -> usize {
        self.align.as_usize()
    }
    pub const fn alignment(&self) -> Alignment {
        self.align
    }
    #[inline]
    pub const fn new<T>() -> Layout {
        Layout { size: size_of::<T>(), align: Alignment::of::<T>() }
    }
    #[inline]
    pub const fn for_value<T: ?Sized>(t: &T) -> Layout {
        let (size, align) = (size_of_val(t), align_of_val(t));
        Layout { size, align: unsafe { Alignment::new_unchecked(align) } }
    }
    pub const unsafe fn for_value_raw<T: ?Sized>(t: *const T) -> Layout {
        let (size, align) = unsafe { (mem::size_of_val_raw(t), mem::align_of_val_raw(t)) };
        Layout { size, align: unsafe { Alignment::new_unchecked(align) } }
    }
    pub const fn dangling(&self) -> NonNull<u8> {
        NonNull::without_provenance(self.align.as_nonzero())
    }
    pub const fn dangling_ptr(&self) -> NonNull<u8> {
        NonNull::without_provenance(self.align.as_nonzero())
    }
    pub const fn align_to(&self, align: usize) -> Result<Layout, LayoutError> {
        Layout::from_size_align(self.size, if align > self.align() { align } else { self.align() })
    }
    pub const fn padding_needed_for(&self, align: usize) -> usize {
        if !align.is_power_of_two() {
            return usize::MAX;
        }
        (align - self.size % align) % align
    }
    pub const fn pad_to_align(&self) -> Layout {
        let size = self.size + self.padding_needed_for(self.align());
        Layout { size, align: self.align }
    }
    pub fn repeat(&self, n: usize) -> Result<(Layout, usize), LayoutError> {
        let padded = self.pad_to_align();
        let size = padded.size.checked_mul(n).ok_or(LayoutError)?;
        Ok((Layout::from_size_align(size, self.align())?, padded.size))
    }
    pub fn extend(&self, next: Layout) -> Result<(Layout, usize), LayoutError> {
        let align = if self.align() > next.align() { self.align() } else { next.align() };
        let offset = self.size + self.padding_needed_for(next.align());
        let size = offset.checked_add(next.size).ok_or(LayoutError)?;
        Ok((Layout::from_size_align(size, align)?, offset))
    }
    pub fn repeat_packed(&self, n: usize) -> Result<Layout, LayoutError> {
        Layout::from_size_align(self.size.checked_mul(n).ok_or(LayoutError)?, self.align())
    }
    pub fn extend_packed(&self, next: Layout) -> Result<Layout, LayoutError> {
        Layout::from_size_align(self.size.checked_add(next.size).ok_or(LayoutError)?, self.align())
    }
    pub const fn array<T>(n: usize) -> Result<Layout, LayoutError> {
        match size_of::<T>().checked_mul(n) {
            Some(size) => Layout::from_size_align(size, align_of::<T>()),
            None => Err(LayoutError),
        }
    }
}

pub unsafe trait GlobalAlloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout);
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let size = layout.size();
        let ptr = unsafe { self.alloc(layout) };
        if !ptr.is_null() {
            unsafe { ptr::write_bytes(ptr, 0, size) };
        }
        ptr
    }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let new_ptr = unsafe { self.alloc(new_layout) };
        if !new_ptr.is_null() {
            let count = if layout.size() < new_size { layout.size() } else { new_size };
            unsafe {
                ptr::copy_nonoverlapping(ptr as *const u8, new_ptr, count);
                self.dealloc(ptr, layout);
            }
        }
        new_ptr
    }
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct AllocError;
impl fmt::Display for AllocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory allocation failed")
    }
}
impl Error for AllocError {}

pub unsafe trait Allocator {
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError>;
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let ptr = self.allocate(layout)?;
        unsafe { ptr.cast::<u8>().as_ptr().write_bytes(0, ptr.len()) }
        Ok(ptr)
    }
    unsafe fn deallocate(&self, ptr: NonNull<u8>, layout: Layout);
    unsafe fn grow(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let new_ptr = self.allocate(new)?;
        unsafe {
            ptr::copy_nonoverlapping(ptr.as_ptr() as *const u8, new_ptr.as_mut_ptr(), old.size());
            self.deallocate(ptr, old);
        }
        Ok(new_ptr)
    }
    unsafe fn grow_zeroed(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let new_ptr = self.allocate_zeroed(new)?;
        unsafe {
            ptr::copy_nonoverlapping(ptr.as_ptr() as *const u8, new_ptr.as_mut_ptr(), old.size());
            self.deallocate(ptr, old);
        }
        Ok(new_ptr)
    }
    unsafe fn shrink(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let new_ptr = self.allocate(new)?;
        unsafe {
            ptr::copy_nonoverlapping(ptr.as_ptr() as *const u8, new_ptr.as_mut_ptr(), new.size());
            self.deallocate(ptr, old);
        }
        Ok(new_ptr)
    }
    fn by_ref(&self) -> &Self
    where
        Self: Sized,
    {
        self
    }
}
unsafe impl<A: Allocator + ?Sized> Allocator for &A {
    #[inline]
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        (**self).allocate(layout)
    }
    #[inline]
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        (**self).allocate_zeroed(layout)
    }
    #[inline]
    unsafe fn deallocate(&self, ptr: NonNull<u8>, layout: Layout) {
        unsafe { (**self).deallocate(ptr, layout) }
    }
    #[inline]
    unsafe fn grow(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        unsafe { (**self).grow(ptr, old, new) }
    }
    #[inline]
    unsafe fn shrink(&self, ptr: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        unsafe { (**self).shrink(ptr, old, new) }
    }
}
