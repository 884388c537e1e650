// A doubly linked list and a queue over raw pointers and NonNull.
use std::marker::PhantomData;
use std::ptr::{self, NonNull};

struct Node<T> {
    value: T,
    prev: *mut Node<T>,
    next: *mut Node<T>,
}

struct List<T> {
    head: *mut Node<T>,
    tail: *mut Node<T>,
    len: usize,
}

impl<T> List<T> {
    const fn new() -> Self {
        List { head: ptr::null_mut(), tail: ptr::null_mut(), len: 0 }
    }
    fn push_back(&mut self, value: T) {
        let node = Box::into_raw(Box::new(Node { value, prev: self.tail, next: ptr::null_mut() }));
        if self.tail.is_null() {
            self.head = node;
        } else {
            unsafe { (*self.tail).next = node };
        }
        self.tail = node;
        self.len += 1;
    }
    fn push_front(&mut self, value: T) {
        let node = Box::into_raw(Box::new(Node { value, prev: ptr::null_mut(), next: self.head }));
        match unsafe { self.head.as_mut() } {
            Some(h) => h.prev = node,
            None => self.tail = node,
        }
        self.head = node;
        self.len += 1;
    }
    fn pop_front(&mut self) -> Option<T> {
        if self.head.is_null() {
            return None;
        }
        let node = unsafe { Box::from_raw(self.head) };
        self.head = node.next;
        if self.head.is_null() {
            self.tail = ptr::null_mut();
        } else {
            unsafe { (*self.head).prev = ptr::null_mut() };
        }
        self.len -= 1;
        Some(node.value)
    }
    fn reverse(&mut self) {
        let mut cur = self.head;
        while !cur.is_null() {
            unsafe {
                ptr::swap(&raw mut (*cur).prev, &raw mut (*cur).next);
                cur = (*cur).prev;
            }
        }
        std::mem::swap(&mut self.head, &mut self.tail);
    }
    fn iter(&self) -> Iter<'_, T> {
        Iter { at: self.head, left: self.len, _owner: PhantomData }
    }
    fn remove_if(&mut self, mut pred: impl FnMut(&T) -> bool) -> usize {
        let mut removed = 0;
        let mut link = self.head;
        while let Some(node) = unsafe { link.as_ref() } {
            let next = node.next;
            if pred(&node.value) {
                let prev = node.prev;
                unsafe {
                    if prev.is_null() { self.head = next } else { (*prev).next = next }
                    if next.is_null() { self.tail = prev } else { (*next).prev = prev }
                    drop(Box::from_raw(link));
                }
                self.len -= 1;
                removed += 1;
            }
            link = next;
        }
        removed
    }
}

impl<T> Drop for List<T> {
    fn drop(&mut self) {
        while self.pop_front().is_some() {}
    }
}

struct Iter<'a, T> {
    at: *mut Node<T>,
    left: usize,
    _owner: PhantomData<&'a List<T>>,
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let node = unsafe { &*self.at };
        self.at = node.next;
        Some(&node.value)
    }
}

struct Link {
    n: u32,
    next: Option<NonNull<Link>>,
}

fn ring() -> u32 {
    let mut links: Vec<NonNull<Link>> = (0..4).map(|n| NonNull::from(Box::leak(Box::new(Link { n, next: None })))).collect();
    for i in 0..4 {
        let next = links[(i + 1) % 4];
        unsafe { links[i].as_mut().next = Some(next) };
    }
    let mut at = links[0];
    let mut sum = 0;
    for step in 0..10 {
        unsafe {
            sum += at.as_ref().n * step;
            at = (*at.as_ptr()).next.unwrap();
        }
    }
    for l in links {
        drop(unsafe { Box::from_raw(l.as_ptr()) });
    }
    sum
}

fn main() {
    let mut l = List::new();
    for i in 1..=4 {
        l.push_back(format!("n{i}"));
    }
    l.push_front("first".to_string());
    println!("{:?} {}", l.iter().collect::<Vec<_>>(), l.len);
    l.reverse();
    println!("{:?}", l.iter().map(|s| s.len()).collect::<Vec<_>>());
    println!("{:?} {:?}", l.pop_front(), l.iter().next());
    println!("{} {:?}", l.remove_if(|s| s == "n2" || s == "first"), l.iter().collect::<Vec<_>>());
    l.push_back("end".into());
    unsafe {
        println!("{} {}", (*l.head).value, (*(*l.tail).prev).value);
    }
    let mut empty = List::<u8>::new();
    println!("{:?} {}", empty.pop_front(), empty.head == empty.tail);
    println!("{}", ring());
}
