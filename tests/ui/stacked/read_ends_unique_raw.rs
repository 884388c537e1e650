//@ revisions: stacked tree none
// A read through the parent disables a child `&mut` in the stack and freezes it in the tree.
fn main() {
    let mut x = 1u32;
    let p = &raw mut x;
    let m = unsafe { &mut *p };
    *m = 2;
    let _y = unsafe { *p };
    *m = 3; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
