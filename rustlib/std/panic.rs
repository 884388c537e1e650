// Panics as programs see them.

pub use core::panic::*;
pub use crate::panicking::{set_hook, take_hook, update_hook};

use crate::any::Any;
use crate::boxed::Box;
use crate::fmt;
use crate::prelude::rust_2021::*;
use crate::string::String;

pub type PanicInfo<'a> = PanicHookInfo<'a>;

pub struct PanicHookInfo<'a> {
    payload: &'a (dyn Any + Send),
    location: &'a Location<'a>,
    can_unwind: bool,
}
impl<'a> PanicHookInfo<'a> {
    pub(crate) fn new(location: &'a Location<'a>, payload: &'a (dyn Any + Send), can_unwind: bool) -> Self {
        PanicHookInfo { payload, location, can_unwind }
    }
    pub fn payload(&self) -> &(dyn Any + Send) {
        self.payload
    }
    pub fn payload_as_str(&self) -> Option<&str> {
        if let Some(s) = self.payload.downcast_ref::<&str>() {
            Some(s)
        } else if let Some(s) = self.payload.downcast_ref::<String>() {
            Some(s)
        } else {
            None
        }
    }
    pub fn location(&self) -> Option<&Location<'_>> {
        Some(self.location)
    }
    pub fn can_unwind(&self) -> bool {
        self.can_unwind
    }
}
impl fmt::Display for PanicHookInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panicked at ")?;
        fmt::Display::fmt(self.location, f)?;
        if let Some(payload) = self.payload_as_str() {
            write!(f, ":\n{payload}")?;
        }
        Ok(())
    }
}
impl fmt::Debug for PanicHookInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PanicHookInfo")
            .field("payload", &self.payload)
            .field("location", &self.location)
            .field("can_unwind", &self.can_unwind)
            .finish()
    }
}

pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R, Box<dyn Any + Send + 'static>> {
    unsafe { crate::panicking::catch_unwind(f) }
}
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    crate::panicking::resume_unwind(payload)
}
#[track_caller]
pub fn panic_any<M: 'static + Any + Send>(msg: M) -> ! {
    crate::panicking::begin_panic(msg)
}
pub fn always_abort() {}

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BacktraceStyle {
    Short,
    Full,
    Off,
}
pub fn get_backtrace_style() -> Option<BacktraceStyle> {
    Some(BacktraceStyle::Off)
}
