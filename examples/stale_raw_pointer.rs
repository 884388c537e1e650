// A raw pointer outlives its right to write: the write to `x` ends `child`'s claim.
// Expect: error[A0101] aliasing at the last write, with the places where `child` was made and lost.
fn main() {
    let mut x = 0u8;
    let child = &mut x as *mut u8;
    x = 1;
    unsafe { *child = 2 };
    println!("{x}");
}
