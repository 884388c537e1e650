// `Drain`: takes a range out of a vector and closes the gap at the end.

use core::alloc::Allocator;
use core::fmt;
use core::iter::{FusedIterator, TrustedLen};
use core::mem::{self, SizedTypeProperties};
use core::ptr::{self, NonNull};
use core::slice;

use super::Vec;
use crate::alloc::Global;

pub struct Drain<'a, T: 'a, A: Allocator + 'a = Global> {
    pub(super) tail_start: usize,
    pub(super) tail_len: usize,
    pub(super) iter: slice::Iter<'a, T>,
    pub(super) vec: NonNull<Vec<T, A>>,
}
unsafe impl<T: Sync, A: Sync + Allocator> Sync for Drain<'_, T, A> {}
unsafe impl<T: Send, A: Send + Allocator> Send for Drain<'_, T, A> {}

impl<'a, T, A: Allocator> Drain<'a, T, A> {
    pub fn as_slice(&self) -> &[T] {
        self.iter.as_slice()
    }
    pub fn allocator(&self) -> &A {
        unsafe { self.vec.as_ref().allocator() }
    }
    // Puts what was not taken back into the vector.
    pub fn keep_rest(self) {
        let mut this = mem::ManuallyDrop::new(self);
        unsafe {
            let vec = this.vec.as_mut();
            let start = vec.len();
            let rest = this.iter.len();
            let source = this.iter.as_slice().as_ptr();
            if !T::IS_ZST {
                let base = vec.as_mut_ptr();
                let target = base.add(start);
                if target as *const T != source {
                    ptr::copy(source, target, rest);
                }
                ptr::copy(base.add(this.tail_start), base.add(start + rest), this.tail_len);
            }
            vec.set_len(start + rest + this.tail_len);
        }
    }
}
impl<'a, T, A: Allocator> AsRef<[T]> for Drain<'a, T, A> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}
impl<T: fmt::Debug, A: Allocator> fmt::Debug for Drain<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.iter.as_slice()).finish()
    }
}
impl<T, A: Allocator> Iterator for Drain<'_, T, A> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.iter.next().map(|element| unsafe { ptr::read(element as *const T) })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<T, A: Allocator> DoubleEndedIterator for Drain<'_, T, A> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.iter.next_back().map(|element| unsafe { ptr::read(element as *const T) })
    }
}
impl<T, A: Allocator> ExactSizeIterator for Drain<'_, T, A> {}
impl<T, A: Allocator> FusedIterator for Drain<'_, T, A> {}
unsafe impl<T, A: Allocator> TrustedLen for Drain<'_, T, A> {}

impl<T, A: Allocator> Drop for Drain<'_, T, A> {
    fn drop(&mut self) {
        // Moves the tail back, also if dropping an element panics.
        struct DropGuard<'r, 'a, T, A: Allocator>(&'r mut Drain<'a, T, A>);
        impl<'r, 'a, T, A: Allocator> Drop for DropGuard<'r, 'a, T, A> {
            fn drop(&mut self) {
                if self.0.tail_len == 0 {
                    return;
                }
                unsafe {
                    let vec = self.0.vec.as_mut();
                    let start = vec.len();
                    let tail = self.0.tail_start;
                    if tail != start {
                        let base = vec.as_mut_ptr();
                        ptr::copy(base.add(tail), base.add(start), self.0.tail_len);
                    }
                    vec.set_len(start + self.0.tail_len);
                }
            }
        }
        let iter = mem::take(&mut self.iter);
        let count = iter.len();
        let mut vec = self.vec;
        if T::IS_ZST {
            unsafe {
                let vec = vec.as_mut();
                let old_len = vec.len();
                vec.set_len(old_len + count + self.tail_len);
                vec.truncate(old_len + self.tail_len);
            }
            return;
        }
        let _guard = DropGuard(self);
        if count == 0 {
            return;
        }
        // The pointer of the slice iterator is for reading; the elements are dropped through the vector's own.
        let first = iter.as_slice().as_ptr();
        unsafe {
            let base = vec.as_mut().as_mut_ptr();
            let offset = first.offset_from_unsigned(base as *const T);
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(base.add(offset), count));
        }
    }
}
