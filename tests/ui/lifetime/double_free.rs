use std::alloc::{alloc, dealloc, Layout};
fn main() {
    let l = Layout::new::<u64>();
    unsafe {
        let p = alloc(l);
        dealloc(p, l);
        dealloc(p, l); //~ ERROR use-after-free
    }
}
