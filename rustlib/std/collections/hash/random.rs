// Hashers whose results differ from run to run.

use core::hash::WordHasher;
use core::intrinsics;

use crate::cell::Cell;
use crate::fmt;
use crate::hash::{BuildHasher, Hasher};

#[derive(Clone)]
pub struct RandomState {
    seed: u64,
}
impl RandomState {
    pub fn new() -> RandomState {
        RandomState { seed: intrinsics::assay_random_u64() }
    }
}
impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;
    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher(WordHasher::with_seed(self.seed))
    }
}
impl Default for RandomState {
    fn default() -> RandomState {
        RandomState::new()
    }
}
impl fmt::Debug for RandomState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RandomState").finish_non_exhaustive()
    }
}
#[derive(Clone, Debug)]
pub struct DefaultHasher(WordHasher);
impl DefaultHasher {
    pub const fn new() -> DefaultHasher {
        DefaultHasher(WordHasher::with_seed(0))
    }
}
impl Default for DefaultHasher {
    fn default() -> DefaultHasher {
        DefaultHasher::new()
    }
}
impl Hasher for DefaultHasher {
    fn finish(&self) -> u64 {
        self.0.finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes)
    }
    fn write_u8(&mut self, i: u8) {
        self.0.write_u8(i)
    }
    fn write_u16(&mut self, i: u16) {
        self.0.write_u16(i)
    }
    fn write_u32(&mut self, i: u32) {
        self.0.write_u32(i)
    }
    fn write_u64(&mut self, i: u64) {
        self.0.write_u64(i)
    }
    fn write_usize(&mut self, i: usize) {
        self.0.write_usize(i)
    }
}
