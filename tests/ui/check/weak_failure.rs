//@ check
//@ executions: 2
// `compare_exchange_weak` may fail although the value is the expected one.
use std::sync::atomic::{AtomicU32, Ordering::*};

fn main() {
    let x = AtomicU32::new(0);
    println!("{}", x.compare_exchange_weak(0, 1, AcqRel, Relaxed).is_ok());
}
