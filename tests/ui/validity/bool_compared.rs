//@ flags: --no-validation
fn main() {
    let x = 3u8;
    let b = unsafe { *(&raw const x).cast::<bool>() };
    let _c = b == std::hint::black_box(true); //~ ERROR validity
}
