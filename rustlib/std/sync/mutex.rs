// `Mutex`.

use super::atomic::{AtomicU32, Ordering};
use super::poison::{Flag, LockResult, PoisonError, TryLockError, TryLockResult};
use super::{futex_wait, futex_wake, FOREVER};
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::marker::PhantomData;
use crate::mem;
use crate::ops::{Deref, DerefMut};
use crate::prelude::rust_2021::*;
use crate::ptr::NonNull;
use crate::thread;

const FREE: u32 = 0;
const LOCKED: u32 = 1;
// Locked, and somebody may wait.
const CONTENDED: u32 = 2;

pub(super) struct RawMutex {
    futex: AtomicU32,
}
impl RawMutex {
    pub(super) const fn new() -> RawMutex {
        RawMutex { futex: AtomicU32::new(FREE) }
    }
    #[inline]
    pub(super) fn try_lock(&self) -> bool {
        self.futex.compare_exchange(FREE, LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }
    #[inline]
    pub(super) fn lock(&self) {
        if !self.try_lock() {
            while self.futex.swap(CONTENDED, Ordering::Acquire) != FREE {
                futex_wait(&self.futex, CONTENDED, FOREVER);
            }
        }
    }
    #[inline]
    pub(super) unsafe fn unlock(&self) {
        if self.futex.swap(FREE, Ordering::Release) == CONTENDED {
            futex_wake(&self.futex);
        }
    }
}

pub struct Mutex<T: ?Sized> {
    inner: RawMutex,
    poison: Flag,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
impl<T: ?Sized> crate::panic::UnwindSafe for Mutex<T> {}
impl<T: ?Sized> crate::panic::RefUnwindSafe for Mutex<T> {}

#[must_use]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a Mutex<T>,
    was_panicking: bool,
    _not_send: PhantomData<*const ()>,
}
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    #[inline]
    pub const fn new(t: T) -> Mutex<T> {
        Mutex { inner: RawMutex::new(), poison: Flag::new(), data: UnsafeCell::new(t) }
    }
    pub fn get_cloned(&self) -> Result<T, PoisonError<()>>
    where
        T: Clone,
    {
        match self.lock() {
            Ok(guard) => Ok((*guard).clone()),
            Err(_) => Err(PoisonError::new(())),
        }
    }
    pub fn set(&self, value: T) -> Result<(), PoisonError<T>> {
        match self.lock() {
            Ok(mut guard) => {
                *guard = value;
                Ok(())
            }
            Err(_) => Err(PoisonError::new(value)),
        }
    }
    pub fn replace(&self, value: T) -> LockResult<T> {
        match self.lock() {
            Ok(mut guard) => Ok(mem::replace(&mut *guard, value)),
            Err(_) => Err(PoisonError::new(value)),
        }
    }
}
impl<T: ?Sized> Mutex<T> {
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        self.inner.lock();
        self.guard()
    }
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        if self.inner.try_lock() {
            match self.guard() {
                Ok(guard) => Ok(guard),
                Err(e) => Err(TryLockError::Poisoned(e)),
            }
        } else {
            Err(TryLockError::WouldBlock)
        }
    }
    fn guard(&self) -> LockResult<MutexGuard<'_, T>> {
        let guard = MutexGuard { lock: self, was_panicking: thread::panicking(), _not_send: PhantomData };
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
                d.field("data", &format_args!("<locked>"));
            }
        }
        d.field("poisoned", &self.poison.get());
        d.finish_non_exhaustive()
    }
}
impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.lock.poison.done(self.was_panicking);
        unsafe { self.lock.inner.unlock() }
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
pub(super) fn raw_of<'a, T: ?Sized>(guard: &MutexGuard<'a, T>) -> &'a RawMutex {
    &guard.lock.inner
}
pub(super) fn is_poisoned<T: ?Sized>(guard: &MutexGuard<'_, T>) -> bool {
    guard.lock.poison.get()
}

pub struct MappedMutexGuard<'a, T: ?Sized + 'a> {
    data: NonNull<T>,
    inner: &'a RawMutex,
    poison: &'a Flag,
    was_panicking: bool,
    _variance: PhantomData<&'a mut T>,
}
impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub fn map<F, U>(orig: Self, f: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
        U: ?Sized,
    {
        let data = NonNull::from(f(unsafe { &mut *orig.lock.data.get() }));
        let orig = mem::ManuallyDrop::new(orig);
        MappedMutexGuard {
            data,
            inner: &orig.lock.inner,
            poison: &orig.lock.poison,
            was_panicking: orig.was_panicking,
            _variance: PhantomData,
        }
    }
}
impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { self.data.as_ref() }
    }
}
impl<T: ?Sized> DerefMut for MappedMutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { self.data.as_mut() }
    }
}
impl<T: ?Sized> Drop for MappedMutexGuard<'_, T> {
    fn drop(&mut self) {
        self.poison.done(self.was_panicking);
        unsafe { self.inner.unlock() }
    }
}
