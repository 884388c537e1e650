// Characters, bytes, lines and words of a string.

use super::split::{Split, SplitInclusive};
use super::utf8::{next_code_point, next_code_point_reverse};
use crate::fmt::{self, Write};
use crate::iter::{Copied, FusedIterator};
use crate::prelude::v1::*;
use crate::slice;

#[derive(Clone)]
pub struct Chars<'a> {
    pub(super) iter: slice::Iter<'a, u8>,
}
impl<'a> Chars<'a> {
    pub fn as_str(&self) -> &'a str {
        unsafe { super::from_utf8_unchecked(self.iter.as_slice()) }
    }
}
impl<'a> Iterator for Chars<'a> {
    type Item = char;
    #[inline]
    fn next(&mut self) -> Option<char> {
        match unsafe { next_code_point(&mut self.iter) } {
            Some(ch) => Some(unsafe { char::from_u32_unchecked(ch) }),
            None => None,
        }
    }
    fn count(self) -> usize {
        self.iter.filter(|&&byte| !super::utf8::is_continuation(byte)).count()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.iter.len();
        ((len + 3) / 4, Some(len))
    }
    fn last(mut self) -> Option<char> {
        self.next_back()
    }
}
impl<'a> DoubleEndedIterator for Chars<'a> {
    fn next_back(&mut self) -> Option<char> {
        match unsafe { next_code_point_reverse(&mut self.iter) } {
            Some(ch) => Some(unsafe { char::from_u32_unchecked(ch) }),
            None => None,
        }
    }
}
impl FusedIterator for Chars<'_> {}
impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chars(")?;
        f.debug_list().entries(self.clone()).finish()?;
        f.write_str(")")
    }
}

#[derive(Clone, Debug)]
pub struct CharIndices<'a> {
    pub(super) front_offset: usize,
    pub(super) iter: Chars<'a>,
}
impl<'a> CharIndices<'a> {
    pub fn as_str(&self) -> &'a str {
        self.iter.as_str()
    }
    pub fn offset(&self) -> usize {
        self.front_offset
    }
}
impl<'a> Iterator for CharIndices<'a> {
    type Item = (usize, char);
    fn next(&mut self) -> Option<(usize, char)> {
        let pre_len = self.iter.iter.len();
        let ch = self.iter.next()?;
        let index = self.front_offset;
        self.front_offset += pre_len - self.iter.iter.len();
        Some((index, ch))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<'a> DoubleEndedIterator for CharIndices<'a> {
    fn next_back(&mut self) -> Option<(usize, char)> {
        let ch = self.iter.next_back()?;
        Some((self.front_offset + self.iter.iter.len(), ch))
    }
}
impl FusedIterator for CharIndices<'_> {}

#[derive(Clone, Debug)]
pub struct Bytes<'a>(pub(super) Copied<slice::Iter<'a, u8>>);
impl Iterator for Bytes<'_> {
    type Item = u8;
    #[inline]
    fn next(&mut self) -> Option<u8> {
        self.0.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
    fn nth(&mut self, n: usize) -> Option<u8> {
        self.0.nth(n)
    }
}
impl DoubleEndedIterator for Bytes<'_> {
    fn next_back(&mut self) -> Option<u8> {
        self.0.next_back()
    }
}
impl ExactSizeIterator for Bytes<'_> {}
impl FusedIterator for Bytes<'_> {}

#[derive(Clone)]
pub struct Lines<'a>(pub(super) SplitInclusive<'a, char>);
fn strip_line_end(line: &str) -> &str {
    match line.strip_suffix('\n') {
        None => line,
        Some(line) => line.strip_suffix('\r').unwrap_or(line),
    }
}
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        match self.0.next() {
            Some(line) => Some(strip_line_end(line)),
            None => None,
        }
    }
}
impl<'a> DoubleEndedIterator for Lines<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        match self.0.next_back() {
            Some(line) => Some(strip_line_end(line)),
            None => None,
        }
    }
}
impl FusedIterator for Lines<'_> {}

#[derive(Clone)]
pub struct SplitWhitespace<'a> {
    pub(super) inner: Split<'a, fn(char) -> bool>,
}
impl<'a> Iterator for SplitWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        self.inner.find(|s| !s.is_empty())
    }
}
impl<'a> DoubleEndedIterator for SplitWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        self.inner.rfind(|s| !s.is_empty())
    }
}
impl FusedIterator for SplitWhitespace<'_> {}
pub type SplitAsciiWhitespace<'a> = SplitWhitespace<'a>;

#[derive(Clone)]
pub struct EncodeUtf16<'a> {
    pub(super) chars: Chars<'a>,
    pub(super) extra: u16,
}
impl<'a> Iterator for EncodeUtf16<'a> {
    type Item = u16;
    fn next(&mut self) -> Option<u16> {
        if self.extra != 0 {
            return Some(crate::mem::replace(&mut self.extra, 0));
        }
        let ch = self.chars.next()?;
        let mut buf = [0; 2];
        let n = ch.encode_utf16(&mut buf).len();
        if n == 2 {
            self.extra = buf[1];
        }
        Some(buf[0])
    }
}
impl FusedIterator for EncodeUtf16<'_> {}

macro_rules! escapes {
    ($($Name:ident $Inner:ident |$c:ident| $make:expr;)*) => { $(
        #[derive(Clone)]
        pub struct $Name<'a> {
            pub(super) chars: Chars<'a>,
            pub(super) current: Option<crate::char::$Inner>,
        }
        impl<'a> Iterator for $Name<'a> {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                loop {
                    if let Some(current) = &mut self.current {
                        if let Some(c) = current.next() { return Some(c); }
                    }
                    let $c = self.chars.next()?;
                    self.current = Some($make);
                }
            }
        }
        impl<'a> fmt::Display for $Name<'a> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() { f.write_char(c)?; }
                Ok(())
            }
        }
    )* };
}
escapes! {
    EscapeDebug EscapeDebug |c| c.escape_debug();
    EscapeDefault EscapeDefault |c| c.escape_default();
    EscapeUnicode EscapeUnicode |c| c.escape_unicode();
}
