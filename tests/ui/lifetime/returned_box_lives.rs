fn make() -> Box<[u8]> {
    vec![1, 2].into_boxed_slice()
}
fn main() {
    let b = make();
    let p = b.as_ptr();
    let moved = b;
    assert_eq!(moved[1] + unsafe { *p }, 3);
}
