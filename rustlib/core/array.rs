// Arrays: methods, traits, iteration by value.

use crate::borrow::{Borrow, BorrowMut};
use crate::cmp::Ordering;
use crate::error::Error;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::iter::FusedIterator;
use crate::mem::{self, ManuallyDrop, MaybeUninit};
use crate::ops::{Index, IndexMut, Range, Residual, Try};
use crate::prelude::rust_2024::*;
use crate::ptr;
use crate::slice::{InitGuard, Iter, IterMut, SliceIndex};

pub fn from_fn<T, const N: usize, F: FnMut(usize) -> T>(mut f: F) -> [T; N] {
    let mut array: MaybeUninit<[T; N]> = MaybeUninit::uninit();
    let mut guard = InitGuard { start: array.as_mut_ptr() as *mut T, len: 0 };
    while guard.len < N {
        let value = f(guard.len);
        unsafe { guard.start.add(guard.len).write(value) };
        guard.len += 1;
    }
    mem::forget(guard);
    unsafe { array.assume_init() }
}
pub fn try_from_fn<R, const N: usize, F>(mut cb: F) -> <R::Residual as Residual<[R::Output; N]>>::TryType
where
    F: FnMut(usize) -> R,
    R: Try,
    R::Residual: Residual<[R::Output; N]>,
{
    let mut array: MaybeUninit<[R::Output; N]> = MaybeUninit::uninit();
    let mut guard = InitGuard { start: array.as_mut_ptr() as *mut R::Output, len: 0 };
    while guard.len < N {
        let value = cb(guard.len)?;
        unsafe { guard.start.add(guard.len).write(value) };
        guard.len += 1;
    }
    mem::forget(guard);
    Try::from_output(unsafe { array.assume_init() })
}
pub(crate) fn clone_array<T: Clone, const N: usize>(array: &[T; N]) -> [T; N] {
    from_fn(|i| array[i].clone())
}
pub(crate) fn next_chunk<I: Iterator, const N: usize>(iter: &mut I) -> Result<[I::Item; N], IntoIter<I::Item, N>> {
    let mut array: MaybeUninit<[I::Item; N]> = MaybeUninit::uninit();
    let mut guard = InitGuard { start: array.as_mut_ptr() as *mut I::Item, len: 0 };
    while guard.len < N {
        match iter.next() {
            Some(value) => {
                unsafe { guard.start.add(guard.len).write(value) };
                guard.len += 1;
            }
            None => {
                let len = guard.len;
                mem::forget(guard);
                return Err(IntoIter { data: array.transpose(), start: 0, end: len });
            }
        }
    }
    mem::forget(guard);
    Ok(unsafe { array.assume_init() })
}
pub fn repeat<T: Clone, const N: usize>(val: T) -> [T; N] {
    from_fn(|_| val.clone())
}
pub const fn from_ref<T>(s: &T) -> &[T; 1] {
    unsafe { &*(s as *const T as *const [T; 1]) }
}
pub const fn from_mut<T>(s: &mut T) -> &mut [T; 1] {
    unsafe { &mut *(s as *mut T as *mut [T; 1]) }
}
#[derive(Debug, Copy, Clone)]
pub struct TryFromSliceError(());
impl fmt::Display for TryFromSliceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("could not convert slice to array")
    }
}
impl Error for TryFromSliceError {}

impl<T, const N: usize> [T; N] {
    pub fn map<F: FnMut(T) -> U, U>(self, mut f: F) -> [U; N] {
        let mut source = IntoIterator::into_iter(self);
        from_fn(|_| f(unsafe { source.next().unwrap_unchecked() }))
    }
    pub const fn as_slice(&self) -> &[T] {
        self
    }
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }
    pub fn each_ref(&self) -> [&T; N] {
        from_fn(|i| &self[i])
    }
    pub fn each_mut(&mut self) -> [&mut T; N] {
        let start = self.as_mut_ptr();
        from_fn(|i| unsafe { &mut *start.add(i) })
    }
}

impl<T, const N: usize> AsRef<[T]> for [T; N] {
    fn as_ref(&self) -> &[T] {
        &self[..]
    }
}
impl<T, const N: usize> AsMut<[T]> for [T; N] {
    fn as_mut(&mut self) -> &mut [T] {
        &mut self[..]
    }
}
impl<T, const N: usize> Borrow<[T]> for [T; N] {
    fn borrow(&self) -> &[T] {
        self
    }
}
impl<T, const N: usize> BorrowMut<[T]> for [T; N] {
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}
impl<T: Copy, const N: usize> TryFrom<&[T]> for [T; N] {
    type Error = TryFromSliceError;
    fn try_from(slice: &[T]) -> Result<[T; N], TryFromSliceError> {
        match <&[T; N]>::try_from(slice) {
            Ok(array) => Ok(*array),
            Err(e) => Err(e),
        }
    }
}
impl<T: Copy, const N: usize> TryFrom<&mut [T]> for [T; N] {
    type Error = TryFromSliceError;
    fn try_from(slice: &mut [T]) -> Result<[T; N], TryFromSliceError> {
        <[T; N]>::try_from(&*slice)
    }
}
impl<'a, T, const N: usize> TryFrom<&'a [T]> for &'a [T; N] {
    type Error = TryFromSliceError;
    fn try_from(slice: &'a [T]) -> Result<&'a [T; N], TryFromSliceError> {
        slice.as_array().ok_or(TryFromSliceError(()))
    }
}
impl<'a, T, const N: usize> TryFrom<&'a mut [T]> for &'a mut [T; N] {
    type Error = TryFromSliceError;
    fn try_from(slice: &'a mut [T]) -> Result<&'a mut [T; N], TryFromSliceError> {
        slice.as_mut_array().ok_or(TryFromSliceError(()))
    }
}
impl<T: Hash, const N: usize> Hash for [T; N] {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Hash::hash(&self[..], state)
    }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for [T; N] {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self[..], f)
    }
}
impl<'a, T, const N: usize> IntoIterator for &'a [T; N] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
impl<T, I, const N: usize> Index<I> for [T; N]
where
    I: SliceIndex<[T]>,
{
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        Index::index(self as &[T], index)
    }
}
impl<T, I, const N: usize> IndexMut<I> for [T; N]
where
    I: SliceIndex<[T]>,
{
    #[inline]
    #[track_caller]
    #[rustc_no_writable]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        IndexMut::index_mut(self as &mut [T], index)
    }
}

