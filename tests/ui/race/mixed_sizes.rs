//@ flags: --seeds 0..10
// Unordered atomic accesses of overlapping but different bytes are undefined behaviour if one of them writes.
use std::sync::atomic::{AtomicU16, AtomicU8, Ordering::*};
use std::thread;

fn main() {
    let word = AtomicU16::new(0);
    let half = unsafe { &*(&raw const word).cast::<AtomicU8>() };
    thread::scope(|s| {
        s.spawn(|| word.store(1, Relaxed)); s.spawn(|| half.load(Relaxed)); //~ ERROR data-race: mixed-size-race
    });
}
