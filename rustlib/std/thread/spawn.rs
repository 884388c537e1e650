// Starting and joining threads.

use core::intrinsics;

use super::scoped::ScopeData;
use super::{Result, Thread};
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::io;
use crate::marker::PhantomData;
use crate::mem::{self, ManuallyDrop};
use crate::panicking;
use crate::sync::Arc;

// Where a thread leaves its result.
pub(super) struct Packet<'scope, T> {
    pub(super) scope: Option<Arc<ScopeData>>,
    pub(super) result: UnsafeCell<Option<Result<T>>>,
    pub(super) _marker: PhantomData<Option<&'scope ScopeData>>,
}
unsafe impl<'scope, T: Send> Sync for Packet<'scope, T> {}
impl<'scope, T> Drop for Packet<'scope, T> {
    fn drop(&mut self) {
        // Taken by a join otherwise.
        let unhandled_panic = matches!(self.result.get_mut(), Some(Err(_)));
        if unsafe { panicking::catch(|| *self.result.get_mut() = None) }.is_err() {
            crate::sys::write_text(2, "fatal runtime error: thread result panicked on drop, aborting\n");
            intrinsics::abort()
        }
        if let Some(scope) = &self.scope {
            scope.decrement_num_running_threads(unhandled_panic);
        }
        if intrinsics::assay_exploring() {
            mem::forget(self.scope.take()); // see `Scope::share`
        }
    }
}

pub(super) struct JoinInner<'scope, T> {
    native: u64,
    // Cleared by a join: only a thread that nobody joined is detached.
    joinable: bool,
    pub(super) thread: Thread,
    pub(super) packet: Arc<Packet<'scope, T>>,
}
impl<'scope, T> JoinInner<'scope, T> {
    pub(super) fn join(mut self) -> Result<T> {
        self.joinable = false;
        unsafe { intrinsics::assay_thread_join(self.native) };
        Arc::get_mut(&mut self.packet).unwrap().result.get_mut().take().unwrap()
    }
    pub(super) fn is_finished(&self) -> bool {
        Arc::strong_count(&self.packet) == 1
    }
}
impl<'scope, T> Drop for JoinInner<'scope, T> {
    fn drop(&mut self) {
        if self.joinable {
            unsafe { intrinsics::assay_thread_detach(self.native) }
        }
    }
}

fn thread_start(data: *mut u8) {
    unsafe {
        let main = Box::from_raw(data as *mut Box<dyn FnOnce()>);
        (*main)();
    }
}
pub(super) unsafe fn spawn_unchecked<'scope, F, T>(
    name: Option<String>,
    scope: Option<Arc<ScopeData>>,
    f: F,
) -> JoinInner<'scope, T>
where
    F: FnOnce() -> T,
{
    let name: Option<Arc<str>> = name.map(Arc::from);
    let their_name = name.clone();
    let my_packet: Arc<Packet<'scope, T>> =
        Arc::new(Packet { scope, result: UnsafeCell::new(None), _marker: PhantomData });
    let their_packet = my_packet.clone();
    // Moved into the thread, whose end may come after the borrowed data's.
    let f = mem::MaybeUninit::new(f);
    let main = move || {
        let f = unsafe { f.assume_init() };
        if let Some(name) = their_name {
            super::set_name(name);
        }
        let result = unsafe { panicking::catch(f) };
        unsafe { *their_packet.result.get() = Some(result) };
        drop(their_packet);
    };
    if let Some(scope) = &my_packet.scope {
        scope.increment_num_running_threads();
    }
    let main: Box<dyn FnOnce() + 'scope> = Box::new(main);
    let main: Box<dyn FnOnce()> = unsafe { Box::from_raw(Box::into_raw(main) as *mut (dyn FnOnce() + 'static)) };
    let data = Box::into_raw(Box::new(main)) as *mut u8;
    let native = unsafe { intrinsics::assay_thread_spawn(thread_start, data) };
    if let Some(scope) = &my_packet.scope {
        intrinsics::assay_thread_enter_scope(native, Arc::as_ptr(scope) as *const u8);
    }
    JoinInner { native, joinable: true, thread: Thread { native, name }, packet: my_packet }
}

pub struct JoinHandle<T>(JoinInner<'static, T>);
unsafe impl<T> Send for JoinHandle<T> {}
unsafe impl<T> Sync for JoinHandle<T> {}
impl<T> JoinHandle<T> {
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
impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
// The handle as the system knows it.
pub trait JoinHandleExt {
    fn as_pthread_t(&self) -> u64;
    fn into_pthread_t(self) -> u64;
}
impl<T> JoinHandleExt for JoinHandle<T> {
    fn as_pthread_t(&self) -> u64 {
        self.0.native
    }
    fn into_pthread_t(mut self) -> u64 {
        self.0.joinable = false;
        self.0.native
    }
}

pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T,
    F: Send + 'static,
    T: Send + 'static,
{
    JoinHandle(unsafe { spawn_unchecked(None, None, f) })
}

#[derive(Debug)]
pub struct Builder {
    pub(super) name: Option<String>,
    stack_size: Option<usize>,
    no_hooks: bool,
}
impl Builder {
    pub fn new() -> Builder {
        Builder { name: None, stack_size: None, no_hooks: false }
    }
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }
    pub fn stack_size(mut self, size: usize) -> Builder {
        self.stack_size = Some(size);
        self
    }
    pub fn no_hooks(mut self) -> Builder {
        self.no_hooks = true;
        self
    }
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T,
        F: Send + 'static,
        T: Send + 'static,
    {
        Ok(JoinHandle(unsafe { spawn_unchecked(self.name, None, f) }))
    }
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T,
        F: Send,
        T: Send,
    {
        Ok(JoinHandle(unsafe { spawn_unchecked(self.name, None, f) }))
    }
}
