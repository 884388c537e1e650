//@ verdict: panic
// A future that has given its value cannot be polled again.
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

fn main() {
    let mut future = pin!(async { 1 });
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut cx).is_ready());
    let _ = future.as_mut().poll(&mut cx);
}
