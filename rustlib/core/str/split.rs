// Pieces of a string between matches of a pattern, and the matches themselves.

use super::pattern::Pattern;
use crate::iter::FusedIterator;
use crate::prelude::v1::*;

// Walks over the matches from both ends. Empty matches step on by one character.
#[derive(Clone)]
struct Finder<'a, P> {
    haystack: &'a str,
    pattern: P,
    // Where the next search starts; beyond the length when there is nothing left.
    front: usize,
    back: Option<usize>,
}
impl<'a, P: Pattern> Finder<'a, P> {
    fn new(haystack: &'a str, pattern: P) -> Self {
        Finder { haystack, pattern, front: 0, back: Some(haystack.len()) }
    }
    fn next(&mut self) -> Option<(usize, usize)> {
        let back = self.back?;
        if self.front > back {
            return None;
        }
        let (a, b) = self.pattern.next_match(self.haystack, self.front)?;
        if b > back {
            return None;
        }
        self.front = if a == b { self.after(b) } else { b };
        Some((a, b))
    }
    fn next_back(&mut self) -> Option<(usize, usize)> {
        let back = self.back?;
        if self.front > back {
            return None;
        }
        let (a, b) = self.pattern.next_match_back(self.haystack, back)?;
        if a < self.front {
            return None;
        }
        self.back = if a == b { self.before(a) } else { Some(a) };
        Some((a, b))
    }
    fn after(&self, index: usize) -> usize {
        match self.haystack[index..].chars().next() {
            Some(c) => index + c.len_utf8(),
            None => index + 1,
        }
    }
    fn before(&self, index: usize) -> Option<usize> {
        match self.haystack[..index].chars().next_back() {
            Some(c) => Some(index - c.len_utf8()),
            None => None,
        }
    }
}

#[derive(Clone)]
struct Pieces<'a, P> {
    finder: Finder<'a, P>,
    start: usize,
    end: usize,
    allow_trailing_empty: bool,
    finished: bool,
}
impl<'a, P: Pattern> Pieces<'a, P> {
    fn new(haystack: &'a str, pattern: P, allow_trailing_empty: bool) -> Self {
        let end = haystack.len();
        Pieces { finder: Finder::new(haystack, pattern), start: 0, end, allow_trailing_empty, finished: false }
    }
    fn text(&self, start: usize, end: usize) -> &'a str {
        let haystack = self.finder.haystack;
        unsafe { haystack.get_unchecked(start..end) }
    }
    fn get_end(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        self.finished = true;
        if self.allow_trailing_empty || self.end > self.start { Some(self.text(self.start, self.end)) } else { None }
    }
    fn next(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        match self.finder.next() {
            Some((a, b)) => {
                let piece = self.text(self.start, a);
                self.start = b;
                Some(piece)
            }
            None => self.get_end(),
        }
    }
    fn next_inclusive(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        match self.finder.next() {
            Some((_, b)) => {
                let piece = self.text(self.start, b);
                self.start = b;
                Some(piece)
            }
            None => self.get_end(),
        }
    }
    fn next_back(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match self.next_back() {
                Some(piece) if !piece.is_empty() => return Some(piece),
                _ => {
                    if self.finished {
                        return None;
                    }
                }
            }
        }
        match self.finder.next_back() {
            Some((a, b)) => {
                let piece = self.text(b, self.end);
                self.end = a;
                Some(piece)
            }
            None => {
                self.finished = true;
                Some(self.text(self.start, self.end))
            }
        }
    }
    fn next_back_inclusive(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match self.next_back_inclusive() {
                Some(piece) if !piece.is_empty() => return Some(piece),
                _ => {
                    if self.finished {
                        return None;
                    }
                }
            }
        }
        match self.finder.next_back() {
            Some((_, b)) => {
                let piece = self.text(b, self.end);
                self.end = b;
                Some(piece)
            }
            None => {
                self.finished = true;
                Some(self.text(self.start, self.end))
            }
        }
    }
    fn remainder(&self) -> Option<&'a str> {
        if self.finished { None } else { Some(self.text(self.start, self.end)) }
    }
}

