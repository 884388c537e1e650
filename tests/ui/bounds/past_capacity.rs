fn main() {
    let v = vec![1, 2, 3];
    assert_eq!(unsafe { *v.as_ptr().add(2) }, 3);
    let _x = unsafe { *v.as_ptr().wrapping_add(v.capacity()) }; //~ ERROR out-of-bounds
}
