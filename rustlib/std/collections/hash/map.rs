// `HashMap`: the operations on keys.

use super::entry::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
use super::iter::{Drain, ExtractIf, IntoKeys, IntoValues, Iter, IterMut, Keys, Values, ValuesMut};
use super::random::RandomState;
use super::table::Table;
use crate::borrow::Borrow;
use crate::collections::TryReserveError;
use crate::hash::{BuildHasher, Hash};
use crate::mem;

pub struct HashMap<K, V, S = RandomState> {
    pub(super) hash_builder: S,
    pub(super) table: Table<(K, V)>,
}
impl<K, V> HashMap<K, V, RandomState> {
    pub fn new() -> HashMap<K, V, RandomState> {
        Default::default()
    }
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, RandomState> {
        HashMap::with_capacity_and_hasher(capacity, Default::default())
    }
}
impl<K, V, S> HashMap<K, V, S> {
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S> {
        HashMap { hash_builder, table: Table::new() }
    }
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S> {
        HashMap { hash_builder, table: Table::with_capacity(capacity) }
    }
    pub fn capacity(&self) -> usize {
        self.table.capacity()
    }
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys { inner: self.iter() }
    }
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys { inner: self.into_iter() }
    }
    pub fn values(&self) -> Values<'_, K, V> {
        Values { inner: self.iter() }
    }
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut { inner: self.iter_mut() }
    }
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues { inner: self.into_iter() }
    }
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.table)
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut::new(&mut self.table)
    }
    pub fn len(&self) -> usize {
        self.table.len()
    }
    pub fn is_empty(&self) -> bool {
        self.table.len() == 0
    }
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        Drain::new(&mut self.table)
    }
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(&mut self, pred: F) -> ExtractIf<'_, K, V, F> {
        ExtractIf::new(&mut self.table, pred)
    }
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F) {
        let mut i = 0;
        while let Some(full) = self.table.next_full(i) {
            let (key, value) = unsafe { &mut *self.table.slot(full) };
            if !f(key, value) {
                drop(self.table.remove(full));
            }
            i = full + 1;
        }
    }
    pub fn clear(&mut self) {
        self.table.clear()
    }
    pub fn hasher(&self) -> &S {
        &self.hash_builder
    }
}
impl<K: Eq + Hash, V, S: BuildHasher> HashMap<K, V, S> {
    pub(super) fn find<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        if self.table.len() == 0 {
            return None;
        }
        let hash = self.hash_builder.hash_one(k);
        self.table.find(hash, |pair| k == pair.0.borrow())
    }
    pub fn reserve(&mut self, additional: usize) {
        self.table.reserve(additional)
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.reserve(additional);
        Ok(())
    }
    pub fn shrink_to_fit(&mut self) {
        self.table.shrink_to(0)
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.table.shrink_to(min_capacity)
    }
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let hash = self.hash_builder.hash_one(&key);
        match self.table.find(hash, |pair| key == pair.0) {
            Some(index) => Entry::Occupied(OccupiedEntry { table: &mut self.table, index }),
            None => Entry::Vacant(VacantEntry { table: &mut self.table, hash, key }),
        }
    }
    pub fn get<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let index = self.find(k)?;
        Some(unsafe { &(*self.table.slot(index)).1 })
    }
    pub fn get_key_value<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let index = self.find(k)?;
        let pair = unsafe { &*self.table.slot(index) };
        Some((&pair.0, &pair.1))
    }
    pub fn contains_key<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(k).is_some()
    }
    pub fn get_mut<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let index = self.find(k)?;
        Some(unsafe { &mut (*self.table.slot(index)).1 })
    }
    pub fn get_disjoint_mut<Q: ?Sized + Hash + Eq, const N: usize>(&mut self, ks: [&Q; N]) -> [Option<&'_ mut V>; N]
    where
        K: Borrow<Q>,
    {
        let found = ks.map(|k| self.find(k));
        for i in 0..N {
            for j in 0..i {
                if found[i].is_some() && found[i] == found[j] {
                    panic!("duplicate keys found");
                }
            }
        }
        found.map(|index| match index {
            Some(index) => Some(unsafe { &mut (*self.table.slot(index)).1 }),
            None => None,
        })
    }
    pub fn insert(&mut self, k: K, v: V) -> Option<V> {
        let hash = self.hash_builder.hash_one(&k);
        match self.table.find(hash, |pair| k == pair.0) {
            Some(index) => Some(mem::replace(unsafe { &mut (*self.table.slot(index)).1 }, v)),
            None => {
                self.table.insert(hash, (k, v));
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
        match self.remove_entry(k) {
            Some((_, v)) => Some(v),
            None => None,
        }
    }
    pub fn remove_entry<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
    {
        let index = self.find(k)?;
        Some(self.table.remove(index))
    }
}
