// Collections: those of `alloc`, and the hash tables.

mod hash_entry;
pub mod hash_map;
pub mod hash_set;

pub use self::hash_map::HashMap;
pub use self::hash_set::HashSet;
pub use alloc_crate::collections::*;
pub use core::ops::Bound;
