// The panic runtime: hooks, counting, starting and catching unwinding.

pub use core::panicking::*;

use crate::any::Any;
use crate::boxed::Box;
use crate::cell::Cell;
use crate::fmt;
use crate::io;
use crate::mem::{self, ManuallyDrop};
use crate::panic::{Location, PanicHookInfo};
use crate::prelude::rust_2021::*;
use crate::process;
use crate::string::String;
use core::intrinsics;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;
static HOOK: crate::sync::RwLock<Option<Hook>> = crate::sync::RwLock::new(None);

#[thread_local]
static COUNT: Cell<usize> = Cell::new(0);
#[thread_local]
static IN_HOOK: Cell<bool> = Cell::new(false);

pub fn panic_count() -> usize {
    COUNT.get()
}
pub fn panicking() -> bool {
    COUNT.get() != 0
}

#[track_caller]
pub fn set_hook(hook: Hook) {
    if panicking() {
        panic!("cannot modify the panic hook from a panicking thread");
    }
    let old = {
        let mut slot = HOOK.write().unwrap_or_else(|e| e.into_inner());
        mem::replace(&mut *slot, Some(hook))
    };
    drop(old);
}
#[track_caller]
pub fn take_hook() -> Hook {
    if panicking() {
        panic!("cannot modify the panic hook from a panicking thread");
    }
    let old = {
        let mut slot = HOOK.write().unwrap_or_else(|e| e.into_inner());
        mem::take(&mut *slot)
    };
    match old {
        Some(hook) => hook,
        None => Box::new(default_hook),
    }
}
pub fn update_hook<F>(hook_fn: F)
where
    F: Fn(&(dyn Fn(&PanicHookInfo<'_>) + Send + Sync + 'static), &PanicHookInfo<'_>) + Sync + Send + 'static,
{
    let prev = take_hook();
    set_hook(Box::new(move |info| hook_fn(&prev, info)));
}
fn default_hook(info: &PanicHookInfo<'_>) {
    let message = match info.payload_as_str() {
        Some(s) => s,
        None => "Box<dyn Any>",
    };
    let thread = crate::thread::current();
    let name = thread.name().unwrap_or("<unnamed>");
    if let Some(location) = info.location() {
        io::_eprint(format_args!("\nthread '{name}' panicked at {location}:\n{message}\n"));
    }
}

#[panic_handler]
pub fn begin_panic_handler(info: &core::panic::PanicInfo<'_>) -> ! {
    let location = info.location().unwrap();
    let args = info.message_args();
    let payload: Box<dyn Any + Send> = match args.as_str() {
        Some(s) => Box::new(s),
        None => {
            let mut text = String::new();
            let _ = fmt::Write::write_fmt(&mut text, *args);
            Box::new(text)
        }
    };
    panic_with_hook(payload, unsafe { mem::transmute(location) }, info.can_unwind())
}
#[track_caller]
pub fn begin_panic<M: Any + Send>(msg: M) -> ! {
    panic_with_hook(Box::new(msg), Location::caller(), true)
}
fn panic_with_hook(payload: Box<dyn Any + Send>, location: &'static Location<'static>, can_unwind: bool) -> ! {
    if IN_HOOK.get() {
        io::_print_text("thread panicked while processing panic. aborting.\n", 2);
        process::abort();
    }
    COUNT.set(COUNT.get() + 1);
    IN_HOOK.set(true);
    {
        let info = PanicHookInfo::new(location, &*payload, can_unwind);
        let text = info.payload_as_str().unwrap_or("Box<dyn Any>");
        unsafe { intrinsics::assay_panic_note(text.as_ptr(), text.len(), location) };
        let hook = HOOK.read().unwrap_or_else(|e| e.into_inner());
        match &*hook {
            Some(hook) => hook(&info),
            None => default_hook(&info),
        }
    }
    IN_HOOK.set(false);
    if !can_unwind {
        io::_print_text("thread caused non-unwinding panic. aborting.\n", 2);
        process::abort();
    }
    start_unwind(payload)
}
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    COUNT.set(COUNT.get() + 1);
    start_unwind(payload)
}
fn start_unwind(payload: Box<dyn Any + Send>) -> ! {
    // A thin pointer to the wide one travels through the machine.
    let exception = Box::into_raw(Box::new(payload));
    unsafe { intrinsics::assay_start_unwind(exception as *mut u8) }
}

// Runs `f`; a panic in it ends here.
pub unsafe fn catch_unwind<R, F: FnOnce() -> R>(f: F) -> Result<R, Box<dyn Any + Send>> {
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
            let payload = Box::from_raw(payload as *mut Box<dyn Any + Send>);
            COUNT.set(COUNT.get() - 1);
            data.p = ManuallyDrop::new(*payload);
        }
    }
    let mut data = Data { f: ManuallyDrop::new(f) };
    let data_ptr = (&raw mut data) as *mut u8;
    unsafe {
        if intrinsics::catch_unwind(do_call::<F, R>, data_ptr, do_catch::<F, R>) == 0 {
            Ok(ManuallyDrop::into_inner(data.r))
        } else {
            Err(ManuallyDrop::into_inner(data.p))
        }
    }
}
