// Characters: conversion, classification, encoding, escapes.

mod unicode;
mod escape;

pub use self::escape::{EscapeDebug, EscapeDefault, EscapeUnicode, ToLowercase, ToUppercase};

use crate::error::Error;
use crate::fmt;
use crate::mem;
use crate::prelude::rust_2024::*;
use crate::str::FromStr;

pub const MAX: char = char::MAX;
pub const REPLACEMENT_CHARACTER: char = char::REPLACEMENT_CHARACTER;

#[inline]
pub const fn from_u32(i: u32) -> Option<char> {
    if i > 0x10ffff || (i >= 0xd800 && i <= 0xdfff) { None } else { Some(unsafe { from_u32_unchecked(i) }) }
}
#[inline]
#[track_caller]
pub const unsafe fn from_u32_unchecked(i: u32) -> char {
    unsafe { mem::transmute(i) }
}
pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
    if radix > 36 {
        panic!("from_digit: radix is too high (maximum 36)");
    }
    if num < radix {
        let num = num as u8;
        if num < 10 { Some((b'0' + num) as char) } else { Some((b'a' + num - 10) as char) }
    } else {
        None
    }
}
pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
    DecodeUtf16 { iter: iter.into_iter(), buf: None }
}
#[derive(Clone)]
pub struct DecodeUtf16<I: Iterator<Item = u16>> {
    iter: I,
    buf: Option<u16>,
}
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct DecodeUtf16Error {
    code: u16,
}
impl DecodeUtf16Error {
    pub fn unpaired_surrogate(&self) -> u16 {
        self.code
    }
}
impl fmt::Display for DecodeUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unpaired surrogate found: {:x}", self.code)
    }
}
impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;
    fn next(&mut self) -> Option<Result<char, DecodeUtf16Error>> {
        let u = match self.buf.take() {
            Some(buf) => buf,
            None => self.iter.next()?,
        };
        if (u & 0xf800) != 0xd800 {
            return Some(Ok(unsafe { from_u32_unchecked(u as u32) }));
        }
        if u >= 0xdc00 {
            return Some(Err(DecodeUtf16Error { code: u }));
        }
        let u2 = match self.iter.next() {
            Some(u2) => u2,
            None => return Some(Err(DecodeUtf16Error { code: u })),
        };
        if u2 < 0xdc00 || u2 > 0xdfff {
            self.buf = Some(u2);
            return Some(Err(DecodeUtf16Error { code: u }));
        }
        let c = (((u & 0x3ff) as u32) << 10 | (u2 & 0x3ff) as u32) + 0x1_0000;
        Some(Ok(unsafe { from_u32_unchecked(c) }))
    }
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CharTryFromError(());
impl fmt::Display for CharTryFromError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("converted integer out of range for `char`")
    }
}
impl Error for CharTryFromError {}
impl TryFrom<u32> for char {
    type Error = CharTryFromError;
    fn try_from(i: u32) -> Result<char, CharTryFromError> {
        match from_u32(i) {
            Some(c) => Ok(c),
            None => Err(CharTryFromError(())),
        }
    }
}
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TryFromCharError(());
impl fmt::Display for TryFromCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("unicode code point out of range")
    }
}
impl Error for TryFromCharError {}
impl TryFrom<char> for u8 {
    type Error = TryFromCharError;
    fn try_from(c: char) -> Result<u8, TryFromCharError> {
        if (c as u32) < 256 { Ok(c as u32 as u8) } else { Err(TryFromCharError(())) }
    }
}
impl TryFrom<char> for u16 {
    type Error = TryFromCharError;
    fn try_from(c: char) -> Result<u16, TryFromCharError> {
        if (c as u32) < 0x10000 { Ok(c as u32 as u16) } else { Err(TryFromCharError(())) }
    }
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCharError {
    empty: bool,
}
impl fmt::Display for ParseCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if self.empty { "cannot parse char from empty string" } else { "too many characters in string" })
    }
}
impl Error for ParseCharError {}
impl FromStr for char {
    type Err = ParseCharError;
    fn from_str(s: &str) -> Result<char, ParseCharError> {
        let mut chars = s.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Err(ParseCharError { empty: true }),
            (Some(c), None) => Ok(c),
            _ => Err(ParseCharError { empty: false }),
        }
    }
}

