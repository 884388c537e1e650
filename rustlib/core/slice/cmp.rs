// Comparison and hashing of slices.

use crate::cmp::Ordering;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::prelude::v1::*;

impl<T, U> PartialEq<[U]> for [T]
where
    T: PartialEq<U>,
{
    fn eq(&self, other: &[U]) -> bool {
        let len = self.len();
        if len != other.len() {
            return false;
        }
        if intrinsics::assay_bytewise_eq::<T, U>() {
            let (a, b) = (self.as_ptr() as *const u8, other.as_ptr() as *const u8);
            return unsafe { intrinsics::compare_bytes(a, b, len * size_of::<T>()) } == 0;
        }
        let mut i = 0;
        while i < len {
            if self[i] != other[i] {
                return false;
            }
            i += 1;
        }
        true
    }
}
impl<T: Eq> Eq for [T] {}
impl<T: PartialOrd> PartialOrd for [T] {
    fn partial_cmp(&self, other: &[T]) -> Option<Ordering> {
        let len = if self.len() < other.len() { self.len() } else { other.len() };
        let mut i = 0;
        while i < len {
            match self[i].partial_cmp(&other[i]) {
                Some(Ordering::Equal) => {}
                different => return different,
            }
            i += 1;
        }
        self.len().partial_cmp(&other.len())
    }
}
impl<T: Ord> Ord for [T] {
    fn cmp(&self, other: &[T]) -> Ordering {
        let len = if self.len() < other.len() { self.len() } else { other.len() };
        if intrinsics::assay_bytewise_ord::<T>() {
            let (a, b) = (self.as_ptr() as *const u8, other.as_ptr() as *const u8);
            let order = unsafe { intrinsics::compare_bytes(a, b, len) };
            return if order == 0 { self.len().cmp(&other.len()) } else { order.cmp(&0) };
        }
        let mut i = 0;
        while i < len {
            match self[i].cmp(&other[i]) {
                Ordering::Equal => {}
                different => return different,
            }
            i += 1;
        }
        self.len().cmp(&other.len())
    }
}
impl<T: Hash> Hash for [T] {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_length_prefix(self.len());
        Hash::hash_slice(self, state)
    }
}
