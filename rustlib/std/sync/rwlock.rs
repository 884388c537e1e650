// `RwLock`.

use super::atomic::{AtomicU32, Ordering};
use super::poison::{Flag, LockResult, PoisonError, TryLockError, TryLockResult};
use super::{futex_wait, futex_wake_all, FOREVER};
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::marker::PhantomData;
use crate::ops::{Deref, DerefMut};
use crate::prelude::rust_2021::*;
use crate::ptr::NonNull;
use crate::thread;

// Otherwise the state counts readers.
const WRITER: u32 = u32::MAX;

struct RawRwLock {
    state: AtomicU32,
}
impl RawRwLock {
    fn try_read(&self) -> bool {
        self.state
            .fetch_update(Ordering::Acquire, Ordering::Relaxed, |s| if s >= WRITER - 1 { None } else { Some(s + 1) })
            .is_ok()
    }
    fn read(&self) {
        while !self.try_read() {
            futex_wait(&self.state, WRITER, FOREVER);
        }
    }
    fn try_write(&self) -> bool {
        self.state.compare_exchange(0, WRITER, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }
    fn write(&self) {
        loop {
            match self.state.compare_exchange(0, WRITER, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return,
                Err(seen) => {
                    futex_wait(&self.state, seen, FOREVER);
                }
            }
        }
    }
    fn read_unlock(&self) {
        if self.state.fetch_sub(1, Ordering::Release) == 1 {
            futex_wake_all(&self.state);
        }
    }
    fn write_unlock(&self) {
        self.state.store(0, Ordering::Release);
        futex_wake_all(&self.state);
    }
    fn downgrade(&self) {
        self.state.store(1, Ordering::Release);
        futex_wake_all(&self.state);
    }
}

pub struct RwLock<T: ?Sized> {
    inner: RawRwLock,
    poison: Flag,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
impl<T: ?Sized> crate::panic::UnwindSafe for RwLock<T> {}
impl<T: ?Sized> crate::panic::RefUnwindSafe for RwLock<T> {}
#[must_use]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    // A pointer, because the value may change once the lock is released.
    data: NonNull<T>,
    inner: &'a RawRwLock,
}
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
#[must_use]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    was_panicking: bool,
    _not_send: PhantomData<*const ()>,
}
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<T> RwLock<T> {
    pub const fn new(t: T) -> RwLock<T> {
        RwLock { inner: RawRwLock { state: AtomicU32::new(0) }, poison: Flag::new(), data: UnsafeCell::new(t) }
    }
}
impl<T: ?Sized> RwLock<T> {
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.inner.read();
        self.read_guard()
    }
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        if !self.inner.try_read() {
            return Err(TryLockError::WouldBlock);
        }
        match self.read_guard() {
            Ok(guard) => Ok(guard),
            Err(e) => Err(TryLockError::Poisoned(e)),
        }
    }
    fn read_guard(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let guard =
            RwLockReadGuard { data: unsafe { NonNull::new_unchecked(self.data.get()) }, inner: &self.inner };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.inner.write();
        self.write_guard()
    }
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        if !self.inner.try_write() {
            return Err(TryLockError::WouldBlock);
        }
        match self.write_guard() {
            Ok(guard) => Ok(guard),
            Err(e) => Err(TryLockError::Poisoned(e)),
        }
    }
    fn write_guard(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let guard = RwLockWriteGuard { lock: self, was_panicking: thread::panicking(), _not_send: PhantomData };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    pub fn is_poisoned(&self) -> bool {
        self.poison.get()
    }
    pub fn clear_poison(&self) {
        self.poison.clear();
    }
    pub fn into_inner(self) -> LockResult<T>
    where
        T: Sized,
    {
        let failed = self.poison.get();
        let data = self.data.into_inner();
        if failed { Err(PoisonError::new(data)) } else { Ok(data) }
    }
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let failed = self.poison.get();
        let data = self.data.get_mut();
        if failed { Err(PoisonError::new(data)) } else { Ok(data) }
    }
}
impl<T: Default> Default for RwLock<T> {
    fn default() -> RwLock<T> {
        RwLock::new(Default::default())
    }
}
impl<T> From<T> for RwLock<T> {
    fn from(t: T) -> Self {
        RwLock::new(t)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => {
                d.field("data", &&*guard);
            }
            Err(TryLockError::Poisoned(err)) => {
                d.field("data", &&**err.get_ref());
            }
            Err(TryLockError::WouldBlock) => {
                d.field("data", &format_args!("<locked>"));
            }
        }
        d.field("poisoned", &self.poison.get());
        d.finish_non_exhaustive()
    }
}
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { self.data.as_ref() }
    }
}
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.inner.read_unlock()
    }
}
impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.poison.done(self.was_panicking);
        self.lock.inner.write_unlock()
    }
}
impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        let lock = s.lock;
        crate::mem::forget(s);
        lock.inner.downgrade();
        RwLockReadGuard { data: unsafe { NonNull::new_unchecked(lock.data.get()) }, inner: &lock.inner }
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
