//@ flags: --seeds 0..60
//@ verdict: panic
// Both loads may miss the other thread's relaxed store: some seed shows it.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

fn main() {
    let a = thread::spawn(|| {
        X.store(1, Relaxed);
        Y.load(Relaxed)
    });
    let b = thread::spawn(|| {
        Y.store(1, Relaxed);
        X.load(Relaxed)
    });
    assert_ne!((a.join().unwrap(), b.join().unwrap()), (0, 0));
}
