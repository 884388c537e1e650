// Synchronisation between threads, over the machine's futex.

mod barrier;
mod condvar;
mod lazy_lock;
mod mutex;
mod once;
mod once_lock;
mod rwlock;
pub mod mpsc;
pub mod poison;

pub use self::barrier::{Barrier, BarrierWaitResult};
pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::lazy_lock::LazyLock;
pub use self::mutex::{MappedMutexGuard, Mutex, MutexGuard};
pub use self::once::{Once, OnceState, ONCE_INIT};
pub use self::once_lock::OnceLock;
pub use self::poison::{LockResult, PoisonError, TryLockError, TryLockResult};
pub use self::rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use alloc_crate::sync::{Arc, Weak};
pub use core::sync::atomic;

use self::atomic::AtomicU32;
use crate::time::Duration;
use core::intrinsics;

const FOREVER: u64 = u64::MAX;

fn futex_wait(futex: &AtomicU32, expected: u32, timeout: u64) -> bool {
    unsafe { intrinsics::assay_futex_wait(futex.as_ptr(), expected, timeout) }
}
fn futex_wake(futex: &AtomicU32) {
    unsafe { intrinsics::assay_futex_wake(futex.as_ptr(), 1) };
}
fn futex_wake_all(futex: &AtomicU32) {
    unsafe { intrinsics::assay_futex_wake(futex.as_ptr(), u32::MAX) };
}
fn nanos_of(dur: Duration) -> u64 {
    let nanos = dur.as_nanos();
    if nanos < FOREVER as u128 { nanos as u64 } else { FOREVER - 1 }
}
