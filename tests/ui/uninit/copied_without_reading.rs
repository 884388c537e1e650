use std::mem::MaybeUninit;
fn main() {
    let a = MaybeUninit::<[u8; 4]>::uninit();
    let mut b = a;
    unsafe { b.as_mut_ptr().cast::<u8>().write(3) };
    let c = b;
    assert_eq!(unsafe { *c.as_ptr().cast::<u8>() }, 3);
}
