//@ revisions: stacked tree none
fn main() {
    let r: &'static mut u32 = Box::leak(Box::new(1));
    *r += 1;
    let b = unsafe { Box::from_raw(r) };
    assert_eq!(*b, 2);
}
