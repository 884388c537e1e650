use std::alloc::{dealloc, Layout};
fn main() {
    let mut x = 1u64;
    unsafe { dealloc((&raw mut x).cast(), Layout::new::<u64>()) }; //~ ERROR invalid-free
}
