//@ flags: --seeds 0..60
// SeqCst accesses forbid that both loads miss the other store.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;
static X: AtomicU32 = AtomicU32::new(0);
static Y: AtomicU32 = AtomicU32::new(0);
fn main() {
    let a = thread::spawn(|| {
        X.store(1, SeqCst);
        Y.load(SeqCst)
    });
    let b = thread::spawn(|| {
        Y.store(1, SeqCst);
        X.load(SeqCst)
    });
    assert_ne!((a.join().unwrap(), b.join().unwrap()), (0, 0));
}
