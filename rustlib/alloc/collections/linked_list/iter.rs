// Iterators over a `LinkedList`.

use core::alloc::Allocator;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ptr::NonNull;

use super::{LinkedList, Node};
use crate::alloc::Global;

pub struct Iter<'a, T: 'a> {
    pub(super) head: Option<NonNull<Node<T>>>,
    pub(super) tail: Option<NonNull<Node<T>>>,
    pub(super) len: usize,
    pub(super) marker: PhantomData<&'a Node<T>>,
}
pub struct IterMut<'a, T: 'a> {
    pub(super) head: Option<NonNull<Node<T>>>,
    pub(super) tail: Option<NonNull<Node<T>>>,
    pub(super) len: usize,
    pub(super) marker: PhantomData<&'a mut Node<T>>,
}
#[derive(Clone)]
pub struct IntoIter<T, A: Allocator = Global> {
    pub(super) list: LinkedList<T, A>,
}
pub struct ExtractIf<'a, T: 'a, F: 'a, A: Allocator = Global> {
    pub(super) list: &'a mut LinkedList<T, A>,
    pub(super) current: Option<NonNull<Node<T>>>,
    pub(super) pred: F,
}
unsafe impl<T: Sync> Send for Iter<'_, T> {}
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { head: self.head, tail: self.tail, len: self.len, marker: PhantomData }
    }
}
macro_rules! list_iterators {
    ($($Iter:ident $Item:ty, |$node:ident| $e:expr;)*) => { $(
        impl<'a, T> Iterator for $Iter<'a, T> {
            type Item = $Item;
            fn next(&mut self) -> Option<$Item> {
                if self.len == 0 {
                    return None;
                }
                let node = self.head?;
                unsafe {
                    let $node = node.as_ptr();
                    self.len -= 1;
                    self.head = (*$node).next;
                    Some($e)
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { (self.len, Some(self.len)) }
        }
        impl<'a, T> DoubleEndedIterator for $Iter<'a, T> {
            fn next_back(&mut self) -> Option<$Item> {
                if self.len == 0 {
                    return None;
                }
                let node = self.tail?;
                unsafe {
                    let $node = node.as_ptr();
                    self.len -= 1;
                    self.tail = (*$node).prev;
                    Some($e)
                }
            }
        }
        impl<T> ExactSizeIterator for $Iter<'_, T> {}
        impl<T> FusedIterator for $Iter<'_, T> {}
    )* };
}
list_iterators! {
    Iter &'a T, |node| &(*node).element;
    IterMut &'a mut T, |node| &mut (*node).element;
}
impl<T, A: Allocator> Iterator for IntoIter<T, A> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.list.pop_front()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.list.len(), Some(self.list.len()))
    }
}
impl<T, A: Allocator> DoubleEndedIterator for IntoIter<T, A> {
    fn next_back(&mut self) -> Option<T> {
        self.list.pop_back()
    }
}
impl<T, A: Allocator> ExactSizeIterator for IntoIter<T, A> {}
impl<T, A: Allocator> FusedIterator for IntoIter<T, A> {}
impl<T, F: FnMut(&mut T) -> bool, A: Allocator> Iterator for ExtractIf<'_, T, F, A> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while let Some(node) = self.current {
            unsafe {
                self.current = (*node.as_ptr()).next;
                if (self.pred)(&mut (*node.as_ptr()).element) {
                    self.list.unlink_node(node);
                    return Some(self.list.free_node(node));
                }
            }
        }
        None
    }
}
