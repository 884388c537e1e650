fn main() {
    let a = [0u16; 4];
    let r = a.as_ptr_range();
    assert_eq!(unsafe { r.end.offset_from(r.start) }, 4);
}
