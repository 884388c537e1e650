// Futures.

use crate::ops::DerefMut;
use crate::panic::UnwindSafe;
use crate::pin::Pin;
use crate::prelude::v1::*;
use crate::task::{Context, Poll};

#[lang = "future_trait"]
pub trait Future {
    #[lang = "future_output"]
    type Output;
    #[lang = "poll"]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
}
impl<F: ?Sized + Future + Unpin> Future for &mut F {
    type Output = F::Output;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        F::poll(Pin::new(&mut **self), cx)
    }
}
impl<P> Future for Pin<P>
where
    P: DerefMut<Target: Future>,
{
    type Output = <<P as crate::ops::Deref>::Target as Future>::Output;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        <P::Target as Future>::poll(self.as_deref_mut(), cx)
    }
}

pub trait IntoFuture {
    type Output;
    type IntoFuture: Future<Output = Self::Output>;
    #[lang = "into_future"]
    fn into_future(self) -> Self::IntoFuture;
}
impl<F: Future> IntoFuture for F {
    type Output = F::Output;
    type IntoFuture = F;
    fn into_future(self) -> F {
        self
    }
}

#[derive(Debug, Clone)]
pub struct Ready<T>(Option<T>);
impl<T> Unpin for Ready<T> {}
impl<T> Future for Ready<T> {
    type Output = T;
    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<T> {
        Poll::Ready(self.0.take().expect("`Ready` polled after completion"))
    }
}
impl<T> Ready<T> {
    pub fn into_inner(self) -> T {
        self.0.expect("Called `into_inner()` on `Ready` after completion")
    }
}
pub fn ready<T>(t: T) -> Ready<T> {
    Ready(Some(t))
}
pub struct Pending<T>(crate::marker::PhantomData<fn() -> T>);
pub fn pending<T>() -> Pending<T> {
    Pending(crate::marker::PhantomData)
}
impl<T> Future for Pending<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        Poll::Pending
    }
}
pub struct PollFn<F> {
    f: F,
}
impl<F: Unpin> Unpin for PollFn<F> {}
pub fn poll_fn<T, F: FnMut(&mut Context<'_>) -> Poll<T>>(f: F) -> PollFn<F> {
    PollFn { f }
}
impl<T, F: FnMut(&mut Context<'_>) -> Poll<T>> Future for PollFn<F> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        (unsafe { &mut self.get_unchecked_mut().f })(cx)
    }
}

// The future of an async block or function. `C` is the coroutine: a closure that the compiler cuts at its awaits.
#[lang = "assay_async_block_struct"]
pub struct AsyncBlock<C> {
    body: C,
    _pinned: crate::marker::PhantomPinned,
}
#[lang = "assay_async_block"]
pub const fn async_block<T, C: FnOnce(ResumeTy) -> T>(body: C) -> AsyncBlock<C> {
    AsyncBlock { body, _pinned: crate::marker::PhantomPinned }
}
impl<T, C: FnOnce(ResumeTy) -> T> Future for AsyncBlock<C> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let context = ResumeTy(crate::ptr::NonNull::from(cx).cast());
        unsafe { assay_resume::<C, T>(&raw mut self.get_unchecked_mut().body, (context,)) }
    }
}
impl<C> crate::fmt::Debug for AsyncBlock<C> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.write_str("async block")
    }
}
// Calls the coroutine itself.
#[lang = "assay_resume"]
extern "rust-call" fn assay_resume<C, T>(_body: *mut C, _context: (ResumeTy,)) -> Poll<T> {
    unsafe { crate::hint::unreachable_unchecked() }
}
// Where a coroutine is cut: it returns `Pending`, and goes on here with the context of the next poll.
#[lang = "assay_yield"]
fn assay_yield() -> ResumeTy {
    unsafe { crate::hint::unreachable_unchecked() }
}
#[lang = "assay_poll_await"]
fn poll_await<F: Future>(future: &mut F, context: ResumeTy) -> Poll<F::Output> {
    unsafe { F::poll(Pin::new_unchecked(future), get_context(context)) }
}
#[lang = "assay_resumed_wrongly"]
#[track_caller]
fn resumed_wrongly(panicked: bool) -> ! {
    if panicked { panic!("`async fn` resumed after panicking") } else { panic!("`async fn` resumed after completion") }
}

// How an async body gets at its context.
#[lang = "ResumeTy"]
#[derive(Debug, Copy, Clone)]
pub struct ResumeTy(crate::ptr::NonNull<Context<'static>>);
unsafe impl Send for ResumeTy {}
unsafe impl Sync for ResumeTy {}
#[lang = "get_context"]
pub unsafe fn get_context<'a, 'b>(cx: ResumeTy) -> &'a mut Context<'b> {
    unsafe { &mut *cx.0.as_ptr().cast() }
}
