// Slices: `core::slice` and the methods of `[T]` that need a heap.

pub use core::slice::*;

use core::alloc::Allocator;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::mem::{self, ManuallyDrop};
use core::ptr;

use crate::alloc::Global;
use crate::borrow::ToOwned;
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

impl<T> [T] {
    #[inline]
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        merge_sort(self, |a, b| a.lt(b));
    }
    #[inline]
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        merge_sort(self, |a, b| compare(a, b) == Ordering::Less);
    }
    #[inline]
    pub fn sort_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        merge_sort(self, |a, b| f(a).lt(&f(b)));
    }
    pub fn sort_by_cached_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        let mut keys: Vec<(K, usize)> = self.iter().enumerate().map(|(i, x)| (f(x), i)).collect();
        keys.sort();
        for i in 0..self.len() {
            // Follow the elements that earlier swaps have moved.
            let mut source = keys[i].1;
            while source < i {
                source = keys[source].1;
            }
            keys[i].1 = source;
            self.swap(i, source);
        }
    }
    #[inline]
    #[track_caller]
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.to_vec_in(Global)
    }
    #[track_caller]
    pub fn to_vec_in<A: Allocator>(&self, alloc: A) -> Vec<T, A>
    where
        T: Clone,
    {
        let mut v = Vec::with_capacity_in(self.len(), alloc);
        v.extend_from_slice(self);
        v
    }
    #[inline]
    pub fn into_vec<A: Allocator>(self: Box<Self, A>) -> Vec<T, A> {
        let len = self.len();
        let (raw, alloc) = Box::into_raw_with_allocator(self);
        unsafe { Vec::from_raw_parts_in(raw as *mut T, len, len, alloc) }
    }
    #[track_caller]
    pub fn repeat(&self, n: usize) -> Vec<T>
    where
        T: Copy,
    {
        let capacity = self.len().checked_mul(n).expect("capacity overflow");
        let mut v = Vec::with_capacity(capacity);
        for _ in 0..n {
            unsafe { v.append_elements(self.as_ptr(), self.len()) };
        }
        v
    }
    #[track_caller]
    pub fn concat<Item: ?Sized>(&self) -> <Self as Concat<Item>>::Output
    where
        Self: Concat<Item>,
    {
        Concat::concat(self)
    }
    #[track_caller]
    pub fn join<Separator>(&self, sep: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, sep)
    }
    #[track_caller]
    pub fn connect<Separator>(&self, sep: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, sep)
    }
}
impl [u8] {
    pub fn to_ascii_uppercase(&self) -> Vec<u8> {
        let mut me = self.to_vec();
        me.make_ascii_uppercase();
        me
    }
    pub fn to_ascii_lowercase(&self) -> Vec<u8> {
        let mut me = self.to_vec();
        me.make_ascii_lowercase();
        me
    }
}

pub trait Concat<Item: ?Sized> {
    type Output;
    fn concat(slice: &Self) -> Self::Output;
}
pub trait Join<Separator> {
    type Output;
    fn join(slice: &Self, sep: Separator) -> Self::Output;
}
impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] {
    type Output = Vec<T>;
    fn concat(slice: &Self) -> Vec<T> {
        let mut result = Vec::with_capacity(slice.iter().map(|v| v.borrow().len()).sum());
        for v in slice {
            result.extend_from_slice(v.borrow())
        }
        result
    }
}
impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &T) -> Vec<T> {
        let mut result = Vec::new();
        let mut first = true;
        for v in slice {
            if !first {
                result.push(sep.clone());
            }
            first = false;
            result.extend_from_slice(v.borrow());
        }
        result
    }
}
impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &[T]) -> Vec<T> {
        let mut result = Vec::new();
        let mut first = true;
        for v in slice {
            if !first {
                result.extend_from_slice(sep);
            }
            first = false;
            result.extend_from_slice(v.borrow());
        }
        result
    }
}
impl<T: Clone> ToOwned for [T] {
    type Owned = Vec<T>;
    #[track_caller]
    fn to_owned(&self) -> Vec<T> {
        self.to_vec()
    }
    fn clone_into(&self, target: &mut Vec<T>) {
        target.clear();
        target.extend_from_slice(self);
    }
}

// A run that is being merged: what it still holds goes back into the gap when it is dropped.
struct Run<T> {
    start: *mut T,
    end: *mut T,
    dest: *mut T,
}
impl<T> Drop for Run<T> {
    fn drop(&mut self) {
        unsafe {
            let rest = self.end.offset_from_unsigned(self.start as *const T);
            ptr::copy_nonoverlapping(self.start as *const T, self.dest, rest);
        }
    }
}
fn merge_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], mut is_less: F) {
    if mem::size_of::<T>() == 0 || v.len() < 2 {
        return;
    }
    if v.len() <= 20 {
        insertion(v, &mut is_less);
        return;
    }
    let mut buf: Vec<T> = Vec::with_capacity(v.len() / 2);
    sort_runs(v, buf.as_mut_ptr(), &mut is_less);
}
fn sort_runs<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], buf: *mut T, is_less: &mut F) {
    let len = v.len();
    if len <= 20 {
        insertion(v, is_less);
        return;
    }
    let mid = len / 2;
    let (left, right) = v.split_at_mut(mid);
    sort_runs(left, buf, is_less);
    sort_runs(right, buf, is_less);
    let base = v.as_mut_ptr();
    unsafe {
        // The left half moves out; merging fills the gap from the front.
        ptr::copy_nonoverlapping(base as *const T, buf, mid);
        let mut run = Run { start: buf, end: buf.add(mid), dest: base };
        let mut right = base.add(mid);
        let end = base.add(len);
        while run.start < run.end && right < end {
            if is_less(&*right, &*run.start) {
                ptr::copy_nonoverlapping(right as *const T, run.dest, 1);
                right = right.add(1);
            } else {
                ptr::copy_nonoverlapping(run.start as *const T, run.dest, 1);
                run.start = run.start.add(1);
            }
            run.dest = run.dest.add(1);
        }
    }
}
fn insertion<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    struct Hole<T> {
        value: ManuallyDrop<T>,
        dest: *mut T,
    }
    impl<T> Drop for Hole<T> {
        fn drop(&mut self) {
            unsafe { ptr::copy_nonoverlapping(&*self.value as *const T, self.dest, 1) }
        }
    }
    let base = v.as_mut_ptr();
    for i in 1..v.len() {
        unsafe {
            let current = base.add(i);
            if !is_less(&*current, &*current.sub(1)) {
                continue;
            }
            let mut hole = Hole { value: ManuallyDrop::new(ptr::read(current)), dest: current };
            while hole.dest > base && is_less(&hole.value, &*hole.dest.sub(1)) {
                let previous = hole.dest.sub(1);
                ptr::copy_nonoverlapping(previous as *const T, hole.dest, 1);
                hole.dest = previous;
            }
        }
    }
}
