// Clocks.

pub use core::time::{Duration, TryFromFloatSecsError};

use core::intrinsics;

use crate::error::Error;
use crate::fmt;
use crate::ops::{Add, AddAssign, Sub, SubAssign};

macro_rules! clock {
    ($Time:ident) => {
        // Time since the clock's origin.
        #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Time(Duration);
        impl $Time {
            pub fn checked_add(&self, duration: Duration) -> Option<$Time> {
                self.0.checked_add(duration).map($Time)
            }
            pub fn checked_sub(&self, duration: Duration) -> Option<$Time> {
                self.0.checked_sub(duration).map($Time)
            }
        }
        impl Add<Duration> for $Time {
            type Output = $Time;
            fn add(self, other: Duration) -> $Time {
                $Time(self.0.checked_add(other).expect("overflow when adding duration to instant"))
            }
        }
        impl AddAssign<Duration> for $Time {
            fn add_assign(&mut self, other: Duration) {
                *self = *self + other;
            }
        }
        impl Sub<Duration> for $Time {
            type Output = $Time;
            fn sub(self, other: Duration) -> $Time {
                $Time(self.0.checked_sub(other).expect("overflow when subtracting duration from instant"))
            }
        }
        impl SubAssign<Duration> for $Time {
            fn sub_assign(&mut self, other: Duration) {
                *self = *self - other;
            }
        }
        impl fmt::Debug for $Time {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Time)).field(&self.0).finish()
            }
        }
    };
}
clock! { Instant }
clock! { SystemTime }

impl Instant {
    pub fn now() -> Instant {
        Instant(Duration::from_nanos(intrinsics::assay_now_nanos()))
    }
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
    pub fn elapsed(&self) -> Duration {
        Instant::now() - *self
    }
}
impl Sub<Instant> for Instant {
    type Output = Duration;
    fn sub(self, other: Instant) -> Duration {
        self.duration_since(other)
    }
}

pub const UNIX_EPOCH: SystemTime = SystemTime::UNIX_EPOCH;
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
    // The machine's clock, as if it had been started on a day in 2025.
    pub fn now() -> SystemTime {
        SystemTime(Duration::from_secs(1_750_000_000) + Duration::from_nanos(intrinsics::assay_now_nanos()))
    }
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError> {
        match self.0.checked_sub(earlier.0) {
            Some(duration) => Ok(duration),
            None => Err(SystemTimeError(earlier.0 - self.0)),
        }
    }
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        SystemTime::now().duration_since(*self)
    }
}
