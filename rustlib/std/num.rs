// Numbers: `core::num`.

pub use core::num::*;
