// The nearest there is to a system: output, and locks made of futexes.

use core::intrinsics;

use crate::fmt;
use crate::sync::atomic::AtomicU32;
use crate::time::Duration;

pub(crate) fn write_bytes(fd: i32, bytes: &[u8]) {
    unsafe { intrinsics::assay_write(fd, bytes.as_ptr(), bytes.len()) }
}
pub(crate) fn write_text(fd: i32, text: &str) {
    write_bytes(fd, text.as_bytes())
}

// Formatted output straight to a stream.
pub(crate) struct RawOutput {
    pub fd: i32,
}
impl fmt::Write for RawOutput {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        write_text(self.fd, s);
        Ok(())
    }
}

pub(crate) fn nanos_of(timeout: Duration) -> u64 {
    let nanos = timeout.as_nanos();
    if nanos >= u64::MAX as u128 { u64::MAX - 1 } else { nanos as u64 }
}
// False: the time is over.
pub(crate) fn futex_wait(futex: &AtomicU32, expected: u32, timeout: Option<Duration>) -> bool {
    let nanos = match timeout {
        Some(timeout) => nanos_of(timeout),
        None => u64::MAX,
    };
    unsafe { intrinsics::assay_futex_wait(futex.as_ptr() as *const u32, expected, nanos) }
}
pub(crate) fn futex_wake(futex: &AtomicU32) -> bool {
    unsafe { intrinsics::assay_futex_wake(futex.as_ptr() as *const u32, 1) > 0 }
}
pub(crate) fn futex_wake_all(futex: &AtomicU32) {
    unsafe {
        intrinsics::assay_futex_wake(futex.as_ptr() as *const u32, u32::MAX);
    }
}
