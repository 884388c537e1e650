//@ check
//@ executions: 4
// A loop that tries again because somebody else got on is no wait: every round counts.
// Either thread is first; the other reads the old value and fails once, or does not.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);

fn add() {
    let mut now = X.load(Relaxed);
    while let Err(other) = X.compare_exchange(now, now + 1, Relaxed, Relaxed) {
        now = other;
    }
}

fn main() {
    let t = thread::spawn(add);
    add();
    t.join().unwrap();
    assert_eq!(X.load(Relaxed), 2);
}
