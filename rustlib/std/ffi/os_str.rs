// `OsStr` and `OsString`: bytes that the system would take for text.

use crate::borrow::{Borrow, Cow, ToOwned};
use crate::cmp::Ordering;
use crate::convert::Infallible;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::Deref;
use crate::str::{self, FromStr};

#[derive(Clone)]
pub struct OsString {
    inner: Vec<u8>,
}
#[repr(transparent)]
pub struct OsStr {
    inner: [u8],
}
impl OsString {
    pub const fn new() -> OsString {
        OsString { inner: Vec::new() }
    }
    pub fn with_capacity(capacity: usize) -> OsString {
        OsString { inner: Vec::with_capacity(capacity) }
    }
    pub unsafe fn from_encoded_bytes_unchecked(bytes: Vec<u8>) -> OsString {
        OsString { inner: bytes }
    }
    pub fn into_encoded_bytes(self) -> Vec<u8> {
        self.inner
    }
    pub fn as_os_str(&self) -> &OsStr {
        self
    }
    pub fn into_string(self) -> Result<String, OsString> {
        String::from_utf8(self.inner).map_err(|e| OsString { inner: e.into_bytes() })
    }
    pub fn push<T: AsRef<OsStr>>(&mut self, s: T) {
        self.inner.extend_from_slice(&s.as_ref().inner)
    }
    pub fn clear(&mut self) {
        self.inner.clear()
    }
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }
}
impl OsStr {
    pub fn new<S: AsRef<OsStr> + ?Sized>(s: &S) -> &OsStr {
        s.as_ref()
    }
    pub unsafe fn from_encoded_bytes_unchecked(bytes: &[u8]) -> &OsStr {
        unsafe { &*(bytes as *const [u8] as *const OsStr) }
    }
    pub fn as_encoded_bytes(&self) -> &[u8] {
        &self.inner
    }
    pub fn to_str(&self) -> Option<&str> {
        str::from_utf8(&self.inner).ok()
    }
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.inner)
    }
    pub fn to_os_string(&self) -> OsString {
        OsString { inner: self.inner.to_vec() }
    }
    pub fn is_empty(&self) -> bool {
        self.inner.is_empty()
    }
    pub fn len(&self) -> usize {
        self.inner.len()
    }
}
pub trait OsStrExt {
    fn from_bytes(slice: &[u8]) -> &Self;
    fn as_bytes(&self) -> &[u8];
}
impl OsStrExt for OsStr {
    fn from_bytes(slice: &[u8]) -> &OsStr {
        unsafe { OsStr::from_encoded_bytes_unchecked(slice) }
    }
    fn as_bytes(&self) -> &[u8] {
        &self.inner
    }
}
pub trait OsStringExt {
    fn from_vec(vec: Vec<u8>) -> Self;
    fn into_vec(self) -> Vec<u8>;
}
impl OsStringExt for OsString {
    fn from_vec(vec: Vec<u8>) -> OsString {
        OsString { inner: vec }
    }
    fn into_vec(self) -> Vec<u8> {
        self.inner
    }
}
impl Deref for OsString {
    type Target = OsStr;
    fn deref(&self) -> &OsStr {
        OsStr::from_bytes(&self.inner)
    }
}
impl Default for OsString {
    fn default() -> OsString {
        OsString::new()
    }
}
impl fmt::Debug for OsString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl fmt::Debug for OsStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.to_string_lossy(), f)
    }
}
impl PartialEq for OsStr {
    fn eq(&self, other: &OsStr) -> bool {
        self.inner == other.inner
    }
}
impl Eq for OsStr {}
impl PartialOrd for OsStr {
    fn partial_cmp(&self, other: &OsStr) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for OsStr {
    fn cmp(&self, other: &OsStr) -> Ordering {
        self.inner.cmp(&other.inner)
    }
}
impl Hash for OsStr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.hash(state)
    }
}
impl PartialEq<str> for OsStr {
    fn eq(&self, other: &str) -> bool {
        self.inner == *other.as_bytes()
    }
}
impl PartialEq for OsString {
    fn eq(&self, other: &OsString) -> bool {
        self.inner == other.inner
    }
}
impl Eq for OsString {}
impl PartialOrd for OsString {
    fn partial_cmp(&self, other: &OsString) -> Option<Ordering> {
        Some(self.inner.cmp(&other.inner))
    }
}
impl Ord for OsString {
    fn cmp(&self, other: &OsString) -> Ordering {
        self.inner.cmp(&other.inner)
    }
}
impl Hash for OsString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}
impl PartialEq<str> for OsString {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}
impl PartialEq<&str> for OsString {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}
impl From<String> for OsString {
    fn from(s: String) -> OsString {
        OsString { inner: s.into_bytes() }
    }
}
impl<T: ?Sized + AsRef<OsStr>> From<&T> for OsString {
    fn from(s: &T) -> OsString {
        s.as_ref().to_os_string()
    }
}
impl FromStr for OsString {
    type Err = Infallible;
    fn from_str(s: &str) -> Result<OsString, Infallible> {
        Ok(OsString::from(s))
    }
}
impl AsRef<OsStr> for OsStr {
    fn as_ref(&self) -> &OsStr {
        self
    }
}
impl AsRef<OsStr> for OsString {
    fn as_ref(&self) -> &OsStr {
        self
    }
}
impl AsRef<OsStr> for str {
    fn as_ref(&self) -> &OsStr {
        OsStr::from_bytes(self.as_bytes())
    }
}
impl AsRef<OsStr> for String {
    fn as_ref(&self) -> &OsStr {
        OsStr::from_bytes(self.as_bytes())
    }
}
impl Borrow<OsStr> for OsString {
    fn borrow(&self) -> &OsStr {
        self
    }
}
impl ToOwned for OsStr {
    type Owned = OsString;
    fn to_owned(&self) -> OsString {
        self.to_os_string()
    }
}
