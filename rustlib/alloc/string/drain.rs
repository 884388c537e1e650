// `Drain` of a string: yields characters and removes their bytes at the end.

use core::fmt;
use core::iter::FusedIterator;
use core::str::Chars;

use super::String;

pub struct Drain<'a> {
    string: *mut String,
    start: usize,
    end: usize,
    iter: Chars<'a>,
}
unsafe impl Sync for Drain<'_> {}
unsafe impl Send for Drain<'_> {}
impl<'a> Drain<'a> {
    pub(super) fn new(string: &'a mut String, start: usize, end: usize) -> Drain<'a> {
        let raw = string as *mut String;
        let iter = unsafe { (*raw).as_str()[start..end].chars() };
        Drain { string: raw, start, end, iter }
    }
    pub fn as_str(&self) -> &str {
        self.iter.as_str()
    }
}
impl Iterator for Drain<'_> {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl DoubleEndedIterator for Drain<'_> {
    fn next_back(&mut self) -> Option<char> {
        self.iter.next_back()
    }
}
impl FusedIterator for Drain<'_> {}
impl fmt::Debug for Drain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_str()).finish()
    }
}
impl Drop for Drain<'_> {
    fn drop(&mut self) {
        unsafe {
            let vec = (*self.string).as_mut_vec();
            if self.start <= self.end && self.end <= vec.len() {
                vec.drain(self.start..self.end);
            }
        }
    }
}
