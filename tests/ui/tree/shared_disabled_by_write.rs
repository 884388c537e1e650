//@ revisions: stacked tree
fn main() {
    let mut x = 1u8;
    let m = &mut x;
    let s = unsafe { &*(m as *const u8) };
    *m = 2;
    let _y = *s; //~[stacked] ERROR aliasing //~[tree] ERROR aliasing
}
