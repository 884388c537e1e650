// `Condvar`.

use super::atomic::{AtomicU32, Ordering};
use super::mutex::{is_poisoned, raw_of, MutexGuard};
use super::poison::{LockResult, PoisonError};
use super::{futex_wait, futex_wake, futex_wake_all, nanos_of, FOREVER};
use crate::fmt;
use crate::prelude::rust_2021::*;
use crate::time::{Duration, Instant};

#[derive(Debug, PartialEq, Eq, Copy, Clone)]
pub struct WaitTimeoutResult(bool);
impl WaitTimeoutResult {
    pub fn timed_out(&self) -> bool {
        self.0
    }
}
pub struct Condvar {
    // Counts notifications, so that none is lost between unlocking and waiting.
    futex: AtomicU32,
}
impl crate::panic::UnwindSafe for Condvar {}
impl crate::panic::RefUnwindSafe for Condvar {}
impl Condvar {
    pub const fn new() -> Condvar {
        Condvar { futex: AtomicU32::new(0) }
    }
    fn wait_raw<T: ?Sized>(&self, guard: &MutexGuard<'_, T>, timeout: u64) -> bool {
        let mutex = raw_of(guard);
        let seen = self.futex.load(Ordering::Relaxed);
        unsafe { mutex.unlock() };
        let woken = futex_wait(&self.futex, seen, timeout);
        mutex.lock();
        woken
    }
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.wait_raw(&guard, FOREVER);
        if is_poisoned(&guard) { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    pub fn wait_while<'a, T: ?Sized, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        dur: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let woken = self.wait_raw(&guard, nanos_of(dur));
        let poisoned = is_poisoned(&guard);
        let result = (guard, WaitTimeoutResult(!woken));
        if poisoned { Err(PoisonError::new(result)) } else { Ok(result) }
    }
    pub fn wait_timeout_ms<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        ms: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        match self.wait_timeout(guard, Duration::from_millis(ms as u64)) {
            Ok((guard, r)) => Ok((guard, !r.timed_out())),
            Err(e) => {
                let (guard, r) = e.into_inner();
                Err(PoisonError::new((guard, !r.timed_out())))
            }
        }
    }
    pub fn wait_timeout_while<'a, T: ?Sized, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        dur: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let start = Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let timeout = match dur.checked_sub(start.elapsed()) {
                Some(timeout) => timeout,
                None => return Ok((guard, WaitTimeoutResult(true))),
            };
            guard = self.wait_timeout(guard, timeout)?.0;
        }
    }
    pub fn notify_one(&self) {
        self.futex.fetch_add(1, Ordering::Relaxed);
        futex_wake(&self.futex)
    }
    pub fn notify_all(&self) {
        self.futex.fetch_add(1, Ordering::Relaxed);
        futex_wake_all(&self.futex)
    }
}
impl Default for Condvar {
    fn default() -> Condvar {
        Condvar::new()
    }
}
impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
