// Slices: methods of `[T]`. Iterators, indexing, searching and sorting live in the files below.

mod ascii;
mod chunks;
mod cmp;
mod index;
mod iter;
mod methods;
pub mod memchr;
mod raw;
mod sort;
mod split;

pub use self::ascii::EscapeAscii;
pub use self::chunks::{
    ArrayWindows, ChunkBy, ChunkByMut, Chunks, ChunksExact, ChunksExactMut, ChunksMut, RChunks, RChunksExact,
    RChunksExactMut, RChunksMut, Windows,
};
pub use self::index::{range, try_range, SliceIndex};
pub(crate) use self::index::from_bounds;
pub use self::iter::{Iter, IterMut};
pub use self::methods::{GetDisjointMutError, GetDisjointMutIndex};
pub use self::raw::{from_mut, from_ptr_range, from_mut_ptr_range, from_raw_parts, from_raw_parts_mut, from_ref};
pub use self::split::{
    RSplit, RSplitMut, RSplitN, RSplitNMut, Split, SplitInclusive, SplitInclusiveMut, SplitMut, SplitN, SplitNMut,
};
pub use self::sort::{heapsort, insertion_sort};

// Drops the elements written so far if filling a buffer panics.
pub struct InitGuard<T> {
    pub start: *mut T,
    pub len: usize,
}
impl<T> crate::ops::Drop for InitGuard<T> {
    fn drop(&mut self) {
        unsafe { crate::ptr::drop_in_place(crate::ptr::slice_from_raw_parts_mut(self.start, self.len)) }
    }
}
