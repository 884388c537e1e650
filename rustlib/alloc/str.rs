// Strings: `core::str` and the methods of `str` that need a heap.

pub use core::str::*;

use core::borrow::{Borrow, BorrowMut};
use core::mem;
use core::str::pattern::Pattern;

use crate::borrow::ToOwned;
use crate::boxed::Box;
use crate::slice::{Concat, Join};
use crate::string::String;
use crate::vec::Vec;

impl<S: Borrow<str>> Concat<str> for [S] {
    type Output = String;
    fn concat(slice: &Self) -> String {
        let mut out = String::new();
        for s in slice {
            out.push_str(s.borrow());
        }
        out
    }
}
impl<S: Borrow<str>> Join<&str> for [S] {
    type Output = String;
    fn join(slice: &Self, sep: &str) -> String {
        let mut out = String::new();
        let mut first = true;
        for s in slice {
            if !first {
                out.push_str(sep);
            }
            first = false;
            out.push_str(s.borrow());
        }
        out
    }
}
impl Borrow<str> for String {
    #[inline]
    fn borrow(&self) -> &str {
        &self[..]
    }
}
impl BorrowMut<str> for String {
    #[inline]
    fn borrow_mut(&mut self) -> &mut str {
        &mut self[..]
    }
}
impl ToOwned for str {
    type Owned = String;
    #[inline]
    fn to_owned(&self) -> String {
        String::from(self)
    }
    fn clone_into(&self, target: &mut String) {
        target.clear();
        target.push_str(self);
    }
}
impl str {
    #[inline]
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> {
        self.into()
    }
    pub fn into_string(self: Box<str>) -> String {
        let bytes = Box::<[u8]>::from(self);
        unsafe { String::from_utf8_unchecked(bytes.into_vec()) }
    }
    pub fn replace<P: Pattern>(&self, from: P, to: &str) -> String {
        self.replacen(from, to, usize::MAX)
    }
    pub fn replacen<P: Pattern>(&self, from: P, to: &str, count: usize) -> String {
        let mut out = String::with_capacity(self.len());
        let mut pieces = self.splitn(count.saturating_add(1), from);
        if let Some(first) = pieces.next() {
            out.push_str(first);
        }
        for piece in pieces {
            out.push_str(to);
            out.push_str(piece);
        }
        out
    }
    pub fn to_lowercase(&self) -> String {
        let mut out = String::with_capacity(self.len());
        for (i, c) in self.char_indices() {
            if c == 'Σ' && self.ends_word(i) {
                out.push('ς');
            } else {
                out.extend(c.to_lowercase());
            }
        }
        out
    }
    // Whether a letter stands before the character at `i` and none right behind it.
    fn ends_word(&self, i: usize) -> bool {
        let before = self[..i].chars().next_back();
        let mut after = self[i..].chars();
        after.next();
        before.is_some_and(char::is_alphabetic) && !after.next().is_some_and(char::is_alphabetic)
    }
    pub fn to_uppercase(&self) -> String {
        let mut out = String::with_capacity(self.len());
        for c in self.chars() {
            out.extend(c.to_uppercase());
        }
        out
    }
    pub fn repeat(&self, n: usize) -> String {
        unsafe { String::from_utf8_unchecked(self.as_bytes().repeat(n)) }
    }
    pub fn to_ascii_uppercase(&self) -> String {
        let mut s = self.to_owned();
        s.make_ascii_uppercase();
        s
    }
    pub fn to_ascii_lowercase(&self) -> String {
        let mut s = self.to_owned();
        s.make_ascii_lowercase();
        s
    }
}
pub unsafe fn from_boxed_utf8_unchecked(v: Box<[u8]>) -> Box<str> {
    unsafe { Box::from_raw(Box::into_raw(v) as *mut str) }
}
