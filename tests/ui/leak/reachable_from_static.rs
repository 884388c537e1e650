// What a static still points to is no leak.
use std::sync::atomic::{AtomicPtr, Ordering};
static KEPT: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());
fn main() {
    KEPT.store(Box::into_raw(Box::new(1)), Ordering::Relaxed);
}