macro_rules! pieces_iterators {
    ($($Name:ident $next:ident $next_back:ident;)*) => { $(
        #[derive(Clone)]
        pub struct $Name<'a, P>(Pieces<'a, P>);
        impl<'a, P: Pattern> $Name<'a, P> {
            pub fn remainder(&self) -> Option<&'a str> { self.0.remainder() }
        }
        impl<'a, P: Pattern> Iterator for $Name<'a, P> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> { self.0.$next() }
        }
        impl<'a, P: Pattern> DoubleEndedIterator for $Name<'a, P> {
            fn next_back(&mut self) -> Option<&'a str> { self.0.$next_back() }
        }
        impl<'a, P: Pattern> FusedIterator for $Name<'a, P> {}
    )* };
}
pieces_iterators! {
    Split next next_back;
    RSplit next_back next;
    SplitTerminator next next_back;
    RSplitTerminator next_back next;
    SplitInclusive next_inclusive next_back_inclusive;
}
macro_rules! pieces_n_iterators {
    ($($Name:ident $next:ident;)*) => { $(
        #[derive(Clone)]
        pub struct $Name<'a, P> {
            pieces: Pieces<'a, P>,
            count: usize,
        }
        impl<'a, P: Pattern> Iterator for $Name<'a, P> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> {
                match self.count {
                    0 => None,
                    1 => { self.count = 0; self.pieces.get_end() }
                    _ => { self.count -= 1; self.pieces.$next() }
                }
            }
        }
        impl<'a, P: Pattern> FusedIterator for $Name<'a, P> {}
    )* };
}
pieces_n_iterators! { SplitN next; RSplitN next_back; }

macro_rules! match_iterators {
    ($($Matches:ident $Indices:ident $next:ident $next_back:ident;)*) => { $(
        #[derive(Clone)]
        pub struct $Matches<'a, P>(Finder<'a, P>);
        impl<'a, P: Pattern> Iterator for $Matches<'a, P> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> {
                let (a, b) = self.0.$next()?;
                Some(&self.0.haystack[a..b])
            }
        }
        impl<'a, P: Pattern> DoubleEndedIterator for $Matches<'a, P> {
            fn next_back(&mut self) -> Option<&'a str> {
                let (a, b) = self.0.$next_back()?;
                Some(&self.0.haystack[a..b])
            }
        }
        #[derive(Clone)]
        pub struct $Indices<'a, P>(Finder<'a, P>);
        impl<'a, P: Pattern> Iterator for $Indices<'a, P> {
            type Item = (usize, &'a str);
            fn next(&mut self) -> Option<(usize, &'a str)> {
                let (a, b) = self.0.$next()?;
                Some((a, &self.0.haystack[a..b]))
            }
        }
        impl<'a, P: Pattern> DoubleEndedIterator for $Indices<'a, P> {
            fn next_back(&mut self) -> Option<(usize, &'a str)> {
                let (a, b) = self.0.$next_back()?;
                Some((a, &self.0.haystack[a..b]))
            }
        }
    )* };
}
match_iterators! { Matches MatchIndices next next_back; RMatches RMatchIndices next_back next; }

impl str {
    pub fn split<P: Pattern>(&self, pat: P) -> Split<'_, P> {
        Split(Pieces::new(self, pat, true))
    }
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> SplitInclusive<'_, P> {
        SplitInclusive(Pieces::new(self, pat, false))
    }
    pub fn rsplit<P: Pattern>(&self, pat: P) -> RSplit<'_, P> {
        RSplit(Pieces::new(self, pat, true))
    }
    pub fn split_terminator<P: Pattern>(&self, pat: P) -> SplitTerminator<'_, P> {
        SplitTerminator(Pieces::new(self, pat, false))
    }
    pub fn rsplit_terminator<P: Pattern>(&self, pat: P) -> RSplitTerminator<'_, P> {
        RSplitTerminator(Pieces::new(self, pat, false))
    }
    pub fn splitn<P: Pattern>(&self, n: usize, pat: P) -> SplitN<'_, P> {
        SplitN { pieces: Pieces::new(self, pat, true), count: n }
    }
    pub fn rsplitn<P: Pattern>(&self, n: usize, pat: P) -> RSplitN<'_, P> {
        RSplitN { pieces: Pieces::new(self, pat, true), count: n }
    }
    pub fn matches<P: Pattern>(&self, pat: P) -> Matches<'_, P> {
        Matches(Finder::new(self, pat))
    }
    pub fn rmatches<P: Pattern>(&self, pat: P) -> RMatches<'_, P> {
        RMatches(Finder::new(self, pat))
    }
    pub fn match_indices<P: Pattern>(&self, pat: P) -> MatchIndices<'_, P> {
        MatchIndices(Finder::new(self, pat))
    }
    pub fn rmatch_indices<P: Pattern>(&self, pat: P) -> RMatchIndices<'_, P> {
        RMatchIndices(Finder::new(self, pat))
    }
}
