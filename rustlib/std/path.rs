// Paths as text; nothing here asks the system.

use crate::borrow::{Borrow, Cow, ToOwned};
use crate::ffi::{OsStr, OsString};
use crate::fmt;
use crate::io;
use crate::ops::Deref;
use crate::prelude::rust_2021::*;
use crate::string::String;

pub const MAIN_SEPARATOR: char = '/';
pub const MAIN_SEPARATOR_STR: &str = "/";

#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Path {
    inner: OsStr,
}
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PathBuf {
    inner: OsString,
}
pub struct Display<'a> {
    path: &'a Path,
}
impl Path {
    pub fn new<S: AsRef<OsStr> + ?Sized>(s: &S) -> &Path {
        unsafe { &*(s.as_ref() as *const OsStr as *const Path) }
    }
    pub fn as_os_str(&self) -> &OsStr {
        &self.inner
    }
    pub fn to_str(&self) -> Option<&str> {
        self.inner.to_str()
    }
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        self.inner.to_string_lossy()
    }
    pub fn to_path_buf(&self) -> PathBuf {
        PathBuf { inner: self.inner.to_os_string() }
    }
    pub fn is_absolute(&self) -> bool {
        self.inner.as_encoded_bytes().first() == Some(&b'/')
    }
    pub fn is_relative(&self) -> bool {
        !self.is_absolute()
    }
    fn text(&self) -> &str {
        self.to_str().unwrap_or("")
    }
    pub fn parent(&self) -> Option<&Path> {
        let text = self.text().trim_end_matches('/');
        match text.rfind('/') {
            Some(0) => Some(Path::new("/")),
            Some(i) => Some(Path::new(&text[..i])),
            None if text.is_empty() => None,
            None => Some(Path::new("")),
        }
    }
    pub fn file_name(&self) -> Option<&OsStr> {
        let text = self.text().trim_end_matches('/');
        let name = match text.rfind('/') {
            Some(i) => &text[i + 1..],
            None => text,
        };
        if name.is_empty() || name == ".." { None } else { Some(OsStr::new(name)) }
    }
    pub fn extension(&self) -> Option<&OsStr> {
        let name = self.file_name()?.to_str()?;
        match name.rfind('.') {
            Some(i) if i > 0 => Some(OsStr::new(&name[i + 1..])),
            _ => None,
        }
    }
    pub fn join<P: AsRef<Path>>(&self, path: P) -> PathBuf {
        let mut buf = self.to_path_buf();
        buf.push(path);
        buf
    }
    pub fn display(&self) -> Display<'_> {
        Display { path: self }
    }
    pub fn exists(&self) -> bool {
        crate::fs::unsupported()
    }
    pub fn is_file(&self) -> bool {
        crate::fs::unsupported()
    }
    pub fn is_dir(&self) -> bool {
        crate::fs::unsupported()
    }
}
impl PathBuf {
    pub const fn new() -> PathBuf {
        PathBuf { inner: OsString::new() }
    }
    pub fn as_path(&self) -> &Path {
        self
    }
    pub fn push<P: AsRef<Path>>(&mut self, path: P) {
        let path = path.as_ref();
        if path.is_absolute() {
            *self = path.to_path_buf();
            return;
        }
        if !self.inner.is_empty() && self.inner.as_encoded_bytes().last() != Some(&b'/') {
            self.inner.push("/");
        }
        self.inner.push(&path.inner);
    }
    pub fn into_os_string(self) -> OsString {
        self.inner
    }
}
pub fn absolute<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    if path.as_ref().is_absolute() { Ok(path.as_ref().to_path_buf()) } else { crate::fs::unsupported() }
}
impl Deref for PathBuf {
    type Target = Path;
    fn deref(&self) -> &Path {
        Path::new(&self.inner)
    }
}
impl Borrow<Path> for PathBuf {
    fn borrow(&self) -> &Path {
        self
    }
}
impl ToOwned for Path {
    type Owned = PathBuf;
    fn to_owned(&self) -> PathBuf {
        self.to_path_buf()
    }
}
impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.inner, f)
    }
}
impl fmt::Debug for PathBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.path.to_string_lossy())
    }
}
impl<T: ?Sized + AsRef<OsStr>> From<&T> for PathBuf {
    fn from(s: &T) -> PathBuf {
        PathBuf { inner: s.as_ref().to_os_string() }
    }
}
impl From<String> for PathBuf {
    fn from(s: String) -> PathBuf {
        PathBuf { inner: OsString::from(s) }
    }
}
impl From<OsString> for PathBuf {
    fn from(inner: OsString) -> PathBuf {
        PathBuf { inner }
    }
}
macro_rules! as_ref_path {
    ($($t:ty)*) => { $(
        impl AsRef<Path> for $t {
            fn as_ref(&self) -> &Path { Path::new(self) }
        }
    )* };
}
as_ref_path! { str String OsStr OsString }
impl AsRef<Path> for Path {
    fn as_ref(&self) -> &Path {
        self
    }
}
impl AsRef<Path> for PathBuf {
    fn as_ref(&self) -> &Path {
        self
    }
}
impl AsRef<OsStr> for Path {
    fn as_ref(&self) -> &OsStr {
        &self.inner
    }
}
impl AsRef<OsStr> for PathBuf {
    fn as_ref(&self) -> &OsStr {
        &self.inner
    }
}
