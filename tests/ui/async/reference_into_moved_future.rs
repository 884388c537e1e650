// A future that was polled holds references to its own locals, so moving it, against the promise of `Pin`, leaves them
// dangling.
use std::future::{poll_fn, Future};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

fn once() -> impl Future<Output = ()> {
    let mut first = true;
    poll_fn(move |_| if std::mem::take(&mut first) { Poll::Pending } else { Poll::Ready(()) })
}

fn reboxed<F>(future: Box<F>) -> Box<F> {
    Box::new(*future)
}

fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    let mut future = Box::new(async {
        let value = 5;
        let reference = &value;
        once().await;
        assert_eq!(*reference, 5); //~ ERROR use-after-free:
    });
    assert!(unsafe { Pin::new_unchecked(&mut *future) }.poll(&mut cx).is_pending());
    let mut moved = reboxed(future);
    let _ = unsafe { Pin::new_unchecked(&mut *moved) }.poll(&mut cx);
}
