// The table: an array of marks and an array of slots. A mark is `EMPTY`, `DELETED` or the hash of the slot's value.
// Slots are reached by raw pointers only.

use crate::mem::MaybeUninit;
use crate::ptr;

const EMPTY: u64 = 0;
const DELETED: u64 = 1;

pub struct Table<T> {
    marks: Vec<u64>,
    slots: Vec<MaybeUninit<T>>,
    items: usize,
    // Slots that are not EMPTY.
    used: usize,
}
fn mark_of(hash: u64) -> u64 {
    hash | 2
}
impl<T> Table<T> {
    pub const fn new() -> Table<T> {
        Table { marks: Vec::new(), slots: Vec::new(), items: 0, used: 0 }
    }
    pub fn with_capacity(capacity: usize) -> Table<T> {
        let mut table = Table::new();
        if capacity > 0 {
            table.allocate(Self::buckets_for(capacity));
        }
        table
    }
    fn buckets_for(capacity: usize) -> usize {
        if capacity < 4 {
            4
        } else if capacity < 8 {
            8
        } else {
            (capacity.checked_mul(8).expect("Hash table capacity overflow") / 7).next_power_of_two()
        }
    }
    fn allocate(&mut self, buckets: usize) {
        self.marks = crate::vec::from_elem(EMPTY, buckets);
        self.slots = Vec::with_capacity(buckets);
    }
    pub fn len(&self) -> usize {
        self.items
    }
    fn limit(buckets: usize) -> usize {
        if buckets <= 8 { if buckets == 0 { 0 } else { buckets - 1 } } else { buckets / 8 * 7 }
    }
    pub fn capacity(&self) -> usize {
        Self::limit(self.marks.len())
    }
    pub fn buckets(&self) -> usize {
        self.marks.len()
    }
    pub fn is_full(&self, index: usize) -> bool {
        self.marks[index] > DELETED
    }
    #[inline]
    pub fn slot(&self, index: usize) -> *mut T {
        unsafe { self.slots.as_ptr().add(index) as *mut T }
    }
    pub fn find<F: FnMut(&T) -> bool>(&self, hash: u64, mut eq: F) -> Option<usize> {
        let buckets = self.marks.len();
        if buckets == 0 {
            return None;
        }
        let wanted = mark_of(hash);
        let mut i = hash as usize >> 2 & (buckets - 1);
        loop {
            let mark = self.marks[i];
            if mark == EMPTY {
                return None;
            }
            if mark == wanted && eq(unsafe { &*self.slot(i) }) {
                return Some(i);
            }
            i = (i + 1) & (buckets - 1);
        }
    }
    fn free_index(&self, hash: u64) -> usize {
        let buckets = self.marks.len();
        let mut i = hash as usize >> 2 & (buckets - 1);
        while self.is_full(i) {
            i = (i + 1) & (buckets - 1);
        }
        i
    }
    pub fn reserve(&mut self, additional: usize) {
        let needed = self.items.checked_add(additional).expect("Hash table capacity overflow");
        if self.used + additional > self.capacity() {
            let doubled = if needed > self.capacity() { needed.max(self.capacity() + 1) } else { needed };
            self.resize(Self::buckets_for(doubled));
        }
    }
    pub fn shrink_to(&mut self, min: usize) {
        let capacity = if self.items > min { self.items } else { min };
        if capacity == 0 {
            *self = Table::new();
        } else if Self::buckets_for(capacity) < self.marks.len() {
            self.resize(Self::buckets_for(capacity));
        }
    }
    // Moves everything into a table of this size. The marks remember the hashes but for the two lowest bits, which
    // choose nothing.
    fn resize(&mut self, buckets: usize) {
        let mut fresh = Table::new();
        fresh.allocate(buckets);
        for i in 0..self.marks.len() {
            let mark = self.marks[i];
            if mark > DELETED {
                let to = fresh.free_index(mark);
                fresh.marks[to] = mark;
                unsafe { ptr::copy_nonoverlapping(self.slot(i), fresh.slot(to), 1) };
            }
        }
        fresh.items = self.items;
        fresh.used = self.items;
        self.items = 0;
        self.marks.clear();
        *self = fresh;
    }
    // Puts a value whose equal is not in the table; where it went.
    pub fn insert(&mut self, hash: u64, value: T) -> usize {
        self.reserve(1);
        let i = self.free_index(hash);
        if self.marks[i] == EMPTY {
            self.used += 1;
        }
        self.marks[i] = mark_of(hash);
        unsafe { self.slot(i).write(value) };
        self.items += 1;
        i
    }
    pub fn remove(&mut self, index: usize) -> T {
        let next = (index + 1) & (self.marks.len() - 1);
        // Nobody looks past an empty slot.
        if self.marks[next] == EMPTY {
            self.marks[index] = EMPTY;
            self.used -= 1;
        } else {
            self.marks[index] = DELETED;
        }
        self.items -= 1;
        unsafe { self.slot(index).read() }
    }
    // The next full slot at or after `index`.
    pub fn next_full(&self, mut index: usize) -> Option<usize> {
        while index < self.marks.len() {
            if self.is_full(index) {
                return Some(index);
            }
            index += 1;
        }
        None
    }
    pub fn clear(&mut self) {
        let mut i = 0;
        while let Some(full) = self.next_full(i) {
            self.marks[full] = DELETED;
            self.items -= 1;
            unsafe { ptr::drop_in_place(self.slot(full)) };
            i = full + 1;
        }
        self.marks.fill(EMPTY);
        self.used = 0;
    }
    pub fn clone_with<F: Fn(&T) -> T>(&self, clone: F) -> Table<T> {
        let mut fresh = Table::new();
        if self.items == 0 {
            return fresh;
        }
        fresh.allocate(self.marks.len());
        let mut i = 0;
        while let Some(full) = self.next_full(i) {
            let value = clone(unsafe { &*self.slot(full) });
            fresh.insert(self.marks[full], value);
            i = full + 1;
        }
        fresh
    }
}
unsafe impl<#[may_dangle] T> Drop for Table<T> {
    fn drop(&mut self) {
        if !core::mem::needs_drop::<T>() {
            return;
        }
        let mut i = 0;
        while i < self.marks.len() {
            if self.marks[i] > DELETED {
                unsafe { ptr::drop_in_place(self.slots.as_ptr().add(i) as *mut T) };
            }
            i += 1;
        }
    }
}
