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
use crate::ptr::{self, NonNull};
use crate::sync::Arc;
use crate::sys;
use crate::time::{Duration, Instant};

pub type Result<T> = crate::result::Result<T, Box<dyn Any + Send + 'static>>;

#[derive(Eq, PartialEq, Clone, Copy, Hash, Debug)]
pub struct ThreadId(NonZeroU64);
impl ThreadId {
    pub fn as_u64(&self) -> NonZeroU64 {
        self.0
    }
}

// A handle: the machine's number of the thread, and its name. Threads without a name share no memory, so that their
// handles cost no synchronisation.
#[derive(Clone)]
pub struct Thread {
    native: u64,
    name: Option<Arc<str>>,
}
impl Thread {
    pub fn id(&self) -> ThreadId {
        ThreadId(NonZero::new(self.native + 1).unwrap())
    }
    pub fn name(&self) -> Option<&str> {
        match &self.name {
            Some(name) => Some(&**name),
            None if self.native == 0 => Some("main"),
            None => None,
        }
    }
    pub fn unpark(&self) {
        intrinsics::assay_thread_unpark(self.native)
    }
}
impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

// The running thread's name, if it has one: an `Arc` turned into a pointer.
#[thread_local]
static NAME: Cell<Option<NonNull<str>>> = Cell::new(None);

fn drop_name(_: *mut u8) {
    if let Some(name) = NAME.take() {
        unsafe { drop(Arc::from_raw(name.as_ptr() as *const str)) }
    }
}
fn set_name(name: Arc<str>) {
    unsafe {
        intrinsics::assay_thread_set_name(name.as_ptr(), name.len());
        NAME.set(NonNull::new(Arc::into_raw(name) as *mut str));
        intrinsics::assay_thread_at_exit(drop_name, ptr::null_mut());
    }
}
pub fn current() -> Thread {
    let name = NAME.get().map(|name| unsafe {
        let raw = name.as_ptr() as *const str;
        Arc::increment_strong_count(raw);
        Arc::from_raw(raw)
    });
    Thread { native: intrinsics::assay_thread_current(), name }
}
pub fn current_id() -> ThreadId {
    current().id()
}
// For messages: makes no handle.
pub(crate) fn with_current_name<F: FnOnce(Option<&str>)>(f: F) {
    match NAME.get() {
        Some(name) => f(Some(unsafe { name.as_ref() })),
        None => f(if intrinsics::assay_thread_current() == 0 { Some("main") } else { None }),
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
