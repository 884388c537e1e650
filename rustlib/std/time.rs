// Clocks.

pub use core::time::*;

use crate::error::Error;
use crate::fmt;
use crate::ops::{Add, AddAssign, Sub, SubAssign};
use crate::prelude::rust_2021::*;
use core::intrinsics;

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);
impl Instant {
    pub fn now() -> Instant {
        Instant(Duration::from_nanos(intrinsics::assay_now_nanos()))
    }
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }
    pub fn elapsed(&self) -> Duration {
        Instant::now() - *self
    }
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }
}
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instant").field("since_start", &self.0).finish()
    }
}

// The machine's clock starts at this time of the calendar.
const START_SECS: u64 = 1_700_000_000;
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(Duration);
pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);
impl SystemTimeError {
    pub fn duration(&self) -> Duration {
        self.0
    }
}
impl fmt::Display for SystemTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("second time provided was later than self")
    }
}
impl Error for SystemTimeError {}
impl SystemTime {
    pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);
    pub fn now() -> SystemTime {
        SystemTime(Duration::from_secs(START_SECS) + Duration::from_nanos(intrinsics::assay_now_nanos()))
    }
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError> {
        match self.0.checked_sub(earlier.0) {
            Some(d) => Ok(d),
            None => Err(SystemTimeError(earlier.0 - self.0)),
        }
    }
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        SystemTime::now().duration_since(*self)
    }
    pub fn checked_add(&self, duration: Duration) -> Option<SystemTime> {
        self.0.checked_add(duration).map(SystemTime)
    }
    pub fn checked_sub(&self, duration: Duration) -> Option<SystemTime> {
        self.0.checked_sub(duration).map(SystemTime)
    }
}
impl fmt::Debug for SystemTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SystemTime").field("since_epoch", &self.0).finish()
    }
}
macro_rules! clock_arithmetic {
    ($($t:ident)*) => { $(
        impl Add<Duration> for $t {
            type Output = $t;
            #[track_caller]
            fn add(self, other: Duration) -> $t { $t(self.0 + other) }
        }
        impl AddAssign<Duration> for $t {
            fn add_assign(&mut self, other: Duration) { *self = *self + other; }
        }
        impl Sub<Duration> for $t {
            type Output = $t;
            #[track_caller]
            fn sub(self, other: Duration) -> $t { $t(self.0 - other) }
        }
        impl SubAssign<Duration> for $t {
            fn sub_assign(&mut self, other: Duration) { *self = *self - other; }
        }
    )* };
}
clock_arithmetic! { Instant SystemTime }
impl Sub<Instant> for Instant {
    type Output = Duration;
    fn sub(self, other: Instant) -> Duration {
        self.duration_since(other)
    }
}
