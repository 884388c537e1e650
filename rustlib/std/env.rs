// Arguments and environment variables.

use core::intrinsics;

use crate::error::Error;
use crate::ffi::{CStr, OsStr, OsString};
use crate::fmt;
use crate::io;
use crate::path::PathBuf;

pub struct Args {
    next: usize,
    end: usize,
}
pub struct ArgsOs {
    inner: Args,
}
pub fn args() -> Args {
    Args { next: 0, end: intrinsics::assay_args_count() }
}
pub fn args_os() -> ArgsOs {
    ArgsOs { inner: args() }
}
fn argument(index: usize) -> String {
    let raw = intrinsics::assay_arg(index);
    let text = unsafe { CStr::from_ptr(raw as *const core::ffi::c_char) };
    String::from(text.to_str().expect("argument is not valid UTF-8"))
}
impl Iterator for Args {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        Some(argument(self.next - 1))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}
impl DoubleEndedIterator for Args {
    fn next_back(&mut self) -> Option<String> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        Some(argument(self.end))
    }
}
impl ExactSizeIterator for Args {}
impl fmt::Debug for Args {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Args").finish_non_exhaustive()
    }
}
impl Iterator for ArgsOs {
    type Item = OsString;
    fn next(&mut self) -> Option<OsString> {
        self.inner.next().map(OsString::from)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl ExactSizeIterator for ArgsOs {}

#[derive(Debug, PartialEq, Eq, Clone)]
pub enum VarError {
    NotPresent,
    NotUnicode(OsString),
}
impl fmt::Display for VarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VarError::NotPresent => f.write_str("environment variable not found"),
            VarError::NotUnicode(s) => write!(f, "environment variable was not valid unicode: {s:?}"),
        }
    }
}
impl Error for VarError {}
pub fn var<K: AsRef<OsStr>>(key: K) -> Result<String, VarError> {
    match var_os(key) {
        Some(value) => value.into_string().map_err(VarError::NotUnicode),
        None => Err(VarError::NotPresent),
    }
}
pub fn var_os<K: AsRef<OsStr>>(key: K) -> Option<OsString> {
    let name = key.as_ref().as_encoded_bytes();
    let mut len = 0;
    unsafe {
        let value = intrinsics::assay_env(name.as_ptr(), name.len(), &raw mut len);
        if value.is_null() {
            return None;
        }
        let bytes = crate::slice::from_raw_parts(value, len).to_vec();
        Some(OsString::from_encoded_bytes_unchecked(bytes))
    }
}
pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(key: K, value: V) {
    panic!("changing the environment is not supported")
}
pub unsafe fn remove_var<K: AsRef<OsStr>>(key: K) {
    panic!("changing the environment is not supported")
}
pub fn current_dir() -> io::Result<PathBuf> {
    Err(io::Error::unsupported())
}
pub fn current_exe() -> io::Result<PathBuf> {
    Err(io::Error::unsupported())
}
pub fn temp_dir() -> PathBuf {
    PathBuf::from("/tmp")
}
pub mod consts {
    pub const ARCH: &str = "x86_64";
    pub const FAMILY: &str = "unix";
    pub const OS: &str = "linux";
    pub const DLL_PREFIX: &str = "lib";
    pub const DLL_SUFFIX: &str = ".so";
    pub const DLL_EXTENSION: &str = "so";
    pub const EXE_SUFFIX: &str = "";
    pub const EXE_EXTENSION: &str = "";
}
