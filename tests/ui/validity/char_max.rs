fn main() {
    let c: char = unsafe { std::mem::transmute(0x10FFFFu32) };
    assert_eq!(c, char::MAX);
}
