use std::alloc::{alloc, dealloc, Layout};
fn main() {
    unsafe {
        let l = Layout::new::<u64>();
        let p = alloc(l).cast::<u64>();
        p.write(1);
        dealloc(p.cast(), l);
        p.write(2); //~ ERROR use-after-free
    }
}
