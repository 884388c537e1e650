// Cursors: a place in a list, or the ghost between its end and its beginning.

use core::alloc::Allocator;
use core::fmt;
use core::ptr::NonNull;

use super::{LinkedList, Node};
use crate::alloc::Global;

pub struct Cursor<'a, T: 'a, A: Allocator = Global> {
    pub(super) index: usize,
    pub(super) current: Option<NonNull<Node<T>>>,
    pub(super) list: &'a LinkedList<T, A>,
}
pub struct CursorMut<'a, T: 'a, A: Allocator = Global> {
    pub(super) index: usize,
    pub(super) current: Option<NonNull<Node<T>>>,
    pub(super) list: &'a mut LinkedList<T, A>,
}
impl<T, A: Allocator> Clone for Cursor<'_, T, A> {
    fn clone(&self) -> Self {
        Cursor { index: self.index, current: self.current, list: self.list }
    }
}
macro_rules! cursor_moves {
    () => {
        pub fn index(&self) -> Option<usize> {
            self.current?;
            Some(self.index)
        }
        pub fn move_next(&mut self) {
            match self.current.take() {
                None => {
                    self.current = self.list.head;
                    self.index = 0;
                }
                Some(current) => unsafe {
                    self.current = (*current.as_ptr()).next;
                    self.index += 1;
                },
            }
        }
        pub fn move_prev(&mut self) {
            match self.current.take() {
                None => {
                    self.current = self.list.tail;
                    self.index = self.list.len().saturating_sub(1);
                }
                Some(current) => unsafe {
                    self.current = (*current.as_ptr()).prev;
                    self.index = if self.index == 0 { self.list.len() } else { self.index - 1 };
                },
            }
        }
        fn next_node(&self) -> Option<NonNull<Node<T>>> {
            match self.current {
                None => self.list.head,
                Some(current) => unsafe { (*current.as_ptr()).next },
            }
        }
        fn prev_node(&self) -> Option<NonNull<Node<T>>> {
            match self.current {
                None => self.list.tail,
                Some(current) => unsafe { (*current.as_ptr()).prev },
            }
        }
    };
}
impl<'a, T, A: Allocator> Cursor<'a, T, A> {
    cursor_moves! {}
    pub fn current(&self) -> Option<&'a T> {
        unsafe { self.current.map(|node| &(*node.as_ptr()).element) }
    }
    pub fn peek_next(&self) -> Option<&'a T> {
        unsafe { self.next_node().map(|node| &(*node.as_ptr()).element) }
    }
    pub fn peek_prev(&self) -> Option<&'a T> {
        unsafe { self.prev_node().map(|node| &(*node.as_ptr()).element) }
    }
    pub fn front(&self) -> Option<&'a T> {
        self.list.front()
    }
    pub fn back(&self) -> Option<&'a T> {
        self.list.back()
    }
    pub fn as_list(&self) -> &'a LinkedList<T, A> {
        self.list
    }
}
impl<'a, T, A: Allocator> CursorMut<'a, T, A> {
    cursor_moves! {}
    pub fn current(&mut self) -> Option<&mut T> {
        unsafe { self.current.map(|node| &mut (*node.as_ptr()).element) }
    }
    pub fn peek_next(&mut self) -> Option<&mut T> {
        unsafe { self.next_node().map(|node| &mut (*node.as_ptr()).element) }
    }
    pub fn peek_prev(&mut self) -> Option<&mut T> {
        unsafe { self.prev_node().map(|node| &mut (*node.as_ptr()).element) }
    }
    pub fn as_cursor(&self) -> Cursor<'_, T, A> {
        Cursor { list: self.list, current: self.current, index: self.index }
    }
    pub fn as_list(&self) -> &LinkedList<T, A> {
        self.list
    }
    pub fn insert_after(&mut self, item: T) {
        unsafe {
            let node = self.list.new_node(item);
            let next = self.next_node();
            self.list.link_between(self.current, next, node);
            if self.current.is_none() {
                // The ghost is behind the last element.
                self.index = self.list.len;
            }
        }
    }
    pub fn insert_before(&mut self, item: T) {
        unsafe {
            let node = self.list.new_node(item);
            let prev = self.prev_node();
            self.list.link_between(prev, self.current, node);
            self.index += 1;
        }
    }
    pub fn remove_current(&mut self) -> Option<T> {
        let node = self.current?;
        unsafe {
            self.current = (*node.as_ptr()).next;
            self.list.unlink_node(node);
            Some(self.list.free_node(node))
        }
    }
    pub fn remove_current_as_list(&mut self) -> Option<LinkedList<T, A>>
    where
        A: Clone,
    {
        let mut list = LinkedList::new_in(self.list.alloc.clone());
        list.push_back(self.remove_current()?);
        Some(list)
    }
    pub fn splice_after(&mut self, list: LinkedList<T>)
    where
        A: Allocator,
    {
        let mut list = list;
        while let Some(item) = list.pop_back() {
            self.insert_after(item);
        }
    }
    pub fn splice_before(&mut self, list: LinkedList<T>) {
        let mut list = list;
        while let Some(item) = list.pop_front() {
            self.insert_before(item);
        }
    }
    pub fn split_after(&mut self) -> LinkedList<T, A>
    where
        A: Clone,
    {
        let at = if self.index == self.list.len { 0 } else { self.index + 1 };
        if self.index == self.list.len {
            // The ghost's index becomes that of the end of the emptied list.
            self.index = 0;
        }
        unsafe { self.list.split_after(self.current, at) }
    }
    pub fn split_before(&mut self) -> LinkedList<T, A>
    where
        A: Clone,
    {
        let split_index = self.index;
        self.index = 0;
        let prev = self.prev_node();
        unsafe {
            let at = if self.current.is_none() { self.list.len } else { split_index };
            let rest = self.list.split_after(if at == 0 { None } else { prev }, at);
            core::mem::replace(self.list, rest)
        }
    }
    pub fn push_front(&mut self, elt: T) {
        self.list.push_front(elt);
        self.index += 1;
    }
    pub fn push_back(&mut self, elt: T) {
        self.list.push_back(elt);
        if self.current.is_none() {
            self.index += 1;
        }
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.list.is_empty() {
            return None;
        }
        if self.list.head == self.current {
            self.move_next();
        } else {
            self.index -= 1;
        }
        self.list.pop_front()
    }
    pub fn pop_back(&mut self) -> Option<T> {
        if self.list.is_empty() {
            return None;
        }
        if self.list.tail == self.current {
            self.current = None;
        }
        let element = self.list.pop_back();
        if self.current.is_none() {
            self.index = self.list.len;
        }
        element
    }
    pub fn front(&self) -> Option<&T> {
        self.list.front()
    }
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.list.front_mut()
    }
    pub fn back(&self) -> Option<&T> {
        self.list.back()
    }
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.list.back_mut()
    }
}
impl<T: fmt::Debug, A: Allocator> fmt::Debug for Cursor<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").field(&self.list).field(&self.index()).finish()
    }
}
impl<T: fmt::Debug, A: Allocator> fmt::Debug for CursorMut<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CursorMut").field(&self.list).field(&self.index()).finish()
    }
}
