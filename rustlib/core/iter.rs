// Iterators: the traits, the adapters, the sources, and iteration over ranges.

mod adapters;
mod adapters_more;
mod flatten;
mod iterator;
mod range;
mod sources;
mod traits;

pub use self::adapters::{
    Chain, Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, Fuse, Inspect, Map, Rev, Zip, zip,
};
pub use self::adapters_more::{
    ArrayChunks, ByRefSized, Intersperse, IntersperseWith, MapWhile, MapWindows, Peekable, Scan, Skip, SkipWhile, StepBy, Take, TakeWhile,
};
pub use self::flatten::{FlatMap, Flatten};
pub use self::iterator::Iterator;
pub use self::range::Step;
pub use self::sources::{
    empty, from_fn, once, once_with, repeat, repeat_n, repeat_with, successors, Empty, FromFn, Once, OnceWith, Repeat,
    RepeatN, RepeatWith, Successors, chain,
};
pub use self::traits::{
    DoubleEndedIterator, ExactSizeIterator, Extend, FromIterator, FusedIterator, InPlaceIterable, IntoIterator, Product,
    Sum, TrustedLen, TrustedStep,
};
pub(crate) use self::traits::{until_err, until_none};
