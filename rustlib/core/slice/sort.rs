// Sorting in place.

use crate::mem::ManuallyDrop;
use crate::prelude::v1::*;
use crate::ptr;

// Writes the element it holds into the gap when it goes away, also if a comparison panics.
struct Hole<T> {
    value: ManuallyDrop<T>,
    dest: *mut T,
}
impl<T> Drop for Hole<T> {
    fn drop(&mut self) {
        unsafe { ptr::copy_nonoverlapping(&*self.value, self.dest, 1) }
    }
}

pub fn insertion_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let base = v.as_mut_ptr();
    let len = v.len();
    let mut i = 1;
    while i < len {
        unsafe {
            let current = base.add(i);
            if is_less(&*current, &*current.sub(1)) {
                let mut hole = Hole { value: ManuallyDrop::new(ptr::read(current)), dest: current.sub(1) };
                ptr::copy_nonoverlapping(current.sub(1), current, 1);
                let mut j = i - 1;
                while j > 0 && is_less(&hole.value, &*base.add(j - 1)) {
                    ptr::copy_nonoverlapping(base.add(j - 1), base.add(j), 1);
                    j -= 1;
                    hole.dest = base.add(j);
                }
            }
        }
        i += 1;
    }
}
pub fn heapsort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let len = v.len();
    let mut i = len / 2;
    while i > 0 {
        i -= 1;
        sift_down(v, i, len, is_less);
    }
    let mut end = len;
    while end > 1 {
        end -= 1;
        v.swap(0, end);
        sift_down(v, 0, end, is_less);
    }
}
fn sift_down<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], mut node: usize, end: usize, is_less: &mut F) {
    loop {
        let mut child = 2 * node + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && is_less(&v[child], &v[child + 1]) {
            child += 1;
        }
        if !is_less(&v[node], &v[child]) {
            return;
        }
        v.swap(node, child);
        node = child;
    }
}
pub(super) fn sort_unstable<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], mut is_less: F) {
    if size_of::<T>() == 0 {
        return;
    }
    if v.len() <= 20 {
        insertion_sort(v, &mut is_less);
    } else {
        heapsort(v, &mut is_less);
    }
}
