// `Cursor`: a buffer in memory with a position.

use super::{BufRead, Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};

#[derive(Debug, Default, Eq, PartialEq, Clone)]
pub struct Cursor<T> {
    inner: T,
    pos: u64,
}
impl<T> Cursor<T> {
    pub const fn new(inner: T) -> Cursor<T> {
        Cursor { pos: 0, inner }
    }
    pub fn into_inner(self) -> T {
        self.inner
    }
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }
    pub const fn position(&self) -> u64 {
        self.pos
    }
    pub const fn set_position(&mut self, pos: u64) {
        self.pos = pos;
    }
}
impl<T: AsRef<[u8]>> Cursor<T> {
    fn rest(&self) -> &[u8] {
        let all = self.inner.as_ref();
        let start = if self.pos < all.len() as u64 { self.pos as usize } else { all.len() };
        &all[start..]
    }
}
impl<T: AsRef<[u8]>> Seek for Cursor<T> {
    fn seek(&mut self, style: SeekFrom) -> Result<u64> {
        let (base, offset) = match style {
            SeekFrom::Start(n) => {
                self.pos = n;
                return Ok(n);
            }
            SeekFrom::End(n) => (self.inner.as_ref().len() as u64, n),
            SeekFrom::Current(n) => (self.pos, n),
        };
        match base.checked_add_signed(offset) {
            Some(n) => {
                self.pos = n;
                Ok(n)
            }
            None => {
                Err(Error::with_message(ErrorKind::InvalidInput, "invalid seek to a negative or overflowing position"))
            }
        }
    }
}
impl<T: AsRef<[u8]>> Read for Cursor<T> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let mut rest = self.rest();
        let n = Read::read(&mut rest, buf)?;
        self.pos += n as u64;
        Ok(n)
    }
}
impl<T: AsRef<[u8]>> BufRead for Cursor<T> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(self.rest())
    }
    fn consume(&mut self, amount: usize) {
        self.pos += amount as u64;
    }
}
fn write_fixed(pos: &mut u64, target: &mut [u8], buf: &[u8]) -> usize {
    let start = if *pos < target.len() as u64 { *pos as usize } else { target.len() };
    let room = target.len() - start;
    let n = if buf.len() < room { buf.len() } else { room };
    target[start..start + n].copy_from_slice(&buf[..n]);
    *pos += n as u64;
    n
}
fn write_growing(pos: &mut u64, target: &mut Vec<u8>, buf: &[u8]) -> usize {
    let start = *pos as usize;
    let end = start + buf.len();
    if target.len() < end {
        target.resize(end, 0);
    }
    target[start..end].copy_from_slice(buf);
    *pos = end as u64;
    buf.len()
}
macro_rules! cursor_writes {
    ($([$($g:tt)*] $t:ty, $how:ident, |$inner:ident| $target:expr;)*) => { $(
        impl<$($g)*> Write for Cursor<$t> {
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                let $inner = &mut self.inner;
                Ok($how(&mut self.pos, $target, buf))
            }
            fn flush(&mut self) -> Result<()> { Ok(()) }
        }
    )* };
}
cursor_writes! {
    [] &mut [u8], write_fixed, |inner| inner;
    [] Box<[u8]>, write_fixed, |inner| inner;
    [const N: usize] [u8; N], write_fixed, |inner| inner;
    [] Vec<u8>, write_growing, |inner| inner;
    [] &mut Vec<u8>, write_growing, |inner| inner;
}
