// Paths, with `/` between their parts.

use crate::borrow::{Borrow, Cow, ToOwned};
use crate::cmp::Ordering;
use crate::convert::Infallible;
use crate::ffi::{OsStr, OsString};
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::iter::FusedIterator;
use crate::ops::Deref;
use crate::str::FromStr;

pub const MAIN_SEPARATOR: char = '/';
pub const MAIN_SEPARATOR_STR: &str = "/";
pub fn is_separator(c: char) -> bool {
    c == '/'
}

#[repr(transparent)]
pub struct Path {
    inner: OsStr,
}
#[derive(Clone)]
pub struct PathBuf {
    inner: OsString,
}
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Component<'a> {
    RootDir,
    CurDir,
    ParentDir,
    Normal(&'a OsStr),
}
impl<'a> Component<'a> {
    pub fn as_os_str(self) -> &'a OsStr {
        match self {
            Component::RootDir => OsStr::new("/"),
            Component::CurDir => OsStr::new("."),
            Component::ParentDir => OsStr::new(".."),
            Component::Normal(part) => part,
        }
    }
}
#[derive(Clone, Debug)]
pub struct Components<'a> {
    rest: &'a [u8],
    rooted: bool,
    at_start: bool,
}
fn os(bytes: &[u8]) -> &OsStr {
    unsafe { OsStr::from_encoded_bytes_unchecked(bytes) }
}
impl<'a> Components<'a> {
    pub fn as_path(&self) -> &'a Path {
        Path::new(os(self.rest))
    }
}
impl<'a> Iterator for Components<'a> {
    type Item = Component<'a>;
    fn next(&mut self) -> Option<Component<'a>> {
        if self.at_start && self.rooted {
            self.at_start = false;
            self.rest = &self.rest[1..];
            return Some(Component::RootDir);
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let end = self.rest.iter().position(|&b| b == b'/').unwrap_or(self.rest.len());
            let part = &self.rest[..end];
            let skip = if end < self.rest.len() { end + 1 } else { end };
            self.rest = &self.rest[skip..];
            let first = self.at_start;
            self.at_start = false;
            match part {
                b"" => {}
                b"." if first => return Some(Component::CurDir),
                b"." => {}
                b".." => return Some(Component::ParentDir),
                _ => return Some(Component::Normal(os(part))),
            }
        }
    }
}
impl<'a> DoubleEndedIterator for Components<'a> {
    fn next_back(&mut self) -> Option<Component<'a>> {
        let all: Vec<Component<'a>> = self.clone().collect();
        let last = *all.last()?;
        // What is left in front of the last part.
        let mut keep = self.rest.len();
        while keep > 0 && self.rest[keep - 1] == b'/' {
            keep -= 1;
        }
        let width = last.as_os_str().len();
        self.rest = &self.rest[..if keep >= width { keep - width } else { 0 }];
        if last == Component::RootDir {
            self.rooted = false;
        }
        Some(last)
    }
}
impl FusedIterator for Components<'_> {}

