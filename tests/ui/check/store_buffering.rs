//@ check
//@ executions: 4
// Both loads may read the old values: nothing orders a store with a later load of another location.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

fn main() {
    let t = thread::spawn(|| {
        X.store(1, Release);
        Y.load(Acquire)
    });
    Y.store(1, Release);
    let b = X.load(Acquire);
    println!("{} {}", t.join().unwrap(), b);
}
