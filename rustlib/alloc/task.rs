// Wakers made of shared objects.

pub use core::task::*;

use core::mem::ManuallyDrop;

use crate::sync::Arc;

pub trait Wake {
    fn wake(self: Arc<Self>);
    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}
impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for Waker {
    fn from(waker: Arc<W>) -> Waker {
        unsafe { Waker::from_raw(raw_waker(waker)) }
    }
}
impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for RawWaker {
    fn from(waker: Arc<W>) -> RawWaker {
        raw_waker(waker)
    }
}
fn raw_waker<W: Wake + Send + Sync + 'static>(waker: Arc<W>) -> RawWaker {
    RawWaker::new(
        Arc::into_raw(waker) as *const (),
        &const { RawWakerVTable::new(clone_waker::<W>, wake::<W>, wake_by_ref::<W>, drop_waker::<W>) },
    )
}
unsafe fn clone_waker<W: Wake + Send + Sync + 'static>(waker: *const ()) -> RawWaker {
    unsafe { Arc::increment_strong_count(waker as *const W) };
    RawWaker::new(
        waker,
        &const { RawWakerVTable::new(clone_waker::<W>, wake::<W>, wake_by_ref::<W>, drop_waker::<W>) },
    )
}
unsafe fn wake<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    let waker = unsafe { Arc::from_raw(waker as *const W) };
    <W as Wake>::wake(waker);
}
unsafe fn wake_by_ref<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    let waker = unsafe { ManuallyDrop::new(Arc::from_raw(waker as *const W)) };
    <W as Wake>::wake_by_ref(&waker);
}
unsafe fn drop_waker<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    unsafe { Arc::decrement_strong_count(waker as *const W) };
}
