// `Drain` of a `VecDeque`.

use core::alloc::Allocator;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};

use super::VecDeque;
use crate::alloc::Global;

pub struct Drain<'a, T: 'a, A: Allocator + 'a = Global> {
    deque: NonNull<VecDeque<T, A>>,
    // The range taken out, the part of it not yet yielded, and the length before.
    start: usize,
    count: usize,
    next: usize,
    end: usize,
    old_len: usize,
    _marker: PhantomData<&'a T>,
}
unsafe impl<T: Sync, A: Allocator + Sync> Sync for Drain<'_, T, A> {}
unsafe impl<T: Send, A: Allocator + Send> Send for Drain<'_, T, A> {}

impl<'a, T, A: Allocator> Drain<'a, T, A> {
    pub(super) fn new(deque: &'a mut VecDeque<T, A>, start: usize, count: usize) -> Self {
        let old_len = deque.len;
        deque.len = start;
        Drain { deque: NonNull::from(deque), start, count, next: start, end: start + count, old_len, _marker: PhantomData }
    }
}
impl<T, A: Allocator> Iterator for Drain<'_, T, A> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        unsafe { Some(ptr::read(self.deque.as_ref().slot(self.next - 1))) }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}
impl<T, A: Allocator> DoubleEndedIterator for Drain<'_, T, A> {
    fn next_back(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        unsafe { Some(ptr::read(self.deque.as_ref().slot(self.end))) }
    }
}
impl<T, A: Allocator> ExactSizeIterator for Drain<'_, T, A> {}
impl<T, A: Allocator> FusedIterator for Drain<'_, T, A> {}
impl<T, A: Allocator> Drop for Drain<'_, T, A> {
    fn drop(&mut self) {
        while let Some(element) = self.next() {
            drop(element);
        }
        unsafe {
            let deque = self.deque.as_mut();
            deque.len = self.old_len;
            deque.close_gap(self.start, self.count);
            deque.len = self.old_len - self.count;
        }
    }
}
