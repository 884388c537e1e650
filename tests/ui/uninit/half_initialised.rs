use std::mem::MaybeUninit;
fn main() {
    let mut a = MaybeUninit::<u16>::uninit();
    unsafe { a.as_mut_ptr().cast::<u8>().write(3) };
    let _x = unsafe { *a.as_ptr() }; //~ ERROR uninit
}
