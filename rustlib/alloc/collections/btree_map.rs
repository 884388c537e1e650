// `BTreeMap`: a sorted sequence of pairs, kept in blocks of limited length.

mod entry;
mod impls;
mod iter;

pub use self::entry::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
pub use self::iter::{
    ExtractIf, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Range, RangeMut, Values, ValuesMut,
};

use core::alloc::Allocator;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::mem;
use core::ops::{Bound, RangeBounds};

use crate::alloc::Global;
use crate::vec::Vec;

// A block that would grow beyond this is split.
const BLOCK: usize = 32;

pub struct BTreeMap<K, V, A: Allocator + Clone = Global> {
    // No block is empty.
    blocks: Vec<Vec<(K, V), A>, A>,
    len: usize,
}
// Where a pair is; `index` may be the length of its block only where a pair could be inserted.
#[derive(Clone, Copy, PartialEq)]
struct Position {
    block: usize,
    index: usize,
}

impl<K, V> BTreeMap<K, V> {
    pub const fn new() -> BTreeMap<K, V> {
        BTreeMap { blocks: Vec::new(), len: 0 }
    }
}
impl<K, V, A: Allocator + Clone> BTreeMap<K, V, A> {
    pub const fn new_in(alloc: A) -> BTreeMap<K, V, A> {
        BTreeMap { blocks: Vec::new_in(alloc), len: 0 }
    }
    fn alloc(&self) -> A {
        self.blocks.allocator().clone()
    }
    // Only the pointers of the vectors are used: no reference to a pair comes into being.
    fn pair(&self, at: Position) -> *mut (K, V) {
        unsafe {
            let block = self.blocks.as_ptr().add(at.block);
            (*block).as_ptr().add(at.index) as *mut (K, V)
        }
    }
    fn block_len(&self, block: usize) -> usize {
        unsafe { (*self.blocks.as_ptr().add(block)).len() }
    }
    fn key(&self, at: Position) -> &K {
        unsafe { &(*self.pair(at)).0 }
    }
    fn start(&self) -> Position {
        Position { block: 0, index: 0 }
    }
    fn end(&self) -> Position {
        Position { block: self.blocks.len(), index: 0 }
    }
    fn is_pair(&self, at: Position) -> bool {
        at.block < self.blocks.len() && at.index < self.block_len(at.block)
    }
    fn last_position(&self) -> Option<Position> {
        let block = self.blocks.len().checked_sub(1)?;
        Some(Position { block, index: self.block_len(block) - 1 })
    }
    // A position behind its block's last pair becomes that of the next block's first.
    fn normal(&self, at: Position) -> Position {
        if at.block < self.blocks.len() && at.index == self.block_len(at.block) {
            Position { block: at.block + 1, index: 0 }
        } else {
            at
        }
    }
    // How many pairs lie before `at`.
    fn rank(&self, at: Position) -> usize {
        let mut n = at.index;
        for block in 0..at.block {
            n += self.block_len(block);
        }
        n
    }
    // The first pair for which `before` says no; it must say yes for a front part of the sequence only.
    fn partition<F: FnMut(&K) -> bool>(&self, mut before: F) -> Position {
        let (mut low, mut high) = (0, self.blocks.len());
        while low < high {
            let middle = (low + high) / 2;
            let last = Position { block: middle, index: self.block_len(middle) - 1 };
            if before(self.key(last)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let block = low;
        if block == self.blocks.len() {
            return self.end();
        }
        let (mut low, mut high) = (0, self.block_len(block));
        while low < high {
            let middle = (low + high) / 2;
            if before(self.key(Position { block, index: middle })) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Position { block, index: low }
    }
    // Where the key is, or where it would have to be inserted.
    fn search<Q: ?Sized + Ord>(&self, key: &Q) -> Result<Position, Position>
    where
        K: Borrow<Q>,
    {
        let mut equal = false;
        let at = self.partition(|k| match k.borrow().cmp(key) {
            Ordering::Less => true,
            Ordering::Equal => {
                equal = true;
                false
            }
            Ordering::Greater => false,
        });
        // With an equal key anywhere, the search has come past it and ended there.
        if equal { Ok(at) } else { Err(at) }
    }
    // Puts a pair in front of the pair at `at`; where it is afterwards.
    fn insert_at(&mut self, at: Position, pair: (K, V)) -> Position {
        self.len += 1;
        if self.blocks.is_empty() {
            let mut block = Vec::new_in(self.alloc());
            block.push(pair);
            self.blocks.push(block);
            return self.start();
        }
        let mut at = at;
        if at.block == self.blocks.len() {
            at.block -= 1;
            at.index = self.block_len(at.block);
        }
        if self.block_len(at.block) == BLOCK {
            // A full block at the end stays full, so that ascending insertion fills blocks.
            let middle = if at.block + 1 == self.blocks.len() && at.index == BLOCK { BLOCK - 1 } else { BLOCK / 2 };
            let right = self.blocks[at.block].split_off(middle);
            self.blocks.insert(at.block + 1, right);
            if at.index > middle {
                at = Position { block: at.block + 1, index: at.index - middle };
            }
        }
        self.blocks[at.block].insert(at.index, pair);
        at
    }
    fn remove_at(&mut self, at: Position) -> (K, V) {
        self.len -= 1;
        let pair = self.blocks[at.block].remove(at.index);
        if self.blocks[at.block].is_empty() {
            self.blocks.remove(at.block);
        }
        pair
    }
    // Appends a pair that is greater than all others.
    fn push_last(&mut self, pair: (K, V)) {
        let end = self.end();
        self.insert_at(end, pair);
    }
    pub fn clear(&mut self) {
        self.len = 0;
        self.blocks.clear();
    }
    pub fn get<Q: ?Sized + Ord>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q> + Ord,
    {
        let at = self.search(key).ok()?;
        unsafe { Some(&(*self.pair(at)).1) }
    }
    pub fn get_key_value<Q: ?Sized + Ord>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q> + Ord,
    {
        let at = self.search(k).ok()?;
        unsafe { Some((&(*self.pair(at)).0, &(*self.pair(at)).1)) }
    }
    pub fn get_mut<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Ord,
    {
        let at = self.search(key).ok()?;
        unsafe { Some(&mut (*self.pair(at)).1) }
    }
    pub fn contains_key<Q: ?Sized + Ord>(&self, key: &Q) -> bool
    where
        K: Borrow<Q> + Ord,
    {
        self.search(key).is_ok()
    }
    pub fn first_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        self.iter().next()
    }
    pub fn last_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        self.iter().next_back()
    }
    pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, A>>
    where
        K: Ord,
    {
        if self.len == 0 { None } else { Some(OccupiedEntry { at: self.start(), map: self }) }
    }
    pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, A>>
    where
        K: Ord,
    {
        let at = self.last_position()?;
        Some(OccupiedEntry { at, map: self })
    }
    pub fn pop_first(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        if self.len == 0 { None } else { Some(self.remove_at(self.start())) }
    }
    pub fn pop_last(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        let at = self.last_position()?;
        Some(self.remove_at(at))
    }
    pub fn insert(&mut self, key: K, value: V) -> Option<V>
    where
        K: Ord,
    {
        match self.search(&key) {
            Ok(at) => Some(mem::replace(unsafe { &mut (*self.pair(at)).1 }, value)),
            Err(at) => {
                self.insert_at(at, (key, value));
                None
            }
        }
    }
    pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V, A>>
    where
        K: Ord,
    {
        match self.entry(key) {
            Entry::Occupied(entry) => Err(OccupiedError { entry, value }),
            Entry::Vacant(entry) => Ok(entry.insert(value)),
        }
    }
    pub fn remove<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q> + Ord,
    {
        match self.remove_entry(key) {
            Some((_, value)) => Some(value),
            None => None,
        }
    }
    pub fn remove_entry<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q> + Ord,
    {
        let at = self.search(key).ok()?;
        Some(self.remove_at(at))
    }
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F)
    where
        K: Ord,
    {
        self.extract_if(.., |k, v| !f(k, v)).for_each(drop);
    }
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
        A: Clone,
    {
        let taken = mem::replace(other, BTreeMap::new_in(self.alloc()));
        for (key, value) in taken {
            self.insert(key, value);
        }
    }
    #[track_caller]
    fn bounds<T: ?Sized + Ord, R: RangeBounds<T>>(&self, range: &R) -> (Position, Position, usize)
    where
        K: Borrow<T> + Ord,
    {
        match (range.start_bound(), range.end_bound()) {
            (Bound::Excluded(s), Bound::Excluded(e)) if s == e => {
                panic!("range start and end are equal and excluded in BTreeMap")
            }
            (Bound::Included(s) | Bound::Excluded(s), Bound::Included(e) | Bound::Excluded(e)) if s > e => {
                panic!("range start is greater than range end in BTreeMap")
            }
            _ => {}
        }
        let start = match range.start_bound() {
            Bound::Included(s) => self.partition(|k| k.borrow() < s),
            Bound::Excluded(s) => self.partition(|k| k.borrow() <= s),
            Bound::Unbounded => self.start(),
        };
        let end = match range.end_bound() {
            Bound::Included(e) => self.partition(|k| k.borrow() <= e),
            Bound::Excluded(e) => self.partition(|k| k.borrow() < e),
            Bound::Unbounded => self.end(),
        };
        (start, end, self.rank(end) - self.rank(start))
    }
    #[track_caller]
    pub fn range<T: ?Sized + Ord, R: RangeBounds<T>>(&self, range: R) -> Range<'_, K, V>
    where
        K: Borrow<T> + Ord,
    {
        let (start, end, len) = self.bounds(&range);
        Range::new(self, start, end, len)
    }
    #[track_caller]
    pub fn range_mut<T: ?Sized + Ord, R: RangeBounds<T>>(&mut self, range: R) -> RangeMut<'_, K, V>
    where
        K: Borrow<T> + Ord,
    {
        let (start, end, len) = self.bounds(&range);
        RangeMut::new(self, start, end, len)
    }
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, A>
    where
        K: Ord,
    {
        match self.search(&key) {
            Ok(at) => Entry::Occupied(OccupiedEntry { map: self, at }),
            Err(at) => Entry::Vacant(VacantEntry { map: self, at, key }),
        }
    }
    pub fn split_off<Q: ?Sized + Ord>(&mut self, key: &Q) -> Self
    where
        K: Borrow<Q> + Ord,
    {
        let at = self.partition(|k| k.borrow() < key);
        let mut other = BTreeMap::new_in(self.alloc());
        if at.block == self.blocks.len() {
            return other;
        }
        other.len = self.len - self.rank(at);
        self.len -= other.len;
        other.blocks = self.blocks.split_off(at.block);
        if at.index > 0 {
            let right = other.blocks[0].split_off(at.index);
            let left = mem::replace(&mut other.blocks[0], right);
            self.blocks.push(left);
        }
        other
    }
    pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, F, A>
    where
        K: Ord,
        R: RangeBounds<K>,
        F: FnMut(&K, &mut V) -> bool,
    {
        let (at, _, left) = self.bounds(&range);
        ExtractIf { map: self, at, left, pred }
    }
    pub fn into_keys(self) -> IntoKeys<K, V, A> {
        IntoKeys { inner: self.into_iter() }
    }
    pub fn into_values(self) -> IntoValues<K, V, A> {
        IntoValues { inner: self.into_iter() }
    }
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(self, self.start(), self.end(), self.len)
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        let (start, end, len) = (self.start(), self.end(), self.len);
        IterMut::new(self, start, end, len)
    }
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys { inner: self.iter() }
    }
    pub fn values(&self) -> Values<'_, K, V> {
        Values { inner: self.iter() }
    }
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut { inner: self.iter_mut() }
    }
    pub const fn len(&self) -> usize {
        self.len
    }
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
}
