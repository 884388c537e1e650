fn make() -> Box<[u8]> {
    vec![1, 2].into_boxed_slice()
}
fn main() {
    let b = make();
    let p = b.as_ptr();
    assert_eq!(b[1] + unsafe { *p }, 3);
}
