// `HashMap`: entries in a vector, found through an open-addressing table of their positions.

pub use crate::collections::hash_entry::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
pub use crate::hash::{DefaultHasher, RandomState};

use crate::borrow::Borrow;
use crate::collections::TryReserveError;
use crate::fmt::{self, Debug};
use crate::hash::{BuildHasher, Hash};
use crate::iter::FusedIterator;
use crate::ops::Index;
use crate::prelude::rust_2021::*;
use crate::vec::{self, Vec};

const FREE: usize = usize::MAX;

struct Bucket<K, V> {
    hash: u64,
    key: K,
    value: V,
}
pub(super) struct Table<K, V> {
    // Positions in `entries`; the length is a power of two, or zero.
    index: Vec<usize>,
    entries: Vec<Bucket<K, V>>,
}
impl<K, V> Table<K, V> {
    const fn new() -> Self {
        Table { index: Vec::new(), entries: Vec::new() }
    }
    fn find(&self, hash: u64, mut eq: impl FnMut(&K) -> bool) -> Option<usize> {
        if self.index.is_empty() {
            return None;
        }
        let mask = self.index.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let at = self.index[slot];
            if at == FREE {
                return None;
            }
            let bucket = &self.entries[at];
            if bucket.hash == hash && eq(&bucket.key) {
                return Some(at);
            }
            slot = (slot + 1) & mask;
        }
    }
    // The slot that holds this position.
    fn slot_of(&self, at: usize) -> usize {
        let mask = self.index.len() - 1;
        let mut slot = self.entries[at].hash as usize & mask;
        while self.index[slot] != at {
            slot = (slot + 1) & mask;
        }
        slot
    }
    fn link(&mut self, at: usize) {
        let mask = self.index.len() - 1;
        let mut slot = self.entries[at].hash as usize & mask;
        while self.index[slot] != FREE {
            slot = (slot + 1) & mask;
        }
        self.index[slot] = at;
    }
    fn rebuild(&mut self, slots: usize) {
        self.index = vec::from_elem(FREE, slots);
        let mut at = 0;
        while at < self.entries.len() {
            self.link(at);
            at += 1;
        }
    }
    fn slots_for(count: usize) -> usize {
        if count == 0 { 0 } else { (count * 8 / 7 + 1).next_power_of_two().max(4) }
    }
    fn reserve(&mut self, additional: usize) {
        let wanted = Self::slots_for(self.entries.len() + additional);
        if wanted > self.index.len() {
            self.rebuild(wanted);
        }
    }
    pub(super) fn push(&mut self, hash: u64, key: K, value: V) -> usize {
        self.reserve(1);
        let at = self.entries.len();
        self.entries.push(Bucket { hash, key, value });
        self.link(at);
        at
    }
    pub(super) fn remove(&mut self, at: usize) -> (K, V) {
        let mask = self.index.len() - 1;
        // Close the gap in the probe sequence.
        let mut gap = self.slot_of(at);
        let mut slot = gap;
        loop {
            slot = (slot + 1) & mask;
            let other = self.index[slot];
            if other == FREE {
                break;
            }
            let home = self.entries[other].hash as usize & mask;
            if (slot.wrapping_sub(home) & mask) >= (slot.wrapping_sub(gap) & mask) {
                self.index[gap] = other;
                gap = slot;
            }
        }
        self.index[gap] = FREE;
        // The last entry takes the freed position.
        let last = self.entries.len() - 1;
        if at != last {
            let moved = self.slot_of(last);
            self.index[moved] = at;
        }
        let bucket = self.entries.swap_remove(at);
        (bucket.key, bucket.value)
    }
    pub(super) fn entry_at(&self, at: usize) -> (&K, &V) {
        let bucket = &self.entries[at];
        (&bucket.key, &bucket.value)
    }
    pub(super) fn value_at(&mut self, at: usize) -> &mut V {
        &mut self.entries[at].value
    }
    fn clear(&mut self) {
        self.index.fill(FREE);
        self.entries.clear();
    }
}

