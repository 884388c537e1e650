//@ revisions: tree
fn main() {
    let mut x = 1u8;
    let p = &raw mut x;
    let m = unsafe { &mut *p };
    *m = 1;
    let _y = unsafe { *p };
    *m = 2; //~ ERROR aliasing
}
