// Synchronisation of threads, all of it on futexes.

mod barrier;
mod condvar;
mod lazy_lock;
mod mapped;
pub mod mpsc;
mod mutex;
mod once;
mod once_lock;
mod poison;
mod reentrant_lock;
mod rwlock;

pub use alloc_crate::sync::{Arc, Weak};
pub use core::sync::atomic;

pub use self::barrier::{Barrier, BarrierWaitResult};
pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::lazy_lock::LazyLock;
pub use self::mapped::MappedMutexGuard;
pub use self::mutex::{Mutex, MutexGuard};
pub use self::once::{Once, OnceState, ONCE_INIT};
pub use self::once_lock::OnceLock;
pub use self::poison::{LockResult, PoisonError, TryLockError, TryLockResult};
pub use self::reentrant_lock::{ReentrantLock, ReentrantLockGuard};
pub use self::rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};

pub use self::exclusive::Exclusive;

mod exclusive {
    // A value that can only be reached exclusively, and is therefore `Sync`.
    #[derive(Default)]
    #[repr(transparent)]
    pub struct Exclusive<T: ?Sized> {
        inner: T,
    }
    unsafe impl<T: ?Sized> Sync for Exclusive<T> {}
    impl<T> Exclusive<T> {
        pub const fn new(t: T) -> Self {
            Exclusive { inner: t }
        }
        pub fn into_inner(self) -> T {
            self.inner
        }
    }
    impl<T: ?Sized> Exclusive<T> {
        pub fn get_mut(&mut self) -> &mut T {
            &mut self.inner
        }
    }
}
