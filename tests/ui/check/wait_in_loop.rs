//@ check
//@ executions: 1
// A loop that only waits is one wait, however often it would go round.
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

static FLAG: AtomicU32 = AtomicU32::new(0);
static mut DATA: u32 = 0;

fn main() {
    let t = thread::spawn(|| unsafe {
        DATA = 7;
        FLAG.store(1, Release);
    });
    while FLAG.load(Acquire) == 0 {
        std::hint::spin_loop();
    }
    assert_eq!(unsafe { DATA }, 7);
    t.join().unwrap();
}
