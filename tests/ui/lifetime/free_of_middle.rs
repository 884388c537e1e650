use std::alloc::{alloc, dealloc, Layout};
fn main() {
    unsafe {
        let p = alloc(Layout::from_size_align_unchecked(8, 1));
        dealloc(p.add(1), Layout::from_size_align_unchecked(8, 1)); //~ ERROR invalid-free
    }
}
