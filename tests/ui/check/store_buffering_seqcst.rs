//@ check
//@ executions: 3
// SeqCst forbids the outcome that both loads read the old values.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

fn main() {
    let t = thread::spawn(|| {
        X.store(1, SeqCst);
        Y.load(SeqCst)
    });
    Y.store(1, SeqCst);
    let b = X.load(SeqCst);
    println!("{} {}", t.join().unwrap(), b);
}
