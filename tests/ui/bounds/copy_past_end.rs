fn main() {
    let a = [1u8; 4];
    let mut b = [0u8; 2];
    unsafe { std::ptr::copy(a.as_ptr(), b.as_mut_ptr(), 4) }; //~ ERROR out-of-bounds
}
