// Files: names and types only. Every operation answers that it is not supported.

use crate::fmt;
use crate::io::{self, Read, Seek, SeekFrom, Write};
use crate::path::{Path, PathBuf};

#[derive(Debug)]
pub struct File(());
#[derive(Clone, Debug)]
pub struct OpenOptions {
    read: bool,
    write: bool,
    append: bool,
    truncate: bool,
    create: bool,
    create_new: bool,
}
#[derive(Clone, Debug)]
pub struct Metadata(());
#[derive(Debug)]
pub struct ReadDir(());
#[derive(Debug)]
pub struct DirEntry(());
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct FileType(());
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Permissions(());

fn unsupported<T>() -> io::Result<T> {
    Err(io::Error::unsupported())
}
impl File {
    pub fn open<P: AsRef<Path>>(path: P) -> io::Result<File> {
        unsupported()
    }
    pub fn create<P: AsRef<Path>>(path: P) -> io::Result<File> {
        unsupported()
    }
    pub fn options() -> OpenOptions {
        OpenOptions::new()
    }
    pub fn metadata(&self) -> io::Result<Metadata> {
        unsupported()
    }
    pub fn set_len(&self, size: u64) -> io::Result<()> {
        unsupported()
    }
    pub fn sync_all(&self) -> io::Result<()> {
        unsupported()
    }
}
impl Read for File {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        unsupported()
    }
}
impl Write for File {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        unsupported()
    }
    fn flush(&mut self) -> io::Result<()> {
        unsupported()
    }
}
impl Seek for File {
    fn seek(&mut self, pos: SeekFrom) -> io::Result<u64> {
        unsupported()
    }
}
macro_rules! open_options {
    ($($name:ident)*) => { $(
        pub fn $name(&mut self, value: bool) -> &mut Self {
            self.$name = value;
            self
        }
    )* };
}
impl OpenOptions {
    pub fn new() -> OpenOptions {
        OpenOptions { read: false, write: false, append: false, truncate: false, create: false, create_new: false }
    }
    open_options! { read write append truncate create create_new }
    pub fn open<P: AsRef<Path>>(&self, path: P) -> io::Result<File> {
        unsupported()
    }
}
impl Metadata {
    pub fn len(&self) -> u64 {
        0
    }
    pub fn is_file(&self) -> bool {
        false
    }
    pub fn is_dir(&self) -> bool {
        false
    }
    pub fn file_type(&self) -> FileType {
        FileType(())
    }
}
impl FileType {
    pub fn is_file(&self) -> bool {
        false
    }
    pub fn is_dir(&self) -> bool {
        false
    }
    pub fn is_symlink(&self) -> bool {
        false
    }
}
impl DirEntry {
    pub fn path(&self) -> PathBuf {
        PathBuf::new()
    }
    pub fn file_name(&self) -> crate::ffi::OsString {
        crate::ffi::OsString::new()
    }
    pub fn metadata(&self) -> io::Result<Metadata> {
        unsupported()
    }
    pub fn file_type(&self) -> io::Result<FileType> {
        unsupported()
    }
}
impl Iterator for ReadDir {
    type Item = io::Result<DirEntry>;
    fn next(&mut self) -> Option<io::Result<DirEntry>> {
        None
    }
}
macro_rules! path_functions {
    ($($name:ident -> $t:ty;)*) => { $(
        pub fn $name<P: AsRef<Path>>(path: P) -> io::Result<$t> { unsupported() }
    )* };
}
path_functions! {
    read -> Vec<u8>;
    read_to_string -> String;
    remove_file -> ();
    create_dir -> ();
    create_dir_all -> ();
    remove_dir -> ();
    remove_dir_all -> ();
    read_dir -> ReadDir;
    read_link -> PathBuf;
    metadata -> Metadata;
    symlink_metadata -> Metadata;
    canonicalize -> PathBuf;
    exists -> bool;
}
pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(path: P, contents: C) -> io::Result<()> {
    unsupported()
}
pub fn rename<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<()> {
    unsupported()
}
pub fn copy<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<u64> {
    unsupported()
}
pub fn hard_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    unsupported()
}
