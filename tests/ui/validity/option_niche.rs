fn main() {
    let none: Option<bool> = unsafe { std::mem::transmute(2u8) };
    assert!(none.is_none());
    let _bad: Option<bool> = unsafe { std::mem::transmute(3u8) }; //~ ERROR validity
}
