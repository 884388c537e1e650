fn main() {
    let (a, b) = ([1u8; 8], [2u8; 8]);
    let d = b.as_ptr().addr().wrapping_sub(a.as_ptr().addr());
    let p = a.as_ptr().wrapping_add(d);
    assert_eq!(p, b.as_ptr());
    let _x = unsafe { *p }; //~ ERROR out-of-bounds
}
