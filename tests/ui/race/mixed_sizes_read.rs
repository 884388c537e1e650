//@ flags: --seeds 0..10
// The passing twin of mixed_sizes.rs: nobody writes.
use std::sync::atomic::{AtomicU16, AtomicU8, Ordering::*};
use std::thread;

fn main() {
    let word = AtomicU16::new(0);
    let half = unsafe { &*(&raw const word).cast::<AtomicU8>() };
    thread::scope(|s| {
        s.spawn(|| word.load(Relaxed));
        s.spawn(|| half.load(Relaxed));
    });
}
