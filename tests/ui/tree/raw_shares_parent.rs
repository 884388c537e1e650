//@ revisions: stacked tree
// Raw pointers get no node of their own: two of one reference are the same.
fn main() {
    let mut x = 1u8;
    let m = &mut x;
    let p = m as *mut u8;
    *m = 2;
    unsafe { *p = 3 }; //~[stacked] ERROR aliasing
}
