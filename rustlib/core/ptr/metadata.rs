// Pointer metadata: what a wide pointer carries besides the address.

use super::NonNull;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics::{aggregate_raw_ptr, ptr_metadata, vtable_align, vtable_size};
use crate::marker::{Freeze, PhantomData, PointeeSized};
use crate::prelude::v1::*;

#[lang = "pointee_trait"]
pub trait Pointee: PointeeSized {
    #[lang = "metadata_type"]
    type Metadata: fmt::Debug + Copy + Send + Sync + Ord + Hash + Unpin + Freeze;
}
pub trait Thin: Pointee<Metadata = ()> + PointeeSized {}
impl<T: PointeeSized> Thin for T where T: Pointee<Metadata = ()> {}

#[inline]
pub const fn metadata<T: PointeeSized>(ptr: *const T) -> <T as Pointee>::Metadata {
    ptr_metadata(ptr)
}
#[inline]
pub const fn from_raw_parts<T: PointeeSized>(
    data_pointer: *const impl Thin,
    metadata: <T as Pointee>::Metadata,
) -> *const T {
    aggregate_raw_ptr(data_pointer, metadata)
}
#[inline]
pub const fn from_raw_parts_mut<T: PointeeSized>(
    data_pointer: *mut impl Thin,
    metadata: <T as Pointee>::Metadata,
) -> *mut T {
    aggregate_raw_ptr(data_pointer, metadata)
}

#[lang = "dyn_metadata"]
pub struct DynMetadata<Dyn: PointeeSized> {
    vtable_ptr: NonNull<VTable>,
    phantom: PhantomData<Dyn>,
}
// The start of a vtable; its contents belong to the machine.
pub struct VTable(());

impl<Dyn: PointeeSized> DynMetadata<Dyn> {
    fn vtable(self) -> *const () {
        unsafe { crate::mem::transmute::<Self, *const ()>(self) }
    }
    pub fn size_of(self) -> usize {
        unsafe { vtable_size(self.vtable()) }
    }
    pub fn align_of(self) -> usize {
        unsafe { vtable_align(self.vtable()) }
    }
    pub fn layout(self) -> crate::alloc::Layout {
        unsafe { crate::alloc::Layout::from_size_align_unchecked(self.size_of(), self.align_of()) }
    }
}
unsafe impl<Dyn: PointeeSized> Send for DynMetadata<Dyn> {}
unsafe impl<Dyn: PointeeSized> Sync for DynMetadata<Dyn> {}
impl<Dyn: PointeeSized> Unpin for DynMetadata<Dyn> {}
impl<Dyn: PointeeSized> Copy for DynMetadata<Dyn> {}
impl<Dyn: PointeeSized> Clone for DynMetadata<Dyn> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<Dyn: PointeeSized> Eq for DynMetadata<Dyn> {}
impl<Dyn: PointeeSized> PartialEq for DynMetadata<Dyn> {
    fn eq(&self, other: &Self) -> bool {
        self.vtable() == other.vtable()
    }
}
impl<Dyn: PointeeSized> Ord for DynMetadata<Dyn> {
    fn cmp(&self, other: &Self) -> crate::cmp::Ordering {
        self.vtable().cmp(&other.vtable())
    }
}
impl<Dyn: PointeeSized> PartialOrd for DynMetadata<Dyn> {
    fn partial_cmp(&self, other: &Self) -> Option<crate::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<Dyn: PointeeSized> Hash for DynMetadata<Dyn> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.vtable().hash(hasher)
    }
}
impl<Dyn: PointeeSized> fmt::Debug for DynMetadata<Dyn> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynMetadata").field(&self.vtable()).finish()
    }
}
