fn main() {
    let b: bool = unsafe { std::mem::transmute(1u8) };
    assert!(b);
}
