// Memory that nothing points to at the end. Expect: leak, at the allocation.
fn main() {
    let p = Box::into_raw(Box::new([0u64; 4]));
    unsafe { (*p)[0] = 1 };
}
