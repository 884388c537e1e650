// Threads.

mod local;
mod scoped;
mod spawn;

pub use self::local::{AccessError, LocalKey};
#[doc(hidden)]
pub use self::local::storage as local_impl;
pub use self::scoped::{scope, Scope, ScopedJoinHandle};
pub use self::spawn::{spawn, Builder, JoinHandle, JoinHandleExt};

use core::intrinsics;

use crate::any::Any;
use crate::cell::Cell;
use crate::fmt;
use crate::io;
use crate::num::{NonZero, NonZeroU64};
use crate::ptr;
use crate::sync::atomic::{AtomicU64, Ordering};
use crate::sync::Arc;
use crate::sys;
use crate::time::{Duration, Instant};

pub type Result<T> = crate::result::Result<T, Box<dyn Any + Send + 'static>>;

#[derive(Eq, PartialEq, Clone, Copy, Hash, Debug)]
pub struct ThreadId(NonZeroU64);
impl ThreadId {
    fn new() -> ThreadId {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let id = COUNTER.fetch_add(1, Ordering::Relaxed) + 1;
        ThreadId(NonZero::new(id).unwrap())
    }
    pub fn as_u64(&self) -> NonZeroU64 {
        self.0
    }
}

struct Inner {
    name: Option<String>,
    id: ThreadId,
    // The machine's name for the thread.
    native: AtomicU64,
}
#[derive(Clone)]
pub struct Thread {
    inner: Arc<Inner>,
}
impl Thread {
    fn new(name: Option<String>) -> Thread {
        Thread { inner: Arc::new(Inner { name, id: ThreadId::new(), native: AtomicU64::new(0) }) }
    }
    fn set_native(&self, native: u64) {
        self.inner.native.store(native, Ordering::Relaxed);
    }
    pub fn id(&self) -> ThreadId {
        self.inner.id
    }
    pub fn name(&self) -> Option<&str> {
        match &self.inner.name {
            Some(name) => Some(name.as_str()),
            None => None,
        }
    }
    pub fn unpark(&self) {
        intrinsics::assay_thread_unpark(self.inner.native.load(Ordering::Relaxed))
    }
    pub fn into_raw(self) -> *const () {
        Arc::into_raw(self.inner) as *const ()
    }
    pub unsafe fn from_raw(ptr: *const ()) -> Thread {
        Thread { inner: unsafe { Arc::from_raw(ptr as *const Inner) } }
    }
}
impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

// The running thread's own handle: null until somebody asks, then an `Arc` turned into a pointer.
#[thread_local]
static CURRENT: Cell<*const Inner> = Cell::new(ptr::null());

fn drop_current(data: *mut u8) {
    CURRENT.set(ptr::null());
    unsafe { drop(Arc::from_raw(data as *const Inner)) }
}
fn set_current(thread: Thread) {
    let raw = Arc::into_raw(thread.inner);
    CURRENT.set(raw);
    unsafe { intrinsics::assay_thread_at_exit(drop_current, raw as *mut u8) };
}
pub fn current() -> Thread {
    if CURRENT.get().is_null() {
        let native = intrinsics::assay_thread_current();
        let thread = Thread::new(if native == 0 { Some(String::from("main")) } else { None });
        thread.set_native(native);
        set_current(thread);
    }
    unsafe {
        let raw = CURRENT.get();
        Arc::increment_strong_count(raw);
        Thread { inner: Arc::from_raw(raw) }
    }
}
pub fn current_id() -> ThreadId {
    current().id()
}
// For messages: makes no handle.
pub(crate) fn with_current_name<F: FnOnce(Option<&str>)>(f: F) {
    let raw = CURRENT.get();
    if raw.is_null() {
        f(if intrinsics::assay_thread_current() == 0 { Some("main") } else { None })
    } else {
        f(unsafe { (*raw).name.as_deref() })
    }
}
pub fn yield_now() {
    intrinsics::assay_thread_yield()
}
pub fn panicking() -> bool {
    crate::panicking::panicking()
}
pub fn sleep(dur: Duration) {
    intrinsics::assay_thread_sleep(sys::nanos_of(dur))
}
pub fn sleep_ms(ms: u32) {
    sleep(Duration::from_millis(ms as u64))
}
pub fn sleep_until(deadline: Instant) {
    let now = Instant::now();
    if let Some(delay) = deadline.checked_duration_since(now) {
        sleep(delay);
    }
}
pub fn park() {
    intrinsics::assay_thread_park(u64::MAX);
}
pub fn park_timeout(dur: Duration) {
    intrinsics::assay_thread_park(sys::nanos_of(dur));
}
pub fn park_timeout_ms(ms: u32) {
    park_timeout(Duration::from_millis(ms as u64))
}
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    Ok(NonZero::new(intrinsics::assay_available_parallelism()).unwrap())
}
