// `Once`: something that runs one time.

use super::atomic::{AtomicU32, Ordering};
use super::{futex_wait, futex_wake_all, FOREVER};
use crate::cell::Cell;
use crate::fmt;
use crate::prelude::rust_2021::*;

const INCOMPLETE: u32 = 0;
const POISONED: u32 = 1;
const RUNNING: u32 = 2;
const COMPLETE: u32 = 3;

pub struct Once {
    state: AtomicU32,
}
pub struct OnceState {
    poisoned: bool,
    set_state_to: Cell<u32>,
}
pub const ONCE_INIT: Once = Once::new();
impl crate::panic::UnwindSafe for Once {}
impl crate::panic::RefUnwindSafe for Once {}

// Publishes the outcome, also when the initialiser panics.
struct Completion<'a> {
    state: &'a AtomicU32,
    outcome: u32,
}
impl Drop for Completion<'_> {
    fn drop(&mut self) {
        self.state.store(self.outcome, Ordering::Release);
        futex_wake_all(self.state);
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
        self.call(false, |_| f());
    }
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if self.is_completed() {
            return;
        }
        self.call(true, f);
    }
    #[inline]
    pub fn is_completed(&self) -> bool {
        self.state.load(Ordering::Acquire) == COMPLETE
    }
    pub fn wait(&self) {
        loop {
            match self.state.load(Ordering::Acquire) {
                COMPLETE => return,
                POISONED => panic!("Once instance has previously been poisoned"),
                state => {
                    futex_wait(&self.state, state, FOREVER);
                }
            }
        }
    }
    #[track_caller]
    fn call<F: FnOnce(&OnceState)>(&self, ignore_poisoning: bool, f: F) {
        let mut state = self.state.load(Ordering::Acquire);
        loop {
            match state {
                COMPLETE => return,
                POISONED if !ignore_poisoning => panic!("Once instance has previously been poisoned"),
                RUNNING => {
                    futex_wait(&self.state, RUNNING, FOREVER);
                    state = self.state.load(Ordering::Acquire);
                }
                _ => {
                    match self.state.compare_exchange(state, RUNNING, Ordering::Acquire, Ordering::Acquire) {
                        Ok(_) => break,
                        Err(new) => state = new,
                    }
                }
            }
        }
        let mut completion = Completion { state: &self.state, outcome: POISONED };
        let once_state = OnceState { poisoned: state == POISONED, set_state_to: Cell::new(COMPLETE) };
        f(&once_state);
        completion.outcome = once_state.set_state_to.get();
    }
}
impl OnceState {
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
    pub(super) fn poison(&self) {
        self.set_state_to.set(POISONED);
    }
}
impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
impl fmt::Debug for OnceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceState").field("poisoned", &self.is_poisoned()).finish()
    }
}
