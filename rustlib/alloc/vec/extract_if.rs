// `ExtractIf`: removes and yields the elements a predicate chooses.

use core::alloc::Allocator;
use core::fmt;
use core::ptr;

use super::Vec;
use crate::alloc::Global;

pub struct ExtractIf<'a, T, F, A: Allocator = Global> {
    pub(super) vec: &'a mut Vec<T, A>,
    pub(super) idx: usize,
    pub(super) end: usize,
    pub(super) del: usize,
    pub(super) old_len: usize,
    pub(super) pred: F,
}
impl<T, F: FnMut(&mut T) -> bool, A: Allocator> Iterator for ExtractIf<'_, T, F, A> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while self.idx < self.end {
            unsafe {
                let base = self.vec.as_mut_ptr();
                let current = base.add(self.idx);
                let extract = (self.pred)(&mut *current);
                self.idx += 1;
                if extract {
                    self.del += 1;
                    return Some(ptr::read(current));
                }
                if self.del > 0 {
                    ptr::copy_nonoverlapping(current, base.add(self.idx - 1 - self.del), 1);
                }
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.end - self.idx))
    }
}
impl<T, F, A: Allocator> Drop for ExtractIf<'_, T, F, A> {
    fn drop(&mut self) {
        unsafe {
            if self.del > 0 {
                let base = self.vec.as_mut_ptr();
                ptr::copy(base.add(self.idx), base.add(self.idx - self.del), self.old_len - self.idx);
            }
            self.vec.set_len(self.old_len - self.del);
        }
    }
}
impl<T, F, A: Allocator> fmt::Debug for ExtractIf<'_, T, F, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
