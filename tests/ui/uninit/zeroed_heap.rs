use std::alloc::{alloc_zeroed, dealloc, Layout};
fn main() {
    unsafe {
        let p = alloc_zeroed(Layout::new::<u32>());
        assert_eq!(*p.cast::<u32>(), 0);
        dealloc(p, Layout::new::<u32>());
    }
}
