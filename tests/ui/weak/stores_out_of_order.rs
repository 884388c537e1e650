//@ flags: --seeds 0..60
//@ verdict: panic
// 2+2W: the last store of each thread may come before the first one of the other in modification order.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);

fn main() {
    let a = thread::spawn(|| {
        X.store(1, Relaxed);
        Y.store(2, Relaxed);
    });
    let b = thread::spawn(|| {
        Y.store(1, Relaxed);
        X.store(2, Relaxed);
    });
    a.join().unwrap();
    b.join().unwrap();
    assert_ne!((X.load(Relaxed), Y.load(Relaxed)), (1, 1));
}
