// `HashMap` and `HashSet` over one table with linear probing.

pub mod entry;
pub mod iter;
pub mod map;
mod map_impls;
pub mod random;
pub mod set;
pub(super) mod table;
