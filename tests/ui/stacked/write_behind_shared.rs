//@ revisions: stacked tree none
fn main() {
    let mut x = 1u32;
    let p = &raw mut x;
    let r = unsafe { &*p };
    unsafe { *p = 2 };
    let _y = *r; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
