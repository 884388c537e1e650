//@ revisions: stacked tree none
fn main() {
    let mut x = 1u32;
    let p = &raw mut x;
    let r = unsafe { &*p };
    let y = *r;
    unsafe { *p = 2 + y };
    assert_eq!(x, 3);
}
