// `Condvar`: a counter that a waiter watches.

use super::mutex::RawMutex;
use super::poison::{LockResult, PoisonError};
use super::MutexGuard;
use crate::fmt;
use crate::sync::atomic::AtomicU32;
use crate::sync::atomic::Ordering::Relaxed;
use crate::sys;
use crate::time::{Duration, Instant};

#[derive(Debug, PartialEq, Eq, Copy, Clone)]
pub struct WaitTimeoutResult(bool);
impl WaitTimeoutResult {
    pub fn timed_out(&self) -> bool {
        self.0
    }
}
pub struct Condvar {
    futex: AtomicU32,
}
impl Condvar {
    pub const fn new() -> Condvar {
        Condvar { futex: AtomicU32::new(0) }
    }
    fn wait_raw(&self, mutex: &RawMutex, timeout: Option<Duration>) -> bool {
        // Read before the mutex is released: a notification after that changes it.
        let seen = self.futex.load(Relaxed);
        mutex.unlock();
        let in_time = sys::futex_wait(&self.futex, seen, timeout);
        mutex.lock();
        in_time
    }
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.wait_raw(guard.raw(), None);
        if guard.poisoned() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    pub fn wait_while<'a, T, F: FnMut(&mut T) -> bool>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        dur: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let in_time = self.wait_raw(guard.raw(), Some(dur));
        let poisoned = guard.poisoned();
        let result = (guard, WaitTimeoutResult(!in_time));
        if poisoned { Err(PoisonError::new(result)) } else { Ok(result) }
    }
    pub fn wait_timeout_ms<'a, T>(&self, guard: MutexGuard<'a, T>, ms: u32) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let result = self.wait_timeout(guard, Duration::from_millis(ms as u64));
        super::poison::map_result(result, |(guard, timeout)| (guard, !timeout.timed_out()))
    }
    pub fn wait_timeout_while<'a, T, F: FnMut(&mut T) -> bool>(
        &self,
        mut guard: MutexGuard<'a, T>,
        dur: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
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
        self.futex.fetch_add(1, Relaxed);
        sys::futex_wake(&self.futex);
    }
    pub fn notify_all(&self) {
        self.futex.fetch_add(1, Relaxed);
        sys::futex_wake_all(&self.futex);
    }
}
impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
impl Default for Condvar {
    fn default() -> Condvar {
        Condvar::new()
    }
}
