// `RwLock`: many readers or one writer.

use super::poison::{self, LockResult, TryLockError, TryLockResult};
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::ptr::NonNull;
use crate::sync::atomic::AtomicU32;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sys;

const WRITER: u32 = 0x3fff_ffff;
const MASK: u32 = 0x3fff_ffff;
const WAITING: u32 = 0x8000_0000;

// The low bits count the readers, or say that a writer has the lock; the top bit says that somebody is waiting.
struct RawRwLock {
    state: AtomicU32,
}
impl RawRwLock {
    const fn new() -> RawRwLock {
        RawRwLock { state: AtomicU32::new(0) }
    }
    fn try_read(&self) -> bool {
        let step = |s: u32| if s & MASK < WRITER - 1 { Some(s + 1) } else { None };
        self.state.fetch_update(Acquire, Relaxed, step).is_ok()
    }
    fn try_write(&self) -> bool {
        let step = |s: u32| if s & MASK == 0 { Some(s | WRITER) } else { None };
        self.state.fetch_update(Acquire, Relaxed, step).is_ok()
    }
    fn wait(&self) {
        if core::intrinsics::assay_exploring() {
            return core::intrinsics::assay_await();
        }
        let state = self.state.load(Relaxed);
        if state & MASK == 0 {
            return;
        }
        if state & WAITING == 0
            && self.state.compare_exchange(state, state | WAITING, Relaxed, Relaxed).is_err()
        {
            return;
        }
        sys::futex_wait(&self.state, state | WAITING, None);
    }
    fn read(&self) {
        while !self.try_read() {
            self.wait();
        }
    }
    fn write(&self) {
        while !self.try_write() {
            self.wait();
        }
    }
    fn unlock_read(&self) {
        let state = self.state.fetch_sub(1, Release) - 1;
        if state & MASK == 0 && state & WAITING != 0 {
            self.wake();
        }
    }
    fn unlock_write(&self) {
        let state = self.state.fetch_and(!MASK, Release);
        if state & WAITING != 0 {
            self.wake();
        }
    }
    fn downgrade(&self) {
        let state = self.state.fetch_sub(WRITER - 1, Release);
        if state & WAITING != 0 {
            self.wake();
        }
    }
    fn wake(&self) {
        self.state.fetch_and(!WAITING, Relaxed);
        sys::futex_wake_all(&self.state);
    }
}

pub struct RwLock<T: ?Sized> {
    raw: RawRwLock,
    poison: poison::Flag,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    data: NonNull<T>,
    raw: &'a RawRwLock,
}
impl<T: ?Sized> !Send for RwLockReadGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    poison: poison::Guard,
}
impl<T: ?Sized> !Send for RwLockWriteGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<T> RwLock<T> {
    #[inline]
    pub const fn new(t: T) -> RwLock<T> {
        RwLock { raw: RawRwLock::new(), poison: poison::Flag::new(), data: UnsafeCell::new(t) }
    }
}
impl<T> RwLock<T> {
    pub fn replace(&self, value: T) -> LockResult<T> {
        match self.write() {
            Ok(mut guard) => Ok(crate::mem::replace(&mut *guard, value)),
            Err(_) => Err(poison::PoisonError::new(value)),
        }
    }
    pub fn set(&self, value: T) -> Result<(), poison::PoisonError<T>> {
        self.replace(value).map(drop)
    }
}
impl<T: ?Sized> RwLock<T> {
    #[inline]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.raw.read();
        RwLockReadGuard::new(self)
    }
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        if self.raw.try_read() { Ok(RwLockReadGuard::new(self)?) } else { Err(TryLockError::WouldBlock) }
    }
    #[inline]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.raw.write();
        RwLockWriteGuard::new(self)
    }
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        if self.raw.try_write() { Ok(RwLockWriteGuard::new(self)?) } else { Err(TryLockError::WouldBlock) }
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
impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    fn new(lock: &'a RwLock<T>) -> LockResult<RwLockReadGuard<'a, T>> {
        let data = unsafe { NonNull::new_unchecked(lock.data.get()) };
        // A reader never poisons.
        poison::map_result(lock.poison.guard(), |_| RwLockReadGuard { data, raw: &lock.raw })
    }
}
impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    fn new(lock: &'a RwLock<T>) -> LockResult<RwLockWriteGuard<'a, T>> {
        poison::map_result(lock.poison.guard(), |guard| RwLockWriteGuard { lock, poison: guard })
    }
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        let lock = s.lock;
        crate::mem::forget(s);
        lock.raw.downgrade();
        RwLockReadGuard { data: unsafe { NonNull::new_unchecked(lock.data.get()) }, raw: &lock.raw }
    }
}
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        unsafe { self.data.as_ref() }
    }
}
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.raw.unlock_read();
    }
}
impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.poison.done(&self.poison);
        self.lock.raw.unlock_write();
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
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
