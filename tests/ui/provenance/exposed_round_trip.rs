//@ flags: --provenance permissive
fn main() {
    let mut x = 5u8;
    let a = &raw mut x as usize;
    unsafe { *(a as *mut u8) = 6 };
    assert_eq!(x, 6);
}
