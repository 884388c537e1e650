fn main() {
    let x = std::hint::black_box(3);
    unsafe { std::hint::assert_unchecked(x == 3) };
    unsafe { std::hint::assert_unchecked(x == 4) }; //~ ERROR intrinsic
}
