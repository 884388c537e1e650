// Hashing: `core::hash` and the hasher of `HashMap`.

pub use core::hash::*;

pub use crate::collections::hash_map::{DefaultHasher, RandomState};

pub mod random {
    pub use super::{DefaultHasher, RandomState};
}
