// `Once`: something that happens at most once.

use crate::cell::Cell;
use crate::fmt;
use crate::sync::atomic::AtomicU32;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sys;

const INCOMPLETE: u32 = 0;
const POISONED: u32 = 1;
const RUNNING: u32 = 2;
const QUEUED: u32 = 3;
const COMPLETE: u32 = 4;

pub struct Once {
    state: AtomicU32,
}
impl crate::panic::UnwindSafe for Once {}
impl crate::panic::RefUnwindSafe for Once {}
pub struct OnceState {
    poisoned: bool,
    set_to: Cell<u32>,
}
impl OnceState {
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
    pub(crate) fn poison(&self) {
        self.set_to.set(POISONED);
    }
}
pub const ONCE_INIT: Once = Once::new();

// Publishes the final state, also if the initialiser panics.
struct Completion<'a> {
    state: &'a AtomicU32,
    set_to: u32,
}
impl Drop for Completion<'_> {
    fn drop(&mut self) {
        if self.state.swap(self.set_to, Release) == QUEUED {
            sys::futex_wake_all(self.state);
        }
    }
}
impl Once {
    pub const fn new() -> Once {
        Once { state: AtomicU32::new(INCOMPLETE) }
    }
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if self.is_completed() {
            return;
        }
        let mut f = Some(f);
        self.call(false, &mut |_| f.take().unwrap()());
    }
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if self.is_completed() {
            return;
        }
        let mut f = Some(f);
        self.call(true, &mut |state| f.take().unwrap()(state));
    }
    #[inline]
    pub fn is_completed(&self) -> bool {
        self.state.load(Acquire) == COMPLETE
    }
    pub fn wait(&self) {
        self.wait_for(false)
    }
    pub fn wait_force(&self) {
        self.wait_for(true)
    }
    #[track_caller]
    fn wait_for(&self, ignore_poisoning: bool) {
        loop {
            let state = self.state.load(Acquire);
            match state {
                COMPLETE => return,
                POISONED if !ignore_poisoning => panic!("Once instance has previously been poisoned"),
                RUNNING => {
                    let _ = self.state.compare_exchange(RUNNING, QUEUED, Relaxed, Acquire);
                }
                QUEUED => {
                    sys::futex_wait(&self.state, QUEUED, None);
                }
                _ => crate::thread::yield_now(),
            }
        }
    }
    #[track_caller]
    fn call(&self, ignore_poisoning: bool, f: &mut dyn FnMut(&OnceState)) {
        let mut state = self.state.load(Acquire);
        loop {
            match state {
                COMPLETE => return,
                POISONED if !ignore_poisoning => panic!("Once instance has previously been poisoned"),
                INCOMPLETE | POISONED => {
                    if let Err(new) = self.state.compare_exchange(state, RUNNING, Acquire, Acquire) {
                        state = new;
                        continue;
                    }
                    let mut completion = Completion { state: &self.state, set_to: POISONED };
                    let info = OnceState { poisoned: state == POISONED, set_to: Cell::new(COMPLETE) };
                    f(&info);
                    completion.set_to = info.set_to.get();
                    return;
                }
                _ => {
                    if state == RUNNING {
                        if let Err(new) = self.state.compare_exchange(RUNNING, QUEUED, Relaxed, Acquire) {
                            state = new;
                            continue;
                        }
                    }
                    sys::futex_wait(&self.state, QUEUED, None);
                    state = self.state.load(Acquire);
                }
            }
        }
    }
}
impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
