// `IntoIter`: a vector's buffer and the part of it not handed out yet.

use core::alloc::Allocator;
use core::array;
use core::fmt;
use core::iter::{FusedIterator, TrustedLen};
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit, SizedTypeProperties};
use core::num::NonZero;
use core::ptr::{self, NonNull};
use core::slice;

use super::Vec;
use crate::alloc::Global;
use crate::raw_vec::RawVec;

pub struct IntoIter<T, A: Allocator = Global> {
    pub(super) buf: NonNull<T>,
    pub(super) phantom: PhantomData<T>,
    pub(super) cap: usize,
    pub(super) alloc: ManuallyDrop<A>,
    pub(super) ptr: NonNull<T>,
    // For zero-sized elements `end - ptr` counts bytes.
    pub(super) end: *const T,
}
unsafe impl<T: Send, A: Allocator + Send> Send for IntoIter<T, A> {}
unsafe impl<T: Sync, A: Allocator + Sync> Sync for IntoIter<T, A> {}

impl<T, A: Allocator> IntoIter<T, A> {
    #[inline]
    fn remaining(&self) -> usize {
        if T::IS_ZST {
            self.end.addr().wrapping_sub(self.ptr.as_ptr().addr())
        } else {
            unsafe { self.end.offset_from_unsigned(self.ptr.as_ptr() as *const T) }
        }
    }
    pub fn as_slice(&self) -> &[T] {
        unsafe { slice::from_raw_parts(self.ptr.as_ptr() as *const T, self.remaining()) }
    }
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { &mut *self.as_raw_mut_slice() }
    }
    fn as_raw_mut_slice(&mut self) -> *mut [T] {
        ptr::slice_from_raw_parts_mut(self.ptr.as_ptr(), self.remaining())
    }
    #[inline]
    pub fn allocator(&self) -> &A {
        &self.alloc
    }
    // Forgets the rest and the buffer, which somebody else has taken over.
    pub(crate) fn forget_allocation_drop_remaining(&mut self) {
        let remaining = self.as_raw_mut_slice();
        self.cap = 0;
        self.buf = NonNull::dangling();
        self.ptr = self.buf;
        self.end = self.buf.as_ptr();
        unsafe { ptr::drop_in_place(remaining) };
    }
    fn step(&mut self, n: usize) {
        if T::IS_ZST {
            self.end = self.end.wrapping_byte_sub(n);
        } else {
            self.ptr = unsafe { self.ptr.add(n) };
        }
    }
}
impl<T, A: Allocator> Iterator for IntoIter<T, A> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.ptr.as_ptr() as *const T == self.end {
            return None;
        }
        let ptr = if T::IS_ZST {
            self.end = self.end.wrapping_byte_sub(1);
            self.ptr
        } else {
            let old = self.ptr;
            self.ptr = unsafe { old.add(1) };
            old
        };
        Some(unsafe { ptr.read() })
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.remaining();
        (n, Some(n))
    }
    fn count(self) -> usize {
        self.remaining()
    }
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let len = self.remaining();
        let step = if n < len { n } else { len };
        let dropped = ptr::slice_from_raw_parts_mut(self.ptr.as_ptr(), step);
        self.step(step);
        unsafe { ptr::drop_in_place(dropped) };
        match NonZero::new(n - step) {
            Some(left) => Err(left),
            None => Ok(()),
        }
    }
    fn next_chunk<const N: usize>(&mut self) -> Result<[T; N], array::IntoIter<T, N>> {
        let mut raw: MaybeUninit<[T; N]> = MaybeUninit::uninit();
        let len = self.remaining();
        unsafe {
            if len < N {
                ptr::copy_nonoverlapping(self.ptr.as_ptr(), raw.as_mut_ptr() as *mut T, len);
                self.step(len);
                let partial = mem::transmute_copy::<MaybeUninit<[T; N]>, [MaybeUninit<T>; N]>(&raw);
                return Err(array::IntoIter::new_unchecked(partial, 0..len));
            }
            ptr::copy_nonoverlapping(self.ptr.as_ptr(), raw.as_mut_ptr() as *mut T, N);
            self.step(N);
            Ok(raw.assume_init())
        }
    }
}
impl<T, A: Allocator> DoubleEndedIterator for IntoIter<T, A> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.ptr.as_ptr() as *const T == self.end {
            return None;
        }
        if T::IS_ZST {
            self.end = self.end.wrapping_byte_sub(1);
            Some(unsafe { self.ptr.read() })
        } else {
            self.end = unsafe { self.end.sub(1) };
            Some(unsafe { ptr::read(self.end) })
        }
    }
    fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let len = self.remaining();
        let step = if n < len { n } else { len };
        if T::IS_ZST {
            self.end = self.end.wrapping_byte_sub(step);
        } else {
            self.end = unsafe { self.end.sub(step) };
        }
        let start = if T::IS_ZST { self.ptr.as_ptr() } else { self.end as *mut T };
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(start, step)) };
        match NonZero::new(n - step) {
            Some(left) => Err(left),
            None => Ok(()),
        }
    }
}
impl<T, A: Allocator> ExactSizeIterator for IntoIter<T, A> {}
impl<T, A: Allocator> FusedIterator for IntoIter<T, A> {}
unsafe impl<T, A: Allocator> TrustedLen for IntoIter<T, A> {}

impl<T: Clone, A: Allocator + Clone> Clone for IntoIter<T, A> {
    fn clone(&self) -> Self {
        let mut v = Vec::with_capacity_in(self.remaining(), (*self.alloc).clone());
        v.extend_from_slice(self.as_slice());
        v.into_iter()
    }
}
impl<T> Default for IntoIter<T> {
    fn default() -> Self {
        Vec::new().into_iter()
    }
}
impl<T, A: Allocator> AsRef<[T]> for IntoIter<T, A> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T: fmt::Debug, A: Allocator> fmt::Debug for IntoIter<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}
unsafe impl<#[may_dangle] T, A: Allocator> Drop for IntoIter<T, A> {
    fn drop(&mut self) {
        // Gives the buffer back, also if dropping an element panics.
        struct DropGuard<'a, T, A: Allocator>(&'a mut IntoIter<T, A>);
        impl<T, A: Allocator> Drop for DropGuard<'_, T, A> {
            fn drop(&mut self) {
                unsafe {
                    let alloc = ManuallyDrop::take(&mut self.0.alloc);
                    let _ = RawVec::from_non_null_in(self.0.buf, self.0.cap, alloc);
                }
            }
        }
        let guard = DropGuard(self);
        unsafe { ptr::drop_in_place(guard.0.as_raw_mut_slice()) }
    }
}
impl<T, A: Allocator> IntoIterator for Vec<T, A> {
    type Item = T;
    type IntoIter = IntoIter<T, A>;
    #[inline]
    fn into_iter(self) -> IntoIter<T, A> {
        unsafe {
            let me = ManuallyDrop::new(self);
            let alloc = ManuallyDrop::new(ptr::read(me.allocator()));
            let buf = me.buf.non_null();
            let begin = buf.as_ptr();
            let end = if T::IS_ZST { begin.wrapping_byte_add(me.len()) } else { begin.add(me.len()) as *const T };
            IntoIter { buf, phantom: PhantomData, cap: me.buf.capacity(), alloc, ptr: buf, end }
        }
    }
}
