//@ flags: --seeds 0..10
//@ revisions: stacked none
// Under Stacked Borrows a mutable reborrow counts as a write, although nobody writes here.
use std::thread;

static mut DATA: u32 = 0;

fn main() {
    let reader = thread::spawn(|| unsafe { *&raw const DATA });
    let other = thread::spawn(|| {
        let _r = unsafe { &mut *&raw mut DATA }; //~[stacked] ERROR data-race: retag-race
    });
    reader.join().unwrap();
    other.join().unwrap();
}
