fn one() -> u8 {
    1
}
fn main() {
    let p = one as fn() -> u8 as *const ();
    let f: fn() -> u8 = unsafe { std::mem::transmute(p) };
    assert_eq!(f(), 1);
}
