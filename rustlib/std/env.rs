// Arguments and environment variables.

use crate::error::Error;
use crate::ffi::{CStr, OsStr, OsString};
use crate::fmt;
use crate::io;
use crate::path::{Path, PathBuf};
use crate::prelude::rust_2021::*;
use crate::string::String;
use core::intrinsics;

#[derive(Debug, PartialEq, Eq, Clone)]
pub enum VarError {
    NotPresent,
    NotUnicode(OsString),
}
impl fmt::Display for VarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VarError::NotPresent => f.write_str("environment variable not found"),
            VarError::NotUnicode(_) => f.write_str("environment variable was not valid unicode"),
        }
    }
}
impl Error for VarError {}
pub fn var<K: AsRef<OsStr>>(key: K) -> Result<String, VarError> {
    match var_os(key) {
        Some(s) => s.into_string().map_err(VarError::NotUnicode),
        None => Err(VarError::NotPresent),
    }
}
pub fn var_os<K: AsRef<OsStr>>(key: K) -> Option<OsString> {
    let key = key.as_ref().as_encoded_bytes();
    let mut len = 0;
    let value = unsafe { intrinsics::assay_env(key.as_ptr(), key.len(), &mut len) };
    if value.is_null() {
        return None;
    }
    let bytes = unsafe { crate::slice::from_raw_parts(value, len) };
    Some(unsafe { OsStr::from_encoded_bytes_unchecked(bytes) }.to_os_string())
}
pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(_key: K, _value: V) {
    crate::fs::unsupported()
}
pub unsafe fn remove_var<K: AsRef<OsStr>>(_key: K) {
    crate::fs::unsupported()
}

pub struct Args {
    next: usize,
    end: usize,
}
pub struct ArgsOs(Args);
pub fn args() -> Args {
    Args { next: 0, end: intrinsics::assay_args_count() }
}
pub fn args_os() -> ArgsOs {
    ArgsOs(args())
}
impl Iterator for Args {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        if self.next == self.end {
            return None;
        }
        let arg = unsafe { CStr::from_ptr(intrinsics::assay_arg(self.next) as *const i8) };
        self.next += 1;
        Some(String::from_utf8_lossy(arg.to_bytes()).into_owned())
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}
impl ExactSizeIterator for Args {}
impl Iterator for ArgsOs {
    type Item = OsString;
    fn next(&mut self) -> Option<OsString> {
        self.0.next().map(OsString::from)
    }
}
pub fn current_dir() -> io::Result<PathBuf> {
    crate::fs::unsupported()
}
pub fn current_exe() -> io::Result<PathBuf> {
    crate::fs::unsupported()
}
pub fn set_current_dir<P: AsRef<Path>>(_path: P) -> io::Result<()> {
    crate::fs::unsupported()
}
pub fn temp_dir() -> PathBuf {
    PathBuf::from("/tmp")
}
pub mod consts {
    pub const ARCH: &str = "x86_64";
    pub const FAMILY: &str = "unix";
    pub const OS: &str = "linux";
}
