//@ revisions: stacked tree
// A `&mut` that was not written yet tolerates reads by others in the tree.
fn main() {
    let mut x = 1u8;
    let p = &raw mut x;
    let m = unsafe { &mut *p };
    let _y = unsafe { *p };
    *m = 2; //~[stacked] ERROR aliasing
}
