// What traits a string has, and `ToString`.

use core::convert::Infallible;
use core::error::Error;
use core::fmt::{self, Write};
use core::hash::{Hash, Hasher};
use core::ops::{Add, AddAssign, Deref, DerefMut, Index, IndexMut};
use core::slice::SliceIndex;
use core::str::pattern::Pattern;
use core::str::{self, FromStr};

use super::String;
use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::vec::Vec;

pub type ParseError = Infallible;

impl Clone for String {
    #[track_caller]
    fn clone(&self) -> Self {
        String::from(self.as_str())
    }
    fn clone_from(&mut self, source: &Self) {
        self.clear();
        self.push_str(source);
    }
}
impl Deref for String {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}
impl DerefMut for String {
    #[inline]
    fn deref_mut(&mut self) -> &mut str {
        self.as_mut_str()
    }
}
impl Default for String {
    #[inline]
    fn default() -> String {
        String::new()
    }
}
impl fmt::Display for String {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl fmt::Debug for String {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl Hash for String {
    #[inline]
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (**self).hash(hasher)
    }
}
impl<I: SliceIndex<str>> Index<I> for String {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self.as_str())
    }
}
impl<I: SliceIndex<str>> IndexMut<I> for String {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self.as_mut_str())
    }
}
impl fmt::Write for String {
    #[inline]
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.push_str(s);
        Ok(())
    }
    #[inline]
    fn write_char(&mut self, c: char) -> fmt::Result {
        self.push(c);
        Ok(())
    }
}
impl Add<&str> for String {
    type Output = String;
    #[inline]
    fn add(mut self, other: &str) -> String {
        self.push_str(other);
        self
    }
}
impl AddAssign<&str> for String {
    #[inline]
    fn add_assign(&mut self, other: &str) {
        self.push_str(other);
    }
}
macro_rules! string_eq {
    ($($lhs:ty, $rhs:ty;)*) => { $(
        impl<'a, 'b> PartialEq<$rhs> for $lhs {
            #[inline]
            fn eq(&self, other: &$rhs) -> bool { PartialEq::eq(&self[..], &other[..]) }
        }
        impl<'a, 'b> PartialEq<$lhs> for $rhs {
            #[inline]
            fn eq(&self, other: &$lhs) -> bool { PartialEq::eq(&self[..], &other[..]) }
        }
    )* };
}
string_eq! {
    String, str;
    String, &'a str;
    Cow<'a, str>, str;
    Cow<'a, str>, &'b str;
    Cow<'a, str>, String;
}
impl Extend<char> for String {
    fn extend<I: IntoIterator<Item = char>>(&mut self, iter: I) {
        for c in iter {
            self.push(c)
        }
    }
    fn extend_one(&mut self, c: char) {
        self.push(c);
    }
}
impl<'a> Extend<&'a char> for String {
    fn extend<I: IntoIterator<Item = &'a char>>(&mut self, iter: I) {
        for c in iter {
            self.push(*c)
        }
    }
}
macro_rules! string_collect {
    ($([$($g:tt)*] $t:ty;)*) => { $(
        impl<$($g)*> Extend<$t> for String {
            fn extend<I: IntoIterator<Item = $t>>(&mut self, iter: I) {
                for s in iter {
                    self.push_str(&s)
                }
            }
        }
        impl<$($g)*> FromIterator<$t> for String {
            fn from_iter<I: IntoIterator<Item = $t>>(iter: I) -> String {
                let mut buf = String::new();
                buf.extend(iter);
                buf
            }
        }
    )* };
}
string_collect! { ['a] &'a str; [] String; [] Box<str>; ['a] Cow<'a, str>; }
impl FromIterator<char> for String {
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> String {
        let mut buf = String::new();
        buf.extend(iter);
        buf
    }
}
impl<'a> FromIterator<&'a char> for String {
    fn from_iter<I: IntoIterator<Item = &'a char>>(iter: I) -> String {
        let mut buf = String::new();
        buf.extend(iter);
        buf
    }
}
impl FromIterator<String> for Box<str> {
    fn from_iter<I: IntoIterator<Item = String>>(iter: I) -> Self {
        String::from_iter(iter).into_boxed_str()
    }
}
impl FromIterator<char> for Box<str> {
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> Self {
        String::from_iter(iter).into_boxed_str()
    }
}
impl<'a> FromIterator<char> for Cow<'a, str> {
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> Self {
        Cow::Owned(FromIterator::from_iter(iter))
    }
}
impl<'a, 'b> FromIterator<&'b str> for Cow<'a, str> {
    fn from_iter<I: IntoIterator<Item = &'b str>>(iter: I) -> Self {
        Cow::Owned(FromIterator::from_iter(iter))
    }
}
impl FromStr for String {
    type Err = Infallible;
    #[inline]
    fn from_str(s: &str) -> Result<String, Infallible> {
        Ok(String::from(s))
    }
}

