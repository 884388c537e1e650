// Memory of values: sizes, moves, swaps, `ManuallyDrop`, `MaybeUninit`, `Discriminant`.

mod manually_drop;
mod maybe_uninit;

pub use self::manually_drop::{ManuallyDrop, MaybeDangling};
pub use self::maybe_uninit::MaybeUninit;
pub use crate::intrinsics::transmute;
pub use crate::offset_of;

use crate::fmt;
use crate::hash;
use crate::intrinsics;
use crate::marker::DiscriminantKind;
use crate::prelude::v1::*;

#[inline]
#[rustc_no_writable]
pub const fn forget<T>(t: T) {
    let _ = ManuallyDrop::new(t);
}
pub fn forget_unsized<T: ?Sized>(t: T) {
    intrinsics::forget(t)
}
#[inline(always)]
pub const fn size_of<T>() -> usize {
    intrinsics::size_of::<T>()
}
#[inline]
pub const fn size_of_val<T: ?Sized>(val: &T) -> usize {
    unsafe { intrinsics::size_of_val(val) }
}
#[inline]
pub const unsafe fn size_of_val_raw<T: ?Sized>(val: *const T) -> usize {
    unsafe { intrinsics::size_of_val(val) }
}
#[inline(always)]
pub const fn align_of<T>() -> usize {
    intrinsics::align_of::<T>()
}
#[inline]
pub const fn align_of_val<T: ?Sized>(val: &T) -> usize {
    unsafe { intrinsics::align_of_val(val) }
}
#[inline]
pub const unsafe fn align_of_val_raw<T: ?Sized>(val: *const T) -> usize {
    unsafe { intrinsics::align_of_val(val) }
}
pub fn min_align_of<T>() -> usize {
    intrinsics::align_of::<T>()
}
pub fn min_align_of_val<T: ?Sized>(val: &T) -> usize {
    unsafe { intrinsics::align_of_val(val) }
}
#[inline]
pub const fn needs_drop<T: ?Sized>() -> bool {
    intrinsics::needs_drop::<T>()
}
#[inline]
#[track_caller]
pub const unsafe fn zeroed<T>() -> T {
    intrinsics::assert_zero_valid::<T>();
    unsafe { MaybeUninit::zeroed().assume_init() }
}
#[inline]
#[track_caller]
pub unsafe fn uninitialized<T>() -> T {
    intrinsics::assert_mem_uninitialized_valid::<T>();
    unsafe { MaybeUninit::<T>::uninit().assume_init() }
}
#[inline]
pub const fn swap<T>(x: &mut T, y: &mut T) {
    unsafe { intrinsics::typed_swap_nonoverlapping(x, y) }
}
#[inline]
pub fn take<T: Default>(dest: &mut T) -> T {
    replace(dest, T::default())
}
#[inline]
pub const fn replace<T>(dest: &mut T, src: T) -> T {
    unsafe {
        let result = crate::ptr::read(dest);
        crate::ptr::write(dest, src);
        result
    }
}
#[inline]
pub fn drop<T>(_x: T) {}
pub fn copy<T: Copy>(x: &T) -> T {
    *x
}
#[inline]
#[track_caller]
pub const unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst {
    assert!(size_of::<Src>() >= size_of::<Dst>(), "cannot transmute_copy if Dst is larger than Src");
    if align_of::<Dst>() > align_of::<Src>() {
        unsafe { crate::ptr::read_unaligned(src as *const Src as *const Dst) }
    } else {
        unsafe { crate::ptr::read(src as *const Src as *const Dst) }
    }
}
pub const unsafe fn conjure_zst<T>() -> T {
    assert!(size_of::<T>() == 0, "mem::conjure_zst invoked on a type that is not zero-sized");
    unsafe { MaybeUninit::uninit().assume_init() }
}
pub const fn variant_count<T>() -> usize {
    intrinsics::variant_count::<T>()
}

pub struct Discriminant<T>(<T as DiscriminantKind>::Discriminant);
impl<T> Copy for Discriminant<T> {}
impl<T> Clone for Discriminant<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> PartialEq for Discriminant<T> {
    fn eq(&self, rhs: &Self) -> bool {
        self.0 == rhs.0
    }
}
impl<T> Eq for Discriminant<T> {}
impl<T> hash::Hash for Discriminant<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Discriminant<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Discriminant").field(&self.0).finish()
    }
}
pub const fn discriminant<T>(v: &T) -> Discriminant<T> {
    Discriminant(intrinsics::discriminant_value(v))
}

// Size and alignment as associated constants of every type.
pub trait SizedTypeProperties: Sized {
    const IS_ZST: bool = size_of::<Self>() == 0;
    const SIZE: usize = size_of::<Self>();
    const ALIGN: usize = align_of::<Self>();
    const ALIGNMENT: crate::ptr::Alignment = crate::ptr::Alignment::of::<Self>();
    const LAYOUT: crate::alloc::Layout = crate::alloc::Layout::new::<Self>();
    const MAX_SLICE_LEN: usize = match size_of::<Self>() {
        0 => usize::MAX,
        n => (isize::MAX as usize) / n,
    };
    const NEEDS_DROP: bool = needs_drop::<Self>();
}
impl<T> SizedTypeProperties for T {}
