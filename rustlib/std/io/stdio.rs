// The standard streams. Output goes to the machine at once; the locks keep lines of different threads apart.

use super::{BufRead, IsTerminal, Lines, Read, Result, Write};
use crate::fmt;
use crate::marker::PhantomData;
use crate::sync::{ReentrantLock, ReentrantLockGuard};
use crate::sys;

macro_rules! output_stream {
    ($Stream:ident $Lock:ident $get:ident $LOCK:ident $fd:literal) => {
        static $LOCK: ReentrantLock<()> = ReentrantLock::new(());
        pub struct $Stream(());
        pub struct $Lock<'a> {
            _guard: ReentrantLockGuard<'a, ()>,
        }
        pub fn $get() -> $Stream {
            $Stream(())
        }
        impl $Stream {
            pub fn lock(&self) -> $Lock<'static> {
                $Lock { _guard: $LOCK.lock() }
            }
        }
        impl Write for $Lock<'_> {
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                sys::write_bytes($fd, buf);
                Ok(buf.len())
            }
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
        impl Write for $Stream {
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                self.lock().write(buf)
            }
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
            fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
                self.lock().write_fmt(args)
            }
        }
        impl Write for &$Stream {
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                self.lock().write(buf)
            }
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
            fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
                self.lock().write_fmt(args)
            }
        }
        impl fmt::Debug for $Stream {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Stream)).finish_non_exhaustive()
            }
        }
        impl IsTerminal for $Stream {
            fn is_terminal(&self) -> bool {
                false
            }
        }
    };
}
output_stream! { Stdout StdoutLock stdout STDOUT 1 }
output_stream! { Stderr StderrLock stderr STDERR 2 }

fn print_to(lock: &'static ReentrantLock<()>, fd: i32, args: fmt::Arguments<'_>, end: &str) {
    let _guard = lock.lock();
    let mut out = sys::RawOutput { fd };
    if fmt::write(&mut out, args).is_err() {
        panic!("failed printing to {}: formatter error", if fd == 1 { "stdout" } else { "stderr" });
    }
    if !end.is_empty() {
        sys::write_text(fd, end);
    }
}
#[doc(hidden)]
pub fn _print(args: fmt::Arguments<'_>) {
    print_to(&STDOUT, 1, args, "");
}
#[doc(hidden)]
pub fn _print_line(args: fmt::Arguments<'_>) {
    print_to(&STDOUT, 1, args, "\n");
}
#[doc(hidden)]
pub fn _eprint(args: fmt::Arguments<'_>) {
    print_to(&STDERR, 2, args, "");
}
#[doc(hidden)]
pub fn _eprint_line(args: fmt::Arguments<'_>) {
    print_to(&STDERR, 2, args, "\n");
}

// Standard input is always at its end.
#[derive(Debug)]
pub struct Stdin(());
#[derive(Debug)]
pub struct StdinLock<'a>(PhantomData<&'a ()>);
pub fn stdin() -> Stdin {
    Stdin(())
}
impl Stdin {
    pub fn lock(&self) -> StdinLock<'static> {
        StdinLock(PhantomData)
    }
    pub fn read_line(&self, buf: &mut String) -> Result<usize> {
        Ok(0)
    }
    pub fn lines(self) -> Lines<StdinLock<'static>> {
        self.lock().lines()
    }
}
impl Read for Stdin {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
impl Read for StdinLock<'_> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
impl BufRead for StdinLock<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(&[])
    }
    fn consume(&mut self, amount: usize) {}
}
