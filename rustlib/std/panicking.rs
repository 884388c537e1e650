// What happens between the start of a panic and the unwinding: payload, hook, message, counters.

use core::intrinsics;
use core::mem::ManuallyDrop;

use crate::any::Any;
use crate::cell::Cell;
use crate::fmt;
use crate::panic::{Location, PanicHookInfo, PanicInfo};
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::{PoisonError, RwLock};
use crate::sys;
use crate::thread;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;

// None stands for the default hook.
static HOOK: RwLock<Option<Hook>> = RwLock::new(None);
pub(crate) static ALWAYS_ABORT: AtomicBool = AtomicBool::new(false);

// Panics of this thread that are still unwinding.
#[thread_local]
static COUNT: Cell<usize> = Cell::new(0);
#[thread_local]
static IN_HOOK: Cell<bool> = Cell::new(false);

pub fn panicking() -> bool {
    COUNT.get() != 0
}
pub fn panic_count() -> usize {
    COUNT.get()
}

// What the machine carries through the frames.
struct Exception {
    payload: Box<dyn Any + Send>,
}

#[track_caller]
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {
    if thread::panicking() {
        panic!("cannot modify the panic hook from a panicking thread");
    }
    let old = HOOK.write().unwrap_or_else(PoisonError::into_inner).replace(hook);
    drop(old);
}
#[track_caller]
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    if thread::panicking() {
        panic!("cannot modify the panic hook from a panicking thread");
    }
    let old = HOOK.write().unwrap_or_else(PoisonError::into_inner).take();
    match old {
        Some(hook) => hook,
        None => Box::new(default_hook),
    }
}
pub fn update_hook<F>(hook_fn: F)
where
    F: Fn(&(dyn Fn(&PanicHookInfo<'_>) + Send + Sync + 'static), &PanicHookInfo<'_>) + Sync + Send + 'static,
{
    let previous = take_hook();
    set_hook(Box::new(move |info| hook_fn(&*previous, info)));
}

fn default_hook(info: &PanicHookInfo<'_>) {
    use fmt::Write;
    let text = info.payload_as_str().unwrap_or("Box<dyn Any>");
    let mut out = sys::RawOutput { fd: 2 };
    thread::with_current_name(|name| {
        let _ = out.write_str("\nthread '");
        let _ = out.write_str(name.unwrap_or("<unnamed>"));
        let _ = out.write_str("' panicked at ");
    });
    if let Some(location) = info.location() {
        let _ = write!(out, "{}:{}:{}", location.file(), location.line(), location.column());
    }
    let _ = out.write_str(":\n");
    let _ = out.write_str(text);
    let _ = out.write_str("\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n");
}

pub(crate) fn payload_as_str(payload: &(dyn Any + Send)) -> Option<&str> {
    if let Some(s) = payload.downcast_ref::<&'static str>() {
        Some(*s)
    } else if let Some(s) = payload.downcast_ref::<String>() {
        Some(s.as_str())
    } else {
        None
    }
}

// Where the panics of `core` arrive.
#[panic_handler]
pub fn begin_panic_handler(info: &PanicInfo<'_>) -> ! {
    let location = info.location().unwrap();
    let message = info.message();
    let payload: Box<dyn Any + Send> = match message.as_str() {
        Some(text) => Box::new(text),
        None => Box::new(fmt::format(*info.message_args())),
    };
    raise(payload, location, info.can_unwind())
}

#[track_caller]
#[cold]
pub fn begin_panic<M: Any + Send>(msg: M) -> ! {
    raise(Box::new(msg), Location::caller(), true)
}

fn raise(payload: Box<dyn Any + Send>, location: &Location<'_>, can_unwind: bool) -> ! {
    let text = payload_as_str(&*payload).unwrap_or("Box<dyn Any>");
    unsafe {
        let at: &'static Location<'static> = &*(location as *const Location<'_> as *const Location<'static>);
        intrinsics::assay_panic_note(text.as_ptr(), text.len(), at);
    }
    if IN_HOOK.get() || ALWAYS_ABORT.load(Ordering::Relaxed) {
        sys::write_text(2, "thread panicked while processing panic. aborting.\n");
        intrinsics::abort()
    }
    COUNT.set(COUNT.get() + 1);
    IN_HOOK.set(true);
    {
        let info = PanicHookInfo::new(&*payload, location, can_unwind);
        let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner);
        match &*hook {
            Some(hook) => hook(&info),
            None => default_hook(&info),
        }
    }
    IN_HOOK.set(false);
    if !can_unwind {
        sys::write_text(2, "thread caused non-unwinding panic. aborting.\n");
        intrinsics::abort()
    }
    start(payload)
}
pub(crate) fn resume(payload: Box<dyn Any + Send>) -> ! {
    COUNT.set(COUNT.get() + 1);
    start(payload)
}
fn start(payload: Box<dyn Any + Send>) -> ! {
    let exception = Box::into_raw(Box::new(Exception { payload }));
    unsafe { intrinsics::assay_start_unwind(exception as *mut u8) }
}

// Runs `f`; a panic inside becomes `Err` with its payload.
pub(crate) unsafe fn catch<R, F: FnOnce() -> R>(f: F) -> Result<R, Box<dyn Any + Send>> {
    union Data<F, R> {
        f: ManuallyDrop<F>,
        r: ManuallyDrop<R>,
        p: ManuallyDrop<Box<dyn Any + Send>>,
    }
    fn do_call<F: FnOnce() -> R, R>(data: *mut u8) {
        unsafe {
            let data = &mut *(data as *mut Data<F, R>);
            let f = ManuallyDrop::take(&mut data.f);
            data.r = ManuallyDrop::new(f());
        }
    }
    fn do_catch<F: FnOnce() -> R, R>(data: *mut u8, payload: *mut u8) {
        unsafe {
            let data = &mut *(data as *mut Data<F, R>);
            let exception = Box::from_raw(payload as *mut Exception);
            COUNT.set(COUNT.get() - 1);
            data.p = ManuallyDrop::new((*exception).payload);
        }
    }
    let mut data = Data { f: ManuallyDrop::new(f) };
    let raw = &raw mut data as *mut u8;
    unsafe {
        if intrinsics::catch_unwind(do_call::<F, R>, raw, do_catch::<F, R>) {
            Err(ManuallyDrop::into_inner(data.p))
        } else {
            Ok(ManuallyDrop::into_inner(data.r))
        }
    }
}
