// `CString`: an owned text that ends with a zero byte.

use super::{c_char, CStr};
use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::error::Error;
use crate::fmt;
use crate::mem;
use crate::ops::Deref;
use crate::prelude::rust_2021::*;
use crate::string::String;
use crate::vec::Vec;

#[derive(PartialEq, PartialOrd, Eq, Ord, Hash, Clone)]
pub struct CString {
    // With the zero byte.
    inner: Box<[u8]>,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NulError(usize, Vec<u8>);
impl NulError {
    pub fn nul_position(&self) -> usize {
        self.0
    }
    pub fn into_vec(self) -> Vec<u8> {
        self.1
    }
}
impl fmt::Display for NulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nul byte found in provided data at position: {}", self.0)
    }
}
impl Error for NulError {}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromVecWithNulError {
    bytes: Vec<u8>,
}
impl fmt::Display for FromVecWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data provided is not nul terminated or contains an interior nul byte")
    }
}
impl Error for FromVecWithNulError {}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntoStringError {
    inner: CString,
}
impl fmt::Display for IntoStringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("C string contained non-utf8 bytes")
    }
}
impl Error for IntoStringError {}

impl CString {
    pub fn new<T: Into<Vec<u8>>>(t: T) -> Result<CString, NulError> {
        let bytes: Vec<u8> = t.into();
        match bytes.iter().position(|&b| b == 0) {
            Some(i) => Err(NulError(i, bytes)),
            None => Ok(unsafe { CString::from_vec_unchecked(bytes) }),
        }
    }
    pub unsafe fn from_vec_unchecked(mut v: Vec<u8>) -> CString {
        v.reserve_exact(1);
        v.push(0);
        CString { inner: v.into_boxed_slice() }
    }
    pub fn from_vec_with_nul(v: Vec<u8>) -> Result<CString, FromVecWithNulError> {
        match v.iter().position(|&b| b == 0) {
            Some(i) if i + 1 == v.len() => Ok(CString { inner: v.into_boxed_slice() }),
            _ => Err(FromVecWithNulError { bytes: v }),
        }
    }
    pub unsafe fn from_vec_with_nul_unchecked(v: Vec<u8>) -> CString {
        CString { inner: v.into_boxed_slice() }
    }
    pub unsafe fn from_raw(ptr: *mut c_char) -> CString {
        let mut len = 0;
        while unsafe { *ptr.add(len) } != 0 {
            len += 1;
        }
        let slice = crate::ptr::slice_from_raw_parts_mut(ptr as *mut u8, len + 1);
        CString { inner: unsafe { Box::from_raw(slice) } }
    }
    pub fn into_raw(self) -> *mut c_char {
        Box::into_raw(self.into_inner()) as *mut c_char
    }
    fn into_inner(self) -> Box<[u8]> {
        let this = mem::ManuallyDrop::new(self);
        unsafe { crate::ptr::read(&this.inner) }
    }
    pub fn into_string(self) -> Result<String, IntoStringError> {
        match String::from_utf8(self.into_bytes()) {
            Ok(s) => Ok(s),
            Err(e) => Err(IntoStringError { inner: unsafe { CString::from_vec_unchecked(e.into_bytes()) } }),
        }
    }
    pub fn into_bytes(self) -> Vec<u8> {
        let mut vec = self.into_inner().into_vec();
        vec.pop();
        vec
    }
    pub fn into_bytes_with_nul(self) -> Vec<u8> {
        self.into_inner().into_vec()
    }
    pub fn as_bytes(&self) -> &[u8] {
        &self.inner[..self.inner.len() - 1]
    }
    pub fn as_bytes_with_nul(&self) -> &[u8] {
        &self.inner
    }
    pub fn as_c_str(&self) -> &CStr {
        unsafe { CStr::from_bytes_with_nul_unchecked(self.as_bytes_with_nul()) }
    }
}
// As in the original, the text is made empty before its memory goes.
impl Drop for CString {
    fn drop(&mut self) {
        if let Some(first) = self.inner.first_mut() {
            *first = 0;
        }
    }
}
impl Deref for CString {
    type Target = CStr;
    fn deref(&self) -> &CStr {
        self.as_c_str()
    }
}
impl fmt::Debug for CString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_c_str(), f)
    }
}
impl Default for CString {
    fn default() -> CString {
        unsafe { CString::from_vec_unchecked(Vec::new()) }
    }
}
impl Borrow<CStr> for CString {
    fn borrow(&self) -> &CStr {
        self
    }
}
impl AsRef<CStr> for CString {
    fn as_ref(&self) -> &CStr {
        self
    }
}
impl From<&CStr> for CString {
    fn from(s: &CStr) -> CString {
        CString { inner: Box::from(s.to_bytes_with_nul()) }
    }
}
