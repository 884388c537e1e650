// Numbers from text, and what can go wrong.

use crate::error::Error;
use crate::fmt;
use crate::intrinsics;
use crate::prelude::v1::*;
use crate::str::FromStr;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIntError {
    kind: IntErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq, Copy, Hash)]
#[non_exhaustive]
pub enum IntErrorKind {
    Empty,
    InvalidDigit,
    PosOverflow,
    NegOverflow,
    Zero,
}
impl ParseIntError {
    pub const fn kind(&self) -> &IntErrorKind {
        &self.kind
    }
    pub(crate) const fn zero() -> Self {
        ParseIntError { kind: IntErrorKind::Zero }
    }
}
impl fmt::Display for ParseIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            IntErrorKind::Empty => "cannot parse integer from empty string",
            IntErrorKind::InvalidDigit => "invalid digit found in string",
            IntErrorKind::PosOverflow => "number too large to fit in target type",
            IntErrorKind::NegOverflow => "number too small to fit in target type",
            IntErrorKind::Zero => "number would be zero for non-zero type",
        })
    }
}
impl Error for ParseIntError {}

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromIntError(pub(crate) ());
impl fmt::Display for TryFromIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("out of range integral type conversion attempted")
    }
}
impl Error for TryFromIntError {}
impl From<crate::convert::Infallible> for TryFromIntError {
    fn from(x: crate::convert::Infallible) -> TryFromIntError {
        match x {}
    }
}

pub(super) const fn invalid_digit() -> ParseIntError {
    ParseIntError { kind: IntErrorKind::InvalidDigit }
}
pub(super) const fn overflow(negative: bool) -> ParseIntError {
    ParseIntError { kind: if negative { IntErrorKind::NegOverflow } else { IntErrorKind::PosOverflow } }
}
pub(super) const fn digit_of(byte: u8, radix: u32) -> Option<u32> {
    let digit = match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'z' => byte - b'a' + 10,
        b'A'..=b'Z' => byte - b'A' + 10,
        _ => return None,
    } as u32;
    if digit < radix { Some(digit) } else { None }
}
// Whether the number is negative, and its digits (at least one byte).
pub(super) const fn split_sign(src: &[u8], signed: bool) -> Result<(bool, &[u8]), ParseIntError> {
    match src {
        [] => Err(ParseIntError { kind: IntErrorKind::Empty }),
        [b'+' | b'-'] => Err(invalid_digit()),
        [b'+', rest @ ..] => Ok((false, rest)),
        [b'-', rest @ ..] if signed => Ok((true, rest)),
        _ => Ok((false, src)),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError {
    kind: FloatErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq)]
enum FloatErrorKind {
    Empty,
    Invalid,
}
impl fmt::Display for ParseFloatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            FloatErrorKind::Empty => "cannot parse float from empty string",
            FloatErrorKind::Invalid => "invalid float literal",
        })
    }
}
impl Error for ParseFloatError {}

enum FloatText<'a> {
    Infinity,
    Nan,
    Digits(&'a [u8]),
}
fn split_float(src: &str) -> Result<(bool, FloatText<'_>), ParseFloatError> {
    let mut bytes = src.as_bytes();
    if bytes.is_empty() {
        return Err(ParseFloatError { kind: FloatErrorKind::Empty });
    }
    let negative = bytes[0] == b'-';
    if bytes[0] == b'-' || bytes[0] == b'+' {
        bytes = &bytes[1..];
    }
    if bytes.eq_ignore_ascii_case(b"inf") || bytes.eq_ignore_ascii_case(b"infinity") {
        return Ok((negative, FloatText::Infinity));
    }
    if bytes.eq_ignore_ascii_case(b"nan") {
        return Ok((negative, FloatText::Nan));
    }
    let mut i = 0;
    let mut digits = 0;
    while i < bytes.len() && bytes[i].is_ascii_digit() {
        i += 1;
        digits += 1;
    }
    if i < bytes.len() && bytes[i] == b'.' {
        i += 1;
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            i += 1;
            digits += 1;
        }
    }
    let mut valid = digits > 0;
    if valid && i < bytes.len() && (bytes[i] == b'e' || bytes[i] == b'E') {
        i += 1;
        if i < bytes.len() && (bytes[i] == b'+' || bytes[i] == b'-') {
            i += 1;
        }
        valid = i < bytes.len();
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            i += 1;
        }
    }
    if valid && i == bytes.len() { Ok((negative, FloatText::Digits(bytes))) } else { Err(ParseFloatError { kind: FloatErrorKind::Invalid }) }
}
impl FromStr for f64 {
    type Err = ParseFloatError;
    fn from_str(src: &str) -> Result<f64, ParseFloatError> {
        let (negative, text) = split_float(src)?;
        let value = match text {
            FloatText::Infinity => f64::INFINITY,
            FloatText::Nan => f64::NAN,
            FloatText::Digits(d) => f64::from_bits(unsafe { intrinsics::assay_parse_float(d.as_ptr(), d.len(), true) }),
        };
        Ok(if negative { -value } else { value })
    }
}
impl FromStr for f32 {
    type Err = ParseFloatError;
    fn from_str(src: &str) -> Result<f32, ParseFloatError> {
        let (negative, text) = split_float(src)?;
        let value = match text {
            FloatText::Infinity => f32::INFINITY,
            FloatText::Nan => f32::NAN,
            FloatText::Digits(d) => f32::from_bits(unsafe { intrinsics::assay_parse_float(d.as_ptr(), d.len(), false) } as u32),
        };
        Ok(if negative { -value } else { value })
    }
}
