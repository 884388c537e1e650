//@ flags: --no-data-race-detector --seeds 0..10
use std::thread;

static mut DATA: u32 = 0;

fn main() {
    let a = thread::spawn(|| unsafe { DATA = 1 });
    let b = thread::spawn(|| unsafe { DATA = 2 });
    a.join().unwrap();
    b.join().unwrap();
}
