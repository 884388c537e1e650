// `VecDeque`: a ring buffer.

mod drain;
mod impls;
mod iter;

pub use self::drain::Drain;
pub use self::iter::{IntoIter, Iter, IterMut};

use core::alloc::Allocator;
use core::cmp::Ordering;
use core::mem;
use core::ops::{Range, RangeBounds};
use core::ptr;
use core::slice;

use crate::alloc::Global;
use crate::collections::TryReserveError;
use crate::raw_vec::RawVec;
use crate::vec::{self, Vec};

pub struct VecDeque<T, A: Allocator = Global> {
    // The slot of the first element; always less than the capacity unless that is 0.
    head: usize,
    len: usize,
    buf: RawVec<T, A>,
}
impl<T> VecDeque<T> {
    pub const fn new() -> VecDeque<T> {
        VecDeque { head: 0, len: 0, buf: RawVec::new() }
    }
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> VecDeque<T> {
        Self::with_capacity_in(capacity, Global)
    }
}
impl<T, A: Allocator> VecDeque<T, A> {
    pub const fn new_in(alloc: A) -> VecDeque<T, A> {
        VecDeque { head: 0, len: 0, buf: RawVec::new_in(alloc) }
    }
    #[track_caller]
    pub fn with_capacity_in(capacity: usize, alloc: A) -> VecDeque<T, A> {
        VecDeque { head: 0, len: 0, buf: RawVec::with_capacity_in(capacity, alloc) }
    }
    #[inline]
    fn ptr(&self) -> *mut T {
        self.buf.ptr()
    }
    // The slot of the element at `index`, or of the place behind the last.
    #[inline]
    fn physical(&self, index: usize) -> usize {
        let slot = self.head.wrapping_add(index);
        if slot >= self.capacity() { slot - self.capacity() } else { slot }
    }
    #[inline]
    unsafe fn slot(&self, index: usize) -> *mut T {
        unsafe { self.ptr().add(self.physical(index)) }
    }
    // The elements as two runs of slots.
    fn runs(&self) -> (Range<usize>, Range<usize>) {
        self.runs_of(0..self.len)
    }
    fn runs_of(&self, range: Range<usize>) -> (Range<usize>, Range<usize>) {
        let len = range.end - range.start;
        if len == 0 {
            return (0..0, 0..0);
        }
        let start = self.physical(range.start);
        let room = self.capacity() - start;
        if room >= len { (start..start + len, 0..0) } else { (start..self.capacity(), 0..len - room) }
    }
    unsafe fn slice_of(&self, run: Range<usize>) -> *mut [T] {
        unsafe { ptr::slice_from_raw_parts_mut(self.ptr().add(run.start), run.end - run.start) }
    }
    #[track_caller]
    fn grow(&mut self) {
        let old = self.capacity();
        self.buf.grow_one();
        self.after_growth(old);
    }
    // The buffer was larger by now: what had wrapped around moves, so that the ring is whole again.
    fn after_growth(&mut self, old: usize) {
        let new = self.capacity();
        if self.head <= old - self.len {
            return;
        }
        let first = old - self.head;
        let wrapped = self.len - first;
        unsafe {
            if first > wrapped && new - old >= wrapped {
                ptr::copy_nonoverlapping(self.ptr(), self.ptr().add(old), wrapped);
            } else {
                let new_head = new - first;
                ptr::copy(self.ptr().add(self.head), self.ptr().add(new_head), first);
                self.head = new_head;
            }
        }
    }
    pub fn get(&self, index: usize) -> Option<&T> {
        if index < self.len { unsafe { Some(&*self.slot(index)) } } else { None }
    }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index < self.len { unsafe { Some(&mut *self.slot(index)) } } else { None }
    }
    #[track_caller]
    pub fn swap(&mut self, i: usize, j: usize) {
        assert!(i < self.len());
        assert!(j < self.len());
        unsafe { ptr::swap(self.slot(i), self.slot(j)) }
    }
    #[inline]
    pub fn capacity(&self) -> usize {
        self.buf.capacity()
    }
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        let old = self.capacity();
        self.buf.reserve(self.len, additional);
        if self.capacity() > old {
            self.after_growth(old);
        }
    }
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        let old = self.capacity();
        self.buf.reserve_exact(self.len, additional);
        if self.capacity() > old {
            self.after_growth(old);
        }
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        let old = self.capacity();
        self.buf.try_reserve_exact(self.len, additional)?;
        if self.capacity() > old {
            self.after_growth(old);
        }
        Ok(())
    }
    #[track_caller]
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        self.push_front(value);
        self.front_mut().unwrap()
    }
    #[track_caller]
    pub fn push_back_mut(&mut self, value: T) -> &mut T {
        self.push_back(value);
        self.back_mut().unwrap()
    }
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, value: T) -> &mut T {
        self.insert(index, value);
        &mut self[index]
    }
    pub fn truncate_front(&mut self, len: usize) {
        while self.len > len {
            self.pop_front();
        }
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        let old = self.capacity();
        self.buf.try_reserve(self.len, additional)?;
        if self.capacity() > old {
            self.after_growth(old);
        }
        Ok(())
    }
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let target = if min_capacity > self.len { min_capacity } else { self.len };
        if mem::size_of::<T>() != 0 && target < self.capacity() {
            self.make_contiguous();
            unsafe {
                ptr::copy(self.ptr().add(self.head), self.ptr(), self.len);
            }
            self.head = 0;
            self.buf.shrink_to_fit(target);
        }
    }
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len {
            return;
        }
        unsafe {
            let (a, b) = self.runs_of(len..self.len);
            let (a, b) = (self.slice_of(a), self.slice_of(b));
            self.len = len;
            drop_both(a, b);
        }
    }
    #[inline]
    pub fn allocator(&self) -> &A {
        self.buf.allocator()
    }
    pub fn iter(&self) -> Iter<'_, T> {
        let (a, b) = self.as_slices();
        Iter::new(a.iter(), b.iter())
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        let (a, b) = self.as_mut_slices();
        IterMut::new(a.iter_mut(), b.iter_mut())
    }
    pub fn as_slices(&self) -> (&[T], &[T]) {
        let (a, b) = self.runs();
        unsafe { (&*self.slice_of(a), &*self.slice_of(b)) }
    }
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        let (a, b) = self.runs();
        unsafe { (&mut *self.slice_of(a), &mut *self.slice_of(b)) }
    }
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    #[track_caller]
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> Iter<'_, T> {
        let (a, b) = self.runs_of(vec::range_within(range, self.len));
        unsafe { Iter::new((&*self.slice_of(a)).iter(), (&*self.slice_of(b)).iter()) }
    }
    #[track_caller]
    pub fn range_mut<R: RangeBounds<usize>>(&mut self, range: R) -> IterMut<'_, T> {
        let (a, b) = self.runs_of(vec::range_within(range, self.len));
        unsafe { IterMut::new((&mut *self.slice_of(a)).iter_mut(), (&mut *self.slice_of(b)).iter_mut()) }
    }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T, A> {
        let range = vec::range_within(range, self.len);
        Drain::new(self, range.start, range.end - range.start)
    }
    pub fn clear(&mut self) {
        self.truncate(0);
        self.head = 0;
    }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        let (a, b) = self.as_slices();
        a.contains(x) || b.contains(x)
    }
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }
    pub fn back(&self) -> Option<&T> {
        self.get(self.len.wrapping_sub(1))
    }
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.get_mut(self.len.wrapping_sub(1))
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        let old = self.head;
        self.head = self.physical(1);
        self.len -= 1;
        unsafe { Some(ptr::read(self.ptr().add(old))) }
    }
    pub fn pop_back(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        unsafe { Some(ptr::read(self.slot(self.len))) }
    }
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let first = self.front_mut()?;
        if predicate(first) { self.pop_front() } else { None }
    }
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.back_mut()?;
        if predicate(last) { self.pop_back() } else { None }
    }
    #[track_caller]
    pub fn push_front(&mut self, value: T) {
        if self.len == self.capacity() {
            self.grow();
        }
        self.head = if self.head == 0 { self.capacity() - 1 } else { self.head - 1 };
        self.len += 1;
        unsafe { ptr::write(self.ptr().add(self.head), value) }
    }
    #[track_caller]
    pub fn push_back(&mut self, value: T) {
        if self.len == self.capacity() {
            self.grow();
        }
        unsafe { ptr::write(self.slot(self.len), value) }
        self.len += 1;
    }
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        if index != 0 {
            self.swap(index, 0);
        }
        self.pop_front()
    }
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        let last = self.len - 1;
        if index != last {
            self.swap(index, last);
        }
        self.pop_back()
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, value: T) {
        assert!(index <= self.len, "index out of bounds");
        if self.len == self.capacity() {
            self.grow();
        }
        unsafe {
            // Everything from `index` on moves one place back.
            let mut i = self.len;
            while i > index {
                ptr::copy_nonoverlapping(self.slot(i - 1), self.slot(i), 1);
                i -= 1;
            }
            ptr::write(self.slot(index), value);
        }
        self.len += 1;
    }
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        unsafe {
            let value = ptr::read(self.slot(index));
            self.close_gap(index, 1);
            self.len -= 1;
            Some(value)
        }
    }
    // Moves what is behind a gap of `count` elements forward.
    unsafe fn close_gap(&mut self, index: usize, count: usize) {
        let mut i = index + count;
        while i < self.len {
            unsafe { ptr::copy(self.slot(i), self.slot(i - count), 1) };
            i += 1;
        }
    }
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self
    where
        A: Clone,
    {
        assert!(at <= self.len, "`at` out of bounds");
        let mut other = VecDeque::with_capacity_in(self.len - at, self.allocator().clone());
        unsafe {
            for i in at..self.len {
                ptr::copy_nonoverlapping(self.slot(i), other.slot(i - at), 1);
            }
        }
        other.len = self.len - at;
        self.len = at;
        other
    }
    #[track_caller]
    pub fn append(&mut self, other: &mut Self) {
        self.reserve(other.len);
        unsafe {
            for i in 0..other.len {
                ptr::copy_nonoverlapping(other.slot(i), self.slot(self.len + i), 1);
            }
        }
        self.len += other.len;
        other.len = 0;
        other.head = 0;
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element));
    }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let len = self.len;
        let mut kept = 0;
        let mut i = 0;
        while i < len {
            if f(&mut self[i]) {
                if i != kept {
                    self.swap(kept, i);
                }
                kept += 1;
            }
            i += 1;
        }
        self.truncate(kept);
    }
    pub fn resize_with(&mut self, new_len: usize, mut generator: impl FnMut() -> T) {
        while self.len < new_len {
            self.push_back(generator());
        }
        self.truncate(new_len);
    }
    pub fn resize(&mut self, new_len: usize, value: T)
    where
        T: Clone,
    {
        while self.len < new_len {
            self.push_back(value.clone());
        }
        self.truncate(new_len);
    }
    pub fn make_contiguous(&mut self) -> &mut [T] {
        if mem::size_of::<T>() == 0 {
            self.head = 0;
        }
        let (_, wrapped) = self.runs();
        if wrapped.end > 0 {
            // Turns the whole buffer until the ring starts at slot 0. Free slots turn with it.
            unsafe {
                let all = ptr::slice_from_raw_parts_mut(self.ptr() as *mut mem::MaybeUninit<T>, self.capacity());
                (*all).rotate_left(self.head);
            }
            self.head = 0;
        }
        unsafe { slice::from_raw_parts_mut(self.ptr().add(self.head), self.len) }
    }
    #[track_caller]
    pub fn rotate_left(&mut self, n: usize) {
        assert!(n <= self.len());
        for _ in 0..n {
            let first = self.pop_front().unwrap();
            self.push_back(first);
        }
    }
    #[track_caller]
    pub fn rotate_right(&mut self, n: usize) {
        assert!(n <= self.len());
        for _ in 0..n {
            let last = self.pop_back().unwrap();
            self.push_front(last);
        }
    }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|e| e.cmp(x))
    }
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut f: F) -> Result<usize, usize> {
        let (front, back) = self.as_slices();
        match back.first().map(|element| f(element)) {
            Some(Ordering::Equal) => Ok(front.len()),
            Some(Ordering::Less) => match back.binary_search_by(f) {
                Ok(i) => Ok(i + front.len()),
                Err(i) => Err(i + front.len()),
            },
            _ => front.binary_search_by(f),
        }
    }
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> {
        self.binary_search_by(|k| f(k).cmp(b))
    }
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut pred: P) -> usize {
        let (front, back) = self.as_slices();
        match back.first() {
            Some(first) if pred(first) => back.partition_point(pred) + front.len(),
            _ => front.partition_point(pred),
        }
    }
}
unsafe fn drop_both<T>(a: *mut [T], b: *mut [T]) {
    // The second run is dropped even if dropping the first panics.
    struct Rest<T>(*mut [T]);
    impl<T> Drop for Rest<T> {
        fn drop(&mut self) {
            unsafe { ptr::drop_in_place(self.0) }
        }
    }
    let _rest = Rest(b);
    unsafe { ptr::drop_in_place(a) }
}
unsafe impl<#[may_dangle] T, A: Allocator> Drop for VecDeque<T, A> {
    fn drop(&mut self) {
        unsafe {
            let (a, b) = self.runs();
            drop_both(self.slice_of(a), self.slice_of(b));
        }
    }
}
