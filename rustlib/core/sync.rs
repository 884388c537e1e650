// Synchronisation primitives without a system: atomics and `Exclusive`.

pub mod atomic;
