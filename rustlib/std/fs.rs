// Files exist in name only: every call ends in the machine's "unsupported".

use crate::io::{self, Read, Seek, SeekFrom, Write};
use crate::path::{Path, PathBuf};
use crate::prelude::rust_2021::*;
use crate::string::String;
use crate::vec::Vec;

unsafe extern "C" {
    // Nobody defines this function.
    fn assay_file_system() -> !;
}
pub(crate) fn unsupported() -> ! {
    unsafe { assay_file_system() }
}

#[derive(Debug)]
pub struct File(());
#[derive(Clone)]
pub struct Metadata(());
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Permissions(());
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct FileType(());
#[derive(Clone, Debug)]
pub struct OpenOptions(());
pub struct DirEntry(());
pub struct ReadDir(());
#[derive(Copy, Clone, Debug, Default)]
pub struct FileTimes(());
#[derive(Debug)]
pub struct DirBuilder(());

impl File {
    pub fn open<P: AsRef<Path>>(_path: P) -> io::Result<File> {
        unsupported()
    }
    pub fn create<P: AsRef<Path>>(_path: P) -> io::Result<File> {
        unsupported()
    }
    pub fn metadata(&self) -> io::Result<Metadata> {
        unsupported()
    }
    pub fn set_len(&self, _size: u64) -> io::Result<()> {
        unsupported()
    }
    pub fn sync_all(&self) -> io::Result<()> {
        unsupported()
    }
}
impl Read for File {
    fn read(&mut self, _buf: &mut [u8]) -> io::Result<usize> {
        unsupported()
    }
}
impl Write for File {
    fn write(&mut self, _buf: &[u8]) -> io::Result<usize> {
        unsupported()
    }
    fn flush(&mut self) -> io::Result<()> {
        unsupported()
    }
}
impl Seek for File {
    fn seek(&mut self, _pos: SeekFrom) -> io::Result<u64> {
        unsupported()
    }
}
impl OpenOptions {
    pub fn new() -> OpenOptions {
        OpenOptions(())
    }
    pub fn read(&mut self, _on: bool) -> &mut OpenOptions {
        self
    }
    pub fn write(&mut self, _on: bool) -> &mut OpenOptions {
        self
    }
    pub fn append(&mut self, _on: bool) -> &mut OpenOptions {
        self
    }
    pub fn truncate(&mut self, _on: bool) -> &mut OpenOptions {
        self
    }
    pub fn create(&mut self, _on: bool) -> &mut OpenOptions {
        self
    }
    pub fn create_new(&mut self, _on: bool) -> &mut OpenOptions {
        self
    }
    pub fn open<P: AsRef<Path>>(&self, _path: P) -> io::Result<File> {
        unsupported()
    }
}
impl Metadata {
    pub fn len(&self) -> u64 {
        unsupported()
    }
    pub fn is_dir(&self) -> bool {
        unsupported()
    }
    pub fn is_file(&self) -> bool {
        unsupported()
    }
    pub fn file_type(&self) -> FileType {
        unsupported()
    }
    pub fn permissions(&self) -> Permissions {
        unsupported()
    }
}
pub fn read<P: AsRef<Path>>(_path: P) -> io::Result<Vec<u8>> {
    unsupported()
}
pub fn read_to_string<P: AsRef<Path>>(_path: P) -> io::Result<String> {
    unsupported()
}
pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(_path: P, _contents: C) -> io::Result<()> {
    unsupported()
}
pub fn metadata<P: AsRef<Path>>(_path: P) -> io::Result<Metadata> {
    unsupported()
}
pub fn symlink_metadata<P: AsRef<Path>>(_path: P) -> io::Result<Metadata> {
    unsupported()
}
pub fn remove_file<P: AsRef<Path>>(_path: P) -> io::Result<()> {
    unsupported()
}
pub fn remove_dir<P: AsRef<Path>>(_path: P) -> io::Result<()> {
    unsupported()
}
pub fn remove_dir_all<P: AsRef<Path>>(_path: P) -> io::Result<()> {
    unsupported()
}
pub fn create_dir<P: AsRef<Path>>(_path: P) -> io::Result<()> {
    unsupported()
}
pub fn create_dir_all<P: AsRef<Path>>(_path: P) -> io::Result<()> {
    unsupported()
}
pub fn rename<P: AsRef<Path>, Q: AsRef<Path>>(_from: P, _to: Q) -> io::Result<()> {
    unsupported()
}
pub fn copy<P: AsRef<Path>, Q: AsRef<Path>>(_from: P, _to: Q) -> io::Result<u64> {
    unsupported()
}
pub fn canonicalize<P: AsRef<Path>>(_path: P) -> io::Result<PathBuf> {
    unsupported()
}
pub fn read_link<P: AsRef<Path>>(_path: P) -> io::Result<PathBuf> {
    unsupported()
}
pub fn read_dir<P: AsRef<Path>>(_path: P) -> io::Result<ReadDir> {
    unsupported()
}