impl Path {
    pub fn new<S: AsRef<OsStr> + ?Sized>(s: &S) -> &Path {
        unsafe { &*(s.as_ref() as *const OsStr as *const Path) }
    }
    pub fn as_os_str(&self) -> &OsStr {
        &self.inner
    }
    fn bytes(&self) -> &[u8] {
        self.inner.as_encoded_bytes()
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
        self.has_root()
    }
    pub fn is_relative(&self) -> bool {
        !self.has_root()
    }
    pub fn has_root(&self) -> bool {
        self.bytes().first() == Some(&b'/')
    }
    pub fn components(&self) -> Components<'_> {
        Components { rest: self.bytes(), rooted: self.has_root(), at_start: true }
    }
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.components())
    }
    pub fn parent(&self) -> Option<&Path> {
        let bytes = self.bytes();
        let mut end = bytes.len();
        while end > 1 && bytes[end - 1] == b'/' {
            end -= 1;
        }
        if end == 0 || (end == 1 && bytes[0] == b'/') {
            return None;
        }
        while end > 0 && bytes[end - 1] != b'/' {
            end -= 1;
        }
        while end > 1 && bytes[end - 1] == b'/' {
            end -= 1;
        }
        Some(Path::new(os(&bytes[..end])))
    }
    pub fn file_name(&self) -> Option<&OsStr> {
        match self.components().last() {
            Some(Component::Normal(name)) => Some(name),
            _ => None,
        }
    }
    fn split_name(&self) -> Option<(&[u8], Option<&[u8]>)> {
        let name = self.file_name()?.as_encoded_bytes();
        match name.iter().rposition(|&b| b == b'.') {
            Some(dot) if dot > 0 => Some((&name[..dot], Some(&name[dot + 1..]))),
            _ => Some((name, None)),
        }
    }
    pub fn file_stem(&self) -> Option<&OsStr> {
        Some(os(self.split_name()?.0))
    }
    pub fn extension(&self) -> Option<&OsStr> {
        Some(os(self.split_name()?.1?))
    }
    pub fn join<P: AsRef<Path>>(&self, path: P) -> PathBuf {
        let mut buf = self.to_path_buf();
        buf.push(path);
        buf
    }
    pub fn with_file_name<S: AsRef<OsStr>>(&self, name: S) -> PathBuf {
        match self.parent() {
            Some(parent) => parent.join(Path::new(name.as_ref())),
            None => PathBuf::from(name.as_ref()),
        }
    }
    pub fn with_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf {
        let mut buf = self.to_path_buf();
        buf.set_extension(extension);
        buf
    }
    pub fn strip_prefix<P: AsRef<Path>>(&self, base: P) -> Result<&Path, StripPrefixError> {
        let mut mine = self.components();
        for part in base.as_ref().components() {
            if mine.next() != Some(part) {
                return Err(StripPrefixError(()));
            }
        }
        Ok(mine.as_path())
    }
    pub fn ends_with<P: AsRef<Path>>(&self, child: P) -> bool {
        let mine: Vec<Component<'_>> = self.components().collect();
        let other: Vec<Component<'_>> = child.as_ref().components().collect();
        mine.ends_with(&other)
    }
    pub fn ancestors(&self) -> Ancestors<'_> {
        Ancestors { next: Some(self) }
    }
    pub fn starts_with<P: AsRef<Path>>(&self, base: P) -> bool {
        let mut mine = self.components();
        for part in base.as_ref().components() {
            if mine.next() != Some(part) {
                return false;
            }
        }
        true
    }
    pub fn display(&self) -> Display<'_> {
        Display { path: self }
    }
    pub fn exists(&self) -> bool {
        false
    }
    pub fn is_file(&self) -> bool {
        false
    }
    pub fn is_dir(&self) -> bool {
        false
    }
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripPrefixError(());
impl fmt::Display for StripPrefixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("prefix not found")
    }
}
impl crate::error::Error for StripPrefixError {}
#[derive(Copy, Clone, Debug)]
pub struct Ancestors<'a> {
    next: Option<&'a Path>,
}
impl<'a> Iterator for Ancestors<'a> {
    type Item = &'a Path;
    fn next(&mut self) -> Option<&'a Path> {
        let next = self.next;
        self.next = next.and_then(Path::parent);
        next
    }
}
pub struct Iter<'a>(Components<'a>);
impl<'a> Iterator for Iter<'a> {
    type Item = &'a OsStr;
    fn next(&mut self) -> Option<&'a OsStr> {
        self.0.next().map(Component::as_os_str)
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
            self.inner.clear();
        } else if !self.inner.is_empty() && self.bytes().last() != Some(&b'/') {
            self.inner.push("/");
        }
        self.inner.push(path.as_os_str());
    }
    pub fn pop(&mut self) -> bool {
        match self.parent().map(|p| p.to_path_buf()) {
            Some(parent) => {
                *self = parent;
                true
            }
            None => false,
        }
    }
    pub fn set_file_name<S: AsRef<OsStr>>(&mut self, name: S) {
        *self = self.with_file_name(name);
    }
    pub fn set_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool {
        let Some(stem) = self.file_stem().map(|s| s.to_os_string()) else { return false };
        let mut name = stem;
        let extension = extension.as_ref();
        if !extension.is_empty() {
            name.push(".");
            name.push(extension);
        }
        self.set_file_name(name);
        true
    }
    pub fn into_os_string(self) -> OsString {
        self.inner
    }
}
pub struct Display<'a> {
    path: &'a Path,
}
impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.path.to_string_lossy(), f)
    }
}
impl fmt::Debug for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.path, f)
    }
}
impl Deref for PathBuf {
    type Target = Path;
    fn deref(&self) -> &Path {
        Path::new(&self.inner)
    }
}
impl Default for PathBuf {
    fn default() -> PathBuf {
        PathBuf::new()
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
impl PartialEq for Path {
    fn eq(&self, other: &Path) -> bool {
        self.components().eq(other.components())
    }
}
impl Eq for Path {}
impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Path) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Path {
    fn cmp(&self, other: &Path) -> Ordering {
        self.components().cmp(other.components())
    }
}
impl Hash for Path {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for part in self.components() {
            part.hash(state);
        }
    }
}
impl PartialEq for PathBuf {
    fn eq(&self, other: &PathBuf) -> bool {
        **self == **other
    }
}
impl Eq for PathBuf {}
impl PartialOrd for PathBuf {
    fn partial_cmp(&self, other: &PathBuf) -> Option<Ordering> {
        Some((**self).cmp(&**other))
    }
}
impl Ord for PathBuf {
    fn cmp(&self, other: &PathBuf) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl Hash for PathBuf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
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
impl<T: ?Sized + AsRef<OsStr>> From<&T> for PathBuf {
    fn from(s: &T) -> PathBuf {
        PathBuf { inner: s.as_ref().to_os_string() }
    }
}
impl From<OsString> for PathBuf {
    fn from(s: OsString) -> PathBuf {
        PathBuf { inner: s }
    }
}
impl From<String> for PathBuf {
    fn from(s: String) -> PathBuf {
        PathBuf { inner: OsString::from(s) }
    }
}
impl FromStr for PathBuf {
    type Err = Infallible;
    fn from_str(s: &str) -> Result<PathBuf, Infallible> {
        Ok(PathBuf::from(s))
    }
}
macro_rules! as_ref_path {
    ($($t:ty)*) => { $(
        impl AsRef<Path> for $t {
            fn as_ref(&self) -> &Path { Path::new(self) }
        }
    )* };
}
as_ref_path! { OsStr OsString str String }
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
