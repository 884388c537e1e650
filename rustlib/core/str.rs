// String slices.

mod index;
mod iter;
mod methods;
pub mod pattern;
mod split;
mod utf8;

pub use self::iter::{
    Bytes, CharIndices, Chars, EncodeUtf16, EscapeDebug, EscapeDefault, EscapeUnicode, Lines, SplitAsciiWhitespace,
    SplitWhitespace,
};
pub use self::split::{
    MatchIndices, Matches, RMatchIndices, RMatches, RSplit, RSplitN, RSplitTerminator, Split, SplitInclusive, SplitN,
    SplitTerminator,
};
pub use self::utf8::{
    from_utf8, from_utf8_mut, from_utf8_unchecked, from_utf8_unchecked_mut, next_code_point, ParseBoolError, Utf8Chunk,
    Utf8Chunks, Utf8Error,
};

use crate::prelude::v1::*;

pub trait FromStr: Sized {
    type Err;
    fn from_str(s: &str) -> Result<Self, Self::Err>;
}
impl FromStr for bool {
    type Err = ParseBoolError;
    fn from_str(s: &str) -> Result<bool, ParseBoolError> {
        match s {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(ParseBoolError(())),
        }
    }
}
pub unsafe fn from_raw_parts<'a>(ptr: *const u8, len: usize) -> &'a str {
    unsafe { from_utf8_unchecked(crate::slice::from_raw_parts(ptr, len)) }
}
