//@ revisions: stacked tree
// The passing twin: a pinned future may refer to itself, under every model, polled through `&mut` again and again.
use std::future::{poll_fn, Future};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn times(n: u32) -> impl Future<Output = ()> {
    let mut left = n;
    poll_fn(move |_| {
        left -= 1;
        if left == 0 { Poll::Ready(()) } else { Poll::Pending }
    })
}

async fn body() -> u32 {
    let mut value = 5;
    let reference = &mut value;
    times(3).await;
    *reference += 1;
    times(2).await;
    *reference += 1;
    value
}

fn main() {
    let mut future = pin!(body());
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            assert_eq!(value, 7);
            break;
        }
    }
}
