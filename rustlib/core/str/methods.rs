// Methods of `str` that need no heap.

use super::index::slice_error_fail;
use super::iter::*;
use super::pattern::Pattern;
use super::{from_utf8_unchecked, from_utf8_unchecked_mut, FromStr};
use crate::mem;
use crate::prelude::v1::*;
use crate::slice::SliceIndex;

impl str {
    #[inline]
    pub const fn len(&self) -> usize {
        self.as_bytes().len()
    }
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, super::Utf8Error> {
        super::from_utf8_mut(v)
    }
    pub const fn from_utf8(v: &[u8]) -> Result<&str, super::Utf8Error> {
        super::from_utf8(v)
    }
    pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
        unsafe { super::from_utf8_unchecked(v) }
    }
    pub const fn is_char_boundary(&self, index: usize) -> bool {
        if index == 0 {
            return true;
        }
        if index >= self.len() { index == self.len() } else { !super::utf8::is_continuation(self.as_bytes()[index]) }
    }
    pub const fn floor_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut i = index;
        while !self.is_char_boundary(i) {
            i -= 1;
        }
        i
    }
    pub const fn ceil_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut i = index;
        while !self.is_char_boundary(i) {
            i += 1;
        }
        i
    }
    #[inline(always)]
    pub const fn as_bytes(&self) -> &[u8] {
        unsafe { mem::transmute(self) }
    }
    #[inline(always)]
    pub const unsafe fn as_bytes_mut(&mut self) -> &mut [u8] {
        unsafe { &mut *(self as *mut str as *mut [u8]) }
    }
    #[inline(always)]
    pub const fn as_ptr(&self) -> *const u8 {
        self as *const str as *const u8
    }
    #[inline(always)]
    #[rustc_no_writable]
    pub const fn as_mut_ptr(&mut self) -> *mut u8 {
        self as *mut str as *mut u8
    }
    pub const fn as_str(&self) -> &str {
        self
    }
    pub fn get<I: SliceIndex<str>>(&self, i: I) -> Option<&I::Output> {
        i.get(self)
    }
    #[rustc_no_writable]
    pub fn get_mut<I: SliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output> {
        i.get_mut(self)
    }
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, i: I) -> &I::Output {
        unsafe { &*i.get_unchecked(self) }
    }
    #[rustc_no_writable]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<str>>(&mut self, i: I) -> &mut I::Output {
        unsafe { &mut *i.get_unchecked_mut(self) }
    }
    #[track_caller]
    pub fn split_at(&self, mid: usize) -> (&str, &str) {
        match self.split_at_checked(mid) {
            None => slice_error_fail(self, 0, mid),
            Some(pair) => pair,
        }
    }
    #[track_caller]
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if !self.is_char_boundary(mid) {
            slice_error_fail(self, 0, mid)
        }
        let (a, b) = unsafe { self.as_bytes_mut() }.split_at_mut(mid);
        unsafe { (from_utf8_unchecked_mut(a), from_utf8_unchecked_mut(b)) }
    }
    pub const fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> {
        if !self.is_char_boundary(mid) {
            return None;
        }
        let (a, b) = self.as_bytes().split_at(mid);
        Some(unsafe { (from_utf8_unchecked(a), from_utf8_unchecked(b)) })
    }
    #[inline]
    pub fn chars(&self) -> Chars<'_> {
        Chars { iter: self.as_bytes().iter() }
    }
    #[inline]
    pub fn char_indices(&self) -> CharIndices<'_> {
        CharIndices { front_offset: 0, iter: self.chars() }
    }
    #[inline]
    pub fn bytes(&self) -> Bytes<'_> {
        Bytes(self.as_bytes().iter().copied())
    }
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> {
        SplitWhitespace { inner: self.split(char::is_whitespace as fn(char) -> bool) }
    }
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> {
        fn blank(c: char) -> bool {
            c.is_ascii_whitespace()
        }
        SplitWhitespace { inner: self.split(blank as fn(char) -> bool) }
    }
    pub fn lines(&self) -> Lines<'_> {
        Lines(self.split_inclusive('\n'))
    }
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> {
        EncodeUtf16 { chars: self.chars(), extra: 0 }
    }
    pub fn contains<P: Pattern>(&self, mut pat: P) -> bool {
        pat.next_match(self, 0).is_some()
    }
    pub fn starts_with<P: Pattern>(&self, mut pat: P) -> bool {
        pat.prefix_len(self).is_some()
    }
    pub fn ends_with<P: Pattern>(&self, mut pat: P) -> bool {
        pat.suffix_len(self).is_some()
    }
    pub fn find<P: Pattern>(&self, mut pat: P) -> Option<usize> {
        match pat.next_match(self, 0) {
            Some((i, _)) => Some(i),
            None => None,
        }
    }
    pub fn rfind<P: Pattern>(&self, mut pat: P) -> Option<usize> {
        match pat.next_match_back(self, self.len()) {
            Some((i, _)) => Some(i),
            None => None,
        }
    }
    pub fn split_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.next_match(self, 0)?;
        Some((&self[..start], &self[end..]))
    }
    pub fn rsplit_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.next_match_back(self, self.len())?;
        Some((&self[..start], &self[end..]))
    }
    pub fn trim(&self) -> &str {
        self.trim_matches(|c: char| c.is_whitespace())
    }
    pub fn trim_start(&self) -> &str {
        self.trim_start_matches(|c: char| c.is_whitespace())
    }
    pub fn trim_end(&self) -> &str {
        self.trim_end_matches(|c: char| c.is_whitespace())
    }
    pub fn trim_left(&self) -> &str {
        self.trim_start()
    }
    pub fn trim_right(&self) -> &str {
        self.trim_end()
    }
    pub const fn trim_ascii_start(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_start()) }
    }
    pub const fn trim_ascii_end(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_end()) }
    }
    pub const fn trim_ascii(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii()) }
    }
    pub fn trim_matches<P: Pattern>(&self, mut pat: P) -> &str {
        let mut s = self;
        while let Some(n) = pat.prefix_len(s) {
            if n == 0 {
                break;
            }
            s = &s[n..];
        }
        while let Some(n) = pat.suffix_len(s) {
            if n == 0 {
                break;
            }
            s = &s[..s.len() - n];
        }
        s
    }
    pub fn trim_start_matches<P: Pattern>(&self, mut pat: P) -> &str {
        let mut s = self;
        while let Some(n) = pat.prefix_len(s) {
            if n == 0 {
                break;
            }
            s = &s[n..];
        }
        s
    }
    pub fn trim_end_matches<P: Pattern>(&self, mut pat: P) -> &str {
        let mut s = self;
        while let Some(n) = pat.suffix_len(s) {
            if n == 0 {
                break;
            }
            s = &s[..s.len() - n];
        }
        s
    }
    pub fn strip_prefix<P: Pattern>(&self, mut prefix: P) -> Option<&str> {
        let n = prefix.prefix_len(self)?;
        Some(&self[n..])
    }
    pub fn strip_suffix<P: Pattern>(&self, mut suffix: P) -> Option<&str> {
        let n = suffix.suffix_len(self)?;
        Some(&self[..self.len() - n])
    }
    #[inline]
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> {
        FromStr::from_str(self)
    }
    pub const fn is_ascii(&self) -> bool {
        self.as_bytes().is_ascii()
    }
    pub const fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.as_bytes().eq_ignore_ascii_case(other.as_bytes())
    }
    pub fn make_ascii_uppercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_uppercase()
    }
    pub fn make_ascii_lowercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_lowercase()
    }
    pub fn escape_debug(&self) -> EscapeDebug<'_> {
        EscapeDebug { chars: self.chars(), current: None }
    }
    pub fn escape_default(&self) -> EscapeDefault<'_> {
        EscapeDefault { chars: self.chars(), current: None }
    }
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> {
        EscapeUnicode { chars: self.chars(), current: None }
    }
}