impl char {
    pub const MIN: char = '\0';
    pub const MAX: char = '\u{10FFFF}';
    pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
    pub const MAX_LEN_UTF8: usize = 4;
    pub const MAX_LEN_UTF16: usize = 2;
    pub const fn from_u32(i: u32) -> Option<char> {
        from_u32(i)
    }
    #[track_caller]
    pub const unsafe fn from_u32_unchecked(i: u32) -> char {
        unsafe { from_u32_unchecked(i) }
    }
    pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
        from_digit(num, radix)
    }
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
        decode_utf16(iter)
    }
    pub const fn is_digit(self, radix: u32) -> bool {
        self.to_digit(radix).is_some()
    }
    pub const fn to_digit(self, radix: u32) -> Option<u32> {
        assert!(radix >= 2 && radix <= 36, "to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive");
        let digit = match self {
            '0'..='9' => self as u32 - '0' as u32,
            'a'..='z' => self as u32 - 'a' as u32 + 10,
            'A'..='Z' => self as u32 - 'A' as u32 + 10,
            _ => return None,
        };
        if digit < radix { Some(digit) } else { None }
    }
    #[inline]
    pub const fn len_utf8(self) -> usize {
        let code = self as u32;
        if code < 0x80 {
            1
        } else if code < 0x800 {
            2
        } else if code < 0x10000 {
            3
        } else {
            4
        }
    }
    #[inline]
    pub const fn len_utf16(self) -> usize {
        if (self as u32) < 0x10000 { 1 } else { 2 }
    }
    #[track_caller]
    pub fn encode_utf8(self, dst: &mut [u8]) -> &mut str {
        let code = self as u32;
        let len = self.len_utf8();
        if dst.len() < len {
            panic!("encode_utf8: need {len} bytes to encode U+{code:x} but buffer has just {}", dst.len());
        }
        match len {
            1 => dst[0] = code as u8,
            2 => {
                dst[0] = (code >> 6) as u8 | 0xc0;
                dst[1] = (code & 0x3f) as u8 | 0x80;
            }
            3 => {
                dst[0] = (code >> 12) as u8 | 0xe0;
                dst[1] = (code >> 6 & 0x3f) as u8 | 0x80;
                dst[2] = (code & 0x3f) as u8 | 0x80;
            }
            _ => {
                dst[0] = (code >> 18) as u8 | 0xf0;
                dst[1] = (code >> 12 & 0x3f) as u8 | 0x80;
                dst[2] = (code >> 6 & 0x3f) as u8 | 0x80;
                dst[3] = (code & 0x3f) as u8 | 0x80;
            }
        }
        unsafe { crate::str::from_utf8_unchecked_mut(&mut dst[..len]) }
    }
    #[track_caller]
    pub fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16] {
        let mut code = self as u32;
        if code < 0x10000 {
            dst[0] = code as u16;
            &mut dst[..1]
        } else {
            code -= 0x10000;
            dst[0] = 0xd800 | (code >> 10) as u16;
            dst[1] = 0xdc00 | (code as u16 & 0x3ff);
            &mut dst[..2]
        }
    }
    pub fn is_alphabetic(self) -> bool {
        if self.is_ascii() { self.is_ascii_alphabetic() } else { unicode::is_letter(self as u32) }
    }
    pub fn is_lowercase(self) -> bool {
        if self.is_ascii() { self.is_ascii_lowercase() } else { unicode::is_lower(self as u32) }
    }
    pub fn is_uppercase(self) -> bool {
        if self.is_ascii() { self.is_ascii_uppercase() } else { unicode::is_upper(self as u32) }
    }
    pub const fn is_whitespace(self) -> bool {
        match self {
            ' ' | '\x09'..='\x0d' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => true,
            '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => true,
            _ => false,
        }
    }
    pub fn is_alphanumeric(self) -> bool {
        self.is_alphabetic() || self.is_numeric()
    }
    pub fn is_numeric(self) -> bool {
        if self.is_ascii() { self.is_ascii_digit() } else { unicode::is_number(self as u32) }
    }
    pub const fn is_control(self) -> bool {
        matches!(self as u32, 0..=0x1f | 0x7f..=0x9f)
    }
    pub fn to_lowercase(self) -> ToLowercase {
        ToLowercase::new(self)
    }
    pub fn to_uppercase(self) -> ToUppercase {
        ToUppercase::new(self)
    }
    pub fn escape_unicode(self) -> EscapeUnicode {
        EscapeUnicode::new(self)
    }
    pub fn escape_debug(self) -> EscapeDebug {
        EscapeDebug::new(self, true, true)
    }
    pub(crate) fn escape_debug_ext(self, single_quote: bool, double_quote: bool) -> EscapeDebug {
        EscapeDebug::new(self, single_quote, double_quote)
    }
    pub fn escape_default(self) -> EscapeDefault {
        EscapeDefault::new(self)
    }
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        (*self as u32) < 128
    }
    pub const fn to_ascii_uppercase(&self) -> char {
        if self.is_ascii_lowercase() { (*self as u8 - 32) as char } else { *self }
    }
    pub const fn to_ascii_lowercase(&self) -> char {
        if self.is_ascii_uppercase() { (*self as u8 + 32) as char } else { *self }
    }
    pub const fn eq_ignore_ascii_case(&self, other: &char) -> bool {
        self.to_ascii_lowercase() as u32 == other.to_ascii_lowercase() as u32
    }
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
}