pub struct HashMap<K, V, S = RandomState> {
    hash_builder: S,
    table: Table<K, V>,
}
impl<K, V> HashMap<K, V, RandomState> {
    pub fn new() -> HashMap<K, V, RandomState> {
        HashMap { hash_builder: RandomState::new(), table: Table::new() }
    }
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, RandomState> {
        HashMap::with_capacity_and_hasher(capacity, RandomState::new())
    }
}
impl<K, V, S> HashMap<K, V, S> {
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S> {
        HashMap { hash_builder, table: Table::new() }
    }
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S> {
        let mut table = Table::new();
        table.reserve(capacity);
        HashMap { hash_builder, table }
    }
    pub fn capacity(&self) -> usize {
        self.table.index.len() / 8 * 7
    }
    pub fn len(&self) -> usize {
        self.table.entries.len()
    }
    pub fn is_empty(&self) -> bool {
        self.table.entries.is_empty()
    }
    pub fn clear(&mut self) {
        self.table.clear()
    }
    pub fn hasher(&self) -> &S {
        &self.hash_builder
    }
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { inner: self.table.entries.iter() }
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut { inner: self.table.entries.iter_mut() }
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
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys { inner: self.into_iter() }
    }
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues { inner: self.into_iter() }
    }
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        self.table.index.fill(FREE);
        Drain { inner: self.table.entries.drain(..) }
    }
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F) {
        self.table.entries.retain_mut(|bucket| f(&bucket.key, &mut bucket.value));
        self.table.rebuild(self.table.index.len());
    }
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(&mut self, pred: F) -> ExtractIf<'_, K, V, F> {
        ExtractIf { table: &mut self.table, at: 0, pred }
    }
}
impl<K: Eq + Hash, V, S: BuildHasher> HashMap<K, V, S> {
    fn hash_of<Q: ?Sized + Hash>(&self, key: &Q) -> u64 {
        self.hash_builder.hash_one(key)
    }
    fn find<Q: ?Sized + Hash + Eq>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.table.find(self.hash_of(key), |k| k.borrow() == key)
    }
    pub fn reserve(&mut self, additional: usize) {
        self.table.reserve(additional)
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.table.reserve(additional);
        Ok(())
    }
    pub fn shrink_to_fit(&mut self) {
        self.table.entries.shrink_to_fit();
        let slots = Table::<K, V>::slots_for(self.table.entries.len());
        self.table.rebuild(slots);
    }
    pub fn shrink_to(&mut self, _min_capacity: usize) {
        self.shrink_to_fit()
    }
    pub fn get<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        Some(self.get_key_value(k)?.1)
    }
    pub fn get_key_value<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let at = self.find(k)?;
        Some(self.table.entry_at(at))
    }
    pub fn get_mut<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(k)?;
        Some(self.table.value_at(at))
    }
    pub fn contains_key<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(k).is_some()
    }
    pub fn insert(&mut self, k: K, v: V) -> Option<V> {
        let hash = self.hash_of(&k);
        match self.table.find(hash, |other| *other == k) {
            Some(at) => Some(crate::mem::replace(self.table.value_at(at), v)),
            None => {
                self.table.push(hash, k, v);
                None
            }
        }
    }
    pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V>> {
        match self.entry(key) {
            Entry::Occupied(entry) => Err(OccupiedError { entry, value }),
            Entry::Vacant(entry) => Ok(entry.insert(value)),
        }
    }
    pub fn remove<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        Some(self.remove_entry(k)?.1)
    }
    pub fn remove_entry<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
    {
        let at = self.find(k)?;
        Some(self.table.remove(at))
    }
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let hash = self.hash_of(&key);
        let found = self.table.find(hash, |other| *other == key);
        super::hash_entry::make_entry(&mut self.table, hash, key, found)
    }
}

