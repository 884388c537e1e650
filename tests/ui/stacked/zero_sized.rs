//@ revisions: stacked tree none
fn main() {
    let mut z = ();
    let p = &raw mut z;
    let a = unsafe { &mut *p };
    let b = unsafe { &mut *p };
    *b = ();
    *a = ();
}
