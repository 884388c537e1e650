// Catching, raising and watching panics.

pub use core::panic::*;

use crate::any::Any;
use crate::fmt;
use crate::panicking;
use crate::sync::{Condvar, Mutex, RwLock};
use crate::thread::Result;

pub use crate::panicking::{set_hook, take_hook, update_hook};

pub struct PanicHookInfo<'a> {
    payload: &'a (dyn Any + Send),
    location: &'a Location<'a>,
    can_unwind: bool,
}
impl<'a> PanicHookInfo<'a> {
    #[doc(hidden)]
    pub fn new(payload: &'a (dyn Any + Send), location: &'a Location<'a>, can_unwind: bool) -> Self {
        PanicHookInfo { payload, location, can_unwind }
    }
    pub fn payload(&self) -> &(dyn Any + Send) {
        self.payload
    }
    pub fn payload_as_str(&self) -> Option<&str> {
        panicking::payload_as_str(self.payload)
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
        if let Some(text) = self.payload_as_str() {
            f.write_str(":\n")?;
            f.write_str(text)?;
        }
        Ok(())
    }
}
impl fmt::Debug for PanicHookInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PanicHookInfo").field("location", &self.location).finish_non_exhaustive()
    }
}

pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R> {
    unsafe { panicking::catch(f) }
}
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    panicking::resume(payload)
}
#[track_caller]
pub fn panic_any<M: 'static + Any + Send>(msg: M) -> ! {
    panicking::begin_panic(msg)
}
pub fn always_abort() {
    panicking::ALWAYS_ABORT.store(true, crate::sync::atomic::Ordering::Relaxed);
}
// A panic that would leave `f` ends the program.
pub extern "C" fn abort_on_unwind<F: FnOnce() -> R, R>(f: F) -> R {
    f()
}

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
pub fn set_backtrace_style(_style: BacktraceStyle) {}

impl<T: ?Sized> UnwindSafe for Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for Mutex<T> {}
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}
