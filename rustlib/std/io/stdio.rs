// The standard streams. Output goes to the machine unbuffered; locks are re-entrant because there is nothing to protect.

use super::error::Result;
use super::traits::{BufRead, Read, Write};
use crate::fmt;
use crate::marker::PhantomData;
use crate::prelude::rust_2021::*;
use crate::string::String;
use core::intrinsics;

fn write_bytes(fd: i32, bytes: &[u8]) {
    if !bytes.is_empty() {
        unsafe { intrinsics::assay_write(fd, bytes.as_ptr(), bytes.len()) }
    }
}
struct Raw(i32);
impl fmt::Write for Raw {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        write_bytes(self.0, s.as_bytes());
        Ok(())
    }
}
#[doc(hidden)]
pub fn _print_text(text: &str, fd: i32) {
    write_bytes(fd, text.as_bytes())
}
#[doc(hidden)]
#[track_caller]
pub fn _print(args: fmt::Arguments<'_>) {
    if fmt::write(&mut Raw(1), args).is_err() {
        panic!("failed printing to stdout: formatter error");
    }
}
#[doc(hidden)]
#[track_caller]
pub fn _eprint(args: fmt::Arguments<'_>) {
    if fmt::write(&mut Raw(2), args).is_err() {
        panic!("failed printing to stderr: formatter error");
    }
}

pub trait IsTerminal {
    fn is_terminal(&self) -> bool;
}
macro_rules! streams {
    ($($Stream:ident $Lock:ident $make:ident $fd:literal;)*) => { $(
        #[derive(Debug)]
        pub struct $Stream(());
        #[derive(Debug)]
        pub struct $Lock<'a>(PhantomData<&'a ()>);
        pub fn $make() -> $Stream { $Stream(()) }
        impl $Stream {
            pub fn lock(&self) -> $Lock<'static> { $Lock(PhantomData) }
        }
        impl Write for $Stream {
            fn write(&mut self, buf: &[u8]) -> Result<usize> { write_bytes($fd, buf); Ok(buf.len()) }
            fn flush(&mut self) -> Result<()> { Ok(()) }
        }
        impl Write for &$Stream {
            fn write(&mut self, buf: &[u8]) -> Result<usize> { write_bytes($fd, buf); Ok(buf.len()) }
            fn flush(&mut self) -> Result<()> { Ok(()) }
        }
        impl Write for $Lock<'_> {
            fn write(&mut self, buf: &[u8]) -> Result<usize> { write_bytes($fd, buf); Ok(buf.len()) }
            fn flush(&mut self) -> Result<()> { Ok(()) }
        }
        impl IsTerminal for $Stream {
            fn is_terminal(&self) -> bool { false }
        }
    )* };
}
streams! { Stdout StdoutLock stdout 1; Stderr StderrLock stderr 2; }

// Standard input is always at its end.
pub struct Stdin(());
pub struct StdinLock<'a>(PhantomData<&'a ()>);
pub fn stdin() -> Stdin {
    Stdin(())
}
impl Stdin {
    pub fn lock(&self) -> StdinLock<'static> {
        StdinLock(PhantomData)
    }
    pub fn read_line(&self, _buf: &mut String) -> Result<usize> {
        Ok(0)
    }
}
impl Read for Stdin {
    fn read(&mut self, _buf: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
impl Read for StdinLock<'_> {
    fn read(&mut self, _buf: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
impl BufRead for StdinLock<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(&[])
    }
    fn consume(&mut self, _amount: usize) {}
}
impl IsTerminal for Stdin {
    fn is_terminal(&self) -> bool {
        false
    }
}
