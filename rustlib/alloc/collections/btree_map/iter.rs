// Iterators over a `BTreeMap`. The borrowing ones walk over the blocks by raw pointers.

use core::alloc::Allocator;
use core::fmt::{self, Debug};
use core::iter::FusedIterator;
use core::marker::PhantomData;

use super::{BTreeMap, Position};
use crate::alloc::Global;
use crate::vec::{self, Vec};

// What is left of a walk. The allocator's type is not known here, so blocks are found by the map's own function.
struct Walk<K, V> {
    map: *const (),
    pair: unsafe fn(*const (), Position) -> *mut (K, V),
    block_len: unsafe fn(*const (), usize) -> usize,
    front: Position,
    back: Position,
    left: usize,
}
unsafe fn pair_of<K, V, A: Allocator + Clone>(map: *const (), at: Position) -> *mut (K, V) {
    unsafe { (*(map as *const BTreeMap<K, V, A>)).pair(at) }
}
unsafe fn len_of<K, V, A: Allocator + Clone>(map: *const (), block: usize) -> usize {
    unsafe { (*(map as *const BTreeMap<K, V, A>)).block_len(block) }
}
impl<K, V> Walk<K, V> {
    fn new<A: Allocator + Clone>(map: *const BTreeMap<K, V, A>, front: Position, back: Position, left: usize) -> Self {
        Walk { map: map as *const (), pair: pair_of::<K, V, A>, block_len: len_of::<K, V, A>, front, back, left }
    }
    fn next(&mut self) -> Option<*mut (K, V)> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        unsafe {
            if self.front.index == (self.block_len)(self.map, self.front.block) {
                self.front = Position { block: self.front.block + 1, index: 0 };
            }
            let pair = (self.pair)(self.map, self.front);
            self.front.index += 1;
            Some(pair)
        }
    }
    fn next_back(&mut self) -> Option<*mut (K, V)> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        unsafe {
            if self.back.index == 0 {
                self.back.block -= 1;
                self.back.index = (self.block_len)(self.map, self.back.block);
            }
            self.back.index -= 1;
            Some((self.pair)(self.map, self.back))
        }
    }
}
impl<K, V> Clone for Walk<K, V> {
    fn clone(&self) -> Self {
        Walk {
            map: self.map,
            pair: self.pair,
            block_len: self.block_len,
            front: self.front,
            back: self.back,
            left: self.left,
        }
    }
}
macro_rules! walks {
    ($($Iter:ident ($($m:tt)*) $pointer:ty, $arg:ty;)*) => { $(
        pub struct $Iter<'a, K: 'a, V: 'a> {
            walk: Walk<K, V>,
            marker: PhantomData<$pointer>,
        }
        impl<'a, K, V> $Iter<'a, K, V> {
            pub(super) fn new<A: Allocator + Clone>(
                map: &'a $($m)* BTreeMap<K, V, A>,
                front: Position,
                back: Position,
                left: usize,
            ) -> Self {
                let map: $arg = map;
                $Iter { walk: Walk::new(map as *const BTreeMap<K, V, A>, front, back, left), marker: PhantomData }
            }
        }
        impl<'a, K, V> Iterator for $Iter<'a, K, V> {
            type Item = (&'a K, &'a $($m)* V);
            fn next(&mut self) -> Option<(&'a K, &'a $($m)* V)> {
                let pair = self.walk.next()?;
                unsafe { Some((&(*pair).0, & $($m)* (*pair).1)) }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { (self.walk.left, Some(self.walk.left)) }
        }
        impl<'a, K, V> DoubleEndedIterator for $Iter<'a, K, V> {
            fn next_back(&mut self) -> Option<(&'a K, &'a $($m)* V)> {
                let pair = self.walk.next_back()?;
                unsafe { Some((&(*pair).0, & $($m)* (*pair).1)) }
            }
        }
        impl<K, V> FusedIterator for $Iter<'_, K, V> {}
    )* };
}
walks! {
    Iter () &'a (K, V), *const BTreeMap<K, V, A>;
    Range () &'a (K, V), *const BTreeMap<K, V, A>;
    IterMut (mut) &'a mut (K, V), *mut BTreeMap<K, V, A>;
    RangeMut (mut) &'a mut (K, V), *mut BTreeMap<K, V, A>;
}
impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> ExactSizeIterator for IterMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Send for Iter<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for Iter<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Send for Range<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for Range<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for IterMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for IterMut<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for RangeMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for RangeMut<'_, K, V> {}
impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { walk: self.walk.clone(), marker: PhantomData }
    }
}
impl<K, V> Clone for Range<'_, K, V> {
    fn clone(&self) -> Self {
        Range { walk: self.walk.clone(), marker: PhantomData }
    }
}
impl<K: Debug, V: Debug> Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K: Debug, V: Debug> Debug for Range<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

