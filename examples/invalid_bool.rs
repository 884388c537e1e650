// A `bool` is 0 or 1. Expect: validity at the transmute.
fn main() {
    let b: bool = unsafe { std::mem::transmute(2u8) };
    println!("{b}");
}
