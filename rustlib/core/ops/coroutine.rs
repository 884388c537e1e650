// Coroutines and the asynchronous call traits.

use crate::future::Future;
use crate::marker::Tuple;
use crate::pin::Pin;
use crate::prelude::v1::*;

#[lang = "coroutine_state"]
#[derive(Clone, Copy, PartialEq, PartialOrd, Eq, Ord, Debug, Hash)]
pub enum CoroutineState<Y, R> {
    Yielded(Y),
    Complete(R),
}

#[lang = "coroutine"]
#[fundamental]
pub trait Coroutine<R = ()> {
    #[lang = "coroutine_yield"]
    type Yield;
    #[lang = "coroutine_return"]
    type Return;
    #[lang = "coroutine_resume"]
    fn resume(self: Pin<&mut Self>, arg: R) -> CoroutineState<Self::Yield, Self::Return>;
}
impl<G: ?Sized + Coroutine<R>, R> Coroutine<R> for Pin<&mut G> {
    type Yield = G::Yield;
    type Return = G::Return;
    fn resume(mut self: Pin<&mut Self>, arg: R) -> CoroutineState<Self::Yield, Self::Return> {
        G::resume((*self).as_mut(), arg)
    }
}
impl<G: ?Sized + Coroutine<R> + Unpin, R> Coroutine<R> for &mut G {
    type Yield = G::Yield;
    type Return = G::Return;
    fn resume(mut self: Pin<&mut Self>, arg: R) -> CoroutineState<Self::Yield, Self::Return> {
        G::resume(Pin::new(&mut **self), arg)
    }
}

#[lang = "async_fn_once"]
#[rustc_paren_sugar]
#[fundamental]
pub trait AsyncFnOnce<Args: Tuple> {
    #[lang = "async_fn_once_output"]
    type Output;
    #[lang = "call_once_future"]
    type CallOnceFuture: Future<Output = Self::Output>;
    #[lang = "async_call_once"]
    extern "rust-call" fn async_call_once(self, args: Args) -> Self::CallOnceFuture;
}
#[lang = "async_fn_mut"]
#[rustc_paren_sugar]
#[fundamental]
pub trait AsyncFnMut<Args: Tuple>: AsyncFnOnce<Args> {
    #[lang = "call_ref_future"]
    type CallRefFuture<'a>: Future<Output = Self::Output>
    where
        Self: 'a;
    #[lang = "async_call_mut"]
    extern "rust-call" fn async_call_mut(&mut self, args: Args) -> Self::CallRefFuture<'_>;
}
#[lang = "async_fn"]
#[rustc_paren_sugar]
#[fundamental]
pub trait AsyncFn<Args: Tuple>: AsyncFnMut<Args> {
    #[lang = "async_call"]
    extern "rust-call" fn async_call(&self, args: Args) -> Self::CallRefFuture<'_>;
}