macro_rules! array_eq {
    ($(($($g:tt)*) $a:ty, $b:ty: |$x:ident, $y:ident| $e:expr;)*) => { $(
        impl<T: PartialEq<U>, U, $($g)*> PartialEq<$b> for $a {
            #[inline]
            fn eq(&self, other: &$b) -> bool {
                let ($x, $y) = (self, other);
                $e
            }
        }
    )* };
}
array_eq! {
    (const N: usize) [T; N], [U; N]: |x, y| x[..] == y[..];
    (const N: usize) [T; N], [U]: |x, y| x[..] == *y;
    (const N: usize) [T], [U; N]: |x, y| *x == y[..];
    (const N: usize) [T; N], &[U]: |x, y| x[..] == **y;
    (const N: usize) [T; N], &mut [U]: |x, y| x[..] == **y;
    (const N: usize) &[T], [U; N]: |x, y| **x == y[..];
    (const N: usize) &mut [T], [U; N]: |x, y| **x == y[..];
}
impl<T: Eq, const N: usize> Eq for [T; N] {}
impl<T: PartialOrd, const N: usize> PartialOrd for [T; N] {
    fn partial_cmp(&self, other: &[T; N]) -> Option<Ordering> {
        PartialOrd::partial_cmp(&self[..], &other[..])
    }
}
impl<T: Ord, const N: usize> Ord for [T; N] {
    fn cmp(&self, other: &[T; N]) -> Ordering {
        Ord::cmp(&self[..], &other[..])
    }
}

pub struct IntoIter<T, const N: usize> {
    // Elements start..end are there.
    data: [MaybeUninit<T>; N],
    start: usize,
    end: usize,
}
impl<T, const N: usize> IntoIterator for [T; N] {
    type Item = T;
    type IntoIter = IntoIter<T, N>;
    #[inline]
    fn into_iter(self) -> IntoIter<T, N> {
        let data = unsafe { ptr::read(&self as *const [T; N] as *const [MaybeUninit<T>; N]) };
        mem::forget(self);
        IntoIter { data, start: 0, end: N }
    }
}
impl<T, const N: usize> IntoIter<T, N> {
    pub const fn empty() -> Self {
        IntoIter { data: MaybeUninit::<[T; N]>::uninit().transpose(), start: 0, end: 0 }
    }
    pub const unsafe fn new_unchecked(buffer: [MaybeUninit<T>; N], initialized: Range<usize>) -> Self {
        IntoIter { data: buffer, start: initialized.start, end: initialized.end }
    }
    pub fn as_slice(&self) -> &[T] {
        unsafe { crate::slice::from_raw_parts((self.data.as_ptr() as *const T).add(self.start), self.end - self.start) }
    }
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe {
            crate::slice::from_raw_parts_mut((self.data.as_mut_ptr() as *mut T).add(self.start), self.end - self.start)
        }
    }
}
impl<T, const N: usize> Iterator for IntoIter<T, N> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        let i = self.start;
        self.start += 1;
        Some(unsafe { (self.data.as_ptr() as *const T).add(i).read() })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.end - self.start;
        (n, Some(n))
    }
}
impl<T, const N: usize> DoubleEndedIterator for IntoIter<T, N> {
    fn next_back(&mut self) -> Option<T> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        Some(unsafe { (self.data.as_ptr() as *const T).add(self.end).read() })
    }
}
impl<T, const N: usize> Drop for IntoIter<T, N> {
    fn drop(&mut self) {
        unsafe { ptr::drop_in_place(self.as_mut_slice()) }
    }
}
impl<T, const N: usize> ExactSizeIterator for IntoIter<T, N> {}
impl<T, const N: usize> FusedIterator for IntoIter<T, N> {}
impl<T: Clone, const N: usize> Clone for IntoIter<T, N> {
    fn clone(&self) -> Self {
        let mut new = IntoIter::empty();
        for value in self.as_slice() {
            new.data[new.end].write(value.clone());
            new.end += 1;
        }
        new
    }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for IntoIter<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}
