// Backtraces: the type only; nothing is ever captured.

use crate::fmt;

#[derive(Debug)]
pub struct Backtrace(());
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BacktraceStatus {
    Unsupported,
    Disabled,
    Captured,
}
impl Backtrace {
    pub fn capture() -> Backtrace {
        Backtrace(())
    }
    pub fn force_capture() -> Backtrace {
        Backtrace(())
    }
    pub const fn disabled() -> Backtrace {
        Backtrace(())
    }
    pub fn status(&self) -> BacktraceStatus {
        BacktraceStatus::Disabled
    }
}
impl fmt::Display for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("disabled backtrace")
    }
}
