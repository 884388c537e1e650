// What can be searched in a string: characters, sets of characters, predicates and strings.

use crate::prelude::v1::*;

pub trait Pattern: Sized {
    // The first match at or after `from`, as a byte range.
    fn next_match(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)>;
    // The last match that ends at or before `to`.
    fn next_match_back(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)>;
    // The length of a match at the very start or end.
    fn prefix_len(&mut self, haystack: &str) -> Option<usize>;
    fn suffix_len(&mut self, haystack: &str) -> Option<usize>;
}

// A pattern that decides about one character.
fn char_match<F: FnMut(char) -> bool>(mut f: F, haystack: &str, from: usize) -> Option<(usize, usize)> {
    let mut chars = haystack[from..].char_indices();
    while let Some((i, c)) = chars.next() {
        if f(c) {
            return Some((from + i, from + i + c.len_utf8()));
        }
    }
    None
}
fn char_match_back<F: FnMut(char) -> bool>(mut f: F, haystack: &str, to: usize) -> Option<(usize, usize)> {
    let mut chars = haystack[..to].char_indices();
    while let Some((i, c)) = chars.next_back() {
        if f(c) {
            return Some((i, i + c.len_utf8()));
        }
    }
    None
}
macro_rules! char_patterns {
    ($(($($g:tt)*) $t:ty: |$this:ident, $c:ident| $e:expr;)*) => { $(
        impl<$($g)*> Pattern for $t {
            fn next_match(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)> {
                let $this = self;
                char_match(|$c| $e, haystack, from)
            }
            fn next_match_back(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)> {
                let $this = self;
                char_match_back(|$c| $e, haystack, to)
            }
            fn prefix_len(&mut self, haystack: &str) -> Option<usize> {
                let $this = self;
                match haystack.chars().next() { Some($c) if $e => Some($c.len_utf8()), _ => None }
            }
            fn suffix_len(&mut self, haystack: &str) -> Option<usize> {
                let $this = self;
                match haystack.chars().next_back() { Some($c) if $e => Some($c.len_utf8()), _ => None }
            }
        }
    )* };
}
char_patterns! {
    () char: |this, c| *this == c;
    (const N: usize) [char; N]: |this, c| this.contains(&c);
    ('b, const N: usize) &'b [char; N]: |this, c| this.contains(&c);
    ('b) &'b [char]: |this, c| this.contains(&c);
    (F: FnMut(char) -> bool) F: |this, c| this(c);
}

impl<'b> Pattern for &'b str {
    fn next_match(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)> {
        let (hay, needle) = (haystack.as_bytes(), self.as_bytes());
        let mut i = from;
        while i + needle.len() <= hay.len() {
            if &hay[i..i + needle.len()] == needle && (!needle.is_empty() || haystack.is_char_boundary(i)) {
                return Some((i, i + needle.len()));
            }
            i += 1;
        }
        None
    }
    fn next_match_back(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)> {
        let (hay, needle) = (haystack.as_bytes(), self.as_bytes());
        let mut end = to;
        while end >= needle.len() {
            let i = end - needle.len();
            if &hay[i..end] == needle && (!needle.is_empty() || haystack.is_char_boundary(i)) {
                return Some((i, end));
            }
            if end == 0 {
                return None;
            }
            end -= 1;
        }
        None
    }
    fn prefix_len(&mut self, haystack: &str) -> Option<usize> {
        if haystack.as_bytes().starts_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
    fn suffix_len(&mut self, haystack: &str) -> Option<usize> {
        if haystack.as_bytes().ends_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
}
impl<'b, 'c> Pattern for &'c &'b str {
    fn next_match(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)> {
        let mut inner: &str = **self;
        inner.next_match(haystack, from)
    }
    fn next_match_back(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)> {
        let mut inner: &str = **self;
        inner.next_match_back(haystack, to)
    }
    fn prefix_len(&mut self, haystack: &str) -> Option<usize> {
        let mut inner: &str = **self;
        inner.prefix_len(haystack)
    }
    fn suffix_len(&mut self, haystack: &str) -> Option<usize> {
        let mut inner: &str = **self;
        inner.suffix_len(haystack)
    }
}
