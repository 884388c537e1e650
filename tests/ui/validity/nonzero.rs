use std::num::NonZeroU8;
fn main() {
    let _n: NonZeroU8 = unsafe { std::mem::transmute(0u8) }; //~ ERROR validity
}