pub trait ToString {
    fn to_string(&self) -> String;
}
impl<T: fmt::Display + ?Sized> ToString for T {
    #[inline]
    fn to_string(&self) -> String {
        let mut buf = String::new();
        if write!(buf, "{}", self).is_err() {
            panic!("a Display implementation returned an error unexpectedly");
        }
        buf
    }
}
impl AsRef<str> for String {
    #[inline]
    fn as_ref(&self) -> &str {
        self
    }
}
impl AsMut<str> for String {
    #[inline]
    fn as_mut(&mut self) -> &mut str {
        self
    }
}
impl AsRef<[u8]> for String {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}
impl From<&str> for String {
    #[inline]
    #[track_caller]
    fn from(s: &str) -> String {
        let mut out = String::with_capacity(s.len());
        out.push_str(s);
        out
    }
}
impl From<&mut str> for String {
    fn from(s: &mut str) -> String {
        String::from(&*s)
    }
}
impl From<&String> for String {
    fn from(s: &String) -> String {
        s.clone()
    }
}
impl From<Box<str>> for String {
    fn from(s: Box<str>) -> String {
        s.into_string()
    }
}
impl From<char> for String {
    fn from(c: char) -> String {
        let mut out = String::new();
        out.push(c);
        out
    }
}
impl<'a> From<Cow<'a, str>> for String {
    fn from(s: Cow<'a, str>) -> String {
        s.into_owned()
    }
}
impl<'a> From<&'a str> for Cow<'a, str> {
    fn from(s: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(s)
    }
}
impl<'a> From<String> for Cow<'a, str> {
    fn from(s: String) -> Cow<'a, str> {
        Cow::Owned(s)
    }
}
impl<'a> From<&'a String> for Cow<'a, str> {
    fn from(s: &'a String) -> Cow<'a, str> {
        Cow::Borrowed(s.as_str())
    }
}
impl<'a> From<Cow<'a, str>> for Box<str> {
    fn from(s: Cow<'a, str>) -> Box<str> {
        s.into_owned().into_boxed_str()
    }
}
impl From<String> for Vec<u8> {
    fn from(s: String) -> Vec<u8> {
        s.into_bytes()
    }
}
impl TryFrom<Vec<u8>> for String {
    type Error = super::FromUtf8Error;
    fn try_from(bytes: Vec<u8>) -> Result<String, super::FromUtf8Error> {
        String::from_utf8(bytes)
    }
}
impl<'b> Pattern for &'b String {
    fn next_match(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)> {
        self.as_str().next_match(haystack, from)
    }
    fn next_match_back(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)> {
        self.as_str().next_match_back(haystack, to)
    }
    fn prefix_len(&mut self, haystack: &str) -> Option<usize> {
        self.as_str().prefix_len(haystack)
    }
    fn suffix_len(&mut self, haystack: &str) -> Option<usize> {
        self.as_str().suffix_len(haystack)
    }
}
