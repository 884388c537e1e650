use std::alloc::{alloc, Layout};
fn main() {
    let p = unsafe { alloc(Layout::new::<u32>()) }.cast::<u32>();
    let _x = unsafe { *p }; //~ ERROR uninit
}
