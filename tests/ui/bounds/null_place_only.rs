// A place alone accesses nothing.
fn main() {
    let p = std::ptr::null::<(u8, u8)>();
    let q = unsafe { &raw const *p };
    assert!(q.is_null());
    unsafe {
        let _ = *p;
    }
}
