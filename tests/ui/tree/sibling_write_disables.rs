//@ revisions: tree
fn main() {
    let mut x = 0u8;
    let root = &mut x;
    let a = unsafe { &mut *(root as *mut u8) };
    let b = unsafe { &mut *(root as *mut u8) };
    *a = 1;
    *b = 2; //~ ERROR aliasing
}
