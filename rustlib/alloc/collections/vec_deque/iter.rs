// Iterators over a `VecDeque`.

use core::alloc::Allocator;
use core::fmt;
use core::iter::FusedIterator;
use core::slice;

use super::VecDeque;
use crate::alloc::Global;

pub struct Iter<'a, T: 'a> {
    first: slice::Iter<'a, T>,
    second: slice::Iter<'a, T>,
}
pub struct IterMut<'a, T: 'a> {
    first: slice::IterMut<'a, T>,
    second: slice::IterMut<'a, T>,
}
impl<'a, T> Iter<'a, T> {
    pub(super) fn new(first: slice::Iter<'a, T>, second: slice::Iter<'a, T>) -> Self {
        Iter { first, second }
    }
}
impl<'a, T> IterMut<'a, T> {
    pub(super) fn new(first: slice::IterMut<'a, T>, second: slice::IterMut<'a, T>) -> Self {
        IterMut { first, second }
    }
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { first: self.first.clone(), second: self.second.clone() }
    }
}
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.first.as_slice()).field(&self.second.as_slice()).finish()
    }
}
macro_rules! two_runs {
    ($($Iter:ident $Item:ty;)*) => { $(
        impl<'a, T> Iterator for $Iter<'a, T> {
            type Item = $Item;
            fn next(&mut self) -> Option<$Item> {
                match self.first.next() {
                    Some(element) => Some(element),
                    None => self.second.next(),
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.first.len() + self.second.len();
                (n, Some(n))
            }
        }
        impl<'a, T> DoubleEndedIterator for $Iter<'a, T> {
            fn next_back(&mut self) -> Option<$Item> {
                match self.second.next_back() {
                    Some(element) => Some(element),
                    None => self.first.next_back(),
                }
            }
        }
        impl<T> ExactSizeIterator for $Iter<'_, T> {}
        impl<T> FusedIterator for $Iter<'_, T> {}
    )* };
}
two_runs! { Iter &'a T; IterMut &'a mut T; }

#[derive(Clone)]
pub struct IntoIter<T, A: Allocator = Global> {
    pub(super) inner: VecDeque<T, A>,
}
impl<T, A: Allocator> Iterator for IntoIter<T, A> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.inner.pop_front()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.inner.len(), Some(self.inner.len()))
    }
}
impl<T, A: Allocator> DoubleEndedIterator for IntoIter<T, A> {
    fn next_back(&mut self) -> Option<T> {
        self.inner.pop_back()
    }
}
impl<T, A: Allocator> ExactSizeIterator for IntoIter<T, A> {}
impl<T, A: Allocator> FusedIterator for IntoIter<T, A> {}
impl<T: fmt::Debug, A: Allocator> fmt::Debug for IntoIter<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.inner).finish()
    }
}
