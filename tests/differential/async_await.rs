// Futures as state machines: order of drops, awaits in loops, futures dropped half way, boxed and joined ones.
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Yield(u32);
impl Future for Yield {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if self.0 == 0 {
            return Poll::Ready(7);
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

struct Count(Cell<u32>);
struct CountWake;
impl Wake for CountWake {
    fn wake(self: Arc<Self>) {}
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    let waker = Waker::from(Arc::new(CountWake));
    let mut cx = Context::from_waker(&waker);
    let mut polls = 0;
    loop {
        polls += 1;
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            println!("ready after {polls} polls");
            return value;
        }
    }
}

async fn add(a: u32, b: u32) -> u32 {
    let x = Yield(1).await;
    a + b + x
}

async fn nested(n: u32) -> u32 {
    let mut sum = 0;
    for i in 0..n {
        let guard = Noisy("loop guard");
        sum += add(i, 1).await;
        drop(guard);
    }
    sum
}

async fn by_reference(v: &mut Vec<u32>) -> usize {
    v.push(1);
    Yield(2).await;
    v.push(2);
    let first = &v[0];
    Yield(1).await;
    println!("first {first}");
    v.len()
}

async fn early(flag: bool) -> Result<u32, String> {
    let _a = Noisy("a");
    let n: u32 = if flag { Ok(3) } else { Err("no".to_string()) }?;
    let _b = Noisy("b");
    Yield(1).await;
    Ok(n)
}

fn boxed(n: u32) -> Pin<Box<dyn Future<Output = u32>>> {
    Box::pin(async move { if n == 0 { 0 } else { Yield(1).await + boxed(n - 1).await } })
}

async fn patterns((a, b): (u32, u32), [x, ..]: [u32; 3], _: Noisy) -> u32 {
    Yield(1).await;
    println!("before parameters go");
    a + b + x
}

struct S {
    n: u32,
}
impl S {
    async fn method(&mut self, by: u32) -> u32 {
        self.n += by;
        Yield(1).await;
        self.n += by;
        self.n
    }
    async fn owned(self) -> u32 {
        Yield(1).await + self.n
    }
}

fn main() {
    println!("{}", block_on(add(1, 2)));
    println!("{}", block_on(nested(3)));
    let mut v = vec![5];
    println!("{}", block_on(by_reference(&mut v)));
    println!("{v:?}");
    println!("{:?} {:?}", block_on(early(true)), block_on(early(false)));
    println!("{}", block_on(boxed(4)));
    println!("{}", block_on(patterns((1, 2), [3, 4, 5], Noisy("parameter"))));
    let mut s = S { n: 1 };
    println!("{}", block_on(s.method(4)));
    println!("{}", block_on(s.owned()));

    // Dropped before the first poll, in the middle, and after the end.
    let unpolled = async {
        let _x = Noisy("never made");
    };
    drop(unpolled);
    let waker = Waker::from(Arc::new(CountWake));
    let mut cx = Context::from_waker(&waker);
    {
        let captured = Noisy("captured");
        let mut half = Box::pin(async move {
            let _one = Noisy("one");
            let two = Noisy("two");
            Yield(1).await;
            drop(two);
            let _three = Noisy("three");
            Yield(1).await;
            let _captured = captured;
        });
        println!("{}", half.as_mut().poll(&mut cx).is_pending());
        println!("{}", half.as_mut().poll(&mut cx).is_pending());
        println!("dropping half way");
    }
    let log = Rc::new(RefCell::new(Vec::new()));
    let log2 = log.clone();
    let mut done = Box::pin(async move {
        log2.borrow_mut().push("in");
        let mut count = 0;
        while count < 3 {
            count += 1;
            if count == 2 {
                continue;
            }
            Yield(count).await;
        }
        log2.borrow_mut().push("out");
        count
    });
    let mut polls = 0;
    let result = loop {
        polls += 1;
        if let Poll::Ready(r) = done.as_mut().poll(&mut cx) {
            break r;
        }
    };
    println!("{result} {polls} {:?} {}", log.borrow(), Rc::strong_count(&log));
    drop(done);
    println!("{}", Rc::strong_count(&log));

    // Locals keep their addresses; match scrutinees and temporaries live across an await.
    let r = block_on(async {
        let array = [1u32, 2, 3];
        let inside = &array[1];
        let text = String::from("abc");
        match text.as_str() {
            "abc" => {
                Yield(1).await;
                println!("{text} {inside}");
            }
            _ => unreachable!(),
        }
        let n = identity(&Yield(2).await).max(&Yield(0).await).wrapping_add(*inside);
        let counter = Count(Cell::new(0));
        let step = async || {
            counter.0.set(counter.0.get() + 1);
            counter.0.get()
        };
        let a = step().await;
        let b = step().await;
        n + a + b
    });
    println!("{r}");
}

fn identity(x: &u32) -> &u32 {
    x
}
