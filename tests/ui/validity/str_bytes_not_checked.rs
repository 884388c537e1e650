// UTF-8 is a promise of the library, not of the language.
fn main() {
    let s: &str = unsafe { std::mem::transmute(&[0xffu8, 0xfe][..]) };
    assert_eq!(s.len(), 2);
}
