// Pin, waker-less futures by hand (poll), Future trait impls
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::*;
use std::sync::Arc;
use std::task::*;
struct Count(AtomicUsize);
impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
struct Steps {
    left: u32,
}
impl Future for Steps {
    type Output = &'static str;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        if self.left == 0 {
            Poll::Ready("done")
        } else {
            self.left -= 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }
}
struct Join<A: Future, B: Future> {
    a: Result<A::Output, Pin<Box<A>>>,
    b: Result<B::Output, Pin<Box<B>>>,
}
impl<A: Future, B: Future> Future for Join<A, B>
where
    A::Output: Unpin + Clone,
    B::Output: Unpin + Clone,
{
    type Output = (A::Output, B::Output);
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if let Err(f) = &mut this.a {
            if let Poll::Ready(x) = f.as_mut().poll(cx) {
                this.a = Ok(x);
            }
        }
        if let Err(f) = &mut this.b {
            if let Poll::Ready(x) = f.as_mut().poll(cx) {
                this.b = Ok(x);
            }
        }
        match (&this.a, &this.b) {
            (Ok(a), Ok(b)) => Poll::Ready((a.clone(), b.clone())),
            _ => Poll::Pending,
        }
    }
}
fn block_on<F: Future>(f: F) -> (F::Output, usize) {
    let c = Arc::new(Count(AtomicUsize::new(0)));
    let w = Waker::from(c.clone());
    let mut cx = Context::from_waker(&w);
    let mut f = std::pin::pin!(f);
    loop {
        if let Poll::Ready(o) = f.as_mut().poll(&mut cx) {
            return (o, c.0.load(Ordering::Relaxed));
        }
    }
}
fn main() {
    println!("{:?}", block_on(Steps { left: 3 }));
    println!(
        "{:?}",
        block_on(Join {
            a: Err(Box::pin(Steps { left: 1 })),
            b: Err(Box::pin(std::future::ready(5)))
        })
    );
    println!("{:?}", block_on(std::future::poll_fn(|_| Poll::Ready(1))));
    let p = Poll::Ready(3).map(|x| x + 1);
    println!("{p:?} {}", p.is_ready());
    let mut x = Box::pin(5);
    *x += 1;
    println!("{x}");
    println!("{:?}", Pin::into_inner(x));
}