impl<K: Clone, V: Clone, S: Clone> Clone for HashMap<K, V, S> {
    fn clone(&self) -> Self {
        let mut table = Table { index: self.table.index.clone(), entries: Vec::with_capacity(self.len()) };
        for b in &self.table.entries {
            table.entries.push(Bucket { hash: b.hash, key: b.key.clone(), value: b.value.clone() });
        }
        HashMap { hash_builder: self.hash_builder.clone(), table }
    }
}
impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for HashMap<K, V, S> {
    fn eq(&self, other: &HashMap<K, V, S>) -> bool {
        self.len() == other.len()
            && self.iter().all(|(key, value)| match other.get(key) {
                Some(v) => *value == *v,
                None => false,
            })
    }
}
impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}
impl<K: Debug, V: Debug, S> Debug for HashMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
impl<K, V, S: Default> Default for HashMap<K, V, S> {
    fn default() -> HashMap<K, V, S> {
        HashMap::with_hasher(Default::default())
    }
}
impl<K: Eq + Hash + Borrow<Q>, Q: ?Sized + Eq + Hash, V, S: BuildHasher> Index<&Q> for HashMap<K, V, S> {
    type Output = V;
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}
impl<K: Eq + Hash, V, S: BuildHasher + Default> FromIterator<(K, V)> for HashMap<K, V, S> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> HashMap<K, V, S> {
        let mut map = HashMap::with_hasher(Default::default());
        map.extend(iter);
        map
    }
}
impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for HashMap<K, V, S> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) {
        for (k, v) in iter {
            self.insert(k, v);
        }
    }
}
impl<'a, K: Eq + Hash + Copy, V: Copy, S: BuildHasher> Extend<(&'a K, &'a V)> for HashMap<K, V, S> {
    fn extend<T: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: T) {
        for (k, v) in iter {
            self.insert(*k, *v);
        }
    }
}
impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V, RandomState> {
    fn from(arr: [(K, V); N]) -> Self {
        HashMap::from_iter(arr)
    }
}

pub struct Iter<'a, K: 'a, V: 'a> {
    inner: crate::slice::Iter<'a, Bucket<K, V>>,
}
pub struct IterMut<'a, K: 'a, V: 'a> {
    inner: crate::slice::IterMut<'a, Bucket<K, V>>,
}
pub struct IntoIter<K, V> {
    inner: vec::IntoIter<Bucket<K, V>>,
}
pub struct Drain<'a, K: 'a, V: 'a> {
    inner: vec::Drain<'a, Bucket<K, V>>,
}
pub struct Keys<'a, K: 'a, V: 'a> {
    inner: Iter<'a, K, V>,
}
pub struct Values<'a, K: 'a, V: 'a> {
    inner: Iter<'a, K, V>,
}
pub struct ValuesMut<'a, K: 'a, V: 'a> {
    inner: IterMut<'a, K, V>,
}
pub struct IntoKeys<K, V> {
    inner: IntoIter<K, V>,
}
pub struct IntoValues<K, V> {
    inner: IntoIter<K, V>,
}
pub struct ExtractIf<'a, K, V, F> {
    table: &'a mut Table<K, V>,
    at: usize,
    pred: F,
}
macro_rules! map_iterators {
    ($(($($g:tt)*) $Iter:ty, $item:ty: |$x:pat_param| $e:expr;)*) => { $(
        impl<$($g)*> Iterator for $Iter {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                match self.inner.next() { Some($x) => Some($e), None => None }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
        }
        impl<$($g)*> ExactSizeIterator for $Iter {}
        impl<$($g)*> FusedIterator for $Iter {}
    )* };
}
map_iterators! {
    ('a, K, V) Iter<'a, K, V>, (&'a K, &'a V): |b| (&b.key, &b.value);
    ('a, K, V) IterMut<'a, K, V>, (&'a K, &'a mut V): |b| (&b.key, &mut b.value);
    (K, V) IntoIter<K, V>, (K, V): |b| (b.key, b.value);
    ('a, K, V) Drain<'a, K, V>, (K, V): |b| (b.key, b.value);
    ('a, K, V) Keys<'a, K, V>, &'a K: |(k, _)| k;
    ('a, K, V) Values<'a, K, V>, &'a V: |(_, v)| v;
    ('a, K, V) ValuesMut<'a, K, V>, &'a mut V: |(_, v)| v;
    (K, V) IntoKeys<K, V>, K: |(k, _)| k;
    (K, V) IntoValues<K, V>, V: |(_, v)| v;
}
impl<'a, K, V, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'a, K, V, F> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        while self.at < self.table.entries.len() {
            let bucket = &mut self.table.entries[self.at];
            if (self.pred)(&bucket.key, &mut bucket.value) {
                return Some(self.table.remove(self.at));
            }
            self.at += 1;
        }
        None
    }
}
impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { inner: self.inner.clone() }
    }
}
impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Keys { inner: self.inner.clone() }
    }
}
impl<K, V> Clone for Values<'_, K, V> {
    fn clone(&self) -> Self {
        Values { inner: self.inner.clone() }
    }
}
impl<K: Debug, V: Debug> Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K: Debug, V> Debug for Keys<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K, V: Debug> Debug for Values<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}
impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}
impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter { inner: self.table.entries.into_iter() }
    }
}
