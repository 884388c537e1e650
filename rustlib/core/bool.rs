// Methods of `bool`.

use crate::prelude::v1::*;

impl bool {
    #[inline]
    pub fn then_some<T>(self, t: T) -> Option<T> {
        if self { Some(t) } else { None }
    }
    #[inline]
    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> {
        if self { Some(f()) } else { None }
    }
    #[inline]
    pub fn ok_or<E>(self, err: E) -> Result<(), E> {
        if self { Ok(()) } else { Err(err) }
    }
    #[inline]
    pub fn select_unpredictable<T>(self, true_val: T, false_val: T) -> T {
        crate::intrinsics::select_unpredictable(self, true_val, false_val)
    }
}
