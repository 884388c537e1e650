use std::alloc::{alloc, dealloc, Layout};
fn main() {
    unsafe {
        let p = alloc(Layout::from_size_align_unchecked(8, 8));
        dealloc(p, Layout::from_size_align_unchecked(8, 4)); //~ ERROR invalid-free
    }
}
