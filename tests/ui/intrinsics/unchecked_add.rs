fn main() {
    let x = std::hint::black_box(250u8);
    assert_eq!(unsafe { x.unchecked_add(5) }, 255);
    let _y = unsafe { x.unchecked_add(6) }; //~ ERROR overflow
}
