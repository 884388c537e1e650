use std::mem::MaybeUninit;
fn main() {
    let _x: u8 = unsafe { MaybeUninit::uninit().assume_init() }; //~ ERROR uninit
}
