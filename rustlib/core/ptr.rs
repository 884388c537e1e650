// Raw pointers: construction, reading and writing through them, comparison. Methods live in `const_ptr` and `mut_ptr`.

mod alignment;
mod const_ptr;
mod metadata;
mod mut_ptr;
mod non_null;
mod unique;

pub use self::alignment::Alignment;
pub use self::metadata::{from_raw_parts, from_raw_parts_mut, metadata, DynMetadata, Pointee, Thin};
pub use self::non_null::NonNull;
pub use self::unique::Unique;
pub use crate::intrinsics::{copy, copy_nonoverlapping, write_bytes};
pub use crate::{addr_of, addr_of_mut};

use crate::hash;
use crate::intrinsics;
use crate::marker::{FnPtr, PointeeSized};
use crate::mem::{self, MaybeUninit};
use crate::prelude::v1::*;

// Dropping: the machine calls the drop code of `T` for this function; the body is never used.
#[lang = "drop_in_place"]
#[track_caller]
pub unsafe fn drop_in_place<T: PointeeSized>(to_drop: *mut T) {
    unsafe { drop_in_place(to_drop) }
}

#[inline(always)]
pub const fn null<T: PointeeSized + Thin>() -> *const T {
    from_raw_parts(without_provenance::<()>(0), ())
}
#[inline(always)]
pub const fn null_mut<T: PointeeSized + Thin>() -> *mut T {
    from_raw_parts_mut(without_provenance_mut::<()>(0), ())
}
#[inline(always)]
pub const fn without_provenance<T>(addr: usize) -> *const T {
    without_provenance_mut(addr)
}
#[inline(always)]
pub const fn without_provenance_mut<T>(addr: usize) -> *mut T {
    unsafe { mem::transmute::<usize, *mut T>(addr) }
}
#[inline(always)]
pub const fn dangling<T>() -> *const T {
    dangling_mut()
}
#[inline(always)]
pub const fn dangling_mut<T>() -> *mut T {
    without_provenance_mut(align_of::<T>())
}
#[inline(always)]
#[rustc_do_not_const_check]
pub const fn with_exposed_provenance<T>(addr: usize) -> *const T {
    addr as *const T
}
#[inline(always)]
#[rustc_do_not_const_check]
pub const fn with_exposed_provenance_mut<T>(addr: usize) -> *mut T {
    addr as *mut T
}
#[inline(always)]
pub const fn from_ref<T: PointeeSized>(r: &T) -> *const T {
    r
}
#[inline(always)]
pub const fn from_mut<T: PointeeSized>(r: &mut T) -> *mut T {
    r
}
#[inline]
pub const fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T] {
    from_raw_parts(data, len)
}
#[inline]
pub const fn slice_from_raw_parts_mut<T>(data: *mut T, len: usize) -> *mut [T] {
    from_raw_parts_mut(data, len)
}
#[inline]
#[track_caller]
pub const unsafe fn swap<T>(x: *mut T, y: *mut T) {
    unsafe { intrinsics::assay_swap(x, y) }
}
#[inline]
#[track_caller]
pub const unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize) {
    if intrinsics::ub_checks() {
        check_disjoint(x as *const (), y as *const (), size_of::<T>(), count);
    }
    let mut i = 0;
    while i < count {
        unsafe { intrinsics::assay_swap(x.add(i), y.add(i)) };
        i += 1;
    }
}
#[rustc_do_not_const_check]
const fn check_disjoint(x: *const (), y: *const (), size: usize, count: usize) {
    let (total, overflow) = size.overflowing_mul(count);
    let distance = if x.addr() > y.addr() { x.addr() - y.addr() } else { y.addr() - x.addr() };
    if overflow || distance < total {
        crate::panicking::panic_nounwind(
            "unsafe precondition(s) violated: ptr::swap_nonoverlapping requires that both pointer arguments are \
             aligned and non-null and the specified memory ranges do not overlap",
        )
    }
}
#[inline]
#[track_caller]
pub const unsafe fn replace<T>(dst: *mut T, src: T) -> T {
    unsafe { mem::replace(&mut *dst, src) }
}
#[inline]
#[track_caller]
pub const unsafe fn read<T>(src: *const T) -> T {
    unsafe { intrinsics::read_via_copy(src) }
}
#[inline]
#[track_caller]
pub const unsafe fn read_unaligned<T>(src: *const T) -> T {
    let mut tmp = MaybeUninit::<T>::uninit();
    unsafe {
        copy_nonoverlapping(src as *const u8, tmp.as_mut_ptr() as *mut u8, size_of::<T>());
        tmp.assume_init()
    }
}
#[inline]
#[track_caller]
pub const unsafe fn write<T>(dst: *mut T, src: T) {
    unsafe { intrinsics::write_via_move(dst, src) }
}
#[inline]
#[track_caller]
pub const unsafe fn write_unaligned<T>(dst: *mut T, src: T) {
    unsafe {
        copy_nonoverlapping((&raw const src) as *const u8, dst as *mut u8, size_of::<T>());
        intrinsics::forget(src);
    }
}
#[inline]
#[track_caller]
pub unsafe fn read_volatile<T>(src: *const T) -> T {
    unsafe { intrinsics::volatile_load(src) }
}
#[inline]
#[track_caller]
pub unsafe fn write_volatile<T>(dst: *mut T, src: T) {
    unsafe { intrinsics::volatile_store(dst, src) }
}

// How many elements to advance until the address is a multiple of `align`.
// (With symbolic alignment the machine answers itself.)
#[lang = "align_offset"]
#[rustc_do_not_const_check]
pub(crate) const unsafe fn align_offset<T: Sized>(ptr: *const T, align: usize) -> usize {
    let addr = ptr.addr();
    let stride = size_of::<T>();
    let missing = (align - addr % align) % align;
    if missing == 0 {
        return 0;
    }
    if stride == 0 {
        return usize::MAX;
    }
    if missing % stride == 0 {
        return missing / stride;
    }
    // The address moves by `stride` modulo `align`: try each residue once.
    let mut n = 1;
    let mut position = addr.wrapping_add(stride);
    while n < align {
        if position % align == 0 {
            return n;
        }
        position = position.wrapping_add(stride);
        n += 1;
    }
    usize::MAX
}

#[inline(always)]
pub fn eq<T: PointeeSized>(a: *const T, b: *const T) -> bool {
    a == b
}
#[inline(always)]
pub fn addr_eq<T: PointeeSized, U: PointeeSized>(p: *const T, q: *const U) -> bool {
    (p as *const ()) == (q as *const ())
}
#[inline(always)]
pub fn fn_addr_eq<T: FnPtr, U: FnPtr>(f: T, g: U) -> bool {
    f.addr() == g.addr()
}
pub fn hash<T: PointeeSized, S: hash::Hasher>(hashee: *const T, into: &mut S) {
    hash::Hash::hash(&hashee, into);
}
