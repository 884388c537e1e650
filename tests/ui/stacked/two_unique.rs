//@ revisions: stacked tree none
// The second `&mut` ends the first: at its creation in the stack, at its write in the tree.
fn main() {
    let mut x = 1u32;
    let p = &raw mut x;
    let a = unsafe { &mut *p };
    let b = unsafe { &mut *p };
    *b = 2;
    *a = 3; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
