// `LinkedList`: nodes linked both ways by raw pointers.

mod cursor;
mod impls;
mod iter;

pub use self::cursor::{Cursor, CursorMut};
pub use self::iter::{ExtractIf, IntoIter, Iter, IterMut};

use core::alloc::Allocator;
use core::marker::PhantomData;
use core::mem;
use core::ptr::NonNull;

use crate::alloc::Global;
use crate::boxed::Box;

pub struct LinkedList<T, A: Allocator = Global> {
    head: Option<NonNull<Node<T>>>,
    tail: Option<NonNull<Node<T>>>,
    len: usize,
    alloc: A,
    marker: PhantomData<Box<Node<T>, A>>,
}
struct Node<T> {
    next: Option<NonNull<Node<T>>>,
    prev: Option<NonNull<Node<T>>>,
    element: T,
}
unsafe impl<T: Send, A: Allocator + Send> Send for LinkedList<T, A> {}
unsafe impl<T: Sync, A: Allocator + Sync> Sync for LinkedList<T, A> {}

impl<T> LinkedList<T> {
    pub const fn new() -> Self {
        LinkedList::new_in(Global)
    }
    pub fn append(&mut self, other: &mut Self) {
        match self.tail {
            None => mem::swap(self, other),
            Some(mut tail) => {
                if let Some(mut other_head) = other.head.take() {
                    // One node at a time through raw pointers: no reference to a whole neighbour.
                    unsafe {
                        tail.as_mut().next = Some(other_head);
                        other_head.as_mut().prev = Some(tail);
                    }
                    self.tail = other.tail.take();
                    self.len += mem::replace(&mut other.len, 0);
                }
            }
        }
    }
}
impl<T, A: Allocator> LinkedList<T, A> {
    pub const fn new_in(alloc: A) -> Self {
        LinkedList { head: None, tail: None, len: 0, alloc, marker: PhantomData }
    }
    fn new_node(&self, element: T) -> NonNull<Node<T>> {
        let node = Box::new_in(Node { next: None, prev: None, element }, &self.alloc);
        let (raw, _) = Box::into_raw_with_allocator(node);
        unsafe { NonNull::new_unchecked(raw) }
    }
    unsafe fn free_node(&self, node: NonNull<Node<T>>) -> T {
        let node = unsafe { Box::from_raw_in(node.as_ptr(), &self.alloc) };
        Box::into_inner(node).element
    }
    // Puts a node between two neighbours, either of which may be the end of the list.
    unsafe fn link_between(
        &mut self,
        prev: Option<NonNull<Node<T>>>,
        next: Option<NonNull<Node<T>>>,
        node: NonNull<Node<T>>,
    ) {
        unsafe {
            (*node.as_ptr()).prev = prev;
            (*node.as_ptr()).next = next;
            match prev {
                Some(prev) => (*prev.as_ptr()).next = Some(node),
                None => self.head = Some(node),
            }
            match next {
                Some(next) => (*next.as_ptr()).prev = Some(node),
                None => self.tail = Some(node),
            }
        }
        self.len += 1;
    }
    unsafe fn unlink_node(&mut self, node: NonNull<Node<T>>) {
        unsafe {
            let prev = (*node.as_ptr()).prev;
            let next = (*node.as_ptr()).next;
            match prev {
                Some(prev) => (*prev.as_ptr()).next = next,
                None => self.head = next,
            }
            match next {
                Some(next) => (*next.as_ptr()).prev = prev,
                None => self.tail = prev,
            }
        }
        self.len -= 1;
    }
    // The first `at` nodes stay; what follows `split` (their last) becomes a list of its own.
    unsafe fn split_after(&mut self, split: Option<NonNull<Node<T>>>, at: usize) -> Self
    where
        A: Clone,
    {
        let Some(split) = split else {
            let alloc = self.alloc.clone();
            return mem::replace(self, LinkedList::new_in(alloc));
        };
        let mut second = LinkedList::new_in(self.alloc.clone());
        unsafe {
            second.head = (*split.as_ptr()).next.take();
            if let Some(head) = second.head {
                (*head.as_ptr()).prev = None;
                second.tail = self.tail;
                second.len = self.len - at;
                self.tail = Some(split);
                self.len = at;
            }
        }
        second
    }
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { head: self.head, tail: self.tail, len: self.len, marker: PhantomData }
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut { head: self.head, tail: self.tail, len: self.len, marker: PhantomData }
    }
    pub fn cursor_front(&self) -> Cursor<'_, T, A> {
        Cursor { index: 0, current: self.head, list: self }
    }
    pub fn cursor_front_mut(&mut self) -> CursorMut<'_, T, A> {
        CursorMut { index: 0, current: self.head, list: self }
    }
    pub fn cursor_back(&self) -> Cursor<'_, T, A> {
        Cursor { index: self.len.saturating_sub(1), current: self.tail, list: self }
    }
    pub fn cursor_back_mut(&mut self) -> CursorMut<'_, T, A> {
        CursorMut { index: self.len.saturating_sub(1), current: self.tail, list: self }
    }
    pub fn is_empty(&self) -> bool {
        self.head.is_none()
    }
    pub fn len(&self) -> usize {
        self.len
    }
    pub fn clear(&mut self) {
        while let Some(element) = self.pop_front() {
            drop(element);
        }
    }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq<T>,
    {
        self.iter().any(|e| e == x)
    }
    pub fn front(&self) -> Option<&T> {
        unsafe { self.head.map(|node| &(*node.as_ptr()).element) }
    }
    pub fn front_mut(&mut self) -> Option<&mut T> {
        unsafe { self.head.map(|node| &mut (*node.as_ptr()).element) }
    }
    pub fn back(&self) -> Option<&T> {
        unsafe { self.tail.map(|node| &(*node.as_ptr()).element) }
    }
    pub fn back_mut(&mut self) -> Option<&mut T> {
        unsafe { self.tail.map(|node| &mut (*node.as_ptr()).element) }
    }
    pub fn push_front(&mut self, elt: T) {
        let node = self.new_node(elt);
        unsafe { self.link_between(None, self.head, node) }
    }
    pub fn push_back(&mut self, elt: T) {
        let node = self.new_node(elt);
        unsafe { self.link_between(self.tail, None, node) }
    }
    pub fn push_front_mut(&mut self, elt: T) -> &mut T {
        self.push_front(elt);
        self.front_mut().unwrap()
    }
    pub fn push_back_mut(&mut self, elt: T) -> &mut T {
        self.push_back(elt);
        self.back_mut().unwrap()
    }
    pub fn pop_front(&mut self) -> Option<T> {
        let node = self.head?;
        unsafe {
            self.unlink_node(node);
            Some(self.free_node(node))
        }
    }
    pub fn pop_back(&mut self) -> Option<T> {
        let node = self.tail?;
        unsafe {
            self.unlink_node(node);
            Some(self.free_node(node))
        }
    }
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> LinkedList<T, A>
    where
        A: Clone,
    {
        assert!(at <= self.len, "Cannot split off at a nonexistent index");
        let mut split = None;
        let mut next = self.head;
        for _ in 0..at {
            split = next;
            next = unsafe { (*next.unwrap().as_ptr()).next };
        }
        unsafe { self.split_after(split, at) }
    }
    #[track_caller]
    pub fn remove(&mut self, at: usize) -> T {
        assert!(at < self.len, "Cannot remove at an index outside of the list bounds");
        let mut node = self.head.unwrap();
        for _ in 0..at {
            node = unsafe { (*node.as_ptr()).next.unwrap() };
        }
        unsafe {
            self.unlink_node(node);
            self.free_node(node)
        }
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element))
    }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let mut current = self.head;
        while let Some(node) = current {
            unsafe {
                current = (*node.as_ptr()).next;
                if !f(&mut (*node.as_ptr()).element) {
                    self.unlink_node(node);
                    drop(self.free_node(node));
                }
            }
        }
    }
    pub fn extract_if<F: FnMut(&mut T) -> bool>(&mut self, filter: F) -> ExtractIf<'_, T, F, A> {
        ExtractIf { current: self.head, list: self, pred: filter }
    }
}
unsafe impl<#[may_dangle] T, A: Allocator> Drop for LinkedList<T, A> {
    fn drop(&mut self) {
        // Goes on with the rest if dropping an element panics.
        struct DropGuard<'a, T, A: Allocator>(&'a mut LinkedList<T, A>);
        impl<'a, T, A: Allocator> Drop for DropGuard<'a, T, A> {
            fn drop(&mut self) {
                while let Some(element) = self.0.pop_front() {
                    drop(element);
                }
            }
        }
        let guard = DropGuard(self);
        while let Some(element) = guard.0.pop_front() {
            drop(element);
        }
        mem::forget(guard);
    }
}
