// A lock that its owner may take again.

use core::intrinsics;

use super::mutex::RawMutex;
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::ops::Deref;
use crate::sync::atomic::AtomicU64;
use crate::sync::atomic::Ordering::Relaxed;

pub struct ReentrantLock<T: ?Sized> {
    mutex: RawMutex,
    // The owner's thread id plus one.
    owner: AtomicU64,
    lock_count: UnsafeCell<u32>,
    data: T,
}
unsafe impl<T: Send + ?Sized> Send for ReentrantLock<T> {}
unsafe impl<T: Send + ?Sized> Sync for ReentrantLock<T> {}
pub struct ReentrantLockGuard<'a, T: ?Sized + 'a> {
    lock: &'a ReentrantLock<T>,
}
impl<T: ?Sized> !Send for ReentrantLockGuard<'_, T> {}

impl<T> ReentrantLock<T> {
    pub const fn new(t: T) -> ReentrantLock<T> {
        ReentrantLock { mutex: RawMutex::new(), owner: AtomicU64::new(0), lock_count: UnsafeCell::new(0), data: t }
    }
    pub fn into_inner(self) -> T {
        self.data
    }
}
impl<T: ?Sized> ReentrantLock<T> {
    pub fn lock(&self) -> ReentrantLockGuard<'_, T> {
        let me = intrinsics::assay_thread_current() + 1;
        unsafe {
            if self.owner.load(Relaxed) == me {
                *self.lock_count.get() += 1;
            } else {
                self.mutex.lock();
                self.owner.store(me, Relaxed);
                *self.lock_count.get() = 1;
            }
        }
        ReentrantLockGuard { lock: self }
    }
}
impl<T: ?Sized> Deref for ReentrantLockGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.lock.data
    }
}
impl<T: ?Sized> Drop for ReentrantLockGuard<'_, T> {
    fn drop(&mut self) {
        unsafe {
            let count = self.lock.lock_count.get();
            *count -= 1;
            if *count == 0 {
                self.lock.owner.store(0, Relaxed);
                self.lock.mutex.unlock();
            }
        }
    }
}
