// `Vec<T, A>`: a buffer and a length. Elements are reached by raw pointers; references to them exist only where the
// interface hands them out.

mod convert;
mod drain;
mod extract_if;
mod impls;
mod into_iter;
mod splice;

pub use self::drain::Drain;
pub use self::extract_if::ExtractIf;
pub use self::into_iter::IntoIter;
pub use self::splice::Splice;

use core::alloc::Allocator;
use core::cmp;
use core::mem::{self, ManuallyDrop, MaybeUninit, SizedTypeProperties};
use core::ops::{Range, RangeBounds};
use core::ptr::{self, NonNull};
use core::slice;

use crate::alloc::Global;
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::raw_vec::RawVec;

pub struct Vec<T, A: Allocator = Global> {
    buf: RawVec<T, A>,
    len: usize,
}

// The bounds of `range` within something of length `len`; panics if they do not fit.
#[track_caller]
pub(crate) fn range_within<R: RangeBounds<usize>>(range: R, len: usize) -> Range<usize> {
    slice::range(range, ..len)
}

impl<T> Vec<T> {
    #[inline]
    pub const fn new() -> Self {
        Vec { buf: RawVec::new(), len: 0 }
    }
    #[inline]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> Self {
        Self::with_capacity_in(capacity, Global)
    }
    pub fn try_with_capacity(capacity: usize) -> Result<Self, TryReserveError> {
        Ok(Vec { buf: RawVec::try_with_capacity_in(capacity, false, Global)?, len: 0 })
    }
    #[inline]
    pub unsafe fn from_raw_parts(ptr: *mut T, length: usize, capacity: usize) -> Self {
        unsafe { Self::from_raw_parts_in(ptr, length, capacity, Global) }
    }
    #[inline]
    pub unsafe fn from_parts(ptr: NonNull<T>, length: usize, capacity: usize) -> Self {
        unsafe { Self::from_raw_parts_in(ptr.as_ptr(), length, capacity, Global) }
    }
    pub fn into_raw_parts(self) -> (*mut T, usize, usize) {
        let mut me = ManuallyDrop::new(self);
        (me.as_mut_ptr(), me.len(), me.capacity())
    }
    pub fn into_parts(self) -> (NonNull<T>, usize, usize) {
        let me = ManuallyDrop::new(self);
        (me.buf.non_null(), me.len(), me.capacity())
    }
    pub fn from_fn<F: FnMut(usize) -> T>(length: usize, mut f: F) -> Self {
        let mut v = Vec::with_capacity(length);
        for i in 0..length {
            v.push(f(i));
        }
        v
    }
}
impl<T, A: Allocator> Vec<T, A> {
    #[inline]
    pub const fn new_in(alloc: A) -> Self {
        Vec { buf: RawVec::new_in(alloc), len: 0 }
    }
    #[inline]
    #[track_caller]
    pub fn with_capacity_in(capacity: usize, alloc: A) -> Self {
        Vec { buf: RawVec::with_capacity_in(capacity, alloc), len: 0 }
    }
    #[inline]
    pub unsafe fn from_raw_parts_in(ptr: *mut T, length: usize, capacity: usize, alloc: A) -> Self {
        unsafe { Vec { buf: RawVec::from_raw_parts_in(ptr, capacity, alloc), len: length } }
    }
    pub unsafe fn from_parts_in(ptr: NonNull<T>, length: usize, capacity: usize, alloc: A) -> Self {
        unsafe { Self::from_raw_parts_in(ptr.as_ptr(), length, capacity, alloc) }
    }
    pub fn into_parts_with_alloc(self) -> (NonNull<T>, usize, usize, A) {
        let (ptr, len, capacity, alloc) = self.into_raw_parts_with_alloc();
        (unsafe { NonNull::new_unchecked(ptr) }, len, capacity, alloc)
    }
    pub fn try_shrink_to_fit(&mut self) -> Result<(), TryReserveError> {
        self.shrink_to_fit();
        Ok(())
    }
    pub fn try_shrink_to(&mut self, min_capacity: usize) -> Result<(), TryReserveError> {
        self.shrink_to(min_capacity);
        Ok(())
    }
    pub fn into_raw_parts_with_alloc(self) -> (*mut T, usize, usize, A) {
        let mut me = ManuallyDrop::new(self);
        let (len, capacity) = (me.len(), me.capacity());
        let ptr = me.as_mut_ptr();
        let alloc = unsafe { ptr::read(me.allocator()) };
        (ptr, len, capacity, alloc)
    }
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.buf.capacity()
    }
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.buf.reserve(self.len, additional);
    }
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.buf.reserve_exact(self.len, additional);
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.buf.try_reserve(self.len, additional)
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.buf.try_reserve_exact(self.len, additional)
    }
    #[track_caller]
    pub fn shrink_to_fit(&mut self) {
        if self.capacity() > self.len {
            self.buf.shrink_to_fit(self.len);
        }
    }
    #[track_caller]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        if self.capacity() > min_capacity {
            self.buf.shrink_to_fit(cmp::max(self.len, min_capacity));
        }
    }
    #[track_caller]
    pub fn into_boxed_slice(mut self) -> Box<[T], A> {
        unsafe {
            self.shrink_to_fit();
            let me = ManuallyDrop::new(self);
            let buf = ptr::read(&me.buf);
            buf.into_box(me.len()).assume_init()
        }
    }
    pub fn truncate(&mut self, len: usize) {
        unsafe {
            if len > self.len {
                return;
            }
            let rest = self.len - len;
            let dropped = ptr::slice_from_raw_parts_mut(self.as_mut_ptr().add(len), rest);
            self.len = len;
            ptr::drop_in_place(dropped);
        }
    }
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        unsafe { slice::from_raw_parts(self.as_ptr(), self.len) }
    }
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr(), self.len) }
    }
    #[inline]
    pub const fn as_ptr(&self) -> *const T {
        self.buf.ptr() as *const T
    }
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self.buf.ptr()
    }
    #[inline]
    pub const fn as_non_null(&mut self) -> NonNull<T> {
        self.buf.non_null()
    }
    #[inline]
    pub fn allocator(&self) -> &A {
        self.buf.allocator()
    }
    #[inline]
    pub unsafe fn set_len(&mut self, new_len: usize) {
        self.len = new_len;
    }
    #[inline]
    pub const fn len(&self) -> usize {
        self.len
    }
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            panic!("swap_remove index (is {index}) should be < len (is {len})");
        }
        unsafe {
            let value = ptr::read(self.as_ptr().add(index));
            let base = self.as_mut_ptr();
            ptr::copy(base.add(len - 1), base.add(index), 1);
            self.len = len - 1;
            value
        }
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        let _ = self.insert_mut(index, element);
    }
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T {
        let len = self.len;
        if index > len {
            panic!("insertion index (is {index}) should be <= len (is {len})");
        }
        if len == self.buf.capacity() {
            self.buf.grow_one();
        }
        unsafe {
            let p = self.as_mut_ptr().add(index);
            if index < len {
                ptr::copy(p, p.add(1), len - index);
            }
            ptr::write(p, element);
            self.len = len + 1;
            &mut *p
        }
    }
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            panic!("removal index (is {index}) should be < len (is {len})");
        }
        unsafe {
            let p = self.as_mut_ptr().add(index);
            let value = ptr::read(p);
            ptr::copy(p.add(1), p, len - index - 1);
            self.len = len - 1;
            value
        }
    }
    pub fn try_remove(&mut self, index: usize) -> Option<T> {
        if index < self.len { Some(self.remove(index)) } else { None }
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element));
    }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let original = self.len;
        self.len = 0;
        let mut gap = Gap { v: self, read: 0, deleted: 0, original };
        while gap.read < original {
            unsafe {
                let current = gap.v.as_mut_ptr().add(gap.read);
                let keep = f(&mut *current);
                gap.read += 1;
                if keep {
                    if gap.deleted > 0 {
                        let hole = gap.v.as_mut_ptr().add(gap.read - 1 - gap.deleted);
                        ptr::copy_nonoverlapping(current, hole, 1);
                    }
                } else {
                    gap.deleted += 1;
                    ptr::drop_in_place(current);
                }
            }
        }
    }
    pub fn dedup_by_key<F: FnMut(&mut T) -> K, K: PartialEq>(&mut self, mut key: F) {
        self.dedup_by(|a, b| key(a) == key(b))
    }
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, mut same_bucket: F) {
        let original = self.len;
        if original <= 1 {
            return;
        }
        // The first element stays; `deleted` counts the gap before `read`.
        self.len = 0;
        let mut gap = Gap { v: self, read: 1, deleted: 0, original };
        while gap.read < original {
            unsafe {
                let base = gap.v.as_mut_ptr();
                let current = base.add(gap.read);
                let previous = base.add(gap.read - gap.deleted - 1);
                let same = same_bucket(&mut *current, &mut *previous);
                gap.read += 1;
                if same {
                    gap.deleted += 1;
                    ptr::drop_in_place(current);
                } else if gap.deleted > 0 {
                    ptr::copy_nonoverlapping(current, base.add(gap.read - 1 - gap.deleted), 1);
                }
            }
        }
    }
    #[inline]
    #[track_caller]
    pub fn push(&mut self, value: T) {
        let len = self.len;
        if len == self.buf.capacity() {
            self.buf.grow_one();
        }
        unsafe {
            let end = self.as_mut_ptr().add(len);
            ptr::write(end, value);
        }
        self.len = len + 1;
    }
    #[track_caller]
    pub fn push_mut(&mut self, value: T) -> &mut T {
        let len = self.len;
        if len == self.buf.capacity() {
            self.buf.grow_one();
        }
        unsafe {
            let end = self.as_mut_ptr().add(len);
            ptr::write(end, value);
            self.len = len + 1;
            &mut *end
        }
    }
    pub fn push_within_capacity(&mut self, value: T) -> Result<&mut T, T> {
        if self.len == self.buf.capacity() { Err(value) } else { Ok(self.push_mut(value)) }
    }
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            None
        } else {
            self.len -= 1;
            unsafe { Some(ptr::read(self.as_ptr().add(self.len))) }
        }
    }
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.last_mut()?;
        if predicate(last) { self.pop() } else { None }
    }
    #[track_caller]
    pub fn append(&mut self, other: &mut Self) {
        unsafe {
            let count = other.len;
            self.append_elements(other.as_ptr(), count);
            other.len = 0;
        }
    }
    // Moves `count` elements from `source` to the end; the source must not be used as live afterwards.
    #[track_caller]
    pub(crate) unsafe fn append_elements(&mut self, source: *const T, count: usize) {
        self.reserve(count);
        let len = self.len;
        unsafe { ptr::copy_nonoverlapping(source, self.as_mut_ptr().add(len), count) };
        self.len = len + count;
    }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T, A> {
        let len = self.len;
        let Range { start, end } = range_within(range, len);
        unsafe {
            // What the iterator holds is out of the vector until it is dropped.
            self.len = start;
            let taken = slice::from_raw_parts(self.as_ptr().add(start), end - start);
            Drain { tail_start: end, tail_len: len - end, iter: taken.iter(), vec: NonNull::from(self) }
        }
    }
    #[inline]
    pub fn clear(&mut self) {
        let all: *mut [T] = self.as_mut_slice();
        unsafe {
            self.len = 0;
            ptr::drop_in_place(all);
        }
    }
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self
    where
        A: Clone,
    {
        if at > self.len {
            panic!("`at` split index (is {at}) should be <= len (is {})", self.len);
        }
        let count = self.len - at;
        let mut other = Vec::with_capacity_in(count, self.allocator().clone());
        unsafe {
            self.len = at;
            other.len = count;
            ptr::copy_nonoverlapping(self.as_ptr().add(at), other.as_mut_ptr(), count);
        }
        other
    }
    #[track_caller]
    pub fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, mut f: F) {
        if new_len <= self.len {
            self.truncate(new_len);
            return;
        }
        self.reserve(new_len - self.len);
        while self.len < new_len {
            self.push(f());
        }
    }
    #[inline]
    pub fn leak<'a>(self) -> &'a mut [T]
    where
        A: 'a,
    {
        let mut me = ManuallyDrop::new(self);
        unsafe { slice::from_raw_parts_mut(me.as_mut_ptr(), me.len) }
    }
    #[inline]
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        unsafe {
            let start = self.as_mut_ptr().add(self.len) as *mut MaybeUninit<T>;
            slice::from_raw_parts_mut(start, self.buf.capacity() - self.len)
        }
    }
    pub fn split_at_spare_mut(&mut self) -> (&mut [T], &mut [MaybeUninit<T>]) {
        let base = self.as_mut_ptr();
        let (len, spare) = (self.len, self.buf.capacity() - self.len);
        unsafe {
            let rest = base.add(len) as *mut MaybeUninit<T>;
            (slice::from_raw_parts_mut(base, len), slice::from_raw_parts_mut(rest, spare))
        }
    }
    #[track_caller]
    pub fn splice<R, I>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter, A>
    where
        R: RangeBounds<usize>,
        I: IntoIterator<Item = T>,
    {
        Splice { drain: self.drain(range), replace_with: replace_with.into_iter() }
    }
    #[track_caller]
    pub fn extract_if<F, R>(&mut self, range: R, filter: F) -> ExtractIf<'_, T, F, A>
    where
        F: FnMut(&mut T) -> bool,
        R: RangeBounds<usize>,
    {
        let old_len = self.len;
        let Range { start, end } = range_within(range, old_len);
        self.len = 0;
        ExtractIf { vec: self, idx: start, end, del: 0, old_len, pred: filter }
    }
    pub fn recycle<U>(mut self) -> Vec<U, A> {
        assert!(mem::size_of::<T>() == mem::size_of::<U>() && mem::align_of::<T>() == mem::align_of::<U>());
        self.clear();
        let (ptr, _, capacity, alloc) = self.into_raw_parts_with_alloc();
        unsafe { Vec::from_raw_parts_in(ptr as *mut U, 0, capacity, alloc) }
    }
}
impl<T: Clone, A: Allocator> Vec<T, A> {
    #[track_caller]
    pub fn resize(&mut self, new_len: usize, value: T) {
        if new_len > self.len {
            self.extend_with(new_len - self.len, value);
        } else {
            self.truncate(new_len);
        }
    }
    #[track_caller]
    pub fn extend_from_slice(&mut self, other: &[T]) {
        self.reserve(other.len());
        for element in other {
            let copy = element.clone();
            unsafe { ptr::write(self.as_mut_ptr().add(self.len), copy) };
            self.len += 1;
        }
    }
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) {
        let Range { start, end } = range_within(src, self.len);
        self.reserve(end - start);
        for i in start..end {
            unsafe {
                let copy = (*self.as_ptr().add(i)).clone();
                ptr::write(self.as_mut_ptr().add(self.len), copy);
            }
            self.len += 1;
        }
    }
    // Appends `n` values: clones, the last one moved.
    #[track_caller]
    fn extend_with(&mut self, n: usize, value: T) {
        self.reserve(n);
        unsafe {
            let mut end = self.as_mut_ptr().add(self.len);
            let mut i = 1;
            while i < n {
                ptr::write(end, value.clone());
                end = end.add(1);
                self.len += 1;
                i += 1;
            }
            if n > 0 {
                ptr::write(end, value);
                self.len += 1;
            }
        }
    }
}
impl<T: PartialEq, A: Allocator> Vec<T, A> {
    #[inline]
    pub fn dedup(&mut self) {
        self.dedup_by(|a, b| a == b)
    }
}
impl<T, A: Allocator, const N: usize> Vec<[T; N], A> {
    pub fn into_flattened(self) -> Vec<T, A> {
        let (ptr, len, cap, alloc) = self.into_raw_parts_with_alloc();
        let (new_len, new_cap) =
            if T::IS_ZST { (len.checked_mul(N).expect("vec len overflow"), usize::MAX) } else { (len * N, cap * N) };
        unsafe { Vec::from_raw_parts_in(ptr as *mut T, new_len, new_cap, alloc) }
    }
}

// Elements from `read - deleted` to `read` are gone; closes the gap when it goes away, also after a panic.
struct Gap<'a, T, A: Allocator> {
    v: &'a mut Vec<T, A>,
    read: usize,
    deleted: usize,
    original: usize,
}
impl<T, A: Allocator> Drop for Gap<'_, T, A> {
    fn drop(&mut self) {
        if self.deleted > 0 {
            unsafe {
                let base = self.v.as_mut_ptr();
                ptr::copy(base.add(self.read), base.add(self.read - self.deleted), self.original - self.read);
            }
        }
        self.v.len = self.original - self.deleted;
    }
}

#[doc(hidden)]
#[track_caller]
pub fn from_elem<T: Clone>(elem: T, n: usize) -> Vec<T> {
    from_elem_in(elem, n, Global)
}
#[doc(hidden)]
#[track_caller]
pub fn from_elem_in<T: Clone, A: Allocator>(elem: T, n: usize, alloc: A) -> Vec<T, A> {
    let mut v = Vec::with_capacity_in(n, alloc);
    v.extend_with(n, elem);
    v
}
