// Threads that may borrow: the scope waits for them.

use core::intrinsics;

use super::spawn::{spawn_unchecked, Builder, JoinInner};
use super::{current, park, Result, Thread};
use crate::fmt;
use crate::io;
use crate::marker::PhantomData;
use crate::panic;
use crate::panicking;
use crate::ptr;
use crate::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use crate::sync::Arc;

pub struct Scope<'scope, 'env: 'scope> {
    data: Arc<ScopeData>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}
pub struct ScopedJoinHandle<'scope, T>(JoinInner<'scope, T>);

pub(super) struct ScopeData {
    num_running_threads: AtomicUsize,
    a_thread_panicked: AtomicBool,
    main_thread: Thread,
}
impl ScopeData {
    pub(super) fn increment_num_running_threads(&self) {
        if !intrinsics::assay_exploring() {
            self.num_running_threads.fetch_add(1, Ordering::Relaxed);
        }
    }
    pub(super) fn decrement_num_running_threads(&self, panicked: bool) {
        if panicked {
            self.a_thread_panicked.store(true, Ordering::Relaxed);
        }
        if !intrinsics::assay_exploring() && self.num_running_threads.fetch_sub(1, Ordering::Release) == 1 {
            self.main_thread.unpark();
        }
    }
}
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        data: Arc::new(ScopeData {
            num_running_threads: AtomicUsize::new(0),
            main_thread: current(),
            a_thread_panicked: AtomicBool::new(false),
        }),
        env: PhantomData,
        scope: PhantomData,
    };
    // A panic of `f` must wait for the threads as well.
    let result = unsafe { panicking::catch(|| f(&scope)) };
    if intrinsics::assay_exploring() {
        intrinsics::assay_scope_wait(Arc::as_ptr(&scope.data) as *const u8);
    }
    while scope.data.num_running_threads.load(Ordering::Acquire) != 0 {
        park();
    }
    match result {
        Err(e) => panic::resume_unwind(e),
        Ok(_) if scope.data.a_thread_panicked.load(Ordering::Relaxed) => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}
impl<'scope, 'env> Scope<'scope, 'env> {
    // The threads' hold on the data. While executions are explored the scope outlives them without being counted: the
    // order in which they let go would be a choice without meaning.
    fn share(&self) -> Arc<ScopeData> {
        if intrinsics::assay_exploring() { unsafe { ptr::read(&self.data) } } else { self.data.clone() }
    }
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        ScopedJoinHandle(unsafe { spawn_unchecked(None, Some(self.share()), f) })
    }
}
impl Builder {
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(ScopedJoinHandle(unsafe { spawn_unchecked(self.name, Some(scope.share()), f) }))
    }
}
impl<'scope, T> ScopedJoinHandle<'scope, T> {
    pub fn thread(&self) -> &Thread {
        &self.0.thread
    }
    pub fn join(self) -> Result<T> {
        self.0.join()
    }
    pub fn is_finished(&self) -> bool {
        self.0.is_finished()
    }
}
impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
impl<'scope, T> fmt::Debug for ScopedJoinHandle<'scope, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
