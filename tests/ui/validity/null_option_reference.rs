fn main() {
    let r: Option<&u8> = unsafe { std::mem::transmute(0usize) };
    assert!(r.is_none());
}
