// Buffered readers and writers.

use super::error::Result;
use super::traits::{BufRead, Read, Write};
use crate::prelude::rust_2021::*;
use crate::vec::Vec;

pub struct BufReader<R> {
    inner: R,
    buf: Vec<u8>,
    pos: usize,
}
impl<R: Read> BufReader<R> {
    pub fn new(inner: R) -> BufReader<R> {
        BufReader { inner, buf: Vec::new(), pos: 0 }
    }
    pub fn with_capacity(_capacity: usize, inner: R) -> BufReader<R> {
        BufReader::new(inner)
    }
    pub fn get_ref(&self) -> &R {
        &self.inner
    }
    pub fn into_inner(self) -> R {
        self.inner
    }
}
impl<R: Read> Read for BufReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let n = {
            let mut rest = self.fill_buf()?;
            rest.read(buf)?
        };
        self.consume(n);
        Ok(n)
    }
}
impl<R: Read> BufRead for BufReader<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.pos == self.buf.len() {
            self.buf.resize(1024, 0);
            self.pos = 0;
            let n = self.inner.read(&mut self.buf)?;
            self.buf.truncate(n);
        }
        Ok(&self.buf[self.pos..])
    }
    fn consume(&mut self, amount: usize) {
        self.pos += amount;
    }
}
pub struct BufWriter<W: Write> {
    inner: W,
    buf: Vec<u8>,
}
pub type LineWriter<W> = BufWriter<W>;
impl<W: Write> BufWriter<W> {
    pub fn new(inner: W) -> BufWriter<W> {
        BufWriter { inner, buf: Vec::new() }
    }
    pub fn with_capacity(_capacity: usize, inner: W) -> BufWriter<W> {
        BufWriter::new(inner)
    }
    pub fn get_ref(&self) -> &W {
        &self.inner
    }
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }
    fn flush_buf(&mut self) -> Result<()> {
        let buf = crate::mem::take(&mut self.buf);
        self.inner.write_all(&buf)
    }
}
impl<W: Write> Write for BufWriter<W> {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        self.buf.extend_from_slice(buf);
        if self.buf.len() > 8192 {
            self.flush_buf()?;
        }
        Ok(buf.len())
    }
    fn flush(&mut self) -> Result<()> {
        self.flush_buf()?;
        self.inner.flush()
    }
}
impl<W: Write> Drop for BufWriter<W> {
    fn drop(&mut self) {
        let _ = self.flush_buf();
    }
}
