// `Iter` and `IterMut`: two raw pointers (for zero-sized elements: a pointer and a count).

use crate::fmt;
use crate::iter::{FusedIterator, TrustedLen};
use crate::marker::PhantomData;
use crate::mem::SizedTypeProperties;
use crate::prelude::v1::*;
use crate::ptr::{self, NonNull};

#[lang = "SliceIter"]
pub struct Iter<'a, T: 'a> {
    ptr: NonNull<T>,
    end_or_len: *const T,
    _marker: PhantomData<&'a T>,
}
pub struct IterMut<'a, T: 'a> {
    ptr: NonNull<T>,
    end_or_len: *mut T,
    _marker: PhantomData<&'a mut T>,
}
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Sync> Send for Iter<'_, T> {}
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}

impl<'a, T> Iter<'a, T> {
    #[inline]
    pub(super) const fn new(slice: &'a [T]) -> Self {
        let len = slice.len();
        let ptr: NonNull<T> = NonNull::from_ref(slice).cast();
        unsafe {
            let end_or_len = if T::IS_ZST { ptr::without_provenance(len) } else { ptr.as_ptr().add(len) as *const T };
            Iter { ptr, end_or_len, _marker: PhantomData }
        }
    }
    pub fn as_slice(&self) -> &'a [T] {
        unsafe { super::from_raw_parts(self.ptr.as_ptr(), self.remaining()) }
    }
}
impl<T> Clone for Iter<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        Iter { ptr: self.ptr, end_or_len: self.end_or_len, _marker: self._marker }
    }
}
impl<T> AsRef<[T]> for Iter<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        (&[]).into_iter()
    }
}
impl<'a, T> IterMut<'a, T> {
    #[inline]
    pub(super) const fn new(slice: &'a mut [T]) -> Self {
        let len = slice.len();
        let ptr: NonNull<T> = NonNull::from_mut(slice).cast();
        unsafe {
            let end_or_len = if T::IS_ZST { ptr::without_provenance_mut(len) } else { ptr.as_ptr().add(len) };
            IterMut { ptr, end_or_len, _marker: PhantomData }
        }
    }
    pub fn into_slice(self) -> &'a mut [T] {
        unsafe { super::from_raw_parts_mut(self.ptr.as_ptr(), self.remaining()) }
    }
    pub fn as_slice(&self) -> &[T] {
        unsafe { super::from_raw_parts(self.ptr.as_ptr(), self.remaining()) }
    }
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { super::from_raw_parts_mut(self.ptr.as_ptr(), self.remaining()) }
    }
}
impl<T> Default for IterMut<'_, T> {
    fn default() -> Self {
        (&mut []).into_iter()
    }
}

macro_rules! slice_iterator {
    ($Iter:ident $raw:tt ($($m:tt)*)) => {
        impl<'a, T> $Iter<'a, T> {
            #[inline]
            fn remaining(&self) -> usize {
                if T::IS_ZST {
                    self.end_or_len.addr()
                } else {
                    unsafe { (self.end_or_len as *const T).offset_from_unsigned(self.ptr.as_ptr() as *const T) }
                }
            }
            #[inline]
            fn at_end(&self) -> bool {
                if T::IS_ZST {
                    self.end_or_len.addr() == 0
                } else {
                    self.ptr.as_ptr() as *const T == self.end_or_len as *const T
                }
            }
            // Steps over `n` elements that are known to be there; the old start.
            #[inline]
            unsafe fn advance_start(&mut self, n: usize) -> *mut T {
                let old = self.ptr;
                if T::IS_ZST {
                    self.end_or_len = self.end_or_len.wrapping_byte_sub(n);
                } else {
                    self.ptr = unsafe { self.ptr.add(n) };
                }
                old.as_ptr()
            }
            // The new end after stepping back over `n` elements.
            #[inline]
            unsafe fn retreat_end(&mut self, n: usize) -> *mut T {
                if T::IS_ZST {
                    self.end_or_len = self.end_or_len.wrapping_byte_sub(n);
                    self.ptr.as_ptr()
                } else {
                    self.end_or_len = unsafe { self.end_or_len.sub(n) };
                    self.end_or_len as *mut T
                }
            }
        }
        impl<'a, T> Iterator for $Iter<'a, T> {
            type Item = &'a $($m)* T;
            #[inline]
            fn next(&mut self) -> Option<&'a $($m)* T> {
                if self.at_end() { None } else { unsafe { Some(& $($m)* *self.advance_start(1)) } }
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.remaining();
                (n, Some(n))
            }
            #[inline]
            fn count(self) -> usize { self.remaining() }
            #[inline]
            fn nth(&mut self, n: usize) -> Option<&'a $($m)* T> {
                let len = self.remaining();
                if n >= len {
                    unsafe { self.advance_start(len) };
                    return None;
                }
                unsafe {
                    self.advance_start(n);
                    Some(& $($m)* *self.advance_start(1))
                }
            }
            #[inline]
            fn last(mut self) -> Option<&'a $($m)* T> { self.next_back() }
        }
        impl<'a, T> DoubleEndedIterator for $Iter<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<&'a $($m)* T> {
                if self.at_end() { None } else { unsafe { Some(& $($m)* *self.retreat_end(1)) } }
            }
            fn nth_back(&mut self, n: usize) -> Option<&'a $($m)* T> {
                let len = self.remaining();
                if n >= len {
                    unsafe { self.retreat_end(len) };
                    return None;
                }
                unsafe {
                    self.retreat_end(n);
                    Some(& $($m)* *self.retreat_end(1))
                }
            }
        }
        impl<T> ExactSizeIterator for $Iter<'_, T> {
            #[inline]
            fn len(&self) -> usize { self.remaining() }
        }
        impl<T> FusedIterator for $Iter<'_, T> {}
        unsafe impl<T> TrustedLen for $Iter<'_, T> {}
        impl<T: fmt::Debug> fmt::Debug for $Iter<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Iter)).field(&self.as_slice()).finish()
            }
        }
    };
}
slice_iterator! { Iter const () }
slice_iterator! { IterMut mut (mut) }

impl<'a, T> IntoIterator for &'a [T] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut [T] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
