#[repr(C)]
struct Padded(u8, u16);
fn main() {
    let mut a = std::mem::MaybeUninit::<Padded>::uninit();
    unsafe { std::ptr::write_bytes(a.as_mut_ptr(), 0, 1) };
    assert_eq!(unsafe { a.as_ptr().cast::<u8>().add(1).read() }, 0);
}
