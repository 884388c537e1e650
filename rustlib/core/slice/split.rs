// Pieces between separating elements.

use crate::iter::FusedIterator;
use crate::mem;
use crate::prelude::v1::*;

macro_rules! split_iterators {
    ($Split:ident $SplitInclusive:ident $RSplit:ident $SplitN:ident $RSplitN:ident ($($m:tt)*) $split_at:ident
     $split:ident $split_inclusive:ident $rsplit:ident $splitn:ident $rsplitn:ident) => {
        pub struct $Split<'a, T: 'a, P> {
            v: &'a $($m)* [T],
            pred: P,
            finished: bool,
        }
        impl<'a, T, P: FnMut(&T) -> bool> $Split<'a, T, P> {
            fn finish(&mut self) -> Option<&'a $($m)* [T]> {
                if self.finished { None } else { self.finished = true; Some(mem::take(&mut self.v)) }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $Split<'a, T, P> {
            type Item = &'a $($m)* [T];
            fn next(&mut self) -> Option<&'a $($m)* [T]> {
                if self.finished { return None; }
                let pred = &mut self.pred;
                match self.v.iter().position(|x| pred(x)) {
                    None => self.finish(),
                    Some(idx) => {
                        let (head, tail) = mem::take(&mut self.v).$split_at(idx);
                        self.v = tail.$split_at(1).1;
                        Some(head)
                    }
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                if self.finished { (0, Some(0)) } else { (1, Some(self.v.len() + 1)) }
            }
        }
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $Split<'a, T, P> {
            fn next_back(&mut self) -> Option<&'a $($m)* [T]> {
                if self.finished { return None; }
                let pred = &mut self.pred;
                match self.v.iter().rposition(|x| pred(x)) {
                    None => self.finish(),
                    Some(idx) => {
                        let (head, tail) = mem::take(&mut self.v).$split_at(idx);
                        self.v = head;
                        Some(tail.$split_at(1).1)
                    }
                }
            }
        }
        impl<T, P: FnMut(&T) -> bool> FusedIterator for $Split<'_, T, P> {}

        pub struct $SplitInclusive<'a, T: 'a, P> {
            v: &'a $($m)* [T],
            pred: P,
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $SplitInclusive<'a, T, P> {
            type Item = &'a $($m)* [T];
            fn next(&mut self) -> Option<&'a $($m)* [T]> {
                if self.v.is_empty() { return None; }
                let pred = &mut self.pred;
                let len = self.v.len();
                let idx = self.v.iter().position(|x| pred(x)).map_or(len, |i| i + 1);
                let (head, tail) = mem::take(&mut self.v).$split_at(idx);
                self.v = tail;
                Some(head)
            }
        }
        impl<T, P: FnMut(&T) -> bool> FusedIterator for $SplitInclusive<'_, T, P> {}

        pub struct $RSplit<'a, T: 'a, P> {
            inner: $Split<'a, T, P>,
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $RSplit<'a, T, P> {
            type Item = &'a $($m)* [T];
            fn next(&mut self) -> Option<&'a $($m)* [T]> { self.inner.next_back() }
        }
        impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $RSplit<'a, T, P> {
            fn next_back(&mut self) -> Option<&'a $($m)* [T]> { self.inner.next() }
        }

        pub struct $SplitN<'a, T: 'a, P> {
            inner: $Split<'a, T, P>,
            count: usize,
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $SplitN<'a, T, P> {
            type Item = &'a $($m)* [T];
            fn next(&mut self) -> Option<&'a $($m)* [T]> {
                match self.count {
                    0 => None,
                    1 => { self.count -= 1; self.inner.finish() }
                    _ => { self.count -= 1; self.inner.next() }
                }
            }
        }
        pub struct $RSplitN<'a, T: 'a, P> {
            inner: $Split<'a, T, P>,
            count: usize,
        }
        impl<'a, T, P: FnMut(&T) -> bool> Iterator for $RSplitN<'a, T, P> {
            type Item = &'a $($m)* [T];
            fn next(&mut self) -> Option<&'a $($m)* [T]> {
                match self.count {
                    0 => None,
                    1 => { self.count -= 1; self.inner.finish() }
                    _ => { self.count -= 1; self.inner.next_back() }
                }
            }
        }
        impl<T> [T] {
            pub fn $split<F: FnMut(&T) -> bool>(& $($m)* self, pred: F) -> $Split<'_, T, F> {
                $Split { v: self, pred, finished: false }
            }
            pub fn $split_inclusive<F: FnMut(&T) -> bool>(& $($m)* self, pred: F) -> $SplitInclusive<'_, T, F> {
                $SplitInclusive { v: self, pred }
            }
            pub fn $rsplit<F: FnMut(&T) -> bool>(& $($m)* self, pred: F) -> $RSplit<'_, T, F> {
                $RSplit { inner: $Split { v: self, pred, finished: false } }
            }
            pub fn $splitn<F: FnMut(&T) -> bool>(& $($m)* self, n: usize, pred: F) -> $SplitN<'_, T, F> {
                $SplitN { inner: $Split { v: self, pred, finished: false }, count: n }
            }
            pub fn $rsplitn<F: FnMut(&T) -> bool>(& $($m)* self, n: usize, pred: F) -> $RSplitN<'_, T, F> {
                $RSplitN { inner: $Split { v: self, pred, finished: false }, count: n }
            }
        }
    };
}
split_iterators! {
    Split SplitInclusive RSplit SplitN RSplitN () split_at
    split split_inclusive rsplit splitn rsplitn
}
split_iterators! {
    SplitMut SplitInclusiveMut RSplitMut SplitNMut RSplitNMut (mut) split_at_mut
    split_mut split_inclusive_mut rsplit_mut splitn_mut rsplitn_mut
}