pub struct IntoIter<K, V, A: Allocator + Clone = Global> {
    blocks: vec::IntoIter<Vec<(K, V), A>, A>,
    front: Option<vec::IntoIter<(K, V), A>>,
    back: Option<vec::IntoIter<(K, V), A>>,
    left: usize,
}
impl<K, V, A: Allocator + Clone> IntoIter<K, V, A> {
    pub(super) fn new(blocks: Vec<Vec<(K, V), A>, A>, left: usize) -> Self {
        IntoIter { blocks: blocks.into_iter(), front: None, back: None, left }
    }
}
impl<K, V, A: Allocator + Clone> Iterator for IntoIter<K, V, A> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(front) = &mut self.front {
                if let Some(pair) = front.next() {
                    self.left -= 1;
                    return Some(pair);
                }
            }
            match self.blocks.next() {
                Some(block) => self.front = Some(block.into_iter()),
                None => {
                    let pair = self.back.as_mut()?.next()?;
                    self.left -= 1;
                    return Some(pair);
                }
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}
impl<K, V, A: Allocator + Clone> DoubleEndedIterator for IntoIter<K, V, A> {
    fn next_back(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(back) = &mut self.back {
                if let Some(pair) = back.next_back() {
                    self.left -= 1;
                    return Some(pair);
                }
            }
            match self.blocks.next_back() {
                Some(block) => self.back = Some(block.into_iter()),
                None => {
                    let pair = self.front.as_mut()?.next_back()?;
                    self.left -= 1;
                    return Some(pair);
                }
            }
        }
    }
}
impl<K, V, A: Allocator + Clone> ExactSizeIterator for IntoIter<K, V, A> {}
impl<K, V, A: Allocator + Clone> FusedIterator for IntoIter<K, V, A> {}

pub struct Keys<'a, K, V> {
    pub(super) inner: Iter<'a, K, V>,
}
pub struct Values<'a, K, V> {
    pub(super) inner: Iter<'a, K, V>,
}
pub struct ValuesMut<'a, K, V> {
    pub(super) inner: IterMut<'a, K, V>,
}
pub struct IntoKeys<K, V, A: Allocator + Clone = Global> {
    pub(super) inner: IntoIter<K, V, A>,
}
pub struct IntoValues<K, V, A: Allocator + Clone = Global> {
    pub(super) inner: IntoIter<K, V, A>,
}
macro_rules! projections {
    ($([$($g:tt)*] $t:ty, $Item:ty, $field:tt;)*) => { $(
        impl<$($g)*> Iterator for $t {
            type Item = $Item;
            fn next(&mut self) -> Option<$Item> {
                match self.inner.next() {
                    Some(pair) => Some(pair.$field),
                    None => None,
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
        }
        impl<$($g)*> DoubleEndedIterator for $t {
            fn next_back(&mut self) -> Option<$Item> {
                match self.inner.next_back() {
                    Some(pair) => Some(pair.$field),
                    None => None,
                }
            }
        }
        impl<$($g)*> ExactSizeIterator for $t {}
        impl<$($g)*> FusedIterator for $t {}
    )* };
}
projections! {
    ['a, K, V] Keys<'a, K, V>, &'a K, 0;
    ['a, K, V] Values<'a, K, V>, &'a V, 1;
    ['a, K, V] ValuesMut<'a, K, V>, &'a mut V, 1;
    [K, V, A: Allocator + Clone] IntoKeys<K, V, A>, K, 0;
    [K, V, A: Allocator + Clone] IntoValues<K, V, A>, V, 1;
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

pub struct ExtractIf<'a, K, V, F, A: Allocator + Clone = Global> {
    pub(super) map: &'a mut BTreeMap<K, V, A>,
    pub(super) at: Position,
    // How many pairs are still to be looked at.
    pub(super) left: usize,
    pub(super) pred: F,
}
impl<K, V, F: FnMut(&K, &mut V) -> bool, A: Allocator + Clone> Iterator for ExtractIf<'_, K, V, F, A> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        while self.left > 0 {
            self.left -= 1;
            self.at = self.map.normal(self.at);
            let (key, value) = unsafe { &mut *self.map.pair(self.at) };
            if (self.pred)(key, value) {
                let whole_block = self.map.block_len(self.at.block) == 1;
                let pair = self.map.remove_at(self.at);
                if whole_block {
                    self.at.index = 0;
                }
                return Some(pair);
            }
            self.at.index += 1;
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.left))
    }
}
