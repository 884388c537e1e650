//@ revisions: stacked tree
fn main() {
    let mut pair = (1u32, 2u32);
    let first = &mut pair.0 as *mut u32;
    unsafe {
        let second = (&raw mut pair.1).read();
        *first = second;
    }
    assert_eq!(pair.0, 2);
}
