// The running process and how it ends.

use core::intrinsics;

use crate::convert::Infallible;
use crate::fmt;

pub fn exit(code: i32) -> ! {
    intrinsics::assay_exit(code)
}
#[cold]
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
    #[doc(hidden)]
    pub fn to_i32(self) -> i32 {
        self.0 as i32
    }
    pub fn exit_process(self) -> ! {
        exit(self.to_i32())
    }
}
impl From<u8> for ExitCode {
    fn from(code: u8) -> Self {
        ExitCode(code)
    }
}

#[lang = "termination"]
pub trait Termination {
    fn report(self) -> ExitCode;
}
impl Termination for () {
    #[inline]
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
    #[inline]
    fn report(self) -> ExitCode {
        self
    }
}
impl<T: Termination, E: fmt::Debug> Termination for Result<T, E> {
    fn report(self) -> ExitCode {
        match self {
            Ok(value) => value.report(),
            Err(error) => {
                crate::eprintln!("Error: {error:?}");
                ExitCode::FAILURE
            }
        }
    }
}
