// `CString`: an owned string that ends in NUL.

use core::ffi::{c_char, CStr};

use crate::borrow::{Borrow, Cow, ToOwned};
use crate::error::Error;
use crate::fmt;
use crate::mem::ManuallyDrop;
use crate::ops::Deref;
use crate::ptr;
use crate::rc::Rc;
use crate::slice;
use crate::str::Utf8Error;
use crate::sync::Arc;

#[derive(PartialEq, PartialOrd, Eq, Ord, Hash, Clone)]
pub struct CString {
    // With the NUL at the end, the only one.
    inner: Box<[u8]>,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NulError(usize, Vec<u8>);
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromVecWithNulError {
    bytes: Vec<u8>,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntoStringError {
    inner: CString,
    error: Utf8Error,
}
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
impl fmt::Display for FromVecWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data provided is not nul terminated, or contains an interior nul byte")
    }
}
impl fmt::Display for IntoStringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("C string contained non-utf8 bytes")
    }
}
impl Error for NulError {}
impl Error for FromVecWithNulError {}
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
        unsafe {
            let mut len = 0;
            while *ptr.add(len) != 0 {
                len += 1;
            }
            let slice = ptr::slice_from_raw_parts_mut(ptr as *mut u8, len + 1);
            CString { inner: Box::from_raw(slice) }
        }
    }
    pub fn into_raw(self) -> *mut c_char {
        let me = ManuallyDrop::new(self);
        let inner: Box<[u8]> = unsafe { ptr::read(&me.inner) };
        Box::into_raw(inner) as *mut u8 as *mut c_char
    }
    pub fn into_string(self) -> Result<String, IntoStringError> {
        String::from_utf8(self.into_bytes()).map_err(|e| {
            let error = e.utf8_error();
            IntoStringError { inner: unsafe { CString::from_vec_unchecked(e.into_bytes()) }, error }
        })
    }
    pub fn into_bytes(self) -> Vec<u8> {
        let mut bytes = self.inner.into_vec();
        bytes.pop();
        bytes
    }
    pub fn into_bytes_with_nul(self) -> Vec<u8> {
        self.inner.into_vec()
    }
    pub fn as_bytes(&self) -> &[u8] {
        &self.inner[..self.inner.len() - 1]
    }
    pub fn as_bytes_with_nul(&self) -> &[u8] {
        &self.inner
    }
    pub fn as_c_str(&self) -> &CStr {
        unsafe { CStr::from_bytes_with_nul_unchecked(&self.inner) }
    }
    pub fn into_boxed_c_str(self) -> Box<CStr> {
        unsafe { Box::from_raw(Box::into_raw(self.inner) as *mut CStr) }
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
impl ToOwned for CStr {
    type Owned = CString;
    fn to_owned(&self) -> CString {
        CString { inner: self.to_bytes_with_nul().to_vec().into_boxed_slice() }
    }
}
impl From<&CStr> for CString {
    fn from(s: &CStr) -> CString {
        s.to_owned()
    }
}
impl From<CString> for Box<CStr> {
    fn from(s: CString) -> Box<CStr> {
        s.into_boxed_c_str()
    }
}
impl From<Box<CStr>> for CString {
    fn from(s: Box<CStr>) -> CString {
        s.into_c_string()
    }
}
impl CStr {
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.to_bytes())
    }
    pub fn into_c_string(self: Box<CStr>) -> CString {
        CString { inner: unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) } }
    }
}
