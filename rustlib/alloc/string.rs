// `String`: a vector of bytes that are UTF-8.

mod drain;
mod impls;

pub use self::drain::Drain;
pub use self::impls::{ParseError, ToString};

use core::error::Error;
use core::fmt;
use core::ops::{Range, RangeBounds};
use core::ptr;
use core::str::pattern::Pattern;
use core::str::{self, Chars, Utf8Error};

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::vec::{self, Vec};

#[derive(PartialEq, PartialOrd, Eq, Ord)]
#[lang = "String"]
pub struct String {
    vec: Vec<u8>,
}
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FromUtf8Error {
    bytes: Vec<u8>,
    error: Utf8Error,
}
#[derive(Debug)]
pub struct FromUtf16Error(());

impl String {
    #[inline]
    pub const fn new() -> String {
        String { vec: Vec::new() }
    }
    #[inline]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> String {
        String { vec: Vec::with_capacity(capacity) }
    }
    pub fn try_with_capacity(capacity: usize) -> Result<String, TryReserveError> {
        Ok(String { vec: Vec::try_with_capacity(capacity)? })
    }
    pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error> {
        match str::from_utf8(&vec) {
            Ok(_) => Ok(String { vec }),
            Err(error) => Err(FromUtf8Error { bytes: vec, error }),
        }
    }
    pub fn from_utf8_lossy(v: &[u8]) -> Cow<'_, str> {
        match str::from_utf8(v) {
            Ok(valid) => Cow::Borrowed(valid),
            Err(_) => {
                let mut out = String::with_capacity(v.len());
                for chunk in v.utf8_chunks() {
                    out.push_str(chunk.valid());
                    if !chunk.invalid().is_empty() {
                        out.push('\u{FFFD}');
                    }
                }
                Cow::Owned(out)
            }
        }
    }
    pub fn from_utf8_lossy_owned(v: Vec<u8>) -> String {
        match String::from_utf8(v) {
            Ok(s) => s,
            Err(e) => String::from_utf8_lossy(&e.bytes).into_owned(),
        }
    }
    pub fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error> {
        let mut out = String::with_capacity(v.len());
        for c in char::decode_utf16(v.iter().cloned()) {
            match c {
                Ok(c) => out.push(c),
                Err(_) => return Err(FromUtf16Error(())),
            }
        }
        Ok(out)
    }
    pub fn from_utf16_lossy(v: &[u16]) -> String {
        char::decode_utf16(v.iter().cloned()).map(|r| r.unwrap_or('\u{FFFD}')).collect()
    }
    pub fn into_raw_parts(self) -> (*mut u8, usize, usize) {
        self.vec.into_raw_parts()
    }
    #[inline]
    pub unsafe fn from_raw_parts(buf: *mut u8, length: usize, capacity: usize) -> String {
        unsafe { String { vec: Vec::from_raw_parts(buf, length, capacity) } }
    }
    #[inline]
    pub unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String {
        String { vec: bytes }
    }
    #[inline]
    pub fn into_bytes(self) -> Vec<u8> {
        self.vec
    }
    #[inline]
    pub const fn as_str(&self) -> &str {
        unsafe { str::from_utf8_unchecked(self.vec.as_slice()) }
    }
    #[inline]
    pub const fn as_mut_str(&mut self) -> &mut str {
        unsafe { str::from_utf8_unchecked_mut(self.vec.as_mut_slice()) }
    }
    #[inline]
    #[track_caller]
    pub fn push_str(&mut self, string: &str) {
        unsafe { self.vec.append_elements(string.as_ptr(), string.len()) }
    }
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) {
        let Range { start, end } = vec::range_within(src, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        self.vec.extend_from_within(start..end);
    }
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.vec.capacity()
    }
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.vec.reserve(additional)
    }
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.vec.reserve_exact(additional)
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve(additional)
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve_exact(additional)
    }
    pub fn shrink_to_fit(&mut self) {
        self.vec.shrink_to_fit()
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.vec.shrink_to(min_capacity)
    }
    #[inline]
    #[track_caller]
    pub fn push(&mut self, ch: char) {
        if (ch as u32) < 0x80 {
            self.vec.push(ch as u8);
        } else {
            let mut buf = [0; 4];
            self.push_str(ch.encode_utf8(&mut buf));
        }
    }
    #[inline]
    pub const fn as_bytes(&self) -> &[u8] {
        self.vec.as_slice()
    }
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            assert!(self.is_char_boundary(new_len));
            self.vec.truncate(new_len)
        }
    }
    pub fn pop(&mut self) -> Option<char> {
        let ch = self.chars().next_back()?;
        let new_len = self.len() - ch.len_utf8();
        unsafe { self.vec.set_len(new_len) };
        Some(ch)
    }
    #[track_caller]
    pub fn remove(&mut self, idx: usize) -> char {
        let ch = match self[idx..].chars().next() {
            Some(ch) => ch,
            None => panic!("cannot remove a char from the end of a string"),
        };
        self.vec.drain(idx..idx + ch.len_utf8());
        ch
    }
    pub fn remove_matches<P: Pattern>(&mut self, pat: P) {
        let kept: String = self.split(pat).collect();
        *self = kept;
    }
    pub fn retain<F: FnMut(char) -> bool>(&mut self, mut f: F) {
        let mut read = 0;
        let mut write = 0;
        let len = self.len();
        while read < len {
            let ch = match self[read..].chars().next() {
                Some(ch) => ch,
                None => break,
            };
            let width = ch.len_utf8();
            if f(ch) {
                if read != write {
                    unsafe {
                        let base = self.vec.as_mut_ptr();
                        ptr::copy(base.add(read), base.add(write), width);
                    }
                }
                write += width;
            }
            read += width;
        }
        unsafe { self.vec.set_len(write) };
    }
    #[track_caller]
    pub fn insert(&mut self, idx: usize, ch: char) {
        let mut buf = [0; 4];
        self.insert_str(idx, ch.encode_utf8(&mut buf));
    }
    #[track_caller]
    pub fn insert_str(&mut self, idx: usize, string: &str) {
        assert!(self.is_char_boundary(idx));
        let (len, amount) = (self.len(), string.len());
        self.vec.reserve(amount);
        unsafe {
            let at = self.vec.as_mut_ptr().add(idx);
            ptr::copy(at, at.add(amount), len - idx);
            ptr::copy_nonoverlapping(string.as_ptr(), at, amount);
            self.vec.set_len(len + amount);
        }
    }
    #[inline]
    pub const unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8> {
        &mut self.vec
    }
    #[inline]
    pub const fn len(&self) -> usize {
        self.vec.len()
    }
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> String {
        assert!(self.is_char_boundary(at));
        String { vec: self.vec.split_off(at) }
    }
    #[inline]
    pub fn clear(&mut self) {
        self.vec.clear()
    }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_> {
        let Range { start, end } = vec::range_within(range, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        Drain::new(self, start, end)
    }
    #[track_caller]
    pub fn replace_range<R: RangeBounds<usize>>(&mut self, range: R, replace_with: &str) {
        let range = vec::range_within(range, self.len());
        assert!(self.is_char_boundary(range.start), "start of range should be a character boundary");
        assert!(self.is_char_boundary(range.end), "end of range should be a character boundary");
        self.vec.splice(range, replace_with.bytes());
    }
    pub fn replace_first<P: Pattern>(&mut self, from: P, to: &str) {
        let replaced = self.as_str().replacen(from, to, 1);
        *self = replaced;
    }
    pub fn into_boxed_str(self) -> Box<str> {
        let slice = self.vec.into_boxed_slice();
        unsafe { crate::str::from_boxed_utf8_unchecked(slice) }
    }
    pub fn leak<'a>(self) -> &'a mut str {
        let slice = self.vec.leak();
        unsafe { str::from_utf8_unchecked_mut(slice) }
    }
    pub fn into_chars(self) -> vec::IntoIter<char> {
        self.chars().collect::<Vec<char>>().into_iter()
    }
}
impl FromUtf8Error {
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
    pub fn utf8_error(&self) -> Utf8Error {
        self.error
    }
}
impl fmt::Display for FromUtf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}
impl fmt::Display for FromUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid utf-16: lone surrogate found")
    }
}
impl Error for FromUtf8Error {}
impl Error for FromUtf16Error {}
