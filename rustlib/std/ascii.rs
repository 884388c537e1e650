// ASCII: `core::ascii` and the old extension trait.

pub use core::ascii::*;

pub trait AsciiExt {
    type Owned;
}
