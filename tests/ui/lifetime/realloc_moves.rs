//@ flags: --address-reuse-rate 0
use std::alloc::{alloc, dealloc, realloc, Layout};
fn main() {
    unsafe {
        let l = Layout::from_size_align_unchecked(4, 4);
        let p = alloc(l).cast::<u32>();
        p.write(7);
        let q = realloc(p.cast(), l, 8).cast::<u32>();
        assert_eq!(q.read(), 7);
        let _old = p.read(); //~ ERROR use-after-free
        dealloc(q.cast(), Layout::from_size_align_unchecked(8, 4));
    }
}
