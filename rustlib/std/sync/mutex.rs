// `Mutex`.

use super::poison::{self, LockResult, TryLockError, TryLockResult};
use super::MappedMutexGuard;
use core::intrinsics;

use crate::cell::UnsafeCell;
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::sync::atomic::AtomicU32;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sys;

// 0: free, 1: held, 2: held and somebody may be waiting.
pub(crate) struct RawMutex {
    futex: AtomicU32,
}
impl RawMutex {
    pub(crate) const fn new() -> RawMutex {
        RawMutex { futex: AtomicU32::new(0) }
    }
    #[inline]
    pub(crate) fn try_lock(&self) -> bool {
        self.futex.compare_exchange(0, 1, Acquire, Relaxed).is_ok()
    }
    #[inline]
    pub(crate) fn lock(&self) {
        if intrinsics::assay_exploring() {
            // Taken when it is free: that others wait is no event.
            while !self.try_lock() {
                intrinsics::assay_await();
            }
        } else if !self.try_lock() {
            self.lock_contended()
        }
    }
    #[cold]
    fn lock_contended(&self) {
        while self.futex.swap(2, Acquire) != 0 {
            sys::futex_wait(&self.futex, 2, None);
        }
    }
    #[inline]
    pub(crate) fn unlock(&self) {
        if intrinsics::assay_exploring() {
            self.futex.store(0, Release);
            return;
        }
        if self.futex.swap(0, Release) == 2 {
            sys::futex_wake(&self.futex);
        }
    }
}

pub struct Mutex<T: ?Sized> {
    raw: RawMutex,
    poison: poison::Flag,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a Mutex<T>,
    poison: poison::Guard,
}
impl<T: ?Sized> !Send for MutexGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    #[inline]
    pub const fn new(t: T) -> Mutex<T> {
        Mutex { raw: RawMutex::new(), poison: poison::Flag::new(), data: UnsafeCell::new(t) }
    }
    pub fn get_cloned(&self) -> Result<T, poison::PoisonError<()>>
    where
        T: Clone,
    {
        match self.lock() {
            Ok(guard) => Ok((*guard).clone()),
            Err(_) => Err(poison::PoisonError::new(())),
        }
    }
    pub fn set(&self, value: T) -> Result<(), poison::PoisonError<T>> {
        self.replace(value).map(drop)
    }
    pub fn replace(&self, value: T) -> LockResult<T> {
        match self.lock() {
            Ok(mut guard) => Ok(crate::mem::replace(&mut *guard, value)),
            Err(_) => Err(poison::PoisonError::new(value)),
        }
    }
}
impl<T: ?Sized> Mutex<T> {
    #[inline]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        self.raw.lock();
        MutexGuard::new(self)
    }
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        if self.raw.try_lock() { Ok(MutexGuard::new(self)?) } else { Err(TryLockError::WouldBlock) }
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
        let poisoned = self.poison.get();
        let data = self.data.into_inner();
        if poisoned { Err(poison::PoisonError::new(data)) } else { Ok(data) }
    }
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poison.get();
        let data = self.data.get_mut();
        if poisoned { Err(poison::PoisonError::new(data)) } else { Ok(data) }
    }
    pub const fn data_ptr(&self) -> *mut T {
        self.data.get()
    }
}
impl<T> From<T> for Mutex<T> {
    fn from(t: T) -> Self {
        Mutex::new(t)
    }
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Mutex<T> {
        Mutex::new(Default::default())
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => {
                d.field("data", &&*guard);
            }
            Err(TryLockError::Poisoned(err)) => {
                d.field("data", &&**err.get_ref());
            }
            Err(TryLockError::WouldBlock) => {
                d.field("data", &"<locked>");
            }
        }
        d.field("poisoned", &self.poison.get());
        d.finish_non_exhaustive()
    }
}
impl<'a, T: ?Sized> MutexGuard<'a, T> {
    fn new(lock: &'a Mutex<T>) -> LockResult<MutexGuard<'a, T>> {
        poison::map_result(lock.poison.guard(), |guard| MutexGuard { lock, poison: guard })
    }
    pub(crate) fn raw(&self) -> &'a RawMutex {
        &self.lock.raw
    }
    pub(crate) fn poisoned(&self) -> bool {
        self.lock.poison.get()
    }
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(orig: Self, f: F) -> MappedMutexGuard<'a, U> {
        let data = unsafe { crate::ptr::NonNull::from(f(&mut *orig.lock.data.get())) };
        let orig = crate::mem::ManuallyDrop::new(orig);
        let guard = unsafe { crate::ptr::read(&orig.poison) };
        MappedMutexGuard::new(data, &orig.lock.raw, &orig.lock.poison, guard)
    }
}
impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.lock.poison.done(&self.poison);
        self.lock.raw.unlock();
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
