// Collections: those of `alloc`, and the hashed ones.

mod hash;

pub mod hash_map {
    pub use super::hash::iter::{Drain, ExtractIf, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Values, ValuesMut};
    pub use super::hash::entry::{Entry, OccupiedEntry, OccupiedError, VacantEntry};
    pub use super::hash::map::HashMap;
    pub use super::hash::random::{DefaultHasher, RandomState};
}
pub mod hash_set {
    pub use super::hash::set::{
        Difference, Drain, HashSet, Intersection, IntoIter, Iter, SymmetricDifference, Union,
    };
}

pub use self::hash_map::HashMap;
pub use self::hash_set::HashSet;

pub use alloc_crate::collections::{
    binary_heap, btree_map, btree_set, linked_list, vec_deque, BTreeMap, BTreeSet, BinaryHeap, LinkedList,
    TryReserveError, TryReserveErrorKind, VecDeque,
};
pub use core::ops::Bound;
