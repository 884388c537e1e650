// Pieces of equal length: windows, chunks from both ends, runs of related elements.

use crate::iter::FusedIterator;
use crate::marker::PhantomData;
use crate::prelude::v1::*;
use crate::ptr;

const fn at_most(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[derive(Debug)]
pub struct Windows<'a, T: 'a> {
    v: &'a [T],
    size: usize,
}
impl<T> Clone for Windows<'_, T> {
    fn clone(&self) -> Self {
        Windows { v: self.v, size: self.size }
    }
}
impl<'a, T> Iterator for Windows<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.size > self.v.len() {
            None
        } else {
            let ret = &self.v[..self.size];
            self.v = &self.v[1..];
            Some(ret)
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = if self.size > self.v.len() { 0 } else { self.v.len() - self.size + 1 };
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Windows<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.size > self.v.len() {
            None
        } else {
            let ret = &self.v[self.v.len() - self.size..];
            self.v = &self.v[..self.v.len() - 1];
            Some(ret)
        }
    }
}
impl<T> ExactSizeIterator for Windows<'_, T> {}
impl<T> FusedIterator for Windows<'_, T> {}

#[derive(Debug, Clone)]
pub struct ArrayWindows<'a, T: 'a, const N: usize> {
    v: &'a [T],
}
impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];
    fn next(&mut self) -> Option<&'a [T; N]> {
        let ret = self.v.first_chunk::<N>()?;
        self.v = &self.v[1..];
        Some(ret)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = (self.v.len() + 1).saturating_sub(N);
        (n, Some(n))
    }
}
impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}

// `$front` and `$back` are the lengths of the next piece at either end, given the remaining length and the chunk size;
// `$reversed` says that pieces come from the end of the slice.
macro_rules! chunk_iterators {
    ($($Shared:ident $Mut:ident $exact:tt $reversed:literal |$len:ident, $size:ident| $front:expr, $back:expr, $count:expr;)*) => { $(
        #[derive(Debug)]
        pub struct $Shared<'a, T: 'a> {
            v: &'a [T],
            rest: &'a [T],
            chunk_size: usize,
        }
        pub struct $Mut<'a, T: 'a> {
            v: *mut [T],
            rest: *mut [T],
            chunk_size: usize,
            _marker: PhantomData<&'a mut T>,
        }
        unsafe impl<T: Send> Send for $Mut<'_, T> {}
        unsafe impl<T: Sync> Sync for $Mut<'_, T> {}
        impl<T> Clone for $Shared<'_, T> {
            fn clone(&self) -> Self { $Shared { v: self.v, rest: self.rest, chunk_size: self.chunk_size } }
        }
        impl<'a, T> $Shared<'a, T> {
            pub(super) fn new(v: &'a [T], chunk_size: usize) -> Self {
                let extra = if $exact { v.len() % chunk_size } else { 0 };
                let (v, rest) = if $reversed {
                    let (rest, v) = v.split_at(extra);
                    (v, rest)
                } else {
                    v.split_at(v.len() - extra)
                };
                $Shared { v, rest, chunk_size }
            }
            pub fn remainder(&self) -> &'a [T] { self.rest }
        }
        impl<'a, T> $Mut<'a, T> {
            pub(super) fn new(v: &'a mut [T], chunk_size: usize) -> Self {
                let extra = if $exact { v.len() % chunk_size } else { 0 };
                let len = v.len();
                let v: *mut [T] = v;
                let (v, rest) = unsafe {
                    if $reversed {
                        let (rest, v) = v.split_at_mut_unchecked(extra);
                        (v, rest)
                    } else {
                        v.split_at_mut_unchecked(len - extra)
                    }
                };
                $Mut { v, rest, chunk_size, _marker: PhantomData }
            }
            pub fn into_remainder(self) -> &'a mut [T] { unsafe { &mut *self.rest } }
        }
        impl<'a, T> Iterator for $Shared<'a, T> {
            type Item = &'a [T];
            fn next(&mut self) -> Option<&'a [T]> {
                let ($len, $size) = (self.v.len(), self.chunk_size);
                if $len == 0 { return None; }
                if $reversed {
                    let (rest, piece) = self.v.split_at($len - $front);
                    self.v = rest;
                    Some(piece)
                } else {
                    let (piece, rest) = self.v.split_at($front);
                    self.v = rest;
                    Some(piece)
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let ($len, $size) = (self.v.len(), self.chunk_size);
                let n = $count;
                (n, Some(n))
            }
        }
        impl<'a, T> DoubleEndedIterator for $Shared<'a, T> {
            fn next_back(&mut self) -> Option<&'a [T]> {
                let ($len, $size) = (self.v.len(), self.chunk_size);
                if $len == 0 { return None; }
                if $reversed {
                    let (piece, rest) = self.v.split_at($back);
                    self.v = rest;
                    Some(piece)
                } else {
                    let (rest, piece) = self.v.split_at($len - $back);
                    self.v = rest;
                    Some(piece)
                }
            }
        }
        impl<T> ExactSizeIterator for $Shared<'_, T> {}
        impl<T> FusedIterator for $Shared<'_, T> {}
        impl<'a, T> Iterator for $Mut<'a, T> {
            type Item = &'a mut [T];
            fn next(&mut self) -> Option<&'a mut [T]> {
                let ($len, $size) = (self.v.len(), self.chunk_size);
                if $len == 0 { return None; }
                unsafe {
                    if $reversed {
                        let (rest, piece) = self.v.split_at_mut_unchecked($len - $front);
                        self.v = rest;
                        Some(&mut *piece)
                    } else {
                        let (piece, rest) = self.v.split_at_mut_unchecked($front);
                        self.v = rest;
                        Some(&mut *piece)
                    }
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let ($len, $size) = (self.v.len(), self.chunk_size);
                let n = $count;
                (n, Some(n))
            }
        }
        impl<'a, T> DoubleEndedIterator for $Mut<'a, T> {
            fn next_back(&mut self) -> Option<&'a mut [T]> {
                let ($len, $size) = (self.v.len(), self.chunk_size);
                if $len == 0 { return None; }
                unsafe {
                    if $reversed {
                        let (piece, rest) = self.v.split_at_mut_unchecked($back);
                        self.v = rest;
                        Some(&mut *piece)
                    } else {
                        let (rest, piece) = self.v.split_at_mut_unchecked($len - $back);
                        self.v = rest;
                        Some(&mut *piece)
                    }
                }
            }
        }
        impl<T> ExactSizeIterator for $Mut<'_, T> {}
        impl<T> FusedIterator for $Mut<'_, T> {}
    )* };
}
const fn last_piece(len: usize, size: usize) -> usize {
    let rem = len % size;
    if rem == 0 { size } else { rem }
}
chunk_iterators! {
    Chunks ChunksMut false false |len, size| at_most(len, size), last_piece(len, size), len.div_ceil(size);
    ChunksExact ChunksExactMut true false |len, size| size, size, len / size;
    RChunks RChunksMut false true |len, size| at_most(len, size), last_piece(len, size), len.div_ceil(size);
    RChunksExact RChunksExactMut true true |len, size| size, size, len / size;
}

