// Threads.

#[doc(hidden)]
pub mod local_impl;
mod local;
mod scoped;

pub use self::local::{AccessError, LocalKey};
pub use self::scoped::{scope, Scope, ScopedJoinHandle};

use crate::any::Any;
use crate::boxed::Box;
use crate::cell::{Cell, RefCell, UnsafeCell};
use crate::fmt;
use crate::io;
use crate::marker::PhantomData;
use crate::mem;
use crate::num::NonZero;
use crate::panicking;
use crate::prelude::rust_2021::*;
use crate::string::String;
use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::Arc;
use crate::time::{Duration, Instant};
use core::intrinsics;

pub type Result<T> = core::result::Result<T, Box<dyn Any + Send + 'static>>;

#[derive(Eq, PartialEq, Clone, Copy, Hash, Debug)]
pub struct ThreadId(NonZero<u64>);
impl ThreadId {
    fn of(machine_id: u64) -> ThreadId {
        ThreadId(unsafe { NonZero::new_unchecked(machine_id + 1) })
    }
    pub fn as_u64(&self) -> NonZero<u64> {
        self.0
    }
}

struct Inner {
    name: Option<String>,
    // The machine's number, known once the thread has been started.
    machine_id: AtomicU64,
}
// A handle to a thread. The initial thread needs no memory for it.
#[derive(Clone)]
pub struct Thread {
    inner: Option<Arc<Inner>>,
}
impl Thread {
    fn new(name: Option<String>) -> Thread {
        Thread { inner: Some(Arc::new(Inner { name, machine_id: AtomicU64::new(u64::MAX) })) }
    }
    fn machine_id(&self) -> u64 {
        match &self.inner {
            None => 0,
            Some(inner) => inner.machine_id.load(Ordering::Acquire),
        }
    }
    fn set_machine_id(&self, id: u64) {
        if let Some(inner) = &self.inner {
            inner.machine_id.store(id, Ordering::Release);
        }
    }
    pub fn unpark(&self) {
        intrinsics::assay_thread_unpark(self.machine_id())
    }
    pub fn id(&self) -> ThreadId {
        ThreadId::of(self.machine_id())
    }
    pub fn name(&self) -> Option<&str> {
        match &self.inner {
            None => Some("main"),
            Some(inner) => inner.name.as_deref(),
        }
    }
}
impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

thread_local! {
    static CURRENT: Cell<Option<Thread>> = const { Cell::new(None) };
}
pub fn current() -> Thread {
    let id = intrinsics::assay_thread_current();
    if id == 0 {
        return Thread { inner: None };
    }
    let known = CURRENT.try_with(|slot| {
        let thread = slot.take();
        let copy = thread.clone();
        slot.set(thread);
        copy
    });
    match known {
        Ok(Some(thread)) => thread,
        // A thread that this library did not start, or one about to end.
        _ => {
            let thread = Thread::new(None);
            thread.set_machine_id(id);
            thread
        }
    }
}

// Where a thread leaves its result.
struct Packet<'scope, T> {
    scope: Option<Arc<scoped::ScopeData>>,
    result: UnsafeCell<Option<Result<T>>>,
    _marker: PhantomData<Option<&'scope scoped::ScopeData>>,
}
unsafe impl<'scope, T: Send> Sync for Packet<'scope, T> {}
impl<'scope, T> Drop for Packet<'scope, T> {
    fn drop(&mut self) {
        let unhandled_panic = matches!(self.result.get_mut(), Some(Err(_)));
        *self.result.get_mut() = None;
        if let Some(scope) = &self.scope {
            scope.decrement_num_running_threads(unhandled_panic);
        }
    }
}

// A started thread; detached when nobody joins it.
struct Native {
    id: u64,
}
impl Native {
    fn join(self) {
        unsafe { intrinsics::assay_thread_join(self.id) };
        mem::forget(self);
    }
}
impl Drop for Native {
    fn drop(&mut self) {
        unsafe { intrinsics::assay_thread_detach(self.id) }
    }
}

struct JoinInner<'scope, T> {
    native: Native,
    thread: Thread,
    packet: Arc<Packet<'scope, T>>,
}
impl<'scope, T> JoinInner<'scope, T> {
    fn join(mut self) -> Result<T> {
        self.native.join();
        Arc::get_mut(&mut self.packet).unwrap().result.get_mut().take().unwrap()
    }
    fn is_finished(&self) -> bool {
        Arc::strong_count(&self.packet) == 1
    }
}

fn entry<F: FnOnce()>(data: *mut u8) {
    let f = unsafe { Box::from_raw(data as *mut F) };
    (*f)()
}
fn start<F: FnOnce()>(f: F) -> u64 {
    let data = Box::into_raw(Box::new(f)) as *mut u8;
    unsafe { intrinsics::assay_thread_spawn(entry::<F>, data) }
}

#[derive(Debug)]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}
impl Builder {
    pub fn new() -> Builder {
        Builder { name: None, stack_size: None }
    }
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }
    pub fn stack_size(mut self, size: usize) -> Builder {
        self.stack_size = Some(size);
        self
    }
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        unsafe { Ok(JoinHandle(self.spawn_inner(f, None))) }
    }
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        unsafe { Ok(JoinHandle(self.spawn_inner(f, None))) }
    }
    unsafe fn spawn_inner<'scope, F, T>(self, f: F, scope: Option<Arc<scoped::ScopeData>>) -> JoinInner<'scope, T>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        let thread = Thread::new(self.name);
        let their_thread = thread.clone();
        if let Some(scope) = &scope {
            scope.increment_num_running_threads();
        }
        let packet: Arc<Packet<'scope, T>> =
            Arc::new(Packet { scope, result: UnsafeCell::new(None), _marker: PhantomData });
        let their_packet = packet.clone();
        let main = move || {
            their_thread.set_machine_id(intrinsics::assay_thread_current());
            if let Some(name) = their_thread.name() {
                unsafe { intrinsics::assay_thread_set_name(name.as_ptr(), name.len()) };
            }
            CURRENT.with(|slot| slot.set(Some(their_thread)));
            let result = unsafe { panicking::catch_unwind(f) };
            unsafe { *their_packet.result.get() = Some(result) };
            drop(their_packet);
        };
        let id = start(main);
        thread.set_machine_id(id);
        JoinInner { native: Native { id }, thread, packet }
    }
}
impl Default for Builder {
    fn default() -> Builder {
        Builder::new()
    }
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

#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    unsafe { JoinHandle(Builder::new().spawn_inner(f, None)) }
}
pub fn yield_now() {
    intrinsics::assay_thread_yield()
}
pub fn panicking() -> bool {
    panicking::panicking()
}
fn nanos_of(dur: Duration) -> u64 {
    let nanos = dur.as_nanos();
    if nanos < u64::MAX as u128 { nanos as u64 } else { u64::MAX - 1 }
}
pub fn sleep(dur: Duration) {
    intrinsics::assay_thread_sleep(nanos_of(dur))
}
pub fn sleep_ms(ms: u32) {
    sleep(Duration::from_millis(ms as u64))
}
pub fn sleep_until(deadline: Instant) {
    let now = Instant::now();
    if deadline > now {
        sleep(deadline - now);
    }
}
pub fn park() {
    intrinsics::assay_thread_park(u64::MAX);
}
pub fn park_timeout(dur: Duration) {
    intrinsics::assay_thread_park(nanos_of(dur));
}
pub fn park_timeout_ms(ms: u32) {
    park_timeout(Duration::from_millis(ms as u64))
}
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    Ok(NonZero::new(intrinsics::assay_available_parallelism()).unwrap_or(NonZero::<usize>::MIN))
}
