// UTF-8: validation, decoding, and the errors.

use crate::error::Error;
use crate::fmt::{self, Write};
use crate::mem;
use crate::prelude::v1::*;

#[derive(Copy, Eq, PartialEq, Clone, Debug)]
pub struct Utf8Error {
    valid_up_to: usize,
    error_len: Option<u8>,
}
impl Utf8Error {
    pub const fn valid_up_to(&self) -> usize {
        self.valid_up_to
    }
    pub const fn error_len(&self) -> Option<usize> {
        match self.error_len {
            Some(len) => Some(len as usize),
            None => None,
        }
    }
}
impl fmt::Display for Utf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(error_len) = self.error_len {
            write!(f, "invalid utf-8 sequence of {} bytes from index {}", error_len, self.valid_up_to)
        } else {
            write!(f, "incomplete utf-8 byte sequence from index {}", self.valid_up_to)
        }
    }
}
impl Error for Utf8Error {}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseBoolError(pub(super) ());
impl fmt::Display for ParseBoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("provided string was not `true` or `false`")
    }
}
impl Error for ParseBoolError {}

// Length of the sequence this byte starts, and the bounds of its second byte; zero length if it starts none.
const fn sequence(first: u8) -> (usize, u8, u8) {
    match first {
        0..=0x7f => (1, 0, 0),
        0xc2..=0xdf => (2, 0x80, 0xbf),
        0xe0 => (3, 0xa0, 0xbf),
        0xed => (3, 0x80, 0x9f),
        0xe1..=0xef => (3, 0x80, 0xbf),
        0xf0 => (4, 0x90, 0xbf),
        0xf4 => (4, 0x80, 0x8f),
        0xf1..=0xf3 => (4, 0x80, 0xbf),
        _ => (0, 0, 0),
    }
}
const fn validate(v: &[u8]) -> Result<(), Utf8Error> {
    let mut index = 0;
    while index < v.len() {
        let first = v[index];
        if first < 0x80 {
            index += 1;
            continue;
        }
        let (width, low, high) = sequence(first);
        if width == 0 {
            return Err(Utf8Error { valid_up_to: index, error_len: Some(1) });
        }
        let mut i = 1;
        while i < width {
            if index + i >= v.len() {
                return Err(Utf8Error { valid_up_to: index, error_len: None });
            }
            let b = v[index + i];
            let fits = if i == 1 { low <= b && b <= high } else { b & 0xc0 == 0x80 };
            if !fits {
                return Err(Utf8Error { valid_up_to: index, error_len: Some(i as u8) });
            }
            i += 1;
        }
        index += width;
    }
    Ok(())
}
pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
    match validate(v) {
        Ok(_) => Ok(unsafe { from_utf8_unchecked(v) }),
        Err(err) => Err(err),
    }
}
pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> {
    match validate(v) {
        Ok(_) => Ok(unsafe { from_utf8_unchecked_mut(v) }),
        Err(err) => Err(err),
    }
}
#[inline(always)]
pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
    unsafe { mem::transmute(v) }
}
#[inline]
pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str {
    unsafe { &mut *(v as *mut [u8] as *mut str) }
}

#[inline]
pub(super) const fn is_continuation(byte: u8) -> bool {
    (byte as i8) < -64
}
pub unsafe fn next_code_point<'a, I: Iterator<Item = &'a u8>>(bytes: &mut I) -> Option<u32> {
    let x = *bytes.next()?;
    if x < 128 {
        return Some(x as u32);
    }
    let y = unsafe { *bytes.next().unwrap_unchecked() } as u32 & 0x3f;
    if x < 0xe0 {
        return Some(((x as u32 & 0x1f) << 6) | y);
    }
    let z = unsafe { *bytes.next().unwrap_unchecked() } as u32 & 0x3f;
    if x < 0xf0 {
        return Some(((x as u32 & 0xf) << 12) | (y << 6) | z);
    }
    let w = unsafe { *bytes.next().unwrap_unchecked() } as u32 & 0x3f;
    Some(((x as u32 & 0x7) << 18) | (y << 12) | (z << 6) | w)
}
pub(super) unsafe fn next_code_point_reverse<'a, I: DoubleEndedIterator<Item = &'a u8>>(bytes: &mut I) -> Option<u32> {
    let mut b = *bytes.next_back()?;
    if b < 128 {
        return Some(b as u32);
    }
    let mut value = 0;
    let mut shift = 0;
    while is_continuation(b) {
        value |= (b as u32 & 0x3f) << shift;
        shift += 6;
        b = unsafe { *bytes.next_back().unwrap_unchecked() };
    }
    let lead = match shift {
        6 => b as u32 & 0x1f,
        12 => b as u32 & 0xf,
        _ => b as u32 & 0x7,
    };
    Some(value | (lead << shift))
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf8Chunk<'a> {
    valid: &'a str,
    invalid: &'a [u8],
}
impl<'a> Utf8Chunk<'a> {
    pub fn valid(&self) -> &'a str {
        self.valid
    }
    pub fn invalid(&self) -> &'a [u8] {
        self.invalid
    }
}
#[derive(Clone)]
pub struct Utf8Chunks<'a> {
    source: &'a [u8],
}
impl<'a> Utf8Chunks<'a> {
    pub(crate) fn new(source: &'a [u8]) -> Self {
        Utf8Chunks { source }
    }
}
impl<'a> Iterator for Utf8Chunks<'a> {
    type Item = Utf8Chunk<'a>;
    fn next(&mut self) -> Option<Utf8Chunk<'a>> {
        if self.source.is_empty() {
            return None;
        }
        let (valid, bad) = match validate(self.source) {
            Ok(()) => (self.source.len(), 0),
            Err(e) => (e.valid_up_to, e.error_len().unwrap_or(self.source.len() - e.valid_up_to)),
        };
        let (chunk, rest) = self.source.split_at(valid + bad);
        self.source = rest;
        let (valid, invalid) = chunk.split_at(valid);
        Some(Utf8Chunk { valid: unsafe { from_utf8_unchecked(valid) }, invalid })
    }
}
