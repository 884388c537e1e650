// Escapes and case mappings of single characters: short sequences of characters.

use super::unicode;
use crate::fmt::{self, Write};
use crate::iter::FusedIterator;
use crate::prelude::v1::*;

// At most ten characters: `\u{10ffff}`.
#[derive(Clone, Debug)]
struct Sequence {
    chars: [char; 10],
    start: usize,
    end: usize,
}
impl Sequence {
    fn of(text: &[char]) -> Sequence {
        let mut chars = ['\0'; 10];
        let mut i = 0;
        while i < text.len() {
            chars[i] = text[i];
            i += 1;
        }
        Sequence { chars, start: 0, end: text.len() }
    }
    fn backslash(c: char) -> Sequence {
        Sequence::of(&['\\', c])
    }
    fn unicode(c: char) -> Sequence {
        let code = c as u32;
        let mut digits = 1;
        while digits < 6 && code >> (4 * digits) != 0 {
            digits += 1;
        }
        let mut seq = Sequence::of(&['\\', 'u', '{']);
        let mut i = digits;
        while i > 0 {
            i -= 1;
            let d = code >> (4 * i) & 0xf;
            seq.push((if d < 10 { b'0' + d as u8 } else { b'a' + d as u8 - 10 }) as char);
        }
        seq.push('}');
        seq
    }
    fn push(&mut self, c: char) {
        self.chars[self.end] = c;
        self.end += 1;
    }
}
macro_rules! sequences {
    ($($Name:ident)*) => { $(
        #[derive(Clone, Debug)]
        pub struct $Name(Sequence);
        impl Iterator for $Name {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                if self.0.start == self.0.end { return None; }
                let c = self.0.chars[self.0.start];
                self.0.start += 1;
                Some(c)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.0.end - self.0.start;
                (n, Some(n))
            }
        }
        impl DoubleEndedIterator for $Name {
            fn next_back(&mut self) -> Option<char> {
                if self.0.start == self.0.end { return None; }
                self.0.end -= 1;
                Some(self.0.chars[self.0.end])
            }
        }
        impl ExactSizeIterator for $Name {}
        impl FusedIterator for $Name {}
        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut i = self.0.start;
                while i < self.0.end {
                    f.write_char(self.0.chars[i])?;
                    i += 1;
                }
                Ok(())
            }
        }
    )* };
}
sequences! { EscapeUnicode EscapeDefault EscapeDebug ToLowercase ToUppercase }

impl EscapeUnicode {
    pub(super) fn new(c: char) -> Self {
        EscapeUnicode(Sequence::unicode(c))
    }
}
impl EscapeDefault {
    pub(super) fn new(c: char) -> Self {
        EscapeDefault(match c {
            '\t' => Sequence::backslash('t'),
            '\r' => Sequence::backslash('r'),
            '\n' => Sequence::backslash('n'),
            '\\' | '\'' | '"' => Sequence::backslash(c),
            '\x20'..='\x7e' => Sequence::of(&[c]),
            _ => Sequence::unicode(c),
        })
    }
}
impl EscapeDebug {
    pub(super) fn new(c: char, single_quote: bool, double_quote: bool) -> Self {
        EscapeDebug(match c {
            '\0' => Sequence::backslash('0'),
            '\t' => Sequence::backslash('t'),
            '\r' => Sequence::backslash('r'),
            '\n' => Sequence::backslash('n'),
            '\\' => Sequence::backslash('\\'),
            '"' if double_quote => Sequence::backslash('"'),
            '\'' if single_quote => Sequence::backslash('\''),
            _ if unicode::is_printable(c as u32) => Sequence::of(&[c]),
            _ => Sequence::unicode(c),
        })
    }
}
impl ToLowercase {
    pub(super) fn new(c: char) -> Self {
        ToLowercase(Sequence::of(&[if c.is_ascii() {
            c.to_ascii_lowercase()
        } else {
            unsafe { char::from_u32_unchecked(unicode::to_lower(c as u32)) }
        }]))
    }
}
impl ToUppercase {
    pub(super) fn new(c: char) -> Self {
        ToUppercase(if c == '\u{df}' {
            Sequence::of(&['S', 'S'])
        } else if c.is_ascii() {
            Sequence::of(&[c.to_ascii_uppercase()])
        } else {
            Sequence::of(&[unsafe { char::from_u32_unchecked(unicode::to_upper(c as u32)) }])
        })
    }
}
