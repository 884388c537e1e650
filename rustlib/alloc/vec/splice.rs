// `Splice`: a drained range that is filled again.

use core::alloc::Allocator;
use core::fmt;
use core::ptr;

use super::{Drain, Vec};
use crate::alloc::Global;

pub struct Splice<'a, I: Iterator + 'a, A: Allocator + 'a = Global> {
    pub(super) drain: Drain<'a, I::Item, A>,
    pub(super) replace_with: I,
}
impl<I: Iterator, A: Allocator> Iterator for Splice<'_, I, A> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        self.drain.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.drain.size_hint()
    }
}
impl<I: Iterator, A: Allocator> DoubleEndedIterator for Splice<'_, I, A> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.drain.next_back()
    }
}
impl<I: Iterator, A: Allocator> ExactSizeIterator for Splice<'_, I, A> {}
impl<I: Iterator + fmt::Debug, A: Allocator> fmt::Debug for Splice<'_, I, A>
where
    I::Item: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Splice").field(&self.drain).finish()
    }
}
impl<I: Iterator, A: Allocator> Drop for Splice<'_, I, A> {
    fn drop(&mut self) {
        while let Some(old) = self.drain.next() {
            drop(old);
        }
        unsafe {
            while let Some(item) = self.replace_with.next() {
                let (tail, tail_len) = (self.drain.tail_start, self.drain.tail_len);
                let vec = self.drain.vec.as_mut();
                let at = vec.len();
                if at == tail {
                    // The gap is full: shift the tail by as much as is known to come.
                    let more = self.replace_with.size_hint().0 + 1;
                    vec.buf.reserve(tail + tail_len, more);
                    let base = vec.as_mut_ptr();
                    ptr::copy(base.add(tail), base.add(tail + more), tail_len);
                    self.drain.tail_start = tail + more;
                }
                ptr::write(vec.as_mut_ptr().add(at), item);
                vec.set_len(at + 1);
            }
        }
    }
}