pub struct ChunkBy<'a, T: 'a, P> {
    slice: &'a [T],
    predicate: P,
}
impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> Iterator for ChunkBy<'a, T, P> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.slice.is_empty() {
            return None;
        }
        let mut len = 1;
        while len < self.slice.len() && (self.predicate)(&self.slice[len - 1], &self.slice[len]) {
            len += 1;
        }
        let (head, tail) = self.slice.split_at(len);
        self.slice = tail;
        Some(head)
    }
}
pub struct ChunkByMut<'a, T: 'a, P> {
    slice: &'a mut [T],
    predicate: P,
}
impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> Iterator for ChunkByMut<'a, T, P> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.slice.is_empty() {
            return None;
        }
        let mut len = 1;
        while len < self.slice.len() && (self.predicate)(&self.slice[len - 1], &self.slice[len]) {
            len += 1;
        }
        let slice = crate::mem::take(&mut self.slice);
        let (head, tail) = slice.split_at_mut(len);
        self.slice = tail;
        Some(head)
    }
}

macro_rules! chunk_methods {
    ($($shared:ident $Shared:ident $mutable:ident $Mut:ident)*) => {
        impl<T> [T] {
            $(
                #[track_caller]
                pub fn $shared(&self, chunk_size: usize) -> $Shared<'_, T> {
                    assert!(chunk_size != 0, "chunk size must be non-zero");
                    $Shared::new(self, chunk_size)
                }
                #[track_caller]
                pub fn $mutable(&mut self, chunk_size: usize) -> $Mut<'_, T> {
                    assert!(chunk_size != 0, "chunk size must be non-zero");
                    $Mut::new(self, chunk_size)
                }
            )*
            #[track_caller]
            pub fn windows(&self, size: usize) -> Windows<'_, T> {
                assert!(size != 0, "{}", "window size must be non-zero");
                Windows { v: self, size }
            }
            #[track_caller]
            pub fn array_windows<const N: usize>(&self) -> ArrayWindows<'_, T, N> {
                assert!(N != 0, "window size must be non-zero");
                ArrayWindows { v: self }
            }
            pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, pred: F) -> ChunkBy<'_, T, F> {
                ChunkBy { slice: self, predicate: pred }
            }
            pub fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, pred: F) -> ChunkByMut<'_, T, F> {
                ChunkByMut { slice: self, predicate: pred }
            }
        }
    };
}
chunk_methods! {
    chunks Chunks chunks_mut ChunksMut
    chunks_exact ChunksExact chunks_exact_mut ChunksExactMut
    rchunks RChunks rchunks_mut RChunksMut
    rchunks_exact RChunksExact rchunks_exact_mut RChunksExactMut
}
