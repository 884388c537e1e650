#[repr(C)]
struct Pair {
    a: u32,
    b: u32,
}
fn main() {
    let x = 1u32;
    let p = (&raw const x).cast::<Pair>();
    let _b = unsafe { (*p).b }; //~ ERROR out-of-bounds
}
