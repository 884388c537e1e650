//@ revisions: stacked tree none
// The stack pops the child, the tree only freezes it: reading on is allowed there.
fn main() {
    let mut x = 1u32;
    let p = &raw mut x;
    let m = unsafe { &mut *p };
    *m = 2;
    let _y = unsafe { *p };
    let _z = *m; //~[stacked] ERROR aliasing
}
