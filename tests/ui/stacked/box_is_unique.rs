//@ revisions: stacked none
fn main() {
    let mut b = Box::new(1u32);
    let p = &raw mut *b;
    let mut moved = b;
    *moved = 2;
    unsafe { *p = 3 }; //~[stacked] ERROR aliasing
}
