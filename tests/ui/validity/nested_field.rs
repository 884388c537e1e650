#[repr(C)]
struct S {
    _n: u8,
    _flags: [bool; 2],
}
fn main() {
    let _s: S = unsafe { std::mem::transmute([9u8, 1, 7]) }; //~ ERROR validity
}
