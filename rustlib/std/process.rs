// The end of the program; other programs exist in name only.

use crate::convert::Infallible;
use crate::ffi::OsStr;
use crate::fmt;
use crate::io;
use crate::prelude::rust_2021::*;
use crate::vec::Vec;
use core::intrinsics;

pub fn exit(code: i32) -> ! {
    intrinsics::assay_exit(code)
}
pub fn abort() -> ! {
    intrinsics::abort()
}
pub fn id() -> u32 {
    1000
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExitCode(u8);
impl ExitCode {
    pub const SUCCESS: ExitCode = ExitCode(0);
    pub const FAILURE: ExitCode = ExitCode(1);
    pub fn to_i32(self) -> i32 {
        self.0 as i32
    }
    pub fn exit_process(self) -> ! {
        exit(self.to_i32())
    }
}
impl From<u8> for ExitCode {
    fn from(code: u8) -> ExitCode {
        ExitCode(code)
    }
}

#[lang = "termination"]
pub trait Termination {
    fn report(self) -> ExitCode;
}
impl Termination for () {
    fn report(self) -> ExitCode {
        ExitCode::SUCCESS
    }
}
impl Termination for ! {
    fn report(self) -> ExitCode {
        self
    }
}
impl Termination for Infallible {
    fn report(self) -> ExitCode {
        match self {}
    }
}
impl Termination for ExitCode {
    fn report(self) -> ExitCode {
        self
    }
}
impl<T: Termination, E: fmt::Debug> Termination for Result<T, E> {
    fn report(self) -> ExitCode {
        match self {
            Ok(val) => val.report(),
            Err(err) => {
                io::_eprint(format_args!("Error: {err:?}\n"));
                ExitCode::FAILURE
            }
        }
    }
}

pub struct Command(());
pub struct Child(());
pub struct Stdio(());
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ExitStatus(i32);
impl ExitStatus {
    pub fn success(&self) -> bool {
        self.0 == 0
    }
    pub fn code(&self) -> Option<i32> {
        Some(self.0)
    }
}
#[derive(Clone, PartialEq, Eq)]
pub struct Output {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}
impl Command {
    pub fn new<S: AsRef<OsStr>>(_program: S) -> Command {
        Command(())
    }
    pub fn arg<S: AsRef<OsStr>>(&mut self, _arg: S) -> &mut Command {
        self
    }
    pub fn output(&mut self) -> io::Result<Output> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
    pub fn status(&mut self) -> io::Result<ExitStatus> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}