macro_rules! ascii_classes {
    ($($t:ty, $($lit:ident)?;)*) => { $(
        impl $t {
            pub const fn is_ascii_alphabetic(&self) -> bool { matches!(*self as u32, 0x41..=0x5a | 0x61..=0x7a) }
            pub const fn is_ascii_uppercase(&self) -> bool { matches!(*self as u32, 0x41..=0x5a) }
            pub const fn is_ascii_lowercase(&self) -> bool { matches!(*self as u32, 0x61..=0x7a) }
            pub const fn is_ascii_alphanumeric(&self) -> bool {
                matches!(*self as u32, 0x30..=0x39 | 0x41..=0x5a | 0x61..=0x7a)
            }
            pub const fn is_ascii_digit(&self) -> bool { matches!(*self as u32, 0x30..=0x39) }
            pub const fn is_ascii_octdigit(&self) -> bool { matches!(*self as u32, 0x30..=0x37) }
            pub const fn is_ascii_hexdigit(&self) -> bool {
                matches!(*self as u32, 0x30..=0x39 | 0x41..=0x46 | 0x61..=0x66)
            }
            pub const fn is_ascii_punctuation(&self) -> bool {
                matches!(*self as u32, 0x21..=0x2f | 0x3a..=0x40 | 0x5b..=0x60 | 0x7b..=0x7e)
            }
            pub const fn is_ascii_graphic(&self) -> bool { matches!(*self as u32, 0x21..=0x7e) }
            pub const fn is_ascii_whitespace(&self) -> bool { matches!(*self as u32, 0x20 | 0x09 | 0x0a | 0x0c | 0x0d) }
            pub const fn is_ascii_control(&self) -> bool { matches!(*self as u32, 0..=0x1f | 0x7f) }
        }
    )* };
}
ascii_classes! { char, ; u8, ; }

impl u8 {
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        *self < 128
    }
    pub const fn to_ascii_uppercase(&self) -> u8 {
        if self.is_ascii_lowercase() { *self - 32 } else { *self }
    }
    pub const fn to_ascii_lowercase(&self) -> u8 {
        if self.is_ascii_uppercase() { *self + 32 } else { *self }
    }
    pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool {
        self.to_ascii_lowercase() == other.to_ascii_lowercase()
    }
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
    pub fn escape_ascii(self) -> crate::ascii::EscapeDefault {
        crate::ascii::escape_default(self)
    }
    pub const fn is_utf8_char_boundary(self) -> bool {
        (self as i8) >= -64
    }
}
