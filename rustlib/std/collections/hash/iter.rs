// Iterators over a `HashMap`.

use super::table::Table;
use crate::fmt::{self, Debug};
use crate::iter::FusedIterator;
use crate::marker::PhantomData;

pub struct Iter<'a, K: 'a, V: 'a> {
    table: &'a Table<(K, V)>,
    index: usize,
    left: usize,
}
pub struct IterMut<'a, K: 'a, V: 'a> {
    table: *mut Table<(K, V)>,
    index: usize,
    left: usize,
    _marker: PhantomData<&'a mut (K, V)>,
}
pub struct IntoIter<K, V> {
    table: Table<(K, V)>,
    index: usize,
}
pub struct Drain<'a, K: 'a, V: 'a> {
    table: &'a mut Table<(K, V)>,
    index: usize,
}
pub struct ExtractIf<'a, K, V, F> {
    table: &'a mut Table<(K, V)>,
    index: usize,
    pred: F,
}
pub struct Keys<'a, K: 'a, V: 'a> {
    pub(super) inner: Iter<'a, K, V>,
}
pub struct Values<'a, K: 'a, V: 'a> {
    pub(super) inner: Iter<'a, K, V>,
}
pub struct ValuesMut<'a, K: 'a, V: 'a> {
    pub(super) inner: IterMut<'a, K, V>,
}
pub struct IntoKeys<K, V> {
    pub(super) inner: IntoIter<K, V>,
}
pub struct IntoValues<K, V> {
    pub(super) inner: IntoIter<K, V>,
}
unsafe impl<K: Send, V: Send> Send for IterMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for IterMut<'_, K, V> {}

impl<'a, K, V> Iter<'a, K, V> {
    pub(super) fn new(table: &'a Table<(K, V)>) -> Self {
        Iter { table, index: 0, left: table.len() }
    }
}
impl<'a, K, V> IterMut<'a, K, V> {
    pub(super) fn new(table: &'a mut Table<(K, V)>) -> Self {
        IterMut { left: table.len(), table, index: 0, _marker: PhantomData }
    }
}
impl<K, V> IntoIter<K, V> {
    pub(super) fn new(table: Table<(K, V)>) -> Self {
        IntoIter { table, index: 0 }
    }
}
impl<'a, K, V> Drain<'a, K, V> {
    pub(super) fn new(table: &'a mut Table<(K, V)>) -> Self {
        Drain { table, index: 0 }
    }
}
impl<'a, K, V, F> ExtractIf<'a, K, V, F> {
    pub(super) fn new(table: &'a mut Table<(K, V)>, pred: F) -> Self {
        ExtractIf { table, index: 0, pred }
    }
}
impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { table: self.table, index: self.index, left: self.left }
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
impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        let full = self.table.next_full(self.index)?;
        self.index = full + 1;
        self.left -= 1;
        let pair = unsafe { &*self.table.slot(full) };
        Some((&pair.0, &pair.1))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}
impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> {
        unsafe {
            let full = (&*self.table).next_full(self.index)?;
            self.index = full + 1;
            self.left -= 1;
            let slot = (&*self.table).slot(full);
            Some((&(*slot).0, &mut (*slot).1))
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}
impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        let full = self.table.next_full(self.index)?;
        self.index = full + 1;
        Some(self.table.remove(full))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.table.len(), Some(self.table.len()))
    }
}
impl<'a, K, V> Iterator for Drain<'a, K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        let full = self.table.next_full(self.index)?;
        self.index = full + 1;
        Some(self.table.remove(full))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.table.len(), Some(self.table.len()))
    }
}
impl<K, V> Drop for Drain<'_, K, V> {
    fn drop(&mut self) {
        self.table.clear();
    }
}
impl<K, V, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, F> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        while let Some(full) = self.table.next_full(self.index) {
            self.index = full + 1;
            let (key, value) = unsafe { &mut *self.table.slot(full) };
            if (self.pred)(key, value) {
                return Some(self.table.remove(full));
            }
        }
        None
    }
}
macro_rules! projections {
    ($([$($lt:lifetime)?] $Name:ident $Item:ty, |$pair:ident| $e:expr;)*) => { $(
        impl<$($lt,)? K, V> Iterator for $Name<$($lt,)? K, V> {
            type Item = $Item;
            fn next(&mut self) -> Option<$Item> {
                match self.inner.next() {
                    Some($pair) => Some($e),
                    None => None,
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
        }
        impl<$($lt,)? K, V> ExactSizeIterator for $Name<$($lt,)? K, V> {}
        impl<$($lt,)? K, V> FusedIterator for $Name<$($lt,)? K, V> {}
    )* };
}
projections! {
    ['a] Keys &'a K, |pair| pair.0;
    ['a] Values &'a V, |pair| pair.1;
    ['a] ValuesMut &'a mut V, |pair| pair.1;
    [] IntoKeys K, |pair| pair.0;
    [] IntoValues V, |pair| pair.1;
}
impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> FusedIterator for Iter<'_, K, V> {}
impl<K, V> ExactSizeIterator for IterMut<'_, K, V> {}
impl<K, V> FusedIterator for IterMut<'_, K, V> {}
impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
impl<K, V> FusedIterator for IntoIter<K, V> {}
impl<K, V> ExactSizeIterator for Drain<'_, K, V> {}
impl<K, V> FusedIterator for Drain<'_, K, V> {}
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
