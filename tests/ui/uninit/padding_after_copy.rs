// A typed copy does not keep the padding.
#[repr(C)]
#[derive(Clone, Copy)]
struct Padded(u8, u16);
fn main() {
    let mut a = std::mem::MaybeUninit::<Padded>::zeroed();
    let init = unsafe { a.assume_init() };
    a.write(init);
    let _x = unsafe { a.as_ptr().cast::<u8>().add(1).read() }; //~ ERROR uninit
}
